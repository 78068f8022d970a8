// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.JsonWriter;
import dev.qrap.cli.output.ShellText;
import dev.qrap.core.Printable;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.plan.Argument;
import dev.qrap.core.plan.Argument.Placeholder;
import dev.qrap.core.plan.Change;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.PlannedConnection;
import dev.qrap.core.plan.PlannedFile;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.NetworkFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code qrap plan} prints.
 *
 * @param plan the launch's own plan
 * @param settings the settings that it follows
 * @param warnings what is wrong with the settings, one line each
 * @param starts for each connection, how a backend would be called that is started; empty if none
 *     is
 * @param unused the plugins that it did without
 * @param verbose whether to say where settings came from, and which plugins they leave out
 */
record PlanPrinter(
    LaunchPlan plan,
    Settings settings,
    List<String> warnings,
    List<List<String>> starts,
    List<PluginInfo> unused,
    boolean verbose) {

  String text() {
    StringBuilder text = new StringBuilder();
    QemuCommand command = plan.commands().get(0);
    text.append("Mode:       ").append(name(plan.invocation().mode())).append('\n');
    text.append("Program:    ").append(Printable.line(command.path())).append('\n');
    if (plan.connections().isEmpty()) {
      text.append("Connection: none\n");
    }
    for (int i = 0; i < plan.connections().size(); i++) {
      connection(text, plan.connections().get(i), starts.get(i));
    }
    for (PlannedFile file : plan.files()) {
      text.append("File:       a copy of ").append(Printable.line(file.path()));
      text.append(", on descriptor ").append(file.descriptor()).append('\n');
    }
    for (String line : remarks()) {
      text.append("Note:       ").append(Printable.line(line)).append('\n');
    }
    if (!plan.changes().isEmpty()) {
      text.append("\nDecisions:\n");
    }
    for (Change change : plan.changes()) {
      text.append(Printable.line(decision(change))).append('\n');
    }
    text.append("\nArguments:");
    boolean value = false;
    for (String argument : displayed()) {
      boolean option = argument.startsWith("-");
      text.append(value && !option ? " " : "\n  ").append(Printable.line(argument));
      value = option;
    }
    return text.append('\n').toString();
  }

  /** What was seen, what is done and by which rule, in one line. */
  private static String decision(Change change) {
    String done =
        switch (change.kind()) {
          case REMOVED -> "- " + change.text() + ": ";
          case ADDED -> "+ " + change.text() + ": ";
          case CHANGED -> "* " + change.text() + " -> " + change.replacementText() + ": ";
          case NOTHING -> ". ";
          case REMARK -> "! ";
        };
    return "  " + done + change.reason() + " [" + change.rule() + "]";
  }

  String shell() {
    StringBuilder text = new StringBuilder(ShellText.quote(plan.commands().get(0).path()));
    for (Argument argument : plan.arguments()) {
      text.append(' ').append(ShellText.quote(argument));
    }
    for (PlannedFile file : plan.files()) {
      text.append(' ').append(file.descriptor()).append("<<").append(ShellText.END);
    }
    text.append('\n');
    for (PlannedFile file : plan.files()) {
      text.append(ShellText.document(file.content()));
    }
    return text.toString();
  }

  String json() {
    QemuCommand command = plan.commands().get(0);
    JsonWriter json = new JsonWriter().object();
    json.key("mode").string(name(plan.invocation().mode()));
    json.key("program").string(command.path());
    json.key("arguments").strings(displayed());
    json.key("connections").array();
    for (int i = 0; i < plan.connections().size(); i++) {
      connection(json, i);
    }
    json.endArray();
    json.key("changes").array();
    for (Change change : plan.changes()) {
      json.object().key("kind").string(name(change.kind()));
      json.key("arguments").strings(displayed(change.arguments()));
      json.key("replacement").strings(displayed(change.replacement()));
      json.key("reason").string(change.reason());
      json.key("rule").string(change.rule()).endObject();
    }
    json.endArray();
    json.key("files").array();
    for (PlannedFile file : plan.files()) {
      file(json, file);
    }
    json.endArray();
    json.key("notes").strings(remarks());
    if (verbose) {
      json.key("settings").array();
      for (Setting setting : settings.written()) {
        json.object().key("key").string(setting.key());
        json.key("value").string(setting.value());
        json.key("origin").string(setting.origin()).endObject();
      }
      json.endArray();
    }
    return json.endObject().text();
  }

  private void connection(JsonWriter json, int index) {
    PlannedConnection connection = plan.connections().get(index);
    json.object().key("card").string(connection.card());
    json.key("need").string(name(connection.need()));
    json.key("descriptor").number(connection.descriptor());
    json.key("request").strings(request(connection));
    if (!starts.get(index).isEmpty()) {
      json.key("starts").object().key("arguments").strings(starts.get(index));
      json.key("kind").string(connection.backend().kind());
      json.key("condition").string(name(connection.backend().when())).endObject();
    }
    placeholder(json, index);
    json.endObject();
  }

  private static void file(JsonWriter json, PlannedFile file) {
    json.object().key("path").string(file.path());
    json.key("descriptor").number(file.descriptor());
    json.key("content").array();
    for (Argument piece : file.content()) {
      json.object().key("before").string(piece.before());
      json.key("content").string(name(piece.placeholder()));
      json.key("connection").number(piece.connection());
      json.key("after").string(piece.after()).endObject();
    }
    json.endArray().endObject();
  }

  /** Which argument has the placeholder; programs must not guess it from the displayed text. */
  private void placeholder(JsonWriter json, int connection) {
    json.key("placeholders").array();
    for (int i = 0; i < plan.arguments().size(); i++) {
      Argument argument = plan.arguments().get(i);
      if (argument.placeholder() != Placeholder.NONE && argument.connection() == connection) {
        json.object().key("argument").number(i + 1L);
        json.key("content").string(name(argument.placeholder()));
        json.key("before").string(argument.before());
        json.key("after").string(argument.after()).endObject();
      }
    }
    json.endArray();
  }

  private static List<String> request(PlannedConnection connection) {
    List<String> request = new ArrayList<>();
    for (NetworkFeature feature : connection.backend().request().features()) {
      request.add(feature.written());
    }
    return request;
  }

  private List<String> displayed() {
    List<String> displayed = new ArrayList<>();
    displayed.add(plan.commands().get(0).name());
    displayed.addAll(displayed(plan.arguments()));
    return displayed;
  }

  private static List<String> displayed(List<Argument> arguments) {
    List<String> displayed = new ArrayList<>();
    for (Argument argument : arguments) {
      displayed.add(argument.display());
    }
    return displayed;
  }

  /** What a connection is, what its backend is asked to do, and how it is started. */
  private static void connection(
      StringBuilder text, PlannedConnection connection, List<String> start) {
    text.append("Connection: ");
    text.append(
        switch (connection.need()) {
          case CONNECTED_DESCRIPTOR -> "on descriptor " + connection.descriptor();
          case SOCKET_PATH ->
              connection.backend().when() == Condition.ALWAYS
                  ? "QEMU connects by itself to the socket of the backend that is started"
                  : "QEMU connects by itself to the socket that the launch finds";
          case NONE -> connection.byQemu() ? "QEMU starts the backend" : "made by QEMU alone";
        });
    text.append(connection.card().isEmpty() ? "" : Printable.line(", for " + connection.card()))
        .append('\n');
    List<String> request = request(connection);
    if (!request.isEmpty()) {
      text.append("Asked:      ").append(Printable.line(String.join(", ", request))).append('\n');
    }
    if (!start.isEmpty()) {
      text.append("Starts:     ").append(Printable.line(String.join(" ", start)));
      boolean always = connection.backend().when() == Condition.ALWAYS;
      text.append(always ? "\n" : ", if no backend answers\n");
    }
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>(warnings);
    for (PluginInfo plugin : unused) {
      if (verbose || plugin.state() == PluginInfo.State.REJECTED) {
        remarks.add(plugin.complaint());
      }
    }
    if (verbose) {
      for (Setting setting : settings.written()) {
        remarks.add(setting.key() + "=" + setting.value() + " (" + setting.origin() + ")");
      }
    }
    return remarks;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
