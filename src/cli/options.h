/* options.h - one table a command: what is parsed, what --help prints, what a shell
 * completes.
 *
 * A command is a constant `cli_command` with its options; nothing is written twice. Texts
 * marked N_() are message ids: English here, translated where they are printed
 * (language.h).
 */
#ifndef RASID_CLI_OPTIONS_H
#define RASID_CLI_OPTIONS_H

#include <getopt.h>
#include <stddef.h>

/* Options a command may have, besides --help and --lang, which every command has. */
enum { MAX_OPTIONS = 48 };

typedef struct cli_option {
  const char *name;  /* "format" of --format */
  int key;           /* the 'f' of -f, or a number from 256 where it has no letter */
  const char *value; /* what its value is called in the help, in Latin letters; NULL where
                        it takes none. A shell completes FILE and DIR by names of files */
  const char *words; /* the values there are, separated by blanks; NULL = others too */
  const char *help;  /* N_() */
} cli_option;

typedef struct cli_command {
  const char *name;
  int (*run)(int argc, char **argv); /* argv[0] is the name; returns an exit status */
  const char *brief;                 /* its operands in the list of commands */
  const char *summary;               /* N_(): a line about it in that list */
  const char *usage; /* what follows the name in "usage:"; a line for each way */
  const char *about; /* N_(): paragraphs; wrapped, and a newline is kept */
  const char *more;  /* N_(): further paragraphs; NULL = none */
  const char *verbs; /* the words its first operand may be, separated by blanks; NULL */
  const cli_option *options;
  size_t n_options;
  const char *status; /* N_(): "Exit status: …" */
} cli_command;

/* Every command, in the order of `rasid --help`; ended by NULL. */
extern const cli_command *const cli_commands[];

/* What options_next returns besides an option's key. */
enum {
  OPTIONS_END = -1,   /* operands begin at `optind` */
  OPTIONS_HELP = -2,  /* the help was asked for and printed: end with EXIT_ALL_DONE */
  OPTIONS_WRONG = -3, /* a usage error was said: end with EXIT_USAGE */
};

typedef struct option_parser {
  const cli_command *command;
  int argc;
  char **argv;
  struct option table[MAX_OPTIONS + 3];
  char letters[2 * MAX_OPTIONS + 4];
} option_parser;

/* Begins to parse the options of a command. */
void options_begin(option_parser *parser, const cli_command *command, int argc,
                   char **argv);

/* The key of the next option, its value in `optarg`, or one of the above. */
int options_next(option_parser *parser);

/* The i-th option of a command, those of every command last; NULL behind the end. */
const cli_option *options_at(const cli_command *command, size_t i);

/* Prints the help of a command, or of the program. */
void help_print(const cli_command *command);
void help_print_all(void);

#endif
