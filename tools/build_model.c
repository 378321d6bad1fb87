/* build_model.c - compiles data/ into a model while the library itself is being built.
 *
 * Linked with the lowest floors only; the model that the library embeds does not exist
 * yet, so an empty one stands in.
 */
#include <rasid/rasid.h>
#include <stdio.h>

/* The embedded model of this tool has no bytes: its end is its beginning. */
extern const unsigned char rasid_embedded_model[1];
extern const unsigned char rasid_embedded_model_end[1];
const unsigned char rasid_embedded_model[1] = {0};
extern const unsigned char rasid_embedded_model_end[1]
    __attribute__((alias("rasid_embedded_model")));

static void report(void *context, const char *message) {
  int *n_mistakes = context;
  ++*n_mistakes;
  fprintf(stderr, "%s\n", message);
}

int main(int argc, char **argv) {
  int n_mistakes = 0;
  rasid_error error = {0};
  if (argc != 3) {
    fputs("usage: rasid-build-model DATA MODEL\n", stderr);
    return 2;
  }
  if (rasid_model_build(argv[1], argv[2], report, &n_mistakes, &error) == RASID_OK)
    return 0;
  fprintf(stderr, "rasid-build-model: %s\n", error.message);
  return 1;
}
