/* figure.c - counts that are no toll: 26 of 34 provinces, 3,000 troops. */
#include "event/event_inside.h"

/* Tolls and numbers both stand in text order: `*at` is the first toll that does not end
 * before the number. */
static bool in_toll(const event_doc *ed, const number *n, uint32_t *at) {
  while (*at < ed->tolls.n && ed->tolls.items[*at].end <= n->start) ++*at;
  return *at < ed->tolls.n && ed->tolls.items[*at].start < n->end;
}

/* The first event kept of a sentence; sentences are asked for in order, `*at` is where to
 * go on. */
static uint32_t event_in_sentence(const event_doc *ed, uint32_t sentence_index,
                                  uint32_t *at) {
  while (*at < ed->candidates.n &&
         (ed->candidates.items[*at].sentence < sentence_index ||
          (!ed->candidates.items[*at].kept &&
           ed->candidates.items[*at].sentence == sentence_index)))
    ++*at;
  return *at < ed->candidates.n && ed->candidates.items[*at].sentence == sentence_index
             ? *at + 1
             : 0;
}

/* «26 provinces of a total of 34»: the next number, with «of» before it and nothing
 * counted between. */
static uint32_t whole_after(const event_context *c, uint32_t index) {
  if (index + 1 >= c->md->numbers.n) return 0;
  const number *n = &c->md->numbers.items[index], *next = n + 1;
  if (next->first > n->last + 6 ||
      event_token(c, next->first)->sentence != event_token(c, n->first)->sentence)
    return 0;
  for (uint32_t i = n->last; i < next->first; i++)
    if (morph_has(c->doc, i) && morph_tag(c->doc, i) == TAG_PREP_MIN) return index + 2;
  return 0;
}

bool figure_read(const event_context *c, event_doc *ed) {
  uint32_t next_toll = 0, next_event = 0;
  for (uint32_t i = 0; i < c->md->numbers.n; i++) {
    const number *n = &c->md->numbers.items[i];
    if (n->flags & (NUMBER_NOT_COUNT | NUMBER_ORDINAL | NUMBER_DUAL | NUMBER_PERCENT) ||
        n->noun == MODEL_NONE || in_toll(ed, n, &next_toll))
      continue;
    if (i && ed->figures.n && ed->figures.items[ed->figures.n - 1].of >= 0 &&
        ed->figures.items[ed->figures.n - 1].number == i)
      continue;
    figure *f = ARRAY_PUSH(c->a, &ed->figures);
    if (!f) return false;
    memset(f, 0, sizeof *f);
    f->number = i + 1;
    f->start = n->start;
    f->end = n->noun < c->doc->n && n->noun >= n->last && n->noun < n->last + 3
                 ? event_token(c, n->noun)->end
                 : n->end;
    f->value = n->value;
    f->of = -1;
    f->unit = morph_has(c->doc, n->noun) ? event_reading(c, n->noun)->lemma : 0;
    f->sentence = event_token(c, n->first)->sentence;
    uint32_t whole = whole_after(c, i);
    if (whole) {
      f->of = c->md->numbers.items[whole - 1].value;
      f->end = c->md->numbers.items[whole - 1].end;
    }
    f->event = event_in_sentence(ed, f->sentence, &next_event);
    const speech *s = parse_speech_at(c->pd, c->doc, n->first);
    if (s) f->speech = (uint32_t)(s - c->pd->speeches.items) + 1;
  }
  return true;
}
