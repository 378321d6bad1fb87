/* fetch_state.c - the tables of feeds, articles and sites. */
#define _DEFAULT_SOURCE /* flock */
#include "fetch_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fetch_state_inside.h"

enum {
  DAY_SECONDS = 86400,
  KEEP_DAYS = 90, /* what no feed lists any more is remembered for so long */
  SLACK_SECONDS = 2 * DAY_SECONDS,
  FIRST_BUCKETS = 1024
};

/* ---- errors and memory ---- */

bool state_error_io(rasid_error *error, const fetch_state *s, const char *what,
                    const char *name) {
  if (error == NULL) return false;
  *error = (rasid_error){.status = RASID_ERROR_IO};
  snprintf(error->message, sizeof error->message, "cannot %s %s%s%s: %s", what, s->folder,
           name[0] ? "/" : "", name, strerror(errno));
  return false;
}

bool state_error_memory(rasid_error *error) {
  if (error == NULL) return false;
  *error = (rasid_error){.status = RASID_ERROR_MEMORY};
  snprintf(error->message, sizeof error->message,
           "out of memory for the state of the feeds");
  return false;
}

bool state_grow(void *items, size_t *capacity, size_t n, size_t size) {
  void **array = items;
  if (n < *capacity) return true;
  size_t more = *capacity ? 2 * *capacity : 16;
  void *grown = realloc(*array, more * size);
  if (grown == NULL) return false;
  *array = grown;
  *capacity = more;
  return true;
}

bool state_set_text(char **to, const char *text) {
  char *copy = text != NULL && text[0] != '\0' ? strdup(text) : NULL;
  if (copy == NULL && text != NULL && text[0] != '\0') return false;
  free(*to);
  *to = copy;
  return true;
}

static void article_free(article_state *article) {
  if (article == NULL) return;
  free(article->key);
  free(article->url);
  free(article->title);
  free(article->published);
  free(article);
}

static void feed_free(feed_state *feed) {
  if (feed == NULL) return;
  free(feed->url);
  free(feed->title);
  free(feed->etag);
  free(feed->modified);
  free(feed->answered_url);
  free(feed);
}

/* ---- tables ---- */

/* FNV-1a. */
static size_t hash_of(const char *text) {
  uint64_t h = 0xCBF29CE484222325u;
  for (; *text != '\0'; text++) h = (h ^ (unsigned char)*text) * 0x100000001B3u;
  return (size_t)(h ^ (h >> 32));
}

article_state *fetch_state_article(const fetch_state *s, const char *key) {
  article_state *a = s->buckets[hash_of(key) & (s->n_buckets - 1)];
  while (a != NULL && strcmp(a->key, key) != 0) a = a->next;
  return a;
}

static void put_into_bucket(fetch_state *s, article_state *a) {
  article_state **bucket = &s->buckets[hash_of(a->key) & (s->n_buckets - 1)];
  a->next = *bucket;
  *bucket = a;
}

static bool more_buckets(fetch_state *s) {
  article_state **grown = calloc(2 * s->n_buckets, sizeof(article_state *));
  if (grown == NULL) return false;
  free(s->buckets);
  s->buckets = grown;
  s->n_buckets *= 2;
  for (size_t i = 0; i < s->n_articles; i++) put_into_bucket(s, s->articles[i]);
  return true;
}

article_state *state_article(fetch_state *s, const char *key, bool *is_new) {
  article_state *a = fetch_state_article(s, key);
  *is_new = a == NULL;
  if (a != NULL) return a;
  if (s->n_articles >= s->n_buckets && !more_buckets(s)) return NULL;
  if (!state_grow(&s->articles, &s->articles_capacity, s->n_articles,
                  sizeof(article_state *)))
    return NULL;
  a = calloc(1, sizeof *a);
  if (a == NULL || (a->key = strdup(key)) == NULL) {
    free(a);
    return NULL;
  }
  s->articles[s->n_articles++] = a;
  put_into_bucket(s, a);
  return a;
}

void article_close(article_state *a, article_status status) {
  a->status = status;
  state_set_text(&a->url, NULL);
  state_set_text(&a->title, NULL);
  state_set_text(&a->published, NULL);
}

feed_state *fetch_state_feed(fetch_state *s, const char *url) {
  /* Articles of a feed come together, when a state is read above all. */
  if (s->last_feed < s->n_feeds && strcmp(s->feeds[s->last_feed]->url, url) == 0)
    return s->feeds[s->last_feed];
  for (size_t i = 0; i < s->n_feeds; i++)
    if (strcmp(s->feeds[i]->url, url) == 0) return s->feeds[s->last_feed = i];
  if (!state_grow(&s->feeds, &s->feeds_capacity, s->n_feeds, sizeof(feed_state *)))
    return NULL;
  feed_state *feed = calloc(1, sizeof *feed);
  if (feed == NULL || (feed->url = strdup(url)) == NULL) {
    free(feed);
    return NULL;
  }
  return s->feeds[s->n_feeds++] = feed;
}

feed_state *fetch_state_feed_at(const fetch_state *s, size_t i) {
  return i < s->n_feeds ? s->feeds[i] : NULL;
}

bool feed_set(char **to, const char *text) {
  return state_set_text(to, text);
}

void article_done(article_state *article) {
  article_close(article, ARTICLE_DONE);
}

void article_give_up(article_state *article) {
  article_close(article, ARTICLE_GIVEN_UP);
}

site_state *state_site(fetch_state *s, const char *origin) {
  for (size_t i = 0; i < s->n_sites; i++)
    if (strcmp(s->sites[i].origin, origin) == 0) return &s->sites[i];
  if (!state_grow(&s->sites, &s->sites_capacity, s->n_sites, sizeof *s->sites))
    return NULL;
  char *name = strdup(origin);
  if (name == NULL) return NULL;
  s->sites[s->n_sites] = (site_state){.origin = name};
  return &s->sites[s->n_sites++];
}

const site_state *fetch_state_site(const fetch_state *s, const char *origin) {
  for (size_t i = 0; i < s->n_sites; i++)
    if (strcmp(s->sites[i].origin, origin) == 0) return &s->sites[i];
  return NULL;
}

day_end *state_day(fetch_state *s, const char *day) {
  for (size_t i = 0; i < s->n_days; i++)
    if (strcmp(s->days[i].day, day) == 0) return &s->days[i];
  if (!state_grow(&s->days, &s->days_capacity, s->n_days, sizeof *s->days)) return NULL;
  day_end *d = &s->days[s->n_days++];
  *d = (day_end){.end = 0};
  snprintf(d->day, sizeof d->day, "%s", day);
  return d;
}

article_state *fetch_state_next_pending(const fetch_state *s, size_t *index) {
  while (*index < s->n_articles) {
    article_state *a = s->articles[(*index)++];
    if (a->status == ARTICLE_PENDING && (a->feed == NULL || a->feed->wanted)) return a;
  }
  return NULL;
}

size_t fetch_state_n_cut(const fetch_state *s) {
  return s->n_cut;
}

size_t fetch_state_n_found(const fetch_state *s) {
  return s->n_found;
}

/* ---- opening ---- */

/* Opens and locks the folder. */
static bool hold_folder(fetch_state *s, rasid_error *error) {
  if (mkdir(s->folder, 0777) != 0 && errno != EEXIST)
    return state_error_io(error, s, "make the folder", "");
  s->folder_file = open(s->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (s->folder_file < 0) return state_error_io(error, s, "open the folder", "");
  if (flock(s->folder_file, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno != EWOULDBLOCK) return state_error_io(error, s, "lock", "");
  if (error != NULL) {
    *error = (rasid_error){.status = RASID_ERROR_IO};
    snprintf(error->message, sizeof error->message,
             "%s is in use by another 'rasid fetch'; wait for its end or choose another "
             "folder",
             s->folder);
  }
  return false;
}

rasid_status fetch_state_open(const char *folder, int64_t now, fetch_state **state,
                              rasid_error *error) {
  rasid_error own = {0};
  if (error == NULL) error = &own;
  *state = NULL;
  fetch_state *s = calloc(1, sizeof *s);
  if (s == NULL) {
    state_error_memory(error);
    return RASID_ERROR_MEMORY;
  }
  s->folder_file = s->journal_file = -1;
  s->now = now;
  s->n_buckets = FIRST_BUCKETS;
  s->folder = strdup(folder);
  s->buckets = calloc(s->n_buckets, sizeof(article_state *));
  if (s->folder == NULL || s->buckets == NULL) {
    state_error_memory(error);
  } else if (hold_folder(s, error) && journal_read(s, error) == RASID_OK &&
             days_read(s, error) == RASID_OK && fetch_state_compact(s, now, error)) {
    *state = s;
    return RASID_OK;
  }
  fetch_state_close(s);
  return error->status;
}

void fetch_state_close(fetch_state *s) {
  if (s == NULL) return;
  for (size_t i = 0; i < s->n_articles; i++) article_free(s->articles[i]);
  for (size_t i = 0; i < s->n_feeds; i++) feed_free(s->feeds[i]);
  for (size_t i = 0; i < s->n_sites; i++) {
    free(s->sites[i].origin);
    free(s->sites[i].rules);
  }
  if (s->journal_file >= 0) close(s->journal_file);
  if (s->folder_file >= 0) close(s->folder_file); /* and the lock with it */
  bytes_free(&s->lines);
  free(s->articles);
  free(s->feeds);
  free(s->sites);
  free(s->days);
  free(s->buckets);
  free(s->folder);
  free(s);
}

/* ---- changes ---- */

bool fetch_state_list(fetch_state *s, feed_state *feed, const char *key, const char *url,
                      const char *title, const char *published, int64_t now,
                      rasid_error *error) {
  bool is_new;
  article_state *a = state_article(s, key, &is_new);
  if (a == NULL) return state_error_memory(error);
  /* Once a day is enough to know what is still listed. */
  if (!is_new && now - a->seen < DAY_SECONDS) return true;
  a->seen = now;
  a->feed = feed;
  if (is_new && (!state_set_text(&a->url, url) || !state_set_text(&a->title, title) ||
                 !state_set_text(&a->published, published)))
    return state_error_memory(error);
  return journal_article_line(s, a) || state_error_memory(error);
}

bool fetch_state_note_feed(fetch_state *s, const feed_state *feed, rasid_error *error) {
  if (!journal_feed_line(s, feed)) return state_error_memory(error);
  return journal_flush(s, error);
}

bool fetch_state_note_article(fetch_state *s, const article_state *article,
                              rasid_error *error) {
  if (!journal_article_line(s, article)) return state_error_memory(error);
  return journal_flush(s, error);
}

bool fetch_state_note_site(fetch_state *s, const char *origin, int64_t now,
                           const char *rules, rasid_error *error) {
  site_state *site = state_site(s, origin);
  if (site == NULL || !state_set_text(&site->rules, rules))
    return state_error_memory(error);
  site->fetched = now;
  if (!journal_site_line(s, site)) return state_error_memory(error);
  return journal_flush(s, error);
}

bool fetch_state_write(fetch_state *s, article_state *article, const char *final_key,
                       const char *day, const char *line, size_t size,
                       rasid_error *error) {
  int64_t end;
  char figure[24];
  bool is_new;
  day_end *d = state_day(s, day);
  article_state *final = state_article(s, final_key, &is_new);
  if (d == NULL || final == NULL) return state_error_memory(error);
  if (!days_append(s, day, line, size, &end, error)) return false;
  d->end = end;
  snprintf(figure, sizeof figure, "%lld", (long long)end);
  article_close(article, ARTICLE_DONE);
  if (final != article) {
    if (is_new) final->seen = article->seen;
    if (is_new) final->feed = article->feed;
    article_close(final, ARTICLE_DONE);
  }
  bool ok = journal_article_line(s, article) &&
            (final == article || journal_article_line(s, final)) &&
            journal_line(s, (const char *[]){"day", day, figure, NULL});
  return ok ? journal_flush(s, error) : state_error_memory(error);
}

/* ---- forgetting ---- */

static bool is_forgotten(const article_state *a, int64_t now) {
  if (now - a->seen < (int64_t)KEEP_DAYS * DAY_SECONDS) return false;
  if (a->feed == NULL || !a->feed->wanted) return a->status != ARTICLE_PENDING;
  /* Not in what the feed listed last. */
  return a->status != ARTICLE_PENDING && a->seen < a->feed->full - SLACK_SECONDS;
}

static void forget_articles(fetch_state *s, int64_t now) {
  size_t n = 0;
  for (size_t i = 0; i < s->n_articles; i++) {
    article_state *a = s->articles[i];
    if (is_forgotten(a, now))
      article_free(a);
    else
      s->articles[n++] = a;
  }
  if (n == s->n_articles) return;
  s->n_articles = n;
  memset(s->buckets, 0, s->n_buckets * sizeof(article_state *));
  for (size_t i = 0; i < n; i++) put_into_bucket(s, s->articles[i]);
}

bool fetch_state_compact(fetch_state *s, int64_t now, rasid_error *error) {
  bool ok = true;
  /* While a state is being opened no feed is wanted yet, and nothing is forgotten. */
  bool any_wanted = false;
  for (size_t i = 0; i < s->n_feeds; i++) any_wanted = any_wanted || s->feeds[i]->wanted;
  if (any_wanted) forget_articles(s, now);
  s->lines.size = 0;
  ok = journal_line(s, (const char *[]){"rasid-fetch-state", "1", NULL});
  for (size_t i = 0; ok && i < s->n_feeds; i++) ok = journal_feed_line(s, s->feeds[i]);
  for (size_t i = 0; ok && i < s->n_articles; i++)
    ok = journal_article_line(s, s->articles[i]);
  for (size_t i = 0; ok && i < s->n_sites; i++)
    if (now - s->sites[i].fetched < (int64_t)KEEP_DAYS * DAY_SECONDS)
      ok = journal_site_line(s, &s->sites[i]);
  for (size_t i = 0; ok && i < s->n_days; i++) {
    char end[24];
    snprintf(end, sizeof end, "%lld", (long long)s->days[i].end);
    ok = journal_line(s, (const char *[]){"day", s->days[i].day, end, NULL});
  }
  return ok ? journal_replace(s, error) : state_error_memory(error);
}
