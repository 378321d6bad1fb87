/* time_tense.c - past or future, by the verb beside a time expression. */
#include "mention/time_tense.h"

#define REACH_BACK 20
#define REACH_AHEAD 4

/* «scheduled», «planned»: a passive participle of planning that says when something is
 * to be. */
static bool is_scheduled(const morph_doc *doc, uint32_t t) {
  const word_info *w = doc->words[t];
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (FEATURE_POS(o->features) == POS_PART_PASS &&
        o->entry->classes & CLASS_MASK(AUX_PLAN))
      return true;
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

enum time_tense tense_of(const morph_doc *doc, uint32_t first, uint32_t last) {
  uint32_t start = view_sentence_start(doc, first), limit = view_sentence_end(doc, first);
  for (uint32_t t = first, i = 0; t > start && i < REACH_BACK; i++) {
    enum time_tense tense = tense_at(doc, --t);
    /* «will» stands before its verb */
    if (tense == TENSE_PRESENT && t > start && tense_at(doc, t - 1) == TENSE_FUTURE)
      return TENSE_FUTURE;
    if (tense != TENSE_NONE) return tense;
  }
  for (uint32_t t = last, i = 0; last && t < limit && i < REACH_AHEAD; t++, i++) {
    enum time_tense tense = tense_at(doc, t);
    if (tense != TENSE_NONE) return tense;
  }
  return TENSE_NONE;
}
