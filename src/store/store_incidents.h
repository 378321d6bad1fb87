/* store_incidents.h - what joining, deriving and moving incidents share: a set of them in
 * memory, and the reports it was made of.
 */
#ifndef RASID_STORE_STORE_INCIDENTS_H
#define RASID_STORE_STORE_INCIDENTS_H

#include "store_reload.h"

/* Reports in the set, in the order they were added. */
typedef struct told {
  int64_t report;
  bool fresh;
} told;

/* Which reports stand in their incidents when a set is made of them. */
typedef enum taking {
  TAKE_ALL,
  TAKE_COUNTED,   /* but those that another of the incident counts for */
  TAKE_DUPLICATES /* those alone */
} taking;

typedef struct joining {
  rasid_store *store;
  rasid_incidents *set;
  store_reload *reload;
  told *reports;
  size_t n_reports, capacity;
  int64_t operation; /* 0 as long as nothing was moved */
  rasid_text who, note;
  const char *kind;
  taking taking;
  rasid_store_joined counts;
} joining;

/* Ids that a query finds, read to the end before anything else is asked. `items` is
 * freed by whoever made the list. */
typedef struct id_list {
  int64_t *items;
  size_t n, capacity;
} id_list;

/* Does the party `p`, which acts in the event `e`, say so itself? The same as claims_it
 * of the module incident. */
#define CLAIMS_IT                                                              \
  "(e.claim_kind = 'claimed_responsibility' OR (coalesce(p.country, '') <> ''" \
  " AND coalesce(p.sector, '') <> '' AND coalesce(e.claimant_country, '') ="   \
  " p.country AND coalesce(e.claimant_sector, '') = p.sector))"

/* ---- store_joining.c: a set in memory ---- */
/* An empty set; false after a failure. End it in either case. */
bool joining_begin(joining *j, rasid_store *store);
void joining_end(joining *j);
/* Takes a report into the set: as something new, or where it was put before. With
 * `wording` its text comes along, for what is new to be compared with. */
void joining_take(joining *j, int64_t report, bool fresh, bool wording);
/* The reports of an incident, each where it was put. */
void joining_take_incident(joining *j, int64_t incident);
/* The index in the set of the incident with this id; SIZE_MAX where it is not there. */
size_t joining_index(const joining *j, int64_t incident);

void id_list_add(rasid_store *store, id_list *list, int64_t id);
/* What a statement finds, in place of what the list had; ends the statement. */
void id_list_read(rasid_store *store, db_statement *s, id_list *list);
/* The reports of an incident, in the order of their publication. */
void incident_reports(rasid_store *store, int64_t incident, id_list *reports);
/* Each id once, in order. */
void id_list_sort(id_list *list);

/* ---- store_derive.c: what an incident shows ---- */
/* Derives anew what an incident of the set shows; one that is not there, since its
 * episodes were moved or rejected, shows nothing more. */
void incident_derive(joining *j, int64_t incident);
/* Takes incidents into sets of their own and derives them anew; sorts the list. */
void incidents_derive(rasid_store *store, id_list *incidents);
/* Derives anew what a report's events and tolls are in, after a correction of one. */
void incidents_of_report_derive(rasid_store *store, int64_t report);

/* Derives anew, after the schema was brought up to date from `version`, the incidents
 * that show what it did not know. */
void incidents_derive_old(rasid_store *store, int64_t version);

/* ---- store_duplicates.c: reports that say it a second time ---- */
/* Writes into the episodes of an incident which report counts in their place; whether
 * there is one that another counts for. */
bool duplicates_mark(rasid_store *store, int64_t incident);
/* Would a report be its own duplicate, through others or at once, were it one of
 * `original`? */
bool duplicates_go_round(rasid_store *store, int64_t report, int64_t original);

/* ---- store_moves.c: the log of moves ---- */
int64_t incident_new(rasid_store *store, const char *category);
/* Moves an episode, 0: to or from none; `undoes` is an operation, or 0. */
void episode_move(joining *j, int64_t episode, int64_t from, int64_t to, int64_t undoes);

#endif
