/* cut.c - a word is cut into proclitics, stem and suffix pronoun in every way the grammar
 * allows; a cut counts if the dictionary has the stem.
 */
#include "morph/analysis.h"

/* Costs of clitics, in points of reading.score. */
enum {
  COST_WA = 3,
  COST_FA = 9,
  COST_BI = 5,
  COST_KA = 16,
  COST_LI = 5,
  COST_SA = 2,
  COST_A = 30,
  COST_ENCLITIC = 6,
  /* beside that: the letter ends more adjectives and duals than it says «my», and behind
   * wa still more (the heir, guardian: wali) */
  COST_MINE = 14,
  COST_AND_MINE = 8,
  COST_SHORT_STEM = 12,
  COST_FOLDED = 6,
  COST_MISSPELT = 25,
  COST_NAME_ARTICLE = 4,
  COST_BARE_NAME = 24,       /* the article before a name that has none: an adjective */
  COST_ARTICLE_MISSING = 18, /* a Saudi (woman), not the country */
  COST_FA_PREP = 20,         /* «fatahat» opened rather than «so under» */
  COST_LI_PERFECT = 16,      /* la-qala: the answer of law */
  COST_JOINED = 20           /* ma and la without the space behind them */
};

static int clitic_cost(unsigned proclitics, unsigned enclitic, unsigned stem) {
  int cost = 0;
  if (proclitics & PROCLITIC_WA) cost += COST_WA;
  if (proclitics & PROCLITIC_FA) cost += COST_FA;
  if (proclitics & PROCLITIC_BI) cost += COST_BI;
  if (proclitics & PROCLITIC_KA) cost += COST_KA;
  if (proclitics & PROCLITIC_LI) cost += COST_LI;
  if (proclitics & PROCLITIC_SA) cost += COST_SA;
  if (proclitics & PROCLITIC_A) cost += COST_A;
  if (proclitics & PROCLITICS_JOINED) cost += COST_JOINED;
  if (enclitic) cost += COST_ENCLITIC;
  if (enclitic == ENCLITIC_YA)
    cost += COST_MINE + (proclitics & PROCLITIC_WA ? COST_AND_MINE : 0);
  if ((proclitics || enclitic) && stem == 2) cost += COST_SHORT_STEM;
  return cost;
}

/* May it bear the article and the prepositions that are clitics? */
static bool nominal(unsigned pos) {
  return pos_is_nominal(pos) || pos == POS_NUM || pos == POS_TIME;
}

static bool joined_fits(unsigned proclitics, uint32_t features) {
  unsigned pos = FEATURE_POS(features);
  if (proclitics & PROCLITIC_YA) return nominal(pos);
  return pos == POS_VERB || (proclitics & PROCLITIC_MA && pos == POS_PREP) ||
         (pos == POS_PRON && proclitics & PROCLITIC_MA) || pos == POS_NOUN;
}

static bool proclitics_fit(unsigned proclitics, uint32_t features) {
  unsigned pos = FEATURE_POS(features);
  bool verb = pos == POS_VERB, noun = nominal(pos);
  if (proclitics & PROCLITICS_JOINED) return joined_fits(proclitics, features);
  if (proclitics & PROCLITIC_AL) return noun && !(features & FEATURE_CONSTRUCT);
  if (proclitics & PROCLITIC_SA)
    return verb && FEATURE_ASPECT(features) == 2 && FEATURE_MOOD(features) != 2;
  if (proclitics & (PROCLITIC_BI | PROCLITIC_KA))
    return noun || pos == POS_DEM || pos == POS_REL || pos == POS_PRON ||
           (pos == POS_PREP && !(proclitics & PROCLITIC_KA)) || pos == POS_SUB;
  if (proclitics & PROCLITIC_LI)
    return noun || (verb && FEATURE_ASPECT(features) != 3) || pos == POS_DEM ||
           pos == POS_REL || pos == POS_SUB || pos == POS_PRON;
  if (proclitics & PROCLITIC_A) return verb || pos == POS_PART || pos == POS_PRON;
  return true;
}

/* «Other than» is a noun of old: in, like and for stand before it. */
static bool old_noun_fits(const rasid_model *m, unsigned proclitics, reading_record d) {
  return model_lemma(m, d.lemma)->tag == TAG_NEG_GHAYR &&
         proclitics & (PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI) &&
         !(proclitics & (PROCLITIC_AL | PROCLITIC_SA | PROCLITIC_A | PROCLITICS_JOINED));
}

static bool enclitic_fits(unsigned enclitic, uint32_t features, unsigned fold_bits,
                          unsigned last) {
  unsigned pos = FEATURE_POS(features);
  if (!enclitic) return !(features & FEATURE_PRESUFFIX);
  if (fold_bits >> 2 && !(features & FEATURE_PRESUFFIX))
    return false; /* ends in teh marbuta or alef maksura */
  if (pos == POS_VERB) return enclitic != ENCLITIC_YA && FEATURE_ASPECT(features) != 0;
  if (enclitic == ENCLITIC_NI) return pos == POS_SUB;
  if (pos == POS_NOUN || pos == POS_MASDAR || pos == POS_PART_ACT ||
      pos == POS_PART_PASS || pos == POS_ADJ) {
    unsigned number = FEATURE_NUMBER(features);
    bool long_ending = number == 2 || (number == 3 && last == LETTER_NOON &&
                                       !(features & FEATURE_BROKEN));
    bool tanwin = FEATURE_CASE(features) == 2 && last == LETTER_ALEF &&
                  !(features & (FEATURE_CONSTRUCT | FEATURE_PRESUFFIX));
    return !tanwin && (!long_ending || (features & FEATURE_CONSTRUCT));
  }
  return pos == POS_PREP || pos == POS_SUB || pos == POS_NUM || pos == POS_PART ||
         pos == POS_PRON || pos == POS_INTERJ || pos == POS_ADV || pos == POS_CONJ;
}

static unsigned agreement_of(unsigned written, unsigned dictionary) {
  if (written == dictionary) return 2;
  unsigned first_w = written & 3u, first_d = dictionary & 3u, last_w = written >> 2 & 3u,
           last_d = dictionary >> 2 & 3u;
  bool first_ok = first_w == first_d || first_w == 0;
  bool last_ok =
      last_w == last_d || (last_w == 0 && last_d != 0) || (last_w == 1 && last_d == 0);
  return first_ok && last_ok ? 1 : 0;
}

/* The node that a first word leads to. */
static phrase_node first_node(const rasid_model *model, uint32_t symbol) {
  uint32_t node = model_find_edge(model, 0, symbol);
  if (node == MODEL_NONE) return (phrase_node){MODEL_NONE, 0, 0};
  const node_record *n = model_node(model, node);
  return (phrase_node){node, n->n_targets ? n->types : 0, n->follows};
}

void cut_add_symbol(analysis *a, uint32_t form, unsigned proclitics, unsigned n_prefix,
                    unsigned n_suffix) {
  unsigned flags = form_flags(model_form(a->model, form));
  if (!(flags & (FORM_STARTS_PHRASE | FORM_IN_PHRASE)) ||
      a->n_symbols == MORPH_MAX_READINGS)
    return;
  if (flags & FORM_STARTS_PHRASE) a->marks |= WORD_STARTS_PHRASE;
  word_symbol s = {.form = form,
                   .proclitics = (uint16_t)proclitics,
                   .n_prefix = (uint8_t)n_prefix,
                   .n_suffix = (uint8_t)n_suffix,
                   .any = {MODEL_NONE, 0, 0},
                   .article = {MODEL_NONE, 0, 0}};
  if (flags & FORM_STARTS_PHRASE) {
    s.any = first_node(a->model, form * 16 + SYMBOL_AL_ANY);
    s.article = first_node(
        a->model, form * 16 + (proclitics & PROCLITIC_AL ? SYMBOL_AL : SYMBOL_NO_AL));
  }
  a->symbols[a->n_symbols++] = s;
}

void cut_add_reading(analysis *a, reading r) {
  unsigned at = a->n_readings;
  for (unsigned i = 0; i < a->n_readings; i++) {
    reading *o = &a->readings[i];
    if (o->lemma == r.lemma && o->features == r.features &&
        o->proclitics == r.proclitics && o->enclitic == r.enclitic) {
      if (o->score >= r.score) return;
      *o = r;
      return;
    }
  }
  if (at == MORPH_MAX_READINGS) {
    unsigned worst = 0;
    for (unsigned i = 1; i < at; i++)
      if (a->readings[i].score < a->readings[worst].score) worst = i;
    if (a->readings[worst].score < r.score) a->readings[worst] = r;
    return;
  }
  a->readings[a->n_readings++] = r;
}

/* Is it the name of a country or place that is written without article («Suriya», whose
 * adjective is «al-suriyya»)? */
static bool named_bare(const rasid_model *model, uint32_t form) {
  return form_flags(model_form(model, form)) & FORM_STARTS_PHRASE &&
         model_find_edge(model, 0, form * 16 + SYMBOL_NO_AL) != MODEL_NONE &&
         model_find_edge(model, 0, form * 16 + SYMBOL_AL) == MODEL_NONE;
}

/* Is it the name of a country or place that always has the article («al-Suudiyya»)? */
static bool named_with_article(const rasid_model *model, uint32_t form) {
  return form_flags(model_form(model, form)) & FORM_STARTS_PHRASE &&
         model_find_edge(model, 0, form * 16 + SYMBOL_NO_AL) == MODEL_NONE &&
         model_find_edge(model, 0, form * 16 + SYMBOL_AL) != MODEL_NONE;
}

void cut_try(analysis *a, const cut *k) {
  word written = word_pack(k->stem, k->n);
  uint32_t form = model_find_form(a->model, word_fold(written));
  if (form == MODEL_NONE) return;
  unsigned bits = word_fold_bits(written), last = k->stem[k->n - 1];
  uint32_t first, n = model_form_readings(a->model, form, &first);
  int cost = k->cost + clitic_cost(k->proclitics, k->enclitic, k->n);
  bool any = false;
  for (uint32_t i = 0; i < n; i++) {
    const reading_record d = model_reading(a->model, first + i);
    unsigned pos = FEATURE_POS(d.features);
    if ((!proclitics_fit(k->proclitics, d.features) &&
         !old_noun_fits(a->model, k->proclitics, d)) ||
        !enclitic_fits(k->enclitic, d.features, d.fold_bits, last) ||
        (k->only && !(k->only >> pos & 1)))
      continue;
    if (k->enclitic && pos == POS_PART &&
        model_lemma(a->model, d.lemma)->tag == TAG_INTERROG)
      continue; /* «halaka» perished, not «whether you» */
    if (k->proclitics & (PROCLITIC_BI | PROCLITIC_KA) && pos == POS_PRON &&
        model_lemma(a->model, d.lemma)->tag == TAG_PRON)
      continue; /* «kanat» is no «like you» */
    unsigned agreement = k->cost >= COST_RESPELT ? 0 : agreement_of(bits, d.fold_bits);
    int score = d.prior - cost -
                (agreement == 2 || k->cost >= COST_RESPELT ? 0
                 : agreement == 1                          ? COST_FOLDED
                                                           : COST_MISSPELT);
    if (pos == POS_NAME && k->proclitics & PROCLITIC_AL)
      score -= named_bare(a->model, form) ? COST_BARE_NAME : COST_NAME_ARTICLE;
    if (pos == POS_NAME && !(k->proclitics & PROCLITIC_AL) &&
        named_with_article(a->model, form))
      score -= COST_ARTICLE_MISSING;
    if (pos == POS_NAME && k->enclitic) continue;
    if (pos == POS_PREP && k->proclitics & PROCLITIC_FA) score -= COST_FA_PREP;
    if (pos == POS_VERB && k->proclitics & PROCLITIC_LI &&
        FEATURE_ASPECT(d.features) == 1)
      score -= COST_LI_PERFECT;
    cut_add_reading(a, (reading){.form = form,
                                 .lemma = d.lemma,
                                 .features = d.features,
                                 .proclitics = (uint16_t)k->proclitics,
                                 .n_prefix = (uint8_t)k->n_prefix,
                                 .n_suffix = (uint8_t)k->n_suffix,
                                 .enclitic = (uint8_t)k->enclitic,
                                 .agreement = (uint8_t)agreement,
                                 .score = (int16_t)score});
    any = any || agreement;
  }
  if (any) cut_add_symbol(a, form, k->proclitics, k->n_prefix, k->n_suffix);
}

static void try_stem(analysis *a, unsigned proclitics, unsigned n_prefix,
                     unsigned enclitic, unsigned n_suffix) {
  unsigned stem = a->n - n_prefix - n_suffix;
  bool clitic_alone =
      stem == 1 && enclitic && /* bi-hi, la-hum */
      (a->letters[n_prefix] == LETTER_BEH || a->letters[n_prefix] == LETTER_LAM);
  if (stem < 2 && (n_prefix || n_suffix) && !clitic_alone) return;
  cut_try(a, &(cut){.proclitics = proclitics,
                    .n_prefix = n_prefix,
                    .enclitic = enclitic,
                    .n_suffix = n_suffix,
                    .stem = a->letters + n_prefix,
                    .n = stem,
                    .cost = a->cost});
}

/* Suffix pronouns by their letters; every one that the word may end in is tried. */
static void try_enclitics(analysis *a, unsigned proclitics, unsigned at) {
  static const struct {
    uint8_t n, letters[3], enclitic;
  } ENCLITICS[] = {{1, {LETTER_HEH, 0, 0}, ENCLITIC_HU},
                   {2, {LETTER_HEH, LETTER_ALEF, 0}, ENCLITIC_HA},
                   {2, {LETTER_HEH, LETTER_MEEM, 0}, ENCLITIC_HUM},
                   {2, {LETTER_HEH, LETTER_NOON, 0}, ENCLITIC_HUNNA},
                   {3, {LETTER_HEH, LETTER_MEEM, LETTER_ALEF}, ENCLITIC_HUMA},
                   {1, {LETTER_KAF, 0, 0}, ENCLITIC_KA},
                   {2, {LETTER_KAF, LETTER_MEEM, 0}, ENCLITIC_KUM},
                   {3, {LETTER_KAF, LETTER_MEEM, LETTER_ALEF}, ENCLITIC_KUMA},
                   {2, {LETTER_NOON, LETTER_ALEF, 0}, ENCLITIC_NA},
                   {2, {LETTER_NOON, LETTER_YEH, 0}, ENCLITIC_NI},
                   {1, {LETTER_YEH, 0, 0}, ENCLITIC_YA}};
  for (unsigned e = 0; e < sizeof ENCLITICS / sizeof *ENCLITICS; e++) {
    unsigned k = ENCLITICS[e].n;
    if (a->n < at + k + 1) continue;
    if (!memcmp(a->letters + a->n - k, ENCLITICS[e].letters, k))
      try_stem(a, proclitics, at, ENCLITICS[e].enclitic, k);
  }
}

void cut_bare(analysis *a, unsigned proclitics, unsigned at) {
  if (at >= a->n) return;
  try_stem(a, proclitics, at, ENCLITIC_NONE, 0);
  try_enclitics(a, proclitics, at);
}

/* With the article, if it stands at `at`. */
static void try_article(analysis *a, unsigned proclitics, unsigned at) {
  if (at + 3 < a->n + 1 && at + 2 < a->n && a->letters[at] == LETTER_ALEF &&
      a->letters[at + 1] == LETTER_LAM)
    try_stem(a, proclitics | PROCLITIC_AL, at + 2, ENCLITIC_NONE, 0);
}

/* The alef of what begins with an article of its own is not written behind li: li +
 * alladhina, li + al-Shammari. */
static void try_li_whole(analysis *a, unsigned proclitics, unsigned at) {
  uint8_t stem[WORD_MAX_LETTERS];
  unsigned n = a->n - at + 1;
  if (n > WORD_MAX_LETTERS) return;
  stem[0] = LETTER_ALEF;
  memcpy(stem + 1, a->letters + at, n - 1);
  cut_try(a, &(cut){.proclitics = proclitics,
                    .n_prefix = at,
                    .stem = stem,
                    .n = n,
                    .only = 1u << POS_REL | 1u << POS_NAME,
                    .cost = a->cost});
}

static void try_li(analysis *a, unsigned proclitics, unsigned at) {
  proclitics |= PROCLITIC_LI;
  cut_bare(a, proclitics, at);
  if (at + 2 < a->n && a->letters[at] == LETTER_LAM) {
    try_stem(a, proclitics | PROCLITIC_AL, at + 1, ENCLITIC_NONE, 0);
    try_stem(a, proclitics | PROCLITIC_AL, at, ENCLITIC_NONE,
             0); /* three lams are written as two */
    try_li_whole(a, proclitics, at);
  }
}

static void try_after_conjunction(analysis *a, unsigned proclitics, unsigned at) {
  cut_bare(a, proclitics, at);
  try_article(a, proclitics, at);
  if (at + 1 >= a->n) return;
  switch (a->letters[at]) {
    case LETTER_BEH:
      cut_bare(a, proclitics | PROCLITIC_BI, at + 1);
      try_article(a, proclitics | PROCLITIC_BI, at + 1);
      return;
    case LETTER_KAF:
      cut_bare(a, proclitics | PROCLITIC_KA, at + 1);
      try_article(a, proclitics | PROCLITIC_KA, at + 1);
      return;
    case LETTER_LAM: try_li(a, proclitics, at + 1); return;
    case LETTER_SEEN: cut_bare(a, proclitics | PROCLITIC_SA, at + 1); return;
    case LETTER_ALEF_HAMZA_ABOVE: cut_bare(a, proclitics | PROCLITIC_A, at + 1); return;
    default: return;
  }
}

void cut_word(analysis *a) {
  try_after_conjunction(a, 0, 0);
  if (a->n < 2) return;
  if (a->letters[0] == LETTER_WAW) try_after_conjunction(a, PROCLITIC_WA, 1);
  if (a->letters[0] == LETTER_FEH) try_after_conjunction(a, PROCLITIC_FA, 1);
}
