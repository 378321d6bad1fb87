/* cmd_model.c - `rasid model build|check|info`: compile, verify and list dictionaries. */
#include <stdio.h>
#include <string.h>

#include "language.h"
#include "model_command.h"

enum { GAZETTEER = 256, STALE, TODAY };

static const cli_option options[] = {
    {"output", 'o', "FILE", NULL, N_("where build writes the model")},
    {"gazetteer", GAZETTEER, "FILE", NULL,
     N_("build: add the places of FILE: GeoNames' allCountries.txt, cities500.txt or a "
        "country's file, with its alternateNamesV2.txt; or a table (may be repeated)")},
    {"stale", STALE, "AGE", NULL,
     N_("info: list the actors whose term is open and was last checked longer ago than "
        "AGE: 2y, 18m, 90d")},
    {"today", TODAY, "DATE", NULL,
     N_("the day AGE counts from, YYYY-MM-DD, instead of the clock's")},
};

static int check(const char *path) {
  rasid_error error = {0};
  rasid_model *model = open_model("model", path);
  if (model == NULL) return EXIT_SOME_BAD;
  rasid_status status = rasid_model_check(model, &error);
  if (status == RASID_OK)
    printf(_("model %s is whole\n"), rasid_model_hash(model));
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
  option_parser parser;
  int key;
  options_begin(&parser, &command_model, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    switch (key) {
      case 'o': a->output = optarg; break;
      case GAZETTEER:
        if (a->n_gazetteers == MAX_GAZETTEERS)
          return usage_error("model", "more than %d gazetteers: join some files",
                             MAX_GAZETTEERS);
        a->gazetteers[a->n_gazetteers++] = optarg;
        break;
      case STALE: a->age = optarg; break;
      case TODAY: a->today = optarg; break;
      default: break;
    }
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  return -1;
}

static int cmd_model(int argc, char **argv) {
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

const cli_command command_model = {
    .name = "model",
    .run = cmd_model,
    .brief = "build|check|info",
    .summary = N_("compile, verify and list dictionaries"),
    .usage =
        "build DATA [--gazetteer FILE]... -o FILE\n"
        "check [FILE]\n"
        "info [--stale AGE] [FILE]",
    .about = N_("build: compiles the dictionaries below the folder DATA into FILE; each "
                "mistake is reported as file:line.\n"
                "check: verifies every section, every reference and the checksum.\n"
                "info: lists the sections with their sizes."),
    .more = N_("Without FILE, check and info look at the model built into the program."),
    .verbs = "build check info",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 well; 1 mistakes in the dictionaries or the model; 2 "
                 "wrong usage; 3 cannot read or write."),
};
