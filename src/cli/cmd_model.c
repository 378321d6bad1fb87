/* cmd_model.c - `rasid model build|check|info`: compile, verify and list dictionaries. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "model_command.h"

static const char help[] =
    "usage: rasid model build DATA [--gazetteer FILE]... -o FILE\n"
    "       rasid model check [FILE]\n"
    "       rasid model info [--stale AGE] [FILE]\n"
    "\n"
    "build  compiles the dictionaries below the folder DATA into FILE; each mistake is "
    "reported as file:line\n"
    "check  verifies every section, every reference and the checksum\n"
    "info   lists the sections with their sizes\n"
    "\n"
    "Without FILE, check and info look at the model built into the program.\n"
    "\n"
    "  -o, --output FILE     where build writes the model\n"
    "      --gazetteer FILE  build: add the places of FILE: GeoNames' allCountries.txt,\n"
    "                        cities500.txt or a country's file, with its\n"
    "                        alternateNamesV2.txt; or a table (may be repeated)\n"
    "      --stale AGE       info: list the actors whose term is open and was last "
    "checked\n"
    "                        longer ago than AGE: 2y, 18m, 90d\n"
    "      --today DATE      the day AGE counts from, YYYY-MM-DD, instead of the "
    "clock's\n"
    "  -h, --help            this text\n"
    "\n"
    "Exit status: 0 well; 1 mistakes in the dictionaries or the model; 2 wrong usage; 3 "
    "cannot read or write.\n";

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

static int stale(const char *path, const char *age, const char *today) {
  int32_t cutoff;
  if (!stale_cutoff(age, today, &cutoff)) return EXIT_USAGE;
  rasid_model *model = open_model("model", path);
  if (model == NULL) return EXIT_FAILED;
  int status = stale_print(model, cutoff);
  rasid_model_close(model);
  return status;
}

enum { MAX_GAZETTEERS = 64 };

typedef struct arguments {
  const char *output, *age, *today;
  const char *gazetteers[MAX_GAZETTEERS];
  size_t n_gazetteers;
} arguments;

/* Options into `a`; -1, or the exit status to end with. */
static int read_options(int argc, char **argv, arguments *a) {
  static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                          {"gazetteer", required_argument, NULL, 'g'},
                                          {"stale", required_argument, NULL, 's'},
                                          {"today", required_argument, NULL, 't'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:h", options, NULL)) != -1;) {
    switch (c) {
      case 'o': a->output = optarg; break;
      case 'g':
        if (a->n_gazetteers == MAX_GAZETTEERS)
          return usage_error("model", "more than %d gazetteers: join some files",
                             MAX_GAZETTEERS);
        a->gazetteers[a->n_gazetteers++] = optarg;
        break;
      case 's': a->age = optarg; break;
      case 't': a->today = optarg; break;
      case 'h': fputs(help, stdout); return EXIT_ALL_DONE;
      default: return option_error("model", argc, argv, c);
    }
  }
  return -1;
}

int cmd_model(int argc, char **argv) {
  arguments a = {0};
  int status = read_options(argc, argv, &a);
  if (status >= 0) return status;
  const char *what = optind < argc ? argv[optind++] : "";
  int n = argc - optind;
  const char *path = n > 0 ? argv[optind] : NULL;
  bool is_build = strcmp(what, "build") == 0, is_info = strcmp(what, "info") == 0;
  if (!is_build && !is_info && strcmp(what, "check") != 0)
    return usage_error("model", "say build, check or info");
  if (!is_info && (a.age != NULL || a.today != NULL))
    return usage_error("model", "--stale and --today go with info");
  if (a.today != NULL && a.age == NULL)
    return usage_error("model", "--today goes with --stale");
  if (is_build) {
    if (n != 1) return usage_error("model", "build needs the folder of the dictionaries");
    if (a.output == NULL) return usage_error("model", "build needs -o FILE");
    return model_build(path, a.output, a.gazetteers, a.n_gazetteers);
  }
  if (n > 1) return usage_error("model", "%s takes one file", what);
  if (a.output != NULL) return usage_error("model", "%s writes no file", what);
  if (a.n_gazetteers > 0) return usage_error("model", "--gazetteer goes with build");
  if (a.age != NULL) return stale(path, a.age, a.today);
  return is_info ? info(path) : check(path);
}
