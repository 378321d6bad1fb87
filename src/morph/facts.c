/* facts.c - the facts of readings and places. */
#include "morph/choice.h"

/* Models from strangers may hold what no name is for. */
static unsigned pos_of(const reading *r) {
  unsigned pos = FEATURE_POS(r->features);
  return pos < N_POS ? pos : POS_NONE;
}

static unsigned tag_of(const reading *r) {
  return r->entry->tag < N_TAGS ? r->entry->tag : TAG_NONE;
}

/* «…, pointing out that», «the delegation left, rejecting …»: an accusative participle of
 * a verb that says; the feminine and the plural are written so as attributes too. */
static unsigned adverb_of(const reading *r) {
  if (FEATURE_POS(r->features) != POS_PART_ACT || r->proclitics & PROCLITIC_AL ||
      r->enclitic || !(r->entry->classes & (CLASS_MASK(SPEECH) | CLASS_MASK(ATTITUDE))))
    return ADVERB_NONE;
  unsigned number = FEATURE_NUMBER(r->features), in_case = FEATURE_CASE(r->features);
  if (number == 1 && in_case == 2) return ADVERB_SURE;
  bool feminine = number == 1 && FEATURE_GENDER(r->features) == 2;
  return feminine || (number > 1 && in_case == 3) ? ADVERB_MAYBE : ADVERB_NONE;
}

own_facts facts_own(const reading *r) {
  own_facts own = {.bits = 0};
  unsigned pos = pos_of(r), p = r->proclitics;
  own.pos = pos & 31u;
  own.tag = tag_of(r) & 127u;
  if (pos == POS_VERB) {
    own.aspect = FEATURE_ASPECT(r->features);
    own.person = FEATURE_PERSON(r->features);
    own.passive = (r->features & FEATURE_PASSIVE) != 0;
    own.light = (r->entry->classes & CLASS_MASK(LIGHT)) != 0;
    own.conjunction = (p & (PROCLITIC_WA | PROCLITIC_FA)) != 0;
    own.li = (p & PROCLITIC_LI) != 0;
  } else if (pos_is_nominal(pos)) {
    own.number = FEATURE_NUMBER(r->features);
    own.gender = FEATURE_GENDER(r->features);
    own.adverb = adverb_of(r) & 3u;
  }
  own.article = (p & PROCLITIC_AL) != 0;
  bool his_hers = r->enclitic == ENCLITIC_HU || r->enclitic == ENCLITIC_HA;
  own.suffix = !r->enclitic                  ? SUFFIX_NONE
               : pos == POS_VERB && his_hers ? SUFFIX_HIS_HERS
                                             : SUFFIX_OTHER;
  return own;
}

shown_facts facts_shown(const reading *r, bool may_verb) {
  const uint64_t auxiliary = CLASS_MASK(AUX_KANA) | CLASS_MASK(AUX_BEGIN) |
                             CLASS_MASK(AUX_CONTINUE) | CLASS_MASK(AUX_KADA);
  shown_facts shown = {.bits = 0};
  shown.pos = pos_of(r) & 31u;
  shown.tag = tag_of(r) & 127u;
  shown.kind = (r->entry->kind < N_KINDS ? r->entry->kind : KIND_NONE) & 31u;
  shown.read = true;
  shown.article = (r->proclitics & PROCLITIC_AL) != 0;
  shown.proclitic = r->proclitics != 0;
  shown.enclitic = r->enclitic != 0;
  shown.auxiliary = (r->entry->classes & auxiliary) != 0;
  shown.may_verb = may_verb;
  agreeing a = {.gender = NO_GENDER};
  if (pos_is_nominal(shown.pos)) {
    a.number = FEATURE_NUMBER(r->features);
    a.gender = FEATURE_GENDER(r->features) % NO_GENDER;
    a.person = r->entry->kind == KIND_PERSON || r->entry->kind == KIND_GROUP;
    a.bound = choose_asks(shown);
    shown.nominative = FEATURE_CASE(r->features) == 1;
  }
  shown.agreeing = facts_agreeing(a) & 63u;
  return shown;
}

/* ---- the place of a token ---- */

static shown_facts head_of_sentence(const morph_doc *d, uint32_t i) {
  shown_facts head = {.bits = 0};
  head.pos = AROUND_START;
  head.agreeing = NOTHING_AGREES;
  head.digits = i && d->shown[i - 1].digits;
  return head;
}

place place_at(const morph_doc *d, uint32_t i) {
  const token *t = d->text->tokens.items;
  uint32_t own = t[i].sentence;
  place p = {.two = AROUND_START};
  p.title = text_part_kind(d->text, own) == PART_TITLE;
  p.right = i + 1 < d->n && t[i + 1].sentence == own ? d->shown[i + 1] : END_OF_SENTENCE;
  if (i && t[i - 1].sentence == own) {
    p.left = d->shown[i - 1];
    if (i > 1 && t[i - 2].sentence == own) p.two = d->shown[i - 2].pos;
  } else {
    p.left = head_of_sentence(d, i);
  }
  return p;
}
