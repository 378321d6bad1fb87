/* english.c - triggers of English sentences: whether a word is one, what stands in its
 * slots, whether it happened.
 *
 * English keeps its order: the subject is the noun phrase before the verb that no
 * preposition governs, the object the one behind it; behind prepositions stands the rest.
 * A passive («was killed by», «people killed in») has its victim before it. What acts in
 * a noun stands before it («the Israeli attack on»).
 */
#include "event/event_inside.h"

#define REACH 24u /* tokens that are looked at on either side */

static unsigned tag_at(const event_context *c, uint32_t i) {
  return morph_has(c->doc, i) ? morph_tag(c->doc, i) : TAG_NONE;
}

static bool is_preposition(unsigned tag) {
  return (tag >= TAG_PREP_FI && tag <= TAG_PREP_OTHER) || tag == TAG_EN_OF ||
         tag == TAG_EN_FOR;
}

static uint32_t preposition_slot(unsigned tag) {
  switch (tag) {
    case TAG_EN_OF: return SLOT_GENITIVE;
    case TAG_EN_FOR: return SLOT_LI;
    default: return SLOT_PREP + tag;
  }
}

static bool has_frames(const event_context *c, const lemma_record *l, char pos) {
  for (uint32_t i = 0; i < l->n_frames; i++)
    if (model_frame(c->model, l->first_frame + i)->pos == (uint8_t)pos) return true;
  return false;
}

static uint32_t entity_at(const event_context *c, uint32_t i) {
  return c->md->entity_at[i];
}

static const entity *entity_of(const event_context *c, uint32_t index) {
  return &c->md->entities.items[index - 1];
}

/* The bounds of the sentence of a token. */
static const sentence *sentence_at(const event_context *c, uint32_t i) {
  return &c->doc->text->sentences.items[event_token(c, i)->sentence];
}

/* May the word be a verb where a noun is written so too? Behind a party and before what
 * it acts on, or behind «to» and «will». */
static bool verb_here(const event_context *c, uint32_t i) {
  const sentence *s = sentence_at(c, i);
  if (i == s->first) return false;
  unsigned before = tag_at(c, i - 1);
  if (before == TAG_PREP_ILA || before == TAG_PART_SAWFA || before == TAG_PART_MAYBE ||
      before == TAG_REL || before == TAG_NEG_LAM)
    return true;
  if (!entity_at(c, i - 1) || i + 1 >= s->first + s->n ||
      entity_of(c, entity_at(c, i - 1))->flags & ENTITY_ADJECTIVE)
    return false;
  unsigned behind = tag_at(c, i + 1);
  return entity_at(c, i + 1) || behind == TAG_EN_ARTICLE || behind == TAG_PRON ||
         c->md->number_at[i + 1] || c->md->place_at[i + 1];
}

/* The party right before the word, that does not only say whose it is; NULL none. */
static const entity *party_before(const event_context *c, uint32_t i) {
  uint32_t index = i > sentence_at(c, i)->first ? entity_at(c, i - 1) : 0;
  if (!index || entity_of(c, index)->flags & ENTITY_ADJECTIVE) return NULL;
  return entity_of(c, index);
}

/* Does the noun only tell what else is spoken of («at the scene of a car bomb attack»,
 * «after the raid»), or does a person do something that is no trigger («talks to»)? */
static bool background(const event_context *c, uint32_t i) {
  const sentence *s = sentence_at(c, i);
  const entity *before = party_before(c, i);
  if (before && before->kind == KIND_PERSON && !(before->flags & ENTITY_PLURAL))
    return true;
  bool name = i > s->first + 1 && event_token(c, i - 1)->flags & TOKEN_CAPITAL &&
              !entity_at(c, i - 1) && !c->md->place_at[i - 1] &&
              event_reading(c, i - 1)->form == MODEL_NONE;
  if (name) return true; /* of somebody nobody lists */
  for (uint32_t k = i, steps = 0; k > s->first && steps < 4; steps++) {
    unsigned tag = tag_at(c, --k);
    if (tag == TAG_EN_OF || tag == TAG_PREP_BAAD) return true;
    if ((tag && tag != TAG_EN_ARTICLE) || entity_at(c, k)) return false;
  }
  return false;
}

unsigned english_part(const event_context *c, uint32_t i) {
  const reading *r = event_reading(c, i);
  if (!c->md->english || !c->md->english[event_token(c, i)->sentence] ||
      FEATURE_POS(r->features) != POS_FOREIGN)
    return 0;
  bool noun = has_frames(c, r->entry, 'N'), verb = has_frames(c, r->entry, 'V');
  unsigned aspect = FEATURE_ASPECT(r->features);
  if (verb && (aspect == 1 || (!noun && !aspect))) return FIT_ENGLISH_VERB;
  if (verb && aspect && (verb_here(c, i) || (!noun && party_before(c, i))))
    return FIT_ENGLISH_VERB;
  return noun && !background(c, i) ? FIT_ENGLISH_NOUN : 0u;
}

/* ---- slots ---- */

static void put(const event_context *c, fillers *f, uint32_t slot,
                uint32_t entity_index) {
  const entity *e = entity_of(c, entity_index);
  if (f->n == MAX_FILLERS) return;
  f->items[f->n++] =
      (filler){.slot = slot,
               .chunk = c->pd->chunk_at[e->head],
               .entity = entity_index,
               .start = e->start,
               .end = e->end,
               .place = e->kind == KIND_PLACE ? c->md->place_at[e->head] : 0};
}

/* The entity and those joined to it before: «X, Y and Z». */
static void put_row_before(const event_context *c, fillers *f, uint32_t slot,
                           uint32_t index) {
  const sentence *s = sentence_at(c, entity_of(c, index)->first);
  put(c, f, slot, index);
  for (unsigned n = 0; n < 3; n++) {
    uint32_t k = entity_of(c, index)->first;
    while (k > s->first && tag_at(c, k - 1) == TAG_EN_ARTICLE) k--;
    bool joined = k > s->first && (tag_at(c, k - 1) == TAG_CONJ_AND ||
                                   (n && event_token(c, k - 1)->mark == ','));
    if (!joined || k < s->first + 2 || !entity_at(c, k - 2)) return;
    put(c, f, slot, index = entity_at(c, k - 2));
  }
}

/* The same behind; the token after the last. */
static uint32_t put_row_behind(const event_context *c, fillers *f, uint32_t slot,
                               uint32_t index) {
  put(c, f, slot, index);
  uint32_t k = entity_of(c, index)->last, end;
  const sentence *s = sentence_at(c, entity_of(c, index)->first);
  end = s->first + s->n;
  for (unsigned n = 0; n < 3 && k < end; n++) {
    bool comma = event_token(c, k)->mark == ',';
    if (tag_at(c, k) != TAG_CONJ_AND && !comma) break;
    uint32_t next = k + 1;
    while (next < end && tag_at(c, next) == TAG_EN_ARTICLE) next++;
    if (next >= end || !entity_at(c, next)) break;
    uint32_t after = entity_of(c, entity_at(c, next))->last;
    if (comma && (after >= end || (tag_at(c, after) != TAG_CONJ_AND &&
                                   event_token(c, after)->mark != ',')))
      break; /* no list: «…, the ministry said» */
    put(c, f, slot, entity_at(c, next));
    k = after;
  }
  return k;
}

/* The party before the verb that no preposition governs; 0 none. */
static uint32_t find_subject(const event_context *c, uint32_t trigger) {
  const sentence *s = sentence_at(c, trigger);
  for (uint32_t i = trigger, steps = 0; i > s->first && steps < REACH; steps++) {
    uint32_t index = entity_at(c, --i);
    unsigned tag = tag_at(c, i);
    if (tag == TAG_COMP_AN || event_token(c, i)->mark == ';') return 0;
    if (!index) continue;
    uint32_t first = entity_of(c, index)->first, before = first;
    if (first < s->first) return 0;
    while (before > s->first &&
           (tag_at(c, before - 1) == TAG_EN_ARTICLE || c->md->number_at[before - 1]))
      before--;
    if (before == s->first || !is_preposition(tag_at(c, before - 1))) return index;
    i = before;
  }
  return 0;
}

static bool is_passive(const event_context *c, uint32_t trigger) {
  const sentence *s = sentence_at(c, trigger);
  if (FEATURE_ASPECT(event_reading(c, trigger)->features) != 1) return false;
  for (uint32_t i = trigger, steps = 0; i > s->first && steps < 3; steps++) {
    unsigned tag = tag_at(c, --i);
    if (tag == TAG_EN_BE) return true;
    if (entity_at(c, i) || tag == TAG_EN_HAVE || event_token(c, i)->kind != TOKEN_LATIN)
      break;
  }
  /* «people killed in …», «an attack claimed by» */
  uint32_t next = trigger + 1;
  uint32_t end = s->first + s->n;
  if (next >= end) return true;
  if (c->md->number_at[next]) return false;
  unsigned tag = tag_at(c, next);
  bool at_least = next + 2 < end && c->md->number_at[next + 2];
  return tag == TAG_PREP_BY || (tag == TAG_PREP_FI && !at_least) ||
         event_token(c, next)->kind != TOKEN_LATIN;
}

/* What stands behind the trigger: its object, then prepositions with what they govern. */
static void fill_behind(const event_context *c, uint32_t from, uint32_t object,
                        uint32_t agent, fillers *f) {
  const sentence *s = sentence_at(c, from - 1);
  uint32_t end = s->first + s->n < from + REACH ? s->first + s->n : from + REACH;
  uint32_t slot = object;
  for (uint32_t i = from; i < end;) {
    unsigned tag = tag_at(c, i);
    const token *t = event_token(c, i);
    if (is_preposition(tag)) {
      slot = tag == TAG_PREP_BY ? agent : preposition_slot(tag);
    } else if (tag == TAG_COMP_AN || tag == TAG_REL || tag == TAG_SUB_TIME ||
               tag == TAG_EN_BE || t->mark == ';') {
      return;
    } else if (entity_at(c, i)) {
      uint32_t index = entity_at(c, i), last = entity_of(c, index)->last;
      if (slot) i = put_row_behind(c, f, slot, index);
      slot = SLOT_NONE;
      if (i < last) i = last;
      continue;
    } else if (morph_has(c->doc, i) && english_part(c, i)) {
      return; /* what follows stands in its slots */
    } else if (t->mark == ',') {
      slot = SLOT_NONE;
    }
    i++;
  }
}

static void fill_verb(const event_context *c, uint32_t trigger, fillers *f) {
  bool passive = is_passive(c, trigger);
  uint32_t subject = find_subject(c, trigger);
  if (subject) put_row_before(c, f, passive ? SLOT_OBJECT : SLOT_SUBJECT, subject);
  fill_behind(c, trigger + 1, passive ? SLOT_NONE : SLOT_OBJECT, SLOT_SUBJECT, f);
}

static void fill_noun(const event_context *c, uint32_t trigger, fillers *f) {
  const sentence *s = sentence_at(c, trigger);
  for (uint32_t i = trigger, steps = 0; i > s->first && steps < 3; steps++) {
    uint32_t index = entity_at(c, --i);
    if (index) {
      put(c, f, SLOT_ADJECTIVE, index);
      break;
    }
    if (tag_at(c, i) || event_token(c, i)->kind != TOKEN_LATIN) break;
  }
  fill_behind(c, trigger + 1, SLOT_GENITIVE, SLOT_ADJECTIVE, f);
}

void english_slots(const event_context *c, uint32_t trigger, fillers *f) {
  if (english_part(c, trigger) == FIT_ENGLISH_VERB)
    fill_verb(c, trigger, f);
  else
    fill_noun(c, trigger, f);
}

/* ---- status ---- */

void english_status(const event_context *c, event *e) {
  const sentence *s = sentence_at(c, e->trigger);
  bool past_subject = false; /* «if» stands before it, the rest behind */
  for (uint32_t i = e->trigger, steps = 0; i > s->first && steps < 8; steps++) {
    uint32_t status = STATUS_ACTUAL;
    unsigned tag = tag_at(c, --i);
    if (past_subject && tag != TAG_SUB_COND && tag != TAG_COMP_AN && tag != TAG_REL)
      continue;
    switch (tag) {
      case TAG_NEG_LAM:
      case TAG_NEG_LAYSA:
      case TAG_NEG_DUN: status = STATUS_NEGATED; break;
      case TAG_PART_SAWFA: status = STATUS_PLANNED; break;
      case TAG_PART_MAYBE:
      case TAG_SUB_COND: status = STATUS_HYPOTHETICAL; break;
      case TAG_PREP_ILA: /* «to attack», not «a visit to» */
        if (i + 1 == e->trigger && english_part(c, e->trigger) == FIT_ENGLISH_VERB)
          status = STATUS_PLANNED;
        break;
      case TAG_COMP_AN:
      case TAG_REL: return;
      default: break;
    }
    past_subject = past_subject || entity_at(c, i);
    if (status == STATUS_ACTUAL) continue;
    e->status = status;
    e->status_start = event_token(c, i)->start;
    e->status_end = event_token(c, i)->end;
    return;
  }
}

void english_chunk(const event_context *c, uint32_t trigger, chunk *k) {
  *k = *event_chunk(c, c->pd->chunk_at[trigger] - 1);
  bool verb = english_part(c, trigger) == FIT_ENGLISH_VERB;
  k->kind = verb ? CHUNK_VERB : CHUNK_NOUN;
  k->flags &= CHUNK_QUOTED | CHUNK_PAREN | CHUNK_COORDINATED;
  if (verb && is_passive(c, trigger)) k->flags |= CHUNK_PASSIVE;
}
