/* store_reload.c - a report read back from its rows, corrections included, as incidents
 * are joined from it.
 *
 * What a person rejected counts as negated: it keeps its place, so that links by index
 * hold.
 */
#include "store_reload.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16, MAX_LIST = 4 };

typedef struct block {
  struct block *next;
  size_t used, size;
  max_align_t data[];
} block;

struct store_reload {
  rasid_store *store;
  block *blocks;
  bool failed;
  rasid_event *events;
  rasid_place *places;
  int64_t *event_ids;
  rasid_entity *parties;
  int64_t *party_events;
  rasid_casualty *tolls;
  int64_t *toll_ids;
  size_t n_events, n_parties, n_tolls;
  size_t events_capacity, parties_capacity, tolls_capacity;
};

store_reload *store_reload_new(rasid_store *store) {
  store_reload *r = calloc(1, sizeof *r);
  if (r != NULL) r->store = store;
  return r;
}

static void forget(store_reload *r) {
  while (r->blocks != NULL && r->blocks->next != NULL) {
    block *next = r->blocks->next;
    free(r->blocks);
    r->blocks = next;
  }
  if (r->blocks != NULL) r->blocks->used = 0;
  r->n_events = r->n_parties = r->n_tolls = 0;
  r->failed = false;
}

void store_reload_free(store_reload *r) {
  if (r == NULL) return;
  forget(r);
  free(r->blocks);
  free(r->events);
  free(r->places);
  free(r->event_ids);
  free(r->parties);
  free(r->party_events);
  free(r->tolls);
  free(r->toll_ids);
  free(r);
}

/* A copy with a NUL behind it; absent where the column is null. */
static rasid_text text(store_reload *r, db_statement *s, int column) {
  rasid_text t = db_column_text(s, column);
  if (t.data == NULL) return t;
  size_t size = t.size + 1;
  if (r->blocks == NULL || r->blocks->size - r->blocks->used < size) {
    size_t room = size > BLOCK ? size : BLOCK;
    block *more = malloc(sizeof *more + room);
    if (more == NULL) {
      r->failed = true;
      return (rasid_text){"", 0};
    }
    *more = (block){.next = r->blocks, .size = room};
    r->blocks = more;
  }
  char *copy = (char *)r->blocks->data + r->blocks->used;
  r->blocks->used += size;
  memcpy(copy, t.data, t.size);
  copy[t.size] = '\0';
  return (rasid_text){copy, t.size};
}

static const char *code(store_reload *r, db_statement *s, int column) {
  rasid_text t = text(r, s, column);
  return t.data != NULL ? t.data : "";
}

static uint32_t whole(db_statement *s, int column) {
  int64_t n = db_column_integer(s, column);
  return n < 0 ? 0 : (uint32_t)n;
}

static int32_t index_or_none(db_statement *s, int column) {
  return db_is_null(s, column) ? -1 : (int32_t)db_column_integer(s, column);
}

static double degrees(db_statement *s, int column) {
  return db_is_null(s, column) ? (double)NAN : db_column_number(s, column);
}

/* Room for one more in several arrays of one length. */
static bool grow(store_reload *r, size_t n, size_t *capacity, void *arrays[],
                 const size_t sizes[], size_t n_arrays) {
  if (n < *capacity) return true;
  size_t more = 2 * *capacity + 16;
  for (size_t i = 0; i < n_arrays; i++) {
    void **array = arrays[i];
    void *moved = realloc(*array, more * sizes[i]);
    if (moved == NULL) {
      r->failed = true;
      return false;
    }
    *array = moved;
  }
  *capacity = more;
  return true;
}

/* Cuts a list at its blanks, in place. */
static size_t cut(char *list, const char *words[MAX_LIST]) {
  size_t n = 0;
  while (n < MAX_LIST) {
    while (*list == ' ') *list++ = '\0';
    if (*list == '\0') break;
    words[n++] = list;
    list += strcspn(list, " ");
  }
  return n;
}

static rasid_claim claim(store_reload *r, db_statement *s, int column) {
  rasid_claim c = {
      {{{NULL, 0}, 0, 0}, "", "", {NULL, 0}, {NULL, 0}, {NULL, 0}}, "", false};
  c.claimant.label_en = text(r, s, column);
  c.claimant.span.text = c.claimant.label_en;
  c.claimant.country = code(r, s, column + 1);
  c.claimant.sector = code(r, s, column + 2);
  c.kind = code(r, s, column + 3);
  c.anonymous = db_column_integer(s, column + 4) != 0;
  return c;
}

/* "negated" of what was rejected. */
static const char *status(store_reload *r, db_statement *s, int column, int review) {
  rasid_text t = db_column_text(s, review);
  if (t.size == 8 && memcmp(t.data, "rejected", 8) == 0) return "negated";
  return code(r, s, column);
}

static void read_event(store_reload *r, db_statement *s) {
  void *arrays[] = {&r->events, &r->places, &r->event_ids};
  const size_t sizes[] = {sizeof *r->events, sizeof *r->places, sizeof *r->event_ids};
  if (!grow(r, r->n_events, &r->events_capacity, arrays, sizes, 3)) return;
  rasid_event *e = &r->events[r->n_events];
  rasid_place *p = &r->places[r->n_events];
  r->event_ids[r->n_events++] = db_column_integer(s, 0);
  *e = (rasid_event){.id = text(r, s, 1),
                     .category = code(r, s, 2),
                     .cameo = code(r, s, 4),
                     .quad = (int)db_column_integer(s, 5),
                     .status = status(r, s, 6, 26),
                     .sentence = whole(s, 7),
                     .same_as = index_or_none(s, 8),
                     .lemma = text(r, s, 9),
                     .date = text(r, s, 10),
                     .date_basis = code(r, s, 11),
                     .claim = claim(r, s, 12),
                     .confidence = db_column_number(s, 17)};
  rasid_text modes = text(r, s, 3);
  if (modes.data != NULL && !r->failed)
    e->n_modes = cut((char *)(uintptr_t)modes.data, e->modes);
  *p = (rasid_place){.name = text(r, s, 18),
                     .country = code(r, s, 19),
                     .admin1 = text(r, s, 20),
                     .lat = degrees(s, 21),
                     .lon = degrees(s, 22),
                     .precision = code(r, s, 23),
                     .basis = code(r, s, 24),
                     .relation = code(r, s, 25)};
}

static void read_events(store_reload *r, int64_t report) {
  db_statement *s =
      db_get(&r->store->d,
             "SELECT id, code, category, modes, cameo, quad, status, sentence, same_as,"
             " lemma, date, date_basis, claimant, claimant_country, claimant_sector,"
             " claim_kind, anonymous, confidence, place, country, admin1, lat, lon,"
             " precision, place_basis, relation, review FROM events"
             " WHERE report_id = ?1 AND is_current = 1 ORDER BY number");
  db_integer(s, 1, report);
  while (!r->failed && db_row(s)) read_event(r, s);
  db_finish(s);
  for (size_t i = 0; i < r->n_events; i++)
    if (r->places[i].precision[0] != '\0') r->events[i].place = &r->places[i];
}

static void read_parties(store_reload *r, int64_t report) {
  db_statement *s = db_get(
      &r->store->d,
      "SELECT p.event_id, p.country, p.sector, p.name, p.label FROM parties p"
      " JOIN events e ON e.id = p.event_id WHERE e.report_id = ?1 AND e.is_current ="
      " 1 ORDER BY e.number, p.role, p.number");
  db_integer(s, 1, report);
  while (!r->failed && db_row(s)) {
    void *arrays[] = {&r->parties, &r->party_events};
    const size_t sizes[] = {sizeof *r->parties, sizeof *r->party_events};
    if (!grow(r, r->n_parties, &r->parties_capacity, arrays, sizes, 2)) break;
    r->parties[r->n_parties] = (rasid_entity){.country = code(r, s, 1),
                                              .sector = code(r, s, 2),
                                              .name = text(r, s, 3),
                                              .label_en = text(r, s, 4)};
    r->party_events[r->n_parties++] = db_column_integer(s, 0);
  }
  db_finish(s);
}

/* Which parties are actors: asked apart, since the entities have no role. */
static void link_parties(store_reload *r, int64_t report) {
  db_statement *s = db_get(
      &r->store->d,
      "SELECT p.event_id, count(*) FROM parties p JOIN events e ON e.id = p.event_id"
      " WHERE e.report_id = ?1 AND e.is_current = 1 AND p.role = 'actor'"
      " GROUP BY p.event_id, e.number ORDER BY e.number");
  size_t at = 0;
  db_integer(s, 1, report);
  bool row = db_row(s);
  for (size_t i = 0; i < r->n_events; i++) {
    size_t start = at, n_actors = 0;
    while (at < r->n_parties && r->party_events[at] == r->event_ids[i]) at++;
    if (row && db_column_integer(s, 0) == r->event_ids[i]) {
      n_actors = (size_t)db_column_integer(s, 1);
      row = db_row(s);
    }
    if (at == start) continue;
    r->events[i].actors = r->parties + start;
    r->events[i].n_actors = n_actors;
    r->events[i].recipients = r->parties + start + n_actors;
    r->events[i].n_recipients = at - start - n_actors;
  }
  db_finish(s);
}

static int32_t event_index(const store_reload *r, int64_t id) {
  for (size_t i = 0; i < r->n_events; i++)
    if (r->event_ids[i] == id) return (int32_t)i;
  return -1;
}

static void read_tolls(store_reload *r, int64_t report) {
  db_statement *s = db_get(
      &r->store->d,
      "SELECT t.id, t.code, t.kind, t.low, t.high, t.approx, t.sentence, t.event_id,"
      " t.status, t.side, t.text, t.part_of, t.replaces, t.claimant,"
      " t.claimant_country, t.claimant_sector, t.claim_kind, t.anonymous, t.review"
      " FROM tolls t JOIN reports r ON r.record_id = t.record_id WHERE r.id = ?1"
      " ORDER BY t.number");
  db_integer(s, 1, report);
  while (!r->failed && db_row(s)) {
    void *arrays[] = {&r->tolls, &r->toll_ids};
    const size_t sizes[] = {sizeof *r->tolls, sizeof *r->toll_ids};
    if (!grow(r, r->n_tolls, &r->tolls_capacity, arrays, sizes, 2)) break;
    r->toll_ids[r->n_tolls] = db_column_integer(s, 0);
    r->tolls[r->n_tolls++] =
        (rasid_casualty){.id = text(r, s, 1),
                         .kind = code(r, s, 2),
                         .low = db_column_integer(s, 3),
                         .high = db_is_null(s, 4) ? -1 : db_column_integer(s, 4),
                         .approx = db_column_integer(s, 5) != 0,
                         .sentence = whole(s, 6),
                         .event = event_index(r, db_column_integer(s, 7)),
                         .status = status(r, s, 8, 18),
                         .side = code(r, s, 9),
                         .span = {.text = text(r, s, 10)},
                         .part_of = index_or_none(s, 11),
                         .replaces = index_or_none(s, 12),
                         .victim = {.country = "", .sector = ""},
                         .claim = claim(r, s, 13)};
  }
  db_finish(s);
}

bool store_reload_read(store_reload *r, int64_t report, rasid_report *out) {
  rasid_store *store = r->store;
  forget(r);
  rasid_report_init(out);
  db_statement *s =
      db_get(&store->d,
             "SELECT CAST(r.id AS TEXT), r.source, r.published, c.written FROM reports r"
             " LEFT JOIN records c ON c.id = r.record_id WHERE r.id = ?1");
  db_integer(s, 1, report);
  bool there = db_row(s);
  if (there) {
    out->id = text(r, s, 0);
    out->source = text(r, s, 1);
    out->published = text(r, s, 2);
    out->written = text(r, s, 3);
  }
  db_finish(s);
  if (there) {
    read_events(r, report);
    read_parties(r, report);
    link_parties(r, report);
    read_tolls(r, report);
  }
  if (r->failed) db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for the report");
  out->events = r->events;
  out->n_events = r->n_events;
  out->casualties = r->tolls;
  out->n_casualties = r->n_tolls;
  return there && store->d.error.status == RASID_OK;
}

bool store_reload_text(store_reload *r, int64_t report, rasid_report *out) {
  db_statement *s = db_get(&r->store->d,
                           "SELECT v.text FROM reports r JOIN versions v ON v.id ="
                           " r.version_id WHERE r.id = ?1 AND v.purged IS NULL");
  db_integer(s, 1, report);
  if (db_row(s)) out->text = text(r, s, 0);
  db_finish(s);
  if (r->failed)
    db_fail(&r->store->d, RASID_ERROR_MEMORY, "out of memory for the report");
  return r->store->d.error.status == RASID_OK;
}

const int64_t *store_reload_events(const store_reload *r) {
  return r->event_ids;
}

const int64_t *store_reload_tolls(const store_reload *r) {
  return r->toll_ids;
}
