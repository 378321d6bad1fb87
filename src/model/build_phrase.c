/* build_phrase.c - the trie of names and phrases: words as forms, edges, nodes, targets.
 */
#include "model/build.h"
#include "text/text.h"

/* A word of a phrase: its form and how it stands there. */
typedef struct phrase_word {
  word key;        /* folded, article and proclitic off */
  uint32_t symbol; /* proclitic and article bits */
  bool latin;
} phrase_word;

static bool has_form(const builder *b, const uint8_t *letters, unsigned n) {
  word key = word_fold(word_pack(letters, n));
  return pair_map_get(&b->form_map, key.lo, key.hi) != MODEL_NONE;
}

/* Takes article and proclitic off: "al-" with a bare alef, "lil-", and wa, bi, li before
 * a known word. */
static void strip_word(const builder *b, const uint8_t *letters, unsigned n, bool first,
                       phrase_word *w, unsigned *skip) {
  unsigned at = 0;
  w->symbol = 0;
  if (!first && n > 3 && letters[0] == LETTER_LAM && letters[1] == LETTER_LAM) {
    w->symbol = SYMBOL_LI | SYMBOL_AL;
    at = 2;
  } else if (!first && n > 3 && !has_form(b, letters, n)) {
    unsigned c = letters[0];
    unsigned kind = c == LETTER_WAW   ? SYMBOL_WA
                    : c == LETTER_BEH ? SYMBOL_BI
                    : c == LETTER_LAM ? SYMBOL_LI
                                      : 0u;
    bool article = n > 4 && letters[1] == LETTER_ALEF && letters[2] == LETTER_LAM;
    if (kind && (article || has_form(b, letters + 1, n - 1))) {
      w->symbol = kind;
      at = 1;
    }
  }
  if (at < 2 && n - at > 4 && letters[at] == LETTER_ALEF && /* Allah is one word */
      letters[at + 1] == LETTER_LAM) {
    w->symbol |= SYMBOL_AL;
    at += 2;
  } else if (at < 2) {
    w->symbol |= SYMBOL_NO_AL;
  }
  w->key = word_fold(word_pack(letters + at, n - at));
  *skip = at;
}

/* The form of a word of a name; it gets a reading as a name where no noun is written so,
 * and where it has a prior of its own, the name of a country or well-known place. */
static uint32_t name_form(const tsv_line *line, const uint8_t *letters, unsigned n,
                          int prior) {
  builder *b = line->b;
  uint32_t form = build_form(b, word_pack(letters, n));
  if (form >= b->forms.n ||
      (prior <= PRIOR_NAME && b->forms.items[form].flags & FORM_NOMINAL))
    return form;
  char text[96];
  rasid_text t = {text, word_to_text(word_pack(letters, n), text)};
  uint32_t lemma = build_find_lemma(b, SPACE_NAME, t);
  if (lemma == MODEL_NONE) lemma = build_lemma(b, SPACE_NAME, t, POS_NAME);
  if (lemma >= b->name_prior.n) return form;
  uint8_t *known = &b->name_prior.items[lemma], rank = (uint8_t)(prior + 128);
  if (*known >= rank) return form; /* has this reading, or a likelier one */
  *known = rank;
  build_reading(b, letters, n, lemma, POS_NAME, prior);
  return form;
}

static uint32_t latin_form(const tsv_line *line, rasid_text text) {
  builder *b = line->b;
  word w = word_of_text(text.data, text.size);
  if (!w.lo && !w.hi) return MODEL_NONE;
  if (pair_map_get(&b->form_map, w.lo, w.hi) == MODEL_NONE) {
    uint32_t lemma = build_find_lemma(b, SPACE_NAME, text);
    if (lemma == MODEL_NONE) lemma = build_lemma(b, SPACE_NAME, text, POS_FOREIGN);
    uint32_t form = build_form(b, w);
    reading_entry *r = BUILD_PUSH(b, &b->readings);
    if (r) *r = (reading_entry){form, {lemma, POS_FOREIGN, 0, 0}};
  }
  return build_form(b, w);
}

static uint32_t next_node(builder *b, uint32_t node, uint32_t symbol) {
  uint32_t next = pair_map_get(&b->edge_map, node, symbol);
  if (next != MODEL_NONE) return next;
  node_entry *n = BUILD_PUSH(b, &b->nodes);
  edge_record *e = BUILD_PUSH(b, &b->edges);
  if (!n || !e) return node;
  *n = (node_entry){0};
  next = b->nodes.n - 1;
  *e = (edge_record){node, symbol};
  pair_map_set(b, &b->edge_map, node, symbol, next);
  return next;
}

void build_target(builder *b, uint32_t node, target_record target) {
  node_entry *n = &b->nodes.items[node];
  for (uint32_t i = n->first_link; i; i = b->links.items[i - 1].next) {
    const target_record *t = &b->links.items[i - 1].target;
    if (t->type != target.type) continue;
    if (t->index == target.index) return;
    if (t->type == TARGET_PLACE) break; /* they come in order: the last one is in front */
  }
  if (n->n_targets == UINT16_MAX) {
    build_mistake(b, "data: more than %u meanings of one name: take some out",
                  (unsigned)UINT16_MAX);
    return;
  }
  struct target_link *link = BUILD_PUSH(b, &b->links);
  if (!link) return;
  *link = (struct target_link){target, n->first_link};
  n->first_link = b->links.n;
  n->n_targets++;
  n->types |= (uint16_t)(1u << target.type);
}

static bool is_latin(rasid_text t) {
  unsigned char c = t.size ? (unsigned char)t.data[0] : 0;
  return c && (c < 0x80 || (c >= 0xC3 && c <= 0xC9) || c == 0xE1);
}

/* Follows the words after the first from `node`; the node at the end, or MODEL_NONE.
 * `any_article`: words match with and without al-. */
static uint32_t rest_node(const tsv_line *line, uint32_t node, rasid_text rest,
                          bool any_article) {
  builder *b = line->b;
  rasid_text text;
  while (text_split(&rest, ' ', &text)) {
    uint8_t letters[40], n;
    if (!text.size) continue;
    uint32_t form, symbol;
    if (is_latin(text)) {
      form = latin_form(line, text);
      symbol = SYMBOL_NO_AL;
      if (form == MODEL_NONE) continue;
    } else {
      phrase_word w;
      unsigned skip;
      if (!build_letters(line, text, letters, &n)) return MODEL_NONE;
      strip_word(b, letters, n, false, &w, &skip);
      form = name_form(line, letters + skip, n - skip, PRIOR_NAME);
      symbol = any_article ? (w.symbol & ~3u) : w.symbol;
    }
    if (form < b->forms.n) b->forms.items[form].flags |= FORM_IN_PHRASE;
    node = next_node(b, node, form * 16 + symbol);
  }
  return node;
}

static uint32_t first_node(const tsv_line *line, uint32_t form, uint32_t symbol,
                           rasid_text rest, bool any) {
  builder *b = line->b;
  if (form >= b->forms.n) return MODEL_NONE;
  b->forms.items[form].flags |= FORM_STARTS_PHRASE;
  return rest_node(line, next_node(b, 0, form * 16 + symbol), rest, any);
}

/* Hyphens and the full stops of abbreviations part words as blanks do: the reader of
 * phrases steps over them. */
static void space_out(char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (text[i] == '-' || text[i] == '.') text[i] = ' ';
}

static int name_prior(const builder *b, target_record target) {
  switch (target.type) {
    case TARGET_COUNTRY: return PRIOR_COUNTRY;
    case TARGET_CAPITAL: return PRIOR_PLACE;
    case TARGET_PLACE:
      return target.index < b->places.n && b->places.items[target.index].tier == 'A'
                 ? PRIOR_PLACE
                 : PRIOR_NAME;
    default: return PRIOR_NAME;
  }
}

uint32_t build_name_node(const tsv_line *line, rasid_text name, int prior) {
  builder *b = line->b;
  rasid_text first;
  uint8_t letters[40], n;
  char copy[1024];
  if (name.size > sizeof copy) {
    tsv_mistake(line, "a name of more than %zu bytes", sizeof copy);
    return MODEL_NONE;
  }
  rasid_text text = name;
  if (!is_latin(name) && name.size) {
    memcpy(copy, name.data, name.size);
    space_out(copy, name.size);
    text.data = copy;
  }
  if (!text_split(&text, ' ', &first) || !first.size) return MODEL_NONE;
  if (is_latin(first))
    return first_node(line, latin_form(line, first), SYMBOL_NO_AL, text, false);
  if (!build_letters(line, first, letters, &n)) return MODEL_NONE;
  phrase_word w;
  unsigned skip;
  strip_word(b, letters, n, true, &w, &skip);
  return first_node(
      line, name_form(line, letters + skip, n - skip, text.size ? PRIOR_NAME : prior),
      w.symbol, text, false);
}

void build_name(const tsv_line *line, rasid_text name, target_record target) {
  uint32_t node = build_name_node(line, name, name_prior(line->b, target));
  if (node != MODEL_NONE) build_target(line->b, node, target);
}

/* Does the adjective's form agree with the noun's: in number and gender, or as the
 * feminine of several? */
static bool agrees(uint32_t noun, uint32_t adjective) {
  unsigned many = FEATURE_NUMBER(noun), gender = FEATURE_GENDER(noun),
           own = FEATURE_GENDER(adjective);
  if (many == 3 && FEATURE_NUMBER(adjective) <= 1) return own == 2;
  bool number = (many <= 1 ? 1u : many) ==
                (FEATURE_NUMBER(adjective) <= 1 ? 1u : FEATURE_NUMBER(adjective));
  return number && (!gender || !own || gender == own);
}

#define MAX_FORMS 64 /* of an adjective */

/* «a criminal element»: a noun and its adjective in all the forms in which they agree, of
 * which the dictionary has the citation form alone. */
static void inflect_phrase(const tsv_line *line, rasid_text rest, uint32_t lemma,
                           target_record target) {
  builder *b = line->b;
  reading_entry forms[MAX_FORMS];
  unsigned n = 0;
  rasid_text second;
  if (!text_split(&rest, ' ', &second) || rest.size) return;
  uint32_t adjective = build_find_lemma(b, SPACE_ADJ, second), end = b->readings.n;
  if (adjective == MODEL_NONE) return;
  for (uint32_t i = 0; i < end && n < MAX_FORMS; i++)
    if (b->readings.items[i].record.lemma == adjective) forms[n++] = b->readings.items[i];
  for (uint32_t i = 0; i < end; i++) {
    reading_entry noun = b->readings.items[i];
    if (noun.record.lemma != lemma || noun.form >= b->forms.n) continue;
    for (unsigned k = 0; k < n; k++) {
      if (!agrees(noun.record.features, forms[k].record.features)) continue;
      b->forms.items[noun.form].flags |= FORM_STARTS_PHRASE;
      b->forms.items[forms[k].form].flags |= FORM_IN_PHRASE;
      uint32_t node = next_node(b, 0, noun.form * 16 + SYMBOL_AL_ANY);
      node = next_node(b, node, forms[k].form * 16 + SYMBOL_AL_ANY);
      build_target(b, node, target);
    }
  }
}

void build_phrase(const tsv_line *line, rasid_text text, uint32_t lemma,
                  target_record target) {
  builder *b = line->b;
  rasid_text first;
  if (!text_split(&text, ' ', &first)) return;
  if (text.size) inflect_phrase(line, text, lemma, target);
  for (uint32_t i = 0, end = b->readings.n; i < end; i++) {
    if (b->readings.items[i].record.lemma != lemma) continue;
    uint32_t node =
        first_node(line, b->readings.items[i].form, SYMBOL_AL_ANY, text, true);
    if (node != MODEL_NONE) build_target(b, node, target);
  }
}
