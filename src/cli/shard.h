/* shard.h - parts of an input that several processes code, each its own. */
#ifndef RASID_CLI_SHARD_H
#define RASID_CLI_SHARD_H

#include "cli.h"

/* Part `number` of `n`, from 1; n 0: everything. */
typedef struct shard {
  uint32_t number, n;
} shard;

/* Reads "2/8"; false after an error where it is no part. */
bool parse_shard(const char *command, const char *text, shard *part);

/* Whether what is called `id` belongs to the part: by a hash of the id alone, so that the
 * order and the division into files do not matter. */
bool shard_has(const shard *part, rasid_text id);

#endif
