/* verb_stem.c - stems by pattern: each form is a row of heads, each head lacks the last
 * two consonants and the vowel between them, and what becomes of those is the same for
 * all forms. */
#include "model/verb_stem.h"

typedef struct form_row {
  const char *perfect_active, *perfect_passive, *imperfect;
  char perfect_vowel, imperfect_vowel; /* active, before the last radical */
} form_row;

/* The imperfect's passive has the head of the active and the vowel a. Form 1 takes its
 * vowels from the dictionary. */
static const form_row form_rows[] = {
    [1] = {"1a", "1u", "1", 0, 0},
    [2] = {"1a2", "1u2", "1a2", 'a', 'i'},         /* qaddama, yuqaddimu "present" */
    [3] = {"1A", "1U", "1A", 'a', 'i'},            /* qatala, yuqatilu "fight" */
    [4] = {"'a1", "'u1", "1", 'a', 'i'},           /* 'aclana, yuclinu "announce" */
    [5] = {"ta1a2", "tu1u2", "ta1a2", 'a', 'a'},   /* taqaddama, yataqaddamu "advance" */
    [6] = {"ta1A", "tu1U", "ta1A", 'a', 'a'},      /* tafawaDa, yatafawaDu "negotiate" */
    [7] = {"Ein1a", "Eun1u", "n1a", 'a', 'i'},     /* insaHaba, yansaHibu "withdraw" */
    [8] = {"Ei1Ta", "Eu1Tu", "1Ta", 'a', 'i'},     /* iqtaHama, yaqtaHimu "storm" */
    [9] = {"Ei12a", "Eu12u", "12a", 'a', 'i'},     /* iHmarra, yaHmarru "turn red" */
    [10] = {"Eista1", "Eustu1", "sta1", 'a', 'i'}, /* istakhdama, yastakhdimu "use" */
    [VERB_FORM_Q1] = {"1a2", "1u2", "1a2", 'a', 'i'}, /* tarjama, yutarjimu "translate" */
    /* tazaczaca, yatazaczacu "be shaken" */
    [VERB_FORM_Q2] = {"ta1a2", "tu1u2", "ta1a2", 'a', 'a'},
    /* iTma'anna, yaTma'innu "be assured" */
    [VERB_FORM_Q4] = {"Ei12a3", "Eu12u3", "12a3", 'a', 'i'},
};

static bool root_is(const verb_kind *kind, unsigned first, unsigned second,
                    unsigned third) {
  return kind->root[0] == first && kind->root[1] == second && kind->root[2] == third;
}

/* Rule W1: waw at the start is lost in the imperfect of form 1 before i, and before an a
 * that was i (yaSilu "arrives", yaDacu "puts", yasacu "holds"), not in verbs of u and of
 * a after i (yawjalu "fears"). */
static bool drops_first(const verb_kind *kind) {
  if (kind->form != 1 || kind->root[0] != LETTER_WAW || kind->doubled) return false;
  if (kind->imperfect == 'i') return true;
  if (kind->imperfect != 'a') return false;
  return kind->perfect == 'a' || root_is(kind, LETTER_WAW, LETTER_SEEN, LETTER_AIN) ||
         root_is(kind, LETTER_WAW, LETTER_TAH, LETTER_HAMZA);
}

static bool form_melts_middle(unsigned form) {
  return form == 1 || form == 4 || form == 7 || form == 8 || form == 10;
}

static bool form_contracts(unsigned form) {
  return form_melts_middle(form) || form == 3 || form == 6;
}

static void classify(verb_kind *kind) {
  bool quadriliteral = kind->form > 10;
  kind->middle = quadriliteral ? 2 : 1;
  kind->last = quadriliteral ? 3 : 2;
  if (kind->form == 9) kind->middle = kind->last = 2;
  if (kind->form == VERB_FORM_Q4) kind->middle = kind->last = 3;
  unsigned middle = kind->root[kind->middle], last = kind->root[kind->last];
  bool weak_last = sound_is_glide(last), ternary = !quadriliteral && kind->form != 9;
  kind->laysa = kind->form == 1 && root_is(kind, LETTER_LAM, LETTER_YEH, LETTER_SEEN);
  /* Rule W2: a middle glide melts, unless the last is weak too (rawa "tell") or the
   * dictionary says it stays (vowels s-s: istajwaba "interrogate" beside istajaba
   * "respond"; izdawaja "be double"). */
  kind->hollow = ternary && form_melts_middle(kind->form) && sound_is_glide(middle) &&
                 !weak_last && kind->perfect != 's' && !kind->laysa;
  kind->doubled = kind->form == 9 || kind->form == VERB_FORM_Q4 ||
                  (ternary && form_contracts(kind->form) && middle == last && !weak_last);
  kind->defective = weak_last && !(kind->form == 9);
  kind->drops_first = drops_first(kind);
  kind->drops_middle = (kind->form == 1 || kind->form == 4) &&
                       root_is(kind, LETTER_REH, LETTER_HAMZA, LETTER_YEH);
}

static bool is_vowel_letter(char c) {
  return c == 'a' || c == 'i' || c == 'u';
}

const char *verb_kind_of(const verb_spec *spec, verb_kind *kind) {
  bool quadriliteral = spec->form > 10;
  if (spec->form == 0 || spec->form > VERB_FORM_Q4 || spec->form == 13)
    return "the verb form must be 1 to 10, Q1, Q2 or Q4";
  if (spec->n_root != (quadriliteral ? 4 : 3))
    return quadriliteral ? "a quadriliteral verb needs a root of four letters"
                         : "verb forms 1 to 10 need a root of three letters";
  for (unsigned i = 0; i < spec->n_root; i++) {
    unsigned c = spec->root[i];
    bool seated = c == LETTER_ALEF || (c >= LETTER_ALEF_MADDA && c <= LETTER_YEH_HAMZA) ||
                  c == LETTER_ALEF_MAKSURA || c == LETTER_TEH_MARBUTA;
    if (c == LETTER_NONE || c >= N_LETTERS || seated)
      return "a root is written with consonants: hamza on the line, weak letters as waw "
             "or yeh";
  }
  *kind = (verb_kind){.form = spec->form,
                      .perfect = spec->perfect,
                      .imperfect = spec->imperfect,
                      .impersonal_passive = spec->impersonal_passive};
  memcpy(kind->root, spec->root, spec->n_root);
  classify(kind);
  if (spec->form == 1 && spec->perfect == 's') /* cawira, yacwaru "be one-eyed" */
    kind->perfect = 'i', kind->imperfect = 'a';
  if (spec->form == 1 && !kind->laysa &&
      !(is_vowel_letter(kind->perfect) && is_vowel_letter(kind->imperfect)))
    return "form 1 needs the vowels of perfect and imperfect (a-u, a-i, a-a, i-a, i-i or "
           "u-u)";
  return NULL;
}

char verb_stem_vowel(const verb_kind *kind, enum verb_use use) {
  if (use == PERFECT_PASSIVE) return 'i';
  if (use == IMPERFECT_PASSIVE) return 'a';
  if (kind->form == 1) return use == PERFECT_ACTIVE ? kind->perfect : kind->imperfect;
  const form_row *row = &form_rows[kind->form];
  if (use == PERFECT_ACTIVE) return row->perfect_vowel;
  /* inHaza, yanHazu "side with"; ikhtara, yakhtaru "choose": the melted middle is long a.
   */
  if (kind->hollow && (kind->form == 7 || kind->form == 8)) return 'a';
  return row->imperfect_vowel;
}

static unsigned short_vowel(char vowel) {
  return vowel == 'i' ? SOUND_I : vowel == 'u' ? SOUND_U : SOUND_A;
}

/* Rule W2: qala, qultu; baca, bictu; khafa, khiftu; passive qila; 'aqama, 'aqamtu;
 * yuqimu, yuqim. */
static void melt_middle(const verb_kind *kind, enum verb_use use, char vowel,
                        verb_stem *stem) {
  sounds head = stem->open;
  if (head.n && sound_is_short(head.at[head.n - 1])) head.n--;
  unsigned is_long = SOUND_AA + (short_vowel(vowel) - SOUND_A),
           is_short = short_vowel(vowel);
  if (use == PERFECT_ACTIVE) {
    is_long = SOUND_AA;
    is_short = SOUND_A;
    if (kind->form == 1)
      is_short = kind->perfect == 'i' || kind->root[1] == LETTER_YEH ? SOUND_I : SOUND_U;
  }
  stem->open = stem->closed = head;
  sounds_push(&stem->open, is_long);
  sounds_push(&stem->open, kind->root[2]);
  sounds_push(&stem->closed, is_short);
  sounds_push(&stem->closed, kind->root[2]);
  stem->bare[0] = stem->closed;
  stem->n_bare = 1;
}

/* Rule D1: shanna, shanantu; yashunnu, yashnunna; jussive both yashunna and yashnun.
 * After the long u of the passive of forms 3 and 6 both, too: Dudda and Dudida "was
 * opposed". */
static void contract_doubled(const verb_kind *kind, char vowel, verb_stem *stem) {
  sounds split = stem->open, whole = stem->open;
  unsigned before = whole.n ? whole.at[whole.n - 1] : 0;
  if (!sound_is_vowel(before)) sounds_push(&whole, short_vowel(vowel));
  sounds_push(&whole, kind->root[kind->middle]);
  sounds_push(&whole, kind->root[kind->last]);
  sounds_push(&split, kind->root[kind->middle]);
  sounds_push(&split, short_vowel(vowel));
  sounds_push(&split, kind->root[kind->last]);
  stem->open = stem->bare[0] = whole;
  stem->closed = stem->bare[1] = split;
  stem->n_bare = 2;
  stem->resolves = before == SOUND_UU;
}

static void melt_last(const verb_kind *kind, enum verb_use use, char vowel,
                      verb_stem *stem) {
  unsigned last = kind->root[kind->last];
  if (!kind->drops_middle) sounds_push(&stem->open, kind->root[kind->middle]);
  /* ra'a has its hamza in the perfect of form 1 only. */
  if (kind->drops_middle && kind->form == 1 &&
      (use == PERFECT_ACTIVE || use == PERFECT_PASSIVE))
    sounds_push(&stem->open, kind->root[kind->middle]);
  stem->melting = (uint8_t)short_vowel(vowel);
  bool keeps_waw = kind->form == 1 && use == PERFECT_ACTIVE && last == LETTER_WAW;
  stem->glide = keeps_waw ? LETTER_WAW : LETTER_YEH;
  stem->alef = keeps_waw;
  stem->n_bare = 1;
}

void verb_stem_make(const verb_kind *kind, enum verb_use use, const char *start,
                    char vowel, verb_stem *stem) {
  const form_row *row = &form_rows[kind->form];
  memset(stem, 0, sizeof *stem);
  sounds_pattern(&stem->open, start, NULL);
  const char *head = use == PERFECT_ACTIVE    ? row->perfect_active
                     : use == PERFECT_PASSIVE ? row->perfect_passive
                                              : row->imperfect;
  if (use == IMPERFECT_ACTIVE && kind->drops_first && *start == '\0') head = "";
  sounds_pattern(&stem->open, head, kind->root);
  if (!vowel) vowel = verb_stem_vowel(kind, use);
  if (kind->laysa) {
    stem->closed = stem->open;
    sounds_pattern(&stem->open, "23", kind->root);
    sounds_pattern(&stem->closed, "3", kind->root);
  } else if (kind->hollow) {
    melt_middle(kind, use, vowel, stem);
  } else if (kind->doubled) {
    contract_doubled(kind, vowel, stem);
  } else if (kind->defective) {
    melt_last(kind, use, vowel, stem);
  } else {
    sounds_push(&stem->open, kind->root[kind->middle]);
    sounds_push(&stem->open, short_vowel(vowel));
    sounds_push(&stem->open, kind->root[kind->last]);
    stem->closed = stem->bare[0] = stem->open;
    stem->n_bare = 1;
  }
}

/* Rule H8: khudh "take", kul "eat", mur "order" (beside u'mur), sal "ask" (beside is'al).
 */
bool verb_stem_short_imperative(const verb_kind *kind, verb_stem *stem,
                                bool *also_regular) {
  bool takes = root_is(kind, LETTER_HAMZA, LETTER_KHAH, LETTER_THAL);
  bool eats = root_is(kind, LETTER_HAMZA, LETTER_KAF, LETTER_LAM);
  bool orders =
      root_is(kind, LETTER_HAMZA, LETTER_MEEM, LETTER_REH) && kind->imperfect == 'u';
  bool asks = root_is(kind, LETTER_SEEN, LETTER_HAMZA, LETTER_LAM);
  if (kind->form != 1 || !(takes || eats || orders || asks)) return false;
  memset(stem, 0, sizeof *stem);
  sounds_pattern(&stem->open, asks ? "1a3" : "2u3", kind->root);
  stem->closed = stem->bare[0] = stem->open;
  stem->n_bare = 1;
  *also_regular = orders || asks;
  return true;
}

static void append(sounds *out, const sounds *more) {
  for (unsigned i = 0; i < more->n; i++) sounds_push(out, more->at[i]);
}

/* Rule W3: what becomes of the last glide between its vowel and the ending. */
static void join_defective(const verb_stem *stem, const char *ending, sounds *out) {
  unsigned vowel = stem->melting;
  bool is_a = vowel == SOUND_A;
  unsigned long_vowel = vowel + (SOUND_AA - SOUND_A);
  append(out, &stem->open);
  switch (*ending) {
    case '\0': /* yarmi, yadcu, yarDa */ sounds_push(out, vowel); return;
    case 'u': /* yarmI, yadcU, yarDY */
      sounds_push(out, is_a ? SOUND_AY : long_vowel);
      return;
    case 'U': /* ramaw, yarDawna; nasU, yarmUna */
      sounds_pattern(out, is_a ? "aw" : "U", NULL);
      sounds_pattern(out, ending + 1, NULL);
      return;
    case 'I': /* tarDayna; tarmIna */
      sounds_pattern(out, is_a ? "ay" : "I", NULL);
      sounds_pattern(out, ending + 1, NULL);
      return;
    case 'a':
      if (is_a && ending[1] == '\0') { /* ramY, dacA, yarDY */
        sounds_push(out, stem->alef ? SOUND_AA : SOUND_AY);
        return;
      }
      if (is_a) break;         /* ramat, dacat */
      sounds_push(out, vowel); /* nasiya, nasiyat, yarmiya, yadcuwa */
      sounds_push(out, vowel == SOUND_I ? LETTER_YEH : LETTER_WAW);
      break;
    case 'A': /* ramayA, dacawA, nasiyA, yadcuwAni */
      sounds_push(out, vowel);
      sounds_push(out, is_a ? stem->glide : vowel == SOUND_I ? LETTER_YEH : LETTER_WAW);
      break;
    default: /* ramaytu, dacawtu, nasItu, yadcUna */
      if (is_a) {
        sounds_push(out, vowel);
        sounds_push(out, stem->glide);
      } else {
        sounds_push(out, long_vowel);
      }
      break;
  }
  sounds_pattern(out, ending, NULL);
}

static bool starts_with_vowel(const char *ending) {
  return *ending != '\0' && strchr("aiuAIU", *ending) != NULL;
}

unsigned verb_stem_count(const verb_stem *stem, const char *ending) {
  if (*ending == '\0') return stem->n_bare;
  return stem->resolves && starts_with_vowel(ending) ? 2 : 1;
}

void verb_stem_join(const verb_stem *stem, const char *ending, unsigned which,
                    sounds *out) {
  if (stem->melting) {
    join_defective(stem, ending, out);
    return;
  }
  if (*ending == '\0')
    append(out, &stem->bare[which]);
  else if (starts_with_vowel(ending) && which == 0)
    append(out, &stem->open);
  else
    append(out, &stem->closed);
  sounds_pattern(out, ending, NULL);
}
