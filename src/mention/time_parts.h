/* time_parts.h - the parts a time expression is made of, as they are written; nothing is
 * resolved yet.
 *
 * A day is said by a chain of parts in almost any order («the evening of yesterday,
 * Friday, 15 January»): a part of day, a relative day, a weekday, a day of a month, a
 * clock time, a direction. A period is a unit and a count («the last three days»).
 */
#ifndef RASID_MENTION_TIME_PARTS_H
#define RASID_MENTION_TIME_PARTS_H

#include "mention/number_grammar.h"

enum time_calendar { GREGORIAN, HIJRI, SOLAR };
enum time_unit {
  UNIT_NONE,
  UNIT_SECOND,
  UNIT_MINUTE,
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_YEAR,
  UNIT_DECADE,
  UNIT_CENTURY
};
enum day_part {
  PART_NONE,
  PART_DAWN,
  PART_MORNING,
  PART_NOON,
  PART_AFTERNOON,
  PART_EVENING,
  PART_NIGHT
};
/* Directions beside -1 last, 0 this, 1 next. */
enum { DIRECTION_BEFORE_LAST = -2, DIRECTION_AFTER_NEXT = 2 };
/* Words of kind `direction` that need a count («recent»). */
#define DIRECTION_RECENT (-2)

/* Values of kind `match` in calendar.tsv. */
enum {
  MATCH_SAME = 1,
  MATCH_FROM = 2,
  MATCH_COURSE = 3,
  MATCH_NAME = 4,
  MATCH_CURRENT = 5,
  MATCH_YEAR = 6,
  MATCH_AFTER = 7,       /* «the following day» */
  MATCH_BEFORE = 8,      /* «the day before» */
  MATCH_MEMORY = 10,     /* «the revolution of», before a day that names it */
  MATCH_DATE = 10000101, /* from here on yyyymmdd: «the attacks of 11 September» */
  MATCH_PUT_OFF = 14,    /* «put off», «extended», before the day to which */
  MATCH_FINANCIAL = 12,
  MATCH_SCHOOL = 13,
  MATCH_ERA = 15,     /* «the world of today», and names with «al-Yawm» */
  MATCH_TIME = 11,    /* «a decade of time» */
  MATCH_PROGRAMME = 9 /* «begins», «hosts»: with a weekday they announce */
};
/* Values of kind `era`. */
enum { ERA_HIJRI = 1, ERA_SOLAR = 4, ERA_SOLAR_LETTER = 5 };
/* Values of kind `ago`: the word itself; English numbers count from 20. */
enum { AGO_WORD = 1, AGO_NUMBERS = 20 };
/* Months of kind `month` that only stand between a day and a year. */
#define MONTH_RARE 20

enum chain_field {
  CHAIN_PART = 1,
  CHAIN_RELATIVE = 2,
  CHAIN_WEEKDAY = 4,
  CHAIN_DIRECTION = 8,
  CHAIN_DAY = 16,
  CHAIN_MONTH = 32,
  CHAIN_YEAR = 64,
  CHAIN_CLOCK = 128,
  CHAIN_LAST_DAY = 256,     /* a range of days in one month; the second day of a night */
  CHAIN_MONTH_SHIFT = 512,  /* «of the current month» */
  CHAIN_YEAR_SHIFT = 1024,  /* «of last year» */
  CHAIN_DAY_WORD = 2048,    /* the word «day» */
  CHAIN_PAIR = 4096,        /* the month was named twice or with the word month */
  CHAIN_OTHER_YEAR = 8192,  /* the year is Gregorian, the month is not: Ramadan 2017 */
  CHAIN_WEEK_SHIFT = 16384, /* «of last week» */
  CHAIN_REPEAT = 32768      /* «of every week», «on Thursdays» */
};

typedef struct time_chain {
  uint32_t first, last;
  uint32_t second; /* «27 and 31 July»: token of the second day where they are two
                      expressions, else 0 */
  unsigned fields;
  uint16_t proclitics; /* of the first token */
  uint8_t n_prefix;
  uint8_t calendar;
  int part, weekday, hour, minute;
  int32_t offset, direction, day, last_day, month, year, month_shift, year_shift,
      week_shift;
} time_chain;

typedef struct time_month {
  uint32_t last;
  uint8_t calendar;
  int32_t month;
  bool pair;    /* «September/Aylul», «the month of September» */
  bool certain; /* the word has no other meaning */
  bool strict;  /* counts only between a day and a year: it is another word besides */
} time_month;

typedef struct time_year {
  uint32_t last;
  int32_t year, last_year; /* the second of «1436-1437», else the same */
  uint8_t calendar;
  bool era; /* written with its era */
} time_year;

/* The month at `t`, with its second name («September/Aylul»). */
bool month_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_month *m);
/* The year at `t` in digits, with its era; `calendar`: of the month before it, if any.
 * Words where `words`. */
bool year_read(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned calendar,
               bool words, time_year *y);
/* The era at `t`: its calendar into *calendar; the tokens it takes, 0 for none. */
uint32_t era_read(const morph_doc *doc, uint32_t t, uint32_t limit, uint8_t *calendar);
/* «last», «this», «next», «before last» at `t` with the article; *last is set past it. */
bool direction_read(const morph_doc *doc, uint32_t t, uint32_t limit, int32_t *direction,
                    uint32_t *last);
/* The unit at `t` of one of `kinds` (unit, unit_dual, unit_plural). */
bool unit_read(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t kinds,
               unsigned need, unsigned bar, word_view *v);
/* A day of a month and what follows, or a month, at `t`. */
bool day_month_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c);
/* A clock time at `t`: «14:30», «the hour eight and a half». */
bool clock_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c);
/* Fields that say which day or month it is; a part of day or a clock time alone does not.
 */
/* A Hijri month begins where the moon is seen: as far off the tables as dates are. */
enum { SIGHTING_DAYS = 2 };

#define CHAIN_SAYS_DAY (CHAIN_RELATIVE | CHAIN_WEEKDAY | CHAIN_DAY | CHAIN_MONTH)
/* The chain that begins at `t`. */
bool chain_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c);
/* True for «this», «these» (not «that»). */
bool demonstrative_near(const morph_doc *doc, uint32_t t);

/* ---- what the readers of chains share ---- */
#define ARTICLE_ONLY (PROCLITICS_NOUN & ~(unsigned)PROCLITIC_AL)
#define ONE_UNIT KIND_SET(CALENDAR_UNIT)
#define ANY_UNIT \
  (ONE_UNIT | KIND_SET(CALENDAR_UNIT_DUAL) | KIND_SET(CALENDAR_UNIT_PLURAL))

/* The word at `t` is `unit` in the singular. */
static inline bool chain_is_unit(const morph_doc *doc, uint32_t t, uint32_t limit,
                                 int64_t unit, unsigned need, unsigned bar) {
  word_view v;
  return unit_read(doc, t, limit, KIND_SET(CALENDAR_UNIT), need, bar, &v) &&
         v.value == unit;
}

static inline void chain_begin(time_chain *c, uint32_t t, const word_view *v) {
  if (c->last > c->first) return;
  c->first = t;
  c->proclitics = v->proclitics;
  c->n_prefix = v->n_prefix;
}

/* Sets a field where the chain has none of `clash` yet. */
static inline bool chain_set(time_chain *c, unsigned field, unsigned clash) {
  if (c->fields & (field | clash)) return false;
  c->fields |= field;
  return true;
}

/* Feasts, values of kind `feast`. */
enum time_feast {
  FEAST_NONE,
  FEAST_FITR,
  FEAST_ADHA,
  FEAST_ASHURA,
  FEAST_MAWLID,
  FEAST_ARAFAH,
  FEAST_LABOUR = 8,
  FEAST_NOWRUZ,
  FEAST_HEAD, /* «feast of» */
  FEAST_TURN, /* «turn of» */
  FEAST_OF_PROPHET,
  FEAST_NEW_YEAR, /* these three have no word of their own */
  FEAST_HIJRI_NEW_YEAR,
  FEAST_CHRISTMAS,
  FEAST_NEAREST /* «the feast»: whichever of the two is nearer */
};

enum period_kind {
  PERIOD_SHIFT,  /* last week, this year: `direction` */
  PERIOD_YEAR,   /* the year 2015; 2011 and 2012 */
  PERIOD_COUNT,  /* three days */
  PERIOD_WINDOW, /* the last three days */
  PERIOD_DECADE, /* the nineties */
  PERIOD_CENTURY,
  PERIOD_SEASON,
  PERIOD_FEAST,
  PERIOD_QUARTER,
  PERIOD_SET /* daily, every Friday */
};

typedef struct time_period {
  uint32_t first, last;
  uint16_t proclitics;
  uint8_t n_prefix;
  uint8_t kind, unit, calendar;
  bool half, singular; /* and a half; the unit alone, without a number */
  int32_t direction, year, last_year, which;
  int64_t count, parts; /* parts: a fraction of the unit, its denominator */
  int64_t rest;         /* «three hours and 15 minutes»: what is over in ... */
  uint8_t rest_unit;    /* ... the smaller unit; UNIT_NONE where nothing is */
} time_period;

/* The tokens of a period begin at `t`, a word with these proclitics. */
static inline void period_begin(time_period *p, uint32_t t, unsigned proclitics,
                                unsigned n_prefix) {
  p->first = t;
  p->proclitics = (uint16_t)proclitics;
  p->n_prefix = (uint8_t)n_prefix;
}
/* A feast, a season, a quarter or half of a year at `t`, with its year or direction. */
bool feast_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p);
bool season_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p);
bool quarter_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p);
/* The period that begins at `t`. */
bool period_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p);

#endif
