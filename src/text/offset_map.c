/* offset_map.c - byte offsets as offsets in code points or UTF-16 units.
 *
 * An index holds the running count at every 64th byte; the rest is counted at the
 * question. In valid UTF-8 a code point is its lead byte, so blocks are counted eight
 * bytes at a time without decoding. In malformed text they are decoded, starting from the
 * only place that is sure to begin a unit: a byte that is no continuation.
 */
#include "text/text.h"

enum { BLOCK = 64 };
#define LANES 0x0101010101010101u

/* A 1 in the lane of each of eight bytes that begins a code point, 2 where that takes two
 * units. */
static uint64_t lead_lanes(uint64_t v, bool utf16) {
  uint64_t lanes = LANES - ((v >> 7) & (~v >> 6) & LANES);
  if (utf16) lanes += (v >> 7) & (v >> 6) & (v >> 5) & (v >> 4) & LANES;
  return lanes;
}

/* Units of code points whose lead byte lies in the `n` ≤ 64 bytes at p, of which `room`
 * may be read; valid text only. */
static uint32_t leads_count(const char *p, size_t n, size_t room, bool utf16) {
  uint64_t lanes = 0, v; /* at most 8 rounds of at most 2 a lane */
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    memcpy(&v, p + i, 8);
    lanes += lead_lanes(v, utf16);
  }
  if (i < n && room - i >= 8) { /* the rest at once: what is too much counts for none */
    memcpy(&v, p + i, 8);
    unsigned rest = 8 * (unsigned)(n - i);
    lanes += lead_lanes(v, utf16) & (((uint64_t)1 << rest) - 1);
    i = n;
  }
  uint64_t pairs = (lanes & 0x00FF00FF00FF00FFu) + ((lanes >> 8) & 0x00FF00FF00FF00FFu);
  uint32_t count = (uint32_t)(pairs * 0x0001000100010001u >> 48);
  for (; i < n; i++) {
    unsigned char c = (unsigned char)p[i];
    count += (c & 0xC0) != 0x80 ? 1 : 0;
    if (utf16 && c >= 0xF0) count++;
  }
  return count;
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

bool offset_map_init(offset_map *m, const char *data, size_t size, int unit, bool valid,
                     arena *a) {
  *m = (offset_map){.data = data, .size = size, .unit = unit, .valid = valid};
  m->ascii = unit == RASID_OFFSETS_BYTES || is_ascii(data, size);
  if (m->ascii) return true;
  m->counts = arena_alloc(a, size / BLOCK + 1, sizeof *m->counts);
  if (!m->counts) return false;
  uint32_t count = 0;
  size_t at = 0; /* where the counted part ends, in malformed text */
  for (size_t k = 0;; k++) {
    m->counts[k] = count;
    if (k == size / BLOCK) return true;
    if (valid) {
      count += leads_count(data + k * BLOCK, BLOCK, BLOCK, unit == RASID_OFFSETS_UTF16);
    } else {
      size_t next = start_at_or_after(m, (k + 1) * BLOCK);
      count += decoded_count(m, at, next);
      at = next;
    }
  }
}

uint32_t offset_map_at(const offset_map *m, uint32_t byte) {
  if (byte > m->size) byte = (uint32_t)m->size;
  if (m->ascii) return byte;
  size_t k = byte / BLOCK, from = k * BLOCK;
  if (m->valid)
    return m->counts[k] + leads_count(m->data + from, byte - from, m->size - from,
                                      m->unit == RASID_OFFSETS_UTF16);
  return m->counts[k] + decoded_count(m, start_at_or_after(m, from), byte);
}
