/* sentence.c - where sentences end.
 *
 * A mark only makes an end possible; the token after it decides. So marks leave a pending
 * end in the reader, closing quotes and brackets and further marks pass it on, and the
 * first token of another kind ends the sentence before itself or takes the possibility
 * back.
 */
#include "text/text_reader.h"

/* Latin abbreviations that stand before names and figures. */
static const char ABBREVIATIONS[][5] = {
    "mr",  "mrs",  "ms",  "dr",   "prof", "gen", "col", "lt",   "maj",
    "sgt", "capt", "cpl", "adm",  "brig", "sen", "rep", "gov",  "pres",
    "hon", "rev",  "st",  "mt",   "no",   "vs",  "jan", "feb",  "mar",
    "apr", "aug",  "sep", "sept", "oct",  "nov", "dec", "lieu", "cmdr"};

static bool is_abbreviation(const reader *r, const token *t) {
  uint32_t n = t->end - t->start;
  if (n > 5 || !(t->flags & TOKEN_CAPITAL)) return false;
  for (size_t i = 0; i < sizeof ABBREVIATIONS / sizeof *ABBREVIATIONS; i++) {
    uint32_t k = 0;
    while (k < n && k < sizeof *ABBREVIATIONS &&
           (r->base[t->start + k] | 0x20) == ABBREVIATIONS[i][k])
      k++;
    if (k == n && (k == sizeof *ABBREVIATIONS || ABBREVIATIONS[i][k] == 0)) return true;
  }
  return false;
}

static bool is_number(const token *t) {
  return t->kind == TOKEN_NUMBER || t->kind == TOKEN_DATE || t->kind == TOKEN_CLOCK;
}

void sentence_end(reader *r) {
  r->pending = PENDING_NONE;
  if (r->failed) return;
  uint32_t n = reader_n_tokens(r);
  if (n == r->first) return;
  const token *tokens = r->doc->tokens.items;
  sentence *s = ARRAY_PUSH(r->a, &r->doc->sentences);
  if (!s) {
    r->failed = true;
    reader_grow(r); /* to the sink */
    return;
  }
  *s = (sentence){tokens[r->first].start, tokens[n - 1].end, r->first, n - r->first,
                  r->part};
  r->first = n;
  r->sentence = r->doc->sentences.n;
  r->n_solid_before = reader_n_solid(r);
}

/* One letter, or "and" with the letter of a title (waw-dal is "and Dr."). */
static bool is_initial(const token *t) {
  if (t->kind != TOKEN_ARABIC || t->n_letters != 2) return t->n_letters == 1;
  unsigned last = word_last_letter(t->key);
  return t->key.lo >> 6 == LETTER_WAW &&
         (last == LETTER_DAL || last == LETTER_MEEM || last == LETTER_ALEF_HAMZA_ABOVE);
}

/* Whether the full stop after `t` may end a sentence: not after an initial (unless it is
 * the unit of a figure, as behind a year), nor after an abbreviation, nor after the
 * number of a list item. */
static bool may_stop(const reader *r, const token *t) {
  const token *first = r->doc->tokens.items + r->first;
  if ((t->kind == TOKEN_ARABIC || t->kind == TOKEN_LATIN) && is_initial(t))
    return t->kind == TOKEN_ARABIC && t > first && is_number(t - 1);
  if (t->kind == TOKEN_LATIN) return !is_abbreviation(r, t);
  return !(is_number(t) && t == first);
}

void sentence_mark(reader *r) {
  const token *mark = reader_previous(r);
  if (!mark || mark == r->doc->tokens.items + r->first) return;
  if (reader_n_solid(r) == r->n_solid_before) return; /* no sentence without a word */
  const token *before = mark - 1;
  switch (mark->mark) {
    case '!':
    case '?':
      if (before->kind != TOKEN_OPEN) r->pending = PENDING_MARK; /* (!) is a comment */
      return;
    case '~':
      if (r->pending < PENDING_DOTS) r->pending = PENDING_DOTS;
      return;
    default:
      if (r->pending >= PENDING_STOP || !may_stop(r, before)) return;
      r->pending = PENDING_STOP;
      r->stop_latin = before->kind == TOKEN_LATIN;
      r->stop_glued =
          !(mark->flags & TOKEN_SPACE_BEFORE) &&
          (before->kind == TOKEN_ARABIC || before->kind == TOKEN_QUOTE_CLOSE ||
           before->kind == TOKEN_CLOSE || is_number(before) || before->mark == '%');
  }
}

/* Whether `next` starts a sentence although no space stands before it. */
static bool starts_glued(const reader *r, const token *next) {
  if (r->pending == PENDING_DOTS || (r->pending == PENDING_STOP && !r->stop_glued))
    return false;
  return (next->kind == TOKEN_ARABIC && next->n_letters >= 2) ||
         next->kind == TOKEN_QUOTE_OPEN || next->kind == TOKEN_OPEN;
}

void sentence_resolve(reader *r, const token *next) {
  if (next->kind == TOKEN_QUOTE_CLOSE || next->kind == TOKEN_CLOSE) return;
  if (next->kind == TOKEN_PUNCT) {
    switch (next->mark) {
      case '.':
      case '!':
      case '?':
      case '~': return;
      case ',':
      case ';':
      case ':': r->pending = PENDING_NONE; return;
      default: break;
    }
  }
  bool ends = next->flags & TOKEN_SPACE_BEFORE ? true : starts_glued(r, next);
  /* "the Foo Corp. said" */
  if (r->pending == PENDING_STOP && r->stop_latin && next->kind == TOKEN_LATIN &&
      !(next->flags & TOKEN_CAPITAL))
    ends = false;
  r->pending = PENDING_NONE;
  if (ends) sentence_end(r);
}
