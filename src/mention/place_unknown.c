/* place_unknown.c - places without an entry of their own: names the gazetteer lacks, and
 * definite nouns that stand for a place named before.
 *
 * U1 After the head noun of a place in the construct («the village of X») a name, an
 * unknown word, or a definite noun of no other calling is the place's name, and so is an
 * unknown word behind «near» and «on the front of», and behind «in» before the place that
 * it lies in; it lies in the container that
 * follows, else where the report is. U3 «the capital» without its name is that of the
 * nationality behind it, of the country named last, or of the report. U2 «the city», «the
 * governorate» stand for the latest place that was named with that noun; «the country»
 * for the latest country. U4 «the Turkish lands», «Libyan towns» are the country.
 */
#include "mention/mention.h"

/* ---- U1 ---- */

static bool construct_head(const morph_doc *d, uint32_t i) {
  const reading *head = morph_at(d, i);
  const lemma_record *l = head->entry;
  return l->classes & CLASS_MASK(PLACE_HEAD) && !(head->proclitics & PROCLITIC_AL) &&
         !head->enclitic;
}

#define RARE 3 /* lemma.common below which a noun is seldom an ordinary word */

/* Does token `k` begin a phrase that says in what known place the one before lies («in
 * [bi] the governorate of X», «east of X»)? */
static bool lies_in(const morph_doc *d, const mention_doc *md, uint32_t k) {
  uint32_t country = 0, admin1 = 0, sent = d->text->tokens.items[k - 1].sentence;
  if (k < d->n &&
      (d->text->tokens.items[k].kind == TOKEN_QUOTE_CLOSE ||
       d->text->tokens.items[k].mark == '"' || d->text->tokens.items[k].mark == '('))
    k++;
  for (unsigned step = 0; step < 3 && k < d->n; step++, k++) {
    if (d->text->tokens.items[k].sentence != sent || !morph_has(d, k)) return false;
    const reading *r = morph_at(d, k);
    bool leads = step || r->proclitics & PROCLITIC_BI || r->entry->tag == TAG_PREP_FI ||
                 r->entry->tag == TAG_PREP_QURB ||
                 r->entry->classes & CLASS_MASK(DIRECTION);
    if (!leads || r->proclitics & (PROCLITIC_WA | PROCLITIC_FA)) return false;
    if (place_container(d, md, k, &country, &admin1)) return true;
    if (!(r->entry->tag == TAG_PREP_FI || r->entry->tag == TAG_PREP_QURB ||
          r->entry->classes & (CLASS_MASK(DIRECTION) | CLASS_MASK(PLACE_HEAD))))
      return false;
  }
  return false;
}

/* «the zone of the conflict», «on the ground of reality», «the labour market»: an
 * everyday noun for what cannot be seen, behind a head that takes such nouns. */
static bool no_name(const morph_doc *d, uint32_t i, uint32_t head) {
  const lemma_record *l = morph_lemma(d, i), *h = morph_lemma(d, head);
  if (!(h->classes & CLASS_MASK(LOOSE_HEAD)) || l->common < RARE) return false;
  return l->kind == KIND_ABSTRACT || l->kind == KIND_EVENT ||
         FEATURE_POS(morph_at(d, i)->features) == POS_MASDAR;
}

/* «Jabal Ruman», «the town of Mujarin in the district of X», «the camp of "al-Sadrain"»:
 * a word that may be something else is a name behind the word for a mountain or a valley,
 * in quotation marks, before the place that it lies in, and where it is a rare noun. */
static bool name_by_place(const morph_doc *d, const mention_doc *md, uint32_t i,
                          uint32_t head) {
  const reading *r = morph_at(d, i);
  const lemma_record *l = r->entry, *h = morph_lemma(d, head);
  unsigned pos = FEATURE_POS(r->features);
  const phrase_match *m;
  bool quoted = head + 1 < i, rare = l->common < RARE,
       article = r->proclitics & PROCLITIC_AL;
  if (r->proclitics & ~(unsigned)PROCLITIC_AL || phrases_at(md, i, &m) || l->role ||
      l->country || l->quantity || l->calendar || l->tag ||
      l->classes & (CLASS_MASK(PLACE_HEAD) | CLASS_MASK(DIRECTION)))
    return false;
  if (quoted) return i + 1 < d->n && !morph_has(d, i + 1);
  if (l->kind == KIND_EVENT && no_name(d, i, head)) return false;
  if (pos_is_closed(pos) || (pos == POS_VERB && !rare)) return false;
  if (r->enclitic) return pos == POS_VERB && rare && lies_in(d, md, i + 1);
  bool describes =
      pos == POS_ADJ || pos == POS_NISBA || pos == POS_PART_ACT || pos == POS_PART_PASS;
  if (describes && !article) return false;
  bool nature = gloss_is(d->model, h, "mountain") || gloss_is(d->model, h, "valley");
  if (!rare && !article) return false;
  return nature || lies_in(d, md, i + 1) ||
         (rare && !article &&
          (gloss_is(d->model, h, "city") || gloss_is(d->model, h, "town")));
}

/* A definite noun that is a name in «the district of al-X»: no role, body, place or
 * event. */
static bool may_be_name(const morph_doc *d, const mention_doc *md, uint32_t i,
                        uint32_t head) {
  const reading *r = morph_at(d, i);
  const lemma_record *l = r->entry, *h = morph_lemma(d, head);
  unsigned pos = FEATURE_POS(r->features);
  if (r->proclitics & ~(unsigned)PROCLITIC_AL || r->enclitic) return false;
  if (pos == POS_NAME || d->marks[i] & WORD_UNKNOWN || place_opening_word(d, i))
    return true;
  if (!(r->proclitics & PROCLITIC_AL) || h->kind != KIND_PLACE ||
      h->flags & LEMMA_TRANSITIVE)
    return false;
  if (pos != POS_NOUN && pos != POS_ADJ && pos != POS_PART_ACT && pos != POS_PART_PASS &&
      pos != POS_NISBA && pos != POS_MASDAR)
    return false;
  if (l->country || l->classes || l->role || l->quantity || l->calendar ||
      FEATURE_NUMBER(r->features) > 1)
    return false;
  if (pos != POS_NOUN &&
      FEATURE_GENDER(r->features) == FEATURE_GENDER(morph_at(d, head)->features))
    return false; /* «the rocky district» */
  const phrase_match *m;
  if (phrases_at(md, i, &m) || no_name(d, i, head)) return false;
  return l->kind == KIND_NONE || l->kind == KIND_ABSTRACT || l->kind == KIND_OBJECT ||
         l->kind == KIND_ANIMAL || l->kind == KIND_BODY || l->kind == KIND_PERSON;
}

void place_locate(const morph_doc *d, const mention_doc *md, place_mention *out) {
  for (uint32_t k = out->last; k < d->n && k < out->last + 4; k++) {
    if (d->text->tokens.items[k].sentence != d->text->tokens.items[out->first].sentence)
      break;
    if (!place_container(d, md, k, &out->country, &out->admin1)) continue;
    out->cues |= PLACE_CUE_CONTAINER;
    return;
  }
  if (md->places.n) {
    const place_mention *p = &md->places.items[md->places.n - 1];
    out->country = p->country;
    if (d->text->tokens.items[p->first].sentence + 1 >=
        d->text->tokens.items[out->first].sentence)
      out->admin1 = p->place ? model_place(d->model, p->place - 1)->admin1 : p->admin1;
    if (out->country) {
      out->cues |= PLACE_CUE_BEFORE;
      return;
    }
  }
  int best = 0;
  for (uint32_t i = 0; i < md->countries.n; i++)
    if (md->countries.items[i].points > best) {
      best = md->countries.items[i].points;
      out->country = md->countries.items[i].code;
    }
  if (out->country) out->cues |= PLACE_CUE_REPORT;
}

bool place_unknown(const morph_doc *d, const mention_doc *md, uint32_t i,
                   place_mention *out, arena *a) {
  if (!i) return false;
  uint32_t before = place_head_before(d, i);
  bool near = morph_has(d, before) && before + 1 == i &&
              (morph_tag(d, before) == TAG_PREP_QURB || place_front(d, before) ||
               (morph_tag(d, before) == TAG_PREP_FI && lies_in(d, md, i + 1)));
  if (!(d->marks[before] & WORD_LOCATIVE) && !near) return false;
  const token *t = &d->text->tokens.items[i];
  if (t->kind != TOKEN_ARABIC || d->text->tokens.items[before].sentence != t->sentence ||
      md->time_at[i])
    return false;
  if (near ? !(d->marks[i] & WORD_UNKNOWN) || morph_at(d, i)->proclitics
           : !construct_head(d, before))
    return false;
  bool many = FEATURE_NUMBER(morph_at(d, before)->features) > 1;
  bool known_name =
      FEATURE_POS(morph_at(d, i)->features) == POS_NAME || d->marks[i] & WORD_UNKNOWN;
  if (!near && !(may_be_name(d, md, i, before) && (!many || known_name)) &&
      !name_by_place(d, md, i, before))
    return false;
  memset(out, 0, sizeof *out);
  out->first = i;
  out->last = i + 1;
  while (out->last < d->n && out->last < i + 3 &&
         d->text->tokens.items[out->last].sentence ==
             t->sentence) { /* family names, «Dar Saad» */
    const word_info *w = d->words[out->last];
    const phrase_match *m;
    bool head = out->last == i + 1 && place_opening_word(d, i);
    if (!w->n_readings || (phrases_at(md, out->last, &m) && !head) ||
        md->time_at[out->last])
      break;
    const reading *r = morph_at(d, out->last);
    if (r->proclitics & ~(unsigned)(head ? PROCLITIC_AL : 0) || r->enclitic ||
        (FEATURE_POS(r->features) != POS_NAME && !head))
      break;
    out->last++;
  }
  out->precision = PLACE_TOWN;
  out->cues = PLACE_CUE_HEAD;
  out->start = t->start;
  out->end = d->text->tokens.items[out->last - 1].end;
  place_locate(d, md, out);
  out->name = place_latin_name(d, i, out->last, 0,
                               !place_arab_country(d->model, out->country), a);
  if (!near) out->name = place_with_kind(d, before, out->name, a);
  return out->name != NULL;
}

/* ---- U2 ---- */

/* The lemma of the head noun a mention begins with, behind a direction word; 0 none. */
static uint32_t head_lemma(const morph_doc *d, const place_mention *p) {
  for (uint32_t i = p->first; i + 1 < p->last; i++)
    if (morph_has(d, i) && morph_is(d, i, CLASS_MASK(PLACE_HEAD)))
      return morph_at(d, i)->lemma;
  return 0;
}

/* Nouns of which a report means one («the base»), by their gloss. */
static bool may_refer(const morph_doc *d, const lemma_record *l) {
  static const char *const NOUNS[] = {
      "country",         "city", "town",        "village",           "governorate",
      "state, province", "camp", "base; rule",  "airport",           "region",
      "island",          "port", "directorate", "quarter, district", "province"};
  for (size_t i = 0; i < sizeof NOUNS / sizeof *NOUNS; i++)
    if (gloss_is(d->model, l, NOUNS[i])) return true;
  return false;
}

/* U3. */
bool place_capital(const morph_doc *d, const mention_doc *md, uint32_t i,
                   place_mention *out) {
  if (!(d->marks[i] & WORD_LOCATIVE)) return false;
  const reading *r = morph_at(d, i);
  const lemma_record *l = r->entry;
  if (!(l->classes & CLASS_MASK(PLACE_HEAD)) || !(r->proclitics & PROCLITIC_AL) ||
      !gloss_is(d->model, l, "capital"))
    return false;
  const token *t = &d->text->tokens.items[i];
  uint32_t country = 0, last = i + 1;
  uint8_t cue = PLACE_CUE_REPORT;
  const phrase_match *m;
  if (i + 1 < d->n && d->text->tokens.items[i + 1].sentence == t->sentence) {
    unsigned n = phrases_at(md, i + 1, &m);
    for (unsigned k = 0; k < n; k++)
      if (phrase_target(d->model, &m[k], TARGET_PLACE) ||
          phrase_target(d->model, &m[k], TARGET_CAPITAL))
        return false; /* its name follows */
    if (morph_has(d, i + 1) && morph_lemma(d, i + 1)->country) {
      country = morph_lemma(d, i + 1)->country;
      cue = PLACE_CUE_NATIONALITY;
      last = i + 2;
    }
  }
  int best = 0;
  for (uint32_t k = md->places.n; k-- > 0 && !country && md->places.n - k < 8;)
    if (md->places.items[k].country_index &&
        md->places.items[k].precision == PLACE_COUNTRY) {
      country = md->places.items[k].country_index;
      cue = PLACE_CUE_BEFORE;
    }
  for (uint32_t k = 0; k < md->countries.n && !country; k++)
    best = md->countries.items[k].points > best ? md->countries.items[k].points : best;
  for (uint32_t k = 0; k < d->model->n[SECTION_COUNTRIES] && !country && best; k++)
    if (country_points(md, model_country(d->model, k)->code) == best) country = k + 1;
  if (!country) return false;
  memset(out, 0, sizeof *out);
  out->first = i;
  out->last = last;
  out->start = text_letter_offset(d->text, t, r->n_prefix >= 2 ? r->n_prefix - 2u : 0u);
  out->end = d->text->tokens.items[last - 1].end;
  out->proclitics = r->proclitics;
  out->country_index = country;
  out->country = model_country(d->model, country - 1)->code;
  out->place = model_country(d->model, country - 1)->place;
  out->capital = true;
  out->precision = PLACE_TOWN;
  out->cues = cue;
  out->refers = true;
  return true;
}

/* U4. */
bool place_territory(const morph_doc *d, uint32_t i, place_mention *out) {
  if (!(d->marks[i] & WORD_LOCATIVE) || !(d->marks[i + 1] & WORD_NATION)) return false;
  const token *t = &d->text->tokens.items[i];
  const reading *r = morph_at(d, i), *next = morph_at(d, i + 1);
  bool plural = FEATURE_NUMBER(r->features) > 2, article = r->proclitics & PROCLITIC_AL;
  if (!(r->entry->classes & CLASS_MASK(PLACE_HEAD)) || r->enclitic) return false;
  if (d->text->tokens.items[i + 1].sentence != t->sentence || !next->entry->country ||
      FEATURE_NUMBER(next->features) > 1 ||
      next->proclitics != (article ? PROCLITIC_AL : 0))
    return false;
  if (!plural && !gloss_is(d->model, r->entry, "land") &&
      !gloss_is(d->model, r->entry, "country"))
    return false;
  memset(out, 0, sizeof *out);
  out->first = i;
  out->last = i + 2;
  out->start = text_letter_offset(
      d->text, t, r->n_prefix >= 2 && article ? r->n_prefix - 2u : r->n_prefix);
  out->end = d->text->tokens.items[i + 1].end;
  out->proclitics = r->proclitics;
  out->country_index = next->entry->country;
  out->country = model_country(d->model, next->entry->country - 1)->code;
  out->precision = PLACE_COUNTRY;
  out->cues = PLACE_CUE_NATIONALITY;
  return true;
}

/* «the country»: the one named last with «in» or «from», in this sentence or the one
 * before; NULL where none is. */
static const place_mention *country_said(const morph_doc *d, const mention_doc *md,
                                         uint32_t i) {
  uint32_t sent = d->text->tokens.items[i].sentence;
  for (uint32_t k = md->places.n, steps = 0; k-- > 0 && steps < 12; steps++) {
    const place_mention *p = &md->places.items[k];
    if (d->text->tokens.items[p->first].sentence + 1 < sent) return NULL;
    if (p->precision == PLACE_COUNTRY && !p->direction && p->country &&
        (p->preposition == TAG_PREP_FI || p->preposition == TAG_PREP_MIN ||
         p->proclitics & PROCLITIC_BI))
      return p;
  }
  return NULL;
}

bool place_anaphor(const morph_doc *d, const mention_doc *md, uint32_t i,
                   place_mention *out) {
  const uint32_t wanted = WORD_LOCATIVE | WORD_MAY_NOUN;
  if ((d->marks[i] & wanted) != wanted) return false;
  const reading *r = morph_at(d, i);
  const lemma_record *l = r->entry;
  if (!(l->classes & CLASS_MASK(PLACE_HEAD)) || !(r->proclitics & PROCLITIC_AL) ||
      r->enclitic || FEATURE_NUMBER(r->features) > 1)
    return false;
  if (i + 1 < d->n && morph_has(d, i + 1) &&
      d->text->tokens.items[i + 1].sentence == d->text->tokens.items[i].sentence) {
    const reading *next = morph_at(d, i + 1); /* «the northern district» is another one */
    unsigned pos = FEATURE_POS(next->features);
    if (next->proclitics == PROCLITIC_AL && (pos == POS_ADJ || pos == POS_NISBA))
      return false;
  }
  if (!may_refer(d, l)) return false;
  bool country = gloss_is(d->model, l, "country");
  bool town = gloss_is(d->model, l, "city") || gloss_is(d->model, l, "town") ||
              gloss_is(d->model, l, "village");
  const place_mention *of = NULL;
  int most = 0; /* «the country»: the one named most among the latest */
  if (country) of = country_said(d, md, i);
  bool told = of != NULL;
  for (uint32_t k = md->places.n, steps = 0; country && !told && k-- > 0 && steps < 20;
       steps++) {
    const place_mention *p = &md->places.items[k];
    if (p->precision != PLACE_COUNTRY || p->direction || !p->country) continue;
    int points = country_scene(md, p->country);
    if (points > most) most = points, of = p;
  }
  for (uint32_t k = md->places.n, steps = 0; k-- > 0 && steps < 20 && !of; steps++) {
    const place_mention *p = &md->places.items[k];
    if (p->country && (country ? p->precision == PLACE_COUNTRY && !p->direction
                               : head_lemma(d, p) == r->lemma))
      of = p;
  }
  for (uint32_t k = md->places.n, steps = 0; town && k-- > 0 && steps < 20 && !of;
       steps++) {
    const place_mention *p = &md->places.items[k];
    if (p->precision == PLACE_TOWN && p->place && p->country) of = p;
  }
  if (!of) return false;
  const token *t = &d->text->tokens.items[i];
  *out = *of;
  out->first = i;
  out->last = i + 1;
  out->proclitics = r->proclitics;
  out->start = text_letter_offset(d->text, t, r->n_prefix >= 2 ? r->n_prefix - 2u : 0u);
  out->end = t->end;
  out->preposition = 0;
  out->direction = false;
  out->capital = false;
  out->cues = 0;
  out->choice = PLACE_CHOICE_NONE;
  out->node = 0;
  out->refers_to = of->refers_to ? of->refers_to : (uint32_t)(of - md->places.items) + 1;
  out->refers = true;
  return true;
}
