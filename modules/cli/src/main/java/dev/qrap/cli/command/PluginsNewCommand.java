// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.StandardOutput;
import dev.qrap.cli.scaffold.NewFolder;
import dev.qrap.cli.scaffold.PluginName;
import dev.qrap.cli.scaffold.PluginTemplate;
import dev.qrap.cli.scaffold.SdkRepository;
import dev.qrap.core.LaunchException;
import dev.qrap.core.Printable;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap plugins new KIND NAME DIR}: writes the project of a new plugin. */
final class PluginsNewCommand implements Command {

  private final Host host;

  PluginsNewCommand(Host host) {
    this.host = host;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("Write the project of a new plugin: KIND NAME DIR.")
        .description(
            "",
            "Writes a Maven project with a plugin that does little, its module-info.java and its contract test,"
                + " which pass. Comments say what to change. The project takes the SPI and the testkit from the"
                + " directory sdk/repository of qrap's archive.",
            "");
    parameter(spec, "KIND", PluginTemplate.kinds() + ".");
    parameter(spec, "NAME", "Your reverse domain and a word: org.example.toaster.");
    parameter(spec, "DIR", "The directory of the project; it must be empty or not exist yet.");
  }

  private static void parameter(CommandSpec spec, String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .required(true)
            .type(String.class)
            .description(description)
            .build());
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    String kind = parsed.matchedPositionalValue(0, "");
    PluginName name = new PluginName(parsed.matchedPositionalValue(1, ""));
    String folder = parsed.matchedPositionalValue(2, "");
    for (PluginTemplate template : PluginTemplate.values()) {
      if (template.kind().equals(kind)) {
        return write(template, name, folder, parsed);
      }
    }
    return WrongUse.say(
        parsed.commandSpec(),
        "there is no kind of plugin '" + kind + "': it is " + PluginTemplate.kinds());
  }

  private int write(PluginTemplate template, PluginName name, String folder, ParseResult parsed)
      throws LaunchException {
    if (!name.refusal().isEmpty()) {
      return WrongUse.say(
          parsed.commandSpec(),
          "a plugin cannot have the name '" + name.text() + "': " + name.refusal());
    }
    SdkRepository repository = repository();
    Map<String, String> files = template.files(name, repository);
    new NewFolder(folder).write(files);
    StringBuilder written = new StringBuilder();
    for (String file : files.keySet()) {
      written.append(Printable.line(folder + '/' + file)).append('\n');
    }
    StandardOutput.write(written + next(Printable.line(folder), repository));
    return 0;
  }

  private SdkRepository repository() {
    try {
      return SdkRepository.of(host.image(), Version.text());
    } catch (HostException e) {
      return SdkRepository.unknown(Version.text());
    }
  }

  private static String next(String folder, SdkRepository repository) {
    return repository.isThere()
        ? "Next: run mvn verify in " + folder + ", then change what the comments mark\n"
        : "The project needs the directory sdk of qrap's archive, which is not beside this image: unpack the"
            + " archive of qrap "
            + repository.version()
            + "\nNext: run mvn -Dqrap.repository=file:///PATH/qrap/sdk/repository verify in "
            + folder
            + ", then change what the comments mark\n";
  }
}
