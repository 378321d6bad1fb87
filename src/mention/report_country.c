/* report_country.c - which countries a report names, and which of the actors that share a
 * name it means.
 *
 * C1 A country's name counts 2, its capital, an adjective of nationality or a known actor
 * of it 1, a place that only it has 2; in the title twice as much. C2 Of several actors
 * with one name («al-Muqawama») the one is meant whose country has most points. C3 What
 * the report is about happens in the country that is most often said with «in», «from», a
 * direction or a head noun; the adjectives of those who speak and capitals that act count
 * less.
 */
#include "mention/mention.h"

#define NAMESAKE                                                         \
  200000 /* inhabitants of a town that is meant as often as its namesake \
          */

int country_points(const mention_doc *md, uint32_t code) {
  for (uint32_t i = 0; i < md->countries.n; i++)
    if (md->countries.items[i].code == code) return md->countries.items[i].points;
  return 0;
}

#define SCENE_WEIGHT 5

int country_scene(const mention_doc *md, uint32_t code) {
  for (uint32_t i = 0; i < md->countries.n; i++)
    if (md->countries.items[i].code == code)
      return md->countries.items[i].points + SCENE_WEIGHT * md->countries.items[i].scene;
  return 0;
}

uint32_t country_of_scene(const mention_doc *md) {
  int best = 0;
  uint32_t code = 0;
  for (uint32_t i = 0; i < md->countries.n; i++) {
    int points = country_scene(md, md->countries.items[i].code);
    if (points > best) best = points, code = md->countries.items[i].code;
  }
  return code;
}

void country_add(mention_doc *md, arena *a, uint32_t code, int points) {
  if (!code) return;
  for (uint32_t i = 0; i < md->countries.n; i++)
    if (md->countries.items[i].code == code) {
      md->countries.items[i].points += points;
      return;
    }
  country_count *at = ARRAY_PUSH(a, &md->countries);
  if (at) *at = (country_count){code, points, 0};
}

/* Is the name at token `i` said to be where something is: behind «in», «from», a
 * direction or a head noun, or with bi-? */
static bool said_there(const morph_doc *d, uint32_t i, unsigned proclitics) {
  if (proclitics & PROCLITIC_BI) return true;
  if (!i || !morph_has(d, i - 1) ||
      d->text->tokens.items[i - 1].sentence != d->text->tokens.items[i].sentence)
    return false;
  const reading *r = morph_at(d, i - 1);
  uint32_t tag = r->entry->tag;
  if (r->entry->classes & (CLASS_MASK(PLACE_HEAD) | CLASS_MASK(DIRECTION)))
    return !(r->proclitics & PROCLITIC_AL);
  return tag == TAG_PREP_FI || tag == TAG_PREP_MIN || tag == TAG_PREP_DAKHIL;
}

static void scene_add(mention_doc *md, uint32_t code, int points) {
  for (uint32_t i = 0; i < md->countries.n; i++)
    if (md->countries.items[i].code == code) md->countries.items[i].scene += points;
}

const term_record *actor_term(const rasid_model *model, uint32_t actor, int32_t day) {
  const actor_record *a = model_actor(model, actor);
  const term_record *best = NULL;
  for (uint32_t i = 0; i < a->n_terms; i++) {
    const term_record *t = model_term(model, a->first_term + i);
    if (!best || (day != INT32_MIN && t->from <= day && day <= t->to))
      best = t;
    else if (day != INT32_MIN && best->from > day && t->from < best->from)
      best = t;
    else if (day == INT32_MIN && t->to > best->to)
      best = t;
  }
  return best;
}

/* International bodies and transnational groups are no countries. */
static bool is_country(const rasid_model *m, uint32_t code) {
  return model_find_country(m, code) != MODEL_NONE;
}

/* The country of all places of this name, or 0. */
static uint32_t only_country(const rasid_model *m, const node_record *node) {
  uint32_t country = 0;
  for (uint32_t i = 0; i < node->n_targets; i++) {
    const target_record *t = model_target(m, node->first_target + i);
    if (t->type != TARGET_PLACE) continue;
    const place_record *p = model_place(m, t->index);
    if (p->tier != 'A' || (country && country != p->country)) return 0;
    country = p->country;
  }
  return country;
}

static uint32_t only_actor(const rasid_model *m, const node_record *node, int32_t day) {
  const target_record *only = NULL;
  for (uint32_t i = 0; i < node->n_targets; i++) {
    const target_record *t = model_target(m, node->first_target + i);
    if (t->type != TARGET_ACTOR) continue;
    if (only && only->index != t->index) return 0;
    only = t;
  }
  const term_record *term = only ? actor_term(m, only->index, day) : NULL;
  return term ? term->country : 0;
}

/* Is the name of the country or capital also that of a place of another country? */
static bool elsewhere_too(const rasid_model *m, const node_record *node,
                          const target_record *of) {
  uint32_t code = model_country(m, of->index)->code;
  for (uint32_t i = 0; i < node->n_targets; i++) {
    const target_record *t = model_target(m, node->first_target + i);
    if (t->type != TARGET_PLACE) continue;
    const place_record *p = model_place(m, t->index);
    if (p->country && p->country != code && p->population >= NAMESAKE) return true;
  }
  return false;
}

bool country_count_read(const morph_doc *d, mention_doc *md, arena *a) {
  int32_t day = mention_day(md);
  const uint64_t *nations = d->sets[TOKENS_NATION];
  uint64_t *names = arena_alloc(a, set_size(d->n), sizeof *names);
  if (!names) return false;
  for (uint32_t b = 0; b < set_size(d->n); b++) names[b] = md->with_name[b] | nations[b];
  for (uint32_t i = set_next(names, 0, d->n), last = 0; i < d->n;
       i = set_next(names, last > i ? last : i + 1, d->n)) {
    int times = d->text->tokens.items[i].sentence ? 1 : 2;
    const lemma_record *l = morph_lemma(d, i);
    if (l->country)
      country_add(md, a, model_country(d->model, l->country - 1)->code, times);
    const phrase_match *m;
    unsigned n = phrases_at(md, i, &m);
    for (unsigned k = 0; k < n; k++) {
      if (!(m[k].types & (PHRASE_PLACES | PHRASE_TYPE(TARGET_ACTOR)))) continue;
      const node_record *node = model_node(d->model, m[k].node);
      const target_record *country = phrase_target(d->model, &m[k], TARGET_COUNTRY);
      const target_record *capital = phrase_target(d->model, &m[k], TARGET_CAPITAL);
      uint32_t actor = m[k].types & PHRASE_TYPE(TARGET_ACTOR)
                           ? only_actor(d->model, node, day)
                           : 0,
               place = m[k].types & PHRASE_TYPE(TARGET_PLACE)
                           ? only_country(d->model, node)
                           : 0;
      if (!country && place_names_outlet(d, i, m[k].last)) continue;
      if ((country || capital) &&
          elsewhere_too(d->model, node, country ? country : capital))
        continue; /* Amman or Oman, Tripoli of Libya or Lebanon: others must tell */
      if (country)
        country_add(md, a, model_country(d->model, country->index)->code, 2 * times);
      else if (capital)
        country_add(md, a, model_country(d->model, capital->index)->code, times);
      else if (actor && is_country(d->model, actor))
        country_add(md, a, actor, times);
      else if (place)
        country_add(md, a, place, 2 * times);
      else
        continue;
      uint32_t of = country   ? model_country(d->model, country->index)->code
                    : capital ? model_country(d->model, capital->index)->code
                    : actor && is_country(d->model, actor) ? 0
                                                           : place;
      if (of && said_there(d, i, m[k].proclitics)) scene_add(md, of, times);
      last = m[k].last;
      break;
    }
  }
  return true;
}

const target_record *actor_of_name(const morph_doc *d, const mention_doc *md,
                                   uint32_t node_index, unsigned *n_namesakes) {
  const node_record *node = model_node(d->model, node_index);
  const target_record *best = NULL;
  int32_t day = mention_day(md);
  int best_points = 0;
  unsigned n_in_office = 0, n_actors = 0;
  for (uint32_t i = 0; i < node->n_targets; i++) {
    const target_record *t = model_target(d->model, node->first_target + i);
    if (t->type != TARGET_ACTOR || (best && t->index == best->index)) continue;
    const term_record *term = actor_term(d->model, t->index, day);
    if (!term) continue;
    n_actors++;
    int points = 2 * country_points(md, term->country);
    bool in_office = day == INT32_MIN || (term->from <= day && day <= term->to);
    if (in_office) n_in_office++, points++;
    if (!best || points > best_points) {
      best = t;
      best_points = points;
    }
  }
  if (n_namesakes) *n_namesakes = n_actors ? n_actors - 1 : 0;
  return n_in_office > 1 && best_points < 2 ? NULL : best;
}
