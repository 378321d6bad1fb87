/* glyph.h - what a character is to the tokenizer; private to this module. */
#ifndef RASID_TEXT_GLYPH_H
#define RASID_TEXT_GLYPH_H

#include <stdint.h>

#include "text/letters.h"

/* tools/make_letters.py reads this enum. */
enum glyph_kind {
  GLYPH_SYMBOL = 0, /* payload: the mark it stands for, or 0 */
  GLYPH_SPACE,      /* separates tokens; controls too */
  GLYPH_LINE,       /* ends a line */
  GLYPH_NOTHING,    /* zero width, direction control, soft hyphen */
  GLYPH_ARABIC, /* payload: one to four letter codes of six bits, the last one lowest */
  GLYPH_DIACRITIC, /* payload: low byte of U+06xx */
  GLYPH_TATWEEL,
  GLYPH_COMBINING, /* accents of other scripts */
  GLYPH_LATIN,     /* payload: letter code, and GLYPH_CAPITAL */
  GLYPH_DIGIT,     /* payload: its value */
  GLYPH_OTHER,     /* a letter of another script */
  GLYPH_PUNCT,     /* payload from here on: the mark */
  GLYPH_QUOTE_OPEN,
  GLYPH_QUOTE_CLOSE,
  GLYPH_QUOTE,        /* " */
  GLYPH_QUOTE_SINGLE, /* ' ` */
  GLYPH_OPEN,
  GLYPH_CLOSE
};

#define GLYPH_CAPITAL 0x40u
#define GLYPH_KIND(glyph) ((glyph) >> 24)
#define GLYPH_PAYLOAD(glyph) ((glyph)&0xFFFFFFu)

/* The codes of Latin words (letters.h) that are not a-z. */
enum { LATIN_DIGIT_0 = 27, LATIN_APOSTROPHE = 37, LATIN_OTHER = 38 };

/* Low bytes of the diacritics that matter. */
enum {
  DIACRITIC_FATHATAN = 0x4B,
  DIACRITIC_DAMMA = 0x4F,
  DIACRITIC_SHADDA = 0x51,
  DIACRITIC_MADDA_ABOVE = 0x53,
  DIACRITIC_HAMZA_ABOVE = 0x54,
  DIACRITIC_HAMZA_BELOW = 0x55
};

/* Of any code point; U+FFFD and everything unknown is a symbol. */
uint32_t glyph_of_codepoint(uint32_t cp);
/* The glyph at p < end, and its number of bytes. Malformed bytes: a symbol, and `*bad` is
 * set (it is never cleared). */
uint32_t glyph_at(const uint8_t *p, const uint8_t *end, unsigned *size, int *bad);

/* A letter with a combining madda or hamza: the letter that Unicode composes of the two.
 */
unsigned letter_compose(unsigned letter, unsigned diacritic);

/* The key of the word at [p, end), made of the letters of one script, of any length; `*n`
 * letters. */
word word_of_bytes(const uint8_t *p, const uint8_t *end, int latin, uint32_t *n);

#endif
