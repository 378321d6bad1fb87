/* cmd_read.c - `rasid words`, `rasid numbers`, `rasid times`, `rasid places`,
 * `rasid actors`: what is read of a text before anything is coded. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "language.h"

/* One of the commands. */
typedef struct reading_command {
  const cli_command *command;
  rasid_stage stage; /* how far a document must be read */
  bool tells_times;  /* it says where there is no day to count from */
  rasid_status (*print)(rasid_output *output, rasid_format format,
                        const rasid_document *document, const rasid_record *record);
} reading_command;

enum { FIELD = 256, OFFSETS, MODEL, DATE, INPUT_FORMAT };

static const cli_option options[] = {
    {"format", 'f', "FORMAT", "table jsonl",
     N_("table (default): for people; jsonl: an object a line for each")},
    {"date", DATE, "YYYY-MM-DD", NULL,
     N_("the day relative times and terms of office count from, for documents that bring "
        "none")},
    {"field", FIELD, "NAME=KEY", NULL,
     N_("read a part of a document from another key of the JSON")},
    {"input-format", INPUT_FORMAT, "KIND", "auto text html json jsonl csv tsv feed warc",
     N_("what the files are, where their first bytes do not tell; default: auto")},
    {"offsets", OFFSETS, "UNIT", "codepoints bytes utf16",
     N_("count offsets in codepoints (default), bytes or utf16 units")},
    {"model", MODEL, "FILE", NULL, N_("another model than the built-in one")},
};

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
    say(job->options->command->command->name, "%s", error.message);
    job->status = EXIT_FAILED;
    return;
  }
  rasid_text code, message;
  for (size_t i = 0; rasid_record_diagnostic(record, i, &code, &message); i++) {
    bool of_times = is_about_times(code);
    if (of_times && !command->tells_times) continue;
    say(job->options->command->command->name, "%.*s: %.*s", (int)document->id.size,
        document->id.data, (int)message.size, message.data);
    if (!of_times && job->status == EXIT_ALL_DONE) job->status = EXIT_SOME_BAD;
  }
  rasid_output_clear(job->output);
  if (command->print(job->output, job->options->format, document, record) != RASID_OK) {
    say(job->options->command->command->name, "out of memory");
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
    say(job->options->command->command->name, "%s",
        error.message[0] ? error.message : "out of memory");
    job->status = EXIT_FAILED;
  }
  while (source && piece && job->status != EXIT_FAILED && !ferror(stdout) &&
         rasid_source_next(source, piece)) {
    if (rasid_piece_open(piece, &document) == RASID_OPENED_DOCUMENT) {
      if (rasid_piece_note(piece)[0] != '\0')
        say(job->options->command->command->name, "%s", rasid_piece_note(piece));
      print_document(job, &document);
    } else {
      say(job->options->command->command->name, "%s", rasid_piece_complaint(piece));
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
  rasid_model *model = open_model(o->command->command->name, o->model);
  if (model == NULL || job.output == NULL ||
      rasid_coder_new(model, &o->coder, &job.coder, &error) != RASID_OK) {
    if (model != NULL)
      say(o->command->command->name, "%s",
          error.message[0] ? error.message : "no memory");
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

static int set_option(read_options *o, int key) {
  const char *name = o->command->command->name;
  switch (key) {
    case 'f':
      if (rasid_format_by_name(optarg, &o->format) && o->format <= RASID_FORMAT_TABLE)
        break;
      return usage_error(name, "--format needs jsonl or table, not '%s'", optarg);
    case DATE:
      return parse_date(name, optarg, &o->source.published) ? EXIT_ALL_DONE : EXIT_USAGE;
    case FIELD:
      return parse_field(name, &o->source.fields, optarg) ? EXIT_ALL_DONE : EXIT_USAGE;
    case INPUT_FORMAT:
      return parse_input_format(name, optarg, &o->source.format) ? EXIT_ALL_DONE
                                                                 : EXIT_USAGE;
    case OFFSETS:
      return parse_offsets(name, optarg, &o->coder.offsets) ? EXIT_ALL_DONE : EXIT_USAGE;
    case MODEL: o->model = optarg; break;
    default: break;
  }
  return EXIT_ALL_DONE;
}

static int read_command(const reading_command *command, int argc, char **argv) {
  read_options o = {.command = command, .format = RASID_FORMAT_TABLE};
  option_parser parser;
  int key;
  rasid_source_options_init(&o.source);
  rasid_coder_options_init(&o.coder);
  options_begin(&parser, command->command, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&o, key);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  return run(&o, argc - optind, argv + optind);
}

/* What the commands have in common. */
#define READING_COMMAND                                                               \
  .brief = "[TEXT|FILE]", .usage = "[OPTION…] [TEXT…|FILE…|-]",                       \
  .more =                                                                             \
      N_("An argument that names a file or folder is read as 'rasid code' reads it; " \
         "any other is Arabic text itself. Without arguments, or with -, standard "   \
         "input is read."),                                                           \
  .options = options, .n_options = sizeof options / sizeof *options,                  \
  .status =                                                                           \
      N_("Exit status: 0 all read; 1 some input could not be read; 2 wrong usage; "   \
         "3 nothing could be done.")

static int cmd_words(int argc, char **argv) {
  static const reading_command command = {
      .command = &command_words, .stage = RASID_STAGE_MORPH, .print = rasid_output_words};
  return read_command(&command, argc, argv);
}

const cli_command command_words = {
    .name = "words",
    .run = cmd_words,
    .summary = N_("cut and read every word: lemma, part of speech, features"),
    .about =
        N_("Prints every word with its segmentation, lemma, root, part of speech and "
           "features. In the table a ? stands behind the part of speech of a word "
           "that is guessed by its shape."),
    READING_COMMAND,
};

static int cmd_numbers(int argc, char **argv) {
  static const reading_command command = {.command = &command_numbers,
                                          .stage = RASID_STAGE_NUMBERS,
                                          .print = rasid_output_numbers};
  return read_command(&command, argc, argv);
}

const cli_command command_numbers = {
    .name = "numbers",
    .run = cmd_numbers,
    .summary = N_("read every number: value, bounds, what it counts"),
    .about =
        N_("Prints every number, in digits or words, with its value, its bounds, what "
           "it counts, and why it was read so."),
    READING_COMMAND,
};

static int cmd_times(int argc, char **argv) {
  static const reading_command command = {.command = &command_times,
                                          .stage = RASID_STAGE_TIMES,
                                          .tells_times = true,
                                          .print = rasid_output_times};
  return read_command(&command, argc, argv);
}

const cli_command command_times = {
    .name = "times",
    .run = cmd_times,
    .summary = N_("read every date and time: value, days, what it is counted from"),
    .about =
        N_("Prints every expression of time with its value in ISO 8601, its first and "
           "last day, and what it was counted from."),
    READING_COMMAND,
};

static int cmd_places(int argc, char **argv) {
  static const reading_command command = {.command = &command_places,
                                          .stage = RASID_STAGE_PLACES,
                                          .print = rasid_output_places};
  return read_command(&command, argc, argv);
}

const cli_command command_places = {
    .name = "places",
    .run = cmd_places,
    .summary =
        N_("read every place: name, country, coordinates, why this one of its name"),
    .about =
        N_("Prints every place with its name, country, first-level unit and "
           "coordinates, why it was read as a place, and why this one of its name was "
           "chosen."),
    READING_COMMAND,
};

static int cmd_actors(int argc, char **argv) {
  static const reading_command command = {.command = &command_actors,
                                          .stage = RASID_STAGE_ACTORS,
                                          .print = rasid_output_actors};
  return read_command(&command, argc, argv);
}

const cli_command command_actors = {
    .name = "actors",
    .run = cmd_actors,
    .summary = N_("read every actor: codes on the day, whom it refers to, why"),
    .about = N_("Prints every person, group, organisation and country that may act, with "
                "its codes on the report's day, whom it refers to, and why."),
    READING_COMMAND,
};
