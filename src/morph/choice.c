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
  PART_OF_TWO,
  PART_OF_USE
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

/* Nominals by what the dictionary calls them. */
enum {
  NOMINAL_NOUN,
  NOMINAL_MASDAR,
  NOMINAL_ADJ,
  NOMINAL_NISBA,
  NOMINAL_ACT,
  NOMINAL_PASS,
  NOMINAL_NAME,
  NOMINAL_UNKNOWN,
  N_NOMINALS
};
enum { N_OTHERS = 8, N_QUOTED = 2, N_NUMBERS = 4 };

#define NOMINAL_KINDS(KIND)                                                    \
  KIND(USE_THIS, PART_OF_USE, "", "of", 1, N_NOMINALS)                         \
  KIND(USE_BEFORE, PART_OF_USE, "before", "of", N_AROUND, N_NOMINALS)          \
  KIND(USE_AFTER, PART_OF_USE, "after", "of", N_AROUND, N_NOMINALS)            \
  KIND(USE_DEFINITE, PART_OF_USE, "article", "of", N_DEFINITE, N_NOMINALS)     \
  KIND(USE_AGREEMENT, PART_OF_USE, "agreement", "of", N_AGREEMENT, N_NOMINALS) \
  KIND(USE_CLITICS, PART_OF_USE, "clitics", "of", N_CLITICS, N_NOMINALS)       \
  KIND(USE_NUMBER, PART_OF_USE, "number", "of", N_NUMBERS, N_NOMINALS)         \
  KIND(USE_BEFORE_TAG, PART_OF_USE, "before-tag", "", N_TAGS, 1)               \
  KIND(USE_BEFORE_KIND, PART_OF_USE, "before-kind", "of", N_KINDS, N_NOMINALS) \
  KIND(USE_OWN_KIND, PART_OF_USE, "kind", "of", N_KINDS, N_NOMINALS)           \
  KIND(USE_COMMON, PART_OF_USE, "common", "of", N_COMMON, N_NOMINALS)          \
  KIND(USE_OTHERS, PART_OF_USE, "others", "of", N_OTHERS, N_NOMINALS)          \
  KIND(USE_QUOTED, PART_OF_USE, "quoted", "of", N_QUOTED, N_NOMINALS)          \
  KIND(USE_BEFORE_USE, PART_OF_USE, "before-use", "of", N_USES + 1, N_NOMINALS)

typedef struct kind_of_feature {
  const char *name, *own_name;
  uint32_t n_context, n_own;
} kind_of_feature;

#define ROW(kind, part, name, own_name, n_context, n_own) \
  [kind] = {name, own_name, n_context, n_own},
static const kind_of_feature KINDS[N_CHOICE_KINDS] = {READING_KINDS(ROW)};
static const kind_of_feature USES[N_USE_KINDS] = {NOMINAL_KINDS(ROW)};
#undef ROW

/* A stretch of each kind in turn; what follows the last one is their number. */
#define SPAN(kind, part, name, own_name, n_context, n_own) \
  kind##_FIRST, kind##_LAST = kind##_FIRST + (n_context) * (n_own)-1,
enum { READING_KINDS(SPAN) N_READING_FEATURES };
enum { NOMINAL_KINDS(SPAN) N_USE_FEATURES }; /* of one use */
#undef SPAN

uint32_t choice_n_features(void) {
  return N_READING_FEATURES + N_USES * N_USE_FEATURES;
}

/* ---- names ---- */

static const char *coarse_name(unsigned coarse) {
  static const char *const NAMES[N_COARSE] = {"nominal", "name", "verb", "closed"};
  return NAMES[coarse];
}

static const char *around_name(unsigned around) {
  return around < N_POS ? pos_name(around) : around == AROUND_BORDER ? "border" : "start";
}

static const char *use_name(unsigned use) {
  static const char *const NAMES[N_USES + 1] = {"noun", "adj", "name", "none"};
  return NAMES[use];
}

/* The value of the context part of a feature; kinds of readings and of uses whose context
 * is alike have the same name. */
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
  if (kind == &KINDS[CHOICE_DEFINITE] || kind == &USES[USE_DEFINITE])
    return DEFINITE[context];
  if (kind == &KINDS[CHOICE_AGREEMENT] || kind == &USES[USE_AGREEMENT])
    return AGREEMENT[context];
  if (kind == &KINDS[CHOICE_CLITICS] || kind == &USES[USE_CLITICS])
    return CLITICS[context];
  if (kind == &KINDS[CHOICE_SPELLING]) return SPELLINGS[context];
  if (kind == &KINDS[CHOICE_START]) return STARTS[context];
  if (kind == &USES[USE_BEFORE_USE]) return use_name(context);
  if (kind == &KINDS[CHOICE_VERB])
    snprintf(room, 24, "%u-%u-%s", context >> 3, context >> 1 & 3u,
             context & 1 ? "passive" : "active");
  else
    snprintf(room, 24, "%u", context);
  return room;
}

static const char *own_name(const kind_of_feature *kind, uint32_t own) {
  static const char *const NOMINALS[N_NOMINALS] = {
      "noun", "masdar", "adj", "nisba", "part_act", "part_pass", "name", "unknown"};
  return kind->n_own == N_COARSE     ? coarse_name(own)
         : kind->n_own == N_NOMINALS ? NOMINALS[own]
                                     : pos_name(own);
}

/* Writes the name of the i-th feature of `n` kinds behind `use`. */
static void name_in(const kind_of_feature *kinds, unsigned n, uint32_t i, const char *use,
                    char name[CHOICE_MAX_NAME]) {
  for (unsigned k = 0; k < n; k++) {
    const kind_of_feature *kind = &kinds[k];
    uint32_t size = kind->n_context * kind->n_own;
    if (i >= size) {
      i -= size;
      continue;
    }
    char room[24];
    const char *context = context_name(kind, i / kind->n_own, room),
               *own = own_name(kind, i % kind->n_own);
    if (kind->n_context == 1)
      snprintf(name, CHOICE_MAX_NAME, "%s%s=%s", use, kind->own_name, own);
    else if (kind->n_own == 1)
      snprintf(name, CHOICE_MAX_NAME, "%s%s=%s", use, kind->name, context);
    else
      snprintf(name, CHOICE_MAX_NAME, "%s%s=%s,%s=%s", use, kind->name, context,
               kind->own_name, own);
    return;
  }
}

void choice_feature_name(uint32_t i, char name[CHOICE_MAX_NAME]) {
  uint32_t n = N_READING_FEATURES, each = N_USE_FEATURES;
  char use[24];
  name[0] = '\0';
  if (i < n) {
    name_in(KINDS, N_CHOICE_KINDS, i, "", name);
  } else if (i < n + N_USES * each) {
    snprintf(use, sizeof use, "use=%s,", use_name((i - n) / each));
    name_in(USES, N_USE_KINDS, (i - n) % each, use, name);
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

/* ---- uses ---- */

static unsigned nominal_of(const morph_doc *d, uint32_t i) {
  const reading *r = morph_at(d, i);
  if (!r->lemma) return NOMINAL_UNKNOWN;
  switch (FEATURE_POS(r->features)) {
    case POS_MASDAR: return NOMINAL_MASDAR;
    case POS_ADJ: return NOMINAL_ADJ;
    case POS_NISBA: return NOMINAL_NISBA;
    case POS_PART_ACT: return NOMINAL_ACT;
    case POS_PART_PASS: return NOMINAL_PASS;
    case POS_NAME: return NOMINAL_NAME;
    default: return NOMINAL_NOUN;
  }
}

bool choice_has_use(const morph_doc *d, uint32_t i) {
  return morph_has(d, i) && pos_is_nominal(FEATURE_POS(morph_at(d, i)->features));
}

/* Bits for a noun, an adjective and a name among all readings near the first. */
static unsigned others_of(const word_info *w) {
  unsigned bits = 0;
  for (unsigned k = 0; k < w->n_readings; k++) {
    const reading *r = &w->readings[k];
    unsigned pos = FEATURE_POS(r->features);
    if (!r->lemma || w->readings[0].score - r->score > 40) continue;
    if (pos == POS_NOUN || pos == POS_MASDAR) bits |= 1;
    if (pos == POS_ADJ || pos == POS_NISBA) bits |= 2;
    if (pos == POS_NAME) bits |= 4;
  }
  return bits;
}

static bool quoted(const morph_doc *d, uint32_t i) {
  const token *t = d->text->tokens.items;
  for (uint32_t k = i; k-- > 0 && i - k <= 3 && t[k].sentence == t[i].sentence;) {
    if (t[k].kind == TOKEN_QUOTE_OPEN || t[k].kind == TOKEN_OPEN) return true;
    if (t[k].kind == TOKEN_QUOTE_CLOSE || t[k].kind == TOKEN_CLOSE) return false;
  }
  return false;
}

void choice_use_features(const morph_doc *d, uint32_t i, unsigned before_use,
                         unsigned use, uint32_t features[N_USE_KINDS]) {
  static const struct {
    uint8_t use, reading;
  } SAME[] = {{USE_BEFORE, CHOICE_BEFORE},     {USE_AFTER, CHOICE_AFTER},
              {USE_DEFINITE, CHOICE_DEFINITE}, {USE_AGREEMENT, CHOICE_AGREEMENT},
              {USE_CLITICS, CHOICE_CLITICS},   {USE_BEFORE_TAG, CHOICE_BEFORE_TAG},
              {USE_COMMON, CHOICE_COMMON},     {USE_BEFORE_KIND, CHOICE_BEFORE_KIND}};
  const reading *r = morph_at(d, i);
  uint32_t of_reading[N_CHOICE_KINDS], context[N_USE_KINDS] = {0};
  place p = place_at(d, i);
  all_contexts(&p, r, of_reading);
  for (size_t k = 0; k < sizeof SAME / sizeof *SAME; k++)
    context[SAME[k].use] = of_reading[SAME[k].reading];
  context[USE_NUMBER] = FEATURE_NUMBER(r->features);
  context[USE_OWN_KIND] = r->entry->kind;
  context[USE_OTHERS] = others_of(d->words[i]);
  context[USE_QUOTED] = quoted(d, i);
  context[USE_BEFORE_USE] = before_use;
  uint32_t own = nominal_of(d, i), first = N_READING_FEATURES + use * N_USE_FEATURES;
  for (unsigned k = 0; k < N_USE_KINDS; k++) {
    uint32_t where = context[k] < USES[k].n_context ? context[k] : 0;
    features[k] = first + where * USES[k].n_own + (USES[k].n_own == 1 ? 0 : own);
    first += USES[k].n_context * USES[k].n_own;
  }
}

/* Without learnt weights: what the dictionary says. */
static unsigned plain_use(const morph_doc *d, uint32_t i) {
  switch (nominal_of(d, i)) {
    case NOMINAL_NOUN:
    case NOMINAL_MASDAR: return USE_NOUN;
    case NOMINAL_NAME:
    case NOMINAL_UNKNOWN: return USE_NAME;
    default: return USE_ADJ;
  }
}

void choice_uses(const morph_doc *d, uint8_t *uses) {
  const token *t = d->text->tokens.items;
  for (uint32_t i = 0; i < d->n; i++) {
    unsigned before = i && t[i - 1].sentence == t[i].sentence ? uses[i - 1] : N_USES;
    uses[i] = N_USES;
    if (!choice_has_use(d, i)) continue;
    uses[i] = (uint8_t)plain_use(d, i);
    if (!d->choice) continue;
    uint32_t features[N_USE_KINDS]; /* of the first use; the others follow in order */
    choice_use_features(d, i, before, 0, features);
    int best = INT32_MIN;
    for (unsigned use = 0; use < N_USES; use++) {
      int sum = 0;
      for (unsigned k = 0; k < N_USE_KINDS; k++)
        sum += d->choice[features[k] + use * N_USE_FEATURES];
      if (sum > best) {
        best = sum;
        uses[i] = (uint8_t)use;
      }
    }
  }
}
