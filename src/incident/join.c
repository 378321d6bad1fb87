/* join.c - a set of incidents that reports join one after another.
 *
 * Incidents are compared newest first, and only as far back as reports still tell of an
 * occurrence. What a report tells too vaguely to begin an incident waits, and tries again
 * when one begins.
 */
#include "incident/join_inside.h"

#include <stdlib.h>

static const char *const CATEGORIES[] = {"ASSAULT", "PROTEST"};
#define N_CATEGORIES (sizeof CATEGORIES / sizeof *CATEGORIES)

rasid_status rasid_incidents_new(rasid_incidents **set, rasid_error *error) {
  const allocator *alloc = allocator_default();
  *set = alloc->resize(alloc->context, NULL, sizeof **set);
  if (!*set)
    return error_set(error, RASID_ERROR_MEMORY, 0, "out of memory for incidents");
  memset(*set, 0, sizeof **set);
  arena_init(&(*set)->memory, alloc, 1 << 20, 0);
  arena_init(&(*set)->scratch, alloc, 1 << 16, 0);
  arena_init(&(*set)->shown, alloc, 1 << 16, 0);
  return RASID_OK;
}

void rasid_incidents_free(rasid_incidents *set) {
  if (!set) return;
  arena_free(&set->memory);
  arena_free(&set->scratch);
  arena_free(&set->shown);
  const allocator *alloc = allocator_default();
  alloc->resize(alloc->context, set, 0);
}

void rasid_report_init(rasid_report *report) {
  *report = (rasid_report){.struct_size = sizeof *report};
}

/* Is it too old for a report of that day? */
static bool too_old(const episode *incident, const episode *o) {
  int32_t day = episode_day(incident);
  if (day == INT32_MIN) day = incident->published;
  return day != INT32_MIN && o->published != INT32_MIN &&
         (int64_t)o->published - day > INCIDENT_DAYS;
}

/* The most that a report of the incident has of its wording in common with that of `o`,
 * an episode of one report. */
static double most_in_common(const rasid_incidents *set, const episode *incident,
                             const episode *o) {
  const wording *words = set->reports.items[o->events.items[0].report].words;
  double most = 0;
  uint32_t last = UINT32_MAX, n = 0;
  for (uint32_t i = incident->events.n; words && i-- > 0 && n < MAX_WORDINGS;) {
    uint32_t report = incident->events.items[i].report;
    if (report == last) continue;
    double share = wording_in_common(words, set->reports.items[report].words);
    if (share > most) most = share;
    last = report;
    n++;
  }
  return most;
}

/* How much speaks for the episode being of the incident: what they tell, and their
 * wording where nothing of that speaks against. */
static double alike(const rasid_incidents *set, const episode *o,
                    const episode *incident) {
  bool against;
  double points = likeness(o, incident, &against);
  if (against || points + MOST_WORDING_POINTS <= LIKE_ACROSS || !o->events.n)
    return points;
  return points + wording_points(most_in_common(set, incident, o));
}

/* Takes those out of the open incidents that are too old for `o`. Turns go by the day of
 * publication, and nothing more joins an incident that is not open: what is too old for
 * one is so for all that come later. */
static void close_old(rasid_incidents *set, const episode *o) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < set->open.n; i++) {
    uint32_t index = set->open.items[i];
    if (!too_old(&set->list.items[index], o)) set->open.items[n++] = index;
  }
  set->open.n = n;
}

/* The incident that `o` is most like, the newest of those it is as much like; NULL where
 * none is like it. */
static episode *most_like(rasid_incidents *set, const episode *o) {
  told_episode *told = &set->told.items[o->told];
  episode *best = NULL;
  double most = LIKE_ACROSS;
  bool some_old = false;
  for (uint32_t i = set->open.n; i-- > 0;) {
    episode *x = &set->list.items[set->open.items[i]];
    if (x->category != o->category) continue;
    if (too_old(x, o)) {
      some_old = true;
      continue;
    }
    double points = alike(set, o, x);
    if (points <= most) continue;
    most = points;
    best = x;
  }
  if (some_old) close_old(set, o);
  told->like = best ? (uint32_t)(best - set->list.items) : UINT32_MAX;
  told->points = best ? most : 0;
  return best;
}

/* Puts an episode into an incident of the list. */
static void join_one(rasid_incidents *set, episode *incident, const episode *o) {
  told_episode *told = &set->told.items[o->told];
  episode_add(&set->memory, incident, o);
  told->incident = (uint32_t)(incident - set->list.items);
  told->moved = true;
}

/* Those that waited and are like the incident that has just begun. */
static void let_join(rasid_incidents *set, episode *incident) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < set->waiting.n; i++) {
    episode *o = &set->waiting.items[i];
    if (o->category == incident->category && alike(set, o, incident) > LIKE_ACROSS)
      join_one(set, incident, o);
    else
      set->waiting.items[n++] = *o;
  }
  set->waiting.n = n;
}

/* What has waited too long is forgotten. */
static void forget_old(rasid_incidents *set, int32_t today) {
  uint32_t n = 0;
  if (today == INT32_MIN) return;
  for (uint32_t i = 0; i < set->waiting.n; i++) {
    const episode *o = &set->waiting.items[i];
    if (o->published == INT32_MIN || (int64_t)today - o->published <= WAITING_DAYS)
      set->waiting.items[n++] = *o;
  }
  set->waiting.n = n;
}

/* Notes that the report told it; its index. */
static uint32_t note_told(rasid_incidents *set, const episode *o) {
  uint32_t *events = arena_alloc(&set->memory, o->events.n, sizeof *events);
  for (uint32_t i = 0; events && i < o->events.n; i++)
    events[i] = o->events.items[i].event;
  told_episode *told = ARRAY_PUSH(&set->memory, &set->told);
  if (!told) return 0;
  *told = (told_episode){.report = set->reports.n - 1,
                         .category = o->category,
                         .events = events,
                         .n_events = events ? o->events.n : 0,
                         .incident = UINT32_MAX,
                         .like = UINT32_MAX};
  return set->told.n - 1;
}

/* A copy in the set's memory of what lies in scratch. */
static void put(rasid_incidents *set, void *list, const episode *o) {
  ARRAY(episode) *episodes_of_set = list;
  episode fresh = {.category = o->category,
                   .first_sentence = o->first_sentence,
                   .published = o->published,
                   .told = note_told(set, o)};
  episode_add(&set->memory, &fresh, o);
  episode *more = ARRAY_PUSH(&set->memory, episodes_of_set);
  if (more) *more = fresh;
}

/* Begins an incident, known to the caller by `key` (0: not yet). */
static episode *begin(rasid_incidents *set, const episode *o, int64_t key) {
  int64_t *keys = ARRAY_PUSH(&set->memory, &set->keys);
  episode *more = keys ? ARRAY_PUSH(&set->memory, &set->list) : NULL;
  if (!more) return NULL;
  *keys = key;
  *more = *o;
  told_episode *told = &set->told.items[o->told];
  told->incident = set->list.n - 1;
  told->moved = key == 0;
  return more;
}

/* Puts an episode where the caller says it was. */
static void put_back(rasid_incidents *set, const episode *o, int64_t key) {
  if (key == 0) {
    put(set, &set->waiting, o);
    return;
  }
  for (uint32_t i = set->list.n; i-- > 0;)
    if (set->keys.items[i] == key) {
      uint32_t told = note_told(set, o);
      if (set->memory.failed) return;
      episode_add(&set->memory, &set->list.items[i], o);
      set->told.items[told].incident = i;
      return;
    }
  ARRAY(episode) alone = {0};
  put(set, &alone, o);
  if (!set->memory.failed) begin(set, &alone.items[0], key);
}

/* The key of the first event of an episode that has one. */
static int64_t key_of(const episode *o, const int64_t *keys) {
  for (uint32_t i = 0; i < o->events.n; i++)
    if (keys[o->events.items[i].event] != 0) return keys[o->events.items[i].event];
  return 0;
}

/* `keys`: of each event, where it was joined before; NULL: the report is new. */
static rasid_status add(rasid_incidents *set, const rasid_report *from,
                        const int64_t *keys, rasid_error *error) {
  arena *keep = &set->memory;
  uint32_t index = set->reports.n;
  told_report *r = ARRAY_PUSH(keep, &set->reports);
  arena_reset(&set->scratch);
  if (r)
    *r = (told_report){.id = kept(keep, from->id),
                       .source = kept(keep, from->source),
                       .published = kept(keep, from->published),
                       .words = wording_read(&set->scratch, keep, from->text)};
  for (size_t k = 0; k < N_CATEGORIES && !keep->failed; k++) {
    episodes found;
    arena_reset(&set->scratch);
    episodes_read(&set->scratch, keep, from, index, CATEGORIES[k], &found);
    for (uint32_t i = 0; i < found.list.n && !keep->failed; i++) {
      const episode *o = &found.list.items[i];
      if (keys)
        put_back(set, o, key_of(o, keys));
      else
        put(set, &set->fresh, o);
    }
    if (set->scratch.failed) keep->failed = true;
  }
  if (!keep->failed) return RASID_OK;
  return error_set(error, RASID_ERROR_MEMORY, 0, "out of memory for incidents");
}

rasid_status rasid_incidents_add(rasid_incidents *set, const rasid_report *from,
                                 rasid_error *error) {
  if (set && from && from->struct_size == sizeof *from)
    return add(set, from, NULL, error);
  return error_set(error, RASID_ERROR_ARGUMENT, 0,
                   "no set of incidents, or no report (rasid_report_init)");
}

rasid_status rasid_incidents_add_joined(rasid_incidents *set, const rasid_report *from,
                                        const int64_t *keys, rasid_error *error) {
  if (set && from && keys && from->struct_size == sizeof *from)
    return add(set, from, keys, error);
  return error_set(error, RASID_ERROR_ARGUMENT, 0,
                   "no set of incidents, no report (rasid_report_init), or no keys");
}

/* When an episode's turn comes. */
typedef struct turn {
  int32_t day;
  uint32_t index; /* of `fresh`: as they came */
} turn;

static int by_turn(const void *a, const void *b) {
  const turn *x = a, *y = b;
  if (x->day != y->day) return x->day < y->day ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static void open_incident(rasid_incidents *set, uint32_t index) {
  uint32_t *more = ARRAY_PUSH(&set->memory, &set->open);
  if (more) *more = index;
}

/* Joins those that may begin an incident, or those that may not. */
static void join(rasid_incidents *set, const turn *turns, bool founding) {
  set->open.n = 0;
  for (uint32_t i = 0; i < set->list.n; i++) open_incident(set, i);
  for (uint32_t i = 0; i < set->fresh.n && !set->memory.failed; i++) {
    const episode *o = &set->fresh.items[turns[i].index];
    rasid_incident_turn what = set->told.items[o->told].turn;
    if (episode_founds(o) != founding || what == RASID_TURN_PASSES) continue;
    episode *incident = most_like(set, o);
    if (what == RASID_TURN_ASKS) continue;
    if (incident) {
      join_one(set, incident, o);
      continue;
    }
    episode *more = founding ? begin(set, o, 0) : ARRAY_PUSH(&set->memory, &set->waiting);
    if (!more) return;
    if (!founding) {
      *more = *o;
      continue;
    }
    open_incident(set, set->list.n - 1);
    let_join(set, more);
  }
}

rasid_status rasid_incidents_join(rasid_incidents *set, rasid_error *error) {
  if (!set) return error_set(error, RASID_ERROR_ARGUMENT, 0, "no set of incidents");
  arena_reset(&set->scratch);
  arena_reset(&set->shown);
  uint32_t n = set->fresh.n;
  turn *turns = arena_alloc(&set->scratch, n, sizeof *turns);
  if (turns && n) {
    for (uint32_t i = 0; i < n; i++) turns[i] = (turn){set->fresh.items[i].published, i};
    qsort(turns, n, sizeof *turns, by_turn);
    forget_old(set, turns[n - 1].day);
    join(set, turns, true);
    join(set, turns, false);
    set->fresh.n = 0;
  }
  if (turns && !set->memory.failed) return RASID_OK;
  return error_set(error, RASID_ERROR_MEMORY, 0, "out of memory for incidents");
}

rasid_status rasid_incidents_add_record(rasid_incidents *set,
                                        const rasid_document *document,
                                        const rasid_record *record, rasid_error *error) {
  if (!set || !document || !record)
    return error_set(error, RASID_ERROR_ARGUMENT, 0,
                     "no set of incidents, no document, or no record");
  rasid_report from;
  rasid_report_init(&from);
  from.id = rasid_record_id(record);
  from.source = document->source;
  from.published = document->published;
  from.written = rasid_record_written(record);
  from.text = document->text;
  arena *a = &set->shown;
  arena_reset(a);
  from.n_events = rasid_record_n_events(record);
  from.n_casualties = rasid_record_n_casualties(record);
  rasid_event *events = arena_alloc(a, from.n_events, sizeof *events);
  rasid_casualty *casualties = arena_alloc(a, from.n_casualties, sizeof *casualties);
  bool whole = events && casualties;
  for (size_t i = 0; whole && i < from.n_events; i++)
    whole = rasid_record_event(record, i, &events[i]);
  for (size_t i = 0; whole && i < from.n_casualties; i++)
    whole = rasid_record_casualty(record, i, &casualties[i]);
  if (!whole)
    return error_set(error, RASID_ERROR_MEMORY, 0, "out of memory for incidents");
  from.events = events;
  from.casualties = casualties;
  return rasid_incidents_add(set, &from, error);
}
