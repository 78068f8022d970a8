// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.InstalledProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.Support;
import java.util.List;
import java.util.Optional;

/** A kind of backend whose calls are watched and whose answers are checked. */
final class CheckedBackend extends CheckedPlugin<BackendKind> implements BackendKind {

  CheckedBackend(PluginInfo plugin, BackendKind own, PluginCalls calls) {
    super(plugin, own, calls);
  }

  @Override
  public Protocol protocol() {
    begin("protocol");
    try {
      return WrongAnswer.notNull(own.protocol());
    } finally {
      end();
    }
  }

  @Override
  public Recognition recognise(SocketFacts socket) {
    begin("recognise");
    try {
      return WrongAnswer.notNull(own.recognise(new AskedSocket(socket, calls())));
    } finally {
      end();
    }
  }

  @Override
  public Probe probe() {
    begin("probe");
    try {
      return Answers.probe(own.probe());
    } finally {
      end();
    }
  }

  @Override
  public void installed(InstalledProgram program) {
    begin("installed");
    try {
      own.installed(program);
    } finally {
      end();
    }
  }

  @Override
  public Support support(NetworkFeature feature) {
    begin("support");
    try {
      return Answers.support(own.support(feature), feature);
    } finally {
      end();
    }
  }

  @Override
  public Optional<BackendProgram> program() {
    begin("program");
    try {
      return Answers.program(own.program());
    } finally {
      end();
    }
  }

  @Override
  public boolean needsRouteOut() {
    begin("needsRouteOut");
    try {
      return own.needsRouteOut();
    } finally {
      end();
    }
  }

  @Override
  public Optional<Confinement> confinement() {
    begin("confinement");
    try {
      return Answers.confinement(own.confinement());
    } finally {
      end();
    }
  }

  @Override
  public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
    begin("start");
    try {
      return Answers.start(own.start(request, attachment));
    } finally {
      end();
    }
  }

  @Override
  public String complaint(String output) {
    begin("complaint");
    try {
      return WrongAnswer.notNull(own.complaint(output));
    } finally {
      end();
    }
  }

  /** A socket about which the system may be asked: that time is not the plugin's. */
  private record AskedSocket(SocketFacts socket, PluginCalls calls) implements SocketFacts {

    @Override
    public String path() {
      return socket.path();
    }

    @Override
    public boolean isListening(String otherPath) {
      long paused = calls.pause();
      try {
        return socket.isListening(otherPath);
      } finally {
        calls.resume(paused);
      }
    }

    @Override
    public List<String> commandLine() {
      long paused = calls.pause();
      try {
        return socket.commandLine();
      } finally {
        calls.resume(paused);
      }
    }
  }
}
