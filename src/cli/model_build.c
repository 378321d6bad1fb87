/* model_build.c - `rasid model build`: mistakes, progress and a summary of the
 * gazetteers.
 */
#define _DEFAULT_SOURCE /* getrusage, clock_gettime */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "language.h"
#include "model_command.h"

/* So many malformed rows are named; a file in a wrong encoding has millions. */
enum { MAX_NOTICES = 20 };

typedef struct build_state {
  size_t n_mistakes, n_notices;
  bool on_terminal, has_progress; /* has_progress: a line of it stands on the terminal */
} build_state;

static void clear_progress(build_state *s) {
  if (s->has_progress) fputs("\r\033[K", stderr);
  s->has_progress = false;
}

static void report(void *context, const char *message) {
  build_state *s = context;
  s->n_mistakes++;
  fprintf(stderr, "%s\n", message);
}

static void notice(void *context, const char *message) {
  build_state *s = context;
  if (s->n_notices++ >= MAX_NOTICES) return;
  clear_progress(s);
  fprintf(stderr, "%s\n", message);
  if (s->n_notices == MAX_NOTICES)
    fputs("further malformed rows are counted, not named\n", stderr);
}

static void progress(void *context, const char *path, uint64_t done, uint64_t size) {
  build_state *s = context;
  if (!s->on_terminal) return;
  if (done >= size) {
    clear_progress(s);
    return;
  }
  fprintf(stderr, "\r\033[K%s: %u %%", path, (unsigned)(done * 100 / size));
  s->has_progress = true;
}

static void summary(void *context, const rasid_gazetteer_summary *g) {
  (void)context;
  printf("%s (%s): %llu rows, %llu taken\n", g->path, g->format,
         (unsigned long long)(g->n_rows - g->n_comments), (unsigned long long)g->n_taken);
  for (int i = 0; i < RASID_N_SKIPS; i++)
    if (g->n_skipped[i] > 0)
      printf("  %llu skipped: %s\n", (unsigned long long)g->n_skipped[i],
             rasid_skip_name((rasid_skip)i));
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void print_costs(const char *path, double seconds) {
  struct rusage usage;
  struct stat file;
  if (getrusage(RUSAGE_SELF, &usage) != 0 || stat(path, &file) != 0) return;
  printf("%s: %.1f MB in %.1f seconds; %.1f MB of memory at most\n", path,
         (double)file.st_size / 1e6, seconds, (double)usage.ru_maxrss * 1024 / 1e6);
}

int model_build(const char *data, const char *path, const char *const *gazetteers,
                size_t n_gazetteers) {
  build_state state = {.on_terminal = isatty(STDERR_FILENO)};
  rasid_error error = {0};
  rasid_model_build_options options;
  rasid_model_build_options_init(&options);
  options.gazetteers = gazetteers;
  options.n_gazetteers = n_gazetteers;
  options.report = report;
  options.notice = notice;
  options.progress = progress;
  options.summary = summary;
  options.context = &state;
  double start = seconds_now();
  rasid_status status = rasid_model_build_with(data, path, &options, &error);
  clear_progress(&state);
  if (status == RASID_OK) {
    if (n_gazetteers > 0) print_costs(path, seconds_now() - start);
    return EXIT_ALL_DONE;
  }
  if (state.n_mistakes > 0)
    say("model",
        ngettext("%zu mistake; nothing was written", "%zu mistakes; nothing was written",
                 state.n_mistakes),
        state.n_mistakes);
  else
    say("model", "%s", error.message);
  return state.n_mistakes > 0 ? EXIT_SOME_BAD : EXIT_FAILED;
}
