/* feed_reader.h - the items of RSS, RDF and Atom, as written. */
#ifndef RASID_INPUT_FEED_READER_H
#define RASID_INPUT_FEED_READER_H

#include "input.h"

/* A string within feed_items.strings; size 0: none. */
typedef struct feed_string {
  size_t start, size;
} feed_string;

enum {
  FEED_ID,
  FEED_URL,
  FEED_TITLE,
  FEED_PUBLISHED,
  FEED_AUTHOR,
  FEED_SUMMARY,
  FEED_CONTENT,
  N_FEED_FIELDS
};

typedef struct feed_entry {
  feed_string fields[N_FEED_FIELDS]; /* title, summary and content may be markup */
} feed_entry;

typedef struct feed_items {
  bytes strings;
  feed_entry *entries;
  size_t n, capacity;
  feed_string title;
} feed_items;

typedef enum feed_outcome { FEED_OK, FEED_NO_FEED, FEED_NO_MEMORY } feed_outcome;

/* Reads well-formed UTF-8; what the items held is gone. Free with feed_items_free. */
feed_outcome feed_items_read(feed_items *items, rasid_text xml);
void feed_items_free(feed_items *items);

rasid_text feed_items_string(const feed_items *items, feed_string string);

#endif
