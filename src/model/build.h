/* build.h - the model builder's insides: what is gathered from data/ before it is written
 * out.
 *
 * Every reader takes one dictionary file line by line, adds to the builder, and reports
 * mistakes with file:line; the build goes on to find as many as it can, and writes
 * nothing if there was one.
 */
#ifndef RASID_MODEL_BUILD_H
#define RASID_MODEL_BUILD_H

#include "base/base.h"
#include "model/inflect.h"
#include "model/model.h"

#define TSV_MAX_FIELDS 16

/* ---- hash map from a pair of integers to an integer ---- */
typedef struct pair_map {
  struct pair_entry {
    uint64_t lo, hi;
    uint32_t value; /* + 1; 0 empty */
  } * slots;
  uint32_t n, capacity;
} pair_map;

typedef struct form_entry {
  word key;
  uint32_t flags;
} form_entry;
typedef struct reading_entry {
  uint32_t form;
  reading_record record;
} reading_entry;

/* A node of the trie of phrases. */
typedef struct node_entry {
  uint32_t first_link; /* + 1 in builder.links */
  uint16_t n_targets, types;
} node_entry;

/* A line of an actor in which a name stands. */
typedef struct alias_entry {
  uint32_t actor, term, next; /* next: + 1 */
} alias_entry;
/* A name of a place of data/world. */
typedef struct known_name {
  uint32_t place, next; /* next: + 1 */
} known_name;
/* Where a place names its first-level unit. */
typedef struct admin1_use {
  uint32_t country, name;
  const char *file;
  uint32_t line;
} admin1_use;

typedef struct build_block build_block;
typedef struct builder {
  arena memory;        /* contents of the files, and whether memory failed */
  build_block *blocks; /* arrays and maps: they grow in place, unlike those of an arena */
  bool full;           /* an array would have more items than an index can tell apart */
  const char *root;    /* the data folder */
  void (*report)(void *context, const char *message);
  void *context;
  uint32_t n_mistakes;

  ARRAY(char) strings;
  pair_map string_map; /* hash of text → offset */
  ARRAY(form_entry) forms;
  pair_map form_map; /* folded key → form */
  pair_map preferred; /* form × class and lemma (MODEL_NONE: any) → 1: the usual lemma */
  ARRAY(reading_entry) readings;
  ARRAY(lemma_record) lemmas;
  pair_map lemma_map;         /* hash of "class:text" → first lemma; see lemma_next */
  ARRAY(uint32_t) lemma_next; /* next lemma of the same class and text + 1 */
  ARRAY(uint8_t) lemma_form;  /* verb form, for «lemma/form» */
  ARRAY(uint8_t) name_prior;  /* of names: prior + 128 of the reading as one, 0 none */
  ARRAY(frame_record) frames;
  ARRAY(condition_record) conditions;
  ARRAY(uint32_t) lists;
  ARRAY(edge_record) edges;
  pair_map edge_map;
  ARRAY(node_entry) nodes;
  struct {
    struct target_link {
      target_record target;
      uint32_t next; /* + 1 */
    } * items;
    uint32_t n, capacity;
  } links;
  pair_map country_map; /* code → country */
  pair_map actor_map;   /* id → actor */
  pair_map alias_map;   /* node, figures of the name → last of aliases */
  ARRAY(alias_entry) aliases;
  pair_map admin1_map; /* country, name → 0: units that exist */
  ARRAY(admin1_use) admin1_uses;
  ARRAY(actor_record) actors;
  ARRAY(term_record) terms;
  ARRAY(role_record) roles;
  ARRAY(country_record) countries;
  pair_map iso2_map; /* alpha-2 code → country */
  ARRAY(place_record) places;
  uint32_t n_word_forms; /* forms of data/ar; those of names follow */
  pair_map known_ids;    /* GeoNames id → place of data/world */
  pair_map known_names; /* hash of a name, country and sort of place → last of `known` */
  pair_map largest;     /* hash of a name → most people of a place called so */
  ARRAY(known_name) known;
  ARRAY(quantity_record) quantities;
  ARRAY(calendar_record) calendar;
  ARRAY(mode_word_record) mode_words;
  ARRAY(toll_record) tolls;
  ARRAY(weight_record) weights;
  ARRAY(uint64_t) tag_keys; /* of the rows of the same index */
  ARRAY(tag_row) tag_rows;
  ARRAY(language_record) languages;
  ARRAY(uint32_t) files;
} builder;

/* ---- one line of a dictionary ---- */
typedef struct tsv_line {
  builder *b;
  const char *file; /* below the data folder */
  uint32_t number;
  uint32_t file_index; /* in builder.files */
  uint32_t n;
  rasid_text fields[TSV_MAX_FIELDS];
} tsv_line;

/* Reads data/<file>, whose header must be `columns` (blank separated), and calls `each`
 * for every record. A missing file is a mistake unless `optional`. */
void tsv_read(builder *b, const char *file, const char *columns, bool optional,
              void (*each)(tsv_line *line));
/* Reports a mistake of this line. */
void tsv_mistake(const tsv_line *line, const char *format, ...) PRINTF_LIKE(2, 3);
void build_mistake(builder *b, const char *format, ...) PRINTF_LIKE(2, 3);
static inline bool text_is(rasid_text t, const char *s) {
  return strlen(s) == t.size && !memcmp(t.data, s, t.size);
}
/* "-" or nothing. */
static inline bool text_none(rasid_text t) {
  return t.size == 0 || (t.size == 1 && t.data[0] == '-');
}
/* Takes the next piece before `separator` off `*rest`; false when nothing is left. */
bool text_split(rasid_text *rest, char separator, rasid_text *piece);

/* ---- arrays: ARRAY(type) fields of the builder ---- */
/* A block of `size` bytes with the contents of `items` (NULL: a new one); size 0 gives it
 * back. NULL where memory fails, which sticks (builder.memory.failed). */
void *build_resize(builder *b, void *items, size_t size);
void *build_zero(builder *b, size_t count, size_t size);
/* Room for `more` items behind the `n` of an array; the address of the first, or NULL. */
void *build_room(builder *b, void **items, uint32_t *capacity, uint32_t n, size_t more,
                 size_t size);
/* One item more; its address, or NULL. */
void *build_push(builder *b, void **items, uint32_t *capacity, uint32_t *n, size_t size);
#define BUILD_ROOM(b, array, more)                                                  \
  build_room((b), (void **)&(array)->items, &(array)->capacity, (array)->n, (more), \
             sizeof *(array)->items)
#define BUILD_PUSH(b, array)                                                        \
  ((array)->n < (array)->capacity                                                   \
       ? (void *)&(array)->items[(array)->n++]                                      \
       : build_push((b), (void **)&(array)->items, &(array)->capacity, &(array)->n, \
                    sizeof *(array)->items))
/* Gives back everything of build_resize. */
void build_free(builder *b);

/* ---- maps and strings ---- */
uint32_t pair_map_get(const pair_map *m, uint64_t lo,
                      uint64_t hi); /* MODEL_NONE where missing */
bool pair_map_set(builder *b, pair_map *m, uint64_t lo, uint64_t hi, uint32_t value);
void pair_map_free(builder *b, pair_map *m);
uint32_t build_string(builder *b, const char *data, size_t size);

/* ---- words ---- */
/* Letters of an Arabic word; false (and a mistake) where it holds anything else or is too
 * long. */
bool build_letters(const tsv_line *line, rasid_text text, uint8_t *letters, uint8_t *n);
uint32_t build_form(builder *b, word written); /* find or add */
void build_reading(builder *b, const uint8_t *letters, unsigned n, uint32_t lemma,
                   uint32_t features, int prior);
enum lemma_space {
  SPACE_VERB = 'v',
  SPACE_NOUN = 'n',
  SPACE_ADJ = 'a',
  SPACE_CLOSED = 'c',
  SPACE_NAME = 'p',
  SPACE_NISBA = 's',
  SPACE_QUANTITY = 'q',
  SPACE_CALENDAR = 't',
  SPACE_ENGLISH = 'e'
};
uint32_t build_lemma(builder *b, enum lemma_space space, rasid_text text, unsigned pos);
/* The lemma of this space and text ("lemma/2" names a verb by its form), or MODEL_NONE.
 */
uint32_t build_find_lemma(const builder *b, enum lemma_space space, rasid_text text);
/* The next lemma of the same space and text, or MODEL_NONE. */
uint32_t build_next_lemma(const builder *b, uint32_t lemma);
/* Emits a noun, adjective or nisba with all its forms; `plurals` as in nouns.tsv,
 * `feminine` as in adjectives.tsv (no data: none). */
void build_noun(const tsv_line *line, uint32_t lemma, rasid_text text, unsigned pos,
                unsigned gender, rasid_text plurals, rasid_text feminine);
void build_words(builder *b);
/* data/ar/words/frequency.tsv, after all lemmas are known. */
void build_frequency(builder *b);
void build_frames(builder *b);
/* The columns mode and roles of a trigger. */
void build_frame_modes(const tsv_line *line, rasid_text modes, frame_record *f);
void build_frame_roles(const tsv_line *line, rasid_text roles, frame_record *f);
/* data/en, within build_frames and build_world. */
void build_english_frames(builder *b);
void build_english_world(builder *b);
/* The number of a kind of harm (killed, wounded, …); -1: none is called so. */
int build_harm(rasid_text kind);
/* What the label of a role tells of it: bits of enum role_mark. */
uint32_t build_role_marks(rasid_text label);
/* The code of a sector; a mistake where it is none. */
uint32_t build_sector(const tsv_line *line, rasid_text sector);
void build_languages(builder *b);
void build_world(builder *b);
/* A place of data/world goes by this name: gazetteers leave it out. */
void build_known_name(builder *b, uint32_t place, rasid_text name);
/* The files of `options->gazetteers`, after build_world. */
rasid_status build_gazetteers(builder *b, const rasid_model_build_options *options,
                              rasid_error *error);

/* ---- phrases ---- */
/* Priors of readings as a name: of a part of one; of a well-known place or capital, of a
 * country by itself. */
enum { PRIOR_NAME = -10, PRIOR_PLACE = 4, PRIOR_COUNTRY = 12 };

/* Adds `text` (words separated by blanks) as a phrase that means `target`; every form of
 * the lemma `inflected` may be the first word (roles). */
void build_phrase(const tsv_line *line, rasid_text text, uint32_t inflected,
                  target_record target);
/* Adds a name as it is written. */
void build_name(const tsv_line *line, rasid_text name, target_record target);
/* The node where a name ends, or MODEL_NONE where a word of it is none; `prior` is that
 * of a single word read as this name. */
uint32_t build_name_node(const tsv_line *line, rasid_text name, int prior);
/* Adds a meaning to a node. */
void build_target(builder *b, uint32_t node, target_record target);

/* Serialises everything; NULL when the arena failed. */
unsigned char *build_image(builder *b, size_t *size);

#endif
