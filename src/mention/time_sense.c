/* time_sense.c - ages, names and years: what the neighbours of a figure make of it. */
#include "mention/time_sense.h"

/* The word of age without article or pronoun: apart from the figure it is Omar. */
static bool bare_age(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  return word_unpack(view_token(doc, t)->key, letters) == 3;
}

/* «at an age of», «of age»: a preposition before the bare word. */
static bool led_age(const morph_doc *doc, uint32_t t) {
  return t > view_sentence_start(doc, t) && view_is_word(doc, t - 1) &&
         word_last_letter(view_token(doc, t)->key) != LETTER_TEH_MARBUTA && /* a year */
         (view_tag(doc, t - 1, TAG_PREP_AN, PROCLITICS_JOIN) ||
          view_tag(doc, t - 1, TAG_PREP_MIN, PROCLITICS_JOIN) ||
          view_tag(doc, t - 1, TAG_PREP_FI, PROCLITICS_JOIN));
}

/* «a citizen, 72 years», and in a line without a verb «the soldier A. B., 22 years»: the
 * word before the figure is a person whom nothing is done to for so long («the jailing of
 * a citizen 20 years»). */
static bool beside_person(const morph_doc *doc, uint32_t t, uint32_t start, bool ends) {
  word_view v;
  if (!view_is_word(doc, t) || view_token(doc, t)->kind != TOKEN_ARABIC ||
      !morph_has(doc, t) || view_clitics(doc, t) ||
      view_quantity(doc, t, KIND_SET(QUANTITY_BOUND), 0, 0, &v))
    return false;
  const reading *r = morph_at(doc, t);
  unsigned pos = FEATURE_POS(r->features);
  bool person = pos == POS_NOUN && r->entry->kind == KIND_PERSON && !r->enclitic &&
                FEATURE_NUMBER(r->features) == 1 && !(r->proclitics & PROCLITIC_AL);
  bool house = (pos == POS_NISBA || pos == POS_ADJ) && t > start &&
               morph_has(doc, t - 1) &&
               FEATURE_POS(morph_at(doc, t - 1)->features) == POS_NAME;
  bool name = ends && (pos == POS_NAME || r->lemma == 0 || house);
  if (!person && !name) return false;
  for (uint32_t i = t, steps = 0; i > start && steps < 12; steps++) {
    i--;
    if (!view_is_word(doc, i) || !morph_has(doc, i)) continue;
    const reading *o = morph_at(doc, i);
    if ((person && steps < 3 && o->entry->first_toll) ||
        (name && FEATURE_POS(o->features) == POS_VERB))
      return false;
  }
  return true;
}

/* True where the figure tells how old somebody is. */
bool period_is_age(const morph_doc *doc, const time_period *p, uint32_t limit) {
  if (p->kind != PERIOD_COUNT || (p->unit != UNIT_YEAR && p->unit != UNIT_MONTH))
    return false;
  uint32_t start = view_sentence_start(doc, p->first), t = p->first;
  word_view v;
  unsigned before = t > start ? view_mark(doc, t - 1, t) : 0,
           after = view_mark(doc, p->last, limit);
  bool quoted = t > start && view_token(doc, t - 1)->kind == TOKEN_QUOTE_OPEN &&
                p->last < limit && view_token(doc, p->last)->kind == TOKEN_QUOTE_CLOSE;
  if ((before == '(' && after == ')') || quoted) return true;
  bool limit_word = t > start && (view_tag(doc, t - 1, TAG_PREP_TAHT, PROCLITICS_NOUN) ||
                                  view_tag(doc, t - 1, TAG_PREP_FAWQ, PROCLITICS_NOUN) ||
                                  view_tag(doc, t - 1, TAG_NEG_DUN, PROCLITICS_NOUN));
  if (limit_word && p->unit == UNIT_YEAR) return true;
  bool range = before == '-' && t > start + 1 &&
               view_token(doc, t - 2)->kind == TOKEN_NUMBER; /* «30-50 years» */
  if ((before == ',' || before == '-') && !range && p->unit == UNIT_YEAR &&
      (after == ',' || after == '.' || after == ')' || after == '-' ||
       (before == '-' && p->last < limit &&
        view_token(doc, p->last)->kind == TOKEN_QUOTE_CLOSE)))
    return true;
  bool ends = p->last >= limit || after == '.' || after == ')';
  bool jailed = p->last < limit && view_is_word(doc, p->last) &&
                morph_has(doc, p->last) &&
                morph_at(doc, p->last)->entry->first_toll; /* «20 years in prison» */
  if (p->unit == UNIT_YEAR && t > start && !jailed &&
      beside_person(doc, t - 1, start, ends))
    return true;
  for (unsigned i = 0; i < 8 && t > start; i++) {
    t--;
    bool listed = t > start && view_mark(doc, t, t + 1) == ',' &&
                  view_token(doc, t - 1)->kind == TOKEN_NUMBER; /* «aged 31, 60, …» */
    if ((view_mark(doc, t, t + 1) == ',' && !listed) || view_mark(doc, t, t + 1) == '.')
      break;
    if (view_is_word(doc, t) &&
        view_calendar(doc, t, KIND_SET(CALENDAR_AGE) | VIEW_SUFFIX, 0, 0, &v) &&
        (i < 3 || v.value == 1) && !(i && bare_age(doc, t) && !led_age(doc, t)))
      return true;
  }
  for (t = p->last; t < limit && t < p->last + 2; t++)
    if (view_is_word(doc, t) &&
        view_calendar(doc, t, KIND_SET(CALENDAR_AGE) | VIEW_SUFFIX, 0, 0, &v) &&
        v.value == 1)
      return true;
  return false;
}

void name_year(const morph_doc *doc, uint32_t first, uint32_t floor, time_chain *c) {
  word_view v;
  if (first <= floor ||
      (c->fields & ~(unsigned)CHAIN_PAIR) != (CHAIN_DAY | CHAIN_MONTH) ||
      c->calendar != GREGORIAN ||
      !view_calendar(doc, first - 1, KIND_SET(CALENDAR_MATCH), 0, PROCLITICS_NOUN, &v) ||
      v.value < MATCH_DATE || v.value % 10000 != c->month * 100 + c->day)
    return;
  c->fields |= CHAIN_YEAR;
  c->year = (int32_t)(v.value / 10000);
}

/* A weekday after «prayer», «market»; a day and month after an organisation or a place.
 */
bool chain_is_name(const morph_doc *doc, uint32_t first, uint32_t floor,
                   const time_chain *c) {
  word_view v;
  if (first <= floor) return false;
  if (c->fields == CHAIN_WEEKDAY && c->weekday == 1 &&
      view_tag(doc, first - 1, TAG_PREP_BAYN, PROCLITICS_JOIN) &&
      !(c->last < view_sentence_end(doc, first) &&
        view_calendar(doc, c->last, KIND_SET(CALENDAR_WEEKDAY), 0, PROCLITICS_NOUN, &v)))
    return true; /* «between the two» is spelt like Monday */
  if (c->fields == CHAIN_WEEKDAY)
    return view_calendar(doc, first - 1, KIND_SET(CALENDAR_MATCH), 0, 0, &v) &&
           v.value == MATCH_NAME;
  if (c->fields != (CHAIN_DAY | CHAIN_MONTH)) return false;
  if (view_calendar(doc, first - 1, KIND_SET(CALENDAR_MATCH), 0, 0, &v) &&
      v.value == MATCH_MEMORY)
    return true; /* «the revolution of 25 January» is of no year of the report's */
  const word_info *w = doc->words[first - 1];
  for (unsigned i = 0; i < w->n_readings; i++) {
    const reading *head = &w->readings[i];
    const lemma_record *l = head->entry;
    if (FEATURE_POS(head->features) == POS_NOUN && !(head->proclitics & PROCLITIC_AL) &&
        (l->kind == KIND_GROUP || l->kind == KIND_ORG || l->kind == KIND_PLACE ||
         l->kind == KIND_FACILITY))
      return true;
  }
  return false;
}

/* A king or president, of whom one name is enough: an office of government. */
static bool is_ruler(const morph_doc *doc, uint32_t t) {
  if (!view_is_word(doc, t) || !morph_has(doc, t)) return false;
  const lemma_record *l = morph_at(doc, t)->entry;
  if (l->classes & CLASS_MASK(HONORIFIC)) return true;
  return l->role && model_role(doc->model, l->role - 1)->sectors[0] == code3("GOV");
}

/* The reading of token `t` as somebody's given name, or NULL. */
static const reading *given_name(const morph_doc *doc, uint32_t t) {
  const word_info *w = doc->words[t];
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *r = &w->readings[n];
    if (FEATURE_POS(r->features) == POS_NAME && FEATURE_GENDER(r->features) &&
        !(r->proclitics & PROCLITIC_AL) && !r->enclitic)
      return r;
  }
  return NULL;
}

bool is_surname(const morph_doc *doc, const mention_doc *md, uint32_t first,
                uint32_t floor, const time_chain *c) {
  if (c->fields != CHAIN_WEEKDAY || first <= floor || !view_is_word(doc, first - 1) ||
      view_token(doc, first - 1)->kind != TOKEN_ARABIC || !morph_has(doc, first - 1))
    return false;
  const reading *name = given_name(doc, first - 1);
  if (!name) return false;
  bool told = first - 1 > floor && view_is_word(doc, first - 2) &&
              view_token(doc, first - 2)->kind == TOKEN_ARABIC &&
              morph_has(doc, first - 2);
  const reading *before = told ? morph_at(doc, first - 2) : NULL;
  bool titled =
      told && before->entry->kind == KIND_PERSON && before->proclitics & PROCLITIC_AL;
  if (told && is_ruler(doc, first - 2)) return false;
  const phrase_match *m;
  unsigned found = phrases_at(md, first - 1, &m);
  for (unsigned k = 0; k < found && !titled; k++)
    if (m[k].last == first) return false; /* one of the world's names */
  if (titled) return true;
  if (FEATURE_POS(morph_at(doc, first - 1)->features) != POS_NAME) return false;
  if (!told) return true;
  bool named = FEATURE_POS(before->features) == POS_NAME || before->lemma == 0;
  if (named && !name->proclitics) return false;
  if (FEATURE_POS(before->features) != POS_VERB) return true;
  return c->last < view_sentence_end(doc, first) && view_is_word(doc, c->last) &&
         morph_has(doc, c->last) &&
         morph_at(doc, c->last)->entry->kind == KIND_PERSON; /* «…, head of …» */
}

static bool year_led(const morph_doc *doc, uint32_t t) {
  static const uint16_t TAGS[] = {
      TAG_PREP_FI,     TAG_PREP_MUNDHU, TAG_PREP_HATTA, TAG_PREP_QABL, TAG_PREP_BAAD,
      TAG_PREP_KHILAL, TAG_PREP_MIN,    TAG_PREP_ILA,   TAG_PREP_BAYN, TAG_PREP_ATHNA};
  for (unsigned i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
    if (view_tag(doc, t, TAGS[i], PROCLITICS_NOUN)) return true;
  return false;
}

/* The year at the end of the mention before, joined to this one by to or and. */
static bool follows_year(const morph_doc *doc, const mention_doc *md, uint32_t t) {
  if (!md->times.n || t == 0) return false;
  const time_mention *m = &md->times.items[md->times.n - 1];
  if (m->last != t - 1 || strlen(m->value) != 4) return false;
  return view_clitics(doc, t - 1) == PROCLITIC_WA || view_mark(doc, t - 1, t) == '-' ||
         year_led(doc, t - 1);
}

/* «1995, 1998, 2013»: a comma joins it to the year before. */
static bool listed_year(const morph_doc *doc, const mention_doc *md, uint32_t t) {
  if (!md->times.n || t == 0 || view_mark(doc, t - 1, t) != ',') return false;
  const time_mention *m = &md->times.items[md->times.n - 1];
  return m->last == t - 1 && strlen(m->value) == 4;
}

static bool counts_after(const morph_doc *doc, uint32_t t, uint32_t limit,
                         int64_t value) {
  word_view v;
  if (t >= limit) return false;
  unsigned mark = view_mark(doc, t, limit);
  if (mark == '%' || mark == '$' || mark == '/') return true;
  if (!view_is_word(doc, t)) return false;
  if (view_quantity(doc, t, KIND_SET(QUANTITY_SCALE) | KIND_SET(QUANTITY_MEASURE), 0,
                    PROCLITICS_JOIN, &v))
    return true;
  if (!view_nominal(doc, t) || morph_at(doc, t)->proclitics) return false;
  /* What a number counts agrees with its last two digits: plural after 3-10, else
   * singular, in the accusative after 11-99. */
  uint32_t f = morph_at(doc, t)->features;
  int64_t rest = value % 100;
  unsigned letter = word_last_letter(view_token(doc, t)->key);
  if (FEATURE_POS(f) == POS_NAME) return false;
  if (rest >= 3 && rest <= 10) return FEATURE_NUMBER(f) == 3;
  bool accusative =
      letter == LETTER_ALEF || letter == LETTER_TEH_MARBUTA || letter == LETTER_HEH;
  return FEATURE_NUMBER(f) != 3 && (rest < 3 || accusative);
}

/* «between 2000 and 2500 passengers»: what the second figure counts, the first one counts
 * too. */
static bool between_counts(const morph_doc *doc, uint32_t t, uint32_t limit) {
  int64_t value;
  uint32_t p = t + 1;
  if (!view_tag(doc, t - 1, TAG_PREP_BAYN, PROCLITICS_NOUN)) return false;
  if (p < limit && view_clitics(doc, p) == PROCLITIC_WA) p++;
  return p < limit && view_digits(doc, p, &value) &&
         (value > 2100 || counts_after(doc, p + 1, limit, value));
}

bool year_stands(const morph_doc *doc, const mention_doc *md, uint32_t t, uint32_t limit,
                 uint32_t floor, bool edge, time_year *y) {
  word_view v;
  if (!year_read(doc, t, limit, GREGORIAN, false, y)) return false;
  if (y->era && y->calendar != GREGORIAN) return true;
  if (y->calendar != GREGORIAN || y->year < 1850 || y->year > 2100) return false;
  unsigned after = view_mark(doc, y->last, limit);
  if (y->era || edge) return true;
  if (t == floor)
    return (after == '-' || after == ':') &&
           t == view_sentence_start(doc, t); /* a line of a chronicle */
  const token *before = view_token(doc, t - 1);
  if (before->kind == TOKEN_OPEN &&
      (after == ')' || (after == ',' && view_plain_digits(doc, y->last + 1, 4))))
    return true;
  if (view_is_word(doc, t - 1) && view_tag(doc, t - 1, TAG_PREP_MUNDHU, PROCLITICS_NOUN))
    return true;
  if (follows_year(doc, md, t)) return true;
  if (y->last_year != y->year && y->last_year <= 2100 && y->year >= 1850 &&
      !counts_after(doc, y->last, limit, y->last_year) && before->kind != TOKEN_NUMBER &&
      !view_mark(doc, t - 1, t))
    return true; /* «the third phase, 2022-2025» */
  if (listed_year(doc, md, t) && !counts_after(doc, y->last, limit, y->last_year))
    return true;
  if (before->kind == TOKEN_LATIN)
    return view_calendar(doc, t - 1, KIND_SET(CALENDAR_MATCH), 0, 0, &v) &&
           v.value == MATCH_YEAR &&
           (y->last >= limit || view_token(doc, y->last)->kind != TOKEN_LATIN);
  if (counts_after(doc, y->last, limit, y->last_year) || before->kind != TOKEN_ARABIC ||
      between_counts(doc, t, limit))
    return false;
  if (year_led(doc, t - 1)) return true;
  const uint32_t names =
      KIND_SET(QUANTITY_LABEL) | KIND_SET(QUANTITY_MEASURE) | KIND_SET(QUANTITY_BOUND);
  return view_nominal(doc, t - 1) && !view_quantity(doc, t - 1, names, 0, 0, &v);
}
