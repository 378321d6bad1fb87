/* hamza_seat.c - writes a word of sounds: drops short vowels, writes a doubled consonant
 * once, and seats every hamza.
 *
 * Rules H. The stronger neighbour gives the seat: i (yeh) over u (waw) over a (alef) over
 * no vowel.
 *
 * - H1 at the start: alef, hamza below before i, madda before long a ('idara, 'Amana)
 * - H2 at the end: by the vowel before it, else on the line (qara'a "read", ja'a "come")
 * - H3 inside beside i, after long i or yeh: yeh (su'ila "was asked")
 * - H4 inside beside u: waw (yu'min "believes", mas'ul "responsible")
 * - H5 after long a or long u, before a: on the line (tasa'ala "wonder")
 * - H6 before long a, after a or a consonant: madda (yaqra'ani "they both read")
 * - H7 other spellings before long u, see enum hamza_style (qara'u, mas'ul, yabda'una)
 */
#include "model/verb_sounds.h"

typedef struct hamza_place {
  unsigned before, after; /* the sounds around it; 0 none */
  bool final;             /* nothing written follows */
  bool ending;            /* the long u after it is an ending: qara'u, yaqra'una */
  bool joined;            /* the letter before it joins to its left */
} hamza_place;

static bool letter_joins_left(unsigned letter) {
  switch (letter) {
    case LETTER_HAMZA:
    case LETTER_ALEF:
    case LETTER_ALEF_MADDA:
    case LETTER_ALEF_HAMZA_ABOVE:
    case LETTER_ALEF_HAMZA_BELOW:
    case LETTER_WAW_HAMZA:
    case LETTER_DAL:
    case LETTER_THAL:
    case LETTER_REH:
    case LETTER_ZAIN:
    case LETTER_WAW: return false;
    default: return letter != 0;
  }
}

static unsigned seat_at_start(unsigned after) {
  if (after == SOUND_I || after == SOUND_II) return LETTER_ALEF_HAMZA_BELOW;
  return after == SOUND_AA ? LETTER_ALEF_MADDA : LETTER_ALEF_HAMZA_ABOVE;
}

/* A short vowel after it shows where a glide is lost: yan'a "moves away", after a
 * consonant by that vowel; yarta'i "deems right", after a by either. */
static unsigned seat_at_end(const hamza_place *place, enum hamza_style style) {
  bool consonant = !sound_is_vowel(place->before);
  switch (place->before) {
    case SOUND_A:
      if (place->after == SOUND_I && style == HAMZA_OFF_LINE) return LETTER_YEH_HAMZA;
      return LETTER_ALEF_HAMZA_ABOVE;
    case SOUND_I: return LETTER_YEH_HAMZA;
    case SOUND_U: return LETTER_WAW_HAMZA;
    default:
      if (consonant && place->after == SOUND_A) return LETTER_ALEF_HAMZA_ABOVE;
      if (consonant && place->after == SOUND_I) return LETTER_YEH_HAMZA;
      return LETTER_HAMZA;
  }
}

static unsigned seat_before_u(const hamza_place *place, enum hamza_style style) {
  if (style == HAMZA_ON_WAW || place->after != SOUND_UU) return LETTER_WAW_HAMZA;
  if (style == HAMZA_ON_ALEF && place->before == SOUND_A)
    return place->ending ? LETTER_ALEF_HAMZA_ABOVE : LETTER_WAW_HAMZA;
  return place->joined ? LETTER_YEH_HAMZA : LETTER_HAMZA;
}

static unsigned seat_inside(const hamza_place *place, enum hamza_style style) {
  unsigned before = place->before, after = place->after;
  if (before == SOUND_I || before == SOUND_II || after == SOUND_I || after == SOUND_II)
    return LETTER_YEH_HAMZA;
  /* After vowelless yeh: yeh, beside the rival spelling of ya'isa "despair" (yay'asu,
   * may'us). */
  if (before == LETTER_YEH) {
    if (style == HAMZA_ON_WAW) return LETTER_YEH_HAMZA;
    return after == SOUND_UU ? LETTER_WAW_HAMZA : LETTER_ALEF_HAMZA_ABOVE;
  }
  if (after == SOUND_U || after == SOUND_UU) return seat_before_u(place, style);
  if (before == SOUND_U) return LETTER_WAW_HAMZA;
  if (before == SOUND_AA || before == SOUND_UU) return LETTER_HAMZA;
  return after == SOUND_AA ? LETTER_ALEF_MADDA : LETTER_ALEF_HAMZA_ABOVE;
}

/* Where the hamza at place `i` of the word stands; `last` is the letter written before
 * it. */
static hamza_place place_of(const sounds *s, unsigned i, bool before_suffix,
                            unsigned last) {
  hamza_place place = {0};
  unsigned back = i;
  while (back > 0 && s->at[back - 1] == LETTER_HAMZA) back--; /* a doubled hamza is one */
  place.before = back > 0 ? s->at[back - 1] : 0;
  place.after = i + 1 < s->n && sound_is_vowel(s->at[i + 1]) ? s->at[i + 1] : 0;
  unsigned rest = s->n - i - 1u;
  place.final =
      !before_suffix && (rest == 0 || (rest == 1 && sound_is_short(place.after)));
  /* Final long a of the yeh kind keeps its own letter: ra'a "see". */
  if (place.after == SOUND_AY) {
    bool kept = rest == 1 && !before_suffix;
    place.after = kept ? SOUND_A : SOUND_AA;
  }
  /* The long i of the imperative of ya'isa "despair" is its yeh. */
  if (place.before == SOUND_II && back == 2 && s->at[0] == SOUND_WASL)
    place.before = LETTER_YEH;
  place.ending = place.after == SOUND_UU && (rest == 1 || s->at[i + 2] == SOUND_WIQAYA ||
                                             (s->at[i + 2] == LETTER_NOON && rest == 3));
  place.joined = letter_joins_left(last);
  return place;
}

static void write_letter(inflected *out, unsigned letter) {
  if (out->n < sizeof out->letters) out->letters[out->n++] = (uint8_t)letter;
}

static unsigned last_letter(const inflected *out) {
  return out->n ? out->letters[out->n - 1] : 0;
}

void sounds_write(const sounds *s, enum hamza_style style, bool before_suffix,
                  inflected *out) {
  memset(out, 0, sizeof *out);
  for (unsigned i = 0; i < s->n; i++) {
    unsigned c = s->at[i];
    bool last = i + 1u == s->n;
    if (!last && c == s->at[i + 1]) continue; /* doubled: written once */
    switch (c) {
      case SOUND_A:
      case SOUND_I:
      case SOUND_U: break;
      case SOUND_WASL: write_letter(out, LETTER_ALEF); break;
      case SOUND_WIQAYA:
        if (last && !before_suffix) write_letter(out, LETTER_ALEF);
        break;
      case SOUND_AA:
      case SOUND_AY: {
        /* yaHya "lives": alef after yeh, lest two yehs meet. */
        bool maksura =
            c == SOUND_AY && last && !before_suffix && last_letter(out) != LETTER_YEH;
        if (maksura)
          write_letter(out, LETTER_ALEF_MAKSURA);
        else if (last_letter(out) != LETTER_ALEF_MADDA)
          write_letter(out, LETTER_ALEF);
        break;
      }
      case SOUND_II: write_letter(out, LETTER_YEH); break;
      case SOUND_UU: write_letter(out, LETTER_WAW); break;
      case LETTER_TEH_MARBUTA:
        write_letter(out, last && !before_suffix ? LETTER_TEH_MARBUTA : LETTER_TEH);
        break;
      case LETTER_HAMZA: {
        hamza_place place = place_of(s, i, before_suffix, last_letter(out));
        unsigned seat = place.before == 0 ? seat_at_start(place.after)
                        : place.final     ? seat_at_end(&place, style)
                                          : seat_inside(&place, style);
        write_letter(out, seat);
        break;
      }
      default: write_letter(out, c); break;
    }
  }
}
