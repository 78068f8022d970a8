// SPDX-License-Identifier: Apache-2.0
//
// start CALL STEP...: becomes the program that the file CALL describes, byte for byte: a number, so
// many environment entries, the program's path, its arguments from argv[0] on; each ends with a NUL.
// A shell or Java would not pass every byte, and a shell would add to the environment.
//
// Before that it changes its own state, in the order of the steps NAME=TEXT or NAME=NUMBER:NUMBER...
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_NUMBERS = 64, LAST_SIGNAL = 64 };

static long numbers[MOST_NUMBERS];
static int count;

static void require(int done, const char *what) {
  if (!done) {
    fprintf(stderr, "start: %s: %m\n", what);
    exit(125);
  }
}

static void move(int from, int to) {
  if (from != to) {
    require(dup2(from, to) == to && close(from) == 0, "dup2");
  }
}

// N:PATH
static void step_open(const char *text) {
  int file = open(strchr(text, ':') + 1, O_RDWR);
  require(file >= 0, text);
  move(file, numbers[0]);
}

static void step_close(const char *text) {
  require(close(numbers[0]) == 0, text);
}

static void step_cloexec(const char *text) {
  require(fcntl(numbers[0], F_SETFD, FD_CLOEXEC) == 0, text);
}

// A lock that goes when the process closes any descriptor of the file, as libvirt's on a pidfile.
static void step_lock(const char *text) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  require(fcntl(numbers[0], F_SETLK, &lock) == 0, text);
}

static void step_seek(const char *text) {
  require(lseek(numbers[0], numbers[1], SEEK_SET) >= 0, text);
}

// PATH of a mounted devpts: a session of its own with a new terminal on 0, 1 and 2, whose other end
// stays open on 3, since nobody else would keep it.
static void step_tty(const char *text) {
  int unlocked = 0;
  char path[300];
  require(setsid() > 0, "setsid");
  snprintf(path, sizeof path, "%s/ptmx", text);
  move(open(path, O_RDWR | O_NOCTTY), 3);
  require(ioctl(3, TIOCSPTLCK, &unlocked) == 0, path);
  int terminal = ioctl(3, TIOCGPTPEER, O_RDWR | O_NOCTTY);
  require(terminal >= 0 && ioctl(terminal, TIOCSCTTY, 0) == 0, "terminal");
  require(dup2(terminal, 0) == 0 && dup2(terminal, 1) == 1 && dup2(terminal, 2) == 2, "dup2");
  close(terminal);
}

// RESOURCE:SOFT:HARD
static void step_limit(const char *text) {
  struct rlimit limit = {numbers[1], numbers[2]};
  require(setrlimit(numbers[0], &limit) == 0, text);
}

static unsigned long long signals(void) {
  unsigned long long set = 0;
  for (int i = 0; i < count; i++) {
    set |= 1ULL << (numbers[i] - 1);
  }
  return set;
}

// By the kernel's own calls, since the C library keeps 32 and 33 to itself.
static void mask_signals(unsigned long long set) {
  require(syscall(SYS_rt_sigprocmask, SIG_SETMASK, &set, NULL, sizeof set) == 0, "rt_sigprocmask");
}

static void handle(int number, void (*handler)(int)) {
  struct {
    void (*handler)(int);
    unsigned long flags;
    void *restorer;
    unsigned long long mask;
  } action = {.handler = handler};
  require(syscall(SYS_rt_sigaction, number, &action, NULL, sizeof action.mask) == 0, "rt_sigaction");
}

static void step_block(const char *text) {
  (void)text;
  mask_signals(signals());
}

static void step_ignore(const char *text) {
  (void)text;
  for (int i = 0; i < count; i++) {
    handle(numbers[i], SIG_IGN);
  }
}

// Whatever it was that started the tests.
static void step_no_signals(const char *text) {
  (void)text;
  mask_signals(0);
  for (int number = 1; number <= LAST_SIGNAL; number++) {
    if (number != SIGKILL && number != SIGSTOP) {
      handle(number, SIG_DFL);
    }
  }
}

static void step_raise(const char *text) {
  require(kill(getpid(), numbers[0]) == 0, text);
}

static void step_umask(const char *text) {
  (void)text;
  umask(numbers[0]);
}

static void step_nice(const char *text) {
  require(setpriority(PRIO_PROCESS, 0, numbers[0]) == 0, text);
}

static void step_scheduler(const char *text) {
  struct sched_param parameters = {0};
  require(sched_setscheduler(0, numbers[0], &parameters) == 0, text);
}

static void step_io_priority(const char *text) {
  require(syscall(SYS_ioprio_set, 1, 0, numbers[0]) == 0, text);
}

static void step_cpu(const char *text) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(numbers[0], &set);
  require(sched_setaffinity(0, sizeof set, &set) == 0, text);
}

static void step_personality(const char *text) {
  require(personality(numbers[0]) != -1, text);
}

static void step_prctl(const char *text) {
  require(prctl(numbers[0], numbers[1], numbers[2], 0, 0) == 0, text);
}

static void step_alarm(const char *text) {
  (void)text;
  alarm(numbers[0]);
}

static void step_groups(const char *text) {
  gid_t groups[MOST_NUMBERS];
  for (int i = 0; i < count; i++) {
    groups[i] = numbers[i];
  }
  require(setgroups(count, groups) == 0, text);
}

static void step_user(const char *text) {
  require(setresgid(numbers[0], numbers[0], numbers[0]) == 0, text);
  require(setresuid(numbers[0], numbers[0], numbers[0]) == 0, text);
}

static void step_chdir(const char *text) {
  require(chdir(text) == 0, text);
}

// PATH:TEXT
static void step_write(const char *text) {
  char path[300];
  const char *content = strchr(text, ':') + 1;
  snprintf(path, sizeof path, "%.*s", (int)(content - text - 1), text);
  int file = open(path, O_WRONLY | O_CLOEXEC);
  require(file >= 0 && write(file, content, strlen(content)) > 0 && close(file) == 0, text);
}

static const struct {
  const char *name;
  void (*take)(const char *text);
} STEPS[] = {
    {"alarm", step_alarm},   {"block", step_block},         {"chdir", step_chdir},
    {"close", step_close},   {"cloexec", step_cloexec},     {"cpu", step_cpu},
    {"groups", step_groups}, {"ignore", step_ignore},       {"io_priority", step_io_priority},
    {"limit", step_limit},   {"lock", step_lock},           {"nice", step_nice},
    {"no_signals", step_no_signals},
    {"open", step_open},     {"personality", step_personality}, {"prctl", step_prctl},
    {"raise", step_raise},   {"scheduler", step_scheduler}, {"seek", step_seek},
    {"tty", step_tty},       {"umask", step_umask},         {"user", step_user},
    {"write", step_write},
};

static void take(const char *step) {
  const char *text = strchr(step, '=') + 1;
  char *rest = (char *)text;
  memset(numbers, 0, sizeof numbers);
  for (count = 0; count < MOST_NUMBERS && *rest; count++) {
    numbers[count] = strtol(rest, &rest, 0);
    rest += *rest == ':';
  }
  for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
    size_t length = strlen(STEPS[i].name);
    if (strncmp(step, STEPS[i].name, length) == 0 && step[length] == '=') {
      STEPS[i].take(text);
      return;
    }
  }
  require(0, step);
}

static char *contents(const char *path, size_t *length) {
  struct stat status;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  require(file >= 0 && fstat(file, &status) == 0, path);
  char *bytes = malloc(status.st_size + 1);
  for (*length = 0; *length < (size_t)status.st_size;) {
    ssize_t part = read(file, bytes + *length, status.st_size - *length);
    require(part > 0, path);
    *length += part;
  }
  close(file);
  return bytes;
}

int main(int argc, char **argv) {
  require(argc >= 2, "CALL");
  size_t length;
  char *bytes = contents(argv[1], &length);
  char **words = calloc(length + 3, sizeof *words);
  size_t number = 0;
  long entries = strtol(bytes, NULL, 10);
  // The two lists share an array, with a null pointer after each.
  for (char *word = bytes + strlen(bytes) + 1; word < bytes + length; word += strlen(word) + 1) {
    if (number == (size_t)entries) {
      number++;
    }
    words[number++] = word;
  }
  for (int i = 2; i < argc; i++) {
    take(argv[i]);
  }
  char **program = words + entries + 1;
  execve(program[0], program + 1, words);
  require(0, program[0]);
}
