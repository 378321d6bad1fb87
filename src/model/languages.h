/* languages.h - looking up what speaks for a language (data/languages.tsv). Floor 3. */
#ifndef RASID_MODEL_LANGUAGES_H
#define RASID_MODEL_LANGUAGES_H

#include "model/model.h"

/* Room for the key of a word; longer ones are cut. */
#define LANGUAGE_KEY_BYTES 40

/* The key of a word or letter: in lower case (ASCII and Latin-1), Farsi yeh as yeh and
 * keheh as kaf, since keyboards differ in these. Writes it into `key`; its length. */
size_t language_key(const char *data, size_t size, char key[LANGUAGE_KEY_BYTES]);

/* The records of a word or letter (`kind`, a language_kind), from the result up to
 * `*end`; none where they are the same. */
const language_record *language_find(const rasid_model *m, unsigned kind,
                                     const char *data, size_t size,
                                     const language_record **end);

#endif
