/* web_paths.h - addresses among the paths of a command: fetched into a folder of its own,
 * so that they can be read like files. */
#ifndef RASID_CLI_WEB_PATHS_H
#define RASID_CLI_WEB_PATHS_H

#include <rasid/io.h>

typedef struct web_paths web_paths;

/* Fetches what begins with http:// or https://; what cannot be had is said and counted.
 * NULL where there is no memory or no folder for it, which is said too. */
web_paths *web_paths_open(const char *command, const char *const *paths, size_t n,
                          bool allow_private);

/* The paths to read in the place of those given, in their order. */
const char *const *web_paths_list(const web_paths *w, size_t *n);
/* Addresses that could not be had. */
size_t web_paths_n_bad(const web_paths *w);

/* Removes what was fetched. */
void web_paths_close(web_paths *w);

#endif
