/* verb_sounds.h - a word as it is spoken, and its writing.
 *
 * Arabic writes consonants and long vowels, and the seat of a hamza follows from the
 * vowels around it. So verbs are built as strings of sounds with every vowel in place
 * (radicals put into patterns), contracted by rules of sound, and only then written.
 * Patterns are ASCII:
 *   1 2 3 4    radicals
 *   a i u      short vowels
 *   A I U      long vowels
 *   Y          final long a of the yeh kind
 *   E          alef of wasl
 *   W          silent alef after a plural waw
 *   '          hamza
 *   h          teh marbuta
 *   T          the infixed teh of form 8
 *   t n m s y w  affix consonants
 */
#ifndef RASID_MODEL_VERB_SOUNDS_H
#define RASID_MODEL_VERB_SOUNDS_H

#include "model/inflect.h"

/* Consonants are letter codes; the other sounds follow them. */
enum sound {
  SOUND_A = 64,
  SOUND_I,
  SOUND_U,
  SOUND_AA,
  SOUND_II,
  SOUND_UU,
  SOUND_AY,    /* long a: alef maksura at the end of a word, alef elsewhere */
  SOUND_WASL,  /* alef of wasl; its vowel follows */
  SOUND_WIQAYA /* silent alef, written only at the end of a word */
};

#define SOUNDS_MAX 40

typedef struct sounds {
  uint8_t at[SOUNDS_MAX];
  uint8_t n;
} sounds;

/* Ways of writing a hamza before a long u: the Levantine, with alef (qara'u) or yeh
 * (mas'ul), and the Egyptian. */
enum hamza_style { HAMZA_ON_WAW, HAMZA_ON_ALEF, HAMZA_OFF_LINE, N_HAMZA_STYLES };

static inline bool sound_is_vowel(unsigned sound) {
  return sound >= SOUND_A && sound <= SOUND_AY;
}
static inline bool sound_is_short(unsigned sound) {
  return sound >= SOUND_A && sound <= SOUND_U;
}
/* Waw or yeh. */
static inline bool sound_is_glide(unsigned sound) {
  return sound == LETTER_WAW || sound == LETTER_YEH;
}

/* Appends one sound; sounds beyond SOUNDS_MAX are dropped (no Arabic word has as many).
 */
void sounds_push(sounds *s, unsigned sound);
/* Appends a pattern filled with `root` (four letters; may be NULL where the pattern has
 * no digits). */
void sounds_pattern(sounds *s, const char *pattern, const uint8_t *root);
/* Applies the rules of sound that hold across a whole word (rules S1-S3). */
void sounds_contract(sounds *s);
/* Writes the word; `before_suffix`: as it is written when a suffix pronoun follows. */
void sounds_write(const sounds *s, enum hamza_style style, bool before_suffix,
                  inflected *out);

#endif
