/* cmd_code.c - `rasid code`: options, the output file, signals and the summary;
 * code_pipeline.c does the work. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "code_pipeline.h"
#include "language.h"
#include "signals.h"
#include "web_paths.h"

enum { MAX_THREADS = 256 };

/* Options without a letter. */
enum {
  DATE = 256,
  FIELD,
  OFFSETS,
  NO_WEIGHTS,
  MODEL,
  INPUT_FORMAT,
  ALLOW_PRIVATE,
  STORE,
  SHARD
};

static const cli_option options[] = {
    {"format", 'f', "FORMAT", PRINT_FORMATS,
     N_("jsonl (default): a record a line; table: for people; plover, csv, tsv, gdelt, "
        "ucdp, acled, geojson: for other programs; markdown, html: a brief to read")},
    {"rows", PRINT_ROWS, "ROWS", PRINT_ROW_KINDS,
     N_("rows of csv and tsv: events (default) or tolls")},
    {"bom", PRINT_BOM, NULL, NULL,
     N_("begin csv, tsv, ucdp and acled with a byte order mark, which Excel needs")},
    {"summary", PRINT_SUMMARY, NULL, NULL,
     N_("print counts instead of records; with --output both, records to FILE")},
    {"output", 'o', "FILE", NULL, N_("write to FILE instead of standard output")},
    {"threads", 'j', "N", NULL,
     N_("coders at once; default: as many as there are cores")},
    {"date", DATE, "YYYY-MM-DD", NULL,
     N_("the day relative times count from, for documents that bring none")},
    {"field", FIELD, "NAME=KEY", NULL,
     N_("read NAME (id title text published source url captions) from another key of the "
        "JSON or column of the table")},
    {"input-format", INPUT_FORMAT, "KIND", "auto text html json jsonl csv tsv feed warc",
     N_("what the files are, where their first bytes do not tell; default: auto")},
    {"shard", SHARD, "NUMBER/ALL", NULL,
     N_("code one part of the reports, such as 1/8; the parts are told by the ids")},
    {"offsets", OFFSETS, "UNIT", "codepoints bytes utf16",
     N_("count offsets in codepoints (default), bytes or utf16 units")},
    {"store", STORE, "STORE", NULL,
     N_("put reports and records into STORE, a file that is made where there is none, or "
        "postgresql://…; records are printed only with --format or --output")},
    {"no-weights", NO_WEIGHTS, NULL, NULL,
     N_("decide doubtful events without the learnt weights")},
    {"allow-private", ALLOW_PRIVATE, NULL, NULL,
     N_("also connect to private, loopback and link-local addresses")},
    {"model", MODEL, "FILE", NULL, N_("another model than the built-in one")},
};

typedef struct code_options {
  rasid_source_options source;
  code_job job;
  const char *model, *output, *store;
  store_writer writer;
  bool format_given;
  const char *const *paths;
  size_t n_paths;
  bool allow_private;
} code_options;

static void print_summary(const code_totals *t) {
  fputs("rasid: ", stderr);
  fprintf(stderr,
          ngettext("%llu document", "%llu documents", (unsigned long)t->n_documents),
          (unsigned long long)t->n_documents);
  fputs(_(", "), stderr);
  fprintf(stderr, ngettext("%llu event", "%llu events", (unsigned long)t->n_events),
          (unsigned long long)t->n_events);
  fprintf(stderr, _(", %.2f seconds, %.1f MB/s"), t->seconds,
          t->seconds > 0 ? (double)t->n_bytes / t->seconds / 1e6 : 0.0);
  if (t->n_bad > 0) fprintf(stderr, _("; %llu not coded"), (unsigned long long)t->n_bad);
  fputc('\n', stderr);
}

/* Writes the counts to standard output. */
static int write_summary(const code_job *job) {
  int status = EXIT_FAILED;
  rasid_output *output = rasid_output_new();
  if (output != NULL) rasid_output_set_options(output, &job->print.output);
  if (output == NULL || rasid_output_summary(output, job->summary) != RASID_OK) {
    say("code", "out of memory");
  } else {
    rasid_text text = rasid_output_text(output);
    if (write_all(STDOUT_FILENO, text.data, text.size))
      status = EXIT_ALL_DONE;
    else
      say("code", "cannot write %s: %s", "standard output", strerror(errno));
  }
  rasid_output_free(output);
  return status;
}

/* Ends the run in the store; false after a failure, which is said. */
static bool finish_store(code_options *o, const code_totals *totals) {
  rasid_error error = {0};
  rasid_status status = rasid_store_run_end(o->writer.store, totals->n_bad, &error);
  if (status == RASID_OK)
    store_writer_tell(&o->writer);
  else
    say("code", "%s", error.message);
  rasid_store_close(o->writer.store);
  o->writer.store = NULL;
  return status == RASID_OK;
}

static int finish(code_options *o, code_end end, const code_totals *totals) {
  print_summary(totals);
  switch (end) {
    case CODE_ALL: break;
    case CODE_STOPPED: signals_die(*o->job.stop); break;
    case CODE_PIPE: signals_die(SIGPIPE); break;
    case CODE_FAILED: _exit(EXIT_FAILED);
  }
  if (o->store != NULL && !finish_store(o, totals)) return EXIT_FAILED;
  if (o->output != NULL && close(o->job.output) != 0) {
    say("code", "cannot write %s: %s", o->output, strerror(errno));
    return EXIT_FAILED;
  }
  if (o->job.summary != NULL && write_summary(&o->job) != EXIT_ALL_DONE)
    return EXIT_FAILED;
  return totals->n_bad > 0 ? EXIT_SOME_BAD : EXIT_ALL_DONE;
}

static int run(code_options *o) {
  int status = EXIT_FAILED;
  rasid_error error = {0};
  code_totals totals;
  size_t n;
  rasid_model *model = open_model("code", o->model);
  if (model == NULL) return EXIT_FAILED;
  o->job.model = model;
  web_paths *web = web_paths_open("code", o->paths, o->n_paths, o->allow_private);
  if (web == NULL) goto done;
  const char *const *paths = web_paths_list(web, &n);
  if (rasid_source_open(paths, n, &o->source, &o->job.source, &error) != RASID_OK) {
    say("code", "%s", error.message);
    goto done;
  }
  o->job.output_name = o->output ? o->output : "standard output";
  o->job.output = STDOUT_FILENO;
  if (o->output != NULL)
    o->job.output = open(o->output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (o->job.output < 0) {
    say("code", "cannot write %s: %s", o->output, strerror(errno));
    goto done;
  }
  if (o->job.print.summary && (o->job.summary = rasid_summary_new()) == NULL) {
    say("code", "out of memory");
    goto done;
  }
  if (o->store != NULL) {
    o->writer.command = "code";
    o->writer.store = store_open_for("code", o->store, model, true, "code");
    if (o->writer.store == NULL) goto done;
    o->job.store = &o->writer;
  }
  o->job.stop = signals_catch();
  /* Lines that scroll by tell of the progress themselves. */
  o->job.progress = isatty(STDERR_FILENO) && !isatty(o->job.output);
  code_end end = code_run(&o->job, &totals);
  totals.n_bad += web_paths_n_bad(web);
  web_paths_close(web); /* before an end by a signal */
  web = NULL;
  status = finish(o, end, &totals);

done:
  web_paths_close(web);
  rasid_store_close(o->writer.store);
  rasid_summary_free(o->job.summary);
  rasid_source_close(o->job.source);
  rasid_model_close(model);
  return status;
}

static size_t n_cores(void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (size_t)n;
}

/* Takes one option; EXIT_ALL_DONE to go on, else the status to end with. */
static int set_option(code_options *o, int c) {
  long number;
  int status = print_option("code", c, &o->job.print);
  o->format_given |= c == 'f';
  if (status >= 0) return status;
  switch (c) {
    case 'o': o->output = optarg; break;
    case 'j':
      if (!parse_number(optarg, 1, MAX_THREADS, &number))
        return usage_error("code", "-j needs a number from 1 to %d, not '%s'",
                           MAX_THREADS, optarg);
      o->job.n_threads = (size_t)number;
      break;
    case DATE:
      return parse_date("code", optarg, &o->source.published) ? EXIT_ALL_DONE
                                                              : EXIT_USAGE;
    case FIELD:
      return parse_field("code", &o->source.fields, optarg) ? EXIT_ALL_DONE : EXIT_USAGE;
    case INPUT_FORMAT:
      return parse_input_format("code", optarg, &o->source.format) ? EXIT_ALL_DONE
                                                                   : EXIT_USAGE;
    case SHARD:
      return parse_shard("code", optarg, &o->job.part) ? EXIT_ALL_DONE : EXIT_USAGE;
    case OFFSETS:
      return parse_offsets("code", optarg, &o->job.coder.offsets) ? EXIT_ALL_DONE
                                                                  : EXIT_USAGE;
    case ALLOW_PRIVATE: o->allow_private = true; break;
    case NO_WEIGHTS: o->job.coder.use_weights = false; break;
    case MODEL: o->model = optarg; break;
    case STORE: o->store = optarg; break;
    default: break;
  }
  return EXIT_ALL_DONE;
}

static int cmd_code(int argc, char **argv) {
  static const char *const standard_input[] = {"-"};
  code_options o = {.job = {.n_threads = n_cores(), .output = -1}};
  option_parser parser;
  int key;
  rasid_source_options_init(&o.source);
  rasid_coder_options_init(&o.job.coder);
  print_options_init(&o.job.print);
  options_begin(&parser, &command_code, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&o, key);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (print_options_check("code", &o.job.print) != EXIT_ALL_DONE) return EXIT_USAGE;
  o.job.print.output.offsets = o.job.coder.offsets;
  if (o.store != NULL && o.job.coder.offsets != RASID_OFFSETS_CODEPOINTS)
    return usage_error("code", "a store counts offsets in codepoints");
  o.job.print_records =
      o.output != NULL || (!o.job.print.summary && (o.store == NULL || o.format_given));
  print_options_language(&o.job.print);
  o.paths = optind < argc ? (const char *const *)(argv + optind) : standard_input;
  o.n_paths = optind < argc ? (size_t)(argc - optind) : 1;
  return run(&o);
}

const cli_command command_code = {
    .name = "code",
    .run = cmd_code,
    .brief = "[FILE…|-]",
    .summary = N_(
        "code reports: texts, pages, feeds, tables, JSON, archives of the web, folders"),
    .usage = "[OPTION…] [FILE…|-]",
    .about =
        N_("Codes news reports and prints a record for each, in the order of the "
           "input. A FILE is a report as plain text (its first line the title if it "
           "is short and text follows) or a page of HTML; a feed, a table with a "
           "header, JSON objects, one a line or in a list, or an archive of the web "
           "(WARC); any of these compressed by gzip or Zstandard and in any encoding; or "
           "a folder of such files; or the address of a page or feed (http, https), "
           "which is fetched. What it is is told by its first bytes. Without a FILE, or "
           "with -, standard input is read."),
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 all coded; 1 some input could not be read or coded; 2 "
                 "wrong usage; 3 nothing could be done."),
};
