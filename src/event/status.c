/* status.c - whether the report says it happened.
 *
 * ST1 negated: a negation governs the trigger («lam yaqtul», «adam …», «dun …»), or a
 * verb of prevention or failure has it as object (S14). ST2 denied: it stands in what
 * somebody denies. ST3 planned: the future, an infinitive under intention, demand or
 * permission, plan nouns. ST4 hypothetical: conditions, possibility, fear, questions. ST5
 * historical: a date of more than a year before, an anniversary, years counted from the
 * act, and what such an act did. ST6 Cooperation to come is AGREE, a withdrawal or truce
 * announced for the future CONCEDE; both are then actual (S6, A1, S5).
 */
#include "event/event_inside.h"

#include <stdio.h>

static void set(event *e, uint32_t status, uint32_t start, uint32_t end) {
  e->status = status;
  e->status_start = start;
  e->status_end = end;
}

static void set_by_token(const event_context *c, event *e, uint32_t status, uint32_t i) {
  set(e, status, event_token(c, i)->start, event_token(c, i)->end);
}

/* The verb before the trigger that governs it: in its clause, or the clause before that
 * its infinitive or complement hangs on. */
static uint32_t verb_before(const event_context *c, uint32_t chunk_index) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, chunk_index)->clause];
  for (uint32_t i = chunk_index, steps = 0; i-- > cl->first && steps < PARSE_REACH;
       steps++)
    if (event_chunk(c, i)->kind == CHUNK_VERB) return i + 1;
  bool bound = (cl->kind == CLAUSE_PURPOSE || cl->kind == CLAUSE_COMPLEMENT) &&
               !(event_chunk(c, cl->first)->flags & CHUNK_WA);
  if (!bound || !cl->parent) return 0;
  const clause *p = &c->pd->clauses.items[cl->parent - 1];
  return p->verb;
}

/* «during the meeting», «after the attack», «on the sidelines of»: beside what the verb
 * tells, not part of it. */
bool status_is_beside(const event_context *c, uint32_t chunk_index) {
  const chunk *k = event_chunk(c, chunk_index);
  for (unsigned steps = 0;
       k->flags & CHUNK_GENITIVE && !k->preposition && chunk_index && steps < 4; steps++)
    k = event_chunk(c, --chunk_index);
  switch (k->preposition) {
    case SLOT_PREP + TAG_PREP_KHILAL:
    case SLOT_PREP + TAG_PREP_ATHNA:
    case SLOT_PREP + TAG_PREP_BAAD:
    case SLOT_PREP + TAG_PREP_ITHR:
    case SLOT_PREP + TAG_PREP_MUNDHU:
    case SLOT_PREP + TAG_PREP_HASAB:
    case SLOT_PREP + TAG_PREP_CAUSE:
    case SLOT_PREP + TAG_PREP_FI: return true;
    case SLOT_PREP + TAG_PREP_ALA: /* «against the background of», «on the margin of» */
      return morph_has(c->doc, k->head) &&
             (event_lemma(c, k->head)->classes & CLASS_MASK(HISTORY_NOUN) ||
              gloss_is(c->model, event_lemma(c, k->head), "margin"));
    default: return false;
  }
}

static bool by_governor(const event_context *c, event *e, uint32_t verb) {
  bool besides = status_is_beside(c, c->pd->chunk_at[e->trigger] - 1);
  const chunk *v = event_chunk(c, verb - 1);
  if (!morph_has(c->doc, v->head)) return false;
  uint64_t k = event_lemma(c, v->head)->classes;
  if (v->flags & CHUNK_NEGATED && k & (CLASS_MASK(LIGHT) | CLASS_MASK(LIGHT_OCCUR) |
                                       CLASS_MASK(AUX_TAMM) | CLASS_MASK(LIGHT_PASSIVE)))
    set_by_token(c, e, STATUS_NEGATED, v->head);
  else if (k & CLASS_MASK(FAIL) || (k & CLASS_MASK(PREVENT) && !besides))
    set_by_token(c, e, STATUS_NEGATED, v->head);
  else if (k & CLASS_MASK(DENY))
    set_by_token(c, e, STATUS_DENIED, v->head);
  else if (k & CLASS_MASK(FEAR))
    set_by_token(c, e, STATUS_HYPOTHETICAL, v->head);
  else if (k & (CLASS_MASK(AUX_PLAN) | CLASS_MASK(EXPECT) | CLASS_MASK(AUX_MUST)))
    set_by_token(c, e, STATUS_PLANNED, v->head);
  else if (v->flags & CHUNK_FUTURE && !besides)
    set_by_token(c, e, STATUS_PLANNED, v->head);
  else if (v->flags & CHUNK_MAYBE && !besides)
    set_by_token(c, e, STATUS_HYPOTHETICAL, v->head);
  else if (k & CLASS_MASK(AUX_CAN) && v->flags & CHUNK_IMPERFECT)
    set_by_token(c, e, STATUS_HYPOTHETICAL, v->head);
  else
    return false;
  return true;
}

static bool by_noun_before(const event_context *c, event *e, uint32_t chunk_index) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, chunk_index)->clause];
  for (uint32_t i = chunk_index, steps = 0; i-- > cl->first && steps < 3; steps++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind != CHUNK_NOUN || !morph_has(c->doc, k->head)) return false;
    uint64_t classes = event_lemma(c, k->head)->classes;
    if (classes & CLASS_MASK(FEAR))
      set_by_token(c, e, STATUS_HYPOTHETICAL, k->head);
    else if (classes & (CLASS_MASK(PLAN_NOUN) | CLASS_MASK(EXPECT)))
      set_by_token(c, e, STATUS_PLANNED, k->head);
    else if (classes & CLASS_MASK(HISTORY_NOUN) &&
             k->preposition !=
                 SLOT_PREP + TAG_PREP_ALA) /* not «against the background» */
      set_by_token(c, e, STATUS_HISTORICAL, k->head);
    else
      continue;
    return true;
  }
  return false;
}

/* ST3: «an offensive to retake the base», «forces towards …»: the aim of what a noun
 * names, as the verbal noun behind «to» that no verb of undergoing takes. */
static bool by_purpose(const event_context *c, event *e, uint32_t chunk_index,
                       uint32_t verb) {
  const chunk *k = event_chunk(c, chunk_index);
  if (k->flags & CHUNK_GENITIVE && !k->preposition && chunk_index > 1 &&
      morph_has(c->doc, k[-1].head) &&
      event_lemma(c, k[-1].head)->classes & CLASS_MASK(LIGHT))
    k--; /* «took off to carry out raids» */
  const reading *r = event_reading(c, k->head);
  if (e->category < CATEGORY_MOBILIZE || k->kind != CHUNK_NOUN || !chunk_index ||
      k->preposition != SLOT_LI || r->proclitics & PROCLITIC_AL)
    return false;
  const chunk *before = k - 1;
  if (before->clause != k->clause || before->kind != CHUNK_NOUN) return false;
  uint64_t classes = verb && morph_has(c->doc, event_chunk(c, verb - 1)->head)
                         ? event_lemma(c, event_chunk(c, verb - 1)->head)->classes
                         : 0;
  if (classes & (CLASS_MASK(LIGHT_PASSIVE) | CLASS_MASK(CAUSE))) return false;
  set_by_token(c, e, STATUS_PLANNED, k->first);
  return true;
}

/* Does the adjective agree with the trigger, so that it may be of it? */
static bool qualifies(const event_context *c, const event *e, uint32_t adjective) {
  const reading *noun = event_reading(c, e->trigger), *own = event_reading(c, adjective);
  unsigned gender =
      FEATURE_NUMBER(noun->features) == 3 ? 2u : FEATURE_GENDER(noun->features);
  bool definite = (noun->proclitics & PROCLITIC_AL) != 0;
  return FEATURE_GENDER(own->features) == gender &&
         (adjective > e->trigger + 1 ||
          ((own->proclitics & PROCLITIC_AL) != 0) == definite);
}

/* ST4, ST3: «possible attacks», «the expected visit»: an adjective behind the noun. */
static bool by_adjective(const event_context *c, event *e) {
  for (uint32_t i = e->trigger + 1; i < c->doc->n && i <= e->trigger + 3; i++) {
    if (event_token(c, i)->sentence != e->sentence || !morph_has(c->doc, i)) return false;
    const lemma_record *l = event_lemma(c, i);
    if (l->pos == POS_VERB) return false;
    if (l->pos != POS_ADJ) continue;
    if (!(l->classes & (CLASS_MASK(FEAR) | CLASS_MASK(EXPECT))) || !qualifies(c, e, i))
      continue;
    set_by_token(c, e,
                 l->classes & CLASS_MASK(FEAR) ? STATUS_HYPOTHETICAL : STATUS_PLANNED, i);
    return true;
  }
  return false;
}

/* ST5: a chronicle, whose line opens with the year or day. */
static bool by_opening(const event_context *c, event *e) {
  uint32_t first = c->pd->sentence_chunks[e->sentence];
  if (first >= c->pd->chunks.n) return false;
  const chunk *k = event_chunk(c, first);
  uint32_t at = k->kind == CHUNK_TIME ? c->md->time_at[k->head] : 0;
  if (!at || !c->md->times.items[at - 1].historical) return false;
  set(e, STATUS_HISTORICAL, c->md->times.items[at - 1].start,
      c->md->times.items[at - 1].end);
  return true;
}

/* May the word tell of what is still to come, where a time says so? */
static bool coming(const event_context *c, uint32_t index) {
  const chunk *k = event_chunk(c, index);
  return (k->kind == CHUNK_NOUN && !status_is_beside(c, index)) ||
         (k->flags & CHUNK_IMPERFECT && !(k->flags & CHUNK_PAST_AUX));
}

/* ST4: a clause that an interrogative opens, in a sentence that ends as a question. */
static bool asked(const event_context *c, const event *e, const clause *cl) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  return cl->marker == TAG_INTERROG && s->n &&
         event_token(c, s->first + s->n - 1)->mark == '?';
}

/* Years or months of an ISO 8601 duration that make more than a year. */
static bool over_a_year(const time_mention *t) {
  unsigned n = 0;
  const char *v = t->value;
  if (t->type != TIME_DURATION || *v++ != 'P') return false;
  for (; *v >= '0' && *v <= '9' && n < 10000; v++) n = n * 10 + (unsigned)(*v - '0');
  return (*v == 'Y' && n > 1) || (*v == 'M' && n > 12);
}

/* ST5: «18 years after the invasion», counted from an act to the day of writing. */
static bool by_distance(const event_context *c, event *e, uint32_t chunk_index) {
  const chunk *k = event_chunk(c, chunk_index);
  if (k->kind != CHUNK_NOUN || !chunk_index || k->flags & CHUNK_COORDINATED) return false;
  const chunk *before = k - 1;
  uint32_t at = before->kind == CHUNK_TIME && before->clause == k->clause
                    ? c->md->time_at[before->head]
                    : 0;
  bool from_act = k->preposition == SLOT_PREP + TAG_PREP_MIN ||
                  k->preposition == SLOT_PREP + TAG_PREP_ALA ||
                  k->preposition == SLOT_PREP + TAG_PREP_BAAD;
  if (!at || !from_act || !over_a_year(&c->md->times.items[at - 1])) return false;
  set(e, STATUS_HISTORICAL, c->md->times.items[at - 1].start,
      c->md->times.items[at - 1].end);
  return true;
}

/* ST5: a time of the trigger's clause that lies more than a year back. */
static bool by_time(const event_context *c, event *e, uint32_t chunk_index) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, chunk_index)->clause];
  uint32_t from =
      chunk_index > cl->first + PARSE_REACH ? chunk_index - PARSE_REACH : cl->first;
  for (uint32_t i = from; i < cl->last && i <= chunk_index + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    uint32_t at = k->kind == CHUNK_TIME ? c->md->time_at[k->head] : 0;
    if (!at) continue;
    const time_mention *t = &c->md->times.items[at - 1];
    if (t->historical) {
      set(e, STATUS_HISTORICAL, t->start, t->end);
      return true;
    }
    if (t->future && e->status == STATUS_ACTUAL && coming(c, chunk_index)) {
      set(e, STATUS_PLANNED, t->start, t->end);
      return true;
    }
  }
  return false;
}

/* The noun of an act whose relative clause the verb stands in, or that is the subject of
 * a verb of causing: index + 1 of its chunk, 0 none. */
static uint32_t act_told_of(const event_context *c, uint32_t verb) {
  const chunk *v = event_chunk(c, verb);
  if (v->kind != CHUNK_VERB) return 0;
  const clause *cl = &c->pd->clauses.items[v->clause];
  uint32_t noun = v->antecedent;
  if (!noun && cl->verb && cl->kind == CLAUSE_RELATIVE)
    noun = event_chunk(c, cl->verb - 1)->antecedent; /* «in which 12 died and 30 …» */
  bool causes =
      morph_has(c->doc, v->head) && event_lemma(c, v->head)->classes & CLASS_MASK(CAUSE);
  if (!noun && causes && cl->verb == verb + 1) noun = cl->subject;
  if (!noun || noun > verb) return 0;
  uint32_t last = noun; /* «the anniversary of the bombing that …» */
  while (last < verb && event_chunk(c, last)->flags & CHUNK_GENITIVE) last++;
  for (; last >= noun; last--) {
    const chunk *n = event_chunk(c, last - 1);
    if (n->kind == CHUNK_NOUN && morph_has(c->doc, n->head) &&
        event_lemma(c, n->head)->kind == KIND_EVENT)
      return last;
  }
  return 0;
}

/* ST5: «the attack of 2019, in which 12 were killed»: what an act of the past did. */
static bool by_old_act(const event_context *c, event *e, uint32_t verb) {
  uint32_t noun = act_told_of(c, verb);
  if (!noun) return false;
  event act = {.trigger = event_chunk(c, noun - 1)->head};
  if (by_noun_before(c, &act, noun - 1) && act.status == STATUS_HISTORICAL) {
    set(e, STATUS_HISTORICAL, act.status_start, act.status_end);
    return true;
  }
  for (uint32_t i = noun; i < verb; i++) {
    const chunk *k = event_chunk(c, i);
    uint32_t time = k->kind == CHUNK_TIME ? c->md->time_at[k->head] : 0;
    const time_mention *t = time ? &c->md->times.items[time - 1] : NULL;
    if (!t || !t->historical) continue;
    set(e, STATUS_HISTORICAL, t->start, t->end);
    return true;
  }
  return false;
}

/* Acts of speech, which are done as they are said: «we demand», «will take revenge». */
static bool is_verbal(const event *e) {
  return e->category == CATEGORY_SUPPORT ||
         (e->category >= CATEGORY_REQUEST && e->category <= CATEGORY_THREATEN);
}

/* «before it arrested …» tells what happened then, though the mood is that of a plan.
 * («qabl» is spelt like «on the part of».) */
static bool after_before(const event_context *c, const clause *cl) {
  uint32_t first = event_chunk(c, cl->first)->first;
  if (!first || !morph_has(c->doc, first - 1)) return false;
  uint32_t tag = event_lemma(c, first - 1)->tag;
  return tag == TAG_PREP_QABL || tag == TAG_PREP_BY;
}

/* ST3: «the talks that will be held in …»: what the relative clause about the noun says
 * is to come. */
static bool by_relative(const event_context *c, event *e, uint32_t chunk_index) {
  uint32_t n = c->pd->chunks.n;
  for (uint32_t i = chunk_index + 1; i < n && i <= chunk_index + PARSE_REACH; i++) {
    const chunk *v = event_chunk(c, i);
    if (event_token(c, v->head)->sentence != e->sentence) return false;
    if (v->kind != CHUNK_VERB || v->antecedent != chunk_index + 1) continue;
    if (!(v->flags & CHUNK_FUTURE) || v->flags & CHUNK_NEGATED) return false;
    set_by_token(c, e, STATUS_PLANNED, v->head);
    return true;
  }
  return false;
}

/* «…, the talks to go on tomorrow» («ala an» behind a comma). */
static bool agreed_that(const event_context *c, uint32_t i) {
  return i && event_lemma(c, i)->tag == TAG_PREP_ALA &&
         event_token(c, i - 1)->mark == ',';
}

/* ST3: «it is planned that the two meet», «visits Athens soon». */
static bool foretold(const event_context *c, const event *e, const clause *cl) {
  uint32_t first = event_chunk(c, cl->first)->first;
  if (cl->marker == TAG_COMP_AN && first && morph_has(c->doc, first - 1)) {
    if (agreed_that(c, first - 1)) return true;
    const word_info *w = c->doc->words[first - 1];
    for (unsigned i = 0; i < w->n_readings; i++)
      if (w->readings[i].proclitics & PROCLITIC_AL && w->readings[i].lemma &&
          w->readings[i].entry->classes & (CLASS_MASK(EXPECT) | CLASS_MASK(AUX_PLAN)))
        return true; /* whichever it is: «scheduled» is spelt like «rapporteur» */
    return false;
  }
  for (uint32_t i = e->trigger + 1; i < c->doc->n && i <= e->trigger + PARSE_REACH; i++) {
    if (event_token(c, i)->sentence != e->sentence) return false;
    if (!morph_has(c->doc, i)) continue;
    const lemma_record *l = event_lemma(c, i);
    if (l->pos == POS_VERB) return false;
    if (l->pos == POS_ADV && gloss_is(c->model, l, "soon")) return true;
  }
  return false;
}

/* «It is planned that the two hold talks»: what a light verb foretells of its noun. */
static bool light_foretold(const event_context *c, const event *e, uint32_t verb) {
  const chunk *v = event_chunk(c, verb - 1);
  const clause *cl = &c->pd->clauses.items[v->clause];
  return v->flags & CHUNK_IMPERFECT && !(v->flags & (CHUNK_PAST_AUX | CHUNK_NEGATED)) &&
         morph_has(c->doc, v->head) &&
         event_lemma(c, v->head)->classes &
             (CLASS_MASK(LIGHT) | CLASS_MASK(LIGHT_OCCUR) | CLASS_MASK(AUX_TAMM)) &&
         foretold(c, e, cl);
}

/* «will not allow», «is not acceptable»: the frame asks for the negation, which is so
 * part of the act and no more says that it did not happen. */
static bool refuses(const event_context *c, const event *e) {
  const frame_record *f = model_frame(c->model, e->frame);
  for (uint32_t q = 0; q < f->n_conditions; q++)
    if (model_condition(c->model, f->first_condition + q)->kind == CONDITION_NEGATED)
      return true;
  return false;
}

/* ST3, ST4: «the battle will be soon», «the talks will go on if …»: by the verb to come
 * whose subject the act is. */
static bool by_predicate(const event_context *c, event *e, uint32_t at) {
  uint32_t status = status_by_predicate(c, at);
  if (status == STATUS_ACTUAL) return false;
  const clause *cl = &c->pd->clauses.items[event_chunk(c, at)->clause];
  set_by_token(c, e, status_under_condition(c, e, at) ? STATUS_HYPOTHETICAL : status,
               event_chunk(c, cl->verb - 1)->head);
  return true;
}

/* Does what stands around the act's noun decide it? `future`: a date or verb to come. */
static bool of_noun(const event_context *c, event *e, uint32_t at, uint32_t verb,
                    bool *future) {
  if (by_noun_before(c, e, at) || by_distance(c, e, at)) return true;
  if (by_adjective(c, e) || by_relative(c, e, at)) {
    *future = e->status == STATUS_PLANNED;
    return true;
  }
  return by_purpose(c, e, at, verb) || by_predicate(c, e, at);
}

/* True where a date to come decided it. */
static bool find_status(const event_context *c, event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger] - 1;
  const chunk *k = event_chunk(c, at);
  const clause *cl = &c->pd->clauses.items[k->clause];
  if (e->status != STATUS_ACTUAL) return false;
  bool refusal = k->flags & CHUNK_NEGATED && refuses(c, e);
  if (k->flags & CHUNK_NEGATED && !refusal) {
    set_by_token(c, e, STATUS_NEGATED, k->first ? k->first - 1 : k->first);
    return false;
  }
  if (k->kind == CHUNK_VERB && k->flags & CHUNK_IMPERFECT &&
      !(k->flags & CHUNK_PAST_AUX) && cl->kind != CLAUSE_CONDITION &&
      foretold(c, e, cl)) {
    set_by_token(c, e, STATUS_PLANNED, k->first);
    return true;
  }
  uint32_t verb = verb_before(c, at);
  if (status_in_case(c, at)) {
    set_by_token(c, e, STATUS_HYPOTHETICAL, k->first);
    return false;
  }
  if (verb && light_foretold(c, e, verb)) {
    set_by_token(c, e, STATUS_PLANNED, event_chunk(c, verb - 1)->first);
    return true;
  }
  if (verb && verb != at + 1 && by_governor(c, e, verb)) return false;
  if (status_in_exchange(c, e, at)) {
    set_by_token(c, e, STATUS_PLANNED, k->first);
    return false;
  }
  bool future = false;
  if (k->kind == CHUNK_NOUN && of_noun(c, e, at, verb, &future)) return future;
  if (by_opening(c, e) ||
      by_old_act(c, e, k->kind == CHUNK_VERB || !verb ? at : verb - 1))
    return false;
  if (e->speech && c->pd->speeches.items[e->speech - 1].kind == CLAIM_DENIED) {
    set_by_token(c, e, STATUS_DENIED, c->pd->speeches.items[e->speech - 1].token);
    return false;
  }
  if (cl->kind == CLAUSE_CONDITION || k->flags & CHUNK_MAYBE || asked(c, e, cl))
    set_by_token(c, e, STATUS_HYPOTHETICAL, event_chunk(c, cl->first)->first);
  else if (k->kind == CHUNK_VERB && k->flags & (CHUNK_FUTURE | CHUNK_SUBJUNCTIVE) &&
           e->category != CATEGORY_THREATEN && !refusal && !after_before(c, cl))
    set_by_token(c, e, STATUS_PLANNED, k->first);
  else if (k->kind == CHUNK_VERB && !is_verbal(e) && cl->kind == CLAUSE_COMPLEMENT &&
           !after_before(c, cl) && cl->marker == TAG_COMP_AN &&
           k->flags & CHUNK_IMPERFECT && at == cl->first + 1)
    set_by_token(c, e, STATUS_PLANNED, event_chunk(c, cl->first)->first);
  else
    return by_time(c, e, at) && e->status == STATUS_PLANNED;
  return false;
}

static void turn_into(event *e, uint32_t category, const char *cameo) {
  e->category = category;
  e->modes = 0;
  snprintf(e->cameo, sizeof e->cameo, "%s", cameo);
  e->status = STATUS_ACTUAL;
  e->status_start = e->status_end = 0;
}

/* Is the act what a noun that tells of no act itself looks ahead to («ways of helping», a
 * mechanism, a plan; not a promise, which is the act)? */
static bool aim_of_noun(const event_context *c, const event *e, uint32_t at) {
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < 3; steps++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind != CHUNK_NOUN || !morph_has(c->doc, k->head)) return false;
    if (event_token(c, k->head)->start == e->status_start)
      return event_lemma(c, k->head)->n_frames == 0;
  }
  return false;
}

/* ST6. */
void status_of(const event_context *c, event *e) {
  if (event_token(c, e->trigger)->kind == TOKEN_LATIN) {
    english_status(c, e);
    return;
  }
  bool future = find_status(c, e);
  uint32_t at = c->pd->chunk_at[e->trigger] - 1, verb = verb_before(c, at);
  if ((e->status == STATUS_PLANNED || e->status == STATUS_HYPOTHETICAL) &&
      status_is_given(c, e, at))
    set(e, STATUS_ACTUAL, 0, 0);
  if (e->status != STATUS_PLANNED) return;
  const chunk *k = event_chunk(c, at), *v = verb ? event_chunk(c, verb - 1) : k;
  uint64_t classes = morph_has(c->doc, v->head) ? event_lemma(c, v->head)->classes : 0;
  future =
      future || ((k->flags | v->flags) & CHUNK_FUTURE && !(v->flags & CHUNK_NEGATED));
  bool promised =
      v != k && classes & CLASS_MASK(AUX_PLAN) && classes & CLASS_MASK(SPEECH);
  future =
      future || (v != k && classes & CLASS_MASK(EXPECT) && !(v->flags & CHUNK_NEGATED));
  if ((k->flags | v->flags) & CHUNK_FUTURE && status_under_condition(c, e, at)) {
    e->status = STATUS_HYPOTHETICAL;
    return;
  }
  const uint64_t step_back = MODE_MASK(WITHDRAW) | MODE_MASK(CEASEFIRE);
  bool intended = future || aim_of_noun(c, e, at) ||
                  (v != k && !promised && classes & CLASS_MASK(AUX_PLAN) &&
                   !(v->flags & CHUNK_NEGATED));
  if (event_cooperates(e) && intended && (!(k->flags & CHUNK_GENITIVE) || e->light))
    turn_into(e, CATEGORY_AGREE, e->category == CATEGORY_CONSULT ? "036" : "030");
  else if (e->category == CATEGORY_RETREAT && e->modes & step_back &&
           (future || promised))
    turn_into(e, CATEGORY_CONCEDE, e->modes & MODE_MASK(CEASEFIRE) ? "0871" : "0356");
}
