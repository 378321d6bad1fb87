/* store_joining.c - reports taken into memory as a set of incidents, and lists of ids. */
#include <stdlib.h>
#include <string.h>

#include "store_incidents.h"

bool joining_begin(joining *j, rasid_store *store) {
  rasid_error error = {0};
  *j = (joining){.store = store, .who = db_constant("rasid"), .kind = "auto"};
  j->reload = store_reload_new(store);
  if (j->reload != NULL && rasid_incidents_new(&j->set, &error) == RASID_OK) return true;
  return db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for incidents");
}

void joining_end(joining *j) {
  rasid_incidents_free(j->set);
  store_reload_free(j->reload);
  free(j->reports);
}

/* ---- into memory ---- */

static bool remember(joining *j, int64_t report, bool fresh) {
  if (j->n_reports == j->capacity) {
    size_t capacity = 2 * j->capacity + 64;
    told *more = realloc(j->reports, capacity * sizeof *more);
    if (more == NULL)
      return db_fail(&j->store->d, RASID_ERROR_MEMORY, "out of memory for incidents");
    j->reports = more;
    j->capacity = capacity;
  }
  j->reports[j->n_reports++] = (told){report, fresh};
  return true;
}

/* Does an episode stand in its incident, as the set takes it? */
static bool is_taken(const joining *j, bool duplicate) {
  return j->taking == TAKE_ALL || (j->taking == TAKE_DUPLICATES) == duplicate;
}

/* The incident of each event of a report, 0 where it has none, into `keys`. */
static void event_keys(joining *j, int64_t report, const rasid_report *r, int64_t *keys) {
  const int64_t *ids = store_reload_events(j->reload);
  db_statement *s =
      db_get(&j->store->d,
             "SELECT y.event_id, x.incident_id, x.duplicate_of FROM episodes x JOIN "
             "episode_events y ON"
             " y.episode_id = x.id WHERE x.report_id = ?1 AND x.is_current = 1");
  memset(keys, 0, r->n_events * sizeof *keys);
  db_integer(s, 1, report);
  while (db_row(s)) {
    int64_t event = db_column_integer(s, 0);
    if (!is_taken(j, !db_is_null(s, 2))) continue;
    for (size_t i = 0; i < r->n_events; i++)
      if (ids[i] == event) keys[i] = db_column_integer(s, 1);
  }
  db_finish(s);
}

void joining_take(joining *j, int64_t report, bool fresh, bool wording) {
  rasid_report r;
  rasid_error error = {0};
  if (!store_reload_read(j->reload, report, &r) || !remember(j, report, fresh)) return;
  if (wording && !store_reload_text(j->reload, report, &r)) return;
  rasid_status status;
  if (fresh) {
    status = rasid_incidents_add(j->set, &r, &error);
  } else {
    int64_t *keys = calloc(r.n_events + 1, sizeof *keys);
    if (keys != NULL) event_keys(j, report, &r, keys);
    status = keys == NULL ? RASID_ERROR_MEMORY
                          : rasid_incidents_add_joined(j->set, &r, keys, &error);
    free(keys);
  }
  if (status != RASID_OK) db_fail(&j->store->d, status, "out of memory for incidents");
}

void id_list_add(rasid_store *store, id_list *list, int64_t id) {
  if (list->n == list->capacity) {
    size_t capacity = 2 * list->capacity + 64;
    int64_t *more = realloc(list->items, capacity * sizeof *more);
    if (more == NULL) {
      db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for incidents");
      return;
    }
    list->items = more;
    list->capacity = capacity;
  }
  list->items[list->n++] = id;
}

void id_list_read(rasid_store *store, db_statement *s, id_list *list) {
  list->n = 0;
  while (db_row(s)) id_list_add(store, list, db_column_integer(s, 0));
  db_finish(s);
}

static int by_number(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

void id_list_sort(id_list *list) {
  size_t n = 0;
  if (list->n > 1) qsort(list->items, list->n, sizeof *list->items, by_number);
  for (size_t i = 0; i < list->n; i++)
    if (n == 0 || list->items[n - 1] != list->items[i]) list->items[n++] = list->items[i];
  list->n = n;
}

size_t joining_index(const joining *j, int64_t incident) {
  size_t n = rasid_incidents_n(j->set);
  for (size_t i = 0; i < n; i++)
    if (rasid_incidents_key(j->set, i) == incident) return i;
  return SIZE_MAX;
}

void incident_reports(rasid_store *store, int64_t incident, id_list *reports) {
  db_statement *s =
      db_get(&store->d,
             "SELECT DISTINCT r.id, r.published FROM episodes x JOIN reports r ON r.id ="
             " x.report_id WHERE x.incident_id = ?1 AND x.is_current = 1"
             " ORDER BY r.published, r.id");
  db_integer(s, 1, incident);
  id_list_read(store, s, reports);
}

void joining_take_incident(joining *j, int64_t incident) {
  id_list reports = {0};
  incident_reports(j->store, incident, &reports);
  for (size_t k = 0; k < reports.n; k++) joining_take(j, reports.items[k], false, false);
  free(reports.items);
}
