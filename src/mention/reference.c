/* reference.c - codes for entities that do not bear them: «the movement», «the army»,
 * pronouns, «its forces».
 *
 * R1 A bare definite noun takes the codes of the latest entity with the same head word,
 * or of the latest group for «the movement», «the organisation». R2 A suffix pronoun on
 * the head («its forces») gives the country of whom it stands for. R3 A short name
 * («McKenzie») takes the codes of the longer one that holds it. R4 What is still without
 * a country takes that of the place named in the sentence, else the country the report is
 * about, officials and parties the latter where that is no country (they meet abroad);
 * unidentified gunmen and suspects, tourists, terrorist organisations, and what an
 * adjective calls of several countries or foreign («Western governments») stay without
 * one. R5 Definite gunmen, militias, rebels are those of the armed group named before
 * («the gunmen»); rebels and militias never those of a transnational one. R6 «the forces
 * allied with it»: a preposition with a suffix behind the head gives the country, and the
 * side, of whom it stands for. R7 «Both sides», «the two countries», «the two ministers»
 * are the two parties named last. R8 «Leaders of the movement», «positions of the
 * organisation» are of the group last named by that word, else of the armed group named
 * last. R9 A name that a comma, the letter of a title or what the office is of sets off
 * behind an office («the minister, X», «the head of the union of teachers X»), or that an
 * office follows («X, head of the union»), bears its codes (reference_name.c). R10 «His
 * Highness» is whom a form of address stands for (honorific.c). R11 The opposition of a
 * country is armed where the report tells of its fighters. R12 Authorities, committees
 * and directors general of which nothing else is told are of the state.
 */
#include "mention/mention.h"

static entity *entity_at(const mention_doc *md, uint32_t index) {
  return &md->entities.items[index - 1];
}

static bool armed_side(uint32_t sector) {
  return sector == code3("REB") || sector == code3("PRM");
}

/* Civilians, courts, the police are never of a transnational armed group. */
static bool no_side_of(const entity *e, const entity *from) {
  uint32_t own = e->sectors[0];
  return from->country == code3("IMG") && own && !armed_side(own) &&
         own != code3("UAF") && own != code3("MIL") && own != code3("JRN") &&
         own != code3("CRM");
}

/* Takes what the entity `from` (index + 1: `index`) has and `e` lacks, by `rule`. */
static void take(entity *e, const entity *from, uint32_t index, bool sectors,
                 enum entity_reference rule) {
  if (no_side_of(e, from)) return;
  if (from->country && (!e->country || e->flags & ENTITY_BARE)) {
    e->country = from->country;
    e->nation = from->nation;
    e->why = BASIS_REFERENCE;
    e->refers_to = index;
    e->flags &= ~(unsigned)ENTITY_BARE;
  }
  if (sectors && from->sectors[0] && (!e->sectors[0] || from->actor)) {
    e->sectors[0] = from->sectors[0];
    e->sectors[1] = from->sectors[1];
    e->refers_to = index;
  }
  if (e->refers_to) e->reference = (uint8_t)rule;
}

static bool plural_entity(const entity *e) {
  return (e->flags & (ENTITY_PLURAL | ENTITY_DUAL)) != 0;
}

uint32_t reference_of_pronoun(const morph_doc *d, const mention_doc *md, uint32_t i,
                              unsigned enclitic, uint32_t limit) {
  uint32_t sent = d->text->tokens.items[i].sentence;
  bool feminine = enclitic == ENCLITIC_HA, many = enclitic == ENCLITIC_HUM ||
                                                  enclitic == ENCLITIC_HUMA ||
                                                  enclitic == ENCLITIC_HUNNA;
  if (enclitic != ENCLITIC_HU && !feminine && !many) return 0;
  uint32_t low = 0, high = limit < md->entities.n ? limit : md->entities.n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (md->entities.items[mid].first < i)
      low = mid + 1;
    else
      high = mid;
  }
  for (uint32_t k = low, steps = 0; k-- > 0 && steps < 60; steps++) {
    const entity *e = &md->entities.items[k];
    uint32_t s = d->text->tokens.items[e->head].sentence;
    if (s + 1 < sent || e->last > i) {
      if (s + 1 < sent) break;
      continue;
    }
    if (e->flags & (ENTITY_ADJECTIVE | ENTITY_SOURCE)) continue;
    bool body = e->kind == KIND_ORG || e->kind == KIND_GROUP || e->kind == KIND_PLACE;
    if (many       ? plural_entity(e) || e->kind == KIND_GROUP
        : feminine ? body || e->flags & ENTITY_FEMININE ||
                         (plural_entity(e) && e->kind != KIND_PERSON)
                   : !plural_entity(e) && !(e->flags & ENTITY_FEMININE))
      return k + 1;
  }
  return 0;
}

/* What the entities before told, so that looking back at many is quick. Sets are of
 * indexes. */
typedef struct told {
  uint64_t *coded;  /* with a country that is no guess */
  uint64_t *bodies; /* of these, actors that are groups or bodies and no officials */
  uint64_t *people; /* of these, lone persons with a sector */
  uint64_t *names;  /* named persons, coded or not */
  uint32_t *lemmas; /* of the head of each */
  uint64_t *inside; /* morph_lemma_bit of the words of each but the last */
  uint32_t place_sentence, place_country; /* sentence_country of the sentence */
  bool place_whole;                       /* that place is the country itself */
} told;

static bool told_start(told *t, uint32_t n, arena *a) {
  uint32_t size = set_size(n);
  uint64_t *sets = arena_zero(a, 4 * (size_t)size, sizeof *sets);
  *t = (told){.place_sentence = MODEL_NONE};
  t->lemmas = arena_alloc(a, (size_t)n + 1, sizeof *t->lemmas);
  t->inside = arena_alloc(a, (size_t)n + 1, sizeof *t->inside);
  if (a->failed) return false;
  t->coded = sets;
  t->bodies = sets + size;
  t->people = sets + 2 * (size_t)size;
  t->names = sets + 3 * (size_t)size;
  return true;
}

/* Takes in entity `i` (from 0), of which nothing changes any more. */
static void told_add(told *t, const morph_doc *d, const entity *o, uint32_t i) {
  bool person = o->kind == KIND_PERSON,
       body = o->kind == KIND_GROUP || o->kind == KIND_ORG;
  if (person && o->flags & ENTITY_NAMED) set_add(t->names, i);
  if (!o->country || o->why == BASIS_REPORT) return;
  bool official = o->sectors[0] == code3("MIL") || o->sectors[0] == code3("GOV") ||
                  o->sectors[0] == code3("COP");
  set_add(t->coded, i);
  if (body && o->actor && !official && !(o->flags & ENTITY_SOURCE)) set_add(t->bodies, i);
  if (person && o->sectors[0] && !plural_entity(o)) set_add(t->people, i);
  t->lemmas[i] = morph_at(d, o->head)->lemma;
  uint64_t inside = 0;
  for (uint32_t k = o->first; k + 1 < o->last; k++)
    inside |= morph_lemma_bit(morph_at(d, k)->lemma);
  t->inside[i] = inside;
}

/* The member of the set before `i`, at most `reach` before; `i` where there is none. */
static uint32_t told_before(const uint64_t *set, uint32_t i, uint32_t reach) {
  return set_before(set, i, i > reach ? i - reach : 0);
}

/* R3: the latest longer name whose words hold this one's. */
static uint32_t longer_name(const morph_doc *d, const mention_doc *md, const told *t,
                            uint32_t index) {
  const entity *e = entity_at(md, index);
  const uint32_t low = index > 401 ? index - 401 : 0;
  uint32_t form = morph_at(d, e->head)->form;
  word key = d->text->tokens.items[e->head].key;
  for (uint32_t i = index - 1, k; (k = set_before(t->names, i, low)) < i; i = k) {
    const entity *o = &md->entities.items[k];
    if (o->last - o->first <= e->last - e->first) continue;
    for (uint32_t w = o->first; w < o->last; w++)
      if ((morph_at(d, w)->form == form && form != MODEL_NONE) ||
          word_equal(d->text->tokens.items[w].key, key))
        return k + 1;
  }
  return 0;
}

/* Does the longer entity `o` hold the word inside («the speaker of the council of …» for
 * «the council»)? */
static bool holds_lemma(const morph_doc *d, const entity *o, uint32_t lemma) {
  for (uint32_t t = o->first; t + 1 < o->last; t++)
    if (morph_has(d, t) && morph_at(d, t)->lemma == lemma) return true;
  return false;
}

#define SAME_REACH 60u /* entities back that R1 looks at */

/* R1: the latest longer entity with the word as its head, or inside where it is a body's
 * and a role's. */
static uint32_t longer_entity(const morph_doc *d, const mention_doc *md, const told *t,
                              uint32_t index, bool body, uint32_t lemma) {
  const entity *e = entity_at(md, index);
  const uint32_t low = index > SAME_REACH + 1 ? index - SAME_REACH - 1 : 0;
  const uint64_t bit = body && e->role ? morph_lemma_bit(lemma) : 0;
  for (uint32_t i = index - 1, k; (k = set_before(t->coded, i, low)) < i; i = k) {
    bool same = t->lemmas[k] == lemma;
    if (!same && !(t->inside[k] & bit)) continue;
    const entity *o = &md->entities.items[k];
    if (o->last - o->first <= e->last - e->first) continue;
    if (same || (o->role && !(o->flags & ENTITY_COORDINATED) && holds_lemma(d, o, lemma)))
      return k + 1;
  }
  return 0;
}

/* R1; `rule` says which of its two it was. */
static uint32_t same_head(const morph_doc *d, const mention_doc *md, const told *t,
                          uint32_t index, enum entity_reference *rule) {
  const entity *e = entity_at(md, index);
  uint32_t lemma = morph_at(d, e->head)->lemma;
  bool body = e->kind == KIND_ORG || e->kind == KIND_GROUP;
  uint32_t longer = lemma ? longer_entity(d, md, t, index, body, lemma) : 0, group = 0;
  if (longer) return longer;
  if (!e->sectors[0]) {
    uint32_t k = index - 1;
    if (body)
      k = told_before(t->bodies, index - 1, SAME_REACH);
    else if (e->kind == KIND_PERSON && !plural_entity(e))
      k = told_before(t->people, index - 1, SAME_REACH);
    if (k < index - 1) group = k + 1;
  }
  if (group) *rule = REFERENCE_GROUP;
  bool title = !d->text->tokens.items[e->head].sentence;
  for (uint32_t k = index + 1; title && !group && k <= md->entities.n && k < index + 24;
       k++) { /* the title says «the centre», the text its name */
    const entity *o = entity_at(md, k);
    if (lemma && o->country && o->why != BASIS_REPORT && o->actor && o->kind == e->kind &&
        morph_at(d, o->head)->lemma == lemma && o->last > o->first + 1)
      return k;
  }
  return group;
}

#define WELL_KNOWN 6 /* points of a country that the report is surely about */

/* Does the report speak of the country by more than the name of this place, which may be
 * that of a namesake elsewhere, or of no other country to speak of? */
static bool country_known(const mention_doc *md, const place_mention *p) {
  return p->precision == PLACE_COUNTRY || country_points(md, p->country) > 0 ||
         country_points(md, md->main_country) < WELL_KNOWN;
}

/* R4: the country of a place said with «in» in the sentence. */
static uint32_t sentence_country(const morph_doc *d, const mention_doc *md, uint32_t sent,
                                 bool *whole) {
  uint32_t low = 0, high = md->places.n, first = d->text->sentences.items[sent].first;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (md->places.items[mid].last <= first)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < md->places.n &&
         d->text->tokens.items[md->places.items[low].first].sentence == sent;
       low++) {
    const place_mention *p = &md->places.items[low];
    bool locative = p->preposition == TAG_PREP_FI || p->proclitics & PROCLITIC_BI ||
                    p->direction || (p->place && p->precision != PLACE_COUNTRY);
    *whole = p->precision == PLACE_COUNTRY;
    if (p->country && locative && country_known(md, p)) return p->country;
  }
  return 0;
}

/* Fighters of a group, too, but no person. */
static bool rebel_group(const morph_doc *d, const entity *e) {
  return e->actor && e->sectors[0] == code3("REB") &&
         model_actor(d->model, e->actor - 1)->kind != KIND_PERSON;
}

/* Rebels, putschists and militias are of a country; those of transnational groups are
 * called otherwise (extremists, terrorists). */
static bool home_grown(const morph_doc *d, const entity *e) {
  return entity_role_is(d, e, ROLE_HOME_GROWN);
}

/* The armed groups named last: any, and one that is no transnational group. */
typedef struct rebels_before {
  uint32_t any, home;
} rebels_before;

/* R5: the armed group named last before entity `index`, else the first of the report. */
static uint32_t armed_group(const morph_doc *d, const mention_doc *md,
                            const rebels_before *last, uint32_t index) {
  bool home = home_grown(d, entity_at(md, index)) || /* or one of the report's country */
              (last->home && md->main_country &&
               entity_at(md, last->home)->country == md->main_country);
  if (home ? last->home : last->any) return home ? last->home : last->any;
  for (uint32_t k = index + 1; k <= md->entities.n && k <= index + 60; k++) {
    const entity *o = entity_at(md, k);
    if (rebel_group(d, o) && !(home && o->country == code3("IMG"))) return k;
  }
  return 0;
}

/* Does the entity end in a definite word for a group that does not name it («leaders of
 * the movement»)? `party`: the word is «party». */
static bool ends_in_group(const morph_doc *d, const mention_doc *md, const entity *e,
                          bool *party) {
  const phrase_match *m;
  uint32_t last = e->last - 1;
  if (!e->role || e->last < e->first + 2 || e->actor || e->codes_of || e->nation ||
      !morph_has(d, last))
    return false;
  unsigned n = phrases_at(md, last, &m);
  for (unsigned k = 0; k < n; k++) {
    if (m[k].last != e->last || !m[k].article || m[k].n_suffix ||
        !(m[k].types & PHRASE_TYPE(TARGET_ROLE)))
      continue;
    const target_record *t = phrase_target(d->model, &m[k], TARGET_ROLE);
    const role_record *r = t ? model_role(d->model, t->index) : NULL;
    const char *label = r ? model_string(d->model, r->label) : "";
    *party = !strcmp(label, "party");
    return *party || !strcmp(label, "movement") || !strcmp(label, "organisation") ||
           !strcmp(label, "group") || !strcmp(label, "front");
  }
  return false;
}

/* R8: the group that the last word of entity `index` stands for: the latest one named by
 * that word, else the latest armed one. */
static uint32_t group_inside(const morph_doc *d, const mention_doc *md, uint32_t index) {
  const entity *e = entity_at(md, index);
  bool party = false;
  if (!ends_in_group(d, md, e, &party)) return 0;
  uint32_t lemma = morph_at(d, e->last - 1)->lemma, group = 0;
  for (uint32_t k = index - 1, steps = 0; k > 0 && steps < 60; k--, steps++) {
    const entity *o = entity_at(md, k);
    if (!o->actor || !o->country || (o->kind != KIND_GROUP && o->kind != KIND_ORG))
      continue;
    bool side = armed_side(o->sectors[0]) || o->sectors[0] == code3("PTY") ||
                o->sectors[0] == code3("OPP");
    if (side && morph_at(d, o->head)->lemma == lemma) return k;
    if (!group && !party && rebel_group(d, o)) group = k;
  }
  return group;
}

/* R8: whoever belongs to a group is of its country, and of its side unless a civilian. */
static bool take_group_inside(const morph_doc *d, mention_doc *md, uint32_t index) {
  entity *e = entity_at(md, index);
  uint32_t group = group_inside(d, md, index), own = e->sectors[0];
  if (!group || no_side_of(e, entity_at(md, group))) return false;
  const entity *o = entity_at(md, group);
  e->country = o->country;
  e->nation = o->nation;
  e->why = BASIS_REFERENCE;
  e->refers_to = group;
  e->reference = REFERENCE_GROUP;
  e->flags &= ~(unsigned)ENTITY_BARE;
  if (!own || own == code3("MIL") || own == code3("UAF") || own == code3("GOV") ||
      own == code3("LEG") || own == code3("PTY")) {
    e->sectors[0] = o->sectors[0];
    e->sectors[1] = o->sectors[1];
  }
  return true;
}

/* The suffix pronoun of a preposition, which the dictionary lists with its suffixes, by
 * its last letters. */
static unsigned suffix_of(const morph_doc *d, uint32_t i) {
  uint8_t l[WORD_MAX_LETTERS];
  unsigned n = word_unpack(d->text->tokens.items[i].key, l);
  if (n < 3) return ENCLITIC_NONE;
  if (l[n - 1] == LETTER_HEH) return ENCLITIC_HU;
  if (l[n - 2] == LETTER_HEH && l[n - 1] == LETTER_ALEF) return ENCLITIC_HA;
  return l[n - 2] == LETTER_HEH && l[n - 1] == LETTER_MEEM ? ENCLITIC_HUM : ENCLITIC_NONE;
}

/* R6. */
static uint32_t pronoun_behind(const morph_doc *d, const mention_doc *md,
                               const entity *e) {
  uint32_t i = e->last;
  if (i >= d->n || !morph_has(d, i) ||
      d->text->tokens.items[i].sentence != d->text->tokens.items[e->head].sentence)
    return 0;
  const reading *r = morph_at(d, i);
  if (FEATURE_POS(r->features) != POS_PREP ||
      r->proclitics & (PROCLITIC_WA | PROCLITIC_FA))
    return 0;
  unsigned enclitic = r->enclitic ? r->enclitic : suffix_of(d, i);
  return enclitic ? reference_of_pronoun(d, md, e->first, enclitic, MODEL_NONE) : 0;
}

void reference_take_side(entity *e, const entity *owner, uint32_t index,
                         enum entity_reference rule) {
  e->country = owner->country;
  e->nation = owner->nation;
  e->why = BASIS_POSSESSOR;
  e->refers_to = index;
  e->reference = (uint8_t)rule;
  e->flags &= ~(unsigned)ENTITY_BARE;
  bool neutral =
      !e->sectors[0] || e->sectors[0] == code3("MIL") || e->sectors[0] == code3("UAF");
  if (neutral && armed_side(owner->sectors[0])) e->sectors[0] = owner->sectors[0];
}

bool entity_supranational(const morph_doc *d, const entity *e) {
  for (uint32_t i = e->first; i < e->last; i++)
    if (morph_has(d, i) && morph_lemma(d, i)->classes & CLASS_MASK(SUPRANATIONAL))
      return true;
  return false;
}

/* Whom things befall and who keeps order are where they happen; officials and parties
 * who speak are of the country the report names most. */
static bool of_the_scene(const entity *e) {
  uint32_t s = e->sectors[0];
  return s != code3("GOV") && s != code3("LEG") && s != code3("PTY") &&
         s != code3("ELI") && s != code3("JUD") && s != code3("OPP") && s != code3("SPY");
}

/* «several states», «twelve countries»: of no country in particular. */
static bool some_state(const morph_doc *d, const entity *e) {
  if (!plural_entity(e) && e->flags & ENTITY_DEFINITE) return false;
  const lemma_record *l = morph_lemma(d, e->head);
  return gloss_begins(d->model, l, "state") || gloss_is(d->model, l, "country");
}

/* Not so gunmen, suspects, terrorist organisations, tourists and foreigners. */
static bool takes_report_country(const morph_doc *d, const entity *e) {
  if (e->sectors[0] == code3("UAF") || e->sectors[0] == code3("CRM")) return false;
  if (e->flags & (ENTITY_STATE | ENTITY_ADJECTIVE | ENTITY_SOURCE)) return false;
  if (e->actor && e->sectors[0] != code3("REB") && e->sectors[0] != code3("SOC"))
    return false;
  return !entity_supranational(d, e) && !some_state(d, e) &&
         !entity_role_is(d, e, ROLE_STATELESS);
}

/* What R7 looks for behind «the two …»: states, officials, or anybody who takes part. */
enum pair_sort { PAIR_NONE, PAIR_COUNTRIES, PAIR_OFFICIALS, PAIR_SIDES };

/* «the two parties to the conflict»: behind a dual in the construct, a definite word of
 * what they are in. */
static bool of_conflict(const morph_doc *d, const entity *e) {
  uint32_t i = e->head + 1;
  if (!(e->flags & ENTITY_DUAL) || e->last != i || i >= d->n || !morph_has(d, i) ||
      d->text->tokens.items[i].sentence != d->text->tokens.items[e->head].sentence)
    return false;
  const reading *r = morph_at(d, i);
  return r->proclitics == PROCLITIC_AL && r->entry->kind == KIND_EVENT &&
         strstr(model_string(d->model, morph_lemma(d, e->head)->gloss), "side");
}

static enum pair_sort pair_sort(const morph_doc *d, const entity *e) {
  if (of_conflict(d, e)) return PAIR_SIDES;
  if (!(e->flags & ENTITY_DUAL) || !(e->flags & ENTITY_DEFINITE) ||
      !morph_has(d, e->head))
    return PAIR_NONE;
  if (e->role && e->kind == KIND_PERSON) {
    bool alone = e->last == e->first + 1 || /* «the two ministers in Paris» */
                 FEATURE_POS(morph_at(d, e->first + 1)->features) == POS_PREP;
    return alone && e->sectors[0] == code3("GOV") ? PAIR_OFFICIALS : PAIR_NONE;
  }
  if (!(e->flags & ENTITY_BARE) || e->last > e->first + 1) return PAIR_NONE;
  const char *gloss = model_string(d->model, morph_lemma(d, e->head)->gloss);
  if (!strcmp(gloss, "country")) return PAIR_COUNTRIES;
  return strstr(gloss, "side") ? PAIR_SIDES : PAIR_NONE;
}

/* May `o` be one of the two? */
static bool may_pair(const mention_doc *md, const entity *o, enum pair_sort sort) {
  if (!o->country || o->flags & ENTITY_SOURCE || o->also) return false;
  uint32_t sector = o->sectors[0], place = md->place_at[o->first];
  if (sort == PAIR_OFFICIALS)
    return o->kind == KIND_PERSON && sector == code3("GOV") && !plural_entity(o) &&
           o->why != BASIS_REPORT;
  if (o->flags & ENTITY_STATE && place &&
      md->places.items[place - 1].preposition == TAG_PREP_FI)
    return false; /* where, not who */
  if (sort == PAIR_COUNTRIES) return o->why != BASIS_REPORT;
  bool civil = sector == code3("CVL") || sector == code3("REF") ||
               sector == code3("JRN") || sector == code3("SOC");
  bool armed = sector == code3("MIL") || sector == code3("COP") || armed_side(sector);
  return !civil && (armed || o->why != BASIS_REPORT);
}

static void stand_for_both(entity *e, const entity *o, uint32_t one, uint32_t other,
                           enum pair_sort sort) {
  bool country = sort == PAIR_COUNTRIES;
  e->country = o->country;
  e->nation = o->nation;
  e->sectors[0] = country ? 0 : o->sectors[0];
  e->sectors[1] = country ? 0 : o->sectors[1];
  e->refers_to = one;
  e->also = other;
  e->why = BASIS_REFERENCE;
  e->reference = REFERENCE_BOTH;
  e->flags &= ~(unsigned)ENTITY_BARE;
}

/* R7: the first of the two that were named last with «between X and Y», in this sentence
 * or the one before; 0 none. */
static uint32_t named_between(const morph_doc *d, const mention_doc *md, uint32_t index,
                              enum pair_sort sort) {
  uint32_t sent = d->text->tokens.items[entity_at(md, index)->head].sentence;
  for (uint32_t k = index - 2, steps = 0; index > 2 && k > 0 && steps < 24;
       k--, steps++) {
    const entity *a = entity_at(md, k), *b = a + 1;
    if (d->text->tokens.items[a->head].sentence + 1 < sent) return 0;
    if (!(b->flags & ENTITY_COORDINATED) || b->first > a->last + 1 || !a->first ||
        !morph_has(d, a->first - 1) || morph_tag(d, a->first - 1) != TAG_PREP_BAYN)
      continue;
    bool alike = a->country == b->country && a->sectors[0] == b->sectors[0];
    if (!alike && may_pair(md, a, sort) && may_pair(md, b, sort)) return k;
  }
  return 0;
}

/* R7: the two parties of different codes that are named last before «both sides», «the
 * two countries», «the two ministers». */
static bool both_sides(const morph_doc *d, mention_doc *md, uint32_t index) {
  entity *e = entity_at(md, index);
  enum pair_sort sort = pair_sort(d, e);
  if (!sort) return false;
  uint32_t sent = d->text->tokens.items[e->head].sentence, last = 0;
  uint32_t two = sort == PAIR_OFFICIALS ? 0 : named_between(d, md, index, sort);
  if (two) {
    stand_for_both(e, entity_at(md, two), two, two + 1, sort);
    return true;
  }
  for (uint32_t k = index - 1, steps = 0; k > 0 && steps < 24; k--, steps++) {
    const entity *o = entity_at(md, k);
    if (d->text->tokens.items[o->head].sentence + (sort == PAIR_OFFICIALS ? 4 : 2) < sent)
      return false;
    if (!may_pair(md, o, sort)) continue;
    if (!last) {
      last = k;
      continue;
    }
    const entity *b = entity_at(md, last);
    bool alike = sort != PAIR_SIDES || o->sectors[0] == b->sectors[0] || !o->sectors[0] ||
                 !b->sectors[0];
    if (o->country == b->country && alike) continue;
    stand_for_both(e, o, k, last, sort);
    return true;
  }
  return false;
}

/* R3: a lone name («al-Maliki», «al-Turki») after a longer one that ends in it, whoever
 * else is called so, and whatever nation the word is an adjective of. */
static bool short_name(const morph_doc *d, mention_doc *md, const told *t,
                       uint32_t index) {
  entity *e = entity_at(md, index);
  bool nation = e->flags & ENTITY_ADJECTIVE && !plural_entity(e) &&
                morph_at(d, e->head)->proclitics & PROCLITIC_AL &&
                FEATURE_GENDER(morph_at(d, e->head)->features) == 1;
  bool name = e->kind == KIND_PERSON && e->flags & ENTITY_NAMED && e->actor && !e->role;
  if (e->last != e->first + 1 || !(nation || name)) return false;
  word key = d->text->tokens.items[e->head].key;
  const uint32_t low = index > 201 ? index - 201 : 0;
  for (uint32_t i = index - 1, k; (k = set_before(t->names, i, low)) < i; i = k) {
    const entity *o = &md->entities.items[k];
    if (o->last < o->first + 2 ||
        !word_equal(d->text->tokens.items[o->last - 1].key, key))
      continue;
    if (o->actor && o->actor == e->actor) return false;
    if (nation && !(o->country || o->sectors[0])) return false;
    e->country = o->country;
    e->nation = o->nation;
    e->sectors[0] = o->sectors[0];
    e->sectors[1] = o->sectors[1];
    e->actor = o->actor;
    e->n_namesakes = o->n_namesakes;
    e->flags = (e->flags & ~(unsigned)ENTITY_ADJECTIVE) | ENTITY_NAMED | ENTITY_DEFINITE;
    e->why = BASIS_REFERENCE;
    e->refers_to = k + 1;
    e->reference = REFERENCE_NAME;
    return true;
  }
  return false;
}

/* The same, looked up once a sentence. */
static uint32_t told_place(told *t, const morph_doc *d, const mention_doc *md,
                           uint32_t sent) {
  if (t->place_sentence != sent) {
    t->place_sentence = sent;
    t->place_country = sentence_country(d, md, sent, &t->place_whole);
  }
  return t->place_country;
}

/* R3: «Major General X», whom the report also calls the head of the police, is of it: a
 * rank is no sector. */
static void take_office(const morph_doc *d, mention_doc *md, const told *t,
                        uint32_t index) {
  entity *e = entity_at(md, index);
  const uint32_t low = index > 61 ? index - 61 : 0;
  if (e->kind != KIND_PERSON || !(e->flags & ENTITY_NAMED) || e->actor || !e->role ||
      e->sectors[0] != code3("MIL") || plural_entity(e) || e->last > e->first + 3)
    return;
  for (uint32_t i = index - 1, k; (k = set_before(t->names, i, low)) < i; i = k) {
    const entity *o = &md->entities.items[k];
    bool same = word_equal(d->text->tokens.items[o->last - 1].key,
                           d->text->tokens.items[e->last - 1].key);
    if (!same || !o->country || o->last - o->first <= e->last - e->first) continue;
    if (o->sectors[0] == code3("COP") || o->sectors[0] == code3("GOV"))
      e->sectors[0] = o->sectors[0];
    return;
  }
}

/* Codes for entity `i`, by the first rule that has some. */
static void refer(const morph_doc *d, mention_doc *md, told *t, rebels_before *rebels,
                  uint32_t i) {
  entity *e = entity_at(md, i);
  if (rebel_group(d, e)) {
    rebels->any = i;
    if (e->country != code3("IMG")) rebels->home = i;
  }
  if (e->reference == REFERENCE_ADDRESS) {
    take(e, entity_at(md, e->refers_to), e->refers_to, true, REFERENCE_ADDRESS);
    e->actor = entity_at(md, e->refers_to)->actor;
    e->n_namesakes = entity_at(md, e->refers_to)->n_namesakes;
    e->role = entity_at(md, e->refers_to)->role;
    return;
  }
  if (both_sides(d, md, i) || take_group_inside(d, md, i) || short_name(d, md, t, i) ||
      reference_set_off_name(d, md, i))
    return;
  if (e->country && e->why != BASIS_NONE && !(e->flags & ENTITY_BARE)) return;
  if (e->actor && e->country) return;
  if (entity_role_is(d, e, ROLE_COUNTERPART)) return; /* of another country than he */
  uint32_t owner = e->enclitic
                       ? reference_of_pronoun(d, md, e->head, e->enclitic, MODEL_NONE)
                   : e->role ? pronoun_behind(d, md, e)
                             : 0;
  if (owner && entity_at(md, owner)->country && !no_side_of(e, entity_at(md, owner))) {
    reference_take_side(e, entity_at(md, owner), owner,
                        e->enclitic ? REFERENCE_SUFFIX : REFERENCE_BEHIND);
    return;
  }
  bool gunmen = e->flags & ENTITY_BARE && e->flags & ENTITY_DEFINITE &&
                (e->sectors[0] == code3("UAF") || e->sectors[0] == code3("REB")) &&
                (e->kind != KIND_PERSON || plural_entity(e));
  uint32_t group = gunmen && e->role ? armed_group(d, md, rebels, i) : 0;
  if (group) {
    take(e, entity_at(md, group), group, true, REFERENCE_ARMED);
    return;
  }
  if (e->flags & ENTITY_NAMED && e->kind == KIND_PERSON && !e->role) {
    uint32_t name = longer_name(d, md, t, i);
    if (name) {
      take(e, entity_at(md, name), name, true, REFERENCE_NAME);
      e->actor = entity_at(md, name)->actor;
      e->n_namesakes = entity_at(md, name)->n_namesakes;
    }
  }
  if (!e->country && e->flags & ENTITY_BARE && e->flags & ENTITY_DEFINITE) {
    enum entity_reference rule = REFERENCE_HEAD;
    uint32_t same = same_head(d, md, t, i, &rule);
    bool side = !e->sectors[0] ||
                (e->sectors[0] == code3("PTY") && /* «the party» */
                 rule == REFERENCE_HEAD && same && rebel_group(d, entity_at(md, same)));
    if (same) take(e, entity_at(md, same), same, side, rule);
  }
  if (e->country || !takes_report_country(d, e)) return;
  uint32_t at = told_place(t, d, md, d->text->tokens.items[e->head].sentence);
  bool scene = of_the_scene(e);
  uint32_t main = scene ? md->scene_country : md->main_country;
  uint32_t country = at && (scene || !main || t->place_whole) ? at : main;
  if (country && (e->role || e->flags & ENTITY_COMMON || e->kind != KIND_PERSON)) {
    e->country = country;
    e->why = BASIS_REPORT;
    e->reference = country == at ? REFERENCE_PLACE : REFERENCE_REPORT;
  }
}

/* R12. */
static void public_body(const morph_doc *d, entity *e) {
  bool state = e->country && model_find_country(d->model, e->country) != MODEL_NONE;
  if (state && !e->sectors[0] && entity_role_is(d, e, ROLE_PUBLIC))
    e->sectors[0] = code3("GOV");
}

/* R3: a name without codes takes those of the longer one behind it that ends in it, or of
 * the same one where an office tells them. */
static void name_ahead(const morph_doc *d, mention_doc *md, uint32_t index) {
  entity *e = entity_at(md, index);
  if (!(e->flags & ENTITY_NAMED) || e->kind != KIND_PERSON || e->country || e->actor ||
      e->role)
    return;
  const token *t = &d->text->tokens.items[e->last - 1];
  for (uint32_t k = index + 1; k <= md->entities.n && k < index + 30; k++) {
    const entity *o = entity_at(md, k);
    const token *u = &d->text->tokens.items[o->last - 1];
    if (o->kind != KIND_PERSON || !(o->flags & ENTITY_NAMED) || !o->country ||
        u->sentence == t->sentence || o->last - o->first < e->last - e->first ||
        (o->last - o->first == e->last - e->first && e->last < e->first + 2) ||
        t->n_letters < u->n_letters || u->n_letters > 10 ||
        t->n_letters > u->n_letters + 1 || (t->key.hi | u->key.hi) & WORD_HASHED ||
        word_tail(t->key, u->n_letters) != word_tail(u->key, u->n_letters))
      continue;
    take(e, o, k, true, REFERENCE_NAME);
    e->actor = o->actor;
    e->n_namesakes = o->n_namesakes;
    return;
  }
}

/* The country whose opposition has fighters in the report («fighters of the opposition»),
 * or 0. */
static uint32_t armed_opposition(const morph_doc *d, const mention_doc *md) {
  for (uint32_t i = 1; i <= md->entities.n; i++) {
    const entity *e = entity_at(md, i);
    if (e->sectors[0] != code3("REB") || !e->country) continue;
    for (uint32_t k = e->first; k < e->last; k++)
      if (morph_has(d, k) && gloss_begins(d->model, morph_lemma(d, k), "oppos"))
        return e->country;
  }
  return 0;
}

/* R11. */
static void arm_opposition(const morph_doc *d, mention_doc *md) {
  uint32_t country = armed_opposition(d, md);
  for (uint32_t i = 1; country && i <= md->entities.n; i++) {
    entity *e = entity_at(md, i);
    if (e->kind != KIND_GROUP || e->sectors[0] != code3("OPP") || e->country != country)
      continue;
    e->sectors[0] = code3("REB");
    e->flags |= ENTITY_ARMED;
  }
}

bool reference_read(const morph_doc *d, mention_doc *md, arena *a) {
  rebels_before rebels = {0, 0};
  told t;
  if (!told_start(&t, md->entities.n, a)) return false;
  for (uint32_t i = 1; i <= md->entities.n; i++) {
    if (reference_office(d, md, i) > i) /* its codes first */
      refer(d, md, &t, &rebels, i + 1);
    refer(d, md, &t, &rebels, i);
    public_body(d, entity_at(md, i));
    take_office(d, md, &t, i);
    told_add(&t, d, entity_at(md, i), i - 1);
  }
  for (uint32_t i = 1; i <= md->entities.n; i++) name_ahead(d, md, i);
  arm_opposition(d, md);
  return true;
}
