/* cli.c - messages, option values and the model: what the commands share. */
#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "language.h"

__attribute__((format(printf, 2, 0))) static void print_message(const char *command,
                                                                const char *format,
                                                                va_list arguments) {
  fprintf(stderr, "rasid%s%s: ", command[0] ? " " : "", command);
  vfprintf(stderr, _(format), arguments);
}

void say(const char *command, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_message(command, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
}

int usage_error(const char *command, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_message(command, format, arguments);
  va_end(arguments);
  fprintf(stderr, _("; see 'rasid%s%s --help'\n"), command[0] ? " " : "", command);
  return EXIT_USAGE;
}

int option_error(const char *command, int argc, char **argv, int result) {
  const char *word = optind > 0 && optind <= argc ? argv[optind - 1] : "";
  bool is_long = word[0] == '-' && word[1] == '-';
  if (result == ':' && is_long)
    return usage_error(command, "option '%s' needs a value", word);
  if (result == ':') return usage_error(command, "option '-%c' needs a value", optopt);
  if (is_long && optopt == 0) return usage_error(command, "unknown option '%s'", word);
  if (is_long) return usage_error(command, "option '%s' takes no value", word);
  return usage_error(command, "unknown option '-%c'", optopt);
}

rasid_model *open_model(const char *command, const char *path) {
  rasid_model *model = NULL;
  rasid_error error = {0};
  rasid_status status = path ? rasid_model_open(path, &model, &error)
                             : rasid_model_open_default(&model, &error);
  if (status == RASID_OK) return model;
  say(command, "%s", error.message);
  return NULL;
}

bool parse_offsets(const char *command, const char *name, rasid_offsets *offsets) {
  static const char *const names[] = {"codepoints", "bytes", "utf16"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(name, names[i]) != 0) continue;
    *offsets = (rasid_offsets)i;
    return true;
  }
  usage_error(command, "--offsets knows codepoints, bytes and utf16, not '%s'", name);
  return false;
}

bool parse_input_format(const char *command, const char *name,
                        rasid_input_format *format) {
  if (rasid_input_format_by_name(name, format)) return true;
  usage_error(command,
              "--input-format knows auto, text, html, json, jsonl, csv, tsv, feed and "
              "warc, not '%s'",
              name);
  return false;
}

bool parse_field(const char *command, rasid_field_names *fields, char *argument) {
  char *equals = strchr(argument, '=');
  if (equals == NULL || equals[1] == '\0') {
    usage_error(command, "--field needs NAME=KEY, such as text=body, not '%s'", argument);
    return false;
  }
  if (rasid_field_names_set(fields, argument, (size_t)(equals - argument), equals + 1))
    return true;
  usage_error(
      command,
      "--field knows id, title, text, published, source, url and captions, not '%.*s'",
      (int)(equals - argument), argument);
  return false;
}

/* The number that `n` digits write. */
static int digits(const char *text, int n) {
  int number = 0;
  for (int i = 0; i < n; i++) number = 10 * number + (text[i] - '0');
  return number;
}

bool is_date(const char *text) {
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (strlen(text) != 10) return false;
  for (int i = 0; i < 10; i++) {
    bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
  return month != 2 || day < 29 || leap;
}

bool is_day_file(const char *name) {
  char day[11] = "";
  if (strlen(name) != 16 || strcmp(name + 10, ".jsonl") != 0) return false;
  memcpy(day, name, 10);
  return is_date(day);
}

bool parse_date(const char *command, const char *text, const char **date) {
  *date = text;
  if (is_date(text)) return true;
  usage_error(command, "--date needs YYYY-MM-DD, not '%s'", text);
  return false;
}

bool parse_number(const char *text, long low, long high, long *number) {
  char *end;
  errno = 0;
  *number = strtol(text, &end, 10);
  return errno == 0 && end != text && *end == '\0' && *number >= low && *number <= high;
}

bool parse_time(const char *text, uint32_t *ms) {
  static const struct {
    const char *unit;
    double ms;
  } units[] = {{"", 1e3}, {"ms", 1}, {"s", 1e3}, {"m", 6e4}, {"h", 36e5}, {"d", 864e5}};
  char *end;
  if (text[0] < '0' || text[0] > '9') return false;
  double number = strtod(text, &end);
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    if (strcmp(end, units[i].unit) != 0) continue;
    double all = number * units[i].ms;
    if (all > 30 * 864e5) return false;
    *ms = (uint32_t)(all + 0.5);
    return true;
  }
  return false;
}

bool write_all(int file, const char *data, size_t size) {
  while (size > 0) {
    ssize_t n = write(file, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    data += n;
    size -= (size_t)n;
  }
  return true;
}
