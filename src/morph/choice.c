/* choice.c - the features of a reading in its place, and their names. */
#include "morph/choice.h"

#include <stdio.h>

enum { COARSE_NOMINAL, COARSE_NAME, COARSE_VERB, COARSE_CLOSED, N_COARSE };
enum { N_DEFINITE = 6, N_AGREEMENT = 5, N_COMMON = 4, N_CLITICS = 8, N_SPELLINGS = 3 };
enum { N_VERB = 4 * 4 * 2, N_START = 3, N_AFTER_ARTICLE = 3 };

/* What a feature depends on beside the reading: nothing, its neighbours, or the word but
 * one before. */
enum {
  PART_OF_OWN,
  PART_OF_LEFT,
  PART_OF_AGREEMENT, /* with what stands left */
  PART_OF_RIGHT,
  PART_OF_TWO
};

/* The kinds in the order of their features: what they depend on, name of the context and
 * of the reading's own part, and how many values each has. */
#define READING_KINDS(KIND)                                                           \
  KIND(CHOICE_THIS, PART_OF_OWN, "", "this", 1, N_POS)                                \
  KIND(CHOICE_BEFORE, PART_OF_LEFT, "before", "this", N_AROUND, N_POS)                \
  KIND(CHOICE_AFTER, PART_OF_RIGHT, "after", "this", N_AROUND, N_POS)                 \
  KIND(CHOICE_BEFORE_TAG, PART_OF_LEFT, "before-tag", "coarse", N_TAGS, N_COARSE)     \
  KIND(CHOICE_AFTER_TAG, PART_OF_RIGHT, "after-tag", "coarse", N_TAGS, N_COARSE)      \
  KIND(CHOICE_BEFORE_KIND, PART_OF_LEFT, "before-kind", "this", N_KINDS, N_POS)       \
  KIND(CHOICE_DEFINITE, PART_OF_LEFT, "article", "this", N_DEFINITE, N_POS)           \
  KIND(CHOICE_AGREEMENT, PART_OF_AGREEMENT, "agreement", "this", N_AGREEMENT, N_POS)  \
  KIND(CHOICE_COMMON, PART_OF_OWN, "common", "this", N_COMMON, N_POS)                 \
  KIND(CHOICE_CLITICS, PART_OF_OWN, "clitics", "this", N_CLITICS, N_POS)              \
  KIND(CHOICE_SPELLING, PART_OF_OWN, "spelling", "this", N_SPELLINGS, N_POS)          \
  KIND(CHOICE_VERB, PART_OF_OWN, "verb", "", N_VERB, 1)                               \
  KIND(CHOICE_START, PART_OF_LEFT, "start", "this", N_START, N_POS)                   \
  KIND(CHOICE_BEFORE_TWO, PART_OF_TWO, "before-two", "this", N_AROUND, N_POS)         \
  KIND(CHOICE_AFTER_ARTICLE, PART_OF_RIGHT, "after-article", "this", N_AFTER_ARTICLE, \
       N_POS)                                                                         \
  KIND(CHOICE_OWN_TAG, PART_OF_OWN, "tag", "", N_TAGS + 1, 1)                         \
  KIND(CHOICE_OWN_KIND, PART_OF_OWN, "kind", "this", N_KINDS, N_POS)

typedef struct kind_of_feature {
  const char *name, *own_name;
  uint32_t n_context, n_own;
} kind_of_feature;

#define ROW(kind, part, name, own_name, n_context, n_own) \
  [kind] = {name, own_name, n_context, n_own},
static const kind_of_feature KINDS[N_CHOICE_KINDS] = {READING_KINDS(ROW)};
#undef ROW

/* A stretch of each kind in turn; what follows the last one is their number. */
#define SPAN(kind, part, name, own_name, n_context, n_own) \
  kind##_FIRST, kind##_LAST = kind##_FIRST + (n_context) * (n_own)-1,
enum { READING_KINDS(SPAN) N_READING_FEATURES };
#undef SPAN

uint32_t choice_n_features(void) {
  return N_READING_FEATURES;
}

/* ---- names ---- */

static const char *coarse_name(unsigned coarse) {
  static const char *const NAMES[N_COARSE] = {"nominal", "name", "verb", "closed"};
  return NAMES[coarse];
}

static const char *around_name(unsigned around) {
  return around < N_POS ? pos_name(around) : around == AROUND_BORDER ? "border" : "start";
}

/* The value of the context part of a feature. */
static const char *context_name(const kind_of_feature *kind, uint32_t context,
                                char room[24]) {
  static const char *const DEFINITE[N_DEFINITE] = {"none-none", "none-al",    "al-none",
                                                   "al-al",     "other-none", "other-al"};
  static const char *const AGREEMENT[N_AGREEMENT] = {"no-nominal", "both", "gender",
                                                     "number", "neither"};
  static const char *const CLITICS[N_CLITICS] = {"none", "al",      "conj",    "conj-al",
                                                 "prep", "prep-al", "pronoun", "other"};
  static const char *const SPELLINGS[N_SPELLINGS] = {"otherwise", "folded", "exact"};
  static const char *const STARTS[N_START] = {"no", "sentence", "title"};
  if (kind->n_context == N_AROUND) return around_name(context);
  if (kind == &KINDS[CHOICE_OWN_TAG] && context == N_TAGS) return "role";
  if (kind->n_context >= N_TAGS) return context ? tag_name(context) : "none";
  if (kind == &KINDS[CHOICE_DEFINITE]) return DEFINITE[context];
  if (kind == &KINDS[CHOICE_AGREEMENT]) return AGREEMENT[context];
  if (kind == &KINDS[CHOICE_CLITICS]) return CLITICS[context];
  if (kind == &KINDS[CHOICE_SPELLING]) return SPELLINGS[context];
  if (kind == &KINDS[CHOICE_START]) return STARTS[context];
  if (kind == &KINDS[CHOICE_VERB])
    snprintf(room, 24, "%u-%u-%s", context >> 3, context >> 1 & 3u,
             context & 1 ? "passive" : "active");
  else
    snprintf(room, 24, "%u", context);
  return room;
}

void choice_feature_name(uint32_t i, char name[CHOICE_MAX_NAME]) {
  name[0] = '\0';
  for (unsigned k = 0; k < N_CHOICE_KINDS; k++) {
    const kind_of_feature *kind = &KINDS[k];
    uint32_t size = kind->n_context * kind->n_own;
    if (i >= size) {
      i -= size;
      continue;
    }
    char room[24];
    unsigned of = i % kind->n_own;
    const char *context = context_name(kind, i / kind->n_own, room),
               *own = kind->n_own == N_COARSE ? coarse_name(of) : pos_name(of);
    if (kind->n_context == 1)
      snprintf(name, CHOICE_MAX_NAME, "%s=%s", kind->own_name, own);
    else if (kind->n_own == 1)
      snprintf(name, CHOICE_MAX_NAME, "%s=%s", kind->name, context);
    else
      snprintf(name, CHOICE_MAX_NAME, "%s=%s,%s=%s", kind->name, context, kind->own_name,
               own);
    return;
  }
}

/* ---- values ---- */

static unsigned coarse_of(unsigned pos) {
  if (pos == POS_VERB) return COARSE_VERB;
  if (pos == POS_NAME) return COARSE_NAME;
  return pos_is_nominal(pos) || pos == POS_NUM || pos == POS_TIME || pos == POS_FOREIGN
             ? COARSE_NOMINAL
             : COARSE_CLOSED;
}

static unsigned clitics_of(const reading *r) {
  unsigned p = r->proclitics;
  if (r->enclitic) return 6;
  if (p & (PROCLITIC_SA | PROCLITIC_A | PROCLITICS_JOINED)) return 7;
  unsigned al = p & PROCLITIC_AL ? 1 : 0;
  if (p & (PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI)) return 4 + al;
  return (p & (PROCLITIC_WA | PROCLITIC_FA) ? 2u : 0u) + al;
}

static unsigned agreement_of(agreeing before, own_facts own) {
  if (before.gender == NO_GENDER || !pos_is_nominal(own.pos)) return 0;
  unsigned gender = before.gender, number = before.number;
  /* things in the plural are spoken of as one woman */
  if (number == 3 && !before.person) gender = 2, number = 1;
  bool same_gender = !gender || !own.gender || own.gender == gender,
       same_number = !number || !own.number || own.number == number;
  return same_gender && same_number ? 1u : same_number ? 2u : same_gender ? 3u : 4u;
}

/* The contexts of each kind, by what they depend on. */
static void own_contexts(const reading *r, uint32_t context[N_CHOICE_KINDS]) {
  const lemma_record *l = r->entry;
  unsigned tag = !l->tag && l->role ? (unsigned)N_TAGS : l->tag;
  context[CHOICE_THIS] = 0;
  context[CHOICE_COMMON] = l->common > 9   ? 3u
                           : l->common > 5 ? 2u
                           : l->common > 2 ? 1u
                                           : 0u;
  context[CHOICE_CLITICS] = clitics_of(r);
  context[CHOICE_SPELLING] = r->agreement < N_SPELLINGS ? r->agreement : 0u;
  context[CHOICE_VERB] = FEATURE_ASPECT(r->features) << 3 |
                         FEATURE_PERSON(r->features) << 1 |
                         (r->features & FEATURE_PASSIVE ? 1u : 0u);
  context[CHOICE_OWN_TAG] = tag <= N_TAGS ? tag : 0;
  context[CHOICE_OWN_KIND] = l->kind < N_KINDS ? l->kind : 0;
}

static void left_contexts(const place *p, own_facts own,
                          uint32_t context[N_CHOICE_KINDS]) {
  bool nominal = p->left.read && pos_is_nominal(p->left.pos);
  context[CHOICE_BEFORE] = p->left.pos;
  context[CHOICE_BEFORE_TAG] = p->left.tag;
  context[CHOICE_BEFORE_KIND] = p->left.kind;
  context[CHOICE_DEFINITE] = (!nominal          ? 4u
                              : p->left.article ? 2u
                                                : 0u) +
                             (own.article ? 1u : 0u);
  context[CHOICE_START] = p->left.pos != AROUND_START ? 0u : p->title ? 2u : 1u;
}

static void right_contexts(const place *p, uint32_t context[N_CHOICE_KINDS]) {
  context[CHOICE_AFTER] = p->right.pos;
  context[CHOICE_AFTER_TAG] = p->right.tag;
  context[CHOICE_AFTER_ARTICLE] = !p->right.read ? 0u : p->right.article ? 1u : 2u;
}

static void all_contexts(const place *p, const reading *r,
                         uint32_t context[N_CHOICE_KINDS]) {
  own_contexts(r, context);
  left_contexts(p, facts_own(r), context);
  context[CHOICE_AGREEMENT] =
      agreement_of(facts_agreeing_of(p->left.agreeing), facts_own(r));
  right_contexts(p, context);
  context[CHOICE_BEFORE_TWO] = p->two;
}

/* The reading's own part of a feature, which has `n` values. */
static inline unsigned own_of(unsigned pos, unsigned n) {
  return n == N_POS ? pos : n == N_COARSE ? coarse_of(pos) : 0u;
}

void choice_features(const morph_doc *d, uint32_t i, const reading *r,
                     uint32_t features[N_CHOICE_KINDS]) {
  unsigned pos = facts_own(r).pos;
  uint32_t context[N_CHOICE_KINDS];
  place p = place_at(d, i);
  all_contexts(&p, r, context);
#define FEATURE(kind, part, name, own_name, n_context, n_own) \
  features[kind] = kind##_FIRST + context[kind] * (n_own) + own_of(pos, n_own);
  READING_KINDS(FEATURE)
#undef FEATURE
}

/* Sum of the weights of one part's features. */
static inline int part_points(const int16_t *weights, unsigned of,
                              const uint32_t context[N_CHOICE_KINDS], unsigned pos) {
  int sum = 0;
#define ADD(kind, part, name, own_name, n_context, n_own) \
  if (of == (part))                                       \
    sum += weights[kind##_FIRST + context[kind] * (n_own) + own_of(pos, n_own)];
  READING_KINDS(ADD)
#undef ADD
  return sum;
}

int choice_own_points(const int16_t *weights, const reading *r) {
  uint32_t context[N_CHOICE_KINDS];
  if (!weights) return 0;
  own_contexts(r, context);
  return part_points(weights, PART_OF_OWN, context, facts_own(r).pos);
}

int choice_left_points(const int16_t *weights, const place *p, own_facts own) {
  uint32_t context[N_CHOICE_KINDS];
  if (!weights) return 0;
  left_contexts(p, own, context);
  return part_points(weights, PART_OF_LEFT, context, own.pos);
}

int choice_agreement_points(const int16_t *weights, agreeing left, own_facts own) {
  unsigned agreement = agreement_of(left, own);
  return weights ? weights[CHOICE_AGREEMENT_FIRST + agreement * N_POS + own.pos] : 0;
}

int choice_right_points(const int16_t *weights, const place *p, own_facts own) {
  uint32_t context[N_CHOICE_KINDS];
  if (!weights) return 0;
  right_contexts(p, context);
  return part_points(weights, PART_OF_RIGHT, context, own.pos);
}

int choice_two_points(const int16_t *weights, unsigned two, unsigned pos) {
  return weights ? weights[CHOICE_BEFORE_TWO_FIRST + two * N_POS + pos] : 0;
}
