/* db.h - the little of SQL databases that a store needs, the same for SQLite and
 * PostgreSQL.
 *
 * Statements are written once, in the SQL that both read, with parameters ?1, ?2 … and a
 * few words for what differs, each behind an @:
 *   @KEY   a column with a number that the database gives out, the primary key
 *   @ID    at the end of an INSERT: db_insert gets the new row's number
 *   @LIKE  LIKE that does not tell letters of the two cases apart
 *   @JOIN  the aggregate that joins texts by a separator
 *   @MATCH1 …  rows of `report_words` that match parameter 1 …
 * Failures leave their status in the database's `error`, filled; after the first one of a
 * transaction every call fails the same way until db_rollback.
 */
#ifndef RASID_STORE_DB_H
#define RASID_STORE_DB_H

#include <rasid/rasid.h>

typedef struct db db;
typedef struct db_statement db_statement;

/* What a kind of database does. The functions below hand on to them. */
typedef struct db_kind {
  const char *name;
  bool (*execute)(db *d,
                  const char *sql); /* statements without results; not translated */
  void *(*prepare)(db *d, const char *sql);
  void (*finish)(void *statement);
  void (*reset)(void *statement); /* rows and parameters are forgotten */
  bool (*bind_integer)(void *statement, int i, int64_t value);
  bool (*bind_number)(void *statement, int i, double value);
  bool (*bind_text)(void *statement, int i, rasid_text text); /* borrowed until reset */
  bool (*step)(db *d, void *statement, bool *row);
  bool (*send)(db *d, void *statement); /* step, of one without rows; see db_send */
  bool (*is_null)(void *statement, int column);
  bool (*is_text)(void *statement, int column);
  rasid_text (*text)(void *statement, int column);
  int64_t (*integer)(void *statement, int column);
  double (*number)(void *statement, int column);
  int (*n_columns)(void *statement);
  const char *(*column_name)(void *statement, int column);
  int64_t (*inserted)(db *d, void *statement); /* of a statement with @ID, after step */
  int64_t (*changed)(db *d, void *statement);  /* rows that an UPDATE or DELETE changed */
  void (*close)(db *d);
  const char *key, *id, *like, *join, *match, *begin;
  const char *begin_reading; /* all that is read is of one moment */
  const char *indexed;       /* a query of all ids in the index of words */
  const char *has_meta;      /* a query that counts tables called meta */
  bool tsvector;             /* words are a tsvector of PostgreSQL, not a table of FTS5 */
  char parameter;            /* what stands before the number of a parameter */
} db_kind;

/* Statements that are kept, found by the address of their text. */
enum { DB_KEPT = 256 };

struct db {
  const db_kind *kind;
  void *handle;
  const char *name;  /* of the file or server, for messages */
  rasid_error error; /* the first failure since the last rollback */
  uint32_t busy_ms;
  unsigned n_sent;     /* statements that a server has not answered */
  unsigned n_prepared; /* statements on the server so far */
  struct {
    const char *sql;
    db_statement *statement;
  } kept[DB_KEPT];
};

struct db_statement {
  db *d;
  void *handle;
  bool kept;
};

/* Opens a file. `words` is what the tokenizer of the index works with, and must outlive
 * the database. */
struct store_words;
rasid_status db_open_sqlite(db *d, const char *path, bool create, bool read_only,
                            bool fast, struct store_words *words);
rasid_status db_open_postgres(db *d, const char *address, bool read_only, bool fast);
void db_close(db *d);

/* Writes down a failure, unless one is there already, and returns false. */
bool db_fail(db *d, rasid_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Translates and runs statements without results, parted by ";\n". */
bool db_script(db *d, const char *sql);

/* A statement: `sql` is a constant, and what was prepared is kept for the next time. It
 * comes reset. NULL after a failure. */
db_statement *db_get(db *d, const char *sql);
/* The same of a text that is made up: end with db_finish. */
db_statement *db_prepare(db *d, const char *sql);
void db_finish(db_statement *s);

/* Parameters from 1; absent texts and `null` numbers (below) are NULL. */
void db_integer(db_statement *s, int i, int64_t value);
void db_integer_or_null(db_statement *s, int i, int64_t value); /* < 0: NULL */
void db_number(db_statement *s, int i, double value);           /* NaN: NULL */
void db_text(db_statement *s, int i, rasid_text text);
void db_string(db_statement *s, int i, const char *text); /* NULL: NULL */

/* The next row; false at the end and after a failure. */
bool db_row(db_statement *s);
/* Runs it to its end. */
bool db_run(db_statement *s);
/* Runs one without rows whose failure may be told later, at the next statement that is
 * not sent: a server need not answer each by itself. */
void db_send(db_statement *s);
/* An INSERT with @ID; the row's number, or 0 after a failure. */
int64_t db_insert(db_statement *s);
/* How many rows it changed; -1 after a failure. */
int64_t db_change(db_statement *s);

/* Columns of the row from 0; valid until the next row. */
bool db_is_null(db_statement *s, int column);
rasid_text db_column_text(db_statement *s, int column);
int64_t db_column_integer(db_statement *s, int column);
double db_column_number(db_statement *s, int column);

/* Transactions; `writing` ones take the lock at once. */
bool db_begin(db *d, bool writing);
bool db_commit(db *d);
void db_rollback(db *d);

/* A constant as rasid_text. */
static inline rasid_text db_constant(const char *s) {
  rasid_text text = {s, 0};
  while (s != NULL && s[text.size] != '\0') text.size++;
  return text;
}

#endif
