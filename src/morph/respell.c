/* respell.c - words the dictionary does not have as they are written: spelt otherwise, or
 * guessed by their shape.
 */
#include "morph/analysis.h"

/* ---- spellings the dictionary does not have ---- */

/* ma, la and ya written together with the word behind them. */
static void try_joined(analysis *a) {
  unsigned at =
      a->n > 5 && (a->letters[0] == LETTER_WAW || a->letters[0] == LETTER_FEH) ? 1 : 0;
  unsigned before = !at                           ? 0u
                    : a->letters[0] == LETTER_WAW ? (unsigned)PROCLITIC_WA
                                                  : (unsigned)PROCLITIC_FA;
  if (a->n < at + 4 || a->letters[at + 1] != LETTER_ALEF) return;
  switch (a->letters[at]) {
    case LETTER_MEEM: cut_bare(a, before | PROCLITIC_MA, at + 2); return;
    case LETTER_LAM: cut_bare(a, before | PROCLITIC_LA, at + 2); return;
    case LETTER_YEH: cut_bare(a, before | PROCLITIC_YA, at + 2); return;
    default: return;
  }
}

static bool hamza_carrier(unsigned letter) {
  return letter == LETTER_WAW_HAMZA || letter == LETTER_YEH_HAMZA ||
         letter == LETTER_ALEF_HAMZA_ABOVE || letter == LETTER_HAMZA;
}

/* Letters that a writer may have meant by `letter` inside a word: rival seats of hamza,
 * hamza left out. 0 ends. */
static const uint8_t *rivals_of(unsigned letter) {
  static const uint8_t SEATS[] = {LETTER_WAW_HAMZA, LETTER_YEH_HAMZA,
                                  LETTER_ALEF_HAMZA_ABOVE, LETTER_HAMZA, 0},
                       ALEF[] = {LETTER_ALEF_HAMZA_ABOVE, LETTER_ALEF_MADDA,
                                 LETTER_ALEF_HAMZA_BELOW, 0},
                       WAW[] = {LETTER_WAW_HAMZA, 0}, YEH[] = {LETTER_YEH_HAMZA, 0},
                       NONE[] = {0};
  if (hamza_carrier(letter)) return SEATS;
  switch (letter) {
    case LETTER_ALEF:
    case LETTER_ALEF_MADDA:
    case LETTER_ALEF_HAMZA_BELOW: return ALEF;
    case LETTER_WAW: return WAW;
    case LETTER_YEH:
    case LETTER_ALEF_MAKSURA: return YEH;
    default: return NONE;
  }
}

/* Another seat for one hamza, or a hamza that was left out. */
static void try_hamza(analysis *a) {
  for (unsigned i = 1; i < a->n && !a->n_readings; i++) {
    uint8_t kept = a->letters[i];
    for (const uint8_t *to = rivals_of(kept); *to && !a->n_readings; to++) {
      if (*to == kept) continue;
      a->letters[i] = *to;
      cut_word(a);
    }
    a->letters[i] = kept;
  }
}

/* «shawati'» with its hamza behind the letter that should bear it; a letter written twice
 * by haste. The letters from `at` on close up over what is left out. */
static void try_without(analysis *a, unsigned at, unsigned instead) {
  uint8_t kept[WORD_MAX_LETTERS];
  memcpy(kept, a->letters, sizeof kept);
  unsigned n = a->n;
  for (unsigned i = at; i + 1 < n; i++) a->letters[i] = kept[i + 1];
  if (instead) a->letters[at - 1] = (uint8_t)instead;
  a->n = n - 1;
  cut_word(a);
  memcpy(a->letters, kept, sizeof kept);
  a->n = n;
}

static void try_haste(analysis *a) {
  unsigned last = a->n - 1;
  if (a->n > 3 && a->letters[last] == LETTER_HAMZA &&
      (a->letters[last - 1] == LETTER_YEH || a->letters[last - 1] == LETTER_ALEF_MAKSURA))
    try_without(a, last, LETTER_YEH_HAMZA);
  for (unsigned i = 1; i < a->n && a->n > 3 && !a->n_readings; i++)
    if (a->letters[i] == a->letters[i - 1]) try_without(a, i, LETTER_NONE);
}

/* Rival letters for sounds Arabic has no letter of its own for: g, v, and s before t. */
static const uint8_t *sounds_of(unsigned letter) {
  static const uint8_t G[] = {LETTER_GHAIN, LETTER_JEEM, LETTER_KAF,
                              LETTER_GAF,   LETTER_QAF,  0},
                       V[] = {LETTER_FEH, LETTER_VEH, LETTER_WAW, 0},
                       P[] = {LETTER_BEH, LETTER_PEH, 0},
                       S[] = {LETTER_SEEN, LETTER_SHEEN, LETTER_ZAIN, 0},
                       T[] = {LETTER_TEH, LETTER_TAH, 0}, NONE[] = {0};
  switch (letter) {
    case LETTER_GHAIN:
    case LETTER_JEEM:
    case LETTER_KAF:
    case LETTER_GAF:
    case LETTER_QAF: return G;
    case LETTER_FEH:
    case LETTER_VEH: return V;
    case LETTER_PEH: return P;
    case LETTER_SEEN:
    case LETTER_SHEEN:
    case LETTER_ZAIN: return S;
    case LETTER_TEH:
    case LETTER_TAH: return T;
    default: return NONE;
  }
}

/* A foreign name in another transliteration; names of fewer than five letters are too
 * like one another. */
static void try_transliterations(analysis *a) {
  for (unsigned at = 0; at < 2 && !a->n_readings; at++) {
    if (at && a->letters[0] != LETTER_WAW) return;
    if (a->n < at + 5) return;
    for (unsigned i = at; i < a->n && !a->n_readings; i++) {
      uint8_t kept = a->letters[i];
      for (const uint8_t *to = sounds_of(kept); *to && !a->n_readings; to++) {
        if (*to == kept) continue;
        a->letters[i] = *to;
        cut_try(a, &(cut){.proclitics = at ? (unsigned)PROCLITIC_WA : 0u,
                          .n_prefix = at,
                          .stem = a->letters + at,
                          .n = a->n - at,
                          .only = 1u << POS_NAME,
                          .cost = a->cost});
      }
      a->letters[i] = kept;
    }
  }
}

void respell_word(analysis *a) {
  try_joined(a);
  a->cost = COST_RESPELT;
  if (!a->n_readings) try_hamza(a);
  if (!a->n_readings) try_haste(a);
  if (!a->n_readings) try_transliterations(a);
  a->cost = 0;
}

/* ---- words the dictionary does not know ---- */

static unsigned guess_pos(const analysis *a, unsigned at, bool article) {
  unsigned n = a->n, last = a->letters[n - 1], before = n > 1 ? a->letters[n - 2] : 0u;
  if (n - at >= 4 && last == LETTER_TEH_MARBUTA && before == LETTER_YEH)
    return article ? POS_ADJ : POS_NOUN;
  if (last == LETTER_TEH_MARBUTA) return POS_NOUN;
  if (n - at >= 5 && last == LETTER_NOON &&
      (before == LETTER_WAW || before == LETTER_YEH))
    return article ? POS_NOUN : POS_NAME;
  if (n - at >= 5 && last == LETTER_TEH && before == LETTER_ALEF) return POS_NOUN;
  if (article && last == LETTER_YEH) return POS_ADJ;
  if (article) return POS_NOUN;
  if (n - at >= 5 && last == LETTER_ALEF && before == LETTER_WAW) return POS_VERB;
  return POS_NAME;
}

void guess_word(analysis *a) {
  unsigned at = 0, proclitics = 0;
  if (a->n >= 5 && (a->letters[0] == LETTER_WAW || a->letters[0] == LETTER_FEH) &&
      a->letters[1] == LETTER_ALEF && a->letters[2] == LETTER_LAM) {
    proclitics = a->letters[0] == LETTER_WAW ? PROCLITIC_WA : PROCLITIC_FA;
    at = 1;
  } else if (a->n >= 6 && a->letters[0] == LETTER_WAW) {
    proclitics = PROCLITIC_WA;
    at = 1;
  }
  if (a->n >= at + 5 && (a->letters[at] == LETTER_BEH || a->letters[at] == LETTER_KAF) &&
      a->letters[at + 1] == LETTER_ALEF && a->letters[at + 2] == LETTER_LAM) {
    proclitics |= a->letters[at] == LETTER_BEH ? PROCLITIC_BI : PROCLITIC_KA;
    at++;
  }
  if (a->n >= at + 4 && a->letters[at] == LETTER_ALEF &&
      a->letters[at + 1] == LETTER_LAM) {
    proclitics |= PROCLITIC_AL;
    at += 2;
  } else if (a->n >= at + 4 && a->letters[at] == LETTER_LAM &&
             a->letters[at + 1] == LETTER_LAM) {
    proclitics |= PROCLITIC_LI | PROCLITIC_AL;
    at += 2;
  }
  uint32_t features = guess_pos(a, at, (proclitics & PROCLITIC_AL) != 0);
  if (features == POS_VERB)
    features |= FEATURE_PERSON_N(3) | FEATURE_PL | FEATURE_M | FEATURE_PERFECT;
  a->readings[a->n_readings++] = (reading){.form = MODEL_NONE,
                                           .features = features,
                                           .proclitics = (uint16_t)proclitics,
                                           .n_prefix = (uint8_t)at,
                                           .agreement = 2,
                                           .score = -30};
  a->marks |= WORD_UNKNOWN;
}
