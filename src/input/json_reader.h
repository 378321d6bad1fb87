/* json_reader.h - one line of JSON, read where it lies.
 *
 * Reports come by the gigabyte as lines of JSON of which a few strings are wanted. A
 * cursor walks over the line once, checks it against RFC 8259 and hands out strings as
 * views into it; only those that are kept and have escapes are decoded, in place, since
 * decoding never makes them longer. Nothing is allocated. Ill-formed UTF-8 is left as it
 * is: the coder knows what to do with it.
 */
#ifndef RASID_INPUT_JSON_READER_H
#define RASID_INPUT_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct json_cursor {
  const char *start, *at, *end;
  const char *problem; /* static: what is wrong at `at`; NULL while all is well */
} json_cursor;

typedef enum json_kind {
  JSON_BAD, /* no value begins here */
  JSON_NULL,
  JSON_BOOL,
  JSON_NUMBER,
  JSON_STRING,
  JSON_ARRAY,
  JSON_OBJECT
} json_kind;

/* A string between its quotes, or a number, as written. */
typedef struct json_view {
  const char *data;
  size_t size;
  bool escaped; /* json_decode has work to do */
} json_view;

json_cursor json_begin(const char *data, size_t size);

/* What value comes next. */
json_kind json_peek(json_cursor *c);

/* Steps into an object or array, whose opening bracket is next. */
void json_enter(json_cursor *c);

/* The next key of the object entered, behind its colon; false at the object's end, which
 * is taken, or on a problem. `first` is true before the first key and cleared by the
 * call. */
bool json_next_key(json_cursor *c, bool *first, json_view *key);

/* Whether the array entered has another item; false at its end, which is taken, or on a
 * problem. */
bool json_next_item(json_cursor *c, bool *first);

/* Takes a string or a number. */
bool json_take(json_cursor *c, json_view *view);

/* Takes any value, however deep up to a limit. */
bool json_skip(json_cursor *c);

/* Whether only blanks are left. */
bool json_finish(json_cursor *c);

/* Column of the problem, in characters from 1. */
size_t json_column(const json_cursor *c);

/* Decodes the escapes of a string in place; its new size. Half a surrogate pair becomes
 * U+FFFD. */
size_t json_decode(char *data, size_t size);

/* Whether a key, decoded, is `name`. */
bool json_key_is(json_view key, const char *name);

#endif
