/* fts_tokenizer.h - the tokenizer `rasid` of SQLite's full-text search. */
#ifndef RASID_STORE_FTS_TOKENIZER_H
#define RASID_STORE_FTS_TOKENIZER_H

#include <sqlite3.h>

#include "store_words.h"

/* Makes it known to an open database; `words` must live as long as that. A code of
 * SQLite, SQLITE_ERROR where FTS5 is missing. */
int fts_tokenizer_register(sqlite3 *file, store_words *words);

#endif
