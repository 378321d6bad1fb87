/* cmd_convert.c - `rasid convert`: records in another format, without coding again. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "language.h"
#include "print_options.h"
#include "report_texts.h"

/* Output is written when it has grown so far. */
enum { WRITE_BYTES = 1 << 18, MAX_TEXTS = 256 };

/* Options without a letter. */
enum { TEXTS = 256, FIELD, OFFSETS };

static const cli_option options[] = {
    {"format", 'f', "FORMAT", PRINT_FORMATS,
     N_("jsonl (default): a record a line; table: for people; plover, csv, tsv, gdelt, "
        "ucdp, acled, geojson: for other programs; markdown, html: a brief to read")},
    {"output", 'o', "FILE", NULL, N_("write to FILE instead of standard output")},
    {"texts", TEXTS, "FILE", NULL,
     N_("the reports the records were made from, whose text markdown and html show; may "
        "be repeated")},
    {"rows", PRINT_ROWS, "ROWS", PRINT_ROW_KINDS,
     N_("rows of csv and tsv: events (default) or tolls")},
    {"bom", PRINT_BOM, NULL, NULL,
     N_("begin csv, tsv, ucdp and acled with a byte order mark, which Excel needs")},
    {"summary", PRINT_SUMMARY, NULL, NULL,
     N_("print counts instead of records; with --output both, records to FILE")},
    {"field", FIELD, "NAME=KEY", NULL,
     N_("read a part of a report of --texts from another key of the JSON")},
    {"offsets", OFFSETS, "UNIT", "codepoints bytes utf16",
     N_("the unit the records count offsets in, for --texts: codepoints (default), bytes "
        "or utf16")},
};

typedef struct convert_job {
  print_options print;
  rasid_source_options source;
  const char *output_name, *texts[MAX_TEXTS];
  size_t n_texts;
  int file;
  bool print_records, any_written;
  rasid_output *output;
  rasid_record_reader *reader;
  rasid_summary *summary;
  report_texts *reports;
  int status;
} convert_job;

static void fail(convert_job *job, const char *what) {
  say("convert", "%s", what);
  job->status = EXIT_FAILED;
}

static void complain(void *context, const char *complaint) {
  convert_job *job = context;
  fprintf(stderr, "rasid: %s\n", complaint);
  if (job->status == EXIT_ALL_DONE) job->status = EXIT_SOME_BAD;
}

static void complain_at(convert_job *job, const rasid_piece *piece, uint64_t column,
                        const char *what) {
  char complaint[700];
  if (column > 0)
    snprintf(complaint, sizeof complaint, "%s:%llu: %s", rasid_piece_place(piece),
             (unsigned long long)column, what);
  else
    snprintf(complaint, sizeof complaint, "%s: %s", rasid_piece_place(piece), what);
  complain(job, complaint);
}

/* Writes what was printed. A reader that went away ends the command as a signal would. */
static void flush(convert_job *job) {
  rasid_text text = rasid_output_text(job->output);
  if (!write_all(job->file, text.data, text.size)) {
    say("convert", "cannot write %s: %s",
        job->output_name ? job->output_name : "standard output", strerror(errno));
    job->status = EXIT_FAILED;
  }
  rasid_output_clear(job->output);
}

static void print_status(convert_job *job, rasid_status status) {
  if (status != RASID_OK) fail(job, "out of memory");
}

/* The report of a record, where one is to be shown. */
static const rasid_document *find_report(convert_job *job, const rasid_piece *piece,
                                         const rasid_record_data *record) {
  bool no_memory = false;
  if (job->reports == NULL || !rasid_format_shows_text(job->print.format)) return NULL;
  const rasid_document *document =
      report_texts_find(job->reports, record->id, &no_memory);
  if (no_memory)
    fail(job, "out of memory");
  else if (document == NULL)
    complain_at(job, piece, 0, "--texts has no report with the id of this record");
  return document;
}

static void print_record(convert_job *job, const rasid_piece *piece,
                         const rasid_record_data *record, rasid_text line) {
  size_t before = rasid_output_text(job->output).size;
  const rasid_document *document = find_report(job, piece, record);
  rasid_status status =
      rasid_output_data(job->output, job->print.format, document, record, line);
  if (status == RASID_ERROR_ARGUMENT) {
    complain_at(job, piece, 0,
                "the report of this id in --texts is not the one the record was made "
                "from, or --offsets is another unit than the record's");
    status = rasid_output_data(job->output, job->print.format, NULL, record, line);
  }
  print_status(job, status);
  if (!job->any_written && before == 0 && status == RASID_OK) {
    rasid_text text = rasid_output_text(job->output);
    rasid_text first = rasid_output_first(job->print.format, text);
    job->any_written = text.size > 0;
    if (write_all(job->file, first.data, first.size)) {
      rasid_output_clear(job->output);
      return;
    }
    flush(job);
  }
}

static void convert_piece(convert_job *job, const rasid_piece *piece) {
  const rasid_record_data *record;
  rasid_error error = {0};
  rasid_text line = rasid_piece_raw(piece);
  if (line.data == NULL) {
    complain(job, rasid_piece_complaint(piece));
    return;
  }
  if (line.size == 0) return; /* an empty file: no records */
  rasid_status status = rasid_record_reader_read(job->reader, line, &record, &error);
  if (status == RASID_ERROR_FORMAT) {
    complain_at(job, piece, error.offset, error.message);
    return;
  }
  print_status(job, status);
  if (status != RASID_OK) return;
  if (job->summary != NULL) print_status(job, rasid_summary_add(job->summary, record));
  if (job->print_records) print_record(job, piece, record, line);
}

static void convert_all(convert_job *job, const char *const *paths, size_t n) {
  rasid_error error = {0};
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  rasid_source_options lines;
  rasid_source_options_init(&lines);
  lines.format = RASID_INPUT_JSONL;
  if (piece == NULL || rasid_source_open(paths, n, &lines, &source, &error) != RASID_OK)
    fail(job, error.message[0] ? error.message : "out of memory");
  if (job->status == EXIT_ALL_DONE && job->print_records) {
    print_status(job, rasid_output_begin(job->output, job->print.format));
    flush(job);
  }
  while (job->status != EXIT_FAILED && rasid_source_next(source, piece)) {
    convert_piece(job, piece);
    if (rasid_output_text(job->output).size > WRITE_BYTES ||
        (!rasid_source_ready(source) && job->status != EXIT_FAILED))
      flush(job);
  }
  if (job->status != EXIT_FAILED && job->print_records) {
    print_status(job, rasid_output_end(job->output, job->print.format));
    flush(job);
  }
  rasid_piece_free(piece);
  rasid_source_close(source);
}

static void write_summary(convert_job *job) {
  print_status(job, rasid_output_summary(job->output, job->summary));
  job->file = STDOUT_FILENO;
  job->output_name = NULL;
  if (job->status != EXIT_FAILED) flush(job);
}

/* Makes what the job needs; false after an error was said. */
static bool prepare(convert_job *job) {
  rasid_error error = {0};
  job->output = rasid_output_new();
  job->reader = rasid_record_reader_new();
  if (job->print.summary) job->summary = rasid_summary_new();
  if (job->output == NULL || job->reader == NULL ||
      (job->print.summary && job->summary == NULL)) {
    fail(job, "out of memory");
    return false;
  }
  rasid_output_set_options(job->output, &job->print.output);
  if (job->n_texts > 0) {
    job->reports =
        report_texts_open(job->texts, job->n_texts, &job->source, complain, job, &error);
    if (job->reports == NULL) fail(job, error.message);
  }
  if (job->output_name != NULL)
    job->file = open(job->output_name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (job->file < 0) {
    say("convert", "cannot write %s: %s", job->output_name, strerror(errno));
    job->status = EXIT_FAILED;
  }
  return job->status == EXIT_ALL_DONE;
}

static int run(convert_job *job, const char *const *paths, size_t n) {
  if (prepare(job)) {
    convert_all(job, paths, n);
    if (job->output_name != NULL && close(job->file) != 0) {
      say("convert", "cannot write %s: %s", job->output_name, strerror(errno));
      job->status = EXIT_FAILED;
    }
    if (job->summary != NULL && job->status != EXIT_FAILED) write_summary(job);
  }
  report_texts_close(job->reports);
  rasid_summary_free(job->summary);
  rasid_record_reader_free(job->reader);
  rasid_output_free(job->output);
  return job->status;
}

/* Takes one option; EXIT_ALL_DONE to go on, else the status to end with. */
static int set_option(convert_job *job, int key) {
  int status = print_option("convert", key, &job->print);
  if (status >= 0) return status;
  switch (key) {
    case 'o': job->output_name = optarg; break;
    case TEXTS:
      if (job->n_texts == MAX_TEXTS)
        return usage_error("convert", "--texts can be given %d times; name a folder",
                           MAX_TEXTS);
      job->texts[job->n_texts++] = optarg;
      break;
    case FIELD:
      return parse_field("convert", &job->source.fields, optarg) ? EXIT_ALL_DONE
                                                                 : EXIT_USAGE;
    case OFFSETS:
      return parse_offsets("convert", optarg, &job->print.output.offsets) ? EXIT_ALL_DONE
                                                                          : EXIT_USAGE;
    default: break;
  }
  return EXIT_ALL_DONE;
}

static int cmd_convert(int argc, char **argv) {
  static const char *const standard_input[] = {"-"};
  convert_job job = {.file = STDOUT_FILENO};
  option_parser parser;
  int key;
  print_options_init(&job.print);
  rasid_source_options_init(&job.source);
  options_begin(&parser, &command_convert, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&job, key);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (print_options_check("convert", &job.print) != EXIT_ALL_DONE) return EXIT_USAGE;
  job.print_records = !job.print.summary || job.output_name != NULL;
  print_options_language(&job.print);
  return run(&job, optind < argc ? (const char *const *)(argv + optind) : standard_input,
             optind < argc ? (size_t)(argc - optind) : 1);
}

const cli_command command_convert = {
    .name = "convert",
    .run = cmd_convert,
    .brief = "[FILE…|-]",
    .summary = N_("records in another format, without coding again"),
    .usage = "[OPTION…] [FILE…|-]",
    .about = N_(
        "Reads records as 'rasid code' prints them, one a line, and prints them in "
        "another format: the same bytes that 'rasid code' would print in it. A record "
        "does not hold the text of its report: markdown and html show it where --texts "
        "names the reports, and else only what the record quotes. Without a FILE, or "
        "with -, standard input is read."),
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status =
        N_("Exit status: 0 all converted; 1 some line was no record, or its text was "
           "not found; 2 wrong usage; 3 nothing could be done."),
};
