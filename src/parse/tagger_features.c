/* tagger_features.c - what speaks for a part of speech: features of a token, of a reading
 * and of a row of readings, and their names.
 */
#include <stdio.h>

#include "parse/tagger.h"

enum value_type {
  VALUE_POS,     /* part of speech of the dictionary */
  VALUE_LABEL,   /* enum tag_label */
  VALUE_TAG,     /* tag of a word of the grammar */
  VALUE_NUMBER,  /* a small number, what it counts or which bits it has */
  VALUE_LEMMA,   /* model index */
  VALUE_LETTERS, /* up to four letters, eight bits each */
  N_VALUE_TYPES
};

#define NAMES(NAME)                                                                 \
  NAME(WORD_ENDING, "ending")   /* last two letters */                              \
  NAME(WORD_ENDING3, "ending3") /* last three letters */                            \
  NAME(WORD_OPENING, "opening") /* first two letters */                             \
  NAME(WORD_CLASSES, "classes") /* what the dictionary has for the word */          \
  NAME(WORD_CLASSES_BEFORE, "classes-before")                                       \
  NAME(WORD_CLASSES_AFTER, "classes-after")                                         \
  NAME(WORD_AFTER, "after") /* the likeliest reading of the next word */            \
  NAME(WORD_AFTER_TWO, "after-two")                                                 \
  NAME(WORD_AFTER_LEMMA, "after-lemma")                                             \
  NAME(WORD_BEFORE_LEMMA, "before-lemma")                                           \
  NAME(WORD_BEFORE_TWO_LEMMA, "before-two-lemma")                                   \
  NAME(WORD_PLACE, "place") /* names of places, actors … the word begins or is */ \
  NAME(WORD_AT, "at")       /* head of a sentence or title; quoted */               \
  NAME(WORD_SIGNS, "signs") /* vowel signs that tell */                             \
  NAME(READ_POS, "pos")                                                             \
  NAME(READ_CLITICS, "pos-clitics")                                                 \
  NAME(READ_LEMMA, "lemma")                                                         \
  NAME(READ_TAG, "tag")                                                             \
  NAME(READ_KIND, "pos-kind")                                                       \
  NAME(READ_COMMON, "pos-common")                                                   \
  NAME(READ_GAP, "pos-gap")                                                         \
  NAME(READ_GAP_ALONE, "gap")                                                       \
  NAME(READ_RIVAL, "pos-rival") /* behind which part of speech by how much */       \
  NAME(READ_SPELLING, "pos-spelling")                                               \
  NAME(READ_FORM, "pos-form") /* number, gender, case */                            \
  NAME(READ_VERB, "verb-after")                                                     \
  NAME(READ_CLASSES, "pos-classes")                                                 \
  NAME(READ_AFTER, "pos-after")                                                     \
  NAME(READ_AFTER_ARTICLE, "pos-after-article")                                     \
  NAME(READ_AFTER_LEMMA, "pos-after-lemma")                                         \
  NAME(READ_LEMMA_AFTER, "lemma-after")                                             \
  NAME(READ_CLITICS_LEMMA, "lemma-clitics")                                         \
  NAME(READ_AFTER_FORM, "pos-after-form") /* case and number of the next word */    \
  NAME(READ_ROLE, "pos-role")                                                       \
  NAME(READ_ENDING, "pos-ending")                                                   \
  NAME(READ_PLACE, "pos-place")                                                     \
  NAME(READ_AT, "pos-at")                                                           \
  NAME(READ_AGREES_AFTER, "pos-agrees-after")                                       \
  NAME(READ_PHRASE, "pos-phrase")                                                   \
  NAME(WORD_PHRASE, "phrase")                                                       \
  NAME(WORD_PHRASE_AROUND, "phrase-around")                                         \
  NAME(PATH_RIGHT, "before-read")                                                   \
  NAME(PATH_BEFORE, "before")                                                       \
  NAME(PATH_BEFORE_TWO, "before-two")                                               \
  NAME(PATH_POS, "before-pos")                                                      \
  NAME(PATH_LEMMA, "before-to-lemma")                                               \
  NAME(PATH_AGREES, "before-agrees")                                                \
  NAME(PATH_KIND, "before-kind")                                                    \
  NAME(PATH_VERB, "before-to-verb")                                                 \
  NAME(PATH_TAG, "before-tag")                                                      \
  NAME(PATH_CLITICS, "before-clitics")                                              \
  NAME(PATH_BEFORE_LEMMA, "before-lemma-pos")

#define ITEM(id, text) id,
enum feature_name { NAMES(ITEM) N_NAMES };
#undef ITEM
#define ITEM(id, text) text,
static const char *const FEATURE_NAMES[N_NAMES] = {NAMES(ITEM)};
#undef ITEM

const char *upos_name(unsigned upos) {
  static const char *const UPOS[N_UPOS] = {"noun", "adj",  "name",  "verb",
                                           "num",  "prep", "conj",  "pron",
                                           "part", "adv",  "interj"};
  return UPOS[upos];
}

/* ---- names and keys ---- */

static const char *value_text(const rasid_model *m, tag_value v, char room[40]) {
  switch (v.type) {
    case VALUE_POS: return v.value < N_POS ? pos_name(v.value) : "none";
    case VALUE_TAG: return v.value ? tag_name(v.value) : "none";
    case VALUE_LEMMA:
      return v.value ? model_string(m, model_lemma(m, v.value)->text) : "unknown";
    case VALUE_LABEL: {
      static const char *const LABELS[] = {"punct", "bracket", "digits", "start",
                                           "other"};
      if (v.value >= LABEL_PUNCT) return LABELS[v.value - LABEL_PUNCT];
      snprintf(room, 40, "%s%s", v.value & 1 ? "al-" : "", upos_name(v.value / 2));
      return room;
    }
    case VALUE_LETTERS: {
      size_t n = 0;
      for (unsigned shift = 32; shift; shift -= 8) {
        uint32_t cp = letter_codepoint(v.value >> (shift - 8) & 255u);
        if (!cp) continue;
        room[n++] = (char)(0xC0 | cp >> 6);
        room[n++] = (char)(0x80 | (cp & 63));
      }
      room[n] = '\0';
      return n ? room : "none";
    }
    default: snprintf(room, 40, "%u", v.value); return room;
  }
}

void tagger_feature_name(const tagger_doc *x, const tag_feature *f,
                         char name[TAGGER_MAX_NAME]) {
  size_t n = (size_t)snprintf(name, TAGGER_MAX_NAME, "%s\t", FEATURE_NAMES[f->name]);
  char room[40];
  for (unsigned i = 0; i < f->n && n < TAGGER_MAX_NAME; i++)
    n += (size_t)snprintf(name + n, TAGGER_MAX_NAME - n, "%s%s", i ? "," : "",
                          value_text(x->words->model, f->values[i], room));
}

enum { N_NUMBERS = 256 };
struct tagger {
  const rasid_model *model;
  const allocator *alloc;
  uint64_t names[N_NAMES], pos[N_POS + 1], labels[N_LABELS], tags[N_TAGS],
      numbers[N_NUMBERS];
  uint64_t *lemmas; /* one a lemma of the model */
};

static uint64_t hash_text(const char *text) {
  return hash_bytes(text, strlen(text), 0);
}

tagger *tagger_new(const rasid_model *model, const allocator *alloc) {
  tagger *t = alloc->resize(alloc->context, NULL, sizeof *t);
  char room[40];
  if (!t) return NULL;
  t->model = model;
  t->alloc = alloc;
  for (unsigned i = 0; i < N_NAMES; i++) t->names[i] = hash_text(FEATURE_NAMES[i]);
#define HASH_ALL(table, n, type)     \
  for (unsigned i = 0; i < (n); i++) \
    t->table[i] = hash_text(value_text(model, (tag_value){(type), i}, room));
  HASH_ALL(pos, N_POS + 1, VALUE_POS)
  HASH_ALL(labels, N_LABELS, VALUE_LABEL)
  HASH_ALL(tags, N_TAGS, VALUE_TAG)
  HASH_ALL(numbers, N_NUMBERS, VALUE_NUMBER)
#undef HASH_ALL
  uint32_t n = model->n[SECTION_LEMMAS];
  t->lemmas = alloc->resize(alloc->context, NULL, (n + 1u) * sizeof *t->lemmas);
  if (!t->lemmas) {
    tagger_free(t);
    return NULL;
  }
  for (uint32_t i = 0; i < n; i++)
    t->lemmas[i] = hash_text(value_text(model, (tag_value){VALUE_LEMMA, i}, room));
  return t;
}

void tagger_free(tagger *t) {
  if (!t) return;
  if (t->lemmas) t->alloc->resize(t->alloc->context, t->lemmas, 0);
  t->alloc->resize(t->alloc->context, t, 0);
}

static uint64_t value_hash(const tagger *t, tag_value v) {
  char room[40];
  switch (v.type) {
    case VALUE_POS: return t->pos[v.value < N_POS ? v.value : N_POS];
    case VALUE_LABEL: return t->labels[v.value < N_LABELS ? v.value : 0];
    case VALUE_TAG: return t->tags[v.value < N_TAGS ? v.value : 0];
    case VALUE_NUMBER: return t->numbers[v.value % N_NUMBERS];
    case VALUE_LEMMA:
      if (v.value < t->model->n[SECTION_LEMMAS]) return t->lemmas[v.value];
      return hash_text("");
    default: return hash_text(value_text(t->model, v, room));
  }
}

typedef struct sink {
  const tagger *t;
  tag_feature *out;
  unsigned n;
} sink;

static void put(sink *s, unsigned name, unsigned n, tag_value a, tag_value b,
                tag_value c) {
  if (s->n == TAGGER_MAX_FEATURES) return;
  tag_feature *f = &s->out[s->n++];
  *f = (tag_feature){0, (uint8_t)name, (uint8_t)n, {a, b, c}};
  f->key = s->t->names[name];
  for (unsigned i = 0; i < n; i++)
    f->key = hash_pair(f->key, value_hash(s->t, f->values[i]));
}

#define V(type, value) ((tag_value){VALUE_##type, (value)})
#define NO_VALUE ((tag_value){0, 0})
#define PUT1(s, name, a) put((s), (name), 1, (a), NO_VALUE, NO_VALUE)
#define PUT2(s, name, a, b) put((s), (name), 2, (a), (b), NO_VALUE)
#define PUT3(s, name, a, b, c) put((s), (name), 3, (a), (b), (c))

/* ---- facts ---- */

static bool in_sentence(const morph_doc *d, uint32_t i, uint32_t of) {
  const token *t = d->text->tokens.items;
  return i < d->n && t[i].sentence == t[of].sentence;
}

static unsigned label_of_token(const morph_doc *d, uint32_t i) {
  const token *t = &d->text->tokens.items[i];
  if (d->marks[i] & WORD_DIGITS) return LABEL_DIGITS;
  switch (t->kind) {
    case TOKEN_QUOTE_OPEN:
    case TOKEN_QUOTE_CLOSE:
    case TOKEN_OPEN:
    case TOKEN_CLOSE: return LABEL_BRACKET;
    case TOKEN_PUNCT: return LABEL_PUNCT;
    default: return LABEL_OTHER;
  }
}

unsigned tagger_label(const tagger_doc *x, uint32_t i, const tag_candidate *c) {
  if (!c || !c->r) return label_of_token(x->words, i);
  return 2u * c->upos + (c->r->proclitics & PROCLITIC_AL ? 1u : 0u);
}

/* The part of speech of the likeliest reading of token `i`, N_POS and more for what is no
 * word. */
static unsigned around(const morph_doc *d, uint32_t i, uint32_t of) {
  if (!in_sentence(d, i, of)) return N_POS;
  if (morph_has(d, i)) return FEATURE_POS(morph_at(d, i)->features);
  return N_POS + 1 + label_of_token(d, i) - LABEL_PUNCT;
}
static tag_value around_value(unsigned a) {
  return a < N_POS    ? V(POS, a)
         : a == N_POS ? V(LABEL, LABEL_START)
                      : V(LABEL, LABEL_PUNCT + a - N_POS - 1);
}

static tag_value lemma_around(const morph_doc *d, uint32_t i, uint32_t of) {
  unsigned a = around(d, i, of);
  return a < N_POS ? V(LEMMA, morph_at(d, i)->lemma) : around_value(a);
}

/* What the readings near the first are. */
enum word_class {
  CLASS_NOUN = 1,
  CLASS_ADJ = 2,
  CLASS_NAME = 4,
  CLASS_VERB = 8,
  CLASS_NUMBER = 16, /* or of the calendar */
  CLASS_GRAMMAR = 32,
  CLASS_PARTICIPLE = 64,
  CLASS_UNKNOWN = 128
};

static unsigned class_of(const reading *r) {
  unsigned pos = FEATURE_POS(r->features);
  if (!r->lemma) return CLASS_UNKNOWN;
  switch (pos) {
    case POS_NOUN:
    case POS_MASDAR: return CLASS_NOUN;
    case POS_ADJ:
    case POS_NISBA: return CLASS_ADJ;
    case POS_NAME: return CLASS_NAME;
    case POS_VERB: return CLASS_VERB;
    case POS_NUM:
    case POS_TIME: return CLASS_NUMBER;
    case POS_PART_ACT:
    case POS_PART_PASS: return CLASS_PARTICIPLE;
    default: return pos_is_closed(pos) ? CLASS_GRAMMAR : 0u;
  }
}

static unsigned classes_of(const morph_doc *d, uint32_t i) {
  const word_info *w = d->words[i];
  unsigned bits = 0;
  if (!morph_has(d, i)) return 0;
  for (unsigned k = 0; k < w->n_readings; k++)
    if (w->readings[0].score - w->readings[k].score <= 40)
      bits |= class_of(&w->readings[k]);
  return bits;
}

static unsigned clitics_of(const reading *r) {
  unsigned p = r->proclitics;
  if (r->enclitic) return p & (PROCLITIC_WA | PROCLITIC_FA) ? 9 : 6;
  if (p & (PROCLITIC_SA | PROCLITIC_A | PROCLITICS_JOINED)) return 7;
  unsigned al = p & PROCLITIC_AL ? 1 : 0;
  if (p & (PROCLITIC_BI | PROCLITIC_KA | PROCLITIC_LI)) return 4 + al;
  return (p & (PROCLITIC_WA | PROCLITIC_FA) ? 2u : 0u) + al;
}

/* What the word names if it is a phrase of the world by itself, or may begin. */
static unsigned place_of(const morph_doc *d, uint32_t i) {
  const word_info *w = d->words[i];
  unsigned bits = d->marks[i] & WORD_STARTS_PHRASE ? 64u : 0u;
  for (unsigned k = 0; k < w->n_symbols; k++)
    bits |= (w->symbols[k].any.types | w->symbols[k].article.types) & 63u;
  return bits;
}

static bool quoted(const morph_doc *d, uint32_t i) {
  const token *t = d->text->tokens.items;
  for (uint32_t k = i; k-- > 0 && i - k <= 3 && t[k].sentence == t[i].sentence;) {
    if (t[k].kind == TOKEN_QUOTE_OPEN || t[k].kind == TOKEN_OPEN) return true;
    if (t[k].kind == TOKEN_QUOTE_CLOSE || t[k].kind == TOKEN_CLOSE) return false;
  }
  return false;
}

static unsigned at_of(const morph_doc *d, uint32_t i) {
  bool start = !i || !in_sentence(d, i - 1, i);
  bool title = text_part_kind(d->text, d->text->tokens.items[i].sentence) == PART_TITLE;
  return (start ? 1u : 0u) + (title ? 2u : 0u) + (quoted(d, i) ? 4u : 0u);
}

/* Article, gender and number of two nominals beside each other. */
static unsigned agreement(const reading *x, const reading *y) {
  if (!pos_is_nominal(FEATURE_POS(x->features)) ||
      !pos_is_nominal(FEATURE_POS(y->features)))
    return 0;
  unsigned gender = FEATURE_GENDER(x->features), many = FEATURE_NUMBER(x->features);
  if (many == 3 && x->entry->kind != KIND_PERSON && x->entry->kind != KIND_GROUP)
    gender = 2, many = 1;
  unsigned g = FEATURE_GENDER(y->features), n = FEATURE_NUMBER(y->features);
  bool same_gender = !gender || !g || gender == g, same_number = !many || !n || many == n;
  unsigned al =
      (x->proclitics & PROCLITIC_AL ? 4u : 0u) + (y->proclitics & PROCLITIC_AL ? 8u : 0u);
  return 1 + al + (same_gender ? 1u : 0u) + (same_number ? 2u : 0u);
}

static uint32_t letters_of(word w, unsigned last) {
  uint32_t out = 0;
  for (unsigned k = last; k-- > 0;) out = out << 8 | (uint32_t)(word_chop(w, k).lo & 63u);
  return out;
}

/* Marks the longest phrases of the dictionaries, from left to right: kind of the first
 * target, and whether the token is the phrase, its first word or another. */
static void mark_phrases(const morph_doc *d, uint8_t *out) {
  memset(out, 0, d->n);
  for (uint32_t i = 0; i < d->n;) {
    phrase_match matches[PHRASE_MAX_MATCHES];
    unsigned n = phrase_find(d, i, matches), types = n ? matches[0].types : 0u, kind = 0;
    if (!types) {
      i++;
      continue;
    }
    while (!(types >> kind & 1u)) kind++;
    uint32_t last = matches[0].last;
    for (uint32_t k = i; k < last; k++)
      out[k] = (uint8_t)(1 + 3 * kind + (last == i + 1 ? 0u : k == i ? 1u : 2u));
    i = last;
  }
}

bool tagger_prepare(const tagger *t, const morph_doc *words, tagger_doc *x, arena *a) {
  uint32_t n = words->n + 1;
  *x = (tagger_doc){t, words, arena_alloc(a, n, 1), arena_alloc(a, n, 1)};
  if (!x->phrases || !x->classes) return false;
  mark_phrases(words, x->phrases);
  for (uint32_t i = 0; i < words->n; i++) x->classes[i] = (uint8_t)classes_of(words, i);
  return true;
}

/* ---- features ---- */

unsigned tagger_token_features(const tagger_doc *x, uint32_t i, tag_feature *out) {
  sink s = {x->t, out, 0};
  const morph_doc *d = x->words;
  const token *t = &d->text->tokens.items[i];
  unsigned n = t->n_letters, own = x->classes[i];
  bool guessed = !(own & ~(unsigned)(CLASS_NAME | CLASS_UNKNOWN));
  if (guessed && t->kind == TOKEN_ARABIC && n && n <= WORD_MAX_LETTERS) {
    PUT1(&s, WORD_ENDING, V(LETTERS, letters_of(t->key, n < 2 ? n : 2)));
    PUT1(&s, WORD_ENDING3, V(LETTERS, letters_of(t->key, n < 3 ? n : 3)));
    PUT1(&s, WORD_OPENING,
         V(LETTERS, letters_of(word_chop(t->key, n < 3 ? 0 : n - 3), n < 3 ? n : 3)));
  }
  PUT1(&s, WORD_CLASSES, V(NUMBER, own));
  PUT2(&s, WORD_CLASSES_BEFORE,
       V(NUMBER, i && in_sentence(d, i - 1, i) ? x->classes[i - 1] : 0u), V(NUMBER, own));
  PUT2(&s, WORD_CLASSES_AFTER,
       V(NUMBER, in_sentence(d, i + 1, i) ? x->classes[i + 1] : 0u), V(NUMBER, own));
  PUT1(&s, WORD_AFTER, around_value(around(d, i + 1, i)));
  PUT2(&s, WORD_AFTER_TWO, around_value(around(d, i + 1, i)),
       around_value(around(d, i + 2, i)));
  PUT1(&s, WORD_AFTER_LEMMA, lemma_around(d, i + 1, i));
  PUT1(&s, WORD_BEFORE_LEMMA, i ? lemma_around(d, i - 1, i) : V(LABEL, LABEL_START));
  PUT1(&s, WORD_BEFORE_TWO_LEMMA,
       i > 1 ? lemma_around(d, i - 2, i) : V(LABEL, LABEL_START));
  PUT1(&s, WORD_PLACE, V(NUMBER, place_of(d, i)));
  PUT2(&s, WORD_PHRASE, V(NUMBER, x->phrases[i]), V(NUMBER, clitics_of(morph_at(d, i))));
  PUT2(&s, WORD_PHRASE_AROUND,
       V(NUMBER, i && in_sentence(d, i - 1, i) ? x->phrases[i - 1] : 99u),
       V(NUMBER, in_sentence(d, i + 1, i) ? x->phrases[i + 1] : 99u));
  PUT1(&s, WORD_AT, V(NUMBER, at_of(d, i)));
  PUT1(&s, WORD_SIGNS,
       V(NUMBER, t->flags & (TOKEN_TANWIN | TOKEN_SHADDA | TOKEN_DAMMA_FIRST)));
  return s.n;
}

unsigned tagger_reading_features(const tagger_doc *x, uint32_t i, const tag_candidate *c,
                                 tag_feature *out) {
  sink s = {x->t, out, 0};
  const morph_doc *d = x->words;
  const reading *r = c->r;
  const lemma_record *l = r->entry;
  unsigned pos = FEATURE_POS(r->features), clitics = clitics_of(r),
           common = l->common / 2u;
  tag_value p = V(POS, pos), lemma = V(LEMMA, r->lemma),
            after = around_value(around(d, i + 1, i));
  bool next = in_sentence(d, i + 1, i) && morph_has(d, i + 1);
  PUT2(&s, READ_POS, p, V(NUMBER, r->lemma ? 1u : 0u));
  PUT2(&s, READ_CLITICS, p, V(NUMBER, clitics));
  PUT2(&s, READ_LEMMA, lemma, p);
  PUT2(&s, READ_CLITICS_LEMMA, lemma, V(NUMBER, clitics));
  PUT2(&s, READ_LEMMA_AFTER, lemma, after);
  PUT2(&s, READ_TAG, V(TAG, l->tag), V(NUMBER, clitics));
  PUT3(&s, READ_KIND, p, V(NUMBER, l->kind),
       V(NUMBER, r->proclitics & PROCLITIC_AL ? 1u : 0u));
  PUT2(&s, READ_COMMON, p, V(NUMBER, common));
  PUT2(&s, READ_GAP, p, V(NUMBER, c->gap));
  PUT1(&s, READ_GAP_ALONE, V(NUMBER, c->gap));
  PUT3(&s, READ_RIVAL, p, V(POS, FEATURE_POS(morph_at(d, i)->features)),
       V(NUMBER, c->gap));
  PUT2(&s, READ_SPELLING, p, V(NUMBER, r->agreement));
  PUT3(&s, READ_FORM, p,
       V(NUMBER, FEATURE_NUMBER(r->features) * 4 + FEATURE_GENDER(r->features)),
       V(NUMBER, FEATURE_CASE(r->features)));
  if (pos == POS_VERB)
    PUT2(&s, READ_VERB,
         V(NUMBER, FEATURE_ASPECT(r->features) << 3 | FEATURE_PERSON(r->features) << 1 |
                       (r->features & FEATURE_PASSIVE ? 1u : 0u)),
         after);
  PUT2(&s, READ_CLASSES, p, V(NUMBER, x->classes[i]));
  PUT2(&s, READ_AFTER, p, after);
  PUT3(&s, READ_AFTER_ARTICLE, p,
       V(NUMBER, next && morph_at(d, i + 1)->proclitics & PROCLITIC_AL ? 1u : 0u),
       V(NUMBER, clitics));
  if (next)
    PUT3(&s, READ_AFTER_FORM, p,
         V(NUMBER, FEATURE_CASE(morph_at(d, i + 1)->features) * 4 +
                       FEATURE_NUMBER(morph_at(d, i + 1)->features)),
         after);
  PUT2(&s, READ_AFTER_LEMMA, p, lemma_around(d, i + 1, i));
  PUT2(&s, READ_ROLE, p, V(NUMBER, (l->role ? 1u : 0u) + (l->country ? 2u : 0u)));
  if (r->n_suffix == 0)
    PUT2(&s, READ_ENDING, p, V(LETTERS, letters_of(d->text->tokens.items[i].key, 2)));
  PUT2(&s, READ_PLACE, p, V(NUMBER, place_of(d, i)));
  PUT2(&s, READ_PHRASE, p, V(NUMBER, x->phrases[i]));
  PUT2(&s, READ_AT, p, V(NUMBER, at_of(d, i)));
  if (next)
    PUT3(&s, READ_AGREES_AFTER, p, V(NUMBER, agreement(r, morph_at(d, i + 1))), after);
  return s.n;
}

unsigned tagger_path_features(const tagger_doc *x, const reading *r,
                              const tag_candidate *before, unsigned label,
                              unsigned label_before, tag_feature *out) {
  sink s = {x->t, out, 0};
  unsigned pos = FEATURE_POS(r->features);
  const reading *b = before ? before->r : NULL;
  tag_value p = V(POS, pos), l = V(LABEL, label);
  PUT1(&s, PATH_BEFORE, l);
  PUT2(&s, PATH_BEFORE_TWO, l, V(LABEL, label_before));
  PUT2(&s, PATH_POS, l, p);
  PUT2(&s, PATH_LEMMA, l, V(LEMMA, r->lemma));
  PUT3(&s, PATH_CLITICS, l, p, V(NUMBER, clitics_of(r)));
  if (b) {
    PUT3(&s, PATH_RIGHT, V(POS, FEATURE_POS(b->features)), l, V(NUMBER, clitics_of(r)));
    PUT3(&s, PATH_AGREES, l, p, V(NUMBER, agreement(b, r)));
    PUT3(&s, PATH_KIND,
         V(NUMBER,
           b->entry->kind + (b->entry->role ? 32u : 0u) + (b->entry->country ? 64u : 0u)),
         l, p);
    PUT3(&s, PATH_TAG, V(TAG, b->entry->tag), p, V(NUMBER, b->enclitic ? 1u : 0u));
    PUT3(&s, PATH_BEFORE_LEMMA, V(LEMMA, b->lemma), p,
         V(NUMBER, r->proclitics & PROCLITIC_AL ? 1u : 0u));
    if (pos == POS_VERB)
      PUT3(&s, PATH_VERB, V(TAG, b->entry->tag),
           V(NUMBER, FEATURE_ASPECT(r->features) << 3 | FEATURE_PERSON(r->features) << 1),
           l);
  }
  return s.n;
}
