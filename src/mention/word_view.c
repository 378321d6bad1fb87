/* word_view.c - looking at tokens for the grammars of numbers and times. */
#include "mention/word_view.h"

static bool proclitics_fit(const reading *r, uint32_t kinds, unsigned need,
                           unsigned bar) {
  if (r->enclitic && !(kinds & VIEW_SUFFIX)) return false;
  unsigned p = r->proclitics;
  return !(p & (bar | ~(unsigned)PROCLITICS_NOUN)) && (p & need) == need;
}

static void view_fill(word_view *v, const reading *r, int64_t value, uint32_t kind) {
  v->value = value;
  v->kind = (uint8_t)kind;
  v->n_prefix = r->n_prefix;
  v->proclitics = r->proclitics;
  v->suffixed = r->enclitic != ENCLITIC_NONE;
}

bool view_find_quantity(const morph_doc *doc, uint32_t t, uint32_t kinds, unsigned need,
                        unsigned bar, word_view *v) {
  const word_info *w = doc->words[t];
  bool found = false;
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *r = &w->readings[i];
    uint32_t index = r->entry->quantity;
    if (!index || !r->agreement || /* «athna» praised is no «ithnay» two */
        !proclitics_fit(r, kinds, need, bar))
      continue;
    const quantity_record *q = model_quantity(doc->model, index - 1);
    if (q->kind >= 31 || !(kinds & KIND_SET(q->kind)) ||
        (found && r->n_prefix >= v->n_prefix))
      continue;
    view_fill(v, r, q->value, q->kind);
    found = true;
    if (!r->n_prefix) break;
  }
  return found;
}

bool view_find_calendar(const morph_doc *doc, uint32_t t, uint32_t kinds, unsigned need,
                        unsigned bar, word_view *v) {
  const word_info *w = doc->words[t];
  bool found = false;
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *r = &w->readings[i];
    uint32_t index = r->entry->calendar;
    if (!index || !proclitics_fit(r, kinds, need, bar)) continue;
    const calendar_record *c = model_calendar(doc->model, index - 1);
    if (c->kind >= 31 || !(kinds & KIND_SET(c->kind)) ||
        (found && r->n_prefix >= v->n_prefix))
      continue;
    view_fill(v, r, c->value, c->kind);
    found = true;
    if (!r->n_prefix) break;
  }
  return found;
}

bool view_find_tag(const morph_doc *doc, uint32_t t, unsigned tag, unsigned allow) {
  const word_info *w = doc->words[t];
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *r = &w->readings[i];
    if (r->entry->tag == tag && !(r->proclitics & ~allow) && !r->enclitic) return true;
  }
  return false;
}

bool view_nominal(const morph_doc *doc, uint32_t t) {
  if (!view_is_word(doc, t) || !morph_has(doc, t) || view_token(doc, t)->n_letters < 2)
    return false;
  unsigned pos = FEATURE_POS(morph_at(doc, t)->features);
  return pos_is_nominal(pos) || pos == POS_FOREIGN;
}

bool view_may_be_noun(const morph_doc *doc, uint32_t t, unsigned article) {
  const word_info *w = doc->words[t];
  if (!(doc->marks[t] & WORD_MAY_NOUN)) return false;
  for (unsigned i = 0; i < w->n_readings; i++) {
    unsigned pos = FEATURE_POS(w->readings[i].features);
    if (pos >= POS_NOUN && pos <= POS_MASDAR && pos != POS_VERB &&
        (w->readings[i].proclitics & PROCLITIC_AL) == article)
      return true;
  }
  return false;
}

unsigned view_clitics(const morph_doc *doc, uint32_t t) {
  const token *k = view_token(doc, t);
  if (k->kind != TOKEN_ARABIC || k->n_letters > 4 || t + 1 >= doc->n) return 0;
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(k->key, letters), i = 0, mask = 0;
  if (i < n && letters[i] == LETTER_WAW)
    mask |= PROCLITIC_WA, i++;
  else if (i < n && letters[i] == LETTER_FEH)
    mask |= PROCLITIC_FA, i++;
  if (i + 1 < n && letters[i] == LETTER_LAM && letters[i + 1] == LETTER_LAM) {
    mask |= PROCLITIC_LI | PROCLITIC_AL;
    i += 2;
  } else {
    if (i < n && letters[i] == LETTER_BEH)
      mask |= PROCLITIC_BI, i++;
    else if (i < n && letters[i] == LETTER_KAF)
      mask |= PROCLITIC_KA, i++;
    else if (i < n && letters[i] == LETTER_LAM)
      mask |= PROCLITIC_LI, i++;
    if (i + 1 < n && letters[i] == LETTER_ALEF && letters[i + 1] == LETTER_LAM) {
      mask |= PROCLITIC_AL;
      i += 2;
    }
  }
  return i == n ? mask : 0;
}

uint32_t view_sentence_end(const morph_doc *doc, uint32_t t) {
  uint32_t s = view_token(doc, t)->sentence;
  if (s >= doc->text->sentences.n) return doc->n;
  const sentence *at = &doc->text->sentences.items[s];
  return at->first + at->n < doc->n ? at->first + at->n : doc->n;
}

uint32_t view_sentence_start(const morph_doc *doc, uint32_t t) {
  uint32_t s = view_token(doc, t)->sentence;
  return s < doc->text->sentences.n ? doc->text->sentences.items[s].first : 0;
}

unsigned view_mark(const morph_doc *doc, uint32_t t, uint32_t limit) {
  if (t >= limit) return 0;
  const token *k = view_token(doc, t);
  return k->kind >= TOKEN_PUNCT ? k->mark : 0;
}

uint32_t view_start(const morph_doc *doc, uint32_t t, unsigned proclitics,
                    unsigned n_prefix) {
  const token *k = view_token(doc, t);
  unsigned n = n_prefix;
  if (proclitics & PROCLITIC_AL) {
    if (proclitics & PROCLITIC_LI)
      n = (proclitics & PROCLITICS_JOIN) ? 1 : 0;
    else
      n = n > 2 ? n - 2 : 0;
  }
  return n && n < k->n_letters ? text_letter_offset(doc->text, k, n) : k->start;
}

uint32_t view_word_start(const morph_doc *doc, uint32_t t) {
  if (!view_is_word(doc, t) || !morph_has(doc, t)) return view_token(doc, t)->start;
  const reading *r = morph_at(doc, t);
  return view_start(doc, t, r->proclitics, r->n_prefix);
}

bool view_plain_digits(const morph_doc *doc, uint32_t t, unsigned n_digits) {
  const token *k = view_token(doc, t);
  uint32_t size = k->end - k->start; /* ASCII digits take one byte, the others two */
  if (k->kind != TOKEN_NUMBER || (size != n_digits && size != 2 * n_digits)) return false;
  const char *s = doc->text->data + k->start;
  if (size == n_digits) {
    for (uint32_t i = 0; i < size; i++)
      if (s[i] < '0' || s[i] > '9') return false;
    return true;
  }
  for (uint32_t i = 0; i < size;) {
    size_t at = i;
    bool bad = false;
    uint32_t cp = utf8_next(s, size, &at, &bad);
    if (!((cp >= 0x660 && cp <= 0x669) || (cp >= 0x6F0 && cp <= 0x6F9))) return false;
    i = (uint32_t)at;
  }
  return true;
}

bool view_digits(const morph_doc *doc, uint32_t t, int64_t *value) {
  const token *k = view_token(doc, t);
  double exact;
  bool decimals;
  return k->kind == TOKEN_NUMBER &&
         text_number_value(doc->text, k, value, &exact, &decimals) && !decimals;
}
