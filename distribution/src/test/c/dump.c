// SPDX-License-Identifier: Apache-2.0
//
// Writes all that it can tell of its own process to the file named by STANDIN_OUT, as entries
// NAME=VALUE that each end with a NUL, and exits with 42. Nothing is opened before the descriptors
// are listed, and the file last, so that the list has what was inherited and no more.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

static FILE *out;

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(out, format, values);
  va_end(values);
  fputc(0, out);
}

static const char *target(const char *link) {
  static char path[4096];
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  return path;
}

// Each line of a file as an entry. width: of the name, in a table; 0: a colon ends it.
static void put_lines(const char *kind, const char *path, size_t width) {
  FILE *file = fopen(path, "re");
  char line[4096];
  while (file && fgets(line, sizeof line, file)) {
    size_t length = width ? width : strcspn(line, ":");
    if (length >= strlen(line)) {
      continue;
    }
    if (strncmp(line, "mnt_id:", 7) == 0 || strncmp(line, "ino:", 4) == 0) {
      continue; // of a descriptor: how often the kernel has mounted, and what "file" says
    }
    char *value = line + length + (width ? 0 : 1);
    value += strspn(value, " \t");
    value[strcspn(value, "\n")] = 0;
    while (length > 0 && line[length - 1] == ' ') {
      length--;
    }
    put("%s %.*s=%s", kind, (int)length, line, value);
  }
  if (file) {
    fclose(file);
  }
}

static void put_file(const char *name) {
  char path[300], content[4096] = "";
  snprintf(path, sizeof path, "/proc/self/%s", name);
  FILE *file = fopen(path, "re");
  if (file) {
    content[fread(content, 1, sizeof content - 1, file)] = 0;
    fclose(file);
  }
  put("file %s=%s", name, file ? content : "none");
}

static void put_socket(int number) {
  struct sockaddr_un peer;
  socklen_t size = sizeof peer;
  memset(&peer, 0, sizeof peer);
  if (getpeername(number, (struct sockaddr *)&peer, &size) != 0 || peer.sun_family != AF_UNIX) {
    return;
  }
  char waiting[64];
  ssize_t count = recv(number, waiting, sizeof waiting, MSG_PEEK | MSG_DONTWAIT);
  put("descriptor %d peer=%.*s", number, (int)sizeof peer.sun_path, peer.sun_path);
  put("descriptor %d waiting=%zd", number, count);
  for (int option = SO_RCVTIMEO; option <= SO_SNDTIMEO; option++) {
    struct timeval time = {0, 0};
    size = sizeof time;
    getsockopt(number, SOL_SOCKET, option, &time, &size);
    put("descriptor %d timeout %d=%ld.%06ld", number, option, time.tv_sec, time.tv_usec);
  }
}

static void put_descriptor(int number) {
  char path[300], kind[300];
  struct stat status;
  snprintf(path, sizeof path, "/proc/self/fd/%d", number);
  put("descriptor %d target=%s", number, target(path));
  put("descriptor %d cloexec=%d", number, fcntl(number, F_GETFD));
  put("descriptor %d flags=%o", number, fcntl(number, F_GETFL));
  put("descriptor %d owner=%d signal %d", number, fcntl(number, F_GETOWN), fcntl(number, F_GETSIG));
  fstat(number, &status);
  put("descriptor %d file=%lx:%ld", number, (long)status.st_dev, (long)status.st_ino);
  struct termios terminal;
  if (tcgetattr(number, &terminal) == 0) {
    put("descriptor %d terminal=%x %x %x %x", number, terminal.c_iflag, terminal.c_oflag,
        terminal.c_cflag, terminal.c_lflag);
  }
  put_socket(number);
  snprintf(path, sizeof path, "/proc/self/fdinfo/%d", number);
  snprintf(kind, sizeof kind, "descriptor %d info", number);
  put_lines(kind, path, 0);
}

static void put_descriptors(void) {
  DIR *descriptors = opendir("/proc/self/fd");
  for (struct dirent *entry; (entry = readdir(descriptors));) {
    if (entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(descriptors)) {
      put_descriptor(atoi(entry->d_name));
    }
  }
  closedir(descriptors);
}

static void put_process(void) {
  put("process id=%d", getpid());
  put("process parent=%d", getppid());
  put("process group=%d", getpgrp());
  put("process session=%d", getsid(0));
  char stat[4096] = "";
  FILE *file = fopen("/proc/self/stat", "re");
  stat[fread(stat, 1, sizeof stat - 1, file)] = 0;
  fclose(file);
  int terminal = 0, foreground = 0;
  sscanf(strrchr(stat, ')') + 1, " %*c %*d %*d %*d %d %d", &terminal, &foreground);
  put("process terminal=%d", terminal);
  put("process foreground=%d", foreground);
  put("process called=%s", (char *)getauxval(AT_EXECFN));
  put("process secure=%ld", getauxval(AT_SECURE));
  put("process nice=%d", getpriority(PRIO_PROCESS, 0));
  struct sched_param scheduling;
  sched_getparam(0, &scheduling);
  put("process scheduler=%d %d", sched_getscheduler(0), scheduling.sched_priority);
  put("process io priority=%ld", syscall(SYS_ioprio_get, 1, 0));
  for (int which = ITIMER_REAL; which <= ITIMER_PROF; which++) {
    struct itimerval timer;
    getitimer(which, &timer);
    put("process timer %d=%s", which, timer.it_value.tv_sec ? "set" : "none");
  }
  int value = 0;
  prctl(PR_GET_PDEATHSIG, &value);
  put("process death signal=%d", value);
  prctl(PR_GET_CHILD_SUBREAPER, &value);
  put("process subreaper=%d", value);
  put("process dumpable=%d", prctl(PR_GET_DUMPABLE));
  put("process secure bits=%d", prctl(PR_GET_SECUREBITS));
  put("process timer slack=%d", prctl(PR_GET_TIMERSLACK));
  put("process no huge pages=%d", prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0));
}

int main(int argc, char **argv) {
  char *entries = NULL;
  size_t size = 0;
  out = open_memstream(&entries, &size);
  put_descriptors();
  for (int i = 0; i < argc; i++) {
    put("argument %d=%s", i, argv[i]);
  }
  for (int i = 0; environ[i]; i++) {
    put("variable %d=%s", i, environ[i]);
  }
  put_process();
  put("link cwd=%s", target("/proc/self/cwd"));
  put("link root=%s", target("/proc/self/root"));
  put("link exe=%s", target("/proc/self/exe"));
  static const char *const FILES[] = {
      "oom_score_adj", "coredump_filter", "personality", "cgroup", "loginuid",
      "sessionid", "uid_map", "attr/current", NULL};
  for (int i = 0; FILES[i]; i++) {
    put_file(FILES[i]);
  }
  put_lines("status", "/proc/self/status", 0);
  put_lines("limit", "/proc/self/limits", 26);
  fclose(out);

  const char *path = getenv("STANDIN_OUT");
  FILE *file = path ? fopen(path, "wxe") : NULL;
  if (!file || fwrite(entries, 1, size, file) != size || fclose(file) != 0) {
    perror("dump: STANDIN_OUT");
    return 124;
  }
  return 42;
}
