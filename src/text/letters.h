/* letters.h - the alphabet: every letter of Arabic script is a code of six bits, so that
 * a word is an integer.
 *
 * Code 0 is "no letter". Codes follow the order of the alphabet, not of Unicode. Persian
 * and Urdu letters that stand for an Arabic one (keheh, Farsi yeh, heh goal), and rarer
 * ones of its shape, share its code; letters for foreign sounds (peh, tcheh, jeh, veh,
 * gaf) have their own.
 */
#ifndef RASID_TEXT_LETTERS_H
#define RASID_TEXT_LETTERS_H

#include <stdint.h>

enum letter {
  LETTER_NONE = 0,
  LETTER_HAMZA,            /* U+0621 */
  LETTER_ALEF,             /* U+0627 */
  LETTER_ALEF_MADDA,       /* U+0622 */
  LETTER_ALEF_HAMZA_ABOVE, /* U+0623 */
  LETTER_ALEF_HAMZA_BELOW, /* U+0625 */
  LETTER_WAW_HAMZA,        /* U+0624 */
  LETTER_YEH_HAMZA,        /* U+0626 */
  LETTER_BEH,              /* U+0628 */
  LETTER_TEH_MARBUTA,      /* U+0629 */
  LETTER_TEH,              /* U+062A */
  LETTER_THEH,
  LETTER_JEEM,
  LETTER_HAH,
  LETTER_KHAH,
  LETTER_DAL,
  LETTER_THAL,
  LETTER_REH,
  LETTER_ZAIN,
  LETTER_SEEN,
  LETTER_SHEEN,
  LETTER_SAD,
  LETTER_DAD,
  LETTER_TAH,
  LETTER_ZAH,
  LETTER_AIN,
  LETTER_GHAIN, /* U+063A */
  LETTER_FEH,   /* U+0641 */
  LETTER_QAF,
  LETTER_KAF,
  LETTER_LAM,
  LETTER_MEEM,
  LETTER_NOON,
  LETTER_HEH,
  LETTER_WAW,
  LETTER_ALEF_MAKSURA, /* U+0649 */
  LETTER_YEH,          /* U+064A */
  LETTER_PEH,          /* U+067E */
  LETTER_TCHEH,        /* U+0686 */
  LETTER_JEH,          /* U+0698 */
  LETTER_VEH,          /* U+06A4 */
  LETTER_GAF,          /* U+06AF */
  N_LETTERS
};

/* A word as letters, first letter first; at most this many are packed. */
#define WORD_MAX_LETTERS 21

/* A packed word. Arabic words: six bits a letter, the last letter in the low bits of
 * `lo`, so that a prefix is taken off by masking and a suffix by shifting right. Latin
 * words (tag bit 63 of `hi`): a-z are 1-26, digits 27-36, apostrophe 37, other letters 38
 * (accented letters lose their accents). Words longer than 21 letters: tag bit 62 of `hi`
 * and a hash. The empty word is 0. */
typedef struct word {
  uint64_t lo, hi;
} word;

#define WORD_LATIN ((uint64_t)1 << 63)
#define WORD_HASHED ((uint64_t)1 << 62)

static inline int word_equal(word a, word b) {
  return a.lo == b.lo && a.hi == b.hi;
}
static inline word word_push(word w, unsigned letter) {
  word r = {(w.lo << 6) | letter, (w.hi << 6) | (w.lo >> 58)};
  return r;
}
/* The word without its last `n` letters (n ≤ 20). */
static inline word word_chop(word w, unsigned n) {
  for (; n >= 10; n -= 10) {
    w.lo = (w.lo >> 60) | (w.hi << 4);
    w.hi >>= 60;
  }
  if (n) {
    unsigned bits = n * 6;
    w.lo = (w.lo >> bits) | (w.hi << (64 - bits));
    w.hi >>= bits;
  }
  return w;
}
/* Unpacks a word into `letters` (room for 21), first letter first; returns their number,
 * 0 for a hashed word. */
unsigned word_unpack(word w, uint8_t *letters);
/* An Arabic word of at most 21 letters. */
word word_pack(const uint8_t *letters, unsigned n);

/* The code of the last letter; LETTER_NONE of no word. */
static inline unsigned word_last_letter(word w) {
  return (unsigned)(w.lo & 63u);
}

/* Two and three letters as word_tail has them. */
#define LETTERS_2(a, b) ((uint64_t)(a) << 6 | (uint64_t)(b))
#define LETTERS_3(a, b, c) (LETTERS_2(a, b) << 6 | (uint64_t)(c))
/* The last `n` letters (n ≤ 10) of an unhashed word, the last of them in the low bits. */
static inline uint64_t word_tail(word w, unsigned n) {
  return w.lo & (((uint64_t)1 << 6 * n) - 1);
}

/* The key under which the dictionaries keep a word: initial hamza carriers and madda as
 * bare alef, final alef maksura as yeh, final teh marbuta as heh. What was folded is told
 * by `word_fold_bits` of the unfolded word. Latin and hashed words stay as they are. */
word word_fold(word w);
/* Two bits for the first letter (0 bare alef or other, 1 hamza above, 2 hamza below, 3
 * madda) and two for the last (0 other, 1 alef maksura, 2 teh marbuta). */
unsigned word_fold_bits(word w);

/* Unicode of a letter's plain form (U+0621…), and back (0 where it is no letter; tatweel
 * and diacritics are 0). */
uint32_t letter_codepoint(unsigned letter);
unsigned letter_of_codepoint(uint32_t cp);

#endif
