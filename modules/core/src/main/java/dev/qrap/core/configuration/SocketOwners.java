// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose sockets may be used besides root's and the user's own.
 *
 * @param users user ids
 * @param trustsNobodyAccount whether root may also use the sockets of the account {@code nobody},
 *     which some backends become when root starts them
 */
public record SocketOwners(Set<Long> users, boolean trustsNobodyAccount) {

  /** Makes the set immutable. */
  public SocketOwners {
    users = Set.copyOf(users);
  }

  /** What holds if nobody says otherwise. */
  static final SocketOwners DEFAULT = new SocketOwners(Set.of(), true);

  /**
   * The rule for a process.
   *
   * @param process who runs qrap
   * @return whose sockets it may use
   */
  public Trust trust(ProcessContext process) {
    boolean nobody = trustsNobodyAccount && process.user() == 0 && process.nobodyMapped();
    return new Trust(process.user(), nobody, users);
  }

  /** A list of user ids, in which {@code nobody} and {@code !nobody} may stand. */
  record Type() implements ValueType<SocketOwners> {

    private static final ListOf<Long> USERS = new ListOf<>(",", new User());

    @Override
    public String label() {
      return USERS.label();
    }

    @Override
    public String separator() {
      return USERS.separator();
    }

    @Override
    public SocketOwners parse(String text) {
      List<Long> users = USERS.parse(text);
      Set<Long> ids = new HashSet<>(users);
      boolean trustsNobodyAccount = !ids.remove(User.NOT_NOBODY);
      return new SocketOwners(ids, trustsNobodyAccount);
    }
  }

  /** A user id. */
  private record User() implements ValueType<Long> {

    /** Stands for {@code !nobody}; no user has this id. */
    private static final Long NOT_NOBODY = -1L;

    /** The highest user id: the next number means "none" to the kernel (setresuid(2)). */
    private static final long HIGHEST = 0xffff_fffeL;

    @Override
    public String label() {
      return "USER";
    }

    @Override
    public Long parse(String text) {
      if (text.equals("!nobody")) {
        return NOT_NOBODY;
      }
      long id = text.equals("nobody") ? Trust.NOBODY : Digits.value(text);
      if (id < 0 || id > HIGHEST) {
        throw new IllegalArgumentException(
            "each user must be a numeric user id, nobody or !nobody");
      }
      return id;
    }
  }
}
