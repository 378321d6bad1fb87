/* format.h - the compiled dictionaries: one file of sections, offsets instead of
 * pointers.
 *
 * Layout: `model_header`, `N_SECTIONS` × `model_section`, then the sections, each aligned
 * to 64 bytes. All numbers are little-endian. Records refer to each other by index, to
 * strings by byte offset into SECTION_STRINGS (NUL-terminated; offset 0 is the empty
 * string). Index 0 of LEMMAS is the unknown word. The structs here are the format:
 * changing one means raising MODEL_FORMAT.
 */
#ifndef RASID_MODEL_FORMAT_H
#define RASID_MODEL_FORMAT_H

#include <stdint.h>

#define MODEL_MAGIC 0x3144495341523150u
#define MODEL_FORMAT 9u
#define MODEL_NONE 0xFFFFFFFFu

enum model_section_id {
  SECTION_STRINGS,
  SECTION_FORM_SLOTS,  /* uint32_t: a slot for a form, open addressing by hash_pair of the
                          key */
  SECTION_FORMS,       /* form_record */
  SECTION_LONG_KEYS,   /* key_record */
  SECTION_READINGS,    /* packed_reading */
  SECTION_LEMMAS,      /* lemma_record */
  SECTION_FRAMES,      /* frame_record, sorted by lemma */
  SECTION_CONDITIONS,  /* condition_record */
  SECTION_LEMMA_LISTS, /* uint32_t lemma indexes, for conditions and tails of multiword
                          triggers */
  SECTION_EDGE_SLOTS,  /* uint32_t: a slot for an edge, by hash_pair(node, symbol) */
  SECTION_EDGES,       /* edge_record: the phrase trie */
  SECTION_NODES,       /* node_record */
  SECTION_TARGETS,     /* target_record */
  SECTION_ACTORS,      /* actor_record */
  SECTION_TERMS,       /* term_record */
  SECTION_ROLES,       /* role_record */
  SECTION_COUNTRIES,   /* country_record */
  SECTION_PLACES,      /* place_record */
  SECTION_QUANTITIES,  /* quantity_record: number words */
  SECTION_CALENDAR,    /* calendar_record: time words */
  SECTION_MODE_WORDS,  /* mode_word_record, sorted by lemma */
  SECTION_TOLLS,       /* toll_record, sorted by lemma: words of harm */
  SECTION_WEIGHTS,     /* weight_record, sorted by hash */
  SECTION_LANGUAGES,   /* language_record, sorted by hash */
  SECTION_FILES,       /* uint32_t string offsets: dictionary file names for rules */
  SECTION_TAG_ROWS,    /* tag_row: a slot for each feature of the tagger, by its hash */
  N_SECTIONS
};

typedef struct model_header {
  uint64_t magic;
  uint32_t format, n_sections;
  uint64_t size;     /* of the whole file */
  uint64_t checksum; /* hash_bytes of everything after the header, seed MODEL_FORMAT */
} model_header;

typedef struct model_section {
  uint64_t offset, size;
  uint32_t item_size, reserved;
} model_section;

/* ---- words ---- */
enum form_flag {
  FORM_STARTS_PHRASE = 1, /* first word of a phrase of the trie */
  FORM_IN_PHRASE = 2,
  FORM_NOMINAL = 4, /* has a reading that may bear the article */
  FORM_LONG = 8     /* the key stands in SECTION_LONG_KEYS */
};
/* The key of a form of ten letters or fewer is 60 bits, those of the folded key
 * (text/letters.h); with FORM_LONG it is the index of a key_record. Its readings end
 * where those of the next form begin, those of the last with the section. */
typedef struct form_record {
  uint32_t key_low;
  uint32_t key_high; /* 28 bits; 28-31 flags */
  uint32_t first_reading;
} form_record;
#define FORM_KEY_BITS 60
#define FORM_MAX_READINGS 0xFFFFu
static inline form_record form_pack(uint64_t key, unsigned flags,
                                    uint32_t first_reading) {
  return (form_record){(uint32_t)key, (uint32_t)(key >> 32) | (uint32_t)flags << 28,
                       first_reading};
}
static inline uint64_t form_key(const form_record *f) {
  return f->key_low | (uint64_t)(f->key_high & 0xFFFFFFFu) << 32;
}
static inline unsigned form_flags(const form_record *f) {
  return f->key_high >> 28;
}
/* The key of a form of more than ten letters or of another script. */
typedef struct key_record {
  uint64_t lo, hi;
} key_record;

/* A reading of a form; in the file it is packed. */
typedef struct reading_record {
  uint32_t lemma;
  uint32_t features;  /* model/features.h */
  uint16_t fold_bits; /* word_fold_bits of the form as the dictionary writes it */
  int16_t prior;      /* added to the score of the reading; -128 to 127 */
} reading_record;
typedef struct packed_reading {
  uint32_t lemma;    /* bits 0-23; 24-27 fold_bits */
  uint32_t features; /* bits 0-23; 24-31 prior + 128 */
} packed_reading;
#define READING_MAX_LEMMAS (1u << 24)
static inline packed_reading reading_pack(reading_record r) {
  int prior = r.prior < -128 ? -128 : r.prior > 127 ? 127 : r.prior;
  return (packed_reading){r.lemma | (uint32_t)(r.fold_bits & 15u) << 24,
                          (r.features & 0xFFFFFFu) | (uint32_t)(prior + 128) << 24};
}
static inline reading_record reading_unpack(packed_reading p) {
  return (reading_record){p.lemma & 0xFFFFFFu, p.features & 0xFFFFFFu,
                          (uint16_t)(p.lemma >> 24 & 15u),
                          (int16_t)((int)(p.features >> 24) - 128)};
}

enum lemma_kind {
  KIND_NONE,
  KIND_PERSON,
  KIND_GROUP,
  KIND_ORG,
  KIND_PLACE,
  KIND_FACILITY,
  KIND_WEAPON,
  KIND_VEHICLE,
  KIND_EVENT,
  KIND_TIME,
  KIND_QUANTITY,
  KIND_BODY,
  KIND_OBJECT,
  KIND_ABSTRACT,
  KIND_DOCUMENT,
  KIND_ANIMAL,
  KIND_MONEY,
  N_KINDS
};
enum lemma_flag {
  LEMMA_TRANSITIVE = 1,
  LEMMA_INTRANSITIVE = 2,
  LEMMA_FEMININE = 4,
  LEMMA_OF_LIGHT = 8 /* no verb, but of one of the class LIGHT: «the launching of» */
};

typedef struct lemma_record {
  uint32_t text, root, gloss;
  uint32_t verb; /* lemma of the verb a masdar or participle is of, or the lemma itself */
  uint64_t classes;     /* bit per CLASS of tags.inc */
  uint32_t first_frame; /* frames of this lemma */
  uint16_t n_frames;
  uint8_t pos, kind;
  uint8_t flags;
  uint8_t tag;         /* enum word_tag, 0 none */
  uint8_t verb_form;   /* verbs: the form, 1-10, 11 Q1, 12 Q2, 14 Q4 */
  uint8_t common;      /* binary logarithm of its count in news text, 0 rare */
  uint16_t quantity;   /* index + 1; none of these sections has LEMMA_MAX_LINKS items */
  uint16_t calendar;   /* index + 1 */
  uint16_t country;    /* index + 1, nationality words */
  uint16_t mode_words; /* first index + 1 in SECTION_MODE_WORDS */
  uint16_t role;       /* index + 1: the single-word role of this lemma */
  uint16_t first_toll; /* toll records of this lemma: first index + 1 */
  char gloss_head[8];  /* the first bytes of the gloss, zeros behind its end */
} lemma_record;
#define LEMMA_MAX_LINKS 0xFFFFu

/* ---- frames ---- */
enum category {
  CATEGORY_AGREE,
  CATEGORY_CONSULT,
  CATEGORY_SUPPORT,
  CATEGORY_CONCEDE,
  CATEGORY_COOPERATE,
  CATEGORY_AID,
  CATEGORY_RETREAT,
  CATEGORY_REQUEST,
  CATEGORY_ACCUSE,
  CATEGORY_REJECT,
  CATEGORY_THREATEN,
  CATEGORY_PROTEST,
  CATEGORY_SANCTION,
  CATEGORY_MOBILIZE,
  CATEGORY_COERCE,
  CATEGORY_ASSAULT,
  N_CATEGORIES
};
enum event_status {
  STATUS_ACTUAL,
  STATUS_NEGATED,
  STATUS_DENIED,
  STATUS_PLANNED,
  STATUS_HYPOTHETICAL,
  STATUS_HISTORICAL,
  N_STATUS
};

/* Slots of a frame: three of grammar, then prepositions by their tag (SLOT_PREP + enum
 * word_tag) and the clitic ones. */
enum frame_slot {
  SLOT_NONE,
  SLOT_SUBJECT,
  SLOT_OBJECT,
  SLOT_GENITIVE,
  SLOT_ADJECTIVE,
  SLOT_LI,
  SLOT_BI,
  SLOT_KA,
  SLOT_PREP
};
enum frame_role {
  ROLE_NONE,
  ROLE_ACTOR,
  ROLE_RECIPIENT,
  ROLE_BOTH,
  ROLE_ACTOR_OR_RECIPIENT
};
#define FRAME_MAX_SLOTS 12

typedef struct frame_record {
  uint32_t lemma;
  uint8_t pos; /* 'v' 'n' 'a' */
  uint8_t category;
  uint8_t status; /* enum event_status, STATUS_ACTUAL: not forced */
  uint8_t n_slots;
  uint64_t modes; /* bit per MODE of tables.inc */
  char cameo[8];
  struct {
    uint8_t slot, role;
  } slots[FRAME_MAX_SLOTS];
  uint32_t first_condition;
  uint16_t n_conditions;
  uint16_t n_tail;     /* further words of a multiword trigger */
  uint32_t first_tail; /* in SECTION_LEMMA_LISTS */
  uint32_t file, line;
} frame_record;

enum condition_kind {
  CONDITION_FILLER,
  CONDITION_WITH,
  CONDITION_NOT,
  CONDITION_NEEDS,
  CONDITION_OBJECT,
  CONDITION_PREP,
  CONDITION_NEGATED /* the trigger is negated: not to allow is to refuse */
};
enum filler_kind {
  FILLER_PERSON = 1,
  FILLER_GROUP = 2,
  FILLER_ORG = 4,
  FILLER_PLACE = 8,
  FILLER_ARMED = 16,
  FILLER_STATE = 32,
  FILLER_THING = 64
};
typedef struct condition_record {
  uint8_t kind, slot;
  uint16_t mask;     /* of enum filler_kind */
  uint32_t first, n; /* lemma list */
  uint64_t bits[4];  /* a bit for the hash of each lemma of the list (lemma_bit) */
} condition_record;
/* Which of 256 bits stands for a lemma where sets of lemmas are compared at once. */
static inline unsigned lemma_bit(uint32_t lemma) {
  return (unsigned)((lemma * 0x9E3779B1u) >> 24);
}

/* ---- hash slots ----
 * 0: empty; else index + 1 in the low bits and above them some bits of the hash that the
 * place in the table does not tell, so that most of what is not there is turned down
 * without a look at the items. */
#define SLOT_INDEX_BITS 22 /* at least; as many more as the items need */
/* The bits of a slot that hold the index, in a table of `n` items. */
static inline uint32_t slot_index_mask(uint32_t n) {
  uint32_t mask = (1u << SLOT_INDEX_BITS) - 1;
  while (mask <= n && mask != UINT32_MAX) mask = mask << 1 | 1u;
  return mask;
}
static inline uint32_t slot_tag(uint64_t hash, uint32_t mask) {
  return (uint32_t)(hash >> 32) & ~mask;
}
/* The first place of a hash in a table of `n` slots; the next ones follow, and behind the
 * last comes the first. */
static inline uint32_t slot_of(uint64_t hash, uint32_t n) {
  return (uint32_t)((uint64_t)(uint32_t)hash * n >> 32);
}

/* ---- phrases ---- */
enum edge_flag { EDGE_AL_REQUIRED = 1, EDGE_AL_FORBIDDEN = 2 };
/* Every node but the root has one edge that leads to it: edge i leads to node i + 1. */
typedef struct edge_record {
  uint32_t node, symbol;
} edge_record;
#define SYMBOL_MAX_FORMS (1u << 28)
/* Symbols of edges: form × 16 + proclitic of the word inside the phrase (0 none, 4 wa, 8
 * bi, 12 li) + article (0 any, 1 with, 2 without). */
enum {
  SYMBOL_AL_ANY = 0,
  SYMBOL_AL = 1,
  SYMBOL_NO_AL = 2,
  SYMBOL_WA = 4,
  SYMBOL_BI = 8,
  SYMBOL_LI = 12
};
typedef struct node_record {
  uint32_t first_target;
  uint16_t n_targets;
  uint16_t types;   /* a bit for each type of its targets */
  uint64_t follows; /* follow_bit of the form of every edge; 0: the phrase ends here */
} node_record;
/* Which of 64 bits stands for a form where the words that may follow are compared at
 * once. */
static inline uint64_t follow_bit(uint32_t form) {
  return (uint64_t)1 << ((form * 0x9E3779B1u) >> 26);
}
enum target_type {
  TARGET_ACTOR,
  TARGET_ROLE,
  TARGET_COUNTRY,
  TARGET_CAPITAL,
  TARGET_PLACE,
  TARGET_NISBA
};
typedef struct target_record {
  uint32_t type, index;
} target_record;

/* ---- world ---- */
/* Codes of up to three letters packed in an integer, first letter in the high byte of
 * three; 0 none. */
typedef struct actor_record {
  uint32_t id, label, wikidata;
  uint32_t kind; /* KIND_PERSON GROUP ORG */
  uint32_t first_term, n_terms;
} actor_record;
typedef struct term_record {
  int32_t from, to; /* days since 1970-01-01; INT32_MIN, INT32_MAX open */
  uint32_t country;
  uint32_t sectors[2];
  uint16_t checked;       /* day of the last check since 1970-01-01; 0 not known */
  uint16_t checked_month; /* 1: only its month is known, and `checked` is the first */
} term_record;
/* What the English label of a role holds, for rules that ask (build_world.c). */
enum role_mark {
  ROLE_COUNTERPART = 1,
  ROLE_HOME_GROWN = 2, /* rebels, putschists, militias: of a country */
  ROLE_STATELESS = 4,  /* tourists, terrorist groups and organisations: of none */
  ROLE_REPRESENTATIVE = 8,
  ROLE_SUPPORT = 16,
  ROLE_ENVOY = 32, /* ambassadors and envoys */
  ROLE_STATE = 64,
  ROLE_LEADER = 128,
  ROLE_PUBLIC =
      256 /* authorities, committees, directors general: of the state by default */
};
typedef struct role_record {
  uint32_t label, kind, text;
  uint32_t sectors[2];
  uint32_t marks; /* enum role_mark */
} role_record;
typedef struct country_record {
  uint32_t code, name, capital, place; /* place: index + 1 of the capital */
  double lat, lon;
  uint32_t arabic; /* 1: names of places there are Arabic */
  uint32_t zero;
} country_record;
enum place_class {
  PLACE_COUNTRY,
  PLACE_ADMIN1,
  PLACE_ADMIN2,
  PLACE_TOWN,
  PLACE_POINT,
  PLACE_REGION
};
typedef struct place_record {
  int64_t geonames;
  double lat, lon;
  uint32_t name, country, admin1;
  uint32_t population;
  uint8_t place_class, tier; /* tier 'A' or 'B' */
  uint16_t reserved;
  uint32_t reserved2;
} place_record;

/* ---- numbers and calendar ---- */
typedef struct quantity_record {
  int64_t value;
  uint32_t lemma;
  uint32_t kind; /* enum quantity_kind */
} quantity_record;
typedef struct calendar_record {
  int32_t value;
  uint32_t lemma;
  uint32_t kind; /* enum calendar_kind */
  uint32_t reserved;
} calendar_record;

typedef struct mode_word_record {
  uint32_t lemma;
  uint32_t category; /* N_CATEGORIES: a context */
  uint32_t mode;     /* mode or context index */
} mode_word_record;
/* Where the victims of a word of harm stand. */
enum toll_slot {
  TOLL_SLOT_NONE,
  TOLL_SLOT_OBJECT,
  TOLL_SLOT_SUBJECT,
  TOLL_SLOT_GENITIVE,
  TOLL_SLOT_SELF,
  TOLL_SLOT_PREPOSITION,
  TOLL_SLOT_FALL, /* subject, unless that is a word of harm itself («fell: 12 dead») */
  TOLL_SLOT_COUNTABLE, /* the plural or numbered noun itself («no injuries») */
  TOLL_SLOT_TALLY,     /* the number that a tally reaches */
  TOLL_SLOT_LINK,      /* joins a further quantity: «in addition to» */
  TOLL_SLOT_COUNTED,   /* the word itself, where a figure counts it («300 refugees») */
  TOLL_SLOT_ON         /* what «ala» governs («made an end of dozens») */
};
typedef struct toll_record {
  uint32_t lemma;
  uint8_t pos;  /* 'v' 'n' */
  uint8_t kind; /* enum toll_kind of event/event.h */
  uint8_t slot, reserved;
  uint32_t file, line;
  uint32_t tail; /* lemma that must stand within the next words, or 0 */
} toll_record;
typedef struct weight_record {
  uint64_t hash; /* hash_bytes of the feature's name, seed 0 */
  float weight;
  uint32_t name;
} weight_record;
/* The weights of a feature of parse/tagger.h for each part of speech, in the order of
 * enum upos. */
#define TAG_ROW_WEIGHTS 11
typedef struct tag_row {
  uint32_t check; /* high half of the feature's key, never 0; 0: an empty slot */
  int8_t weights[TAG_ROW_WEIGHTS + 1];
} tag_row;
static inline uint32_t tag_row_check(uint64_t key) {
  return (uint32_t)(key >> 32) | 1u;
}

/* ---- languages ---- */
enum language_id {
#define LANGUAGE(id, code, name) LANGUAGE_##id,
#include "model/languages.inc"
#undef LANGUAGE
  N_LANGUAGES
};
enum language_kind { LANGUAGE_WORD = 1, LANGUAGE_LETTER };
/* A word or letter that speaks for a language; in several lines where for several. */
typedef struct language_record {
  uint64_t hash; /* hash_bytes of its key (language_key), seeded by its kind */
  uint8_t language, kind;
  uint16_t weight; /* in hundredths */
  uint32_t reserved;
} language_record;

#endif
