/* episode.c - from the events of a report to the episodes it tells of.
 *
 * Events in text order join the episode they are most like, or begin one; events that
 * the record already links (`same_as`) need less. What did not happen, or long ago, tells
 * of nothing; what has neither place, day nor figure goes with what was told last.
 */
#include <math.h>
#include <stdlib.h>

#include "incident/incident_inside.h"
#include "mention/mention.h"

/* Events before the report by more days are background, of its future by more a mistake.
 */
#define MAX_DAYS_BEFORE 20
#define MAX_DAYS_AFTER 2
/* Points that a link of the record is worth. */
#define LINK_POINTS 3.0
/* What merges two episodes once both are gathered. */
#define LIKE_GATHERED 2.0

/* Weapons of the modes: two episodes with different ones are hardly one. */
static const struct {
  const char *mode;
  uint32_t weapon;
} modes[] = {
    {"aerial", 1},        {"drone", 1},          {"explosives", 2}, {"suicide-attack", 2},
    {"heavy-weapons", 4}, {"firearms", 8},       {"primitive", 16}, {"beat", 32},
    {"abduct", 64},       {"torture", 32},       {"execute", 128},  {"sexual", 256},
    {"cleansing", 0},     {"unconventional", 0}, {"targeted", 0},   {"destroy", 0},
    {"crowd-control", 0}, {"vehicle", 0},        {"riot", 0},       {"demo", 0},
    {"hunger", 0},        {"strike", 0},         {"boycott", 0},    {"obstruct", 0}};
#define N_MODES (sizeof modes / sizeof *modes)

const char *episode_mode(unsigned i) {
  return i < N_MODES ? modes[i].mode : NULL;
}

/* ---- days ---- */

static bool digits(const char *s, size_t n, int *value) {
  *value = 0;
  for (size_t i = 0; i < n; i++) {
    if (s[i] < '0' || s[i] > '9') return false;
    *value = *value * 10 + (s[i] - '0');
  }
  return true;
}

int32_t day_of_text(rasid_text text) {
  int y, m, d;
  if (text.size < 10 || memchr(text.data, '/', text.size)) return INT32_MIN;
  const char *s = text.data;
  if (!digits(s, 4, &y) || s[4] != '-' || !digits(s + 5, 2, &m) || s[7] != '-' ||
      !digits(s + 8, 2, &d) || m < 1 || m > 12 || d < 1 || d > 31)
    return INT32_MIN;
  return calendar_days(y, m, d);
}

/* ---- votes ---- */

static uint64_t key_of(rasid_text t) {
  return t.size ? hash_bytes(t.data, t.size, 1) : 0;
}

rasid_text kept(arena *a, rasid_text t) {
  char *copy = t.data ? arena_copy(a, t.data, t.size) : NULL;
  return copy ? (rasid_text){copy, t.size} : (rasid_text){NULL, 0};
}

static void put_code(char out[4], const char *code) {
  memset(out, 0, 4);
  for (unsigned i = 0; i < 3 && code && code[i]; i++) out[i] = code[i];
}

/* The precisions of places in the order of the ranks; a point is as exact as a town. */
static const char *const PRECISIONS[] = {"country", "region", "admin1",
                                         "admin2",  "town",   "point"};

static unsigned precision_of(const char *precision) {
  unsigned i = 0;
  while (i < 5 && strcmp(precision, PRECISIONS[i]) != 0) i++;
  return i;
}

static void vote_site(arena *a, episode *o, const site *s) {
  for (uint32_t i = 0; i < o->sites.n; i++) {
    site *known = &o->sites.items[i];
    if (known->name_key != s->name_key || strcmp(known->country, s->country) != 0)
      continue;
    known->votes += s->votes;
    return;
  }
  site *more = ARRAY_PUSH(a, &o->sites);
  if (more) *more = *s;
}

static void vote_day(arena *a, episode *o, int32_t day, uint32_t votes) {
  for (uint32_t i = 0; i < o->days.n; i++)
    if (o->days.items[i].day == day) {
      o->days.items[i].votes += votes;
      return;
    }
  day_vote *more = ARRAY_PUSH(a, &o->days);
  if (more) *more = (day_vote){day, votes};
}

typedef ARRAY(side_vote) side_votes;

/* `list` is an episode's actors or recipients. */
static void vote_side(arena *a, void *list, const side_vote *s) {
  side_votes *votes = list;
  for (uint32_t i = 0; i < votes->n; i++) {
    side_vote *known = &votes->items[i];
    if (strcmp(known->country, s->country) != 0 || strcmp(known->sector, s->sector) != 0)
      continue;
    known->votes += s->votes;
    known->claimed += s->claimed;
    known->blamed += s->blamed;
    return;
  }
  side_vote *more = ARRAY_PUSH(a, votes);
  if (more) *more = *s;
}

const site *episode_site(const episode *o) {
  const site *best = NULL;
  for (uint32_t i = 0; i < o->sites.n; i++) {
    const site *s = &o->sites.items[i];
    bool exact = s->rank >= RANK_UNIT, best_exact = best && best->rank >= RANK_UNIT;
    if (!best || exact > best_exact ||
        (exact == best_exact &&
         s->votes * (1 + s->rank) > best->votes * (1 + best->rank)))
      best = s;
  }
  return best;
}

int32_t episode_day(const episode *o) {
  const day_vote *best = NULL;
  for (uint32_t i = 0; i < o->days.n; i++) {
    const day_vote *d = &o->days.items[i];
    if (!best || d->votes > best->votes ||
        (d->votes == best->votes && d->day < best->day))
      best = d;
  }
  return best ? best->day : INT32_MIN;
}

/* ---- one event ---- */

site site_of(const rasid_place *p) {
  unsigned precision = precision_of(p->precision);
  site s = {.name = p->name,
            .admin1 = p->admin1,
            .name_key = key_of(p->name),
            .unit_key = key_of(p->admin1.size ? p->admin1 : p->name),
            .lat = p->lat,
            .lon = p->lon,
            .rank = precision < RANK_TOWN ? precision : RANK_TOWN,
            .precision = PRECISIONS[precision],
            .votes = 1};
  put_code(s.country, p->country);
  if (s.rank < RANK_UNIT) s.unit_key = 0; /* a unit is its own, a country has none */
  return s;
}

static void read_place(arena *a, arena *keep, const rasid_place *p, episode *o) {
  if (!p) return;
  site s = site_of(p);
  o->stated = !strcmp(p->basis, "stated");
  s.name = kept(keep, p->name);
  s.admin1 = kept(keep, p->admin1);
  s.votes = o->stated ? 2 : 1;
  vote_site(a, o, &s);
}

/* Does the party that acts say so itself? It has claimed responsibility, or who is
 * credited has its codes: the spokesman of an army speaks for it. */
static bool claims_it(const rasid_claim *by, const rasid_entity *party) {
  if (!strcmp(by->kind, "claimed_responsibility")) return true;
  return *party->country && *party->sector &&
         !strcmp(by->claimant.country, party->country) &&
         !strcmp(by->claimant.sector, party->sector);
}

/* `by`: who is credited with what the event tells of the list; NULL: it does not matter.
 */
static void read_sides(arena *a, arena *keep, const rasid_entity *list, size_t n,
                       const rasid_claim *by, void *votes) {
  for (size_t i = 0; i < n; i++) {
    if (!*list[i].country && !*list[i].sector) continue;
    side_vote s = {.label = kept(keep, list[i].label_en), .votes = 1};
    put_code(s.country, list[i].country);
    put_code(s.sector, list[i].sector);
    if (by && *by->kind) {
      s.claimed = claims_it(by, &list[i]);
      s.blamed = !s.claimed;
    }
    vote_side(a, votes, &s);
  }
}

static void read_modes(const rasid_event *e, episode *o) {
  for (size_t i = 0; i < e->n_modes; i++)
    for (unsigned k = 0; k < N_MODES; k++)
      if (!strcmp(e->modes[i], modes[k].mode)) {
        o->modes |= 1u << k;
        o->weapons |= modes[k].weapon;
      }
}

/* Words such as «victims» or «some» tell that there are dead, not how many. */
static bool says_how_many(const rasid_casualty *c) {
  return c->high >= 0 || c->low > 3;
}

/* What a toll counts, N_COUNTED where it is none of these. */
static counted kind_of(const rasid_casualty *c) {
  if (!strcmp(c->kind, "killed"))
    return !strcmp(c->side, "actor") ? COUNTED_KILLED_ATTACKERS : COUNTED_KILLED;
  if (!strcmp(c->kind, "wounded") && strcmp(c->side, "actor") != 0)
    return COUNTED_WOUNDED;
  return !strcmp(c->kind, "killed_or_wounded") ? COUNTED_KILLED_OR_WOUNDED : N_COUNTED;
}

/* The tolls of a report that stand by themselves, no part of another and not replaced, by
 * the event that has them. */
typedef struct toll_lists {
  counted *kinds;  /* of each toll; N_COUNTED: it does not count */
  uint32_t *first; /* of each event: index + 1 of its first toll, 0 none */
  uint32_t *next;  /* of each toll: index + 1 of the next of its event */
} toll_lists;

static bool list_tolls(arena *a, const rasid_report *from, toll_lists *t) {
  size_t n = from->n_casualties;
  t->kinds = arena_alloc(a, n, sizeof *t->kinds);
  t->first = arena_zero(a, from->n_events, sizeof *t->first);
  t->next = arena_zero(a, n, sizeof *t->next);
  if (!t->kinds || !t->first || !t->next) return false;
  for (size_t i = 0; i < n; i++) {
    const rasid_casualty *c = &from->casualties[i];
    bool stands = c->part_of < 0 && !strcmp(c->status, "actual") && says_how_many(c);
    t->kinds[i] = stands ? kind_of(c) : N_COUNTED;
  }
  for (size_t i = 0; i < n; i++) {
    int32_t replaced = from->casualties[i].replaces;
    if (replaced >= 0 && (size_t)replaced < n) t->kinds[replaced] = N_COUNTED;
  }
  for (size_t i = n; i-- > 0;) {
    int32_t event = from->casualties[i].event;
    if (t->kinds[i] == N_COUNTED || event < 0 || (size_t)event >= from->n_events)
      continue;
    t->next[i] = t->first[event];
    t->first[event] = (uint32_t)i + 1;
  }
  return true;
}

static bool same_bounds(const rasid_casualty *a, const rasid_casualty *b) {
  return a->low == b->low && a->high == b->high;
}

static stated_toll toll_of(arena *keep, const rasid_report *from, const rasid_casualty *c,
                           uint32_t report) {
  const rasid_claim *by = &c->claim;
  stated_toll t = {
      .report = report,
      .casualty = (uint32_t)(c - from->casualties),
      .kind = kind_of(c),
      .low = c->low,
      .high = c->high,
      .approx = c->approx,
      .words = kept(keep, c->span.text),
      .claimant = kept(keep, by->claimant.label_en.data ? by->claimant.label_en
                                                        : by->claimant.span.text),
      .claim_kind = kept(keep, (rasid_text){by->kind, strlen(by->kind)}),
      .anonymous = by->anonymous};
  put_code(t.country, by->claimant.country);
  put_code(t.sector, by->claimant.sector);
  return t;
}

/* The tolls that an event states: «ten soldiers and three workers» are thirteen, the same
 * number twice is one. */
static void read_tolls(arena *a, arena *keep, const rasid_report *from,
                       const toll_lists *tolls, size_t event, uint32_t report,
                       episode *o) {
  for (unsigned kind = 0; kind < N_COUNTED; kind++) {
    const rasid_casualty *last = NULL;
    stated_toll sum = {0};
    for (uint32_t i = tolls->first[event]; i; i = tolls->next[i - 1]) {
      const rasid_casualty *c = &from->casualties[i - 1];
      if (tolls->kinds[i - 1] != kind || (last && same_bounds(c, last))) continue;
      if (!last) {
        sum = toll_of(keep, from, c, report);
      } else {
        sum.low += c->low;
        sum.high = sum.high < 0 || c->high < 0 ? -1 : sum.high + c->high;
      }
      last = c;
    }
    stated_toll *more = last ? ARRAY_PUSH(a, &o->tolls) : NULL;
    if (more) *more = sum;
  }
}

static void read_event(arena *a, arena *keep, const rasid_report *from,
                       const toll_lists *tolls, size_t i, uint32_t report,
                       const char *category, episode *o) {
  const rasid_event *e = &from->events[i];
  *o = (episode){.category = category, .first_sentence = e->sentence};
  o->published = day_of_text(from->published);
  if (o->published == INT32_MIN) o->published = day_of_text(from->written);
  read_place(a, keep, e->place, o);
  int32_t day = day_of_text(e->date);
  if (day != INT32_MIN) vote_day(a, o, day, !strcmp(e->date_basis, "stated") ? 2 : 1);
  read_modes(e, o);
  read_sides(a, keep, e->actors, e->n_actors, &e->claim, &o->actors);
  read_sides(a, keep, e->recipients, e->n_recipients, NULL, &o->recipients);
  read_tolls(a, keep, from, tolls, i, report, o);
  event_link *link = ARRAY_PUSH(a, &o->events);
  if (link) *link = (event_link){report, (uint32_t)i};
}

void episode_add(arena *a, episode *into, const episode *from) {
  for (uint32_t i = 0; i < from->sites.n; i++) vote_site(a, into, &from->sites.items[i]);
  for (uint32_t i = 0; i < from->days.n; i++)
    vote_day(a, into, from->days.items[i].day, from->days.items[i].votes);
  for (uint32_t i = 0; i < from->actors.n; i++)
    vote_side(a, &into->actors, &from->actors.items[i]);
  for (uint32_t i = 0; i < from->recipients.n; i++)
    vote_side(a, &into->recipients, &from->recipients.items[i]);
  for (uint32_t i = 0; i < from->tolls.n; i++) {
    stated_toll *t = ARRAY_PUSH(a, &into->tolls);
    if (t) *t = from->tolls.items[i];
  }
  for (uint32_t i = 0; i < from->events.n; i++) {
    event_link *link = ARRAY_PUSH(a, &into->events);
    if (link) *link = from->events.items[i];
  }
  into->weapons |= from->weapons;
  into->modes |= from->modes;
  into->stated |= from->stated;
  if (from->first_sentence < into->first_sentence)
    into->first_sentence = from->first_sentence;
  if (into->published == INT32_MIN ||
      (from->published != INT32_MIN && from->published < into->published))
    into->published = from->published;
}

/* ---- a report ---- */

/* The first day of a range of a few days, which is not exact but near enough to tell what
 * is background; INT32_MIN of anything else. */
static int32_t week_of_text(rasid_text date) {
  if (date.size != 21 || date.data[10] != '/') return INT32_MIN;
  int32_t from = day_of_text((rasid_text){date.data, 10});
  int32_t to = day_of_text((rasid_text){date.data + 11, 10});
  bool known = from != INT32_MIN && to != INT32_MIN;
  return known && to >= from && to - from <= 7 ? from : INT32_MIN;
}

/* Is its date one long ago, or none that a day can be told from? */
static bool background(const rasid_event *e, const episode *o) {
  if (!e->date.data) return false;
  int32_t day = episode_day(o);
  if (day == INT32_MIN) day = week_of_text(e->date);
  if (day == INT32_MIN) return true;
  if (o->published == INT32_MIN) return false;
  return (int64_t)o->published - day > MAX_DAYS_BEFORE ||
         (int64_t)day - o->published > MAX_DAYS_AFTER;
}

static bool happened(const rasid_event *e) {
  return !strcmp(e->status, "actual") || !strcmp(e->status, "denied");
}

static bool says_nothing(const episode *o) {
  return !o->sites.n && !o->days.n && !o->tolls.n;
}

/* The episode of the list that `o` goes with; NULL none. `linked` is the one of the
 * event that the record links it to, or NULL. */
static episode *goes_with(episodes *out, const episode *o, const episode *linked) {
  episode *best = NULL;
  double most = LIKE_IN_REPORT;
  for (uint32_t i = 0; i < out->list.n; i++) {
    episode *x = &out->list.items[i];
    double points = likeness(o, x, NULL) + (x == linked ? LINK_POINTS : 0);
    if (points <= most) continue;
    most = points;
    best = x;
  }
  if (!best && says_nothing(o) && out->list.n) best = &out->list.items[out->list.n - 1];
  return best;
}

/* Occurrences that turned out alike once all their events were gathered. */
static void merge_alike(arena *a, episodes *out) {
  for (uint32_t i = 1; i < out->list.n; i++)
    for (uint32_t k = 0; k < i; k++) {
      if (likeness(&out->list.items[i], &out->list.items[k], NULL) < LIKE_GATHERED)
        continue;
      episode_add(a, &out->list.items[k], &out->list.items[i]);
      memmove(&out->list.items[i], &out->list.items[i + 1],
              (out->list.n - i - 1) * sizeof *out->list.items);
      out->list.n--;
      i = k; /* the grown one is compared anew: k + 1 comes next */
      break;
    }
}

/* Occurrences of a report that its events are compared with, so that a list of a thousand
 * attacks costs no more than its length. */
#define MAX_EPISODES 64u

/* Sentences between an event and a toll that no event has, at most. */
#define TOLL_REACH 3u

/* The first event of sentence `place`, or of one behind it: they stand in text order. */
static size_t first_event(const rasid_report *from, uint32_t place) {
  size_t low = 0, high = from->n_events;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (from->events[mid].sentence < place)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* A toll that the record gives no event («the hospital received nine bodies») is of what
 * was told last before it; one in a title, of what is told first. */
static void read_loose_tolls(arena *a, arena *keep, const rasid_report *from,
                             const toll_lists *tolls, uint32_t report,
                             const uint32_t *of_event, episodes *out) {
  for (size_t i = 0; i < from->n_casualties; i++) {
    const rasid_casualty *c = &from->casualties[i];
    uint32_t found = 0;
    if (c->event >= 0 || tolls->kinds[i] == N_COUNTED) continue;
    uint32_t low = c->sentence < TOLL_REACH ? 0 : c->sentence - TOLL_REACH;
    for (size_t k = first_event(from, low); k < from->n_events; k++) {
      uint32_t at = from->events[k].sentence;
      if (at > c->sentence + TOLL_REACH || (at > c->sentence && found)) break;
      if (of_event[k]) found = of_event[k];
    }
    stated_toll *more = found ? ARRAY_PUSH(a, &out->list.items[found - 1].tolls) : NULL;
    if (more) *more = toll_of(keep, from, c, report);
  }
}

void episodes_read(arena *a, arena *keep, const rasid_report *from, uint32_t report,
                   const char *category, episodes *out) {
  uint32_t *of_event = arena_zero(a, from->n_events, sizeof *of_event); /* index + 1 */
  toll_lists tolls;
  *out = (episodes){0};
  if (!of_event || !list_tolls(a, from, &tolls)) return;
  for (size_t i = 0; i < from->n_events; i++) {
    const rasid_event *e = &from->events[i];
    if (strcmp(e->category, category) != 0 || !happened(e)) continue;
    episode o;
    read_event(a, keep, from, &tolls, i, report, category, &o);
    uint32_t linked =
        e->same_as >= 0 && (size_t)e->same_as < i ? of_event[e->same_as] : 0;
    if (background(e, &o)) {
      if (!linked) continue;
      o.days.n = 0;
    }
    episode *with = goes_with(out, &o, linked ? &out->list.items[linked - 1] : NULL);
    if (!with && out->list.n < MAX_EPISODES) {
      with = ARRAY_PUSH(a, &out->list);
      if (!with) return;
      *with = o;
    } else if (with) {
      episode_add(a, with, &o);
    }
    if (with) of_event[i] = (uint32_t)(with - out->list.items) + 1;
  }
  if (!strcmp(category, "ASSAULT"))
    read_loose_tolls(a, keep, from, &tolls, report, of_event, out);
  merge_alike(a, out);
}

/* A lead of this many sentences is what the report is about. */
#define LEAD 3u

bool episode_founds(const episode *o) {
  const site *s = episode_site(o);
  bool dated = episode_day(o) != INT32_MIN, lead = o->first_sentence < LEAD;
  bool killed = false;
  for (uint32_t i = 0; i < o->tolls.n; i++)
    killed |= o->tolls.items[i].kind != COUNTED_WOUNDED;
  if (!s || s->rank < RANK_UNIT) return killed && lead && dated;
  if (s->rank == RANK_UNIT) return o->tolls.n > 0 || (dated && lead);
  return (o->tolls.n > 0 || dated || lead) && (o->stated || lead);
}
