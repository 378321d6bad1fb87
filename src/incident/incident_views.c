/* incident_views.c - incidents as the C API shows them.
 *
 * Of each report the figures nearest to its highest are shown: the others are parts and
 * tolls of what it compares with. A figure with a bound («at least 14») stands for the
 * same one without.
 */
#include <math.h>
#include <stdio.h>

#include "incident/join_inside.h"

rasid_text report_text(arena *a, rasid_text text) {
  char *copy = text.data ? arena_copy(a, text.data, text.size) : NULL;
  return copy ? (rasid_text){copy, text.size} : (rasid_text){NULL, 0};
}

static const char *kind_name(toll_kind kind) {
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

/* The civil day of days since 1970-01-01 (Howard Hinnant's civil_from_days). */
static rasid_text day_text(arena *a, int32_t day) {
  char text[24];
  if (day == INT32_MIN) return (rasid_text){NULL, 0};
  int64_t z = (int64_t)day + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  int64_t in_era = z - era * 146097;
  int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  int64_t in_year = in_era - (365 * y + y / 4 - y / 100), m = (5 * in_year + 2) / 153;
  int64_t d = in_year - (153 * m + 2) / 5 + 1;
  m += m < 10 ? 3 : -9;
  y += era * 400 + (m <= 2);
  int n = snprintf(text, sizeof text, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
  return report_text(a, (rasid_text){text, n > 0 ? (size_t)n : 0});
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
  v->id = report_text(a, (rasid_text){id, n > 0 ? (size_t)n : 0});
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
