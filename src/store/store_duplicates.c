/* store_duplicates.c - which reports of an incident say what another one says.
 *
 * A person marks a report as the duplicate of another, which may be one itself. In an
 * incident one of them counts: the original, or, where that tells of something else, the
 * one that was published first.
 */
#include <stdlib.h>

#include "store_incidents.h"

enum { CHAIN_MAX = 64 }; /* of duplicates of duplicates */

typedef struct member {
  int64_t report, original; /* original: the end of its chain, itself of most */
  bool is_duplicate;
} member;

static int64_t next_of(rasid_store *store, int64_t report) {
  return store_number(store, "SELECT duplicate_of FROM reports WHERE id = ?1", report, 0);
}

/* The end of a report's chain. */
static int64_t original_of(rasid_store *store, int64_t report) {
  for (int i = 0; i < CHAIN_MAX; i++) {
    int64_t next = next_of(store, report);
    if (next <= 0) break;
    report = next;
  }
  return report;
}

bool duplicates_go_round(rasid_store *store, int64_t report, int64_t original) {
  for (int i = 0; i < CHAIN_MAX && original > 0; i++) {
    if (original == report) return true;
    original = next_of(store, original);
  }
  return original > 0;
}

/* The reports of an incident in the order of their publication; NULL when out of memory.
 */
static member *list_members(rasid_store *store, int64_t incident, size_t *n) {
  id_list reports = {0};
  incident_reports(store, incident, &reports);
  member *members = calloc(reports.n + 1, sizeof *members);
  *n = members != NULL ? reports.n : 0;
  if (members == NULL)
    db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for incidents");
  for (size_t i = 0; i < *n; i++) {
    members[i].report = reports.items[i];
    members[i].original = original_of(store, reports.items[i]);
    members[i].is_duplicate = members[i].original != members[i].report;
  }
  free(reports.items);
  return members;
}

/* The report that counts in place of the i-th; 0: it counts itself. */
static int64_t counts_for(const member *members, size_t n, size_t i) {
  if (!members[i].is_duplicate) return 0;
  for (size_t k = 0; k < n; k++)
    if (members[k].report == members[i].original) return members[k].report;
  for (size_t k = 0; k < i; k++)
    if (members[k].original == members[i].original) return members[k].report;
  return 0;
}

static bool has_any(rasid_store *store, int64_t incident) {
  return store_number(store,
                      "SELECT count(*) FROM episodes x JOIN reports r ON r.id ="
                      " x.report_id WHERE x.incident_id = ?1 AND x.is_current = 1 AND"
                      " (r.duplicate_of IS NOT NULL OR x.duplicate_of IS NOT NULL)",
                      incident, 0) > 0;
}

bool duplicates_mark(rasid_store *store, int64_t incident) {
  bool any = false;
  if (!has_any(store, incident)) return false;
  size_t n;
  member *members = list_members(store, incident, &n);
  for (size_t i = 0; i < n; i++) {
    int64_t original = counts_for(members, n, i);
    any |= original > 0;
    db_statement *s = db_get(&store->d,
                             "UPDATE episodes SET duplicate_of = ?1 WHERE incident_id ="
                             " ?2 AND report_id = ?3 AND is_current = 1");
    db_integer_or_null(s, 1, original > 0 ? original : -1);
    db_integer(s, 2, incident);
    db_integer(s, 3, members[i].report);
    db_run(s);
    db_finish(s);
  }
  free(members);
  return any;
}
