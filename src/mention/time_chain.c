/* time_chain.c - a day as a chain of parts: «the evening of yesterday, Friday, 15 January
 * 2016, at eight».
 *
 * Parts come in almost any order, each at most once; small words (of, on, day,
 * corresponding to) and commas may join them.
 */
#include "mention/time_parts.h"
#include "mention/time_ties.h"

static unsigned last_letter(const morph_doc *doc, uint32_t t) {
  return word_last_letter(view_token(doc, t)->key);
}

/* The word «like» (mithl). */
static bool is_like(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  if (!view_is_word(doc, t)) return false;
  unsigned n = word_unpack(word_fold(view_token(doc, t)->key), letters);
  return n >= 3 && n <= 4 && letters[n - 3] == LETTER_MEEM &&
         letters[n - 2] == LETTER_THEH && letters[n - 1] == LETTER_LAM;
}

/* «today»: the word day with the article, alone. «The second day», «the following day»,
 * «a day» are none. */
static bool today_read(const morph_doc *doc, uint32_t t, uint32_t limit,
                       const time_chain *c) {
  word_view v;
  bool start = t == view_sentence_start(doc, t), alone = c->last == c->first;
  bool next_word = t + 1 < limit && view_is_word(doc, t + 1);
  if (next_word &&
      view_calendar(doc, t + 1, KIND_SET(CALENDAR_WEEKDAY) | KIND_SET(CALENDAR_DAYPART),
                    0, 0, &v))
    return true;
  if (!start && alone && view_is_word(doc, t - 1) &&
      view_tag(doc, t - 1, TAG_PREP_FI, PROCLITICS_NOUN))
    return false; /* a day, per day */
  /* a newspaper: «Al-Yawm», spoke to «Al-Yawm» */
  bool quoted = !start && view_token(doc, t - 1)->kind == TOKEN_QUOTE_OPEN &&
                t + 1 < limit && view_token(doc, t + 1)->kind == TOKEN_QUOTE_CLOSE;
  if (quoted && t - 1 > view_sentence_start(doc, t) &&
      (view_nominal(doc, t - 2) || view_clitics(doc, t - 2)))
    return false;
  if (t > view_sentence_start(doc, t) + 1 && demonstrative_near(doc, t - 1) &&
      is_like(doc, t - 2))
    return false; /* «on a day like this of last year» */
  if (!next_word) return true;
  if (t + 2 < limit && view_clitics(doc, t + 1) == PROCLITIC_AL &&
      view_token(doc, t + 2)->kind == TOKEN_NUMBER)
    return false; /* «the day, the 14th of» */
  if (view_quantity(doc, t + 1, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY,
                    &v))
    return false;
  if (view_calendar(doc, t + 1, KIND_SET(CALENDAR_DIRECTION), PROCLITIC_AL, ARTICLE_ONLY,
                    &v))
    return false;
  const reading *next = morph_at(doc, t + 1);
  unsigned pos = FEATURE_POS(next->features);
  bool adjective =
      (pos == POS_ADJ || pos == POS_NISBA) && (next->proclitics == PROCLITIC_AL) &&
      FEATURE_GENDER(next->features) != 2 && FEATURE_NUMBER(next->features) < 2;
  return !adjective;
}

/* True where «after» stands before `t`. */
static bool after_before(const morph_doc *doc, uint32_t t) {
  return t > view_sentence_start(doc, t) && view_is_word(doc, t - 1) &&
         view_tag(doc, t - 1, TAG_PREP_BAAD, PROCLITICS_NOUN);
}

static bool take_relative(const morph_doc *doc, uint32_t t, uint32_t limit,
                          time_chain *c) {
  word_view v = {0}, w;
  unsigned night_letter = last_letter(doc, t);
  int32_t direction = 0;
  uint32_t last = t + 1;
  if (view_calendar(doc, t, KIND_SET(CALENDAR_RELATIVE_DAY), 0, 0, &v)) {
    if (v.value > 0 && (v.proclitics & PROCLITIC_AL) &&
        !(c->fields & (CHAIN_DAY_WORD | CHAIN_PART)) && !after_before(doc, t) &&
        !(v.proclitics & (PROCLITIC_BI | PROCLITIC_LI)))
      return false; /* al-ghad alone may be a newspaper or a party */
    if (v.value > 0 && !(v.proclitics & PROCLITIC_AL) &&
        last_letter(doc, t) != LETTER_ALEF && view_token(doc, t)->kind == TOKEN_ARABIC &&
        !(c->fields & (CHAIN_DAY_WORD | CHAIN_PART)) && !after_before(doc, t))
      return false;
    if (!chain_set(c, CHAIN_RELATIVE, CHAIN_MONTH)) return false;
    c->offset = (int32_t)v.value;
    chain_begin(c, t, &v);
    c->last = t + 1;
    if (v.value == -1 && t + 1 < limit &&
        view_quantity(doc, t + 1, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY,
                      &w) &&
        w.value == 1) {
      c->offset = -2; /* «yesterday the first» */
      c->last = t + 2;
    }
    return true;
  }
  if (chain_is_unit(doc, t, limit, UNIT_DAY, PROCLITIC_AL, 0) &&
      view_token(doc, t)->kind == TOKEN_ARABIC) {
    if (t > view_sentence_start(doc, t) && demonstrative_far(doc, t - 1))
      return false; /* «that day» */
    if (!today_read(doc, t, limit, c) ||
        !chain_set(c, CHAIN_RELATIVE, CHAIN_MONTH | CHAIN_WEEKDAY))
      return false;
    c->offset = 0;
    view_calendar(doc, t, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL, 0, &v);
    chain_begin(c, t, &v);
    c->last = t + 1;
    return true;
  }
  /* «tonight», «last night» */
  if (view_calendar(doc, t, KIND_SET(CALENDAR_DAYPART), PROCLITIC_AL, 0, &v) &&
      v.value == PART_NIGHT &&
      (direction_read(doc, t + 1, limit, &direction, &last) ||
       night_letter == LETTER_TEH_MARBUTA || night_letter == LETTER_HEH)) {
    if (direction > 0) return false;
    if (last == t + 1 && last < limit &&
        view_quantity(doc, last, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY,
                      &w))
      return false; /* «for the second night» */
    if (t > view_sentence_start(doc, t) &&
        (demonstrative_far(doc, t - 1) ||
         (last == t + 1 && view_tag(doc, t - 1, TAG_PREP_FI, PROCLITICS_JOIN))))
      return false; /* «that night», «in the night between …» */
    if ((c->fields & CHAIN_PART) ||
        !chain_set(c, CHAIN_RELATIVE, CHAIN_MONTH | CHAIN_WEEKDAY))
      return false;
    c->fields |= CHAIN_PART;
    c->part = PART_NIGHT;
    c->offset = direction;
    chain_begin(c, t, &v);
    c->last = last;
    return true;
  }
  /* «this evening» */
  if (c->last == c->first && t > view_sentence_start(doc, t) &&
      demonstrative_near(doc, t - 1) &&
      view_calendar(doc, t, KIND_SET(CALENDAR_DAYPART), PROCLITIC_AL, ARTICLE_ONLY, &v)) {
    if (v.value == PART_AFTERNOON) return false; /* «this age» */
    c->fields |= CHAIN_RELATIVE | CHAIN_PART;
    c->part = (int)v.value;
    c->offset = 0;
    c->first = t - 1;
    c->proclitics = 0;
    c->n_prefix = 0;
    c->last = t + 1;
    return true;
  }
  return false;
}

/* «the day before yesterday» in two or three words: first (of) yesterday; after tomorrow
 * is read by the look back of time.c. */
static bool take_before_yesterday(const morph_doc *doc, uint32_t t, uint32_t limit,
                                  time_chain *c) {
  word_view v, day;
  if (!view_quantity(doc, t, KIND_SET(QUANTITY_ORDINAL), 0, PROCLITIC_AL, &v) ||
      v.value != 1)
    return false;
  uint32_t p = t + 1;
  if (p < limit && view_tag(doc, p, TAG_PREP_MIN, 0)) p++;
  if (p >= limit ||
      !view_calendar(doc, p, KIND_SET(CALENDAR_RELATIVE_DAY), 0, ARTICLE_ONLY, &day) ||
      day.value != -1 || !chain_set(c, CHAIN_RELATIVE, CHAIN_MONTH))
    return false;
  chain_begin(c, t, &v);
  c->offset = -2;
  c->last = p + 1;
  return true;
}

/* «after tomorrow» behind a part of day or a clock time. */
static bool take_after_tomorrow(const morph_doc *doc, uint32_t t, uint32_t limit,
                                time_chain *c) {
  word_view v;
  if (c->last == c->first || t + 1 >= limit || !view_is_word(doc, t) ||
      !view_tag(doc, t, TAG_PREP_BAAD, 0) || !view_is_word(doc, t + 1) ||
      !view_calendar(doc, t + 1, KIND_SET(CALENDAR_RELATIVE_DAY), 0, ARTICLE_ONLY, &v) ||
      v.value != 1 || !chain_set(c, CHAIN_RELATIVE, CHAIN_MONTH | CHAIN_WEEKDAY))
    return false;
  c->offset = 2;
  c->last = t + 2;
  return true;
}

/* «the night of Friday to Saturday», «Friday/Saturday»: the second day of a night. */
static bool take_second_day(const morph_doc *doc, uint32_t t, uint32_t limit,
                            time_chain *c) {
  word_view v;
  if (!(c->fields & CHAIN_WEEKDAY) || !(c->fields & CHAIN_PART) ||
      c->part != PART_NIGHT || (c->fields & CHAIN_LAST_DAY))
    return false;
  unsigned mark = view_mark(doc, t, limit);
  uint32_t p = t + (mark == '/' || mark == '-');
  if (p == t && view_is_word(doc, t) && view_tag(doc, t, TAG_PREP_ILA, 0)) p++;
  if (p >= limit ||
      !view_calendar(doc, p, KIND_SET(CALENDAR_WEEKDAY), PROCLITIC_AL, ARTICLE_ONLY,
                     &v) ||
      v.value != c->weekday % 7 + 1)
    return false;
  c->fields |= CHAIN_LAST_DAY;
  c->last = p + 1;
  return true;
}

static bool take_weekday(const morph_doc *doc, uint32_t t, time_chain *c) {
  word_view v;
  if (!view_calendar(doc, t, KIND_SET(CALENDAR_WEEKDAY), 0, 0, &v)) return false;
  bool arabic = view_token(doc, t)->kind == TOKEN_ARABIC;
  if (arabic && !(v.proclitics & PROCLITIC_AL) && !(c->fields & CHAIN_DAY_WORD))
    return false;
  if (!arabic && !(view_token(doc, t)->flags & TOKEN_CAPITAL)) return false;
  if (c->last > c->first && (v.proclitics & ARTICLE_ONLY)) return false;
  if (!chain_set(c, CHAIN_WEEKDAY, 0)) return false;
  c->weekday = (int)v.value;
  chain_begin(c, t, &v);
  c->last = t + 1;
  return true;
}

/* A part of day; after the day it must be written as an adverb («yesterday
 * in-the-morning»). */
static bool take_part(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c) {
  word_view v;
  if (c->fields & CHAIN_PART ||
      !view_calendar(doc, t, KIND_SET(CALENDAR_DAYPART), 0, 0, &v))
    return false;
  bool day =
      (c->fields & (CHAIN_RELATIVE | CHAIN_WEEKDAY | CHAIN_DAY | CHAIN_CLOCK)) != 0;
  bool adverb = last_letter(doc, t) == LETTER_ALEF ||
                last_letter(doc, t) == LETTER_HAMZA ||
                (view_token(doc, t)->flags & TOKEN_TANWIN);
  if (view_token(doc, t)->kind == TOKEN_LATIN) adverb = true;
  if (day && !adverb && !(c->fields & CHAIN_CLOCK)) return false;
  if (c->last > c->first && (v.proclitics & ARTICLE_ONLY)) return false;
  (void)limit;
  c->fields |= CHAIN_PART;
  c->part = (int)v.value;
  chain_begin(c, t, &v);
  c->last = t + 1;
  return true;
}

static bool take_date(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c) {
  int32_t f[3];
  word_view none = {0};
  if (view_token(doc, t)->kind != TOKEN_DATE ||
      text_number_fields(doc->text, view_token(doc, t), f) != 3)
    return false;
  int32_t day = f[0], month = f[1], year = f[2];
  if (f[0] > 31) day = f[2], year = f[0];
  if (month > 12 && day <= 12) {
    int32_t swapped = day;
    day = month;
    month = swapped;
  }
  if (year < 100) year += 2000;
  if (month < 1 || month > 12 || day < 1 || day > 31 ||
      !chain_set(c, CHAIN_DAY, CHAIN_MONTH | CHAIN_YEAR))
    return false;
  c->fields |= CHAIN_MONTH | CHAIN_YEAR;
  c->day = day;
  c->month = month;
  c->year = year;
  c->calendar = year >= 1300 && year < 1500 ? HIJRI : GREGORIAN;
  chain_begin(c, t, &none);
  c->last = t + 1;
  uint8_t era = c->calendar;
  c->last += era_read(doc, c->last, limit, &era);
  if (year < 1500) c->calendar = era; /* «2015» of the Hijra is a slip */
  return true;
}

/* A date written with blanks: «27 / 8 / 1412». */
static bool take_spaced_date(const morph_doc *doc, uint32_t t, uint32_t limit,
                             time_chain *c) {
  int64_t day, month;
  time_year y;
  word_view none = {0};
  unsigned mark = view_mark(doc, t + 1, limit);
  if ((mark != '/' && mark != '-') || t + 4 >= limit ||
      view_mark(doc, t + 3, limit) != mark || (c->fields & (CHAIN_DAY | CHAIN_MONTH)))
    return false;
  if (!view_digits(doc, t, &day) || !view_digits(doc, t + 2, &month) || day < 1 ||
      day > 31 || month < 1 || month > 12 ||
      !year_read(doc, t + 4, limit, GREGORIAN, false, &y) || y.last_year != y.year)
    return false;
  c->fields |= CHAIN_DAY | CHAIN_MONTH | CHAIN_YEAR;
  c->day = (int32_t)day;
  c->month = (int32_t)month;
  c->year = y.year;
  c->calendar = y.year < 1500 ? HIJRI : y.calendar;
  chain_begin(c, t, &none);
  c->last = y.last;
  return true;
}

/* A preposition, «day» or a weekday stands before `t`. */
static bool led_by_day(const morph_doc *doc, uint32_t t) {
  word_view v;
  return t > view_sentence_start(doc, t) && view_is_word(doc, t - 1) &&
         (FEATURE_POS(morph_at(doc, t - 1)->features) == POS_PREP ||
          view_calendar(doc, t - 1, KIND_SET(CALENDAR_UNIT), 0, 0, &v) ||
          view_calendar(doc, t - 1, KIND_SET(CALENDAR_WEEKDAY), 0, 0, &v));
}

/* «the first half», «the second week»: the ordinal at `t` says which part of a month, not
 * which day. */
static bool counts_parts(const morph_doc *doc, uint32_t t) {
  word_view v;
  if (t == view_sentence_start(doc, t) || !view_is_word(doc, t) ||
      !view_is_word(doc, t - 1) ||
      !view_quantity(doc, t, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY, &v))
    return false;
  return view_quantity(doc, t - 1, KIND_SET(QUANTITY_FRACTION), PROCLITIC_AL, 0, &v) ||
         (view_calendar(doc, t - 1, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL, 0, &v) &&
          v.value == UNIT_WEEK);
}

static bool take_day_month(const morph_doc *doc, uint32_t t, uint32_t limit,
                           time_chain *c) {
  if (c->fields & (CHAIN_DAY | CHAIN_MONTH | CHAIN_DIRECTION)) return false;
  if (counts_parts(doc, t)) return false;
  time_chain kept = *c;
  if (day_month_read(doc, t, limit, c)) {
    bool nil = c->calendar == HIJRI && c->month == 2 && !(c->fields & CHAIN_YEAR) &&
               view_token(doc, t)->kind == TOKEN_NUMBER &&
               (view_mark(doc, t + 1, limit) == '-' ||
                view_mark(doc, t + 1, limit) == '/' || !led_by_day(doc, t)) &&
               !(c->last < limit && view_token(doc, c->last)->kind == TOKEN_NUMBER);
    if (!nil) return true; /* «1 - nil»: zero is spelt like Safar */
  }
  *c = kept;
  return false;
}

/* «(on the days of) Thursday»: one weekday and none joined to it; «Thursday and Friday»
 * are two days. A direction says which Thursday. */
static bool lone_weekday(const morph_doc *doc, uint32_t t, uint32_t limit) {
  word_view v;
  int32_t direction;
  uint32_t last;
  if (t >= limit ||
      !view_calendar(doc, t, KIND_SET(CALENDAR_WEEKDAY), PROCLITIC_AL, ARTICLE_ONLY, &v))
    return false;
  uint32_t p = t + 1;
  if (p >= limit || direction_read(doc, p, limit, &direction, &last)) return p >= limit;
  if (view_token(doc, p)->kind == TOKEN_NUMBER) return false;
  p += view_mark(doc, p, limit) == ',' || view_mark(doc, p, limit) == '(';
  return p >= limit || (view_token(doc, p)->kind != TOKEN_NUMBER &&
                        !view_calendar(doc, p, KIND_SET(CALENDAR_WEEKDAY), 0, 0, &v));
}

/* «of last week», «of this week», «of every week» after a weekday. */
static bool take_week(const morph_doc *doc, uint32_t limit, time_chain *c) {
  uint32_t p = c->last + 1, last;
  word_view v;
  const unsigned clash = CHAIN_DIRECTION | CHAIN_RELATIVE | CHAIN_MONTH | CHAIN_LAST_DAY |
                         CHAIN_WEEK_SHIFT | CHAIN_REPEAT;
  if (!(c->fields & CHAIN_WEEKDAY) || (c->fields & clash) || p + 1 >= limit ||
      !view_tag(doc, c->last, TAG_PREP_MIN, 0))
    return false;
  bool every = view_tag(doc, p, TAG_DET_ALL, 0), near = demonstrative_near(doc, p);
  if (!unit_read(doc, p + (every || near), limit, ONE_UNIT, every ? 0 : PROCLITIC_AL,
                 every ? PROCLITICS_NOUN : ARTICLE_ONLY, &v) ||
      v.value != UNIT_WEEK)
    return false;
  c->week_shift = 0;
  last = p + 2;
  if (!every && !near && !direction_read(doc, p + 1, limit, &c->week_shift, &last))
    return false;
  c->fields |= every ? CHAIN_REPEAT : CHAIN_WEEK_SHIFT;
  c->last = last;
  return true;
}

/* The word «day» before what day it is. */
static bool take_day_word(const morph_doc *doc, uint32_t t, uint32_t limit,
                          time_chain *c) {
  word_view v;
  if (c->fields & (CHAIN_DAY_WORD | CHAIN_RELATIVE | CHAIN_WEEKDAY | CHAIN_DAY) ||
      !unit_read(doc, t, limit,
                 KIND_SET(CALENDAR_UNIT) | KIND_SET(CALENDAR_UNIT_DUAL) |
                     KIND_SET(CALENDAR_UNIT_PLURAL),
                 0, PROCLITIC_AL, &v) ||
      v.value % 20 != UNIT_DAY || (v.kind == CALENDAR_UNIT_DUAL && v.value == UNIT_DAY))
    return false;
  if (v.kind == CALENDAR_UNIT_PLURAL && lone_weekday(doc, t + 1, limit))
    c->fields |= CHAIN_REPEAT;
  c->fields |= CHAIN_DAY_WORD;
  chain_begin(c, t, &v);
  c->last = t + 1;
  return true;
}

static bool take_direction(const morph_doc *doc, uint32_t t, uint32_t limit,
                           time_chain *c) {
  int32_t direction;
  uint32_t last;
  if (!(c->fields & CHAIN_WEEKDAY) ||
      (c->fields & (CHAIN_DIRECTION | CHAIN_RELATIVE | CHAIN_MONTH)) ||
      !direction_read(doc, t, limit, &direction, &last))
    return false;
  c->fields |= CHAIN_DIRECTION;
  c->direction = direction;
  c->last = last;
  return true;
}

/* Kinds of word that begin each part; others are not tried. */
#define DAY_NUMBERS                                                              \
  (KIND_SET(QUANTITY_UNIT) | KIND_SET(QUANTITY_TEEN) | KIND_SET(QUANTITY_TENS) | \
   KIND_SET(QUANTITY_ORDINAL))
#define MONTH_WORDS                                            \
  (KIND_SET(CALENDAR_MONTH) | KIND_SET(CALENDAR_HIJRI_MONTH) | \
   KIND_SET(CALENDAR_SOLAR_MONTH) | KIND_SET(CALENDAR_HEAD))

static bool take_word(const morph_doc *doc, uint32_t t, uint32_t limit,
                      uint32_t quantities, uint32_t calendar, time_chain *c) {
  bool unit = (calendar & ANY_UNIT) != 0,
       ordinal = (quantities & KIND_SET(QUANTITY_ORDINAL)) != 0;
  bool part = (calendar & KIND_SET(CALENDAR_DAYPART)) != 0;
  bool month = (calendar & MONTH_WORDS) ||
               (unit && chain_is_unit(doc, t, limit, UNIT_MONTH, 0, 0));
  if ((month || (quantities & DAY_NUMBERS)) && take_day_month(doc, t, limit, c))
    return true;
  if (ordinal && take_before_yesterday(doc, t, limit, c)) return true;
  if ((unit || part || (calendar & KIND_SET(CALENDAR_RELATIVE_DAY))) &&
      take_relative(doc, t, limit, c))
    return true;
  if ((calendar & KIND_SET(CALENDAR_WEEKDAY)) && take_weekday(doc, t, c)) return true;
  if ((unit || ordinal) && !(c->fields & CHAIN_CLOCK)) {
    time_chain kept = *c;
    if (clock_read(doc, t, limit, c)) return true;
    *c = kept;
  }
  return (part && take_part(doc, t, limit, c)) ||
         (unit && take_day_word(doc, t, limit, c));
}

static bool take_part_of_chain(const morph_doc *doc, uint32_t t, uint32_t limit,
                               time_chain *c) {
  if (t >= limit) return false;
  uint32_t quantities, calendar;
  switch (view_token(doc, t)->kind) {
    case TOKEN_DATE: return take_date(doc, t, limit, c);
    case TOKEN_CLOCK: return !(c->fields & CHAIN_CLOCK) && clock_read(doc, t, limit, c);
    case TOKEN_NUMBER:
      return take_spaced_date(doc, t, limit, c) || take_day_month(doc, t, limit, c);
    case TOKEN_ARABIC:
    case TOKEN_LATIN: break;
    default: return false;
  }
  if (take_direction(doc, t, limit, c) || take_after_tomorrow(doc, t, limit, c))
    return true;
  view_kinds(doc, t, &quantities, &calendar);
  return (quantities || calendar) && take_word(doc, t, limit, quantities, calendar, c);
}

/* Where the next part may stand after a small word or a comma; 0 where nothing joins. */
static uint32_t chain_link(const morph_doc *doc, uint32_t limit, const time_chain *c) {
  uint32_t p = c->last;
  word_view v;
  if (p + 1 >= limit) return 0;
  unsigned mark = view_mark(doc, p, limit);
  bool day_missing = !(c->fields & (CHAIN_DAY | CHAIN_MONTH));
  if (mark == ',' || mark == '(' || view_token(doc, p)->kind == TOKEN_QUOTE_OPEN)
    return (c->fields & (CHAIN_WEEKDAY | CHAIN_RELATIVE)) && day_missing ? p + 1 : 0;
  if (!view_is_word(doc, p)) return 0;
  if (view_calendar(doc, p, KIND_SET(CALENDAR_MATCH), 0, PROCLITICS_JOIN, &v) &&
      v.value == MATCH_SAME)
    return (c->fields & CHAIN_WEEKDAY) && day_missing ? p + 1 : 0;
  if (view_tag(doc, p, TAG_PREP_MIN, 0))
    return c->fields & (CHAIN_PART | CHAIN_CLOCK) &&
                   !(c->fields & (CHAIN_RELATIVE | CHAIN_WEEKDAY)) && day_missing
               ? p + 1
               : 0;
  /* «at three in the after-noon» */
  if (view_tag(doc, p, TAG_PREP_BAAD, 0))
    return (c->fields & CHAIN_CLOCK) && !(c->fields & CHAIN_PART) &&
                   view_calendar(doc, p + 1, KIND_SET(CALENDAR_DAYPART), 0, ARTICLE_ONLY,
                                 &v) &&
                   v.value == PART_NOON
               ? p + 1
               : 0;
  /* «at the hour eight», «at about the hour» */
  if (!(c->fields & CHAIN_CLOCK))
    for (uint32_t q = p + 1; q < limit && q <= p + 3; q++) {
      if (!view_is_word(doc, q)) break;
      if (view_calendar(doc, q, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL, ARTICLE_ONLY,
                        &v) &&
          v.value == UNIT_HOUR)
        return FEATURE_POS(morph_at(doc, p)->features) == POS_PREP ? q : 0;
    }
  return 0;
}

/* «the morning of this day», «the evening of this Sunday». */
static bool take_this_day(const morph_doc *doc, uint32_t limit, time_chain *c) {
  if (c->fields != CHAIN_PART || c->last >= limit || !demonstrative_near(doc, c->last))
    return false;
  time_chain kept = *c;
  if (take_part_of_chain(doc, c->last + 1, limit, c) &&
      c->fields & (CHAIN_RELATIVE | CHAIN_WEEKDAY))
    return true;
  *c = kept;
  return false;
}

bool chain_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c) {
  memset(c, 0, sizeof *c);
  c->first = c->last = t;
  if (!take_part_of_chain(doc, t, limit, c)) return false;
  for (;;) {
    if (take_second_day(doc, c->last, limit, c) || take_week(doc, limit, c) ||
        take_part_of_chain(doc, c->last, limit, c))
      continue;
    if (take_this_day(doc, limit, c)) continue;
    uint32_t p = chain_link(doc, limit, c);
    if (!p) break;
    time_chain kept = *c;
    bool bracket = view_mark(doc, c->last, limit) == '(';
    bool quote = view_token(doc, c->last)->kind == TOKEN_QUOTE_OPEN;
    bool comma = view_mark(doc, c->last, limit) == ',';
    if (!take_part_of_chain(doc, p, limit, c) ||
        (comma && (c->fields & ~kept.fields) == CHAIN_PART) ||
        (bracket && view_mark(doc, c->last, limit) != ')') ||
        (quote &&
         (c->last >= limit || view_token(doc, c->last)->kind != TOKEN_QUOTE_CLOSE ||
          (c->fields & ~kept.fields) != CHAIN_WEEKDAY))) {
      *c = kept;
      break;
    }
    c->last += bracket || quote;
  }
  return true;
}
