/* store_incidents_print.h - `rasid incidents --store`. */
#ifndef RASID_CLI_STORE_INCIDENTS_PRINT_H
#define RASID_CLI_STORE_INCIDENTS_PRINT_H

#include "cli.h"

/* Joins what is new in a store and prints its incidents to `output`, or to standard
 * output where that is NULL; an exit status. */
int incidents_of_store(const char *target, const char *output, rasid_format format,
                       rasid_toll_rule rule);

/* Prints the incidents of a set; false after a failure, which is said. */
bool print_incidents(const char *path, rasid_format format, rasid_incidents *set,
                     rasid_toll_rule rule);

#endif
