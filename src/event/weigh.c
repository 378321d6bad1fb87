/* weigh.c - is this candidate an event? Named features with learnt weights; without
 * weights a few plain rules.
 *
 * The score is a logistic model: a bias and a weight for every feature, each for all
 * categories, for the four classes of them, and for the candidate's own where there is
 * enough to learn from, and two for a trigger word that enough reports have: one of it
 * anywhere, one of it where its sentence told of its category before. Weights are data
 * (data/weights.tsv), fitted by tools/fit_weights.py; no feature names a document or a
 * rare word.
 */
#include "event/weigh.h"

#include <math.h>
#include <stdio.h>

static const char *const FEATURE_NAMES[N_FEATURES] = {
#define FEATURE(id, name) name,
#include "event/weigh_features.inc"
#undef FEATURE
};
_Static_assert(N_FEATURES <= 256, "event.features holds 256 bits");

/* Categories that share weights: verbal and material cooperation, verbal and material
 * conflict. */
static const char *const QUADS[N_CATEGORIES] = {"Q1", "Q1", "Q1", "Q1", "Q2", "Q2",
                                                "Q2", "Q3", "Q3", "Q3", "Q3", "Q4",
                                                "Q4", "Q4", "Q4", "Q4"};

struct weights {
  float all[N_FEATURES];
  float own[N_CATEGORIES][N_FEATURES];
  float lone[N_CATEGORIES]
            [N_FEATURES]; /* instead of both in a long sentence out of its report */
  float threshold, lone_threshold;
  bool any;
  uint32_t n_frames;
  struct {
    float word, again;
  } frames[]; /* of the trigger word for the category, by frame */
};

unsigned weights_n_features(void) {
  return N_FEATURES;
}
const char *weights_feature_name(unsigned feature) {
  return feature < N_FEATURES ? FEATURE_NAMES[feature] : "";
}

/* The weight of a trigger word: word:LEMMA/POS:CATEGORY, for a trigger of several words
 * that of its first with a plus behind; again:… where its category was told before. */
static float word_weight(const rasid_model *model, const frame_record *f,
                         const char *of) {
  char name[160];
  const char *text = model_string(model, model_lemma(model, f->lemma)->text);
  int n = snprintf(name, sizeof name, "%s:%s/%c%s:%s", of, text, f->pos,
                   f->n_tail ? "+" : "", category_name(f->category));
  if (n < 0 || (size_t)n >= sizeof name) return 0;
  return model_find_weight(model, hash_bytes(name, (size_t)n, 0));
}

weights *weights_new(const rasid_model *model, const allocator *alloc) {
  uint32_t n_frames = model->n[SECTION_FRAMES];
  size_t size = sizeof(weights) + n_frames * sizeof(((weights *)0)->frames[0]);
  weights *w = alloc->resize(alloc->context, NULL, size);
  if (!w) return NULL;
  memset(w, 0, size);
  w->n_frames = n_frames;
  for (uint32_t i = 0; i < n_frames; i++) {
    w->frames[i].word = word_weight(model, model_frame(model, i), "word");
    w->frames[i].again = word_weight(model, model_frame(model, i), "again");
  }
  w->any = model->n[SECTION_WEIGHTS] > 0;
  w->threshold = model_find_weight(model, hash_bytes("threshold", 9, 0));
  w->lone_threshold = model_find_weight(model, hash_bytes("lone:threshold", 14, 0));
  for (unsigned f = 0; f < N_FEATURES; f++) {
    char name[96];
    w->all[f] = model_find_weight(
        model, hash_bytes(FEATURE_NAMES[f], strlen(FEATURE_NAMES[f]), 0));
    for (unsigned c = 0; c < N_CATEGORIES; c++) {
      int n = snprintf(name, sizeof name, "%s:%s", category_name(c), FEATURE_NAMES[f]);
      w->own[c][f] = model_find_weight(model, hash_bytes(name, (size_t)n, 0));
      n = snprintf(name, sizeof name, "lone:%s", FEATURE_NAMES[f]);
      w->lone[c][f] = model_find_weight(model, hash_bytes(name, (size_t)n, 0));
      n = snprintf(name, sizeof name, "lone:%s:%s", category_name(c), FEATURE_NAMES[f]);
      w->lone[c][f] += model_find_weight(model, hash_bytes(name, (size_t)n, 0));
      n = snprintf(name, sizeof name, "%s:%s", QUADS[c], FEATURE_NAMES[f]);
      w->own[c][f] += model_find_weight(model, hash_bytes(name, (size_t)n, 0));
    }
  }
  return w;
}

void weights_free(weights *w, const allocator *alloc) {
  if (w) alloc->resize(alloc->context, w, 0);
}

static void on(event *e, enum feature f) {
  feature_on(e, f);
}
static void on_if(event *e, enum feature f, bool yes) {
  feature_on_if(e, f, yes);
}

static void word_features(const event_context *c, event *e, const chunk *k) {
  const reading *r = event_reading(c, e->trigger);
  on(e, F_BIAS);
  on_if(e, F_VERB, k->kind == CHUNK_VERB && !(k->flags & CHUNK_PARTICIPLE));
  on_if(e, F_NOUN, k->kind != CHUNK_VERB);
  on_if(e, F_PARTICIPLE, k->kind == CHUNK_VERB && k->flags & CHUNK_PARTICIPLE);
  on_if(e, F_DEFINITE, (r->proclitics & PROCLITIC_AL) != 0);
  on_if(e, F_INDEFINITE,
        k->kind != CHUNK_VERB && !(r->proclitics & PROCLITIC_AL) && !r->enclitic);
  on_if(e, F_PLURAL, FEATURE_NUMBER(r->features) == 3);
  on_if(e, F_PRONOUN, r->enclitic != 0);
  on_if(e, F_IMPERFECT, (k->flags & CHUNK_IMPERFECT) != 0);
  on_if(e, F_PASSIVE, (k->flags & CHUNK_PASSIVE) != 0);
  on_if(e, F_INFINITIVE, (k->flags & CHUNK_SUBJUNCTIVE) != 0);
  on_if(e, F_GENITIVE_OF, (k->flags & CHUNK_GENITIVE) != 0);
  on_if(e, F_COORDINATED, (k->flags & CHUNK_COORDINATED) != 0);
  on_if(e, F_QUOTED, (k->flags & CHUNK_QUOTED) != 0);
  on_if(e, F_PAREN, (k->flags & CHUNK_PAREN) != 0);
  on_if(e, F_NUMBER_BEFORE, k->number != 0);
  on_if(e, F_EVALUATIVE,
        FEATURE_PERSON(r->features) == 1 || FEATURE_PERSON(r->features) == 2);
  const word_info *w = c->doc->words[e->trigger];
  on_if(e, F_ALTERNATIVE,
        w->n_readings > 1 && w->readings[0].lemma != w->readings[1].lemma &&
            w->readings[0].score - w->readings[1].score < 6);
}

static void place_features(const event_context *c, event *e, const chunk *k) {
  const clause *cl = &c->pd->clauses.items[k->clause];
  static const enum feature CLAUSES[] = {
      F_MAIN, F_COMPLEMENT, F_RELATIVE, F_SUBORDINATE, F_CONDITION, F_PURPOSE, F_MAIN};
  on(e, CLAUSES[cl->kind < 7 ? cl->kind : 0]);
  if (k->kind == CHUNK_VERB) return;
  switch (k->preposition) {
    case SLOT_NONE: return;
    case SLOT_LI: on(e, F_AFTER_LI); return;
    case SLOT_BI: on(e, F_AFTER_BI); return;
    case SLOT_PREP + TAG_PREP_BAAD:
    case SLOT_PREP + TAG_PREP_ITHR:
    case SLOT_PREP + TAG_PREP_KHILAL: on(e, F_AFTER_BAAD); return;
    case SLOT_PREP + TAG_PREP_FI: on(e, F_AFTER_FI); return;
    case SLOT_PREP + TAG_PREP_MIN: on(e, F_AFTER_MIN); return;
    case SLOT_PREP + TAG_PREP_ALA: on(e, F_AFTER_ALA); return;
    case SLOT_PREP + TAG_PREP_ILA: on(e, F_AFTER_ILA); return;
    case SLOT_PREP + TAG_PREP_AN: on(e, F_AFTER_AN); return;
    case SLOT_PREP + TAG_PREP_DIDD: on(e, F_AFTER_DIDD); return;
    default: on(e, F_AFTER_OTHER); return;
  }
}

/* The entity of a party; counted people and countries of a place may have none. */
static const entity *entity_of(const event_context *c, const party *p) {
  static const entity NOBODY = {0};
  return p->entity ? &c->md->entities.items[p->entity - 1] : &NOBODY;
}

static void party_features(const event_context *c, event *e) {
  on_if(e, F_ACTOR, e->n_actors > 0);
  on_if(e, F_RECIPIENT, e->n_recipients > 0);
  on_if(e, F_BOTH, e->n_actors && e->n_recipients);
  on_if(e, F_NO_PARTY, !e->n_actors && !e->n_recipients);
  bool common = e->n_actors + e->n_recipients > 0;
  for (uint32_t i = 0; i < e->n_actors; i++) {
    const entity *a = entity_of(c, &e->actors[i]);
    on_if(e, F_ACTOR_NAMED, (a->flags & ENTITY_NAMED) != 0);
    on_if(e, F_ACTOR_ARMED, (a->flags & ENTITY_ARMED) != 0);
    on_if(e, F_ACTOR_STATE, (a->flags & (ENTITY_STATE | ENTITY_CAPITAL)) != 0);
    on_if(e, F_ACTOR_CODED, e->actors[i].sector != 0);
    on_if(e, F_ACTOR_HERE, e->actors[i].start != e->actors[i].end);
    on_if(e, F_SUBJECT_PRONOUN, e->actors[i].start == e->actors[i].end);
    common = common && (a->flags & ENTITY_COMMON);
  }
  for (uint32_t i = 0; i < e->n_recipients; i++) {
    const entity *a = entity_of(c, &e->recipients[i]);
    on_if(e, F_RECIPIENT_CODED, e->recipients[i].sector != 0);
    on_if(e, F_RECIPIENT_ARMED, (a->flags & ENTITY_ARMED) != 0);
    on_if(e, F_RECIPIENT_NAMED, (a->flags & ENTITY_NAMED) != 0);
    on_if(e, F_NAMED_VICTIM, a->flags & ENTITY_NAMED && a->kind == KIND_PERSON);
    common = common && (a->flags & ENTITY_COMMON);
  }
  on_if(e, F_GENERIC_HEAD, common);
}

#define LONG_SENTENCE 16 /* tokens */

/* A sentence out of its report, of a category whose weights there are learnt (attacks and
 * protests): a long one, or one that only names the act («who is behind the
 * killing?»). */
static bool is_lone(const event_context *c, const event *e) {
  if (c->doc->text->sentences.n > 2 ||
      (e->category != CATEGORY_ASSAULT && e->category != CATEGORY_PROTEST))
    return false;
  bool told = e->n_actors || e->n_recipients || e->place.mention || e->date;
  return !told || c->doc->text->sentences.items[e->sentence].n >= LONG_SENTENCE;
}

/* A sentence or two, all short: there is no report to weigh a candidate against. */
static bool is_note(const event_context *c) {
  const text_doc *t = c->doc->text;
  if (t->sentences.n > 2) return false;
  for (uint32_t i = 0; i < t->sentences.n; i++)
    if (t->sentences.items[i].n >= LONG_SENTENCE) return false;
  return true;
}

/* What the whole report holds, counted once. */
typedef struct report {
  uint32_t categories[N_CATEGORIES], conflict;
  uint8_t *toll;   /* per sentence: holds a toll */
  uint8_t *past;   /* per sentence: names a time of more than a year before */
  uint8_t *linked; /* per candidate: a toll is its own */
  bool armed;      /* somebody armed is named */
} report;

static bool report_count(const event_context *c, const event_doc *ed, report *r) {
  memset(r, 0, sizeof *r);
  r->toll = arena_zero(c->a, (size_t)c->doc->text->sentences.n + 1, 1);
  r->past = arena_zero(c->a, (size_t)c->doc->text->sentences.n + 1, 1);
  r->linked = arena_zero(c->a, (size_t)ed->candidates.n + 1, 1);
  if (!r->toll || !r->past || !r->linked) return false;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    r->categories[ed->candidates.items[i].category % N_CATEGORIES]++;
    r->conflict += ed->candidates.items[i].category >= CATEGORY_PROTEST;
  }
  for (uint32_t i = 0; i < ed->tolls.n; i++) {
    r->toll[ed->tolls.items[i].sentence] = 1;
    if (ed->tolls.items[i].event) r->linked[ed->tolls.items[i].event - 1] = 1;
  }
  for (uint32_t i = 0; i < c->md->entities.n && !r->armed; i++)
    r->armed = (c->md->entities.items[i].flags & ENTITY_ARMED) != 0;
  for (uint32_t i = 0; i < c->md->times.n; i++)
    if (c->md->times.items[i].historical)
      r->past[event_token(c, c->md->times.items[i].first)->sentence] = 1;
  return true;
}

static void report_features(const event_context *c, const event_doc *ed, const report *r,
                            event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  const text_doc *t = c->doc->text;
  uint32_t index = e->sentence, kind = text_part_kind(t, index);
  on_if(e, F_TRIGGER_EARLY, e->trigger < s->first + 6);
  on_if(e, F_TRIGGER_LATE, e->trigger >= s->first + 24);
  on_if(e, F_TOLL_LINKED, r->linked[(size_t)(e - ed->candidates.items)] != 0);
  on_if(e, F_SHORT, s->n < 9);
  on_if(e, F_LONG, s->n > 45);
  on_if(e, F_SPEECH, e->speech != 0);
  if (t->sentences.n <= 2)
    return; /* a sentence or two are no report: where in it and beside what says nothing
             */
  on_if(e, F_TITLE, kind == PART_TITLE || (t->n_parts == 1 && index == 0 && s->n < 16));
  on_if(e, F_CAPTION, kind == PART_CAPTION);
  on_if(e, F_LEAD, index == 1 || (index == 0 && s->n >= 16));
  on_if(e, F_EARLY, index >= 2 && index <= 4);
  on_if(e, F_LATE, index > 8);
  on_if(e, F_CATEGORY_COMMON, r->categories[e->category] >= 4);
  on_if(e, F_CATEGORY_ALONE, r->categories[e->category] == 1);
  on_if(e, F_DENSE, ed->candidates.n > t->sentences.n * 3 / 2);
  on_if(e, F_SPARSE, ed->candidates.n * 3 < t->sentences.n);
  on_if(e, F_NO_ARMED_HERE, !r->armed);
  on_if(e, F_NO_TOLL_HERE, ed->tolls.n == 0);
  on_if(e, F_CONFLICT_REPORT, r->conflict * 2 > ed->candidates.n && r->conflict >= 4);
}

static bool is_demand(uint32_t category) {
  return category == CATEGORY_REQUEST || category == CATEGORY_THREATEN ||
         category == CATEGORY_REJECT || category == CATEGORY_AGREE;
}

#define NEIGHBOURS                                                                  \
  16 /* so many candidates either side are looked at: a sentence of thousands stays \
        linear */

/* The candidates of the sentence before and after; the one before in the same clause
 * governs. */
static void neighbour_features(const event_context *c, const event_doc *ed, event *e,
                               uint32_t index) {
  const chunk *k = event_chunk(c, c->pd->chunk_at[e->trigger] - 1);
  for (uint32_t i = index; i-- > 0 && index - i <= NEIGHBOURS &&
                           ed->candidates.items[i].sentence == e->sentence;) {
    const event *o = &ed->candidates.items[i];
    on(e, o->category == e->category ? F_SAME_BEFORE : F_OTHER_BEFORE);
    const chunk *ok = event_chunk(c, c->pd->chunk_at[o->trigger] - 1);
    bool near = ok->clause == k->clause ||
                (ok->clause + 1 == k->clause &&
                 (k->flags & CHUNK_SUBJUNCTIVE ||
                  c->pd->clauses.items[k->clause].kind == CLAUSE_COMPLEMENT));
    if (near && i + 1 == index)
      on(e, is_demand(o->category) ? F_GOVERNED_DEMAND
            : o->category <= CATEGORY_SUPPORT || o->category == CATEGORY_ACCUSE
                ? F_GOVERNED_VERBAL
                : F_GOVERNED_MATERIAL);
  }
  for (uint32_t i = index + 1; i < ed->candidates.n && i <= index + NEIGHBOURS &&
                               ed->candidates.items[i].sentence == e->sentence;
       i++)
    on(e, ed->candidates.items[i].category == e->category ? F_SAME_AFTER : F_OTHER_AFTER);
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < 12; steps++)
    if (ed->candidates.items[i].lemma == e->lemma &&
        ed->candidates.items[i].sentence != e->sentence)
      on(e, F_RETOLD);
}

static void frame_features(const event_context *c, const report *r, event *e) {
  const frame_record *f = model_frame(c->model, e->frame);
  on_if(e, F_LIGHT, e->light);
  on_if(e, F_CONDITIONS, f->n_conditions > 0);
  on_if(e, F_MULTIWORD, f->n_tail > 0);
  on_if(e, F_HARM, event_lemma(c, e->trigger)->first_toll != 0);
  on_if(e, F_MODE, e->modes != 0);
  on_if(e, F_PLACE, e->place.mention != 0);
  on_if(e, F_DATE, e->date != 0);
  on_if(e, F_TOLL, r->toll[e->sentence] != 0);
  on_if(e, F_HISTORY_TIME, r->past[e->sentence] != 0);
  on_if(e, F_NEGATED, e->status == STATUS_NEGATED || e->status == STATUS_DENIED);
  on_if(e, F_PLANNED,
        e->status == STATUS_PLANNED || e->category != f->category); /* ST6 */
  on_if(e, F_HYPOTHETICAL, e->status == STATUS_HYPOTHETICAL);
  on_if(e, F_HISTORICAL, e->status == STATUS_HISTORICAL);
  uint32_t at = c->pd->chunk_at[e->trigger];
  on_if(e, F_ADJECTIVE_AFTER,
        at < c->pd->chunks.n && event_chunk(c, at)->flags & CHUNK_ADJECTIVE);
}

/* In a lone sentence only what it is about counts, so it has weights of its own. */
static void lone_features(const event_context *c, const event_doc *ed, event *e,
                          uint32_t index, const chunk *k) {
  bool first = index == 0 || ed->candidates.items[index - 1].sentence != e->sentence;
  on_if(e, F_FIRST_CANDIDATE, first);
  if (!is_lone(c, e)) return;
  on(e, F_LONE);
  bool actual = e->status == STATUS_ACTUAL,
       known = e->place.mention || e->date || ed->tolls.n;
  on_if(e, F_LONE_TOLD,
        k->kind == CHUNK_VERB && actual &&
            !(k->flags & (CHUNK_IMPERFECT | CHUNK_SUBJUNCTIVE | CHUNK_PARTICIPLE)));
  on_if(e, F_LONE_TOPIC,
        k->kind == CHUNK_NOUN && !known && !(k->flags & CHUNK_INDEFINITE));
  on_if(e, F_LONE_NEW, actual && e->place.mention && e->date);
  on_if(e, F_LONE_LIGHT, e->light);
  on_if(e, F_LONE_VERB, k->kind == CHUNK_VERB);
  on_if(e, F_LONE_NOUN_GOVERNED, k->kind == CHUNK_NOUN && k->preposition);
  on_if(e, F_LONE_DATE, c->md->times.n > 0);
  on_if(e, F_LONE_TOLL, ed->tolls.n > 0);
  on_if(e, F_LONE_BOTH, e->n_actors && e->n_recipients);
  on_if(e, F_LONE_FIRST, first);
  on_if(e, F_LONE_GENITIVE, (k->flags & CHUNK_GENITIVE) != 0);
}

static bool has_feature(const event *e, enum feature f) {
  return (e->features[(unsigned)f / 64] >> ((unsigned)f % 64) & 1) != 0;
}

static bool weighed_alone(const event *e) {
  return has_feature(e, F_LONE);
}

static bool under_threshold(const weights *w, const event *e) {
  return e->confidence < (weighed_alone(e) ? w->lone_threshold : w->threshold);
}

static float score(const weights *w, const event *e) {
  float sum = 0;
  if (e->frame < w->n_frames)
    sum = w->frames[e->frame].word +
          (has_feature(e, F_SAME_BEFORE) ? w->frames[e->frame].again : 0);
  bool lone = weighed_alone(e);
  for (unsigned word_index = 0; word_index < 4; word_index++)
    for (uint64_t bits = e->features[word_index]; bits; bits &= bits - 1) {
      unsigned f = word_index * 64 + (unsigned)__builtin_ctzll(bits);
      if (f < N_FEATURES)
        sum += w->all[f] + w->own[e->category][f] + (lone ? w->lone[e->category][f] : 0);
    }
  return sum;
}

/* A sentence out of its report that tells in words, with a verb, who did it to whom, or
 * that two sides fought, as news. */
static bool told_in_full(const event *e) {
  if (!weighed_alone(e) || !has_feature(e, F_MAIN) || !has_feature(e, F_ACTOR_HERE))
    return false;
  if (has_feature(e, F_LONE_TOLD)) return has_feature(e, F_RECIPIENT_HERE);
  return e->n_actors > 1 && has_feature(e, F_INDEFINITE) &&
         !has_feature(e, F_LONE_NOUN_GOVERNED);
}

/* E1 without weights: somebody acts or suffers, or a dated, placed or definite occurrence
 * is told. */
static bool plain_rule(const event_context *c, const event *e) {
  bool definite = (event_reading(c, e->trigger)->proclitics & PROCLITIC_AL) != 0;
  if (e->n_actors || e->n_recipients) return true;
  return e->category >= CATEGORY_PROTEST && (definite || e->place.mention);
}

/* A word that gave way to another of its sentence (O1) stands again where that one is
 * turned down and its own weight suffices. */
static void stand_again(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (!e->merged || e->kept) continue;
    const event *into = &ed->candidates.items[e->merged - 1];
    if (into->kept || into->merged || into->category != e->category ||
        under_threshold(c->weights, e))
      continue;
    e->kept = true;
    e->merged = 0;
    e->why = NULL;
  }
}

void weigh(const event_context *c, event_doc *ed) {
  report r;
  if (!report_count(c, ed, &r)) return;
  bool note = is_note(c), told[2] = {false, false};
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    const chunk *k = event_chunk(c, c->pd->chunk_at[e->trigger] - 1);
    chunk english;
    if (event_token(c, e->trigger)->kind == TOKEN_LATIN) {
      english_chunk(c, e->trigger, &english);
      k = &english;
    }
    word_features(c, e, k);
    place_features(c, e, k);
    party_features(c, e);
    report_features(c, ed, &r, e);
    neighbour_features(c, ed, e, i);
    frame_features(c, &r, e);
    weigh_nearby(c, ed, i);
    lone_features(c, ed, e, i, k);
    if (c->weights && c->weights->any) {
      float s = score(c->weights, e);
      e->confidence = 1.0f / (1.0f + expf(-s));
      if (note && e->kept && (e->n_actors || e->n_recipients) &&
          !told[e->sentence & 1]) { /* E1 holds, and nothing was told before */
        told[e->sentence & 1] = true;
        continue;
      }
      if (e->kept && under_threshold(c->weights, e) && !told_in_full(e)) {
        e->kept = false;
        e->why = "its weight is under the threshold";
      }
    } else {
      e->confidence = plain_rule(c, e) ? 0.6f : 0.3f;
      if (e->kept && !plain_rule(c, e)) {
        e->kept = false;
        e->why = "nobody acts or suffers (E1)";
      }
    }
  }
  if (c->weights && c->weights->any) stand_again(c, ed);
}
