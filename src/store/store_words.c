/* store_words.c - words to search by.
 *
 * A word is a run of Arabic letters, or of other letters and digits. Of an Arabic one
 * vowel signs and tatweel go, the coder reads what is left as a text of this word alone,
 * and the lemma it finds is folded: the same for each form, proclitic and spelling.
 * Reading a word costs microseconds and news has few different words, so what was found
 * is kept in a table; looking it up costs less than the index that the word goes into.
 */
#include "store_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

enum {
  LETTER_HAMZA = 0x621,
  LETTER_ALEF_MADDA = 0x622,
  LETTER_ALEF_HAMZA_ABOVE = 0x623,
  LETTER_WAW_HAMZA = 0x624,
  LETTER_ALEF_HAMZA_BELOW = 0x625,
  LETTER_YEH_HAMZA = 0x626,
  LETTER_ALEF = 0x627,
  LETTER_TEH_MARBUTA = 0x629,
  TATWEEL = 0x640,
  LETTER_HEH = 0x647,
  LETTER_WAW = 0x648,
  LETTER_ALEF_MAKSURA = 0x649,
  LETTER_YEH = 0x64A,
  LETTER_KAF = 0x643,
  LETTER_ALEF_WASLA = 0x671,
  LETTER_KEHEH = 0x6A9,
  LETTER_HEH_GOAL = 0x6C1,
  LETTER_FARSI_YEH = 0x6CC,
  N_SMALL = 0x800,    /* code points of one or two bytes, Arabic among them */
  MAX_WORD = 96,      /* bytes of a word; of a longer one the beginning counts */
  MAX_KEPT = 1 << 20, /* words that are kept; then all are forgotten */
  BLOCK = 1 << 16
};

/* A word that was read: its bytes and those it is searched by stand one behind the other.
 */
typedef struct kept_word {
  const char *bytes;
  uint32_t hash;
  uint8_t n, n_found;
} kept_word;

typedef struct block {
  struct block *next;
  size_t used;
  char bytes[BLOCK];
} block;

struct store_words {
  rasid_coder *coder;
  const UNormalizer2 *shapes; /* takes presentation forms apart */
  kept_word *table;
  uint32_t mask, n;
  block *blocks;
  uint8_t small[N_SMALL]; /* their classes */
};

static void list_small(store_words *w);

store_words *store_words_new(const rasid_model *model) {
  store_words *w = calloc(1, sizeof *w);
  if (w == NULL) return NULL;
  UErrorCode code = U_ZERO_ERROR;
  w->shapes = unorm2_getNFKCInstance(&code);
  list_small(w);
  w->mask = (1 << 14) - 1;
  w->table = calloc((size_t)w->mask + 1, sizeof *w->table);
  if (w->table != NULL && !U_FAILURE(code) &&
      rasid_coder_new(model, NULL, &w->coder, NULL) == RASID_OK)
    return w;
  store_words_free(w);
  return NULL;
}

static void forget(store_words *w) {
  while (w->blocks != NULL) {
    block *next = w->blocks->next;
    free(w->blocks);
    w->blocks = next;
  }
  w->n = 0;
}

void store_words_free(store_words *w) {
  if (w == NULL) return;
  forget(w);
  rasid_coder_free(w->coder);
  free(w->table);
  free(w);
}

/* ---- letters ---- */

typedef enum letter_class { NO_LETTER, MARK, ARABIC, OTHER } letter_class;

static letter_class class_of(UChar32 c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               ? OTHER
               : NO_LETTER;
  if (c >= 0x600 && c < 0x700) {
    if (c == TATWEEL || (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) ||
        c == 0x670 || (c >= 0x6D6 && c <= 0x6ED && c != 0x6DD && c != 0x6DE))
      return MARK;
    if ((c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9)) return OTHER;
    return (c >= 0x620 && c <= 0x64A) || (c >= 0x66E && c <= 0x6D5 && c != 0x6D4) ||
                   c >= 0x6EE
               ? ARABIC
               : NO_LETTER;
  }
  /* Zero-width joiners and marks of direction stand within words. */
  if ((c >= 0x200C && c <= 0x200F) || c == 0xFEFF) return MARK;
  if ((c >= 0x750 && c < 0x780) || (c >= 0xFB50 && c <= 0xFDFF) ||
      (c >= 0xFE70 && c <= 0xFEFC))
    return u_isalpha(c) ? ARABIC : NO_LETTER;
  if (u_isalnum(c)) return OTHER;
  return u_getCombiningClass(c) != 0 ? MARK : NO_LETTER;
}

static void list_small(store_words *w) {
  for (UChar32 c = 0; c < N_SMALL; c++) w->small[c] = (uint8_t)class_of(c);
}

/* The next code point and its class; nearly all have one or two bytes. */
static letter_class next_letter(const store_words *w, const char *text, int32_t *i,
                                int32_t length, UChar32 *c) {
  const uint8_t *s = (const uint8_t *)text + *i;
  if (s[0] < 0x80) {
    *c = s[0];
    ++*i;
    return (letter_class)w->small[*c];
  }
  if (s[0] >= 0xC2 && s[0] < 0xE0 && *i + 1 < length && (s[1] & 0xC0) == 0x80) {
    *c = (s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    *i += 2;
    return (letter_class)w->small[*c];
  }
  U8_NEXT_OR_FFFD((const uint8_t *)text, *i, length, *c);
  return class_of(*c);
}

/* What writers confuse becomes one. */
static UChar32 folded(UChar32 c) {
  switch (c) {
    case LETTER_ALEF_MADDA:
    case LETTER_ALEF_HAMZA_ABOVE:
    case LETTER_ALEF_HAMZA_BELOW:
    case LETTER_ALEF_WASLA: return LETTER_ALEF;
    case LETTER_WAW_HAMZA: return LETTER_WAW;
    case LETTER_YEH_HAMZA:
    case LETTER_ALEF_MAKSURA:
    case LETTER_FARSI_YEH: return LETTER_YEH;
    case LETTER_TEH_MARBUTA:
    case LETTER_HEH_GOAL: return LETTER_HEH;
    case LETTER_KEHEH: return LETTER_KAF;
    default: return c;
  }
}

static size_t put(UChar32 c, char *out, size_t n, size_t room) {
  if (n + 4 > room) return n;
  int32_t at = (int32_t)n;
  U8_APPEND_UNSAFE((uint8_t *)out, at, (uint32_t)c);
  return (size_t)at;
}

/* A letter as it goes into a word: shapes become letters, capitals small ones. */
static size_t put_letter(const store_words *w, UChar32 c, char *out, size_t n) {
  if (c >= 0x660 && c <= 0x669) return put('0' + (c - 0x660), out, n, MAX_WORD);
  if (c >= 0x6F0 && c <= 0x6F9) return put('0' + (c - 0x6F0), out, n, MAX_WORD);
  if (c >= 0x600 && c < 0x700) return put(c, out, n, MAX_WORD);
  if (c < 0x80) return put(c >= 'A' && c <= 'Z' ? c + 32 : c, out, n, MAX_WORD);
  if (c < 0xFB50) return put(u_foldCase(c, U_FOLD_CASE_DEFAULT), out, n, MAX_WORD);
  UChar parts[32];
  UErrorCode code = U_ZERO_ERROR;
  int32_t size = unorm2_getDecomposition(w->shapes, c, parts, 32, &code);
  if (size < 0 || U_FAILURE(code)) return put(c, out, n, MAX_WORD);
  /* Letters and marks of the first plane alone. */
  for (int32_t i = 0; i < size; i++)
    if (class_of(parts[i]) == ARABIC) n = put(parts[i], out, n, MAX_WORD);
  return n;
}

/* ---- lemmas ---- */

static size_t fold(rasid_text text, char *out) {
  size_t n = 0;
  for (int32_t i = 0; i < (int32_t)text.size;) {
    UChar32 c;
    U8_NEXT_OR_FFFD((const uint8_t *)text.data, i, (int32_t)text.size, c);
    if (class_of(c) > MARK) n = put(folded(c), out, n, MAX_WORD);
  }
  return n;
}

/* What an Arabic word is searched by, into `out`; its size. */
static size_t read_word(const store_words *w, const char *word, size_t n, char *out) {
  rasid_document document;
  const rasid_record *record;
  rasid_word view;
  rasid_text lemma = {word, n};
  rasid_document_init(&document);
  document.text = lemma;
  if (rasid_read(w->coder, &document, RASID_STAGE_MORPH, &record, NULL) == RASID_OK) {
    for (size_t i = 0; rasid_record_word(record, i, &view); i++) {
      if (view.lemma.size == 0) continue;
      lemma = view.lemma;
      break;
    }
  }
  size_t size = fold(lemma, out);
  return size > 0 ? size : fold((rasid_text){word, n}, out);
}

static uint32_t hash(const char *bytes, size_t n) {
  uint64_t h = n * 0x9E3779B97F4A7C15u;
  for (; n >= 8; n -= 8, bytes += 8) {
    uint64_t part;
    memcpy(&part, bytes, 8);
    h = (h ^ part) * 0xC2B2AE3D27D4EB4Fu;
    h ^= h >> 31;
  }
  uint64_t part = 0;
  memcpy(&part, bytes, n);
  h = (h ^ part) * 0xC2B2AE3D27D4EB4Fu;
  return (uint32_t)(h ^ h >> 32);
}

static bool grow(store_words *w) {
  uint32_t mask = 2 * w->mask + 1;
  kept_word *table = calloc((size_t)mask + 1, sizeof *table);
  if (table == NULL) return false;
  for (uint32_t i = 0; i <= w->mask; i++) {
    if (w->table[i].bytes == NULL) continue;
    uint32_t k = w->table[i].hash & mask;
    while (table[k].bytes != NULL) k = (k + 1) & mask;
    table[k] = w->table[i];
  }
  free(w->table);
  w->table = table;
  w->mask = mask;
  return true;
}

static char *room(store_words *w, size_t size) {
  if (w->blocks == NULL || BLOCK - w->blocks->used < size) {
    block *more = malloc(sizeof *more);
    if (more == NULL) return NULL;
    more->next = w->blocks;
    more->used = 0;
    w->blocks = more;
  }
  char *at = w->blocks->bytes + w->blocks->used;
  w->blocks->used += size;
  return at;
}

/* Short words: a loop is faster than a call. */
static bool same(const char *a, const char *b, size_t n) {
  for (; n >= 8; n -= 8, a += 8, b += 8) {
    uint64_t x, y;
    memcpy(&x, a, 8);
    memcpy(&y, b, 8);
    if (x != y) return false;
  }
  for (; n > 0; n--)
    if (*a++ != *b++) return false;
  return true;
}

/* The entry of a word, read now if it was not before; NULL without memory. */
static const kept_word *look_up(store_words *w, const char *word, size_t n) {
  uint32_t h = hash(word, n), i = h & w->mask;
  for (; w->table[i].bytes != NULL; i = (i + 1) & w->mask) {
    const kept_word *k = &w->table[i];
    if (k->hash == h && k->n == n && same(k->bytes, word, n)) return k;
  }
  if (w->n >= MAX_KEPT) {
    forget(w);
    memset(w->table, 0, ((size_t)w->mask + 1) * sizeof *w->table);
    i = h & w->mask;
  } else if (w->n > w->mask / 2) {
    if (!grow(w)) return NULL;
    for (i = h & w->mask; w->table[i].bytes != NULL;) i = (i + 1) & w->mask;
  }
  char found[MAX_WORD];
  size_t n_found = read_word(w, word, n, found);
  char *bytes = room(w, n + n_found);
  if (bytes == NULL) return NULL;
  memcpy(bytes, word, n);
  memcpy(bytes + n, found, n_found);
  w->table[i] = (kept_word){bytes, h, (uint8_t)n, (uint8_t)n_found};
  w->n++;
  return &w->table[i];
}

/* ---- places ---- */

bool store_words_place(store_words *w, rasid_text name, store_place *place) {
  rasid_document document;
  const rasid_record *record;
  rasid_place_mention m;
  *place = (store_place){.name = ""};
  rasid_document_init(&document);
  document.text = name;
  if (name.size > sizeof place->name ||
      rasid_read(w->coder, &document, RASID_STAGE_PLACES, &record, NULL) != RASID_OK ||
      !rasid_record_place(record, 0, &m))
    return false;
  if (strcmp(m.place.precision, "country") == 0) {
    snprintf(place->country, sizeof place->country, "%s", m.place.country);
    return place->country[0] != '\0';
  }
  if (m.place.name.size == 0 || m.place.name.size >= sizeof place->name) return false;
  memcpy(place->name, m.place.name.data, m.place.name.size);
  return true;
}

/* ---- all words of a text ---- */

int store_words_read(store_words *w, const char *text, size_t size,
                     int (*take)(void *context, const char *word, int n, int start,
                                 int end),
                     void *context) {
  char word[MAX_WORD];
  size_t n = 0;
  int32_t start = 0, end = 0;
  letter_class open = NO_LETTER;
  if (size > INT32_MAX) size = INT32_MAX;
  for (int32_t i = 0, length = (int32_t)size; i <= length;) {
    int32_t at = i;
    UChar32 c = 0;
    letter_class class = NO_LETTER;
    if (i < length) {
      class = next_letter(w, text, &i, length, &c);
    } else {
      i++;
    }
    if (class == MARK) {
      if (open != NO_LETTER) end = i;
      continue;
    }
    if (open != NO_LETTER && class != open) {
      const kept_word *k = open == ARABIC ? look_up(w, word, n) : NULL;
      int result = k != NULL ? take(context, k->bytes + k->n, k->n_found, start, end)
                             : take(context, word, (int)n, start, end);
      if (result != 0) return result;
      open = NO_LETTER;
    }
    if (class == NO_LETTER) continue;
    if (open == NO_LETTER) {
      open = class;
      start = at;
      n = 0;
    }
    if (class == ARABIC && c < N_SMALL && n + 2 <= MAX_WORD) {
      word[n++] = text[i - 2]; /* as it stands */
      word[n++] = text[i - 1];
    } else {
      n = put_letter(w, c, word, n);
    }
    end = i;
  }
  return 0;
}
