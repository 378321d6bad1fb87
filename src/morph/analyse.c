/* analyse.c - from a packed word to its readings, remembered in a bounded cache.
 *
 * A word is cut into proclitics, stem and suffix pronoun in every way the grammar allows;
 * a cut counts if the dictionary has the stem. Words the dictionary does not know get one
 * reading guessed by their shape.
 */
#include "morph/choice.h"

#define CACHE_CHUNK ((size_t)8 << 20)
#define CACHE_SLOTS ((uint32_t)1 << 18)
#define LARGE_PAGE ((uintptr_t)2 << 20)

typedef struct cache_slot {
  word key;
  const word_info *info;
} cache_slot;

struct morph {
  const rasid_model *model;
  const allocator *alloc;
  arena memory; /* infos, readings, symbols */
  cache_slot *slots;
  uint32_t capacity, n;
  lemma_record *entries; /* the lemmas of the model in large pages, one a cache line:
                            every word asks for one */
  void *entries_block;
  int16_t *choice; /* weights of the features of choice.h; NULL: the model has none */
};

static const reading NO_READING = {.entry = NO_ENTRY};
static const word_info NO_WORD = {.readings = &NO_READING, .n_readings = 0};

/* Empties the cache. */
static void forget(morph *m) {
  memset(m->slots, 0, m->capacity * sizeof *m->slots);
  m->n = 0;
}

static bool copy_entries(morph *m) {
  size_t n = m->model->n[SECTION_LEMMAS], size = n * sizeof *m->entries;
  m->entries_block = m->alloc->resize(m->alloc->context, NULL, size + LARGE_PAGE);
  if (!m->entries_block) return false;
  m->entries = (lemma_record *)(((uintptr_t)m->entries_block + LARGE_PAGE - 1) &
                                ~(LARGE_PAGE - 1));
  memory_advise_huge(m->entries_block, size + LARGE_PAGE);
  for (uint32_t i = 0; i < n; i++) m->entries[i] = *model_lemma(m->model, i);
  return true;
}

/* Looks up the weights of all features. False where memory ran out. */
static bool learn_choice(morph *m) {
  uint32_t n = choice_n_features();
  if (model_find_weight(m->model, hash_bytes("choice", 6, 0)) == 0.0f) return true;
  m->choice = m->alloc->resize(m->alloc->context, NULL, n * sizeof *m->choice);
  if (!m->choice) return false;
  for (uint32_t i = 0; i < n; i++) {
    char name[CHOICE_MAX_NAME];
    choice_feature_name(i, name);
    float weight = model_find_weight(m->model, hash_bytes(name, strlen(name), 0));
    m->choice[i] = (int16_t)(weight < -2000 ? -2000 : weight > 2000 ? 2000 : weight);
  }
  return true;
}

morph *morph_new(const rasid_model *model, const allocator *alloc) {
  morph *m = alloc->resize(alloc->context, NULL, sizeof *m);
  if (!m) return NULL;
  memset(m, 0, sizeof *m);
  m->model = model;
  m->alloc = alloc;
  m->capacity = CACHE_SLOTS;
  m->slots = alloc->resize(alloc->context, NULL, m->capacity * sizeof *m->slots);
  arena_init(&m->memory, alloc, CACHE_CHUNK, 0);
  if (!m->slots || !copy_entries(m) || !learn_choice(m)) {
    morph_free(m);
    return NULL;
  }
  memory_advise_huge(m->slots, m->capacity * sizeof *m->slots);
  forget(m);
  return m;
}

void morph_free(morph *m) {
  if (!m) return;
  if (m->slots) m->alloc->resize(m->alloc->context, m->slots, 0);
  if (m->choice) m->alloc->resize(m->alloc->context, m->choice, 0);
  if (m->entries_block) m->alloc->resize(m->alloc->context, m->entries_block, 0);
  arena_free(&m->memory);
  m->alloc->resize(m->alloc->context, m, 0);
}

/* ---- cutting a word ---- */

typedef struct analysis {
  const rasid_model *model;
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n;
  reading readings[MORPH_MAX_READINGS];
  word_symbol symbols[MORPH_MAX_READINGS];
  unsigned n_readings, n_symbols;
  uint32_t marks;
  int cost; /* of the spelling that is tried */
  bool dropped[MORPH_MAX_READINGS];
} analysis;

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
  COST_LI_PERFECT = 16, /* la-qala: the answer of law */
  COST_JOINED = 20,     /* ma and la without the space behind them */
  COST_RESPELT = 24     /* a spelling the dictionary does not have */
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

static bool nominal(unsigned pos) {
  return pos == POS_NOUN || pos == POS_NAME || pos == POS_ADJ || pos == POS_NISBA ||
         pos == POS_PART_ACT || pos == POS_PART_PASS || pos == POS_MASDAR ||
         pos == POS_NUM || pos == POS_TIME;
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
    return !long_ending || (features & FEATURE_CONSTRUCT);
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

static void see_node(word_symbol *s, const node_record *n) {
  s->follows |= n->follows;
  s->whole = s->whole || n->n_targets;
}

static void add_symbol(analysis *a, uint32_t form, unsigned proclitics, unsigned n_prefix,
                       unsigned n_suffix) {
  const form_record *f = model_form(a->model, form);
  if (!(f->flags & (FORM_STARTS_PHRASE | FORM_IN_PHRASE)) ||
      a->n_symbols == MORPH_MAX_READINGS)
    return;
  if (f->flags & FORM_STARTS_PHRASE) a->marks |= WORD_STARTS_PHRASE;
  uint32_t any = MODEL_NONE, article = MODEL_NONE;
  if (f->flags & FORM_STARTS_PHRASE) {
    any = model_find_edge(a->model, 0, form * 16 + SYMBOL_AL_ANY);
    article = model_find_edge(
        a->model, 0, form * 16 + (proclitics & PROCLITIC_AL ? SYMBOL_AL : SYMBOL_NO_AL));
  }
  word_symbol s = {.form = form,
                   .any = any,
                   .article = article,
                   .proclitics = (uint16_t)proclitics,
                   .n_prefix = (uint8_t)n_prefix,
                   .n_suffix = (uint8_t)n_suffix};
  if (any != MODEL_NONE) see_node(&s, model_node(a->model, any));
  if (article != MODEL_NONE) see_node(&s, model_node(a->model, article));
  a->symbols[a->n_symbols++] = s;
}

static void add_reading(analysis *a, reading r) {
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

/* A cut of the word: the stem may be spelt otherwise than the letters that stand there.
 */
typedef struct cut {
  unsigned proclitics, n_prefix, enclitic, n_suffix;
  const uint8_t *stem;
  unsigned n;    /* letters of the stem */
  uint32_t only; /* parts of speech that count, a bit for each; 0 all */
  int cost;      /* beside that of the clitics */
} cut;

static void try_cut(analysis *a, const cut *k) {
  word written = word_pack(k->stem, k->n);
  uint32_t form = model_find_form(a->model, word_fold(written));
  if (form == MODEL_NONE) return;
  unsigned bits = word_fold_bits(written), last = k->stem[k->n - 1];
  const form_record *f = model_form(a->model, form);
  int cost = k->cost + clitic_cost(k->proclitics, k->enclitic, k->n);
  bool any = false;
  for (uint32_t i = 0; i < f->n_readings; i++) {
    const reading_record d = model_reading(a->model, f->first_reading + i);
    unsigned pos = FEATURE_POS(d.features);
    if (!proclitics_fit(k->proclitics, d.features) ||
        !enclitic_fits(k->enclitic, d.features, d.fold_bits, last) ||
        (k->only && !(k->only >> pos & 1)))
      continue;
    unsigned agreement = k->cost >= COST_RESPELT ? 0 : agreement_of(bits, d.fold_bits);
    int score = d.prior - cost -
                (agreement == 2 || k->cost >= COST_RESPELT ? 0
                 : agreement == 1                          ? COST_FOLDED
                                                           : COST_MISSPELT);
    if (pos == POS_NAME && (k->proclitics & PROCLITIC_AL)) score -= COST_NAME_ARTICLE;
    if (pos == POS_NAME && k->enclitic) continue;
    if (pos == POS_VERB && k->proclitics & PROCLITIC_LI &&
        FEATURE_ASPECT(d.features) == 1)
      score -= COST_LI_PERFECT;
    add_reading(a, (reading){NO_ENTRY, form, d.lemma, d.features, (uint16_t)k->proclitics,
                             (uint8_t)k->n_prefix, (uint8_t)k->n_suffix,
                             (uint8_t)k->enclitic, (uint8_t)agreement, (int16_t)score});
    any = any || agreement;
  }
  if (any) add_symbol(a, form, k->proclitics, k->n_prefix, k->n_suffix);
}

static void try_stem(analysis *a, unsigned proclitics, unsigned n_prefix,
                     unsigned enclitic, unsigned n_suffix) {
  unsigned stem = a->n - n_prefix - n_suffix;
  bool clitic_alone =
      stem == 1 && enclitic && /* bi-hi, la-hum */
      (a->letters[n_prefix] == LETTER_BEH || a->letters[n_prefix] == LETTER_LAM);
  if (stem < 2 && (n_prefix || n_suffix) && !clitic_alone) return;
  try_cut(a, &(cut){.proclitics = proclitics,
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

static void try_bare(analysis *a, unsigned proclitics, unsigned at) {
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
  try_cut(a, &(cut){.proclitics = proclitics,
                    .n_prefix = at,
                    .stem = stem,
                    .n = n,
                    .only = 1u << POS_REL | 1u << POS_NAME,
                    .cost = a->cost});
}

static void try_li(analysis *a, unsigned proclitics, unsigned at) {
  proclitics |= PROCLITIC_LI;
  try_bare(a, proclitics, at);
  if (at + 2 < a->n && a->letters[at] == LETTER_LAM) {
    try_stem(a, proclitics | PROCLITIC_AL, at + 1, ENCLITIC_NONE, 0);
    try_stem(a, proclitics | PROCLITIC_AL, at, ENCLITIC_NONE,
             0); /* three lams are written as two */
    try_li_whole(a, proclitics, at);
  }
}

static void try_after_conjunction(analysis *a, unsigned proclitics, unsigned at) {
  try_bare(a, proclitics, at);
  try_article(a, proclitics, at);
  if (at + 1 >= a->n) return;
  switch (a->letters[at]) {
    case LETTER_BEH:
      try_bare(a, proclitics | PROCLITIC_BI, at + 1);
      try_article(a, proclitics | PROCLITIC_BI, at + 1);
      return;
    case LETTER_KAF:
      try_bare(a, proclitics | PROCLITIC_KA, at + 1);
      try_article(a, proclitics | PROCLITIC_KA, at + 1);
      return;
    case LETTER_LAM: try_li(a, proclitics, at + 1); return;
    case LETTER_SEEN: try_bare(a, proclitics | PROCLITIC_SA, at + 1); return;
    case LETTER_ALEF_HAMZA_ABOVE: try_bare(a, proclitics | PROCLITIC_A, at + 1); return;
    default: return;
  }
}

static void cut_word(analysis *a) {
  try_after_conjunction(a, 0, 0);
  if (a->n < 2) return;
  if (a->letters[0] == LETTER_WAW) try_after_conjunction(a, PROCLITIC_WA, 1);
  if (a->letters[0] == LETTER_FEH) try_after_conjunction(a, PROCLITIC_FA, 1);
}

/* ---- spellings the dictionary does not have ---- */

/* ma, la and ya written together with the word behind them. */
static void try_joined(analysis *a) {
  unsigned at =
      a->n > 5 && (a->letters[0] == LETTER_WAW || a->letters[0] == LETTER_FEH) ? 1 : 0;
  unsigned before = !at                           ? 0u
                    : a->letters[0] == LETTER_WAW ? (unsigned)PROCLITIC_WA
                                                  : (unsigned)PROCLITIC_FA;
  if (a->n < at + 4 || a->letters[at + 1] != LETTER_ALEF) return;
  switch (a->letters[at]) {
    case LETTER_MEEM: try_bare(a, before | PROCLITIC_MA, at + 2); return;
    case LETTER_LAM: try_bare(a, before | PROCLITIC_LA, at + 2); return;
    case LETTER_YEH: try_bare(a, before | PROCLITIC_YA, at + 2); return;
    default: return;
  }
}

static bool hamza_carrier(unsigned letter) {
  return letter == LETTER_WAW_HAMZA || letter == LETTER_YEH_HAMZA ||
         letter == LETTER_ALEF_HAMZA_ABOVE || letter == LETTER_HAMZA;
}

/* Letters that a writer may have meant by `letter` inside a word: rival seats of hamza,
 * hamza left out. 0 ends. */
static const uint8_t *rivals_of(unsigned letter) {
  static const uint8_t SEATS[] = {LETTER_WAW_HAMZA, LETTER_YEH_HAMZA,
                                  LETTER_ALEF_HAMZA_ABOVE, LETTER_HAMZA, 0},
                       ALEF[] = {LETTER_ALEF_HAMZA_ABOVE, LETTER_ALEF_MADDA,
                                 LETTER_ALEF_HAMZA_BELOW, 0},
                       WAW[] = {LETTER_WAW_HAMZA, 0}, YEH[] = {LETTER_YEH_HAMZA, 0},
                       NONE[] = {0};
  if (hamza_carrier(letter)) return SEATS;
  switch (letter) {
    case LETTER_ALEF:
    case LETTER_ALEF_MADDA:
    case LETTER_ALEF_HAMZA_BELOW: return ALEF;
    case LETTER_WAW: return WAW;
    case LETTER_YEH:
    case LETTER_ALEF_MAKSURA: return YEH;
    default: return NONE;
  }
}

/* Another seat for one hamza, or a hamza that was left out. */
static void try_hamza(analysis *a) {
  for (unsigned i = 1; i < a->n && !a->n_readings; i++) {
    uint8_t kept = a->letters[i];
    for (const uint8_t *to = rivals_of(kept); *to && !a->n_readings; to++) {
      if (*to == kept) continue;
      a->letters[i] = *to;
      cut_word(a);
    }
    a->letters[i] = kept;
  }
}

/* «shawati'» with its hamza behind the letter that should bear it; a letter written twice
 * by haste. The letters from `at` on close up over what is left out. */
static void try_without(analysis *a, unsigned at, unsigned instead) {
  uint8_t kept[WORD_MAX_LETTERS];
  memcpy(kept, a->letters, sizeof kept);
  unsigned n = a->n;
  for (unsigned i = at; i + 1 < n; i++) a->letters[i] = kept[i + 1];
  if (instead) a->letters[at - 1] = (uint8_t)instead;
  a->n = n - 1;
  cut_word(a);
  memcpy(a->letters, kept, sizeof kept);
  a->n = n;
}

static void try_haste(analysis *a) {
  unsigned last = a->n - 1;
  if (a->n > 3 && a->letters[last] == LETTER_HAMZA &&
      (a->letters[last - 1] == LETTER_YEH || a->letters[last - 1] == LETTER_ALEF_MAKSURA))
    try_without(a, last, LETTER_YEH_HAMZA);
  for (unsigned i = 1; i < a->n && a->n > 3 && !a->n_readings; i++)
    if (a->letters[i] == a->letters[i - 1]) try_without(a, i, LETTER_NONE);
}

/* Rival letters for sounds Arabic has no letter of its own for: g, v, and s before t. */
static const uint8_t *sounds_of(unsigned letter) {
  static const uint8_t G[] = {LETTER_GHAIN, LETTER_JEEM, LETTER_KAF,
                              LETTER_GAF,   LETTER_QAF,  0},
                       V[] = {LETTER_FEH, LETTER_VEH, LETTER_WAW, 0},
                       P[] = {LETTER_BEH, LETTER_PEH, 0},
                       S[] = {LETTER_SEEN, LETTER_SHEEN, LETTER_ZAIN, 0},
                       T[] = {LETTER_TEH, LETTER_TAH, 0}, NONE[] = {0};
  switch (letter) {
    case LETTER_GHAIN:
    case LETTER_JEEM:
    case LETTER_KAF:
    case LETTER_GAF:
    case LETTER_QAF: return G;
    case LETTER_FEH:
    case LETTER_VEH: return V;
    case LETTER_PEH: return P;
    case LETTER_SEEN:
    case LETTER_SHEEN:
    case LETTER_ZAIN: return S;
    case LETTER_TEH:
    case LETTER_TAH: return T;
    default: return NONE;
  }
}

/* A foreign name in another transliteration; names of fewer than five letters are too
 * like one another. */
static void try_transliterations(analysis *a) {
  for (unsigned at = 0; at < 2 && !a->n_readings; at++) {
    if (at && a->letters[0] != LETTER_WAW) return;
    if (a->n < at + 5) return;
    for (unsigned i = at; i < a->n && !a->n_readings; i++) {
      uint8_t kept = a->letters[i];
      for (const uint8_t *to = sounds_of(kept); *to && !a->n_readings; to++) {
        if (*to == kept) continue;
        a->letters[i] = *to;
        try_cut(a, &(cut){.proclitics = at ? (unsigned)PROCLITIC_WA : 0u,
                          .n_prefix = at,
                          .stem = a->letters + at,
                          .n = a->n - at,
                          .only = 1u << POS_NAME,
                          .cost = a->cost});
      }
      a->letters[i] = kept;
    }
  }
}

static void respell(analysis *a) {
  try_joined(a);
  a->cost = COST_RESPELT;
  if (!a->n_readings) try_hamza(a);
  if (!a->n_readings) try_haste(a);
  if (!a->n_readings) try_transliterations(a);
  a->cost = 0;
}

/* ---- words the dictionary does not know ---- */

static unsigned guess_pos(const analysis *a, unsigned at, bool article) {
  unsigned n = a->n, last = a->letters[n - 1], before = n > 1 ? a->letters[n - 2] : 0u;
  if (n - at >= 4 && last == LETTER_TEH_MARBUTA && before == LETTER_YEH)
    return article ? POS_ADJ : POS_NOUN;
  if (last == LETTER_TEH_MARBUTA) return POS_NOUN;
  if (n - at >= 5 && last == LETTER_NOON &&
      (before == LETTER_WAW || before == LETTER_YEH))
    return article ? POS_NOUN : POS_NAME;
  if (n - at >= 5 && last == LETTER_TEH && before == LETTER_ALEF) return POS_NOUN;
  if (article && last == LETTER_YEH) return POS_ADJ;
  if (article) return POS_NOUN;
  if (n - at >= 5 && last == LETTER_ALEF && before == LETTER_WAW) return POS_VERB;
  return POS_NAME;
}

static void guess(analysis *a) {
  unsigned at = 0, proclitics = 0;
  if (a->n >= 5 && (a->letters[0] == LETTER_WAW || a->letters[0] == LETTER_FEH) &&
      a->letters[1] == LETTER_ALEF && a->letters[2] == LETTER_LAM) {
    proclitics = a->letters[0] == LETTER_WAW ? PROCLITIC_WA : PROCLITIC_FA;
    at = 1;
  } else if (a->n >= 6 && a->letters[0] == LETTER_WAW) {
    proclitics = PROCLITIC_WA;
    at = 1;
  }
  if (a->n >= at + 5 && (a->letters[at] == LETTER_BEH || a->letters[at] == LETTER_KAF) &&
      a->letters[at + 1] == LETTER_ALEF && a->letters[at + 2] == LETTER_LAM) {
    proclitics |= a->letters[at] == LETTER_BEH ? PROCLITIC_BI : PROCLITIC_KA;
    at++;
  }
  if (a->n >= at + 4 && a->letters[at] == LETTER_ALEF &&
      a->letters[at + 1] == LETTER_LAM) {
    proclitics |= PROCLITIC_AL;
    at += 2;
  } else if (a->n >= at + 4 && a->letters[at] == LETTER_LAM &&
             a->letters[at + 1] == LETTER_LAM) {
    proclitics |= PROCLITIC_LI | PROCLITIC_AL;
    at += 2;
  }
  uint32_t features = guess_pos(a, at, (proclitics & PROCLITIC_AL) != 0);
  if (features == POS_VERB)
    features |= FEATURE_PERSON_N(3) | FEATURE_PL | FEATURE_M | FEATURE_PERFECT;
  a->readings[a->n_readings++] = (reading){
      NO_ENTRY, MODEL_NONE, 0, features, (uint16_t)proclitics, (uint8_t)at, 0, 0, 2, -30};
  a->marks |= WORD_UNKNOWN;
}

/* ---- putting it together ---- */

static bool closed_pos(unsigned pos) {
  return pos >= POS_PREP && pos <= POS_INTERJ;
}

/* Numbers and «possessing» have cases, whose ending is the letter of «my». */
static bool declined(const reading *r) {
  unsigned pos = FEATURE_POS(r->features);
  return pos == POS_NUM || pos == POS_PRON;
}

/* The dictionary lists words of the closed classes with their pronouns (alayhi) because
 * the stem changes before them. Where the pronoun is found too, only that reading counts.
 */
static void drop_listed_pronouns(analysis *a) {
  unsigned kept = 0;
  for (unsigned i = 0; i < a->n_readings; i++) {
    const reading *r = &a->readings[i];
    bool listed = false;
    for (unsigned k = 0; k < a->n_readings && !r->enclitic; k++)
      listed = listed || (a->readings[k].enclitic && a->readings[k].lemma == r->lemma &&
                          !(a->readings[k].enclitic == ENCLITIC_YA && declined(r)) &&
                          a->readings[k].proclitics == r->proclitics &&
                          closed_pos(FEATURE_POS(r->features)) &&
                          closed_pos(FEATURE_POS(a->readings[k].features)));
    a->dropped[i] = listed;
  }
  for (unsigned i = 0; i < a->n_readings; i++)
    if (!a->dropped[i]) a->readings[kept++] = a->readings[i];
  a->n_readings = kept;
}

static void sort_readings(analysis *a) {
  for (unsigned i = 1; i < a->n_readings; i++) {
    reading r = a->readings[i];
    unsigned k = i;
    while (k &&
           (a->readings[k - 1].score < r.score || (a->readings[k - 1].score == r.score &&
                                                   a->readings[k - 1].lemma > r.lemma))) {
      a->readings[k] = a->readings[k - 1];
      k--;
    }
    a->readings[k] = r;
  }
}

/* Does a noun of these last letters look like a dual, with its noon or in the construct?
 */
static bool dual_ending(const analysis *a) {
  if (!a->n) return false;
  unsigned last = a->letters[a->n - 1], before = a->n > 1 ? a->letters[a->n - 2] : 0u;
  return last == LETTER_NOON
             ? before == LETTER_ALEF || before == LETTER_YEH
             : last == LETTER_ALEF || last == LETTER_YEH || last == LETTER_HEH;
}

/* Are there readings near the first that differ in part of speech, lemma or cut? */
static bool ambiguous(const analysis *a) {
  const reading *first = &a->readings[0];
  for (unsigned i = 1; i < a->n_readings; i++) {
    const reading *r = &a->readings[i];
    if (first->score - r->score > 35) break;
    if (r->lemma != first->lemma || r->proclitics != first->proclitics ||
        r->enclitic != first->enclitic ||
        FEATURE_POS(r->features) != FEATURE_POS(first->features))
      return true;
  }
  return false;
}

static void mark_word(analysis *a) {
  bool function = true;
  for (unsigned i = 0; i < a->n_readings; i++) {
    const reading *r = &a->readings[i];
    const lemma_record *l = model_lemma(a->model, r->lemma);
    unsigned pos = FEATURE_POS(r->features);
    if (a->readings[0].score - r->score > 45) continue;
    if (pos == POS_VERB)
      a->marks |= WORD_MAY_VERB;
    else if (!closed_pos(pos))
      a->marks |= WORD_MAY_NOUN;
    if (!closed_pos(pos)) function = false;
    if (l->n_frames || model_lemma(a->model, l->verb)->n_frames)
      a->marks |= WORD_MAY_TRIGGER;
    if (l->mode_words) a->marks |= WORD_MODE;
  }
  for (unsigned i = 0; i < a->n_readings;
       i++) { /* number and calendar words count even as unlikely readings */
    const lemma_record *l = model_lemma(a->model, a->readings[i].lemma);
    if (l->quantity) a->marks |= WORD_MAY_QUANTITY;
    if (l->calendar) a->marks |= WORD_MAY_CALENDAR;
    if (l->first_toll) a->marks |= WORD_HARM;
    if (l->country) a->marks |= WORD_NATION | WORD_PERSON;
    if (l->tag) a->marks |= WORD_TAGGED;
    if (l->kind == KIND_PERSON || l->kind == KIND_GROUP || l->role)
      a->marks |= WORD_PERSON;
    if (FEATURE_POS(a->readings[i].features) == POS_NAME || (a->marks & WORD_UNKNOWN))
      a->marks |= WORD_PERSON;
    if (l->classes & (CLASS_MASK(PLACE_HEAD) | CLASS_MASK(DIRECTION)))
      a->marks |= WORD_LOCATIVE;
  }
  a->marks |= WORD_READ;
  if (a->marks & WORD_MAY_NOUN && dual_ending(a)) a->marks |= WORD_MAY_DUAL;
  if (function) a->marks |= WORD_FUNCTION;
  if (ambiguous(a)) a->marks |= WORD_AMBIGUOUS;
}

static void analyse_latin(analysis *a, word key) {
  uint32_t form = model_find_form(a->model, key);
  if (form != MODEL_NONE) {
    const form_record *f = model_form(a->model, form);
    for (uint32_t i = 0; i < f->n_readings && i < MORPH_MAX_READINGS; i++) {
      reading_record d = model_reading(a->model, f->first_reading + i);
      add_reading(a,
                  (reading){NO_ENTRY, form, d.lemma, d.features, 0, 0, 0, 0, 2, d.prior});
    }
    add_symbol(a, form, 0, 0, 0);
  }
  if (!a->n_readings) {
    a->readings[a->n_readings++] =
        (reading){NO_ENTRY, MODEL_NONE, 0, POS_FOREIGN, 0, 0, 0, 0, 2, -30};
    a->marks |= WORD_UNKNOWN;
  }
}

static const lemma_record *entry_of(const morph *m, uint32_t lemma) {
  return lemma < m->model->n[SECTION_LEMMAS] ? &m->entries[lemma] : NO_ENTRY;
}

static const word_info *analyse(morph *m, word key) {
  analysis a;
  a.model = m->model;
  a.n_readings = a.n_symbols = 0;
  a.marks = 0;
  a.cost = 0;
  if (key.hi & (WORD_LATIN | WORD_HASHED)) {
    a.n = 0;
    analyse_latin(&a, key);
  } else {
    a.n = word_unpack(key, a.letters);
    if (!a.n) return &NO_WORD;
    cut_word(&a);
    if (!a.n_readings && a.n > 2) respell(&a);
    if (!a.n_readings) guess(&a);
    drop_listed_pronouns(&a);
  }
  sort_readings(&a);
  mark_word(&a);
  word_info *info = arena_alloc(&m->memory, 1, sizeof *info);
  reading *readings = arena_alloc(&m->memory, a.n_readings, sizeof *readings);
  word_symbol *symbols =
      a.n_symbols ? arena_alloc(&m->memory, a.n_symbols, sizeof *symbols) : NULL;
  if (!info || !readings || (a.n_symbols && !symbols)) return NULL;
  for (unsigned i = 0; i < a.n_readings; i++) {
    readings[i] = a.readings[i];
    readings[i].entry = entry_of(m, a.readings[i].lemma);
  }
  if (symbols) memcpy(symbols, a.symbols, a.n_symbols * sizeof *symbols);
  *info = (word_info){.key = key,
                      .readings = readings,
                      .symbols = symbols,
                      .n_readings = (uint16_t)a.n_readings,
                      .n_symbols = (uint16_t)a.n_symbols,
                      .marks = a.marks};
  for (unsigned i = 0; i < a.n_symbols; i++) info->follows |= follow_bit(symbols[i].form);
  for (unsigned i = 0; i < a.n_readings; i++)
    if (readings[i].lemma && morph_counts(info, i))
      info->lemmas |= morph_lemma_bit(readings[i].lemma);
  return info;
}

/* ---- cache ---- */

static cache_slot *find_slot(const morph *m, word key) {
  uint32_t mask = m->capacity - 1, i = (uint32_t)hash_pair(key.lo, key.hi) & mask;
  while (m->slots[i].info && !word_equal(m->slots[i].key, key)) i = (i + 1) & mask;
  return &m->slots[i];
}

static bool grow(morph *m) {
  cache_slot *old = m->slots;
  uint32_t n_old = m->capacity;
  cache_slot *bigger =
      n_old > UINT32_MAX / 4
          ? NULL
          : m->alloc->resize(m->alloc->context, NULL, (size_t)n_old * 2 * sizeof *bigger);
  if (!bigger) return false;
  memset(bigger, 0, (size_t)n_old * 2 * sizeof *bigger);
  m->slots = bigger;
  m->capacity = n_old * 2;
  for (uint32_t i = 0; i < n_old; i++)
    if (old[i].info) *find_slot(m, old[i].key) = old[i];
  m->alloc->resize(m->alloc->context, old, 0);
  return true;
}

static const word_info *remember(morph *m, word key) {
  if (m->n * 8 >= m->capacity * 6 && !grow(m)) return &NO_WORD;
  const word_info *info = analyse(m, key);
  if (!info) return &NO_WORD;
  *find_slot(m, key) = (cache_slot){key, info};
  m->n++;
  return info;
}

const word_info *morph_word(morph *m, word key) {
  const cache_slot *s = find_slot(m, key);
  return s->info ? s->info : remember(m, key);
}

void morph_settle(morph *m) {
  if (m->n * 8 < m->capacity * 5 && m->capacity == CACHE_SLOTS && !m->memory.failed)
    return;
  if (m->capacity > CACHE_SLOTS) { /* one huge document grew it: give the memory back */
    cache_slot *smaller =
        m->alloc->resize(m->alloc->context, m->slots, CACHE_SLOTS * sizeof *smaller);
    if (smaller) {
      m->slots = smaller;
      m->capacity = CACHE_SLOTS;
    }
  }
  forget(m);
  arena_reset(&m->memory);
}

/* Words lie all over the cache and lemmas all over the model. Asking for them some tokens
 * ahead hides most of the time memory takes; nothing depends on it. */
#define AHEAD 12
#if defined(__GNUC__)
#define FETCH(address) __builtin_prefetch(address)
#else
#define FETCH(address) ((void)(address))
#endif

static void fetch_slot(const morph *m, word key) {
  FETCH(&m->slots[(uint32_t)hash_pair(key.lo, key.hi) & (m->capacity - 1)]);
}

/* Every token begins with its best reading, context aside. */
static void take_best(morph_doc *d) {
  const token *t = d->text->tokens.items;
  for (uint32_t i = 0; i <= d->n; i++) {
    const word_info *w = d->words[i];
    if (i + AHEAD < d->n) FETCH(d->words[i + AHEAD]);
    if (i + AHEAD / 2 < d->n) FETCH(d->words[i + AHEAD / 2]->readings);
    FETCH(w->readings->entry);
    unsigned kind = i < d->n ? t[i].kind : TOKEN_PUNCT;
    bool digits = kind == TOKEN_NUMBER || kind == TOKEN_DATE || kind == TOKEN_CLOCK;
    d->chosen[i] = w->readings;
    d->marks[i] = digits ? (uint32_t)WORD_DIGITS : w->marks;
  }
}

bool morph_read(morph *m, const text_doc *text, morph_doc *doc, arena *a) {
  uint32_t n = text->tokens.n;
  doc->text = text;
  doc->model = m->model;
  doc->n = n;
  doc->choice = m->choice;
  doc->words = arena_alloc(a, n + 1, sizeof(void *));
  doc->chosen = arena_alloc(a, n + 1, sizeof(void *));
  doc->marks = arena_alloc(a, n + 1, sizeof *doc->marks);
  if (!doc->words || !doc->chosen || !doc->marks) return false;
  for (uint32_t i = 0; i < n; i++) {
    const token *t = &text->tokens.items[i];
    if (i + AHEAD < n) fetch_slot(m, t[AHEAD].key);
    doc->words[i] = t->kind == TOKEN_ARABIC || t->kind == TOKEN_LATIN
                        ? morph_word(m, t->key)
                        : &NO_WORD;
  }
  doc->words[n] = &NO_WORD;
  take_best(doc);
  morph_choose(doc);
  return true;
}
