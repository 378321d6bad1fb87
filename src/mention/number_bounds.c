/* number_bounds.c - «more than», «at least», «between … and»: bounds in every order,
 * composed of single words.
 *
 * Before a number stand, from right to left in the direction of reading back: a
 * preposition (min, an, ala, ila), the word «their number», the bound word, a negation,
 * the relative ma. Negated «less» is at least, negated «more» is up to.
 */
#include "mention/number_context.h"

static unsigned bound_word(const morph_doc *doc, uint32_t t, word_view *v) {
  return view_quantity(doc, t, KIND_SET(QUANTITY_BOUND), 0, 0, v) ? (unsigned)v->value
                                                                  : BOUND_NONE;
}

static bool is_negation(const morph_doc *doc, uint32_t t) {
  return view_tag(doc, t, TAG_NEG_LA, PROCLITICS_JOIN) ||
         view_tag(doc, t, TAG_NEG_LAM, PROCLITICS_JOIN) ||
         view_tag(doc, t, TAG_NEG_LAN, PROCLITICS_JOIN) ||
         view_tag(doc, t, TAG_NEG_LAYSA, PROCLITICS_JOIN);
}

static bool is_relative(const morph_doc *doc, uint32_t t) {
  return view_tag(doc, t, TAG_REL_MA, PROCLITICS_NOUN) ||
         view_tag(doc, t, TAG_NEG_MA, PROCLITICS_NOUN);
}

static bool is_count_word(const morph_doc *doc, uint32_t t) {
  word_view v;
  return view_quantity(doc, t, KIND_SET(QUANTITY_BOUND) | VIEW_SUFFIX, 0, 0, &v) &&
         v.value == BOUND_COUNT;
}

/* «la» written together with its verb, and «ma» with both: «layaqill», «malayaqill». */
static bool joined_negation(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(word_fold(view_token(doc, t)->key), letters), at = 0;
  if (n > 6 &&
      (letters[0] == LETTER_WAW || letters[0] == LETTER_FEH || letters[0] == LETTER_BEH ||
       letters[0] == LETTER_LAM) &&
      letters[1] == LETTER_MEEM)
    at++;
  if (n > at + 6 && letters[at] == LETTER_MEEM && letters[at + 1] == LETTER_ALEF) at += 2;
  return n > at + 4 && letters[at] == LETTER_LAM && letters[at + 1] == LETTER_ALEF &&
         (letters[at + 2] == LETTER_YEH || letters[at + 2] == LETTER_TEH);
}

enum link { LINK_NONE, LINK_MIN, LINK_AN, LINK_ILA, LINK_FI };

static enum link link_of(const morph_doc *doc, uint32_t t) {
  const word_info *w = doc->words[t];
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *r = &w->readings[i];
    if (r->enclitic || (r->proclitics & ~(unsigned)PROCLITICS_JOIN)) continue;
    switch (r->entry->tag) {
      case TAG_PREP_MIN: return LINK_MIN;
      case TAG_PREP_AN:
      case TAG_PREP_ALA: return LINK_AN;
      case TAG_PREP_ILA: return LINK_ILA;
      case TAG_PREP_FI: return LINK_FI;
      default: break;
    }
  }
  return LINK_NONE;
}

/* The bound that word `b` (with `link` after it) sets; `negated`, `relative`: what stands
 * before it. */
static enum bound bound_of(unsigned b, const word_view *v, enum link link, bool negated,
                           bool relative, const number_core *c, bool after_ala) {
  switch (b) {
    case BOUND_MORE:
      if (link == LINK_ILA || (link == LINK_NONE && (c->proclitics & PROCLITIC_BI)))
        return FIGURE_EXACT;
      return negated ? FIGURE_UPTO : FIGURE_MORE;
    case BOUND_LESS:
      if (after_ala && (v->proclitics & PROCLITIC_AL)) return FIGURE_AT_LEAST;
      if (link == LINK_ILA ||
          (v->proclitics & (PROCLITIC_AL | PROCLITIC_BI) && link == LINK_NONE))
        return FIGURE_EXACT;
      return negated ? FIGURE_AT_LEAST : FIGURE_LESS;
    case BOUND_ABOUT:
      return link == LINK_ILA || link == LINK_FI ? FIGURE_EXACT : FIGURE_ABOUT;
    case BOUND_UPTO:
      if (link == LINK_ILA) return relative ? FIGURE_UPTO : FIGURE_EXACT;
      return link == LINK_NONE && v->n_prefix == 0 && !relative ? FIGURE_UPTO
                                                                : FIGURE_EXACT;
    default: return FIGURE_EXACT;
  }
}

enum bound bound_before(const morph_doc *doc, const number_core *c, uint32_t floor,
                        uint32_t *first) {
  uint32_t p = c->first;
  word_view v;
  if (p <= floor) return FIGURE_EXACT;
  enum link link = link_of(doc, p - 1);
  if (link != LINK_NONE && link != LINK_FI)
    p--;
  else
    link = LINK_NONE;
  if (p > floor && is_count_word(doc, p - 1)) p--;
  if (p <= floor) return FIGURE_EXACT;
  unsigned b = bound_word(doc, p - 1, &v);
  if (b == BOUND_NONE || b == BOUND_COUNT) return FIGURE_EXACT;
  p--;
  bool after_ala = p > floor && view_tag(doc, p - 1, TAG_PREP_ALA, PROCLITICS_JOIN);
  bool negated = (p > floor && is_negation(doc, p - 1)) || joined_negation(doc, p);
  uint32_t q = negated && !joined_negation(doc, p) ? p - 1 : p;
  bool relative = q > floor && is_relative(doc, q - 1);
  /* «la»: the no of «no more than» written apart from ma, or one spelling of both. */
  enum bound bound = bound_of(b, &v, link, negated, relative, c, after_ala);
  if (bound == FIGURE_EXACT) return bound;
  if (bound == FIGURE_UPTO && b == BOUND_UPTO && link == LINK_NONE &&
      c->flags & NUMBER_VAGUE)
    return FIGURE_EXACT;
  *first = relative                                            ? q - 1
           : after_ala && bound == FIGURE_AT_LEAST && !negated ? p - 1
                                                               : q;
  return bound;
}

/* «at least», «at most», «or more», «at a minimum» at `t`; *last is set past it. */
static enum bound bound_after_at(const morph_doc *doc, uint32_t t, uint32_t limit,
                                 uint32_t *last) {
  word_view v;
  unsigned b = bound_word(doc, t, &v);
  *last = t + 1;
  bool of = t + 1 < limit && view_tag(doc, t + 1, TAG_PREP_MIN,
                                      0); /* «and more than» goes with what follows */
  if (b == BOUND_MORE && (v.proclitics & PROCLITICS_JOIN) &&
      !(v.proclitics & PROCLITIC_AL) && !of)
    return FIGURE_AT_LEAST;
  if (b == BOUND_ABOUT_AFTER) return FIGURE_ABOUT;
  if (b == BOUND_ODD && (v.proclitics & PROCLITIC_WA)) return FIGURE_ODD;
  if (t + 1 >= limit) return FIGURE_EXACT;
  unsigned next = bound_word(doc, t + 1, &v);
  if (next == BOUND_NONE) return FIGURE_EXACT;
  *last = t + 2;
  if (view_tag(doc, t, TAG_PREP_ALA, PROCLITICS_JOIN) && (v.proclitics & PROCLITIC_AL))
    return next == BOUND_LESS   ? FIGURE_AT_LEAST
           : next == BOUND_MORE ? FIGURE_UPTO
                                : FIGURE_EXACT;
  if (view_tag(doc, t, TAG_CONJ_OR, 0) && next == BOUND_MORE && !v.proclitics)
    return FIGURE_AT_LEAST;
  if (view_nominal(doc, t) && (morph_at(doc, t)->proclitics & PROCLITIC_KA))
    return next == BOUND_LEAST  ? FIGURE_AT_LEAST
           : next == BOUND_UPTO ? FIGURE_UPTO
                                : FIGURE_EXACT;
  return FIGURE_EXACT;
}

enum bound bound_after(const morph_doc *doc, uint32_t noun, uint32_t limit,
                       uint32_t *last) {
  uint32_t t = *last, end = 0;
  for (unsigned skipped = 0; t < limit && skipped < 5; t++, skipped++) {
    if (!view_is_word(doc, t)) break;
    enum bound bound = bound_after_at(doc, t, limit, &end);
    if (bound != FIGURE_EXACT) {
      *last = end;
      return bound;
    }
    if (noun == MODEL_NONE || (t > noun && !view_nominal(doc, t))) break;
    if (t > noun &&
        (morph_at(doc, t)->proclitics & (PROCLITICS_JOIN | PROCLITIC_BI | PROCLITIC_LI)))
      break;
  }
  return FIGURE_EXACT;
}

bool number_at_least_behind(const morph_doc *doc, uint32_t t, uint32_t limit,
                            uint32_t *last) {
  return t + 1 < limit && view_is_word(doc, t) &&
         bound_after_at(doc, t, limit, last) == FIGURE_AT_LEAST;
}

bool number_exceeded(const morph_doc *doc, uint32_t t) {
  word_view v;
  return view_is_word(doc, t) && bound_word(doc, t, &v) == BOUND_MORE;
}

bool number_count_word(const morph_doc *doc, uint32_t t) {
  return is_count_word(doc, t);
}

bool number_of_them(const morph_doc *doc, uint32_t t) {
  return is_count_word(doc, t) && morph_has(doc, t) && morph_at(doc, t)->enclitic != 0;
}

void bound_apply(enum bound bound, number *n) {
  switch (bound) {
    case FIGURE_MORE:
      n->low = n->value + 1;
      n->high = -1;
      break;
    case FIGURE_LESS:
      n->low = 0;
      n->high = n->high > 0 ? n->high - 1 : 0;
      break;
    case FIGURE_ABOUT: n->flags |= NUMBER_APPROX; break;
    case FIGURE_UPTO: n->low = 0; break;
    case FIGURE_AT_LEAST: n->high = -1; break;
    case FIGURE_ODD:
      n->low = n->value + 1;
      n->high = n->value + 9;
      break;
    case FIGURE_EXACT: break;
  }
}

/* True where the sentence says before `t` that a figure moved: «rose from 12 to 20» is no
 * range. */
static bool is_change(const morph_doc *doc, uint32_t t, uint32_t floor) {
  word_view v;
  for (unsigned i = 0; i < 8 && t > floor; i++) {
    t--;
    if (!view_is_word(doc, t)) continue;
    if (bound_word(doc, t, &v) == BOUND_CHANGE) return true;
  }
  return false;
}

/* «twenty and thirty thousand»: the scale of the second is the first one's too. */
static void share_scale(number_core *c, const number_core *to) {
  if (to->scale > 1 && c->scale == 1 && c->value < 1000 &&
      c->value <= to->value / to->scale) {
    c->value *= to->scale;
    c->high = c->value;
  }
}

/* Splits «five and twenty», read as 25, into the two ends of «between five and twenty».
 */
static bool split_core(const morph_doc *doc, number_core *c, uint32_t limit,
                       number_core *to) {
  if (!c->split || !number_core_read(doc, c->split, limit, PROCLITIC_WA, to))
    return false;
  share_scale(c, to);
  if (to->last != c->last || to->value <= c->before_split) return false;
  c->value = c->high = c->before_split;
  c->last = c->split;
  c->scale = 1;
  share_scale(c, to);
  return true;
}

static bool range_end(const morph_doc *doc, uint32_t p, uint32_t limit, unsigned need,
                      number_core *c, number_core *to) {
  if (p >= limit || !number_core_read(doc, p, limit, need, to)) return false;
  share_scale(c, to);
  return to->value > c->value;
}

bool range_read(const morph_doc *doc, number_core *c, uint32_t floor, uint32_t noun,
                uint32_t limit, uint32_t *first, number_core *to) {
  uint32_t p = c->last;
  bool between =
      c->first > floor && view_tag(doc, c->first - 1, TAG_PREP_BAYN, PROCLITICS_JOIN);
  if (between) {
    bool found = range_end(doc, p, limit, PROCLITIC_WA, c, to) ||
                 (noun == p && range_end(doc, p + 1, limit, PROCLITIC_WA, c, to)) ||
                 (p < limit && view_tag(doc, p, TAG_PREP_ILA, PROCLITIC_WA) &&
                  range_end(doc, p + 1, limit, 0, c, to)) ||
                 split_core(doc, c, limit, to);
    if (found) *first = c->first - 1;
    return found;
  }
  if (p < limit && view_mark(doc, p, limit) == '-' && p + 1 < limit &&
      view_token(doc, p + 1)->kind == TOKEN_NUMBER)
    return range_end(doc, p + 1, limit, 0, c, to);
  if (noun == p && p + 1 < limit && !view_tag(doc, p, TAG_PREP_ILA, 0)) p++;
  if (p + 1 >= limit) return false;
  bool from =
      c->first > floor && view_tag(doc, c->first - 1, TAG_PREP_MIN, PROCLITICS_JOIN);
  if (view_tag(doc, p, TAG_PREP_ILA, 0) ||
      (from && view_tag(doc, p, TAG_PREP_HATTA, 0))) {
    if (is_change(doc, c->first, floor) || !range_end(doc, p + 1, limit, 0, c, to))
      return false;
    if (from) *first = c->first - 1;
    return true;
  }
  return view_tag(doc, p, TAG_CONJ_OR, 0) && range_end(doc, p + 1, limit, 0, c, to) &&
         to->value <= 2 * c->value + 1;
}
