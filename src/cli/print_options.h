/* print_options.h - options of the commands that print records: format, rows, summary. */
#ifndef RASID_CLI_PRINT_OPTIONS_H
#define RASID_CLI_PRINT_OPTIONS_H

#include "cli.h"

/* Keys of options without a letter, apart from those of the commands. */
enum { PRINT_ROWS = 512, PRINT_BOM, PRINT_SUMMARY };

/* What follows --format and --rows, for tables of options. */
#define PRINT_FORMATS "jsonl table plover csv tsv gdelt ucdp acled geojson markdown html"
#define PRINT_ROW_KINDS "events tolls"

typedef struct print_options {
  rasid_format format;
  rasid_output_options output; /* its `offsets` are the command's to set */
  bool summary;
} print_options;

void print_options_init(print_options *options);

/* Takes the option `key` with its value in `optarg`, if it is one of these:
 * EXIT_ALL_DONE, or EXIT_USAGE after an error. -1 where it is none of them. */
int print_option(const char *command, int key, print_options *options);

/* Checks that the options go together; EXIT_ALL_DONE, or EXIT_USAGE after an error. */
int print_options_check(const char *command, const print_options *options);

/* The language of the output is the command's. */
void print_options_language(print_options *options);

#endif
