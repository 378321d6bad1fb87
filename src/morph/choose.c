/* choose.c - the reading that its neighbours make likeliest.
 *
 * Points are added for what stands before and after, by rule and by learnt weights
 * (choice.h); the reading with most points wins. Words whose readings differ in features
 * alone are left at their first.
 *
 * Rules and weights speak of one neighbour at a time and see only facts (facts.h). A word
 * is seen in thousands of places, but few pairs of facts make up most of them: what a
 * pair is worth is looked up (pair_points), and the rules are asked where it is new.
 */
#include "morph/choice.h"

/* Rules C1-C9, C15, C16 and C21: what the word before says. */
static int before_points(shown_facts p, own_facts r) {
  bool verb = r.pos == POS_VERB, imperfect = verb && r.aspect == 2;
  unsigned tag = p.tag;
  if (tag == TAG_NEG_LAM || tag == TAG_NEG_LAN || tag == TAG_PART_SAWFA)
    return imperfect ? 40 : -20;                    /* C1 lam yaqtul */
  if (tag == TAG_PART_QAD) return verb ? 40 : -20;  /* C2 qad qatala */
  if (tag == TAG_NEG_LA) return imperfect ? 20 : 0; /* C3 la yazal */
  if (tag == TAG_COMP_AN)
    return imperfect ? 15 : verb ? -12 : 4; /* C4 an yaqtul, anna l-jaysh */
  if (tag == TAG_REL || tag == TAG_REL_MA) return verb ? 18 : 0; /* C5 alladhi qatala */
  if (tag == TAG_SUB_TIME || tag == TAG_SUB_COND) return verb ? 14 : 0;
  if (p.pos == POS_PREP && !p.enclitic && tag != TAG_PREP_OTHER)
    return verb                                        ? -50
           : pos_is_nominal(r.pos) || r.pos == POS_NUM ? 25
                                                       : 0; /* C6 fi qatl */
  if (tag == TAG_NEG_ADAM || tag == TAG_NEG_DUN || tag == TAG_NEG_GHAYR)
    return verb ? -50 : pos_is_nominal(r.pos) ? 20 : 0; /* «adam dhikr» */
  if (p.pos == POS_DEM) return verb ? -10 : 8;
  if ((tag == TAG_DET_ALL || tag == TAG_DET_SOME) && !p.enclitic && verb)
    return -20; /* C15 «one of the most dangerous», not «warned» */
  if (p.pos == POS_VERB && imperfect && p.auxiliary) return 20; /* C7 kana yaqtul */
  if (p.pos == POS_VERB && verb && !r.conjunction && !r.li)
    return -15; /* C8 no verb beside a verb */
  if (p.pos == POS_NUM && verb) return -12;
  if ((r.pos == POS_ADJ || r.pos == POS_NISBA) && pos_is_nominal(p.pos) &&
      p.number == 1 && r.number == 1 && p.gender == 2 && r.gender == 1)
    return -8; /* C16 an adjective agrees: «a Turkish court … a journalist» */
  bool open_noun =
      (p.pos == POS_NOUN || p.pos == POS_MASDAR) && !p.article && !p.enclitic;
  if (open_noun && verb && r.light && !r.passive && r.suffix == SUFFIX_HIS_HERS)
    return 12; /* C21 «a raid [that] planes launched», no raid of its launching */
  if (open_noun && verb && !r.conjunction) return -6; /* C9 idafa */
  if (pos_is_nominal(p.pos) && verb && r.person == 3) return 4;
  return 0;
}

/* What the word before or the head of the sentence says, in points. */
static int left_points(const place *at, own_facts r) {
  shown_facts p = at->left;
  bool verb = r.pos == POS_VERB, start = p.pos == AROUND_START || p.pos == AROUND_BORDER;
  int score = 0;
  if ((start || r.conjunction) && verb && r.person == 3) score += at->title ? 2 : 14;
  /* behind figures stands what is counted, which is no "mine" or "his" */
  if (p.digits && r.suffix) score -= 20;
  if (p.read && !(r.conjunction && verb)) score += before_points(p, r);
  /* C18 an adverb of saying stands at a border or behind a definite noun */
  if (r.adverb && (start || p.article)) score += 16;
  return score;
}

/* Rules C10-C14 and C17: what the word after says, in points. */
static int right_points(const place *at, own_facts r) {
  shown_facts n = at->right;
  bool verb = r.pos == POS_VERB;
  if (n.pos == AROUND_START) return verb ? -6 : 0;
  if (r.tag == TAG_PART_QAD && n.pos != POS_VERB && n.tag != TAG_NEG_LA && !n.may_verb)
    return -40; /* C13 fa-qad before a verb, else faqada */
  if (!n.read) return n.figure && verb ? 4 : 0;
  if (n.article && r.pos == POS_PREP && !r.suffix)
    return 12; /* C10 a preposition before a definite noun */
  if (r.pos == POS_PREP && n.pos == POS_PREP && !r.suffix && !n.proclitic &&
      r.tag != TAG_PREP_MIN && r.tag != TAG_PREP_ILA && r.tag != TAG_PREP_HATTA)
    return -14; /* C17 no preposition stands before another: abbara an, not abr an */
  if (verb && (n.tag == TAG_COMP_AN || n.tag == TAG_COMP_INNA))
    return 18; /* C11 qala inna */
  if (r.tag == TAG_PREP_BAYN && n.tag == TAG_COMP_AN)
    return -40; /* C19 bayyana an, not bayn an */
  if (verb && n.pos == POS_VERB) return -8;
  if (pos_is_nominal(n.pos) && pos_is_nominal(r.pos) && !r.article && n.case_ending == 1)
    return -16; /* C14 a nominative is no genitive: «the rebels captured» */
  if (n.article && r.pos == POS_NOUN && !r.article && !r.suffix) return 2;
  if (r.pos == POS_ADJ && n.article && !r.article)
    return -5; /* C12 an indefinite adjective before a definite word */
  return 0;
}

bool choose_may_open(own_facts r) {
  return !r.suffix && (r.tag == TAG_PREP_ABR || r.tag == TAG_PREP_BAYN);
}

/* C20 «wa-abbara l-wazir an …», «wa-bayyana l-wazir an …»: no «across» or «between» opens
 * a sentence whose first words go on with what a verb so written asks for. */
static int opening_points(const morph_doc *d, uint32_t i, own_facts r) {
  if (!choose_may_open(r)) return 0;
  unsigned asked = r.tag == TAG_PREP_ABR ? TAG_PREP_AN : TAG_COMP_AN;
  for (uint32_t k = i + 1; k < d->n && k <= i + 10; k++) {
    if (d->text->tokens.items[k].sentence != d->text->tokens.items[i].sentence) break;
    shown_facts n = d->chosen[k]->shown;
    if (n.tag == asked) return -45;
    if (n.pos == POS_VERB && r.tag == TAG_PREP_BAYN) break;
  }
  return 0;
}

/* What is seen of the word itself: its marks, and rule C20. */
static int token_points(const morph_doc *d, uint32_t i, const place *at, own_facts r) {
  unsigned flags = d->text->tokens.items[i].flags;
  int score = 0;
  if (r.pos == POS_VERB) {
    if (flags & TOKEN_DAMMA_FIRST) score += r.passive ? 30 : -10;
    if (flags & TOKEN_TANWIN) score -= 60;
  }
  if (at->left.pos == AROUND_START || at->left.pos == AROUND_BORDER)
    score += opening_points(d, i, r);
  return score;
}

/* What speaks for a reading in every place, in points. */
static int steady_points(own_facts r) {
  return r.pos == POS_VERB && r.aspect == 1 && r.person != 3 ? -6 : 0;
}

int morph_context_score(const morph_doc *d, uint32_t i, const reading *r) {
  own_facts own = facts_own(r);
  place at = place_at(d, i);
  int rules = steady_points(own) + left_points(&at, own) + right_points(&at, own) +
              token_points(d, i, &at, own);
  int learnt = choice_own_points(d->choice, r) + choice_left_points(d->choice, &at, own) +
               choice_right_points(d->choice, &at, own) +
               choice_two_points(d->choice, at.two)[own.pos];
  return rules + learnt / 8;
}

/* ---- candidates ---- */

#define MAX_CONTEXT 35 /* no place gives more points than this over another */

unsigned choose_candidates(const int16_t *weights, const reading *readings, unsigned n,
                           choice_candidate candidates[MORPH_MAX_READINGS]) {
  unsigned n_candidates = 0;
  for (unsigned i = 0; i < n; i++) {
    const reading *r = &readings[i];
    if (readings[0].score > r->score + MAX_CONTEXT) break;
    choice_candidate c = {.own = facts_own(r), .reading = (uint8_t)i};
    c.points =
        (int16_t)(8 * (r->score + steady_points(c.own)) + choice_own_points(weights, r));
    unsigned k = 0;
    while (k < n_candidates && candidates[k].own.bits != c.own.bits) k++;
    if (k == n_candidates) {
      candidates[n_candidates++] = c;
    } else if (candidates[k].points < c.points) {
      /* takes the place of a worse one of its facts, behind those between */
      memmove(&candidates[k], &candidates[k + 1],
              (n_candidates - k - 1) * sizeof *candidates);
      candidates[n_candidates - 1] = c;
    }
  }
  return n_candidates;
}

/* ---- pairs ---- */

/* The points of a candidate beside a neighbour are a function of their facts, which make
 * a key of 64 bits. A slot has the points in its low 16 bits, a bit that says it is
 * taken, and above them 47 bits of the hash. An odd factor loses nothing of the key, so
 * these and the place of the slot, the other 17 bits, are the key itself. */
enum { PAIR_BITS = 17, POINTS_BITS = 16 };
#define PAIR_TAKEN ((uint64_t)1 << POINTS_BITS)
#define PAIR_FACTOR ((uint64_t)0x9E3779B97F4A7C15u)

/* The part of a key that is the same for all candidates of a word, and what of their
 * facts counts. */
typedef struct pair_side {
  uint64_t key;
  uint32_t own;
} pair_side;

static pair_side left_side(shown_facts left, bool title) {
  static const shown_facts UNSEEN = {
      {.case_ending = 3, .proclitic = 1, .may_verb = 1, .figure = 1}};
  own_facts at = {{.title = title}};
  return (pair_side){(uint64_t)(left.bits & ~UNSEEN.bits) << 32 | at.bits, UINT32_MAX};
}

static pair_side right_side(shown_facts right) {
  static const shown_facts UNSEEN = {
      {.kind = 31, .number = 3, .gender = 3, .enclitic = 1, .auxiliary = 1}};
  static const own_facts PLACE = {{.behind = 1}},
                         COUNTS = {{.pos = 31, .tag = 127, .article = 1, .suffix = 3}};
  return (pair_side){(uint64_t)(right.bits & ~UNSEEN.bits) << 32 | PLACE.bits,
                     COUNTS.bits};
}

static int pair_compute(const morph_doc *d, uint64_t key) {
  shown_facts beside = {.bits = (uint32_t)(key >> 32)};
  own_facts own = {.bits = (uint32_t)key};
  place at = {.left = beside, .right = beside, .title = own.title};
  bool behind = own.behind;
  own.title = own.behind = 0;
  return behind ? 8 * right_points(&at, own) + choice_right_points(d->choice, &at, own)
                : 8 * left_points(&at, own) + choice_left_points(d->choice, &at, own);
}

/* Points of a candidate for the neighbour on one side, in eighths. */
static inline int pair_look_up(const morph_doc *d, pair_points *pairs, pair_side side,
                               own_facts own) {
  uint64_t key = side.key | (own.bits & side.own), hash = key * PAIR_FACTOR;
  uint64_t *slot = &pairs->slots[hash >> (64 - PAIR_BITS)],
           taken = hash << PAIR_BITS | PAIR_TAKEN;
  if ((*slot ^ taken) >> POINTS_BITS) *slot = taken | (uint16_t)pair_compute(d, key);
  return (int16_t)*slot;
}

/* ---- choosing ---- */

static void choose_at(morph_doc *d, pair_points *pairs, uint32_t i) {
  const word_info *w = d->words[i];
  unsigned n = w->n_candidates, flags = d->text->tokens.items[i].flags;
  const choice_candidate *c = w->candidates, *winner = c;
  if (n > 1) {
    place at = place_at(d, i);
    pair_side left = left_side(at.left, at.title), right = right_side(at.right);
    const int16_t *two = choice_two_points(d->choice, at.two);
    bool seen = flags & (TOKEN_DAMMA_FIRST | TOKEN_TANWIN) || w->may_open;
    int best = INT32_MIN;
    for (const choice_candidate *end = c + n; c < end; c++) {
      int score = c->points + two[c->own.pos] + pair_look_up(d, pairs, left, c->own) +
                  pair_look_up(d, pairs, right, c->own);
      if (seen) score += 8 * token_points(d, i, &at, c->own);
      if (score > best) {
        best = score;
        winner = c;
      }
    }
  }
  d->chosen[i] = w->readings + winner->reading;
}

static inline bool is_open(const morph_doc *d, uint32_t i) {
  return d->marks[i] & WORD_AMBIGUOUS ||
         (d->text->tokens.items[i].flags & TOKEN_DAMMA_FIRST && morph_has(d, i));
}

/* A word is chosen with the words behind it as they are by themselves; where the next one
 * comes out otherwise, once more. */
void morph_choose(morph_doc *d, pair_points *pairs) {
  for (uint32_t i = 0; i < d->n; i++)
    if (is_open(d, i)) choose_at(d, pairs, i);
  for (uint32_t i = 0; i + 1 < d->n; i++)
    if (d->chosen[i + 1] != d->words[i + 1]->readings && is_open(d, i))
      choose_at(d, pairs, i);
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
