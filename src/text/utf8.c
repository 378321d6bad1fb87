/* utf8.c - decoding UTF-8 that may be malformed.
 *
 * What is malformed is cut as the Unicode standard recommends (3.9, "maximal subparts"):
 * the longest beginning of a valid sequence, or else one byte, counts as one U+FFFD.
 * Decoders of browsers and of Python cut the same way, so offsets in code points agree
 * with theirs.
 */
#include "text/text.h"

uint32_t utf8_next(const char *s, size_t n, size_t *i, bool *bad) {
  const unsigned char *p = (const unsigned char *)s + *i;
  size_t left = n - *i;
  unsigned lead = p[0];
  if (lead < 0x80) {
    *i += 1;
    return lead;
  }
  /* The second byte's range rules out overlong forms, surrogates, and what lies beyond
   * U+10FFFF. */
  unsigned low = 0x80, high = 0xBF, more;
  uint32_t cp;
  if (lead >= 0xC2 && lead <= 0xDF) {
    more = 1, cp = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    more = 2, cp = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    more = 3, cp = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    *i += 1;
    *bad = true;
    return 0xFFFD;
  }
  for (unsigned k = 1; k <= more; k++) {
    if (k >= left || p[k] < low || p[k] > high) {
      *i += k;
      *bad = true;
      return 0xFFFD;
    }
    cp = cp << 6 | (p[k] & 0x3F);
    low = 0x80, high = 0xBF;
  }
  *i += more + 1;
  return cp;
}

size_t utf8_count(const char *s, size_t n) {
  size_t count = 0;
  bool bad = false;
  for (size_t i = 0; i < n; count++) utf8_next(s, n, &i, &bad);
  return count;
}
