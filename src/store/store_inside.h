/* store_inside.h - what the files of src/store share: the handle, and the way of a call
 * that writes.
 *
 * A call that writes goes `enter`, statements, `leave`: it is a transaction of its own,
 * or a part of the one the caller began. Statements need not be asked one by one: the
 * first failure is kept in the database, later ones do nothing, and `leave` tells it.
 */
#ifndef RASID_STORE_STORE_INSIDE_H
#define RASID_STORE_STORE_INSIDE_H

#include <rasid/io.h>

#include "db.h"
#include "store_words.h"

/* A text that grows and is used again and again; `failed` without memory. */
typedef struct text_buffer {
  char *data;
  size_t size, capacity;
  bool failed;
} text_buffer;

void text_clear(text_buffer *b);
void text_put(text_buffer *b, const char *data, size_t size);
void text_string(text_buffer *b, const char *string);
void text_print(text_buffer *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A JSON string of a text, quotes included, malformed bytes as U+FFFD; null where it is
 * absent. */
void text_json(text_buffer *b, rasid_text text);
void text_free(text_buffer *b);
rasid_text text_of(const text_buffer *b);

typedef struct rasid_store_counts {
  int64_t added, changed, known;
} rasid_store_counts;

struct rasid_store {
  db d;
  char *target; /* without a password */
  rasid_model *own_model;
  const rasid_model *model;
  store_words *words;
  bool read_only, begun, changed_words;
  int64_t run; /* 0: none */
  rasid_store_counts counts, counts_at_begin;
  rasid_record_reader *reader;
  text_buffer key, captions, joined, line, index; /* of the call that is running */
  /* What rasid_store_report and rasid_store_coded_text gave last. */
  text_buffer shown;
  rasid_text *shown_captions;
  size_t shown_capacity;
  /* The outlet that was looked up last. */
  char source_name[120];
  int64_t source_id;
};

/* What a buffer holds, to be written; one that had no memory fails the call, so that half
 * a text is never stored. */
rasid_text store_built(rasid_store *store, const text_buffer *b);

/* Begins what a call writes; false with `error` filled. */
bool store_enter(rasid_store *store, rasid_error *error);
/* Ends it: commits, or takes everything back and says why. */
rasid_status store_leave(rasid_store *store, rasid_error *error);
/* The same for calls that only read: hands on a failure, and forgets it. */
rasid_status store_told(rasid_store *store, rasid_error *error);
/* Fills `error`. */
rasid_status store_error(rasid_error *error, rasid_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The time now, UTC, as columns hold it; static for the call. */
typedef struct store_time {
  char text[24];
} store_time;
store_time store_now(void);

/* A single number that a query finds; `missing` where it finds none. Parameters: `a` for
 * ?1 where the text has one. */
int64_t store_number(rasid_store *store, const char *sql, int64_t a, int64_t missing);

/* Writes a line of the audit log, within a call that writes. */
void store_log(rasid_store *store, rasid_text who, const char *action, const char *target,
               int64_t target_id, rasid_text detail);

/* ---- store_index.c: the index of words ---- */
/* Its tables. */
bool index_create(rasid_store *store);
void index_add(rasid_store *store, int64_t version, rasid_text title, rasid_text captions,
               rasid_text text);
void index_remove(rasid_store *store, int64_t version, rasid_text title,
                  rasid_text captions, rasid_text text);
void index_rebuild(rasid_store *store);
/* A person's words as the database's query, into `out`; false where they have none. */
bool index_query(rasid_store *store, rasid_text words, text_buffer *out);

/* ---- store_record.c: the rows of a record ---- */
/* Writes events, parties, tolls and mentions of a record. */
void record_rows_add(rasid_store *store, int64_t report, int64_t record,
                     rasid_text published, const rasid_record_data *data);
/* A party of an event. */
void record_party_add(rasid_store *store, int64_t event, const char *role, size_t number,
                      const rasid_party_data *party);
/* First and last day of an ISO date, month, year or interval; "" where it has none. */
void store_days(rasid_text value, char first[11], char last[11]);

#endif
