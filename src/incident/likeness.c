/* likeness.c - how much speaks for two episodes being one.
 *
 * Points for the place by the distance and by how exactly both are known, for the day,
 * for the figures and for the weapon, added up (the wording of their reports: join.c).
 * What is unknown of either speaks neither way; each of place and day can by itself keep
 * two apart.
 */
#include <math.h>

#include "incident/incident_inside.h"

static bool known(const site *s) {
  return s->rank >= RANK_DISTRICT && !isnan(s->lat) && !isnan(s->lon);
}

/* A town is a point within its surroundings: reports of one attack name the quarter, the
 * town, or the next one. */
double place_points(const site *a, const site *b) {
  if (!a || !b) return 0;
  double km = known(a) && known(b) ? distance_km(a->lat, a->lon, b->lat, b->lon) : -1;
  if (km >= 0 && km < 20) return 3;
  bool unknown = !known(a) || !known(b); /* its country is then a guess */
  if (unknown && a->rank >= RANK_TOWN && b->rank >= RANK_TOWN &&
      a->name_key == b->name_key)
    return 3;
  if (*a->country && *b->country && strcmp(a->country, b->country) != 0) return -5;
  if (km >= 0) return km < 60 ? 0 : -4;
  if (a->rank >= RANK_UNIT && b->rank >= RANK_UNIT && a->name_key == b->name_key)
    return a->rank > RANK_UNIT ? 3 : 2;
  if (a->unit_key && a->unit_key == b->unit_key) return 1;
  if (a->rank >= RANK_UNIT && b->rank >= RANK_UNIT) return -2;
  return 0.5;
}

/* An undated mention is of what happened before it was written, most likely lately. */
static double undated_points(int32_t day, int32_t written) {
  if (written == INT32_MIN) return 0;
  int32_t later = written - day;
  return later < -1 ? -5 : later <= 7 ? 0.8 : later <= 21 ? 0 : -5;
}

static double day_points(const episode *a, const episode *b) {
  int32_t x = episode_day(a), y = episode_day(b);
  if (x != INT32_MIN && y != INT32_MIN) {
    int64_t apart = x > y ? (int64_t)x - y : (int64_t)y - x;
    return apart == 0 ? 2 : apart == 1 ? 0.3 : apart == 2 ? -1 : -5;
  }
  if (x != INT32_MIN) return undated_points(x, b->published);
  if (y != INT32_MIN) return undated_points(y, a->published);
  if (a->published == INT32_MIN || b->published == INT32_MIN) return 0;
  int64_t apart = (int64_t)a->published - b->published;
  return apart >= -3 && apart <= 3 ? 0.5 : -1;
}

#define UNLIKE_TOLL (-1.5)

/* From 1 for figures that can be one to UNLIKE_TOLL for such as 2 and 30: tolls rise, but
 * by little. */
static double pair_points(const stated_toll *x, const stated_toll *y) {
  double low[2] = {(double)x->low, (double)y->low}, high[2];
  high[0] = x->high < 0 ? low[0] * 1.5 + 1 : (double)x->high;
  high[1] = y->high < 0 ? low[1] * 1.5 + 1 : (double)y->high;
  if (low[0] <= high[1] && low[1] <= high[0]) return 1;
  double a = (low[0] + high[0]) / 2 + 1, b = (low[1] + high[1]) / 2 + 1;
  double ratio = a < b ? a / b : b / a;
  return ratio <= 0.3 ? UNLIKE_TOLL
                      : UNLIKE_TOLL + (1 - UNLIKE_TOLL) * (ratio - 0.3) / 0.7;
}

/* Figures looked at of each, so that an incident of thousands of reports costs no more.
 */
#define MAX_TOLLS 24u

static double toll_points(const episode *a, const episode *b) {
  bool compared = false;
  double best = UNLIKE_TOLL;
  for (uint32_t i = 0; i < a->tolls.n && i < MAX_TOLLS; i++) {
    const stated_toll *x = &a->tolls.items[i];
    for (uint32_t k = 0; k < b->tolls.n && k < MAX_TOLLS; k++) {
      const stated_toll *y = &b->tolls.items[k];
      if (x->kind != COUNTED_KILLED || y->kind != COUNTED_KILLED) continue;
      double points = pair_points(x, y);
      if (points > best) best = points;
      compared = true;
    }
  }
  return compared ? best : 0;
}

static double weapon_points(const episode *a, const episode *b) {
  if (!a->weapons || !b->weapons) return 0;
  return a->weapons & b->weapons ? 0.8 : -3;
}

/* From a tenth on the one is written from the other, from a third on it is a copy. Which
 * of the things the two tell is the same one, wording does not know: callers let it speak
 * where nothing speaks against. */
double wording_points(double in_common) {
  return in_common >= 1.0 / 3 ? MOST_WORDING_POINTS : in_common >= 0.1 ? 1 : 0;
}

double likeness(const episode *a, const episode *b, bool *against) {
  double points[] = {place_points(episode_site(a), episode_site(b)), day_points(a, b),
                     toll_points(a, b), weapon_points(a, b)};
  double sum = 0;
  if (against) *against = false;
  for (unsigned i = 0; i < sizeof points / sizeof *points; i++) {
    sum += points[i];
    if (against && points[i] < 0) *against = true;
  }
  return sum;
}
