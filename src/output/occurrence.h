/* occurrence.h - what several events of a record tell of the same occurrence: which they
 * are, when it was, and what toll it took. The formats of other data sets have one row
 * for it.
 */
#ifndef RASID_OUTPUT_OCCURRENCE_H
#define RASID_OUTPUT_OCCURRENCE_H

#include "output.h"

/* Indices into the events and tolls of one record; 0 ends a list, i + 1 stands for i. */
typedef struct occurrences {
  uint32_t *root;       /* of each event: the first that tells of its occurrence */
  uint32_t *next_event; /* of each event: the next of the occurrence */
  uint32_t *last_event; /* of each root: the last one */
  uint32_t *first_toll, *last_toll; /* of each root */
  uint32_t *next_toll;              /* of each toll: the next of the occurrence */
  uint32_t *first_own, *last_own;   /* of each event: the tolls it has itself */
  uint32_t *next_own;               /* of each toll: the next of its event */
  bool *replaced;                   /* of each toll: a later one takes its place */
  size_t events_capacity, tolls_capacity;
} occurrences;

void occurrences_free(occurrences *o);

/* The occurrences of a record, valid until the next call on this output; NULL with
 * output->failed when out of memory. Takes time in proportion to the record. */
const occurrences *occurrences_of(rasid_output *output, const rasid_record_data *record);

/* Human toll of one kind, as the record's figures give it; see docs/format-ucdp.md, rules
 * T1 to T4. `best` is the first toll of the figure taken, NULL where there is none. */
typedef struct toll_range {
  int64_t low, best_low, high;
  bool open; /* a figure is "at least": high is the highest number stated */
  const rasid_casualty_data *best;
} toll_range;

toll_range occurrence_toll(const occurrences *o, const rasid_record_data *record,
                           size_t root, const char *kind);
/* The same of the tolls that one event has itself. */
toll_range event_toll(const occurrences *o, const rasid_record_data *record, size_t event,
                      const char *kind);

/* Whether a toll of the occurrence belongs to the figure that `best` begins. */
bool occurrence_in_best(const occurrences *o, const rasid_record_data *record,
                        size_t toll, const rasid_casualty_data *best);

/* ---- days ---- */

typedef struct day {
  int year, month, day; /* year 0: unknown */
} day;

/* First and last day of a date of a record ("2021-06", "2021-06-07/..", …); false where
 * neither is known. What is open or unknown has the year 0. */
bool date_days(rasid_text value, day *first, day *last);

/* The same of an event; where it has no date, the day the report was written or published
 * stands for it and `*stated` is false. */
bool event_days(const rasid_record_data *record, const rasid_event_data *event,
                day *first, day *last, bool *stated);

/* Days from one to the other, both included. */
long days_between(day first, day last);

/* "2021-06-07", or nothing where the year is 0. */
void output_day(rasid_output *output, day d);

#endif
