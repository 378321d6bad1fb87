/* store.h - reports, what was coded of them, incidents and what people did with them, in
 * a database: a part of librasid-io's interface, included by rasid/io.h.
 *
 * A store is a file (SQLite) or a database of PostgreSQL; docs/store.md has every table
 * and column. Coded records are added, nothing is ever half there: each call that writes
 * is a transaction of its own, or a part of the one that rasid_store_begin began. What
 * was coded is never overwritten: a correction is a new row, and so is undoing it.
 *
 * Reading goes by *views*: named lists of rows with a filter in common, which can be
 * printed as JSON as they are.
 *
 * A handle belongs to one thread at a time; any number of handles, in any number of
 * processes, may be open on one store. One of them writes at a time, the others wait up
 * to `busy_ms`. The conventions of rasid.h hold. Failures that every call may have, with
 * a message that says what, where and what to do: RASID_ERROR_IO      the file or the
 * server: not there, read-only, full, locked, lost RASID_ERROR_FORMAT  the file is
 * damaged or no store RASID_ERROR_VERSION the store was written by a newer Rasid
 *   RASID_ERROR_MEMORY
 */
#ifndef RASID_STORE_H
#define RASID_STORE_H

#include <rasid/rasid.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- opening ---- */

typedef struct rasid_store rasid_store;

/* Fill with rasid_store_options_init, then change what you need; borrowed for the call,
 * but the model must outlive the store. */
typedef struct rasid_store_options {
  size_t struct_size;
  const rasid_model *model; /* whose lemmas words are searched by; NULL = the built-in
                               one */
  bool create;              /* make the store where there is none; default false */
  bool read_only;           /* nothing will be written; default false */
  bool fast; /* do not wait for the disk at each commit: the end of the process loses
                nothing, a power cut may lose the last commits; default false */
  uint32_t busy_ms; /* wait for another writer at most; default 10,000 */
} rasid_store_options;

void rasid_store_options_init(rasid_store_options *options);

/* Opens the store at `target`: a path, or an address "postgresql://…" as libpq reads it.
 * A store of an older schema is brought up to date, unless read_only. `options` may be
 * NULL. RASID_ERROR_ARGUMENT where there is none and `create` is false. Free with
 * rasid_store_close, which undoes what was begun and not committed. */
rasid_status rasid_store_open(const char *target, const rasid_store_options *options,
                              rasid_store **store, rasid_error *error);
void rasid_store_close(rasid_store *store);

/* The schema that this library writes. */
#define RASID_STORE_SCHEMA 3

/* Transactions. Without rasid_store_begin each call that writes is one. Many calls in one
 * are much faster. After a failed call the transaction can only be rolled back. */
rasid_status rasid_store_begin(rasid_store *store, rasid_error *error);
rasid_status rasid_store_commit(rasid_store *store, rasid_error *error);
void rasid_store_rollback(rasid_store *store);

/* ---- adding ---- */

/* What became of a report that was added. */
typedef enum rasid_store_outcome {
  RASID_STORE_NEW = 0, /* it was not there */
  RASID_STORE_KNOWN,   /* the same text was, coded to the same record: nothing changed */
  RASID_STORE_VERSION, /* another text of the same report: a new version */
  RASID_STORE_RECODED  /* the same text, with another record: that is the current one now
                        */
} rasid_store_outcome;

typedef struct rasid_store_added {
  rasid_store_outcome outcome;
  int64_t report, version, record; /* their ids */
} rasid_store_added;

/* Adds a report with its record: the line that `rasid code` prints for it, with offsets
 * in code points. Two reports are the same where their text, title, captions, day and
 * source are; another text under the same `document->url`, or the same `document->id`
 * where there is no url, is a new version. `own_id` tells whether that id is the report's
 * own, and not the name of a line it stood on. RASID_ERROR_ARGUMENT where `record` is not
 * of this text. */
rasid_status rasid_store_add(rasid_store *store, const rasid_document *document,
                             bool own_id, rasid_text record, rasid_store_added *added,
                             rasid_error *error);

/* A run of a program that adds: its id is what versions and records say they came with.
 * Between begin and end every report that is added counts. `kind` is "code", "fetch",
 * "import", "incidents"; `detail` any text, or absent. */
rasid_status rasid_store_run_begin(rasid_store *store, const char *kind, const char *who,
                                   rasid_text detail, int64_t *run, rasid_error *error);
rasid_status rasid_store_run_end(rasid_store *store, uint64_t n_bad, rasid_error *error);

/* A fact about the store that a program remembers there, under a name of its own that
 * begins with a word of what it is of («fetched FILE»). `value` gets the text with a NUL,
 * cut to `size`, and stays as it is where there is none. Setting is a write like others;
 * RASID_ERROR_ARGUMENT for the names that the store itself uses. */
rasid_status rasid_store_fact(rasid_store *store, const char *name, char *value,
                              size_t size, rasid_error *error);
rasid_status rasid_store_set_fact(rasid_store *store, const char *name, const char *value,
                                  rasid_error *error);

/* ---- reading ---- */

/* The lists there are; docs/store.md has their columns. */
typedef enum rasid_store_view {
  RASID_STORE_REPORTS = 0, /* a report, without its text */
  RASID_STORE_EVENTS,      /* current events, with their report and parties in words */
  RASID_STORE_PARTIES,     /* of the event `id` */
  RASID_STORE_TOLLS,       /* current tolls */
  RASID_STORE_MENTIONS,    /* places and times of the report `report` */
  RASID_STORE_INCIDENTS,
  RASID_STORE_INCIDENT_PARTIES, /* of the incident `incident` */
  RASID_STORE_EPISODES,    /* what reports tell of incidents; for splitting and joining */
  RASID_STORE_CLAIMS,      /* of the incident `incident` */
  RASID_STORE_SOURCES,     /* with what each reports, how early, how its tolls differ */
  RASID_STORE_VERSIONS,    /* of the report `report`, with their text */
  RASID_STORE_RECORDS,     /* of the report `report`, with their JSON */
  RASID_STORE_CORRECTIONS, /* newest first */
  RASID_STORE_COMMENTS,
  RASID_STORE_OPERATIONS, /* joining and splitting, newest first */
  RASID_STORE_RUNS,
  RASID_STORE_SEARCHES,
  RASID_STORE_USERS, /* without hashes */
  RASID_STORE_AUDIT, /* newest first */
  RASID_STORE_PURGES,
  RASID_STORE_DAYS,  /* for a timeline: events and tolls by day and category */
  RASID_STORE_QUEUE, /* reports nobody reviewed, the most doubtful first */
  RASID_STORE_N_VIEWS
} rasid_store_view;

/* "reports", "events", …; NULL where there is none. */
const char *rasid_store_view_name(rasid_store_view view);
bool rasid_store_view_by_name(const char *name, rasid_store_view *view);

/* What is asked for. Fill with rasid_store_filter_init: everything. Texts that are absent
 * and numbers below 0 ask nothing; what a view has no column for is passed over. All
 * conditions hold at once. */
typedef struct rasid_store_filter {
  size_t struct_size;
  rasid_text words; /* in the report, in any form: all of them, "in quotes" next to each
                       other, -without */
  rasid_text category; /* of PLOVER; several parted by commas */
  rasid_text mode;
  rasid_text status;   /* of an event or toll: actual, planned … */
  rasid_text actor;    /* acts or suffers: a name, a part of one, "ISR", "ISR GOV" */
  rasid_text place;    /* the place, its unit or its country: a name in English or
                          Arabic, or a code */
  rasid_text country;  /* of the place: code */
  rasid_text source;   /* the outlet */
  rasid_text review;   /* "accepted", "corrected", "rejected", "none" */
  rasid_text toll;     /* has a toll of this kind, or with toll_least any */
  rasid_text who;      /* of rows that people made */
  rasid_text target;   /* of corrections and comments: report event toll incident */
  rasid_text from, to; /* days, both included: of what happened */
  rasid_text published_from, published_to; /* days, both included: of the report */
  double south, west, north,
      east; /* a box on the map, degrees; NaN where there is none */
  int64_t toll_least;
  int64_t id; /* of the row itself; of corrections and comments: of the target */
  int64_t report, incident; /* that the rows belong to */
  int64_t after_id;         /* rows with a higher id only */
  int64_t limit;            /* at most so many rows; default 100 */
  int64_t offset;           /* passed over */
  const char *order;        /* NULL = the view's own; "newest", "oldest", "id", "toll" */
} rasid_store_filter;

void rasid_store_filter_init(rasid_store_filter *filter);

/* Sets a field by its name, as an address of the web or an option gives it; false where
 * there is none such, or the value is none for it. `value` is borrowed. */
bool rasid_store_filter_set(rasid_store_filter *filter, const char *name,
                            const char *value);

/* Rows that were found, read one after another. The store must stay open, and several may
 * be open at once. */
typedef struct rasid_store_rows rasid_store_rows;

/* `filter` may be NULL and need not live longer than the call. Free with
 * rasid_store_rows_free. */
rasid_status rasid_store_find(rasid_store *store, rasid_store_view view,
                              const rasid_store_filter *filter, rasid_store_rows **rows,
                              rasid_error *error);
void rasid_store_rows_free(rasid_store_rows *rows);

/* How many rows a filter finds, whatever its limit. */
rasid_status rasid_store_count(rasid_store *store, rasid_store_view view,
                               const rasid_store_filter *filter, int64_t *n,
                               rasid_error *error);

/* Goes to the next row, the first at first: `*more` false at the end. */
rasid_status rasid_store_rows_next(rasid_store_rows *rows, bool *more,
                                   rasid_error *error);

/* The columns: number, name (static), and the value of the row that is shown. Texts are
 * valid until the next row; absent where null. Numbers are 0 where null or none. */
size_t rasid_store_rows_n(const rasid_store_rows *rows);
const char *rasid_store_rows_name(const rasid_store_rows *rows, size_t i);
bool rasid_store_rows_null(const rasid_store_rows *rows, size_t i);
rasid_text rasid_store_rows_text(const rasid_store_rows *rows, size_t i);
int64_t rasid_store_rows_integer(const rasid_store_rows *rows, size_t i);
double rasid_store_rows_number(const rasid_store_rows *rows, size_t i);
/* The column called `name`; SIZE_MAX where there is none. */
size_t rasid_store_rows_column(const rasid_store_rows *rows, const char *name);

/* The row as a JSON object in one line, keys as the columns; valid until the next call on
 * these rows. Absent when out of memory. */
rasid_text rasid_store_rows_json(rasid_store_rows *rows);

/* The report's document as it was added (texts valid until the next call on this store),
 * and its current record's JSON. Where its text was purged, texts and JSON are absent.
 * RASID_ERROR_ARGUMENT where there is no such report. */
rasid_status rasid_store_report(rasid_store *store, int64_t report,
                                rasid_document *document, rasid_text *record,
                                rasid_error *error);

/* The text that offsets count in: title, captions, body, a line each, as
 * rasid_store_report gave them. Valid until the next call on this store. */
rasid_status rasid_store_coded_text(rasid_store *store, int64_t report, rasid_text *text,
                                    rasid_error *error);

/* ---- correcting ---- */

/* A correction: `field` of a `target` ("report", "event", "toll", "incident") is `new`.
 * Fields are the columns that docs/store.md marks as correctable; of every target also
 * "review" ("accepted", "rejected", "" = open again; of a report "duplicate:ID": in an
 * incident that the report ID tells of too, it counts no more). */
typedef struct rasid_store_correction {
  const char *target;
  int64_t target_id;
  const char *field;
  rasid_text value;                     /* new; absent = null */
  rasid_text evidence;                  /* the words selected for it, or absent */
  int64_t evidence_start, evidence_end; /* code points of the coded text; -1: none */
  rasid_text note, who;
} rasid_store_correction;

/* Writes it down, and shows the row with it. `*id` (may be NULL) of the correction.
 * RASID_ERROR_ARGUMENT: no such target or field, or a value that the field cannot have.
 */
rasid_status rasid_store_correct(rasid_store *store,
                                 const rasid_store_correction *correction, int64_t *id,
                                 rasid_error *error);

/* Takes a correction back, by a new one. RASID_ERROR_ARGUMENT where it was taken back, or
 * where a later one of the field stands. */
rasid_status rasid_store_correction_undo(rasid_store *store, int64_t correction,
                                         rasid_text who, int64_t *id, rasid_error *error);

rasid_status rasid_store_comment(rasid_store *store, const char *target,
                                 int64_t target_id, rasid_text text, rasid_text who,
                                 int64_t *id, rasid_error *error);

/* ---- incidents ---- */

/* What joining came to. */
typedef struct rasid_store_joined {
  uint64_t n_reports;  /* that were not joined yet */
  uint64_t n_episodes; /* that they tell of */
  uint64_t n_begun;    /* incidents that began */
  uint64_t n_changed;  /* incidents that were there and grew */
  uint64_t n_waiting;  /* episodes that name too little to begin an incident */
} rasid_store_joined;

/* Joins what was added since the last joining; incidents that are there keep their ids
 * and what people put into them. Only incidents that reports may still tell of are looked
 * at. */
rasid_status rasid_store_join(rasid_store *store, rasid_store_joined *joined,
                              rasid_error *error);

/* A person moves episodes: into the incident `into`, or into a new one where that is 0
 * (`*incident` is its id). Moving all episodes of an incident into another joins the two.
 * Each is one operation that can be undone. */
rasid_status rasid_store_incident_move(rasid_store *store, const int64_t *episodes,
                                       size_t n, int64_t into, rasid_text who,
                                       rasid_text note, int64_t *operation,
                                       int64_t *incident, rasid_error *error);
rasid_status rasid_store_incident_merge(rasid_store *store, int64_t into,
                                        const int64_t *incidents, size_t n,
                                        rasid_text who, rasid_text note,
                                        int64_t *operation, rasid_error *error);
/* RASID_ERROR_ARGUMENT where it was undone, or a later one moved the same episodes: that
 * is to be undone first. */
rasid_status rasid_store_operation_undo(rasid_store *store, int64_t operation,
                                        rasid_text who, int64_t *undoing,
                                        rasid_error *error);

/* All incidents as a set that rasid_output_incidents prints: their ids are "i" and the
 * number in the store, their reports are named by number. Free with rasid_incidents_free.
 */
rasid_status rasid_store_incidents(rasid_store *store, rasid_incidents **set,
                                   rasid_error *error);

/* The toll of an incident from its claims, by a rule; `kind` as of a claim. */
rasid_status rasid_store_incident_toll(rasid_store *store, int64_t incident,
                                       const char *kind, rasid_toll_rule rule,
                                       rasid_toll *toll, rasid_error *error);

/* ---- people ---- */

/* A user: roles are "reader", "reviewer", "admin". `hash` is what the caller verifies
 * passwords by. RASID_ERROR_ARGUMENT where the name is taken. */
rasid_status rasid_store_user_add(rasid_store *store, const char *name, const char *role,
                                  const char *hash, rasid_error *error);
/* What is NULL, or for `disabled` below 0, stays. RASID_ERROR_ARGUMENT: no such user.
 * Disabling, or another hash, ends the user's sessions. */
rasid_status rasid_store_user_set(rasid_store *store, const char *name, const char *role,
                                  const char *hash, int disabled, rasid_error *error);

/* A user, or the session that `token` names: what the caller made of the cookie's secret,
 * never the secret itself. */
typedef struct rasid_store_person {
  int64_t user; /* 0: there is none, or the session has ended */
  char name[80], role[16], hash[200];
  char csrf[80]; /* of a session */
  bool disabled;
} rasid_store_person;

rasid_status rasid_store_user(rasid_store *store, const char *name,
                              rasid_store_person *person, rasid_error *error);
rasid_status rasid_store_session_add(rasid_store *store, int64_t user, const char *token,
                                     const char *csrf, uint32_t lasts_s,
                                     rasid_error *error);
rasid_status rasid_store_session(rasid_store *store, const char *token,
                                 rasid_store_person *person, rasid_error *error);
/* Ends one, or with `token` NULL those whose time is over. */
rasid_status rasid_store_session_end(rasid_store *store, const char *token,
                                     rasid_error *error);

/* Writes a line of the audit log. The calls above that change something write their own;
 * this is for what the store does not see (a login, a refusal). `target` may be NULL. */
rasid_status rasid_store_audit(rasid_store *store, rasid_text who, const char *action,
                               const char *target, int64_t target_id, rasid_text detail,
                               rasid_error *error);

/* A saved search: `query` is JSON of a filter, `command` what is to be run for what it
 * finds, or absent. Removing what is not there is RASID_ERROR_ARGUMENT. */
rasid_status rasid_store_search_add(rasid_store *store, rasid_text name, rasid_text query,
                                    rasid_text command, rasid_text who, int64_t *id,
                                    rasid_error *error);
rasid_status rasid_store_search_remove(rasid_store *store, int64_t search, rasid_text who,
                                       rasid_error *error);
/* Remembers up to which row a search has told of. */
rasid_status rasid_store_search_seen(rasid_store *store, int64_t search, int64_t last_id,
                                     rasid_error *error);

/* Lines for the dictionaries of data/, from corrections that stand in at least `least`
 * reports: places, actors and triggers, each behind a comment that names the file. To be
 * looked at by a person. */
rasid_status rasid_store_suggest(rasid_store *store, int64_t least,
                                 void (*write)(void *context, const char *line),
                                 void *context, rasid_error *error);

/* ---- keeping ---- */

/* Removes a report's text, titles and quoted words in all versions, and logs that it did.
 * What was coded (categories, places, figures) stays. A file is then written anew, so
 * that nothing of it is left in free parts, unless a transaction is begun; where that
 * fails the text is removed all the same, and the error says so. */
rasid_status rasid_store_purge(rasid_store *store, int64_t report, rasid_text who,
                               rasid_text reason, rasid_error *error);

/* Looks through everything; `report` is called with each thing that is wrong, `*n_wrong`
 * of them. With `rebuild` the index of words is made anew first. */
rasid_status rasid_store_check(rasid_store *store, bool rebuild,
                               void (*report)(void *context, const char *message),
                               void *context, uint64_t *n_wrong, rasid_error *error);

/* Copies a store that is in use into `path`, which must not be there: a whole store of
 * one moment. RASID_ERROR_ARGUMENT of a store of PostgreSQL (its own tools do that). */
rasid_status rasid_store_backup(rasid_store *store, const char *path, rasid_error *error);

/* Copies every row of `from` into `to`, which must hold none, ids and all; from SQLite to
 * PostgreSQL and back. */
rasid_status rasid_store_copy(rasid_store *from, rasid_store *to, rasid_error *error);

/* The file or address, without a password; valid as the store. */
const char *rasid_store_name(const rasid_store *store);

#ifdef __cplusplus
}
#endif
#endif
