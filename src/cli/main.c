/* main.c - the program `rasid`: finds the command and calls it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const char help[] =
    "usage: rasid COMMAND [OPTION…] [FILE…]\n"
    "\n"
    "Reads Arabic news reports and writes down the political and conflict events they "
    "tell of.\n"
    "\n"
    "  rasid code [FILE…|-]           code reports: text files, lines of JSON, folders\n"
    "  rasid explain FILE             show how each field of a report came about\n"
    "  rasid words [TEXT|FILE]        cut and read every word: lemma, part of speech, "
    "features\n"
    "  rasid numbers [TEXT|FILE]      read every number: value, bounds, what it counts\n"
    "  rasid times [TEXT|FILE]        read every date and time: value, days, what it is "
    "counted from\n"
    "  rasid places [TEXT|FILE]       read every place: name, country, coordinates, why "
    "this one of its name\n"
    "  rasid actors [TEXT|FILE]       read every actor: codes on the day, whom it refers "
    "to, why\n"
    "  rasid model build|check|info   compile, verify and list dictionaries\n"
    "  rasid --version                version of the program and identity of its model\n"
    "\n"
    "'rasid COMMAND --help' tells more.\n";

static int print_version(void) {
  rasid_model *model = open_model("", NULL);
  if (model == NULL) return EXIT_FAILED;
  printf("rasid %s (model %s)\n", rasid_version(), rasid_model_hash(model));
  rasid_model_close(model);
  return EXIT_ALL_DONE;
}

static int run(int argc, char **argv) {
  static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
  } commands[] = {{"actors", cmd_actors},   {"code", cmd_code},
                  {"explain", cmd_explain}, {"model", cmd_model},
                  {"numbers", cmd_numbers}, {"places", cmd_places},
                  {"times", cmd_times},     {"words", cmd_words}};
  if (argc < 2) return usage_error("", "no command");
  const char *name = argv[1];
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) return print_version();
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
      strcmp(name, "help") == 0) {
    fputs(help, stdout);
    return EXIT_ALL_DONE;
  }
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp(name, commands[i].name) == 0) return commands[i].run(argc - 1, argv + 1);
  return usage_error("", name[0] == '-' ? "unknown option '%s'" : "unknown command '%s'",
                     name);
}

int main(int argc, char **argv) {
  int status = run(argc, argv);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    say("", "cannot write to standard output");
    if (status < EXIT_USAGE) status = EXIT_FAILED;
  }
  return status;
}
