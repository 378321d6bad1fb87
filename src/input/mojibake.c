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

/* What a run of characters that may have been bytes comes to. */
typedef struct repair {
  charset_table table;
  bytes *out;
  size_t n_restored, n_lost; /* Arabic letters; characters that speak for lost ones */
} repair;

/* Arabic letters of well-formed UTF-8; SIZE_MAX where it is ill-formed. */
static size_t count_letters(const char *data, size_t size) {
  size_t n_arabic = 0;
  for (size_t i = 0; i < size;) {
    size_t n = charset_sequence(data + i, size - i);
    unsigned char lead = (unsigned char)data[i];
    if (n < 2) return SIZE_MAX;
    n_arabic += n == 2 && lead >= 0xD8 && lead <= 0xDB;
    i += n;
  }
  return n_arabic;
}

static bool is_lead(unsigned byte) {
  return byte == 0xD8 || byte == 0xD9;
}

/* Reads a run back as bytes, and puts what it is into the output: the text it was, or
 * itself where it was none. */
static void put_run(repair *r, const char *run, size_t size) {
  size_t start = r->out->size, n_leads = 0, n = 0;
  for (size_t i = 0; i < size; n++) {
    size_t length = charset_sequence(run + i, size - i);
    unsigned byte = byte_of(point_of(run + i, length), r->table);
    n_leads += is_lead(byte);
    r->out->data[r->out->size++] = (char)byte;
    i += length;
  }
  size_t n_letters = count_letters(r->out->data + start, n);
  if (n_letters != SIZE_MAX && (n_letters > 0 || n > 1)) {
    r->n_restored += n_letters;
    return;
  }
  r->out->size = start;
  (void)bytes_put(r->out, run, size);
  /* Arabic that is whole has few of them. */
  if (n_leads * 3 > n) r->n_lost += n_leads;
}

bool mojibake_repair(rasid_text text, charset_table table, bytes *out) {
  repair r = {.table = table, .out = out};
  out->size = 0;
  if (!bytes_reserve(out, text.size + 1)) return false;
  for (size_t i = 0; i < text.size;) {
    size_t run = 0;
    while (i + run < text.size) {
      size_t n = charset_sequence(text.data + i + run, text.size - i - run);
      if (n < 2 || byte_of(point_of(text.data + i + run, n), table) == 0) break;
      run += n;
    }
    if (run > 0) {
      put_run(&r, text.data + i, run);
      i += run;
      continue;
    }
    size_t n = charset_sequence(text.data + i, text.size - i);
    (void)bytes_put(out, text.data + i, n ? n : 1);
    i += n ? n : 1;
  }
  return r.n_restored >= LEAST_SEEN && r.n_lost * 50 <= r.n_restored;
}
