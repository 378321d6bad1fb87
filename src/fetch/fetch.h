/* fetch.h - a run of `rasid_fetch`: hosts with their queues, jobs, and what answers lead
 * to.
 *
 * One thread drives all. Each host has a queue of jobs and at most one request under way;
 * between two requests it has its rest. Hosts do not wait for each other. Every request,
 * also one that a redirect leads to, goes through its host's queue and is held against
 * its site's robots.txt first.
 */
#ifndef RASID_FETCH_FETCH_H
#define RASID_FETCH_FETCH_H

#include <rasid/io.h>

#include "fetch_state.h"
#include "input/input.h"
#include "robots.h"
#include "transfer.h"

enum { FETCH_AGENT_BYTES = 300 };

typedef enum job_kind { JOB_ROBOTS, JOB_FEED, JOB_ARTICLE } job_kind;

typedef struct origin origin;

typedef struct job {
  job_kind kind;
  fetch_url url; /* of this hop */
  feed_state *feed;
  article_state *article;
  origin *site; /* of JOB_ROBOTS: whose rules are asked for */
  unsigned n_redirects, n_tries;
  int64_t not_before; /* on the clock of fetch_ms */
  struct job *next;
} job;

typedef struct host {
  char *name;
  job *first;         /* of the queue */
  job **end;          /* where its next job is to be put; NULL = at `first` */
  job *active;        /* NULL while it rests */
  transfer *transfer; /* of the active job */
  int64_t free_at;    /* when its rest ends, on the clock of fetch_ms */
  bool closed;        /* it asked for a rest longer than this run waits */
  int64_t closed_for; /* seconds */
} host;

/* What is known of a site's robots.txt in this run. */
typedef enum rules_state {
  RULES_UNKNOWN = 0,
  RULES_ASKED,
  RULES_KNOWN,
  RULES_NOT_HAD /* then nothing of the site may be fetched */
} rules_state;

struct origin {
  char *name;
  rules_state state;
  robots *rules;   /* NULL = everything is allowed */
  int64_t fetched; /* seconds of the epoch */
  char why[300];   /* it was not had */
};

struct rasid_fetch {
  rasid_fetch_options options;
  char user_agent[FETCH_AGENT_BYTES];
  transfer_limits limits;
  CURLM *multi;
  bool has_curl;
  fetch_state *state;
  rasid_page *page;
  rasid_feed *feed;
  bytes line;
  host **hosts;
  size_t n_hosts, hosts_capacity, first_host;
  origin **origins;
  size_t n_origins, origins_capacity;
  size_t n_active;
  bool ending; /* no further request is started */
  rasid_fetch_totals totals;
  rasid_error error; /* what ends the run */
};

/* Milliseconds of a clock that never goes back, and seconds of the epoch. */
int64_t fetch_ms(void);
int64_t fetch_now(void);

/* What the options say of every request; `user_agent` has FETCH_AGENT_BYTES, and it and
 * the strings of the options are borrowed. */
void fetch_set_limits(const rasid_fetch_options *options, char *user_agent,
                      transfer_limits *limits);

/* Fills `error` (may be NULL) with "subject: why"; returns `status`. */
rasid_status fetch_fail(rasid_error *error, rasid_status status, const char *subject,
                        const char *why);

/* Ends the run for want of memory; returns false. */
bool fetch_no_memory(rasid_fetch *f);

/* Tells the caller of something; "address: what". */
void fetch_notice(rasid_fetch *f, const char *url, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- queues (fetch_queue.c) ---- */
/* Queues a request for a feed or a pending article. False when out of memory; an address
 * that is none is told of as a failure. */
bool queue_feed(rasid_fetch *f, feed_state *feed);
bool queue_article(rasid_fetch *f, article_state *article);
/* Starts what may start. Milliseconds until more may; -1 where nothing waits for its
 * time. */
int64_t queue_start(rasid_fetch *f);
/* Takes what libcurl has ended. */
void queue_take(rasid_fetch *f);
/* Forgets all jobs. What they were for stays pending. */
void queue_clear(rasid_fetch *f);
void queue_free(rasid_fetch *f);
/* The job goes on at another address, or later. */
bool queue_redirect(rasid_fetch *f, job *j, const char *location, const char **why);
bool queue_again(rasid_fetch *f, job *j, int64_t wait_ms);
void job_free(job *j);

/* ---- answers (fetch_answer.c); each takes the job over ---- */
void answer_take(rasid_fetch *f, host *h, job *j, const transfer *t, transfer_end end);
/* The job came to nothing: for now, or for good. */
void answer_failed(rasid_fetch *f, job *j, bool for_good, const char *why);
/* The job waits for another run. */
void answer_later(rasid_fetch *f, job *j, int64_t seconds);

#endif
