/* options.c - parses by the table of a command and prints its help from the same. */
#include "options.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "language.h"

enum {
  HELP_COLUMNS = 100, /* a line of the help is no wider */
  TEXT_COLUMN = 28,   /* where the text of an option begins, at the furthest */
  LANG_KEY = 1 << 16
};

static const cli_option of_all[] = {
    {"lang", LANG_KEY, "LANG", "ar en",
     N_("language of help and messages: ar or en; default: the locale's")},
    {"help", 'h', NULL, NULL, N_("this text")},
};

const cli_option *options_at(const cli_command *command, size_t i) {
  if (i < command->n_options) return &command->options[i];
  i -= command->n_options;
  return i < sizeof of_all / sizeof *of_all ? &of_all[i] : NULL;
}

/* ---- parsing ---- */

void options_begin(option_parser *parser, const cli_command *command, int argc,
                   char **argv) {
  *parser = (option_parser){.command = command, .argc = argc, .argv = argv};
  char *letter = parser->letters;
  const cli_option *o;
  *letter++ = ':';
  for (size_t i = 0; i < MAX_OPTIONS + 2 && (o = options_at(command, i)) != NULL; i++) {
    parser->table[i] = (struct option){
        o->name, o->value != NULL ? required_argument : no_argument, NULL, o->key};
    if (o->key > 255) continue;
    *letter++ = (char)o->key;
    if (o->value != NULL) *letter++ = ':';
  }
  opterr = 0;
}

int options_next(option_parser *p) {
  const char *name = p->command->name;
  for (;;) {
    int key = getopt_long(p->argc, p->argv, p->letters, p->table, NULL);
    if (key == -1) return OPTIONS_END;
    if (key == '?' || key == ':') {
      option_error(name, p->argc, p->argv, key);
      return OPTIONS_WRONG;
    }
    if (key == 'h') {
      help_print(p->command);
      return OPTIONS_HELP;
    }
    if (key != LANG_KEY) return key;
    if (!language_set(optarg)) {
      usage_error(name, "--lang knows ar and en, not '%s'", optarg);
      return OPTIONS_WRONG;
    }
  }
}

/* ---- help ---- */

/* Bytes of the word at `text`, and its columns: letters without the marks above them. */
static size_t word_at(const char *text, size_t *columns) {
  size_t n = strcspn(text, " \n");
  *columns = 0;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)text[i], next = (unsigned char)text[i + 1];
    if ((c & 0xC0) == 0x80) continue;
    bool mark = c == 0xD9 && next >= 0x8B && next <= 0x9F; /* U+064B to U+065F */
    *columns += !mark;
  }
  return n;
}

/* Prints words in lines that begin at `indent`; the first one stands at `column`. */
static void print_wrapped(const char *text, size_t indent, size_t column) {
  bool at_start = true;
  while (*text != '\0') {
    size_t columns, n = word_at(text, &columns);
    if (!at_start && column + 1 + columns > HELP_COLUMNS) {
      printf("\n%*s", (int)indent, "");
      column = indent;
      at_start = true;
    }
    printf("%s%.*s", at_start ? "" : " ", (int)n, text);
    column += columns + !at_start;
    at_start = false;
    text += n;
    if (*text == '\n') {
      printf("\n%*s", text[1] == '\n' ? 0 : (int)indent, "");
      column = indent;
      at_start = true;
    }
    if (*text != '\0') text++;
  }
  putchar('\n');
}

/* "-f, --format FORMAT" into `head`; its size. */
static size_t option_head(const cli_option *o, char *head, size_t size) {
  char letter[8] = "    ";
  if (o->key < 256) snprintf(letter, sizeof letter, "-%c, ", o->key);
  int n = snprintf(head, size, "  %s--%s%s%s", letter, o->name, o->value ? " " : "",
                   o->value ? o->value : "");
  return n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1;
}

static void print_options(const cli_command *command) {
  char head[80];
  const cli_option *o;
  size_t column = 0;
  for (size_t i = 0; (o = options_at(command, i)) != NULL; i++) {
    size_t n = option_head(o, head, sizeof head) + 3;
    if (n > column && n <= TEXT_COLUMN) column = n;
  }
  for (size_t i = 0; (o = options_at(command, i)) != NULL; i++) {
    size_t n = option_head(o, head, sizeof head);
    if (n + 2 > column)
      printf("%s\n%*s", head, (int)column, "");
    else
      printf("%-*s", (int)column, head);
    print_wrapped(_(o->help), column, column);
  }
}

void help_print(const cli_command *command) {
  const char *line = command->usage;
  for (bool first = true; *line != '\0'; first = false) {
    size_t n = strcspn(line, "\n");
    /* A translation may break the line behind the first word, so that what follows it
     * runs from left to right. */
    printf(first ? _("usage: rasid %s %.*s\n") : _("       rasid %s %.*s\n"),
           command->name, (int)n, line);
    line += n + (line[n] == '\n');
  }
  putchar('\n');
  print_wrapped(_(command->about), 0, 0);
  if (command->more != NULL) {
    putchar('\n');
    print_wrapped(_(command->more), 0, 0);
  }
  putchar('\n');
  print_options(command);
  putchar('\n');
  print_wrapped(_(command->status), 0, 0);
}

void help_print_all(void) {
  enum { COLUMN = 33 };
  printf(_("usage: rasid %s\n"), "COMMAND [OPTION…] [FILE…]");
  putchar('\n');
  print_wrapped(_("Reads Arabic news reports and writes down the political and conflict "
                  "events they tell of."),
                0, 0);
  putchar('\n');
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    const cli_command *c = cli_commands[i];
    size_t columns = 0, extra;
    for (const char *p = c->brief; *p != '\0'; p++) columns += (*p & 0xC0) != 0x80;
    extra = strlen(c->brief) - columns;
    printf("  rasid %s%*s", c->name, strlen(c->name) == 0 ? 0 : 1, "");
    printf("%-*s", (int)(COLUMN - 9 - strlen(c->name) + extra), c->brief);
    print_wrapped(_(c->summary), COLUMN, COLUMN);
  }
  printf("  rasid %-*s", COLUMN - 8, "--version");
  print_wrapped(_("version of the program and identity of its model"), COLUMN, COLUMN);
  putchar('\n');
  print_wrapped(_("'rasid COMMAND --help' tells more; --lang ar or en chooses the "
                  "language."),
                0, 0);
}
