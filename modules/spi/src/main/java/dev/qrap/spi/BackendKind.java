// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Optional;

/**
 * Knows a kind of network backend: how its socket is recognised, how it proves that it is alive,
 * what it can do for the user and how it is started.
 *
 * @apiNote For a socket, the launcher asks every kind before it connects, and uses the first kind
 *     by priority that says {@link Recognition#YES}; if none does, the first that does not say
 *     {@link Recognition#NO}. The setting {@code backend=} names the kind that counts then instead,
 *     and the one that is started. Without that setting, the first kind by priority that can be
 *     started is started.
 * @implSpec A kind only says. It is a function of its arguments, of the settings that it was
 *     {@linkplain #configure configured} with and of the program that is {@linkplain #installed
 *     installed}; qrap connects, sends and starts.
 * @since 0.2
 */
@ImplementedByPlugins
public interface BackendKind extends Extension {

  /**
   * What is spoken on the backend's socket. A strategy is connected only to backends that speak
   * {@linkplain ExecStrategy#protocol its protocol}.
   *
   * @return always the same; {@link Protocol#FRAMES} by default
   */
  default Protocol protocol() {
    return Protocol.FRAMES;
  }

  /**
   * Whether a backend of this kind listens on a socket.
   *
   * @param socket what is known of it; more after connecting than before, so the answer may change
   *     from {@link Recognition#UNKNOWN} to another one
   * @return yes, no, or that it cannot be told
   */
  Recognition recognise(SocketFacts socket);

  /**
   * How the backend proves that it is alive.
   *
   * @return always the same. It is not used if the protocol is not {@link Protocol#FRAMES}
   */
  Probe probe();

  /**
   * Tells of the program on this host, since versions differ in what they can do.
   *
   * @apiNote Called once before {@link #support} and {@link #start}.
   * @param program what can be asked of it; a kind that needs that keeps it
   */
  default void installed(InstalledProgram program) {}

  /**
   * Whether a backend that qrap starts can do something that the user asks of the network.
   *
   * @param feature what the user asks for; an answer for one that the plugin does not know of must
   *     be no
   * @return yes with the way in which the backend is told, or no with the reason; no by default
   */
  default Support support(NetworkFeature feature) {
    return Support.no(name() + " has nothing like it");
  }

  /**
   * The program that is started.
   *
   * @return always the same; empty, which is the default, if qrap cannot start this kind
   */
  default Optional<BackendProgram> program() {
    return Optional.empty();
  }

  /**
   * Whether a backend that is started ends at once if the host has no route to other networks.
   *
   * @return the same as long as the settings are; false by default
   */
  default boolean needsRouteOut() {
    return false;
  }

  /**
   * The AppArmor profile of the program, which {@code qrap doctor} mentions if it is installed.
   *
   * @return always the same; empty, which is the default, if none is known
   */
  default Optional<Confinement> confinement() {
    return Optional.empty();
  }

  /**
   * How a backend is started for one guest.
   *
   * @param request what it must do: only what it {@linkplain #support supports}
   * @param attachment how QEMU or qrap gets to it. If QEMU speaks {@link Protocol#FRAMES} to it, it
   *     is asked with an {@link Attachment.Descriptor} first and, if the answer is empty, with an
   *     {@link Attachment.Path}
   * @return the arguments; empty, which is the default, if it cannot be attached in that way
   */
  default Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
    return Optional.empty();
  }

  /**
   * The part of its output that tells a person why a backend that was started does not serve.
   *
   * @param output what the program wrote to standard output and standard error, a byte string
   * @return some of its lines, a byte string; all by default. qrap shows the last few
   */
  default String complaint(String output) {
    return output;
  }
}
