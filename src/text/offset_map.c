/* offset_map.c - byte offsets as offsets in code points or UTF-16 units.
 *
 * An index holds the running count at every 64th byte. In valid UTF-8 a code point is its
 * lead byte, so that a block is a word with a bit for each, and a question counts bits.
 * In malformed text the rest of the block is decoded at the question, starting from the
 * only place that is sure to begin a unit: a byte that is no continuation.
 */
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/text.h"

enum { BLOCK = 64 };
#define LANES 0x0101010101010101u

/* A bit for each of the 64 bytes at p that begins a code point of valid text, that of the
 * first byte lowest; with `wide` only for those that take two UTF-16 units. */
#if defined(__SSE2__)
static uint64_t lead_bits(const char *p, bool wide) {
  uint64_t bits = 0;
  for (unsigned i = 0; i < BLOCK; i += 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
    __m128i leads = wide ? _mm_cmpeq_epi8(_mm_max_epu8(v, _mm_set1_epi8((char)0xF0)), v)
                         : _mm_cmpgt_epi8(v, _mm_set1_epi8((char)0xBF));
    bits |= (uint64_t)(unsigned)_mm_movemask_epi8(leads) << i;
  }
  return bits;
}
#else
static uint64_t lead_bits(const char *p, bool wide) {
  uint64_t bits = 0, v;
  for (unsigned i = 0; i < BLOCK; i += 8) {
    memcpy(&v, p + i, 8);
    uint64_t lanes =
        wide ? (v >> 7) & (v >> 6) & (v >> 5) & (v >> 4) : ~(v >> 7) | v >> 6;
    bits |= ((lanes & LANES) * 0x0102040810204080u >> 56) << i; /* the bytes' low bits */
  }
  return bits;
}
#endif

static uint32_t count_bits(uint64_t v) {
  v -= v >> 1 & 0x5555555555555555u;
  v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
  return (uint32_t)(((v + (v >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * LANES >> 56);
}

/* Units of the code points that start in [from, to), where `from` starts one. */
static uint32_t decoded_count(const offset_map *m, size_t from, size_t to) {
  uint32_t count = 0;
  bool bad = false;
  while (from < to) {
    uint32_t cp = utf8_next(m->data, m->size, &from, &bad);
    count += m->unit == RASID_OFFSETS_UTF16 && cp > 0xFFFF ? 2 : 1;
  }
  return count;
}

static bool is_continuation(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

/* Where the first code point (or ill-formed run) starts that starts at or after `byte`.
 */
static size_t start_at_or_after(const offset_map *m, size_t byte) {
  if (byte >= m->size || !is_continuation(m->data[byte])) return byte;
  size_t i = byte;
  for (unsigned back = 0; back < 3 && i > 0 && is_continuation(m->data[i]); back++) i--;
  if (is_continuation(m->data[i]))
    return byte; /* no lead reaches this far: each byte is a run */
  bool bad = false;
  while (i < byte) utf8_next(m->data, m->size, &i, &bad);
  return i;
}

static bool is_ascii(const char *data, size_t size) {
  uint64_t all = 0, v;
  size_t i = 0;
  for (; i + 8 <= size && !(all & LANES << 7); i += 8) {
    memcpy(&v, data + i, 8);
    all |= v;
  }
  for (; i < size && !(all & LANES << 7); i++) all |= (unsigned char)data[i];
  return !(all & LANES << 7);
}

/* Of malformed text, which has no bits. */
static void count_decoded(offset_map *m, size_t n_blocks) {
  uint32_t count = 0;
  size_t at = 0; /* where the counted part ends */
  for (size_t k = 0; k < n_blocks; k++) {
    m->blocks[k] = (offset_block){.count = count};
    if (k + 1 == n_blocks) return;
    size_t next = start_at_or_after(m, (k + 1) * BLOCK);
    count += decoded_count(m, at, next);
    at = next;
  }
}

static void count_leads(offset_map *m, size_t n_blocks) {
  bool utf16 = m->unit == RASID_OFFSETS_UTF16;
  uint32_t count = 0;
  for (size_t k = 0; k < n_blocks; k++) {
    const char *p = m->data + k * BLOCK;
    char last[BLOCK];
    if (k + 1 == n_blocks) {
      memset(last, 0, sizeof last); /* nobody asks for what lies behind the end */
      memcpy(last, p, m->size % BLOCK);
      p = last;
    }
    offset_block *b = &m->blocks[k];
    *b = (offset_block){lead_bits(p, false), utf16 ? lead_bits(p, true) : 0, count};
    count += count_bits(b->leads) + (b->wide ? count_bits(b->wide) : 0);
  }
}

bool offset_map_init(offset_map *m, const char *data, size_t size, int unit, bool valid,
                     arena *a) {
  *m = (offset_map){.data = data, .size = size, .unit = unit, .valid = valid};
  m->ascii = unit == RASID_OFFSETS_BYTES || is_ascii(data, size);
  if (m->ascii) return true;
  size_t n_blocks = size / BLOCK + 1;
  m->blocks = arena_alloc(a, n_blocks, sizeof *m->blocks);
  if (!m->blocks) return false;
  if (valid)
    count_leads(m, n_blocks);
  else
    count_decoded(m, n_blocks);
  return true;
}

uint32_t offset_map_at(const offset_map *m, uint32_t byte) {
  if (byte > m->size) byte = (uint32_t)m->size;
  if (m->ascii) return byte;
  size_t k = byte / BLOCK, from = k * BLOCK;
  const offset_block *b = &m->blocks[k];
  if (!m->valid) return b->count + decoded_count(m, start_at_or_after(m, from), byte);
  uint64_t before = ((uint64_t)1 << (byte - from)) - 1;
  uint32_t count = b->count + count_bits(b->leads & before);
  return b->wide ? count + count_bits(b->wide & before) : count;
}
