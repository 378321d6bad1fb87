/* number_context.c - the counted noun, and the signs that a number counts no people. */
#include "mention/number_context.h"

uint32_t number_noun(const morph_doc *doc, uint32_t last, uint32_t limit) {
  uint32_t p = last;
  if (p < limit && view_tag(doc, p, TAG_FOCUS, 0)) p++;
  bool partitive = p > 0 && p == last &&
                   view_tag(doc, p - 1, TAG_PREP_MIN, 0); /* «a number of» ends in it */
  if (p < limit && view_tag(doc, p, TAG_PREP_MIN, 0)) {
    p++;
    partitive = true;
  }
  if (p < limit && view_token(doc, p)->kind == TOKEN_QUOTE_OPEN) p++;
  if (p >= limit || !view_is_word(doc, p)) return MODEL_NONE;
  if (morph_tag(doc, p) == TAG_DET_OTHER)
    return p + 1 < limit && view_nominal(doc, p + 1) &&
                   !(morph_at(doc, p + 1)->proclitics)
               ? p + 1
               : p;
  if (!view_nominal(doc, p)) return MODEL_NONE;
  /* «three of their soldiers», but not «dozens, most of them» */
  const unsigned barred = PROCLITICS_JOIN | PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI;
  const reading *r = morph_at(doc, p);
  return (r->proclitics & barred) || (r->enclitic && !partitive) ? MODEL_NONE : p;
}

/* «per cent» at `p`: the sign, one word, or fi and the hundred; tokens it takes, 0 none.
 */
static uint32_t percent_at(const morph_doc *doc, uint32_t p, uint32_t limit) {
  word_view v;
  if (p >= limit) return 0;
  if (view_mark(doc, p, limit) == '%') return 1;
  if (!view_is_word(doc, p)) return 0;
  if (view_quantity(doc, p, KIND_SET(QUANTITY_HUNDRED), PROCLITIC_BI | PROCLITIC_AL, 0,
                    &v) &&
      v.value == 100)
    return 1;
  if (view_quantity(doc, p, KIND_SET(QUANTITY_BOUND), 0, 0, &v) &&
      v.value == BOUND_PERCENT)
    return 1;
  return view_tag(doc, p, TAG_PREP_FI, 0) && p + 1 < limit &&
                 view_quantity(doc, p + 1, KIND_SET(QUANTITY_HUNDRED), PROCLITIC_AL,
                               PROCLITICS_JOIN, &v) &&
                 v.value == 100
             ? 2
             : 0;
}

/* «bayn», between, is no «bi-yen». */
static bool is_measure(const morph_doc *doc, uint32_t t) {
  const unsigned bar = PROCLITICS_JOIN | PROCLITIC_BI | PROCLITIC_LI | PROCLITIC_KA;
  word_view v;
  if (!view_is_word(doc, t)) return false;
  const lemma_record *l = morph_lemma(doc, t);
  if (l->kind == KIND_MONEY) return true;
  return view_quantity(doc, t, KIND_SET(QUANTITY_MEASURE), 0, bar, &v) ||
         view_calendar(doc, t, KIND_SET(CALENDAR_UNIT) | KIND_SET(CALENDAR_UNIT_PLURAL),
                       0, bar, &v);
}

static bool counts_people(const morph_doc *doc, uint32_t noun) {
  if (noun == MODEL_NONE) return false;
  unsigned kind = morph_lemma(doc, noun)->kind;
  return kind == KIND_PERSON || kind == KIND_GROUP;
}

/* Nothing is counted, or what was taken for it is a verb or a name. */
static bool noun_is_none(const morph_doc *doc, const number_core *c, uint32_t noun) {
  if (noun == MODEL_NONE) return true;
  unsigned pos = FEATURE_POS(morph_at(doc, noun)->features);
  return noun == c->last && (pos == POS_VERB || pos == POS_NAME);
}

/* A name without clitics: «MiG 29», «Shahed 136». */
static bool is_bare_name(const morph_doc *doc, uint32_t t) {
  const reading *r = morph_at(doc, t);
  return morph_has(doc, t) && FEATURE_POS(r->features) == POS_NAME && !r->enclitic &&
         !(r->proclitics & ~(unsigned)PROCLITIC_AL);
}

/* «the Jaysh killed 20»: a word of harm a few tokens before; the figure may be a toll. */
static bool harm_before(const morph_doc *doc, uint32_t p, uint32_t floor) {
  for (uint32_t i = p, steps = 0; i > floor && steps < 8; steps++) {
    i--;
    if (doc->marks[i] & WORD_HARM && morph_lemma(doc, i)->first_toll) return true;
  }
  return false;
}

/* «the thirtieth», written as «the thirty» behind its noun with the article. */
static bool is_ordinal_tens(const morph_doc *doc, const number_core *c, uint32_t before) {
  if (!(c->flags & NUMBER_WORDS) || !(c->flags & NUMBER_ARTICLE) || c->value < 20 ||
      c->value > 90 || c->value % 10 || !morph_has(doc, before))
    return false;
  const reading *r = morph_at(doc, before);
  return FEATURE_POS(r->features) == POS_NOUN && r->proclitics & PROCLITIC_AL &&
         FEATURE_NUMBER(r->features) == 1;
}

/* A Latin letter spelt as it is called: the «M» of a road, the «F» of an aeroplane. */
static bool is_letter_name(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  return word_unpack(view_token(doc, t)->key, letters) == 2 &&
         letters[0] == LETTER_ALEF_HAMZA_BELOW && letters[1] != LETTER_NOON;
}

/* What the token before says: «article 5», «F-16», «from the age of», the hour, a list's
 * bullet. */
static bool named_before(const morph_doc *doc, const number_core *c, uint32_t floor,
                         uint32_t noun) {
  uint32_t p = c->first;
  word_view v;
  if (p <= floor) return false;
  const token *k = view_token(doc, p - 1);
  if (k->mark == '$' || k->mark == '#' || k->mark == '+' || k->mark == '/') return true;
  if (k->mark == '-' && view_joined(doc, p) && view_joined(doc, p - 1)) return true;
  if (k->kind == TOKEN_LATIN) return true;
  if (k->kind != TOKEN_ARABIC) return false;
  bool digits = !(c->flags & NUMBER_WORDS);
  if (digits && is_letter_name(doc, p - 1)) return true;
  if (view_quantity(doc, p - 1, KIND_SET(QUANTITY_LABEL) | VIEW_SUFFIX, 0, 0, &v) &&
      (digits || c->flags & NUMBER_ARTICLE || (noun == MODEL_NONE && c->value > 10)) &&
      !counts_people(doc, noun))
    return true;
  if (digits && noun_is_none(doc, c, noun) && is_bare_name(doc, p - 1) &&
      !harm_before(doc, p, floor))
    return true;
  if (is_ordinal_tens(doc, c, p - 1) && !counts_people(doc, noun)) return true;
  if (view_calendar(doc, p - 1,
                    KIND_SET(CALENDAR_UNIT) | KIND_SET(CALENDAR_AGE) | VIEW_SUFFIX, 0, 0,
                    &v) &&
      v.value != 2)
    return digits || v.kind == CALENDAR_AGE;
  return false;
}

static bool named_after(const morph_doc *doc, const number_core *c, uint32_t limit,
                        uint32_t noun) {
  uint32_t p = c->last;
  unsigned mark = view_mark(doc, p, limit);
  if (mark == '$' || mark == '+' || mark == '/') return true;
  /* «5- », «5) » before a word: a point of a list */
  bool digits = !(c->flags & NUMBER_WORDS),
       opened = c->first > 0 && view_token(doc, c->first - 1)->kind == TOKEN_OPEN;
  bool point = mark == '-' || (mark == ')' && !opened);
  if (digits && point && view_joined(doc, p) &&
      (p + 1 >= limit || view_is_word(doc, p + 1)))
    return true;
  if (digits && mark == '.' && (view_token(doc, c->first)->flags & TOKEN_LINE_START))
    return true;
  word_view v;
  if (p < limit && c->value <= 12 && !(c->flags & NUMBER_VAGUE) &&
      view_calendar(doc, p, KIND_SET(CALENDAR_DAYPART), 0, PROCLITICS_NOUN, &v))
    return true; /* «12 noon» */
  const uint32_t months = KIND_SET(CALENDAR_MONTH) | KIND_SET(CALENDAR_HIJRI_MONTH) |
                          KIND_SET(CALENDAR_SOLAR_MONTH);
  if (p < limit && digits && c->value <= 31 &&
      view_calendar(doc, p, months, 0, PROCLITICS_NOUN, &v))
    return true; /* what is called by its day, and is no date: «the 25 January revolution»
                  */
  if (mark == '-' && view_joined(doc, p) && p + 1 < limit && view_joined(doc, p + 1))
    return true; /* a score, a code */
  if (p < limit && view_token(doc, p)->kind == TOKEN_LATIN && noun == MODEL_NONE)
    return true;
  if (digits && noun == p && c->first == view_sentence_start(doc, c->first) &&
      doc->marks[noun] & WORD_UNKNOWN)
    return true; /* «10 Downing Street» */
  return noun != MODEL_NONE && is_measure(doc, noun);
}

uint32_t number_context_flags(const morph_doc *doc, const number_core *c, uint32_t floor,
                              uint32_t limit, uint32_t noun, uint32_t *last) {
  uint32_t percent = percent_at(doc, c->last, limit);
  if (percent) {
    if (*last < c->last + percent) *last = c->last + percent;
    return NUMBER_PERCENT | NUMBER_NOT_COUNT;
  }
  if (c->flags & (NUMBER_DECIMAL | NUMBER_ORDINAL)) return NUMBER_NOT_COUNT;
  if (named_before(doc, c, floor, noun) || named_after(doc, c, limit, noun))
    return NUMBER_NOT_COUNT;
  if (c->last < limit && view_is_word(doc, c->last) && is_measure(doc, c->last))
    return NUMBER_NOT_COUNT;
  word_view v;
  if (c->single && (c->flags & NUMBER_WORDS) && c->value >= 1000000000 &&
      view_quantity(doc, c->first, KIND_SET(QUANTITY_MEASURE), 0, 0, &v))
    return NUMBER_NOT_COUNT;
  bool year = view_plain_digits(doc, c->last - 1, 4) && c->value >= 1900 &&
              c->value <= 2100 && c->value % 100;
  return year && noun == MODEL_NONE && c->single ? NUMBER_NOT_COUNT : 0;
}
