/* mojibake.c - Arabic whose UTF-8 was taken for Windows-1252 or Windows-1256 and written
 * as UTF-8 again.
 *
 * Every Arabic letter then begins with one of four letters, the readings of the bytes
 * 0xD8 and 0xD9: O with stroke and U with grave, or tah and zah, which are rare in
 * Arabic. Reading every character back as the byte it came from gives the text again; it
 * is taken only where what comes out is well-formed.
 */
#include <string.h>

#include "charset.h"

enum {
  LEAST_SEEN = 6,        /* characters that speak for it */
  SAMPLE_BYTES = 1 << 16 /* looked at to find them */
};

/* Code point of a well-formed sequence of `n` bytes. */
static uint32_t point_of(const char *data, size_t n) {
  const unsigned char *p = (const unsigned char *)data;
  switch (n) {
    case 1: return p[0];
    case 2: return (p[0] & 31U) << 6 | (p[1] & 63U);
    case 3: return (p[0] & 15U) << 12 | (p[1] & 63U) << 6 | (p[2] & 63U);
    default:
      return (p[0] & 7U) << 18 | (p[1] & 63U) << 12 | (p[2] & 63U) << 6 | (p[3] & 63U);
  }
}

/* The byte from 0x80 on that was read as `point`, or 0. What a table has no character for
 * came through as the control character of that number. */
static unsigned byte_of(uint32_t point, charset_table table) {
  if (point < 0x80) return 0;
  for (unsigned i = 0; i < 128; i++)
    if (charset_upper[table][i] == point) return i + 0x80;
  return point < 0xA0 ? (unsigned)point : 0;
}

bool mojibake_suspected(rasid_text text, charset_table *table) {
  size_t n_latin = 0, n_arabic = 0, n_beyond = 0;
  size_t size = text.size < SAMPLE_BYTES ? text.size : SAMPLE_BYTES;
  const unsigned char *p = (const unsigned char *)text.data;
  for (size_t i = 0; i + 1 < size; i++) {
    if (p[i] < 0xC2) continue;
    n_beyond++;
    n_latin += p[i] == 0xC3 && (p[i + 1] == 0x98 || p[i + 1] == 0x99);
    n_arabic += p[i] == 0xD8 && (p[i + 1] == 0xB7 || p[i + 1] == 0xB8);
  }
  *table = n_latin >= n_arabic ? CHARSET_WINDOWS_1252 : CHARSET_WINDOWS_1256;
  if (n_latin >= LEAST_SEEN && n_latin * 5 > n_beyond) return true;
  return n_arabic >= LEAST_SEEN && n_arabic * 3 > n_beyond;
}

/* Arabic letters that are well-formed in `restored`, and bytes that are not. */
static bool is_sound(const bytes *restored) {
  size_t n_arabic = 0, n_bad = 0;
  for (size_t i = 0; i < restored->size;) {
    size_t n = charset_sequence(restored->data + i, restored->size - i);
    unsigned char lead = (unsigned char)restored->data[i];
    n_arabic += n == 2 && lead >= 0xD8 && lead <= 0xDB;
    n_bad += n == 0;
    i += n ? n : 1;
  }
  return n_arabic >= LEAST_SEEN && n_bad * 50 <= n_arabic;
}

bool mojibake_repair(rasid_text text, charset_table table, bytes *out) {
  out->size = 0;
  if (!bytes_reserve(out, text.size + 1)) return false;
  for (size_t i = 0; i < text.size;) {
    size_t n = charset_sequence(text.data + i, text.size - i);
    uint32_t point = n ? point_of(text.data + i, n) : 0;
    unsigned byte = byte_of(point, table);
    /* Arabic that is whole stays: a page may be of two minds. */
    if (byte != 0)
      out->data[out->size++] = (char)byte;
    else
      (void)bytes_put(out, text.data + i, n ? n : 1);
    i += n ? n : 1;
  }
  return is_sound(out);
}
