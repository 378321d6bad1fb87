/* verb_nominal.c - participles and regular verbal nouns: made from sounds as the verb is,
 * then inflected as nouns. */
#include "model/verb_nominal.h"

/* Rule P1: the active participle. katib, qa'il "saying", mashinn, dacin (written with
 * yeh: dacI), mucallim, mukhtar. */
static void active_participle(const verb_kind *kind, sounds *out) {
  bool form_1 = kind->form == 1;
  unsigned last = kind->root[2];
  if (form_1 && kind->hollow) { /* ja'in "coming" has its second hamza melted */
    sounds_pattern(out, last == LETTER_HAMZA ? "1A'I" : "1A'i3", kind->root);
    return;
  }
  if (form_1) {
    sounds_pattern(out,
                   kind->defective ? "1A2I"
                   : kind->doubled ? "1A23"
                                   : "1A2i3",
                   kind->root);
    return;
  }
  verb_stem stem;
  char vowel = kind->hollow && (kind->form == 7 || kind->form == 8) ? 'a' : 'i';
  verb_stem_make(kind, IMPERFECT_ACTIVE, "mu", vowel, &stem);
  *out = stem.open;
  if (stem.melting) sounds_push(out, SOUND_II);
}

/* Rule P2: the passive participle. maktub, maqul, mabic, mashnun, madcuww, marmiyy,
 * mucallam, mucTY, mukhtar. Where the passive is impersonal (rule T1) it does not change
 * its gender and number: al-jihatu l-mutafawaDu macaha "the side negotiated with". */
static void passive_participle(const verb_kind *kind, sounds *out) {
  bool waw = kind->root[2] == LETTER_WAW && kind->perfect != 'i';
  if (kind->form == 1 && kind->hollow) {
    sounds_pattern(out, kind->root[1] == LETTER_YEH ? "ma1I3" : "ma1U3", kind->root);
  } else if (kind->form == 1 && kind->defective) {
    sounds_pattern(out, waw ? "ma12uww" : "ma12iyy", kind->root);
  } else if (kind->form == 1) {
    sounds_pattern(out, "ma12U3", kind->root);
  } else {
    verb_stem stem;
    verb_stem_make(kind, IMPERFECT_PASSIVE, "mu", 'a', &stem);
    *out = stem.open;
    if (stem.melting) sounds_push(out, SOUND_AY);
  }
}

/* Rule N1: patterns of the regular verbal noun: strong, hollow, defective. NULL: as the
 * strong one. In forms 7 and 8 a hollow middle comes back as yeh (inqiyad "being led",
 * ikhtiyar "choice"). */
static const char *const masdar_patterns[][3] = {
    [2] = {"ta12I3", NULL, "ta12iyah"},    /* taqdim "presenting", tasmiya "naming" */
    [3] = {"mu1A2a3ah", NULL, "mu1A2Ah"},  /* muqatala "fighting", munadah "calling" */
    [4] = {"'i12A3", "'i1A3ah", "'i12A'"}, /* 'iclan, 'iqama, 'icTa' "giving" */
    [5] = {"ta1a22u3", NULL, "ta1a22I"},   /* taqaddum "progress", taHaddI "challenge" */
    [6] = {"ta1A2u3", NULL, "ta1A2I"},     /* tafawuD, talaqI "meeting" */
    [7] = {"Ein1i2A3", "Ein1iyA3", "Ein1i2A'"}, /* insiHab, inqiyad, inqiDa' "lapse" */
    [8] = {"Ei1Ti2A3", "Ei1TiyA3", "Ei1Ti2A'"}, /* iqtiHam, ikhtiyar, iltiqa' */
    [9] = {"Ei12i3A3", NULL, NULL},             /* iHmirar "reddening" */
    [10] = {"Eisti12A3", "Eista1A3ah", "Eisti12A'"}, /* istikhdam, istiqala, isticla' */
    [VERB_FORM_Q1] = {"1a23a4ah", NULL, "1a23Ah"},
    [VERB_FORM_Q2] = {"ta1a23u4", NULL, "ta1a23I"},
    [VERB_FORM_Q4] = {"Ei12i34A4", NULL, NULL},
};

static const char *masdar_pattern(const verb_kind *kind) {
  unsigned form = kind->form;
  bool final_hamza = kind->root[2] == LETTER_HAMZA;
  if (form == 2 && final_hamza) return "ta12i3ah"; /* tabri'a "acquittal" */
  if (form == 2 && kind->defective && kind->root[1] == LETTER_YEH)
    return "ta1i22ah";                               /* taHiyya "greeting" */
  if (form == 3 && kind->doubled) return "mu1A23ah"; /* muDadda "opposition" */
  if (form == 6 && kind->doubled) return "ta1A23";
  if (form == 4 && kind->drops_middle) return "'i1A'ah"; /* 'ira'a "showing" */
  unsigned column = kind->hollow ? 1 : kind->defective ? 2 : 0;
  const char *pattern = masdar_patterns[form][column];
  return pattern ? pattern : masdar_patterns[form][0];
}

static void write_sounds(const sounds *spoken, enum hamza_style style, inflected *out) {
  sounds contracted = *spoken;
  sounds_contract(&contracted);
  sounds_write(&contracted, style, false, out);
}

void verb_nominal_masdar(const verb_kind *kind, inflected *masdar) {
  memset(masdar, 0, sizeof *masdar);
  if (kind->form == 1) return;
  sounds spoken = {.n = 0};
  sounds_pattern(&spoken, masdar_pattern(kind), kind->root);
  write_sounds(&spoken, HAMZA_ON_WAW, masdar);
}

/* `singular_only` as in noun_spec. */
static void emit_nominal(const inflected *written, uint32_t pos, bool singular_only,
                         inflect_emit *emit, void *context) {
  noun_spec noun = {.n = written->n, .pos = pos, .gender = 1, .sound_feminine = true};
  memcpy(noun.letters, written->letters, written->n);
  if (singular_only) {
    noun.singular_only = true;
  } else if (pos == POS_MASDAR) {
    if (written->n && written->letters[written->n - 1] == LETTER_TEH_MARBUTA)
      noun.gender = 2;
  } else {
    noun.sound_masculine = noun.feminine_by_teh = true;
  }
  inflect_noun(&noun, emit, context);
}

/* Every spelling of a participle (mas'ul "responsible" has two). */
static void emit_participle(const sounds *spoken, uint32_t pos, bool singular_only,
                            inflect_emit *emit, void *context) {
  inflected written[N_HAMZA_STYLES];
  for (unsigned style = 0; style < N_HAMZA_STYLES; style++) {
    inflected *form = &written[style];
    write_sounds(spoken, (enum hamza_style)style, form);
    bool seen = false;
    for (unsigned i = 0; i < style; i++)
      seen = seen || (written[i].n == form->n &&
                      memcmp(written[i].letters, form->letters, form->n) == 0);
    if (!seen) emit_nominal(form, pos, singular_only, emit, context);
  }
}

void verb_nominal_emit(const verb_kind *kind, bool passive, inflect_emit *emit,
                       void *context) {
  sounds active = {.n = 0};
  active_participle(kind, &active);
  emit_participle(&active, POS_PART_ACT, false, emit, context);
  if (passive) {
    sounds spoken = {.n = 0};
    passive_participle(kind, &spoken);
    emit_participle(&spoken, POS_PART_PASS, kind->impersonal_passive, emit, context);
  }
  inflected masdar;
  verb_nominal_masdar(kind, &masdar);
  if (masdar.n) emit_nominal(&masdar, POS_MASDAR, false, emit, context);
}
