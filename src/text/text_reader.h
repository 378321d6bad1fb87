/* text_reader.h - the state of one pass over a document; private to this module.
 *
 * Readers take the reader and where a token starts, push the token, and return where it
 * ends. Only the range [p, r->end) may be looked at.
 */
#ifndef RASID_TEXT_TEXT_READER_H
#define RASID_TEXT_TEXT_READER_H

#include "text/glyph.h"
#include "text/text.h"

/* What stands before the next token and may have ended the sentence. */
enum pending {
  PENDING_NONE,
  PENDING_DOTS, /* two full stops or more: end a sentence where a space follows */
  PENDING_STOP, /* a full stop that is no abbreviation's */
  PENDING_MARK  /* ! or ? */
};

typedef struct reader {
  const uint8_t *base, *end; /* of the text; of the range being read */
  token *out, *out_end;      /* the next free token, and the end of their room */
  uint32_t flags;            /* of the next token, as far as white space tells */
  uint32_t sentence;         /* the open sentence: its index, its first token, */
  uint32_t first;
  uint32_t n_solid_before; /* and the words and numbers before it */
  uint32_t n_arabic, n_latin, n_other, n_numbers;
  uint8_t pending;
  bool stop_glued; /* the pending full stop ends a sentence without a space too */
  bool stop_latin; /* it follows a Latin word */
  bool in_quote, in_single; /* a straight quote is open in this line */
  bool failed;
  uint32_t part;
  text_doc *doc;
  arena *a;
  token sink; /* takes tokens when there is no memory for them */
} reader;

/* sentence.c: decides about a pending end, now that `next` follows (not yet pushed). */
void sentence_resolve(reader *r, const token *next);
/* The mark just pushed is . ! ? or dots. */
void sentence_mark(reader *r);
/* Ends the open sentence, if it has a token. */
void sentence_end(reader *r);

/* token.c */
void reader_grow(reader *r);
const uint8_t *read_arabic_slow(reader *r, const uint8_t *start, const uint8_t *p,
                                uint64_t lo, uint32_t n);

/* mark.c: punctuation, quotes and brackets, addresses, hashtags; `glyph` (of `size`
 * bytes) is the one at p. */
const uint8_t *read_mark(reader *r, const uint8_t *p, uint32_t glyph, unsigned size);
/* Length of the web address at p, 0 where there is none. */
size_t url_size(const uint8_t *p, const uint8_t *end);

/* number_text.c: p stands on a digit. */
const uint8_t *read_number(reader *r, const uint8_t *p);
/* The digit at p < end, or -1; `*size` is its length. */
int digit_at(const uint8_t *p, const uint8_t *end, unsigned *size);

static inline uint32_t reader_n_tokens(const reader *r) {
  return (uint32_t)(r->out - r->doc->tokens.items);
}
/* The token before, of the open sentence; NULL where there is none. */
static inline const token *reader_previous(const reader *r) {
  return !r->failed && reader_n_tokens(r) > r->first ? r->out - 1 : NULL;
}
static inline uint32_t reader_n_solid(const reader *r) {
  return r->n_arabic + r->n_latin + r->n_other + r->n_numbers;
}

static inline void reader_push(reader *r, unsigned kind, const uint8_t *start,
                               const uint8_t *end, word key, unsigned flags,
                               uint32_t n_letters, unsigned mark) {
  if (UNLIKELY(r->out == r->out_end)) reader_grow(r);
  token *t = r->out;
  t->key = key;
  t->start = (uint32_t)(start - r->base);
  t->end = (uint32_t)(end - r->base);
  t->kind = (uint8_t)kind;
  t->flags = (uint8_t)(r->flags | flags);
  t->n_letters = (uint8_t)(n_letters < 255 ? n_letters : 255);
  t->mark = (uint8_t)mark;
  if (UNLIKELY(r->pending)) sentence_resolve(r, t);
  t->sentence = r->sentence;
  r->out++;
  r->flags = 0;
}

/* A token whose key is only a mark, or nothing. */
static inline const uint8_t *reader_push_mark(reader *r, unsigned kind,
                                              const uint8_t *start, const uint8_t *end,
                                              unsigned mark) {
  reader_push(r, kind, start, end, (word){mark, 0}, 0, 0, mark);
  return end;
}

#endif
