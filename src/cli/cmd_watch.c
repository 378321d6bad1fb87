/* cmd_watch.c - `rasid watch`: fetch, code, join, again and again, into a store.
 *
 * Each part is safe by itself: the fetcher writes an article once, the store knows a
 * report by its content, joining takes what is new. So a round that is cut off anywhere
 * is made good by the next one, which looks again at every file that may have grown.
 */
#include <dirent.h>
#include <errno.h>
#include <rasid/monitor.h>
#include <rasid/store.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "code_pipeline.h"
#include "language.h"
#include "signals.h"

enum {
  STORE = 256,
  TO,
  EVERY,
  ONCE,
  CONTACT,
  DELAY,
  CA,
  TODAY,
  ALLOW_PRIVATE,
  ON_ALERT,
  MODEL
};

static const cli_option options[] = {
    {"store", STORE, "STORE", NULL,
     N_("the store to fill, made where it is not there: a file, or an address "
        "postgresql://…; default: rasid.db")},
    {"to", TO, "DIR", NULL,
     N_("the folder of what is fetched, as of rasid fetch; default: feeds")},
    {"every", EVERY, "TIME", NULL, N_("a round each TIME: 15m, 1h; default: 15m")},
    {"once", ONCE, NULL, NULL, N_("one round, then end")},
    {"contact", CONTACT, "TEXT", NULL,
     N_("an address by which a site can reach you, told to every site")},
    {"delay", DELAY, "TIME", NULL,
     N_("rest of a host between two requests; default: 5s, or what its robots.txt asks")},
    {"ca", CA, "FILE", NULL, N_("certificates to trust (PEM) instead of the system's")},
    {"today", TODAY, "YYYY-MM-DD", NULL,
     N_("the day the articles are filed under, instead of the clock's")},
    {"allow-private", ALLOW_PRIVATE, NULL, NULL,
     N_("also connect to private, loopback and link-local addresses")},
    {"on-alert", ON_ALERT, "COMMAND", NULL,
     N_("run COMMAND for each saved search that finds something new, with JSON on its "
        "standard input")},
    {"model", MODEL, "FILE", NULL, N_("another model than the built-in one")},
};

enum { DAY_NAME = 32 };

/* A day's file, and how much of it has been coded. */
typedef struct day_file {
  char name[DAY_NAME];
  off_t size;
} day_file;

typedef struct grown_file {
  size_t day; /* index */
  off_t size;
} grown_file;

typedef struct watch_job {
  rasid_fetch_options fetch;
  const char *store_name, *model_name, *on_alert;
  char **sources;
  int n_sources;
  uint32_t every_ms;
  bool once;
  const volatile sig_atomic_t *stop;
  rasid_model *model;
  day_file *days; /* in order */
  size_t n_days, days_capacity;
} watch_job;

static void on_notice(void *context, const char *message) {
  (void)context;
  say("watch", "%s", message);
}

static bool on_progress(void *context, const rasid_fetch_totals *totals) {
  const watch_job *job = context;
  (void)totals;
  return *job->stop == 0;
}

/* ---- fetching ---- */

/* Is there an address among what is to be watched, or a list that can be read? A watch of
 * nothing ends before it makes a store or a folder. */
static bool has_source(const watch_job *job) {
  bool has = false;
  for (int i = 0; i < job->n_sources; i++) {
    if (strstr(job->sources[i], "://") != NULL || access(job->sources[i], R_OK) == 0)
      has = true;
    else
      say("watch", "cannot read %s: %s", job->sources[i], strerror(errno));
  }
  return has;
}

static bool add_sources(const watch_job *job, rasid_fetch *fetch) {
  int n_added = 0;
  for (int i = 0; i < job->n_sources; i++) {
    rasid_error error = {0};
    size_t n;
    rasid_status status = strstr(job->sources[i], "://") != NULL
                              ? rasid_fetch_add(fetch, job->sources[i], &error)
                              : rasid_fetch_add_list(fetch, job->sources[i], &n, &error);
    if (status == RASID_OK)
      n_added++;
    else
      say("watch", "%s", error.message);
  }
  return n_added > 0;
}

/* Asks all feeds once. What cannot be had is said, and asked for again in a later round.
 */
static int fetch_round(const watch_job *job, rasid_fetch_totals *totals) {
  rasid_fetch *fetch = NULL;
  rasid_error error = {0};
  int status = EXIT_FAILED;
  if (rasid_fetch_open(&job->fetch, &fetch, &error) != RASID_OK) {
    say("watch", "%s", error.message);
    return EXIT_FAILED;
  }
  if (add_sources(job, fetch)) {
    if (rasid_fetch_run(fetch, totals, &error) == RASID_OK)
      status = totals->n_feeds_failed > 0 ? EXIT_SOME_BAD : EXIT_ALL_DONE;
    else
      say("watch", "%s", error.message);
  }
  rasid_fetch_close(fetch);
  return status;
}

/* ---- coding what is new ---- */
static int by_name(const void *a, const void *b) {
  return strcmp(((const day_file *)a)->name, ((const day_file *)b)->name);
}

/* Adds a file that was not there before; false without memory. */
static bool add_day(watch_job *job, const char *name, size_t n_known) {
  day_file key = {.size = 0};
  memcpy(key.name, name, strlen(name) + 1);
  if (n_known > 0 &&
      bsearch(&key, job->days, n_known, sizeof *job->days, by_name) != NULL)
    return true;
  if (job->n_days == job->days_capacity) {
    size_t capacity = 2 * job->days_capacity + 64;
    day_file *more = realloc(job->days, capacity * sizeof *more);
    if (more == NULL) return false;
    job->days = more;
    job->days_capacity = capacity;
  }
  job->days[job->n_days++] = key;
  return true;
}

/* Looks which files there are; false after a failure, which is said. */
static bool list_days(watch_job *job) {
  const struct dirent *entry;
  size_t n_known = job->n_days;
  bool whole = true;
  DIR *dir = opendir(job->fetch.folder);
  while (whole && dir != NULL && (entry = readdir(dir)) != NULL)
    if (is_day_file(entry->d_name)) whole = add_day(job, entry->d_name, n_known);
  if (dir != NULL) closedir(dir);
  if (!whole) say("watch", "out of memory");
  if (job->n_days > n_known) qsort(job->days, job->n_days, sizeof *job->days, by_name);
  return whole;
}

/* The files that have grown since they were coded last, the oldest first, into `paths`,
 * as many as there are days, each to be freed; `grown` has which they are and their
 * sizes. */
static size_t find_grown(const watch_job *job, char **paths, grown_file *grown) {
  size_t n = 0;
  for (size_t i = 0; i < job->n_days; i++) {
    char path[4096];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", job->fetch.folder, job->days[i].name);
    if (stat(path, &info) != 0 || info.st_size == job->days[i].size) continue;
    if ((paths[n] = strdup(path)) == NULL) break;
    grown[n++] = (grown_file){.day = i, .size = info.st_size};
  }
  return n;
}

/* Codes the files into the store; false after a failure, which is said. */
static bool code_files(const watch_job *job, store_writer *writer, char **paths, size_t n,
                       code_totals *totals) {
  rasid_error error = {0};
  rasid_source_options source_options;
  long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
  code_job code = {.model = job->model,
                   .store = writer,
                   .n_threads = n_cores > 0 ? (size_t)n_cores : 1,
                   .output = STDOUT_FILENO,
                   .output_name = "standard output",
                   .stop = job->stop};
  rasid_coder_options_init(&code.coder);
  rasid_source_options_init(&source_options);
  if (rasid_source_open((const char *const *)paths, n, &source_options, &code.source,
                        &error) != RASID_OK) {
    say("watch", "%s", error.message);
    return false;
  }
  code_end end = code_run(&code, totals);
  /* After any other end threads may still use them: the process ends soon. */
  if (end == CODE_ALL) rasid_source_close(code.source);
  return end == CODE_ALL;
}

static bool join(rasid_store *store, rasid_store_joined *joined) {
  rasid_error error = {0};
  if (rasid_store_join(store, joined, &error) == RASID_OK) return true;
  say("watch", "%s", error.message);
  return false;
}

static bool stop_asked(void *context) {
  const watch_job *job = context;
  return *job->stop != 0;
}

/* Tells of what saved searches newly find; false where the store failed. */
static bool tell_alerts(const watch_job *job, rasid_store *store) {
  rasid_alerts_told told;
  rasid_alerts_options how;
  rasid_error error = {0};
  if (job->on_alert == NULL) return true;
  rasid_alerts_options_init(&how);
  how.command = job->on_alert;
  how.stop = stop_asked;
  how.context = (void *)(uintptr_t)job;
  if (rasid_alerts_tell(store, &how, &told, &error) != RASID_OK) {
    say("watch", "%s", error.message);
    return false;
  }
  if (told.n_failed > 0)
    say("watch", "the command of --on-alert failed for %llu saved searches",
        (unsigned long long)told.n_failed);
  if (told.n_slow > 0)
    say("watch", "the command of --on-alert was ended: it took more than %u seconds",
        how.command_ms / 1000);
  return true;
}

/* Codes and joins what is new; false after a failure, which is said. */
static bool store_round(watch_job *job, code_totals *totals, rasid_store_joined *joined,
                        uint64_t *n_new) {
  rasid_error error = {0};
  store_writer writer = {.command = "watch"};
  bool done = false;
  if (!list_days(job)) return false;
  char **paths = calloc(job->n_days + 1, sizeof *paths);
  grown_file *grown = calloc(job->n_days + 1, sizeof *grown);
  size_t n = paths == NULL || grown == NULL ? 0 : find_grown(job, paths, grown);
  writer.store = store_open_for("watch", job->store_name, job->model, true, "fetch");
  if (writer.store == NULL) goto ended;
  done = n == 0 || code_files(job, &writer, paths, n, totals);
  if (!done) _exit(*job->stop != 0 ? EXIT_ALL_DONE : EXIT_FAILED);
  for (size_t i = 0; i < n; i++) job->days[grown[i].day].size = grown[i].size;
  done = join(writer.store, joined) && tell_alerts(job, writer.store);
  if (rasid_store_run_end(writer.store, totals->n_bad, &error) != RASID_OK) {
    say("watch", "%s", error.message);
    done = false;
  }
  *n_new = writer.n_new + writer.n_versions;

ended:
  rasid_store_close(writer.store);
  for (size_t i = 0; i < n; i++) free(paths[i]);
  free(paths);
  free(grown);
  return done;
}

static int run_round(watch_job *job) {
  rasid_fetch_totals fetched = {0};
  code_totals totals = {0};
  rasid_store_joined joined = {0};
  uint64_t n_new = 0;
  int status = fetch_round(job, &fetched);
  if (*job->stop != 0) return status;
  if (!store_round(job, &totals, &joined, &n_new)) return EXIT_FAILED;
  printf(_("rasid: %llu feeds, %llu new articles, %llu new reports, %llu new incidents, "
           "%llu that grew\n"),
         (unsigned long long)fetched.n_feeds, (unsigned long long)fetched.n_articles,
         (unsigned long long)n_new, (unsigned long long)joined.n_begun,
         (unsigned long long)joined.n_changed);
  fflush(stdout);
  return status == EXIT_ALL_DONE && totals.n_bad > 0 ? EXIT_SOME_BAD : status;
}

static int run(watch_job *job) {
  int status = EXIT_FAILED;
  if (!has_source(job)) return EXIT_FAILED;
  job->model = open_model("watch", job->model_name);
  if (job->model == NULL) goto done;
  job->stop = signals_catch();
  job->fetch.notice = on_notice;
  job->fetch.progress = on_progress;
  job->fetch.context = job;
  job->fetch.max_run_ms = job->once ? 0 : job->every_ms;
  do {
    double end = clock_seconds() + job->every_ms * 1e-3;
    status = run_round(job);
    /* In ticks, since a signal may come between the look and the sleep. */
    const struct timespec tick = {.tv_nsec = 100000000};
    while (!job->once && *job->stop == 0 && clock_seconds() < end) nanosleep(&tick, NULL);
  } while (!job->once && *job->stop == 0);
  if (*job->stop != 0) status = EXIT_ALL_DONE;

done:
  free(job->days);
  rasid_model_close(job->model);
  return status;
}

/* ---- options ---- */
static int set_time(const char *name, uint32_t low_ms, uint32_t *ms) {
  if (parse_time(optarg, ms) && *ms >= low_ms) return EXIT_ALL_DONE;
  return usage_error("watch", "--%s needs a time such as 5s, 200ms or 15m, not '%s'",
                     name, optarg);
}

static int set_option(watch_job *job, int key) {
  rasid_fetch_options *o = &job->fetch;
  switch (key) {
    case STORE: job->store_name = optarg; break;
    case TO: o->folder = optarg; break;
    case EVERY: return set_time("every", 1000, &job->every_ms);
    case ONCE: job->once = true; break;
    case CONTACT: o->contact = optarg; break;
    case DELAY: return set_time("delay", 0, &o->delay_ms);
    case CA: o->ca_file = optarg; break;
    case TODAY:
      o->day = optarg;
      if (is_date(optarg)) break;
      return usage_error("watch", "--today needs YYYY-MM-DD, not '%s'", optarg);
    case ALLOW_PRIVATE: o->allow_private = true; break;
    case ON_ALERT: job->on_alert = optarg; break;
    case MODEL: job->model_name = optarg; break;
    default: break;
  }
  return EXIT_ALL_DONE;
}

static int cmd_watch(int argc, char **argv) {
  watch_job job = {.store_name = "rasid.db", .every_ms = 15 * 60 * 1000};
  option_parser parser;
  int key;
  rasid_fetch_options_init(&job.fetch);
  job.fetch.folder = "feeds";
  options_begin(&parser, &command_watch, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&job, key);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (optind == argc)
    return usage_error("watch", "needs the address of a feed, or a list of feeds (OPML)");
  job.sources = argv + optind;
  job.n_sources = argc - optind;
  return run(&job);
}

const cli_command command_watch = {
    .name = "watch",
    .run = cmd_watch,
    .brief = "FEEDS|URL…",
    .summary = N_("fetch, code and join, again and again, into a store"),
    .usage = "FEEDS.opml|URL… [OPTION…]",
    .about =
        N_("Polls feeds as rasid fetch does, codes the articles that are new, puts them "
           "into a store and joins what they tell of with the incidents there, a round "
           "each 15 minutes until it is interrupted. rasid serve may show the store "
           "meanwhile. A round that was cut off is made good by the next one."),
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status, of --once: 0 all feeds were polled; 1 some could not be, "
                 "or some articles not coded; 2 wrong usage; 3 the folder or the store "
                 "cannot be used. Interrupted: 0."),
};
