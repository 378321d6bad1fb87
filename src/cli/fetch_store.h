/* fetch_store.h - what was fetched goes into a store. */
#ifndef RASID_CLI_FETCH_STORE_H
#define RASID_CLI_FETCH_STORE_H

#include "cli.h"

/* Codes what the files of `folder` have had added since the last time, and puts it into
 * the store at `target`, made where there is none. An exit status. */
int fetch_into_store(const char *target, const char *folder);

#endif
