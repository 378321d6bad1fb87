/* fetch_answer.c - what an answer leads to: rules, articles to fetch, lines written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "fetch.h"
#include "fetch_line.h"

enum {
  MAX_ITEMS = 2000,       /* of a feed that are looked at */
  MAX_PATIENCE_S = 86400, /* no host is left alone for longer, whatever it asks */
};

/* ---- coming to nothing ---- */

static void note_feed(rasid_fetch *f, const feed_state *feed) {
  if (f->error.status == RASID_OK) fetch_state_note_feed(f->state, feed, &f->error);
}

static void note_article(rasid_fetch *f, const article_state *article) {
  if (f->error.status == RASID_OK) fetch_state_note_article(f->state, article, &f->error);
}

/* Rules that were not had: those of an earlier time hold on; without such nothing of the
 * site may be fetched. */
static void rules_failed(job *j, bool for_good, const char *why) {
  origin *o = j->site;
  if (o->fetched != 0 && !for_good) {
    o->state = RULES_KNOWN;
    return;
  }
  o->state = RULES_NOT_HAD;
  snprintf(o->why, sizeof o->why, for_good ? "%.250s" : "no robots.txt was had (%.250s)",
           why);
}

void answer_failed(rasid_fetch *f, job *j, bool for_good, const char *why) {
  feed_state *feed = j->feed;
  article_state *a = j->article;
  const char *from = j->n_redirects > 0 ? j->url.text : NULL;
  const char *between = from ? " (after a redirect to " : "", *end = from ? ")" : "";
  switch (j->kind) {
    case JOB_ROBOTS: rules_failed(j, for_good, why); break;
    case JOB_FEED:
      f->totals.n_feeds_failed++;
      feed->n_failures++;
      feed->tried = fetch_now();
      fetch_notice(f, feed->url, "%s%s%.200s%s", why, between, from ? from : "", end);
      note_feed(f, feed);
      break;
    case JOB_ARTICLE:
      a->n_passes++;
      for_good = for_good || a->n_passes >= f->options.n_passes;
      f->totals.n_articles_failed += for_good;
      fetch_notice(f, a->key, "%s%s%.200s%s%s", why, between, from ? from : "", end,
                   for_good ? "; given up" : "; left for the next run");
      if (for_good) article_give_up(a);
      note_article(f, a);
      break;
  }
  job_free(j);
}

void answer_later(rasid_fetch *f, job *j, int64_t seconds) {
  char why[100];
  snprintf(why, sizeof why, "its host asks to wait for %lld seconds", (long long)seconds);
  if (j->kind == JOB_FEED) j->feed->not_before = fetch_now() + seconds;
  if (j->kind == JOB_ARTICLE)
    job_free(j); /* pending as it was */
  else
    answer_failed(f, j, false, why);
}

/* Another try, where there may be one. A host that asks for patience gets it, for all
 * that is queued. */
static void try_again(rasid_fetch *f, host *h, job *j, const transfer *t) {
  int64_t asked = transfer_retry_after(t), wait = -1;
  if (asked > MAX_PATIENCE_S) asked = MAX_PATIENCE_S;
  if (asked >= 0) {
    if (asked > f->options.max_wait_ms / 1000) {
      h->closed = true;
      h->closed_for = asked;
      answer_later(f, j, asked);
      return;
    }
    wait = asked * 1000;
    if (h->free_at < fetch_ms() + wait) h->free_at = fetch_ms() + wait;
  }
  if (j->n_tries >= f->options.n_retries) {
    answer_failed(f, j, false, transfer_why(t));
  } else if (!queue_again(f, j, wait)) {
    job_free(j);
    fetch_no_memory(f);
  }
}

/* ---- robots.txt ---- */

static void take_rules(rasid_fetch *f, job *j, const transfer *t) {
  origin *o = j->site;
  size_t size;
  const char *body = transfer_body(t, &size);
  char *printed = NULL;
  robots_free(o->rules);
  o->rules = NULL;
  /* A site that says it has none forbids nothing (RFC 9309, 2.3.1.3). */
  if (transfer_status(t) < 300) {
    o->rules = robots_parse(body, size, "rasid");
    printed = o->rules ? robots_print(o->rules) : NULL;
    if (printed == NULL) fetch_no_memory(f);
  }
  o->state = RULES_KNOWN;
  o->fetched = fetch_now();
  if (f->error.status == RASID_OK)
    fetch_state_note_site(f->state, o->name, o->fetched, printed, &f->error);
  free(printed);
  job_free(j);
}

/* ---- feeds ---- */

/* The charset a Content-Type names. */
static rasid_text charset_of(const char *type) {
  for (const char *p = type; (p = strchr(p, ';')) != NULL;) {
    p++;
    while (*p == ' ') p++;
    if (strncasecmp(p, "charset=", 8) != 0) continue;
    p += 8;
    if (*p == '"') p++;
    return (rasid_text){p, strcspn(p, "\"; ")};
  }
  return (rasid_text){NULL, 0};
}

static char *string_of(rasid_text text) {
  char *out = malloc(text.size + 1);
  if (out == NULL) return NULL;
  if (text.size > 0) memcpy(out, text.data, text.size);
  out[text.size] = '\0';
  return out;
}

/* Notes an item; false when out of memory or the state cannot be written. `*bad` where
 * its address is none. */
static bool take_item(rasid_fetch *f, job *j, const rasid_feed_item *item, bool *bad) {
  fetch_url url = {0};
  const char *why = NULL;
  char *link = string_of(item->url), *title = string_of(item->title),
       *published = string_of(item->published), *key = NULL;
  bool ok = link != NULL && title != NULL && published != NULL;
  *bad = ok && (link[0] == '\0' || !url_parse(&url, link, j->url.text, &why));
  if (ok && !*bad) {
    key = url_key(&url);
    ok = key != NULL && fetch_state_list(f->state, j->feed, key, url.text, title,
                                         published, fetch_now(), &f->error);
    article_state *a = ok ? fetch_state_article(f->state, key) : NULL;
    if (a != NULL && a->status == ARTICLE_PENDING) ok = queue_article(f, a);
  }
  if (!ok && f->error.status == RASID_OK) fetch_no_memory(f);
  url_free(&url);
  free(link);
  free(title);
  free(published);
  free(key);
  return ok;
}

static bool take_items(rasid_fetch *f, job *j) {
  size_t n = rasid_feed_n_items(f->feed), n_bad = 0;
  rasid_feed_item item;
  bool bad;
  if (n > MAX_ITEMS)
    fetch_notice(f, j->feed->url, "has %zu items, of which the first %d are looked at", n,
                 MAX_ITEMS);
  for (size_t i = 0; i < n && i < MAX_ITEMS && rasid_feed_item_at(f->feed, i, &item);
       i++) {
    if (!take_item(f, j, &item, &bad)) return false;
    n_bad += bad;
  }
  if (n_bad > 0)
    fetch_notice(f, j->feed->url, "%zu of %zu items have no address that can be fetched",
                 n_bad, n);
  return true;
}

static void take_feed(rasid_fetch *f, job *j, const transfer *t) {
  feed_state *feed = j->feed;
  rasid_error error = {0};
  size_t size;
  const char *body = transfer_body(t, &size);
  if (rasid_feed_read(f->feed, (rasid_text){body, size},
                      charset_of(transfer_content_type(t)), &error) != RASID_OK) {
    answer_failed(f, j, false, error.message);
    return;
  }
  feed->tried = feed->full = fetch_now();
  feed->n_failures = 0;
  feed->not_before = 0;
  char *title = string_of(rasid_feed_title(f->feed));
  if (title == NULL || !feed_set(&feed->title, title) ||
      !feed_set(&feed->etag, transfer_etag(t)) ||
      !feed_set(&feed->modified, transfer_modified(t)) ||
      !feed_set(&feed->answered_url, j->url.text))
    fetch_no_memory(f);
  free(title);
  /* The articles first: a feed that is known to be unchanged is not looked at again. */
  if (f->error.status == RASID_OK && take_items(f, j)) note_feed(f, feed);
  job_free(j);
}

static void take_unchanged(rasid_fetch *f, job *j) {
  f->totals.n_feeds_unchanged++;
  j->feed->tried = fetch_now();
  j->feed->n_failures = 0;
  j->feed->not_before = 0;
  note_feed(f, j->feed);
  job_free(j);
}

/* ---- articles ---- */

static void today(const rasid_fetch *f, char day[11]) {
  time_t now = (time_t)fetch_now();
  struct tm utc;
  if (f->options.day != NULL)
    snprintf(day, 11, "%.10s", f->options.day);
  else if (gmtime_r(&now, &utc) == NULL || strftime(day, 11, "%Y-%m-%d", &utc) == 0)
    snprintf(day, 11, "1970-01-01");
}

static rasid_text text_of(const char *text) {
  return text != NULL ? (rasid_text){text, strlen(text)} : (rasid_text){NULL, 0};
}

static rasid_text first_of(rasid_text a, rasid_text b) {
  return a.size > 0 ? a : b;
}

/* Writes the page that was read; what it does not tell is taken from the feed. */
static void write_article(rasid_fetch *f, job *j, const char *key) {
  article_state *a = j->article;
  rasid_document document;
  rasid_page_facts facts;
  char day[11];
  rasid_document_init(&document);
  rasid_page_document(f->page, &document);
  rasid_page_tell(f->page, &facts);
  fetch_line line = {
      .id = text_of(a->key),
      .url = text_of(j->url.text),
      .title = first_of(document.title, text_of(a->title)),
      .text = document.text,
      .published = first_of(document.published, text_of(a->published)),
      .source = first_of(document.source, text_of(a->feed ? a->feed->title : NULL)),
      .language = facts.language,
      .captions = document.captions,
      .n_captions = document.n_captions};
  if (document.text.size == 0) {
    answer_failed(f, j, true, "no article was found in the page");
    return;
  }
  today(f, day);
  if (!fetch_line_print(&f->line, &line))
    fetch_no_memory(f);
  else if (fetch_state_write(f->state, a, key, day, f->line.data, f->line.size,
                             &f->error))
    f->totals.n_articles++;
  job_free(j);
}

static void take_article(rasid_fetch *f, job *j, const transfer *t) {
  article_state *a = j->article;
  size_t size;
  const char *body = transfer_body(t, &size);
  rasid_error error = {0};
  char *key = url_key(&j->url);
  article_state *same = key ? fetch_state_article(f->state, key) : NULL;
  if (key == NULL) {
    job_free(j);
    fetch_no_memory(f);
  } else if (same != NULL && same != a && same->status == ARTICLE_DONE) {
    f->totals.n_articles_known++;
    article_done(a);
    note_article(f, a);
    job_free(j);
  } else if (rasid_page_read(f->page, (rasid_text){body, size}, text_of(j->url.text),
                             charset_of(transfer_content_type(t)), &error) != RASID_OK) {
    answer_failed(f, j, true, error.message);
  } else {
    write_article(f, j, key);
  }
  free(key);
}

/* ---- all ---- */

static void take_redirect(rasid_fetch *f, job *j, const transfer *t) {
  const char *location = transfer_location(t), *why = "redirected to nowhere";
  if (location != NULL && queue_redirect(f, j, location, &why)) return;
  if (j->kind == JOB_ROBOTS && j->n_redirects >= f->options.n_redirects) {
    take_rules(f, j, t); /* counts as none (RFC 9309, 2.3.1.2) */
    return;
  }
  char what[200];
  snprintf(what, sizeof what, "%s%s%.120s", why, location ? ": " : "",
           location ? location : "");
  answer_failed(f, j, true, what);
}

void answer_take(rasid_fetch *f, host *h, job *j, const transfer *t, transfer_end end) {
  long status = transfer_status(t);
  if (j->kind == JOB_ARTICLE && j->article->status != ARTICLE_PENDING) {
    job_free(j); /* another address led to the same page meanwhile */
  } else if (end == TRANSFER_REFUSED || end == TRANSFER_BARRED) {
    /* A site that may not be connected to may be mended before the next run. */
    answer_failed(f, j, end == TRANSFER_REFUSED || j->kind == JOB_ROBOTS,
                  transfer_why(t));
  } else if (end == TRANSFER_AGAIN || status == 408 || status == 429 || status >= 500) {
    try_again(f, h, j, t);
  } else if (status == 304 && j->kind == JOB_FEED) {
    take_unchanged(f, j);
  } else if (status >= 300 && status < 400) {
    take_redirect(f, j, t);
  } else if (j->kind == JOB_ROBOTS) {
    take_rules(f, j, t);
  } else if (status != 200) {
    char why[40];
    snprintf(why, sizeof why, "HTTP status %ld", status);
    answer_failed(f, j, true, why);
  } else if (j->kind == JOB_FEED) {
    take_feed(f, j, t);
  } else {
    take_article(f, j, t);
  }
}
