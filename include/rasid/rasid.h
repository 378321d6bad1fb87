/* rasid.h - read news reports, write down what they say happened.
 *
 * The public interface of librasid: a model (dictionaries, read-only, shared), a coder
 * (one per thread, reused), a document (one report to code) and a record (what it says).
 *
 * Conventions, true of every declaration below:
 *   - Text is UTF-8. Lengths and offsets into text are in bytes unless a name says
 * otherwise; spans are half-open. Malformed bytes are data, never an error: each maximal
 * ill-formed run counts as one U+FFFD and is reported among the diagnostics.
 *   - A `const` pointer passed in is borrowed for the call. What a function returns
 * belongs to the handle it was asked of and is valid until the time its declaration
 * names.
 *   - A function that can fail returns a `rasid_status`; where it takes a `rasid_error
 * *`, that may be NULL.
 *   - A model may be used by any number of threads at once; a coder and its record by one
 * thread at a time.
 *   - The library never prints, exits, aborts, or touches files except to map a model.
 */
#ifndef RASID_RASID_H
#define RASID_RASID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RASID_API __attribute__((visibility("default")))
#else
#define RASID_API
#endif

/* What a call came to. */
typedef enum rasid_status {
  RASID_OK = 0,
  RASID_ERROR_MEMORY,   /* out of memory, or a document's limit was reached */
  RASID_ERROR_ARGUMENT, /* an argument makes no sense; the message says which */
  RASID_ERROR_IO, /* a file could not be read or written; the message has the path and the
                     reason */
  RASID_ERROR_FORMAT,  /* a model or dictionary is not well formed; the message has
                          file:line or the byte */
  RASID_ERROR_VERSION, /* a model of another format version */
  RASID_ERROR_LIMIT    /* input larger than a limit; the message names the limit */
} rasid_status;

/* Where a failing call says why. `offset` is a byte of the input or a line of a
 * dictionary, 0 where neither applies. `message` is English, one line, without a full
 * stop or newline, and says what, where, and what to do. */
typedef struct rasid_error {
  rasid_status status;
  uint64_t offset;
  char message[500];
} rasid_error;

/* A view of bytes; not NUL-terminated. Valid as long as what it was taken from. `data` is
 * NULL where there is nothing (as opposed to an empty text). */
typedef struct rasid_text {
  const char *data;
  size_t size;
} rasid_text;

/* The library's version, "major.minor.patch"; static. */
RASID_API const char *rasid_version(void);

/* ---- model
 * ------------------------------------------------------------------------------------------------------
 */

/* The compiled dictionaries. */
typedef struct rasid_model rasid_model;

/* Opens the model built into the library. Never touches a file. Close with
 * rasid_model_close. */
RASID_API rasid_status rasid_model_open_default(rasid_model **model, rasid_error *error);

/* Maps the model file at `path` (as `rasid model build` writes it). RASID_ERROR_IO,
 * RASID_ERROR_FORMAT, RASID_ERROR_VERSION, RASID_ERROR_MEMORY. Close with
 * rasid_model_close. */
RASID_API rasid_status rasid_model_open(const char *path, rasid_model **model,
                                        rasid_error *error);

/* Closes a model; NULL is allowed. No coder that uses it may be alive. */
RASID_API void rasid_model_close(rasid_model *model);

/* Walks over every section and checks every reference and the checksum;
 * RASID_ERROR_FORMAT names the first bad byte. */
RASID_API rasid_status rasid_model_check(const rasid_model *model, rasid_error *error);

/* The model's identity: 16 hexadecimal digits of the hash of its contents. Valid until
 * the model is closed. */
RASID_API const char *rasid_model_hash(const rasid_model *model);

/* One section of a model, for listings. `name` is static; `n_items` counts records of
 * `item_size` bytes. */
typedef struct rasid_model_section {
  const char *name;
  uint64_t offset, size;
  uint32_t item_size;
  uint64_t n_items;
} rasid_model_section;

/* Number of sections, and the i-th; false where `i` is out of range. */
RASID_API size_t rasid_model_n_sections(const rasid_model *model);
RASID_API bool rasid_model_section_at(const rasid_model *model, size_t i,
                                      rasid_model_section *section);

/* One term of an actor of the dictionaries: what it was from one day to another. Days
 * count from 1970-01-01. The texts are valid until the model is closed. */
typedef struct rasid_model_term {
  size_t index;
  rasid_text id, label; /* of the actor */
  char country[4];      /* its code, "" where there is none */
  int32_t from, to;     /* both included; INT32_MIN and INT32_MAX: open */
  int32_t checked;      /* when somebody last looked; INT32_MIN: not known */
  bool checked_month;   /* only the month is known, `checked` is its first day */
} rasid_model_term;

/* Number of terms of all actors, and the i-th; false where `i` is out of range. The terms
 * of one actor stand together. */
RASID_API size_t rasid_model_n_terms(const rasid_model *model);
RASID_API bool rasid_model_term_at(const rasid_model *model, size_t i,
                                   rasid_model_term *term);

/* Compiles the dictionaries below the folder `data` (its README has the formats) into the
 * file `path`, written beside it and renamed when whole. `report` (may be NULL) is called
 * once for each mistake with "file:line: what, and what to do"; with any mistake nothing
 * is written and the status is RASID_ERROR_FORMAT. */
RASID_API rasid_status rasid_model_build(const char *data, const char *path,
                                         void (*report)(void *context,
                                                        const char *message),
                                         void *context, rasid_error *error);

/* Why a row of a gazetteer is not in the model. */
typedef enum rasid_skip {
  RASID_SKIP_MALFORMED = 0, /* told by `notice` */
  RASID_SKIP_LANGUAGE, /* an alternate name not in Arabic, colloquial, or of the past */
  RASID_SKIP_NO_NAME,  /* no Arabic name */
  RASID_SKIP_FEATURE,  /* a road, a farm, something under the sea, ... */
  RASID_SKIP_COUNTRY,  /* a country that world/countries.tsv does not have */
  RASID_SKIP_KNOWN,    /* data/world has the place: its row wins */
  RASID_SKIP_TWICE,    /* its GeoNames id was taken already */
  RASID_SKIP_COUNTRY_NAME, /* called like a country */
  RASID_SKIP_WORD,         /* called like an ordinary word, and small */
  RASID_SKIP_NAMESAKES, /* too many places bear the name, or the place too many names */
  RASID_N_SKIPS
} rasid_skip;

/* The reason in words, as the end of a sentence that begins with a number of rows;
 * static. */
RASID_API const char *rasid_skip_name(rasid_skip skip);

/* What became of the rows of one gazetteer. The texts are valid during the call. */
typedef struct rasid_gazetteer_summary {
  const char *path;
  const char *format;  /* in words */
  uint64_t n_rows;     /* lines read */
  uint64_t n_comments; /* of them comments, empty lines and the header */
  uint64_t n_taken;    /* places of the model; of alternate names: Arabic ones */
  uint64_t n_skipped[RASID_N_SKIPS];
} rasid_gazetteer_summary;

/* Options of rasid_model_build_with. Fill with rasid_model_build_options_init, then
 * change what you need; each function may be NULL and gets `context`. */
typedef struct rasid_model_build_options {
  size_t struct_size;
  /* Paths of files with further places: GeoNames' allCountries.txt, cities500.txt or the
   * file of a country, together with its alternateNamesV2.txt; or tables
   * (data/README.md).
   */
  const char *const *gazetteers;
  size_t n_gazetteers;
  /* A mistake in the dictionaries, as rasid_model_build says it. */
  void (*report)(void *context, const char *message);
  /* A malformed row of a gazetteer, "file:line: what": it is skipped. */
  void (*notice)(void *context, const char *message);
  /* Now and then: bytes read of a gazetteer. */
  void (*progress)(void *context, const char *path, uint64_t done, uint64_t size);
  /* Once for each gazetteer, when all are read. */
  void (*summary)(void *context, const rasid_gazetteer_summary *summary);
  void *context;
} rasid_model_build_options;

RASID_API void rasid_model_build_options_init(rasid_model_build_options *options);

/* rasid_model_build with options. A file that is no gazetteer is RASID_ERROR_FORMAT, one
 * that cannot be read RASID_ERROR_IO, places of GeoNames without alternate names
 * RASID_ERROR_ARGUMENT, more than a model holds RASID_ERROR_LIMIT. */
RASID_API rasid_status rasid_model_build_with(const char *data, const char *path,
                                              const rasid_model_build_options *options,
                                              rasid_error *error);

/* ---- coder
 * ------------------------------------------------------------------------------------------------------
 */

/* How offsets in records are counted. */
typedef enum rasid_offsets {
  RASID_OFFSETS_CODEPOINTS = 0,
  RASID_OFFSETS_BYTES,
  RASID_OFFSETS_UTF16
} rasid_offsets;

/* Options of a coder. Fill with rasid_coder_options_init, then change what you need. */
typedef struct rasid_coder_options {
  size_t struct_size;
  rasid_offsets offsets;     /* unit of offsets in JSON; default code points */
  size_t max_document_bytes; /* longer documents are refused with a diagnostic; default 64
                                MiB */
  bool use_weights; /* learnt weights of the model decide doubtful events; default true */
} rasid_coder_options;

RASID_API void rasid_coder_options_init(rasid_coder_options *options);

/* The machine that codes documents, one at a time; holds all memory it needs and reuses
 * it. */
typedef struct rasid_coder rasid_coder;

/* Makes a coder over `model`, which must outlive it. `options` may be NULL. Free with
 * rasid_coder_free. */
RASID_API rasid_status rasid_coder_new(const rasid_model *model,
                                       const rasid_coder_options *options,
                                       rasid_coder **coder, rasid_error *error);
RASID_API void rasid_coder_free(rasid_coder *coder);

/* One report. Fill with rasid_document_init, then set what you have; texts are borrowed
 * for the call of rasid_code. The text coded is title, captions and text, in this order,
 * each on lines of its own; record offsets refer to it. */
typedef struct rasid_document {
  size_t struct_size;
  rasid_text id;        /* any text; copied into the ids of events */
  rasid_text title;     /* optional */
  rasid_text text;      /* the body; lines are paragraphs */
  rasid_text published; /* optional, ISO 8601 date or date-time; the day relative times
                           count from */
  rasid_text source;    /* optional: outlet */
  rasid_text url;       /* optional */
  const rasid_text *captions; /* optional */
  size_t n_captions;
  const char *published_from; /* static: "input" or "option"; NULL = "input" where
                                 published is given */
} rasid_document;

RASID_API void rasid_document_init(rasid_document *document);

/* What one document says. */
typedef struct rasid_record rasid_record;

/* Codes one document. On RASID_OK `*record` is valid until the next call on this coder or
 * its freeing. A document that is too long, or whose arena ran out, still yields a
 * record, with no events and a diagnostic that says why; only RASID_ERROR_ARGUMENT (a
 * NULL handle) and RASID_ERROR_MEMORY (not even the empty record fitted) fail. */
RASID_API rasid_status rasid_code(rasid_coder *coder, const rasid_document *document,
                                  const rasid_record **record, rasid_error *error);

/* The record as one line of JSON (docs/record.schema.json), without a newline. Valid as
 * the record. */
RASID_API rasid_text rasid_record_json(const rasid_record *record);

/* What each stage made of the document, for people: tokens, readings, mentions, phrases,
 * clauses, frames tried and why each field came out as it did. `sentence` is an index
 * from 0, or -1 for all. `write` is called with pieces of UTF-8 text that need not end
 * where a character or line ends. RASID_ERROR_ARGUMENT where a pointer is NULL, there is
 * no such sentence, or the record was only read (rasid_read). */
RASID_API rasid_status rasid_record_explain(const rasid_record *record, long sentence,
                                            void (*write)(void *context, const char *data,
                                                          size_t size),
                                            void *context, rasid_error *error);

/* Every candidate for an event with the features that the weights weigh, for fitting
 * them: a line each, in text order, of ten fields parted by tabs: the document's id
 * (control characters become blanks) · index of the sentence · start and end of the
 * trigger in the coder's offset unit · category · status · 1, or 0 where another word of
 * the sentence tells of the same occurrence (the weights have no say in that) · the rule
 * as "file:line" · confidence with four decimals · names of the features that hold,
 * joined by commas. Candidates under the threshold are among them; with
 * options.use_weights false merging sees the plain rules alone. `write` as above.
 * RASID_ERROR_ARGUMENT where a pointer is NULL. */
RASID_API rasid_status rasid_record_candidates(const rasid_record *record,
                                               void (*write)(void *context,
                                                             const char *data,
                                                             size_t size),
                                               void *context, rasid_error *error);

/* ---- views of a record; all pointers are valid as the record
 * ----------------------------------------------------- */

/* A span of the coded text, in the coder's offset unit; `text` is the words. Absent:
 * text.data NULL, start = end = 0. */
typedef struct rasid_span {
  rasid_text text;
  uint32_t start, end;
} rasid_span;

/* A party to an event. Codes are short texts, "" where unknown. */
typedef struct rasid_entity {
  rasid_span span;
  const char *country; /* ISO 3166 alpha-3 or UNO EUR IGO NGO ISM IMG MNC */
  const char *sector;  /* PLOVER sector */
  rasid_text name;     /* English name of a known entity, else absent */
  rasid_text label_en; /* English name, or one composed of role and country */
  rasid_text wikidata; /* "Q…" or absent */
} rasid_entity;

typedef struct rasid_place {
  rasid_span span;
  rasid_text name; /* English */
  const char *country;
  rasid_text admin1;     /* English, or absent */
  double lat, lon;       /* WGS 84 degrees; NaN where unknown */
  int64_t geonames;      /* GeoNames id, or 0 */
  const char *precision; /* point town admin2 admin1 country region */
  const char *basis;     /* of an event's place: stated or context; else "" */
  const char *relation;  /* "near" where what is meant lies beside it, else "" */
} rasid_place;

/* Who is credited with a statement. */
typedef struct rasid_claim {
  rasid_entity claimant; /* span absent where the report speaks in its own voice */
  const char *kind; /* said according_to denied claimed_responsibility quoted agency; ""
                       without claimant */
  bool anonymous;
} rasid_claim;

typedef struct rasid_event {
  rasid_text id;
  const char *category; /* PLOVER event type */
  const char *modes[4]; /* n_modes of them */
  size_t n_modes;
  const char *cameo;
  int quad; /* 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
               conflict */
  const char *status; /* actual negated denied planned hypothetical historical */
  uint32_t sentence;  /* index of its sentence */
  int32_t same_as;    /* index of the earlier event of the same occurrence, or -1 */
  rasid_span trigger;
  rasid_text lemma;        /* of the trigger */
  const char *contexts[4]; /* n_contexts general contexts of the codebook */
  size_t n_contexts;
  const rasid_entity *actors;
  size_t n_actors;
  const rasid_entity *recipients;
  size_t n_recipients;
  const rasid_place *place; /* NULL where not stated */
  rasid_text date;        /* ISO date, month, year or interval; absent where not stated */
  rasid_span date_span;   /* its words */
  const char *date_basis; /* stated, context, or "" without a date */
  rasid_claim claim;
  double confidence; /* 0 to 1 */
  rasid_text rule;   /* "data/FILE:LINE" of the frame */
} rasid_event;

/* A stated human toll. `high` < 0 means open. */
typedef struct rasid_casualty {
  rasid_text id;
  rasid_span span;
  const char
      *kind; /* killed wounded killed_or_wounded detained abducted missing displaced */
  int64_t low, high;
  bool approx;
  uint32_t sentence;
  int32_t event;      /* index of its event, or -1 */
  const char *status; /* as of an event */
  const char *side;   /* whose loss it is: actor, recipient, or "" */
  rasid_entity victim;
  rasid_claim claim;
  int32_t part_of, replaces; /* index of the toll it is part of or updates, or -1 */
  rasid_text rule;           /* "data/FILE:LINE" of the words of harm */
} rasid_casualty;

typedef struct rasid_time {
  rasid_span span;
  rasid_text value;        /* ISO 8601; absent where there is no day to count from */
  const char *type;        /* DATE TIME DURATION SET */
  rasid_text first, last;  /* ISO dates of its first and last day; absent where open or
                              unknown */
  rasid_text anchor;       /* the report's day, that relative times count from; absent
                              where unknown */
  const char *anchor_from; /* where that day comes from: "text" (its own words),
                              "dateline", "published", or "" */
} rasid_time;

/* A number of the text, in digits or words. */
typedef struct rasid_number {
  rasid_span span;    /* with its bounds («at least 150») */
  rasid_span counted; /* the noun it counts, or absent */
  int64_t value; /* as stated: 157 for "more than 157"; of a vague one the low bound */
  int64_t low, high;     /* bounds; high < 0: open */
  bool approx, is_count; /* is_count: false for a year, an age, a price, a score … */
  rasid_text why;        /* English: what it was read from */
} rasid_number;

/* A place that the text names, in an event or not. */
typedef struct rasid_place_mention {
  rasid_place place;         /* what it is, and its words */
  rasid_span refers_to;      /* of «the city»: the place it stands for, or absent */
  const rasid_place *rivals; /* n_rivals other places of the name, without a span */
  size_t n_rivals;
  rasid_text why; /* English: what made it a place, and this one of its name */
} rasid_place_mention;

/* Somebody whom the text names, in an event or not: a person, a group, an organisation, a
 * country that may act. */
typedef struct rasid_actor_mention {
  rasid_entity entity; /* who it is, and its words; `sector` is the first of `sectors` */
  rasid_text id;       /* of the known entity in the dictionary of actors, or absent */
  rasid_text role;     /* English: the role or title («minister»), or absent */
  const char *sectors[2]; /* PLOVER sectors, n_sectors of them; "" behind the last */
  size_t n_sectors;
  const char *kind;                 /* person group org place, or "" where unknown */
  rasid_text term_first, term_last; /* ISO dates: first and last day of the term that
                                       gave the codes: on the report's day, of the known
                                       entity or of one named in the words («a spokesman
                                       of the Taliban»); absent where open or none */
  rasid_span refers_to; /* whom its codes were taken from: of «the movement», «its
                           forces», a short name; or absent */
  rasid_text why;       /* English: what it was read from, and its codes */
} rasid_actor_mention;

/* The document's id, as in the JSON, and the day it counts from: an ISO date, absent
 * where unknown. Both absent for NULL. */
RASID_API rasid_text rasid_record_id(const rasid_record *record);
RASID_API rasid_text rasid_record_written(const rasid_record *record);

/* How many there are (0 for NULL), and the i-th; false where `i` is out of range, a
 * pointer is NULL, or the memory for the view is not to be had. */
RASID_API size_t rasid_record_n_events(const rasid_record *record);
RASID_API bool rasid_record_event(const rasid_record *record, size_t i,
                                  rasid_event *event);
RASID_API size_t rasid_record_n_casualties(const rasid_record *record);
RASID_API bool rasid_record_casualty(const rasid_record *record, size_t i,
                                     rasid_casualty *casualty);
RASID_API size_t rasid_record_n_times(const rasid_record *record);
RASID_API bool rasid_record_time(const rasid_record *record, size_t i, rasid_time *time);
RASID_API size_t rasid_record_n_numbers(const rasid_record *record);
RASID_API bool rasid_record_number(const rasid_record *record, size_t i,
                                   rasid_number *out);
/* Places in text order, those the text only refers to («the city») included. */
RASID_API size_t rasid_record_n_places(const rasid_record *record);
RASID_API bool rasid_record_place(const rasid_record *record, size_t i,
                                  rasid_place_mention *place);
/* Actors in text order; a word may be in an actor and in a place. */
RASID_API size_t rasid_record_n_actors(const rasid_record *record);
RASID_API bool rasid_record_actor(const rasid_record *record, size_t i,
                                  rasid_actor_mention *actor);
RASID_API size_t rasid_record_n_sentences(const rasid_record *record);
/* Span of sentence `i` in the coder's offset unit. */
RASID_API bool rasid_record_sentence(const rasid_record *record, size_t i,
                                     rasid_span *sentence);
/* Diagnostics: code (static) and English message. */
RASID_API size_t rasid_record_n_diagnostics(const rasid_record *record);
RASID_API bool rasid_record_diagnostic(const rasid_record *record, size_t i,
                                       rasid_text *code, rasid_text *message);

/* ---- words
 * -------------------------------------------------------------------------------------------------------
 */

/* One token as the sentence reads it. Texts are absent where there is nothing to tell. */
typedef struct rasid_word {
  rasid_span span;
  uint32_t sentence;   /* index of its sentence */
  bool known;          /* read from the dictionaries; false: guessed by its shape */
  uint32_t n_readings; /* how many there were to choose from; 0: no word */
  rasid_text segments; /* the word cut at its clitics, joined by '+': the pieces of
                          span.text, vowel signs and tatweel included */
  rasid_text lemma;    /* dictionary form; of unknown words the stem as written */
  rasid_text root;
  const char *pos;  /* noun name adj nisba verb part_act part_pass masdar num prep conj
                       sub rel dem pron part adv interrog interj time foreign; number
                       punct symbol url for what is no word */
  const char *upos; /* Universal Dependencies: NOUN PROPN ADJ VERB NUM ADP … */
  rasid_text feats; /* Universal Dependencies: "Aspect=Perf|Gender=Masc|…" */
  rasid_text gloss; /* English */
} rasid_word;

/* Every token of the record's text in order, punctuation included. As the views above. */
RASID_API size_t rasid_record_n_words(const rasid_record *record);
RASID_API bool rasid_record_word(const rasid_record *record, size_t i, rasid_word *word);

/* ---- incidents: what happened, told by many reports
 * --------------------------------------------------------------- */

/* What one report says, from a record or read back from its JSON. Fill with
 * rasid_report_init; everything is borrowed for the call. `same_as` of an event and the
 * links of a toll are indices in these arrays. */
typedef struct rasid_report {
  size_t struct_size;
  rasid_text id;                 /* names the report in incidents */
  rasid_text source;             /* outlet, or absent */
  rasid_text published, written; /* ISO dates, or absent */
  const rasid_event *events;
  size_t n_events;
  const rasid_casualty *casualties;
  size_t n_casualties;
  rasid_text text; /* what it says, for comparing its wording; absent: unknown */
} rasid_report;

RASID_API void rasid_report_init(rasid_report *report);

/* Reports joined by the occurrences they tell of: attacks with attacks, protests with
 * protests. Belongs to one thread at a time. */
typedef struct rasid_incidents rasid_incidents;

/* An empty set. RASID_ERROR_MEMORY. Free with rasid_incidents_free. */
RASID_API rasid_status rasid_incidents_new(rasid_incidents **set, rasid_error *error);
RASID_API void rasid_incidents_free(rasid_incidents *set);

/* Takes what a report tells of. rasid_incidents_add_record takes the events and tolls
 * from a record, the rest from the document it was coded from. RASID_ERROR_MEMORY,
 * RASID_ERROR_ARGUMENT. */
RASID_API rasid_status rasid_incidents_add(rasid_incidents *set,
                                           const rasid_report *report,
                                           rasid_error *error);
RASID_API rasid_status rasid_incidents_add_record(rasid_incidents *set,
                                                  const rasid_document *document,
                                                  const rasid_record *record,
                                                  rasid_error *error);

/* Joins what was added since the last joining, in the order of publication: each
 * occurrence joins the incident it is most like, or begins one. What names too little to
 * begin an incident waits, up to two weeks, for one that it can join. Incidents keep
 * their ids. RASID_ERROR_MEMORY: what was joined so far is. */
RASID_API rasid_status rasid_incidents_join(rasid_incidents *set, rasid_error *error);

/* A figure that a report states of an incident. */
typedef struct rasid_incident_claim {
  rasid_text report, source, published; /* of the report */
  const char *kind;  /* killed wounded killed_or_wounded killed_attackers */
  int64_t low, high; /* high < 0: open */
  bool approx, anonymous;
  rasid_text text;              /* its words in the report */
  rasid_text claimant;          /* who is credited, or absent */
  const char *country, *sector; /* of the claimant */
  rasid_text claim_kind;        /* as of an event, or absent */
} rasid_incident_claim;

/* Who acted in an incident or suffered from it, by how many of its events. */
typedef struct rasid_incident_side {
  const char *country, *sector;
  rasid_text label_en;
  uint32_t n_events;
  /* Of one that acts: events of which it says itself that it did, by a claim of
   * responsibility or through one of its own, and of which somebody else says so. */
  uint32_t n_claimed, n_blamed;
} rasid_incident_side;

/* One incident. Everything is valid until the next report is added, or joining. */
typedef struct rasid_incident {
  rasid_text id;        /* "i0", "i1", … in the order of their beginning; of one that
                           has a key (below), "i" and the key */
  const char *category; /* PLOVER event type */
  const char *modes[8]; /* n_modes of them */
  size_t n_modes;
  rasid_text date; /* ISO date, absent where nobody says */
  bool has_place;
  rasid_place place;                              /* without a span */
  const rasid_incident_side *actors, *recipients; /* most often named first */
  size_t n_actors, n_recipients;
  const rasid_text *reports; /* ids, in the order they were added */
  size_t n_reports;
  const rasid_incident_claim *claims;
  size_t n_claims;
} rasid_incident;

/* How many there are (0 for NULL), and the i-th; false where `i` is out of range, a
 * pointer is NULL, or memory is not to be had. */
RASID_API size_t rasid_incidents_n(const rasid_incidents *set);
RASID_API bool rasid_incidents_at(rasid_incidents *set, size_t i,
                                  rasid_incident *incident);

/* ---- incidents that are kept elsewhere, and grow: a caller that remembers which episode
 * is in which incident puts that back, adds new reports, joins, and asks what became of
 * them. It knows incidents by keys of its own, numbers other than 0. ---- */

/* Takes a report that was joined before. `keys` has for each of its events the key of the
 * incident that the event was in, 0 of none: its episode then waits, as one that was
 * added earlier. Nothing of it is moved but what waits. Errors as rasid_incidents_add. */
RASID_API rasid_status rasid_incidents_add_joined(rasid_incidents *set,
                                                  const rasid_report *report,
                                                  const int64_t *keys,
                                                  rasid_error *error);

/* The key of the i-th incident, 0 where it has none yet: it began by joining. */
RASID_API int64_t rasid_incidents_key(const rasid_incidents *set, size_t i);
RASID_API void rasid_incidents_set_key(rasid_incidents *set, size_t i, int64_t key);

/* What a report tells of one occurrence. */
typedef struct rasid_incident_episode {
  size_t report; /* index, in the order reports were added */
  const char *category;
  const uint32_t *events; /* n_events indices in the report */
  size_t n_events;
  size_t incident; /* index of its incident, SIZE_MAX: it waits for one */
  bool moved;      /* joining put it there */
} rasid_incident_episode;

/* Episodes of all reports, those of a report together; valid as the set. */
RASID_API size_t rasid_incidents_n_episodes(const rasid_incidents *set);
RASID_API bool rasid_incidents_episode(const rasid_incidents *set, size_t i,
                                       rasid_incident_episode *episode);

/* ---- incidents joined in blocks: sets that each hold a part of the episodes come to the
 * incidents of one set that holds all, where every episode is in the set that has the
 * incident it is most like. An episode *asks* in the sets it is not in, and goes where
 * more speaks for it, until none has to go (docs/incidents.md). ---- */

/* What an episode does when its turn comes. */
typedef enum rasid_incident_turn {
  RASID_TURN_JOINS = 0, /* joins or begins an incident: as ever */
  RASID_TURN_ASKS,      /* is compared, and leaves everything as it is */
  RASID_TURN_PASSES     /* does nothing */
} rasid_incident_turn;

/* Sets the turn of the i-th episode, which was not joined yet. */
RASID_API void rasid_incidents_set_turn(rasid_incidents *set, size_t i,
                                        rasid_incident_turn turn);

/* What its turn came to. */
typedef struct rasid_incident_answer {
  size_t incident; /* the incident it was most like, SIZE_MAX: it was like none */
  size_t founder;  /* the episode that began that incident; of those it is equally like
                      the one that began last counts */
  double points;   /* how much it is like it */
} rasid_incident_answer;

/* False where `i` is out of range. */
RASID_API bool rasid_incidents_answer(const rasid_incidents *set, size_t i,
                                      rasid_incident_answer *answer);

/* What blocks are made by, of an episode. Days are counted since 1970-01-01, INT32_MIN
 * where none is known. */
typedef struct rasid_incident_facts {
  bool founds;                 /* it may begin an incident, else it only joins one */
  int32_t published;           /* when its turn comes: those that found go first */
  int32_t day;                 /* on which most of its events are */
  int32_t first_day, last_day; /* of all its days and of its publication */
  const rasid_place *places;   /* without spans, the one where most events are first */
  size_t n_places;
} rasid_incident_facts;

/* Of the i-th episode, which was not joined yet; valid until the next call but this on
 * the set. False where there is none, or memory is not to be had. */
RASID_API bool rasid_incidents_facts(rasid_incidents *set, size_t i,
                                     rasid_incident_facts *facts);

/* What a block holds, of all its episodes together. */
typedef struct rasid_incident_block {
  const rasid_place *places;
  size_t n_places;
  bool nowhere;                /* an episode without a place began an incident */
  int32_t first_day, last_day; /* INT32_MIN: the day of one is not known */
} rasid_incident_block;

/* Whether the episode is like no incident that can be made of the block's episodes, so
 * that it need not ask there. A pure function. */
RASID_API bool rasid_incident_apart(const rasid_incident_facts *episode,
                                    const rasid_incident_block *block);

/* The toll that the k-th claim of the i-th incident comes from (of a sum the first):
 * index of its report, in the order reports were added, and of the toll in that. False
 * where there is no such claim. */
RASID_API bool rasid_incidents_claim_toll(rasid_incidents *set, size_t i, size_t k,
                                          size_t *report, uint32_t *casualty);

/* How the figures that reports state become one (docs/incidents.md has each rule and its
 * source). */
typedef enum rasid_toll_rule {
  RASID_TOLL_BOUNDS = 0,      /* the codebook's bounds */
  RASID_TOLL_CONSERVATIVE,    /* the lowest figure that is stated */
  RASID_TOLL_UCDP,            /* the latest of the most credible claimants */
  RASID_TOLL_LATEST_OFFICIAL, /* the latest of a state or health body */
  RASID_N_TOLL_RULES
} rasid_toll_rule;

/* "bounds", "conservative", "ucdp", "latest-official"; NULL for any other value. */
RASID_API const char *rasid_toll_rule_name(rasid_toll_rule rule);
/* The rule of that name; false where there is none. */
RASID_API bool rasid_toll_rule_by_name(const char *name, rasid_toll_rule *rule);

/* A toll of an incident; -1: nobody says. */
typedef struct rasid_toll {
  int64_t low, best, high; /* high -1 with low >= 0: open */
} rasid_toll;

/* The toll of kind `kind` (as of a claim) by a rule: a pure function
 * of the claims. */
RASID_API rasid_toll rasid_incident_toll(const rasid_incident_claim *claims, size_t n,
                                         const char *kind, rasid_toll_rule rule);

/* ---- measuring
 * ---------------------------------------------------------------------------------------------------
 */

/* The stages of coding, in order. */
typedef enum rasid_stage {
  RASID_STAGE_FLOOR = 0, /* decode, pack, look up every word: no more */
  RASID_STAGE_TEXT,
  RASID_STAGE_MORPH,
  RASID_STAGE_TIMES,
  RASID_STAGE_NUMBERS,
  RASID_STAGE_PLACES,
  RASID_STAGE_ACTORS,
  RASID_STAGE_PARSE,
  RASID_STAGE_EVENT,
  RASID_STAGE_RECORD,
  RASID_N_STAGES
} rasid_stage;

/* Reads a document up to and including stage `last` and no further, as rasid_code does
 * and with the same errors. The record has sentences from RASID_STAGE_TEXT on, words from
 * RASID_STAGE_MORPH, times from RASID_STAGE_TIMES, numbers from RASID_STAGE_NUMBERS,
 * places from RASID_STAGE_PLACES, actors from RASID_STAGE_ACTORS, events and tolls from
 * RASID_STAGE_EVENT; its JSON is absent. RASID_STAGE_FLOOR is RASID_ERROR_ARGUMENT. */
RASID_API rasid_status rasid_read(rasid_coder *coder, const rasid_document *document,
                                  rasid_stage last, const rasid_record **record,
                                  rasid_error *error);

/* Runs the stages up to and including `last` on one document and throws the result away
 * (for benchmarks); adds the number of word tokens to `*n_words`. RASID_STAGE_FLOOR runs
 * the bare loop alone. */
RASID_API rasid_status rasid_coder_run(rasid_coder *coder, const rasid_document *document,
                                       rasid_stage last, uint64_t *n_words);

#ifdef __cplusplus
}
#endif
#endif
