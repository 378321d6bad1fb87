/* incident_views.c - incidents as the C API shows them.
 *
 * Of each report the figures nearest to its highest are shown: the others are parts and
 * tolls of what it compares with. A figure with a bound («at least 14») stands for the
 * same one without.
 */
#include <math.h>
#include <stdio.h>

#include "incident/join_inside.h"
#include "record/record_inside.h"

static const char *kind_name(counted kind) {
  static const char *const names[] = {"killed", "wounded", "killed_or_wounded",
                                      "killed_attackers"};
  return names[kind];
}

static int64_t highest(const episode *o, const stated_toll *t) {
  int64_t top = 0;
  for (uint32_t k = 0; k < o->tolls.n; k++) {
    const stated_toll *other = &o->tolls.items[k];
    if (other->report == t->report && other->kind == t->kind && other->low > top)
      top = other->low;
  }
  return top;
}

/* Is it a part of what its report tells, or the same as another figure of it? */
static bool gives_way(const episode *o, uint32_t i) {
  const stated_toll *t = &o->tolls.items[i];
  if (t->low * 10 < highest(o, t) * 6) return true;
  for (uint32_t k = 0; k < o->tolls.n; k++) {
    const stated_toll *other = &o->tolls.items[k];
    if (k == i || other->report != t->report || other->kind != t->kind ||
        other->low != t->low)
      continue;
    if (other->high == t->high && k < i) return true;
    if (other->high < 0 && t->high == t->low) return true;
  }
  return false;
}

static void show_claims(rasid_incidents *set, const episode *o, rasid_incident *v) {
  rasid_incident_claim *claims = arena_alloc(&set->shown, o->tolls.n, sizeof *claims);
  size_t n = 0;
  for (uint32_t i = 0; claims && i < o->tolls.n; i++) {
    const stated_toll *t = &o->tolls.items[i];
    const told_report *r = &set->reports.items[t->report];
    if (gives_way(o, i)) continue;
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

static void show_reports(rasid_incidents *set, const episode *o, rasid_incident *v) {
  rasid_text *ids = arena_alloc(&set->shown, o->events.n, sizeof *ids);
  size_t n = 0;
  uint32_t last = UINT32_MAX;
  for (uint32_t i = 0; ids && i < o->events.n; i++) {
    uint32_t r = o->events.items[i].report;
    bool shown = r == last;
    for (uint32_t k = 0; !shown && k < i; k++) shown = o->events.items[k].report == r;
    last = r;
    if (!shown) ids[n++] = set->reports.items[r].id;
  }
  v->reports = ids;
  v->n_reports = n;
}

/* `votes` is an episode's actors or recipients; the most often named first. */
static const rasid_incident_side *show_sides(rasid_incidents *set, const side_vote *votes,
                                             uint32_t n) {
  rasid_incident_side *sides = arena_alloc(&set->shown, n, sizeof *sides);
  for (uint32_t i = 0; sides && i < n; i++) {
    rasid_incident_side s = {votes[i].country, votes[i].sector, votes[i].label,
                             votes[i].votes};
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

size_t rasid_incidents_n(const rasid_incidents *set) {
  return set ? set->list.n : 0;
}

bool rasid_incidents_at(rasid_incidents *set, size_t i, rasid_incident *v) {
  char id[24];
  if (!v || i >= rasid_incidents_n(set)) return false;
  const episode *o = &set->list.items[i];
  arena *a = &set->shown;
  int n = snprintf(id, sizeof id, "i%zu", i);
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
