/* summary.h - what a summary has counted. */
#ifndef RASID_OUTPUT_SUMMARY_H
#define RASID_OUTPUT_SUMMARY_H

#include "output.h"

enum { N_TOLL_KINDS = 7 }; /* killed, wounded, … as summary.c names them */

/* What was counted under one key. `arabic`: what it is called in the reports. */
typedef struct counter {
  rasid_text key, arabic;
  int64_t counts[N_TOLL_KINDS]; /* of days one for each kind of toll; else the first */
} counter;

typedef struct counters {
  counter *items;
  size_t n, capacity;
  uint32_t *slots; /* hash table of indices + 1 */
  size_t n_slots;  /* a power of two */
} counters;

struct rasid_summary {
  uint64_t n_documents, n_events, n_occurrences, n_other, n_loose;
  counters categories, places, actors, days;
  rasid_output *scratch;
  rasid_record_reader *reader;
};

#endif
