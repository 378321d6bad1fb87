/* fetch_state_inside.h - what the files of the state share: the tables, the journal, the
 * files of the days. */
#ifndef RASID_FETCH_FETCH_STATE_INSIDE_H
#define RASID_FETCH_FETCH_STATE_INSIDE_H

#include "fetch_state.h"
#include "input/input.h"

enum { DAY_BYTES = 11, N_FIELDS_MAX = 10 };

/* How far the journal knows the file of a day. */
typedef struct day_end {
  char day[DAY_BYTES];
  int64_t end;
} day_end;

struct fetch_state {
  char *folder;
  int folder_file;  /* locked while the state is open */
  int journal_file; /* -1 before it is opened */
  int64_t now;      /* when the state was opened */
  bytes lines;      /* not in the journal yet */
  feed_state **feeds;
  size_t n_feeds, feeds_capacity, last_feed; /* last_feed: asked for last */
  article_state **articles;                  /* in the order they became known */
  size_t n_articles, articles_capacity;
  article_state **buckets;
  size_t n_buckets;
  site_state *sites;
  size_t n_sites, sites_capacity;
  day_end *days;
  size_t n_days, days_capacity;
  size_t n_cut, n_found;
};

/* Sets an error and returns false; `name` is a file of the folder. */
bool state_error_io(rasid_error *error, const fetch_state *s, const char *what,
                    const char *name);
bool state_error_memory(rasid_error *error);

/* Makes room for one more item. */
bool state_grow(void *items, size_t *capacity, size_t n, size_t size);

/* A copy of a text in `*to`, whose old value is freed; NULL for "" and NULL. */
bool state_set_text(char **to, const char *text);

/* The article of a key, made as a pending one where it is new; NULL when out of memory.
 */
article_state *state_article(fetch_state *s, const char *key, bool *is_new);
/* Marks an article done and forgets what was only needed to fetch it. */
void article_close(article_state *article, article_status status);
site_state *state_site(fetch_state *s, const char *origin);
day_end *state_day(fetch_state *s, const char *day);

/* ---- journal (fetch_journal.c) ---- */
/* Reads the journal of the folder, if there is one. */
rasid_status journal_read(fetch_state *s, rasid_error *error);
/* Adds a line to `lines`: fields, NULL last; false when out of memory. */
bool journal_line(fetch_state *s, const char *const *fields);
bool journal_feed_line(fetch_state *s, const feed_state *feed);
bool journal_article_line(fetch_state *s, const article_state *article);
bool journal_site_line(fetch_state *s, const site_state *site);
/* Appends `lines` to the journal. */
bool journal_flush(fetch_state *s, rasid_error *error);
/* Replaces the journal by `lines`. */
bool journal_replace(fetch_state *s, rasid_error *error);

/* ---- files of the days (fetch_days.c) ---- */
/* Looks through what the journal does not know of them. */
rasid_status days_read(fetch_state *s, rasid_error *error);
/* Appends a line to the file of a day; `*end` is its size then. */
bool days_append(fetch_state *s, const char *day, const char *line, size_t size,
                 int64_t *end, rasid_error *error);

#endif
