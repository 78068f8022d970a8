// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.QemuOption;
import java.util.List;

/** A filter whose calls are watched and whose answers are checked. */
final class CheckedFilter extends CheckedPlugin<ArgFilter> implements ArgFilter {

  CheckedFilter(PluginInfo plugin, ArgFilter own, PluginCalls calls) {
    super(plugin, own, calls);
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    begin("examine");
    try {
      return Answers.parts(own.examine(option, machine), option);
    } finally {
      end();
    }
  }

  @Override
  public List<String> optionNames() {
    begin("optionNames");
    try {
      return WrongAnswer.list(own.optionNames());
    } finally {
      end();
    }
  }

  @Override
  public List<String> families() {
    begin("families");
    try {
      return WrongAnswer.list(own.families());
    } finally {
      end();
    }
  }

  @Override
  public String family(QemuOption option) {
    begin("family");
    try {
      return WrongAnswer.notNull(own.family(option));
    } finally {
      end();
    }
  }
}
