/* letters.c - characters as glyphs, words as integers. */
#include "text/letters.h"

#include "text/glyph.h"
#include "text/letters.inc"
#include "text/text.h"

/* ---- glyphs ---- */

/* Everything outside the tables, by blocks; what is in none is a symbol. Ends are
 * inclusive. */
static const struct {
  uint32_t first, last;
  uint32_t glyph;
} BLOCKS[] = {
    {0x0300, 0x036F, (uint32_t)GLYPH_COMBINING << 24},
    {0x0370, 0x05FF, (uint32_t)GLYPH_OTHER << 24}, /* Greek, Cyrillic, Armenian, Hebrew */
    {0x0700, 0x167F, (uint32_t)GLYPH_OTHER << 24}, /* Syriac to Canadian syllabics */
    {0x1680, 0x1680, (uint32_t)GLYPH_SPACE << 24},
    {0x1681, 0x180D, (uint32_t)GLYPH_OTHER << 24},
    {0x180E, 0x180E, (uint32_t)GLYPH_NOTHING << 24},
    {0x180F, 0x1AAF, (uint32_t)GLYPH_OTHER << 24},
    {0x1AB0, 0x1AFF, (uint32_t)GLYPH_COMBINING << 24},
    {0x1B00, 0x1DBF, (uint32_t)GLYPH_OTHER << 24},
    {0x1DC0, 0x1DFF, (uint32_t)GLYPH_COMBINING << 24},
    {0x1F00, 0x1FFF, (uint32_t)GLYPH_OTHER << 24},
    {0x20A0, 0x20CF, (uint32_t)GLYPH_SYMBOL << 24 | '$'},
    {0x20D0, 0x20FF, (uint32_t)GLYPH_COMBINING << 24},
    {0x2212, 0x2212, (uint32_t)GLYPH_PUNCT << 24 | '-'},
    {0x25A0, 0x25FF,
     (uint32_t)GLYPH_PUNCT << 24 | '*'}, /* squares, circles, triangles as bullets */
    {0x2C00, 0x2DFF, (uint32_t)GLYPH_OTHER << 24},
    {0x3000, 0x3000, (uint32_t)GLYPH_SPACE << 24},
    {0x3040, 0xD7FF, (uint32_t)GLYPH_OTHER << 24}, /* Kana to Hangul */
    {0xF900, 0xFB4F, (uint32_t)GLYPH_OTHER << 24},
    {0xFE00, 0xFE0F, (uint32_t)GLYPH_NOTHING << 24}, /* variation selectors */
    {0xFE20, 0xFE2F, (uint32_t)GLYPH_COMBINING << 24},
    {0x10000, 0x1CFFF, (uint32_t)GLYPH_OTHER << 24},
    {0x1D400, 0x1D7FF, (uint32_t)GLYPH_OTHER << 24},
    {0x1DF00, 0x1EFFF, (uint32_t)GLYPH_OTHER << 24},
    {0x20000, 0x3FFFF, (uint32_t)GLYPH_OTHER << 24},
    {0xE0000, 0xE0FFF, (uint32_t)GLYPH_NOTHING << 24}, /* tags and variation selectors */
};

uint32_t glyph_of_codepoint(uint32_t cp) {
  if (cp < 0x300) return GLYPHS_LOW[cp];
  if (cp - 0x600 < 0x100) return GLYPHS_ARABIC[cp - 0x600];
  if (cp - 0x2000 < 0x70) return GLYPHS_GENERAL[cp - 0x2000];
  if (cp - 0x1E00 < 0x100) return GLYPHS_LATIN[cp - 0x1E00];
  if (cp - 0xFB50 < 0x2B0) return GLYPHS_FORMS_A[cp - 0xFB50];
  if (cp - 0xFE70 < 0x90) return GLYPHS_FORMS_B[cp - 0xFE70];
  if (cp - 0xFF00 < 0xF0) return GLYPHS_WIDE[cp - 0xFF00];
  for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS && BLOCKS[i].first <= cp; i++)
    if (cp <= BLOCKS[i].last) return BLOCKS[i].glyph;
  return (uint32_t)GLYPH_SYMBOL << 24;
}

uint32_t glyph_at(const uint8_t *p, const uint8_t *end, unsigned *size, int *bad) {
  size_t i = 0;
  bool malformed = false;
  uint32_t cp = utf8_next((const char *)p, (size_t)(end - p), &i, &malformed);
  *size = (unsigned)i;
  if (malformed) *bad = 1;
  return glyph_of_codepoint(cp);
}

unsigned letter_compose(unsigned letter, unsigned diacritic) {
  switch (diacritic) {
    case DIACRITIC_MADDA_ABOVE: return letter == LETTER_ALEF ? LETTER_ALEF_MADDA : letter;
    case DIACRITIC_HAMZA_ABOVE:
      if (letter == LETTER_ALEF) return LETTER_ALEF_HAMZA_ABOVE;
      if (letter == LETTER_WAW) return LETTER_WAW_HAMZA;
      return letter == LETTER_YEH || letter == LETTER_ALEF_MAKSURA ? LETTER_YEH_HAMZA
                                                                   : letter;
    case DIACRITIC_HAMZA_BELOW:
      return letter == LETTER_ALEF ? LETTER_ALEF_HAMZA_BELOW : letter;
    default: return letter;
  }
}

/* ---- words from bytes ---- */

/* A word in the making. The last letter waits outside the hash, since a combining hamza
 * may still change it. */
typedef struct packer {
  word w;
  uint32_t n;
  unsigned last;
  uint64_t hash;
} packer;

static void packer_add(packer *k, unsigned letter) {
  k->hash = (k->hash ^ k->last) * 0x9E3779B97F4A7C15u;
  k->hash ^= k->hash >> 32;
  k->w = word_push(k->w, letter);
  k->last = letter;
  k->n++;
}

/* The letters a glyph adds to a word of the script. */
static void packer_glyph(packer *k, uint32_t glyph, int latin) {
  uint32_t payload = GLYPH_PAYLOAD(glyph);
  switch (GLYPH_KIND(glyph)) {
    case GLYPH_ARABIC:
      if (latin) return;
      for (int shift = 18; shift >= 0; shift -= 6)
        if (payload >> shift & 63) packer_add(k, payload >> shift & 63);
      return;
    case GLYPH_DIACRITIC: {
      unsigned composed = latin || !k->n ? k->last : letter_compose(k->last, payload);
      k->w.lo ^= k->last ^ composed;
      k->last = composed;
      return;
    }
    case GLYPH_LATIN:
      if (latin) packer_add(k, payload & 63);
      return;
    case GLYPH_DIGIT:
      if (latin) packer_add(k, LATIN_DIGIT_0 + payload);
      return;
    case GLYPH_QUOTE_SINGLE:
    case GLYPH_QUOTE_CLOSE: /* ' and U+2019; nothing else of these kinds stands inside a
                               word */
      if (latin && k->n) packer_add(k, LATIN_APOSTROPHE);
      return;
    default: return;
  }
}

word word_of_bytes(const uint8_t *p, const uint8_t *end, int latin, uint32_t *n) {
  packer k = {{0, 0}, 0, 0, 0};
  int bad = 0;
  for (unsigned size; p < end; p += size)
    packer_glyph(&k, glyph_at(p, end, &size, &bad), latin);
  *n = k.n;
  if (k.n > WORD_MAX_LETTERS) {
    uint64_t hash = (k.hash ^ k.last) * 0xC2B2AE3D27D4EB4Fu;
    k.w.lo = hash ^ hash >> 29;
    k.w.hi = WORD_HASHED | (k.hash & 0xFFFFFFFF) << 24 | (k.n & 0xFFFFFF);
  }
  if (latin && k.n) k.w.hi |= WORD_LATIN;
  return k.w;
}

word word_of_text(const char *s, size_t n) {
  const uint8_t *p = (const uint8_t *)s, *end = p + n;
  uint32_t n_letters;
  int bad = 0;
  for (unsigned size; p < end; p += size) {
    unsigned kind = GLYPH_KIND(glyph_at(p, end, &size, &bad));
    if (kind == GLYPH_ARABIC || kind == GLYPH_LATIN)
      return word_of_bytes((const uint8_t *)s, end, kind == GLYPH_LATIN, &n_letters);
  }
  return (word){0, 0};
}

/* ---- words ---- */

word word_pack(const uint8_t *letters, unsigned n) {
  word w = {0, 0};
  for (unsigned i = 0; i < n && i < WORD_MAX_LETTERS; i++) w = word_push(w, letters[i]);
  return w;
}

/* Number of letters of a packed word: no letter has code 0, so the highest bit tells. */
static unsigned word_length(word w) {
  w.hi &= ~WORD_LATIN;
  if (w.hi & WORD_HASHED) return 0;
  if (w.hi) return (127 - (unsigned)__builtin_clzll(w.hi)) / 6 + 1;
  return w.lo ? (63 - (unsigned)__builtin_clzll(w.lo)) / 6 + 1 : 0;
}

/* Letter `i` from the end, of a word without tags. */
static unsigned letter_from_end(word w, unsigned i) {
  unsigned bit = i * 6;
  if (bit >= 64) return w.hi >> (bit - 64) & 63;
  uint64_t v = w.lo >> bit;
  if (bit > 58) v |= w.hi << (64 - bit);
  return v & 63;
}

unsigned word_unpack(word w, uint8_t *letters) {
  unsigned n = word_length(w);
  for (unsigned i = 0; i < n; i++) letters[i] = (uint8_t)letter_from_end(w, n - 1 - i);
  return n;
}

static bool is_arabic(word w) {
  return (w.hi & (WORD_LATIN | WORD_HASHED)) == 0 && (w.lo | w.hi) != 0;
}

word word_fold(word w) {
  if (!is_arabic(w)) return w;
  unsigned top = word_length(w) - 1, first = letter_from_end(w, top),
           last = word_last_letter(w);
  if (first >= LETTER_ALEF_MADDA && first <= LETTER_ALEF_HAMZA_BELOW) {
    uint64_t change = first ^ LETTER_ALEF;
    unsigned bit = top * 6;
    if (bit < 64) w.lo ^= change << bit;
    if (bit >= 64)
      w.hi ^= change << (bit - 64);
    else if (bit > 58)
      w.hi ^= change >> (64 - bit);
  }
  if (last == LETTER_ALEF_MAKSURA) w.lo ^= LETTER_ALEF_MAKSURA ^ LETTER_YEH;
  if (last == LETTER_TEH_MARBUTA) w.lo ^= LETTER_TEH_MARBUTA ^ LETTER_HEH;
  return w;
}

unsigned word_fold_bits(word w) {
  if (!is_arabic(w)) return 0;
  unsigned first = letter_from_end(w, word_length(w) - 1), last = word_last_letter(w);
  unsigned bits = first == LETTER_ALEF_HAMZA_ABOVE   ? 1
                  : first == LETTER_ALEF_HAMZA_BELOW ? 2
                  : first == LETTER_ALEF_MADDA       ? 3
                                                     : 0;
  return bits | (last == LETTER_ALEF_MAKSURA  ? 1u << 2
                 : last == LETTER_TEH_MARBUTA ? 2u << 2
                                              : 0);
}

uint32_t letter_codepoint(unsigned letter) {
  return letter < N_LETTERS ? CODEPOINTS[letter] : 0;
}

unsigned letter_of_codepoint(uint32_t cp) {
  uint32_t glyph = glyph_of_codepoint(cp), letters = GLYPH_PAYLOAD(glyph);
  return GLYPH_KIND(glyph) == GLYPH_ARABIC && letters < 64 ? letters : LETTER_NONE;
}

size_t word_to_text(word w, char *out) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(w, letters);
  size_t size = 0;
  for (unsigned i = 0; i < n; i++) {
    unsigned c = letters[i];
    if (w.hi & WORD_LATIN) {
      out[size++] = (char)(c <= 26                 ? 'a' + c - 1
                           : c < LATIN_APOSTROPHE  ? '0' + c - LATIN_DIGIT_0
                           : c == LATIN_APOSTROPHE ? '\''
                                                   : '?');
    } else {
      uint32_t cp = letter_codepoint(c);
      out[size++] = (char)(0xC0 | cp >> 6);
      out[size++] = (char)(0x80 | (cp & 0x3F));
    }
  }
  return size;
}
