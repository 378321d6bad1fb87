/* number.c - every number of a document with its bounds, and every dual noun.
 *
 * A bare number is found first (number_grammar.c); then its neighbours are read: bounds
 * before and after, a second figure that makes a range, the noun it counts, and signs
 * that it is no count (number_bounds.c, number_context.c).
 */
#include "mention/number_context.h"

typedef struct number_reader {
  const morph_doc *doc;
  mention_doc *md;
  arena *memory;
  uint32_t floor; /* tokens before are taken by the number before */
} number_reader;

/* Byte where the number begins, proclitics left out. */
static uint32_t core_start(const morph_doc *doc, const number_core *c) {
  unsigned clitics = view_is_word(doc, c->first) && c->last > c->first + 1
                         ? view_clitics(doc, c->first)
                         : 0;
  if (clitics && c->n_prefix == 0) {
    const token *k = view_token(doc, c->first);
    if (!(clitics & PROCLITIC_AL)) return view_token(doc, c->first + 1)->start;
    return view_start(doc, c->first, clitics, k->n_letters);
  }
  return view_start(doc, c->first, c->proclitics, c->n_prefix);
}

static bool put_number(number_reader *r, const number *n) {
  number *at = ARRAY_PUSH(r->memory, &r->md->numbers);
  if (!at) return false;
  *at = *n;
  for (uint32_t t = n->first; t < n->last; t++)
    if (t != n->noun || (n->flags & NUMBER_DUAL)) r->md->number_at[t] = r->md->numbers.n;
  r->floor = n->last;
  return true;
}

/* The words around core `c` make it a number. */
static uint32_t noun_before(const morph_doc *doc, const number_core *c, uint32_t floor);

/* Where what is counted stands: behind the bracket of «(148) persons». */
static uint32_t behind_bracket(const morph_doc *doc, const number_core *c,
                               uint32_t limit) {
  bool bracket = c->last < limit && text_in_brackets(doc->text, c->first, c->last);
  return bracket ? c->last + 1 : c->last;
}

/* «dozens were hurt yesterday morning»: a day is not what is counted. */
static bool begins_day(const mention_doc *md, uint32_t t) {
  if (!md->time_at[t]) return false;
  const time_mention *m = &md->times.items[md->time_at[t] - 1];
  return m->first == t && m->type <= TIME_TIME;
}

static bool finish(number_reader *r, number_core *c, uint32_t limit, uint32_t *next) {
  const morph_doc *doc = r->doc;
  uint32_t start = view_sentence_start(doc, c->first);
  uint32_t floor = r->floor > start ? r->floor : start;
  uint32_t noun = c->flags & NUMBER_ORDINAL
                      ? MODEL_NONE
                      : number_noun(doc, behind_bracket(doc, c, limit), limit);
  if (noun != MODEL_NONE && begins_day(r->md, noun)) noun = MODEL_NONE;
  number n = {.first = c->first, .core_first = c->first, .noun = noun};
  number_core to;
  bool range = !(c->flags & (NUMBER_ORDINAL | NUMBER_VAGUE)) &&
               range_read(doc, c, floor, noun, limit, &n.first, &to);
  n.value = n.low = c->value;
  n.high = c->high;
  n.flags = c->flags;
  n.last = n.core_last = c->last;
  if (range) {
    n.high = to.value;
    n.last = n.core_last = to.last;
    n.flags |= to.flags & (NUMBER_WORDS | NUMBER_DECIMAL);
    if (noun == MODEL_NONE || noun < to.last) n.noun = number_noun(doc, to.last, limit);
  }
  n.flags |= number_context_flags(doc, range ? &to : c, range ? to.first : floor, limit,
                                  n.noun, &n.last);
  if (range && n.noun == MODEL_NONE && view_mark(doc, c->last, limit) == '-')
    n.flags |= NUMBER_NOT_COUNT; /* a score */
  if (!(n.flags & NUMBER_ORDINAL)) {
    enum bound bound = bound_before(doc, c, floor, &n.first);
    uint32_t last = n.last;
    enum bound after = bound_after(doc, n.noun, limit, &last);
    if (after != FIGURE_EXACT) n.last = last;
    if (bound == FIGURE_EXACT)
      bound = after;
    else if (after == FIGURE_ABOUT)
      n.flags |= NUMBER_APPROX;
    bound_apply(bound, &n);
  }
  if (n.noun == MODEL_NONE &&
      !(n.flags & (NUMBER_ORDINAL | NUMBER_VAGUE | NUMBER_PERCENT)) && !range)
    n.noun = noun_before(doc, c, floor);
  n.start = n.first == c->first ? core_start(doc, c) : view_word_start(doc, n.first);
  n.end = view_token(doc, n.last - 1)->end;
  *next = n.noun != MODEL_NONE && n.noun >= n.core_last && n.noun < n.last ? n.core_last
                                                                           : n.last;
  return put_number(r, &n);
}

static bool chosen_quantity(const morph_doc *doc, uint32_t t) {
  return view_is_word(doc, t) && morph_lemma(doc, t)->quantity != 0;
}

/* Words that are numbers only in company: one, and words chosen to be something else. */
static bool is_in_company(const morph_doc *doc, const mention_doc *md,
                          const number_core *c, uint32_t floor, uint32_t limit) {
  if (!c->single || !(c->flags & NUMBER_WORDS)) return true;
  bool noun = number_noun(doc, c->last, limit) == c->last && !md->time_at[c->last];
  if (c->value == 1)
    return (noun && !(c->proclitics & PROCLITIC_AL)) ||
           noun_before(doc, c, floor) != MODEL_NONE;
  bool of_whom = c->value >= 1000 &&
                 c->last + 1 < limit && /* «two thousand of the men» */
                 view_tag(doc, c->last, TAG_PREP_MIN, 0) &&
                 view_may_be_noun(doc, c->last + 1, PROCLITIC_AL);
  if (chosen_quantity(doc, c->first) || noun || of_whom) return true;
  uint32_t first = c->first;
  return bound_before(doc, c, floor, &first) != FIGURE_EXACT;
}

/* One to ten after the noun they count: «a single person», «two policemen», «the ten
 * dead». */
static uint32_t noun_before(const morph_doc *doc, const number_core *c, uint32_t floor) {
  if (!c->single || !(c->flags & NUMBER_WORDS) || c->value < 1 || c->value > 10 ||
      c->first <= floor || (c->proclitics & ~(unsigned)PROCLITIC_AL))
    return MODEL_NONE;
  unsigned article = c->proclitics & PROCLITIC_AL;
  if ((c->value > 2 && !article) || !view_may_be_noun(doc, c->first - 1, article))
    return MODEL_NONE;
  return c->first - 1;
}

/* Oblique duals and sound plurals look the same (two fighters, fighters), and some
 * singulars do (amin, «secretary»). */
static bool may_be_other(const morph_doc *doc, uint32_t t) {
  const word_info *w = doc->words[t];
  const reading *at = morph_at(doc, t);
  /* «two drivers», but «the drivers» */
  bool noun = FEATURE_POS(at->features) == POS_NOUN && !(at->proclitics & PROCLITIC_AL);
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *r = &w->readings[i];
    unsigned pos = FEATURE_POS(r->features),
             grammatical_number = FEATURE_NUMBER(r->features);
    bool participle = pos == POS_PART_ACT || pos == POS_PART_PASS;
    if (pos == POS_VERB || r->enclitic != at->enclitic) continue;
    bool noun_or_name = pos == POS_NOUN || pos == POS_MASDAR || pos == POS_NAME;
    if (grammatical_number == 3 ? !(noun && participle)
                                : grammatical_number == 1 && noun_or_name)
      return true;
  }
  return false;
}

/* Lebanon, Bahrain, Taliban look like duals. */
static bool is_name(const morph_doc *doc, const mention_doc *md, uint32_t t) {
  const phrase_match *matches;
  unsigned n = phrases_at(md, t, &matches);
  for (unsigned i = 0; i < n; i++) {
    const node_record *node = model_node(doc->model, matches[i].node);
    for (uint32_t k = 0; k < node->n_targets; k++) {
      const target_record *at = model_target(doc->model, node->first_target + k);
      if (at->type == TARGET_ACTOR || at->type == TARGET_COUNTRY ||
          at->type == TARGET_CAPITAL)
        return true;
      if (at->type == TARGET_PLACE && model_place(doc->model, at->index)->tier == 'A')
        return true;
    }
  }
  return false;
}

/* A dual of persons without its noon: before a pronoun (his parents) or a genitive (the
 * parents of the child). The singular in the accusative looks the same, but takes
 * neither. */
static bool is_construct(const morph_doc *doc, const mention_doc *md, uint32_t t) {
  const word_info *w = doc->words[t];
  const reading *dual = NULL;
  if (morph_at(doc, t)->entry->kind != KIND_PERSON) return false;
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *r = &w->readings[i];
    unsigned pos = FEATURE_POS(r->features);
    if (FEATURE_NUMBER(r->features) == 3 && pos != POS_VERB) return false;
    if (FEATURE_NUMBER(r->features) == 2 && (r->features & FEATURE_CONSTRUCT) &&
        pos == POS_NOUN && r->entry->kind == KIND_PERSON)
      dual = r;
  }
  if (!dual || dual->enclitic) return dual != NULL;
  return t + 1 < view_sentence_end(doc, t) &&
         !(view_token(doc, t)->flags & TOKEN_TANWIN) && !md->time_at[t + 1] &&
         view_nominal(doc, t + 1) && morph_at(doc, t + 1)->proclitics == PROCLITIC_AL &&
         FEATURE_POS(morph_at(doc, t + 1)->features) == POS_NOUN;
}

/* True where the token is a dual noun that is no name and no word of the calendar. */
static bool is_dual(const morph_doc *doc, const mention_doc *md, uint32_t t) {
  const token *k = view_token(doc, t);
  if (k->kind != TOKEN_ARABIC || !morph_has(doc, t)) return false;
  const reading *r = morph_at(doc, t);
  if (r->enclitic || word_last_letter(k->key) != LETTER_NOON)
    return is_construct(doc, md, t);
  if (FEATURE_NUMBER(r->features) != 2) return false;
  unsigned pos = FEATURE_POS(r->features);
  const unsigned nouns = 1u << POS_NOUN | 1u << POS_PART_ACT | 1u << POS_PART_PASS |
                         1u << POS_NISBA | 1u << POS_ADJ | 1u << POS_MASDAR;
  const lemma_record *l = r->entry;
  if (!(nouns >> pos & 1) || l->quantity || l->calendar || l->tag) return false;
  if (may_be_other(doc, t) || is_name(doc, md, t)) return false;
  if (pos == POS_NOUN || (r->proclitics & PROCLITICS_JOIN) ||
      t == view_sentence_start(doc, t))
    return true;
  /* an adjective of the dual noun before it */
  return view_token(doc, t - 1)->kind != TOKEN_ARABIC ||
         FEATURE_NUMBER(morph_at(doc, t - 1)->features) != 2;
}

static bool read_dual(number_reader *r, uint32_t t, uint32_t limit, uint32_t *next) {
  const reading *at = morph_at(r->doc, t);
  number n = {.first = t,
              .last = t + 1,
              .core_first = t,
              .core_last = t + 1,
              .low = 2,
              .high = 2,
              .value = 2};
  n.noun = t;
  n.flags =
      NUMBER_DUAL | NUMBER_WORDS | (at->proclitics & PROCLITIC_AL ? NUMBER_ARTICLE : 0u);
  word_view v;
  if (t + 1 < limit &&
      view_quantity(r->doc, t + 1, KIND_SET(QUANTITY_UNIT), 0, PROCLITICS_JOIN, &v) &&
      v.value == 2)
    n.last = n.core_last = t + 2;
  uint32_t last = n.last;
  enum bound after = bound_after(r->doc, t, limit, &last);
  if (after != FIGURE_EXACT) n.last = last;
  bound_apply(after, &n);
  n.start = view_start(r->doc, t, at->proclitics, at->n_prefix);
  n.end = view_token(r->doc, n.last - 1)->end;
  *next = n.last;
  return put_number(r, &n);
}

/* Kinds of word a number may begin with; of bounds only «a number (of)». */
#define NUMBER_KINDS                                                                     \
  (KIND_SET(QUANTITY_UNIT) | KIND_SET(QUANTITY_TEEN) | KIND_SET(QUANTITY_TENS) |         \
   KIND_SET(QUANTITY_HUNDRED) | KIND_SET(QUANTITY_SCALE) | KIND_SET(QUANTITY_FRACTION) | \
   KIND_SET(QUANTITY_ORDINAL) | KIND_SET(QUANTITY_VAGUE))

/* Reads the number at `t`, if any; *next is the token to go on with. */
static bool read_at(number_reader *r, uint32_t t, uint32_t *next) {
  const morph_doc *doc = r->doc;
  uint32_t limit = view_sentence_end(doc, t), floor = view_sentence_start(doc, t);
  if (floor < r->floor) floor = r->floor;
  number_core c;
  bool digits = view_token(doc, t)->kind == TOKEN_NUMBER;
  uint32_t first = t, quantities, calendar;
  view_kinds(doc, t, &quantities, &calendar);
  if (!digits && !(quantities & NUMBER_KINDS)) {
    word_view v;
    if (!view_quantity(doc, t, KIND_SET(QUANTITY_BOUND), 0, 0, &v) ||
        v.value != BOUND_COUNT)
      return true;
  }
  if (digits && t > floor && view_clitics(doc, t - 1) &&
      (view_joined(doc, t) || (view_token(doc, t - 1)->flags & TOKEN_ELONGATED)))
    first = t - 1;
  bool found =
      digits ? number_core_read(doc, first, limit, 0, &c) ||
                   number_core_read(doc, t, limit, 0, &c)
             : (quantities & (KIND_SET(QUANTITY_VAGUE) | KIND_SET(QUANTITY_BOUND))) &&
                   number_vague_read(doc, t, limit, &c);
  if (!found && !digits) found = number_core_read(doc, t, limit, 0, &c);
  if (found && !(c.flags & NUMBER_VAGUE) && !is_in_company(doc, r->md, &c, floor, limit))
    return true;
  if (!found && !number_ordinal_read(doc, t, limit, &c)) return true;
  return finish(r, &c, limit, next);
}

bool number_read(const morph_doc *doc, mention_doc *md, arena *a) {
  md->numbers.items = NULL;
  md->numbers.n = md->numbers.capacity = 0;
  md->number_at = arena_zero(a, doc->n ? doc->n : 1, sizeof *md->number_at);
  if (!md->number_at) return false;
  number_reader r = {doc, md, a, 0};
  for (uint32_t t = morph_next(doc, TOKENS_NUMBER, 0), next; t < doc->n;
       t = morph_next(doc, TOKENS_NUMBER, next)) {
    unsigned hints = doc->marks[t];
    next = t + 1;
    if (md->time_at[t]) {
      const time_mention *over = &md->times.items[md->time_at[t] - 1];
      r.floor = next = over->last;
    } else if (view_token(doc, t)->kind == TOKEN_NUMBER || (hints & WORD_MAY_QUANTITY)) {
      if (!read_at(&r, t, &next)) return false;
    } else if ((hints & WORD_MAY_DUAL) && is_dual(doc, md, t)) {
      if (!read_dual(&r, t, view_sentence_end(doc, t), &next)) return false;
    }
  }
  return !a->failed;
}
