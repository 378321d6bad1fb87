/* store_correct.h - writing a correction within a call that writes. */
#ifndef RASID_STORE_STORE_CORRECT_H
#define RASID_STORE_STORE_CORRECT_H

#include "store_inside.h"

/* Writes it down and shows the row with it; the correction's id, or 0 with `*problem`
 * where it makes no sense. `undoes` is the correction that it takes back, or 0. */
int64_t correction_write(rasid_store *store, const rasid_store_correction *correction,
                         int64_t undoes, const char **problem);

/* Corrections that stand of the events and tolls of a record hold for those of a newer
 * record of the same text that stand on the same words: each is written down anew. */
void corrections_carry(rasid_store *store, int64_t old_record, int64_t new_record);

#endif
