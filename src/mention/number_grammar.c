/* number_grammar.c - from elements (a token or a clitic and a token) over chunks and
 * groups to a value. */
#include "mention/number_grammar.h"

#define CARDINALS                                                                \
  (KIND_SET(QUANTITY_UNIT) | KIND_SET(QUANTITY_TEEN) | KIND_SET(QUANTITY_TENS) | \
   KIND_SET(QUANTITY_HUNDRED) | KIND_SET(QUANTITY_SCALE) | KIND_SET(QUANTITY_FRACTION))
/* Beside the kinds of quantity: digits. */
#define ELEMENT_DIGITS 30
#define MAX_VALUE INT64_C(1000000000000000)

typedef struct element {
  uint32_t first, last;
  uint8_t kind, n_prefix;
  uint16_t proclitics;
  int64_t value;
  double exact;
  bool decimals;
} element;

/* Places of a chunk that are taken. */
enum { PLACE_UNITS = 1, PLACE_TENS = 2, PLACE_HUNDREDS = 4, PLACE_ALL = 7 };

typedef struct chunk {
  uint32_t last;
  int64_t value;
  double exact;
  unsigned places;
  bool decimals, digits, fraction;
} chunk;

typedef struct group {
  uint32_t last;
  int64_t value, scale; /* scale 1: below a thousand */
  bool decimals, words;
} group;

static bool element_digits(const morph_doc *doc, uint32_t t, element *e) {
  const token *k = view_token(doc, t);
  if (k->kind != TOKEN_NUMBER ||
      !text_number_value(doc->text, k, &e->value, &e->exact, &e->decimals))
    return false;
  e->kind = ELEMENT_DIGITS;
  return true;
}

/* The element at `t`: proclitics hold all of `need` and none of `bar`. */
static bool element_at(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t kinds,
                       unsigned need, unsigned bar, element *e) {
  if (t >= limit) return false;
  memset(e, 0, sizeof *e);
  e->first = t;
  e->last = t + 1;
  word_view v;
  uint32_t fraction =
      kinds &
      KIND_SET(
          QUANTITY_FRACTION); /* khums and khams look the same: five before a fifth */
  if (!need && element_digits(doc, t, e)) return true;
  if (view_quantity(doc, t, kinds & ~fraction, need, bar, &v) ||
      (fraction && view_quantity(doc, t, fraction, need, bar, &v))) {
    e->kind = v.kind;
    e->value = v.value;
    e->proclitics = v.proclitics;
    e->n_prefix = v.n_prefix;
    return true;
  }
  unsigned clitics = view_clitics(doc, t);
  if (!clitics || (clitics & bar) ||
      (clitics & need) != (need & (PROCLITICS_JOIN | clitics)))
    return false;
  if (t + 1 >= limit ||
      !(view_joined(doc, t + 1) || (view_token(doc, t)->flags & TOKEN_ELONGATED) ||
        clitics == PROCLITIC_WA || (clitics & PROCLITIC_AL)))
    return false;
  if (!element_digits(doc, t + 1, e)) {
    if (!view_quantity(doc, t + 1, kinds, need & ~clitics, bar, &v)) return false;
    e->kind = v.kind;
    e->value = v.value;
    clitics |= v.proclitics;
  }
  e->last = t + 2;
  e->proclitics = (uint16_t)clitics;
  return true;
}

/* A word of `kinds` that follows without wa: the article is welcome. */
static bool follows(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t kinds,
                    unsigned bar, element *e) {
  return element_at(doc, t, limit, kinds, 0,
                    bar | (PROCLITICS_NOUN & ~(unsigned)PROCLITIC_AL), e) &&
         e->kind != ELEMENT_DIGITS;
}

static unsigned places_of(const element *e) {
  switch (e->kind) {
    case QUANTITY_UNIT: return e->value == 10 ? PLACE_UNITS | PLACE_TENS : PLACE_UNITS;
    case QUANTITY_TEEN: return PLACE_UNITS | PLACE_TENS;
    case QUANTITY_TENS: return PLACE_TENS;
    case QUANTITY_HUNDRED: return PLACE_HUNDREDS;
    default: return PLACE_ALL;
  }
}

/* Adds `e` and what belongs to it without wa (the ten of eleven, the hundred of three
 * hundred) to the chunk. */
static bool chunk_add(const morph_doc *doc, const element *e, uint32_t limit, chunk *c) {
  unsigned places = places_of(e);
  if (e->kind == ELEMENT_DIGITS && c->places) places = PLACE_UNITS | PLACE_TENS;
  int64_t value = e->value;
  uint32_t last = e->last;
  element f;
  if (e->kind == QUANTITY_UNIT && value >= 1 && value <= 9) {
    if (follows(doc, last, limit, KIND_SET(QUANTITY_UNIT), PROCLITIC_AL, &f) &&
        f.value == 10) {
      places = PLACE_UNITS | PLACE_TENS;
      value += 10;
      last = f.last;
    } else if (value >= 3 &&
               follows(doc, last, limit, KIND_SET(QUANTITY_HUNDRED), 0, &f) &&
               f.value == 100) {
      places = PLACE_HUNDREDS;
      value *= 100;
      last = f.last;
    }
  }
  /* Hundreds come first, units before tens. */
  unsigned barred = places | (places & PLACE_HUNDREDS ? PLACE_ALL : 0);
  if (places == PLACE_UNITS) barred |= PLACE_TENS;
  if (c->places & barred) return false;
  c->places |= places;
  c->value += value;
  c->digits = e->kind == ELEMENT_DIGITS && c->value == value;
  c->exact = c->digits ? e->exact : (double)c->value;
  c->decimals = e->decimals;
  c->fraction = e->kind == QUANTITY_FRACTION;
  c->last = last;
  return true;
}

/* A chunk whose first element is `e`. */
static bool chunk_read(const morph_doc *doc, const element *e, uint32_t limit, chunk *c,
                       number_core *core, int64_t before) {
  memset(c, 0, sizeof *c);
  if (e->kind == QUANTITY_SCALE || !chunk_add(doc, e, limit, c)) return false;
  unsigned article = e->proclitics & PROCLITIC_AL;
  while (c->places != PLACE_ALL && !c->fraction) {
    element f;
    int64_t value = c->value;
    /* «the three and the twenty» or «three and twenty», not mixed. */
    if (!element_at(doc, c->last, limit, CARDINALS & ~KIND_SET(QUANTITY_FRACTION),
                    PROCLITIC_WA | article,
                    PROCLITIC_FA | PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI |
                        (article ? 0u : (unsigned)PROCLITIC_AL),
                    &f))
      break;
    if (f.kind == QUANTITY_SCALE ||
        (f.kind == ELEMENT_DIGITS && !(c->places == PLACE_HUNDREDS && f.value < 100)))
      break;
    uint32_t split = f.first;
    if (!chunk_add(doc, &f, limit, c)) break;
    core->split = split;
    core->before_split = before + value;
  }
  return true;
}

static bool is_power(int64_t scale) {
  for (int64_t s = 1000; s <= INT64_C(1000000000000); s *= 1000)
    if (s == scale) return true;
  return false;
}

/* The scale words after a chunk: «twenty thousand», «a thousand million». */
static bool group_scale(const morph_doc *doc, uint32_t limit, const chunk *c, group *g) {
  element s;
  int64_t scale = 1;
  while (follows(doc, g->last, limit, KIND_SET(QUANTITY_SCALE), 0, &s) &&
         is_power(s.value)) {
    if (scale > MAX_VALUE / s.value) return false;
    scale *= s.value;
    g->last = s.last;
    g->words = true;
  }
  g->scale = scale;
  g->decimals = c->decimals && scale == 1;
  if (c->fraction) {
    if (scale == 1) return false;
    g->value = scale / c->value;
    return true;
  }
  if (c->exact > (double)MAX_VALUE / (double)scale) return false;
  g->value = c->decimals && scale > 1 ? (int64_t)(c->exact * (double)scale + 0.5)
                                      : c->value * scale;
  return true;
}

/* «alfa», «milyuna» right before what they count are duals that lost their noon: two
 * thousand. With tanwin, or before wa and min, they are one thousand in the accusative.
 */
static bool is_construct_dual(const morph_doc *doc, const element *e, uint32_t limit) {
  const token *k = view_token(doc, e->last - 1);
  if (word_last_letter(k->key) != LETTER_ALEF || (k->flags & TOKEN_TANWIN) ||
      e->last >= limit)
    return false;
  return view_nominal(doc, e->last) && !morph_at(doc, e->last)->proclitics &&
         !(e->proclitics & PROCLITIC_AL);
}

/* A group whose first element is `e`. */
static bool group_read(const morph_doc *doc, const element *e, uint32_t limit, group *g,
                       number_core *core, int64_t before) {
  chunk c = {0};
  g->words = e->kind != ELEMENT_DIGITS;
  if (e->kind == QUANTITY_SCALE) { /* «a thousand», «two million», «a thousand million» */
    bool dual = !is_power(e->value),
         construct = !dual && is_construct_dual(doc, e, limit);
    g->last = e->last;
    if (dual || construct) {
      g->value = construct ? 2 * e->value : e->value;
      g->scale = g->value / 2;
      g->decimals = false;
      return true;
    }
    c.value = e->value;
    c.exact = (double)e->value;
    if (!group_scale(doc, limit, &c, g)) return false;
    g->scale *= e->value;
    return true;
  }
  number_core kept = *core;
  if (!chunk_read(doc, e, limit, &c, core, before)) return false;
  g->last = c.last;
  if (!c.digits) g->words = true;
  if (!group_scale(doc, limit, &c, g)) return false;
  if (g->scale > 1) { /* the split inside the multiplier is none of the number's */
    core->split = kept.split;
    core->before_split = kept.before_split;
  }
  return true;
}

/* «and a half», «and half the million» after a scaled group. */
static void add_fraction(const morph_doc *doc, uint32_t limit, group *g, number_core *c) {
  element f, s;
  if (!element_at(doc, g->last, limit, KIND_SET(QUANTITY_FRACTION), PROCLITIC_WA,
                  PROCLITIC_AL, &f) ||
      f.kind != QUANTITY_FRACTION || f.value > 4)
    return;
  c->value += g->scale / f.value;
  c->single = false;
  c->scale = 0;
  g->last = f.last;
  if (follows(doc, g->last, limit, KIND_SET(QUANTITY_SCALE), 0, &s) &&
      s.value == g->scale)
    g->last = s.last;
}

bool number_core_read(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned need,
                      number_core *c) {
  memset(c, 0, sizeof *c);
  element e;
  group g = {0};
  if (!element_at(doc, t, limit, CARDINALS, need, 0, &e) ||
      !group_read(doc, &e, limit, &g, c, 0))
    return false;
  c->first = t;
  c->value = g.value;
  c->proclitics = e.proclitics;
  c->n_prefix = e.n_prefix;
  c->single = g.last == e.last;
  c->scale = g.scale;
  bool words = g.words, decimals = g.decimals;
  uint32_t last = g.last;
  while (g.scale > 1) {
    element f;
    number_core kept = *c;
    group next = {0};
    if (!element_at(doc, last, limit, CARDINALS & ~KIND_SET(QUANTITY_FRACTION),
                    PROCLITIC_WA,
                    PROCLITIC_FA | PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI, &f) ||
        !group_read(doc, &f, limit, &next, c, c->value) || next.value >= g.scale) {
      *c = kept;
      add_fraction(doc, limit, &g, c);
      last = g.last;
      break;
    }
    if (c->split == kept.split) {
      c->split = f.first;
      c->before_split = c->value;
    }
    c->value += next.value;
    words |= next.words;
    g = next;
    last = next.last;
    c->single = false;
    c->scale = 0;
  }
  c->last = last;
  c->high = c->value;
  c->flags = (words ? NUMBER_WORDS : 0u) | (decimals ? NUMBER_DECIMAL : 0u) |
             (c->proclitics & PROCLITIC_AL ? NUMBER_ARTICLE : 0u);
  return c->value <= MAX_VALUE;
}

bool number_ordinal_read(const morph_doc *doc, uint32_t t, uint32_t limit,
                         number_core *c) {
  element f;
  word_view v;
  if (t >= limit || !view_quantity(doc, t, KIND_SET(QUANTITY_ORDINAL), 0, 0, &v))
    return false;
  memset(c, 0, sizeof *c);
  c->first = t;
  c->last = t + 1;
  c->value = v.value;
  c->proclitics = v.proclitics;
  c->n_prefix = v.n_prefix;
  unsigned article = v.proclitics & PROCLITIC_AL;
  if (v.value < 10 &&
      follows(doc, c->last, limit, KIND_SET(QUANTITY_UNIT), PROCLITIC_AL, &f) &&
      f.value == 10) {
    c->value += 10;
    c->last = f.last;
  } else if (v.value < 10 &&
             element_at(doc, c->last, limit, KIND_SET(QUANTITY_TENS),
                        PROCLITIC_WA | article,
                        PROCLITIC_FA | PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI, &f)) {
    c->value += f.value;
    c->last = f.last;
  }
  c->high = c->value;
  c->flags = NUMBER_WORDS | NUMBER_ORDINAL | (article ? NUMBER_ARTICLE : 0u);
  return true;
}

/* Bounds of the codebook's table for a vague word: `few` with «several» or «a few» before
 * it. */
static bool vague_bounds(int64_t vague, bool few, int64_t *low, int64_t *high) {
  int64_t unit = vague == VAGUE_TENS        ? 10
                 : vague == VAGUE_HUNDREDS  ? 100
                 : vague == VAGUE_THOUSANDS ? 1000
                 : vague == VAGUE_MILLIONS  ? 1000000
                                            : 0;
  if (!unit) return false;
  *low = (few ? 3 : 2) * unit;
  *high = unit == 10 ? 99 : 10 * unit - 1;
  return true;
}

/* «dozens», «hundreds of thousands», «a few hundred» at `t`. */
static bool vague_plural(const morph_doc *doc, uint32_t t, uint32_t limit, bool few,
                         unsigned bar, number_core *c) {
  word_view v;
  element s;
  int64_t low, high;
  if (t >= limit || !view_quantity(doc, t, KIND_SET(QUANTITY_VAGUE), 0, bar, &v) ||
      !vague_bounds(v.value, few, &low, &high))
    return false;
  if (!few) {
    c->proclitics = v.proclitics;
    c->n_prefix = v.n_prefix;
  }
  c->last = t + 1;
  if (v.value != VAGUE_MILLIONS &&
      follows(doc, c->last, limit, KIND_SET(QUANTITY_SCALE), 0, &s) &&
      is_power(s.value) && s.value <= 1000000000) {
    low *= s.value;
    high = (high + 1) * s.value - 1;
    c->last = s.last;
  }
  c->value = low;
  c->high = high;
  return true;
}

/* «of them» at `t`, of people: with the pronoun of the plural or of two. */
static bool of_plural(const morph_doc *doc, uint32_t t, uint32_t limit) {
  if (t >= limit || !view_is_word(doc, t)) return false;
  const word_info *w = doc->words[t];
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *r = &w->readings[i];
    if (r->entry->tag == TAG_PREP_MIN && !r->proclitics &&
        (r->enclitic == ENCLITIC_HUM || r->enclitic == ENCLITIC_HUNNA ||
         r->enclitic == ENCLITIC_HUMA))
      return true;
  }
  return false;
}

/* «a number of», «many of»: the word, an adjective perhaps, and min; «the many of»
 * without one; «another number». */
static bool number_of(const morph_doc *doc, uint32_t t, uint32_t limit, number_core *c) {
  word_view v;
  if (!view_quantity(doc, t, KIND_SET(QUANTITY_BOUND), 0, 0, &v) || v.value != 7)
    return false;
  uint32_t p = t + 1;
  if (p < limit && !(v.proclitics & PROCLITIC_AL) && !view_tag(doc, p, TAG_PREP_MIN, 0) &&
      (view_nominal(doc, p) || view_tag(doc, p, TAG_NEG_GHAYR, 0)) &&
      !morph_at(doc, p)->proclitics)
    p += view_tag(doc, p, TAG_NEG_GHAYR, 0) ? 2u : 1u; /* «a number not small» */
  bool of_whom = t + 1 < limit && view_tag(doc, t + 1, TAG_REL_MAN, 0) &&
                 !view_tag(doc, t + 1, TAG_PREP_MIN, 0); /* «many of those who» */
  bool others = t + 1 < limit && view_tag(doc, t + 1, TAG_DET_OTHER, 0);
  bool of_them = !others && !of_whom && of_plural(doc, p, limit);
  if (!others && !of_whom && !of_them &&
      (p >= limit || !view_tag(doc, p, TAG_PREP_MIN, 0)))
    return false;
  c->proclitics = v.proclitics;
  c->n_prefix = v.n_prefix;
  c->last = others ? t + 2 : of_whom ? t + 1 : of_them ? p : p + 1;
  c->value = 3;
  c->high = -1;
  return true;
}

bool number_vague_read(const morph_doc *doc, uint32_t t, uint32_t limit, number_core *c) {
  if (!(doc->marks[t] & WORD_MAY_QUANTITY)) return false;
  memset(c, 0, sizeof *c);
  c->first = t;
  c->flags = NUMBER_WORDS | NUMBER_VAGUE;
  word_view v;
  element ten;
  if (number_of(doc, t, limit, c) || vague_plural(doc, t, limit, false, 0, c))
    return true;
  if (!view_quantity(doc, t, KIND_SET(QUANTITY_VAGUE), 0, 0, &v)) return false;
  if (v.proclitics & PROCLITIC_BI && morph_has(doc, t) &&
      morph_tag(doc, t) == TAG_PREP_BAAD)
    return false; /* «after it», not «in several» with its last dots left out */
  c->proclitics = v.proclitics;
  c->n_prefix = v.n_prefix;
  c->last = t + 1;
  c->value = v.value == VAGUE_SOME ? 2 : 3;
  c->high = -1;
  if (v.value == VAGUE_SOME) return true;
  if (v.value != VAGUE_SEVERAL) return false;
  if (vague_plural(doc, t + 1, limit, true, PROCLITICS_NOUN & ~(unsigned)PROCLITIC_AL, c))
    return true;
  if (follows(doc, t + 1, limit, KIND_SET(QUANTITY_UNIT), PROCLITIC_AL, &ten) &&
      ten.value == 10) {
    c->last = ten.last;
    c->value = 13;
    c->high = 19;
  }
  return true;
}
