// SPDX-License-Identifier: Apache-2.0
//
// start CALL: becomes the program that the file CALL describes, byte for byte: a number, so many
// environment entries, the program's path, its arguments from argv[0] on; each ends with a NUL.
// A shell or Java would not pass every byte, and a shell would add to the environment.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
  struct stat status;
  int file = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0 || fstat(file, &status) != 0) {
    perror("start: open");
    return 125;
  }
  char *bytes = malloc(status.st_size + 1);
  ssize_t length = 0;
  while (length < status.st_size) {
    ssize_t count = read(file, bytes + length, status.st_size - length);
    if (count <= 0) {
      perror("start: read");
      return 125;
    }
    length += count;
  }
  char **words = calloc(length + 3, sizeof *words);
  size_t count = 0;
  long entries = strtol(bytes, NULL, 10);
  // The two lists share an array, with a null pointer after each.
  for (char *word = bytes + strlen(bytes) + 1; word < bytes + length; word += strlen(word) + 1) {
    if (count == (size_t)entries) {
      count++;
    }
    words[count++] = word;
  }
  char **program = words + entries + 1;
  execve(program[0], program + 1, words);
  perror("start: execve");
  return 125;
}
