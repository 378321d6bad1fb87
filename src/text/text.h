/* text.h - from bytes to tokens and sentences. Floor 2: knows letters, not words.
 *
 * One pass decodes, folds and packs: every token is an integer (letters.h) with its byte
 * span. Offsets always refer to the caller's bytes.
 */
#ifndef RASID_TEXT_TEXT_H
#define RASID_TEXT_TEXT_H

#include "base/base.h"
#include "text/letters.h"

enum token_kind {
  TOKEN_ARABIC, /* a word in Arabic script */
  TOKEN_LATIN,  /* a word in Latin script; F-16, MH17, Sana'a and don't are one word each
                 */
  TOKEN_OTHER,  /* a word in another script */
  TOKEN_NUMBER, /* digits of either set with separators . , U+060C U+066B U+066C:
                   1,500 1.500 3,5 12.7 */
  TOKEN_DATE,   /* 7/6/2021 7-6-2021 2021/06/07 2021-06-07 (slash, dash or dot; both digit
                   sets); 7/6/21 */
  TOKEN_CLOCK,  /* 14:30, 9:05:10 */
  TOKEN_PUNCT,  /* one mark; `mark` says which (a run of full stops, hyphens or asterisks
                   is one) */
  TOKEN_QUOTE_OPEN,  /* « “ ‘ `` << or a " that opens */
  TOKEN_QUOTE_CLOSE, /* » ” ’ '' >> or a " that closes */
  TOKEN_OPEN,        /* ( [ { */
  TOKEN_CLOSE,
  TOKEN_URL,     /* also mail addresses */
  TOKEN_HASHTAG, /* # and its word(s): one token, with the key of the word where it is one
                    of one script */
  TOKEN_SYMBOL   /* % $ € + and anything else visible; a run of malformed bytes */
};

/* Marks by a plain ASCII character, whatever their script:
 *   , ; : . ! ? - / * | of any script (Arabic comma, semicolon, question mark; any dash,
 * and tatweel that stands alone; any bullet) ~                   ellipsis: U+2026, or two
 * full stops or more ( ) [ ] { }         brackets; the ornate parentheses of the Quran as
 * ( ) "                   any quote % $                 per cent of any script; any
 * currency # = & + _ \ @ < > ^ themselves
 *
 * White space is no token; nor are zero-width characters and direction controls: words
 * continue over them. */

enum token_flag {
  TOKEN_SPACE_BEFORE = 1, /* white space or a line start stands before it */
  TOKEN_LINE_START = 2,   /* first of its line */
  TOKEN_TANWIN = 4,       /* written with tanwin fath */
  TOKEN_SHADDA = 8,       /* written with a shadda somewhere */
  TOKEN_DAMMA_FIRST = 16, /* a damma on the first letter (qutila) */
  TOKEN_ELONGATED = 32,   /* had tatweel */
  TOKEN_CAPITAL = 64,     /* Latin: first letter is a capital */
  TOKEN_ALL_CAPS = 128    /* Latin: all letters capitals, at least two */
};

typedef struct token {
  word key; /* packed as written (unfolded); other scripts: a hash; punctuation: lo =
               mark; else 0 */
  uint32_t start, end; /* bytes */
  uint8_t kind, flags;
  uint8_t n_letters; /* Arabic and Latin words */
  uint8_t mark; /* punctuation, quotes, brackets, symbols: the ASCII character above, else
                   0 */
  uint32_t sentence;
} token;

/* Punctuation, quotes and brackets: what parts words; not a hyphen or a slash. */
static inline bool token_is_border(const token *t) {
  switch (t->kind) {
    case TOKEN_PUNCT: return t->mark != '-' && t->mark != '/';
    case TOKEN_QUOTE_OPEN:
    case TOKEN_QUOTE_CLOSE:
    case TOKEN_OPEN:
    case TOKEN_CLOSE: return true;
    default: return false;
  }
}

typedef struct sentence {
  uint32_t start, end; /* bytes, without white space at either end */
  uint32_t first, n;   /* tokens */
  uint32_t part;       /* index of the document part it lies in */
} sentence;

enum part_kind { PART_TITLE, PART_CAPTION, PART_BODY };
typedef struct text_part {
  uint32_t kind;
  uint32_t start, end;
} text_part;

/* A malformed run of bytes; for offsets each maximal subpart of it (utf8_next) counts as
 * one U+FFFD. */
typedef struct text_fault {
  uint32_t start, end;
} text_fault;

typedef struct text_doc {
  const char *data;
  uint32_t size;
  const text_part *parts;
  uint32_t n_parts;
  ARRAY(token) tokens;
  ARRAY(sentence) sentences;
  ARRAY(text_fault) faults;
  uint32_t n_words;           /* Arabic, Latin and other words */
  uint32_t n_arabic, n_latin; /* of these */
} text_doc;

/* The kind of the part that a sentence lies in; a text without parts is all body. */
static inline uint32_t text_part_kind(const text_doc *t, uint32_t sentence_index) {
  uint32_t part = t->sentences.items[sentence_index].part;
  return part < t->n_parts ? t->parts[part].kind : (uint32_t)PART_BODY;
}

/* Do brackets stand right before and right behind the tokens first..last - 1? */
static inline bool text_in_brackets(const text_doc *t, uint32_t first, uint32_t last) {
  return first && last < t->tokens.n && t->tokens.items[first - 1].kind == TOKEN_OPEN &&
         t->tokens.items[last].kind == TOKEN_CLOSE;
}

/* Tokens and sentences of doc->data (size < 4 GiB), one pass, linear. The caller sets
 * `data`, `size` and `parts` (in order, not overlapping; without parts all of the text is
 * one); the rest is overwritten. What lies outside the parts is not read.
 *
 * A sentence ends at a line break, at the end of a part, and behind . ! ? and two full
 * stops or more, with the closing quotes and brackets that follow, if a space or (. ! ?)
 * an Arabic word without one comes next; not behind abbreviations (one letter; Mr.), the
 * number of a list item, or (!); and not where , ; : follows. False where the arena
 * failed. */
bool text_read(text_doc *doc, arena *a);

/* Byte offset of letter `n` of token `t` (letters as packed: diacritics and tatweel
 * before the n-th letter belong to the letter before); n = n_letters gives t->end. The
 * letters of a ligature start where it starts. */
uint32_t text_letter_offset(const text_doc *doc, const token *t, unsigned n);

/* The bytes of a number token as a value. `decimals` true where it has a fraction (value
 * rounded down). `1,500` `1.500` are thousands (groups of exactly three); `3,5`
 * `3.5` `0.125` `1,234.56` have fractions; `1.500.000` thousands. False where it is too
 * large (> 10^15) or of another shape (a version, an IP address, a phone number). */
bool text_number_value(const text_doc *doc, const token *t, int64_t *value, double *exact,
                       bool *decimals);
/* The fields of a TOKEN_DATE or TOKEN_CLOCK in the order written; returns how many (2 or
 * 3). */
unsigned text_number_fields(const text_doc *doc, const token *t, int32_t fields[3]);

/* ---- UTF-8 ---- */
/* Decodes one code point at s[*i] (*i < n) and advances *i over it. What is ill-formed is
 * cut into maximal subparts (Unicode 3.9; browsers and Python do the same): returns
 * U+FFFD and sets *bad, which is never cleared. */
uint32_t utf8_next(const char *s, size_t n, size_t *i, bool *bad);
/* Number of code points; what is ill-formed counts as utf8_next cuts it. */
size_t utf8_count(const char *s, size_t n);

/* 64 bytes of a text. */
typedef struct offset_block {
  uint64_t leads; /* valid text: a bit for each byte that begins a code point */
  uint64_t wide;  /* of these, the ones that take two units */
  uint32_t count; /* units of the code points that start before the block */
} offset_block;
/* Converts byte offsets into code points or UTF-16 units: an index of running counts
 * every 64 bytes. */
typedef struct offset_map {
  const char *data;
  size_t size;
  offset_block *blocks; /* size / 64 + 1 */
  int unit;             /* a rasid_offsets */
  bool ascii;           /* units are bytes */
  bool valid;           /* no ill-formed run: counting can be by lead bytes */
} offset_map;
/* `valid`: utf8_next finds nothing ill-formed (text_read left no faults). `data` is
 * borrowed. False where the arena failed. */
bool offset_map_init(offset_map *m, const char *data, size_t size, int unit, bool valid,
                     arena *a);
/* Units of the code points that start before `byte`. */
uint32_t offset_map_at(const offset_map *m, uint32_t byte);

/* Packs one word given as UTF-8, of the script of its first letter (Arabic or Latin);
 * everything else is dropped. A word of no letters is 0. */
word word_of_text(const char *s, size_t n);
/* The word as UTF-8 into `out` (room for 64); returns its length. Latin words come in
 * lower case, other Latin letters (code 38) as ?; hashed words are empty. */
size_t word_to_text(word w, char *out);

#endif
