/* roles_owner.c - parties behind the act or thing that fills a slot: whose it is, who did
 * it.
 *
 * Whose an act or a plan is that somebody refuses is the party refused; who did it, by
 * its relative clause, the one praised or blamed.
 */
#include "event/roles.h"

/* Words of praise, blame or refusal: what they are about may be an act. */
static bool is_judgement(const frame_record *frame) {
  return frame->category == CATEGORY_ACCUSE || frame->category == CATEGORY_SUPPORT ||
         frame->category == CATEGORY_REJECT;
}

/* Is whom an act noun in the slot belongs to the one concerned: whose deed is judged
 * («praised the efforts of X»), whom a sentence strikes («ruled [bi] the imprisonment of
 * X»), whose the thing is that is taken or eased in the trigger's own words («the
 * stripping of the membership of X», «lifting sanctions on the economy of X»)? */
bool roles_stands_for_owner(const event_context *c, const frame_record *frame,
                            const filler *x, const event *e) {
  if (is_judgement(frame) || frame->category == CATEGORY_CONCEDE) return true;
  if (frame->category != CATEGORY_SANCTION || !x->chunk) return false;
  return x->slot == SLOT_BI || event_chunk(c, x->chunk - 1)->head < e->trigger_last;
}

/* Whose what is refused is: the state or government in idafa with an act or plan, or its
 * nationality («refused Iran's interference», «an American proposal»), not the actor's.
 */
const filler *roles_refused_owner(const event_context *c, const frame_record *frame,
                                  const fillers *f, const event *e) {
  if (frame->category != CATEGORY_REJECT || e->n_recipients) return NULL;
  for (unsigned i = 0; i < f->n; i++) {
    const filler *x = &f->items[i];
    if ((x->slot != SLOT_OBJECT && x->slot != SLOT_LI) || !x->event_noun || !x->entity)
      continue;
    const entity *who = &c->md->entities.items[x->entity - 1];
    bool public = who->flags & (ENTITY_STATE | ENTITY_CAPITAL | ENTITY_ADJECTIVE) ||
                  who->sectors[0] == code3("GOV");
    const lemma_record *act = event_lemma(c, event_chunk(c, x->chunk - 1)->head);
    bool done = (act->pos == POS_MASDAR || act->n_frames) &&
                !slots_has_frame(c, act, CATEGORY_AGREE);
    if (who->flags & ENTITY_ADJECTIVE && !done) continue; /* «the Iranian deal» */
    if (public && !(who->flags & ENTITY_PLURAL) &&
        !(e->n_actors && e->actors[0].country == who->country))
      return x;
  }
  return NULL;
}

/* Who did, gave or said what the filler names, by the relative clause right behind it
 * («praised the help that X gave», «the crime that Y committed»): entity index + 1, 0
 * none or nobody known. */
static uint32_t doer(const event_context *c, const filler *x) {
  if (x->entity || !x->chunk) return 0;
  uint32_t own = event_chunk(c, x->chunk - 1)->clause;
  for (uint32_t i = own + 1; i < c->pd->clauses.n && i <= own + 2; i++) {
    const clause *cl = &c->pd->clauses.items[i];
    if (cl->kind != CLAUSE_RELATIVE || !cl->verb) continue;
    const chunk *v = event_chunk(c, cl->verb - 1);
    if (!v->antecedent || !slots_within_phrase(c, x->chunk - 1, v->antecedent - 1))
      continue;
    if (v->flags & CHUNK_PASSIVE || cl->subject <= cl->verb ||
        event_lemma(c, v->head)->classes & CLASS_MASK(LIGHT_PASSIVE))
      return 0;
    filler who = {0};
    slots_entity(c, cl->subject - 1, cl->last, &who);
    if (who.event_noun || !who.entity) return 0;
    uint32_t sector = c->md->entities.items[who.entity - 1].sectors[0];
    return sector == code3("UAF") || sector == code3("CRM") ? 0 : who.entity;
  }
  return 0;
}

/* Words of praise, blame or refusal without a recipient are for who did what they are
 * about. */
void roles_add_doer(const event_context *c, const frame_record *frame, const fillers *f,
                    event *e) {
  if (e->n_recipients || !is_judgement(frame)) return;
  for (unsigned i = 0; i < f->n; i++) {
    const filler *x = &f->items[i];
    bool about = roles_of_slot(frame, x->slot) == ROLE_RECIPIENT ||
                 x->slot == SLOT_OBJECT || x->slot == SLOT_LI || x->slot == SLOT_BI;
    uint32_t who = about ? doer(c, x) : 0;
    if (!who) continue;
    const entity *n = &c->md->entities.items[who - 1];
    party p;
    party_of_entity(c, who, n->start, n->end, &p);
    roles_add_both_sectors(c, e->recipients, &e->n_recipients, p);
    return;
  }
}
