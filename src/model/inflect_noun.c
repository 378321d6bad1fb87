/* inflect_noun.c - every written form of a noun or adjective, from its dictionary form.
 *
 * A noun is a base and a kind of ending; the ending says how the base meets the alef of
 * the accusative, the dual, the sound plurals and a suffix pronoun. Everything is
 * letters: no vowels are needed here, since a final hamza shows by its seat what stood
 * before it.
 */
#include "model/inflect.h"

enum ending {
  ENDING_PLAIN,      /* kitab "book" */
  ENDING_TEH,        /* hukuma "government" */
  ENDING_MAKSURA,    /* mustashfa "hospital" */
  ENDING_LONG_ALEF,  /* caSa "stick", qaDaya "cases" */
  ENDING_LONG_HAMZA, /* bina' "building", 'acDa' "members" */
  ENDING_ALEF_HAMZA, /* mabda' "principle" */
  ENDING_SEAT_HAMZA, /* shaTi' "beach", tabaTu' "slowness" */
  ENDING_LINE_HAMZA, /* juz' "part", cib' "burden" */
  ENDING_DEFECTIVE,  /* qaDi "judge", written qaD where indefinite */
};

typedef struct noun {
  uint8_t letters[48];
  uint8_t n;
  enum ending ending;
  uint32_t features; /* part of speech and what every form shares */
  inflect_emit *emit;
  void *context;
} noun;

static void put(noun *w, const uint8_t *base, unsigned n, const uint8_t *tail,
                unsigned n_tail, uint32_t features) {
  inflected out = {.n = 0};
  if (n + n_tail < 2 || n + n_tail > sizeof out.letters) return;
  memcpy(out.letters, base, n);
  for (unsigned i = 0; i < n_tail; i++) out.letters[n + i] = tail[i];
  out.n = (uint8_t)(n + n_tail);
  out.features = w->features | features;
  w->emit(w->context, &out);
}

/* A tail of up to three letters, 0 where shorter. */
static void put_tail(noun *w, unsigned drop, unsigned a, unsigned b, unsigned c,
                     uint32_t features) {
  const uint8_t tail[3] = {(uint8_t)a, (uint8_t)b, (uint8_t)c};
  unsigned n_tail = !a ? 0 : !b ? 1 : !c ? 2 : 3;
  if (drop <= w->n) put(w, w->letters, w->n - drop, tail, n_tail, features);
}

static unsigned letter_from_end(const noun *w, unsigned i) {
  return w->n > i ? w->letters[w->n - 1 - i] : 0;
}

/* The letters that do not join to their left. */
static bool joins_left(unsigned letter) {
  switch (letter) {
    case LETTER_HAMZA:
    case LETTER_ALEF:
    case LETTER_ALEF_MADDA:
    case LETTER_DAL:
    case LETTER_THAL:
    case LETTER_REH:
    case LETTER_ZAIN:
    case LETTER_WAW: return false;
    default: return true;
  }
}

static enum ending ending_of(const noun *w, bool defective) {
  switch (letter_from_end(w, 0)) {
    case LETTER_TEH_MARBUTA: return ENDING_TEH;
    case LETTER_ALEF_MAKSURA: return ENDING_MAKSURA;
    case LETTER_ALEF: return ENDING_LONG_ALEF;
    case LETTER_ALEF_HAMZA_ABOVE: return ENDING_ALEF_HAMZA;
    case LETTER_WAW_HAMZA:
    case LETTER_YEH_HAMZA: return ENDING_SEAT_HAMZA;
    case LETTER_HAMZA:
      return letter_from_end(w, 1) == LETTER_ALEF ? ENDING_LONG_HAMZA : ENDING_LINE_HAMZA;
    case LETTER_YEH: return defective ? ENDING_DEFECTIVE : ENDING_PLAIN;
    default: return ENDING_PLAIN;
  }
}

/* Rule A1: alef of the accusative, where it is written: kitaban, juz'an, cib'an, shay'an,
 * shaTi'an, qaDiyan; not after teh marbuta, alef, maksura, alef with hamza, or the hamza
 * after alef (ma'an). */
static void put_accusative(noun *w, uint32_t features) {
  uint32_t acc = features | FEATURE_ACC;
  switch (w->ending) {
    case ENDING_PLAIN:
    case ENDING_SEAT_HAMZA:
    case ENDING_DEFECTIVE: put_tail(w, 0, LETTER_ALEF, 0, 0, acc); break;
    case ENDING_LINE_HAMZA:
      if (joins_left(letter_from_end(w, 1)))
        put_tail(w, 1, LETTER_YEH_HAMZA, LETTER_ALEF, 0, acc);
      else
        put_tail(w, 0, LETTER_ALEF, 0, 0, acc);
      break;
    default: break;
  }
}

/* Rule X1: before a suffix pronoun: hukumat-, mustashfa- with alef (mar'a "sight" with
 * madda), 'acDa'- with hamza on waw (nominative) or yeh (genitive), shay'- on yeh. */
static void put_presuffix(noun *w, uint32_t features) {
  uint32_t pre = features | FEATURE_PRESUFFIX;
  unsigned before = letter_from_end(w, 1);
  switch (w->ending) {
    case ENDING_TEH: put_tail(w, 1, LETTER_TEH, 0, 0, pre); break;
    case ENDING_MAKSURA:
      if (before == LETTER_ALEF_HAMZA_ABOVE)
        put_tail(w, 2, LETTER_ALEF_MADDA, 0, 0, pre);
      else
        put_tail(w, 1, LETTER_ALEF, 0, 0, pre);
      break;
    case ENDING_LINE_HAMZA:
      if (before == LETTER_YEH) {
        put_tail(w, 1, LETTER_YEH_HAMZA, 0, 0, pre);
        break;
      }
      if (before != LETTER_WAW) /* juz'a-hu */
        put_tail(w, 1, LETTER_ALEF_HAMZA_ABOVE, 0, 0, pre | FEATURE_ACC);
      /* fall through */
    case ENDING_LONG_HAMZA:
    case ENDING_ALEF_HAMZA:
      put_tail(w, 1, LETTER_WAW_HAMZA, 0, 0, pre | FEATURE_NOM);
      put_tail(w, 1, LETTER_YEH_HAMZA, 0, 0, pre | FEATURE_OBL);
      break;
    case ENDING_SEAT_HAMZA:
      if (letter_from_end(w, 0) == LETTER_WAW_HAMZA)
        put_tail(w, 1, LETTER_YEH_HAMZA, 0, 0, pre | FEATURE_OBL);
      break;
    default: break;
  }
}

/* Rule D2: the dual. kitaban, hukumatan, mustashfayan, mabda'an (madda), juz'an, cib'an,
 * bina'an, qaDiyan; the feminine in -a' has waw too (Sahrawan "two deserts"). */
static void put_dual_on(noun *w, unsigned drop, unsigned link, uint32_t features) {
  uint32_t nom = features | FEATURE_DU | FEATURE_NOM,
           obl = features | FEATURE_DU | FEATURE_OBL;
  noun base = *w;
  base.n = (uint8_t)(w->n - drop);
  if (link) base.letters[base.n++] = (uint8_t)link;
  if (link == LETTER_ALEF_HAMZA_ABOVE) { /* hamza and alef fuse to madda */
    put_tail(&base, 1, LETTER_ALEF_MADDA, LETTER_NOON, 0, nom);
    put_tail(&base, 1, LETTER_ALEF_MADDA, 0, 0, nom | FEATURE_CONSTRUCT);
  } else {
    put_tail(&base, 0, LETTER_ALEF, LETTER_NOON, 0, nom);
    put_tail(&base, 0, LETTER_ALEF, 0, 0, nom | FEATURE_CONSTRUCT);
  }
  put_tail(&base, 0, LETTER_YEH, LETTER_NOON, 0, obl);
  put_tail(&base, 0, LETTER_YEH, 0, 0, obl | FEATURE_CONSTRUCT);
}

static void put_dual(noun *w, bool feminine, uint32_t features) {
  switch (w->ending) {
    case ENDING_TEH: put_dual_on(w, 1, LETTER_TEH, features); break;
    case ENDING_MAKSURA: put_dual_on(w, 1, LETTER_YEH, features); break;
    case ENDING_LONG_ALEF:
      put_dual_on(w, 1, w->n > 3 ? LETTER_YEH : LETTER_WAW, features);
      break;
    case ENDING_ALEF_HAMZA: put_dual_on(w, 1, LETTER_ALEF_HAMZA_ABOVE, features); break;
    case ENDING_LINE_HAMZA:
      if (joins_left(letter_from_end(w, 1)))
        put_dual_on(w, 1, LETTER_YEH_HAMZA, features);
      else
        put_dual_on(w, 0, 0, features);
      break;
    case ENDING_LONG_HAMZA:
      put_dual_on(w, 0, 0, features);
      if (feminine) put_dual_on(w, 1, LETTER_WAW, features);
      break;
    default: put_dual_on(w, 0, 0, features); break;
  }
}

/* The nominative (-un) or the other cases (-in) of the sound masculine plural; `link`, or
 * nothing where it is 0, takes the place of the last `drop` letters. */
static void put_masculine_case(const noun *w, unsigned drop, unsigned link,
                               bool nominative, uint32_t features) {
  noun base = *w;
  base.n = (uint8_t)(w->n - drop);
  if (link) base.letters[base.n++] = (uint8_t)link;
  unsigned vowel = nominative ? LETTER_WAW : LETTER_YEH;
  features |= FEATURE_PL | FEATURE_M | (nominative ? FEATURE_NOM : FEATURE_OBL);
  put_tail(&base, 0, vowel, LETTER_NOON, 0, features);
  put_tail(&base, 0, vowel, 0, 0, features | FEATURE_CONSTRUCT);
}

static void put_masculine_plain(const noun *w, unsigned drop, uint32_t features) {
  put_masculine_case(w, drop, 0, true, features);
  put_masculine_case(w, drop, 0, false, features);
}

/* The seats of a hamza, the first of the last `drop` letters: yeh after yeh (bari'un) and
 * before -in; before -un waw or, in Egypt, none (qarra'un, maqru'un), and after a short a
 * (`after_a`) alef too (mubtada'un). */
static void put_masculine_hamza(const noun *w, unsigned drop, bool after_a,
                                uint32_t features) {
  unsigned before = letter_from_end(w, drop);
  if (after_a || before != LETTER_YEH)
    put_masculine_case(w, drop, LETTER_WAW_HAMZA, true, features);
  if (after_a) put_masculine_case(w, drop, LETTER_ALEF_HAMZA_ABOVE, true, features);
  put_masculine_case(w, drop, joins_left(before) ? LETTER_YEH_HAMZA : LETTER_HAMZA, true,
                     features);
  put_masculine_case(w, drop, LETTER_YEH_HAMZA, false, features);
}

/* Rule M1: the sound masculine plural: mucallimun, mucallimin; construct without noon;
 * muHamun, 'aclawn, ja'un "coming". */
static void put_sound_masculine(const noun *w, uint32_t features) {
  switch (w->ending) {
    case ENDING_TEH:
    case ENDING_MAKSURA:
    case ENDING_LONG_ALEF: put_masculine_plain(w, 1, features); break;
    case ENDING_DEFECTIVE:
      if (letter_from_end(w, 1) == LETTER_YEH_HAMZA)
        put_masculine_hamza(w, 2, letter_from_end(w, 2) != LETTER_ALEF, features);
      else
        put_masculine_plain(w, 1, features);
      break;
    case ENDING_LONG_HAMZA:
    case ENDING_LINE_HAMZA: put_masculine_hamza(w, 1, false, features); break;
    case ENDING_ALEF_HAMZA:
      put_masculine_hamza(w, 1, true, features);
      put_masculine_case(w, 0, 0, false, features); /* mubtada'in with alef */
      break;
    default: put_masculine_plain(w, 0, features); break;
  }
}

static void put_alef_teh(noun *w, unsigned drop, unsigned link, uint32_t features) {
  noun base = *w;
  base.n = (uint8_t)(w->n - drop);
  if (link) base.letters[base.n++] = (uint8_t)link;
  if (letter_from_end(&base, 0) == LETTER_ALEF_HAMZA_ABOVE)
    put_tail(&base, 1, LETTER_ALEF_MADDA, LETTER_TEH, 0, features | FEATURE_PL);
  else
    put_tail(&base, 0, LETTER_ALEF, LETTER_TEH, 0, features | FEATURE_PL);
}

/* Rule M2: the sound feminine plural: hukumat, iqtirahat, mustashfayat, mufaja'at
 * (madda), 'ijra'at, Sahrawat; after a long alef waw or yeh comes back (qanawat
 * "channels", mubarayat "matches"), in participles yeh (murayat "shown"). */
static void put_sound_feminine(noun *w, uint32_t features) {
  unsigned before = letter_from_end(w, 1), pos = FEATURE_POS(w->features);
  bool participle = pos == POS_PART_ACT || pos == POS_PART_PASS;
  switch (w->ending) {
    case ENDING_TEH:
      if (before == LETTER_ALEF) {
        put_alef_teh(w, 2, LETTER_YEH, features);
        if (w->n < 5 && !participle) put_alef_teh(w, 2, LETTER_WAW, features);
      } else if (before == LETTER_ALEF_MADDA && participle) { /* murta'ah, murta'ayat */
        noun base = *w;
        base.letters[w->n - 2] = LETTER_ALEF_HAMZA_ABOVE;
        put_alef_teh(&base, 1, LETTER_YEH, features);
      } else {
        put_alef_teh(w, 1, 0, features);
      }
      break;
    case ENDING_MAKSURA: put_alef_teh(w, 1, LETTER_YEH, features); break;
    case ENDING_LONG_ALEF:
      put_alef_teh(w, 1, LETTER_YEH, features);
      put_alef_teh(w, 1, LETTER_WAW, features);
      break;
    case ENDING_LONG_HAMZA:
      put_alef_teh(w, 0, 0, features);
      if (FEATURE_GENDER(features) == 2) put_alef_teh(w, 1, LETTER_WAW, features);
      break;
    case ENDING_LINE_HAMZA:
      put_alef_teh(w, 1, joins_left(before) ? LETTER_YEH_HAMZA : LETTER_HAMZA, features);
      break;
    default: put_alef_teh(w, 0, 0, features); break;
  }
}

/* Rule Y1: an indefinite defective noun drops its yeh: qaDin "a judge", mabanin
 * "buildings", na'in "remote" (its hamza then ends the word). */
static void put_truncated(noun *w, uint32_t features) {
  if (w->ending != ENDING_DEFECTIVE || w->n < 3) return;
  bool hamza =
      letter_from_end(w, 1) == LETTER_YEH_HAMZA && letter_from_end(w, 2) == LETTER_ALEF;
  if (hamza)
    put_tail(w, 2, LETTER_HAMZA, 0, 0, features);
  else
    put_tail(w, 1, 0, 0, 0, features);
}

/* Rule K1: 'ab "father" and 'akh "brother" lengthen their case vowel in the construct
 * ('abU, 'abA, 'abI) and have waw in the dual ('akhawan). Returns false for other nouns.
 */
static bool put_father(noun *w, uint32_t features) {
  unsigned last = letter_from_end(w, 0);
  bool father = w->n == 2 && w->letters[0] == LETTER_ALEF_HAMZA_ABOVE &&
                (last == LETTER_BEH || last == LETTER_KHAH);
  if (!father) return false;
  uint32_t construct = features | FEATURE_SG | FEATURE_CONSTRUCT;
  put_tail(w, 0, LETTER_WAW, 0, 0, construct | FEATURE_NOM);
  put_tail(w, 0, LETTER_ALEF, 0, 0, construct | FEATURE_ACC);
  put_tail(w, 0, LETTER_YEH, 0, 0, construct | FEATURE_OBL);
  put_dual_on(w, 0, LETTER_WAW, features);
  return true;
}

static noun noun_start(const noun *like, const uint8_t *letters, unsigned n,
                       uint32_t more) {
  noun w = *like;
  if (n > 40) n = 40;
  memcpy(w.letters, letters, n);
  w.n = (uint8_t)n;
  w.features |= more;
  return w;
}

static bool has_alef_third(const uint8_t *letters, unsigned n) {
  return n > 2 && letters[2] == LETTER_ALEF;
}

/* Rule Y2: which words in yeh are defective; the others end in -iyy: siyasiyy
 * "political", kursiyy "chair". Defective are participles, verbal nouns like taHaddi
 * "challenge", nouns of the shape of qaDi "judge" and wadi "valley", nouns with a plural
 * of the shape of quDah "judges", and persons like muHami "lawyer". */
static bool is_defective(const noun_spec *spec) {
  unsigned n = spec->n;
  const uint8_t *letters = spec->letters;
  if (n < 3 || letters[n - 1] != LETTER_YEH) return false;
  if (spec->pos == POS_PART_ACT) return true;
  if (spec->pos == POS_MASDAR) return n >= 4 && letters[0] == LETTER_TEH;
  if (spec->pos != POS_NOUN) return false;
  if (n == 4 && letters[1] == LETTER_ALEF) return true;
  for (unsigned i = 0; i < spec->n_plurals; i++) {
    unsigned m = spec->plural_lengths[i];
    if (m == 4 && spec->plurals[i][2] == LETTER_ALEF &&
        spec->plurals[i][3] == LETTER_TEH_MARBUTA)
      return true;
  }
  bool lawyer = n == 5 && letters[0] == LETTER_MEEM && has_alef_third(letters, n);
  return lawyer && spec->sound_masculine;
}

/* Rule Q1: plurals without nunation write no alef in the accusative: mafacil (madaris
 * "schools"), mafacil with long i (Sawarikh "rockets"). Those in -a' never write it. */
static bool is_diptote_plural(const uint8_t *letters, unsigned n) {
  if (!has_alef_third(letters, n)) return false;
  return n == 5 || (n == 6 && (letters[4] == LETTER_YEH || letters[4] == LETTER_WAW));
}

static void put_broken_plural(const noun *like, const uint8_t *letters, unsigned n,
                              uint32_t gender) {
  noun w = noun_start(like, letters, n, 0);
  uint32_t features = FEATURE_PL | FEATURE_BROKEN | gender;
  w.ending = ending_of(&w, true);
  put_tail(&w, 0, 0, 0, 0, features);
  if (!is_diptote_plural(letters, n) || w.ending == ENDING_DEFECTIVE)
    put_accusative(&w, features);
  put_truncated(&w, features);
  put_presuffix(&w, features);
}

/* Rule G1: the feminine with teh marbuta: muslima, qaDiya, bati'a "slow", mucTah "given",
 * murta'ah "deemed right" (madda). */
static unsigned feminine_letters(const noun *w, uint8_t *out) {
  unsigned n = w->n;
  memcpy(out, w->letters, n);
  if (w->ending == ENDING_MAKSURA && letter_from_end(w, 1) == LETTER_ALEF_HAMZA_ABOVE)
    out[--n - 1] = LETTER_ALEF_MADDA;
  else if (w->ending == ENDING_MAKSURA)
    out[n - 1] = LETTER_ALEF;
  if (w->ending == ENDING_LINE_HAMZA && joins_left(letter_from_end(w, 1)))
    out[n - 1] = LETTER_YEH_HAMZA;
  out[n++] = LETTER_TEH_MARBUTA;
  return n;
}

static void put_feminine(const noun *masculine, const noun_spec *spec) {
  uint8_t letters[48];
  unsigned n;
  if (spec->feminine && spec->feminine_length <= 40) {
    n = spec->feminine_length;
    memcpy(letters, spec->feminine, n);
  } else {
    n = feminine_letters(masculine, letters);
  }
  noun w = noun_start(masculine, letters, n, 0);
  w.ending = ending_of(&w, false);
  put_tail(&w, 0, 0, 0, 0, FEATURE_SG | FEATURE_F);
  put_presuffix(&w, FEATURE_SG | FEATURE_F);
  put_dual(&w, true, FEATURE_F);
  put_sound_feminine(&w, FEATURE_F);
}

void inflect_noun(const noun_spec *spec, inflect_emit *emit, void *context) {
  if (spec->n == 0 || spec->n > 40) return;
  noun start = {.features = spec->pos, .emit = emit, .context = context};
  noun w = noun_start(&start, spec->letters, spec->n, 0);
  uint32_t gender = spec->gender == 2 ? FEATURE_F : spec->gender == 1 ? FEATURE_M : 0;
  bool feminine_form = spec->feminine_by_teh || spec->feminine != NULL;
  bool by_itself = feminine_form && w.letters[w.n - 1] != LETTER_TEH_MARBUTA;
  /* 'akbar, 'aHmar: comparatives and colours have no nunation. */
  bool diptote = spec->feminine != NULL && w.letters[0] == LETTER_ALEF_HAMZA_ABOVE;
  w.ending = ending_of(&w, is_defective(spec));
  put_tail(&w, 0, 0, 0, 0, FEATURE_SG | gender);
  if (!diptote) put_accusative(&w, FEATURE_SG | gender);
  put_truncated(&w, FEATURE_SG | gender);
  put_presuffix(&w, FEATURE_SG | gender);
  if (spec->singular_only) return;
  if (!put_father(&w, gender)) put_dual(&w, gender == FEATURE_F, gender);
  if (spec->sound_masculine) put_sound_masculine(&w, 0);
  if (by_itself)
    put_feminine(&w, spec);
  else if (spec->sound_feminine)
    put_sound_feminine(&w, gender);
  for (unsigned i = 0; i < spec->n_plurals; i++)
    put_broken_plural(&start, spec->plurals[i], spec->plural_lengths[i], gender);
}
