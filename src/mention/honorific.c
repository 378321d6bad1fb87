/* honorific.c - forms of address: «His Excellency the minister», «His Highness».
 *
 * A13 A form of address before an office or a name («maali», «sumuw», «sahib al-sumuw»,
 * «dawlat rais») belongs to it. R10 With the suffix pronoun of one man («sumuwwuhu») it
 * stands for the one addressed so last, else for the official named last.
 */
#include "mention/actor_parts.h"

static bool is_form(const actor_state *s, uint32_t i) {
  return morph_has(s->d, i) && morph_lemma(s->d, i)->classes & CLASS_MASK(HONORIFIC);
}

/* «His Majesty», whose majesty follows: the owner («sahib») and the form with article at
 * token `i`, or with «royal» behind it. The first token, `i` + 1 where there is none. */
static uint32_t owner_of_form(const actor_state *s, uint32_t i) {
  uint32_t form = i;
  if (i && morph_has(s->d, i) && FEATURE_POS(morph_at(s->d, i)->features) == POS_NISBA)
    form = i - 1;
  if (!form || !is_form(s, form) || morph_at(s->d, form)->proclitics != PROCLITIC_AL ||
      !same_sentence(s->d, form - 1, i) || !morph_has(s->d, form - 1))
    return i + 1;
  const reading *owner = morph_at(s->d, form - 1);
  const char *gloss = model_string(s->d->model, owner->entry->gloss);
  bool owns = !strncmp(gloss, "owner", 5) && !owner->enclitic &&
              !(owner->proclitics & PROCLITIC_AL);
  return owns ? form - 1 : i + 1;
}

/* «dawlat rais al-wuzara»: the state right before a president is how Lebanon and Jordan
 * address a head of government. */
static bool state_of_president(const actor_state *s, const entity *e, uint32_t i) {
  return gloss_is(s->d->model, morph_lemma(s->d, i), "state") &&
         gloss_begins(s->d->model, morph_lemma(s->d, e->head), "president");
}

/* Where the form of address before `e` begins; `e->first` where there is none. */
static uint32_t form_before(const actor_state *s, const entity *e) {
  uint32_t i = e->first;
  if (!i || !same_sentence(s->d, i - 1, i) || !morph_has(s->d, i - 1)) return i;
  uint32_t owner = owner_of_form(s, i - 1);
  if (owner < i) return owner;
  const reading *r = morph_at(s->d, i - 1);
  if (r->proclitics & PROCLITIC_AL || r->enclitic) return i;
  return is_form(s, i - 1) || state_of_president(s, e, i - 1) ? i - 1 : i;
}

void honorific_before(const actor_state *s, entity *e) {
  bool bare = !(e->proclitics & ~(unsigned)PROCLITIC_AL) && !e->enclitic;
  bool man = e->kind == KIND_PERSON || /* «the Secretary-General of the UN» */
             (e->actor && morph_has(s->d, e->head) &&
              morph_lemma(s->d, e->head)->kind == KIND_PERSON);
  if (!man || !bare || e->flags & ENTITY_ADJECTIVE ||
      !(e->role || e->flags & ENTITY_NAMED))
    return;
  uint32_t first = form_before(s, e);
  if (first == e->first) return;
  uint32_t n = s->md->entities.n; /* what «His Highness», «state» were taken for */
  while (n && s->md->entities.items[n - 1].first >= first) n--;
  if (n && s->md->entities.items[n - 1].last > first) return;
  s->md->entities.n = n;
  const reading *r = morph_at(s->d, first);
  e->first = first;
  e->start =
      text_letter_offset(s->d->text, &s->d->text->tokens.items[first], r->n_prefix);
  e->proclitics = r->proclitics;
  e->flags |= ENTITY_DEFINITE;
  if (r->proclitics & PROCLITIC_WA) e->flags |= ENTITY_COORDINATED;
}

/* R10: whom `e` may stand for: one man with an office or a known name. */
static bool may_be_addressed(const entity *o) {
  return o->kind == KIND_PERSON && (o->country || o->sectors[0]) &&
         !(o->flags & (ENTITY_PLURAL | ENTITY_DUAL | ENTITY_ADJECTIVE | ENTITY_FEMININE |
                       ENTITY_SOURCE)) &&
         o->flags & (ENTITY_DEFINITE | ENTITY_NAMED);
}

/* Is he of those whom the form is for: princes «His Highness», kings «His Majesty»,
 * clergymen «His Eminence», officials the others? */
static bool is_for(const actor_state *s, const lemma_record *form, const entity *o) {
  const char *gloss = model_string(s->d->model, form->gloss);
  const char *label =
      o->role ? model_string(s->d->model, model_role(s->d->model, o->role - 1)->label)
              : "";
  if (!strcmp(gloss, "highness"))
    return strstr(label, "prince") || strstr(label, "Highness");
  if (!strcmp(gloss, "majesty")) return strstr(label, "king") || strstr(label, "Majesty");
  bool official = !strcmp(gloss, "excellency") || !strcmp(gloss, "sovereignty");
  return o->sectors[0] == (official ? code3("GOV") : code3("REL"));
}

/* R10: who was addressed by the form at token `i` last, else the last it is for: entity
 * index + 1, 0 none. */
static uint32_t addressed_so(const actor_state *s, uint32_t i) {
  uint32_t form = morph_at(s->d, i)->lemma, official = 0;
  for (uint32_t k = s->md->entities.n, steps = 0; k > 0 && steps < 60; k--, steps++) {
    const entity *o = &s->md->entities.items[k - 1];
    if (!may_be_addressed(o)) continue;
    for (uint32_t t = o->first; t < o->last && t < o->first + 2; t++)
      if (morph_has(s->d, t) && morph_at(s->d, t)->lemma == form) return k;
    if (!official && o->flags & ENTITY_NAMED && is_for(s, morph_lemma(s->d, i), o))
      official = k;
  }
  return official;
}

bool honorific_alone(const actor_state *s, uint32_t i, entity *e) {
  if (!is_form(s, i)) return false;
  const reading *r = morph_at(s->d, i);
  if (r->enclitic != ENCLITIC_HU || /* «his happiness» is said of anybody */
      gloss_begins(s->d->model, r->entry, "happiness"))
    return false;
  uint32_t who = addressed_so(s, i);
  if (!who) return false;
  const token *t = &s->d->text->tokens.items[i];
  memset(e, 0, sizeof *e);
  e->first = e->head = i;
  e->last = i + 1;
  e->start = text_letter_offset(s->d->text, t, r->n_prefix);
  e->end = t->end;
  e->kind = KIND_PERSON;
  e->flags = ENTITY_DEFINITE | (r->proclitics & PROCLITIC_WA ? ENTITY_COORDINATED : 0);
  e->proclitics = r->proclitics;
  e->refers_to = who; /* whose codes reference.c completes first */
  e->reference = REFERENCE_ADDRESS;
  return true;
}
