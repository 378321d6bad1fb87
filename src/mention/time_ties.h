/* time_ties.h - time expressions that count from the one told before: «since then»,
 * «three days after that». */
#ifndef RASID_MENTION_TIME_TIES_H
#define RASID_MENTION_TIME_TIES_H

#include "mention/time_parts.h"

/* The last mention of this sentence or the one before token `t` that lies on the
 * calendar; NULL where there is none. */
const time_mention *tie_to(const morph_doc *doc, const mention_doc *md, uint32_t t);
/* «that», «those», not «this». */
bool demonstrative_far(const morph_doc *doc, uint32_t t);
/* «that day» at `t`, two words. */
bool that_day(const morph_doc *doc, uint32_t t, uint32_t limit);
/* «the same day», «the following year», «the month before» at `t`, counted from what was
 * told: unit and shift, *last past it. */
bool told_unit(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned *unit,
               int32_t *shift, uint32_t *last);
/* «since that time» at `t`; *last is set past it. */
bool since_then(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t *last);
/* «after that by», «before that by» right before token `t`, whose word begins with bi:
 * the token where it begins; +1 or -1 into *direction. MODEL_NONE where it does not stand
 * there. */
uint32_t after_that(const morph_doc *doc, uint32_t t, unsigned proclitics,
                    int *direction);
/* «from now» at `t`; *last is set past it. */
bool from_now(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t *last);
/* «the third of the days of …», «the third day of …» right before token `t`: the number
 * of the day and the token where it begins; 0 where none stands there. */
int32_t nth_day_of(const morph_doc *doc, uint32_t t, uint32_t *first);
/* «today» that means nowadays: «we live today», «in our region today», «here he is
 * today». */
bool is_nowadays(const morph_doc *doc, uint32_t t, uint32_t limit);

#endif
