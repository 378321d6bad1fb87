/* english_tolls.c - tolls of English sentences: «killed at least 12 people», «12 people
 * were wounded», «150 killed or wounded».
 *
 * The figure is the nearest behind the word of harm before anything else begins, else the
 * one before it. Only figures count, no number words.
 */
#include "event/casualty_inside.h"

#define REACH 8u /* tokens between a word of harm and its figure */

static bool in_sentence(const counter *k, uint32_t i) {
  return i >= k->from_token && i < k->end_token;
}

/* The kind of harm of token `i`; N_TOLL_KINDS: none. */
static unsigned kind_at(const counter *k, uint32_t i, uint32_t *rule) {
  if (!in_sentence(k, i) || !morph_has(k->c->doc, i)) return N_TOLL_KINDS;
  uint32_t first = event_lemma(k->c, i)->first_toll;
  if (!first || first > k->c->model->n[SECTION_TOLLS]) return N_TOLL_KINDS;
  const toll_record *t = model_toll(k->c->model, first - 1);
  *rule = first - 1;
  return t->pos == 'E' && t->kind < N_TOLL_KINDS ? t->kind : N_TOLL_KINDS;
}

static const number *figure_at(const counter *k, uint32_t i) {
  uint32_t at = in_sentence(k, i) ? k->c->md->number_at[i] : 0;
  return at && !k->toll_at[i] && !k->c->md->time_at[i] ? &k->c->md->numbers.items[at - 1]
                                                       : NULL;
}

/* The figure behind, else before; NULL where there is none. */
static const number *find_figure(const counter *k, uint32_t from) {
  for (uint32_t i = from + 1, n = 0; in_sentence(k, i) && n < REACH; i++, n++) {
    const number *m = figure_at(k, i);
    unsigned tag = tag_at(k, i);
    if (m) return m;
    bool at_least = tag == TAG_PREP_FI && figure_at(k, i + 2);
    if (token_is_border(event_token(k->c, i)) || (tag == TAG_PREP_FI && !at_least) ||
        tag == TAG_CONJ_AND || tag == TAG_PREP_BY)
      break;
  }
  for (uint32_t i = from, n = 0; i > k->from_token && n < REACH; n++) {
    const number *m = figure_at(k, --i);
    if (m) return m;
    if (token_is_border(event_token(k->c, i)) || tag_at(k, i) == TAG_CONJ_AND) break;
  }
  return NULL;
}

/* «at least», «more than», «up to» before the figure; the first token of the phrase. */
static uint32_t widen(const counter *k, const number *m, toll *t) {
  uint32_t first = m->first;
  char before[2][8] = {"", ""};
  for (unsigned n = 0; n < 2 && first >= k->from_token + n + 1; n++) {
    const token *at = event_token(k->c, m->first - n - 1);
    if (at->kind != TOKEN_LATIN || at->end - at->start >= sizeof before[0]) break;
    memcpy(before[n], k->c->doc->text->data + at->start, at->end - at->start);
  }
  bool two = before[1][0] != '\0';
  if (two && !strcmp(before[0], "least") && !strcmp(before[1], "at")) {
    t->high = -1;
    first -= 2;
  } else if (!strcmp(before[0], "over") || (two && !strcmp(before[0], "than"))) {
    t->low++;
    t->high = -1;
    first -= !strcmp(before[0], "over") ? 1u : 2u;
  } else if (!strcmp(before[0], "about") || !strcmp(before[0], "around") ||
             !strcmp(before[0], "some") || !strcmp(before[0], "nearly")) {
    t->approx = true;
    first -= 1;
  }
  return first;
}

/* Whom the figure counts: the party behind it. */
static uint32_t victims(const counter *k, const number *m, uint32_t *last) {
  for (uint32_t i = m->last, n = 0; in_sentence(k, i) && n < 3; i++, n++) {
    uint32_t index = k->c->md->entity_at[i];
    if (index) {
      *last = k->c->md->entities.items[index - 1].last;
      return index;
    }
    if (token_is_border(event_token(k->c, i)) || tag_at(k, i)) break;
  }
  return 0;
}

static bool read_harm(counter *k, uint32_t i, unsigned kind, uint32_t rule) {
  const event_context *c = k->c;
  const number *m = find_figure(k, i);
  if (!m || m->value < 1) return true;
  toll t = {.kind = kind,
            .sentence = event_token(c, i)->sentence,
            .low = m->low,
            .high = m->high,
            .status = STATUS_ACTUAL,
            .harm = i,
            .rule = rule};
  uint32_t other, last = m->last;
  unsigned next = in_sentence(k, i + 2) && tag_at(k, i + 1) == TAG_CONJ_OR
                      ? kind_at(k, i + 2, &other)
                      : N_TOLL_KINDS;
  if (kind <= TOLL_WOUNDED && next <= TOLL_WOUNDED && next != kind)
    t.kind = TOLL_KILLED_OR_WOUNDED;
  t.first = widen(k, m, &t);
  t.entity = victims(k, m, &last);
  t.last = last;
  t.start = event_token(c, t.first)->start;
  t.end = event_token(c, last - 1)->end;
  const speech *s = parse_speech_at(c->pd, c->doc, i);
  if (s && s->token != i) t.speech = (uint32_t)(s - c->pd->speeches.items) + 1;
  toll *at = ARRAY_PUSH(c->a, &k->ed->tolls);
  if (!at) return false;
  *at = t;
  for (uint32_t w = t.first; w < t.last; w++) k->toll_at[w] = k->ed->tolls.n;
  return true;
}

void english_tolls(counter *k) {
  for (uint32_t i = k->from_token; i < k->end_token && !k->failed; i++) {
    uint32_t rule = 0;
    unsigned kind = kind_at(k, i, &rule);
    if (kind < N_TOLL_KINDS) k->failed = !read_harm(k, i, kind, rule);
  }
}
