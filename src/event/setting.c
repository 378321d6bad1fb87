/* setting.c - where and when an event happened.
 *
 * W1 The place is the first locative one (in, at, near, north of …, «the city of») after
 * the trigger in its clause, else in its clause, else the town that is its object or
 * genitive, else the first in its sentence that no other event claims. W2 The time is
 * that of its clause, else the sentence's unless it stands with the verb of speech (S7).
 * W3 Force, its targets and its troops are somewhere: where the sentence does not say,
 * they are where the act of force before was.
 */
#include "event/event_inside.h"

/* Mentions and events looked at for one event: a sentence may have a hundred thousand. */
#define MAX_STEPS 64u

static bool locative(const place_mention *p) {
  return p->preposition == TAG_PREP_FI || p->preposition == TAG_PREP_QURB ||
         p->preposition == TAG_PREP_WASAT || p->preposition == TAG_PREP_DAKHIL ||
         p->proclitics & PROCLITIC_BI || p->direction;
}

static bool in_actor(const event_context *c, const place_mention *p) {
  uint32_t at = c->md->entity_at[p->first];
  if (!at) return false;
  const entity *e = &c->md->entities.items[at - 1];
  return !(e->flags & (ENTITY_STATE | ENTITY_CAPITAL));
}

/* Is a capital spoken of as its government? «Ankara carried out», «between Ankara and
 * Washington» */
static bool as_government(const event_context *c, const place_mention *p) {
  uint32_t at = c->pd->chunk_at[p->last - 1];
  if (p->refers || !at) return false;
  const chunk *k = event_chunk(c, at - 1);
  return c->pd->clauses.items[k->clause].subject == at ||
         k->preposition == SLOT_PREP + TAG_PREP_BAYN ||
         k->preposition == SLOT_PREP + TAG_PREP_MIN;
}

/* «fired from the Yemeni lands», «from inside» them: no place where it strikes. */
static bool from_there(const event_context *c, const place_mention *p) {
  if (p->preposition == TAG_PREP_MIN) return true;
  return p->preposition == TAG_PREP_DAKHIL && p->first > 1 &&
         morph_has(c->doc, p->first - 2) &&
         morph_tag(c->doc, p->first - 2) == TAG_PREP_MIN;
}

/* How a place must stand to count. */
enum place_need {
  NEED_LOCATIVE = 1,
  NEED_TOWN = 2,
  NEED_EITHER = 4,
  MAY_GO_THERE = 8,
  MAY_BE_SEA = 16 /* seas and regions of no country count too */
};

static uint32_t first_place(const event_context *c, uint32_t from_token,
                            uint32_t to_token, unsigned need) {
  uint32_t low = 0, high = c->md->places.n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->md->places.items[mid].last <= from_token)
      low = mid + 1;
    else
      high = mid;
  }
  for (unsigned steps = 0; low < c->md->places.n && steps < MAX_STEPS &&
                           c->md->places.items[low].first < to_token;
       low++, steps++) {
    const place_mention *p = &c->md->places.items[low];
    bool in = locative(p) || (need & MAY_GO_THERE && (p->proclitics & PROCLITIC_LI ||
                                                      p->preposition == TAG_PREP_ILA));
    bool land = p->precision == PLACE_COUNTRY && p->cues & PLACE_CUE_NATIONALITY;
    bool town = p->precision != PLACE_COUNTRY || p->direction || land;
    if (land && from_there(c, p)) continue;
    if (p->capital && !in && as_government(c, p)) town = false;
    bool known = p->country || (need & MAY_BE_SEA && p->precision == PLACE_REGION);
    if (!known || (need & NEED_LOCATIVE && !in) || (need & NEED_TOWN && !town) ||
        (need & NEED_EITHER && !in && !town))
      continue;
    if (in_actor(c, p) && (!in || !p->country)) continue;
    return low + 1;
  }
  return 0;
}

/* Where forces move: «from X by way of Y to Z». */
static uint32_t destination(const event_context *c, uint32_t from_token,
                            uint32_t to_token) {
  for (uint32_t i = from_token; i < to_token && i < from_token + MAX_STEPS; i++) {
    uint32_t at = c->md->place_at[i];
    if (!at) continue;
    const place_mention *p = &c->md->places.items[at - 1];
    if (p->country && (p->preposition == TAG_PREP_ILA || p->preposition == TAG_PREP_NAHW))
      return at;
    i = p->last > i ? p->last - 1 : i;
  }
  return 0;
}

/* «Zinjibar, the capital of Abyan»: a town told by what it is the capital of. */
static bool in_apposition(const event_context *c, const place_mention *p,
                          const place_mention *q) {
  if (q->last != p->first || q->precision == PLACE_COUNTRY ||
      !morph_has(c->doc, p->first))
    return false;
  const char *gloss = model_string(c->model, event_lemma(c, p->first)->gloss);
  return !strcmp(gloss, "capital") || !strcmp(gloss, "centre");
}

/* «the village of X in the governorate of Y»: the first of a chain is the narrowest. */
static uint32_t innermost(const event_context *c, uint32_t index) {
  for (unsigned steps = 0; index > 1 && steps < 4; index--, steps++) {
    const place_mention *p = &c->md->places.items[index - 1], *q = p - 1;
    if (in_apposition(c, p, q)) continue;
    if (q->country != p->country || q->precision == PLACE_COUNTRY ||
        q->last + 3 < p->first ||
        event_token(c, q->first)->sentence != event_token(c, p->first)->sentence)
      break;
    if (p->proclitics & (PROCLITIC_WA | PROCLITIC_FA) || in_actor(c, q) || !locative(p))
      break;
    bool broken = false;
    for (uint32_t i = q->last; i < p->first && !broken; i++) {
      const token *t = event_token(c, i);
      const reading *r = event_reading(c, i);
      broken = t->mark == ',' || t->mark == ';' || FEATURE_POS(r->features) == POS_VERB ||
               r->proclitics & (PROCLITIC_WA | PROCLITIC_FA);
    }
    if (broken) break;
  }
  return index;
}

static bool broad(const place_mention *p) {
  return p->precision == PLACE_COUNTRY || p->precision == PLACE_ADMIN1 ||
         p->precision == PLACE_REGION;
}

/* «the raids in Yemen on the town of X», «the offices of the province in the town of X»:
 * the narrower place behind a broad one, before `to_token`. */
static uint32_t narrower(const event_context *c, uint32_t index, uint32_t to_token) {
  const place_mention *p = &c->md->places.items[index - 1];
  for (uint32_t k = index; broad(p) && k < c->md->places.n && k < index + 4; k++) {
    const place_mention *q = &c->md->places.items[k];
    if (q->first >= to_token) break;
    if (q->country == p->country && !broad(q) && locative(q) && !q->direction &&
        q->preposition != TAG_PREP_QURB &&
        !(q->proclitics & (PROCLITIC_WA | PROCLITIC_FA)))
      return k + 1;
  }
  return index;
}

/* «the clashes that the town of X saw», «the town saw clashes»: what a witnessing verb
 * right behind the trigger's noun names. */
static uint32_t place_seen(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t end = s->first + s->n;
  if (FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB) return 0;
  for (uint32_t i = e->trigger_last; i < end && i < e->trigger_last + 4; i++) {
    if (!morph_has(c->doc, i)) continue;
    const lemma_record *l = event_lemma(c, i);
    if (FEATURE_POS(event_reading(c, i)->features) != POS_VERB) continue;
    if (!(l->classes & CLASS_MASK(WITNESS))) return 0;
    for (uint32_t k = i + 1; k < end && k < i + 3; k++)
      if (c->md->place_at[k] && c->md->places.items[c->md->place_at[k] - 1].country &&
          c->md->places.items[c->md->place_at[k] - 1].precision != PLACE_COUNTRY)
        return c->md->place_at[k];
    return 0;
  }
  return 0;
}

/* «X saw protests», «X hosted a meeting»: the subject of a witnessing verb, which is the
 * trigger or stands before its noun. */
static uint32_t place_seeing(const event_context *c, const event *e) {
  uint32_t place = 0;
  bool verb = FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB;
  bool seen = verb && event_lemma(c, e->trigger)->classes & CLASS_MASK(WITNESS);
  for (uint32_t i = e->trigger + 1; seen && i < c->doc->n && i < e->trigger + 3; i++) {
    place = c->md->place_at[i];
    if (!place) continue;
    const place_mention *p = &c->md->places.items[place - 1];
    return p->country && (p->precision != PLACE_COUNTRY || p->refers) ? place : 0;
  }
  for (uint32_t i = e->trigger, steps = 0; !verb && i-- > 0 && steps < 8; steps++) {
    if (event_token(c, i)->sentence != e->sentence) return 0;
    uint32_t at = c->md->place_at[i];
    if (at && c->md->places.items[at - 1].country) place = at;
    if (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_VERB)
      return event_lemma(c, i)->classes & CLASS_MASK(WITNESS) ? place : 0;
  }
  return 0;
}

/* Does a pronoun at the trigger, or at a preposition behind it, stand for what the
 * relative clause is about («which they retook», «over which they took control»)? */
static bool resumed(const event_context *c, const event *e) {
  if (event_reading(c, e->trigger)->enclitic) return true;
  for (uint32_t i = e->trigger_last; i < c->doc->n && i < e->trigger_last + 4; i++) {
    if (event_token(c, i)->sentence != e->sentence) return false;
    if (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_PREP &&
        event_reading(c, i)->enclitic)
      return true;
  }
  return false;
}

/* «in X, where they clash», «X, which they retook»: the place right before the word that
 * opens the trigger's clause. */
static uint32_t place_relative(const event_context *c, const event *e) {
  for (uint32_t i = e->trigger, steps = 0; i-- > 0 && steps < 5; steps++) {
    const token *t = event_token(c, i);
    if (t->sentence != e->sentence) return 0;
    if (!morph_has(c->doc, i)) continue;
    uint32_t tag = morph_tag(c->doc, i);
    bool where = !strcmp(model_string(c->model, event_lemma(c, i)->gloss), "where, as");
    if (tag != TAG_REL && !where) continue;
    if (tag == TAG_REL && !resumed(c, e)) return 0;
    for (uint32_t k = i; k-- > 0 && k + 4 > i;) {
      if (event_token(c, k)->sentence != e->sentence) return 0;
      if (c->md->place_at[k]) return c->md->place_at[k];
      bool adjective =
          morph_has(c->doc, k) && event_reading(c, k)->proclitics & PROCLITIC_AL;
      if (!adjective && (where || event_token(c, k)->mark != ',')) return 0;
    }
    return 0;
  }
  return 0;
}

/* «attacks»: of no place in particular. */
static bool generic(const event_context *c, const event *e) {
  const reading *r = event_reading(c, e->trigger);
  bool noun = FEATURE_POS(r->features) != POS_VERB;
  if (e->status != STATUS_ACTUAL && e->status != STATUS_PLANNED) return true;
  return noun && FEATURE_NUMBER(r->features) == 3 && !(r->proclitics & PROCLITIC_AL) &&
         !r->enclitic;
}

/* «Egypt: seven killed»: the place that a title begins with, before a colon or dots. */
static uint32_t place_of_title(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t place = c->md->place_at[s->first];
  if (e->sentence || !place) return 0;
  const place_mention *p = &c->md->places.items[place - 1];
  uint32_t next = p->last;
  if (p->first != s->first || !p->country || next >= e->trigger) return 0;
  uint32_t mark = event_token(c, next)->mark;
  return mark == ':' || mark == '~' ? place : 0;
}

/* The token after the relative clause about the trigger's noun («the bombing that struck
 * …»), 0 where there is none. */
static uint32_t relative_end(const event_context *c, const event *e) {
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

static void find_place(const event_context *c, event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger] - 1;
  const clause *cl = &c->pd->clauses.items[event_chunk(c, at)->clause];
  uint32_t from = event_chunk(c, cl->first)->first,
           to = cl->last > cl->first ? event_chunk(c, cl->last - 1)->last : from;
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t told = model_frame(c->model, e->frame)
                      ->category; /* a meeting to come is still a meeting */
  bool signing = told == CATEGORY_SUPPORT && !strcmp(e->cameo, "057");
  bool physical = e->category >= CATEGORY_PROTEST || told == CATEGORY_CONSULT ||
                  told == CATEGORY_RETREAT || told == CATEGORY_AID ||
                  told == CATEGORY_COOPERATE;
  if (!physical && !signing && e->category != CATEGORY_CONCEDE)
    return; /* words are spoken anywhere: the places in them are those of other acts */
  bool force = e->category >= CATEGORY_MOBILIZE;
  unsigned go = told == CATEGORY_CONSULT || told == CATEGORY_AID ? MAY_GO_THERE : 0;
  uint32_t place = e->category == CATEGORY_MOBILIZE ? destination(c, e->trigger, to) : 0;
  if (!place) place = place_seen(c, e);
  if (!place && (e->category >= CATEGORY_PROTEST || told == CATEGORY_CONSULT))
    place = place_seeing(c, e);
  if (!place && force) place = place_relative(c, e);
  if (!place)
    place = first_place(c, e->trigger, to, (force ? NEED_EITHER : NEED_LOCATIVE) | go);
  if (!place && physical) place = first_place(c, e->trigger, to, NEED_TOWN);
  uint32_t end = relative_end(c, e);
  if (!place && physical && end > to)
    place = first_place(c, e->trigger, end, (force ? NEED_EITHER : NEED_LOCATIVE) | go);
  if (!place && physical) place = first_place(c, from, to, NEED_LOCATIVE | go);
  if (!place && told == CATEGORY_CONSULT && !generic(c, e))
    place = first_place(c, s->first, e->trigger, NEED_LOCATIVE | MAY_GO_THERE);
  if (!place && force)
    place = first_place(c, s->first, s->first + s->n, NEED_LOCATIVE | NEED_TOWN);
  if (!place && force) place = first_place(c, s->first, s->first + s->n, NEED_LOCATIVE);
  if (!place && force) place = first_place(c, s->first, s->first + s->n, NEED_TOWN);
  if (!place && physical && told != CATEGORY_CONSULT)
    place = first_place(c, e->trigger, to, NEED_LOCATIVE | MAY_BE_SEA);
  if (!place && e->category >= CATEGORY_PROTEST) place = place_of_title(c, e);
  if (place) place = innermost(c, narrower(c, place, end > to ? end : to));
  e->place = (event_place){place, place != 0};
}

/* Does the time stand with a verb of speech rather than with what is said («on Sunday the
 * army announced …», «the group said on Thursday that …»)? Up to four speeches within
 * each other. */
static bool time_of_speech(const event_context *c, const event *e,
                           const time_mention *t) {
  if (t->first >= e->trigger) return false;
  for (uint32_t k = e->speech, steps = 0; k > 0 && steps < 4; k--, steps++) {
    const speech *s = &c->pd->speeches.items[k - 1];
    if (s->sentence != e->sentence) return false;
    uint32_t room = k == e->speech ? 5 : 0;
    if (t->last + 1 >= s->token && t->last <= s->from + room && t->first < s->from + 1)
      return true;
  }
  return false;
}

/* «the clash broke out, said the army on Sunday»: is the verb nearest before the time one
 * of speech? */
static bool time_of_telling(const event_context *c, const event *e,
                            const time_mention *t) {
  uint32_t in = event_token(c, t->first)->sentence;
  if (t->first < e->trigger) return false;
  for (uint32_t i = t->first, steps = 0; i-- > 0 && steps < 8; steps++) {
    if (event_token(c, i)->sentence != in || i == e->trigger) return false;
    if (!morph_has(c->doc, i)) continue;
    if (FEATURE_POS(event_reading(c, i)->features) == POS_VERB)
      return event_lemma(c, i)->classes & (CLASS_MASK(SPEECH) | CLASS_MASK(QUOTE_FROM));
  }
  return false;
}

/* «condemned today the bombing»: does the time stand with an act of speech before the
 * trigger? */
static bool time_of_verbal_act(const event_doc *ed, const event *e,
                               const time_mention *t) {
  if (e->category < CATEGORY_PROTEST || t->first > e->trigger) return false;
  for (uint32_t i = (uint32_t)(e - ed->candidates.items), steps = 0;
       i-- > 0 && steps < MAX_STEPS; steps++) {
    const event *v = &ed->candidates.items[i];
    if (v->sentence != e->sentence) return false;
    if (v->trigger > t->first) continue;
    bool verbal = v->category == CATEGORY_REQUEST || v->category == CATEGORY_ACCUSE ||
                  v->category == CATEGORY_REJECT || v->category == CATEGORY_THREATEN;
    return verbal && t->first < v->trigger + 10;
  }
  return false;
}

/* May the act have taken place then? What is planned is not past, what was done is not to
 * come. */
static bool time_fits(const event_context *c, const event_doc *ed, const event *e,
                      const time_mention *t) {
  if (!t->has_value || (t->type != TIME_DATE && t->type != TIME_TIME)) return false;
  if (e->status == STATUS_PLANNED && t->first < e->trigger &&
      t->day_to < mention_day(c->md))
    return false;
  if (e->status == STATUS_ACTUAL && e->category != CATEGORY_AGREE && t->future)
    return false;
  return !time_of_speech(c, e, t) && !time_of_telling(c, e, t) &&
         !time_of_verbal_act(ed, e, t);
}

static uint32_t time_in(const event_context *c, const event_doc *ed, const event *e,
                        uint32_t from_token, uint32_t to_token) {
  uint32_t best = 0, distance = UINT32_MAX;
  uint32_t low = 0, high = c->md->times.n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->md->times.items[mid].last <= from_token)
      low = mid + 1;
    else
      high = mid;
  }
  for (unsigned steps = 0; low < c->md->times.n && steps < MAX_STEPS &&
                           c->md->times.items[low].first < to_token;
       low++, steps++) {
    const time_mention *t = &c->md->times.items[low];
    if (!time_fits(c, ed, e, t)) continue;
    uint32_t d = t->first > e->trigger ? t->first - e->trigger : e->trigger - t->first;
    if (d < distance) {
      distance = d;
      best = low + 1;
    }
  }
  return best;
}

static void find_date(const event_context *c, const event_doc *ed, event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger] - 1;
  const clause *cl = &c->pd->clauses.items[event_chunk(c, at)->clause];
  uint32_t from = event_chunk(c, cl->first)->first,
           to = cl->last > cl->first ? event_chunk(c, cl->last - 1)->last : from;
  uint32_t end = relative_end(c, e);
  if (end) e->date = time_in(c, ed, e, e->trigger, end);
  if (!e->date) e->date = time_in(c, ed, e, from, to);
  bool aside = event_chunk(c, at)->flags & CHUNK_RELATIVE;
  bool act = e->category >= CATEGORY_PROTEST || e->category == CATEGORY_AID;
  if (!e->date && act && !aside) {
    const sentence *s = &c->doc->text->sentences.items[e->sentence];
    e->date = time_in(c, ed, e, s->first, s->first + s->n);
    if (e->date && c->md->times.items[e->date - 1].historical) e->date = 0;
  }
  e->date_stated = e->date != 0;
}

static bool of_force(const event *e) {
  return e->category == CATEGORY_ASSAULT || e->category == CATEGORY_COERCE ||
         e->category == CATEGORY_MOBILIZE || e->category == CATEGORY_RETREAT;
}

/* The category before its time: a meeting to come is still a meeting. */
static uint32_t told_as(const event_context *c, const event *e) {
  return model_frame(c->model, e->frame)->category;
}

/* «the attack»: one act, told before. */
static bool definite_act(const event_context *c, const event *e) {
  const reading *r = event_reading(c, e->trigger);
  return FEATURE_POS(r->features) != POS_VERB && (r->proclitics & PROCLITIC_AL) &&
         FEATURE_NUMBER(r->features) <= 1;
}

/* «the meeting»: where the meeting told before was. */
static void carry_meeting_places(const event_context *c, event_doc *ed) {
  uint32_t last = 0, from = 0;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (told_as(c, e) != CATEGORY_CONSULT) continue;
    if (e->place.mention)
      last = e->place.mention, from = e->sentence;
    else if (last && e->sentence <= from + 4 && definite_act(c, e))
      e->place = (event_place){last, false};
  }
}

/* W3. */
static void carry_places(const event_context *c, event_doc *ed) {
  uint32_t last = 0, from = 0;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (!of_force(e)) continue;
    if (e->place.mention)
      last = e->place.mention, from = e->sentence;
    else if (last && e->sentence <= from + 5 && !generic(c, e))
      e->place = (event_place){last, false};
  }
}

static bool same_word(const event_context *c, const event *a, const event *b) {
  const lemma_record *l = model_lemma(c->model, a->lemma),
                     *m = model_lemma(c->model, b->lemma);
  return a->lemma == b->lemma || (l->verb && l->verb == m->verb) ||
         (l->root && l->root == m->root);
}

/* W5 The title's act has the date that the opening of the report gives for an act of its
 * kind; «the attack» that of the act before. */
static void carry_dates(const event_context *c, event_doc *ed) {
  event *items = ed->candidates.items;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &items[i];
    if (e->date || e->category == CATEGORY_AGREE) continue;
    if (!e->sentence) {
      for (uint32_t k = i + 1; k < ed->candidates.n && k < i + MAX_STEPS &&
                               items[k].sentence <= 2 && !e->date;
           k++)
        if (items[k].sentence && items[k].category == e->category && items[k].date &&
            items[k].date_stated && items[k].status == e->status)
          e->date = items[k].date;
      continue;
    }
    bool meeting = told_as(c, e) == CATEGORY_CONSULT;
    if ((!of_force(e) && !meeting) || !definite_act(c, e)) continue;
    for (uint32_t k = i, steps = 0;
         k-- > 0 && steps < MAX_STEPS && items[k].sentence + 4 >= e->sentence; steps++)
      if (items[k].category == e->category && items[k].date &&
          c->md->times.items[items[k].date - 1].day_to != INT32_MAX &&
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
    bool person = who->flags & ENTITY_ADJECTIVE && e->category == CATEGORY_THREATEN;
    if (!state && (e->category >= CATEGORY_COERCE || person)) p->sector = code3("CVL");
  }
}

void setting_read(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    find_place(c, &ed->candidates.items[i]);
    find_date(c, ed, &ed->candidates.items[i]);
    party_sectors(c, &ed->candidates.items[i]);
  }
  carry_places(c, ed);
  carry_meeting_places(c, ed);
  implied_parties(c, ed);
  carry_dates(c, ed);
}
