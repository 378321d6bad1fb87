/* explain_parse.c - the phrases and clauses of a sentence, and who is credited for which
 * stretch of it. */
#include "record/explain_inside.h"

static void put_chunk(printer *p, uint32_t i) {
  static const char *const FLAGS[] = {
      "genitive", "coordinated", "adjective", "wa",          "negated",    "future",
      "maybe",    "past",        "imperfect", "passive",     "infinitive", "participle",
      "quoted",   "plural",      "relative",  "parentheses", "planned",    "indefinite"};
  const chunk *k = &p->r->parse.chunks.items[i];
  printer_print(p, "    phrase %-4u %-6s tokens %u-%u, head %u, clause %u", i,
                chunk_kind_name(k->kind), k->first, k->last, k->head, k->clause);
  if (k->preposition) printer_print(p, ", after %s", explain_slot(k->preposition));
  if (k->entity) printer_print(p, ", entity %u", k->entity - 1);
  if (k->number) printer_print(p, ", number %u", k->number - 1);
  if (k->antecedent) printer_print(p, ", qualifies phrase %u", k->antecedent - 1);
  if (k->flags) printer_put(p, ",", 1);
  explain_flags(p, k->flags, FLAGS, 18);
  explain_tokens(p, k->first, k->last);
}

static void put_clause(printer *p, uint32_t i) {
  const clause *c = &p->r->parse.clauses.items[i];
  printer_print(p, "    clause %-4u %s, phrases %u-%u", i, clause_kind_name(c->kind),
                c->first, c->last);
  if (c->parent) printer_print(p, ", under clause %u", c->parent - 1);
  if (c->marker) printer_print(p, ", opened by %s", tag_name(c->marker));
  if (c->verb) printer_print(p, ", verb: phrase %u", c->verb - 1);
  if (c->subject) printer_print(p, ", subject: phrase %u", c->subject - 1);
  printer_put(p, "\n", 1);
}

void explain_phrases(printer *p, uint32_t sentence_index) {
  const parse_doc *d = &p->r->parse;
  uint32_t from = d->sentence_chunks[sentence_index];
  uint32_t to = d->sentence_chunks[sentence_index + 1];
  uint32_t low = UINT32_MAX, high = 0;
  printer_print(p, "  phrases and clauses\n");
  for (uint32_t i = from; i < to; i++) {
    uint32_t at = d->chunks.items[i].clause;
    if (at < low) low = at;
    if (at > high) high = at;
    put_chunk(p, i);
  }
  for (uint32_t i = low; i <= high && i < d->clauses.n; i++) put_clause(p, i);
}

void explain_speech(printer *p, uint32_t sentence_index) {
  const parse_doc *d = &p->r->parse;
  printer_print(p, "  speech: claimants and what they are credited for\n");
  for (uint32_t i = FIRST_FROM(d->speeches, speech, sentence, sentence_index);
       i < d->speeches.n && d->speeches.items[i].sentence == sentence_index; i++) {
    const speech *s = &d->speeches.items[i];
    printer_print(p, "    speech %-4u %s, tokens %u-%u, by the word %u", i,
                  claim_kind_name(s->kind), s->from, s->to, s->token);
    if (s->claimant) printer_print(p, ", entity %u", s->claimant - 1);
    if (s->anonymous) printer_print(p, ", anonymous");
    explain_words(p, s->start, s->end);
  }
}
