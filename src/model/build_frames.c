/* build_frames.c - data/ar/frames, mode words, contexts and learnt weights. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/build.h"
#include "text/text.h"

/* Calls `each` for every lemma written `text`, of any open class; false where there is
 * none. */
static bool list_lemmas(builder *b, rasid_text text, const char *spaces) {
  bool found = false;
  for (const char *s = spaces; *s; s++)
    for (uint32_t i = build_find_lemma(b, (enum lemma_space) * s, text); i != MODEL_NONE;
         i = memchr(text.data, '/', text.size) ? MODEL_NONE : build_next_lemma(b, i)) {
      uint32_t *at = BUILD_PUSH(b, &b->lists);
      if (at) *at = i;
      found = true;
    }
  return found;
}

static void unknown_word(const tsv_line *line, rasid_text w) {
  tsv_mistake(line,
              "'%.*s' is not in data/ar/words: add it there, or correct the spelling",
              (int)w.size, w.data);
}

/* ---- roles ---- */

static unsigned slot_of_text(const tsv_line *line, rasid_text t) {
  static const char *const LETTERS = "SOGD";
  if (t.size == 1) {
    const char *at = memchr(LETTERS, t.data[0], 4);
    if (at) return SLOT_SUBJECT + (unsigned)(at - LETTERS);
  }
  word w = word_of_text(t.data, t.size);
  if (word_equal(w, (word){LETTER_LAM, 0})) return SLOT_LI;
  if (word_equal(w, (word){LETTER_BEH, 0})) return SLOT_BI;
  if (word_equal(w, (word){LETTER_KAF, 0})) return SLOT_KA;
  uint32_t lemma = build_find_lemma(line->b, SPACE_CLOSED, t);
  if (lemma == MODEL_NONE || !line->b->lemmas.items[lemma].tag) return SLOT_NONE;
  return SLOT_PREP + line->b->lemmas.items[lemma].tag;
}

static unsigned role_of_text(rasid_text t) {
  if (text_is(t, "A")) return ROLE_ACTOR;
  if (text_is(t, "R")) return ROLE_RECIPIENT;
  if (text_is(t, "B")) return ROLE_BOTH;
  if (text_is(t, "AR")) return ROLE_ACTOR_OR_RECIPIENT;
  return ROLE_NONE;
}

void build_frame_roles(const tsv_line *line, rasid_text roles, frame_record *f) {
  rasid_text pair, slot;
  if (text_none(roles)) return;
  while (text_split(&roles, ' ', &pair)) {
    if (!pair.size) continue;
    rasid_text whole = pair;
    text_split(&pair, '=', &slot);
    unsigned s = slot_of_text(line, slot), r = role_of_text(pair);
    if (s == SLOT_NONE || (r == ROLE_NONE && !text_is(pair, "-")))
      tsv_mistake(line, "role '%.*s': write slot=role as in data/README.md",
                  (int)whole.size, whole.data);
    else if (f->n_slots == FRAME_MAX_SLOTS)
      tsv_mistake(line, "more than %d slots", FRAME_MAX_SLOTS);
    else {
      f->slots[f->n_slots].slot = (uint8_t)s;
      f->slots[f->n_slots++].role = (uint8_t)r;
    }
  }
}

/* ---- conditions ---- */

static bool filler_mask(rasid_text kinds, uint16_t *mask) {
  static const char *const NAMES[] = {"person", "group", "org",  "place",
                                      "armed",  "state", "thing"};
  rasid_text kind;
  *mask = 0;
  while (text_split(&kinds, '|', &kind)) {
    unsigned i = 0;
    while (i < 7 && !text_is(kind, NAMES[i])) i++;
    if (i == 7) return false;
    *mask |= (uint16_t)(1u << i);
  }
  return *mask != 0;
}

static void condition_words(const tsv_line *line, rasid_text words, condition_record *c) {
  builder *b = line->b;
  rasid_text w;
  c->first = b->lists.n;
  while (text_split(&words, '|', &w))
    if (!list_lemmas(b, w, "vnacst")) unknown_word(line, w);
  c->n = b->lists.n - c->first;
  for (uint32_t i = c->first; i < b->lists.n; i++) {
    unsigned bit = lemma_bit(b->lists.items[i]);
    c->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
  }
}

static bool read_condition(const tsv_line *line, rasid_text text, condition_record *c) {
  rasid_text head;
  memset(c, 0, sizeof *c);
  if (text_is(text, "negated")) {
    c->kind = CONDITION_NEGATED;
    return true;
  }
  if (!text_split(&text, ':', &head) || !text.size) return false;
  if (text_is(head, "with"))
    c->kind = CONDITION_WITH;
  else if (text_is(head, "not"))
    c->kind = CONDITION_NOT;
  else if (text_is(head, "obj"))
    c->kind = CONDITION_OBJECT;
  else if (text_is(head, "needs"))
    c->kind = CONDITION_NEEDS;
  else if (text_is(head, "prep"))
    c->kind = CONDITION_PREP;
  else
    c->kind = CONDITION_FILLER;
  if (c->kind == CONDITION_WITH || c->kind == CONDITION_NOT ||
      c->kind == CONDITION_OBJECT) {
    condition_words(line, text, c);
    return true;
  }
  c->slot = (uint8_t)slot_of_text(line, c->kind == CONDITION_FILLER ? head : text);
  if (c->kind == CONDITION_FILLER && !filler_mask(text, &c->mask)) return false;
  return c->slot != SLOT_NONE;
}

static void read_conditions(const tsv_line *line, rasid_text when, frame_record *f) {
  rasid_text piece;
  builder *b = line->b;
  f->first_condition = b->conditions.n;
  if (text_none(when)) return;
  while (text_split(&when, ' ', &piece)) {
    condition_record c;
    if (!piece.size) continue;
    if (!read_condition(line, piece, &c)) {
      tsv_mistake(line, "condition '%.*s' is not understood: see data/README.md",
                  (int)piece.size, piece.data);
      continue;
    }
    condition_record *at = BUILD_PUSH(b, &b->conditions);
    if (at) *at = c;
  }
  f->n_conditions = (uint16_t)(b->conditions.n - f->first_condition);
}

/* ---- triggers ---- */

static const char *trigger_spaces(unsigned pos) {
  return pos == 'v' ? "v" : pos == 'n' ? "n" : "as";
}

/* First word into f->lemma (the lemmas beyond the first get copies of the frame), the
 * others into the tail: each as all lemmas of that writing, each group ended by lemma 0.
 */
static bool read_trigger(const tsv_line *line, rasid_text trigger, frame_record *f,
                         uint32_t *first, uint32_t *n) {
  builder *b = line->b;
  rasid_text w;
  if (!text_split(&trigger, ' ', &w)) return false;
  *first = b->lists.n;
  if (!list_lemmas(b, w, trigger_spaces(f->pos)) &&
      !(f->pos == 'n' && list_lemmas(b, w, "a")) &&
      !(f->pos == 'a' && list_lemmas(b, w, "n"))) {
    unknown_word(line, w);
    return false;
  }
  *n = b->lists.n - *first;
  f->first_tail = b->lists.n;
  while (text_split(&trigger, ' ', &w)) {
    if (!w.size) continue;
    if (!list_lemmas(b, w, "nvacq")) {
      unknown_word(line, w);
      return false;
    }
    uint32_t *end = BUILD_PUSH(b, &b->lists);
    if (end) *end = 0;
  }
  f->n_tail = (uint16_t)(b->lists.n - f->first_tail);
  return true;
}

void build_frame_modes(const tsv_line *line, rasid_text modes, frame_record *f) {
  rasid_text m;
  if (text_none(modes)) return;
  while (text_split(&modes, '|', &m)) {
    int mode = mode_of_name(m.data, m.size);
    if (mode < 0)
      tsv_mistake(line, "mode '%.*s' is unknown: see docs/codebook.md", (int)m.size,
                  m.data);
    else
      f->modes |= (uint64_t)1 << mode;
  }
}

static int category_of_file(const char *file) {
  const char *slash = strrchr(file, '/');
  const char *dot = strrchr(file, '.');
  return category_of_name(slash + 1, (size_t)(dot - slash - 1));
}

static void read_frame(tsv_line *line) {
  builder *b = line->b;
  rasid_text *t = line->fields;
  frame_record f;
  memset(&f, 0, sizeof f);
  f.category = (uint8_t)category_of_file(line->file);
  f.file = line->file_index;
  f.line = line->number;
  if (t[1].size != 1 || !memchr("vna", t[1].data[0], 3)) {
    tsv_mistake(line, "pos '%.*s': write v, n or a", (int)t[1].size, t[1].data);
    return;
  }
  f.pos = (uint8_t)t[1].data[0];
  if (t[3].size < 2 || t[3].size > 4)
    tsv_mistake(line, "CAMEO code '%.*s': write two to four digits", (int)t[3].size,
                t[3].data);
  else
    memcpy(f.cameo, t[3].data, t[3].size);
  build_frame_modes(line, t[2], &f);
  build_frame_roles(line, t[4], &f);
  read_conditions(line, t[5], &f);
  int status = text_none(t[6]) ? STATUS_ACTUAL : status_of_name(t[6].data, t[6].size);
  if (status < 0)
    tsv_mistake(line, "status '%.*s' is unknown: see docs/codebook.md", (int)t[6].size,
                t[6].data);
  f.status = status < 0 ? 0 : (uint8_t)status;
  uint32_t first, n;
  if (!read_trigger(line, t[0], &f, &first, &n)) return;
  for (uint32_t i = 0; i < n; i++) {
    frame_record *at = BUILD_PUSH(b, &b->frames);
    if (!at) return;
    f.lemma = b->lists.items[first + i];
    *at = f;
  }
}

/* ---- mode words and contexts ---- */

static void add_mode_words(const tsv_line *line, rasid_text w, uint32_t category,
                           uint32_t mode) {
  builder *b = line->b;
  uint32_t first = b->lists.n;
  if (!list_lemmas(b, w, "nvacs")) {
    unknown_word(line, w);
    return;
  }
  for (uint32_t i = first; i < b->lists.n; i++) {
    mode_word_record *m = BUILD_PUSH(b, &b->mode_words);
    if (m) *m = (mode_word_record){b->lists.items[i], category, mode};
  }
}

static void read_mode_word(tsv_line *line) {
  rasid_text *f = line->fields;
  int category = category_of_name(f[1].data, f[1].size),
      mode = mode_of_name(f[2].data, f[2].size);
  if (category < 0 || mode < 0)
    tsv_mistake(line, "'%.*s' or '%.*s' is unknown: see docs/codebook.md", (int)f[1].size,
                f[1].data, (int)f[2].size, f[2].data);
  else
    add_mode_words(line, f[0], (uint32_t)category, (uint32_t)mode);
}

/* Contexts are named by the dictionary; the record carries the string. */
static void read_context(tsv_line *line) {
  rasid_text *f = line->fields;
  add_mode_words(line, f[0], N_CATEGORIES, build_string(line->b, f[1].data, f[1].size));
}

static const char *const HARMS[] = {"killed",    "wounded",  "killed_or_wounded",
                                    "detained",  "abducted", "missing",
                                    "displaced", "also"};

int build_harm(rasid_text kind) {
  for (int i = 0; i < (int)(sizeof HARMS / sizeof *HARMS) - 1; i++)
    if (text_is(kind, HARMS[i])) return i;
  return -1;
}

static void read_toll(tsv_line *line) {
  static const char *const SLOTS = "-OSG.PVNTLCA"; /* enum toll_slot */
  enum { N_HARMS = sizeof HARMS / sizeof *HARMS };
  builder *b = line->b;
  rasid_text *f = line->fields, word_text;
  unsigned kind = 0;
  while (kind < N_HARMS && !text_is(f[2], HARMS[kind])) kind++;
  const char *slot = f[3].size == 1 ? memchr(SLOTS + 1, f[3].data[0], 11) : NULL;
  if (kind == N_HARMS || !slot || (kind == N_HARMS - 1) != (*slot == 'L') ||
      f[1].size != 1 || !memchr("vn", f[1].data[0], 2)) {
    tsv_mistake(line,
                "pos v or n; kind killed, wounded, … or also; slot O, S, G, ., P, V, N, "
                "T, C, A or (with also) L: see data/README.md");
    return;
  }
  rasid_text rest = f[0];
  text_split(&rest, ' ', &word_text);
  uint32_t first = b->lists.n, tail = 0;
  const char *classes = f[1].data[0] == 'v' ? "v" : kind == N_HARMS - 1 ? "nac" : "na";
  if (!list_lemmas(b, word_text, classes)) {
    unknown_word(line, word_text);
    return;
  }
  uint32_t end = b->lists.n;
  if (rest.size) {
    if (!list_lemmas(b, rest, "na"))
      unknown_word(line, rest);
    else
      tail = b->lists.items[end];
  }
  for (uint32_t i = first; i < end; i++) {
    toll_record *t = BUILD_PUSH(b, &b->tolls);
    if (t)
      *t = (toll_record){b->lists.items[i],
                         (uint8_t)f[1].data[0],
                         (uint8_t)kind,
                         (uint8_t)(slot - SLOTS),
                         0,
                         line->file_index,
                         line->number,
                         tail};
  }
}

static void read_weight(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  char number[40], *end;
  snprintf(number, sizeof number, "%.*s", (int)f[1].size, f[1].data);
  float value = strtof(number, &end);
  if (*end || !*number) {
    tsv_mistake(line, "weight '%s' is no number", number);
    return;
  }
  weight_record *w = BUILD_PUSH(b, &b->weights);
  if (w)
    *w = (weight_record){hash_bytes(f[0].data, f[0].size, 0), value,
                         build_string(b, f[0].data, f[0].size)};
}

/* The weights of a feature of the tagger: one a part of speech behind its name and its
 * values, which commas part. */
static void read_tag_row(tsv_line *line) {
  builder *b = line->b;
  const rasid_text *f = line->fields;
  uint64_t key = model_tag_key(0, f[0].data, f[0].size);
  for (size_t from = 0; from <= f[1].size;) {
    size_t to = from;
    while (to < f[1].size && f[1].data[to] != ',') to++;
    key = model_tag_key(key, f[1].data + from, to - from);
    from = to + 1;
  }
  tag_row row = {tag_row_check(key), {0}};
  for (unsigned u = 0; u < TAG_ROW_WEIGHTS; u++) {
    char number[16], *end;
    snprintf(number, sizeof number, "%.*s", (int)f[2 + u].size, f[2 + u].data);
    long value = strtol(number, &end, 10);
    if (*end || !*number || value < -127 || value > 127) {
      tsv_mistake(line, "weight '%s' is no whole number from -127 to 127", number);
      return;
    }
    row.weights[u] = (int8_t)value;
  }
  uint64_t *slot = BUILD_PUSH(b, &b->tag_keys);
  tag_row *at = BUILD_PUSH(b, &b->tag_rows);
  if (slot && at) *slot = key, *at = row;
}

static int by_lemma(const void *a, const void *b) {
  const frame_record *x = a, *y = b;
  if (x->lemma != y->lemma) return x->lemma < y->lemma ? -1 : 1;
  if (x->file != y->file) return x->file < y->file ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}
static int by_mode_lemma(const void *a, const void *b) {
  const mode_word_record *x = a, *y = b;
  if (x->lemma != y->lemma) return x->lemma < y->lemma ? -1 : 1;
  if (x->category != y->category) return x->category < y->category ? -1 : 1;
  return x->mode < y->mode ? -1 : x->mode > y->mode;
}
static int by_toll_lemma(const void *a, const void *b) {
  const toll_record *x = a, *y = b;
  if (x->lemma != y->lemma) return x->lemma < y->lemma ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}
static int by_hash(const void *a, const void *b) {
  const weight_record *x = a, *y = b;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

void build_frames(builder *b) {
  for (unsigned c = 0; c < N_CATEGORIES; c++) {
    char file[64];
    int length = snprintf(file, sizeof file, "ar/frames/%s.tsv", category_name(c));
    for (int i = 0; i < length; i++) file[i] = (char)tolower((unsigned char)file[i]);
    char *kept = arena_copy(&b->memory, file, (size_t)length + 1);
    if (kept)
      tsv_read(b, kept, "trigger pos mode cameo roles when status gloss", false,
               read_frame);
  }
  build_english_frames(b);
  tsv_read(b, "ar/mode_words.tsv", "word category mode", false, read_mode_word);
  tsv_read(b, "ar/contexts.tsv", "word context", false, read_context);
  tsv_read(b, "ar/tolls.tsv", "word pos kind slot gloss", false, read_toll);
  tsv_read(b, "weights.tsv", "feature weight", true, read_weight);
  tsv_read(b, "choice.tsv", "feature weight", true, read_weight);
  tsv_read(b, "tagger.tsv",
           "feature values noun adj name verb num prep conj pron part adv interj", true,
           read_tag_row);
  if (b->frames.n) qsort(b->frames.items, b->frames.n, sizeof *b->frames.items, by_lemma);
  if (b->mode_words.n)
    qsort(b->mode_words.items, b->mode_words.n, sizeof *b->mode_words.items,
          by_mode_lemma);
  if (b->tolls.n)
    qsort(b->tolls.items, b->tolls.n, sizeof *b->tolls.items, by_toll_lemma);
  for (uint32_t i = b->tolls.n; i-- > 0;)
    b->lemmas.items[b->tolls.items[i].lemma].first_toll = (uint16_t)(i + 1);
  if (b->weights.n)
    qsort(b->weights.items, b->weights.n, sizeof *b->weights.items, by_hash);
  for (uint32_t i = 0; i < b->frames.n; i++) {
    lemma_record *l = &b->lemmas.items[b->frames.items[i].lemma];
    if (!l->n_frames++) l->first_frame = i;
  }
  for (uint32_t i = b->mode_words.n; i-- > 0;)
    b->lemmas.items[b->mode_words.items[i].lemma].mode_words = (uint16_t)(i + 1);
}
