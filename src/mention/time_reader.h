/* time_reader.h - what the parts of the reader of times share (time.c): where it stands,
 * the candidate it looks at, and what stands before one. */
#ifndef RASID_MENTION_TIME_READER_H
#define RASID_MENTION_TIME_READER_H

#include "mention/number_grammar.h"
#include "mention/time_anchor.h"
#include "mention/time_sense.h"
#include "mention/time_tense.h"
#include "mention/time_ties.h"

typedef struct time_reader {
  const morph_doc *doc;
  mention_doc *md;
  arena *memory;
  uint32_t floor;   /* tokens before are taken */
  time_chain chain; /* the last day that was put: its year may yet be said */
} time_reader;

/* A candidate: its tokens, and where its bytes begin. */
typedef struct candidate {
  uint32_t first, last, start;
  bool year; /* bare year or the word year and a year */
} candidate;

/* The first token before `t` that a candidate may take: of its sentence, and not taken.
 */
uint32_t time_floor(const time_reader *r, uint32_t t);
/* Says of a value whether it lies in the past or the future of the report. */
void time_set_flags(const time_reader *r, time_mention *m);
/* Puts a mention with the candidate's words; false without memory. */
bool time_put(time_reader *r, const candidate *c, time_mention *m);
/* Leaves out the candidate, and keeps where and why; false without memory. */
bool time_put_fault(time_reader *r, const candidate *c, enum time_fault_kind kind);
/* True where a word of kind `match` and this value stands before the candidate. */
bool time_match_before(const time_reader *r, const candidate *c, int64_t value);
/* Takes the token before into the candidate, whole. */
void time_extend(const time_reader *r, candidate *c);
/* 1 beginning, 2 middle, 3 end before the candidate; 0 none. */
int time_edge_before(const time_reader *r, const candidate *c);
/* The edge before counts things as well: «the last 2000». */
bool time_edge_counts(const time_reader *r, const candidate *c);
/* True where a word of this tag stands before the candidate. */
bool time_tag_before(const time_reader *r, const candidate *c, unsigned tag);
/* «since» before the candidate makes its value open. */
void time_since_before(time_reader *r, candidate *c, time_mention *m);
/* Joins the mention put last with the one before where they are two ends of a range; `c`:
 * the chain it came from, NULL for none. */
void time_join_range(time_reader *r, const time_chain *c);

/* ---- times that are told by one before (time_told.c) ---- */

/* The year that was told last before token `t` in its sentence; 0 for none. */
int32_t time_year_told(const time_reader *r, uint32_t t);
/* «three days after that» counts from the day told before. */
void time_count_from_that(const time_reader *r, const time_period *p, candidate *at,
                          enum time_relation *relation, time_context *context);
/* «the third of the days of the feast» is two days after the first. */
void time_day_of_feast(const time_reader *r, candidate *at, time_mention *m);
/* Each reads one expression at `t` and sets *found where it put or left out one; false
 * without memory. «since then»: */
bool time_try_since_then(time_reader *r, uint32_t t, bool *found);
/* «that day»: */
bool time_try_that_day(time_reader *r, uint32_t t, bool *found);
/* «the same day», «the following day»: */
bool time_try_told_unit(time_reader *r, uint32_t t, bool *found);
/* A period (time_count.c): «three days ago», «last week», «the nineties». */
bool time_try_period(time_reader *r, uint32_t t, uint32_t limit, bool *found);

#endif
