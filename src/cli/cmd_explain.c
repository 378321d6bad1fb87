/* cmd_explain.c - `rasid explain`: what each stage made of a report, and why each field
 * came out as it did. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "language.h"

enum { SENTENCE = 256, ID, DATE, FIELD, NO_WEIGHTS, MODEL, INPUT_FORMAT };

static const cli_option options[] = {
    {"sentence", SENTENCE, "N", NULL,
     N_("only sentence N, counted from 0 as in the record")},
    {"id", ID, "ID", NULL, N_("only the document of this id")},
    {"date", DATE, "YYYY-MM-DD", NULL,
     N_("the day relative times count from, where the document has none")},
    {"field", FIELD, "NAME=KEY", NULL,
     N_("read a part of the document from another key")},
    {"input-format", INPUT_FORMAT, "KIND", "auto text html json jsonl csv tsv feed warc",
     N_("what the files are, where their first bytes do not tell; default: auto")},
    {"no-weights", NO_WEIGHTS, NULL, NULL,
     N_("decide doubtful events without the learnt weights")},
    {"model", MODEL, "FILE", NULL, N_("another model than the built-in one")},
};

typedef struct explain_options {
  rasid_source_options source;
  rasid_coder_options coder;
  const char *model, *id, *path;
  long sentence; /* -1 = all */
} explain_options;

static void print(void *context, const char *data, size_t size) {
  fwrite(data, 1, size, context);
}

static bool is_chosen(const explain_options *o, const rasid_document *document) {
  if (o->id == NULL) return true;
  return strlen(o->id) == document->id.size &&
         memcmp(o->id, document->id.data, document->id.size) == 0;
}

static int explain_one(const explain_options *o, rasid_coder *coder,
                       const rasid_document *document) {
  const rasid_record *record;
  rasid_error error = {0};
  if (rasid_code(coder, document, &record, &error) != RASID_OK) {
    say("explain", "%s", error.message);
    return EXIT_FAILED;
  }
  size_t n = rasid_record_n_sentences(record);
  if (o->sentence >= 0 && (size_t)o->sentence >= n) {
    say("explain", "%.*s has %zu sentences, counted from 0", (int)document->id.size,
        document->id.data, n);
    return EXIT_SOME_BAD;
  }
  if (rasid_record_explain(record, o->sentence, print, stdout, &error) == RASID_OK)
    return EXIT_ALL_DONE;
  say("explain", "%s", error.message);
  return EXIT_FAILED;
}

static int explain_all(const explain_options *o, rasid_source *source, rasid_piece *piece,
                       rasid_coder *coder) {
  int status = EXIT_ALL_DONE;
  size_t n_shown = 0;
  while (rasid_source_next(source, piece)) {
    rasid_document document;
    rasid_opened opened = rasid_piece_open(piece, &document);
    if (opened == RASID_OPENED_BAD) {
      fprintf(stderr, "rasid explain: %s\n", rasid_piece_complaint(piece));
      status = EXIT_SOME_BAD;
      continue;
    }
    if (!is_chosen(o, &document)) continue;
    n_shown++;
    int came_to = explain_one(o, coder, &document);
    if (came_to == EXIT_FAILED) return came_to;
    if (came_to > status) status = came_to;
  }
  if (n_shown > 0 || status != EXIT_ALL_DONE) return status;
  if (o->id != NULL)
    say("explain", "no document of id '%s' in %s", o->id, o->path);
  else
    say("explain", "no document in %s", o->path);
  return EXIT_SOME_BAD;
}

static int run(const explain_options *o) {
  int status = EXIT_FAILED;
  rasid_error error = {0};
  rasid_coder *coder = NULL;
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  rasid_model *model = open_model("explain", o->model);
  if (model == NULL) goto done;
  if (piece == NULL || rasid_coder_new(model, &o->coder, &coder, &error) != RASID_OK ||
      rasid_source_open(&o->path, 1, &o->source, &source, &error) != RASID_OK) {
    say("explain", "%s", error.message[0] ? error.message : "out of memory");
    goto done;
  }
  status = explain_all(o, source, piece, coder);

done:
  rasid_piece_free(piece);
  rasid_source_close(source);
  rasid_coder_free(coder);
  rasid_model_close(model);
  return status;
}

static int set_option(explain_options *o, int key) {
  switch (key) {
    case SENTENCE:
      if (!parse_number(optarg, 0, 1000000000, &o->sentence))
        return usage_error("explain", "--sentence needs a number from 0, not '%s'",
                           optarg);
      break;
    case ID: o->id = optarg; break;
    case DATE:
      return parse_date("explain", optarg, &o->source.published) ? EXIT_ALL_DONE
                                                                 : EXIT_USAGE;
    case FIELD:
      return parse_field("explain", &o->source.fields, optarg) ? EXIT_ALL_DONE
                                                               : EXIT_USAGE;
    case INPUT_FORMAT:
      return parse_input_format("explain", optarg, &o->source.format) ? EXIT_ALL_DONE
                                                                      : EXIT_USAGE;
    case NO_WEIGHTS: o->coder.use_weights = false; break;
    case MODEL: o->model = optarg; break;
    default: break;
  }
  return EXIT_ALL_DONE;
}

static int cmd_explain(int argc, char **argv) {
  explain_options o = {.sentence = -1};
  option_parser parser;
  int key;
  rasid_source_options_init(&o.source);
  rasid_coder_options_init(&o.coder);
  options_begin(&parser, &command_explain, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&o, key);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (argc - optind != 1) return usage_error("explain", "needs one file");
  o.path = argv[optind];
  return run(&o);
}

const cli_command command_explain = {
    .name = "explain",
    .run = cmd_explain,
    .brief = "FILE",
    .summary = N_("show how each field of a report came about"),
    .usage = "FILE [OPTION…]",
    .about =
        N_("Shows tokens, readings, mentions, phrases, clauses, the frames tried and "
           "why each field came out as it did. FILE is what 'rasid code' reads; - is "
           "standard input."),
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 shown; 1 nothing to show, or input that cannot be read; "
                 "2 wrong usage; 3 no model or memory."),
};
