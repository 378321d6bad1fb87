/* bench_main.c - how fast each stage and the whole coder are, on one thread, beside the
 * least work possible.
 *
 *     rasid-bench [ROOT]
 *
 * ROOT is the project's folder (default: here). The text is the corpus of real reports
 * beside the project where it is present, else the bundled examples over and over. Stages
 * are timed cumulatively (rasid_coder_run up to each) and told as differences; best of
 * five passes each. The floor decodes, packs and looks up every word and does no more:
 * the library's own loop, and a program beside the corpus where present; the faster
 * counts. Each output format is timed beside the whole: what printing in it adds to
 * coding.
 */
#include <inttypes.h>
#include <math.h>
#include <rasid/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "bench_pages.h"

enum { PASSES = 5, LEAST_BYTES = 8 << 20 };

typedef struct report {
  char *title, *text, *published;
} report;

typedef struct reports {
  report *items;
  size_t n, capacity;
  size_t n_bytes; /* of titles and texts */
} reports;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void die(const char *what) {
  fprintf(stderr, "rasid-bench: %s\n", what);
  exit(1);
}

static char *copy_text(rasid_text text) {
  char *copy = malloc(text.size + 1);
  if (copy == NULL) die("out of memory");
  if (text.size > 0) memcpy(copy, text.data, text.size);
  copy[text.size] = '\0';
  return copy;
}

static void add(reports *all, report r) {
  if (all->n == all->capacity) {
    all->capacity = all->capacity ? 2 * all->capacity : 1024;
    all->items = realloc(all->items, all->capacity * sizeof *all->items);
    if (all->items == NULL) die("out of memory");
  }
  all->items[all->n++] = r;
  all->n_bytes += strlen(r.title) + strlen(r.text);
}

/* False where there is no such file. */
static bool read_lines(const char *path, reports *all) {
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  size_t n_before = all->n;
  if (piece == NULL || rasid_source_open(&path, 1, NULL, &source, NULL) != RASID_OK)
    die("out of memory");
  while (rasid_source_next(source, piece)) {
    rasid_document document;
    if (rasid_piece_open(piece, &document) != RASID_OPENED_DOCUMENT) continue;
    add(all, (report){copy_text(document.title), copy_text(document.text),
                      copy_text(document.published)});
  }
  rasid_piece_free(piece);
  rasid_source_close(source);
  return all->n > n_before;
}

static rasid_text view(const char *string) {
  return (rasid_text){string, strlen(string)};
}

static rasid_document document_of(const report *r) {
  rasid_document document;
  rasid_document_init(&document);
  if (r->title[0]) document.title = view(r->title);
  document.text = view(r->text);
  if (r->published[0]) document.published = view(r->published);
  return document;
}

/* Seconds of the fastest pass up to `last`. */
static double time_stage(rasid_coder *coder, const reports *all, rasid_stage last,
                         uint64_t *n_words) {
  double best = 1e9;
  for (int pass = 0; pass < PASSES; pass++) {
    double start = now();
    *n_words = 0;
    for (size_t i = 0; i < all->n; i++) {
      rasid_document document = document_of(&all->items[i]);
      if (rasid_coder_run(coder, &document, last, n_words) != RASID_OK)
        die("a stage failed");
    }
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  return best;
}

/* From text to words with their lemma and part of speech, as `rasid words` reads them. */
static double time_words(rasid_coder *coder, const reports *all) {
  double best = 1e9;
  for (int pass = 0; pass < PASSES; pass++) {
    double start = now();
    for (size_t i = 0; i < all->n; i++) {
      rasid_document document = document_of(&all->items[i]);
      const rasid_record *record;
      rasid_word word;
      if (rasid_read(coder, &document, RASID_STAGE_MORPH, &record, NULL) != RASID_OK)
        die("reading failed");
      for (size_t k = 0; rasid_record_word(record, k, &word); k++) continue;
    }
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  return best;
}

/* From text to JSON, as programs do it. */
static double time_whole(rasid_coder *coder, const reports *all, size_t *n_json,
                         size_t *n_events) {
  double best = 1e9;
  for (int pass = 0; pass < PASSES; pass++) {
    double start = now();
    *n_json = *n_events = 0;
    for (size_t i = 0; i < all->n; i++) {
      rasid_document document = document_of(&all->items[i]);
      const rasid_record *record;
      if (rasid_code(coder, &document, &record, NULL) != RASID_OK) die("coding failed");
      *n_json += rasid_record_json(record).size;
      *n_events += rasid_record_n_events(record);
    }
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  return best;
}

/* MB/s of the yardstick program at `source`, compiled on the spot and run on the same
 * text; 0 where there is none. */
static double yardstick(const char *source, const reports *all) {
  char folder[] = "/tmp/rasid-bench-XXXXXX", command[8192], line[256] = "";
  double rate = 0;
  FILE *file = fopen(source, "rb");
  if (file == NULL) return 0;
  fclose(file);
  if (mkdtemp(folder) == NULL) return 0;
  snprintf(command, sizeof command, "%s/text", folder);
  file = fopen(command, "wb");
  if (file == NULL) return 0;
  for (size_t i = 0; i < all->n; i++)
    fprintf(file, "%s\n%s\n", all->items[i].title, all->items[i].text);
  fclose(file);
  snprintf(
      command, sizeof command,
      "cc -O3 -march=native -w '%s' -o '%s/floor' && for run in 1 2 3 4 5; do '%s/floor' "
      "'%s/text'; done; rm -r '%s'",
      source, folder, folder, folder, folder);
  FILE *output = popen(command, "r"); /* NOLINT(cert-env33-c): fixed words and paths */
  if (output == NULL) return 0;
  /* It goes by the clock: the best of five runs is what it does undisturbed. */
  while (fgets(line, sizeof line, output) != NULL)
    if (strncmp(line, "floor ", 6) == 0) rate = fmax(rate, strtod(line + 6, NULL));
  pclose(output);
  return rate;
}

static void print_rate(const char *name, const reports *all, double seconds,
                       uint64_t n_words) {
  printf("%-10s %9.1f MB/s %9.2f Mwords/s %8.1f ns/word\n", name,
         (double)all->n_bytes / seconds / 1e6, (double)n_words / seconds / 1e6,
         n_words ? seconds * 1e9 / (double)n_words : 0.0);
}

/* Times every stage; the rate of the library's own floor. */
static double print_stages(rasid_coder *coder, const reports *all, uint64_t *n_words) {
  static const char *const names[RASID_N_STAGES] = {
      "floor",  "text",   "morph", "times", "numbers",
      "places", "actors", "parse", "event", "record"};
  double before = 0, floor_rate = 0;
  for (int stage = 0; stage < RASID_N_STAGES; stage++) {
    double seconds = time_stage(coder, all, (rasid_stage)stage, n_words);
    if (stage == RASID_STAGE_FLOOR) {
      floor_rate = (double)all->n_bytes / seconds / 1e6;
      print_rate(names[stage], all, seconds, *n_words);
      continue;
    }
    double own = seconds - before;
    print_rate(names[stage], all, own > 1e-9 ? own : 1e-9, *n_words);
    before = seconds;
  }
  return floor_rate;
}

/* What printing in each format costs, in parts of coding: every report is coded once and
 * printed in all of them. */
static void print_formats(rasid_coder *coder, const reports *all, double whole) {
  double seconds[RASID_N_FORMATS] = {0};
  rasid_output *outputs[RASID_N_FORMATS];
  for (int f = 0; f < RASID_N_FORMATS; f++)
    if ((outputs[f] = rasid_output_new()) == NULL) die("out of memory");
  for (size_t i = 0; i < all->n; i++) {
    rasid_document document = document_of(&all->items[i]);
    const rasid_record *record;
    if (rasid_code(coder, &document, &record, NULL) != RASID_OK) die("coding failed");
    for (int f = 0; f < RASID_N_FORMATS; f++) {
      double start = now();
      rasid_output_clear(outputs[f]);
      if (rasid_output_record(outputs[f], (rasid_format)f, &document, record) != RASID_OK)
        die("printing failed");
      seconds[f] += now() - start;
    }
  }
  printf("formats, in parts of coding:");
  for (int f = 0; f < RASID_N_FORMATS; f++) {
    printf(" %s %.3f", rasid_format_name((rasid_format)f), seconds[f] / whole);
    rasid_output_free(outputs[f]);
  }
  putchar('\n');
}

/* The same reports as pages of an archive. */
static void print_pages(const char *root, rasid_coder *coder, const reports *all) {
  char path[4096];
  const char **titles = calloc(all->n, sizeof *titles);
  const char **texts = calloc(all->n, sizeof *texts);
  if (titles == NULL || texts == NULL) die("out of memory");
  for (size_t i = 0; i < all->n; i++) {
    titles[i] = all->items[i].title;
    texts[i] = all->items[i].text;
  }
  snprintf(path, sizeof path, "%s/bench/page.html", root);
  if (!bench_pages(path, coder, titles, texts, all->n))
    die("cannot read bench/page.html");
  free((void *)titles);
  free((void *)texts);
}

int main(int argc, char **argv) {
  const char *root = argc > 1 ? argv[1] : ".";
  const char *shared = getenv("RASID_SHARED");
  char path[4096], floor_source[4096];
  reports all = {0};
  snprintf(path, sizeof path,
           shared ? "%s/corpus/news.jsonl" : "%s/../shared/corpus/news.jsonl",
           shared ? shared : root);
  snprintf(floor_source, sizeof floor_source,
           shared ? "%s/bench/floor.c" : "%s/../shared/bench/floor.c",
           shared ? shared : root);
  const char *what = "real reports";
  if (!read_lines(path, &all)) {
    what = "the examples, over and over";
    snprintf(path, sizeof path, "%s/examples/reports.jsonl", root);
    while (all.n_bytes < LEAST_BYTES)
      if (!read_lines(path, &all))
        die("cannot read examples/reports.jsonl; run in the project's folder");
  }

  rasid_model *model;
  rasid_coder *coder;
  rasid_error error = {0};
  double start = now();
  if (rasid_model_open_default(&model, &error) != RASID_OK) die(error.message);
  double opening = now() - start;
  if (rasid_coder_new(model, NULL, &coder, &error) != RASID_OK) die(error.message);

  uint64_t n_words = 0;
  size_t n_json, n_events;
  printf("%zu documents, %.1f MB (%s); one thread, best of %d passes\n", all.n,
         (double)all.n_bytes / 1e6, what, PASSES);
  double floor_rate = print_stages(coder, &all, &n_words);
  print_rate("words", &all, time_words(coder, &all), n_words);
  double whole = time_whole(coder, &all, &n_json, &n_events);
  print_rate("whole", &all, whole, n_words);
  double other = yardstick(floor_source, &all);
  if (other > 0)
    printf("%-10s %9.1f MB/s (the program beside the corpus)\n", "floor", other);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf(
      "%zu events, %.1f MB of JSON; model opened in %.3f ms; peak memory %.1f MB, of "
      "which the text %.1f MB\n",
      n_events, (double)n_json / 1e6, opening * 1e3, (double)usage.ru_maxrss / 1024,
      (double)all.n_bytes / 1e6);
  print_formats(coder, &all, whole);
  double best_floor = other > floor_rate ? other : floor_rate;
  print_pages(root, coder, &all);
  /* Always the last line, so that scripts find it. */
  printf("share of floor: %.2f\n", (double)all.n_bytes / whole / 1e6 / best_floor);
  rasid_coder_free(coder);
  rasid_model_close(model);
  for (size_t i = 0; i < all.n; i++)
    free(all.items[i].title), free(all.items[i].text), free(all.items[i].published);
  free(all.items);
  return 0;
}
