/* page_words.c - the table of data/pages.tsv, and folding for comparison. */
#include "page_words.h"

#include <stdlib.h>
#include <string.h>

#include "charset.h"

extern const char rasid_page_words[], rasid_page_words_end[];

/* Arabic code points that are folded. */
enum {
  ALEF_MADDA = 0x622,
  ALEF_HAMZA_ABOVE = 0x623,
  ALEF_HAMZA_BELOW = 0x625,
  ALEF = 0x627,
  TEH_MARBUTA = 0x629,
  TATWEEL = 0x640,
  HEH = 0x647,
  ALEF_MAKSURA = 0x649,
  YEH = 0x64A,
  FATHATAN = 0x64B,
  SUKUN = 0x652,
  ARABIC_ZERO = 0x660
};

/* What a code point of two bytes is folded to; 0: left out. */
static unsigned folded(unsigned point) {
  switch (point) {
    case ALEF_MADDA:
    case ALEF_HAMZA_ABOVE:
    case ALEF_HAMZA_BELOW: return ALEF;
    case TEH_MARBUTA: return HEH;
    case ALEF_MAKSURA: return YEH;
    case TATWEEL: return 0;
    case 0xA0:
    case 0xAB:
    case 0xBB:
    case 0xB7:
    case 0x60C:
    case 0x61B:
    case 0x61F: return ' ';
    default: break;
  }
  if (point >= FATHATAN && point <= SUKUN) return 0;
  if (point >= ARABIC_ZERO && point < ARABIC_ZERO + 10) return point - ARABIC_ZERO + '0';
  return point;
}

static bool is_mark(unsigned char c) {
  return c <= ' ' || strchr("\"'()*,-.:;?!|_[]", c) != NULL;
}

size_t page_fold(const char *data, size_t size, char *out, size_t room) {
  size_t n = 0;
  for (size_t i = 0; i < size && n + 4 < room;) {
    unsigned char c = (unsigned char)data[i];
    size_t length = charset_sequence(data + i, size - i);
    unsigned point = c;
    if (length == 2) {
      point = folded((c & 31U) << 6 | ((unsigned char)data[i + 1] & 63U));
    } else if (length != 1) {
      /* Longer ones are marks (general punctuation) or of no interest. */
      point = length == 3 && c == 0xE2 ? ' ' : 0;
    } else if (is_mark(c)) {
      point = ' ';
    }
    i += length ? length : 1;
    if (point == 0 || (point == ' ' && (n == 0 || out[n - 1] == ' '))) continue;
    n += charset_put(point, out + n);
  }
  while (n > 0 && out[n - 1] == ' ') n--;
  return n;
}

static void add_word(page_words *words, const char *line, const char *end) {
  static const struct {
    const char *name;
    page_word_kind kind;
  } kinds[] = {{"month\t", PAGE_WORD_MONTH},
               {"line\t", PAGE_WORD_LINE},
               {"end\t", PAGE_WORD_END},
               {"notice\t", PAGE_WORD_NOTICE},
               {"strip\t", PAGE_WORD_STRIP}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    size_t n = strlen(kinds[i].name);
    if ((size_t)(end - line) <= n || memcmp(line, kinds[i].name, n) != 0) continue;
    const char *tab = memchr(line + n, '\t', (size_t)(end - line) - n);
    if (tab == NULL || words->n == MAX_PAGE_WORDS) return;
    page_word *w = &words->items[words->n++];
    w->kind = kinds[i].kind;
    w->value = line[n] == '-' ? 0 : (int)strtol(line + n, NULL, 10);
    w->size = page_fold(tab + 1, (size_t)(end - tab - 1), w->key, sizeof w->key);
  }
}

void page_words_read(page_words *words) {
  words->n = 0;
  for (const char *line = rasid_page_words; line < rasid_page_words_end;) {
    const char *end = memchr(line, '\n', (size_t)(rasid_page_words_end - line));
    if (end == NULL) end = rasid_page_words_end;
    add_word(words, line, end);
    line = end + 1;
  }
}

const page_word *page_word_at(const page_words *words, page_word_kind kind,
                              const char *key, size_t size) {
  for (size_t i = 0; i < words->n; i++) {
    const page_word *w = &words->items[i];
    if (w->kind != kind || w->size > size || memcmp(key, w->key, w->size) != 0) continue;
    if (w->size == size || key[w->size] == ' ') return w;
  }
  return NULL;
}
