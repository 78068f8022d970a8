// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NicFilterTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new NicFilter();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-nic", "user"), List.of("-nic", "none"), List.of("-nic", "model=e1000"));
  }

  private List<NetworkPart> examine(String value) {
    CommandLine line = CommandLine.parse(List.of("-nic", value));
    return extension().examine(line.options().get(0), line.machine("x86_64"));
  }

  private Backend backend(String value) {
    List<NetworkPart> parts = examine(value);
    return (Backend) parts.get(parts.size() - 1);
  }

  @Test
  void itIsACardAndItsBackend() {
    assertThat(examine("tap,id=n0,model=e1000,ifname=x").get(0))
        .isEqualTo(new Nic("e1000", Attachment.SAME_OPTION, ""));
    Backend backend = backend("tap,id=n0,model=e1000,ifname=x");
    assertThat(backend.type()).isEqualTo("tap");
    assertThat(backend.id()).isEqualTo("n0");
    assertThat(backend.provision()).isEqualTo(Provision.HOST);
    assertThat(backend.keptKeys())
        .containsExactlyInAnyOrder("id", "model", "mac", "macaddr", "addr", "vectors");
  }

  @Test
  void noneIsNoCard() {
    assertThat(examine("none")).singleElement().isInstanceOf(Backend.class);
    assertThat(backend("none").provision()).isEqualTo(Provision.NOBODY);
  }

  @Test
  void aSocketIsAConnection() {
    assertThat(backend("socket,fd=3").provision()).isEqualTo(Provision.CONNECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostfwd=tcp::8080-:80 | start passt with -t 8080:80",
        "hostfwd=::22-:22 | start passt with -t 22",
        "hostfwd=udp:127.0.0.1:5353-10.0.2.15:53 | start passt with -u 127.0.0.1/5353:53",
        "hostfwd=x | start passt with -t and -u, which forward ports",
        "dns=192.0.2.1 | start passt with --dns 192.0.2.1",
        "dnssearch=example.org | start passt with --search example.org",
        "host=192.0.2.2 | start passt with --gateway 192.0.2.2",
        "dhcpstart=192.0.2.15 | start passt with --address 192.0.2.15",
        "ipv6=off | start passt with --ipv4-only",
        "ipv4=no | start passt with --ipv6-only",
        "ipv4=on | passt has nothing like it",
        "smb=/srv | passt has nothing like it",
        "restrict=on | passt has nothing like it",
      })
  void whatIsLostIsSaidInPasstsWords(String option, String advice) {
    assertThat(backend("user,id=n,model=e1000,mac=x," + option).lost())
        .containsExactly(option + " is lost: " + advice);
  }

  @Test
  void everythingThatIsLostIsSaid() {
    assertThat(backend("model=e1000,hostfwd=tcp::1-:1,hostfwd=tcp::2-:2").lost()).hasSize(2);
    assertThat(backend("bridge,br=br0").lost()).singleElement().asString().contains("offload");
    assertThat(backend("vde,sock=/x").lost()).isEmpty();
  }
}
