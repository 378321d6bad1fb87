/* verb_sounds.c - patterns filled with radicals, and the rules of sound that hold in
 * every verb form. */
#include "model/verb_sounds.h"

void sounds_push(sounds *s, unsigned sound) {
  if (s->n < SOUNDS_MAX) s->at[s->n++] = (uint8_t)sound;
}

/* Rule F8: the infixed teh of form 8 and the first radical grow alike.
 *   waw or yeh + t → tt     ittaSala "get in touch"
 *   dal or thal + t → dd    iddaca "claim", iddakhara "save"
 *   zain + t → zd           izdahara "flourish"
 *   sad or dad + t → ST, DT iSTadama "collide", iDTarra "be forced"
 *   tah + t → TT            iTTalaca "be informed"
 *   zah + t → ZZ            iZZalama "suffer wrong"
 *   theh + t → thth         iththa'ara "take revenge"
 *   hamza + t → tt          only in ittakhadha "adopt"
 */
static void push_infixed_teh(sounds *s, const uint8_t *root) {
  if (s->n == 0) return;
  uint8_t *first = &s->at[s->n - 1];
  unsigned teh = LETTER_TEH;
  switch (*first) {
    case LETTER_WAW:
    case LETTER_YEH: *first = LETTER_TEH; break;
    case LETTER_HAMZA:
      if (root[1] == LETTER_KHAH && root[2] == LETTER_THAL) *first = LETTER_TEH;
      break;
    case LETTER_DAL:
    case LETTER_ZAIN: teh = LETTER_DAL; break;
    case LETTER_THAL: teh = *first = LETTER_DAL; break;
    case LETTER_THEH: teh = LETTER_THEH; break;
    case LETTER_SAD:
    case LETTER_DAD:
    case LETTER_TAH: teh = LETTER_TAH; break;
    case LETTER_ZAH: teh = LETTER_ZAH; break;
    default: break;
  }
  sounds_push(s, teh);
}

void sounds_pattern(sounds *s, const char *pattern, const uint8_t *root) {
  static const uint8_t sound_of[128] = {
      ['a'] = SOUND_A,
      ['i'] = SOUND_I,
      ['u'] = SOUND_U,
      ['A'] = SOUND_AA,
      ['I'] = SOUND_II,
      ['U'] = SOUND_UU,
      ['Y'] = SOUND_AY,
      ['E'] = SOUND_WASL,
      ['W'] = SOUND_WIQAYA,
      ['\''] = LETTER_HAMZA,
      ['h'] = LETTER_TEH_MARBUTA,
      ['t'] = LETTER_TEH,
      ['n'] = LETTER_NOON,
      ['m'] = LETTER_MEEM,
      ['s'] = LETTER_SEEN,
      ['y'] = LETTER_YEH,
      ['w'] = LETTER_WAW,
  };
  for (const char *p = pattern; *p; p++) {
    if (*p >= '1' && *p <= '4')
      sounds_push(s, root[*p - '1']);
    else if (*p == 'T')
      push_infixed_teh(s, root);
    else
      sounds_push(s, sound_of[(unsigned char)*p & 127u]);
  }
}

static unsigned lengthened(unsigned vowel) {
  return vowel + (SOUND_AA - SOUND_A);
}

/* Does rule S1, S2 or S3 melt the vowelless consonant `c` into the short vowel before it
 * (place `n - 1` of `out`)? Returns the long vowel, or 0. */
static unsigned melted(const sounds *out, unsigned c) {
  unsigned vowel = out->at[out->n - 1];
  if (!sound_is_short(vowel)) return 0;
  /* S1: hamza, vowel, vowelless hamza → hamza, long vowel: 'a'mana → 'Amana "believe". */
  if (c == LETTER_HAMZA && out->n >= 2 && out->at[out->n - 2] == LETTER_HAMZA)
    return lengthened(vowel);
  /* S2: i + vowelless glide → I: 'iwjab → 'Ijab "affirmation".
   * S3: u + vowelless glide → U: yuyqinu → yUqinu "is sure". */
  if (sound_is_glide(c) && vowel != SOUND_A) return lengthened(vowel);
  return 0;
}

void sounds_contract(sounds *s) {
  sounds out = {.n = 0};
  for (unsigned i = 0; i < s->n; i++) {
    unsigned c = s->at[i], next = i + 1 < s->n ? s->at[i + 1] : 0;
    bool doubled = next == c || (i > 0 && s->at[i - 1] == c);
    unsigned vowel = 0;
    if (out.n && !doubled && !sound_is_vowel(next) && next != SOUND_WIQAYA)
      vowel = melted(&out, c);
    if (vowel)
      out.at[out.n - 1] = (uint8_t)vowel;
    else
      sounds_push(&out, c);
  }
  *s = out;
}
