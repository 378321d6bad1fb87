/* slots_apposition.c - nouns behind a verb that say again who its subject or the person
 * before is, and so are no object: offices and kin of a name, names of an office,
 * what commas set off, those named «among them».
 */
#include "event/slots.h"

/* Is the chunk in apposition to the named person right before it: kin («X, son of Y»), or
 * an office that bears the same codes («X, head of the Y party, called for …»)? */
static bool in_apposition(const event_context *c, uint32_t index) {
  if (!index) return false;
  const chunk *k = event_chunk(c, index), *before = event_chunk(c, index - 1);
  if (k->entity && !k->preposition &&
      c->md->entities.items[k->entity - 1].reference == REFERENCE_OFFICE)
    return true; /* «the adviser at the court, Dr. X» */
  if (before->kind != CHUNK_NOUN || before->last != k->first || !before->entity ||
      !k->entity || k->preposition || k->flags & CHUNK_COORDINATED)
    return false;
  const entity *name = &c->md->entities.items[before->entity - 1],
               *office = &c->md->entities.items[k->entity - 1];
  if (name->kind != KIND_PERSON || !(name->flags & ENTITY_NAMED) ||
      office->kind != KIND_PERSON || office->last != k->last ||
      office->flags & (ENTITY_NAMED | ENTITY_PLURAL | ENTITY_DUAL) || office->enclitic)
    return false;
  return office->role && office->last > office->first + 1 && name->country &&
         name->country == office->country && name->sectors[0] == office->sectors[0];
}

/* Is the named person at the chunk whoever holds the office that is the subject, told
 * right behind it or behind the place it is of («the head of education in [bi] X, Y, has
 * condemned …»)? */
static bool name_of_subject(const event_context *c, uint32_t subject, uint32_t index) {
  const chunk *k = event_chunk(c, index);
  if (!subject || subject - 1 >= index || !k->entity || k->preposition ||
      k->flags & (CHUNK_COORDINATED | CHUNK_WA) || index > subject + 4)
    return false;
  const entity *name = &c->md->entities.items[k->entity - 1];
  uint32_t held = event_chunk(c, subject - 1)->entity;
  if (!held || held >= k->entity || name->kind != KIND_PERSON || name->role ||
      !(name->flags & ENTITY_NAMED))
    return false;
  const entity *office = &c->md->entities.items[held - 1];
  bool post = office->kind == KIND_PERSON
                  ? office->role && !(office->flags & (ENTITY_PLURAL | ENTITY_DUAL)) &&
                        !office->enclitic
                  : office->actor && office->country == name->country;
  if (!post || (office->flags & ENTITY_NAMED && office->kind == KIND_PERSON) ||
      (name->country && office->country && name->country != office->country))
    return false;
  for (uint32_t i = subject; i < index; i++) {
    const chunk *between = event_chunk(c, i);
    bool of_place = between->kind == CHUNK_NOUN &&
                    (between->preposition == SLOT_BI ||
                     between->preposition == SLOT_PREP + TAG_PREP_FI) &&
                    c->md->place_at[between->head];
    if (!of_place && !slots_lengthens(c, i)) return false;
  }
  return event_chunk(c, index - 1)->last == k->first;
}

/* «Ambassador X, the ambassador of Saudi Arabia in Egypt, …»: an office of the codes of
 * the named person right before the comma says who he is. */
static bool office_behind_comma(const event_context *c, uint32_t index) {
  if (index < 2 || event_token(c, event_chunk(c, index - 1)->head)->mark != ',')
    return false;
  const chunk *k = event_chunk(c, index), *before = event_chunk(c, index - 2);
  if (event_chunk(c, index - 1)->kind != CHUNK_PUNCT || before->kind != CHUNK_NOUN ||
      !before->entity || !k->entity || k->preposition ||
      k->flags & (CHUNK_COORDINATED | CHUNK_WA))
    return false;
  const entity *name = &c->md->entities.items[before->entity - 1],
               *office = &c->md->entities.items[k->entity - 1];
  return name->kind == KIND_PERSON && name->flags & ENTITY_NAMED &&
         office->kind == KIND_PERSON && office->role && office->country &&
         !(office->flags & (ENTITY_NAMED | ENTITY_PLURAL | ENTITY_DUAL)) &&
         name->country == office->country && name->sectors[0] == office->sectors[0];
}

/* Is the chunk set off by commas right behind another noun («X, mufti of Egypt,
 * condemned …»)? It says who that is; an object does not stand so. */
static bool set_off(const event_context *c, uint32_t index, uint32_t limit) {
  if (index < 2 || event_chunk(c, index - 1)->kind != CHUNK_PUNCT ||
      event_chunk(c, index - 2)->kind != CHUNK_NOUN)
    return false;
  uint32_t end = index + 1;
  while (end < limit && slots_lengthens(c, end)) end++;
  return end < limit && event_chunk(c, end)->kind == CHUNK_PUNCT &&
         event_token(c, event_chunk(c, index - 1)->head)->mark == ',' &&
         event_token(c, event_chunk(c, end)->head)->mark == ',';
}

/* «allies, among them NATO, …»: whoever stands behind «among them» is one of those named
 * before. */
static bool named_among(const event_context *c, const chunk *k) {
  if (!k->first || !morph_has(c->doc, k->first - 1)) return false;
  const reading *r = event_reading(c, k->first - 1);
  return r->enclitic && r->entry->tag == TAG_PREP_BAYN;
}

bool slots_named_again(const event_context *c, uint32_t subject, uint32_t index,
                       uint32_t limit) {
  return in_apposition(c, index) || set_off(c, index, limit) ||
         named_among(c, event_chunk(c, index)) || name_of_subject(c, subject, index) ||
         office_behind_comma(c, index);
}
