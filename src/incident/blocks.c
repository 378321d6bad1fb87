/* blocks.c - what is needed to join incidents in blocks.
 *
 * An episode that comes to a set is compared with the incidents there. It can be like one
 * of them only if it is not apart from it by the place or by the day alone; what can be
 * told of that from the places and days of all episodes of a block is told here. An
 * incident's place is a place of one of its episodes, and so is its day.
 */
#include <stdlib.h>

#include "incident/join_inside.h"

void rasid_incidents_set_turn(rasid_incidents *set, size_t i, rasid_incident_turn turn) {
  if (i < rasid_incidents_n_episodes(set)) set->told.items[i].turn = turn;
}

bool rasid_incidents_answer(const rasid_incidents *set, size_t i,
                            rasid_incident_answer *answer) {
  if (!answer || i >= rasid_incidents_n_episodes(set)) return false;
  const told_episode *told = &set->told.items[i];
  *answer = (rasid_incident_answer){SIZE_MAX, SIZE_MAX, 0};
  if (told->like == UINT32_MAX) return true;
  answer->incident = told->like;
  answer->founder = set->list.items[told->like].told;
  answer->points = told->points;
  return true;
}

/* ---- what an episode is ---- */

/* That of the set's episodes which is the i-th told; NULL where it was joined. */
static const episode *fresh_one(const rasid_incidents *set, size_t i) {
  uint32_t low = 0,
           high = set->fresh.n; /* they are in the order in which they were told */
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (set->fresh.items[mid].told < i)
      low = mid + 1;
    else
      high = mid;
  }
  return low < set->fresh.n && set->fresh.items[low].told == i ? &set->fresh.items[low]
                                                               : NULL;
}

static rasid_place place_of(const site *s) {
  return (rasid_place){.name = s->name,
                       .admin1 = s->admin1,
                       .country = s->country,
                       .lat = s->lat,
                       .lon = s->lon,
                       .precision = s->precision,
                       .relation = "",
                       .basis = ""};
}

static void take_day(rasid_incident_facts *facts, int32_t day) {
  if (day == INT32_MIN) return;
  if (facts->first_day == INT32_MIN || day < facts->first_day) facts->first_day = day;
  if (day > facts->last_day) facts->last_day = day;
}

bool rasid_incidents_facts(rasid_incidents *set, size_t i, rasid_incident_facts *facts) {
  const episode *o = set && facts ? fresh_one(set, i) : NULL;
  rasid_place *places = o ? arena_alloc(&set->shown, o->sites.n, sizeof *places) : NULL;
  if (!places) return false;
  const site *best = episode_site(o);
  size_t n = 0;
  if (best) places[n++] = place_of(best);
  for (uint32_t k = 0; k < o->sites.n; k++)
    if (&o->sites.items[k] != best) places[n++] = place_of(&o->sites.items[k]);
  *facts = (rasid_incident_facts){.founds = episode_founds(o),
                                  .published = o->published,
                                  .day = episode_day(o),
                                  .first_day = INT32_MIN,
                                  .last_day = INT32_MIN,
                                  .places = places,
                                  .n_places = n};
  take_day(facts, o->published);
  for (uint32_t k = 0; k < o->days.n; k++) take_day(facts, o->days.items[k].day);
  return true;
}

/* ---- apart ---- */

/* See day_points and too_old, whose limits these are. */
enum { DAYS_APART = 2, DAYS_WRITTEN_BEFORE = 1, DAYS_WRITTEN_AFTER = 21 };

static bool apart_in_time(const rasid_incident_facts *o, const rasid_incident_block *b) {
  if (b->first_day == INT32_MIN || b->last_day == INT32_MIN) return false;
  int64_t first = b->first_day, last = b->last_day, written = o->published;
  if (written != INT32_MIN && written - last > INCIDENT_DAYS) return true;
  if (o->day != INT32_MIN)
    return last < (int64_t)o->day - DAYS_APART ||
           first > (int64_t)o->day + DAYS_WRITTEN_AFTER;
  /* An undated one that founds comes before what is published later has begun. */
  return written != INT32_MIN && o->founds && first > written + DAYS_WRITTEN_BEFORE;
}

bool rasid_incident_apart(const rasid_incident_facts *o, const rasid_incident_block *b) {
  if (!o || !b || apart_in_time(o, b)) return o && b;
  if (o->n_places == 0 || b->nowhere) return false;
  site here = site_of(&o->places[0]);
  for (size_t i = 0; i < b->n_places; i++) {
    site there = site_of(&b->places[i]);
    double points = place_points(&here, &there);
    if (points >= 0 || points + MOST_BESIDES_PLACE > LIKE_ACROSS) return false;
  }
  return true;
}
