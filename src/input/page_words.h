/* page_words.h - the Arabic words that reading a page needs (data/pages.tsv), and the
 * dates they are used in. */
#ifndef RASID_INPUT_PAGE_WORDS_H
#define RASID_INPUT_PAGE_WORDS_H

#include "input.h"

typedef enum page_word_kind {
  PAGE_WORD_MONTH,  /* `value` is its number */
  PAGE_WORD_LINE,   /* begins a line that is no part of the article */
  PAGE_WORD_END,    /* begins what stands behind the article */
  PAGE_WORD_NOTICE, /* begins a line of any length that is none */
  PAGE_WORD_STRIP   /* stands before an author's name */
} page_word_kind;

enum { MAX_PAGE_WORDS = 256, PAGE_KEY_BYTES = 96 };

typedef struct page_word {
  page_word_kind kind;
  int value;
  char key[80]; /* folded */
  size_t size;
} page_word;

typedef struct page_words {
  page_word items[MAX_PAGE_WORDS];
  size_t n;
} page_words;

/* Reads the table that is built in. */
void page_words_read(page_words *words);

/* Folds text for comparing: Arabic letters without hamza, vowel signs and tatweel, one
 * blank for white space and marks, none at either end. At most `room` bytes are written;
 * how many. */
size_t page_fold(const char *data, size_t size, char *out, size_t room);

/* The first entry of the kind that the folded text begins with, as whole words; NULL
 * where there is none. */
const page_word *page_word_at(const page_words *words, page_word_kind kind,
                              const char *key, size_t size);

/* ---- page_date.c ---- */

/* Writes the day or day and time that a text tells as ISO 8601 ("2021-06-07" or as it
 * stands); false where it tells none. Reads ISO 8601, RFC 822, 7/6/2021, and Arabic: 7
 * June 2021 in the months of every Arab country and in either set of digits. */
bool page_date_read(const page_words *words, const char *data, size_t size, char out[40]);

#endif
