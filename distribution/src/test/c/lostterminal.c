// SPDX-License-Identifier: Apache-2.0
//
// lostterminal PATH [ARGUMENT]...: becomes a program whose three standard streams are a terminal that is gone: reading
// from it ends, and writing fails with EIO. SIGHUP, which came when it went, was ignored.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int master, terminal;
  if (argc < 2 || openpty(&master, &terminal, NULL, NULL, NULL) != 0) {
    fprintf(stderr, "usage: lostterminal PATH [ARGUMENT]...\n");
    return 2;
  }
  signal(SIGHUP, SIG_IGN);
  dup2(terminal, STDIN_FILENO);
  dup2(terminal, STDOUT_FILENO);
  dup2(terminal, STDERR_FILENO);
  close(terminal);
  close(master);
  if (write(STDERR_FILENO, ".", 1) != -1) {
    return 3;
  }
  execv(argv[1], argv + 1);
  return 2;
}
