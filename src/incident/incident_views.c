/* incident_views.c - incidents as the C API shows them.
 *
 * Of each report the figures nearest to its highest are shown: the others are parts and
 * tolls of what it compares with. A figure with a bound («at least 14») stands for the
 * same one without.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "incident/join_inside.h"
#include "record/record_inside.h"

static const char *kind_name(counted kind) {
  static const char *const names[] = {"killed", "wounded", "killed_or_wounded",
                                      "killed_attackers"};
  return names[kind];
}

/* A figure and where it stands among those of its incident. */
typedef struct ranked {
  const stated_toll *toll;
  uint32_t index;
} ranked;

static int compare(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

/* By report, kind, figure; of one figure the open ones («at least») first. */
static int by_figure(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  int order = compare(x->toll->report, y->toll->report);
  if (!order) order = compare(x->toll->kind, y->toll->kind);
  if (!order) order = compare(x->toll->low, y->toll->low);
  if (!order) order = compare(x->toll->high, y->toll->high);
  return order ? order : compare(x->index, y->index);
}

static bool same_list(const stated_toll *a, const stated_toll *b) {
  return a->report == b->report && a->kind == b->kind;
}

/* Which figures are parts of what their report tells, or the same as another of it. The
 * list is sorted; figures of one report and kind end with the highest. */
static void mark_those_that_give_way(const ranked *list, uint32_t n, bool *gives_way) {
  uint32_t end = 0, first = 0; /* of the list; of the same figure */
  for (uint32_t i = 0; i < n; i++) {
    const stated_toll *t = list[i].toll;
    if (i == end) {
      while (end < n && same_list(list[end].toll, t)) end++;
      first = i;
    }
    if (list[first].toll->low != t->low) first = i;
    bool part = t->low * 10 < list[end - 1].toll->low * 6;
    bool repeated = i > first && list[i - 1].toll->high == t->high;
    bool open = list[first].toll->high < 0 && t->high == t->low;
    gives_way[list[i].index] = part || repeated || open;
  }
}

/* Of every figure; NULL when out of memory. */
static const bool *find_those_that_give_way(rasid_incidents *set, const episode *o) {
  uint32_t n = o->tolls.n;
  ranked *list = arena_alloc(&set->shown, n, sizeof *list);
  bool *gives_way = arena_alloc(&set->shown, n, sizeof *gives_way);
  if (!list || !gives_way) return NULL;
  for (uint32_t i = 0; i < n; i++) list[i] = (ranked){&o->tolls.items[i], i};
  if (n) qsort(list, n, sizeof *list, by_figure);
  mark_those_that_give_way(list, n, gives_way);
  return gives_way;
}

static void show_claims(rasid_incidents *set, const episode *o, rasid_incident *v) {
  rasid_incident_claim *claims = arena_alloc(&set->shown, o->tolls.n, sizeof *claims);
  const bool *gives_way = find_those_that_give_way(set, o);
  size_t n = 0;
  for (uint32_t i = 0; claims && gives_way && i < o->tolls.n; i++) {
    const stated_toll *t = &o->tolls.items[i];
    const told_report *r = &set->reports.items[t->report];
    if (gives_way[i]) continue;
    claims[n++] = (rasid_incident_claim){.report = r->id,
                                         .source = r->source,
                                         .published = r->published,
                                         .kind = kind_name(t->kind),
                                         .low = t->low,
                                         .high = t->high,
                                         .approx = t->approx,
                                         .anonymous = t->anonymous,
                                         .text = t->words,
                                         .claimant = t->claimant,
                                         .country = t->country,
                                         .sector = t->sector,
                                         .claim_kind = t->claim_kind};
  }
  v->claims = claims;
  v->n_claims = n;
}

bool rasid_incidents_claim_toll(rasid_incidents *set, size_t i, size_t k, size_t *report,
                                uint32_t *casualty) {
  if (i >= rasid_incidents_n(set)) return false;
  const episode *o = &set->list.items[i];
  const bool *gives_way = find_those_that_give_way(set, o);
  size_t n = 0;
  for (uint32_t t = 0; gives_way && t < o->tolls.n; t++) {
    if (gives_way[t] || n++ != k) continue;
    *report = o->tolls.items[t].report;
    *casualty = o->tolls.items[t].casualty;
    return true;
  }
  return false;
}

static void show_reports(rasid_incidents *set, const episode *o, rasid_incident *v) {
  rasid_text *ids = arena_alloc(&set->shown, o->events.n, sizeof *ids);
  size_t n = 0;
  set->view++;
  for (uint32_t i = 0; ids && i < o->events.n; i++) {
    told_report *r = &set->reports.items[o->events.items[i].report];
    if (r->view != set->view) ids[n++] = r->id;
    r->view = set->view;
  }
  v->reports = ids;
  v->n_reports = n;
}

/* `votes` is an episode's actors or recipients; the most often named first. */
static const rasid_incident_side *show_sides(rasid_incidents *set, const side_vote *votes,
                                             uint32_t n) {
  rasid_incident_side *sides = arena_alloc(&set->shown, n, sizeof *sides);
  for (uint32_t i = 0; sides && i < n; i++) {
    rasid_incident_side s = {votes[i].country, votes[i].sector,  votes[i].label,
                             votes[i].votes,   votes[i].claimed, votes[i].blamed};
    uint32_t k = i;
    for (; k > 0 && sides[k - 1].n_events < s.n_events; k--) sides[k] = sides[k - 1];
    sides[k] = s;
  }
  return sides;
}

static void show_place(const site *s, rasid_incident *v) {
  v->has_place = s != NULL;
  v->place = (rasid_place){.lat = NAN,
                           .lon = NAN,
                           .country = "",
                           .precision = "",
                           .basis = "",
                           .relation = ""};
  if (!s) return;
  v->place.name = s->name;
  v->place.admin1 = s->admin1;
  v->place.country = s->country;
  v->place.lat = s->lat;
  v->place.lon = s->lon;
  v->place.precision = s->precision;
}

static rasid_text day_text(arena *a, int32_t day) {
  char text[16];
  if (day == INT32_MIN) return (rasid_text){NULL, 0};
  return kept(a, (rasid_text){text, record_day(day, text)});
}

int64_t rasid_incidents_key(const rasid_incidents *set, size_t i) {
  return i < rasid_incidents_n(set) ? set->keys.items[i] : 0;
}

void rasid_incidents_set_key(rasid_incidents *set, size_t i, int64_t key) {
  if (i < rasid_incidents_n(set)) set->keys.items[i] = key;
}

size_t rasid_incidents_n_episodes(const rasid_incidents *set) {
  return set ? set->told.n : 0;
}

bool rasid_incidents_episode(const rasid_incidents *set, size_t i,
                             rasid_incident_episode *e) {
  if (!e || i >= rasid_incidents_n_episodes(set)) return false;
  const told_episode *told = &set->told.items[i];
  *e = (rasid_incident_episode){
      .report = told->report,
      .category = told->category,
      .events = told->events,
      .n_events = told->n_events,
      .incident = told->incident == UINT32_MAX ? SIZE_MAX : told->incident,
      .moved = told->moved};
  return true;
}

size_t rasid_incidents_n(const rasid_incidents *set) {
  return set ? set->list.n : 0;
}

bool rasid_incidents_at(rasid_incidents *set, size_t i, rasid_incident *v) {
  char id[24];
  if (!v || i >= rasid_incidents_n(set)) return false;
  const episode *o = &set->list.items[i];
  arena *a = &set->shown;
  int64_t key = set->keys.items[i];
  int n = key != 0 ? snprintf(id, sizeof id, "i%lld", (long long)key)
                   : snprintf(id, sizeof id, "i%zu", i);
  *v = (rasid_incident){.category = o->category};
  v->id = kept(a, (rasid_text){id, n > 0 ? (size_t)n : 0});
  v->date = day_text(a, episode_day(o));
  show_place(episode_site(o), v);
  for (unsigned k = 0; episode_mode(k) && v->n_modes < 8; k++)
    if (o->modes & 1u << k) v->modes[v->n_modes++] = episode_mode(k);
  v->actors = show_sides(set, o->actors.items, o->actors.n);
  v->n_actors = o->actors.n;
  v->recipients = show_sides(set, o->recipients.items, o->recipients.n);
  v->n_recipients = o->recipients.n;
  show_reports(set, o, v);
  show_claims(set, o, v);
  return !a->failed;
}
