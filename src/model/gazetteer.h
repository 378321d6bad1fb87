/* gazetteer.h - places of further files: what the readers of their formats and the
 * builder share.
 *
 * A gazetteer is larger than memory would like and full of what Rasid does not take, so
 * it is read line by line, and each row is either taken or counted under the reason why
 * it was not.
 */
#ifndef RASID_MODEL_GAZETTEER_H
#define RASID_MODEL_GAZETTEER_H

#include "model/build.h"

#define GAZETTEER_MAX_NAMES 8
#define GAZETTEER_MAX_WORDS 10
/* GeoNames ids beyond this are taken for mistakes; the largest of 2026 is near 2^24. */
#define GAZETTEER_MAX_ID (1u << 28)

/* A name as the project writes it: Arabic letters only, words parted by single blanks. */
typedef struct clean_name {
  char text[GAZETTEER_MAX_WORDS * (WORD_MAX_LETTERS * 2 + 1) + 4];
  uint32_t size;
  unsigned n_words, n_letters;
  word first;    /* folded */
  uint64_t hash; /* of the folded words */
  uint32_t rest; /* where the second word begins */
} clean_name;
/* False where the text is no name in Arabic script. Vowel signs, tatweel and what stands
 * behind a comma or bracket are left out; letters of Persian and Urdu become Arabic ones.
 */
bool name_clean(rasid_text raw, clean_name *name);

/* Arabic names by GeoNames id. */
typedef struct alternate {
  uint32_t next, text; /* next: + 1 */
} alternate;
typedef struct alternates {
  ARRAY(uint32_t) heads; /* by id: first entry + 1 */
  ARRAY(alternate) entries;
  ARRAY(char) text;
} alternates;
bool alternates_add(builder *b, alternates *a, uint32_t id, rasid_text name,
                    bool preferred);
void alternates_free(builder *b, alternates *a);

/* A row of any format. */
typedef struct gazetteer_row {
  uint32_t id;      /* of GeoNames; 0 none */
  uint32_t country; /* code */
  rasid_text unit;  /* code or name of the first-level unit */
  rasid_text english;
  rasid_text names; /* as written, `|` separated; GeoNames: by id */
  double lat, lon;
  uint32_t population;
  uint8_t place_class; /* enum place_class */
  bool seat;           /* of a country or first-level unit */
} gazetteer_row;

enum gazetteer_format {
  GAZETTEER_UNKNOWN,
  GAZETTEER_GEONAMES,
  GAZETTEER_ALTERNATES,
  GAZETTEER_TABLE,
  N_GAZETTEER_FORMATS
};
/* The format of a file by its first line. */
enum gazetteer_format gazetteer_format_of(rasid_text line);
const char *gazetteer_format_name(enum gazetteer_format format);

/* Takes one line of a dump or table apart. Returns NULL where the row is one to look at,
 * "" where it is to be skipped for the reason in `*skip`, else what is wrong with it. */
const char *gazetteer_row_read(const builder *b, enum gazetteer_format format,
                               rasid_text line, gazetteer_row *row, rasid_skip *skip);
/* The same for a line of alternate names; `*skip` is RASID_SKIP_LANGUAGE for other
 * languages. */
const char *gazetteer_alternate_read(rasid_text line, uint32_t *id, rasid_text *name,
                                     bool *preferred, rasid_skip *skip);

/* The name of a unit without its type ("Aleppo Governorate" is Aleppo). */
rasid_text unit_name_short(rasid_text name);

#endif
