/* store_index.c - the index of words: a table of FTS5, or tsvectors of PostgreSQL.
 *
 * FTS5 reads a text itself, by the tokenizer `rasid`; for PostgreSQL the same words are
 * written out with their positions. A person's query becomes that of the database: words
 * all of which must be there, phrases in quotes, words with a minus that must not.
 */
#include <string.h>

#include "store_inside.h"

/* PostgreSQL counts positions in a tsvector up to here. */
enum { MAX_POSITION = 16383, MAX_TSVECTOR = 1000000 };

bool index_create(rasid_store *store) {
  if (store->d.kind->tsvector)
    return db_script(
        &store->d,
        "CREATE TABLE report_words (version_id BIGINT PRIMARY KEY REFERENCES "
        "versions (id), words tsvector NOT NULL);\n"
        "CREATE INDEX report_words_words ON report_words USING gin (words);\n"
        "CREATE FUNCTION to_rasid_query(TEXT) RETURNS tsquery LANGUAGE sql "
        "IMMUTABLE AS 'SELECT CAST($1 AS tsquery)';\n"
        "CREATE FUNCTION julianday(TEXT) RETURNS DOUBLE PRECISION LANGUAGE sql "
        "IMMUTABLE AS 'SELECT extract(epoch FROM CAST(left($1, 10) AS "
        "timestamp)) / 86400.0 + 2440587.5';\n");
  /* Numbers of rows as FTS5 keeps them in memory before it writes a segment. */
  return db_script(
      &store->d,
      "CREATE VIEW searched AS SELECT id, title,"
      " CASE WHEN captions IS NULL THEN text ELSE captions || char(10) || coalesce(text, "
      "'') END AS text"
      " FROM versions WHERE purged IS NULL;\n"
      "CREATE VIRTUAL TABLE report_words USING fts5(title, text, content='searched',"
      " content_rowid='id', tokenize='rasid');\n"
      "INSERT INTO report_words (report_words, rank) VALUES ('hashsize', 16777216);\n");
}

/* ---- tsvectors ---- */

typedef struct vector {
  text_buffer *out;
  int position;
} vector;

static void quoted(text_buffer *out, const char *word, int n) {
  text_put(out, "'", 1);
  text_put(out, word, (size_t)n); /* letters and digits alone */
  text_put(out, "'", 1);
}

static int put_position(void *context, const char *word, int n, int start, int end) {
  vector *v = context;
  (void)start;
  (void)end;
  if (n == 0) return 0;
  if (v->position < MAX_POSITION) v->position++;
  if (v->out->size > 0) text_put(v->out, " ", 1);
  quoted(v->out, word, n);
  text_print(v->out, ":%d", v->position);
  return v->out->size > MAX_TSVECTOR; /* the rest of a giant text is not searched */
}

static void put_vector(rasid_store *store, rasid_text text, vector *v) {
  if (text.size > 0)
    store_words_read(store->words, text.data, text.size, put_position, v);
}

/* ---- a report ---- */

/* What `searched.text` is: captions and text. */
static rasid_text body(rasid_store *store, rasid_text captions, rasid_text text) {
  if (captions.data == NULL) return text;
  text_clear(&store->joined);
  text_put(&store->joined, captions.data, captions.size);
  text_put(&store->joined, "\n", 1);
  text_put(&store->joined, text.data, text.size);
  return store_built(store, &store->joined);
}

void index_add(rasid_store *store, int64_t version, rasid_text title, rasid_text captions,
               rasid_text text) {
  db_statement *s;
  if (store->d.kind->tsvector) {
    text_clear(&store->index);
    vector v = {&store->index, 0};
    put_vector(store, title, &v);
    put_vector(store, captions, &v);
    put_vector(store, text, &v);
    s = db_get(&store->d,
               "INSERT INTO report_words (version_id, words)"
               " VALUES (?1, CAST(?2 AS tsvector))");
    db_text(s, 2, store_built(store, &store->index));
  } else {
    s = db_get(&store->d,
               "INSERT INTO report_words (rowid, title, text) VALUES (?1, ?2, ?3)");
    db_text(s, 2, title);
    db_text(s, 3, body(store, captions, text));
  }
  db_integer(s, 1, version);
  db_send(s);
  db_finish(s);
}

void index_remove(rasid_store *store, int64_t version, rasid_text title,
                  rasid_text captions, rasid_text text) {
  db_statement *s;
  if (store->d.kind->tsvector) {
    s = db_get(&store->d, "DELETE FROM report_words WHERE version_id = ?1");
  } else {
    s = db_get(&store->d,
               "INSERT INTO report_words (report_words, rowid, title, text)"
               " VALUES ('delete', ?1, ?2, ?3)");
    db_text(s, 2, title);
    db_text(s, 3, body(store, captions, text));
  }
  db_integer(s, 1, version);
  db_run(s);
  db_finish(s);
}

void index_rebuild(rasid_store *store) {
  if (!store->d.kind->tsvector) {
    db_script(&store->d, "INSERT INTO report_words (report_words) VALUES ('rebuild')");
    return;
  }
  db_script(&store->d, "DELETE FROM report_words");
  int64_t last = 0;
  for (;;) {
    db_statement *s = db_get(&store->d,
                             "SELECT id, title, captions, text FROM versions"
                             " WHERE id > ?1 AND purged IS NULL ORDER BY id LIMIT 1");
    db_integer(s, 1, last);
    if (!db_row(s)) {
      db_finish(s);
      return;
    }
    last = db_column_integer(s, 0);
    index_add(store, last, db_column_text(s, 1), db_column_text(s, 2),
              db_column_text(s, 3));
    db_finish(s);
  }
}

/* ---- queries ---- */

typedef struct query {
  text_buffer *out;
  bool tsvector;
  int n_words; /* of the phrase that is being read */
} query;

static int put_word(void *context, const char *word, int n, int start, int end) {
  query *q = context;
  (void)start;
  (void)end;
  if (n == 0) return 0;
  if (q->n_words++ > 0) text_string(q->out, q->tsvector ? " <-> " : " ");
  if (q->tsvector)
    quoted(q->out, word, n);
  else
    text_put(q->out, word, (size_t)n);
  return 0;
}

/* One word or phrase; false where it has no letters. */
static bool put_phrase(rasid_store *store, query *q, const char *text, size_t n,
                       const char *before) {
  size_t size = q->out->size;
  text_string(q->out, before);
  text_string(q->out, q->tsvector ? "(" : "\"");
  q->n_words = 0;
  /* Of FTS5's phrases it reads the words again, so they are handed on as written. */
  store_words_read(store->words, text, n, put_word, q);
  if (q->n_words == 0) {
    q->out->size = size;
    return false;
  }
  if (!q->tsvector) {
    q->out->size = size;
    text_string(q->out, before);
    text_string(q->out, "\"");
    for (size_t i = 0; i < n; i++)
      text_put(q->out, text[i] == '"' || text[i] == '\0' ? " " : text + i, 1);
  }
  text_string(q->out, q->tsvector ? ")" : "\"");
  return true;
}

/* The next word or "phrase" from `*at` on; false at the end. */
static bool next_phrase(rasid_text words, size_t *at, rasid_text *phrase, bool *without) {
  while (*at < words.size && (unsigned char)words.data[*at] <= ' ') ++*at;
  if (*at >= words.size) return false;
  *without = words.data[*at] == '-';
  if (*without) ++*at;
  char end = ' ';
  if (*at < words.size && words.data[*at] == '"') {
    end = '"';
    ++*at;
  }
  size_t start = *at;
  while (*at < words.size &&
         (end == '"' ? words.data[*at] != '"' : (unsigned char)words.data[*at] > ' '))
    ++*at;
  *phrase = (rasid_text){words.data + start, *at - start};
  if (*at < words.size) ++*at;
  return true;
}

bool index_query(rasid_store *store, rasid_text words, text_buffer *out) {
  query q = {out, store->d.kind->tsvector, 0};
  rasid_text phrase;
  bool without, any = false;
  text_clear(out);
  for (size_t at = 0; next_phrase(words, &at, &phrase, &without);)
    if (!without)
      any |= put_phrase(store, &q, phrase.data, phrase.size,
                        !any         ? ""
                        : q.tsvector ? " & "
                                     : " AND ");
  if (!any) return false;
  for (size_t at = 0; next_phrase(words, &at, &phrase, &without);)
    if (without)
      put_phrase(store, &q, phrase.data, phrase.size, q.tsvector ? " & !" : " NOT ");
  return true;
}
