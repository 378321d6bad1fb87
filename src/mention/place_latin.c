/* place_latin.c - how a name that no dictionary has is written in Latin letters.
 *
 * Short vowels are unknown: «a» stands in every open syllable, «i» behind a long a
 * («Khalid», «Jamajim»), none in the closed syllable before another («Halhalan»).
 */
#include "mention/mention.h"

bool place_arab_country(const rasid_model *m, uint32_t code) {
  uint32_t at = code ? model_find_country(m, code) : MODEL_NONE;
  return at == MODEL_NONE ? !code : model_country(m, at)->arabic != 0;
}

/* Consonants as English newspapers write them; short vowels are unknown and stand as «a»
 * between consonants. */
static const char *const LATIN[N_LETTERS] = {[LETTER_HAMZA] = "",
                                             [LETTER_ALEF] = "a",
                                             [LETTER_ALEF_MADDA] = "a",
                                             [LETTER_ALEF_HAMZA_ABOVE] = "a",
                                             [LETTER_ALEF_HAMZA_BELOW] = "i",
                                             [LETTER_WAW_HAMZA] = "u",
                                             [LETTER_YEH_HAMZA] = "i",
                                             [LETTER_BEH] = "b",
                                             [LETTER_TEH_MARBUTA] = "a",
                                             [LETTER_TEH] = "t",
                                             [LETTER_THEH] = "th",
                                             [LETTER_JEEM] = "j",
                                             [LETTER_HAH] = "h",
                                             [LETTER_KHAH] = "kh",
                                             [LETTER_DAL] = "d",
                                             [LETTER_THAL] = "dh",
                                             [LETTER_REH] = "r",
                                             [LETTER_ZAIN] = "z",
                                             [LETTER_SEEN] = "s",
                                             [LETTER_SHEEN] = "sh",
                                             [LETTER_SAD] = "s",
                                             [LETTER_DAD] = "d",
                                             [LETTER_TAH] = "t",
                                             [LETTER_ZAH] = "z",
                                             [LETTER_AIN] = "",
                                             [LETTER_GHAIN] = "gh",
                                             [LETTER_FEH] = "f",
                                             [LETTER_QAF] = "q",
                                             [LETTER_KAF] = "k",
                                             [LETTER_LAM] = "l",
                                             [LETTER_MEEM] = "m",
                                             [LETTER_NOON] = "n",
                                             [LETTER_HEH] = "h",
                                             [LETTER_WAW] = "u",
                                             [LETTER_ALEF_MAKSURA] = "a",
                                             [LETTER_YEH] = "i",
                                             [LETTER_PEH] = "p",
                                             [LETTER_TCHEH] = "ch",
                                             [LETTER_JEH] = "zh",
                                             [LETTER_VEH] = "v",
                                             [LETTER_GAF] = "g"};

static bool long_vowel(unsigned letter) {
  return letter == LETTER_ALEF || letter == LETTER_ALEF_MADDA ||
         letter == LETTER_ALEF_MAKSURA || letter == LETTER_TEH_MARBUTA;
}

static bool vowel_sign(unsigned letter) {
  return long_vowel(letter) || letter == LETTER_WAW || letter == LETTER_YEH;
}

static bool hamza_sign(unsigned letter) {
  return letter == LETTER_ALEF_HAMZA_ABOVE || letter == LETTER_ALEF_HAMZA_BELOW ||
         letter == LETTER_WAW_HAMZA || letter == LETTER_YEH_HAMZA;
}

static size_t put(char *out, size_t n, size_t room, const char *s) {
  while (s && *s && n + 1 < room) out[n++] = *s++;
  return n;
}

/* One word in Latin letters, the first a capital. */
static size_t write_latin(const uint8_t *l, unsigned n_letters, bool foreign, char *out,
                          size_t n, size_t room) {
  unsigned i = 0;
  if (n_letters > 3 && l[0] == LETTER_ALEF && l[1] == LETTER_LAM) {
    n = put(out, n, room, "Al-");
    i = 2;
  }
  size_t first = n;
  unsigned run = 0; /* consonants since the last vowel; one behind a vowel ends its
                       syllable */
  for (; i < n_letters; i++) {
    unsigned c = l[i], next = i + 1 < n_letters ? l[i + 1] : LETTER_NONE;
    bool glide = (c == LETTER_WAW || c == LETTER_YEH) &&
                 (n == first || long_vowel(next) || (i && long_vowel(l[i - 1])));
    bool ch = foreign && c == LETTER_TEH && next == LETTER_SHEEN;
    bool after_alef = i && long_vowel(l[i - 1]), first_one = n == first;
    bool after_vowel = i && (vowel_sign(l[i - 1]) || hamza_sign(l[i - 1]));
    if (ch) next = ++i + 1 < n_letters ? l[i + 1] : LETTER_NONE;
    n = put(out, n, room,
            ch                           ? "ch"
            : glide                      ? (c == LETTER_WAW ? "w" : "y")
            : foreign && c == LETTER_WAW ? "o"
                                         : LATIN[c < N_LETTERS ? c : 0]);
    bool consonant = glide || (!vowel_sign(c) && !hamza_sign(c));
    run = consonant ? run + 1 : 0;
    if (run == 1 && after_vowel && !first_one) run = 0;
    if (!consonant || !next || vowel_sign(next) || long_vowel(next) || hamza_sign(next))
      continue;
    if (after_vowel && !first_one) {
      if (after_alef && !foreign) n = put(out, n, room, "i"); /* «Khalid» */
    } else if (run % 2) {
      n = put(out, n, room, "a"); /* «Halhalan», «Sadrin», «Azhari» */
    }
  }
  if (n > first && out[first] >= 'a' && out[first] <= 'z')
    out[first] = (char)(out[first] - 'a' + 'A');
  return n;
}

const char *place_opening_word(const morph_doc *d, uint32_t i) {
  static const struct {
    const char *gloss, *latin;
  } WORDS[] = {{"father", "Abu"},  {"mother", "Umm"},
               {"hill", "Tell"},   {"eye", "Ain"},
               {"well", "Bir"},    {"monastery", "Deir"},
               {"valley", "Wadi"}, {"head", "Ras"},
               {"house", "Beit"},  {"village; unbelief", "Kafr"}};
  const word_info *w = d->words[i];
  for (unsigned r = 0; r < w->n_readings; r++) {
    const reading *x = &w->readings[r];
    if (FEATURE_POS(x->features) != POS_NOUN || x->proclitics || x->enclitic ||
        x->agreement != 2)
      continue;
    const lemma_record *l = x->entry;
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
      if (gloss_is(d->model, l, WORDS[k].gloss)) return WORDS[k].latin;
  }
  return NULL;
}

const char *place_latin_name(const morph_doc *d, uint32_t first, uint32_t last,
                             unsigned skip, bool foreign, arena *a) {
  char out[96];
  size_t n = 0;
  for (uint32_t i = first; i < last; i++) {
    uint8_t letters[WORD_MAX_LETTERS];
    const token *t = &d->text->tokens.items[i];
    if (t->kind != TOKEN_ARABIC) continue;
    unsigned n_letters = word_unpack(t->key, letters),
             from = i == first && skip < n_letters ? skip : 0;
    const char *opening =
        i == first && last > first + 1 ? place_opening_word(d, i) : NULL;
    if (opening) {
      n = put(out, n, sizeof out, opening);
      continue;
    }
    if (n) n = put(out, n, sizeof out, " ");
    n = write_latin(letters + from, n_letters - from, foreign, out, n, sizeof out);
  }
  out[n] = '\0';
  return arena_copy(a, out, n + 1);
}

const char *place_with_kind(const morph_doc *d, uint32_t head, const char *name,
                            arena *a) {
  static const struct {
    const char *gloss, *before, *after;
  } KINDS[] = {{"mountain", "Jabal ", ""},
               {"valley", "Wadi ", ""},
               {"gate", "", " Gate"},
               {"roundabout", "", " Roundabout"},
               {"barracks", "", " Barracks"},
               {"bridge", "", " Bridge"},
               {"church", "", " Church"},
               {"market", "", " Market"},
               {"sector, strip", "", " Sector"},
               {"road", "", " Road"},
               {"hospital", "", " Hospital"},
               {"hotel", "", " Hotel"},
               {"prison", "", " Prison"},
               {"dam", "", " Dam"}};
  const lemma_record *l = morph_lemma(d, head);
  for (size_t k = 0; name && k < sizeof KINDS / sizeof *KINDS; k++) {
    if (!gloss_is(d->model, l, KINDS[k].gloss)) continue;
    char out[128];
    size_t n = put(out, 0, sizeof out, KINDS[k].before);
    n = put(out, n, sizeof out, name);
    n = put(out, n, sizeof out, KINDS[k].after);
    out[n] = '\0';
    return arena_copy(a, out, n + 1);
  }
  return name;
}
