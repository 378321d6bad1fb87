/* views_words.c - the words of a record as the C API shows them: segmentation, lemma,
 * part of speech and features in the terms of Universal Dependencies. */
#include "record/views_inside.h"

/* ---- parts of speech ---- */

static const char *pos_in_general(unsigned pos) {
  static const char *const NAMES[N_POS] = {
      [POS_NONE] = "X",        [POS_NOUN] = "NOUN",     [POS_NAME] = "PROPN",
      [POS_ADJ] = "ADJ",       [POS_NISBA] = "ADJ",     [POS_VERB] = "VERB",
      [POS_PART_ACT] = "ADJ",  [POS_PART_PASS] = "ADJ", [POS_MASDAR] = "NOUN",
      [POS_NUM] = "NUM",       [POS_PREP] = "ADP",      [POS_CONJ] = "CCONJ",
      [POS_SUB] = "SCONJ",     [POS_REL] = "PRON",      [POS_DEM] = "DET",
      [POS_PRON] = "PRON",     [POS_PART] = "PART",     [POS_ADV] = "ADV",
      [POS_INTERROG] = "PRON", [POS_INTERJ] = "INTJ",   [POS_TIME] = "NOUN",
      [POS_FOREIGN] = "X"};
  return pos < N_POS ? NAMES[pos] : "X";
}

/* The universal part of speech of a word that the tagger has read: auxiliaries,
 * determiners and subordinators are told apart by the dictionary. */
static const char *universal_pos(const rasid_record *r, uint32_t i) {
  static const char *const NAMES[N_UPOS] = {"NOUN", "ADJ", "PROPN", "VERB",
                                            "NUM",  "ADP", "CCONJ", "PRON",
                                            "PART", "ADV", "INTJ"};
  const tag_candidate *c = &r->tags[i];
  unsigned pos = FEATURE_POS(c->r->features);
  if (c->upos == UPOS_VERB && c->r->entry->classes & CLASS_MASK(AUX_KANA)) return "AUX";
  if (c->upos == UPOS_PRON && pos == POS_DEM) return "DET";
  if (c->upos == UPOS_CONJ && pos != POS_CONJ) return "SCONJ";
  if (pos == POS_FOREIGN) return "X";
  return NAMES[c->upos];
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

static rasid_text word_segments(rasid_record *r, const token *t, const reading *at) {
  unsigned cuts[MORPH_MAX_CUTS], n = morph_cuts(at, t->n_letters, cuts);
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

/* Without vowel signs and tatweel. */
static rasid_text bare_letters(rasid_record *r, rasid_text text) {
  char *out = text.data ? arena_alloc(&r->coder->document, text.size + 1, 1) : NULL;
  if (!out) return (rasid_text){NULL, 0};
  size_t n = 0;
  for (size_t i = 0; i < text.size;) {
    size_t from = i;
    bool bad = false;
    uint32_t cp = utf8_next(text.data, text.size, &i, &bad);
    if ((cp >= 0x64B && cp <= 0x65F) || cp == 0x640 || cp == 0x670) continue;
    memcpy(out + n, text.data + from, i - from);
    n += i - from;
  }
  return (rasid_text){out, n};
}

/* What is between the clitics, as written, without its last `ending` letters. */
static rasid_text stem(rasid_record *r, const token *t, const reading *at,
                       unsigned ending) {
  unsigned last = (unsigned)t->n_letters - at->n_suffix - ending;
  return view_span(r, text_letter_offset(&r->text, t, at->n_prefix),
                   text_letter_offset(&r->text, t, last))
      .text;
}

/* The masculine singular of a participle: its stem without the endings of gender, number
 * and case. */
static rasid_text participle_lemma(rasid_record *r, const token *t, const reading *at) {
  unsigned many = FEATURE_NUMBER(at->features), gender = FEATURE_GENDER(at->features),
           ending = 0, n = (unsigned)t->n_letters - at->n_prefix - at->n_suffix;
  if (many == 3 && !(at->features & FEATURE_BROKEN))
    ending = at->features & FEATURE_CONSTRUCT && gender != 2 ? 1 : 2;
  else if (many == 2)
    ending = (at->features & FEATURE_CONSTRUCT ? 1u : 2u) + (gender == 2 ? 1u : 0u);
  else if (gender == 2 || FEATURE_CASE(at->features) == 2)
    ending = 1;
  if (ending + 3 > n || at->features & FEATURE_BROKEN) return (rasid_text){NULL, 0};
  return bare_letters(r, stem(r, t, at, ending));
}

static bool begins_with_article(const char *lemma) {
  return !strncmp(lemma, "\xD8\xA7\xD9\x84", 4) && strlen(lemma) >= 10;
}

/* The oblique dual and sound plural are written alike; without «two» behind it the plural
 * is meant. */
static const reading *rather_plural(const morph_doc *d, uint32_t i, const reading *at) {
  const word_info *w = d->words[i];
  if (FEATURE_NUMBER(at->features) != 2 || FEATURE_POS(at->features) == POS_VERB)
    return at;
  if (i + 1 < d->n && morph_has(d, i + 1) &&
      model_quantity(d->model, morph_lemma(d, i + 1)->quantity - 1)->value == 2)
    return at;
  for (unsigned k = 0; k < w->n_readings; k++) {
    const reading *o = &w->readings[k];
    if (o->lemma == at->lemma && FEATURE_NUMBER(o->features) == 3 &&
        FEATURE_POS(o->features) == FEATURE_POS(at->features) &&
        o->proclitics == at->proclitics && o->enclitic == at->enclitic)
      return o;
  }
  return at;
}

static void read_word(rasid_record *r, uint32_t i, const token *t, rasid_word *w) {
  reading shown = *rather_plural(&r->words, i, r->tags[i].r);
  const rasid_model *m = r->coder->model;
  const char *lemma = model_string(m, shown.entry->text);
  unsigned pos = FEATURE_POS(shown.features);
  if (pos == POS_NAME && !(shown.proclitics & PROCLITIC_AL) &&
      begins_with_article(lemma)) {
    lemma += 4; /* family names are listed with their article */
    shown.proclitics |= PROCLITIC_AL;
    shown.n_prefix = (uint8_t)(shown.n_prefix + 2);
  }
  w->known = shown.lemma != 0;
  w->n_readings = r->words.words[i]->n_readings;
  w->segments = word_segments(r, t, &shown);
  w->lemma = w->known ? view_string(lemma) : stem(r, t, &shown, 0);
  if (w->known && (pos == POS_PART_ACT || pos == POS_PART_PASS)) {
    rasid_text own = participle_lemma(r, t, &shown);
    if (own.data) w->lemma = own;
  }
  w->root = view_string(model_string(m, shown.entry->root));
  w->pos = pos_name(pos);
  w->upos = r->tagged ? universal_pos(r, i) : pos_in_general(pos);
  w->feats = word_feats(r, &shown);
  w->gloss = view_string(model_string(m, shown.entry->gloss));
}

size_t rasid_record_n_words(const rasid_record *r) {
  return r && r->words.words ? r->text.tokens.n : 0;
}

/* Reads parts of speech; without learnt weights the coder's readings stay. */
static bool read_tags(rasid_record *r) {
  struct rasid_coder *c = r->coder;
  if (!c->tagger) c->tagger = tagger_new(c->model, c->alloc);
  r->tags = arena_alloc(&c->document, r->text.tokens.n, sizeof *r->tags);
  if (!c->tagger || !r->tags) return false;
  r->tagged = tagger_read(c->tagger, &r->words, r->tags, &c->document);
  for (uint32_t i = 0; !r->tagged && i < r->words.n; i++)
    r->tags[i] = (tag_candidate){morph_at(&r->words, i), 0, 0};
  return !c->document.failed;
}

bool rasid_record_word(const rasid_record *record, size_t i, rasid_word *out) {
  if (!out || i >= rasid_record_n_words(record)) return false;
  rasid_record *r = &record->coder->record;
  const token *t = &r->text.tokens.items[i];
  if (!r->tags && !read_tags(r)) return false;
  memset(out, 0, sizeof *out);
  out->span = view_span(r, t->start, t->end);
  out->sentence = t->sentence;
  if (morph_has(&r->words, (uint32_t)i))
    read_word(r, (uint32_t)i, t, out);
  else
    token_pos(t, out);
  return !r->coder->document.failed;
}
