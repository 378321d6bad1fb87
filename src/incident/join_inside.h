/* join_inside.h - the set of incidents. */
#ifndef RASID_INCIDENT_JOIN_INSIDE_H
#define RASID_INCIDENT_JOIN_INSIDE_H

#include "incident/incident_inside.h"

/* Days that an episode waits for an incident it can join. */
#define WAITING_DAYS 14
/* Reports of an incident, the last that joined it, whose wording is compared. */
#define MAX_WORDINGS 16u

typedef struct told_report {
  rasid_text id, source, published;
  const wording *words; /* NULL: unknown */
  uint64_t view;        /* the last one it was shown in */
} told_report;

/* An episode as its report told it, and what became of it. */
typedef struct told_episode {
  uint32_t report;
  const char *category;
  const uint32_t *events; /* indices in the report */
  uint32_t n_events;
  uint32_t incident; /* index in the list; UINT32_MAX: it waits */
  bool moved;        /* it was put there by joining, and not by the caller */
  rasid_incident_turn turn;
  uint32_t like; /* index of the incident it was most like at its turn, or UINT32_MAX */
  double points; /* how much */
} told_episode;

struct rasid_incidents {
  arena memory;  /* of the set's life */
  arena scratch; /* of one report */
  arena shown;   /* of the views asked for since the last report */
  uint64_t view; /* incidents shown so far */
  ARRAY(told_report) reports;
  ARRAY(episode) fresh;   /* of reports added since the last joining */
  ARRAY(episode) list;    /* the incidents */
  ARRAY(episode) waiting; /* what joins but does not begin one */
  ARRAY(told_episode) told;
  ARRAY(int64_t) keys; /* of the incidents, given by the caller */
  ARRAY(uint32_t)
  open; /* incidents that the episodes still to come can join, as they began */
};

#endif
