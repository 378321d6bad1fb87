/* views_words.c - the words of a record as the C API shows them: segmentation, lemma,
 * part of speech and features in the terms of Universal Dependencies. */
#include "record/views_inside.h"

/* ---- parts of speech ---- */

static const char *universal_pos(unsigned pos) {
  static const char *const NAMES[N_POS] = {
      [POS_NONE] = "X",        [POS_NOUN] = "NOUN",      [POS_NAME] = "PROPN",
      [POS_ADJ] = "ADJ",       [POS_NISBA] = "ADJ",      [POS_VERB] = "VERB",
      [POS_PART_ACT] = "ADJ",  [POS_PART_PASS] = "ADJ",  [POS_MASDAR] = "NOUN",
      [POS_NUM] = "NUM",       [POS_PREP] = "ADP",       [POS_CONJ] = "CCONJ",
      [POS_SUB] = "SCONJ",     [POS_REL] = "PRON",       [POS_DEM] = "DET",
      [POS_PRON] = "PRON",     [POS_PART] = "PART",      [POS_ADV] = "ADV",
      [POS_INTERROG] = "PRON", [POS_INTERJ] = "INTJ",    [POS_TIME] = "NOUN",
      [POS_FOREIGN] = "X"};
  return pos < N_POS ? NAMES[pos] : "X";
}

/* What is no word: its name and its universal part of speech. */
static void token_pos(const token *t, rasid_word *w) {
  switch (t->kind) {
    case TOKEN_NUMBER:
    case TOKEN_DATE:
    case TOKEN_CLOCK: w->pos = "number", w->upos = "NUM"; return;
    case TOKEN_URL:
    case TOKEN_HASHTAG: w->pos = "url", w->upos = "X"; return;
    case TOKEN_SYMBOL: w->pos = "symbol", w->upos = "SYM"; return;
    default: w->pos = "punct", w->upos = "PUNCT";
  }
}

/* ---- features ---- */

typedef struct feats {
  char text[160];
  size_t n;
} feats;

static void put_feat(feats *f, const char *name, const char *value) {
  if (!*value) return;
  const char *const parts[] = {f->n ? "|" : "", name, "=", value};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    for (const char *s = parts[i]; *s && f->n + 1 < sizeof f->text; s++)
      f->text[f->n++] = *s;
}

/* In alphabetical order, as Universal Dependencies has them. */
static rasid_text word_feats(rasid_record *r, const reading *at) {
  static const char *const ASPECTS[] = {"", "Perf", "Imp", ""},
                           *const CASES[] = {"", "Nom", "Acc", "Acc,Gen"},
                           *const GENDERS[] = {"", "Masc", "Fem", "Fem,Masc"},
                           *const MOODS[] = {"", "Ind", "Jus,Sub", ""},
                           *const NUMBERS[] = {"", "Sing", "Dual", "Plur"},
                           *const PERSONS[] = {"", "1", "2", "3"};
  uint32_t x = at->features;
  unsigned pos = FEATURE_POS(x);
  bool verb = pos == POS_VERB,
       nominal = !verb && (FEATURE_NUMBER(x) || at->proclitics & PROCLITIC_AL);
  feats f = {"", 0};
  put_feat(&f, "Aspect", ASPECTS[FEATURE_ASPECT(x)]);
  put_feat(&f, "Case", CASES[FEATURE_CASE(x)]);
  if (nominal && at->proclitics & PROCLITIC_AL)
    put_feat(&f, "Definite", "Def");
  else if (nominal && x & FEATURE_CONSTRUCT)
    put_feat(&f, "Definite", "Cons");
  if (pos == POS_FOREIGN) put_feat(&f, "Foreign", "Yes");
  put_feat(&f, "Gender", GENDERS[FEATURE_GENDER(x)]);
  put_feat(&f, "Mood", verb && FEATURE_ASPECT(x) == 3 ? "Imp" : MOODS[FEATURE_MOOD(x)]);
  put_feat(&f, "Number", NUMBERS[FEATURE_NUMBER(x)]);
  if (verb) put_feat(&f, "Person", PERSONS[FEATURE_PERSON(x)]);
  put_feat(&f, "VerbForm",
           pos == POS_MASDAR                             ? "Vnoun"
           : pos == POS_PART_ACT || pos == POS_PART_PASS ? "Part"
                                                         : "");
  if (verb || pos == POS_PART_ACT || pos == POS_PART_PASS)
    put_feat(&f, "Voice", x & FEATURE_PASSIVE || pos == POS_PART_PASS ? "Pass" : "Act");
  return f.n ? view_copy(r, f.text, f.n) : (rasid_text){NULL, 0};
}

/* ---- segmentation ---- */

/* Letters of each proclitic in the order in which they are written; returns how many. The
 * article has what the others leave: one letter behind li, else two. */
static unsigned prefix_cuts(const reading *at, unsigned cuts[8]) {
  static const unsigned ORDER[] = {PROCLITIC_A,  PROCLITIC_WA, PROCLITIC_FA, PROCLITIC_BI,
                                   PROCLITIC_KA, PROCLITIC_LI, PROCLITIC_SA,
                                   PROCLITIC_MA, PROCLITIC_LA, PROCLITIC_YA};
  unsigned n = 0, letters = 0;
  for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
    if (at->proclitics & ORDER[i] && letters < at->n_prefix) {
      letters += ORDER[i] & PROCLITICS_JOINED ? 2 : 1;
      cuts[n++] = letters;
    }
  if (at->n_prefix > letters) cuts[n++] = at->n_prefix;
  return n;
}

static rasid_text word_segments(rasid_record *r, const token *t, const reading *at) {
  unsigned cuts[10], n = prefix_cuts(at, cuts);
  if (at->n_suffix && at->n_suffix < t->n_letters)
    cuts[n++] = (unsigned)t->n_letters - at->n_suffix;
  char *out = arena_alloc(&r->coder->document, t->end - t->start + n + 1u, 1);
  if (!out) return (rasid_text){NULL, 0};
  size_t size = 0;
  uint32_t from = t->start;
  for (unsigned i = 0; i <= n; i++) {
    uint32_t to = i < n ? text_letter_offset(&r->text, t, cuts[i]) : t->end;
    if (i && to > from) out[size++] = '+';
    memcpy(out + size, r->text.data + from, to - from);
    size += to - from;
    from = to;
  }
  out[size] = '\0';
  rasid_text segments = {out, size};
  return r->text.faults.n ? view_clean(r, out, size) : segments;
}

/* ---- words ---- */

/* The stem of an unknown word, as written. */
static rasid_text stem(rasid_record *r, const token *t, const reading *at) {
  uint32_t start = text_letter_offset(&r->text, t, at->n_prefix),
           end = text_letter_offset(&r->text, t, (unsigned)t->n_letters - at->n_suffix);
  return view_span(r, start, end).text;
}

static void read_word(rasid_record *r, uint32_t i, const token *t, rasid_word *w) {
  const reading *at = morph_at(&r->words, i);
  const rasid_model *m = r->coder->model;
  unsigned pos = FEATURE_POS(at->features);
  w->known = at->lemma != 0;
  w->n_readings = r->words.words[i]->n_readings;
  w->segments = word_segments(r, t, at);
  w->lemma = w->known ? view_string(model_string(m, at->entry->text)) : stem(r, t, at);
  w->root = view_string(model_string(m, at->entry->root));
  w->pos = pos_name(pos);
  w->upos = universal_pos(pos);
  if (pos == POS_VERB && at->entry->classes & CLASS_MASK(AUX_KANA)) w->upos = "AUX";
  w->feats = word_feats(r, at);
  w->gloss = view_string(model_string(m, at->entry->gloss));
}

size_t rasid_record_n_words(const rasid_record *r) {
  return r && r->words.words ? r->text.tokens.n : 0;
}

bool rasid_record_word(const rasid_record *record, size_t i, rasid_word *out) {
  if (!out || i >= rasid_record_n_words(record)) return false;
  rasid_record *r = &record->coder->record;
  const token *t = &r->text.tokens.items[i];
  memset(out, 0, sizeof *out);
  out->span = view_span(r, t->start, t->end);
  out->sentence = t->sentence;
  if (morph_has(&r->words, (uint32_t)i))
    read_word(r, (uint32_t)i, t, out);
  else
    token_pos(t, out);
  return !r->coder->document.failed;
}
