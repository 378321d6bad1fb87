/* cmd_completion.c - `rasid completion bash|zsh`: a script for the shell, printed from
 * the tables of the commands. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "language.h"

static void print_command_names(void) {
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    printf("%s%s", i > 0 ? " " : "", cli_commands[i]->name);
}

/* Whether the value of an option is the name of a file or folder. */
static bool names_path(const cli_option *o, const char *kind) {
  return o->value != NULL && o->words == NULL && strcmp(o->value, kind) == 0;
}

/* ---- bash ---- */

static const char bash_head[] =
    "# bash completion for rasid; printed by 'rasid completion bash'.\n"
    "# shellcheck shell=bash\n"
    "_rasid() {\n"
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "  local command='' options='' verbs='' values='' kind='' i seen\n"
    "  COMPREPLY=()\n"
    "  # --format=TEXT comes as three words.\n"
    "  if [[ $cur == '=' ]]; then\n"
    "    cur=''\n"
    "  elif [[ $prev == '=' ]]; then\n"
    "    prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "  fi\n"
    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "    case ${COMP_WORDS[i]} in\n"
    "      --lang) [[ ${COMP_WORDS[i + 1]} == '=' ]] && ((i++)); ((i++)) ;;\n"
    "      -*) ;;\n"
    "      *) command=${COMP_WORDS[i]}; break ;;\n"
    "    esac\n"
    "  done\n"
    "  seen=$i\n"
    "  case $command in\n";

static const char bash_tail[] =
    "  esac\n"
    "  [[ $prev == --lang ]] && kind=words values='ar en'\n"
    "  case $kind in\n"
    "    words) mapfile -t COMPREPLY < <(compgen -W \"$values\" -- \"$cur\") ;;\n"
    "    folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") "
    ";;\n"
    "    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") "
    ";;\n"
    "    any) ;;\n"
    "    *)\n"
    "      if [[ $cur == -* ]]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
    "      elif [[ -n $verbs && $COMP_CWORD -eq $((seen + 1)) ]]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$verbs\" -- \"$cur\")\n"
    "      else\n"
    "        compopt -o filenames\n"
    "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
    "      fi ;;\n"
    "  esac\n"
    "}\n"
    "complete -F _rasid rasid\n";

static void print_bash_option(const cli_option *o) {
  if (o->value == NULL) return;
  printf("        ");
  if (o->key < 256) printf("-%c | ", o->key);
  printf("--%s) ", o->name);
  if (o->words != NULL)
    printf("kind=words values='%s' ;;\n", o->words);
  else
    printf("kind=%s ;;\n", names_path(o, "FILE")  ? "files"
                           : names_path(o, "DIR") ? "folders"
                                                  : "any");
}

static void print_bash(void) {
  const cli_option *o;
  fputs(bash_head, stdout);
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    const cli_command *c = cli_commands[i];
    printf("    %s)\n      options='", c->name);
    for (size_t k = 0; (o = options_at(c, k)) != NULL; k++) {
      if (o->key < 256) printf("-%c ", o->key);
      printf("--%s ", o->name);
    }
    printf("'\n      verbs='%s'\n      case $prev in\n", c->verbs ? c->verbs : "");
    for (size_t k = 0; (o = options_at(c, k)) != NULL; k++) print_bash_option(o);
    printf("      esac ;;\n");
  }
  printf("    *)\n      kind=words values='");
  print_command_names();
  printf(" --help --version --lang' ;;\n");
  fputs(bash_tail, stdout);
}

/* ---- zsh ---- */

/* Text between single quotes within brackets of a specification of _arguments. */
static void print_zsh_text(const char *text) {
  for (; *text != '\0' && *text != '\n'; text++) {
    if (*text == '\'')
      fputs("'\\''", stdout);
    else if (strchr("[]:\\", *text) != NULL)
      printf("\\%c", *text);
    else
      putchar(*text);
  }
}

static void print_zsh_option(const cli_option *o) {
  fputs("        ", stdout);
  if (o->key < 256)
    printf("'(-%c --%s)'{-%c%s,--%s%s}'[", o->key, o->name, o->key, o->value ? "+" : "",
           o->name, o->value ? "=" : "");
  else
    printf("'--%s%s[", o->name, o->value ? "=" : "");
  print_zsh_text(_(o->help));
  putchar(']');
  if (o->value != NULL) {
    printf(":");
    print_zsh_text(o->value);
    if (o->words != NULL)
      printf(":(%s)", o->words);
    else
      printf(":%s", names_path(o, "FILE")  ? "_files"
                    : names_path(o, "DIR") ? "_files -/"
                                           : " ");
  }
  printf("' \\\n");
}

static void print_zsh(void) {
  const cli_option *o;
  printf(
      "#compdef rasid\n"
      "# zsh completion for rasid; printed by 'rasid completion zsh'.\n"
      "_rasid() {\n"
      "  local context state state_descr line\n"
      "  typeset -A opt_args\n"
      "  _arguments -C '--lang=[language]:LANG:(ar en)' '(- *)--help' '(- *)--version' "
      "\\\n"
      "    '1:command:->command' '*::argument:->argument'\n"
      "  case $state in\n"
      "    command)\n"
      "      local -a commands=(\n");
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    printf("        '%s:", cli_commands[i]->name);
    print_zsh_text(_(cli_commands[i]->summary));
    printf("'\n");
  }
  printf(
      "      )\n"
      "      _describe command commands ;;\n"
      "    argument)\n"
      "      case $words[1] in\n");
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    const cli_command *c = cli_commands[i];
    printf("      %s) _arguments -s \\\n", c->name);
    for (size_t k = 0; (o = options_at(c, k)) != NULL; k++) print_zsh_option(o);
    if (c->verbs != NULL) printf("        '1:what:(%s)' \\\n", c->verbs);
    printf("        '*:file:_files' ;;\n");
  }
  printf(
      "      esac ;;\n"
      "  esac\n"
      "}\n"
      "if [[ $funcstack[1] == _rasid ]]; then _rasid \"$@\"; else compdef _rasid rasid; "
      "fi\n");
}

static int cmd_completion(int argc, char **argv) {
  option_parser parser;
  options_begin(&parser, &command_completion, argc, argv);
  int key = options_next(&parser);
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (argc - optind != 1) return usage_error("completion", "say bash or zsh");
  if (strcmp(argv[optind], "bash") == 0)
    print_bash();
  else if (strcmp(argv[optind], "zsh") == 0)
    print_zsh();
  else
    return usage_error("completion", "knows bash and zsh, not '%s'", argv[optind]);
  return EXIT_ALL_DONE;
}

const cli_command command_completion = {
    .name = "completion",
    .run = cmd_completion,
    .brief = "bash|zsh",
    .summary = N_("print a script by which a shell completes commands and options"),
    .usage = "bash|zsh",
    .about = N_("Prints the script by which bash or zsh completes commands, options and "
                "their values. 'make install' installs both; without it: source <(rasid "
                "completion bash)."),
    .verbs = "bash zsh",
    .status = N_("Exit status: 0 printed; 2 wrong usage."),
};
