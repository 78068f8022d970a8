// SPDX-License-Identifier: Apache-2.0
package org.example.toaster;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.FollowUp;
import dev.qrap.spi.StartCommand.Lifetime;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kinds of a backend, {@code toastd}, that forwards ports and listens on {@code toaster.socket}.
 */
public final class Backends {

  private Backends() {}

  /** Keeps to the contract; the others differ from it. */
  public static class Good implements BackendKind {

    @Override
    public String name() {
      return "org.example.toaster";
    }

    @Override
    public Recognition recognise(SocketFacts socket) {
      return socket.path().endsWith("toaster.socket") ? Recognition.YES : Recognition.UNKNOWN;
    }

    @Override
    public Probe probe() {
      return new Probe("\0\0\0\3hi!", false);
    }

    @Override
    public Support support(NetworkFeature feature) {
      return feature instanceof NetworkFeature.ForwardedPorts ports
          ? Support.yes("--port " + ports.written())
          : Support.no("there is no bread for it");
    }

    @Override
    public Optional<BackendProgram> program() {
      return Optional.of(new BackendProgram("toastd", "", "buy one"));
    }

    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      if (!(attachment instanceof Attachment.Path path) || path.protocol() != Protocol.FRAMES) {
        return Optional.empty();
      }
      List<String> arguments = new ArrayList<>(List.of("--listen", path.path()));
      List<FollowUp> followUps = new ArrayList<>();
      for (NetworkFeature feature : request.features()) {
        tell(arguments, feature);
        followUps.add(followUp(path.path()));
      }
      return Optional.of(new StartCommand(arguments, Lifetime.STAYS_IN_FOREGROUND, followUps));
    }

    void tell(List<String> arguments, NetworkFeature feature) {
      arguments.addAll(List.of("--port", feature.written()));
    }

    FollowUp followUp(String path) {
      return new FollowUp(path + ".control", "butter\n", "ok\n", "put butter on it");
    }
  }

  /** Keeps to the contract too, and can neither be started nor told anything. */
  public static final class GoodThatIsOnlyFound implements BackendKind {

    @Override
    public String name() {
      return "org.example.toaster.found";
    }

    @Override
    public Recognition recognise(SocketFacts socket) {
      return socket.path().endsWith("toaster.socket") ? Recognition.YES : Recognition.NO;
    }

    @Override
    public Probe probe() {
      return new Probe("", true);
    }
  }

  @Breaks("recognisesWhatItIsFor")
  public static final class Doubter extends Good {
    @Override
    public Recognition recognise(SocketFacts socket) {
      return Recognition.UNKNOWN;
    }
  }

  @Breaks("leavesForeignSocketsAlone")
  public static final class Owner extends Good {
    @Override
    public Recognition recognise(SocketFacts socket) {
      return Recognition.YES;
    }
  }

  @Breaks("leavesForeignSocketsAlone")
  public static final class Speechless extends Good {
    @Override
    public Recognition recognise(SocketFacts socket) {
      return socket.path().equals("/") ? null : super.recognise(socket);
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class OtherProbeEachTime extends Good {

    private boolean asked;

    @Override
    public Probe probe() {
      asked = !asked;
      return new Probe(asked ? "\0\0\0\1a" : "\0\0\0\1b", false);
    }
  }

  @Breaks("probesWithWholeFrames")
  public static final class Cutter extends Good {
    @Override
    public Probe probe() {
      return new Probe("\0\0\0\4hi!", false);
    }
  }

  @Breaks("probesWithWholeFrames")
  public static final class Decoder extends Good {
    @Override
    public Probe probe() {
      return new Probe("\0\0\0\1\u20ac", false);
    }
  }

  @Breaks("saysWhatItSupportsInALineEach")
  public static final class SayerOfTwoLines extends Good {
    @Override
    public Support support(NetworkFeature feature) {
      return Support.no("no bread\nand no toaster");
    }
  }

  @Breaks("startsItsProgram")
  public static final class NoProgram extends Good {
    @Override
    public Optional<BackendProgram> program() {
      return Optional.empty();
    }
  }

  @Breaks("tellsTheProgramItsAttachment")
  public static final class Forgetful extends Good {
    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      return super.start(request, attachment)
          .map(
              command ->
                  new StartCommand(
                      command.arguments().subList(2, command.arguments().size()),
                      command.lifetime(),
                      command.followUps()));
    }
  }

  @Breaks("startsAProgramThatSpeaksWhatItIsAskedFor")
  public static final class Monoglot extends Good {
    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      return attachment instanceof Attachment.Path path
          ? super.start(request, new Attachment.Path(path.path(), Protocol.FRAMES))
          : Optional.empty();
    }
  }

  @Breaks("tellsTheProgramWhatItSupports")
  public static final class Promiser extends Good {
    @Override
    void tell(List<String> arguments, NetworkFeature feature) {}

    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      return super.start(NetworkRequest.NOTHING, attachment);
    }
  }

  @Breaks("asksOnlyItsOwnSockets")
  public static final class AskerOfOthers extends Good {
    @Override
    FollowUp followUp(String path) {
      return super.followUp("/run/bakery");
    }
  }

  @Breaks("copesWithAnyOutput")
  public static final class Liar extends Good {
    @Override
    public String complaint(String output) {
      return "all is well, and there is bread";
    }
  }
}
