/* report_language.c - tells reports that are not in Arabic or English by letters and
 * words.
 *
 * The neighbours of Arabic share its script and much of its vocabulary, but not the words
 * that hold a sentence together, and each has letters of its own. These count for their
 * language (data/languages.tsv); the article and the ending -ah count for Arabic, which
 * has both in every line of prose. A letter alone counts little: the dialects of Iraq and
 * the Gulf write gaf and cheh, and so do names from everywhere. A hundred words from
 * three places of a text decide, in Arabic prose twenty of them.
 */
#include "record/report_language.h"

enum {
  GLANCE_BYTES = 160,     /* looked at in each place, which is enough for most reports */
  WINDOW_BYTES = 600,     /* looked at in each place where it is not */
  PLAIN_WEIGHT = 1200,    /* of Arabic beyond doubt */
  PLAIN_ARTICLES = 6,     /* of about forty words: beyond doubt as well */
  LONGEST_LOOKED_UP = 10, /* letters of a word that is looked up */
  N_WINDOWS = 3,
  ARTICLE_WEIGHT = 200, /* of a word with the article, for Arabic */
  ENDING_WEIGHT = 100,
  LEAST_WEIGHT = 250, /* what another language must have at least */
  LEAST_A_WORD = 30,  /* and on the average of all words */
  LEAST_LETTERS = 12  /* of another script */
};

/* Code points. */
enum {
  ALEF = 0x627,
  BEH = 0x628,
  TEH_MARBUTA = 0x629,
  KAF = 0x643,
  LAM = 0x644,
  FEH = 0x641,
  WAW = 0x648
};

/* Alef and lam in UTF-8. */
#define ARTICLE "\xD8\xA7\xD9\x84"

/* Scripts other than Arabic and Latin by ranges of code points. */
typedef struct script {
  uint32_t first, last;
  const char *code, *name;
} script;

static const script scripts[] = {
    {0x370, 0x3FF, "el", "Greek"},
    {0x400, 0x52F, "und", "a language in Cyrillic script"},
    {0x531, 0x58F, "hy", "Armenian"},
    {0x590, 0x5FF, "he", "Hebrew"},
    {0x700, 0x74F, "syr", "Syriac"},
    {0x900, 0xDFF, "und", "a language in an Indic script"},
    {0xE00, 0xE7F, "th", "Thai"},
    {0x10A0, 0x10FF, "ka", "Georgian"},
    {0x1200, 0x139F, "und", "a language in Ethiopic script"},
    {0x2D30, 0x2D7F, "zgh", "Tamazight"},
    {0x3040, 0x30FF, "ja", "Japanese"},
    {0x4E00, 0x9FFF, "zh", "Chinese"},
    {0xAC00, 0xD7AF, "ko", "Korean"},
};
enum {
  SCRIPT_KANA = 10,
  SCRIPT_CHINESE = 11,
  N_SCRIPTS = sizeof scripts / sizeof *scripts
};

static const struct {
  const char *code, *name;
} languages[] = {
#define LANGUAGE(id, code, name) {code, name},
#include "model/languages.inc"
#undef LANGUAGE
};

typedef struct tally {
  const rasid_model *m;
  uint32_t score[N_LANGUAGES];
  uint32_t n_arabic, n_latin; /* words */
  uint32_t letters, other[N_SCRIPTS];
} tally;

/* A word as it is gathered. */
typedef struct open_word {
  const char *start;
  uint32_t points[4]; /* the first ones */
  uint32_t n, last;
  bool arabic, latin;
} open_word;

static void add_records(tally *t, unsigned kind, const char *data, size_t size) {
  const language_record *end, *r = language_find(t->m, kind, data, size, &end);
  for (; r < end; r++)
    if (r->language < N_LANGUAGES) t->score[r->language] += r->weight;
}

/* Has the word the article, perhaps behind and, so, in, like? */
static bool has_article(const open_word *w) {
  const uint32_t *p = w->points;
  unsigned i = w->n >= 5 && (p[0] == WAW || p[0] == FEH || p[0] == BEH || p[0] == KAF);
  if (w->n >= i + 4 && p[i] == ALEF && p[i + 1] == LAM) return true;
  return w->n >= 5 && p[0] == LAM && p[1] == LAM;
}

static void end_word(tally *t, open_word *w, const char *end) {
  if (w->n > 0 && (w->arabic || w->latin)) {
    t->n_arabic += w->arabic;
    t->n_latin += w->latin && !w->arabic;
    /* The words that hold sentences together are short, and have no article. */
    if (w->arabic && has_article(w))
      t->score[LANGUAGE_AR] += ARTICLE_WEIGHT;
    else if (w->n <= LONGEST_LOOKED_UP)
      add_records(t, LANGUAGE_WORD, w->start, (size_t)(end - w->start));
    if (w->arabic && w->n > 2 && w->last == TEH_MARBUTA)
      t->score[LANGUAGE_AR] += ENDING_WEIGHT;
  }
  *w = (open_word){0};
}

static bool is_arabic_letter(uint32_t cp) {
  return (cp >= 0x620 && cp <= 0x64A && cp != 0x640) || (cp >= 0x66E && cp <= 0x6D3) ||
         cp == 0x6D5 || (cp >= 0x6EE && cp <= 0x6EF) || (cp >= 0x6FA && cp <= 0x6FF) ||
         (cp >= 0x750 && cp <= 0x77F) || (cp >= 0xFB50 && cp <= 0xFDFB) ||
         (cp >= 0xFE70 && cp <= 0xFEFC);
}

static bool is_latin_letter(uint32_t cp) {
  return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
         (cp >= 0xC0 && cp <= 0x24F && cp != 0xD7 && cp != 0xF7);
}

/* Vowel signs and tatweel, over which a word goes on. */
static bool is_within(uint32_t cp) {
  return cp == 0x640 || (cp >= 0x64B && cp <= 0x65F) || cp == 0x670 ||
         (cp >= 0x200E && cp <= 0x200F);
}

static void count_script(tally *t, uint32_t cp) {
  for (unsigned i = 0; i < N_SCRIPTS; i++)
    if (cp >= scripts[i].first && cp <= scripts[i].last) {
      t->other[i]++;
      t->letters++;
      return;
    }
}

static void read_window(tally *t, const char *text, size_t size) {
  open_word w = {0};
  for (size_t i = 0; i < size;) {
    bool bad = false;
    size_t at = i;
    uint32_t cp = utf8_next(text, size, &i, &bad);
    bool arabic = is_arabic_letter(cp), latin = is_latin_letter(cp);
    if (w.n > 0 && is_within(cp)) continue;
    if (!arabic && !latin) {
      end_word(t, &w, text + at);
      if (cp > 0x24F) count_script(t, cp);
      continue;
    }
    if (w.n == 0) w.start = text + at;
    if (w.n < 4) w.points[w.n] = cp;
    w.n++;
    w.last = cp;
    w.arabic = w.arabic || arabic;
    w.latin = w.latin || latin;
    t->letters++;
    /* Letters that Arabic has as well speak for nobody. */
    if ((cp > 0x66D && cp < 0x780) || (latin && cp > 0x7A))
      add_records(t, LANGUAGE_LETTER, text + at, i - at);
  }
  end_word(t, &w, text + size);
}

/* From about `at` to the next blank or line, so that a word is not cut. */
static size_t window_start(const char *text, size_t size, size_t at) {
  while (at < size && (unsigned char)text[at] > ' ') at++;
  return at;
}

static unsigned best_of(const tally *t, unsigned first, unsigned last) {
  unsigned best = first;
  for (unsigned i = first; i <= last; i++)
    if (t->score[i] > t->score[best]) best = i;
  return best;
}

static language_guess guess(unsigned language, bool coded) {
  return (language_guess){languages[language].code, languages[language].name, coded};
}

static language_guess decide(const tally *t) {
  uint32_t n_other = 0;
  const script *most = scripts;
  for (unsigned i = 0; i < N_SCRIPTS; i++) {
    n_other += t->other[i];
    if (t->other[i] > t->other[most - scripts]) most = &scripts[i];
  }
  /* Japanese has most of its words from Chinese. */
  if (most - scripts == SCRIPT_CHINESE && t->other[SCRIPT_KANA] * 10 > n_other)
    most = &scripts[SCRIPT_KANA];
  if (n_other >= LEAST_LETTERS && n_other * 10 > t->letters * 6)
    return (language_guess){most->code, most->name, false};
  bool is_arabic = t->n_arabic && t->n_arabic * 2 >= t->n_latin;
  unsigned own = is_arabic ? LANGUAGE_AR : LANGUAGE_EN;
  unsigned best = is_arabic ? best_of(t, LANGUAGE_FA, LANGUAGE_UG)
                            : best_of(t, LANGUAGE_KU, LANGUAGE_SW);
  uint32_t n = is_arabic ? t->n_arabic : t->n_latin, score = t->score[best];
  bool is_other =
      score >= LEAST_WEIGHT && score >= n * LEAST_A_WORD && score * 3 > t->score[own] * 4;
  if (is_other) return guess(best, false);
  if (t->n_arabic + t->n_latin == 0) return (language_guess){NULL, NULL, true};
  return guess(own, true);
}

/* Reads `bytes` at the beginning, in the middle and at the end. */
static void read_windows(tally *t, const char *text, size_t size, size_t bytes) {
  if (size <= N_WINDOWS * bytes) {
    read_window(t, text, size);
    return;
  }
  for (size_t i = 0; i < N_WINDOWS; i++) {
    size_t at =
        i == 0 ? 0 : window_start(text, size, (size - bytes) / (N_WINDOWS - 1) * i);
    size_t end = at + bytes < size ? at + bytes : size;
    read_window(t, text + at, end - at);
  }
}

/* Words begun with the article in a part of the text that is looked at first, and what
 * may be none of Arabic. */
typedef struct sight {
  unsigned n_articles, n_foreign;
} sight;

/* Bytes alone tell most reports: Arabic prose has the article on every third or fourth
 * word, and its neighbours have letters of their own (U+0671 on) on every line. */
static void read_sight(const char *text, size_t size, sight *s) {
  for (size_t i = 0; i + 4 <= size; i++) {
    unsigned char c = (unsigned char)text[i];
    s->n_foreign += c >= 0xDA && c <= 0xDF;
    s->n_foreign += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (c == ' ' && i + 5 <= size && !memcmp(text + i + 1, ARTICLE, 4)) s->n_articles++;
  }
}

static bool is_arabic_at_sight(const char *text, size_t size) {
  sight s = {0, 0};
  if (size <= N_WINDOWS * GLANCE_BYTES) return false;
  for (size_t i = 0; i < N_WINDOWS; i++) {
    size_t at = (size - GLANCE_BYTES) / (N_WINDOWS - 1) * i;
    read_sight(text + at, GLANCE_BYTES, &s);
  }
  return s.n_articles >= PLAIN_ARTICLES && s.n_foreign == 0;
}

/* Is it Arabic beyond doubt? */
static bool is_plainly_arabic(const tally *t) {
  unsigned best = best_of(t, LANGUAGE_FA, LANGUAGE_UG);
  return t->score[LANGUAGE_AR] >= PLAIN_WEIGHT &&
         t->score[best] * 4 < t->score[LANGUAGE_AR] && t->n_arabic > 2 * t->n_latin;
}

language_guess record_language(const rasid_model *m, const char *text, size_t size) {
  tally first = {.m = m}, all = {.m = m};
  if (is_arabic_at_sight(text, size)) return guess(LANGUAGE_AR, true);
  read_windows(&first, text, size, GLANCE_BYTES);
  if (is_plainly_arabic(&first)) return guess(LANGUAGE_AR, true);
  read_windows(&all, text, size, WINDOW_BYTES);
  return decide(&all);
}
