// SPDX-License-Identifier: Apache-2.0
//
// islandd: a network on which a guest is alone. The guest gets an address and can reach its gateway, and nothing else:
// no host, no internet, no other guest.
//
//     cc -O2 -o islandd islandd.c
//
//     islandd --fd N [--network A.B.C]         serves on descriptor N, a connected UNIX stream socket
//     islandd --listen PATH [--network A.B.C]  listens on PATH, serves one client, and removes PATH
//
// On the socket, each Ethernet frame comes after its length as four bytes, big endian, as QEMU's -netdev socket and
// -netdev stream speak it. islandd answers ARP (RFC 826), DHCP (RFC 2131) and pings (RFC 792), and ends with its client.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { ETHERNET = 14, IP = ETHERNET + 20, UDP = IP + 8, MAX_FRAME = 65536 };

static const uint8_t own_mac[6] = {2, 0, 0, 9, 0, 1};
static uint8_t gateway[4] = {10, 9, 0, 1}, guest[4] = {10, 9, 0, 2};
static int peer;

static void fail(const char *what) {
    fprintf(stderr, "islandd: %s\n", what);
    exit(1);
}

static void put16(uint8_t *at, unsigned value) {
    at[0] = value >> 8;
    at[1] = value;
}

static unsigned get16(const uint8_t *at) { return at[0] << 8 | at[1]; }

// The Internet checksum (RFC 1071) of some bytes.
static unsigned checksum(const uint8_t *bytes, int length) {
    unsigned long sum = 0;
    for (int i = 0; i < length; i++)
        sum += i % 2 ? bytes[i] : bytes[i] << 8;
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return ~sum & 0xffff;
}

static void receive(uint8_t *bytes, int length) {
    while (length > 0) {
        ssize_t count = read(peer, bytes, length);
        if (count <= 0)
            exit(0); // the guest has ended
        bytes += count;
        length -= count;
    }
}

static void send_frame(uint8_t *frame, int length) {
    uint8_t bytes[4 + MAX_FRAME] = {0, 0, length >> 8, length};
    memcpy(bytes + 4, frame, length);
    if (send(peer, bytes, 4 + length, MSG_NOSIGNAL) != 4 + length)
        exit(0);
}

// Back to whom it came from.
static void turn_around(uint8_t *frame) {
    memcpy(frame, frame + 6, 6);
    memcpy(frame + 6, own_mac, 6);
}

// For every address but the guest's, so that also somebody without an address gets an answer.
static void answer_arp(uint8_t *frame) {
    uint8_t *arp = frame + ETHERNET, wanted[4];
    memcpy(wanted, arp + 24, 4);
    if (get16(arp + 6) != 1 || !memcmp(wanted, guest, 4))
        return;
    turn_around(frame);
    put16(arp + 6, 2);
    memcpy(arp + 18, arp + 8, 10);
    memcpy(arp + 8, own_mac, 6);
    memcpy(arp + 14, wanted, 4);
    send_frame(frame, ETHERNET + 28);
}

static void finish_ip(uint8_t *frame, int length, const uint8_t *to) {
    uint8_t *ip = frame + ETHERNET;
    put16(ip + 2, length - ETHERNET);
    memcpy(ip + 12, gateway, 4);
    memcpy(ip + 16, to, 4);
    put16(ip + 10, 0);
    put16(ip + 10, checksum(ip, 20));
    send_frame(frame, length);
}

static void answer_ping(uint8_t *frame, int length) {
    uint8_t *icmp = frame + IP, from[4];
    if (icmp[0] != 8 || memcmp(frame + ETHERNET + 16, gateway, 4))
        return;
    memcpy(from, frame + ETHERNET + 12, 4);
    turn_around(frame);
    icmp[0] = 0;
    put16(icmp + 2, 0);
    put16(icmp + 2, checksum(icmp, length - IP));
    finish_ip(frame, length, from);
}

// The value of a DHCP option of one byte; 0 if it is missing.
static int dhcp_option(const uint8_t *options, const uint8_t *end, int code) {
    while (options + 1 < end && *options != 255) {
        if (*options == code && options + 2 < end)
            return options[2];
        options += *options ? 2 + options[1] : 1;
    }
    return 0;
}

static void answer_dhcp(uint8_t *frame, int length) {
    static const uint8_t everybody[4] = {255, 255, 255, 255};
    uint8_t *dhcp = frame + UDP, *options = dhcp + 240;
    if (get16(frame + IP + 2) != 67 || length < UDP + 240)
        return;
    int asked = dhcp_option(options, frame + length, 53);
    if (asked != 1 && asked != 3)
        return; // neither DISCOVER nor REQUEST
    uint8_t answer[] = {53, 1, asked == 1 ? 2 : 5, 1,  4, 255, 255, 255, 0, 3, 4, gateway[0], gateway[1], gateway[2],
                        gateway[3], 54, 4, gateway[0], gateway[1], gateway[2], gateway[3], 51, 4, 0, 1, 0, 0, 255};
    turn_around(frame);
    dhcp[0] = 2;
    memcpy(dhcp + 16, guest, 4);
    memcpy(options, answer, sizeof answer);
    length = UDP + 240 + sizeof answer;
    put16(frame + IP, 67);
    put16(frame + IP + 2, 68);
    put16(frame + IP + 4, length - IP);
    put16(frame + IP + 6, 0); // no checksum, which IPv4 allows
    finish_ip(frame, length, everybody);
}

static void serve(void) {
    static uint8_t frame[MAX_FRAME];
    for (;;) {
        uint8_t header[4];
        receive(header, 4);
        unsigned length = (unsigned)header[0] << 24 | header[1] << 16 | header[2] << 8 | header[3];
        if (length > MAX_FRAME)
            fail("what comes is no frame after its length");
        memset(frame, 0, 64);
        receive(frame, length);
        unsigned type = length < ETHERNET ? 0 : get16(frame + 12);
        if (type == 0x0806 && length >= ETHERNET + 28)
            answer_arp(frame);
        else if (type == 0x0800 && length > IP && frame[ETHERNET] == 0x45 && frame[ETHERNET + 9] == 1)
            answer_ping(frame, length);
        else if (type == 0x0800 && length > UDP && frame[ETHERNET] == 0x45 && frame[ETHERNET + 9] == 17)
            answer_dhcp(frame, length);
    }
}

static int accept_one(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (strlen(path) >= sizeof address.sun_path)
        fail("the path of the socket is too long");
    strcpy(address.sun_path, path);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 0))
        fail("cannot listen on that path");
    int client = accept(listener, NULL, NULL);
    unlink(path);
    close(listener);
    return client;
}

int main(int count, char **words) {
    const char *path = NULL;
    peer = -1;
    for (int i = 1; i + 1 < count; i += 2) {
        if (!strcmp(words[i], "--fd"))
            peer = atoi(words[i + 1]);
        else if (!strcmp(words[i], "--listen"))
            path = words[i + 1];
        else if (strcmp(words[i], "--network") ||
                 sscanf(words[i + 1], "%hhu.%hhu.%hhu", &gateway[0], &gateway[1], &gateway[2]) != 3)
            fail("usage: islandd --fd N | --listen PATH [--network A.B.C]");
    }
    memcpy(guest, gateway, 3);
    if (path)
        peer = accept_one(path);
    if (peer < 0)
        fail("usage: islandd --fd N | --listen PATH [--network A.B.C]");
    serve();
}
