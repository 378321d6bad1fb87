/* cmd_read.c - `rasid words`, `rasid numbers`, `rasid times`, `rasid places`,
 * `rasid actors`: what is read of a text before anything is coded. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* One of the commands. */
typedef struct reading_command {
  const char *name, *help;
  rasid_stage stage; /* how far a document must be read */
  bool tells_times;  /* it says where there is no day to count from */
  rasid_status (*print)(rasid_output *output, rasid_format format,
                        const rasid_document *document, const rasid_record *record);
} reading_command;

static const char help_of_all[] =
    "An argument that names a file or folder is read as 'rasid code' reads it; any other "
    "is Arabic text itself. Without\n"
    "arguments, or with -, standard input is read.\n"
    "\n"
    "  -f, --format FORMAT      table (default): for people; jsonl: an object a line for "
    "each\n"
    "      --date YYYY-MM-DD    the day relative times and terms of office count from, "
    "for documents that bring none\n"
    "      --field NAME=KEY     read a part of a document from another key of the JSON\n"
    "      --offsets UNIT       count offsets in codepoints (default), bytes or utf16 "
    "units\n"
    "      --model FILE         another model than the built-in one\n"
    "  -h, --help               this text\n"
    "\n"
    "Exit status: 0 all read; 1 some input could not be read; 2 wrong usage; 3 nothing "
    "could be done.\n";

typedef struct read_options {
  const reading_command *command;
  rasid_source_options source;
  rasid_coder_options coder;
  rasid_format format;
  const char *model;
} read_options;

typedef struct read_job {
  const read_options *options;
  rasid_coder *coder;
  rasid_output *output;
  int status;
} read_job;

/* What the text says of its times, and no fault of the input: a day to count from is
 * missing, or a date contradicts itself. */
static bool is_about_times(rasid_text code) {
  static const char *const CODES[] = {"no_anchor", "contradictory_time"};
  for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
    if (code.size == strlen(CODES[i]) && memcmp(code.data, CODES[i], code.size) == 0)
      return true;
  return false;
}

static void print_document(read_job *job, const rasid_document *document) {
  const rasid_record *record;
  rasid_error error = {0};
  rasid_text text;
  const reading_command *command = job->options->command;
  if (rasid_read(job->coder, document, command->stage, &record, &error) != RASID_OK) {
    say(job->options->command->name, "%s", error.message);
    job->status = EXIT_FAILED;
    return;
  }
  rasid_text code, message;
  for (size_t i = 0; rasid_record_diagnostic(record, i, &code, &message); i++) {
    bool of_times = is_about_times(code);
    if (of_times && !command->tells_times) continue;
    say(job->options->command->name, "%.*s: %.*s", (int)document->id.size,
        document->id.data, (int)message.size, message.data);
    if (!of_times && job->status == EXIT_ALL_DONE) job->status = EXIT_SOME_BAD;
  }
  rasid_output_clear(job->output);
  if (command->print(job->output, job->options->format, document, record) != RASID_OK) {
    say(job->options->command->name, "out of memory");
    job->status = EXIT_FAILED;
    return;
  }
  text = rasid_output_text(job->output);
  fwrite(text.data, 1, text.size, stdout);
}

static void print_file(read_job *job, const char *path) {
  rasid_error error = {0};
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  rasid_document document;
  if (piece == NULL ||
      rasid_source_open(&path, 1, &job->options->source, &source, &error) != RASID_OK) {
    say(job->options->command->name, "%s",
        error.message[0] ? error.message : "out of memory");
    job->status = EXIT_FAILED;
  }
  while (source && piece && job->status != EXIT_FAILED && !ferror(stdout) &&
         rasid_source_next(source, piece)) {
    if (rasid_piece_open(piece, &document) == RASID_OPENED_DOCUMENT) {
      print_document(job, &document);
    } else {
      say(job->options->command->name, "%s", rasid_piece_complaint(piece));
      if (job->status == EXIT_ALL_DONE) job->status = EXIT_SOME_BAD;
    }
  }
  rasid_piece_free(piece);
  rasid_source_close(source);
}

/* A file where there is one of the name or it looks meant as one; else text. */
static bool is_text(const char *argument) {
  if (argument[0] == '\0') return true;
  if (strcmp(argument, "-") == 0 || access(argument, F_OK) == 0) return false;
  for (const char *p = argument; *p; p++)
    if ((unsigned char)*p >= 0xD8 && (unsigned char)*p <= 0xDB) return true;
  return false;
}

static void print_argument(read_job *job, const char *argument) {
  if (!is_text(argument)) {
    print_file(job, argument);
    return;
  }
  rasid_document document;
  rasid_document_init(&document);
  document.id = (rasid_text){"text", 4};
  document.text = (rasid_text){argument, strlen(argument)};
  if (job->options->source.published != NULL)
    document.published = (rasid_text){job->options->source.published,
                                      strlen(job->options->source.published)};
  print_document(job, &document);
}

static int run(const read_options *o, int n, char **arguments) {
  rasid_error error = {0};
  read_job job = {o, NULL, rasid_output_new(), EXIT_ALL_DONE};
  rasid_model *model = open_model(o->command->name, o->model);
  if (model == NULL || job.output == NULL ||
      rasid_coder_new(model, &o->coder, &job.coder, &error) != RASID_OK) {
    if (model != NULL)
      say(o->command->name, "%s", error.message[0] ? error.message : "no memory");
    job.status = EXIT_FAILED;
  }
  if (n == 0 && job.status == EXIT_ALL_DONE) print_file(&job, "-");
  for (int i = 0; i < n && job.status != EXIT_FAILED; i++)
    print_argument(&job, arguments[i]);
  rasid_output_free(job.output);
  rasid_coder_free(job.coder);
  rasid_model_close(model);
  return job.status;
}

static int read_options_of(int argc, char **argv, read_options *o, int *n) {
  enum { FIELD = 256, OFFSETS, MODEL, DATE };
  static const struct option options[] = {{"format", required_argument, NULL, 'f'},
                                          {"date", required_argument, NULL, DATE},
                                          {"field", required_argument, NULL, FIELD},
                                          {"offsets", required_argument, NULL, OFFSETS},
                                          {"model", required_argument, NULL, MODEL},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  const char *name = o->command->name;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":f:h", options, NULL)) != -1;) {
    switch (c) {
      case 'f':
        if (!rasid_format_by_name(optarg, &o->format))
          return usage_error(name, "--format needs jsonl or table, not '%s'", optarg);
        break;
      case DATE:
        if (!parse_date(name, optarg, &o->source.published)) return EXIT_USAGE;
        break;
      case FIELD:
        if (!parse_field(name, &o->source.fields, optarg)) return EXIT_USAGE;
        break;
      case OFFSETS:
        if (!parse_offsets(name, optarg, &o->coder.offsets)) return EXIT_USAGE;
        break;
      case MODEL: o->model = optarg; break;
      case 'h':
        printf("usage: rasid %s [OPTION…] [TEXT…|FILE…|-]\n\n%s%s", name,
               o->command->help, help_of_all);
        *n = -1;
        return EXIT_ALL_DONE;
      default: return option_error(name, argc, argv, c);
    }
  }
  *n = argc - optind;
  return EXIT_ALL_DONE;
}

static int read_command(const reading_command *command, int argc, char **argv) {
  read_options o = {.command = command, .format = RASID_FORMAT_TABLE};
  rasid_source_options_init(&o.source);
  rasid_coder_options_init(&o.coder);
  int n = 0, status = read_options_of(argc, argv, &o, &n);
  return status != EXIT_ALL_DONE || n < 0 ? status : run(&o, n, argv + optind);
}

int cmd_words(int argc, char **argv) {
  static const reading_command command = {
      .name = "words",
      .help =
          "Prints every word with its segmentation, lemma, root, part of speech and "
          "features. In the table a ? stands\n"
          "behind the part of speech of a word that is guessed by its shape.\n",
      .stage = RASID_STAGE_MORPH,
      .print = rasid_output_words};
  return read_command(&command, argc, argv);
}

int cmd_numbers(int argc, char **argv) {
  static const reading_command command = {
      .name = "numbers",
      .help =
          "Prints every number, in digits or words, with its value, its bounds, what "
          "it counts, and why it was read so.\n",
      .stage = RASID_STAGE_NUMBERS,
      .print = rasid_output_numbers};
  return read_command(&command, argc, argv);
}

int cmd_times(int argc, char **argv) {
  static const reading_command command = {
      .name = "times",
      .help =
          "Prints every expression of time with its value in ISO 8601, its first and "
          "last day, and what it was counted\n"
          "from.\n",
      .stage = RASID_STAGE_TIMES,
      .tells_times = true,
      .print = rasid_output_times};
  return read_command(&command, argc, argv);
}

int cmd_places(int argc, char **argv) {
  static const reading_command command = {
      .name = "places",
      .help =
          "Prints every place with its name, country, first-level unit and coordinates, "
          "why it was read as a place, and why\n"
          "this one of its name was chosen.\n",
      .stage = RASID_STAGE_PLACES,
      .print = rasid_output_places};
  return read_command(&command, argc, argv);
}

int cmd_actors(int argc, char **argv) {
  static const reading_command command = {
      .name = "actors",
      .help =
          "Prints every person, group, organisation and country that may act, with its "
          "codes on the report's day, whom it\n"
          "refers to, and why.\n",
      .stage = RASID_STAGE_ACTORS,
      .print = rasid_output_actors};
  return read_command(&command, argc, argv);
}
