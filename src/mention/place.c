/* place.c - toponyms: gazetteer phrases, countries, capitals, directions; and which
 * namesake is meant.
 *
 * P1 A name of tier B is a place only after a locative word («the town of …», in, from,
 * north of) or right before its container. P2 Among namesakes points are given for the
 * class, the population, a container named nearby, and the countries the report names;
 * the one with most points wins. P3 A locative head noun («city», «province», «north of»)
 * before the name belongs to the mention, a quotation mark or bracket between them too;
 * «on the front of X» is as «in X». P4 «The capital» before a capital's name belongs to
 * it.
 */
#include <math.h>

#include "mention/mention.h"

static bool locative_before(const morph_doc *d, uint32_t i, unsigned proclitics,
                            bool *head) {
  *head = false;
  if (proclitics & PROCLITIC_BI) return true;
  if (!i) return false;
  uint32_t before = place_head_before(d, i);
  if (d->text->tokens.items[before].sentence != d->text->tokens.items[i].sentence ||
      !morph_has(d, before))
    return false;
  const lemma_record *l = morph_lemma(d, before);
  if (l->classes & (CLASS_MASK(PLACE_HEAD) | CLASS_MASK(DIRECTION)) &&
      !(morph_at(d, before)->proclitics & PROCLITIC_AL)) {
    *head = true;
    return true;
  }
  return l->tag == TAG_PREP_FI || l->tag == TAG_PREP_QURB || place_front(d, before);
}

/* What stands around a name and tells which namesake it is. */
typedef struct surroundings {
  uint32_t country, admin1;    /* of the container that follows; 0 unknown */
  const place_mention *before; /* the place named before in the sentence, or NULL */
} surroundings;

/* A place that the name may mean, with its points by what gives them. */
typedef struct candidate {
  const target_record *target;
  double points;
  double parts[PLACE_CHOICE_TIER + 1]; /* PLACE_CHOICE_CLASS and on */
} candidate;

static void score_place(const mention_doc *md, const place_record *p,
                        const surroundings *around, candidate *c) {
  static const double CLASS_POINTS[] = {6, 1.5, 1, 2, 2.5, 3};
  bool within = around->country && around->country == p->country;
  int named = country_points(md, p->country);
  double *parts = c->parts;
  parts[PLACE_CHOICE_CLASS] = CLASS_POINTS[p->place_class < 6 ? p->place_class : 5];
  parts[PLACE_CHOICE_POPULATION] = p->population ? log10((double)p->population) * 0.6 : 0;
  parts[PLACE_CHOICE_REPORT] = named > 12 ? 8 : named ? 2.5 + named * 0.45 : 0;
  parts[PLACE_CHOICE_CONTAINER] = within ? 6 : 0;
  parts[PLACE_CHOICE_UNIT] =
      within && around->admin1 && around->admin1 == p->admin1 ? 3 : 0;
  parts[PLACE_CHOICE_BEFORE] =
      around->before && around->before->country == p->country ? 2 : 0;
  parts[PLACE_CHOICE_TIER] = p->tier == 'A' ? 1 : 0;
  c->points = 0;
  for (unsigned i = PLACE_CHOICE_CLASS; i <= PLACE_CHOICE_TIER; i++)
    c->points += parts[i];
}

/* The part in which `best` is furthest ahead of the next. */
static unsigned widest_lead(const candidate *best, const candidate *next) {
  unsigned choice = PLACE_CHOICE_FIRST;
  double lead = 0;
  if (best->points <= next->points) return choice;
  for (unsigned i = PLACE_CHOICE_CLASS; i <= PLACE_CHOICE_TIER; i++)
    if (best->parts[i] - next->parts[i] > lead) {
      lead = best->parts[i] - next->parts[i];
      choice = i;
    }
  return choice;
}

/* The tier-A place of the name at token `i`, where all its namesakes lie in one country;
 * else NULL. */
static const place_record *place_only(const morph_doc *d, uint32_t i,
                                      const phrase_match *m) {
  const node_record *node = model_node(d->model, m->node);
  if (m->last == i + 1 && morph_has(d, i) &&
      morph_is(d, i, CLASS_MASK(DIRECTION) | CLASS_MASK(PLACE_HEAD)))
    return NULL;
  const place_record *only = NULL;
  for (uint32_t k = 0; k < node->n_targets; k++) {
    const target_record *t = model_target(d->model, node->first_target + k);
    if (t->type != TARGET_PLACE) continue;
    const place_record *p = model_place(d->model, t->index);
    if (p->tier != 'A' || (only && only->country != p->country)) return NULL;
    if (!only || p->place_class < only->place_class) only = p;
  }
  return only;
}

bool place_container(const morph_doc *d, const mention_doc *md, uint32_t k,
                     uint32_t *country, uint32_t *admin1) {
  const phrase_match *m;
  unsigned n = phrases_at(md, k, &m);
  for (unsigned q = 0; q < n; q++) {
    if (!(m[q].types & PHRASE_PLACES)) continue;
    const target_record *c = phrase_target(d->model, &m[q], TARGET_COUNTRY);
    const place_record *p = c ? NULL : place_only(d, k, &m[q]);
    if (!c && !p) continue;
    *country = c ? model_country(d->model, c->index)->code : p->country;
    if (p) *admin1 = p->admin1;
    return true;
  }
  return false;
}

/* The country (index + 1) of a word that is, or with the article may be, an adjective of
 * nationality: «al-Suriyya» whatever it was read as; 0 none. */
static uint32_t nationality(const morph_doc *d, uint32_t i) {
  if (!(d->marks[i] & WORD_NATION)) return 0;
  const reading *r = morph_at(d, i);
  if (r->entry->country) return r->entry->country;
  const word_info *w = d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++)
    if (w->readings[k].entry->country && w->readings[k].proclitics == PROCLITIC_AL)
      return w->readings[k].entry->country;
  return 0;
}

/* Behind «with», «against», «to» stands no container. */
static bool leads_away(const reading *r) {
  uint32_t tag = r->entry->tag;
  return FEATURE_POS(r->features) == POS_PREP &&
         (tag == TAG_PREP_MAA || tag == TAG_PREP_DIDD || tag == TAG_PREP_ILA ||
          tag == TAG_PREP_BAYN || tag == TAG_PREP_AN || tag == TAG_PREP_HASAB ||
          tag == TAG_PREP_ABOUT);
}

/* The country, and its unit, named within the next few tokens of the sentence. */
static void look_after(const morph_doc *d, const mention_doc *md, uint32_t i,
                       surroundings *around) {
  for (uint32_t k = i; k < d->n && k < i + 5; k++) {
    const token *t = &d->text->tokens.items[k];
    if (t->sentence != d->text->tokens.items[i - 1].sentence || t->mark == ',' ||
        t->mark == ';' || t->mark == ':')
      return;
    if (!morph_has(d, k)) continue;
    const reading *r = morph_at(d, k);
    if (FEATURE_POS(r->features) == POS_VERB ||
        r->proclitics & (PROCLITIC_WA | PROCLITIC_FA) || leads_away(r))
      return;
    uint32_t country = nationality(d, k);
    if (country) {
      around->country = model_country(d->model, country - 1)->code;
      return;
    }
    if (place_container(d, md, k, &around->country, &around->admin1)) return;
  }
}

#define ORDINARY 3 /* lemma.common from which a noun is an ordinary word */

/* Is the single word also an ordinary noun of the news? Behind a preposition it is no
 * verb and no adverb, whatever else is written so. */
static bool ordinary_word(const morph_doc *d, uint32_t i, const phrase_match *m) {
  if (m->last != i + 1) return false;
  if (m->proclitics & PROCLITIC_FA || d->text->tokens.items[i].flags & TOKEN_TANWIN)
    return true; /* «fi Frans», «fi dawman» */
  const word_info *w = d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++) {
    const reading *r = &w->readings[k];
    unsigned pos = FEATURE_POS(r->features);
    bool noun = pos_is_nominal(pos) && pos != POS_NAME;
    if ((noun ? r->entry->common >= ORDINARY : pos_is_closed(pos) && pos != POS_ADV) &&
        r->lemma && r->agreement)
      return true;
  }
  return false;
}

/* Is the single word read as an indefinite noun («a directorate of security»), not a rare
 * one behind «the city of»? */
static bool common_noun(const morph_doc *d, uint32_t i, const phrase_match *m) {
  if (m->last != i + 1 || m->article || !morph_has(d, i)) return false;
  const lemma_record *l = morph_lemma(d, i);
  unsigned pos = FEATURE_POS(morph_at(d, i)->features);
  if (l->common < ORDINARY && i && morph_has(d, i - 1) &&
      gloss_is(d->model, morph_lemma(d, i - 1), "city"))
    return false;
  return (pos == POS_NOUN || pos == POS_MASDAR) &&
         (l->kind == KIND_ABSTRACT || l->kind == KIND_EVENT || l->kind == KIND_ORG ||
          l->kind == KIND_PERSON || l->kind == KIND_GROUP);
}

/* The place of the name that is meant, NULL where it is none; `choice`: enum
 * place_choice. */
static const target_record *best_place(const morph_doc *d, const mention_doc *md,
                                       const phrase_match *m, const surroundings *around,
                                       bool locative, uint8_t *choice) {
  const node_record *node = model_node(d->model, m->node);
  candidate best = {NULL, -1e9, {0}}, next = best;
  unsigned n_places = 0;
  for (uint32_t i = 0; i < node->n_targets; i++) {
    const target_record *t = model_target(d->model, node->first_target + i);
    if (t->type != TARGET_PLACE) continue;
    const place_record *p = model_place(d->model, t->index);
    n_places++;
    if (p->tier != 'A' && !locative &&
        (!around->country || around->country != p->country))
      continue;
    candidate c = {t, 0, {0}};
    score_place(md, p, around, &c);
    if (c.points > best.points) {
      next = best;
      best = c;
    } else if (c.points > next.points) {
      next = c;
    }
  }
  *choice = (uint8_t)(n_places < 2 || !best.target ? PLACE_CHOICE_NONE
                      : !next.target               ? PLACE_CHOICE_ALONE
                                                   : widest_lead(&best, &next));
  return best.target;
}

#define KNOWN_TOWN 300000 /* inhabitants: named without its country wherever it is */
#define SURE_POINTS 8     /* a report of a country names it so often */

/* Is the only namesake the gazetteer has another place than the one meant? It lies
 * outside the container that follows; or, behind a head noun («the village of …»), it is
 * a lesser place of a country that the report does not name, while it names another
 * often. Its English spelling still serves. */
static bool elsewhere(const morph_doc *d, const mention_doc *md, const place_record *p,
                      const surroundings *around, bool head) {
  if (p->place_class == PLACE_COUNTRY || !p->country) return false;
  if (around->country) return around->country != p->country;
  if (!head || p->population >= KNOWN_TOWN || p->place_class <= PLACE_ADMIN1 ||
      d->text->sentences.n <= 2)
    return false;
  int most = 0;
  for (uint32_t i = 0; i < md->countries.n; i++)
    if (md->countries.items[i].points > most) most = md->countries.items[i].points;
  return !country_points(md, p->country) && most >= SURE_POINTS;
}

/* The place named last, if in the sentence of token `i`. */
static const place_mention *place_before(const morph_doc *d, const mention_doc *md,
                                         uint32_t i) {
  if (!md->places.n) return NULL;
  const place_mention *p = &md->places.items[md->places.n - 1];
  return d->text->tokens.items[p->first].sentence == d->text->tokens.items[i].sentence &&
                 p->country
             ? p
             : NULL;
}

static void place_span(const morph_doc *d, uint32_t i, const phrase_match *m,
                       place_mention *out) {
  const token *t = &d->text->tokens.items[i];
  memset(out, 0, sizeof *out);
  out->first = i;
  out->last = m->last;
  out->node = m->node;
  out->proclitics = m->proclitics;
  unsigned article =
      m->article ? (m->proclitics & PROCLITIC_LI && m->n_prefix < 3 ? 1u : 2u) : 0u;
  out->start = text_letter_offset(d->text, t, m->n_prefix - article);
  out->end = d->text->tokens.items[m->last - 1].end;
}

/* Does the word begin with a preposition only if it is no name («Barak», «b-Arak»)? */
static bool part_of_name(const morph_doc *d, uint32_t i, const phrase_match *m) {
  if (!morph_has(d, i) || !(m->proclitics & (PROCLITIC_BI | PROCLITIC_LI))) return false;
  const reading *r = morph_at(d, i);
  return FEATURE_POS(r->features) == POS_NAME && !r->proclitics && r->agreement == 2;
}

static bool place_at(const morph_doc *d, const mention_doc *md, uint32_t i,
                     place_mention *out) {
  const phrase_match *m;
  unsigned n = phrases_at(md, i, &m);
  for (unsigned k = 0; k < n; k++) {
    if (!(m[k].types & PHRASE_PLACES) || part_of_name(d, i, &m[k])) continue;
    if (!(m[k].types & PHRASE_TYPE(TARGET_COUNTRY)) &&
        place_names_outlet(d, i, m[k].last))
      continue;
    bool head;
    if (m[k].proclitics & PROCLITIC_A &&
        FEATURE_POS(morph_at(d, i)->features) == POS_VERB)
      continue; /* «asarat», «she took captive», is not «a-Sirt?» */
    bool locative = locative_before(d, i, m[k].proclitics, &head);
    if (!locative && m[k].last == i + 1 &&
        FEATURE_POS(morph_at(d, i)->features) == POS_VERB &&
        morph_is(d, i, CLASS_MASK(AUX_KANA)))
      continue; /* «kan», «was», is Cannes only behind «in», «the town of» */
    surroundings around = {0, 0, place_before(d, md, i)};
    const target_record *country = phrase_target(d->model, &m[k], TARGET_COUNTRY);
    const target_record *capital = phrase_target(d->model, &m[k], TARGET_CAPITAL);
    const target_record *place = phrase_target(d->model, &m[k], TARGET_PLACE);
    uint8_t choice = PLACE_CHOICE_NONE;
    bool has_places = place != NULL;
    if (place) {
      look_after(d, md, m[k].last, &around);
      place = best_place(d, md, &m[k], &around,
                         locative && (country || (head ? !common_noun(d, i, &m[k])
                                                       : !ordinary_word(d, i, &m[k]))),
                         &choice);
    }
    if (place && m[k].last == i + 1 && morph_has(d, i) &&
        morph_is(d, i, CLASS_MASK(DIRECTION) | CLASS_MASK(PLACE_HEAD)) &&
        !(FEATURE_NUMBER(morph_at(d, i)->features) > 1 &&
          (head || around.country == model_place(d->model, place->index)->country)))
      place = NULL; /* «South», «the village»; but «the town of al-Mayadin (squares)» */
    if (place && elsewhere(d, md, model_place(d->model, place->index), &around, head)) {
      if (!country && !capital && locative) {
        place_span(d, i, &m[k], out);
        out->name = model_string(d->model, model_place(d->model, place->index)->name);
        out->precision = PLACE_TOWN;
        place_locate(d, md, out);
        return true;
      }
      place = NULL;
    }
    if (!country && !capital && !place) continue;
    if (phrase_target(d->model, &m[k], TARGET_ACTOR) && !country && !locative)
      return false;
    place_span(d, i, &m[k], out);
    if (locative) out->cues = head ? PLACE_CUE_HEAD : PLACE_CUE_PREPOSITION;
    uint32_t of = place ? model_place(d->model, place->index)->country : 0,
             code = country ? model_country(d->model, country->index)->code : 0;
    bool town = of && of != code && locative &&
                (head || country_points(md, of) > country_points(md, code));
    if (country && !town) {
      uint32_t other = place_by_adjective(d, i, &m[k], country->index + 1);
      out->country_index = other ? other : country->index + 1;
      out->country = other ? model_country(d->model, other - 1)->code : code;
      if (other) {
        out->last = i + 2;
        out->end = d->text->tokens.items[i + 1].end;
      }
      out->precision = PLACE_COUNTRY;
      if (has_places) out->choice = PLACE_CHOICE_COUNTRY;
      return true;
    }
    out->choice = country ? PLACE_CHOICE_HEAD : choice;
    if (capital && place &&
        model_place(d->model, place->index)->country !=
            model_country(d->model, capital->index)->code)
      capital = NULL; /* a namesake of it */
    out->capital = capital != NULL;
    if (capital) out->country_index = capital->index + 1;
    if (place) {
      const place_record *p = model_place(d->model, place->index);
      out->place = place->index + 1;
      out->country = p->country;
      out->precision = p->place_class;
      if (around.country && around.country == p->country)
        out->cues |= PLACE_CUE_CONTAINER;
      if (around.before && around.before->country == p->country)
        out->cues |= PLACE_CUE_BEFORE;
    } else if (capital) {
      out->country = model_country(d->model, capital->index)->code;
      out->precision = PLACE_TOWN;
    }
    return true;
  }
  return false;
}

/* P3: takes locative heads before the name into the span. */
static void extend_left(const morph_doc *d, const mention_doc *md, place_mention *p) {
  uint32_t capital = p->capital && !p->refers && !p->proclitics
                         ? place_capital_word(d, md, p->first)
                         : p->first;
  if (capital < p->first) {
    const reading *r = morph_at(d, capital);
    p->first = capital;
    p->start = text_letter_offset(d->text, &d->text->tokens.items[capital],
                                  r->n_prefix >= 2 ? r->n_prefix - 2u : 0u);
    p->proclitics = r->proclitics;
    return;
  }
  for (int step = 0; step < 2 && p->first; step++) {
    uint32_t i = place_head_before(d, p->first), n = d->text->tokens.n;
    const token *t = &d->text->tokens.items[i], *close = t + (p->last - i);
    if (p->proclitics & ~(unsigned)PROCLITIC_AL) return;
    if (t->sentence != d->text->tokens.items[p->first].sentence || !morph_has(d, i) ||
        md->place_at[i] || md->time_at[i])
      return;
    const reading *r = morph_at(d, i);
    const lemma_record *l = r->entry;
    if (!(l->classes & (CLASS_MASK(PLACE_HEAD) | CLASS_MASK(DIRECTION))) ||
        r->proclitics & PROCLITIC_AL || r->enclitic)
      return;
    if (l->classes & CLASS_MASK(DIRECTION)) p->direction = true;
    if (i + 1 < p->first && p->last < n && (close->mark == '"' || close->mark == ')'))
      p->end = close->end;
    p->first = i;
    p->start = text_letter_offset(d->text, t, r->n_prefix);
    p->proclitics = r->proclitics;
  }
}

static bool is_country_noun(const morph_doc *d, uint32_t i) {
  return morph_has(d, i) && gloss_is(d->model, morph_lemma(d, i), "country");
}

/* May the word be «all», «some», «a number of» or «various»? */
static bool is_quantifier(const morph_doc *d, uint32_t i) {
  const word_info *w = d->words[i];
  if (morph_at(d, i)->enclitic || morph_at(d, i)->proclitics & PROCLITIC_AL) return false;
  for (unsigned k = 0; k < w->n_readings; k++) {
    const lemma_record *l = w->readings[k].entry;
    if (l->tag == TAG_DET_ALL || l->tag == TAG_DET_SOME ||
        gloss_is(d->model, l, "different"))
      return true;
  }
  return false;
}

static void preposition_before(const morph_doc *d, place_mention *p) {
  uint32_t i = p->first, sent = d->text->tokens.items[i].sentence;
  for (unsigned steps = 0; i && steps < 3 && morph_has(d, i - 1); steps++) {
    bool of = morph_tag(d, i - 1) == TAG_PREP_MIN && i > 1 && morph_has(d, i - 2) &&
              is_quantifier(d, i - 2); /* «in a number of [min] towns» */
    if (!of && !is_quantifier(d, i - 1)) break;
    if (morph_at(d, i - 1)->proclitics & PROCLITIC_BI) p->proclitics |= PROCLITIC_BI;
    i--; /* «in all parts of» */
  }
  if (!i || d->text->tokens.items[i - 1].sentence != sent || !morph_has(d, i - 1)) return;
  if (place_front(d, i - 1)) p->preposition = TAG_PREP_FI;
  if (FEATURE_POS(morph_at(d, i - 1)->features) == POS_PREP)
    p->preposition = morph_tag(d, i - 1);
}

/* The place that begins at token `i`, or whose name does. */
static bool find_place(const morph_doc *d, const mention_doc *md, uint32_t i,
                       place_mention *out, arena *a) {
  bool locative = d->marks[i] & WORD_LOCATIVE,
       name = md->phrase_rows[i].types & PHRASE_PLACES,
       behind = i && (d->marks[place_head_before(d, i)] & WORD_LOCATIVE ||
                      (d->marks[i] & WORD_UNKNOWN && morph_has(d, i - 1) &&
                       (morph_tag(d, i - 1) == TAG_PREP_QURB ||
                        morph_tag(d, i - 1) == TAG_PREP_FI || place_front(d, i - 1))));
  if (!(locative | name | behind)) return false;
  return (locative && place_capital(d, md, i, out)) ||
         (name && !md->time_at[i] && place_at(d, md, i, out)) ||
         (locative && place_territory(d, i, out)) ||
         (behind && place_unknown(d, md, i, out, a)) ||
         (locative && place_anaphor(d, md, i, out));
}

/* The tokens that find_place finds something at, and some more. */
static uint64_t *may_be_places(const morph_doc *d, const mention_doc *md, arena *a) {
  uint32_t n = set_size(d->n);
  const uint64_t *heads = d->sets[TOKENS_LOCATIVE], *unknown = d->sets[TOKENS_UNKNOWN];
  uint64_t *may = arena_alloc(a, n, sizeof *may), before = 0;
  for (uint32_t b = 0; may && b < n; b++) {
    uint64_t h = heads[b]; /* a mark may stand between a head and the name */
    may[b] =
        h | h << 1 | h << 2 | before >> 63 | before >> 62 | unknown[b] | md->with_name[b];
    before = h;
  }
  return may;
}

bool place_read(const morph_doc *d, mention_doc *md, arena *a) {
  md->place_at = arena_zero(a, (size_t)d->n + 1, sizeof *md->place_at);
  if (!md->place_at || !country_count_read(d, md, a)) return false;
  if (md->source_country) country_add(md, a, md->source_country, 1);
  const uint64_t *may = may_be_places(d, md, a);
  if (!may) return false;
  for (uint32_t i = set_next(may, 0, d->n); i < d->n;) {
    place_mention p;
    if (!find_place(d, md, i, &p, a)) {
      i = set_next(may, i + 1, d->n);
      continue;
    }
    uint32_t last = p.last;
    if (!p.refers || is_country_noun(d, p.first))
      extend_left(d, md, &p); /* «east of the country» too */
    preposition_before(d, &p);
    place_as_capital(md, &p);
    /* «north of Arish» is outside the town, near it; «north of Iraq» a part of Iraq. */
    if (p.direction && (p.precision != PLACE_COUNTRY && p.precision != PLACE_REGION)) {
      p.direction = false;
      p.preposition = TAG_PREP_QURB;
    }
    place_mention *at = ARRAY_PUSH(a, &md->places);
    if (!at) return false;
    *at = p;
    for (uint32_t k = p.first; k < last; k++) md->place_at[k] = md->places.n;
    i = set_next(may, last > i ? last : i + 1, d->n);
  }
  country_count best = {0, 0, 0};
  for (uint32_t i = 0; i < md->countries.n; i++) {
    country_count c = md->countries.items[i];
    if (c.points > best.points || (c.points == best.points && c.scene > best.scene)) {
      best = c;
      md->main_country = c.code;
    }
  }
  md->scene_country = country_of_scene(md);
  return true;
}
