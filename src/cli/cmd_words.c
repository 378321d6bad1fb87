/* cmd_words.c - `rasid words`: segmentation, lemma, part of speech and features of every
 * word. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: rasid words [OPTION…] [TEXT…|FILE…|-]\n"
    "\n"
    "Prints every word with its segmentation, lemma, root, part of speech and features. An "
    "argument that names a file or\n"
    "folder is read as 'rasid code' reads it; any other is Arabic text itself. Without "
    "arguments, or with -, standard\n"
    "input is read.\n"
    "\n"
    "  -f, --format FORMAT      table (default): for people, ? behind the part of speech "
    "of a word that is guessed by\n"
    "                           its shape; jsonl: an object a line for each word\n"
    "      --field NAME=KEY     read a part of a document from another key of the JSON\n"
    "      --offsets UNIT       count offsets in codepoints (default), bytes or utf16 "
    "units\n"
    "      --model FILE         another model than the built-in one\n"
    "  -h, --help               this text\n"
    "\n"
    "Exit status: 0 all read; 1 some input could not be read; 2 wrong usage; 3 nothing "
    "could be done.\n";

typedef struct words_options {
  rasid_source_options source;
  rasid_coder_options coder;
  rasid_format format;
  const char *model;
} words_options;

typedef struct words_job {
  const words_options *options;
  rasid_coder *coder;
  rasid_output *output;
  int status;
} words_job;

static void print_document(words_job *job, const rasid_document *document) {
  const rasid_record *record;
  rasid_error error = {0};
  rasid_text text;
  if (rasid_read(job->coder, document, RASID_STAGE_MORPH, &record, &error) != RASID_OK) {
    say("words", "%s", error.message);
    job->status = EXIT_FAILED;
    return;
  }
  rasid_text code, message;
  for (size_t i = 0; rasid_record_diagnostic(record, i, &code, &message); i++) {
    say("words", "%.*s: %.*s", (int)document->id.size, document->id.data,
        (int)message.size, message.data);
    if (job->status == EXIT_ALL_DONE) job->status = EXIT_SOME_BAD;
  }
  rasid_output_clear(job->output);
  if (rasid_output_words(job->output, job->options->format, document, record) !=
      RASID_OK) {
    say("words", "out of memory");
    job->status = EXIT_FAILED;
    return;
  }
  text = rasid_output_text(job->output);
  fwrite(text.data, 1, text.size, stdout);
}

static void print_file(words_job *job, const char *path) {
  rasid_error error = {0};
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  rasid_document document;
  if (piece == NULL || rasid_source_open(&path, 1, &job->options->source, &source,
                                         &error) != RASID_OK) {
    say("words", "%s", error.message[0] ? error.message : "out of memory");
    job->status = EXIT_FAILED;
  }
  while (source && piece && job->status != EXIT_FAILED && !ferror(stdout) &&
         rasid_source_next(source, piece)) {
    if (rasid_piece_open(piece, &document) == RASID_OPENED_DOCUMENT) {
      print_document(job, &document);
    } else {
      say("words", "%s", rasid_piece_complaint(piece));
      if (job->status == EXIT_ALL_DONE) job->status = EXIT_SOME_BAD;
    }
  }
  rasid_piece_free(piece);
  rasid_source_close(source);
}

/* A file where there is one of the name or it looks meant as one; else text. */
static bool is_text(const char *argument) {
  if (strcmp(argument, "-") == 0 || access(argument, F_OK) == 0) return false;
  for (const char *p = argument; *p; p++)
    if ((unsigned char)*p >= 0xD8 && (unsigned char)*p <= 0xDB) return true;
  return false;
}

static void print_argument(words_job *job, const char *argument) {
  if (!is_text(argument)) {
    print_file(job, argument);
    return;
  }
  rasid_document document;
  rasid_document_init(&document);
  document.id = (rasid_text){"text", 4};
  document.text = (rasid_text){argument, strlen(argument)};
  print_document(job, &document);
}

static int run(const words_options *o, int n, char **arguments) {
  rasid_error error = {0};
  words_job job = {o, NULL, rasid_output_new(), EXIT_ALL_DONE};
  rasid_model *model = open_model("words", o->model);
  if (model == NULL || job.output == NULL ||
      rasid_coder_new(model, &o->coder, &job.coder, &error) != RASID_OK) {
    if (model != NULL) say("words", "%s", error.message[0] ? error.message : "no memory");
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

int cmd_words(int argc, char **argv) {
  enum { FIELD = 256, OFFSETS, MODEL };
  static const struct option options[] = {{"format", required_argument, NULL, 'f'},
                                          {"field", required_argument, NULL, FIELD},
                                          {"offsets", required_argument, NULL, OFFSETS},
                                          {"model", required_argument, NULL, MODEL},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  words_options o = {.format = RASID_FORMAT_TABLE};
  rasid_source_options_init(&o.source);
  rasid_coder_options_init(&o.coder);
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":f:h", options, NULL)) != -1;) {
    switch (c) {
      case 'f':
        if (!rasid_format_by_name(optarg, &o.format))
          return usage_error("words", "--format needs jsonl or table, not '%s'", optarg);
        break;
      case FIELD:
        if (!parse_field("words", &o.source.fields, optarg)) return EXIT_USAGE;
        break;
      case OFFSETS:
        if (!parse_offsets(optarg, &o.coder.offsets))
          return usage_error("words", "--offsets knows codepoints, bytes and utf16, not '%s'",
                             optarg);
        break;
      case MODEL: o.model = optarg; break;
      case 'h': fputs(help, stdout); return EXIT_ALL_DONE;
      default: return option_error("words", argc, argv, c);
    }
  }
  return run(&o, argc - optind, argv + optind);
}
