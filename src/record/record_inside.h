/* record_inside.h - a coder and the record it holds. Floor 8. */
#ifndef RASID_RECORD_RECORD_INSIDE_H
#define RASID_RECORD_RECORD_INSIDE_H

#include "event/event.h"
#include "parse/tagger.h"

typedef struct diagnostic {
  const char *code;    /* static */
  const char *message; /* in the document's arena, or static */
  uint32_t start, end; /* bytes; equal: none */
} diagnostic;

struct rasid_record {
  struct rasid_coder *coder; /* where the views of a record are allocated */
  rasid_text id, title, source, url, published; /* copies in the arena */
  const char *published_from;                   /* input, option, dateline, or NULL */
  char sha256[65];
  const char *language; /* ISO 639, "und" of a script without one, or NULL */
  text_doc text;
  morph_doc words;
  mention_doc mentions;
  parse_doc parse;
  event_doc events;
  event_context context; /* what the floors below ask of these */
  offset_map offsets;
  ARRAY(diagnostic) diagnostics;
  uint32_t *event_candidate; /* per event: its candidate */
  uint32_t *candidate_event; /* per candidate: event index + 1, 0 turned down */
  uint32_t n_events;
  uint32_t *first_toll; /* per candidate: toll index + 1 of its first toll, 0 none */
  uint32_t *next_toll;  /* per toll: toll index + 1 of the next of the same event */
  rasid_text json;
  bool coded;       /* false: it could not be coded, a diagnostic says why */
  rasid_stage last; /* the stage it was read up to (rasid_read) */
  /* What the views show, each made in the document's arena at the first question; NULL
   * before. */
  rasid_event *event_views;
  rasid_casualty *casualty_views;
  rasid_time *time_views;
  rasid_place_mention *place_views;
  rasid_actor_mention *actor_views;
  rasid_span *sentence_views;
  tag_candidate *tags; /* per token, once somebody asks for words: reading and part of
                          speech (parse/tagger.h) */
  bool tagged;         /* false: the model has no weights for these */
};

struct rasid_coder {
  const rasid_model *model;
  const allocator *alloc;
  rasid_coder_options options;
  arena document;
  morph *words;
  weights *weights;
  frame_index *frames;
  tagger *tagger; /* NULL until somebody asks for words */
  buffer json;
  rasid_record record;
};

/* Writes the record as JSON into coder->json. */
void record_write_json(struct rasid_coder *coder);

/* ---- fetch_values.c ---- */
/* Asks memory for what is told of events and places: their records in the model, and then
 * (`names`), when these are there, the strings. */
void record_fetch(const rasid_record *r, bool names);

/* ---- record_values.c: values that JSON, views and explanation all tell ---- */
uint32_t record_offset(const rasid_record *r, uint32_t byte);
/* Event index (in the output) of a candidate link (index + 1), or -1. */
int64_t record_event_of(const rasid_record *r, uint32_t candidate_plus_1);
int quad_of(unsigned category);
const char *place_precision_name(unsigned place_class);
const char *time_type_name(unsigned type);
/* "actor", "recipient", or "" */
const char *toll_side_name(unsigned role);
/* "person", "group", "org", "place", or "" */
const char *record_kind_name(unsigned kind);
/* "YYYY-MM-DD" of days since 1970-01-01 into `out`; returns its length. */
size_t record_day(int32_t day, char out[16]);
/* "data/FILE:LINE" into `out`; returns its length. */
#define RECORD_RULE_ROOM 160
size_t record_rule(const rasid_record *r, uint32_t file, uint32_t line,
                   char out[RECORD_RULE_ROOM]);
/* Names of the first modes of an event; returns how many. */
#define RECORD_MAX_MODES 4
unsigned record_modes(const event *e, const char *names[RECORD_MAX_MODES]);
/* The dictionary's actor that an entity (index + 1) is; NULL where it is none. */
const actor_record *record_actor(const rasid_record *r, uint32_t entity_plus_1);
/* An entity (index + 1; 0: none) as a party that takes the words from `start` to `end`.
 */
party record_party(const rasid_record *r, uint32_t entity_plus_1, uint32_t start,
                   uint32_t end);

/* What is told of a place; texts are "" where there is nothing to tell. */
typedef struct place_values {
  const char *name;   /* English; in the model, or `composed` */
  char composed[200]; /* "northern Iraq" */
  uint32_t country;   /* code */
  const char *admin1;
  double lat, lon; /* NaN unknown */
  int64_t geonames;
  const char *precision, *relation;
} place_values;
void record_place(const rasid_record *r, const place_mention *p, place_values *v);
/* What is told of a place of the gazetteer, which no words of the text stand for. */
void record_gazetteer_place(const rasid_record *r, const place_record *g,
                            place_values *v);

/* ---- reasons.c: why a mention is what it is, in English ---- */
#define RECORD_WHY_ROOM 400
/* Each returns the length of what it wrote. */
size_t record_place_why(const rasid_record *r, const place_mention *p,
                        char out[RECORD_WHY_ROOM]);
size_t record_actor_why(const rasid_record *r, const entity *e,
                        char out[RECORD_WHY_ROOM]);
/* The term whose codes an entity has, its own or that of an actor named in it; NULL where
 * there is none. */
const term_record *record_term(const rasid_record *r, const entity *e);
/* The i-th other place of the gazetteer that bears the name of a mention; NULL past the
 * last. */
const place_record *record_namesake(const rasid_record *r, const place_mention *p,
                                    unsigned i);

#endif
