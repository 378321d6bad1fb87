/* store_words.h - a text as the words it is searched by: each its lemma, folded. */
#ifndef RASID_STORE_STORE_WORDS_H
#define RASID_STORE_STORE_WORDS_H

#include <rasid/rasid.h>

/* Knows words by a model and remembers what it made of them. One thread at a time. */
typedef struct store_words store_words;

/* `model` must outlive it. NULL when out of memory. */
store_words *store_words_new(const rasid_model *model);
void store_words_free(store_words *words);

/* Calls `take` for each word of `text` in order, with what it is searched by (valid
 * during the call) and where it stands, in bytes; ends when that returns other than 0,
 * and returns it. The same word is always the same, whatever stands around it. */
int store_words_read(store_words *words, const char *text, size_t size,
                     int (*take)(void *context, const char *word, int n, int start,
                                 int end),
                     void *context);

/* A place as people name it, in Arabic or English. */
typedef struct store_place {
  char name[100];  /* English; "" of a country, and of what is no place */
  char country[4]; /* of a country as such, else "" */
} store_place;

/* Reads a name alone; false where it is none that the dictionaries have. */
bool store_words_place(store_words *words, rasid_text name, store_place *place);

#endif
