/* word_view.h - what the grammars of numbers and times want to know of a token.
 *
 * Any reading counts, not only the chosen one: the grammars decide by their own
 * neighbours.
 */
#ifndef RASID_MENTION_WORD_VIEW_H
#define RASID_MENTION_WORD_VIEW_H

#include "mention/mention.h"

/* A set of kinds of quantity_kind or calendar_kind. */
#define KIND_SET(kind) (1u << (kind))
/* Beside kinds: a suffix pronoun is welcome. */
#define VIEW_SUFFIX 0x80000000u
/* Proclitics a number or a time may carry; WA and FA join. */
#define PROCLITICS_JOIN (PROCLITIC_WA | PROCLITIC_FA)
#define PROCLITICS_NOUN \
  (PROCLITICS_JOIN | PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI | PROCLITIC_AL)

typedef struct word_view {
  int64_t value;
  uint8_t kind;     /* enum quantity_kind or calendar_kind */
  uint8_t n_prefix; /* letters of proclitics, the article included */
  uint16_t proclitics;
  bool suffixed;
} word_view;

/* Marks of tokens that numbers and times begin with; most have none and are passed over.
 */
#define WORD_HINTS (WORD_MAY_QUANTITY | WORD_MAY_CALENDAR | WORD_DIGITS)

/* The reading of token `t` with the fewest proclitics as a quantity (calendar) word of
 * one of `kinds` whose proclitics hold all of `need` and none of `bar`. False where there
 * is none. */
bool view_find_quantity(const morph_doc *doc, uint32_t t, uint32_t kinds, unsigned need,
                        unsigned bar, word_view *v);
bool view_find_calendar(const morph_doc *doc, uint32_t t, uint32_t kinds, unsigned need,
                        unsigned bar, word_view *v);
static inline bool view_quantity(const morph_doc *doc, uint32_t t, uint32_t kinds,
                                 unsigned need, unsigned bar, word_view *v) {
  return doc->words[t]->quantities & kinds &&
         view_find_quantity(doc, t, kinds, need, bar, v);
}
static inline bool view_calendar(const morph_doc *doc, uint32_t t, uint32_t kinds,
                                 unsigned need, unsigned bar, word_view *v) {
  return doc->words[t]->calendar & kinds &&
         view_find_calendar(doc, t, kinds, need, bar, v);
}
/* Every kind of quantity and of calendar word the token may be, as sets; for tokens that
 * are neither, both are empty. */
static inline void view_kinds(const morph_doc *doc, uint32_t t, uint32_t *quantities,
                              uint32_t *calendar) {
  *quantities = doc->words[t]->quantities;
  *calendar = doc->words[t]->calendar;
}
/* True where a reading of the token without proclitics but `allow` has this tag; a suffix
 * pronoun rules it out. */
bool view_find_tag(const morph_doc *doc, uint32_t t, unsigned tag, unsigned allow);
static inline bool view_tag(const morph_doc *doc, uint32_t t, unsigned tag,
                            unsigned allow) {
  return doc->marks[t] & WORD_TAGGED && view_find_tag(doc, t, tag, allow);
}
/* True where token `t` may be a noun or adjective (chosen reading). */
bool view_nominal(const morph_doc *doc, uint32_t t);
/* True where some reading is a noun, with the article or without as `article`
 * (PROCLITIC_AL or 0) says. */
bool view_may_be_noun(const morph_doc *doc, uint32_t t, unsigned article);
/* Proclitics that stand alone before a number or after an elongated letter («al- 24», «wa
 * 200»); 0 where the token is none. */
unsigned view_clitics(const morph_doc *doc, uint32_t t);
/* One past the last token of the sentence of `t`, and its first token. */
uint32_t view_sentence_end(const morph_doc *doc, uint32_t t);
uint32_t view_sentence_start(const morph_doc *doc, uint32_t t);
/* The mark of a token, 0 for words and tokens past `limit`. */
unsigned view_mark(const morph_doc *doc, uint32_t t, uint32_t limit);
/* Byte where the word begins without its proclitics; the article stays, and all of a word
 * written with li + article. */
uint32_t view_start(const morph_doc *doc, uint32_t t, unsigned proclitics,
                    unsigned n_prefix);
/* Byte where word `t` begins without the proclitics of its chosen reading. */
uint32_t view_word_start(const morph_doc *doc, uint32_t t);
/* A number of plain digits: 2015, not 2,015. */
bool view_plain_digits(const morph_doc *doc, uint32_t t, unsigned n_digits);
/* The value of a number token without a fraction. */
bool view_digits(const morph_doc *doc, uint32_t t, int64_t *value);

static inline const token *view_token(const morph_doc *doc, uint32_t t) {
  return &doc->text->tokens.items[t];
}
static inline bool view_is_word(const morph_doc *doc, uint32_t t) {
  unsigned kind = view_token(doc, t)->kind;
  return kind == TOKEN_ARABIC || kind == TOKEN_LATIN;
}
/* No white space between token `t` and the one before. */
static inline bool view_joined(const morph_doc *doc, uint32_t t) {
  return t > 0 && view_token(doc, t)->start == view_token(doc, t - 1)->end;
}

#endif
