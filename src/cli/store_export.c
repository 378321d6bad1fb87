/* store_export.c - `rasid store export`: records in any format, as people corrected them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "store_command.h"

typedef struct exporter {
  rasid_store *store;
  rasid_output *output;
  rasid_store_printer *printer;
  rasid_error error;
  bool no_memory;
} exporter;

static bool export_report(exporter *x, FILE *file, rasid_format format, int64_t report,
                          bool *first) {
  rasid_output_clear(x->output);
  if (rasid_store_print(x->printer, x->output, format, report, &x->error) != RASID_OK)
    return false;
  rasid_text text = rasid_output_text(x->output);
  if (*first) text = rasid_output_first(format, text);
  *first &= text.size == 0;
  fwrite(text.data, 1, text.size, file);
  return true;
}

static bool write_frame(exporter *x, FILE *file, rasid_format format,
                        rasid_status (*print)(rasid_output *output,
                                              rasid_format format)) {
  rasid_output_clear(x->output);
  if (print(x->output, format) != RASID_OK) x->no_memory = true;
  rasid_text text = rasid_output_text(x->output);
  fwrite(text.data, 1, text.size, file);
  return !x->no_memory;
}

/* The reports that the filter finds, by their number; free the list. */
static bool list_reports(exporter *x, const store_arguments *a, int64_t **ids,
                         size_t *n) {
  rasid_store_filter filter = a->filter;
  rasid_store_rows *rows = NULL;
  size_t capacity = 0;
  filter.order = "id";
  if (!a->limit_given) filter.limit = INT64_MAX;
  if (rasid_store_find(x->store, RASID_STORE_REPORTS, &filter, &rows, &x->error) !=
      RASID_OK)
    return false;
  bool more = true;
  while (rasid_store_rows_next(rows, &more, &x->error) == RASID_OK && more) {
    if (*n == capacity) {
      capacity = 2 * capacity + 256;
      int64_t *grown = realloc(*ids, capacity * sizeof *grown);
      if (grown == NULL) {
        x->no_memory = true;
        break;
      }
      *ids = grown;
    }
    (*ids)[(*n)++] = rasid_store_rows_integer(rows, rasid_store_rows_column(rows, "id"));
  }
  rasid_store_rows_free(rows);
  return !x->no_memory && x->error.status == RASID_OK;
}

static bool export_all(exporter *x, const store_arguments *a, FILE *file) {
  int64_t *ids = NULL;
  size_t n = 0;
  bool first = true;
  bool ok =
      list_reports(x, a, &ids, &n) && write_frame(x, file, a->format, rasid_output_begin);
  for (size_t i = 0; i < n && ok; i++)
    ok = export_report(x, file, a->format, ids[i], &first);
  ok = ok && write_frame(x, file, a->format, rasid_output_end);
  free(ids);
  return ok;
}

int store_export(rasid_store *store, const store_arguments *a, int n, char **operands) {
  exporter x = {.store = store};
  FILE *file = stdout;
  const char *name = a->output != NULL ? a->output : "standard output";
  (void)n;
  (void)operands;
  if (a->format == RASID_FORMAT_TABLE)
    return usage_error("store", "--format table goes with list, search and show");
  x.output = rasid_output_new();
  x.printer = rasid_store_printer_new(store);
  bool ok = x.output != NULL && x.printer != NULL;
  x.no_memory = !ok;
  rasid_output_options options;
  rasid_output_options_init(&options);
  options.review = true;
  if (ok) rasid_output_set_options(x.output, &options);
  if (ok && a->output != NULL && (file = fopen(a->output, "w")) == NULL) {
    say("store", "cannot write %s: %s", name, strerror(errno));
    rasid_output_free(x.output);
    rasid_store_printer_free(x.printer);
    return EXIT_FAILED;
  }
  ok = ok && export_all(&x, a, file);
  bool written = !ferror(file) && fflush(file) == 0;
  if (a->output != NULL && fclose(file) != 0) written = false;
  if (x.no_memory)
    say("store", "out of memory");
  else if (!ok)
    say("store", "%s", x.error.message);
  else if (!written)
    say("store", "cannot write %s: %s", name, strerror(errno));
  rasid_output_free(x.output);
  rasid_store_printer_free(x.printer);
  return ok && written ? EXIT_ALL_DONE : EXIT_FAILED;
}
