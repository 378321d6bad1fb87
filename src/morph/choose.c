/* choose.c - the reading that its neighbours make likeliest.
 *
 * Points are added for what stands before and after, by rule and by learnt weights
 * (choice.h); the reading with most points wins. Words whose readings differ in features
 * alone are left at their first.
 *
 * Rules and weights speak of one neighbour at a time and see only facts (facts.h), of
 * which there are few kinds on either side. So what they are worth stands in tables, and
 * a candidate's points in its place are a sum of five numbers.
 */
#include "morph/choice.h"

/* Rules C1-C6: what a word of the grammar asks of the next; false where it asks nothing.
 */
static bool asked_points(shown_facts p, own_facts r, int *points) {
  bool verb = r.pos == POS_VERB, imperfect = verb && r.aspect == 2;
  switch (p.tag) {
    case TAG_NEG_LAM:
    case TAG_NEG_LAN:
    case TAG_PART_SAWFA: *points = imperfect ? 40 : -20; return true; /* C1 lam yaqtul */
    case TAG_PART_QAD: *points = verb ? 40 : -20; return true;        /* C2 qad qatala */
    case TAG_NEG_LA: *points = imperfect ? 20 : 0; return true;       /* C3 la yazal */
    case TAG_COMP_AN:
      *points = imperfect ? 15 : verb ? -12 : 4;
      return true; /* C4 an yaqtul, anna l-jaysh */
    case TAG_REL:
    case TAG_REL_MA: *points = verb ? 18 : 0; return true; /* C5 alladhi qatala */
    case TAG_SUB_TIME:
    case TAG_SUB_COND: *points = verb ? 14 : 0; return true;
    default: break;
  }
  if (p.pos == POS_PREP && !p.enclitic && p.tag != TAG_PREP_OTHER) {
    *points = verb ? -50 : pos_is_nominal(r.pos) || r.pos == POS_NUM ? 25 : 0;
    return true; /* C6 fi qatl */
  }
  if (p.tag == TAG_NEG_ADAM || p.tag == TAG_NEG_DUN || p.tag == TAG_NEG_GHAYR) {
    *points = verb ? -50 : pos_is_nominal(r.pos) ? 20 : 0;
    return true; /* «adam dhikr» */
  }
  return false;
}

bool choose_asks(shown_facts f) {
  int points;
  return asked_points(f, (own_facts){.bits = 0}, &points);
}

/* Rules C1-C9, C15 and C21: what the word before says. */
static int before_points(shown_facts p, own_facts r) {
  bool verb = r.pos == POS_VERB;
  int points;
  if (asked_points(p, r, &points)) return points;
  if (p.pos == POS_DEM) return verb ? -10 : 8;
  if (!verb) return 0;
  if ((p.tag == TAG_DET_ALL || p.tag == TAG_DET_SOME) && !p.enclitic)
    return -20; /* C15 «one of the most dangerous», not «warned» */
  if (p.pos == POS_VERB && r.aspect == 2 && p.auxiliary) return 20; /* C7 kana yaqtul */
  if (p.pos == POS_VERB && !r.conjunction && !r.li)
    return -15; /* C8 no verb beside one */
  if (p.pos == POS_NUM) return -12;
  bool open_noun =
      (p.pos == POS_NOUN || p.pos == POS_MASDAR) && !p.article && !p.enclitic;
  if (open_noun && r.light && !r.passive && r.suffix == SUFFIX_HIS_HERS)
    return 12; /* C21 «a raid [that] planes launched», no raid of its launching */
  if (open_noun && !r.conjunction) return -6; /* C9 idafa */
  if (pos_is_nominal(p.pos) && r.person == 3) return 4;
  return 0;
}

/* Rule C16: an adjective agrees: «a Turkish court … a journalist». */
static int agreement_points(agreeing p, own_facts r) {
  return (r.pos == POS_ADJ || r.pos == POS_NISBA) && !p.bound && p.number == 1 &&
                 r.number == 1 && p.gender == 2 && r.gender == 1
             ? -8
             : 0;
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
  if (r.adverb && (start || (p.article && r.adverb == ADVERB_SURE))) score += 16;
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
  if (pos_is_nominal(n.pos) && pos_is_nominal(r.pos) && !r.article && n.nominative)
    return -16; /* C14 a nominative is no genitive: «the rebels captured» */
  if (n.article && r.pos == POS_NOUN && !r.article && !r.suffix) return 2;
  if (r.pos == POS_ADJ && n.article && !r.article)
    return -5; /* C12 an indefinite adjective before a definite word */
  return 0;
}

static bool may_open(own_facts r) {
  return !r.suffix && (r.tag == TAG_PREP_ABR || r.tag == TAG_PREP_BAYN);
}

/* C20 «wa-abbara l-wazir an …», «wa-bayyana l-wazir an …»: no «across» or «between» opens
 * a sentence whose first words go on with what a verb so written asks for. */
static int opening_points(const morph_doc *d, uint32_t i, own_facts r) {
  if (!may_open(r)) return 0;
  unsigned asked = r.tag == TAG_PREP_ABR ? TAG_PREP_AN : TAG_COMP_AN;
  for (uint32_t k = i + 1; k < d->n && k <= i + 10; k++) {
    if (d->text->tokens.items[k].sentence != d->text->tokens.items[i].sentence) break;
    shown_facts n = d->shown[k];
    if (n.tag == asked) return -45;
    if (n.pos == POS_VERB && r.tag == TAG_PREP_BAYN) break;
  }
  return 0;
}

/* What is seen of the word itself, in points: its marks, and rule C20. */
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
  agreeing left = facts_agreeing_of(at.left.agreeing);
  int rules = steady_points(own) + left_points(&at, own) + agreement_points(left, own) +
              right_points(&at, own) + token_points(d, i, &at, own);
  int learnt = choice_own_points(d->choice, r) + choice_left_points(d->choice, &at, own) +
               choice_agreement_points(d->choice, left, own) +
               choice_right_points(d->choice, &at, own) +
               choice_two_points(d->choice, at.two, own.pos);
  return rules + learnt / 8;
}

/* ---- tables ---- */

/* What rules and weights see of a neighbour on each side, and what of the reading counts
 * there. */
static const shown_facts SEEN_LEFT = {{.pos = 31,
                                       .tag = 127,
                                       .kind = 31,
                                       .read = 1,
                                       .article = 1,
                                       .enclitic = 1,
                                       .auxiliary = 1,
                                       .digits = 1}},
                         SEEN_RIGHT = {{.pos = 31,
                                        .tag = 127,
                                        .nominative = 1,
                                        .read = 1,
                                        .article = 1,
                                        .proclitic = 1,
                                        .may_verb = 1,
                                        .figure = 1}};
static const own_facts COUNTS_LEFT = {{.pos = 31,
                                       .aspect = 3,
                                       .person = 3,
                                       .passive = 1,
                                       .light = 1,
                                       .adverb = 3,
                                       .article = 1,
                                       .conjunction = 1,
                                       .li = 1,
                                       .suffix = 3}},
                       COUNTS_RIGHT = {
                           {.pos = 31, .tag = 127, .article = 1, .suffix = 3}};

/* What the neighbour on the side of the table says for a reading, in eighths of a point.
 */
static int pair_points(const pair_table *t, const place *at, own_facts own) {
  return t->side == SIDE_BEHIND
             ? 8 * right_points(at, own) + choice_right_points(t->weights, at, own)
             : 8 * left_points(at, own) + choice_left_points(t->weights, at, own);
}

static void pair_fill(const pair_table *t, uint32_t seen, int16_t *row, unsigned column) {
  own_facts own = {.bits = t->counts[column]};
  shown_facts beside = {.bits = seen};
  place at = {.left = beside, .right = beside, .title = t->side == SIDE_TITLE};
  row[column] = (int16_t)pair_points(t, &at, own);
}

/* Where there is no more room the row for such is made anew. */
COLD static const int16_t *row_add(pair_table *t, uint32_t seen, uint32_t slot) {
  if (t->n_rows < PAIR_ROWS) {
    t->seen[slot] = seen + 1;
    t->n_rows++;
  } else {
    slot = PAIR_SLOTS;
  }
  for (unsigned c = 0; c < t->n_columns; c++) pair_fill(t, seen, t->points[slot], c);
  return t->points[slot];
}

/* The row of a neighbour; `seen` of the side. */
static inline const int16_t *pair_row(pair_table *t, uint32_t seen) {
  uint32_t slot = (seen * 0x9E3779B1u) >> 22;
  while (t->seen[slot] != seen + 1) {
    if (!t->seen[slot]) return row_add(t, seen, slot);
    slot = (slot + 1) % PAIR_SLOTS;
  }
  return t->points[slot];
}

static uint16_t form_of(own_facts own) {
  return (uint16_t)((own.number | own.gender << 2) * N_POS + own.pos);
}

void choose_start(choice_tables *tables, const int16_t *weights) {
  memset(tables, 0, sizeof *tables);
  for (unsigned side = 0; side < N_SIDES; side++) {
    tables->sides[side].side = side;
    tables->sides[side].weights = weights;
  }
  for (unsigned two = 0; two < N_AROUND; two++)
    for (unsigned pos = 0; pos < N_POS; pos++)
      tables->two[two][pos] = (int16_t)choice_two_points(weights, two, pos);
  for (unsigned a = 0; a < N_AGREEING; a++)
    for (unsigned form = 0; form < 16; form++)
      for (unsigned pos = 0; pos < N_POS; pos++) {
        agreeing left = facts_agreeing_of(a);
        own_facts own = {
            {.pos = pos & 31u, .number = form & 3u, .gender = form >> 2 & 3u}};
        tables->agreement[a][form_of(own)] =
            (int16_t)(8 * agreement_points(left, own) +
                      choice_agreement_points(weights, left, own));
      }
}

/* ---- candidates ---- */

#define MAX_CONTEXT 35 /* no place gives more points than this over another */

/* The column of a reading in the table of a side; NO_COLUMN where there is no more room.
 */
static unsigned column_of(pair_table *t, own_facts own) {
  uint32_t facts = own.bits & (t->side == SIDE_BEHIND ? COUNTS_RIGHT : COUNTS_LEFT).bits;
  unsigned c = 0;
  while (c < t->n_columns && t->counts[c] != facts) c++;
  if (c < t->n_columns || c == NO_COLUMN) return c;
  t->counts[t->n_columns++] = facts;
  for (unsigned i = 0; i < PAIR_SLOTS; i++)
    if (t->seen[i]) pair_fill(t, t->seen[i] - 1, t->points[i], c);
  return c;
}

bool choose_special(const choice_candidate *c) {
  bool special = may_open(c->own);
  for (unsigned side = 0; side < N_SIDES; side++)
    special = special || c->columns[side] == NO_COLUMN;
  return special;
}

unsigned choose_candidates(choice_tables *tables, const reading *readings, unsigned n,
                           choice_candidate candidates[MORPH_MAX_READINGS]) {
  unsigned n_candidates = 0;
  for (unsigned i = 0; i < n; i++) {
    const reading *r = &readings[i];
    if (readings[0].score > r->score + MAX_CONTEXT) break;
    choice_candidate c = {.own = facts_own(r), .reading = (uint8_t)i};
    c.points = (int16_t)(8 * (r->score + steady_points(c.own)) +
                         choice_own_points(tables->sides[0].weights, r));
    c.form = form_of(c.own);
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
  if (n_candidates == 1 && !candidates[0].reading) return 0;
  for (unsigned k = 0; k < n_candidates; k++)
    for (unsigned side = 0; side < N_SIDES; side++)
      candidates[k].columns[side] =
          (uint8_t)column_of(&tables->sides[side], candidates[k].own);
  return n_candidates;
}

/* ---- choosing ---- */

/* What is in no table. */
static int special_points(const morph_doc *d, const choice_tables *tables, uint32_t i,
                          const place *at, const choice_candidate *c) {
  int points = 8 * token_points(d, i, at, c->own);
  unsigned side = at->title ? SIDE_TITLE : SIDE_BODY;
  if (c->columns[side] == NO_COLUMN)
    points += pair_points(&tables->sides[side], at, c->own);
  if (c->columns[SIDE_BEHIND] == NO_COLUMN)
    points += pair_points(&tables->sides[SIDE_BEHIND], at, c->own);
  return points;
}

static inline void choose_at(morph_doc *d, choice_tables *tables, uint32_t i,
                             const place *at) {
  const word_info *w = d->words[i];
  const choice_candidate *c = w->candidates;
  if (!w->n_candidates) return;
  unsigned side = at->title ? SIDE_TITLE : SIDE_BODY;
  const int16_t *left = pair_row(&tables->sides[side], at->left.bits & SEEN_LEFT.bits),
                *right = pair_row(&tables->sides[SIDE_BEHIND],
                                  at->right.bits & SEEN_RIGHT.bits),
                *two = tables->two[at->two],
                *agreement = tables->agreement[at->left.agreeing];
  bool special =
      d->text->tokens.items[i].flags & (TOKEN_DAMMA_FIRST | TOKEN_TANWIN) || w->special;
  /* Points, and below them how early the candidate comes: no guess which is the best. */
  enum { RANKS = 32 };
  int best = INT32_MIN;
  for (unsigned k = 0; k < w->n_candidates; k++, c++) {
    int score = c->points + two[c->own.pos] + agreement[c->form] +
                left[c->columns[side]] + right[c->columns[SIDE_BEHIND]];
    if (special) score += special_points(d, tables, i, at, c);
    int ranked = score * RANKS + (RANKS - 1 - (int)k);
    best = ranked > best ? ranked : best;
  }
  const choice_candidate *winner = &w->candidates[RANKS - 1 - (unsigned)best % RANKS];
  d->chosen[i] = w->readings + winner->reading;
  PREFETCH(d->chosen[i]); /* its lemma is asked for next */
  d->shown[i] = winner->shown;
}

/* Chooses for the open words of a sentence; writes those before a word that did not come
 * out as it is by itself, and returns behind them. */
static uint32_t *choose_sentence(morph_doc *d, choice_tables *tables,
                                 const uint64_t *open, const sentence *s,
                                 uint32_t *again) {
  uint32_t first = s->first, end = first + s->n, i = set_next(open, first, end);
  if (i >= end) return again;
  place at = place_at(d, first);
  const shown_facts head = at.left;
  for (; i < end; i = set_next(open, i + 1, end)) {
    const reading *alone = d->chosen[i];
    at.left = i > first ? d->shown[i - 1] : head;
    at.two = i > first + 1 ? d->shown[i - 2].pos : AROUND_START;
    at.right = i + 1 < end ? d->shown[i + 1] : END_OF_SENTENCE;
    choose_at(d, tables, i, &at);
    if (d->chosen[i] != alone && i && set_has(open, i - 1)) *again++ = i - 1;
  }
  return again;
}

void morph_choose(morph_doc *d, choice_tables *tables, const uint64_t *open,
                  uint32_t *again) {
  const text_doc *t = d->text;
  uint32_t *end = again;
  for (uint32_t s = 0; s < t->sentences.n; s++)
    end = choose_sentence(d, tables, open, &t->sentences.items[s], end);
  for (; again < end; again++) {
    place at = place_at(d, *again);
    choose_at(d, tables, *again, &at);
  }
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
