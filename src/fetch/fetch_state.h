/* fetch_state.h - what is remembered of feeds, articles and robots.txt from one run to
 * the next, and the lines that were written.
 *
 * A folder has a file for each day, YYYY-MM-DD.jsonl, and fetch.state beside them: a
 * journal of lines, to which each change is appended, and which is written anew, smaller,
 * now and then. Whenever the process is killed, the next one finds all that was done:
 * an article's line is written first and noted in the journal then, and what the files of
 * the days have beyond the journal is looked through when a state is opened.
 */
#ifndef RASID_FETCH_FETCH_STATE_H
#define RASID_FETCH_FETCH_STATE_H

#include <rasid/io.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum article_status {
  ARTICLE_PENDING = 0, /* listed by a feed and not fetched yet */
  ARTICLE_DONE,        /* written, or the same page as one that was */
  ARTICLE_GIVEN_UP
} article_status;

typedef struct feed_state feed_state;

typedef struct article_state {
  char *key; /* url_key of its address: what it is known by, and its id */
  article_status status;
  unsigned n_passes; /* that could not get it */
  int64_t seen;      /* when its feed listed it last, in seconds of the epoch */
  feed_state *feed;
  /* While it is pending: its address, and what the feed says of it; NULL where nothing.
   */
  char *url, *title, *published;
  struct article_state *next; /* of the same hash */
  bool queued;
} article_state;

struct feed_state {
  char *url, *title;
  /* Of its last answer that was whole: what a conditional request sends, to which
   * address. NULL where there is nothing. */
  char *etag, *modified, *answered_url;
  int64_t full;       /* when it was last had whole */
  int64_t tried;      /* when it was last asked for */
  int64_t not_before; /* when it may be asked for again (Retry-After) */
  unsigned n_failures;
  bool wanted; /* of this run */
};

typedef struct site_state {
  char *origin;
  int64_t fetched; /* of the robots.txt, in seconds of the epoch */
  char *rules;     /* robots_print; NULL where the site has none */
} site_state;

typedef struct fetch_state fetch_state;

/* Opens the folder, which is made where it is not there, and holds it alone until closed.
 * `now` in seconds of the epoch. RASID_ERROR_IO (also where another process holds it),
 * RASID_ERROR_FORMAT of a state that is none, RASID_ERROR_MEMORY. */
rasid_status fetch_state_open(const char *folder, int64_t now, fetch_state **state,
                              rasid_error *error);
void fetch_state_close(fetch_state *state);

/* Lines of an earlier run that had been cut short and were taken away, and articles found
 * in the days' files that the journal had not. */
size_t fetch_state_n_cut(const fetch_state *state);
size_t fetch_state_n_found(const fetch_state *state);

/* The feed of an address, made where it is new. NULL when out of memory. */
feed_state *fetch_state_feed(fetch_state *state, const char *url);

/* The i-th feed, wanted or not; NULL behind the last. */
feed_state *fetch_state_feed_at(const fetch_state *state, size_t i);

/* Sets a text of a feed; "" and NULL are none. False when out of memory. */
bool feed_set(char **to, const char *text);

/* An article that need not be fetched any more: had, or not to be had. The journal does
 * not know yet. */
void article_done(article_state *article);
void article_give_up(article_state *article);

/* The article of a key; NULL where there is none. */
article_state *fetch_state_article(const fetch_state *state, const char *key);

/* The next article behind `index`, which is moved on and begins at 0, that is pending and
 * of a feed that is wanted; NULL at the end. Articles may be added meanwhile. */
article_state *fetch_state_next_pending(const fetch_state *state, size_t *index);

/* The site of an origin; NULL where it is unknown. */
const site_state *fetch_state_site(const fetch_state *state, const char *origin);

/* ---- changes. Each is in the journal when the call returns; false with the error set
 * where it could not be. ---- */

/* An answer of a feed begins. Its articles are noted one after another, then the feed;
 * all reach the journal together. */
bool fetch_state_list(fetch_state *state, feed_state *feed, const char *key,
                      const char *url, const char *title, const char *published,
                      int64_t now, rasid_error *error);
/* The feed as it is now, and what was listed before. */
bool fetch_state_note_feed(fetch_state *state, const feed_state *feed,
                           rasid_error *error);
bool fetch_state_note_article(fetch_state *state, const article_state *article,
                              rasid_error *error);
bool fetch_state_note_site(fetch_state *state, const char *origin, int64_t now,
                           const char *rules, rasid_error *error);

/* Appends an article's line (with its newline, and beginning with its "id" and "url", see
 * fetch_line_begin) to the file of the day, then marks the article done, and also
 * `final_key`, the key its page was found under in the end. Where that fails the file is
 * as it was. */
bool fetch_state_write(fetch_state *state, article_state *article, const char *final_key,
                       const char *day, const char *line, size_t size,
                       rasid_error *error);

/* Writes the journal anew without what was overwritten, and without articles and feeds
 * that no feed listed for long. */
bool fetch_state_compact(fetch_state *state, int64_t now, rasid_error *error);

#endif
