/* mention.h - spans with a meaning: numbers, times, actors, places. Floor 5: knows
 * nothing of events.
 *
 * Token ranges are half-open; byte spans are finer (a proclitic may be left out of the
 * first token).
 */
#ifndef RASID_MENTION_MENTION_H
#define RASID_MENTION_MENTION_H

#include "morph/morph.h"

typedef struct mention_doc mention_doc;

/* ---- numbers (number.c) ---- */
enum number_flag {
  NUMBER_APPROX = 1, /* about, nearly */
  NUMBER_WORDS = 2,  /* written in words */
  NUMBER_ORDINAL = 4,
  NUMBER_PERCENT = 8,
  NUMBER_DECIMAL = 16,
  NUMBER_VAGUE = 32,      /* dozens, several */
  NUMBER_DUAL = 64,       /* the noun itself: qatilan, jundiyayn */
  NUMBER_NOT_COUNT = 128, /* a year, a date, an age, a page, a price, a distance, a score,
                             a phone: no count of people */
  NUMBER_ARTICLE = 256    /* written with the article: refers back («al-thalatha») */
};
typedef struct number {
  uint32_t first, last; /* tokens of the quantity phrase, bounds words included («at least
                           150» in either order), half-open */
  uint32_t core_first, core_last; /* tokens of the bare number */
  uint32_t start, end; /* bytes of first..last, without proclitics of the first word */
  int64_t low, high;   /* bounds by the codebook's table; high = -1: open */
  int64_t value; /* the stated figure (157 for "more than 157"); for vague ones low */
  uint32_t flags;
  uint32_t
      noun; /* token of the counted noun that follows (or is the dual), or MODEL_NONE */
} number;

/* ---- times (time.c) ---- */
enum time_type { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET };
typedef struct time_mention {
  uint32_t first, last, start, end;
  uint8_t type;
  bool historical;          /* more than a year before the day of writing */
  bool future;              /* after the day of writing */
  bool has_value;           /* false: there is no day to count from */
  char value[40];           /* ISO 8601 / TIMEX3, NUL-terminated */
  int32_t day_from, day_to; /* days since 1970-01-01, inclusive; INT32_MIN / INT32_MAX
                               open; only for dates and times with a value */
  bool single_day;
} time_mention;
/* An expression of time that contradicts itself and is therefore left out. */
enum time_fault_kind {
  TIME_FINE,
  TIME_NO_SUCH_DAY, /* 31 February */
  TIME_WEEKDAY,     /* the day of that date is another weekday */
  TIME_PAIR         /* the date in another calendar is another day */
};
typedef struct time_fault {
  uint32_t start, end; /* bytes */
  enum time_fault_kind kind;
} time_fault;
/* The day the report counts from. */
typedef struct time_anchor {
  bool known;
  int32_t published; /* days since 1970-01-01, INT32_MIN unknown */
  int32_t written;   /* the day of writing; INT32_MIN unknown */
  bool from_text;    /* the report's own words («today, Monday») decided it */
  uint32_t evidence_start, evidence_end; /* bytes; where from_text */
  bool from_dateline; /* published was taken from a dateline or caption of the text */
} time_anchor;

/* ---- names and phrases of the dictionaries (phrase.c) ---- */
/* The longest phrases of the trie that begin at a token, one per kind of target. */
typedef struct phrase_match {
  uint32_t node;       /* its targets */
  uint32_t last;       /* token after it */
  uint16_t proclitics; /* of the first word */
  uint8_t n_prefix;    /* letters of these */
  uint8_t n_suffix;    /* letters of a suffix pronoun on the (single) word */
  bool article;
  uint16_t types; /* a bit for each type of its targets */
} phrase_match;
#define PHRASE_TYPE(type) (1u << (type))
#define PHRASE_PLACES \
  (PHRASE_TYPE(TARGET_COUNTRY) | PHRASE_TYPE(TARGET_CAPITAL) | PHRASE_TYPE(TARGET_PLACE))
#define PHRASE_MAX_MATCHES 8
/* The phrases that begin at a token: where in mention_doc.phrases, how many, and the
 * union of their types, 0 where there are none. */
typedef struct phrase_row {
  uint32_t first;
  uint16_t n, types;
} phrase_row;
/* Fills `matches`, longest first; returns how many. */
unsigned phrase_find(const morph_doc *doc, uint32_t token_index,
                     phrase_match matches[PHRASE_MAX_MATCHES]);
/* Finds the phrases of every token once, for phrases_at. Part of time_read. */
bool phrase_read(const morph_doc *doc, mention_doc *md, arena *a);
/* The first target of `type` of the phrase, or NULL. */
const target_record *phrase_find_target(const rasid_model *model, uint32_t node,
                                        unsigned type);
static inline const target_record *phrase_target(const rasid_model *model,
                                                 const phrase_match *m, unsigned type) {
  return m->types & PHRASE_TYPE(type) ? phrase_find_target(model, m->node, type) : NULL;
}

/* ---- places (place.c) ---- */
/* What stood beside a name and made it a place, or told where it lies. */
enum place_cue {
  PLACE_CUE_HEAD = 1,        /* a head noun or direction word before it */
  PLACE_CUE_PREPOSITION = 2, /* in, near */
  PLACE_CUE_CONTAINER = 4,   /* what it lies in, behind it */
  PLACE_CUE_BEFORE = 8,      /* a place named before */
  PLACE_CUE_REPORT = 16,     /* the country the report names most */
  PLACE_CUE_NATIONALITY = 32 /* the adjective of a country behind it */
};
/* What most told the place meant from the next best of its name. */
enum place_choice {
  PLACE_CHOICE_NONE,  /* the name has no other place, or no place of the gazetteer */
  PLACE_CHOICE_ALONE, /* the others are places only behind a locative word or before their
                         container */
  PLACE_CHOICE_CLASS, /* the points of P2 */
  PLACE_CHOICE_POPULATION,
  PLACE_CHOICE_REPORT,
  PLACE_CHOICE_CONTAINER,
  PLACE_CHOICE_UNIT,
  PLACE_CHOICE_BEFORE,
  PLACE_CHOICE_TIER,
  PLACE_CHOICE_FIRST,   /* another is as good */
  PLACE_CHOICE_COUNTRY, /* a country goes before places of its name */
  PLACE_CHOICE_HEAD     /* the head noun says that the country is not meant */
};
typedef struct place_mention {
  uint32_t first, last, start, end; /* locative head («city of») included */
  uint32_t country;                 /* code, 0 unknown */
  uint32_t place; /* model index + 1; 0: only the country, or a name the gazetteer does
                     not have */
  uint32_t country_index; /* model index + 1 of a country mention, else 0 */
  uint8_t precision;      /* enum place_class */
  bool capital;           /* also stands for its government */
  bool direction;         /* «north of Iraq»: the direction word is in the span */
  uint16_t proclitics;
  uint32_t preposition; /* tag of the preposition before, or 0; clitic: TAG_NONE with
                           proclitics */
  uint32_t admin1;    /* string offset of the model: the first-level unit, for a name the
                         gazetteer lacks */
  const char *name;   /* Latin letters for a name the gazetteer lacks (arena), or NULL */
  uint32_t node;      /* of the name in the dictionaries' trie; 0 without one */
  uint32_t refers_to; /* index + 1 of the place named before that it stands for, or 0 */
  bool refers; /* «the city»: a definite noun that stands for a place named before, or for
                  the capital of a country */
  uint8_t cues;   /* enum place_cue */
  uint8_t choice; /* enum place_choice */
} place_mention;

/* ---- countries of the report (report_country.c) ---- */
typedef struct country_count {
  uint32_t code;
  int points; /* C1 */
  int scene;  /* C3: how often something is said to be there */
} country_count;

/* ---- entities: who (actor.c) ---- */
enum entity_flag {
  ENTITY_DEFINITE = 1,
  ENTITY_NAMED = 2,      /* a proper name or an entity of the dictionary */
  ENTITY_STATE = 4,      /* a country as such */
  ENTITY_CAPITAL = 8,    /* a capital: place or government */
  ENTITY_BARE = 16,      /* a bare role noun: its country comes from elsewhere */
  ENTITY_ADJECTIVE = 32, /* only a nationality adjective («the American invasion») */
  ENTITY_PLURAL = 64,
  ENTITY_FEMININE = 128,
  ENTITY_ANONYMOUS = 256,
  ENTITY_COORDINATED = 512, /* joined by wa to the entity before */
  ENTITY_SOURCE = 1024,     /* a news agency, newspaper, channel */
  ENTITY_DUAL = 2048,
  ENTITY_ARMED = 4096,
  ENTITY_COMMON = 8192 /* a common person noun without a role of its own */
};
typedef struct entity {
  uint32_t first, last, start, end; /* the head phrase, without proclitics */
  uint32_t head;                    /* token of the head word */
  uint32_t country;                 /* code, 0 unknown */
  uint32_t sectors[2];              /* codes */
  uint32_t kind;                    /* KIND_PERSON GROUP ORG PLACE */
  uint32_t flags;
  uint32_t actor;     /* model index + 1 */
  uint32_t codes_of;  /* model index + 1 of an actor named in it that is not it and gave
                         it codes («a spokesman of the Taliban»), or 0 */
  uint32_t role;      /* model index + 1 */
  uint32_t nation;    /* model country index + 1 that gave the country */
  uint32_t refers_to; /* entity index + 1 it takes its codes from */
  uint32_t also; /* entity index + 1 of a second one it stands for («both sides») */
  uint16_t proclitics; /* of the first word */
  uint8_t enclitic;    /* suffix pronoun of the head: «its forces» */
  uint8_t why;         /* enum entity_basis: where the country came from */
  uint8_t reference;   /* enum entity_reference: what gave it codes it does not bear */
  uint8_t n_namesakes; /* other actors of the dictionary with the name, at most 255 */
} entity;
enum entity_basis {
  BASIS_NONE,
  BASIS_DICTIONARY,
  BASIS_ADJECTIVE,
  BASIS_GENITIVE,
  BASIS_PREPOSITION,
  BASIS_REFERENCE,
  BASIS_POSSESSOR,
  BASIS_REPORT
};
/* The rules of reference.c. */
enum entity_reference {
  REFERENCE_NONE,
  REFERENCE_HEAD,   /* R1: an entity with the same head word */
  REFERENCE_GROUP,  /* R1: the latest group, the latest official */
  REFERENCE_SUFFIX, /* R2: whom its suffix pronoun stands for */
  REFERENCE_NAME,   /* R3: a longer name */
  REFERENCE_PLACE,  /* R4: the country of a place of the sentence */
  REFERENCE_REPORT, /* R4: the country the report is about */
  REFERENCE_ARMED,  /* R5: the armed group */
  REFERENCE_BEHIND, /* R6: whom the pronoun of a preposition behind it stands for */
  REFERENCE_BOTH,   /* R7: the two parties named last */
  REFERENCE_OFFICE, /* R9: the office beside the name */
  REFERENCE_ADDRESS /* R10: whom a form of address stands for */
};

struct mention_doc {
  ARRAY(number) numbers; /* by first token */
  ARRAY(time_mention) times;
  ARRAY(time_fault) time_faults;
  time_anchor anchor;
  uint32_t *number_at;    /* per token: index + 1 of the number that covers it, 0 none */
  uint32_t *time_at;      /* per token: index + 1 of the time that covers it */
  ARRAY(entity) entities; /* by first token */
  ARRAY(place_mention) places;
  uint32_t *entity_at; /* per token: index + 1 of the entity that covers it */
  uint32_t *place_at;
  uint8_t *english;                  /* per sentence: is it English? NULL: none is */
  uint32_t main_country;             /* the country the report names most, or 0 */
  uint32_t scene_country;            /* where what it tells happens (C3), or 0 */
  uint32_t source_country;           /* of the outlet, or 0 */
  ARRAY(phrase_match) phrases;       /* of all tokens */
  phrase_row *phrase_rows;           /* per token, and one more */
  uint64_t *with_phrase, *with_name; /* sets of tokens where a phrase begins, where one of
                                        an actor or a place does */
  ARRAY(country_count) countries;    /* named in the report, with points */
};

/* The phrases that begin at a token, longest first; returns how many. */
static inline unsigned phrases_at(const mention_doc *md, uint32_t token_index,
                                  const phrase_match **matches) {
  *matches = md->phrases.items + md->phrase_rows[token_index].first;
  return md->phrase_rows[token_index].n;
}

/* Numbers of the document, into md->numbers and md->number_at. Tokens covered by a time
 * are no numbers: call after time_read. False where the arena failed. */
bool number_read(const morph_doc *doc, mention_doc *md, arena *a);
/* «at least», «or more» at token `t`, apart from its number («25 fighters of the
 * opposition at least»); `limit`: the sentence's end. *last is set past it. */
bool number_at_least_behind(const morph_doc *doc, uint32_t t, uint32_t limit,
                            uint32_t *last);
/* A word that says that a figure is exceeded («exceeded», «more than»). */
bool number_exceeded(const morph_doc *doc, uint32_t t);
/* «some»: 2, open. */
static inline bool number_some(const number *n) {
  return n->flags & NUMBER_VAGUE && n->low == 2 && n->high < 0;
}
/* The word for number («the number of the dead»), and with a suffix pronoun: «their
 * number». */
bool number_count_word(const morph_doc *doc, uint32_t t);
bool number_of_them(const morph_doc *doc, uint32_t t);
/* Phrases, and the times of the document. `published`: days since 1970-01-01 or
 * INT32_MIN. Finds the day of writing first («today Monday», a dateline or caption with a
 * full date where nothing was published), then resolves. */
bool time_read(const morph_doc *doc, int32_t published, mention_doc *md, arena *a);

/* Counts the countries that the report names, its title twice; after phrase_read. */
bool country_count_read(const morph_doc *doc, mention_doc *md, arena *a);
void country_add(mention_doc *md, arena *a, uint32_t code, int points);
int country_points(const mention_doc *md, uint32_t code);
/* How much speaks for it that the report is about what happens there (C3). */
int country_scene(const mention_doc *md, uint32_t code);
/* The country for which most does, 0 where none is named. */
uint32_t country_of_scene(const mention_doc *md);
/* The day that terms are looked up for: that of writing, else of publication; INT32_MIN
 * unknown. */
static inline int32_t mention_day(const mention_doc *md) {
  return md->anchor.written != INT32_MIN ? md->anchor.written : md->anchor.published;
}
/* The term of an actor that holds on a day (INT32_MIN: the last one), else the nearest.
 */
const term_record *actor_term(const rasid_model *model, uint32_t actor, int32_t day);
/* Of the actors that share a name (targets of a node): the one whose country the report
 * names most. NULL where the node has none, or where several share it and the report
 * names no country of theirs. `n_namesakes` (may be NULL): how many others there are. */
const target_record *actor_of_name(const morph_doc *doc, const mention_doc *md,
                                   uint32_t node, unsigned *n_namesakes);

/* «told "al-Riyadh"», «"al-Madina" has learnt»: does the name of a place, tokens `first`
 * to `last`, stand in quotation marks of its own behind a lone li, a verb or a
 * preposition with a pronoun? It is a newspaper then. */
bool place_names_outlet(const morph_doc *doc, uint32_t first, uint32_t last);
/* «the Belgian Kingdom»: the country (index + 1) of the adjective behind a word for a
 * state, token `i`, that alone means another, `country`; 0 none. */
uint32_t place_by_adjective(const morph_doc *d, uint32_t i, const phrase_match *m,
                            uint32_t country);
/* ---- place_latin.c ---- */
/* Is a name there Arabic? Elsewhere Arabic letters stand for other sounds: waw for «o»,
 * teh and sheen for «ch». No country: taken for Arabic. */
bool place_arab_country(const rasid_model *m, uint32_t code);
/* How English writes a first word of names of places that never stands alone, whatever it
 * was read as («Umm», «Tell», «Ain»); NULL for other words. */
const char *place_opening_word(const morph_doc *d, uint32_t i);
/* The tokens in Latin letters, without the first `skip` letters; `foreign`: no Arabic. */
const char *place_latin_name(const morph_doc *d, uint32_t first, uint32_t last,
                             unsigned skip, bool foreign, arena *a);
/* The English name with what the head noun says the place is, where that belongs to the
 * name: «Jabal X», «X Gate». Towns, districts and camps go by the name alone. */
const char *place_with_kind(const morph_doc *d, uint32_t head, const char *name,
                            arena *a);

/* «on the front of X» at token `i`: of other fronts, which are organisations, nothing
 * happens «in» them. */
bool place_front(const morph_doc *d, uint32_t i);
/* P4: «in the capital Kampala»: the token of «the capital» right before the name; the
 * name's own where there is none. */
uint32_t place_capital_word(const morph_doc *d, const mention_doc *md, uint32_t first);
/* P4: «in the Ugandan capital Kampala»: the name stands as the words before it do. */
void place_as_capital(const mention_doc *md, place_mention *p);

/* The token before `i`, a quotation mark or bracket that opens between left out («the
 * town of "X"»). */
static inline uint32_t place_head_before(const morph_doc *d, uint32_t i) {
  unsigned mark = i > 1 ? d->text->tokens.items[i - 1].mark : 0;
  return i - (mark == '"' || mark == '(' ? 2u : 1u);
}
/* «the village of X» where the gazetteer has no X (place_unknown.c). */
bool place_unknown(const morph_doc *doc, const mention_doc *md, uint32_t token_index,
                   place_mention *out, arena *a);
/* Puts a place without an entry where it lies: in the container after it, in that of the
 * place before it in the sentence, or where the report is. */
void place_locate(const morph_doc *d, const mention_doc *md, place_mention *out);
/* «the city», «the country»: the place named before that it stands for. */
bool place_anaphor(const morph_doc *doc, const mention_doc *md, uint32_t token_index,
                   place_mention *out);
/* «the capital», without its name: that of the country named with it, or of the report.
 */
/* «the Turkish lands», «Libyan towns»: the country. */
bool place_territory(const morph_doc *doc, uint32_t token_index, place_mention *out);
/* The country, and the first-level unit where it is a place, that a name at token `k`
 * stands for; false where none does. */
bool place_container(const morph_doc *doc, const mention_doc *md, uint32_t k,
                     uint32_t *country, uint32_t *admin1);
bool place_capital(const morph_doc *doc, const mention_doc *md, uint32_t token_index,
                   place_mention *out);
/* Is `e` called by an adjective of several countries or of another than here («Western
 * governments», «Arab ministers», «foreign workers»)? */
bool entity_supranational(const morph_doc *doc, const entity *e);

/* The nearest entity before token `i` that a suffix pronoun (ENCLITIC_…) may stand for
 * (index + 1), or 0; only those with an index below `limit` (MODEL_NONE: all)
 * (reference.c). */
uint32_t reference_of_pronoun(const morph_doc *doc, const mention_doc *md, uint32_t i,
                              unsigned enclitic, uint32_t limit);
/* Takes the country of the owner of entity `e` (index + 1: `index`), and the side where
 * its own is open (reference.c). */
void reference_take_side(entity *e, const entity *owner, uint32_t index,
                         enum entity_reference rule);
/* The office beside a person's name without codes, entity `index` (from 1), or 0; and
 * whether the name took its codes (reference_name.c). */
uint32_t reference_office(const morph_doc *doc, const mention_doc *md, uint32_t index);
bool reference_set_off_name(const morph_doc *doc, mention_doc *md, uint32_t index);
/* Has the entity's role one of the marks (enum role_mark)? False without a role. */
static inline bool entity_role_is(const morph_doc *doc, const entity *e, uint32_t marks) {
  return e->role && model_role(doc->model, e->role - 1)->marks & marks;
}
/* Gives codes to the entities that do not bear them; part of actor_read. */
bool reference_read(const morph_doc *doc, mention_doc *md, arena *a);

/* Places, after times and numbers; then entities and what they refer to.
 * False where the arena failed. */
bool place_read(const morph_doc *doc, mention_doc *md, arena *a);
bool actor_read(const morph_doc *doc, mention_doc *md, arena *a);

/* ---- actor_english.c ---- */
/* Words that make a sentence English, if they are more than the Arabic ones. */
#define ENGLISH_MIN_WORDS 4u
/* Fills md->english; part of actor_read. False when out of memory. */
bool english_read(const morph_doc *doc, mention_doc *md, arena *a);

/* ---- calendar arithmetic (calendar.c) ---- */
int32_t calendar_days(int32_t year, int32_t month,
                      int32_t day); /* proleptic Gregorian → days since 1970-01-01 */
void calendar_date(int32_t days, int32_t *year, int32_t *month, int32_t *day);
int calendar_weekday(int32_t days); /* 1 Monday … 7 Sunday */
int calendar_month_days(int32_t year, int32_t month);
int32_t calendar_hijri_days(
    int32_t year, int32_t month,
    int32_t day); /* Umm al-Qura 1300-1600 AH, civil (tabular) outside */
int32_t calendar_solar_days(int32_t year, int32_t month,
                            int32_t day); /* Iranian solar, 33-year rule */
/* ISO "YYYY-MM-DD" (longer text: its first ten characters) → days, INT32_MIN where
 * malformed or no such day. */
int32_t calendar_parse(const char *text, size_t size);

#endif
