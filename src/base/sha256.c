/* sha256.c - SHA-256 (FIPS 180-4) in portable C, and with the SHA instructions of x86
 * where the processor has them.
 *
 * Both ways give the same digest. The library keeps no mutable state, yet asking the
 * processor costs as much as hashing kilobytes where cpuid traps into a hypervisor. So
 * with gcc and glibc the loader asks once (an indirect function; clang 14 crashes when it
 * optimises one across files); elsewhere only long input is worth the question.
 */
#include "base/base.h"

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#define SHA256_X86 1
#include <immintrin.h>
#if defined(__GLIBC__) && defined(__ELF__) && !defined(__clang__)
#define SHA256_IFUNC 1
/* The loader calls the resolver before a sanitizer's runtime is ready. */
#define PLAIN \
  __attribute__((no_sanitize_address, no_sanitize_undefined, no_sanitize_thread))
#else
#define PLAIN
enum { WORTH_ASKING = 8192 }; /* bytes hashed in C in the time of a trapped cpuid */
#endif
#endif

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

typedef void blocks_function(uint32_t state[8], const unsigned char *data,
                             size_t n_blocks);

static uint32_t rotate(uint32_t x, unsigned n) {
  return (x >> n) | (x << (32 - n));
}

static void blocks_portable(uint32_t state[8], const unsigned char *data,
                            size_t n_blocks) {
  uint32_t w[64];
  for (; n_blocks; n_blocks--, data += 64) {
    for (unsigned i = 0; i < 16; i++)
      w[i] = (uint32_t)data[4 * i] << 24 | (uint32_t)data[4 * i + 1] << 16 |
             (uint32_t)data[4 * i + 2] << 8 | data[4 * i + 3];
    for (unsigned i = 16; i < 64; i++)
      w[i] = w[i - 16] + w[i - 7] +
             (rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3) +
             (rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (unsigned i = 0; i < 64; i++) {
      uint32_t t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                    ((e & f) ^ (~e & g)) + K[i] + w[i];
      uint32_t t2 =
          (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g, g = f, f = e, e = d + t1;
      d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
  }
}

#ifdef SHA256_X86
/* The instructions keep the state as (a b e f) and (c d g h), and do two rounds at a
 * time. */
__attribute__((target("sha,sse4.1,ssse3"))) static void blocks_x86(
    uint32_t state[8], const unsigned char *data, size_t n_blocks) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  __m128i dcba = _mm_loadu_si128((const void *)&state[0]);
  __m128i hgfe = _mm_loadu_si128((const void *)&state[4]);
  __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1), efgh = _mm_shuffle_epi32(hgfe, 0x1B);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
  for (; n_blocks; n_blocks--, data += 64) {
    __m128i abef_before = abef, cdgh_before = cdgh, w[4];
    for (unsigned i = 0; i < 4; i++)
      w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const void *)(data + 16 * i)), swap);
#pragma GCC unroll 16
    for (unsigned i = 0; i < 16; i++) {
      __m128i now = w[i & 3];
      if (i >= 4) { /* w[i] from the four before it, each of four words */
        __m128i last = w[(i + 3) & 3];
        now = _mm_sha256msg1_epu32(now, w[(i + 1) & 3]);
        now = _mm_add_epi32(now, _mm_alignr_epi8(last, w[(i + 2) & 3], 4));
        now = _mm_sha256msg2_epu32(now, last);
        w[i & 3] = now;
      }
      __m128i kw = _mm_add_epi32(now, _mm_loadu_si128((const void *)&K[4 * i]));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, kw);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(kw, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((void *)&state[0], _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128((void *)&state[4], _mm_alignr_epi8(dchg, feba, 8));
}

/* Registers a, b, c, d of a leaf of cpuid. */
PLAIN static inline void cpuid(unsigned leaf, unsigned out[4]) {
  __asm__ __volatile__("cpuid"
                       : "=a"(out[0]), "=b"(out[1]), "=c"(out[2]), "=d"(out[3])
                       : "0"(leaf), "2"(0));
}

PLAIN static inline bool has_x86(void) {
  const unsigned ssse3 = 1u << 9, sse41 = 1u << 19, sha = 1u << 29;
  unsigned out[4];
  cpuid(0, out);
  if (out[0] < 7) return false;
  cpuid(1, out);
  if (!(out[2] & ssse3) || !(out[2] & sse41)) return false;
  cpuid(7, out);
  return (out[1] & sha) != 0;
}
#endif

#ifdef SHA256_IFUNC
PLAIN UNUSED static blocks_function *blocks_resolve(void) {
  return has_x86() ? blocks_x86 : blocks_portable;
}
static void blocks_best(uint32_t state[8], const unsigned char *data, size_t n_blocks)
    __attribute__((ifunc("blocks_resolve")));
#endif

/* The digest of the parts one after another. */
static void digest_hex(blocks_function *blocks, const void *const *parts,
                       const size_t *sizes, size_t n_parts, char hex[65]) {
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  unsigned char tail[128];
  size_t held = 0; /* bytes waiting in `tail` for a whole block */
  uint64_t total = 0;
  for (size_t i = 0; i < n_parts; i++) {
    const unsigned char *p = parts[i];
    size_t left = sizes[i];
    if (!left) continue;
    total += left;
    if (held) {
      size_t take = left < 64 - held ? left : 64 - held;
      memcpy(tail + held, p, take);
      held += take, p += take, left -= take;
      if (held < 64) continue;
      blocks(state, tail, 1);
    }
    blocks(state, p, left / 64);
    held = left % 64;
    if (held) memcpy(tail, p + (left - held), held);
  }
  size_t size = held < 56 ? 64 : 128;
  memset(tail + held, 0, size - held);
  tail[held] = 0x80;
  for (unsigned i = 0; i < 8; i++)
    tail[size - 1 - i] = (unsigned char)(total * 8 >> (8 * i));
  blocks(state, tail, size / 64);
  for (unsigned i = 0; i < 64; i++)
    hex[i] = "0123456789abcdef"[state[i / 8] >> (28 - 4 * (i % 8)) & 15];
  hex[64] = 0;
}

void sha256_hex_portable(const void *const *parts, const size_t *sizes, size_t n_parts,
                         char hex[65]) {
  digest_hex(blocks_portable, parts, sizes, n_parts, hex);
}

void sha256_hex(const void *const *parts, const size_t *sizes, size_t n_parts,
                char hex[65]) {
#if defined(SHA256_IFUNC)
  digest_hex(blocks_best, parts, sizes, n_parts, hex);
#else
  blocks_function *blocks = blocks_portable;
#if defined(SHA256_X86)
  size_t total = 0;
  for (size_t i = 0; i < n_parts && total < WORTH_ASKING; i++)
    total += sizes[i] < WORTH_ASKING ? sizes[i] : WORTH_ASKING;
  if (total >= WORTH_ASKING && has_x86()) blocks = blocks_x86;
#endif
  digest_hex(blocks, parts, sizes, n_parts, hex);
#endif
}
