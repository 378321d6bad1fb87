/* choose.c - the reading that its neighbours make likeliest.
 *
 * Points are added for what stands before and after, by rule and by learnt weights
 * (choice.h); the reading with most points wins. Words whose readings differ in features
 * alone are left at their first.
 */
#include "morph/choice.h"

typedef struct neighbour {
  const reading *r; /* NULL at a border */
  const lemma_record *l;
  unsigned pos;
} neighbour;

static neighbour look(const morph_doc *d, uint32_t i) {
  neighbour n = {NULL, model_lemma(d->model, MODEL_NONE), POS_NONE};
  if (!morph_has(d, i)) return n;
  n.r = morph_at(d, i);
  n.l = n.r->entry;
  n.pos = FEATURE_POS(n.r->features);
  return n;
}

/* Rules C1-C9, C15, C16 and C21: what the word before says. */
static int before_points(const neighbour *p, const reading *r, unsigned pos) {
  bool verb = pos == POS_VERB, imperfect = verb && FEATURE_ASPECT(r->features) == 2;
  unsigned tag = p->l->tag;
  if (tag == TAG_NEG_LAM || tag == TAG_NEG_LAN || tag == TAG_PART_SAWFA)
    return imperfect ? 40 : -20;                    /* C1 lam yaqtul */
  if (tag == TAG_PART_QAD) return verb ? 40 : -20;  /* C2 qad qatala */
  if (tag == TAG_NEG_LA) return imperfect ? 20 : 0; /* C3 la yazal */
  if (tag == TAG_COMP_AN)
    return imperfect ? 15 : verb ? -12 : 4; /* C4 an yaqtul, anna l-jaysh */
  if (tag == TAG_REL || tag == TAG_REL_MA) return verb ? 18 : 0; /* C5 alladhi qatala */
  if (tag == TAG_SUB_TIME || tag == TAG_SUB_COND) return verb ? 14 : 0;
  if (p->pos == POS_PREP && !p->r->enclitic && tag != TAG_PREP_OTHER)
    return verb ? -50 : pos_is_nominal(pos) || pos == POS_NUM ? 25 : 0; /* C6 fi qatl */
  if (tag == TAG_NEG_ADAM || tag == TAG_NEG_DUN || tag == TAG_NEG_GHAYR)
    return verb ? -50 : pos_is_nominal(pos) ? 20 : 0; /* «adam dhikr» */
  if (p->pos == POS_DEM) return verb ? -10 : 8;
  if ((tag == TAG_DET_ALL || tag == TAG_DET_SOME) && !p->r->enclitic && verb)
    return -20; /* C15 «one of the most dangerous», not «warned» */
  if (p->pos == POS_VERB && imperfect &&
      (p->l->classes & (CLASS_MASK(AUX_KANA) | CLASS_MASK(AUX_BEGIN) |
                        CLASS_MASK(AUX_CONTINUE) | CLASS_MASK(AUX_KADA))))
    return 20; /* C7 kana yaqtul */
  if (p->pos == POS_VERB && verb &&
      !(r->proclitics & (PROCLITIC_WA | PROCLITIC_FA | PROCLITIC_LI)))
    return -15; /* C8 no verb beside a verb */
  if (p->pos == POS_NUM && verb) return -12;
  if ((pos == POS_ADJ || pos == POS_NISBA) && pos_is_nominal(p->pos) &&
      FEATURE_NUMBER(p->r->features) == 1 && FEATURE_NUMBER(r->features) == 1 &&
      FEATURE_GENDER(p->r->features) == 2 && FEATURE_GENDER(r->features) == 1)
    return -8; /* C16 an adjective agrees: «a Turkish court … a journalist» */
  bool open_noun = (p->pos == POS_NOUN || p->pos == POS_MASDAR) &&
                   !(p->r->proclitics & PROCLITIC_AL) && !p->r->enclitic;
  if (open_noun && verb && r->entry->classes & CLASS_MASK(LIGHT) &&
      !(r->features & FEATURE_PASSIVE) &&
      (r->enclitic == ENCLITIC_HU || r->enclitic == ENCLITIC_HA))
    return 12; /* C21 «a raid [that] planes launched», no raid of its launching */
  if (open_noun && verb && !(r->proclitics & (PROCLITIC_WA | PROCLITIC_FA)))
    return -6; /* C9 idafa */
  if (pos_is_nominal(p->pos) && verb && FEATURE_PERSON(r->features) == 3) return 4;
  return 0;
}

static int start_points(const morph_doc *d, uint32_t i, const reading *r, unsigned pos) {
  if (pos != POS_VERB || FEATURE_PERSON(r->features) != 3) return 0;
  uint32_t part = text_part_kind(d->text, d->text->tokens.items[i].sentence);
  return part == PART_TITLE ? 2 : 14;
}

static bool may_be_verb(const morph_doc *d, uint32_t i) {
  const word_info *w = d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++)
    if (FEATURE_POS(w->readings[k].features) == POS_VERB) return true;
  return false;
}

/* Rules C10-C14 and C17: what the word after says. */
static int after_points(const morph_doc *d, uint32_t i, const reading *r, unsigned pos) {
  if (i + 1 >= d->n ||
      d->text->tokens.items[i + 1].sentence != d->text->tokens.items[i].sentence)
    return pos == POS_VERB ? -6 : 0;
  neighbour n = look(d, i + 1);
  if (r->entry->tag == TAG_PART_QAD && n.pos != POS_VERB && n.l->tag != TAG_NEG_LA &&
      !may_be_verb(d, i + 1))
    return -40; /* C13 fa-qad before a verb, else faqada */
  if (!n.r)
    return d->text->tokens.items[i + 1].kind == TOKEN_NUMBER && pos == POS_VERB ? 4 : 0;
  bool article = (n.r->proclitics & PROCLITIC_AL) != 0;
  if (article && pos == POS_PREP && !r->enclitic)
    return 12; /* C10 a preposition before a definite noun */
  if (pos == POS_PREP && n.pos == POS_PREP && !r->enclitic && !n.r->proclitics &&
      r->entry->tag != TAG_PREP_MIN && r->entry->tag != TAG_PREP_ILA &&
      r->entry->tag != TAG_PREP_HATTA)
    return -14; /* C17 no preposition stands before another: abbara an, not abr an */
  if (pos == POS_VERB && (n.l->tag == TAG_COMP_AN || n.l->tag == TAG_COMP_INNA))
    return 18; /* C11 qala inna */
  if (r->entry->tag == TAG_PREP_BAYN && n.l->tag == TAG_COMP_AN)
    return -40; /* C19 bayyana an, not bayn an */
  if (pos == POS_VERB && n.pos == POS_VERB) return -8;
  if (pos_is_nominal(n.pos) && pos_is_nominal(pos) && !(r->proclitics & PROCLITIC_AL) &&
      FEATURE_CASE(n.r->features) == 1)
    return -16; /* C14 a nominative is no genitive: «the rebels captured» */
  if (article && pos == POS_NOUN && !(r->proclitics & PROCLITIC_AL) && !r->enclitic)
    return 2;
  if (pos == POS_ADJ && article && !(r->proclitics & PROCLITIC_AL))
    return -5; /* C12 an indefinite adjective before a definite word */
  return 0;
}

/* C20 «wa-abbara l-wazir an …», «wa-bayyana l-wazir an …»: no «across» or «between» opens
 * a sentence whose first words go on with what a verb so written asks for. */
static int opening_points(const morph_doc *d, uint32_t i, const reading *r, bool start) {
  unsigned tag = r->entry->tag;
  if (!start || r->enclitic || (tag != TAG_PREP_ABR && tag != TAG_PREP_BAYN)) return 0;
  unsigned asked = tag == TAG_PREP_ABR ? TAG_PREP_AN : TAG_COMP_AN;
  for (uint32_t k = i + 1; k < d->n && k <= i + 10; k++) {
    if (d->text->tokens.items[k].sentence != d->text->tokens.items[i].sentence) break;
    neighbour n = look(d, k);
    if (n.l->tag == asked) return -45;
    if (n.pos == POS_VERB && tag == TAG_PREP_BAYN) break;
  }
  return 0;
}

/* C18 «…, pointing out that», «the delegation left, rejecting …»: an accusative
 * participle of a verb that says, at a border or behind a definite noun. */
static int adverb_points(const morph_doc *d, uint32_t i, const reading *r, bool start) {
  if (FEATURE_POS(r->features) != POS_PART_ACT || FEATURE_CASE(r->features) != 2 ||
      FEATURE_NUMBER(r->features) != 1 || r->proclitics & PROCLITIC_AL || r->enclitic ||
      !(r->entry->classes & (CLASS_MASK(SPEECH) | CLASS_MASK(ATTITUDE))))
    return 0;
  if (start) return 16;
  neighbour p = look(d, i - 1);
  return p.r && p.r->proclitics & PROCLITIC_AL ? 16 : 0;
}

static int rule_points(const morph_doc *d, uint32_t i, const reading *r) {
  unsigned pos = FEATURE_POS(r->features);
  const token *t = &d->text->tokens.items[i];
  int score = 0;
  bool start = i == 0 || d->text->tokens.items[i - 1].sentence != t->sentence ||
               token_is_border(&d->text->tokens.items[i - 1]);
  if (start || (r->proclitics & (PROCLITIC_WA | PROCLITIC_FA)))
    score += start_points(d, i, r, pos);
  /* behind figures stands what is counted, which is no "mine" or "his" */
  if (i && r->enclitic && d->marks[i - 1] & WORD_DIGITS) score -= 20;
  if (!start) {
    neighbour p = look(d, i - 1);
    if (p.r && !((r->proclitics & (PROCLITIC_WA | PROCLITIC_FA)) && pos == POS_VERB))
      score += before_points(&p, r, pos);
  }
  if (pos == POS_VERB) {
    bool passive = (r->features & FEATURE_PASSIVE) != 0;
    if (t->flags & TOKEN_DAMMA_FIRST) score += passive ? 30 : -10;
    if (t->flags & TOKEN_TANWIN) score -= 60;
    if (FEATURE_ASPECT(r->features) == 1 && FEATURE_PERSON(r->features) != 3) score -= 6;
  }
  return score + after_points(d, i, r, pos) + adverb_points(d, i, r, start) +
         opening_points(d, i, r, start);
}

int morph_context_score(const morph_doc *d, uint32_t i, const reading *r) {
  int learnt;
  choice_points(d, i, r, 1, &learnt);
  return rule_points(d, i, r) + learnt / 8;
}

#define MAX_CONTEXT 35 /* no place gives more points than this over another */

static void choose_at(morph_doc *d, uint32_t i) {
  const word_info *w = d->words[i];
  const reading *winner = w->readings;
  int best = INT32_MIN, learnt[MORPH_MAX_READINGS];
  unsigned n = 0;
  while (n < w->n_readings && n < MORPH_MAX_READINGS &&
         w->readings[0].score <= w->readings[n].score + MAX_CONTEXT)
    n++;
  choice_points(d, i, w->readings, n, learnt);
  for (unsigned k = 0; k < n; k++) {
    const reading *r = &w->readings[k];
    int score = 8 * (r->score + rule_points(d, i, r)) + learnt[k];
    if (score > best) {
      best = score;
      winner = r;
    }
  }
  d->chosen[i] = winner;
}

static bool is_open(const morph_doc *d, uint32_t i) {
  return d->marks[i] & WORD_AMBIGUOUS ||
         d->text->tokens.items[i].flags & TOKEN_DAMMA_FIRST;
}

/* A word is chosen with the words behind it as they are by themselves; where the next one
 * comes out otherwise, once more. */
void morph_choose(morph_doc *d) {
  for (uint32_t i = 0; i < d->n; i++)
    if (is_open(d, i)) choose_at(d, i);
  for (uint32_t i = 0; i + 1 < d->n; i++)
    if (d->chosen[i + 1] != d->words[i + 1]->readings && is_open(d, i)) choose_at(d, i);
}

unsigned morph_cuts(const reading *r, unsigned n_letters, unsigned cuts[MORPH_MAX_CUTS]) {
  static const unsigned ORDER[] = {PROCLITIC_A,  PROCLITIC_WA, PROCLITIC_FA, PROCLITIC_BI,
                                   PROCLITIC_KA, PROCLITIC_LI, PROCLITIC_SA, PROCLITIC_MA,
                                   PROCLITIC_LA, PROCLITIC_YA};
  unsigned n = 0, letters = 0;
  for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
    if (r->proclitics & ORDER[i] && letters < r->n_prefix) {
      letters += ORDER[i] & PROCLITICS_JOINED ? 2 : 1;
      cuts[n++] = letters;
    }
  /* the article has what the others leave: one letter behind li, else two */
  if (r->n_prefix > letters) cuts[n++] = r->n_prefix;
  if (r->n_suffix && r->n_suffix < n_letters) cuts[n++] = n_letters - r->n_suffix;
  return n;
}

bool morph_takes_genitive(const morph_doc *d, uint32_t i) {
  if (!morph_has(d, i)) return false;
  const reading *r = morph_at(d, i);
  if (r->proclitics & PROCLITIC_AL || r->enclitic) return false;
  unsigned number = FEATURE_NUMBER(r->features);
  bool ending = number == 2 || (number == 3 && FEATURE_GENDER(r->features) == 1 &&
                                !(r->features & FEATURE_BROKEN));
  return !(ending && !(r->features & FEATURE_CONSTRUCT) &&
           word_last_letter(d->words[i]->key) == LETTER_NOON);
}

bool morph_accusative(const morph_doc *d, uint32_t i) {
  const token *t = &d->text->tokens.items[i];
  if (!morph_has(d, i) || t->kind != TOKEN_ARABIC) return false;
  if (t->flags & TOKEN_TANWIN) return true;
  const reading *r = morph_at(d, i);
  unsigned pos = FEATURE_POS(r->features);
  if (word_last_letter(t->key) != LETTER_ALEF || r->proclitics & PROCLITIC_AL ||
      r->enclitic)
    return false;
  if (!pos_is_nominal(pos) || pos == POS_NAME) return false;
  if (FEATURE_NUMBER(r->features) == 3 && r->features & FEATURE_BROKEN &&
      FEATURE_CASE(r->features) != 2)
    return false; /* dahaya, baqaya */
  const char *text = model_string(d->model, r->entry->text);
  size_t n = strlen(text);
  return n >= 2 &&
         !((unsigned char)text[n - 2] == 0xD8 && (unsigned char)text[n - 1] == 0xA7);
}
