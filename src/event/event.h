/* event.h - what the report says happened: events, tolls, figures. Floor 7: knows no
 * output format. */
#ifndef RASID_EVENT_EVENT_H
#define RASID_EVENT_EVENT_H

#include "parse/parse.h"

#define EVENT_MAX_PARTIES 6

/* A party: an entity of the text, or codes that only a suffix, a verb's form or another
 * sentence gives. */
typedef struct party {
  uint32_t entity;     /* index + 1; 0 none: counted people, the country of a place */
  uint32_t start, end; /* bytes; start == end where no words of this sentence name it */
  uint32_t country, sector;          /* codes, resolved */
  uint32_t refers_start, refers_end; /* bytes of the antecedent; equal: none */
} party;

typedef struct event_place {
  uint32_t mention; /* place mention index + 1 */
  bool stated;      /* in the sentence; else from elsewhere in the report */
} event_place;

typedef struct event {
  uint32_t category;
  uint64_t modes;       /* bit per MODE */
  uint32_t contexts[4]; /* string offsets of the model, 0 ends */
  char cameo[8];
  uint32_t status; /* enum event_status */
  uint32_t status_start,
      status_end; /* bytes of the words the status rests on; equal: none */
  uint32_t sentence;
  uint32_t trigger;      /* token */
  uint32_t trigger_last; /* token after the trigger's words */
  uint32_t start, end;   /* bytes of the trigger without proclitics and suffix */
  uint32_t lemma;        /* model lemma */
  uint32_t frame;        /* model frame */
  party actors[EVENT_MAX_PARTIES], recipients[EVENT_MAX_PARTIES];
  uint32_t n_actors, n_recipients;
  event_place place;
  uint32_t date; /* time mention index + 1 */
  bool date_stated;
  uint32_t speech;      /* index + 1 into parse_doc.speeches */
  uint32_t same_as;     /* event index + 1 */
  float confidence;     /* 0-1 */
  bool light;           /* the noun of a light verb («carried out raids») */
  uint64_t features[4]; /* bit per named feature (weigh.c) */
  uint32_t merged;      /* candidate index + 1 that tells of the same occurrence in this
                           sentence (O1); 0: none */
  bool kept;            /* false: a candidate that was turned down */
  const char *why;      /* static: why a candidate was turned down */
} event;

enum toll_kind {
  TOLL_KILLED,
  TOLL_WOUNDED,
  TOLL_KILLED_OR_WOUNDED,
  TOLL_DETAINED,
  TOLL_ABDUCTED,
  TOLL_MISSING,
  TOLL_DISPLACED,
  N_TOLL_KINDS
};
typedef struct toll {
  uint32_t kind, sentence;
  uint32_t start, end;  /* bytes */
  uint32_t first, last; /* tokens */
  int64_t low, high;    /* high -1: open */
  bool approx;
  uint32_t status;   /* enum event_status */
  uint32_t entity;   /* victim, index + 1 */
  uint32_t side;     /* ROLE_ACTOR, ROLE_RECIPIENT or ROLE_NONE */
  uint32_t speech;   /* index + 1 */
  uint32_t part_of;  /* toll index + 1 */
  uint32_t replaces; /* toll index + 1 */
  uint32_t event;    /* event index + 1 */
  uint32_t harm;     /* token of the word of harm */
  uint32_t rule;     /* toll rule of the model, index */
} toll;

/* A count that is no toll. */
typedef struct figure {
  uint32_t number; /* index + 1 */
  uint32_t start, end;
  int64_t value, of;      /* of: -1 none («26 of 34») */
  uint32_t unit;          /* model lemma of what is counted, or 0 */
  uint32_t event, speech; /* index + 1 */
  uint32_t sentence;
} figure;

typedef struct event_doc {
  ARRAY(event)
  candidates; /* every frame tried, in text order; those with `kept` are the events */
  ARRAY(toll) tolls;
  ARRAY(figure) figures;
} event_doc;

/* Learnt weights in the order of the features (weigh.c); made once per coder. */
typedef struct weights weights;
weights *weights_new(const rasid_model *model, const allocator *alloc);
void weights_free(weights *w, const allocator *alloc);
unsigned weights_n_features(void);
const char *weights_feature_name(unsigned feature);

/* What triggers are asked, made ready once per coder (frame_index.c). */
typedef struct frame_index frame_index;
frame_index *frame_index_new(const rasid_model *model, const allocator *alloc);
void frame_index_free(frame_index *x, const allocator *alloc);

/* A lemma of a document, or the verb of one, that the condition of some frame lists. */
typedef struct listed_word {
  uint32_t token, lemma;
} listed_word;

/* A token whose chosen lemma has frames. */
typedef struct trigger_word {
  uint32_t token, first_frame, n_frames;
  uint32_t listed; /* index in event_context.listed of the first word not before it */
} trigger_word;

typedef struct event_context {
  const morph_doc *doc;
  mention_doc *md;
  const parse_doc *pd;
  const rasid_model *model;
  const weights *weights; /* NULL: no weighing */
  const frame_index *frames;
  arena *a;
  listed_word *listed;    /* by token */
  uint32_t *first_listed; /* per sentence, and one more: its first in `listed` */
  uint64_t (*lemmas)[4];  /* per sentence: lemma_bit of each of these */
  trigger_word *triggers; /* by token */
  uint32_t *harms;        /* tokens with WORD_HARM */
  uint32_t *modes;        /* tokens with WORD_MODE */
  uint32_t n_triggers, n_harms, n_modes;
  unsigned party_kinds; /* enum filler_kind: of all entities of the document */
} event_context;

/* Fills the lists of words; call before event_read. */
bool event_context_init(event_context *c);
bool event_read(const event_context *c, event_doc *ed);
const char *toll_kind_name(unsigned kind);
/* English label of a party's or entity's codes («police (Afghanistan)») into `out`. */
size_t event_label(const event_context *c, const party *p, char *out, size_t room);

#endif
