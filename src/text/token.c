/* token.c - one pass over the bytes: tokens as integers, with sentences along the way.
 *
 * Nearly all bytes of Arabic news are two-byte letters with single spaces between the
 * words. That is the hot loop (read_range and read_arabic): eight bytes, four looks into
 * PAIRS, shifts. Whatever is not a plain Arabic letter leaves it: words with
 * diacritics, tatweel, ligatures or more than ten letters finish in read_arabic_slow;
 * everything else goes by glyph (read_other).
 *
 * The pass is linear: a reader looks ahead only over bytes that it then takes, or at most
 * as many bytes as a date has.
 */
#include "text/pairs.inc"
#include "text/text_reader.h"

COLD void reader_grow(reader *r) {
  text_doc *d = r->doc;
  if (!r->failed) {
    uint32_t n = reader_n_tokens(r);
    token *next =
        array_push(r->a, (void **)&d->tokens.items, &d->tokens.capacity, n, sizeof *next);
    if (next) {
      r->out = next;
      r->out_end = d->tokens.items + d->tokens.capacity;
      return;
    }
    r->failed = true;
  }
  r->out = &r->sink;
  r->out_end = r->out + 1;
}

/* ---- Arabic words ---- */

/* In PAIRS, what is no letter code: what joins a word from the block, and all else. */
enum { PAIR_OTHER = 1 << 24, PAIR_JOINS = 3 << 24 };

/* Letter code of the two bytes at p, or one of the above. */
static inline uint32_t pair_at(const uint8_t *p) {
  return (p[0] & 0xFC) == 0xD8 && (p[1] & 0xC0) == 0x80
             ? PAIRS[(p[1] & 63u) << 2 | (p[0] & 3u)]
             : (uint32_t)PAIR_OTHER;
}

static inline bool is_letter(uint32_t pair) {
  return pair < PAIR_OTHER;
}

/* The letters at the beginning of the eight bytes at p, packed: how many, up to four. All
 * four pairs are looked up at once whatever they are, since words end at no place that
 * could be foreseen; what was too much is shifted out. */
static inline unsigned letters_at(const uint8_t *p, uint64_t *letters) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
  uint64_t odd = (v & 0xC0FCC0FCC0FCC0FCu) ^ 0x80D880D880D880D8u,
           index = (v >> 6 & 0x00FC00FC00FC00FCu) | (v & 0x0003000300030003u);
  unsigned n = odd ? (unsigned)__builtin_ctzll(odd) / 16 : 4;
  uint64_t four = (uint64_t)PAIRS[index & 0xFF] << 18 |
                  (uint64_t)PAIRS[index >> 16 & 0xFF] << 12 |
                  (uint64_t)PAIRS[index >> 32 & 0xFF] << 6 | PAIRS[index >> 48];
  four >>= 6 * (4 - n);
  uint64_t others = four >> 24; /* a bit, or two, for each pair that is no letter */
  if (UNLIKELY(others)) {
    unsigned drop = (63 - (unsigned)__builtin_clzll(others)) / 6 + 1;
    four >>= 6 * drop;
    n -= drop;
  }
  *letters = four & (((uint64_t)1 << 6 * n) - 1);
  return n;
}

/* What a diacritic tells of its word. */
static unsigned diacritic_flag(unsigned diacritic, uint32_t n) {
  if (diacritic == DIACRITIC_SHADDA) return TOKEN_SHADDA;
  if (diacritic == DIACRITIC_FATHATAN) return TOKEN_TANWIN;
  return diacritic == DIACRITIC_DAMMA && n == 1 ? TOKEN_DAMMA_FIRST : 0;
}

/* A word of any letters, of which the first `n` ≤ 10, packed in `lo`, lie before p. */
COLD const uint8_t *read_arabic_slow(reader *r, const uint8_t *start, const uint8_t *p,
                                     uint64_t lo, uint32_t n) {
  word w = {lo, 0};
  const uint8_t *end = p; /* of the word: trailing zero-width characters stay outside */
  unsigned flags = 0, size;
  int bad = 0;
  while (p < r->end) {
    uint32_t code = r->end - p >= 2 ? pair_at(p) : (uint32_t)PAIR_OTHER;
    if (is_letter(code)) {
      w = word_push(w, code);
      n++;
      end = p += 2;
      continue;
    }
    if (*p < 0x80) break;
    uint32_t glyph = glyph_at(p, r->end, &size, &bad), payload = GLYPH_PAYLOAD(glyph);
    unsigned kind = GLYPH_KIND(glyph);
    if (kind == GLYPH_ARABIC) {
      for (int shift = 18; shift >= 0; shift -= 6) {
        if (!(payload >> shift & 63)) continue;
        w = word_push(w, payload >> shift & 63);
        n++;
      }
    } else if (kind == GLYPH_DIACRITIC) {
      unsigned last = word_last_letter(w);
      flags |= diacritic_flag(payload, n);
      if (n) w.lo ^= last ^ letter_compose(last, payload);
    } else if (kind == GLYPH_TATWEEL) {
      flags |= TOKEN_ELONGATED;
    } else if (kind == GLYPH_NOTHING) {
      p += size;
      continue;
    } else if (kind != GLYPH_COMBINING) {
      break;
    }
    end = p += size;
  }
  if (n > WORD_MAX_LETTERS) w = word_of_bytes(start, end, 0, &n);
  reader_push(r, TOKEN_ARABIC, start, end, w, flags, n, 0);
  r->n_arabic++;
  return end;
}

/* The word at p, NULL where no plain letter begins one. */
static inline const uint8_t *read_arabic(reader *r, const uint8_t *p) {
  enum { MAX_PLAIN = 10 }; /* letters that fill `lo` */
  const uint8_t *start = p;
  uint64_t lo = 0, letters;
  uint32_t n = 0;
  for (unsigned more = 4; more == 4;) {
    if (UNLIKELY(r->end - p < 8)) {
      bool begun = n || (r->end - p >= 2 && is_letter(pair_at(p)));
      return begun ? read_arabic_slow(r, start, p, lo, n) : NULL;
    }
    more = letters_at(p, &letters);
    if (UNLIKELY(n + more > MAX_PLAIN)) return read_arabic_slow(r, start, p, lo, n);
    lo = lo << 6 * more | letters;
    n += more;
    p += 2 * more;
  }
  if (!n) return NULL;
  /* A byte that may join the word from outside the block: zero width, accent, ligature.
   */
  if (UNLIKELY(p[0] >= 0x80) &&
      ((p[0] & 0xFC) != 0xD8 || pair_at(p) == (uint32_t)PAIR_JOINS))
    return read_arabic_slow(r, start, p, lo, n);
  reader_push(r, TOKEN_ARABIC, start, p, (word){lo, 0}, 0, n, 0);
  r->n_arabic++;
  return p;
}

/* Diacritics and tatweel that no letter precedes: the head of a word, a dash, or a
 * stray mark. */
COLD static const uint8_t *read_joining(reader *r, const uint8_t *p) {
  const uint8_t *start = p, *end = p;
  bool tatweel_only = true;
  int bad = 0;
  for (unsigned size; p < r->end; p += size) {
    unsigned kind = GLYPH_KIND(glyph_at(p, r->end, &size, &bad));
    if (kind == GLYPH_ARABIC) return read_arabic_slow(r, start, start, 0, 0);
    if (kind == GLYPH_NOTHING) continue;
    if (kind != GLYPH_TATWEEL && kind != GLYPH_DIACRITIC) break;
    if (kind == GLYPH_DIACRITIC) tatweel_only = false;
    end = p + size;
  }
  return reader_push_mark(r, tatweel_only ? TOKEN_PUNCT : TOKEN_SYMBOL, start, end,
                          tatweel_only ? '-' : 0);
}

/* ---- other words ---- */

static bool is_digit(const uint8_t *p, const uint8_t *end) {
  unsigned size;
  return p < end && digit_at(p, end, &size) >= 0;
}

static bool is_latin(const uint8_t *p, const uint8_t *end) {
  unsigned size;
  int bad = 0;
  return p < end && GLYPH_KIND(glyph_at(p, end, &size, &bad)) == GLYPH_LATIN;
}

/* Inside a Latin word, besides letters: an accent; what stands in it without being of it;
 * its end. */
enum { LATIN_ACCENT = 0, LATIN_SKIP = -1, LATIN_END = -2 };

/* Code of the character at p inside a Latin word (glyph.h), with GLYPH_CAPITAL, or one of
 * the above. */
static int latin_code(const uint8_t *p, const uint8_t *end, bool after_letter,
                      unsigned *size) {
  int bad = 0;
  uint32_t glyph = glyph_at(p, end, size, &bad);
  switch (GLYPH_KIND(glyph)) {
    case GLYPH_LATIN: return (int)GLYPH_PAYLOAD(glyph);
    case GLYPH_DIGIT: return LATIN_DIGIT_0 + (int)GLYPH_PAYLOAD(glyph);
    case GLYPH_COMBINING: return LATIN_ACCENT;
    case GLYPH_NOTHING: return LATIN_SKIP;
    case GLYPH_PUNCT: /* F-16 */
      return *p == '-' && is_digit(p + 1, end) ? LATIN_SKIP : LATIN_END;
    case GLYPH_QUOTE_SINGLE:
      return *p == '\'' && after_letter && is_latin(p + 1, end) ? LATIN_APOSTROPHE
                                                                : LATIN_END;
    case GLYPH_QUOTE_CLOSE: /* U+2019 */
      return *p == 0xE2 && p[2] == 0x99 && after_letter && is_latin(p + 3, end)
                 ? LATIN_APOSTROPHE
                 : LATIN_END;
    default: return LATIN_END;
  }
}

static const uint8_t *read_latin(reader *r, const uint8_t *p) {
  const uint8_t *start = p, *end = p;
  if ((*p | 0x20) == 'h' || (*p | 0x20) == 'w') {
    size_t url = url_size(p, r->end);
    if (url) return reader_push_mark(r, TOKEN_URL, p, p + url, 0);
  }
  word w = {0, 0};
  uint32_t n = 0, n_alphabetic = 0, n_capitals = 0;
  bool first_capital = false, after_letter = false;
  while (p < r->end) {
    unsigned size = 1, letter = (*p | 0x20u) - 'a';
    int code = letter < 26 ? (int)(letter + 1) | (*p < 'a' ? (int)GLYPH_CAPITAL : 0)
                           : latin_code(p, r->end, after_letter, &size);
    if (code == LATIN_END) break;
    p += size;
    if (code == LATIN_SKIP) continue;
    end = p;
    if (code == LATIN_ACCENT) continue;
    unsigned plain = (unsigned)code & 63;
    bool capital = (unsigned)code & GLYPH_CAPITAL;
    after_letter = plain <= 26 || plain == LATIN_OTHER;
    if (n == 0) first_capital = capital;
    n_alphabetic += after_letter;
    n_capitals += capital;
    w = word_push(w, plain);
    n++;
  }
  if (n > WORD_MAX_LETTERS) w = word_of_bytes(start, end, 1, &n);
  w.hi |= WORD_LATIN;
  unsigned flags =
      (first_capital ? TOKEN_CAPITAL : 0u) |
      (n_alphabetic >= 2 && n_capitals == n_alphabetic ? TOKEN_ALL_CAPS : 0u);
  reader_push(r, TOKEN_LATIN, start, end, w, flags, n, 0);
  r->n_latin++;
  return end;
}

/* A word of another script; its key is a hash. */
COLD static const uint8_t *read_foreign(reader *r, const uint8_t *p) {
  const uint8_t *start = p, *end = p;
  int bad = 0;
  for (unsigned size; p < r->end; p += size) {
    unsigned kind = GLYPH_KIND(glyph_at(p, r->end, &size, &bad));
    if (kind == GLYPH_NOTHING) continue;
    if (kind != GLYPH_OTHER && kind != GLYPH_COMBINING) break;
    end = p + size;
  }
  word key = {hash_bytes(start, (size_t)(end - start), 0), WORD_HASHED};
  reader_push(r, TOKEN_OTHER, start, end, key, 0, 0, 0);
  r->n_other++;
  return end;
}

/* Malformed bytes: one symbol and one fault for a whole run of them. */
COLD static const uint8_t *read_malformed(reader *r, const uint8_t *p, unsigned size) {
  text_doc *d = r->doc;
  uint32_t start = (uint32_t)(p - r->base), end = start + size;
  if (d->faults.n && d->faults.items[d->faults.n - 1].end == start && !r->failed &&
      reader_n_tokens(r) > r->first) {
    d->faults.items[d->faults.n - 1].end = end;
    r->out[-1].end = end;
    return p + size;
  }
  text_fault *fault = ARRAY_PUSH(r->a, &d->faults);
  if (fault) *fault = (text_fault){start, end};
  return reader_push_mark(r, TOKEN_SYMBOL, p, p + size, 0);
}

/* Anything but a plain Arabic word or a space. */
static const uint8_t *read_other(reader *r, const uint8_t *p) {
  unsigned size;
  int bad = 0;
  uint32_t glyph = glyph_at(p, r->end, &size, &bad);
  if (UNLIKELY(bad)) return read_malformed(r, p, size);
  switch (GLYPH_KIND(glyph)) {
    case GLYPH_LINE:
      sentence_end(r);
      r->in_quote = r->in_single = false;
      r->flags |= TOKEN_LINE_START | TOKEN_SPACE_BEFORE;
      return p + size;
    case GLYPH_SPACE: r->flags |= TOKEN_SPACE_BEFORE; return p + size;
    case GLYPH_NOTHING: return p + size;
    case GLYPH_ARABIC: return read_arabic_slow(r, p, p, 0, 0);
    case GLYPH_DIACRITIC:
    case GLYPH_TATWEEL: return read_joining(r, p);
    case GLYPH_LATIN: return read_latin(r, p);
    case GLYPH_DIGIT: return read_number(r, p);
    case GLYPH_OTHER: return read_foreign(r, p);
    default: return read_mark(r, p, glyph, size);
  }
}

static void read_range(reader *r, const uint8_t *p) {
  r->flags = TOKEN_LINE_START | TOKEN_SPACE_BEFORE;
  r->in_quote = r->in_single = false;
  while (p < r->end) {
    if (*p == ' ') {
      r->flags |= TOKEN_SPACE_BEFORE;
      if (++p == r->end) break;
    }
    const uint8_t *next = read_arabic(r, p);
    p = LIKELY(next != NULL) ? next : read_other(r, p);
  }
  sentence_end(r);
}

bool text_read(text_doc *doc, arena *a) {
  /* What these pointed to may have been forgotten with an earlier document. */
  memset(&doc->tokens, 0, sizeof doc->tokens);
  memset(&doc->sentences, 0, sizeof doc->sentences);
  memset(&doc->faults, 0, sizeof doc->faults);
  /* News has a token every ten bytes; what is denser grows. */
  uint32_t room = doc->size / 9 + 32;
  doc->tokens.items = arena_alloc(a, room, sizeof(token));
  if (!doc->tokens.items) return false;
  doc->tokens.capacity = room;
  reader r = {.base = (const uint8_t *)doc->data, .doc = doc, .a = a};
  r.out = doc->tokens.items;
  r.out_end = r.out + doc->tokens.capacity;
  text_part whole = {PART_BODY, 0, doc->size};
  const text_part *parts = doc->n_parts ? doc->parts : &whole;
  uint32_t n_parts = doc->n_parts ? doc->n_parts : 1, from = 0;
  for (r.part = 0; r.part < n_parts; r.part++) {
    uint32_t start = parts[r.part].start, end = parts[r.part].end;
    if (start < from) start = from;
    if (end > doc->size) end = doc->size;
    if (start >= end) continue;
    r.end = r.base + end;
    read_range(&r, r.base + start);
    from = end;
  }
  if (r.failed || a->failed) return false;
  doc->tokens.n = reader_n_tokens(&r);
  doc->n_arabic = r.n_arabic;
  doc->n_latin = r.n_latin;
  doc->n_words = r.n_arabic + r.n_latin + r.n_other;
  return true;
}

uint32_t text_letter_offset(const text_doc *doc, const token *t, unsigned n) {
  if (n == 0) return t->start;
  if (n >= t->n_letters) return t->end;
  const uint8_t *base = (const uint8_t *)doc->data;
  const uint8_t *p = base + t->start, *end = base + t->end;
  bool latin = (t->key.hi & WORD_LATIN) != 0;
  if (latin && end - p == t->n_letters) return t->start + n; /* ASCII, no hyphen */
  unsigned seen = 0, bytes;
  int bad = 0;
  while (end - p >= 2 && is_letter(pair_at(p))) { /* plain letters */
    if (seen == n) return (uint32_t)(p - base);
    seen++;
    p += 2;
  }
  for (; p < end; p += bytes) {
    uint32_t glyph = glyph_at(p, end, &bytes, &bad), payload = GLYPH_PAYLOAD(glyph);
    unsigned kind = GLYPH_KIND(glyph), letters = 0;
    if (kind == GLYPH_ARABIC)
      for (letters = 1; payload >>= 6;) letters++;
    else if (latin)
      letters = kind == GLYPH_LATIN || kind == GLYPH_DIGIT ||
                kind == GLYPH_QUOTE_SINGLE || kind == GLYPH_QUOTE_CLOSE;
    if (seen + letters > n) break;
    seen += letters;
  }
  return (uint32_t)(p - base);
}
