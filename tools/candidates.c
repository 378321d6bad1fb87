/* candidates.c - every candidate for an event in a row of documents with its features,
 * for fitting the weights.
 *
 *     rasid-candidates [--no-weights] [--model MODEL] FILE…
 *
 * FILE is what `rasid code` reads. Each line of output is a candidate as
 * rasid_record_candidates writes it. Without weights the coder decides by its plain
 * rules. Exit status: 1 where something could not be read, coded or written, 2 for wrong
 * usage.
 */
#include <rasid/io.h>
#include <rasid/rasid.h>
#include <stdio.h>
#include <string.h>

static void print(void *context, const char *data, size_t size) {
  fwrite(data, 1, size, context);
}

/* Codes one piece; false where the coder failed. What cannot be read is told, counted and
 * left out. */
static bool print_piece(rasid_coder *coder, rasid_piece *piece, size_t *n_bad,
                        rasid_error *error) {
  rasid_document document;
  const rasid_record *record;
  if (rasid_piece_open(piece, &document) == RASID_OPENED_BAD) {
    fprintf(stderr, "rasid-candidates: %s\n", rasid_piece_complaint(piece));
    ++*n_bad;
    return true;
  }
  return rasid_code(coder, &document, &record, error) == RASID_OK &&
         rasid_record_candidates(record, print, stdout, error) == RASID_OK;
}

static bool run(const char *model_path, const char *const *paths, size_t n,
                const rasid_coder_options *options, size_t *n_bad, rasid_error *error) {
  bool done = false;
  rasid_model *model = NULL;
  rasid_coder *coder = NULL;
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  rasid_source_options source_options;
  rasid_source_options_init(&source_options);
  if (piece == NULL) goto done;
  if ((model_path ? rasid_model_open(model_path, &model, error)
                  : rasid_model_open_default(&model, error)) != RASID_OK)
    goto done;
  if (rasid_coder_new(model, options, &coder, error) != RASID_OK) goto done;
  if (rasid_source_open(paths, n, &source_options, &source, error) != RASID_OK) goto done;
  while (rasid_source_next(source, piece))
    if (!print_piece(coder, piece, n_bad, error)) goto done;
  done = true;

done:
  rasid_piece_free(piece);
  rasid_source_close(source);
  rasid_coder_free(coder);
  rasid_model_close(model);
  return done;
}

int main(int argc, char **argv) {
  rasid_coder_options options;
  rasid_error error = {0};
  rasid_coder_options_init(&options);
  size_t n_bad = 0;
  int first = 1;
  const char *model_path = NULL;
  if (first < argc && strcmp(argv[first], "--no-weights") == 0) {
    options.use_weights = false;
    first++;
  }
  if (first + 1 < argc && strcmp(argv[first], "--model") == 0) {
    model_path = argv[first + 1];
    first += 2;
  }
  if (first >= argc || argv[first][0] == '-') {
    fputs("usage: rasid-candidates [--no-weights] [--model MODEL] FILE...\n", stderr);
    return 2;
  }
  const char *const *paths = (const char *const *)argv + first;
  if (!run(model_path, paths, (size_t)(argc - first), &options, &n_bad, &error)) {
    fprintf(stderr, "rasid-candidates: %s\n",
            error.message[0] ? error.message : "out of memory");
    return 1;
  }
  if (fflush(stdout) == 0 && !ferror(stdout)) return n_bad ? 1 : 0;
  fputs("rasid-candidates: cannot write the output\n", stderr);
  return 1;
}
