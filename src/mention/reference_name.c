/* reference_name.c - R9 of reference.c: names of persons that stand beside an office.
 */
#include "mention/mention.h"

#define OFFICE_REACH 12 /* tokens between an office and a name set off from it */

/* Is the entity one person by office, who is not named in it? */
static bool lone_office(const entity *o) {
  return o->kind == KIND_PERSON && o->role &&
         !(o->flags & (ENTITY_PLURAL | ENTITY_DUAL | ENTITY_NAMED));
}

static bool one_sentence(const morph_doc *d, const entity *a, const entity *b) {
  return d->text->tokens.items[a->head].sentence ==
         d->text->tokens.items[b->head].sentence;
}

/* The token before the name's first, over a bracket or quotation mark and a comma. */
static uint32_t gap_end(const morph_doc *d, uint32_t first, bool *comma) {
  const token *t = d->text->tokens.items;
  *comma = false;
  if (first && (t[first - 1].kind == TOKEN_QUOTE_OPEN || t[first - 1].mark == '('))
    first--;
  if (first && t[first - 1].mark == ',') {
    *comma = true;
    first--;
  }
  return first;
}

/* Do the tokens only say of what the office is («of the union of teachers in X»)? Without
 * a comma behind them no preposition does, and each is definite. */
static bool of_office(const morph_doc *d, uint32_t from, uint32_t to, bool comma) {
  for (uint32_t i = from; i < to; i++) {
    if (!morph_has(d, i)) return false;
    const reading *r = morph_at(d, i);
    unsigned pos = FEATURE_POS(r->features);
    if (pos == POS_PREP && comma && !r->proclitics) continue;
    if (!pos_is_nominal(pos) && pos != POS_NAME) return false;
    bool definite = (r->proclitics & PROCLITIC_AL) != 0;
    if (!comma && (!definite || r->proclitics & PROCLITIC_BI)) return false;
  }
  return true;
}

/* The office (entity index, 0 none) that stands before the name with what it is of: «the
 * secretary of the union of teachers X», «the mayor of the town of Y, X». */
static uint32_t office_ahead(const morph_doc *d, const mention_doc *md, uint32_t index) {
  const entity *e = &md->entities.items[index - 1];
  bool comma;
  uint32_t end = gap_end(d, e->first, &comma);
  for (uint32_t k = index - 1, steps = 0; k > 0 && steps < 4; k--, steps++) {
    const entity *o = &md->entities.items[k - 1];
    if (!one_sentence(d, o, e) || o->last + OFFICE_REACH < end) return 0;
    if (!lone_office(o)) {
      if (o->kind == KIND_PERSON && !(o->flags & (ENTITY_PLURAL | ENTITY_DUAL))) return 0;
      continue;
    }
    return o->last <= end && of_office(d, o->last, end, comma) ? k : 0;
  }
  return 0;
}

/* The office (entity index, 0 none) right behind the name, or behind a comma: «X, head of
 * the union of teachers». */
static uint32_t office_behind(const morph_doc *d, const mention_doc *md, uint32_t index) {
  if (index >= md->entities.n) return 0;
  const entity *e = &md->entities.items[index - 1], *o = e + 1;
  const token *t = d->text->tokens.items;
  bool comma = e->last < d->n && (t[e->last].mark == ',' || t[e->last].mark == '(');
  bool longer = o->last > o->first + 1;
  return lone_office(o) && one_sentence(d, o, e) && longer && !o->proclitics &&
                 o->first == e->last + (comma ? 1 : 0)
             ? index + 1
             : 0;
}

/* R9: the office (entity index, 0 none) before a name that begins with the letter of a
 * title: the nearest without a name of its own, and no verb or comma between. */
static uint32_t office_before(const morph_doc *d, const mention_doc *md, uint32_t index) {
  const entity *e = &md->entities.items[index - 1];
  if (e->head != e->first + 2 || d->text->tokens.items[e->first + 1].mark != '.')
    return 0;
  for (uint32_t k = index - 1, steps = 0; k > 0 && steps < 4; k--, steps++) {
    const entity *o = &md->entities.items[k - 1];
    if (!one_sentence(d, o, e) || o->last + OFFICE_REACH < e->first) return 0;
    for (uint32_t t = o->last; t < e->first; t++)
      if (d->text->tokens.items[t].kind == TOKEN_PUNCT ||
          (morph_has(d, t) && FEATURE_POS(morph_at(d, t)->features) == POS_VERB))
        return 0;
    bool office = o->kind == KIND_PERSON && o->role && o->country &&
                  !(o->flags & (ENTITY_PLURAL | ENTITY_DUAL));
    if (office) return o->flags & ENTITY_NAMED ? 0 : k;
  }
  return 0;
}

/* R9, where the report knows who the name is: the office is of his country. */
static bool known_name(const morph_doc *d, mention_doc *md, uint32_t index) {
  entity *e = &md->entities.items[index - 1];
  uint32_t of = office_before(d, md, index);
  entity *office = of ? &md->entities.items[of - 1] : NULL;
  if (!office || office->sectors[0] != e->sectors[0]) return false;
  if (office->why == BASIS_REPORT)
    reference_take_side(office, e, index, REFERENCE_OFFICE);
  e->refers_to = of;
  e->reference = REFERENCE_OFFICE;
  return true;
}

uint32_t reference_office(const morph_doc *d, const mention_doc *md, uint32_t index) {
  const entity *e = &md->entities.items[index - 1];
  if (e->kind != KIND_PERSON || !(e->flags & ENTITY_NAMED) || e->actor || e->role ||
      e->country || e->last < e->first + 2)
    return 0;
  uint32_t office = e->proclitics ? 0 : office_before(d, md, index);
  if (!office && !e->proclitics) office = office_ahead(d, md, index);
  return office ? office : office_behind(d, md, index);
}

bool reference_set_off_name(const morph_doc *d, mention_doc *md, uint32_t index) {
  entity *e = &md->entities.items[index - 1];
  if (e->actor && e->country && e->kind == KIND_PERSON && !e->role)
    return known_name(d, md, index);
  uint32_t office = reference_office(d, md, index);
  if (!office) return false;
  const entity *o = &md->entities.items[office - 1];
  e->country = o->country;
  e->nation = o->nation;
  e->sectors[0] = o->sectors[0];
  e->sectors[1] = o->sectors[1];
  e->refers_to = office;
  e->why = BASIS_REFERENCE;
  e->reference = REFERENCE_OFFICE;
  return true;
}
