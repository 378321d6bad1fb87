/* store_command.h - what `rasid store` keeps in files of their own. */
#ifndef RASID_CLI_STORE_COMMAND_H
#define RASID_CLI_STORE_COMMAND_H

#include "cli.h"
#include "print_options.h"

typedef struct store_arguments {
  const char *target, *output, *reason, *who;
  rasid_store_filter filter;
  rasid_format format;
  bool format_given, limit_given, filtered, rebuild;
} store_arguments;

/* Each takes the store, the options and `n` operands; returns an exit status. */
typedef int store_verb(rasid_store *store, const store_arguments *a, int n,
                       char **operands);
store_verb store_list, store_show, store_search, store_export, store_check, store_backup,
    store_copy, store_purge, store_suggest;

#endif
