/* number_grammar.h - the bare number: digits and number words put together.
 *
 * A number is groups in falling order, joined by wa: three million | and two hundred
 * thousand | and five. A group is a chunk below a thousand and its scale; in a chunk
 * stand hundreds, then units, then tens («a hundred and three and twenty»).
 */
#ifndef RASID_MENTION_NUMBER_GRAMMAR_H
#define RASID_MENTION_NUMBER_GRAMMAR_H

#include "mention/word_view.h"

typedef struct number_core {
  uint32_t first, last; /* tokens, half-open; a clitic that stands alone is the first */
  int64_t value;
  int64_t high;        /* vague: upper bound, -1 open; else = value */
  uint32_t flags;      /* enum number_flag: WORDS, DECIMAL, VAGUE, ORDINAL, ARTICLE */
  uint16_t proclitics; /* of the first token */
  uint8_t n_prefix;
  bool single;    /* one element */
  int64_t scale;  /* of its only group: 1000 in «thirty thousand»; 1 below a thousand, 0
                     where there are several groups */
  uint32_t split; /* token of the last part joined by wa, 0 none ... */
  int64_t before_split; /* ... and the value without it: «between twenty | and thirty» */
} number_core;

/* Reads a cardinal at `t`; False where there is none. `need`: proclitics its first word
 * must have. */
bool number_core_read(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned need,
                      number_core *c);
/* Reads an ordinal («the third», «the twenty-first»), with or without its article. */
bool number_ordinal_read(const morph_doc *doc, uint32_t t, uint32_t limit,
                         number_core *c);
/* Reads dozens, hundreds of thousands, several, a few thousand, some, a number of. */
bool number_vague_read(const morph_doc *doc, uint32_t t, uint32_t limit, number_core *c);

#endif
