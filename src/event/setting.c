/* setting.c - where and when an event happened, and what one act takes from another.
 *
 * The place and the time that an act's own sentence gives are found first (W1 in
 * setting_place.c, W2 in setting_date.c). W3 Force, its targets and its troops are
 * somewhere: where the sentence does not say, they are where the act of force before was
 * (not «in northern Iraq», which names no one place); «the meeting» is where the meeting
 * told before was, and so is a protest. W5 Dates are taken by the title from the opening,
 * by the second sentence from the lead, by «the attack» from the act before. W6 No place
 * is taken where actor and recipient are both of other countries.
 */
#include "event/event_inside.h"

bool event_generic(const event_context *c, const event *e) {
  const reading *r = event_reading(c, e->trigger);
  bool noun = FEATURE_POS(r->features) != POS_VERB;
  if (e->status != STATUS_ACTUAL && e->status != STATUS_PLANNED) return true;
  return noun && FEATURE_NUMBER(r->features) == 3 && !(r->proclitics & PROCLITIC_AL) &&
         !r->enclitic;
}

uint32_t event_relative_end(const event_context *c, const event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger] - 1;
  if (FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB) return 0;
  for (uint32_t k = at + 1; k < c->pd->chunks.n && k < at + 8; k++) {
    const chunk *v = event_chunk(c, k);
    if (event_token(c, v->first)->sentence != e->sentence) return 0;
    if (v->kind != CHUNK_VERB) continue;
    if (!(v->flags & CHUNK_RELATIVE) || !v->antecedent || v->antecedent - 1 < at)
      return 0;
    const clause *cl = &c->pd->clauses.items[v->clause];
    return cl->last > cl->first ? event_chunk(c, cl->last - 1)->last : 0;
  }
  return 0;
}

static bool of_force(const event *e) {
  return e->category == CATEGORY_ASSAULT || e->category == CATEGORY_COERCE ||
         e->category == CATEGORY_MOBILIZE || e->category == CATEGORY_RETREAT;
}

/* The string offset of the name of the first-level unit, 0 unknown. */
static uint32_t unit_of(const event_context *c, const place_mention *p) {
  return p->place ? model_place(c->model, p->place - 1)->admin1 : p->admin1;
}

/* Does `p`, told of the whole country or province, hold the narrower place `q`? */
static bool holds(const event_context *c, const place_mention *p,
                  const place_mention *q) {
  if (!place_broad(p) || place_broad(q) || p->country != q->country) return false;
  uint32_t unit = unit_of(c, q);
  return p->precision != PLACE_ADMIN1 || !unit || unit == unit_of(c, p);
}

/* W3: the place of the act of force before; of acts of its kind the narrower one, where
 * the last was told of the whole country or province around it. */
static void carry_places(const event_context *c, event_doc *ed) {
  const event *last = NULL, *narrow = NULL;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (!of_force(e)) continue;
    if (e->place.mention) {
      last = e;
      if (!place_broad(&c->md->places.items[e->place.mention - 1])) narrow = e;
      continue;
    }
    if (!last || e->sentence > last->sentence + 5 || event_generic(c, e)) continue;
    const place_mention *p = &c->md->places.items[last->place.mention - 1];
    bool told = narrow && narrow->category == e->category &&
                e->sentence <= narrow->sentence + 5 &&
                holds(c, p, &c->md->places.items[narrow->place.mention - 1]);
    if (told)
      e->place = (event_place){narrow->place.mention, false};
    else if (!place_broad(p) || !p->direction)
      e->place = (event_place){last->place.mention, false};
  }
}

static bool same_word(const event_context *c, const event *a, const event *b) {
  const lemma_record *l = event_lemma(c, a->trigger), *m = event_lemma(c, b->trigger);
  return a->lemma == b->lemma || (l->verb && l->verb == m->verb) ||
         (l->root && l->root == m->root);
}

static bool names_country(const party *p, uint32_t n, uint32_t country) {
  for (uint32_t i = 0; i < n; i++)
    if (p[i].country == country) return true;
  return false;
}

static bool shares_country(const event *a, const event *b) {
  for (uint32_t i = 0; i < a->n_actors + a->n_recipients; i++) {
    const party *p = i < a->n_actors ? &a->actors[i] : &a->recipients[i - a->n_actors];
    if (p->country && (names_country(b->actors, b->n_actors, p->country) ||
                       names_country(b->recipients, b->n_recipients, p->country)))
      return true;
  }
  return false;
}

/* Protests go on where they were told to be; of meetings «the talks», and those that
 * share a party with the one told before; of visits, which lead elsewhere, only «the
 * visit». */
static bool goes_on(const event_context *c, const event *last, const event *e) {
  if (event_generic(c, e) || e->sentence > last->sentence + 5) return false;
  if (e->category == CATEGORY_PROTEST) return e->status == STATUS_ACTUAL;
  const reading *r = event_reading(c, e->trigger);
  bool the = FEATURE_POS(r->features) != POS_VERB && r->proclitics & PROCLITIC_AL;
  if (e->modes & MODE_MASK(VISIT) || e->category != CATEGORY_CONSULT)
    return the && same_word(c, last, e);
  return the || shares_country(last, e);
}

/* W3: the place of the protest or the meeting before. */
static void carry_ongoing(const event_context *c, event_doc *ed, uint32_t category) {
  const event *last = NULL;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (event_told_as(c, e) != category) continue;
    if (e->place.mention)
      last = e;
    else if (last && goes_on(c, last, e))
      e->place = (event_place){last->place.mention, false};
  }
}

/* The date of the act of force that the first sentence after the title tells of, where
 * the second tells how it went: acts of force of the same parties. */
static uint32_t date_of_lead(const event_context *c, const event_doc *ed,
                             const event *e) {
  if (e->sentence != 2 || !of_force(e) || e->status != STATUS_ACTUAL) return 0;
  for (uint32_t k = (uint32_t)(e - ed->candidates.items), steps = 0;
       k-- > 0 && steps < EVENT_MAX_STEPS; steps++) {
    const event *lead = &ed->candidates.items[k];
    if (lead->sentence != 1 || !lead->date || !of_force(lead) ||
        lead->status != STATUS_ACTUAL || !shares_country(lead, e))
      continue;
    const time_mention *t = &c->md->times.items[lead->date - 1];
    return t->single_day ? lead->date : 0;
  }
  return 0;
}

/* Is the date of `from` close enough to be that of another act? Not «since May»; «in May»
 * only of an act told by the same word. */
static bool passes_on(const event_context *c, const event *from, const event *e) {
  const time_mention *t = &c->md->times.items[from->date - 1];
  if (time_open(t)) return false;
  return t->day_to - t->day_from < 14 || same_word(c, from, e);
}

/* W5 The title's act has the date that the opening of the report gives for an act of its
 * kind; «the attack» that of the act before. */
static void carry_dates(const event_context *c, event_doc *ed) {
  event *items = ed->candidates.items;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &items[i];
    if (e->date || e->category == CATEGORY_AGREE) continue;
    if (!e->sentence) {
      for (uint32_t k = i + 1; k < ed->candidates.n && k < i + EVENT_MAX_STEPS &&
                               items[k].sentence <= 2 && !e->date;
           k++)
        if (items[k].sentence && items[k].category == e->category && items[k].date &&
            items[k].date_stated && items[k].status == e->status &&
            passes_on(c, &items[k], e))
          e->date = items[k].date;
      continue;
    }
    e->date = date_of_lead(c, ed, e);
    if (e->date) continue;
    bool meeting = event_told_as(c, e) == CATEGORY_CONSULT;
    if ((!of_force(e) && !meeting) || !event_definite(c, e)) continue;
    for (uint32_t k = i, steps = 0;
         k-- > 0 && steps < EVENT_MAX_STEPS && items[k].sentence + 4 >= e->sentence;
         steps++)
      if (items[k].category == e->category && items[k].date &&
          passes_on(c, &items[k], e) &&
          (items[k].sentence != e->sentence || same_word(c, &items[k], e))) {
        e->date = items[k].date;
        break;
      }
  }
}

/* «the terrorist attack», «a suicide bombing»: what it is called is nobody yet. */
static bool only_names_kind(const event_context *c, const event *e, const party *p) {
  if (!p->entity) return false;
  const entity *who = &c->md->entities.items[p->entity - 1];
  return who->sectors[0] == code3("UAF") && who->role &&
         !(who->flags & (ENTITY_PLURAL | ENTITY_DUAL)) && who->first >= e->trigger_last &&
         who->first <= e->trigger_last + 1 &&
         FEATURE_POS(event_reading(c, e->trigger)->features) != POS_VERB;
}

/* W4 An adjective of nationality at an attack is its army («an American raid»); people
 * named by their nation, and things that are hit, are civilian. */
static void party_sectors(const event_context *c, event *e) {
  uint32_t kept = 0;
  for (uint32_t k = 0; k < e->n_actors; k++)
    if (!only_names_kind(c, e, &e->actors[k])) e->actors[kept++] = e->actors[k];
  e->n_actors = kept;
  bool force = e->category == CATEGORY_ASSAULT || e->category == CATEGORY_MOBILIZE;
  for (uint32_t k = 0; k < e->n_actors; k++) {
    party *p = &e->actors[k];
    if (!p->entity || p->sector) continue;
    const entity *who = &c->md->entities.items[p->entity - 1];
    if (!(who->flags & ENTITY_ADJECTIVE)) continue;
    bool of_trigger = who->first >= e->trigger_last &&
                      who->first <= e->trigger_last + 2 &&
                      !(who->flags & (ENTITY_PLURAL | ENTITY_DUAL));
    if (of_trigger)
      p->sector = force ? code3("MIL") : 0;
    else if (force || e->category == CATEGORY_PROTEST)
      p->sector = code3("CVL");
  }
  for (uint32_t k = 0; k < e->n_recipients; k++) {
    party *p = &e->recipients[k];
    if (!p->entity || p->sector) continue;
    const entity *who = &c->md->entities.items[p->entity - 1];
    bool state = who->flags & (ENTITY_STATE | ENTITY_CAPITAL) || who->actor;
    bool person = who->flags & ENTITY_ADJECTIVE &&
                  (e->category == CATEGORY_THREATEN ||
                   (who->flags & (ENTITY_PLURAL | ENTITY_DUAL) &&
                    (e->category == CATEGORY_REQUEST || e->category == CATEGORY_AID)));
    if (!state && (e->category >= CATEGORY_COERCE || person)) p->sector = code3("CVL");
  }
}

/* Are all the countries of these parties others than `country`? */
static bool elsewhere(const party *p, uint32_t n, uint32_t country) {
  bool known = false;
  for (uint32_t i = 0; i < n; i++) {
    if (p[i].country == country) return false;
    if (p[i].country) known = true;
  }
  return known;
}

void setting_check(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (!e->place.mention || e->place.stated) continue;
    uint32_t country = c->md->places.items[e->place.mention - 1].country;
    if (elsewhere(e->actors, e->n_actors, country) &&
        elsewhere(e->recipients, e->n_recipients, country))
      e->place.mention = 0;
  }
}

void setting_read(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    place_find(c, &ed->candidates.items[i]);
    date_find(c, ed, &ed->candidates.items[i]);
    party_sectors(c, &ed->candidates.items[i]);
  }
  carry_places(c, ed);
  carry_ongoing(c, ed, CATEGORY_PROTEST);
  carry_ongoing(c, ed, CATEGORY_CONSULT);
  implied_parties(c, ed);
  carry_dates(c, ed);
}
