// SPDX-License-Identifier: Apache-2.0
//
// Stands in for QEMU: writes what it was given to the file named by STANDIN_OUT, as entries that
// each end with a NUL, and exits with 42.
//
//   pid=N  parent=N  limit=N  argument=TEXT...  variable=NAME=VALUE...
//   descriptor=N WHAT          every open one
//   connected=N BYTES PATH     one that is a socket connected to PATH, with BYTES waiting (64 at most)
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

static void describe(FILE *out, const char *number) {
  char link[300], target[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%s", number);
  ssize_t length = readlink(link, target, sizeof target - 1);
  target[length < 0 ? 0 : length] = 0;
  fprintf(out, "descriptor=%s %s%c", number, target, 0);

  struct sockaddr_un peer;
  socklen_t size = sizeof peer;
  memset(&peer, 0, sizeof peer);
  if (getpeername(atoi(number), (struct sockaddr *)&peer, &size) == 0 && peer.sun_family == AF_UNIX) {
    char waiting[64];
    ssize_t count = recv(atoi(number), waiting, sizeof waiting, MSG_PEEK | MSG_DONTWAIT);
    fprintf(out, "connected=%s %zd %.*s%c", number, count, (int)sizeof peer.sun_path, peer.sun_path, 0);
  }
}

int main(int argc, char **argv) {
  char *entries = NULL;
  size_t size = 0;
  // In memory at first: the file would be one more descriptor.
  FILE *out = open_memstream(&entries, &size);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  fprintf(out, "pid=%d%cparent=%d%climit=%ld%c", getpid(), 0, getppid(), 0, (long)limit.rlim_cur, 0);
  for (int i = 0; i < argc; i++) {
    fprintf(out, "argument=%s%c", argv[i], 0);
  }
  for (char **variable = environ; *variable; variable++) {
    fprintf(out, "variable=%s%c", *variable, 0);
  }
  DIR *descriptors = opendir("/proc/self/fd");
  for (struct dirent *entry; (entry = readdir(descriptors));) {
    if (entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(descriptors)) {
      describe(out, entry->d_name);
    }
  }
  fclose(out);

  const char *path = getenv("STANDIN_OUT");
  FILE *file = path ? fopen(path, "wx") : NULL;
  if (!file || fwrite(entries, 1, size, file) != size || fclose(file) != 0) {
    perror("standin: STANDIN_OUT");
    return 124;
  }
  return 42;
}
