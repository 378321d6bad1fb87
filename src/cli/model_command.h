/* model_command.h - what `rasid model` keeps in files of their own. */
#ifndef RASID_CLI_MODEL_COMMAND_H
#define RASID_CLI_MODEL_COMMAND_H

#include "cli.h"

/* Compiles the dictionaries below `data` and the places of the gazetteers into `path`; an
 * exit status. */
int model_build(const char *data, const char *path, const char *const *gazetteers,
                size_t n_gazetteers);

/* The day that lies `age` ("2y", "18m", "90d") before `today` ("YYYY-MM-DD", or NULL for
 * the clock's), in days since 1970-01-01; false with a usage error said. */
bool stale_cutoff(const char *age, const char *today, int32_t *cutoff);

/* Lists the open terms of actors whose last check lies before `cutoff`, their number
 * first; an exit status. */
int stale_print(const rasid_model *model, int32_t cutoff);

#endif
