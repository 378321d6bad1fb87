/* print_options.c - parses the options of the commands that print records. */
#include "print_options.h"

#include <string.h>

#include "language.h"

void print_options_init(print_options *options) {
  *options = (print_options){.format = RASID_FORMAT_JSONL};
  rasid_output_options_init(&options->output);
}

static int parse_rows(const char *command, const char *name, rasid_rows *rows) {
  *rows = strcmp(name, "tolls") == 0 ? RASID_ROWS_TOLLS : RASID_ROWS_EVENTS;
  if (*rows == RASID_ROWS_TOLLS || strcmp(name, "events") == 0) return EXIT_ALL_DONE;
  return usage_error(command, "--rows knows events and tolls, not '%s'", name);
}

int print_option(const char *command, int key, print_options *o) {
  switch (key) {
    case 'f':
      if (rasid_format_by_name(optarg, &o->format)) return EXIT_ALL_DONE;
      return usage_error(command,
                         "--format knows jsonl, table, plover, csv, tsv, gdelt, ucdp, "
                         "acled, geojson, markdown and html, not '%s'",
                         optarg);
    case PRINT_ROWS: return parse_rows(command, optarg, &o->output.rows);
    case PRINT_BOM: o->output.bom = true; return EXIT_ALL_DONE;
    case PRINT_SUMMARY: o->summary = true; return EXIT_ALL_DONE;
    default: return -1;
  }
}

int print_options_check(const char *command, const print_options *o) {
  bool is_sheet = o->format == RASID_FORMAT_CSV || o->format == RASID_FORMAT_TSV;
  bool has_header =
      is_sheet || o->format == RASID_FORMAT_UCDP || o->format == RASID_FORMAT_ACLED;
  if (o->output.rows != RASID_ROWS_EVENTS && !is_sheet)
    return usage_error(command, "--rows goes with --format csv or tsv, not %s",
                       rasid_format_name(o->format));
  if (o->output.bom && !has_header)
    return usage_error(command,
                       "--bom goes with --format csv, tsv, ucdp or acled, not %s",
                       rasid_format_name(o->format));
  return EXIT_ALL_DONE;
}

void print_options_language(print_options *o) {
  o->output.arabic = strcmp(language_name(), "ar") == 0;
}
