/* analyse.c - from a packed word to its readings (cut.c, respell.c), remembered in a
 * bounded cache.
 */
#include "morph/analysis.h"
#include "morph/choice.h"
#include "morph/word_cache.h"

#define LARGE_PAGE ((uintptr_t)2 << 20)

/* A lemma at the beginning of a cache line. */
typedef union entry_line {
  lemma_record lemma;
  char line[64];
} entry_line;

struct morph {
  const rasid_model *model;
  const allocator *alloc;
  word_cache cache;
  entry_line *entries; /* the lemmas of the model in large pages: every word asks for one
                        */
  void *entries_block;
  int16_t *choice; /* weights of the features of choice.h; NULL: the model has none */
  choice_tables *tables;
};

/* What tokens without readings are to their neighbours. */
static const reading UNREAD = {.entry = NO_ENTRY};
#define FIGURE_SETS (TOKEN_SET(TOKENS_TIME) | TOKEN_SET(TOKENS_NUMBER))
#define UNREAD_INFO .readings = &UNREAD, .shown
static const word_info
    MARK = {UNREAD_INFO = {{.agreeing = NOTHING_AGREES}}},
    BORDER = {UNREAD_INFO = {{.pos = AROUND_BORDER, .agreeing = NOTHING_AGREES}}},
    DATE = {UNREAD_INFO = {{.pos = POS_NUM, .agreeing = NOTHING_AGREES, .digits = 1}},
            .marks = WORD_DIGITS, .sets = FIGURE_SETS},
    FIGURE = {UNREAD_INFO = {{.pos = POS_NUM,
                              .agreeing = NOTHING_AGREES,
                              .digits = 1,
                              .figure = 1}},
              .marks = WORD_DIGITS, .sets = FIGURE_SETS},
    /* phrases go on behind it (phrase.c): whatever it is followed by */
    HYPHEN = {UNREAD_INFO = {{.agreeing = NOTHING_AGREES}}, .follows = UINT64_MAX},
    STOP = {UNREAD_INFO = {{.pos = AROUND_BORDER, .agreeing = NOTHING_AGREES}},
            .follows = UINT64_MAX};
#undef UNREAD_INFO

static const word_info *unread(const token *t) {
  switch (t->kind) {
    case TOKEN_NUMBER: return &FIGURE;
    case TOKEN_DATE:
    case TOKEN_CLOCK: return &DATE;
    case TOKEN_QUOTE_OPEN:
    case TOKEN_QUOTE_CLOSE: return &STOP;
    default:
      if (t->mark == '.') return token_is_border(t) ? &STOP : &HYPHEN;
      return token_is_border(t) ? &BORDER : t->mark == '-' ? &HYPHEN : &MARK;
  }
}

static bool copy_entries(morph *m) {
  size_t n = m->model->n[SECTION_LEMMAS], size = n * sizeof *m->entries;
  m->entries_block = m->alloc->resize(m->alloc->context, NULL, size + LARGE_PAGE);
  if (!m->entries_block) return false;
  m->entries =
      (entry_line *)(((uintptr_t)m->entries_block + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1));
  memory_advise_huge(m->entries_block, size + LARGE_PAGE);
  for (uint32_t i = 0; i < n; i++) m->entries[i].lemma = *model_lemma(m->model, i);
  return true;
}

/* Looks up the weights of all features. False where memory ran out. */
static bool learn_choice(morph *m) {
  const float MAX = CHOICE_MAX_WEIGHT;
  uint32_t n = choice_n_features();
  if (model_find_weight(m->model, hash_bytes("choice", 6, 0)) == 0.0f) return true;
  m->choice = m->alloc->resize(m->alloc->context, NULL, n * sizeof *m->choice);
  if (!m->choice) return false;
  for (uint32_t i = 0; i < n; i++) {
    char name[CHOICE_MAX_NAME];
    choice_feature_name(i, name);
    float weight = model_find_weight(m->model, hash_bytes(name, strlen(name), 0));
    m->choice[i] = (int16_t)(weight < -MAX ? -MAX : weight > MAX ? MAX : weight);
  }
  return true;
}

morph *morph_new(const rasid_model *model, const allocator *alloc) {
  morph *m = alloc->resize(alloc->context, NULL, sizeof *m);
  if (!m) return NULL;
  memset(m, 0, sizeof *m);
  m->model = model;
  m->alloc = alloc;
  m->tables = alloc->resize(alloc->context, NULL, sizeof *m->tables);
  if (!word_cache_start(&m->cache, alloc) || !m->tables || !copy_entries(m) ||
      !learn_choice(m)) {
    morph_free(m);
    return NULL;
  }
  choose_start(m->tables, m->choice);
  return m;
}

void morph_free(morph *m) {
  if (!m) return;
  word_cache_free(&m->cache);
  if (m->tables) m->alloc->resize(m->alloc->context, m->tables, 0);
  if (m->choice) m->alloc->resize(m->alloc->context, m->choice, 0);
  if (m->entries_block) m->alloc->resize(m->alloc->context, m->entries_block, 0);
  m->alloc->resize(m->alloc->context, m, 0);
}

/* ---- putting it together ---- */

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
                          pos_is_closed(FEATURE_POS(r->features)) &&
                          pos_is_closed(FEATURE_POS(a->readings[k].features)));
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

static bool dual_reading(const analysis *a) {
  for (unsigned i = 0; i < a->n_readings; i++)
    if (FEATURE_NUMBER(a->readings[i].features) == 2) return true;
  return false;
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

/* Arabic words only: what they end in, whatever is prefixed to it. */
static bool name_part(word key) {
  uint64_t two = word_tail(key, 2);
  return key.lo == LETTERS_2(LETTER_BEH, LETTER_NOON) ||
         two == LETTERS_2(LETTER_ALEF_MADDA, LETTER_LAM) ||
         two == LETTERS_2(LETTER_BEH, LETTER_WAW) ||
         word_tail(key, 3) == LETTERS_3(LETTER_AIN, LETTER_BEH, LETTER_DAL);
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
    else if (!pos_is_closed(pos))
      a->marks |= WORD_MAY_NOUN;
    if (!pos_is_closed(pos)) function = false;
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
    if (l->kind == KIND_PERSON || l->kind == KIND_GROUP || l->role ||
        l->classes & CLASS_MASK(HONORIFIC))
      a->marks |= WORD_PERSON;
    if (FEATURE_POS(a->readings[i].features) == POS_NAME || (a->marks & WORD_UNKNOWN))
      a->marks |= WORD_PERSON;
    if (l->classes & (CLASS_MASK(PLACE_HEAD) | CLASS_MASK(DIRECTION)))
      a->marks |= WORD_LOCATIVE;
  }
  a->marks |= WORD_READ;
  if (a->marks & WORD_MAY_NOUN && dual_ending(a) && dual_reading(a))
    a->marks |= WORD_MAY_DUAL;
  if (function) a->marks |= WORD_FUNCTION;
  if (ambiguous(a)) a->marks |= WORD_AMBIGUOUS;
}

static void analyse_latin(analysis *a, word key) {
  uint32_t form = model_find_form(a->model, key);
  if (form != MODEL_NONE) {
    uint32_t first, n = model_form_readings(a->model, form, &first);
    for (uint32_t i = 0; i < n && i < MORPH_MAX_READINGS; i++) {
      reading_record d = model_reading(a->model, first + i);
      cut_add_reading(a, (reading){.form = form,
                                   .lemma = d.lemma,
                                   .features = d.features,
                                   .agreement = 2,
                                   .score = d.prior});
    }
    cut_add_symbol(a, form, 0, 0, 0);
  }
  if (!a->n_readings) {
    a->readings[a->n_readings++] = (reading){
        .form = MODEL_NONE, .features = POS_FOREIGN, .agreement = 2, .score = -30};
    a->marks |= WORD_UNKNOWN;
  }
}

/* What the word may be of numbers and the calendar, and the sets it is in. */
static void fill_sets(const rasid_model *m, word_info *w) {
  const uint32_t marks = w->marks;
  bool counts_time = false, land = false;
  for (unsigned i = 0; i < w->n_readings; i++) {
    const lemma_record *l = w->readings[i].entry;
    if (l->quantity)
      w->quantities |= (uint16_t)(1u << (model_quantity(m, l->quantity - 1)->kind & 31));
    if (l->calendar) w->calendar |= 1u << (model_calendar(m, l->calendar - 1)->kind & 31);
    counts_time = counts_time || l->tag == TAG_PREP_MUNDHU || l->tag == TAG_DEM;
    land = land || l->kind == KIND_PLACE;
  }
  unsigned sets = 0;
  if (marks & (WORD_MAY_QUANTITY | WORD_MAY_CALENDAR))
    sets |= TOKEN_SET(TOKENS_TIME) | TOKEN_SET(TOKENS_NUMBER);
  if (counts_time) sets |= TOKEN_SET(TOKENS_TIME);
  if (marks & WORD_MAY_DUAL) sets |= TOKEN_SET(TOKENS_NUMBER);
  if (marks & WORD_LOCATIVE) sets |= TOKEN_SET(TOKENS_LOCATIVE);
  if (marks & WORD_NATION) sets |= TOKEN_SET(TOKENS_NATION);
  if (marks & (WORD_PERSON | WORD_UNKNOWN) || (land && marks & WORD_STARTS_PHRASE))
    sets |= TOKEN_SET(TOKENS_PARTY);
  if (marks & WORD_NAME_PART) sets |= TOKEN_SET(TOKENS_NAME_PART);
  if (marks & WORD_UNKNOWN) sets |= TOKEN_SET(TOKENS_UNKNOWN);
  if (marks & WORD_STARTS_PHRASE && marks & WORD_IS_PHRASE)
    sets |= TOKEN_SET(TOKENS_PHRASE);
  w->sets = (uint8_t)sets;
}

static const lemma_record *entry_of(const morph *m, uint32_t lemma) {
  return lemma < m->model->n[SECTION_LEMMAS] ? &m->entries[lemma].lemma : NO_ENTRY;
}

/* The readings of the word as they stay in the cache: in one block behind its info. */
static const word_info *keep(morph *m, analysis *a, word key) {
  choice_candidate candidates[MORPH_MAX_READINGS];
  bool may_verb = false;
  for (unsigned i = 0; i < a->n_readings; i++) {
    a->readings[i].entry = entry_of(m, a->readings[i].lemma);
    may_verb = may_verb || FEATURE_POS(a->readings[i].features) == POS_VERB;
  }
  unsigned n = choose_candidates(m->tables, a->readings, a->n_readings, candidates);
  for (unsigned i = 0; i < n; i++)
    candidates[i].shown = facts_shown(&a->readings[candidates[i].reading], may_verb);
  size_t candidates_size = n * sizeof *candidates,
         readings_size = a->n_readings * sizeof *a->readings,
         symbols_size = a->n_symbols * sizeof *a->symbols,
         readings_at = (sizeof(word_info) + candidates_size + 15) & ~(size_t)15;
  char *block = word_cache_room(&m->cache, readings_at + readings_size + symbols_size);
  if (!block) return NULL;
  word_info *info = (word_info *)(void *)block;
  reading *readings = (reading *)(void *)(block + readings_at);
  word_symbol *symbols = (word_symbol *)(void *)(block + readings_at + readings_size);
  memcpy(readings, a->readings, readings_size);
  memcpy(symbols, a->symbols, symbols_size);
  *info = (word_info){.key = key,
                      .readings = readings,
                      .symbols = symbols,
                      .n_readings = (uint8_t)a->n_readings,
                      .n_symbols = (uint8_t)a->n_symbols,
                      .n_candidates = (uint8_t)n,
                      .shown = facts_shown(readings, may_verb),
                      .marks = a->marks};
  memcpy(info->candidates, candidates, candidates_size);
  for (unsigned i = 0; i < n; i++)
    info->special = info->special || choose_special(&candidates[i]);
  for (unsigned i = 0; i < a->n_symbols; i++) {
    info->follows |= follow_bit(symbols[i].form);
    info->starts |= symbols[i].any.follows | symbols[i].article.follows;
    if (symbols[i].any.types | symbols[i].article.types) info->marks |= WORD_IS_PHRASE;
  }
  if (!(info->marks & WORD_STARTS_PHRASE)) info->starts = 0;
  info->open = n && info->marks & WORD_AMBIGUOUS;
  for (unsigned i = 0; i < a->n_readings; i++)
    if (readings[i].lemma && morph_counts(info, i))
      info->lemmas |= morph_lemma_bit(readings[i].lemma);
  fill_sets(m->model, info);
  return info;
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
    if (!a.n) return &MARK;
    cut_word(&a);
    if (!a.n_readings && a.n > 2) respell_word(&a);
    if (!a.n_readings) guess_word(&a);
    drop_listed_pronouns(&a);
    if (name_part(key)) a.marks |= WORD_NAME_PART;
  }
  sort_readings(&a);
  mark_word(&a);
  return keep(m, &a, key);
}

/* ---- cache ---- */

static const word_info *remember(morph *m, word key) {
  if (!word_cache_grow(&m->cache)) return &MARK;
  const word_info *info = analyse(m, key);
  if (!info || info == &MARK) return &MARK;
  word_cache_add(&m->cache, key);
  return info;
}

const word_info *morph_word(morph *m, word key) {
  const word_info *w = word_cache_find(&m->cache, key, word_hash(key));
  return w ? w : remember(m, key);
}

void morph_settle(morph *m) {
  word_cache_settle(&m->cache);
}

/* Words lie all over the cache and their lemmas elsewhere again: a slot is asked for
 * `SLOTS_AHEAD` tokens before it is needed, what it leads to `AHEAD` tokens, and the
 * lemma of the best reading `LEMMAS_BEHIND` tokens later, for the stages to come. That
 * hides most of the time memory takes. */
enum { SLOTS_AHEAD = 64, AHEAD = 16, LEMMAS_BEHIND = 8 };

/* Finds the readings of every token; each begins with its best one, context aside.
 * `hashes` is room for a number for each token and `SLOTS_AHEAD` more; `sets` gets the
 * sets of each, `open` (empty) the words to choose for. */
static void find_words(morph *m, morph_doc *d, uint32_t *hashes, uint8_t *sets,
                       uint64_t *open) {
  const token *t = d->text->tokens.items;
  uint32_t n = d->n;
  uint64_t starts = 0; /* of the word before */
  for (uint32_t i = 0; i < n; i++) {
    hashes[i] = word_hash(t[i].key);
    if (i < SLOTS_AHEAD) PREFETCH(word_cache_slot(&m->cache, hashes[i]));
  }
  memset(hashes + n, 0, SLOTS_AHEAD * sizeof *hashes);
  for (uint32_t i = 0; i < n; i++, t++) {
    const word_info *w;
    const char *soon =
        word_cache_line(&m->cache, *word_cache_slot(&m->cache, hashes[i + AHEAD]));
    PREFETCH(word_cache_slot(&m->cache, hashes[i + SLOTS_AHEAD]));
    PREFETCH(soon);
    PREFETCH(soon + CACHE_LINE);
    PREFETCH(soon + 2 * (size_t)CACHE_LINE);
    if (t->kind == TOKEN_ARABIC || t->kind == TOKEN_LATIN) {
      w = word_cache_find(&m->cache, t->key, hashes[i]);
      if (UNLIKELY(!w)) w = remember(m, t->key);
    } else {
      w = unread(t);
    }
    d->words[i] = w;
    d->chosen[i] = w->readings;
    if (i >= LEMMAS_BEHIND) PREFETCH(d->chosen[i - LEMMAS_BEHIND]->entry);
    d->marks[i] = w->marks;
    d->shown[i] = w->shown;
    unsigned goes_on = (starts & w->follows) != 0;
    sets[i] |= (uint8_t)(goes_on << TOKENS_PHRASE);
    sets[i + 1] = w->sets;
    starts = w->starts;
    uint64_t chosen = w->open | (t->flags & TOKEN_DAMMA_FIRST) / TOKEN_DAMMA_FIRST;
    open[i / 64] |= chosen << i % 64;
  }
  d->words[n] = &MARK;
  d->chosen[n] = MARK.readings;
  d->marks[n] = MARK.marks;
  d->shown[n] = MARK.shown;
}

/* Turns a square of eight by eight bits, a row in each byte: rows become columns. */
static inline uint64_t turn_bits(uint64_t x) {
  uint64_t t = (x ^ x >> 7) & 0x00AA00AA00AA00AAu;
  x ^= t ^ t << 7;
  t = (x ^ x >> 14) & 0x0000CCCC0000CCCCu;
  x ^= t ^ t << 14;
  t = (x ^ x >> 28) & 0x00000000F0F0F0F0u;
  return x ^ t ^ t << 28;
}

/* From the sets of each token to the tokens of each set. */
static void fill_token_sets(morph_doc *d, const uint8_t *sets) {
  for (uint32_t block = 0; block < set_size(d->n); block++, sets += 64) {
    uint64_t of[N_TOKEN_SETS] = {0};
    for (unsigned row = 0; row < 8; row++) {
      uint64_t x = 0;
      for (unsigned k = 0; k < 8; k++) x |= (uint64_t)sets[8 * row + k] << 8 * k;
      x = turn_bits(x);
      for (unsigned s = 0; s < N_TOKEN_SETS; s++) of[s] |= (x >> 8 * s & 0xFF) << 8 * row;
    }
    for (unsigned s = 0; s < N_TOKEN_SETS; s++) d->sets[s][block] = of[s];
  }
}

/* Asks memory for the lemmas of the words that were chosen for. */
static void fetch_lemmas(const morph_doc *d, const uint64_t *open) {
  for (uint32_t b = 0; b < set_size(d->n); b++)
    for (uint64_t bits = open[b]; bits; bits &= bits - 1)
      PREFETCH(d->chosen[b * 64 + lowest_bit(bits)]->entry);
}

bool morph_read(morph *m, const text_doc *text, morph_doc *doc, arena *a) {
  size_t n = text->tokens.n;
  doc->text = text;
  doc->model = m->model;
  doc->n = text->tokens.n;
  doc->choice = m->choice;
  doc->words = arena_alloc(a, n + 1, sizeof(void *));
  doc->chosen = arena_alloc(a, n + 1, sizeof(void *));
  doc->marks = arena_alloc(a, n + 1, sizeof *doc->marks);
  doc->shown = arena_alloc(a, n + 1, sizeof *doc->shown);
  size_t n_blocks = set_size(doc->n);
  uint64_t *sets = arena_alloc(a, N_TOKEN_SETS * n_blocks, sizeof *sets);
  for (unsigned s = 0; s < N_TOKEN_SETS; s++)
    doc->sets[s] = sets ? sets + s * n_blocks : 0;
  arena_mark scratch = arena_mark_set(a);
  uint32_t *numbers = arena_alloc(a, n + SLOTS_AHEAD, sizeof *numbers);
  /* the sets of token i stand at i + 1 */
  uint8_t *bytes = arena_alloc(a, 64 * n_blocks + 1, 1);
  uint64_t *open = arena_zero(a, n_blocks, sizeof *open);
  if (a->failed) return false;
  memset(bytes + n, 0, 64 * n_blocks + 1 - n);
  bytes[0] = 0;
  find_words(m, doc, numbers, bytes, open);
  fill_token_sets(doc, bytes + 1);
  morph_choose(doc, m->tables, open, numbers);
  fetch_lemmas(doc, open);
  arena_release(a, scratch);
  return true;
}
