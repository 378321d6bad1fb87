/* store_print.c - `rasid store list|show|search`: rows for people, or as JSON. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "store_command.h"

/* Columns that a person sees of a view, in this order; all of any other. */
static const struct {
  rasid_store_view view;
  const char *columns;
} shown[] = {
    {RASID_STORE_REPORTS, "id published source n_events n_tolls review title"},
    {RASID_STORE_EVENTS,
     "id report_id date category modes status place country actor recipient review"},
    {RASID_STORE_TOLLS, "id report_id kind low high status place victim claimant text"},
    {RASID_STORE_INCIDENTS,
     "id date category modes place country actor recipient n_reports killed_low "
     "killed_best killed_high wounded_best"},
    {RASID_STORE_CLAIMS, "id incident_id report_id kind low high claimant source text"},
    {RASID_STORE_SOURCES, "id name n_reports n_events n_incidents n_first first last"},
    {RASID_STORE_QUEUE, "id uncertainty published source n_events title"},
    {RASID_STORE_EPISODES, "id report_id incident_id category published title"},
    {RASID_STORE_VERSIONS, "id report_id number added published purged title"},
    {RASID_STORE_RECORDS, "id report_id version_id coder model coded"}};

enum { MAX_COLUMNS = 64 };

static const char *columns_of(rasid_store_view view) {
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
    if (shown[i].view == view) return shown[i].columns;
  return NULL;
}

/* Indices of the columns to show; how many. */
static size_t choose(const rasid_store_rows *rows, rasid_store_view view,
                     size_t chosen[MAX_COLUMNS]) {
  const char *names = columns_of(view);
  size_t n = 0;
  for (size_t i = 0; names == NULL && i < rasid_store_rows_n(rows) && n < MAX_COLUMNS;
       i++)
    chosen[n++] = i;
  while (names != NULL && *names != '\0' && n < MAX_COLUMNS) {
    char name[32];
    size_t size = strcspn(names, " ");
    snprintf(name, sizeof name, "%.*s", (int)size, names);
    chosen[n] = rasid_store_rows_column(rows, name);
    if (chosen[n] != SIZE_MAX) n++;
    names += size;
    names += *names == ' ';
  }
  return n;
}

/* One line of a table, a cell between tabs: no value can end the line or the cell. */
static void print_cell(rasid_text text, bool first) {
  if (!first) putchar('\t');
  if (text.data == NULL) {
    putchar('-');
    return;
  }
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    putchar(c < ' ' || c == 0x7F ? ' ' : c);
  }
}

static void print_row(const rasid_store_rows *rows, const size_t *chosen, size_t n) {
  for (size_t i = 0; i < n; i++)
    print_cell(rasid_store_rows_text(rows, chosen[i]), i == 0);
  putchar('\n');
}

static bool print_rows(rasid_store_rows *rows, rasid_store_view view, bool json,
                       rasid_error *error) {
  size_t chosen[MAX_COLUMNS], n = choose(rows, view, chosen);
  bool more;
  for (size_t i = 0; !json && i < n; i++)
    printf("%s%s", i > 0 ? "\t" : "", rasid_store_rows_name(rows, chosen[i]));
  if (!json) putchar('\n');
  for (;;) {
    if (rasid_store_rows_next(rows, &more, error) != RASID_OK) return false;
    if (!more) return true;
    if (!json) {
      print_row(rows, chosen, n);
      continue;
    }
    rasid_text line = rasid_store_rows_json(rows);
    fwrite(line.data, 1, line.size, stdout);
    putchar('\n');
  }
}

/* Lists a view; an exit status. */
static int list(rasid_store *store, const store_arguments *a, rasid_store_view view,
                const rasid_store_filter *filter) {
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool json = a->format_given && a->format == RASID_FORMAT_JSONL;
  if (a->format_given && a->format > RASID_FORMAT_TABLE)
    return usage_error("store", "--format %s goes with export",
                       rasid_format_name(a->format));
  bool ok = rasid_store_find(store, view, filter, &rows, &error) == RASID_OK &&
            print_rows(rows, view, json, &error);
  rasid_store_rows_free(rows);
  if (ok && fflush(stdout) == 0) return EXIT_ALL_DONE;
  say("store", "%s", ok ? "cannot write standard output" : error.message);
  return EXIT_FAILED;
}

int store_list(rasid_store *store, const store_arguments *a, int n, char **operands) {
  rasid_store_view view = RASID_STORE_REPORTS;
  if (n > 0 && !rasid_store_view_by_name(operands[0], &view))
    return usage_error("store", "there is no view '%s'", operands[0]);
  return list(store, a, view, &a->filter);
}

int store_search(rasid_store *store, const store_arguments *a, int n, char **operands) {
  size_t size = 0;
  for (int i = 0; i < n; i++) size += strlen(operands[i]) + 1;
  char *words = malloc(size + 1), *end = words;
  if (words == NULL) {
    say("store", "out of memory");
    return EXIT_FAILED;
  }
  for (int i = 0; i < n; i++) {
    size_t length = strlen(operands[i]);
    memcpy(end, operands[i], length);
    end += length;
    *end++ = ' ';
  }
  *end = '\0';
  rasid_store_filter filter = a->filter;
  filter.words = (rasid_text){words, size};
  int status = list(store, a, RASID_STORE_REPORTS, &filter);
  free(words);
  return status;
}

/* ---- one report ---- */

static bool parse_id(const char *text, int64_t *id) {
  long number;
  if (!parse_number(text, 1, INT32_MAX, &number)) return false;
  *id = number;
  return true;
}

static void print_part(const char *name, rasid_text text) {
  if (text.data == NULL) return;
  printf("%s: ", name);
  print_cell(text, true);
  putchar('\n');
}

/* Its parts as lines, then the coded text. */
static bool print_report(rasid_store *store, int64_t id, rasid_error *error) {
  rasid_document document;
  rasid_text text;
  if (rasid_store_report(store, id, &document, NULL, error) != RASID_OK) return false;
  printf("report: %" PRId64 "\n", id);
  print_part("name", document.id);
  print_part("source", document.source);
  print_part("url", document.url);
  print_part("published", document.published);
  if (rasid_store_coded_text(store, id, &text, error) != RASID_OK) return false;
  putchar('\n');
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    putchar((c < ' ' && c != '\n') || c == 0x7F ? ' ' : c);
  }
  putchar('\n');
  return true;
}

static bool print_view(rasid_store *store, rasid_store_view view, int64_t report,
                       bool json, rasid_error *error) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_store_filter_init(&filter);
  filter.report = report;
  filter.limit = 100000;
  if (!json) printf("\n%s\n", rasid_store_view_name(view));
  bool ok = rasid_store_find(store, view, &filter, &rows, error) == RASID_OK &&
            print_rows(rows, view, json, error);
  rasid_store_rows_free(rows);
  return ok;
}

int store_show(rasid_store *store, const store_arguments *a, int n, char **operands) {
  rasid_error error = {0};
  int64_t id;
  bool json = a->format_given && a->format == RASID_FORMAT_JSONL, ok;
  (void)n;
  if (!parse_id(operands[0], &id))
    return usage_error("store", "a report is named by its number, not '%s'", operands[0]);
  if (json)
    ok = print_view(store, RASID_STORE_VERSIONS, id, true, &error) &&
         print_view(store, RASID_STORE_RECORDS, id, true, &error);
  else
    ok = print_report(store, id, &error) &&
         print_view(store, RASID_STORE_EVENTS, id, false, &error) &&
         print_view(store, RASID_STORE_TOLLS, id, false, &error) &&
         print_view(store, RASID_STORE_CORRECTIONS, id, false, &error);
  if (ok && fflush(stdout) == 0) return EXIT_ALL_DONE;
  say("store", "%s", ok ? "cannot write standard output" : error.message);
  return EXIT_FAILED;
}

int store_purge(rasid_store *store, const store_arguments *a, int n, char **operands) {
  rasid_error error = {0};
  int64_t id;
  (void)n;
  if (!parse_id(operands[0], &id))
    return usage_error("store", "a report is named by its number, not '%s'", operands[0]);
  const char *who = a->who != NULL ? a->who : "rasid";
  const char *reason = a->reason != NULL ? a->reason : "";
  if (rasid_store_purge(store, id, (rasid_text){who, strlen(who)},
                        (rasid_text){reason, strlen(reason)}, &error) == RASID_OK) {
    fprintf(stderr, _("rasid store: the text of report %lld was removed\n"),
            (long long)id);
    return EXIT_ALL_DONE;
  }
  say("store", "%s", error.message);
  return EXIT_FAILED;
}
