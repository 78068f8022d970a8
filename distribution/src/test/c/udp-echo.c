// SPDX-License-Identifier: Apache-2.0
//
// Sends back what comes to UDP port 7, in a guest, until the guest ends.
#include <arpa/inet.h>
#include <sys/socket.h>

int main(void) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(7)};
    if (fd < 0 || bind(fd, (struct sockaddr *) &own, sizeof own) < 0)
        return 1;
    for (;;) {
        char bytes[1500];
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        ssize_t count = recvfrom(fd, bytes, sizeof bytes, 0, (struct sockaddr *) &peer, &length);
        if (count > 0)
            sendto(fd, bytes, (size_t) count, 0, (struct sockaddr *) &peer, length);
    }
}
