/* cmd_store.c - `rasid store`: what is in a store, and keeping it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "store_command.h"

enum { STORE = 256, WORDS, REBUILD, REASON, WHO, FIRST_FILTER };

/* Options that are a field of a filter; `key` counts from FIRST_FILTER. */
static const struct {
  const char *option, *field;
} filters[] = {{"category", "category"},
               {"mode", "mode"},
               {"status", "status"},
               {"actor", "actor"},
               {"place", "place"},
               {"country", "country"},
               {"source", "source"},
               {"review", "review"},
               {"toll", "toll"},
               {"toll-least", "toll_least"},
               {"from", "from"},
               {"to", "to"},
               {"published-from", "published_from"},
               {"published-to", "published_to"},
               {"report", "report"},
               {"incident", "incident"},
               {"limit", "limit"},
               {"order", "order"}};
enum { N_FILTERS = sizeof filters / sizeof *filters };

static const cli_option options[] = {
    {"store", STORE, "STORE", NULL,
     N_("the store: a file, or postgresql://…; default: rasid.db")},
    {"format", 'f', "FORMAT", "table " PRINT_FORMATS,
     N_("list, search, show: table (default) or jsonl; export: as of rasid code, default "
        "jsonl")},
    {"output", 'o', "FILE", NULL, N_("export: write to FILE")},
    {"words", WORDS, "WORDS", NULL,
     N_("reports with all of these words in any form; \"next to each other\", -without")},
    {"category", FIRST_FILTER, "CATEGORY", NULL,
     N_("events of these categories, parted by commas")},
    {"mode", FIRST_FILTER + 1, "MODE", NULL, N_("events of this mode")},
    {"status", FIRST_FILTER + 2, "STATUS",
     "actual negated denied planned hypothetical historical", N_("of this status")},
    {"actor", FIRST_FILTER + 3, "ACTOR", NULL,
     N_("who acts or suffers: a part of a name, ISR, or \"ISR MIL\"")},
    {"place", FIRST_FILTER + 4, "PLACE", NULL,
     N_("in this town, in a unit or country with its places: a name, or IRQ")},
    {"country", FIRST_FILTER + 5, "CODE", NULL, N_("in this country")},
    {"source", FIRST_FILTER + 6, "SOURCE", NULL, N_("of this outlet")},
    {"review", FIRST_FILTER + 7, "REVIEW", "none accepted corrected rejected",
     N_("what a person said of it")},
    {"toll", FIRST_FILTER + 8, "KIND", NULL,
     N_("with a toll of this kind, such as killed")},
    {"toll-least", FIRST_FILTER + 9, "N", NULL, N_("with a toll of at least N")},
    {"from", FIRST_FILTER + 10, "YYYY-MM-DD", NULL, N_("happened on this day or later")},
    {"to", FIRST_FILTER + 11, "YYYY-MM-DD", NULL, N_("happened on this day or earlier")},
    {"published-from", FIRST_FILTER + 12, "YYYY-MM-DD", NULL,
     N_("published on this day or later")},
    {"published-to", FIRST_FILTER + 13, "YYYY-MM-DD", NULL,
     N_("published on this day or earlier")},
    {"report", FIRST_FILTER + 14, "ID", NULL, N_("of this report")},
    {"incident", FIRST_FILTER + 15, "ID", NULL, N_("of this incident")},
    {"limit", FIRST_FILTER + 16, "N", NULL, N_("rows at most; default: 100")},
    {"order", FIRST_FILTER + 17, "ORDER", "newest oldest id toll", N_("in this order")},
    {"rebuild", REBUILD, NULL, NULL, N_("check: make the index of words anew first")},
    {"reason", REASON, "TEXT", NULL, N_("purge: why, for the log")},
    {"who", WHO, "NAME", NULL, N_("purge: who, for the log")},
};

/* The words that the option of filter `i` may be given, parted by blanks; NULL: any. */
static const char *words_of(size_t i) {
  for (size_t k = 0; k < sizeof options / sizeof *options; k++)
    if (options[k].key == FIRST_FILTER + (int)i) return options[k].words;
  return NULL;
}

static bool is_one_of(const char *words, const char *value) {
  size_t n = strlen(value);
  for (const char *at = words; n > 0 && (at = strstr(at, value)) != NULL; at++)
    if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) return true;
  return false;
}

static bool set_filter(store_arguments *a, size_t i, const char *value) {
  if (i >= N_FILTERS) return false;
  const char *words = words_of(i);
  if (words != NULL && !is_one_of(words, value)) {
    usage_error("store", "--%s knows %s, not '%s'", filters[i].option, words, value);
    return false;
  }
  a->filtered = true;
  a->limit_given |= strcmp(filters[i].field, "limit") == 0;
  if (rasid_store_filter_set(&a->filter, filters[i].field, value)) return true;
  usage_error("store", "--%s cannot be '%s'", filters[i].option, value);
  return false;
}

/* -1, or the exit status to end with. */
static int read_options(int argc, char **argv, store_arguments *a) {
  option_parser parser;
  int key;
  options_begin(&parser, &command_store, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    switch (key) {
      case STORE: a->target = optarg; break;
      case 'f':
        a->format_given = true;
        if (!rasid_format_by_name(optarg, &a->format))
          return usage_error(
              "store",
              "--format knows jsonl, table, plover, csv, tsv, gdelt, ucdp, "
              "acled, geojson, markdown and html, not '%s'",
              optarg);
        break;
      case 'o': a->output = optarg; break;
      case WORDS: a->filter.words = (rasid_text){optarg, strlen(optarg)}; break;
      case REBUILD: a->rebuild = true; break;
      case REASON: a->reason = optarg; break;
      case WHO: a->who = optarg; break;
      default:
        if (!set_filter(a, (size_t)(key - FIRST_FILTER), optarg)) return EXIT_USAGE;
    }
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  return -1;
}

/* `rasid code --store` does it. */
static int add(const store_arguments *a, int n, char **paths) {
  char **argv = calloc((size_t)n + 5, sizeof *argv);
  char code[] = "code", option[] = "--store", end[] = "--", input[] = "-";
  if (argv == NULL) {
    say("store", "out of memory");
    return EXIT_FAILED;
  }
  char *target = strdup(a->target);
  int argc = 0;
  argv[argc++] = code;
  argv[argc++] = option;
  argv[argc++] = target;
  argv[argc++] = end;
  for (int i = 0; i < n; i++) argv[argc++] = paths[i];
  if (n == 0) argv[argc++] = input;
  optind = 0;
  int status = target != NULL ? command_code.run(argc, argv) : EXIT_FAILED;
  free(target);
  free(argv);
  return status;
}

static const struct {
  const char *name;
  int n_least, n_most; /* operands */
  bool writes;
  int (*run)(rasid_store *store, const store_arguments *a, int n, char **operands);
} verbs[] = {
    {"list", 0, 1, false, store_list},      {"show", 1, 1, false, store_show},
    {"search", 1, 64, false, store_search}, {"export", 0, 0, false, store_export},
    {"check", 0, 0, true, store_check},     {"backup", 1, 1, false, store_backup},
    {"copy", 1, 1, false, store_copy},      {"purge", 1, 1, true, store_purge},
    {"suggest", 0, 0, false, store_suggest}};

static int run_verb(const store_arguments *a, size_t v, int n, char **operands) {
  rasid_store_options how;
  rasid_store *store = NULL;
  rasid_error error = {0};
  if (n < verbs[v].n_least)
    return usage_error("store", "%s needs an operand", verbs[v].name);
  if (n > verbs[v].n_most)
    return usage_error("store", "%s takes no more operands", verbs[v].name);
  rasid_store_options_init(&how);
  how.read_only = !verbs[v].writes;
  if (rasid_store_open(a->target, &how, &store, &error) != RASID_OK) {
    say("store", "%s", error.message);
    return EXIT_FAILED;
  }
  int status = verbs[v].run(store, a, n, operands);
  rasid_store_close(store);
  return status;
}

static int cmd_store(int argc, char **argv) {
  store_arguments a = {.target = "rasid.db"};
  rasid_store_filter_init(&a.filter);
  int status = read_options(argc, argv, &a);
  if (status >= 0) return status;
  const char *verb = optind < argc ? argv[optind++] : "";
  int n = argc - optind;
  if (strcmp(verb, "add") == 0) return add(&a, n, argv + optind);
  for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
    if (strcmp(verbs[v].name, verb) == 0) return run_verb(&a, v, n, argv + optind);
  return usage_error(
      "store",
      "say add, list, show, search, export, check, backup, copy, purge or suggest");
}

const cli_command command_store = {
    .name = "store",
    .run = cmd_store,
    .brief = "add|list|show|search|export|… …",
    .summary = N_("keep reports and what they tell in a database, and search it"),
    .usage =
        "[OPTION…] add [FILE…|-]\n"
        "[OPTION…] list [VIEW]\n"
        "[OPTION…] show ID\n"
        "[OPTION…] search WORD…\n"
        "[OPTION…] export\n"
        "[OPTION…] check\n"
        "[OPTION…] backup FILE\n"
        "[OPTION…] copy STORE\n"
        "[OPTION…] purge ID\n"
        "[OPTION…] suggest",
    .about =
        N_("add: codes reports and puts them into the store, as rasid code --store "
           "does.\n"
           "list: rows of a VIEW: reports (default), events, parties, tolls, mentions, "
           "incidents, incident_parties, episodes, claims, sources, versions, records, "
           "corrections, comments, operations, runs, searches, users, audit, purges, "
           "days, queue.\n"
           "show: a report with its text, events and tolls.\n"
           "search: reports that have all WORDs, in any form.\n"
           "export: the records of reports in a format of rasid code, with what people "
           "corrected.\n"
           "check: looks through everything for what cannot be.\n"
           "backup: a copy of the store, while it is used, into a new FILE.\n"
           "copy: everything into another, empty STORE, also from a file to a server "
           "and back.\n"
           "purge: removes the text of a report, and logs that it did.\n"
           "suggest: lines for the dictionaries, from corrections that repeat."),
    .verbs = "add list show search export check backup copy purge suggest",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 done; 1 something is wrong with some of it; 2 wrong "
                 "usage; 3 nothing could be done."),
};
