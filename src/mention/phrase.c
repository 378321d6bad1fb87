/* phrase.c - the longest dictionary phrases that begin at a token.
 *
 * The trie's edges are forms with the article and the proclitic they stand with inside a
 * phrase (model/build.h). The first word may carry any proclitic; quotation marks between
 * words are stepped over («tanzim "daish"»).
 */
#include "mention/mention.h"

#define MAX_WORDS 12

typedef struct walk {
  const morph_doc *doc;
  phrase_match *matches;
  unsigned n;
  phrase_match first; /* proclitics and prefix of the first word */
} walk;

/* Steps over one quotation mark or hyphen, or the full stop of an abbreviation («A.F.B»).
 */
static uint32_t skip_marks(const morph_doc *d, uint32_t i) {
  if (i >= d->n) return i;
  const token *t = &d->text->tokens.items[i];
  bool stop = t->mark == '.' && i && d->text->tokens.items[i - 1].n_letters == 1;
  return t->kind == TOKEN_QUOTE_OPEN || t->kind == TOKEN_QUOTE_CLOSE || t->mark == '-' ||
                 stop
             ? i + 1
             : i;
}

static void add_match(walk *w, const phrase_node *n, uint32_t last) {
  phrase_match m = w->first;
  m.node = n->node;
  m.last = last;
  m.types = n->types;
  unsigned at = w->n < PHRASE_MAX_MATCHES ? w->n++ : PHRASE_MAX_MATCHES - 1;
  while (at && w->matches[at - 1].last < last) {
    w->matches[at] = w->matches[at - 1];
    at--;
  }
  w->matches[at] = m;
}

static void follow(walk *w, const phrase_node *n, uint32_t i, unsigned depth);

static void follow_edge(walk *w, uint32_t node, uint32_t symbol, uint32_t i,
                        unsigned depth) {
  uint32_t next = model_find_edge(w->doc->model, node, symbol);
  if (next == MODEL_NONE) return;
  const node_record *n = model_node(w->doc->model, next);
  follow(w, &(phrase_node){next, n->n_targets ? n->types : 0, n->follows}, i + 1,
         depth + 1);
}

/* The symbol of a word inside a phrase, its article left open; MODEL_NONE where it does
 * not stand in one so. */
static uint32_t inner_symbol(const word_symbol *s) {
  unsigned p = s->proclitics, kind = 0;
  if (p & (PROCLITIC_FA | PROCLITIC_KA | PROCLITIC_SA | PROCLITIC_A) || s->n_suffix)
    return MODEL_NONE;
  if (p & PROCLITIC_WA) kind = SYMBOL_WA;
  if (p & PROCLITIC_BI) kind = kind ? 99u : SYMBOL_BI;
  if (p & PROCLITIC_LI) kind = kind ? 99u : SYMBOL_LI;
  return kind == 99u ? MODEL_NONE : s->form * 16 + kind;
}

/* Asks memory for the edges behind a node that will be looked for soon. */
static void fetch_edges(const morph_doc *doc, const phrase_node *n,
                        const word_info *next) {
  if (!(n->follows & next->follows)) return;
  for (unsigned k = 0; k < next->n_symbols; k++) {
    const word_symbol *s = &next->symbols[k];
    uint32_t base = n->follows & follow_bit(s->form) ? inner_symbol(s) : MODEL_NONE;
    if (base == MODEL_NONE) continue;
    model_fetch_edge(doc->model, n->node, base + SYMBOL_AL_ANY);
    model_fetch_edge(doc->model, n->node,
                     base + (s->proclitics & PROCLITIC_AL ? SYMBOL_AL : SYMBOL_NO_AL));
  }
}

static void follow_symbol(walk *w, uint32_t node, uint32_t i, unsigned depth,
                          const word_symbol *s) {
  uint32_t base = inner_symbol(s);
  if (base == MODEL_NONE) return;
  follow_edge(w, node, base + (s->proclitics & PROCLITIC_AL ? SYMBOL_AL : SYMBOL_NO_AL),
              i, depth);
  follow_edge(w, node, base + SYMBOL_AL_ANY, i, depth);
}

/* The token that may carry on a phrase whose words lie before `i`; n where none may. */
static uint32_t next_word(const walk *w, uint32_t i) {
  uint32_t at = skip_marks(w->doc, i);
  return at < w->doc->n && at <= i + 1 &&
                 w->doc->text->tokens.items[at].sentence ==
                     w->doc->text->tokens.items[i - 1].sentence
             ? at
             : w->doc->n;
}

/* On from a node by the word at `i`, one of its symbols. */
static void go_on(walk *w, const phrase_node *n, uint32_t i, unsigned depth) {
  const word_info *info = w->doc->words[i];
  if (depth > 1) fetch_edges(w->doc, n, info); /* the first were fetched before */
  for (unsigned k = 0; k < info->n_symbols; k++)
    if (n->follows & follow_bit(info->symbols[k].form))
      follow_symbol(w, n->node, i, depth, &info->symbols[k]);
}

/* At a node with tokens before `i` matched. */
static void follow(walk *w, const phrase_node *n, uint32_t i, unsigned depth) {
  if (n->types) add_match(w, n, i);
  if (!n->follows || depth >= MAX_WORDS) return;
  uint32_t at = next_word(w, i);
  if (w->doc->words[at]->follows & n->follows) go_on(w, n, at, depth);
}

/* The same behind the first word, where the next, `at`, has the symbols `follows`. */
static inline void follow_first(walk *w, const phrase_node *n, uint32_t i, uint32_t at,
                                uint64_t follows) {
  if (n->types) add_match(w, n, i);
  if (n->follows & follows) go_on(w, n, at, 1);
}

unsigned phrase_find(const morph_doc *doc, uint32_t i,
                     phrase_match matches[PHRASE_MAX_MATCHES]) {
  if (!set_has(doc->sets[TOKENS_PHRASE], i)) return 0;
  const word_info *info = doc->words[i];
  walk w = {doc, matches, 0, {0}};
  uint32_t at = next_word(&w, i + 1);
  uint64_t next = doc->words[at]->follows;
  if (!(info->marks & WORD_IS_PHRASE) && !(info->starts & next)) return 0;
  for (unsigned k = 0; k < info->n_symbols; k++) {
    const word_symbol *s = &info->symbols[k];
    if (s->proclitics & PROCLITIC_A) continue; /* «asarat», not «is it Sirte» */
    if (!(s->any.types | s->article.types) &&
        !((s->any.follows | s->article.follows) & next))
      continue;
    w.first = (phrase_match){.proclitics = s->proclitics,
                             .n_prefix = s->n_prefix,
                             .n_suffix = s->n_suffix,
                             .article = (s->proclitics & PROCLITIC_AL) != 0};
    if (!s->n_suffix) {
      follow_first(&w, &s->article, i + 1, at, next);
      follow_first(&w, &s->any, i + 1, at, next);
    } else if (s->any.types) {
      add_match(&w, &s->any, i + 1);
    }
  }
  return w.n;
}

/* Of token `i`. */
static void fetch_phrases(const morph_doc *doc, uint32_t i) {
  const word_info *info = doc->words[i], *next = doc->words[i + 1];
  if (!(info->starts & next->follows)) return;
  for (unsigned k = 0; k < info->n_symbols; k++) {
    fetch_edges(doc, &info->symbols[k].article, next);
    fetch_edges(doc, &info->symbols[k].any, next);
  }
}

/* Of all phrases: what they may mean is asked for before anybody looks. */
static void fetch_targets(const rasid_model *m, const mention_doc *md) {
  const phrase_match *p = md->phrases.items;
  for (uint32_t i = 0; i < md->phrases.n; i++)
    PREFETCH(model_target(m, model_node(m, p[i].node)->first_target));
  for (uint32_t i = 0; i < md->phrases.n; i++) {
    const target_record *t = model_target(m, model_node(m, p[i].node)->first_target);
    switch (t->type) {
      case TARGET_PLACE: PREFETCH(model_place(m, t->index)); break;
      case TARGET_ROLE: PREFETCH(model_role(m, t->index)); break;
      case TARGET_ACTOR: PREFETCH(model_actor(m, t->index)); break;
      default: break;
    }
  }
}

/* Symbols lie somewhere in the cache of words, and edges all over the model: memory is
 * asked for them so many phrases before they are needed. */
enum { SYMBOLS_AHEAD = 8, EDGES_AHEAD = 4 };

/* Keeps the phrases that begin at token `i`. */
static bool keep_phrases(const morph_doc *doc, mention_doc *md, uint32_t i, arena *a) {
  phrase_match matches[PHRASE_MAX_MATCHES];
  unsigned n = phrase_find(doc, i, matches);
  if (!n) return true;
  phrase_row *row = &md->phrase_rows[i];
  row->first = md->phrases.n;
  row->n = (uint16_t)n;
  for (unsigned k = 0; k < n; k++) {
    phrase_match *at = ARRAY_PUSH(a, &md->phrases);
    if (!at) return false;
    *at = matches[k];
    row->types |= at->types;
    PREFETCH(model_node(doc->model, at->node));
  }
  set_add(md->with_phrase, i);
  if (row->types & (PHRASE_PLACES | PHRASE_TYPE(TARGET_ACTOR))) set_add(md->with_name, i);
  return true;
}

bool phrase_read(const morph_doc *doc, mention_doc *md, arena *a) {
  uint32_t n = doc->n, n_firsts = 0;
  md->phrase_rows = arena_zero(a, (size_t)n + 1, sizeof *md->phrase_rows);
  md->with_phrase = arena_zero(a, set_size(n), sizeof *md->with_phrase);
  md->with_name = arena_zero(a, set_size(n), sizeof *md->with_name);
  uint32_t *firsts = arena_alloc(a, (size_t)n + SYMBOLS_AHEAD, sizeof *firsts);
  if (a->failed || !n) return !a->failed;
  for (uint32_t b = 0; b < set_size(n); b++)
    for (uint64_t bits = doc->sets[TOKENS_PHRASE][b]; bits; bits &= bits - 1)
      firsts[n_firsts++] = b * 64 + lowest_bit(bits);
  for (unsigned k = 0; k < SYMBOLS_AHEAD; k++) firsts[n_firsts + k] = n - 1;
  for (uint32_t k = 0; k < n_firsts; k++) {
    uint32_t soon = firsts[k + SYMBOLS_AHEAD];
    PREFETCH(doc->words[soon]->symbols);
    PREFETCH(doc->words[soon + 1]->symbols);
    fetch_phrases(doc, firsts[k + EDGES_AHEAD]);
    if (!keep_phrases(doc, md, firsts[k], a)) return false;
  }
  fetch_targets(doc->model, md);
  return true;
}

const target_record *phrase_find_target(const rasid_model *model, uint32_t node,
                                        unsigned type) {
  const node_record *n = model_node(model, node);
  for (uint32_t i = 0; i < n->n_targets; i++) {
    const target_record *t = model_target(model, n->first_target + i);
    if (t->type == type) return t;
  }
  return NULL;
}
