/* modes.c - by what means an act was done, from its own words and those around it.
 *
 * M1 A word of means («by warplanes») beside the trigger adds its mode; where several
 * acts of one category are told in a sentence it belongs to one of them: to the trigger
 * behind which it stands nearest, in its own clause first, or to the one just after it.
 * M2 What gave way to an act of its sentence (O1) lends it its means: «was killed by
 * bullets in an attack». M3 Shelling is by guns where nothing else is said; by aircraft
 * where such a word is its own. M4 An act told again, of which the sentence names no
 * means, has those of the telling before; so has «the attack» of the attack before.
 */
#include "event/event_inside.h"

#define WORDS_BEHIND 8 /* a word of means stands at most so far behind its trigger */
#define WORDS_BEFORE 3 /* «warplanes shelled» */
#define OTHER_CLAUSE 6 /* how much farther a word of another clause counts */

/* Means of harm, which tell who did what how; not what was aimed at or came of it. */
static const uint64_t MEANS =
    MODE_MASK(BEAT) | MODE_MASK(PRIMITIVE) | MODE_MASK(FIREARMS) | MODE_MASK(EXPLOSIVES) |
    MODE_MASK(SUICIDE_ATTACK) | MODE_MASK(AERIAL) | MODE_MASK(DRONE) |
    MODE_MASK(HEAVY_WEAPONS) | MODE_MASK(UNCONVENTIONAL) | MODE_MASK(SEXUAL);

/* The event that a candidate stands for: itself, or what it gave way to. */
static uint32_t root_of(const event_doc *ed, uint32_t i) {
  for (unsigned steps = 0; steps < 4 && ed->candidates.items[i].merged; steps++)
    i = ed->candidates.items[i].merged - 1;
  return i;
}

/* How far the word is from the trigger, UINT32_MAX too far to belong to it. */
static uint32_t distance(const event_context *c, const event *e, uint32_t at_word) {
  bool behind = at_word >= e->trigger;
  uint32_t d = !behind                     ? 2 * (e->trigger - at_word)
               : at_word < e->trigger_last ? 0
                                           : at_word - e->trigger_last + 1;
  if (d > (behind ? WORDS_BEHIND + 1 : 2 * WORDS_BEFORE)) return UINT32_MAX;
  uint32_t at = c->pd->chunk_at[at_word], of = c->pd->chunk_at[e->trigger];
  bool other =
      !at || !of || event_chunk(c, at - 1)->clause != event_chunk(c, of - 1)->clause;
  return d + (other ? OTHER_CLAUSE : 0);
}

/* Among the candidates around `i`, does the word belong to the event of `i` (M1)? */
static bool owns(const event_context *c, const event_doc *ed, uint32_t i,
                 uint32_t at_word) {
  const event *items = ed->candidates.items;
  uint32_t best = UINT32_MAX, root = root_of(ed, i), owner = UINT32_MAX;
  uint32_t first = i > EVENT_MAX_STEPS ? i - EVENT_MAX_STEPS : 0;
  for (uint32_t k = first; k < ed->candidates.n && k < i + EVENT_MAX_STEPS; k++) {
    const event *o = &items[k];
    if (o->sentence != items[i].sentence || o->category != items[i].category) continue;
    uint32_t at = root_of(ed, k), d = distance(c, o, at_word);
    if (d > best || (d == best && at != root) || d == UINT32_MAX) continue;
    best = d;
    owner = at;
  }
  return owner == root;
}

uint64_t modes_of_word(const event_context *c, uint32_t i, uint32_t category) {
  const reading *r = event_reading(c, i);
  uint64_t found = 0;
  uint32_t q = r->entry->mode_words ? r->entry->mode_words - 1u : MODEL_NONE;
  for (; q < c->model->n[SECTION_MODE_WORDS]; q++) {
    const mode_word_record *m = model_mode_word(c->model, q);
    if (m->lemma != r->lemma) break;
    if (m->category == category && m->mode < N_MODES) found |= (uint64_t)1 << m->mode;
  }
  return found;
}

/* The modes that the words beside candidate `i` give the event it stands for. */
static uint64_t modes_around(const event_context *c, const event_doc *ed, uint32_t i) {
  const event *e = &ed->candidates.items[i];
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint64_t modes = 0;
  uint32_t from =
      e->trigger > s->first + WORDS_BEFORE ? e->trigger - WORDS_BEFORE : s->first;
  for (uint32_t w = from; w < s->first + s->n && w <= e->trigger_last + WORDS_BEHIND;
       w++) {
    const reading *r = event_reading(c, w);
    if (!morph_has(c->doc, w) || !r->entry->mode_words) continue;
    uint64_t found = modes_of_word(c, w, e->category);
    if (found && owns(c, ed, i, w)) modes |= found;
  }
  return modes;
}

/* What candidate `i` brings to the event it stands for: means alone, where it only says
 * what came of the act. */
static uint64_t modes_lent(const event_context *c, const event *own, const event *to) {
  uint64_t modes = model_frame(c->model, own->frame)->modes;
  return own == to ? modes : modes & MEANS;
}

/* «the attack», «this crime»: told before, without saying how. */
static bool tells_again(const event_context *c, const event *e) {
  return event_definite(c, e) && !e->modes && !event_two_sided(c, e);
}

/* Do both name who acts or who suffers, and are these others? */
static bool apart(const event *a, const event *b) {
  return (a->n_actors && b->n_actors &&
          !parties_share(a->actors, a->n_actors, b->actors, b->n_actors)) ||
         (a->n_recipients && b->n_recipients &&
          !parties_share(a->recipients, a->n_recipients, b->recipients, b->n_recipients));
}

#define SENTENCES_BACK 3 /* how far «the attack» may be from the one before */

static void modes_told_before(const event_context *c, event_doc *ed) {
  const event *last = NULL;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    bool harm = event_lemma(c, e->trigger)->first_toll != 0;
    if (!e->kept || e->category != CATEGORY_ASSAULT || (harm && !(e->modes & MEANS)))
      continue;
    bool again = tells_again(c, e);
    if (again && last && last->sentence < e->sentence &&
        last->sentence + SENTENCES_BACK >= e->sentence && e->status == last->status &&
        !apart(last, e))
      e->modes = last->modes & MEANS;
    if (e->modes & MEANS || !again) last = e;
  }
}

/* Of what words and frames say, what rivals leave (M3): a kidnapping has no means, poison
 * gas is no tear gas and a stun grenade no bomb; what is set on fire is not shot at. */
static uint64_t without_rivals(uint64_t modes, uint64_t own) {
  if (own & MODE_MASK(ABDUCT)) modes &= ~MEANS | own;
  if (own & MODE_MASK(DESTROY)) modes &= ~MODE_MASK(FIREARMS);
  if (modes & MODE_MASK(UNCONVENTIONAL)) modes &= ~MODE_MASK(CROWD_CONTROL) | own;
  if (modes & MODE_MASK(CROWD_CONTROL)) modes &= ~MODE_MASK(EXPLOSIVES) | own;
  return modes;
}

/* Force short of harm is of one mode, the trigger's own before those of words; forces on
 * the move are police where they are said to be. A sanction has its trigger's alone. */
static uint64_t one_mode(const event *e, uint64_t own, uint64_t around) {
  const uint64_t troops = MODE_MASK(TROOPS);
  if (e->category == CATEGORY_SANCTION) return own;
  if (e->category != CATEGORY_MOBILIZE || own != troops) return own ? own : around;
  if (e->n_actors && e->actors[0].sector == code3("COP")) return MODE_MASK(POLICE);
  if (around & MODE_MASK(MILITIA)) return own | MODE_MASK(MILITIA);
  bool other = around && !(around & troops) && !(around & (around - 1));
  return other ? around : own;
}

void modes_settle(const event_context *c, event_doc *ed) {
  event *items = ed->candidates.items;
  for (uint32_t i = 0; i < ed->candidates.n; i++)
    if (items[i].kept && items[i].category == event_told_as(c, &items[i]))
      items[i].modes = 0;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *own = &items[i], *e = &items[root_of(ed, i)];
    if (e->kept && own->category == e->category && own->category == event_told_as(c, own))
      e->modes |= (own == e ? 0 : modes_lent(c, own, e)) | modes_around(c, ed, i);
  }
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &items[i];
    uint64_t own = model_frame(c->model, e->frame)->modes;
    if (!e->kept || e->category != event_told_as(c, e)) continue;
    bool single = e->category == CATEGORY_COERCE || e->category == CATEGORY_SANCTION ||
                  e->category == CATEGORY_MOBILIZE;
    e->modes = single ? one_mode(e, own, e->modes) : without_rivals(e->modes | own, own);
  }
  modes_told_before(c, ed);
}
