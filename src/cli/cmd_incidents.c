/* cmd_incidents.c - `rasid incidents`: what happened, told by many reports. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "language.h"
#include "store_incidents_print.h"

enum { STORE = 256, FIELD, MODEL, DATE, RULE, INPUT_FORMAT };

static const cli_option options[] = {
    {"format", 'f', "FORMAT", "jsonl table",
     N_("jsonl (default): an incident a line; table: for people")},
    {"output", 'o', "FILE", NULL, N_("write to FILE instead of standard output")},
    {"store", STORE, "STORE", NULL,
     N_("join what is new in STORE, a file or postgresql://…, and print its incidents")},
    {"rule", RULE, "RULE", "bounds conservative ucdp latest-official",
     N_("how the figures of an incident become one toll; default: bounds")},
    {"date", DATE, "YYYY-MM-DD", NULL,
     N_("the day relative times count from, for documents that bring none")},
    {"field", FIELD, "NAME=KEY", NULL,
     N_("read a part of a document from another key of the JSON")},
    {"input-format", INPUT_FORMAT, "KIND", "auto text html json jsonl csv tsv feed warc",
     N_("what the files are, where their first bytes do not tell; default: auto")},
    {"model", MODEL, "FILE", NULL, N_("another model than the built-in one")},
};

typedef struct incident_job {
  rasid_source_options source;
  rasid_format format;
  rasid_toll_rule rule;
  const char *model, *output, *store;
  const char *const *paths;
  size_t n_paths;
  rasid_incidents *set;
  rasid_report_reading *reading; /* of records */
  uint64_t n_documents, n_bad;
} incident_job;

/* Codes a document and adds what it tells; false where there is no memory. */
static bool add_document(incident_job *job, rasid_coder *coder,
                         const rasid_document *document, const char *place) {
  const rasid_record *record;
  rasid_error error = {0};
  rasid_text code, message;
  if (rasid_code(coder, document, &record, &error) != RASID_OK ||
      rasid_incidents_add_record(job->set, document, record, &error) != RASID_OK) {
    say("incidents", "%s: %s", place, error.message);
    return false;
  }
  job->n_documents++;
  if (rasid_record_n_sentences(record) == 0 &&
      rasid_record_diagnostic(record, 0, &code, &message)) {
    say("incidents", "%s: %.*s", place, (int)message.size, message.data);
    job->n_bad++;
  }
  return true;
}

/* Is it a line that `rasid code` printed? */
static bool is_record(rasid_text line) {
  static const char begin[] = "{\"doc\":{";
  return line.size >= sizeof begin - 1 && memcmp(line.data, begin, sizeof begin - 1) == 0;
}

/* Adds what a record tells; false where there is no memory. */
static bool add_record(incident_job *job, rasid_text line, const char *place) {
  rasid_report report;
  rasid_error error = {0};
  rasid_status status = rasid_report_reading_read(job->reading, line, &report, &error);
  if (status == RASID_OK) status = rasid_incidents_add(job->set, &report, &error);
  if (status == RASID_OK) {
    job->n_documents++;
    return true;
  }
  job->n_bad++;
  if (error.offset > 0)
    say("incidents", "%s:%llu: %s", place, (unsigned long long)error.offset,
        error.message);
  else
    say("incidents", "%s: %s", place, error.message);
  return status == RASID_ERROR_FORMAT;
}

static bool add_all(incident_job *job, rasid_coder *coder, rasid_source *source,
                    rasid_piece *piece) {
  rasid_document document;
  while (rasid_source_next(source, piece)) {
    rasid_text raw = rasid_piece_raw(piece);
    if (is_record(raw)) {
      if (!add_record(job, raw, rasid_piece_place(piece))) return false;
      continue;
    }
    if (rasid_piece_open(piece, &document) == RASID_OPENED_DOCUMENT) {
      if (!add_document(job, coder, &document, rasid_piece_place(piece))) return false;
      continue;
    }
    say("incidents", "%s", rasid_piece_complaint(piece));
    job->n_bad++;
  }
  return true;
}

static void print_summary(const incident_job *job) {
  size_t n = rasid_incidents_n(job->set);
  fputs("rasid: ", stderr);
  fprintf(stderr,
          ngettext("%llu document", "%llu documents", (unsigned long)job->n_documents),
          (unsigned long long)job->n_documents);
  fputs(_(", "), stderr);
  fprintf(stderr, ngettext("%zu incident", "%zu incidents", (unsigned long)n), n);
  if (job->n_bad > 0)
    fprintf(stderr, _("; %llu not coded"), (unsigned long long)job->n_bad);
  fputc('\n', stderr);
}

static int run(incident_job *job) {
  rasid_error error = {0};
  rasid_coder *coder = NULL;
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  int status = EXIT_FAILED;
  rasid_model *model = open_model("incidents", job->model);
  if (model == NULL) goto done;
  job->reading = rasid_report_reading_new();
  if (piece == NULL || job->reading == NULL ||
      rasid_coder_new(model, NULL, &coder, &error) != RASID_OK ||
      rasid_incidents_new(&job->set, &error) != RASID_OK ||
      rasid_source_open(job->paths, job->n_paths, &job->source, &source, &error) !=
          RASID_OK) {
    say("incidents", "%s", error.message[0] ? error.message : "out of memory");
    goto done;
  }
  if (!add_all(job, coder, source, piece)) goto done;
  if (rasid_incidents_join(job->set, &error) != RASID_OK) {
    say("incidents", "%s", error.message);
    goto done;
  }
  if (!print_incidents(job->output, job->format, job->set, job->rule)) goto done;
  print_summary(job);
  status = job->n_bad > 0 ? EXIT_SOME_BAD : EXIT_ALL_DONE;

done:
  rasid_source_close(source);
  rasid_piece_free(piece);
  rasid_incidents_free(job->set);
  rasid_report_reading_free(job->reading);
  rasid_coder_free(coder);
  rasid_model_close(model);
  return status;
}

/* Takes one option; EXIT_ALL_DONE to go on, else the status to end with. */
static int set_option(incident_job *job, int key) {
  switch (key) {
    case 'f':
      if (rasid_format_by_name(optarg, &job->format) && job->format <= RASID_FORMAT_TABLE)
        break;
      return usage_error("incidents", "--format knows jsonl and table, not '%s'", optarg);
    case 'o': job->output = optarg; break;
    case RULE:
      if (rasid_toll_rule_by_name(optarg, &job->rule)) break;
      return usage_error(
          "incidents",
          "--rule knows bounds, conservative, ucdp and latest-official, not '%s'",
          optarg);
    case DATE:
      if (!parse_date("incidents", optarg, &job->source.published)) return EXIT_USAGE;
      break;
    case FIELD:
      if (!parse_field("incidents", &job->source.fields, optarg)) return EXIT_USAGE;
      break;
    case INPUT_FORMAT:
      if (!parse_input_format("incidents", optarg, &job->source.format))
        return EXIT_USAGE;
      break;
    case MODEL: job->model = optarg; break;
    case STORE: job->store = optarg; break;
    default: break;
  }
  return EXIT_ALL_DONE;
}

static int cmd_incidents(int argc, char **argv) {
  static const char *const standard_input[] = {"-"};
  incident_job job = {0};
  option_parser parser;
  int key;
  rasid_source_options_init(&job.source);
  options_begin(&parser, &command_incidents, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&job, key);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (job.store != NULL) {
    if (optind < argc)
      return usage_error("incidents",
                         "--store takes no FILE: rasid store add puts it in");
    return incidents_of_store(job.store, job.output, job.format, job.rule);
  }
  job.paths = optind < argc ? (const char *const *)(argv + optind) : standard_input;
  job.n_paths = optind < argc ? (size_t)(argc - optind) : 1;
  return run(&job);
}

const cli_command command_incidents = {
    .name = "incidents",
    .run = cmd_incidents,
    .brief = "[FILE…|-]",
    .summary = N_("join reports by what happened: one incident, all its claims"),
    .usage = "[OPTION…] [FILE…|-]\n[OPTION…] --store STORE",
    .about =
        N_("Codes reports as rasid code does, or takes the records it printed, and joins "
           "what they tell: an attack or a "
           "protest that many reports tell of is one incident, with where and when it "
           "happened, who is named as acting and suffering, and every figure of its "
           "toll with the report and the claimant it comes from."),
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 all coded; 1 some input could not be read or coded; 2 "
                 "wrong usage; 3 nothing could be done."),
};
