/* cmd_model.c - `rasid model build|check|info`: compile, verify and list dictionaries. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"

static const char help[] =
    "usage: rasid model build DATA -o FILE\n"
    "       rasid model check [FILE]\n"
    "       rasid model info [FILE]\n"
    "\n"
    "build  compiles the dictionaries below the folder DATA into FILE; each mistake is "
    "reported as file:line\n"
    "check  verifies every section, every reference and the checksum\n"
    "info   lists the sections with their sizes\n"
    "\n"
    "Without FILE, check and info look at the model built into the program.\n"
    "\n"
    "  -o, --output FILE   where build writes the model\n"
    "  -h, --help          this text\n"
    "\n"
    "Exit status: 0 well; 1 mistakes in the dictionaries or the model; 2 wrong usage; 3 "
    "cannot read or write.\n";

static void report(void *context, const char *message) {
  size_t *n_mistakes = context;
  ++*n_mistakes;
  fprintf(stderr, "%s\n", message);
}

static int build(const char *data, const char *path) {
  size_t n_mistakes = 0;
  rasid_error error = {0};
  rasid_status status = rasid_model_build(data, path, report, &n_mistakes, &error);
  if (status == RASID_OK) return EXIT_ALL_DONE;
  if (n_mistakes > 0)
    say("model", "%zu mistake%s; nothing was written", n_mistakes,
        n_mistakes == 1 ? "" : "s");
  else
    say("model", "%s", error.message);
  return n_mistakes > 0 ? EXIT_SOME_BAD : EXIT_FAILED;
}

static int check(const char *path) {
  rasid_error error = {0};
  rasid_model *model = open_model("model", path);
  if (model == NULL) return EXIT_SOME_BAD;
  rasid_status status = rasid_model_check(model, &error);
  if (status == RASID_OK)
    printf("model %s is whole\n", rasid_model_hash(model));
  else
    say("model", "%s", error.message);
  rasid_model_close(model);
  return status == RASID_OK ? EXIT_ALL_DONE : EXIT_SOME_BAD;
}

static int info(const char *path) {
  rasid_model *model = open_model("model", path);
  if (model == NULL) return EXIT_FAILED;
  rasid_model_section section;
  uint64_t total = 0;
  printf("model %s\n%-20s %12s %10s %6s\n", rasid_model_hash(model), "section", "bytes",
         "items", "each");
  for (size_t i = 0; rasid_model_section_at(model, i, &section); i++) {
    printf("%-20s %12llu %10llu %6u\n", section.name, (unsigned long long)section.size,
           (unsigned long long)section.n_items, section.item_size);
    total += section.size;
  }
  printf("%-20s %12llu\n", "total", (unsigned long long)total);
  rasid_model_close(model);
  return EXIT_ALL_DONE;
}

int cmd_model(int argc, char **argv) {
  static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  const char *output = NULL;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:h", options, NULL)) != -1;) {
    switch (c) {
      case 'o': output = optarg; break;
      case 'h': fputs(help, stdout); return EXIT_ALL_DONE;
      default: return option_error("model", argc, argv, c);
    }
  }
  const char *what = optind < argc ? argv[optind++] : "";
  int n = argc - optind;
  const char *path = n > 0 ? argv[optind] : NULL;
  if (strcmp(what, "build") == 0) {
    if (n != 1) return usage_error("model", "build needs the folder of the dictionaries");
    if (output == NULL) return usage_error("model", "build needs -o FILE");
    return build(path, output);
  }
  bool is_check = strcmp(what, "check") == 0;
  if (!is_check && strcmp(what, "info") != 0)
    return usage_error("model", "say build, check or info");
  if (n > 1) return usage_error("model", "%s takes one file", what);
  if (output != NULL) return usage_error("model", "%s writes no file", what);
  return is_check ? check(path) : info(path);
}
