/* setting_date.c - when an event happened, by its own sentence.
 *
 * W2 The time is one in the relative clause about the act's noun, else the nearest of its
 * clause, else, for acts, of its sentence; an act told aside in a relative clause takes
 * none from outside it. Not taken: a time that stands with a verb of speech (S7) or with
 * an act of speech before the trigger; for what is planned a day past, for what was done
 * a day to come, for what an act aims at the time of that act.
 */
#include "event/event_inside.h"

/* Words between a verb of speech and its time. */
#define SPEECH_REACH 8u

/* «told the assembly on Friday that …»: does what is said begin right behind the time? */
static bool that_follows(const event_context *c, const time_mention *t) {
  if (t->last >= c->doc->n || !morph_has(c->doc, t->last)) return false;
  uint32_t tag = morph_tag(c->doc, t->last);
  return tag == TAG_COMP_AN || tag == TAG_COMP_INNA;
}

/* «attacked on Monday to retake the base»: what is aimed at is not of the time before. */
static bool is_aim(const event_context *c, const event *e) {
  return event_reading(c, e->trigger)->proclitics & PROCLITIC_LI;
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
    if (t->first > s->token && t->first < s->token + SPEECH_REACH && that_follows(c, t))
      return true;
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
       i-- > 0 && steps < EVENT_MAX_STEPS; steps++) {
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
  /* «since May» is when something began that goes on: no deed told by a verb, but for
   * «since Friday», which says when it was, too */
  if (time_open(t) && e->status == STATUS_ACTUAL &&
      t->day_from + 7 <= mention_day(c->md) &&
      FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB)
    return false;
  if (!t->has_value || (t->type != TIME_DATE && t->type != TIME_TIME)) return false;
  if (e->status == STATUS_PLANNED && t->first < e->trigger &&
      t->day_to < mention_day(c->md))
    return false;
  if (e->status == STATUS_ACTUAL && e->category != CATEGORY_AGREE && t->future)
    return false;
  if (t->first < e->trigger && is_aim(c, e)) return false;
  return !time_of_speech(c, e, t) && !time_of_telling(c, e, t) &&
         !time_of_verbal_act(ed, e, t);
}

uint32_t date_first_time(const event_context *c, uint32_t from_token) {
  uint32_t low = 0, high = c->md->times.n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->md->times.items[mid].last <= from_token)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static uint32_t time_in(const event_context *c, const event_doc *ed, const event *e,
                        uint32_t from_token, uint32_t to_token) {
  uint32_t best = 0, distance = UINT32_MAX;
  uint32_t low = date_first_time(c, from_token);
  for (unsigned steps = 0; low < c->md->times.n && steps < EVENT_MAX_STEPS &&
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

void date_find(const event_context *c, const event_doc *ed, event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger] - 1;
  const clause *cl = &c->pd->clauses.items[event_chunk(c, at)->clause];
  uint32_t from = event_chunk(c, cl->first)->first,
           to = cl->last > cl->first ? event_chunk(c, cl->last - 1)->last : from;
  uint32_t end = event_relative_end(c, e);
  if (end) e->date = time_in(c, ed, e, e->trigger, end);
  if (!e->date) e->date = time_in(c, ed, e, from, to);
  bool aside = event_chunk(c, at)->flags & CHUNK_RELATIVE;
  bool act = e->category >= CATEGORY_PROTEST || e->category == CATEGORY_AID;
  if (!e->date && act && !aside) {
    const sentence *s = &c->doc->text->sentences.items[e->sentence];
    e->date = time_in(c, ed, e, s->first, s->first + s->n);
    if (e->date && (c->md->times.items[e->date - 1].historical ||
                    time_open(&c->md->times.items[e->date - 1])))
      e->date = 0;
  }
  e->date_stated = e->date != 0;
}
