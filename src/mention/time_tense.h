/* time_tense.h - does a sentence tell of the past or of what is to come? */
#ifndef RASID_MENTION_TIME_TENSE_H
#define RASID_MENTION_TIME_TENSE_H

#include "mention/word_view.h"

enum time_tense { TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_PROGRAMME, TENSE_FUTURE };

/* The tense of the verb nearest before token `first`; where there is none, of the first
 * one within a few tokens from `last` on (last = 0: none is looked for). Will, won't, and
 * verbs of planning are of the future, and so is
 * the day to which something is put off; TENSE_PROGRAMME is the present of a verb that
 * announces («the season begins Sunday»). */
enum time_tense tense_of(const morph_doc *doc, uint32_t first, uint32_t last);

/* Is the date at token `first` that of the deed right before it («they met on 7 July»)?
 */
bool is_day_of_deed(const morph_doc *doc, uint32_t first);

#endif
