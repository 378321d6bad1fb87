/* time_anchor.h - the day a report counts from. */
#ifndef RASID_MENTION_TIME_ANCHOR_H
#define RASID_MENTION_TIME_ANCHOR_H

#include "mention/time_value.h"

/* Finds the day of writing: published, a dateline where nothing was published, and the
 * report's own «today, Monday». */
void time_anchor_read(const morph_doc *doc, int32_t published, time_anchor *anchor);

#endif
