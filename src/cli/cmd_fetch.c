/* cmd_fetch.c - `rasid fetch`: options, rounds, progress and the summary; the work is
 * rasid_fetch_run's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "code_pipeline.h"
#include "fetch_store.h"
#include "language.h"
#include "signals.h"

/* Options without a letter. */
enum {
  TO = 256,
  ONCE,
  EVERY,
  DELAY,
  HOSTS,
  TIMEOUT,
  MAX_SIZE,
  REDIRECTS,
  RETRIES,
  RETRY_DELAY,
  MAX_WAIT,
  CONTACT,
  CA,
  TODAY,
  ALLOW_PRIVATE,
  STORE
};

static const cli_option options[] = {
    {"to", TO, "DIR", NULL, N_("the folder to write to; made where it is not there")},
    {"store", STORE, "STORE", NULL,
     N_("code the articles after each round and put them into STORE, a file or "
        "postgresql://…")},
    {"once", ONCE, NULL, NULL, N_("poll once and end (default)")},
    {"every", EVERY, "TIME", NULL,
     N_("poll again and again, a round each TIME: 15m, 1h; ends when interrupted")},
    {"delay", DELAY, "TIME", NULL,
     N_("rest of a host between two requests; default: 5s, or what its robots.txt asks")},
    {"hosts", HOSTS, "N", NULL, N_("hosts asked at once; default: 16")},
    {"timeout", TIMEOUT, "TIME", NULL, N_("a request ends after TIME; default: 30s")},
    {"max-size", MAX_SIZE, "SIZE", NULL,
     N_("larger answers are refused; default: 10M (bytes, or with k, M)")},
    {"redirects", REDIRECTS, "N", NULL, N_("redirects followed at most; default: 5")},
    {"retries", RETRIES, "N", NULL,
     N_("further tries of a request that failed by accident; default: 3")},
    {"retry-delay", RETRY_DELAY, "TIME", NULL,
     N_("wait before the first of them, doubled for each further one; default: 2s")},
    {"max-wait", MAX_WAIT, "TIME", NULL,
     N_("a host that asks to wait longer is left for the next run; default: 60s")},
    {"contact", CONTACT, "TEXT", NULL,
     N_("an address by which a site can reach you, told to every site")},
    {"ca", CA, "FILE", NULL, N_("certificates to trust (PEM) instead of the system's")},
    {"today", TODAY, "YYYY-MM-DD", NULL,
     N_("the day the articles are filed under, instead of the clock's")},
    {"allow-private", ALLOW_PRIVATE, NULL, NULL,
     N_("also connect to private, loopback and link-local addresses")},
};

typedef struct fetch_command {
  rasid_fetch_options fetch;
  uint32_t every_ms; /* 0 = once */
  char **sources;
  int n_sources;
  const char *store; /* NULL: none */
  const volatile sig_atomic_t *stop;
  bool shows_progress, has_progress; /* has_progress: a line of it stands there */
} fetch_command;

/* ---- what a run tells ---- */

static void clear_progress(fetch_command *c) {
  if (c->has_progress) fputs("\r\033[K", stderr);
  c->has_progress = false;
}

static void on_notice(void *context, const char *message) {
  fetch_command *c = context;
  clear_progress(c);
  say("fetch", "%s", message);
}

static bool on_progress(void *context, const rasid_fetch_totals *t) {
  fetch_command *c = context;
  if (c->shows_progress) {
    fputs("\r\033[K", stderr);
    fprintf(stderr, _("%llu articles, %.1f MB"), (unsigned long long)t->n_articles,
            (double)t->n_bytes / 1e6);
    fflush(stderr);
    c->has_progress = true;
  }
  return *c->stop == 0;
}

static void print_summary(const rasid_fetch_totals *t, double seconds) {
  fputs("rasid: ", stderr);
  fprintf(stderr, ngettext("%llu feed", "%llu feeds", (unsigned long)t->n_feeds),
          (unsigned long long)t->n_feeds);
  if (t->n_feeds_failed > 0)
    fprintf(stderr, _(" (%llu failed)"), (unsigned long long)t->n_feeds_failed);
  fputs(_(", "), stderr);
  fprintf(stderr,
          ngettext("%llu new article", "%llu new articles", (unsigned long)t->n_articles),
          (unsigned long long)t->n_articles);
  if (t->n_articles_failed > 0)
    fprintf(stderr, _(", %llu given up"), (unsigned long long)t->n_articles_failed);
  if (t->n_articles_pending > 0)
    fprintf(stderr, _(", %llu left for the next run"),
            (unsigned long long)t->n_articles_pending);
  fprintf(stderr, _(", %.1f MB, %.2f seconds\n"), (double)t->n_bytes / 1e6, seconds);
}

/* ---- a round ---- */

static bool is_address(const char *source) {
  const char *colon = strstr(source, "://");
  return colon != NULL && strcspn(source, "/") > (size_t)(colon - source);
}

/* Adds every feed; the number of sources that are none, or -1 where there is no memory.
 */
static int add_sources(const fetch_command *c, rasid_fetch *fetch) {
  int n_bad = 0;
  for (int i = 0; i < c->n_sources; i++) {
    rasid_error error = {0};
    size_t n;
    rasid_status status = is_address(c->sources[i])
                              ? rasid_fetch_add(fetch, c->sources[i], &error)
                              : rasid_fetch_add_list(fetch, c->sources[i], &n, &error);
    if (status == RASID_OK) continue;
    say("fetch", "%s", error.message);
    if (status == RASID_ERROR_MEMORY) return -1;
    n_bad++;
  }
  return n_bad;
}

static int run_round(fetch_command *c) {
  rasid_fetch *fetch = NULL;
  rasid_fetch_totals totals = {0};
  rasid_error error = {0};
  double start = clock_seconds();
  int status = EXIT_FAILED;
  if (rasid_fetch_open(&c->fetch, &fetch, &error) != RASID_OK) {
    say("fetch", "%s", error.message);
    return EXIT_FAILED;
  }
  int n_bad = add_sources(c, fetch);
  if (n_bad >= 0) {
    rasid_status came_to = rasid_fetch_run(fetch, &totals, &error);
    clear_progress(c);
    if (came_to != RASID_OK) say("fetch", "%s", error.message);
    print_summary(&totals, clock_seconds() - start);
    if (came_to == RASID_OK)
      status = n_bad > 0 || totals.n_feeds_failed > 0 ? EXIT_SOME_BAD : EXIT_ALL_DONE;
  }
  rasid_fetch_close(fetch);
  if (c->store != NULL && status != EXIT_FAILED && *c->stop == 0) {
    int stored = fetch_into_store(c->store, c->fetch.folder);
    if (stored > status) status = stored;
  }
  return status;
}

static int run(fetch_command *c) {
  int status = EXIT_ALL_DONE;
  c->stop = signals_catch();
  c->shows_progress = isatty(STDERR_FILENO);
  c->fetch.notice = on_notice;
  c->fetch.progress = on_progress;
  c->fetch.context = c;
  c->fetch.max_run_ms = c->every_ms;
  do {
    double end = clock_seconds() + c->every_ms * 1e-3;
    int came_to = run_round(c);
    if (came_to > status) status = came_to;
    /* In ticks, since a signal may come between the look and the sleep. */
    const struct timespec tick = {.tv_nsec = 100000000};
    while (*c->stop == 0 && clock_seconds() < end) nanosleep(&tick, NULL);
  } while (*c->stop == 0 && c->every_ms > 0);
  if (*c->stop != 0) signals_die(*c->stop);
  return status;
}

/* ---- options ---- */

static int set_time(const char *name, uint32_t low_ms, uint32_t *ms) {
  if (parse_time(optarg, ms) && *ms >= low_ms) return EXIT_ALL_DONE;
  return usage_error("fetch", "--%s needs a time such as 5s, 200ms or 15m, not '%s'",
                     name, optarg);
}

static int set_number(const char *name, long low, long high, uint32_t *number) {
  long value;
  if (!parse_number(optarg, low, high, &value))
    return usage_error("fetch", "--%s needs a number from %ld to %ld, not '%s'", name,
                       low, high, optarg);
  *number = (uint32_t)value;
  return EXIT_ALL_DONE;
}

static int set_size(size_t *size) {
  char *unit = optarg;
  double number = optarg[0] >= '0' && optarg[0] <= '9' ? strtod(optarg, &unit) : 0;
  if (strcasecmp(unit, "k") == 0)
    number *= 1e3;
  else if (strcasecmp(unit, "m") == 0)
    number *= 1e6;
  else if (unit[0] != '\0')
    number = 0;
  if (number < 1000 || number > 1e9)
    return usage_error("fetch", "--max-size needs a size from 1k to 1000M, not '%s'",
                       optarg);
  *size = (size_t)number;
  return EXIT_ALL_DONE;
}

/* Takes one option; EXIT_ALL_DONE to go on, else the status to end with. */
static int set_option(fetch_command *c, int key) {
  rasid_fetch_options *o = &c->fetch;
  switch (key) {
    case TO: o->folder = optarg; break;
    case ONCE: c->every_ms = 0; break;
    case EVERY: return set_time("every", 1, &c->every_ms);
    case DELAY: return set_time("delay", 0, &o->delay_ms);
    case HOSTS: return set_number("hosts", 1, 256, &o->n_hosts);
    case TIMEOUT: return set_time("timeout", 1, &o->timeout_ms);
    case MAX_SIZE: return set_size(&o->max_bytes);
    case REDIRECTS: return set_number("redirects", 0, 20, &o->n_redirects);
    case RETRIES: return set_number("retries", 0, 20, &o->n_retries);
    case RETRY_DELAY: return set_time("retry-delay", 0, &o->retry_ms);
    case MAX_WAIT: return set_time("max-wait", 0, &o->max_wait_ms);
    case CONTACT: o->contact = optarg; break;
    case CA: o->ca_file = optarg; break;
    case TODAY:
      o->day = optarg;
      if (is_date(optarg)) break;
      return usage_error("fetch", "--today needs YYYY-MM-DD, not '%s'", optarg);
    case ALLOW_PRIVATE: o->allow_private = true; break;
    case STORE: c->store = optarg; break;
    default: break;
  }
  return EXIT_ALL_DONE;
}

/* Whether a text can stand in a header field. */
static bool is_printable(const char *text) {
  for (; *text != '\0'; text++)
    if ((unsigned char)*text < ' ' || *text == 0x7F) return false;
  return true;
}

static int cmd_fetch(int argc, char **argv) {
  fetch_command c = {.every_ms = 0};
  option_parser parser;
  int key;
  rasid_fetch_options_init(&c.fetch);
  options_begin(&parser, &command_fetch, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&c, key);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (c.fetch.folder == NULL) return usage_error("fetch", "needs --to DIR");
  if (optind == argc)
    return usage_error("fetch", "needs the address of a feed, or a list of feeds (OPML)");
  if (c.fetch.contact != NULL && !is_printable(c.fetch.contact))
    return usage_error("fetch", "--contact needs a line of text");
  if (c.fetch.connect_timeout_ms > c.fetch.timeout_ms)
    c.fetch.connect_timeout_ms = c.fetch.timeout_ms;
  c.sources = argv + optind;
  c.n_sources = argc - optind;
  return run(&c);
}

const cli_command command_fetch = {
    .name = "fetch",
    .run = cmd_fetch,
    .brief = "FEEDS|URL --to DIR",
    .summary = N_("poll feeds and write the articles they list, for 'rasid code'"),
    .usage = "FEEDS.opml|URL… --to DIR [OPTION…]",
    .about =
        N_("Polls RSS and Atom feeds, by their addresses or by lists of them (OPML), "
           "fetches the articles they list and writes a line of JSON for each into a "
           "file for each day, DIR/YYYY-MM-DD.jsonl. DIR/fetch.state remembers what "
           "was done: the next run goes on from there, and an article is written "
           "once."),
    .more =
        N_("Sites are treated with care: robots.txt is kept to, a host gets one "
           "request at a time and a rest between two, and what has not changed is not "
           "fetched again."),
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 all feeds were polled; 1 some could not be; 2 wrong "
                 "usage; 3 the folder cannot be used, or no memory."),
};
