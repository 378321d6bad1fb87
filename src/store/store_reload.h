/* store_reload.h - a report as incidents are joined from it, from its rows. */
#ifndef RASID_STORE_STORE_RELOAD_H
#define RASID_STORE_STORE_RELOAD_H

#include "store_inside.h"

/* Reads one report after another and keeps its memory. */
typedef struct store_reload store_reload;

/* NULL when out of memory. */
store_reload *store_reload_new(rasid_store *store);
void store_reload_free(store_reload *reload);

/* Reads a report, named by its number; valid until the next one. False where there is
 * none, or after a failure. */
bool store_reload_read(store_reload *reload, int64_t report, rasid_report *out);

/* Adds the text of the report that was read last; a purged one has none. False after a
 * failure. */
bool store_reload_text(store_reload *reload, int64_t report, rasid_report *out);

/* The rows of its events and tolls, in the order of the arrays. */
const int64_t *store_reload_events(const store_reload *reload);
const int64_t *store_reload_tolls(const store_reload *reload);

#endif
