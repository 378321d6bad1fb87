/* mark.c - tokens that are no words: punctuation, quotes, brackets, web and mail
 * addresses, hashtags.
 *
 * Straight and curly quotes do not tell reliably which way they face (writers of Arabic
 * type them in either order), so the spaces around them decide first, then whether a
 * quote is open in the line; « » are taken at their word.
 */
#include "text/text_reader.h"

/* ---- addresses ---- */

static bool is_alnum(uint8_t c) {
  return (c | 0x20u) - 'a' < 26 || c - '0' + 0u < 10;
}

/* The byte may stand in a web address. */
static bool is_url_byte(uint8_t c) {
  return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '`' &&
         c != '{' && c != '}' && c != '|' && c != '\\' && c != '^';
}

static bool starts_with(const uint8_t *p, const uint8_t *end, const char *prefix) {
  for (; *prefix; p++, prefix++)
    if (p >= end ||
        ((uint8_t)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p)) != (uint8_t)*prefix)
      return false;
  return true;
}

size_t url_size(const uint8_t *p, const uint8_t *end) {
  size_t prefix = starts_with(p, end, "http://")    ? 7
                  : starts_with(p, end, "https://") ? 8
                  : starts_with(p, end, "www.")     ? 4
                                                    : 0;
  if (!prefix || (size_t)(end - p) <= prefix || !is_alnum(p[prefix])) return 0;
  size_t size = prefix;
  bool bracket = false;
  for (; p + size < end && is_url_byte(p[size]); size++)
    if (p[size] == '(') bracket = true;
  /* Marks at the end belong to the sentence. */
  while (size > prefix && !is_alnum(p[size - 1]) && p[size - 1] != '/' &&
         p[size - 1] != '=' && !(bracket && p[size - 1] == ')'))
    size--;
  return size;
}

/* A mail address around the @ at p: the tokens before, as far as they touch, are taken
 * back. */
static const uint8_t *read_mail(reader *r, const uint8_t *p) {
  const uint8_t *domain = p + 1, *q = domain;
  while (q < r->end && (is_alnum(*q) || *q == '.' || *q == '-')) q++;
  while (q > domain && !is_alnum(q[-1])) q--;
  if (q == domain || !is_alnum(*domain) || !memchr(domain, '.', (size_t)(q - domain)) ||
      r->failed)
    return NULL;
  token *local = NULL, *first = r->doc->tokens.items + r->first;
  uint32_t touching = (uint32_t)(p - r->base);
  for (token *t = r->out; t-- > first && t->end == touching; touching = t->start) {
    if (t->kind == TOKEN_LATIN || t->kind == TOKEN_NUMBER)
      local = t;
    else if (t->mark != '.' && t->mark != '-' && t->mark != '_' && t->mark != '+')
      break;
    if (t->flags & TOKEN_SPACE_BEFORE) break;
  }
  if (!local) return NULL;
  for (token *t = r->out; t-- > local;) {
    r->n_latin -= t->kind == TOKEN_LATIN;
    r->n_numbers -= t->kind == TOKEN_NUMBER;
  }
  r->out = local;
  r->pending = PENDING_NONE;
  r->flags = local->flags & (TOKEN_SPACE_BEFORE | TOKEN_LINE_START);
  return reader_push_mark(r, TOKEN_URL, r->base + local->start, q, 0);
}

/* A hashtag: # and letters, digits and _ of any script. One word of one script gives its
 * key. */
static const uint8_t *read_hashtag(reader *r, const uint8_t *p) {
  const uint8_t *start = p, *end = ++p;
  unsigned kinds = 0;
  int bad = 0;
  for (unsigned size; p < r->end; p += size) {
    unsigned kind = GLYPH_KIND(glyph_at(p, r->end, &size, &bad));
    if (kind == GLYPH_NOTHING && !bad) continue;
    bool inside = kind == GLYPH_ARABIC || kind == GLYPH_LATIN || kind == GLYPH_OTHER ||
                  kind == GLYPH_DIGIT ||
                  (end > start + 1 && (kind == GLYPH_DIACRITIC || kind == GLYPH_TATWEEL ||
                                       kind == GLYPH_COMBINING));
    if (!inside && *p != '_') break;
    kinds |= 1u << kind;
    end = p + size;
  }
  if (end == start + 1) return reader_push_mark(r, TOKEN_SYMBOL, start, end, '#');
  uint32_t n = 0;
  word key = {0, 0};
  const unsigned joining =
      1u << GLYPH_DIACRITIC | 1u << GLYPH_TATWEEL | 1u << GLYPH_COMBINING;
  if ((kinds & ~joining) == 1u << GLYPH_ARABIC)
    key = word_of_bytes(start + 1, end, 0, &n);
  else if ((kinds & ~joining & ~(1u << GLYPH_DIGIT)) == 1u << GLYPH_LATIN)
    key = word_of_bytes(start + 1, end, 1, &n);
  reader_push(r, TOKEN_HASHTAG, start, end, key, 0, n, '#');
  return end;
}

/* ---- quotes ---- */

/* Whether what stands before faces left like a space: space, line start, opening mark,
 * colon, dash. */
static bool space_before(const reader *r) {
  if (r->flags & TOKEN_SPACE_BEFORE) return true;
  const token *t = reader_previous(r);
  if (!t) return true;
  return t->kind == TOKEN_OPEN || t->kind == TOKEN_QUOTE_OPEN || t->mark == ':' ||
         t->mark == '-' || t->mark == '/';
}

/* Whether what follows faces right like a space: space, end, a closing mark or one that
 * ends a clause. */
static bool space_after(const reader *r, const uint8_t *p) {
  int bad = 0;
  unsigned size;
  for (unsigned skipped = 0; p < r->end && skipped < 4; p += size, skipped++) {
    uint32_t glyph = glyph_at(p, r->end, &size, &bad);
    switch (GLYPH_KIND(glyph)) {
      case GLYPH_NOTHING: continue;
      case GLYPH_SPACE:
      case GLYPH_LINE:
      case GLYPH_CLOSE:
      case GLYPH_QUOTE_CLOSE: return true;
      case GLYPH_PUNCT:
        return GLYPH_PAYLOAD(glyph) != '*' && GLYPH_PAYLOAD(glyph) != '|' &&
               GLYPH_PAYLOAD(glyph) != '-';
      default: return false;
    }
  }
  return true;
}

/* A quote at [p, end) that may face either way. `nominal` is how it faces by itself: 1
 * open, 0 close, -1 neither. */
static const uint8_t *read_quote(reader *r, const uint8_t *p, const uint8_t *end,
                                 bool *in_quote, int nominal) {
  bool before = space_before(r), after = space_after(r, end);
  bool open = before != after ? before : nominal >= 0 ? nominal : !*in_quote;
  *in_quote = open;
  return reader_push_mark(r, open ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE, p, end, '"');
}

static const uint8_t *read_any_quote(reader *r, const uint8_t *p, unsigned kind,
                                     unsigned size) {
  const uint8_t *end = p + size;
  if (kind == GLYPH_QUOTE) return read_quote(r, p, end, &r->in_quote, -1);
  if (kind == GLYPH_QUOTE_SINGLE) {
    if (size == 1 && end < r->end && *end == *p) { /* `` and '' */
      if (*p == '\'') return read_quote(r, p, end + 1, &r->in_quote, -1);
      r->in_quote = true;
      return reader_push_mark(r, TOKEN_QUOTE_OPEN, p, end + 1, '"');
    }
    return read_quote(r, p, end, &r->in_single, -1);
  }
  if (p[0] == 0xE2 && p[1] == 0x80 && p[2] <= 0x9F) /* U+2018-U+201F, the curly ones */
    return read_quote(r, p, end, p[2] <= 0x9B ? &r->in_single : &r->in_quote,
                      p[2] == 0x9F ? !r->in_quote : kind == GLYPH_QUOTE_OPEN);
  return reader_push_mark(
      r, kind == GLYPH_QUOTE_OPEN ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE, p, end, '"');
}

/* ---- punctuation ---- */

/* The end of a run of full stops and ellipses that starts at p; `*mark` becomes '~' where
 * it is more than one stop. */
static const uint8_t *dots_end(const reader *r, const uint8_t *p, unsigned *mark) {
  for (;;) {
    if (p < r->end && *p == '.')
      p++;
    else if (r->end - p >= 3 && p[0] == 0xE2 && p[1] == 0x80 && p[2] == 0xA6)
      p += 3;
    else
      return p;
    *mark = '~';
  }
}

static const uint8_t *read_punct(reader *r, const uint8_t *p, unsigned mark,
                                 unsigned size) {
  const uint8_t *end = p + size;
  if (mark == '.' || mark == '~') {
    end = dots_end(r, end, &mark);
  } else if (mark == '-' || mark == '*') {
    while (size == 1 && end < r->end && *end == *p) end++;
  }
  reader_push_mark(r, TOKEN_PUNCT, p, end, mark);
  if (mark == '.' || mark == '~' || mark == '!' || mark == '?') sentence_mark(r);
  return end;
}

static const uint8_t *read_symbol(reader *r, const uint8_t *p, unsigned mark,
                                  unsigned size) {
  const uint8_t *end = p + size, *mail;
  if (*p == '#') return read_hashtag(r, p);
  if (*p == '@' && (mail = read_mail(r, p)) != NULL) return mail;
  if ((*p == '<' || *p == '>') && end < r->end && *end == *p)
    return reader_push_mark(r, *p == '<' ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE, p,
                            end + 1, '"');
  if (*p == '=' || *p == '_')
    while (end < r->end && *end == *p) end++;
  return reader_push_mark(r, TOKEN_SYMBOL, p, end, mark);
}

const uint8_t *read_mark(reader *r, const uint8_t *p, uint32_t glyph, unsigned size) {
  unsigned kind = GLYPH_KIND(glyph), mark = GLYPH_PAYLOAD(glyph);
  switch (kind) {
    case GLYPH_PUNCT: return read_punct(r, p, mark, size);
    case GLYPH_OPEN: return reader_push_mark(r, TOKEN_OPEN, p, p + size, mark);
    case GLYPH_CLOSE: return reader_push_mark(r, TOKEN_CLOSE, p, p + size, mark);
    case GLYPH_QUOTE:
    case GLYPH_QUOTE_OPEN:
    case GLYPH_QUOTE_CLOSE:
    case GLYPH_QUOTE_SINGLE: return read_any_quote(r, p, kind, size);
    default: return read_symbol(r, p, mark, size);
  }
}
