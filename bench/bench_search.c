/* bench_search.c - how long a search of a store takes: words of the titles in it, one and
 * two at a time, the newest hundred reports that have them.
 *
 *     rasid-bench-search STORE [N]
 */
#include <rasid/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_QUERIES = 10000, MAX_WORDS = 200 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void die(const char *what) {
  fprintf(stderr, "rasid-bench-search: %s\n", what);
  exit(1);
}

static int by_number(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The first `n` words of a title, in quotes none. */
static void first_words(rasid_text title, int n, char out[MAX_WORDS]) {
  size_t size = 0;
  for (size_t i = 0; i < title.size && size < MAX_WORDS - 1; i++) {
    char c = title.data[i];
    if (c == ' ' && size > 0 && --n == 0) break;
    if (c != '"' && c != '-') out[size++] = c;
  }
  out[size] = '\0';
}

/* Seconds that a search took, rows and all. */
static double search(rasid_store *store, const char *words, uint64_t *n_found) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool more = true;
  rasid_store_filter_init(&filter);
  filter.words = (rasid_text){words, strlen(words)};
  double start = now();
  if (rasid_store_find(store, RASID_STORE_REPORTS, &filter, &rows, &error) != RASID_OK)
    die(error.message);
  while (more) {
    if (rasid_store_rows_next(rows, &more, &error) != RASID_OK) die(error.message);
    *n_found += more;
  }
  rasid_store_rows_free(rows);
  return now() - start;
}

int main(int argc, char **argv) {
  static char queries[MAX_QUERIES][MAX_WORDS];
  static double seconds[MAX_QUERIES];
  rasid_store_options how;
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_store *store = NULL;
  rasid_error error = {0};
  int64_t n_reports;
  if (argc < 2) die("give a store");
  long wanted = argc > 2 ? strtol(argv[2], NULL, 10) : 500;
  if (wanted < 1 || wanted > MAX_QUERIES) die("from 1 to 10000 searches");
  rasid_store_options_init(&how);
  how.read_only = true;
  rasid_store_filter_init(&filter);
  if (rasid_store_open(argv[1], &how, &store, &error) != RASID_OK ||
      rasid_store_count(store, RASID_STORE_REPORTS, NULL, &n_reports, &error) != RASID_OK)
    die(error.message);
  size_t n = 0;
  for (long i = 0; i < wanted; i++) {
    bool more = false;
    filter.id = 1 + i * n_reports / wanted;
    if (rasid_store_find(store, RASID_STORE_REPORTS, &filter, &rows, &error) !=
            RASID_OK ||
        rasid_store_rows_next(rows, &more, &error) != RASID_OK)
      die(error.message);
    if (more)
      first_words(rasid_store_rows_text(rows, rasid_store_rows_column(rows, "title")),
                  1 + (int)(i % 2), queries[n]);
    n += more && queries[n][0] != '\0';
    rasid_store_rows_free(rows);
  }
  uint64_t n_found = 0;
  for (size_t i = 0; i < n; i++) seconds[i] = search(store, queries[i], &n_found);
  if (n == 0) die("no titles in the store");
  qsort(seconds, n, sizeof *seconds, by_number);
  printf(
      "search     %zu of %lld reports: median %.1f ms, 95th percentile %.1f ms, slowest "
      "%.1f ms; %.1f rows each\n",
      n, (long long)n_reports, seconds[n / 2] * 1e3, seconds[n * 95 / 100] * 1e3,
      seconds[n - 1] * 1e3, (double)n_found / (double)n);
  rasid_store_close(store);
  return 0;
}
