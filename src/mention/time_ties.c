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

/* «self», «the same», alone or with a pronoun. */
static bool is_self(const morph_doc *doc, uint32_t t, bool pronoun) {
  const word_info *w = doc->words[t];
  if (!view_is_word(doc, t)) return false;
  for (unsigned i = 0; i < w->n_readings; i++)
    if (w->readings[i].entry->tag == TAG_SELF &&
        (w->readings[i].enclitic != 0) == pronoun &&
        !(w->readings[i].proclitics & (PROCLITIC_AL | PROCLITIC_KA)))
      return true;
  return false;
}

bool told_unit(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned *unit,
               int32_t *shift, uint32_t *last) {
  word_view v;
  bool same = is_self(doc, t, false);
  uint32_t p = t + same;
  if (!unit_read(doc, p, limit, ONE_UNIT, PROCLITIC_AL,
                 same ? ARTICLE_ONLY : PROCLITICS_JOIN | PROCLITIC_KA, &v) ||
      v.value < UNIT_DAY || v.value > UNIT_YEAR)
    return false;
  *unit = (unsigned)v.value;
  *shift = 0;
  *last = p + 1;
  if (same) return true;
  if (v.value == UNIT_YEAR && p > view_sentence_start(doc, p) &&
      view_nominal(doc, p - 1) && morph_at(doc, p - 1)->proclitics & PROCLITIC_AL)
    return false; /* «the former director general» */
  time_year y;
  *last = p + 2;
  if (year_read(doc, p + 2, limit, GREGORIAN, false, &y)) return false;
  if (p + 1 >= limit || !view_is_word(doc, p + 1)) return false;
  if (is_self(doc, p + 1, true)) return true;
  if (!view_calendar(doc, p + 1, KIND_SET(CALENDAR_MATCH), PROCLITIC_AL, ARTICLE_ONLY,
                     &v) ||
      (v.value != MATCH_AFTER && v.value != MATCH_BEFORE))
    return false;
  *shift = v.value == MATCH_AFTER ? 1 : -1;
  return true;
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
  uint32_t p = t;
  if (p > start && view_tag(doc, p - 1, TAG_PREP_MIN, 0)) p--; /* «the fourth day of» */
  if (p < start + 2 || !view_is_word(doc, p - 1) || !view_is_word(doc, p - 2)) return 0;
  const uint32_t days = KIND_SET(CALENDAR_UNIT) | KIND_SET(CALENDAR_UNIT_PLURAL);
  bool behind = view_quantity(doc, p - 1, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL,
                              ARTICLE_ONLY, &n) &&
                view_calendar(doc, p - 2, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL,
                              PROCLITICS_JOIN, &day);
  bool before =
      !behind && p == t &&
      view_quantity(doc, p - 2, KIND_SET(QUANTITY_ORDINAL), 0, PROCLITIC_AL, &n) &&
      view_calendar(doc, p - 1, days, 0, PROCLITICS_NOUN, &day);
  if ((!behind && !before) || day.value != UNIT_DAY || n.value < 1 || n.value > 10)
    return 0;
  *first = p - 2;
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

/* «but she», «but they»: more letters than the word itself has. */
static bool bears_suffix(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(view_token(doc, t)->key, letters);
  return n > 3 && (letters[n - 1] == LETTER_ALEF || letters[n - 1] == LETTER_HEH ||
                   letters[n - 1] == LETTER_MEEM);
}

/* «ha huwa», «ha hiya»: «here he is». */
static bool here_is(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  if (!view_is_word(doc, t) || view_token(doc, t)->kind != TOKEN_ARABIC) return false;
  unsigned n = word_unpack(word_fold(view_token(doc, t)->key), letters);
  unsigned wa = n > 2 && letters[0] == LETTER_WAW;
  return n == 2 + wa && letters[wa] == LETTER_HEH && letters[wa + 1] == LETTER_ALEF;
}

/* «in the day», «during the day», «all day»: the unit. */
static bool is_unit(const morph_doc *doc, uint32_t t, uint32_t start) {
  word_view v;
  bool course =
      view_calendar(doc, t - 1, KIND_SET(CALENDAR_MATCH), 0, PROCLITIC_AL, &v) &&
      v.value == MATCH_COURSE;
  return course || view_tag(doc, t - 1, TAG_PREP_KHILAL, PROCLITICS_JOIN) ||
         (view_tag(doc, t - 1, TAG_PREP_FI, PROCLITICS_JOIN) && t > start);
}

/* «the world of today», «al-Yawm's house»: an age of the world, or a newspaper. */
static bool of_age_or_paper(const morph_doc *doc, uint32_t t) {
  word_view v;
  if (view_calendar(doc, t - 1, KIND_SET(CALENDAR_MATCH) | VIEW_SUFFIX, 0, PROCLITIC_AL,
                    &v) &&
      (v.value == MATCH_ERA || v.value == MATCH_TIME))
    return true;
  const reading *r = morph_at(doc, t - 1);
  return view_nominal(doc, t - 1) && r->entry->kind == KIND_PERSON &&
         FEATURE_NUMBER(r->features) == 3 && !r->enclitic &&
         !(r->proclitics & PROCLITIC_AL) && FEATURE_POS(r->features) == POS_NOUN;
}

/* «today» between quotation marks or brackets, or behind «li» that stands alone: the
 * newspaper. */
static bool is_paper(const morph_doc *doc, uint32_t t, uint32_t start, uint32_t limit) {
  const token *before = view_token(doc, t - 1);
  if (t > start && t + 1 < limit) {
    const token *after = view_token(doc, t + 1);
    if ((before->kind == TOKEN_QUOTE_OPEN && after->kind == TOKEN_QUOTE_CLOSE) ||
        (before->kind == TOKEN_OPEN && after->kind == TOKEN_CLOSE))
      return true;
  }
  return before->kind == TOKEN_ARABIC && before->flags & TOKEN_ELONGATED &&
         view_clitics(doc, t - 1) == PROCLITIC_LI;
}

bool is_nowadays(const morph_doc *doc, uint32_t t, uint32_t limit) {
  uint32_t start = view_sentence_start(doc, t);
  if (t + 1 < limit && (we_do(doc, t + 1) || view_tag(doc, t + 1, TAG_REL, 0)))
    return true; /* «the day that …» */
  if (t > start && is_paper(doc, t, start, limit)) return true;
  if (t > start && view_is_word(doc, t - 1) &&
      view_token(doc, t - 1)->kind == TOKEN_ARABIC &&
      (is_unit(doc, t, start) || of_age_or_paper(doc, t) ||
       view_tag(doc, t - 1, TAG_PRON, PROCLITICS_JOIN) ||
       (view_tag(doc, t - 1, TAG_CONJ_BUT, PROCLITICS_JOIN) && bears_suffix(doc, t - 1))))
    return true; /* «but it is today …» */
  for (uint32_t i = t, steps = 0; i > start && steps < 3; steps++) {
    i--;
    if (steps < 2 && we_do(doc, i)) return true;
    if (here_is(doc, i)) return true;
  }
  return t > start && view_is_word(doc, t - 1) &&
         view_token(doc, t - 1)->kind == TOKEN_ARABIC && view_nominal(doc, t - 1) &&
         morph_at(doc, t - 1)->enclitic == ENCLITIC_NA;
}
