/* fetch_queue.c - hosts, their queues, and whose turn it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch.h"

enum {
  RULES_SECONDS = 86400,   /* robots.txt is asked for anew after (RFC 9309, 2.4) */
  MAX_CRAWL_DELAY_S = 120, /* a site that asks for longer rests gets these */
  MAX_BACKOFF_MS = 60000
};

static const char feed_accept[] =
    "application/rss+xml, application/atom+xml, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1";
static const char page_accept[] =
    "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1";

/* ---- hosts and sites ---- */

static bool grow(void *items, size_t *capacity, size_t n) {
  void **array = items;
  if (n < *capacity) return true;
  size_t more = *capacity ? 2 * *capacity : 16;
  void *grown = realloc(*array, more * sizeof(void *));
  if (grown == NULL) return false;
  *array = grown;
  *capacity = more;
  return true;
}

static host *queue_host(rasid_fetch *f, const char *name) {
  for (size_t i = 0; i < f->n_hosts; i++)
    if (strcmp(f->hosts[i]->name, name) == 0) return f->hosts[i];
  if (!grow(&f->hosts, &f->hosts_capacity, f->n_hosts)) return NULL;
  host *h = calloc(1, sizeof *h);
  if (h == NULL || (h->name = strdup(name)) == NULL) {
    free(h);
    return NULL;
  }
  return f->hosts[f->n_hosts++] = h;
}

/* What an earlier run learnt of a site. */
static void recall_rules(rasid_fetch *f, origin *o) {
  const site_state *known = fetch_state_site(f->state, o->name);
  if (known == NULL) return;
  if (known->rules != NULL)
    o->rules = robots_parse(known->rules, strlen(known->rules), "rasid");
  if (known->rules != NULL && o->rules == NULL) return;
  o->fetched = known->fetched;
  if (fetch_now() - known->fetched < RULES_SECONDS) o->state = RULES_KNOWN;
}

static origin *queue_origin(rasid_fetch *f, const char *name) {
  for (size_t i = 0; i < f->n_origins; i++)
    if (strcmp(f->origins[i]->name, name) == 0) return f->origins[i];
  if (!grow(&f->origins, &f->origins_capacity, f->n_origins)) return NULL;
  origin *o = calloc(1, sizeof *o);
  if (o == NULL || (o->name = strdup(name)) == NULL) {
    free(o);
    return NULL;
  }
  recall_rules(f, o);
  return f->origins[f->n_origins++] = o;
}

/* ---- jobs ---- */

void job_free(job *j) {
  if (j == NULL) return;
  if (j->article != NULL) j->article->queued = false;
  url_free(&j->url);
  free(j);
}

/* Puts a job at the end of its host's queue, or at its head. */
static bool put(rasid_fetch *f, job *j, bool at_head) {
  host *h = queue_host(f, j->url.host);
  if (h == NULL) return false;
  job **place = at_head || h->end == NULL ? &h->first : h->end;
  j->next = *place;
  *place = j;
  if (j->next == NULL) h->end = &j->next;
  return true;
}

static bool queue_new(rasid_fetch *f, job_kind kind, feed_state *feed,
                      article_state *article, const char *text) {
  const char *why;
  job *j = calloc(1, sizeof *j);
  if (j == NULL) return false;
  j->kind = kind;
  j->feed = feed;
  j->article = article;
  if (article != NULL) article->queued = true;
  if (!url_parse(&j->url, text, NULL, &why)) {
    answer_failed(f, j, true, why);
    return true;
  }
  if (put(f, j, false)) return true;
  job_free(j);
  return false;
}

bool queue_feed(rasid_fetch *f, feed_state *feed) {
  int64_t wait = feed->not_before - fetch_now();
  f->totals.n_feeds++;
  if (wait > 0) {
    f->totals.n_feeds_failed++;
    fetch_notice(f, feed->url, "its host asked to wait for %lld more seconds",
                 (long long)wait);
    return true;
  }
  return queue_new(f, JOB_FEED, feed, NULL, feed->url);
}

bool queue_article(rasid_fetch *f, article_state *article) {
  if (article->queued || article->url == NULL) return true;
  return queue_new(f, JOB_ARTICLE, article->feed, article, article->url);
}

/* A job that asks for the rules of a site; NULL when out of memory. */
static job *rules_job(origin *o) {
  const char *why;
  job *j = calloc(1, sizeof *j);
  if (j == NULL) return NULL;
  j->kind = JOB_ROBOTS;
  j->site = o;
  if (url_parse(&j->url, "/robots.txt", o->name, &why)) return j;
  free(j);
  return NULL;
}

bool queue_redirect(rasid_fetch *f, job *j, const char *location, const char **why) {
  fetch_url url;
  *why = "redirected too often";
  if (j->n_redirects >= f->options.n_redirects) return false;
  if (!url_parse(&url, location, NULL, why)) return false;
  url_free(&j->url);
  j->url = url;
  j->n_redirects++;
  j->n_tries = 0;
  j->not_before = 0;
  *why = "out of memory";
  return put(f, j, true);
}

bool queue_again(rasid_fetch *f, job *j, int64_t wait_ms) {
  if (wait_ms < 0) {
    wait_ms = f->options.retry_ms;
    for (unsigned i = 0; i < j->n_tries && wait_ms < MAX_BACKOFF_MS; i++) wait_ms *= 2;
    if (wait_ms > MAX_BACKOFF_MS) wait_ms = MAX_BACKOFF_MS;
  }
  j->n_tries++;
  j->not_before = fetch_ms() + wait_ms;
  return put(f, j, true);
}

/* ---- whose turn it is ---- */

static job *take_out(host *h, job **place) {
  job *j = *place;
  *place = j->next;
  if (j->next == NULL) h->end = place;
  j->next = NULL;
  return j;
}

/* What the rules of its site make of a job. */
typedef enum verdict { VERDICT_GO, VERDICT_ASK, VERDICT_WAIT, VERDICT_NO } verdict;

static verdict judge(rasid_fetch *f, const job *j, origin **site, const char **why) {
  if (j->kind == JOB_ROBOTS) return VERDICT_GO;
  origin *o = *site = queue_origin(f, j->url.origin);
  *why = "out of memory";
  if (o == NULL) return VERDICT_NO;
  switch (o->state) {
    case RULES_UNKNOWN: return VERDICT_ASK;
    case RULES_ASKED: return VERDICT_WAIT;
    case RULES_NOT_HAD: *why = o->why; return VERDICT_NO;
    case RULES_KNOWN: break;
  }
  *why = "its site's robots.txt forbids it";
  return robots_allows(o->rules, j->url.path) ? VERDICT_GO : VERDICT_NO;
}

/* The next job of a host whose time has come, taken out of the queue; NULL where there is
 * none. `*wait` is lowered to when there may be. */
static job *pick(rasid_fetch *f, host *h, int64_t now, int64_t *wait) {
  for (job **place = &h->first; *place != NULL;) {
    job *j = *place;
    origin *site = NULL;
    const char *why = NULL;
    if (h->closed) {
      answer_later(f, take_out(h, place), h->closed_for);
      continue;
    }
    if (j->not_before > now) {
      if (*wait < 0 || j->not_before - now < *wait) *wait = j->not_before - now;
      place = &j->next;
      continue;
    }
    switch (judge(f, j, &site, &why)) {
      case VERDICT_GO: return take_out(h, place);
      case VERDICT_WAIT: place = &j->next; break;
      case VERDICT_NO:
        answer_failed(f, take_out(h, place), site != NULL && site->state == RULES_KNOWN,
                      why);
        break;
      case VERDICT_ASK:
        site->state = RULES_ASKED;
        j = rules_job(site);
        if (j == NULL) fetch_no_memory(f);
        return j;
    }
  }
  return NULL;
}

static void start(rasid_fetch *f, host *h, job *j) {
  transfer_wish wish = {.accept = j->kind == JOB_ROBOTS ? "text/plain, */*;q=0.1"
                                  : j->kind == JOB_FEED ? feed_accept
                                                        : page_accept,
                        .only_text = j->kind == JOB_ARTICLE,
                        .cut_at = j->kind == JOB_ROBOTS ? ROBOTS_MAX_BYTES : 0};
  if (j->kind == JOB_FEED && j->feed->answered_url != NULL &&
      strcmp(j->feed->answered_url, j->url.text) == 0) {
    wish.etag = j->feed->etag;
    wish.modified = j->feed->modified;
  }
  h->active = j;
  h->transfer = transfer_start(f->multi, &f->limits, &j->url, &wish, h);
  f->n_active++;
  if (h->transfer == NULL) fetch_no_memory(f);
}

int64_t queue_start(rasid_fetch *f) {
  int64_t now = fetch_ms(), wait = -1;
  for (size_t i = 0; i < f->n_hosts && f->error.status == RASID_OK; i++) {
    host *h = f->hosts[(f->first_host + i) % f->n_hosts];
    if (h->active != NULL || h->first == NULL) continue;
    if (h->free_at > now && !h->closed) {
      if (wait < 0 || h->free_at - now < wait) wait = h->free_at - now;
      continue;
    }
    if (f->n_active >= f->options.n_hosts) break;
    job *j = pick(f, h, now, &wait);
    if (j != NULL) start(f, h, j);
  }
  /* Where not all hosts get their turn at once, another one is first next time. */
  if (f->n_hosts > 0) f->first_host = (f->first_host + 1) % f->n_hosts;
  return wait;
}

/* A host rests after each request, at least as long as its site asks. */
static void rest(rasid_fetch *f, host *h, const origin *o) {
  double seconds = o != NULL ? robots_delay(o->rules) : 0;
  if (seconds > MAX_CRAWL_DELAY_S) seconds = MAX_CRAWL_DELAY_S;
  int64_t ms = (int64_t)(seconds * 1000);
  if (ms < f->options.delay_ms) ms = f->options.delay_ms;
  if (h->free_at < fetch_ms() + ms) h->free_at = fetch_ms() + ms;
}

void queue_take(rasid_fetch *f) {
  CURLMsg *message;
  int left;
  while (f->error.status == RASID_OK &&
         (message = curl_multi_info_read(f->multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    transfer *t = transfer_of(message->easy_handle);
    host *h = transfer_owner(t);
    transfer_end end = transfer_finish(t, message->data.result);
    job *j = h->active;
    f->totals.n_bytes += transfer_bytes(t);
    h->active = NULL;
    h->transfer = NULL;
    f->n_active--;
    const origin *o = queue_origin(f, j->url.origin);
    answer_take(f, h, j, t, end);
    rest(f, h, o); /* by the rules this answer may have brought */
    transfer_free(t, f->multi);
  }
}

/* ---- the end ---- */

void queue_clear(rasid_fetch *f) {
  for (size_t i = 0; i < f->n_hosts; i++) {
    host *h = f->hosts[i];
    transfer_free(h->transfer, f->multi);
    h->transfer = NULL;
    job_free(h->active);
    h->active = NULL;
    for (job *j; (j = h->first) != NULL; job_free(j)) h->first = j->next;
    h->end = NULL;
    h->closed = false;
  }
  /* What was asked for in vain is asked for again in the next run. */
  for (size_t i = 0; i < f->n_origins; i++) {
    origin *o = f->origins[i];
    bool fresh = o->state == RULES_KNOWN && fetch_now() - o->fetched < RULES_SECONDS;
    if (!fresh) o->state = RULES_UNKNOWN;
  }
  f->n_active = 0;
}

void queue_free(rasid_fetch *f) {
  if (f->multi != NULL) queue_clear(f);
  for (size_t i = 0; i < f->n_hosts; i++) {
    free(f->hosts[i]->name);
    free(f->hosts[i]);
  }
  for (size_t i = 0; i < f->n_origins; i++) {
    free(f->origins[i]->name);
    robots_free(f->origins[i]->rules);
    free(f->origins[i]);
  }
  free(f->hosts);
  free(f->origins);
}
