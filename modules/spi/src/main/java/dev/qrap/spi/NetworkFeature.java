// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * One thing that a user asks of the network. Compatible versions of the SPI may add further ones,
 * so a plugin says no to those that it does not know.
 *
 * @since 0.2
 */
@ImplementedByPlugins
@ProvidedByQrap
public sealed interface NetworkFeature {

  /**
   * What the user wrote for it.
   *
   * @return one line for people: {@code hostfwd=tcp::2222-:22}; not empty
   */
  String written();

  /**
   * Ports of the host that lead to ports of the guest.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param udp whether UDP rather than TCP
   * @param hostAddress the host's numeric address, without brackets; empty for all
   * @param first the host's first port, 1 to 65535
   * @param last the host's last port, not below the first
   * @param guestAddress the guest's numeric address; empty for the one that it is given
   * @param guestFirst the guest's first port; the others follow
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record ForwardedPorts(
      String written,
      boolean udp,
      String hostAddress,
      int first,
      int last,
      String guestAddress,
      int guestFirst)
      implements NetworkFeature {

    private static final int MAX_PORT = 65_535;

    /**
     * Checks the ports.
     *
     * @param written as in the record
     * @param udp as in the record
     * @param hostAddress as in the record
     * @param first as in the record
     * @param last as in the record
     * @param guestAddress as in the record
     * @param guestFirst as in the record
     */
    public ForwardedPorts {
      checkWritten(written);
      Objects.requireNonNull(hostAddress, "hostAddress");
      Objects.requireNonNull(guestAddress, "guestAddress");
      if (first < 1
          || last < first
          || last > MAX_PORT
          || guestFirst < 1
          || guestLast() > MAX_PORT) {
        throw new IllegalArgumentException("ports " + first + " to " + last + ", " + guestFirst);
      }
    }

    /**
     * The guest's last port.
     *
     * @return as many ports after its first as the host's last is
     */
    public int guestLast() {
      return guestFirst + last - first;
    }

    /**
     * The protocol's name.
     *
     * @return {@code tcp} or {@code udp}
     */
    public String protocol() {
      return udp ? "udp" : "tcp";
    }
  }

  /**
   * The addresses that the guest sees, of IPv4 or IPv6; what is empty was not said.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param network the guest's network: {@code 10.0.2.0/24}
   * @param gateway the address of the host in that network, its gateway: {@code 10.0.2.2}
   * @param guest the address that the guest is given: {@code 10.0.2.15}
   * @param resolver the address of a resolver that belongs to such a network: {@code 10.0.2.3}; the
   *     backend is asked for it by a {@link Resolver}
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record Addresses(String written, String network, String gateway, String guest, String resolver)
      implements NetworkFeature {

    /**
     * Checks that nothing is null.
     *
     * @param written as in the record
     * @param network as in the record
     * @param gateway as in the record
     * @param guest as in the record
     * @param resolver as in the record
     */
    public Addresses {
      checkWritten(written);
      Objects.requireNonNull(network, "network");
      Objects.requireNonNull(gateway, "gateway");
      Objects.requireNonNull(guest, "guest");
      Objects.requireNonNull(resolver, "resolver");
    }
  }

  /**
   * The address at which the guest finds a resolver, and of which DHCP tells it.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param address the address, in the guest's network or outside of it: {@code 10.0.2.3}
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record Resolver(String written, String address) implements NetworkFeature {

    /**
     * Checks the texts.
     *
     * @param written as in the record
     * @param address as in the record
     */
    public Resolver {
      checkWritten(written);
      if (address.isEmpty()) {
        throw new IllegalArgumentException("no address");
      }
    }
  }

  /**
   * The guest has only one of the families of addresses.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param ipv6 whether that is IPv6 rather than IPv4
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record OneFamily(String written, boolean ipv6) implements NetworkFeature {

    /**
     * Checks the text.
     *
     * @param written as in the record
     * @param ipv6 as in the record
     */
    public OneFamily {
      checkWritten(written);
    }
  }

  /**
   * A domain in which the guest looks for short names.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param domain the domain; not empty
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record SearchDomain(String written, String domain) implements NetworkFeature {

    /**
     * Checks the texts.
     *
     * @param written as in the record
     * @param domain as in the record
     */
    public SearchDomain {
      checkWritten(written);
      if (domain.isEmpty()) {
        throw new IllegalArgumentException("no domain");
      }
    }
  }

  /**
   * The name that the guest is given.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param name the name; not empty
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record HostName(String written, String name) implements NetworkFeature {

    /**
     * Checks the texts.
     *
     * @param written as in the record
     * @param name as in the record
     */
    public HostName {
      checkWritten(written);
      if (name.isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
    }
  }

  /**
   * The domain that the guest is told to be in.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param name the domain; not empty
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record DomainName(String written, String name) implements NetworkFeature {

    /**
     * Checks the texts.
     *
     * @param written as in the record
     * @param name as in the record
     */
    public DomainName {
      checkWritten(written);
      if (name.isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
    }
  }

  /**
   * The guest must not reach anything but what is forwarded to it.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record Isolation(String written) implements NetworkFeature {

    /**
     * Checks the text.
     *
     * @param written as in the record
     */
    public Isolation {
      checkWritten(written);
    }
  }

  /**
   * The size of the largest packet of the network layer.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param bytes the size, 68 to 65535 (RFC 791)
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record Mtu(String written, int bytes) implements NetworkFeature {

    private static final int LEAST_BYTES = 68;
    private static final int MOST_BYTES = 65_535;

    /**
     * Checks the size.
     *
     * @param written as in the record
     * @param bytes as in the record
     */
    public Mtu {
      checkWritten(written);
      if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
        throw new IllegalArgumentException("an MTU of " + bytes);
      }
    }
  }

  /**
   * Something that has no type of its own: {@code tftp=}, {@code guestfwd=}, the offloads of a tap.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @param key the key by which QEMU was told; empty if there is none
   * @param value its value
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record Other(String written, String key, String value) implements NetworkFeature {

    /**
     * Checks that nothing is null.
     *
     * @param written as in the record
     * @param key as in the record
     * @param value as in the record
     */
    public Other {
      checkWritten(written);
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * Something that QEMU refuses: {@code hostfwd=tcp::99999-:22}. The option stays as it is, so that
   * QEMU says what is wrong.
   *
   * @param written as in {@link NetworkFeature#written()}
   * @since 0.2
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  record Refused(String written) implements NetworkFeature {

    /**
     * Checks the text.
     *
     * @param written as in the record
     */
    public Refused {
      checkWritten(written);
    }
  }

  private static void checkWritten(String written) {
    if (written.isEmpty()) {
      throw new IllegalArgumentException("a feature that nobody wrote");
    }
  }
}
