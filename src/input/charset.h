/* charset.h - bytes of any encoding become UTF-8.
 *
 * What the bytes say of themselves comes before what their sender says of them: a byte
 * order mark, then being well-formed UTF-8, then the label of the transport, then the
 * label within; and a label that makes no Arabic of what another encoding makes Arabic is
 * overruled. The single-byte encodings of Arabic have tables of their own, everything
 * else is left to ICU.
 */
#ifndef RASID_INPUT_CHARSET_H
#define RASID_INPUT_CHARSET_H

#include "input.h"

/* The encodings with a table. */
typedef enum charset_table {
  CHARSET_WINDOWS_1256 = 0,
  CHARSET_ISO_8859_6,
  CHARSET_MAC_ARABIC,
  CHARSET_WINDOWS_1252,
  N_CHARSETS
} charset_table;

/* The code points of bytes 0x80 to 0xFF; 0 where there is none. */
extern const uint16_t charset_upper[N_CHARSETS][128];

/* Arabic in its own encoding makes at least as much sense (charset_guess). */
enum { CHARSET_SURE = 45 };

/* What became of some bytes. */
typedef struct charset_result {
  rasid_text text;   /* UTF-8, well-formed where `mend` was asked for */
  char charset[32];  /* name of the encoding they were read in, as the web writes it */
  bool label_wrong;  /* the label said another one */
  bool repaired;     /* UTF-8 that had been read as a single-byte encoding was restored */
  const char *doubt; /* static: what is wrong and could not be mended; NULL = nothing */
  const char *problem; /* static: why the bytes are no text at all; NULL = they are */
} charset_result;

/* Reads `raw`. `label` is what the transport says ("" = nothing); `inner` what they say
 * themselves in a meta tag or declaration ("" = nothing). The text is a part of `raw`
 * where these are UTF-8 already, else it is in `out` (what that held is gone). With
 * `mend` ill-formed sequences become U+FFFD and NUL a blank, as parsers of markup want
 * it. False when out of memory. */
bool charset_read(rasid_text raw, rasid_text label, rasid_text inner, bool mend,
                  bytes *out, charset_result *result);

/* Well-formed and ill-formed sequences of UTF-8 beyond ASCII, and NUL bytes. */
typedef struct utf8_counts {
  size_t good, bad, zero;
} utf8_counts;
utf8_counts charset_count_utf8(const char *data, size_t size);

/* Bytes of the well-formed UTF-8 sequence at `p`, of which `left` bytes are there; 0
 * where there is none. */
size_t charset_sequence(const char *p, size_t left);

/* Appends a code point as UTF-8, of at most four bytes, to `out`; how many. */
size_t charset_put(uint32_t point, char *out);

/* ---- charset_guess.c ---- */

/* The encoding of Arabic that makes most sense of single bytes, and how much: from 0 to
 * 100, where Arabic prose in its own encoding has 60 and more and anything else 20 and
 * less. */
charset_table charset_guess(const char *data, size_t size, int *sense);
/* How much sense one of them makes. */
int charset_sense(charset_table table, const char *data, size_t size);
/* 'l', 'b': UTF-16 of the one or the other byte order without a mark; 0: no such thing.
 */
char charset_guess_utf16(const char *data, size_t size);
/* The label in a meta tag or XML declaration among the first bytes; data NULL where there
 * is none. */
rasid_text charset_declared(const char *data, size_t size);

/* ---- mojibake.c ---- */

/* What is said where that cannot be done for sure. */
#define CHARSET_GARBLED                                                          \
  "letters are garbled (UTF-8 that was read as another encoding) and cannot be " \
  "restored for sure"

/* Is UTF-8 text in part Arabic that was read in a single-byte encoding and written again?
 * `table` says in which. */
bool mojibake_suspected(rasid_text text, charset_table *table);
/* Restores it into `out`; false where that cannot be done for sure (or without memory).
 */
bool mojibake_repair(rasid_text text, charset_table table, bytes *out);

#endif
