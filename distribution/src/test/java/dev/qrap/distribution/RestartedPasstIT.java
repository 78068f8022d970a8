// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A passt of a guest's own that is killed while the guest runs is followed by another one: if qrap
 * starts it, and if QEMU does.
 */
final class RestartedPasstIT {

  private static final String CONSOLE = "/tmp/home/console";

  private static final String FORWARDED = "hostfwd=tcp:127.0.0.1:8080-:80";

  private Root root;

  static List<String> releases() {
    return Root.releases();
  }

  @AfterEach
  void close() {
    root.close();
  }

  private String page() {
    String fetch = "busybox wget -q -O - http://127.0.0.1:8080 2>/dev/null";
    return root.as(User.ORDINARY).run("sh", "-c", fetch).output().strip();
  }

  /** The processes of passt. */
  private List<String> passts() {
    String list = "cd /proc; for each in [0-9]*; do grep -qs ^passt $each/comm && echo $each; done";
    return root.as(User.ROOT).run("sh", "-c", list).output().lines().toList();
  }

  private boolean isAnyLeft() {
    String look = "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -qx -e --fd";
    return root.as(User.ROOT).run("sh", "-c", look).status() == 0;
  }

  @ParameterizedTest
  @MethodSource("releases")
  void the_guest_is_reached_again(String release) {
    root = Root.start(release);
    assertThatAKilledPasstIsFollowed(
        "descriptor", "-nic", "user,model=virtio-net-pci," + FORWARDED);
  }

  /** With frames in shared memory, QEMU 11.1 does not; behind a hub, they cannot be there. */
  @ParameterizedTest
  @MethodSource("releases")
  void the_guest_is_reached_again_if_qemu_starts_passt(String release) {
    root = Root.start(release);
    String help = root.as(User.ROOT).run("qemu-system-x86_64", "-help").output();
    assumeTrue(
        help.contains("\n-netdev passt,"),
        help.lines().findFirst().orElse("") + " (" + release + ") has no -netdev passt");
    assertThatAKilledPasstIsFollowed(
        "passt", "-net", "nic,model=virtio-net-pci", "-net", "user," + FORWARDED);
  }

  private void assertThatAKilledPasstIsFollowed(String exec, String... card) {
    List<String> line =
        new ArrayList<>(List.of("qrap", "run", "--exec=" + exec, "qemu-system-x86_64"));
    line.addAll(List.of("-M", "q35"));
    line.addAll(List.of(card));
    root.serve();
    Program qrap =
        root.as(User.ORDINARY)
            .saying("qrap.serve=toast")
            .startGuest(CONSOLE, line.toArray(new String[0]));
    Root.await(() -> page().equals("toast"), "the page of the guest");
    assertThat(isAnyLeft()).isTrue();
    for (int i = 0; i < 2; i++) {
      List<String> before = passts();
      root.as(User.ROOT).run("sh", "-c", "kill -KILL " + String.join(" ", before));
      Root.await(() -> page().equals("toast"), "the page by another passt");
      assertThat(passts()).isNotEmpty().doesNotContainAnyElementsOf(before);
    }
    assertThat(root.console(CONSOLE).leases()).containsExactly("10.0.2.15 via 10.0.2.2");

    root.as(User.ROOT).run("sh", "-c", "kill $(busybox pidof qemu-system-x86_64)");
    Root.await(() -> !qrap.isAlive(), "the end of QEMU");
    Root.await(() -> !isAnyLeft(), "the end of passt and of its shell");
  }
}
