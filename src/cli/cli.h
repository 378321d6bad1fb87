/* cli.h - what the commands share: exit statuses, messages, options common to several of
 * them. */
#ifndef RASID_CLI_CLI_H
#define RASID_CLI_CLI_H

#include <rasid/io.h>

#include "options.h"

/* Exit statuses, the same in every command (man page rasid(1)). */
enum {
  EXIT_ALL_DONE = 0,
  EXIT_SOME_BAD = 1, /* something could not be read or coded; the rest was */
  EXIT_USAGE = 2,
  EXIT_FAILED = 3 /* no result: no model, no memory, output that cannot be written */
};

/* The commands, each in the file cmd_NAME.c (the reading ones in cmd_read.c). */
extern const cli_command command_actors, command_code, command_completion,
    command_convert, command_explain, command_fetch, command_incidents, command_model,
    command_numbers, command_places, command_serve, command_store, command_times,
    command_user, command_watch, command_words;

/* "rasid COMMAND: what" on standard error. The format is a message id (language.h). */
void say(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same with "; see 'rasid COMMAND --help'" behind it; returns EXIT_USAGE. */
int usage_error(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What getopt_long returned '?' or ':' for, told as a usage error. */
int option_error(const char *command, int argc, char **argv, int result);

/* Opens the model at `path`, or the built-in one where that is NULL; says why and returns
 * NULL where it cannot. */
rasid_model *open_model(const char *command, const char *path);

/* The unit of offsets called `name`; false after an error where there is none. */
bool parse_offsets(const char *command, const char *name, rasid_offsets *offsets);

/* The format of input called `name`; false after an error where there is none. */
bool parse_input_format(const char *command, const char *name,
                        rasid_input_format *format);

/* Takes "name=key" of --field apart; false with a usage error said. */
bool parse_field(const char *command, rasid_field_names *fields, char *argument);

/* Is the text a day, YYYY-MM-DD? */
bool is_date(const char *text);

/* Is it the name of a day's file, YYYY-MM-DD.jsonl? */
bool is_day_file(const char *name);

/* A day as YYYY-MM-DD; false after an error where it is none. */
bool parse_date(const char *command, const char *text, const char **date);

/* "5s", "200ms", "15m", "1h" or a number of seconds, in milliseconds; up to 30 days. */
bool parse_time(const char *text, uint32_t *ms);

/* A whole number from `low` to `high`; false where `text` is anything else. */
bool parse_number(const char *text, long low, long high, long *number);

/* Writes all of `size` bytes; false with errno. */
bool write_all(int file, const char *data, size_t size);

#endif
