/* casualty_part.c - what goes on from a toll: joined quantities, parts, others.
 *
 * V4 «among them X»: parts of the sum before; a bare plural there («among them women»)
 * says no figure. «17 of them»: a part; «6 others»: as many again of the same kind.
 *
 * V6 Quantities joined by «and» or by a link («in addition to», data/ar/tolls.tsv) suffer
 * the same.
 */
#include "event/casualty_inside.h"

/* «17 of them»: the pronoun belongs to the number before it. */
static bool number_before(const counter *k, uint32_t first) {
  for (unsigned back = 1; back <= 3 && first >= k->from_token + back; back++) {
    uint32_t at = k->c->pd->chunk_at[first - back];
    if (at)
      return event_chunk(k->c, at - 1)->number != 0 &&
             event_chunk(k->c, at - 1)->head == event_chunk(k->c, at - 1)->first;
  }
  return false;
}

static void read_parts(counter *k, const harm *h, uint32_t sum, uint32_t from) {
  for (uint32_t i = from; i < k->end; i = phrase_end(k, i)) {
    const chunk *n = event_chunk(k->c, i);
    quantity q;
    if (n->kind != CHUNK_NOUN || (i > from && !begins_with_and(k, n))) return;
    if (i > from && is_governed(k, n) && !(n->flags & CHUNK_COORDINATED)) return;
    if (i > from && harm_kind(k, counted_noun(k, n)) != N_TOLL_KINDS && !n->number)
      return;
    if (!quantity_read(k, i, &q) || (!q.number && q.high < 0)) continue;
    if (toll_add(k, h, &q)) k->ed->tolls.items[k->ed->tolls.n - 1].part_of = sum + 1;
  }
}

/* «in addition to»: a noun of its own, or words that stand before the preposition. */
static bool after_link(const counter *k, const chunk *n) {
  uint32_t rule;
  if (!n->preposition || n->prep_token <= k->from_token) return false;
  return harm_rule(k, n->prep_token, TOLL_SLOT_LINK, &rule) ||
         harm_rule(k, n->prep_token - 1, TOLL_SLOT_LINK, &rule) ||
         (tag_at(k, n->prep_token - 1) == TAG_PREP_OTHER &&
          !k->c->pd->chunk_at[n->prep_token - 1] &&
          !ends_with_them(k, n->prep_token - 1));
}

static bool is_link(const counter *k, const chunk *n) {
  uint32_t rule;
  return n->kind == CHUNK_NOUN && is_word(k, n->head) &&
         harm_rule(k, n->head, TOLL_SLOT_LINK, &rule) != NULL;
}

/* «23 criminal and takfiri elements»: the second adjective of a counted noun, in the
 * accusative as it is. */
static bool adjective_of(const counter *k, const toll *sum, const chunk *n) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned size = word_unpack(k->c->doc->words[n->head]->key, letters);
  return n->last == n->first + 1 && size > 2 && letters[size - 1] == LETTER_ALEF &&
         sum->high > 10;
}

void toll_continue(counter *k, const harm *h, uint32_t sum, uint32_t from) {
  const event_context *c = k->c;
  bool close = true, linked = false;
  for (uint32_t i = from, steps = 0; i < k->end && steps < 10 && !k->failed; steps++) {
    const chunk *n = event_chunk(c, i);
    quantity q;
    if (opens_parts(k, n->first) && !number_before(k, n->first) &&
        n->kind == CHUNK_NOUN) {
      read_parts(k, h, sum, i);
      return;
    }
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK) return;
    if (n->kind != CHUNK_NOUN) {
      i++;
      continue;
    }
    if (is_link(k, n)) {
      linked = true;
      i++;
      continue;
    }
    bool joined = begins_with_and(k, n);
    bool companion = n->number && n->preposition == SLOT_PREP + TAG_PREP_MAA &&
                     n->last < k->end_token && tag_at(k, n->last - 1) == TAG_DET_OTHER;
    if ((linked || after_link(k, n)) && n->number && quantity_read(k, i, &q))
      joined = close = true;
    linked = false;
    if (joined || companion) {
      if (harm_kind(k, counted_noun(k, n)) != N_TOLL_KINDS)
        return; /* a harm of its own */
      if ((n->number || close) &&
          !(!n->number && adjective_of(k, &k->ed->tolls.items[sum], n)) &&
          quantity_read(k, i, &q))
        toll_add(k, h, &q);
      else if (close)
        return;
    } else if (is_governed(k, n)) {
      close = false;
    } else {
      return;
    }
    i = phrase_end(k, i);
  }
}

/* «three of them» with the pronoun of things. */
static bool ends_in_ha(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  return n > 2 && letters[n - 1] == LETTER_ALEF && letters[n - 2] == LETTER_HEH;
}

void toll_leftovers(counter *k) {
  const event_context *c = k->c;
  uint32_t last = 0, sum = 0,
           token_index = k->from_token; /* the nearest toll before, and the nearest that
                                           is no part: index + 1 */
  for (uint32_t i = k->from; i < k->end && !k->failed; i++) {
    const chunk *n = event_chunk(c, i);
    quantity q;
    for (; token_index < n->first; token_index++) {
      uint32_t t = k->toll_at[token_index];
      if (t) last = t;
      if (t && !k->ed->tolls.items[t - 1].part_of) sum = t;
    }
    if (n->kind != CHUNK_NOUN || !n->number || n->entity || !quantity_read(k, i, &q))
      continue;
    bool of_them = tag_at(k, n->last) == TAG_PREP_MIN && ends_with_them(k, n->last) &&
                   !ends_in_ha(k, n->last) && n->head == n->first;
    bool more = (n->last > n->first && tag_at(k, n->last - 1) == TAG_DET_OTHER) ||
                tag_at(k, n->last) == TAG_DET_OTHER;
    if (!of_them && !more) continue;
    uint32_t best = of_them ? sum : last;
    if (!best--) continue;
    const toll *o = &k->ed->tolls.items[best];
    harm h = {o->kind, o->harm, o->rule};
    if (toll_add(k, &h, &q) && of_them)
      k->ed->tolls.items[k->ed->tolls.n - 1].part_of = best + 1;
  }
}
