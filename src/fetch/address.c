/* address.c - the special-purpose addresses, as tables of prefixes. */
#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct prefix {
  unsigned char bytes[16];
  unsigned bits;
} prefix;

/* iana-ipv4-special-registry; multicast and class E besides. */
static const prefix special_v4[] = {
    {{0}, 8},             /* "this network" */
    {{10}, 8},            /* private */
    {{100, 64}, 10},      /* shared by carriers */
    {{127}, 8},           /* loopback */
    {{169, 254}, 16},     /* link-local, and the metadata services of clouds */
    {{172, 16}, 12},      /* private */
    {{192, 0, 0}, 24},    /* protocol assignments */
    {{192, 0, 2}, 24},    /* documentation */
    {{192, 88, 99}, 24},  /* 6to4 relays, deprecated */
    {{192, 168}, 16},     /* private */
    {{198, 18}, 15},      /* benchmarks */
    {{198, 51, 100}, 24}, /* documentation */
    {{203, 0, 113}, 24},  /* documentation */
    {{224}, 4},           /* multicast */
    {{240}, 4},           /* reserved, and broadcast */
};

/* Within 2000::/3, outside of which nothing is public. */
static const prefix special_v6[] = {
    {{0x20, 0x01, 0x00}, 23},            /* protocol assignments, Teredo, ORCHID */
    {{0x20, 0x01, 0x0D, 0xB8}, 32},      /* documentation */
    {{0x3F, 0xFF, 0x00}, 20},            /* documentation */
    {{0x26, 0x20, 0x00, 0x4F, 0x80}, 48} /* AS112 */
};

static bool has_prefix(const unsigned char *address, const prefix *p) {
  unsigned whole = p->bits / 8, rest = p->bits % 8;
  if (memcmp(address, p->bytes, whole) != 0) return false;
  return rest == 0 || (address[whole] ^ p->bytes[whole]) >> (8 - rest) == 0;
}

static bool is_public_v4(const unsigned char *address) {
  for (size_t i = 0; i < sizeof special_v4 / sizeof *special_v4; i++)
    if (has_prefix(address, &special_v4[i])) return false;
  return true;
}

static bool is_public_v6(const unsigned char *address) {
  static const prefix mapped = {{[10] = 0xFF, [11] = 0xFF}, 96},
                      nat64 = {{0, 0x64, 0xFF, 0x9B}, 96},
                      six_to_four = {{0x20, 0x02}, 16}, global = {{0x20}, 3};
  if (has_prefix(address, &mapped) || has_prefix(address, &nat64))
    return is_public_v4(address + 12);
  if (has_prefix(address, &six_to_four)) return is_public_v4(address + 2);
  if (!has_prefix(address, &global)) return false;
  for (size_t i = 0; i < sizeof special_v6 / sizeof *special_v6; i++)
    if (has_prefix(address, &special_v6[i])) return false;
  return true;
}

bool address_is_public(const struct sockaddr *address) {
  /* Copied, since what comes from elsewhere need not be aligned for its true type. */
  if (address->sa_family == AF_INET) {
    struct sockaddr_in v4;
    memcpy(&v4, address, sizeof v4);
    return is_public_v4((const unsigned char *)&v4.sin_addr);
  }
  if (address->sa_family == AF_INET6) {
    struct sockaddr_in6 v6;
    memcpy(&v6, address, sizeof v6);
    return is_public_v6(v6.sin6_addr.s6_addr);
  }
  return false;
}

void address_print(const struct sockaddr *address, char *text, size_t size) {
  const void *bytes = NULL;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  snprintf(text, size, "?");
  if (address->sa_family == AF_INET) {
    memcpy(&v4, address, sizeof v4);
    bytes = &v4.sin_addr;
  } else if (address->sa_family == AF_INET6) {
    memcpy(&v6, address, sizeof v6);
    bytes = &v6.sin6_addr;
  }
  if (bytes != NULL) inet_ntop(address->sa_family, bytes, text, (socklen_t)size);
}
