/* time_value.h - from parts as written to a value on the calendar. */
#ifndef RASID_MENTION_TIME_VALUE_H
#define RASID_MENTION_TIME_VALUE_H

#include "mention/time_parts.h"

/* What stands before a period: «ago», «since», «after» (from now on). */
enum time_relation { RELATION_NONE, RELATION_AGO, RELATION_SINCE, RELATION_AFTER };

typedef struct time_context {
  int32_t base; /* the day of writing, INT32_MIN unknown */
  bool future;  /* the sentence speaks of what is to come */
  bool past;    /* … of what was */
  bool done;    /* the date is that of a deed that was done */
} time_context;

/* Fills value, type and days of `m`; a chain that is only a clock time lies on the base
 * day. has_value is false where there is no day to count from. TIME_FINE, or how the
 * parts contradict each other. */
enum time_fault_kind chain_value(const time_context *at, const time_chain *c,
                                 time_mention *m);
bool period_value(const time_context *at, const time_period *p,
                  enum time_relation relation, time_mention *m);
/* A year or years as such. */
void year_value(int32_t year, int32_t last_year, unsigned calendar, time_mention *m);
/* Makes of a point the open interval from it on («since») or up to it («until»). */
void since_value(time_mention *m);
void until_value(time_mention *m);
/* Moves a single day by `n` days. */
void day_value(time_mention *m, int32_t n);
/* Of a week its Saturday and Sunday, a week earlier where they are after `latest`. */
void weekend_value(time_mention *m, int32_t latest);
/* Of a year its first month («since the beginning of the year»). */
void year_start_value(time_mention *m);
/* The interval from `from` to `to`; false where it ends before it begins or either is
 * open. */
bool range_value(const time_mention *from, const time_mention *to, time_mention *m);
/* The nearest day of this weekday on or before `day`. */
int32_t weekday_on_or_before(int32_t day, int weekday);

#endif
