/* main.c - the program `rasid`: finds the command and calls it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "language.h"

const cli_command *const cli_commands[] = {&command_code,
                                           &command_convert,
                                           &command_explain,
                                           &command_words,
                                           &command_numbers,
                                           &command_times,
                                           &command_places,
                                           &command_actors,
                                           &command_incidents,
                                           &command_store,
                                           &command_model,
                                           &command_fetch,
                                           &command_watch,
                                           &command_serve,
                                           &command_user,
                                           &command_completion,
                                           NULL};

static int print_version(void) {
  rasid_model *model = open_model("", NULL);
  if (model == NULL) return EXIT_FAILED;
  printf("rasid %s (model %s)\n", rasid_version(), rasid_model_hash(model));
  rasid_model_close(model);
  return EXIT_ALL_DONE;
}

/* Steps over --lang and its value in front of the command; false where it is wrong. */
static bool skip_language(int argc, char **argv, int *at) {
  while (*at < argc && strncmp(argv[*at], "--lang", 6) == 0) {
    const char *value = argv[*at][6] == '=' ? argv[*at] + 7 : NULL;
    if (value == NULL && argv[*at][6] != '\0') break;
    if (value == NULL && ++*at == argc) {
      usage_error("", "option '%s' needs a value", "--lang");
      return false;
    }
    if (value == NULL) value = argv[*at];
    if (!language_set(value)) {
      usage_error("", "--lang knows ar and en, not '%s'", value);
      return false;
    }
    ++*at;
  }
  return true;
}

static int run(int argc, char **argv) {
  int at = 1;
  language_init(argc, argv);
  if (!skip_language(argc, argv, &at)) return EXIT_USAGE;
  if (at >= argc) return usage_error("", "no command");
  const char *name = argv[at];
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) return print_version();
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
      strcmp(name, "help") == 0) {
    help_print_all();
    return EXIT_ALL_DONE;
  }
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (strcmp(name, cli_commands[i]->name) == 0)
      return cli_commands[i]->run(argc - at, argv + at);
  return name[0] == '-' ? usage_error("", "unknown option '%s'", name)
                        : usage_error("", "unknown command '%s'", name);
}

int main(int argc, char **argv) {
  int status = run(argc, argv);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    say("", "cannot write to standard output");
    if (status < EXIT_USAGE) status = EXIT_FAILED;
  }
  return status;
}
