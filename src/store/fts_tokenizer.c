/* fts_tokenizer.c - the words of store_words.c as FTS5 wants them. */
#include "fts_tokenizer.h"

#include <stdlib.h>

/* What FTS5 calls a tokenizer of ours: it has nothing of its own. */
typedef struct tokenizer {
  store_words *words;
} tokenizer;

typedef struct taking {
  void *context;
  int (*token)(void *context, int flags, const char *word, int n, int start, int end);
} taking;

static int create(void *context, const char **arguments, int n, Fts5Tokenizer **out) {
  (void)arguments;
  (void)n;
  tokenizer *t = malloc(sizeof *t);
  if (t == NULL) return SQLITE_NOMEM;
  t->words = context;
  *out = (Fts5Tokenizer *)t;
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *t) {
  free(t);
}

static int take(void *context, const char *word, int n, int start, int end) {
  const taking *t = context;
  return t->token(t->context, 0, word, n, start, end);
}

static int tokenize(Fts5Tokenizer *tokenizer_of_fts, void *context, int flags,
                    const char *text, int n,
                    int (*token)(void *context, int flags, const char *word, int n,
                                 int start, int end)) {
  (void)flags;
  const tokenizer *t = (const tokenizer *)tokenizer_of_fts;
  taking each = {context, token};
  return store_words_read(t->words, text, n > 0 ? (size_t)n : 0, take, &each);
}

int fts_tokenizer_register(sqlite3 *file, store_words *words) {
  fts5_tokenizer calls = {create, destroy, tokenize}; /* FTS5 copies it */
  fts5_api *api = NULL;
  sqlite3_stmt *s = NULL;
  int code = sqlite3_prepare_v2(file, "SELECT fts5(?1)", -1, &s, NULL);
  if (code != SQLITE_OK) return code;
  sqlite3_bind_pointer(s, 1, (void *)&api, "fts5_api_ptr", NULL);
  sqlite3_step(s);
  code = sqlite3_finalize(s);
  if (code != SQLITE_OK) return code;
  if (api == NULL) return SQLITE_ERROR;
  return api->xCreateTokenizer(api, "rasid", words, &calls, NULL);
}
