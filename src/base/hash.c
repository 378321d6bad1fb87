/* hash.c - a fast 64-bit hash of bytes.
 *
 * Folded multiplication: two words are mixed with secrets, multiplied to 128 bits, and
 * the halves are xored. Three independent lanes keep the multiplier busy on long input.
 * Bytes are read little-endian, so that a hash in a model file means the same on every
 * machine.
 */
#include "base/base.h"

static const uint64_t SECRET[4] = {0xA0761D6478BD642Fu, 0xE7037ED1A0B428DBu,
                                   0x8EBC6AF09C88C6E3u, 0x589965CC75374CC3u};

static uint64_t read_64(const unsigned char *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  return v;
}

static uint64_t read_32(const unsigned char *p) {
  uint32_t v;
  memcpy(&v, p, sizeof v);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap32(v);
#endif
  return v;
}

static uint64_t fold(uint64_t a, uint64_t b) {
#if defined(__SIZEOF_INT128__)
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
  uint64_t al = a & 0xFFFFFFFFu, ah = a >> 32, bl = b & 0xFFFFFFFFu, bh = b >> 32;
  uint64_t low = al * bl, cross = ah * bl + (low >> 32);
  uint64_t middle = al * bh + (cross & 0xFFFFFFFFu);
  uint64_t high = ah * bh + (cross >> 32) + (middle >> 32);
  return ((middle << 32) | (low & 0xFFFFFFFFu)) ^ high;
#endif
}

uint64_t hash_bytes(const void *data, size_t size, uint64_t seed) {
  const unsigned char *p = data;
  size_t left = size;
  seed ^= fold(seed ^ SECRET[0], SECRET[1]);
  if (left > 48) {
    uint64_t lane1 = seed, lane2 = seed;
    do {
      seed = fold(read_64(p) ^ SECRET[1], read_64(p + 8) ^ seed);
      lane1 = fold(read_64(p + 16) ^ SECRET[2], read_64(p + 24) ^ lane1);
      lane2 = fold(read_64(p + 32) ^ SECRET[3], read_64(p + 40) ^ lane2);
      p += 48;
      left -= 48;
    } while (left > 48);
    seed ^= lane1 ^ lane2;
  }
  while (left > 16) {
    seed = fold(read_64(p) ^ SECRET[1], read_64(p + 8) ^ seed);
    p += 16;
    left -= 16;
  }
  /* The last 0 to 16 bytes, the two reads overlapping where they must. */
  uint64_t a = 0, b = 0;
  if (left >= 8) {
    a = read_64(p);
    b = read_64(p + left - 8);
  } else if (left >= 4) {
    a = read_32(p);
    b = read_32(p + left - 4);
  } else if (left > 0) {
    a = ((uint64_t)p[0] << 16) | ((uint64_t)p[left >> 1] << 8) | p[left - 1];
  }
  return fold(SECRET[1] ^ (uint64_t)size, fold(a ^ SECRET[1], b ^ seed) ^ SECRET[3]);
}
