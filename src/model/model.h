/* model.h - reading the compiled dictionaries. Floor 3.
 *
 * A model is a mapped file (format.h). Header and section table are checked when it is
 * opened; every index is checked where it is used, so that a hostile file cannot lead
 * outside its mapping: an index out of range yields an all-zero record.
 */
#ifndef RASID_MODEL_MODEL_H
#define RASID_MODEL_MODEL_H

#include "base/base.h"
#include "model/features.h"
#include "model/format.h"
#include "text/letters.h"

#define TAG(name) TAG_##name,
enum word_tag {
  TAG_NONE,
#include "model/tags.inc"
  N_TAGS
};
#undef TAG
#define CLASS(name) CLASS_##name##_BIT,
enum word_class_bit {
#include "model/tags.inc"
  N_CLASSES
};
#undef CLASS
#define CLASS_MASK(name) ((uint64_t)1 << CLASS_##name##_BIT)

#define MODE(name, text) MODE_##name,
enum mode {
#include "model/tables.inc"
  N_MODES
};
#undef MODE
#define MODE_MASK(name) ((uint64_t)1 << MODE_##name)

/* Number words (data/ar/numbers.tsv). */
enum quantity_kind {
  QUANTITY_NONE,
  QUANTITY_UNIT,     /* 0-10 in either gender */
  QUANTITY_TEEN,     /* the ten of 11-19 (ashar, ashra) and 11, 12 written as one word */
  QUANTITY_TENS,     /* 20-90 */
  QUANTITY_HUNDRED,  /* 100, 200, and 300-900 written joined */
  QUANTITY_SCALE,    /* 10^3, 10^6, 10^9, 10^12; duals have their value (2000) */
  QUANTITY_FRACTION, /* value: the denominator (half 2, third 3) */
  QUANTITY_ORDINAL,
  QUANTITY_VAGUE, /* value: enum vague */
  QUANTITY_BOUND, /* value: 1 more than, 2 less than, 3 about, 4 up to, 5 at least, 6 and
                     odd, 7 a number of, 8 total, 9 per cent, 10 a change of figures, 12
                     about: after the number */
  QUANTITY_MEASURE, /* what is counted is no person: 1 money 2 length 3 area 4 weight 5
                       volume 6 other */
  QUANTITY_LABEL    /* the number that follows is a name: article 5, resolution 2216 */
};
enum vague {
  VAGUE_NONE,
  VAGUE_SEVERAL,
  VAGUE_FEW_TENS,
  VAGUE_TENS,
  VAGUE_HUNDREDS,
  VAGUE_THOUSANDS,
  VAGUE_TEN_THOUSANDS,
  VAGUE_HUNDRED_THOUSANDS,
  VAGUE_MILLIONS,
  VAGUE_SOME
};

/* Calendar words (data/ar/calendar.tsv). */
enum calendar_kind {
  CALENDAR_NONE,
  CALENDAR_MONTH,        /* 1-12, Gregorian, of every Arab country */
  CALENDAR_HIJRI_MONTH,  /* 1-12 */
  CALENDAR_SOLAR_MONTH,  /* 1-12, Iranian and Afghan */
  CALENDAR_WEEKDAY,      /* 1 Monday - 7 Sunday */
  CALENDAR_RELATIVE_DAY, /* offset in days: -2 -1 0 1 2 */
  CALENDAR_UNIT,      /* 1 second 2 minute 3 hour 4 day 5 week 6 month 7 year 8 decade 9
                         century; 120-190 a decade by name */
  CALENDAR_DAYPART,   /* 1 dawn 2 morning 3 noon 4 afternoon 5 evening 6 night */
  CALENDAR_DIRECTION, /* -1 last, 0 this, 1 next */
  CALENDAR_EDGE,      /* 1 beginning 2 middle 3 end (of a month, year) */
  CALENDAR_ERA,       /* 1 Hijri 2 Gregorian (m) 3 before Christ */
  CALENDAR_FEAST,  /* 1 Eid al-Fitr 2 Eid al-Adha 3 Ashura 4 New Year 5 Ramadan (the month
                      word serves too) ... */
  CALENDAR_SEASON, /* 1 spring 2 summer 3 autumn 4 winter */
  CALENDAR_HEAD, /* first word of a month of two words: 1 Kanun 2 Tishrin 3 Rabi 4 Jumada
                    5 Dhu */
  CALENDAR_TAIL, /* its second: 1 first 2 second 3 Qada 4 Hijja */
  CALENDAR_UNIT_DUAL, /* two of the unit; in construct + 20 */
  CALENDAR_UNIT_PLURAL,
  CALENDAR_REPEAT, /* daily, weekly: the unit */
  CALENDAR_MATCH,  /* 1 corresponding to (another calendar's date) 2 from … on 3 in the
                      course of 4 what follows is its name */
  CALENDAR_AGE,    /* age of a person: what it counts is no time expression */
  CALENDAR_AGO     /* English "ago" */
};

struct rasid_model {
  const unsigned char *data;
  size_t size;
  file_map map;
  const allocator *alloc;
  char hash[17];
  const model_header *header;
  const model_section *sections;
  const char *strings;
  const uint32_t *form_slots, *lemma_lists, *edge_slots, *files;
  const tag_row *tag_rows;
  const form_record *forms;
  const key_record *long_keys;
  const packed_reading *readings;
  const lemma_record *lemmas;
  const frame_record *frames;
  const condition_record *conditions;
  const edge_record *edges;
  const node_record *nodes;
  const target_record *targets;
  const actor_record *actors;
  const term_record *terms;
  const role_record *roles;
  const country_record *countries;
  const place_record *places;
  const quantity_record *quantities;
  const calendar_record *calendar;
  const mode_word_record *mode_words;
  const toll_record *tolls;
  const weight_record *weights;
  const language_record *languages;
  uint32_t n[N_SECTIONS];        /* items of each section */
  uint32_t form_mask, edge_mask; /* slot_index_mask of forms and edges */
};

/* An all-zero record larger than any of the format's. */
extern const unsigned char model_zero[256];

#define MODEL_AT(type, name, field, section)                                          \
  static inline const type *model_##name(const rasid_model *m, uint32_t i) {          \
    return i < m->n[section] ? &m->field[i] : (const type *)(const void *)model_zero; \
  }
MODEL_AT(form_record, form, forms, SECTION_FORMS)
MODEL_AT(key_record, long_key, long_keys, SECTION_LONG_KEYS)
MODEL_AT(lemma_record, lemma, lemmas, SECTION_LEMMAS)
MODEL_AT(frame_record, frame, frames, SECTION_FRAMES)
MODEL_AT(condition_record, condition, conditions, SECTION_CONDITIONS)
MODEL_AT(node_record, node, nodes, SECTION_NODES)
MODEL_AT(target_record, target, targets, SECTION_TARGETS)
MODEL_AT(actor_record, actor, actors, SECTION_ACTORS)
MODEL_AT(term_record, term, terms, SECTION_TERMS)
MODEL_AT(role_record, role, roles, SECTION_ROLES)
MODEL_AT(country_record, country, countries, SECTION_COUNTRIES)
MODEL_AT(place_record, place, places, SECTION_PLACES)
MODEL_AT(quantity_record, quantity, quantities, SECTION_QUANTITIES)
MODEL_AT(calendar_record, calendar, calendar, SECTION_CALENDAR)
MODEL_AT(mode_word_record, mode_word, mode_words, SECTION_MODE_WORDS)
MODEL_AT(toll_record, toll, tolls, SECTION_TOLLS)
MODEL_AT(weight_record, weight, weights, SECTION_WEIGHTS)
#undef MODEL_AT
/* The readings of a form: the index of the first into `first`, and how many. */
static inline uint32_t model_form_readings(const rasid_model *m, uint32_t form,
                                           uint32_t *first) {
  uint32_t n = m->n[SECTION_FORMS];
  if (form >= n) return 0;
  uint32_t end = form + 1 < n ? m->forms[form + 1].first_reading : m->n[SECTION_READINGS];
  *first = m->forms[form].first_reading;
  /* more than a word can have only where the file is damaged */
  return end - *first <= FORM_MAX_READINGS ? end - *first : 0;
}
static inline reading_record model_reading(const rasid_model *m, uint32_t i) {
  static const packed_reading NONE = {0, 128u << 24};
  return reading_unpack(i < m->n[SECTION_READINGS] ? m->readings[i] : NONE);
}
static inline const char *model_string(const rasid_model *m, uint32_t offset) {
  return offset < m->n[SECTION_STRINGS] ? m->strings + offset : "";
}
static inline uint32_t model_list(const rasid_model *m, uint32_t i) {
  return i < m->n[SECTION_LEMMA_LISTS] ? m->lemma_lists[i] : 0;
}

/* Is the gloss of the lemma this, or does it begin so? Its first bytes, which the lemma
 * has, say no to nearly all. */
static inline bool gloss_is(const rasid_model *m, const lemma_record *l,
                            const char *text) {
  if (l->gloss_head[0] != text[0]) return false;
  size_t n = strlen(text), head = sizeof l->gloss_head;
  if (n < head) return memcmp(l->gloss_head, text, n + 1) == 0;
  return memcmp(l->gloss_head, text, head) == 0 &&
         strcmp(model_string(m, l->gloss), text) == 0;
}
static inline bool gloss_begins(const rasid_model *m, const lemma_record *l,
                                const char *text) {
  if (l->gloss_head[0] != text[0]) return false;
  size_t n = strlen(text), head = sizeof l->gloss_head;
  if (n <= head) return memcmp(l->gloss_head, text, n) == 0;
  return memcmp(l->gloss_head, text, head) == 0 &&
         strncmp(model_string(m, l->gloss), text, n) == 0;
}

/* The form with this folded key, or MODEL_NONE. */
uint32_t model_find_form(const rasid_model *m, word key);
/* The node reached from `node` (0 is the root) by `symbol`, or MODEL_NONE. */
uint32_t model_find_edge(const rasid_model *m, uint32_t node, uint32_t symbol);
/* Asks memory for where the edge would stand: model_find_edge comes soon. */
static inline void model_fetch_edge(const rasid_model *m, uint32_t node,
                                    uint32_t symbol) {
  PREFETCH(&m->edge_slots[slot_of(hash_pair(node, symbol), m->n[SECTION_EDGE_SLOTS])]);
}
/* Index of the country of a code, or MODEL_NONE. */
uint32_t model_find_country(const rasid_model *m, uint32_t code);
/* The learnt weight of a feature by the hash of its name; 0 where there is none. */
float model_find_weight(const rasid_model *m, uint64_t hash);
/* The key of a feature of the tagger: its name, then each of its values. */
static inline uint64_t model_tag_key(uint64_t before, const char *text, size_t size) {
  uint64_t hash = hash_bytes(text, size, 0);
  return before ? hash_pair(before, hash) : hash;
}
/* The weights of that feature, one a part of speech (TAG_ROW_WEIGHTS); NULL: none. */
const int8_t *model_find_tag_row(const rasid_model *m, uint64_t key);

/* Bytes of one item of a section. */
uint32_t model_section_item_size(unsigned section);

const char *category_name(unsigned category);
const char *mode_name(unsigned mode);
const char *status_name(unsigned status);
const char *pos_name(unsigned pos);
const char *tag_name(unsigned tag);
const char *class_name(unsigned class_bit);
int category_of_name(const char *name,
                     size_t size); /* -1 where there is none; likewise below */
int mode_of_name(const char *name, size_t size);
int status_of_name(const char *name, size_t size);
int tag_of_name(const char *name, size_t size);   /* case ignored */
int class_of_name(const char *name, size_t size); /* case ignored */
int kind_of_name(const char *name, size_t size);
/* A code of up to three capital letters packed in an integer, and back into `out` ("" for
 * 0). */
uint32_t code_pack(const char *text, size_t size);
const char *code_text(uint32_t code, char out[4]);
/* The same of three letters that are known. */
static inline uint32_t code3(const char *t) {
  return (uint32_t)t[0] << 16 | (uint32_t)t[1] << 8 | (uint32_t)t[2];
}

#endif
