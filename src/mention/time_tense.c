/* time_tense.c - past or future, by the verb beside a time expression. */
#include "mention/time_tense.h"

#include "mention/time_parts.h"

#define REACH_BACK 20
#define REACH_AHEAD 4
#define ARTICLE_AND_LI (PROCLITIC_AL | PROCLITIC_LI)

/* «was (to be)» within the two words before: what was scheduled did not come. */
static bool was_before(const morph_doc *doc, uint32_t t) {
  uint32_t start = view_sentence_start(doc, t);
  for (unsigned back = 1; back <= 2 && t >= start + back; back++)
    if (view_token(doc, t - back)->kind == TOKEN_ARABIC && morph_has(doc, t - back) &&
        morph_at(doc, t - back)->entry->classes & CLASS_MASK(AUX_KANA))
      return true;
  return false;
}

/* «scheduled», «planned»: a passive participle of planning that says when something is
 * to be. */
static bool is_scheduled(const morph_doc *doc, uint32_t t) {
  const word_info *w = doc->words[t];
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (FEATURE_POS(o->features) == POS_PART_PASS &&
        o->entry->classes & CLASS_MASK(AUX_PLAN))
      return !was_before(doc, t);
  }
  return false;
}

static enum time_tense tense_at(const morph_doc *doc, uint32_t t) {
  if (view_token(doc, t)->kind != TOKEN_ARABIC) return TENSE_NONE;
  const reading *at = morph_at(doc, t);
  const lemma_record *l = at->entry;
  if (l->tag == TAG_PART_SAWFA || l->tag == TAG_NEG_LAN) return TENSE_FUTURE;
  if (FEATURE_POS(at->features) != POS_VERB)
    return is_scheduled(doc, t) ? TENSE_FUTURE : TENSE_NONE;
  if (at->proclitics & PROCLITIC_SA) return TENSE_FUTURE;
  if (FEATURE_ASPECT(at->features) != 2) return TENSE_PAST;
  return l->classes & (CLASS_MASK(AUX_PLAN) | CLASS_MASK(EXPECT)) ? TENSE_FUTURE
                                                                  : TENSE_PRESENT;
}

/* «was beginning», «did not begin», «is due to begin»: what stands before a verb in the
 * present at `t`. */
static enum time_tense present_tense(const morph_doc *doc, uint32_t t, uint32_t start) {
  enum { REACH_AUXILIARY = 4 };
  word_view v;
  bool announces =
      view_calendar(doc, t, KIND_SET(CALENDAR_MATCH), 0, ARTICLE_AND_LI, &v) &&
      v.value == MATCH_PROGRAMME;
  for (uint32_t i = 0; t > start && i < REACH_AUXILIARY; i++) {
    t--;
    if (view_token(doc, t)->kind != TOKEN_ARABIC || !morph_has(doc, t)) continue;
    const lemma_record *l = morph_at(doc, t)->entry;
    if (i == 0 && l->tag == TAG_NEG_LAM) return TENSE_PAST;
    if (i == 1 && l->tag == TAG_PREP_QABL) return TENSE_NONE; /* «before it began» */
    if (l->classes & CLASS_MASK(AUX_KANA)) return TENSE_PAST;
    enum time_tense tense = tense_at(doc, t);
    if (tense == TENSE_FUTURE) return tense;
    if (tense != TENSE_NONE) return TENSE_PRESENT;
  }
  return announces ? TENSE_PROGRAMME : TENSE_PRESENT;
}

/* «they put the hearing off to Monday», «the contract was extended to 5 May»: a verb or
 * noun of putting off before «to». */
static bool is_put_off_to(const morph_doc *doc, uint32_t first, uint32_t start) {
  enum { REACH_VERB = 8 };
  word_view v;
  if (first < start + 2 || !view_tag(doc, first - 1, TAG_PREP_ILA, PROCLITICS_JOIN))
    return false;
  for (uint32_t t = first - 1, i = 0; t > start && i < REACH_VERB; i++)
    if (view_calendar(doc, --t, KIND_SET(CALENDAR_MATCH) | VIEW_SUFFIX, 0,
                      PROCLITICS_NOUN, &v) &&
        v.value == MATCH_PUT_OFF && !(t > start && view_tag(doc, t - 1, TAG_PREP_MIN, 0)))
      return true;
  return false;
}

/* «(will) after the party's claim Wednesday»: «after» before a deed says that it was. */
static bool is_after_deed(const morph_doc *doc, uint32_t t, uint32_t first) {
  return t + 1 < first && view_tag(doc, t, TAG_PREP_BAAD, PROCLITICS_JOIN) &&
         morph_has(doc, t + 1) &&
         FEATURE_POS(morph_at(doc, t + 1)->features) == POS_MASDAR;
}

/* «asked the minister to go Saturday», «decided to travel Thursday»: what was demanded or
 * planned at a verb in the past is to come, where the deed stands right before the day.
 */
static bool is_demand(const morph_doc *doc, uint32_t t) {
  const lemma_record *l = morph_at(doc, t)->entry;
  if (l->classes & CLASS_MASK(AUX_PLAN)) return true;
  for (uint32_t i = 0; i < l->n_frames; i++)
    if (model_frame(doc->model, l->first_frame + i)->category == CATEGORY_REQUEST)
      return true;
  return false;
}

static bool is_deed(const morph_doc *doc, uint32_t t) {
  if (!view_nominal(doc, t)) return false;
  const word_info *w = doc->words[t];
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *r = &w->readings[n];
    unsigned pos = FEATURE_POS(r->features);
    if (pos == POS_MASDAR || (pos == POS_NOUN && (r->entry->kind == KIND_EVENT ||
                                                  (r->entry->kind == KIND_ABSTRACT &&
                                                   r->proclitics == PROCLITIC_AL))))
      return true;
  }
  return false;
}

enum time_tense tense_of(const morph_doc *doc, uint32_t first, uint32_t last) {
  uint32_t start = view_sentence_start(doc, first), limit = view_sentence_end(doc, first);
  if (is_put_off_to(doc, first, start)) return TENSE_FUTURE;
  bool deed = first > start && is_deed(doc, first - 1);
  for (uint32_t t = first, i = 0; t > start && i < REACH_BACK; i++) {
    enum time_tense tense = tense_at(doc, --t);
    if (is_after_deed(doc, t, first)) return TENSE_PAST;
    if (tense == TENSE_PRESENT) return present_tense(doc, t, start);
    if (tense == TENSE_PAST && deed && is_demand(doc, t)) return TENSE_FUTURE;
    if (tense != TENSE_NONE) return tense;
  }
  for (uint32_t t = last, i = 0; last && t < limit && i < REACH_AHEAD; t++, i++) {
    enum time_tense tense = tense_at(doc, t);
    if (tense != TENSE_NONE) return tense;
  }
  return TENSE_NONE;
}

bool is_day_of_deed(const morph_doc *doc, uint32_t first) {
  return first >= view_sentence_start(doc, first) + 2 &&
         view_tag(doc, first - 1, TAG_PREP_FI, 0) &&
         tense_at(doc, first - 2) == TENSE_PAST;
}
