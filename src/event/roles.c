/* roles.c - who is a trigger's actor and who its recipient: what stands in its slots, by
 * the slots of its frame.
 *
 * A town that is taken is no party; what flies does what is done from the air.
 */
#include "event/roles.h"

static void add_party(party *list, uint32_t *n, const party *p) {
  for (uint32_t i = 0; i < *n; i++)
    if (list[i].country == p->country && list[i].sector == p->sector &&
        (list[i].start == p->start || p->start == p->end))
      return;
  if (*n < EVENT_MAX_PARTIES) list[(*n)++] = *p;
}

void roles_add_both_sectors(const event_context *c, party *list, uint32_t *n, party p) {
  add_party(list, n, &p);
  const entity *e = &c->md->entities.items[p.entity - 1];
  if (e->also) {
    party other;
    party_of_entity(c, e->also, p.start, p.end, &other);
    if (e->flags & ENTITY_STATE) other.sector = 0;
    add_party(list, n, &other);
  }
  if (!e->sectors[1] || e->sectors[1] == e->sectors[0]) return;
  p.sector = e->sectors[1];
  add_party(list, n, &p);
}

static bool can_act(const entity *e) {
  return e->flags & (ENTITY_ARMED | ENTITY_STATE | ENTITY_CAPITAL) ||
         e->sectors[0] == code3("GOV");
}

/* What says of what kind an act is, not whose: «a suicide attack», «security alert».
 * Nationalities and named groups are whose. */
static bool only_attribute(const event_context *c, const filler *x) {
  const entity *e = &c->md->entities.items[x->entity - 1];
  if (e->flags & (ENTITY_ADJECTIVE | ENTITY_NAMED | ENTITY_PLURAL | ENTITY_DUAL))
    return false;
  return x->slot == SLOT_ADJECTIVE ||
         (e->kind == KIND_PERSON && !(e->flags & ENTITY_DEFINITE) &&
          (e->sectors[0] == code3("UAF") || e->sectors[0] == code3("REB")));
}

/* A town or district that is taken or cut off is where that happens, not a party to it,
 * and so is a noun for people in the name of a place. */
static bool only_territory(const event_context *c, const frame_record *frame,
                           const entity *e) {
  uint32_t named = c->md->place_at[e->head];
  if (named && !e->actor && !e->role && c->md->places.items[named - 1].first < e->first &&
      e->kind == KIND_PERSON && e->last <= c->md->places.items[named - 1].last)
    return true; /* a word of the name of a place */
  if (frame->category != CATEGORY_COERCE || e->actor || e->kind == KIND_PERSON ||
      e->flags & (ENTITY_STATE | ENTITY_CAPITAL | ENTITY_ARMED))
    return false;
  return named || event_lemma(c, e->head)->kind == KIND_PLACE;
}

unsigned roles_of_slot(const frame_record *frame, uint32_t slot) {
  for (unsigned i = 0; i < frame->n_slots && i < FRAME_MAX_SLOTS; i++)
    if (frame->slots[i].slot == slot) return frame->slots[i].role;
  return ROLE_NONE;
}

static bool frame_lists(const frame_record *frame, uint32_t slot) {
  for (unsigned i = 0; i < frame->n_slots && i < FRAME_MAX_SLOTS; i++)
    if (frame->slots[i].slot == slot) return true;
  return false;
}

/* Roles that hold for every frame: the subject of a light verb acts, its object suffers;
 * agents of the passive («by», «at the hands of»). */
static unsigned default_role(const frame_record *frame, uint32_t slot) {
  if (slot == SLOT_PREP + TAG_PREP_BY) return ROLE_ACTOR;
  if (frame_lists(frame, slot)) return ROLE_NONE;
  if (slot == SLOT_SUBJECT) return ROLE_ACTOR;
  if (slot == SLOT_OBJECT && frame->pos == 'n') return ROLE_RECIPIENT;
  if (slot == SLOT_PREP + TAG_PREP_DIDD) return ROLE_RECIPIENT;
  if (slot == SLOT_ADJECTIVE && frame->pos == 'n') return ROLE_ACTOR;
  return ROLE_NONE;
}

/* «the settlers' burning of the house»: a verbal noun of a verb with an object, whose
 * genitive acts on what follows with li-. */
static bool object_by_li(const event_context *c, const frame_record *frame,
                         const fillers *f) {
  if (frame->pos != 'n' || roles_of_slot(frame, SLOT_GENITIVE) != ROLE_RECIPIENT ||
      (frame_lists(frame, SLOT_LI) && roles_of_slot(frame, SLOT_LI) != ROLE_RECIPIENT))
    return false;
  const filler *genitive = NULL, *li = NULL;
  for (unsigned i = 0; i < f->n; i++) {
    if (f->items[i].slot == SLOT_GENITIVE) genitive = &f->items[i];
    if (f->items[i].slot == SLOT_LI && !li) li = &f->items[i];
  }
  if (!genitive || !li || !genitive->entity || !genitive->chunk || !li->chunk ||
      li->event_noun) /* «the arrest of X on [li] suspicion of …» */
    return false;
  uint32_t at = genitive->chunk;
  while (at < li->chunk - 1 && slots_lengthens(c, at)) at++;
  return at == li->chunk - 1 && !genitive->event_noun;
}

/* «bombing by [li] helicopters»: what flies, in an act from the air, does it. */
static bool strikes_from_air(const event_context *c, const frame_record *frame,
                             const filler *x) {
  if (!(frame->modes & MODE_MASK(AERIAL)) || frame->pos != 'n' || x->slot != SLOT_LI ||
      !x->chunk)
    return false;
  uint32_t head = event_chunk(c, x->chunk - 1)->head;
  return (modes_of_word(c, head, CATEGORY_ASSAULT) & MODE_MASK(AERIAL)) != 0;
}

/* Under a verb that carries the act, does another filler say whose it is: the verb's
 * subject for a suffix («expressed its rejection»), the genitive for a subject before it
 * («hastened away upon the flight of the rebels»)? */
static bool outdone(const frame_record *frame, const fillers *f, const filler *x) {
  if (!f->light || frame->pos != 'n' || roles_of_slot(frame, SLOT_GENITIVE) != ROLE_ACTOR)
    return false;
  for (unsigned i = 0; i < f->n; i++) {
    const filler *y = &f->items[i];
    if (!y->entity || y->event_noun) continue;
    if (x->slot == SLOT_GENITIVE && !x->chunk && y->slot == SLOT_SUBJECT) return true;
    if (x->slot == SLOT_SUBJECT && y->slot == SLOT_GENITIVE && y->chunk > x->chunk)
      return true;
  }
  return false;
}

/* «wrested the hill from the hands [min aydi] of X»: who stands behind loses it, and does
 * nothing. */
static bool from_hands(const event_context *c, const filler *x) {
  if (x->slot != SLOT_PREP + TAG_PREP_BY || !x->chunk) return false;
  uint32_t by = event_chunk(c, x->chunk - 1)->prep_token;
  if (!by || !morph_has(c->doc, by - 1) || event_lemma(c, by - 1)->tag != TAG_PREP_MIN)
    return false;
  const word_info *w = c->doc->words[by];
  for (unsigned i = 0; w && i < w->n_readings; i++)
    if (w->readings[i].entry->kind == KIND_BODY) return true;
  return false;
}

/* «the Doha meeting», «the Geneva agreement»: a lone capital in the genitive of a meeting
 * or agreement is where that was. */
static bool only_venue(const event_context *c, const frame_record *frame,
                       const fillers *f, const filler *x) {
  if (frame->pos != 'n' || x->slot != SLOT_GENITIVE ||
      (frame->category != CATEGORY_CONSULT && frame->category != CATEGORY_AGREE) ||
      !(c->md->entities.items[x->entity - 1].flags & ENTITY_CAPITAL))
    return false;
  unsigned n = 0;
  for (unsigned i = 0; i < f->n; i++) n += f->items[i].slot == SLOT_GENITIVE;
  return n == 1;
}

/* «in the capital Sanaa», «an attack east of Baghdad»: a state or its capital that stands
 * as a place, though the noun itself has no preposition. */
static bool stands_as_place(const event_context *c, const filler *x) {
  const entity *who = &c->md->entities.items[x->entity - 1];
  uint32_t at = c->md->place_at[who->head];
  if (!x->chunk || x->slot >= SLOT_PREP || !at ||
      !(who->flags & (ENTITY_STATE | ENTITY_CAPITAL)))
    return false;
  const place_mention *p = &c->md->places.items[at - 1];
  return p->direction || p->preposition == TAG_PREP_QURB ||
         p->preposition == TAG_PREP_FI || p->preposition == TAG_PREP_WASAT ||
         p->preposition == TAG_PREP_DAKHIL;
}

/* «the shelling of the rebels' positions»: what lies there does not act. */
static bool lies_there(const event_context *c, const filler *x) {
  if (x->slot != SLOT_GENITIVE || !x->chunk) return false;
  uint32_t kind = event_lemma(c, event_chunk(c, x->chunk - 1)->head)->kind;
  return kind == KIND_PLACE || kind == KIND_FACILITY;
}

/* Is the filler a nationality in the singular right behind the indefinite trigger? */
static bool bare_nationality(const event_context *c, const filler *x, const event *e) {
  if (!x->chunk) return false;
  const entity *who = &c->md->entities.items[x->entity - 1];
  const reading *act = event_reading(c, e->trigger), *own = event_reading(c, who->head);
  return who->flags & ENTITY_ADJECTIVE && who->last == who->first + 1 &&
         !(who->flags & (ENTITY_PLURAL | ENTITY_DUAL)) && who->first == e->trigger_last &&
         !(act->proclitics & PROCLITIC_AL) && !act->enclitic &&
         !(own->proclitics & PROCLITIC_AL);
}

/* «an Indian shelling»: a nationality in the singular right behind an indefinite word for
 * a deed is whose that is, though it might be whom it befell («the killing of an
 * Indian»). A verb that may be that noun, with nothing but the nationality behind it, is
 * the noun. */
static bool nation_acts(const event_context *c, const frame_record *frame,
                        const filler *x, const event *e) {
  bool noun = frame->pos == 'n' && x->slot == SLOT_GENITIVE,
       may_be_noun = frame->pos == 'v' && x->slot == SLOT_OBJECT &&
                     c->doc->marks[e->trigger] & WORD_MAY_NOUN;
  if (!(noun || may_be_noun) || frame->category != CATEGORY_ASSAULT ||
      event_lemma(c, e->trigger)->first_toll || !bare_nationality(c, x, e))
    return false;
  return FEATURE_GENDER(event_reading(c, e->trigger)->features) ==
         FEATURE_GENDER(
             event_reading(c, c->md->entities.items[x->entity - 1].head)->features);
}

/* «the arrest of a Palestinian»: whom only people can be the victims of, the nationality
 * behind the word is a person, unless another is named. */
static bool nation_suffers(const event_context *c, const frame_record *frame,
                           const fillers *f, const filler *x, const event *e) {
  const lemma_record *l = event_lemma(c, e->trigger);
  if (frame->pos != 'n' || x->slot != SLOT_ADJECTIVE ||
      !(l->first_toll || !strcmp(e->cameo, "173")) || !bare_nationality(c, x, e) ||
      FEATURE_GENDER(event_reading(c, e->trigger)->features) == 2)
    return false;
  for (unsigned i = 0; i < f->n; i++)
    if (f->items[i].entity && f->items[i].chunk &&
        roles_of_slot(frame, f->items[i].slot) == ROLE_RECIPIENT)
      return false;
  return true;
}

/* «the clearing of the pockets of the rebels»: whose the ground is that an act takes,
 * unless «of» it stands with li- («the retaking by the army of [li] the town»). */
static bool cleared_of(const event_context *c, const frame_record *frame,
                       const fillers *f, const filler *x) {
  if (frame->pos != 'n' || frame->category != CATEGORY_COERCE ||
      x->slot != SLOT_GENITIVE || !x->chunk || !slots_is_body(c, x->entity))
    return false;
  for (unsigned i = 0; i < f->n; i++)
    if (f->items[i].slot == SLOT_LI) return false;
  const entity *who = &c->md->entities.items[x->entity - 1];
  return who->sectors[0] == code3("REB") || who->sectors[0] == code3("UAF");
}

/* «in the face of [muwajahat] the militias», «to confront the gunmen»: behind a
 * preposition the noun in the singular is what one side does to the other. */
static bool confronted(const event_context *c, const frame_record *frame, const filler *x,
                       const event *e) {
  if (frame->pos != 'n' || x->slot != SLOT_GENITIVE || !x->chunk || !e->trigger)
    return false;
  const reading *r = event_reading(c, e->trigger);
  if (FEATURE_NUMBER(r->features) > 1 || r->proclitics & PROCLITIC_AL ||
      !gloss_is(c->model, r->entry, "confrontation"))
    return false;
  uint32_t before = e->trigger - 1;
  return r->proclitics & PROCLITIC_LI ||
         (morph_has(c->doc, before) && morph_tag(c->doc, before) == TAG_PREP_FI);
}

/* «the abduction of four Americans, of [min] the contractors»: people without arms behind
 * min and the people an act befell say of what kind these are. */
static bool only_of_kind(const event_context *c, const frame_record *frame,
                         const fillers *f, const filler *x) {
  const uint32_t people = ENTITY_PLURAL | ENTITY_DUAL;
  const entity *o = &c->md->entities.items[x->entity - 1];
  if (frame->pos != 'n' || x->slot != SLOT_PREP + TAG_PREP_MIN || !x->chunk ||
      o->kind != KIND_PERSON || !(o->flags & people) || !(o->flags & ENTITY_DEFINITE) ||
      o->flags & (ENTITY_ARMED | ENTITY_NAMED | ENTITY_ADJECTIVE))
    return false;
  for (unsigned i = 0; i < f->n; i++) {
    const filler *y = &f->items[i];
    if ((y->slot == SLOT_GENITIVE || y->slot == SLOT_OBJECT) && y->entity && y->chunk &&
        y->chunk < x->chunk && roles_of_slot(frame, y->slot) == ROLE_RECIPIENT &&
        c->md->entities.items[y->entity - 1].kind == KIND_PERSON)
      return true;
  }
  return false;
}

/* «arrested Randolph Adair»: whom an act of harm or a sentence befalls, named by a word
 * that no dictionary has, is a civilian of the country that the report is about. */
static void add_stranger(const event_context *c, const frame_record *frame,
                         const fillers *f, event *e) {
  if (e->n_recipients || !event_befalls(c, e)) return;
  for (unsigned i = 0; i < f->n; i++) {
    const filler *x = &f->items[i];
    bool suffers = roles_of_slot(frame, x->slot) == ROLE_RECIPIENT &&
                   (x->slot == SLOT_OBJECT || x->slot == SLOT_GENITIVE ||
                    x->slot == SLOT_PREP + TAG_PREP_ALA);
    if (!suffers || x->entity || !x->chunk || x->place) continue;
    const chunk *k = event_chunk(c, x->chunk - 1);
    const reading *r = event_reading(c, k->head);
    if (FEATURE_POS(r->features) != POS_NAME || k->number) continue;
    party p = {.start = x->start,
               .end = x->end,
               .country = c->md->scene_country,
               .sector = code3("CVL")};
    add_party(e->recipients, &e->n_recipients, &p);
    return;
  }
}

/* «X, who shot Y, then killed him»: whom the pronoun of the trigger stands for is not who
 * does it, but one named before. */
static void not_oneself(const event_context *c, event *e) {
  unsigned pronoun = event_reading(c, e->trigger)->enclitic;
  if (!pronoun || e->n_recipients != 1 || !e->recipients[0].entity ||
      e->recipients[0].start != e->recipients[0].end)
    return;
  uint32_t who = e->recipients[0].entity;
  bool acts = false;
  for (uint32_t i = 0; i < e->n_actors; i++) acts = acts || e->actors[i].entity == who;
  uint32_t other =
      acts ? reference_of_pronoun(c->doc, c->md, e->trigger, pronoun, who - 1) : 0;
  if (!other ||
      event_token(c, c->md->entities.items[other - 1].head)->sentence != e->sentence)
    return;
  party_of_entity(c, other, e->recipients[0].start, e->recipients[0].end,
                  &e->recipients[0]);
}

/* «sent troops to help [li-musa'ada] the guard», «for the support of the rebels»: of a
 * purpose the genitive is whom it serves, unless that is told with li-. */
static bool helped(const event_context *c, const frame_record *frame, const fillers *f,
                   const filler *x, const event *e) {
  if (frame->pos != 'n' || x->slot != SLOT_GENITIVE || !x->chunk ||
      (frame->category != CATEGORY_AID && frame->category != CATEGORY_SUPPORT))
    return false;
  unsigned role = roles_of_slot(frame, SLOT_GENITIVE);
  const reading *r = event_reading(c, e->trigger);
  if ((role != ROLE_ACTOR && role != ROLE_ACTOR_OR_RECIPIENT) ||
      e->trigger_last > e->trigger + 1 || !(r->proclitics & PROCLITIC_LI) ||
      r->proclitics & PROCLITIC_AL)
    return false;
  return !fillers_find(f, SLOT_LI);
}

/* «intervened at the request of [bi-talab min] X»: behind a preposition, with nobody in
 * its genitive, a request comes from whom min names. */
static bool asked_by(const event_context *c, const frame_record *frame, const fillers *f,
                     const filler *x, const event *e) {
  if (frame->pos != 'n' || frame->category != CATEGORY_REQUEST ||
      x->slot != SLOT_PREP + TAG_PREP_MIN ||
      !event_chunk(c, c->pd->chunk_at[e->trigger] - 1)->preposition)
    return false;
  for (unsigned i = 0; i < f->n; i++)
    if (f->items[i].slot == SLOT_GENITIVE && f->items[i].entity) return false;
  return true;
}

void roles_assign(const event_context *c, const frame_record *frame, const fillers *f,
                  event *e) {
  e->n_actors = e->n_recipients = 0;
  bool has_object = false, has_subject = false, as_noun = false,
       li_object = object_by_li(c, frame, f);
  for (unsigned i = 0; i < f->n; i++) {
    has_object = has_object || (f->items[i].slot == SLOT_OBJECT && f->items[i].chunk &&
                                !(frame->pos == 'n' && frame_lists(frame, SLOT_OBJECT) &&
                                  roles_of_slot(frame, SLOT_OBJECT) == ROLE_NONE));
    has_subject = has_subject || f->items[i].slot == SLOT_SUBJECT;
    as_noun = as_noun || (frame->pos == 'v' && f->items[i].entity &&
                          nation_acts(c, frame, &f->items[i], e));
  }
  for (unsigned pass = 0; pass < 2;
       pass++) /* clear roles first, then those that depend on them */
    for (unsigned i = 0; i < f->n; i++) {
      const filler *x = &f->items[i];
      unsigned role = roles_of_slot(frame, x->slot);
      if (x->slot == SLOT_GENITIVE && frame->pos == 'n' && has_object &&
          slots_genitive_acts(c, f))
        role = ROLE_ACTOR; /* subject and object genitive */
      if (li_object && x->slot == SLOT_GENITIVE) role = ROLE_ACTOR;
      if (li_object && x->slot == SLOT_LI) role = ROLE_RECIPIENT;
      if (role == ROLE_RECIPIENT && strikes_from_air(c, frame, x)) role = ROLE_ACTOR;
      if (as_noun && (x->slot == SLOT_LI || x->slot == SLOT_PREP + TAG_PREP_ALA))
        role = ROLE_RECIPIENT;
      if (role == ROLE_NONE && !from_hands(c, x))
        role = default_role(frame, x->slot);
      else if (role == ROLE_NONE && frame->category == CATEGORY_COERCE)
        role = ROLE_RECIPIENT;
      if (has_object && x->slot == SLOT_GENITIVE && !x->chunk && frame->pos == 'n' &&
          frame->category != CATEGORY_ASSAULT &&
          (role == ROLE_RECIPIENT || role == ROLE_ACTOR_OR_RECIPIENT))
        role = ROLE_ACTOR; /* «its support for the government», «its arrest of him» */
      if (role == ROLE_NONE && cleared_of(c, frame, f, x)) role = ROLE_RECIPIENT;
      if (helped(c, frame, f, x, e)) role = ROLE_RECIPIENT;
      if (role == ROLE_RECIPIENT && asked_by(c, frame, f, x, e)) role = ROLE_ACTOR;
      if (frame->category == CATEGORY_THREATEN && has_object &&
          x->slot == SLOT_PREP + TAG_PREP_ALA)
        continue; /* «threatened X with raids on his bases» */
      if (role == ROLE_NONE || !x->entity ||
          (pass == 1) != (role == ROLE_ACTOR_OR_RECIPIENT))
        continue;
      if (x->event_noun &&
          !(role == ROLE_RECIPIENT && roles_stands_for_owner(c, frame, x, e)))
        continue;
      if (outdone(frame, f, x) || only_of_kind(c, frame, f, x) ||
          only_venue(c, frame, f, x) || stands_as_place(c, x))
        continue;
      if (nation_acts(c, frame, x, e)) role = ROLE_ACTOR;
      if (confronted(c, frame, x, e)) role = ROLE_RECIPIENT;
      if (nation_suffers(c, frame, f, x, e)) role = ROLE_RECIPIENT;
      if (x->slot == SLOT_PREP + TAG_PREP_BY && frame->pos == 'v' && has_subject)
        continue; /* belongs to a noun or a passive further on */
      if ((x->slot == SLOT_ADJECTIVE || x->slot == SLOT_GENITIVE) && frame->pos == 'n' &&
          only_attribute(c, x))
        continue;
      party p;
      party_of_entity(c, x->entity, x->start, x->end, &p);
      const entity *who = &c->md->entities.items[x->entity - 1];
      if (role == ROLE_ACTOR_OR_RECIPIENT)
        role = can_act(who) && !e->n_actors && !lies_there(c, x) ? ROLE_ACTOR
                                                                 : ROLE_RECIPIENT;
      if (role == ROLE_RECIPIENT &&
          (only_territory(c, frame, who) || (frame->category == CATEGORY_COERCE &&
                                             who->flags & ENTITY_ADJECTIVE && x->place)))
        continue; /* «the Colombian town of X» */
      if (role == ROLE_RECIPIENT)
        roles_add_both_sectors(c, e->recipients, &e->n_recipients, p);
      else
        roles_add_both_sectors(c, e->actors, &e->n_actors, p);
    }
  const filler *owner = roles_refused_owner(c, frame, f, e);
  if (owner) {
    party p;
    party_of_entity(c, owner->entity, owner->start, owner->end, &p);
    roles_add_both_sectors(c, e->recipients, &e->n_recipients, p);
  }
  roles_add_doer(c, frame, f, e);
  add_stranger(c, frame, f, e);
  not_oneself(c, e);
}
