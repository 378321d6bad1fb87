/* explain_inside.h - the sections of an explanation, one file for each group of stages.
 */
#ifndef RASID_RECORD_EXPLAIN_INSIDE_H
#define RASID_RECORD_EXPLAIN_INSIDE_H

#include "record/printer.h"

/* The first of `n` items of `size` bytes whose uint32_t at `offset` is not under `value`;
 * the items are sorted by it. */
uint32_t explain_lower(const void *items, uint32_t n, size_t size, size_t offset,
                       uint32_t value);
#define FIRST_FROM(array, type, field, value) \
  explain_lower((array).items, (array).n, sizeof(type), offsetof(type, field), (value))

/* " a b" for the names whose bits are set; names[i] is that of bit i. */
void explain_flags(printer *p, uint32_t flags, const char *const *names, unsigned n);
/* "AFG/REB", "AFG", "-/REB" or "-". */
void explain_codes(printer *p, uint32_t country, uint32_t sector);
/* "before", "in", "to" … for the slots of a frame: a preposition by its tag. */
const char *explain_slot(unsigned slot);
/* The rest of a line: two blanks and words of the text, which stand last so that their
 * direction disturbs nothing. */
void explain_words(printer *p, uint32_t start, uint32_t end);
/* The same of whole tokens. */
void explain_tokens(printer *p, uint32_t first, uint32_t last);

/* explain_mention.c, explain_parse.c, explain_event.c */
void explain_mentions(printer *p, const sentence *s);
void explain_phrases(printer *p, uint32_t sentence_index);
void explain_speech(printer *p, uint32_t sentence_index);
void explain_events(printer *p, uint32_t sentence_index);
void explain_tolls(printer *p, uint32_t sentence_index);
void explain_figures(printer *p, uint32_t sentence_index);

#endif
