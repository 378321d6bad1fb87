/* time_ties.c - «since then», «three days after that», «two months from now», «the third
 * day of the feast», and «today» that means nowadays. */
#include "mention/time_ties.h"

const time_mention *tie_to(const morph_doc *doc, const mention_doc *md, uint32_t t) {
  uint32_t here = view_token(doc, t)->sentence;
  for (uint32_t i = md->times.n; i-- > 0;) {
    const time_mention *m = &md->times.items[i];
    if (view_token(doc, m->first)->sentence + 1 < here) return NULL;
    if (m->has_value && m->type <= TIME_TIME && m->day_from != INT32_MIN &&
        m->day_to != INT32_MAX)
      return m;
  }
  return NULL;
}

bool demonstrative_far(const morph_doc *doc, uint32_t t) {
  return view_is_word(doc, t) && view_tag(doc, t, TAG_DEM, 0) &&
         !demonstrative_near(doc, t);
}

bool since_then(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t *last) {
  if (t + 2 >= limit || !view_tag(doc, t, TAG_PREP_MUNDHU, PROCLITICS_JOIN) ||
      !demonstrative_far(doc, t + 1) || !view_is_word(doc, t + 2) ||
      !view_nominal(doc, t + 2))
    return false;
  const reading *noun = morph_at(doc, t + 2);
  *last = t + 3;
  return noun->proclitics == PROCLITIC_AL && noun->entry->kind == KIND_TIME;
}

bool that_day(const morph_doc *doc, uint32_t t, uint32_t limit) {
  word_view v;
  return t + 1 < limit && demonstrative_far(doc, t) && view_is_word(doc, t + 1) &&
         view_calendar(doc, t + 1, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL, ARTICLE_ONLY,
                       &v) &&
         v.value == UNIT_DAY;
}

uint32_t after_that(const morph_doc *doc, uint32_t t, unsigned proclitics,
                    int *direction) {
  if (!(proclitics & PROCLITIC_BI) || t < view_sentence_start(doc, t) + 2 ||
      !demonstrative_far(doc, t - 1) || !view_is_word(doc, t - 2))
    return MODEL_NONE;
  *direction = view_tag(doc, t - 2, TAG_PREP_BAAD, PROCLITICS_JOIN)   ? 1
               : view_tag(doc, t - 2, TAG_PREP_QABL, PROCLITICS_JOIN) ? -1
                                                                      : 0;
  return *direction ? t - 2 : MODEL_NONE;
}

/* The adverb «now». */
static bool is_now(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  const token *k = view_token(doc, t);
  if (k->kind != TOKEN_ARABIC || word_unpack(word_fold(k->key), letters) != 4)
    return false;
  return letters[0] == LETTER_ALEF && letters[1] == LETTER_LAM &&
         (letters[2] == LETTER_ALEF || letters[2] == LETTER_ALEF_MADDA) &&
         letters[3] == LETTER_NOON;
}

bool from_now(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t *last) {
  *last = t + 2;
  return t + 1 < limit && view_is_word(doc, t) && view_tag(doc, t, TAG_PREP_MIN, 0) &&
         is_now(doc, t + 1);
}

int32_t nth_day_of(const morph_doc *doc, uint32_t t, uint32_t *first) {
  word_view day, n;
  uint32_t start = view_sentence_start(doc, t);
  if (t < start + 2 || !view_is_word(doc, t - 1) || !view_is_word(doc, t - 2) ||
      !view_calendar(doc, t - 1, KIND_SET(CALENDAR_UNIT_PLURAL), 0, PROCLITICS_NOUN,
                     &day) ||
      day.value != UNIT_DAY ||
      !view_quantity(doc, t - 2, KIND_SET(QUANTITY_ORDINAL), 0, PROCLITIC_AL, &n) ||
      n.value < 1 || n.value > 10)
    return 0;
  *first = t - 2;
  return (int32_t)n.value;
}

/* A verb of the first person plural: «we live», «we see». */
static bool we_do(const morph_doc *doc, uint32_t t) {
  if (!view_is_word(doc, t) || view_token(doc, t)->kind != TOKEN_ARABIC) return false;
  const reading *r = morph_at(doc, t);
  return FEATURE_POS(r->features) == POS_VERB && FEATURE_PERSON(r->features) == 1 &&
         FEATURE_NUMBER(r->features) == 3 && FEATURE_ASPECT(r->features) == 2 &&
         !(r->proclitics & PROCLITIC_SA);
}

/* «ha huwa», «ha hiya»: «here he is». */
static bool here_is(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  if (!view_is_word(doc, t) || view_token(doc, t)->kind != TOKEN_ARABIC) return false;
  unsigned n = word_unpack(word_fold(view_token(doc, t)->key), letters);
  unsigned wa = n > 2 && letters[0] == LETTER_WAW;
  return n == 2 + wa && letters[wa] == LETTER_HEH && letters[wa + 1] == LETTER_ALEF;
}

bool is_nowadays(const morph_doc *doc, uint32_t t, uint32_t limit) {
  uint32_t start = view_sentence_start(doc, t);
  if (t + 1 < limit && we_do(doc, t + 1)) return true;
  for (uint32_t i = t, steps = 0; i > start && steps < 3; steps++) {
    i--;
    if (steps < 2 && we_do(doc, i)) return true;
    if (here_is(doc, i)) return true;
  }
  return t > start && view_is_word(doc, t - 1) &&
         view_token(doc, t - 1)->kind == TOKEN_ARABIC && view_nominal(doc, t - 1) &&
         morph_at(doc, t - 1)->enclitic == ENCLITIC_NA;
}
