/* synth_gazetteer.c - writes a gazetteer as large as GeoNames' whole dump, of invented
 * places, to measure `rasid model build --gazetteer`.
 *
 * rasid-synth-gazetteer FOLDER [ROWS [SHARE]] writes FOLDER/allCountries.txt (19 columns)
 * and FOLDER/alternateNamesV2.txt (10 columns) in the form of GeoNames' files of these
 * names: ROWS places (12,000,000), of which SHARE of a hundred (3, as in GeoNames) have
 * an Arabic name; kinds of places, peopled ones and the spread of words in names are
 * about as there. With 100 every place has an Arabic name. The same arguments give the
 * same bytes.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_WORDS = 2000000, WORD_LETTERS = 8 };

/* Letters of the alphabet from beh to yeh, and how the Latin names write them. */
static const struct {
  const char *latin;
  unsigned code;
} LETTERS[] = {{"b", 0x628},  {"t", 0x62A}, {"th", 0x62B}, {"j", 0x62C}, {"h", 0x62D},
               {"kh", 0x62E}, {"d", 0x62F}, {"r", 0x631},  {"z", 0x632}, {"s", 0x633},
               {"sh", 0x634}, {"s", 0x635}, {"d", 0x636},  {"t", 0x637}, {"a", 0x639},
               {"gh", 0x63A}, {"f", 0x641}, {"q", 0x642},  {"k", 0x643}, {"l", 0x644},
               {"m", 0x645},  {"n", 0x646}, {"h", 0x647},  {"w", 0x648}, {"y", 0x64A},
               {"a", 0x627}};
static const char *const COUNTRIES[] = {
    "US", "CN", "IN", "NO", "MX", "ID", "RU", "IR", "FI", "BR", "FR", "DE", "PK",
    "TH", "MA", "CA", "TR", "AU", "ES", "IT", "SE", "JP", "PH", "CO", "GB", "UA",
    "PL", "NG", "VN", "MM", "EG", "SA", "IQ", "SY", "YE", "SD", "DZ", "TN", "LY"};
/* How many of a hundred rows are of a class and code. */
static const struct {
  int share;
  char class;
  const char *code;
} FEATURES[] = {{38, 'P', "PPL"}, {2, 'P', "PPLX"}, {9, 'H', "STM"},  {4, 'H', "LK"},
                {3, 'H', "WLL"},  {5, 'S', "SCH"},  {3, 'S', "HTL"},  {5, 'S', "FRM"},
                {4, 'S', "CH"},   {2, 'S', "MSQE"}, {6, 'T', "HLL"},  {6, 'T', "MT"},
                {3, 'T', "VAL"},  {3, 'L', "LCTY"}, {1, 'L', "AREA"}, {1, 'V', "FRST"},
                {1, 'R', "RD"},   {2, 'A', "ADM3"}, {2, 'A', "ADM4"}};
static const char *const LANGUAGES[] = {"en", "de",   "fr",   "es", "ru", "zh",
                                        "ja", "link", "wkdt", "fa", "ur", "tr"};
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* SplitMix64, S. Vigna. */
static uint64_t mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

typedef struct dice {
  uint64_t state;
} dice;

static uint64_t roll(dice *d, uint64_t sides) {
  return mix(d->state++) % sides;
}

/* A word of the vocabulary: few are used often, most seldom. */
static uint64_t pick_word(dice *d) {
  uint64_t top = N_WORDS;
  for (unsigned halvings = (unsigned)roll(d, 40); halvings > 24; halvings--) top /= 2;
  return roll(d, top + 1);
}

static char *put(char *at, const char *text) {
  size_t n = strlen(text);
  memcpy(at, text, n);
  return at + n;
}

/* Appends word `index` in both scripts. */
static void put_word(uint64_t index, char **arabic, char **latin) {
  dice d = {index * 1000003};
  unsigned n = 3 + (unsigned)roll(&d, WORD_LETTERS - 4);
  char *first = *latin;
  for (unsigned i = 0; i < n; i++) {
    unsigned k = i % 3 == 1 && roll(&d, 2) ? (unsigned)COUNT(LETTERS) - 1
                                           : (unsigned)roll(&d, COUNT(LETTERS));
    *(*arabic)++ = (char)(0xC0 | LETTERS[k].code >> 6);
    *(*arabic)++ = (char)(0x80 | (LETTERS[k].code & 63));
    *latin = put(*latin, LETTERS[k].latin);
  }
  *first = (char)(*first - 'a' + 'A');
}

static void make_names(dice *d, char *arabic, char *latin) {
  unsigned n = 1 + (unsigned)roll(d, 5) / 2;
  for (unsigned i = 0; i < n; i++) {
    if (i) {
      *arabic++ = ' ';
      *latin++ = ' ';
    }
    put_word(pick_word(d), &arabic, &latin);
  }
  *arabic = *latin = '\0';
}

/* One of ten places where people live says how many: mostly hundreds, seldom a million.
 */
static uint64_t people(dice *d, char class) {
  if (class != 'P' || roll(d, 10)) return 0;
  uint64_t n = 100 + roll(d, 900);
  while (n < 5000000 && roll(d, 4) == 0) n *= 5;
  return n;
}

static void put_place(FILE *f, dice *d, uint64_t i, const char *name) {
  size_t k = 0;
  for (int share = (int)roll(d, 100); share >= FEATURES[k].share; k++)
    share -= FEATURES[k].share;
  bool unit = i % 3000 == 0;
  char class = unit ? 'A' : FEATURES[k].class;
  uint64_t lat = roll(d, 130 * 10000), lon = roll(d, 360 * 10000);
  fprintf(f,
          "%" PRIu64 "\t%s\t%s\t%s,%s\t%.4f\t%.4f\t%c\t%s\t%s\t\t%02u\t%03u\t\t\t%" PRIu64
          "\t\t%u\tEtc/UTC\t2025-01-01\n",
          i + 100, name, name, name, name, (double)lat / 10000 - 60,
          (double)lon / 10000 - 180, class, unit ? "ADM1" : FEATURES[k].code,
          COUNTRIES[roll(d, COUNT(COUNTRIES))], 1 + (unsigned)roll(d, 30),
          (unsigned)roll(d, 300), people(d, class), (unsigned)roll(d, 3000));
}

static bool write_all(FILE *places, FILE *names, uint64_t rows, uint64_t share) {
  uint64_t n_names = 0;
  for (uint64_t i = 0; i < rows; i++) {
    dice d = {i << 20};
    char arabic[256], latin[256];
    make_names(&d, arabic, latin);
    put_place(places, &d, i, latin);
    bool has_arabic = roll(&d, 100) < share;
    if (has_arabic)
      fprintf(names, "%" PRIu64 "\t%" PRIu64 "\tar\t%s\t\t\t\t\t\t\n", ++n_names, i + 100,
              arabic);
    if (!has_arabic || share < 50) {
      n_names++;
      fprintf(names, "%" PRIu64 "\t%" PRIu64 "\t%s\t%s\t\t\t\t\t\t\n", n_names, i + 100,
              LANGUAGES[n_names % COUNT(LANGUAGES)], latin);
    }
  }
  printf("%" PRIu64 " places, %" PRIu64 " alternate names\n", rows, n_names);
  return !ferror(places) && !ferror(names);
}

static FILE *create(const char *folder, const char *name) {
  char path[1000];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  if (!f) perror(path);
  return f;
}

int main(int argc, char **argv) {
  uint64_t rows = argc > 2 ? strtoull(argv[2], NULL, 10) : 12000000,
           share = argc > 3 ? strtoull(argv[3], NULL, 10) : 3;
  if (argc < 2 || argc > 4 || !rows || share > 100) {
    fputs("usage: rasid-synth-gazetteer FOLDER [ROWS [SHARE]]\n", stderr);
    return 2;
  }
  FILE *places = create(argv[1], "allCountries.txt"),
       *names = create(argv[1], "alternateNamesV2.txt");
  bool ok = places && names && write_all(places, names, rows, share);
  if (places && fclose(places)) ok = false;
  if (names && fclose(names)) ok = false;
  if (!ok) fputs("rasid-synth-gazetteer: cannot write the files\n", stderr);
  return ok ? 0 : 1;
}
