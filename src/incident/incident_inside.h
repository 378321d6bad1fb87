/* incident_inside.h - episodes, and how alike two of them are. Floor 9: knows what the
 * C views of a record show, no Arabic.
 *
 * An episode is what one report tells of one occurrence, gathered from all the events of
 * the report that tell of it; an incident is the same gathered from many
 * reports. Both are the same structure: votes for where, when and with what weapon, and
 * the figures stated.
 */
#ifndef RASID_INCIDENT_INCIDENT_INSIDE_H
#define RASID_INCIDENT_INCIDENT_INSIDE_H

#include "base/base.h"

/* How exactly a place is known, from the least. */
enum { RANK_COUNTRY, RANK_REGION, RANK_UNIT, RANK_DISTRICT, RANK_TOWN };

/* A place that events named, and how much speaks for it. */
typedef struct site {
  rasid_text name, admin1;     /* in the set's memory */
  uint64_t name_key, unit_key; /* hashes of the two; 0: none */
  char country[4];             /* "" unknown */
  double lat, lon;             /* NaN unknown */
  unsigned rank;
  const char *precision; /* static */
  uint32_t votes;
} site;

typedef struct day_vote {
  int32_t day; /* since 1970-01-01 */
  uint32_t votes;
} day_vote;

/* Who acted or suffered. */
typedef struct side_vote {
  char country[4], sector[4];
  rasid_text label;
  uint64_t label_key;
  uint32_t votes;
  uint32_t claimed, blamed; /* of an actor: it says so itself, others say so */
} side_vote;

/* What a figure counts. */
typedef enum counted {
  COUNTED_KILLED,
  COUNTED_WOUNDED,
  COUNTED_KILLED_OR_WOUNDED,
  COUNTED_KILLED_ATTACKERS, /* of the acting side */
  N_COUNTED
} counted;

/* A figure that is stated of an occurrence. */
typedef struct stated_toll {
  uint32_t report;   /* index in the set */
  uint32_t casualty; /* of its report; of a sum the first */
  counted kind;
  int64_t low, high; /* high < 0: open */
  bool approx, anonymous;
  rasid_text words, claimant, claim_kind;
  char country[4], sector[4]; /* of the claimant */
} stated_toll;

typedef struct event_link {
  uint32_t report, event;
} event_link;

typedef struct episode {
  ARRAY(site) sites;
  ARRAY(day_vote) days;
  ARRAY(side_vote) actors;
  ARRAY(side_vote) recipients;
  ARRAY(stated_toll) tolls;
  ARRAY(event_link) events;
  const char *category; /* static */
  uint32_t weapons;     /* bit mask of weapon classes */
  uint32_t modes;       /* bit mask of the modes of weapon_modes() */
  uint32_t first_sentence;
  int32_t published; /* day of the first report; INT32_MIN unknown */
  bool stated;       /* its place stands in the sentence of an event */
  uint32_t told;     /* of one report: its index among the set's told episodes */
} episode;

/* ---- episode.c ---- */
/* The episodes of a category (static) that a report tells of, in `a`; what lives
 * longer than the report is copied into `keep`. */
typedef struct episodes {
  ARRAY(episode) list;
} episodes;
void episodes_read(arena *a, arena *keep, const rasid_report *from, uint32_t report,
                   const char *category, episodes *out);
/* Adds what `from` knows to `into`, whose memory is `a`. */
void episode_add(arena *a, episode *into, const episode *from);
/* May it be an incident of its own where nothing it could join is known? Other ones only
 * join: a condemnation that names neither a day nor a toll. */
bool episode_founds(const episode *o);
/* Where and when most of its events are; NULL and INT32_MIN where none says. */
const site *episode_site(const episode *o);
int32_t episode_day(const episode *o);
/* A place as a site with one vote; its texts are borrowed. */
site site_of(const rasid_place *p);
/* A copy of a text in an arena; absent where it is, or where the arena failed. */
rasid_text kept(arena *a, rasid_text text);
/* The i-th mode that an episode may have, PLOVER's name; NULL past the last. */
const char *episode_mode(unsigned i);
/* Days since 1970-01-01 of an ISO date (what follows the day is ignored); INT32_MIN where
 * it is no single day. */
int32_t day_of_text(rasid_text text);

/* ---- wording.c ---- */
/* What of a text's wording is compared. */
typedef struct wording wording;
/* Of a text, in `keep`; NULL where there is too little of it, or an arena failed. */
const wording *wording_read(arena *scratch, arena *keep, rasid_text text);
/* How much two have in common, 0 to 1; 0 where one is NULL. */
double wording_in_common(const wording *a, const wording *b);

/* ---- likeness.c ---- */
/* How much speaks for the two being one: sums of points, 0 nothing known. `*against` (may
 * be NULL): whether anything speaks against it, whatever the sum. */
double likeness(const episode *a, const episode *b, bool *against);
/* Points for the places alone; NULL: none is known. */
double place_points(const site *a, const site *b);
/* Points that all else but wording can come to at most: the same day, one toll, one
 * weapon. Wording counts only where the place is not against it. */
#define MOST_BESIDES_PLACE 3.8
/* Points of two reports with so much of their wording in common. */
double wording_points(double in_common);
#define MOST_WORDING_POINTS 2.0
/* From how many points on two are one: of one report, and of different reports. */
#define LIKE_IN_REPORT 1.5
#define LIKE_ACROSS 2.4
/* Days between the reports of an incident, at most. */
#define INCIDENT_DAYS 45

#endif
