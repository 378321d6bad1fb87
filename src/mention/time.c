/* time.c - every time expression of a document, with its value.
 *
 * At each token that may begin one, a day (time_chain.c), a period (time_period.c) or a
 * bare year is read; then what stands before is added (since, ago, the beginning of), and
 * two ends of a range are joined.
 */
#include "mention/number_grammar.h"
#include "mention/time_anchor.h"
#include "mention/time_sense.h"
#include "mention/time_tense.h"
#include "mention/time_ties.h"

#include <stdlib.h>

typedef struct time_reader {
  const morph_doc *doc;
  mention_doc *md;
  arena *memory;
  uint32_t floor;   /* tokens before are taken */
  time_chain chain; /* the last day that was put: its year may yet be said */
} time_reader;

/* A candidate: its tokens, and where its bytes begin. */
typedef struct candidate {
  uint32_t first, last, start;
  bool year; /* bare year or the word year and a year */
} candidate;

static uint32_t sentence_floor(const time_reader *r, uint32_t t) {
  uint32_t start = view_sentence_start(r->doc, t);
  return start > r->floor ? start : r->floor;
}

/* ---- putting a mention ---- */

static void set_flags(const time_reader *r, time_mention *m) {
  int32_t written = r->md->anchor.written;
  m->historical = m->future = false;
  if (!m->has_value || written == INT32_MIN || m->type > TIME_TIME) return;
  m->historical = m->day_to != INT32_MAX && m->day_to < written - 366;
  m->future = m->day_from != INT32_MIN && m->day_from > written;
}

static bool put_time(time_reader *r, const candidate *c, time_mention *m) {
  m->first = c->first;
  m->last = c->last;
  m->start = c->start;
  m->end = view_token(r->doc, c->last - 1)->end;
  set_flags(r, m);
  time_mention *at = ARRAY_PUSH(r->memory, &r->md->times);
  if (!at) return false;
  *at = *m;
  for (uint32_t t = m->first; t < m->last; t++) r->md->time_at[t] = r->md->times.n;
  r->floor = m->last;
  return true;
}

/* Leaves out the candidate, and keeps where and why. */
static bool put_fault(time_reader *r, const candidate *c, enum time_fault_kind kind) {
  time_fault *at = ARRAY_PUSH(r->memory, &r->md->time_faults);
  if (!at) return false;
  *at = (time_fault){c->start, view_token(r->doc, c->last - 1)->end, kind};
  r->floor = c->last;
  return true;
}

/* True where a word of kind `match` and this value stands before the candidate. */
static bool match_before(const time_reader *r, const candidate *c, int64_t value) {
  word_view v;
  return c->first > sentence_floor(r, c->first) &&
         view_calendar(r->doc, c->first - 1, KIND_SET(CALENDAR_MATCH), 0, 0, &v) &&
         v.value == value;
}

/* Takes the token before into the candidate, whole. */
static void extend(const time_reader *r, candidate *c) {
  c->first--;
  c->start = view_word_start(r->doc, c->first);
}

/* 1 beginning, 2 middle, 3 end before the candidate; 0 none. */
static int edge_before(const time_reader *r, const candidate *c) {
  word_view v;
  bool found =
      c->first > sentence_floor(r, c->first) &&
      view_calendar(r->doc, c->first - 1, KIND_SET(CALENDAR_EDGE), 0, PROCLITIC_AL, &v);
  return found ? (int)v.value : 0;
}

/* The edge «last» counts things as well: «the last 2000». */
static bool edge_counts(const time_reader *r, const candidate *c) {
  word_view v;
  return view_calendar(r->doc, c->first - 1, KIND_SET(CALENDAR_DIRECTION), 0, 0, &v);
}

static bool tag_before(const time_reader *r, const candidate *c, unsigned tag) {
  return c->first > sentence_floor(r, c->first) &&
         view_tag(r->doc, c->first - 1, tag, PROCLITICS_JOIN);
}

/* «since» before the candidate makes its value open. */
static void since_before(time_reader *r, candidate *c, time_mention *m) {
  if (m->type > TIME_TIME) return;
  if (tag_before(r, c, TAG_PREP_MIN)) {
    c->first--;
    if (!match_before(r, c, MATCH_FROM)) {
      c->first++;
      return;
    }
  } else if (!tag_before(r, c, TAG_PREP_MUNDHU)) {
    return;
  }
  extend(r, c);
  since_value(m);
}

/* ---- ranges ---- */

/* True where the year of a day or month was not said but found by its nearness. */
static bool year_is_open(const time_chain *c) {
  const unsigned dated = CHAIN_YEAR | CHAIN_YEAR_SHIFT | CHAIN_DIRECTION |
                         CHAIN_MONTH_SHIFT | CHAIN_LAST_DAY;
  return c && (c->fields & CHAIN_MONTH) && !(c->fields & dated);
}

/* Gives `m` the value its chain has when counted from `base`, to the past or future. */
static void count_anew(time_mention *m, const time_chain *c, int32_t base, bool future) {
  time_mention other = {0};
  time_context context = {.base = base, .future = future, .past = !future};
  if (chain_value(&context, c, &other) || !other.has_value ||
      strlen(other.value) != strlen(m->value))
    return;
  memcpy(m->value, other.value, sizeof m->value);
  m->day_from = other.day_from;
  m->day_to = other.day_to;
}

/* «from 16 August to 12 September 1998»: the first end of a range has the year of the
 * second, or the year before it; where neither year is said, the second end is the next
 * one after the first. `a` was made of the chain kept in `r`, `b` of `c`. */
static void years_of_range(const time_reader *r, time_mention *a, time_mention *b,
                           const time_chain *c) {
  if (!a->has_value || !b->has_value || r->chain.last != a->last ||
      !year_is_open(&r->chain) || a->day_from == INT32_MIN || b->day_from == INT32_MIN)
    return;
  if (year_is_open(c))
    count_anew(b, c, a->day_from, true);
  else
    count_anew(a, &r->chain, b->day_from, false);
}

/* Two bare weekdays of which the second was found before the first. */
static bool weekdays_apart(const time_reader *r, const time_mention *a,
                           const time_mention *b, const time_chain *c) {
  const unsigned bare = CHAIN_WEEKDAY | CHAIN_DAY_WORD | CHAIN_PART;
  return a->single_day && b->single_day && r->chain.last == a->last &&
         (c->fields & CHAIN_WEEKDAY) && (r->chain.fields & CHAIN_WEEKDAY) &&
         !(c->fields & ~bare) && !(r->chain.fields & ~bare) &&
         a->day_from > b->day_from && a->day_from - b->day_from < 7;
}

/* «ghaya» of «ila ghayat»: as far as. */
static bool is_extent(const morph_doc *doc, uint32_t t) {
  static const uint8_t GHAYA[] = {LETTER_GHAIN, LETTER_ALEF, LETTER_YEH,
                                  LETTER_TEH_MARBUTA};
  uint8_t letters[WORD_MAX_LETTERS];
  return view_is_word(doc, t) &&
         word_unpack(view_token(doc, t)->key, letters) == sizeof GHAYA &&
         memcmp(letters, GHAYA, sizeof GHAYA) == 0;
}

/* Joins the last two mentions where words between and before make them one range; `c`:
 * the chain of the last, NULL where it was none. */
static void join_range(time_reader *r, const time_chain *c) {
  const morph_doc *doc = r->doc;
  if (r->md->times.n < 2) return;
  time_mention *a = &r->md->times.items[r->md->times.n - 2], *b = a + 1, whole = *a;
  if (view_token(doc, a->first)->sentence != view_token(doc, b->first)->sentence) return;
  uint32_t gap = b->first - a->last;
  bool since = view_is_word(doc, a->first) &&
               view_tag(doc, a->first, TAG_PREP_MUNDHU, PROCLITICS_NOUN);
  if (gap == 2 && is_extent(doc, a->last + 1)) gap = 1; /* «up to the extent of» */
  if (gap > 1 || (a->first == view_sentence_start(doc, a->first) && !since)) return;
  uint32_t before = since ? a->first : a->first - 1;
  bool between = view_tag(doc, before, TAG_PREP_BAYN, PROCLITICS_NOUN);
  bool from = since || view_tag(doc, before, TAG_PREP_MIN, PROCLITICS_NOUN);
  bool to = gap == 1 && view_is_word(doc, a->last) &&
            (view_tag(doc, a->last, TAG_PREP_ILA, PROCLITIC_WA) ||
             view_tag(doc, a->last, TAG_PREP_HATTA, PROCLITIC_WA));
  bool and = gap == 1 ? view_clitics(doc, a->last) == PROCLITIC_WA
                      : view_is_word(doc, b->first) &&
                            (morph_at(doc, b->first)->proclitics & PROCLITIC_WA);
  if (!((between && (and || to)) || (from && to))) return;
  time_mention from_day = *a;
  if (c && weekdays_apart(r, a, b, c)) { /* «from Monday to Thursday»: one week */
    bool coming = a->day_from > r->md->anchor.written;
    day_value(coming ? b : &from_day, coming ? 7 : -7);
  }
  size_t n = strlen(from_day.value);
  if (since && n > 3 && strcmp(from_day.value + n - 3, "/..") == 0)
    from_day.value[n - 3] = '\0';
  years_of_range(r, &from_day, b, c);
  if ((!since && strlen(from_day.value) != strlen(b->value)) ||
      !range_value(&from_day, b, &whole))
    return;
  whole.last = b->last;
  whole.end = b->end;
  set_flags(r, &whole);
  *a = whole;
  r->md->times.n--;
  for (uint32_t t = a->first; t < a->last; t++) r->md->time_at[t] = r->md->times.n;
}

/* ---- days ---- */

/* A clock time without a day lies on the day last spoken of, if that was in this sentence
 * or the one before. */
static bool try_clock(time_reader *r, const time_chain *c, bool *found) {
  const morph_doc *doc = r->doc;
  word_view v;
  if (!(c->fields & CHAIN_CLOCK) || !r->md->times.n ||
      view_token(doc, c->first)->kind == TOKEN_CLOCK)
    return true;
  bool hour =
      view_calendar(doc, c->first, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL, 0, &v) &&
      v.value == UNIT_HOUR;
  const time_mention *last = &r->md->times.items[r->md->times.n - 1];
  if (!hour || !last->single_day ||
      view_token(doc, c->first)->sentence - view_token(doc, last->first)->sentence > 1)
    return true;
  candidate at = {c->first, c->last,
                  view_start(doc, c->first, c->proclitics, c->n_prefix), false};
  time_context context = {.base = last->day_from};
  time_mention m = {0};
  if (chain_value(&context, c, &m)) return true;
  *found = true;
  return put_time(r, &at, &m);
}

/* «27 and 31 July»: two days that share a month. */
static bool put_two_days(time_reader *r, const time_context *context, const time_chain *c,
                         const candidate *whole) {
  time_chain one = *c, two = *c;
  time_mention a = {0}, b = {0};
  one.fields &= ~(unsigned)CHAIN_LAST_DAY;
  two.fields &= ~(unsigned)CHAIN_LAST_DAY;
  two.day = c->last_day;
  candidate first = {whole->first, c->second, whole->start, false};
  bool apart = view_clitics(r->doc, c->second) != 0;
  candidate second = {c->second + apart, whole->last,
                      view_word_start(r->doc, c->second + apart), false};
  enum time_fault_kind fault = chain_value(context, &one, &a);
  if (!fault) fault = chain_value(context, &two, &b);
  if (fault) return put_fault(r, whole, fault);
  return put_time(r, &first, &a) && put_time(r, &second, &b);
}

static int32_t days_apart(const time_mention *a, const time_mention *b) {
  return abs(a->day_from - b->day_from);
}

/* Makes one day of two dates of two calendars: the year that one of them leaves out is
 * the other's, and a Hijri day may be off its table. False where they are not one day. */
static bool make_one_day(const time_reader *r, time_mention *a, time_mention *b,
                         const time_chain *c) {
  enum { CLEAR = SIGHTING_DAYS + 1 };
  static const int8_t TRY[] = {0, 1, -1};
  const time_mention was = *a;
  bool open = year_is_open(&r->chain);
  for (unsigned i = 0; i < (open ? sizeof TRY : 1); i++) {
    *a = was;
    if (TRY[i]) count_anew(a, &r->chain, was.day_from + TRY[i] * CLEAR, TRY[i] > 0);
    if (year_is_open(c)) count_anew(b, c, a->day_from - CLEAR, true);
    if (days_apart(a, b) <= SIGHTING_DAYS) break;
  }
  if (!days_apart(a, b)) return true;
  bool one_is_hijri = (r->chain.calendar == HIJRI) != (c->calendar == HIJRI);
  if (!one_is_hijri || days_apart(a, b) > SIGHTING_DAYS) return false;
  time_mention *moved = c->calendar == HIJRI ? b : a, *kept = moved == a ? b : a;
  memcpy(moved->value, kept->value, sizeof kept->value);
  moved->day_from = kept->day_from;
  moved->day_to = kept->day_to;
  return true;
}

/* «15 Muharram 1443, corresponding to 24 August 2021»: two names of one day; where they
 * are not, neither is known. */
static bool check_pair(time_reader *r, const time_chain *c) {
  if (r->md->times.n < 2) return true;
  time_mention *a = &r->md->times.items[r->md->times.n - 2], *b = a + 1;
  if (!a->single_day || !b->single_day || b->last != c->last ||
      r->chain.last != a->last || b->first - a->last > 3 ||
      view_token(r->doc, a->first)->sentence != view_token(r->doc, b->first)->sentence)
    return true;
  bool same = false;
  word_view v;
  for (uint32_t t = a->last; t < b->first; t++)
    same |= view_calendar(r->doc, t, KIND_SET(CALENDAR_MATCH), 0, PROCLITICS_JOIN, &v) &&
            v.value == MATCH_SAME;
  if (!same) return true;
  if (make_one_day(r, a, b, c)) {
    set_flags(r, a);
    set_flags(r, b);
    return true;
  }
  candidate both = {a->first, b->last, a->start, false};
  for (uint32_t t = both.first; t < both.last; t++) r->md->time_at[t] = 0;
  r->md->times.n -= 2;
  return put_fault(r, &both, TIME_PAIR);
}

/* «the season begins Sunday»: a weekday beside a verb in the present is to come, unless
 * it belongs to a noun («the vote of Sunday shows»). */
static bool is_announced(const time_reader *r, const time_chain *c, const candidate *at) {
  const morph_doc *doc = r->doc;
  if (!(c->fields & CHAIN_WEEKDAY) || (c->fields & (CHAIN_DAY | CHAIN_MONTH)))
    return false;
  if (at->first == sentence_floor(r, at->first) || !view_nominal(doc, at->first - 1))
    return true;
  const reading *before = morph_at(doc, at->first - 1);
  return (before->proclitics & PROCLITIC_AL) || before->enclitic ||
         FEATURE_POS(before->features) == POS_NAME;
}

/* The weekday after that of writing: beside a verb in the present it is tomorrow rather
 * than a day of the week before. */
static bool is_tomorrow(const time_reader *r, const time_chain *c, const candidate *at) {
  int32_t written = r->md->anchor.written;
  return !tag_before(r, at, TAG_PREP_MUNDHU) && written != INT32_MIN &&
         calendar_weekday(written) % 7 + 1 == c->weekday;
}

/* «tomorrow, Sunday, and Tuesday»: a weekday joined to a day to come. */
static bool follows_coming(const time_reader *r, const time_chain *c,
                           const candidate *at) {
  if (!(c->proclitics & PROCLITIC_WA) || !r->md->times.n ||
      !(c->fields & CHAIN_WEEKDAY) || (c->fields & (CHAIN_DAY | CHAIN_MONTH)))
    return false;
  const time_mention *before = &r->md->times.items[r->md->times.n - 1];
  return before->last == at->first && before->single_day && before->future;
}

/* «today, Monday» of a chain whose date is of another weekday, where the day of writing
 * is that weekday. */
static bool relative_part(const time_reader *r, const time_chain *c, time_chain *part) {
  const unsigned both = CHAIN_RELATIVE | CHAIN_WEEKDAY;
  int32_t written = r->md->anchor.written;
  if ((c->fields & both) != both || written == INT32_MIN ||
      weekday_on_or_before(written + c->offset, c->weekday) != written + c->offset)
    return false;
  for (uint32_t limit = c->last; limit-- > c->first + 1;)
    if (chain_read(r->doc, c->first, limit, part) && part->last == limit &&
        (part->fields & both) == both && !(part->fields & (CHAIN_DAY | CHAIN_MONTH)))
      return true;
  return false;
}

static bool put_chain(time_reader *r, const time_chain *c, candidate *at) {
  time_mention m = {0};
  time_context context = {.base = r->md->anchor.written};
  const unsigned dated = CHAIN_YEAR | CHAIN_RELATIVE | CHAIN_DIRECTION |
                         CHAIN_MONTH_SHIFT | CHAIN_YEAR_SHIFT;
  if (!(c->fields & dated)) {
    enum time_tense tense = tense_of(r->doc, at->first, at->last);
    context.future = tense == TENSE_FUTURE ||
                     ((c->fields & CHAIN_MONTH) && tag_before(r, at, TAG_PREP_HATTA)) ||
                     ((tense == TENSE_PROGRAMME ||
                       (tense == TENSE_PRESENT && is_tomorrow(r, c, at))) &&
                      is_announced(r, c, at)) ||
                     follows_coming(r, c, at);
    context.past = tense == TENSE_PAST;
    context.done = is_day_of_deed(r->doc, at->first);
  }
  if (c->second) return put_two_days(r, &context, c, at);
  enum time_fault_kind fault = chain_value(&context, c, &m);
  time_chain today;
  if (fault && relative_part(r, c, &today)) { /* the date is left out, not the day */
    candidate rest = {today.last, at->last, view_token(r->doc, today.last)->start, false};
    at->last = today.last;
    return put_chain(r, &today, at) && put_fault(r, &rest, fault);
  }
  if (fault) return put_fault(r, at, fault);
  const unsigned day = CHAIN_DAY | CHAIN_WEEKDAY; /* «the last Friday» is counted */
  if (edge_before(r, at) && !(c->fields & CHAIN_RELATIVE) &&
      !((c->fields & day) && edge_counts(r, at)))
    extend(r, at);
  since_before(r, at, &m);
  if (!put_time(r, at, &m)) return false;
  join_range(r, c);
  if (!check_pair(r, c)) return false;
  r->chain = *c;
  return true;
}

/* «during the night» after a verb in the past is the night before the report. */
static bool overnight(const time_reader *r, time_chain *c, candidate *at) {
  if (c->fields != CHAIN_PART || c->part != PART_NIGHT || c->proclitics != PROCLITIC_AL ||
      !tag_before(r, at, TAG_PREP_KHILAL) || tense_of(r->doc, at->first, 0) != TENSE_PAST)
    return false;
  c->fields |= CHAIN_RELATIVE;
  c->offset = -1;
  extend(r, at);
  return true;
}

static bool try_chain(time_reader *r, uint32_t t, uint32_t limit, bool *found) {
  const morph_doc *doc = r->doc;
  time_chain c;
  if (!chain_read(doc, t, limit, &c)) return true;
  candidate at = {c.first, c.last, view_start(doc, c.first, c.proclitics, c.n_prefix),
                  false};
  if (overnight(r, &c, &at)) {
    *found = true;
    return put_chain(r, &c, &at);
  }
  if (!(c.fields & CHAIN_SAYS_DAY)) return try_clock(r, &c, found);
  const unsigned repeatable = CHAIN_DAY_WORD | CHAIN_WEEKDAY;
  if (!(c.fields & ~repeatable) && t > view_sentence_start(doc, t) &&
      !(c.proclitics & PROCLITIC_AL) &&
      view_tag(doc, t - 1, TAG_DET_ALL, PROCLITICS_NOUN))
    return true; /* «every Friday» */
  if ((c.fields & CHAIN_RELATIVE) && c.offset == 1 && tag_before(r, &at, TAG_PREP_BAAD)) {
    c.offset = 2;
    extend(r, &at);
  }
  if ((c.fields & CHAIN_PART) && c.part == PART_NOON && tag_before(r, &at, TAG_PREP_BAAD))
    extend(r, &at); /* «after noon of Friday» is the afternoon */
  if (c.fields == CHAIN_RELATIVE && c.offset == 0 && c.last == c.first + 1 &&
      ((c.proclitics & PROCLITIC_BI) || is_nowadays(doc, c.first, limit))) {
    r->floor = c.last;
    *found = true;
    return true;
  }
  *found = true;
  name_year(doc, at.first, sentence_floor(r, at.first), &c);
  if (!chain_is_name(doc, at.first, sentence_floor(r, at.first), &c) &&
      !is_surname(doc, r->md, at.first, sentence_floor(r, at.first), &c))
    return put_chain(r, &c, &at);
  r->floor = c.last;
  return true;
}

/* ---- periods ---- */

static bool ago_after(const morph_doc *doc, uint32_t t, uint32_t limit) {
  word_view v;
  return t < limit && view_calendar(doc, t, KIND_SET(CALENDAR_AGO), 0, 0, &v) &&
         v.value == AGO_WORD;
}

/* Tokens of «about», «more than» right before the candidate: a relation word may stand
 * before them. */
static uint32_t bound_words(const time_reader *r, const candidate *c) {
  const morph_doc *doc = r->doc;
  uint32_t floor = sentence_floor(r, c->first), p = c->first;
  word_view v;
  if (p > floor &&
      (view_tag(doc, p - 1, TAG_PREP_MIN, 0) || view_tag(doc, p - 1, TAG_PREP_AN, 0) ||
       view_tag(doc, p - 1, TAG_PREP_ALA, 0)))
    p--;
  if (p == floor ||
      !view_quantity(doc, p - 1, KIND_SET(QUANTITY_BOUND), 0, PROCLITICS_NOUN, &v) ||
      v.value > 3)
    return 0;
  p--;
  if (p > floor &&
      (view_tag(doc, p - 1, TAG_REL_MA, 0) || view_tag(doc, p - 1, TAG_NEG_MA, 0)))
    p--; /* «what nears» */
  return c->first - p;
}

/* «a decade of time» is a decade. */
static bool of_time(const morph_doc *doc, uint32_t t, uint32_t limit) {
  word_view v;
  return t < limit &&
         view_calendar(doc, t, KIND_SET(CALENDAR_MATCH), PROCLITIC_AL, ARTICLE_ONLY,
                       &v) &&
         v.value == MATCH_TIME;
}

/* «three days ago», «since three years», or a duration; false where it is no expression.
 */
static bool count_relation(time_reader *r, const time_period *p, uint32_t limit,
                           candidate *at, enum time_relation *relation) {
  const morph_doc *doc = r->doc;
  *relation = RELATION_NONE;
  candidate bounded = *at;
  bounded.first -= bound_words(r, at);
  bool of = false; /* «three days of …», «after three days on …» count from an event */
  for (uint32_t q = at->last; q < limit && q < at->last + 3 && view_is_word(doc, q); q++)
    of = of ||
         (q == at->last && view_tag(doc, q, TAG_PREP_MIN, 0) &&
          !of_time(doc, q + 1, limit)) ||
         (view_tag(doc, q, TAG_PREP_ALA, 0) && tag_before(r, &bounded, TAG_PREP_BAAD));
  uint32_t now;
  if (from_now(doc, at->last, limit, &now)) {
    bool ago = tag_before(r, &bounded, TAG_PREP_QABL);
    *relation = ago ? RELATION_AGO : RELATION_AFTER;
    if (ago || tag_before(r, &bounded, TAG_PREP_BAAD)) {
      *at = bounded;
      extend(r, at);
    }
    at->last = now;
    return true;
  }
  bool led =
      tag_before(r, &bounded, TAG_PREP_QABL) || tag_before(r, &bounded, TAG_PREP_MUNDHU);
  if (led) *at = bounded;
  if (ago_after(doc, at->last, limit)) {
    *relation = RELATION_AGO;
    at->last++;
  } else if (tag_before(r, at, TAG_PREP_QABL)) {
    if (!of) {
      *relation = RELATION_AGO;
      extend(r, at);
    }
  } else if (tag_before(r, at, TAG_PREP_MUNDHU)) {
    *relation = RELATION_SINCE;
    extend(r, at);
  }
  if (*relation == RELATION_NONE && !of && p->unit >= UNIT_DAY &&
      tag_before(r, &bounded, TAG_PREP_BAAD) &&
      tense_of(doc, at->first, 0) >= TENSE_PRESENT &&
      (p->unit < UNIT_YEAR || p->count <= 5)) {
    *relation = RELATION_AFTER;
    *at = bounded;
    extend(r, at);
  }
  if (*relation == RELATION_NONE && p->unit == UNIT_YEAR && p->count == 2 &&
      at->first > sentence_floor(r, at->first) && view_nominal(doc, at->first - 1) &&
      FEATURE_NUMBER(morph_at(doc, at->first - 1)->features) == 3)
    return false; /* «directors general» looks like two years */
  if (*relation != RELATION_NONE || !p->singular) return true;
  /* a unit alone is a duration only where something measures by it */
  return tag_before(r, at, TAG_PREP_KHILAL) || match_before(r, at, MATCH_COURSE);
}

/* The year that was told last before token `t` in its sentence; 0 for none. */
static int32_t year_told(const time_reader *r, uint32_t t) {
  const time_mention *told = tie_to(r->doc, r->md, t);
  int32_t year = 0, month, day;
  if (!told ||
      view_token(r->doc, told->first)->sentence != view_token(r->doc, t)->sentence)
    return 0;
  calendar_date(told->day_from, &year, &month, &day);
  return year;
}

/* «three days after that» counts from the day told before. */
static void count_from_that(const time_reader *r, const time_period *p, candidate *at,
                            enum time_relation *relation, time_context *context) {
  int direction = 0;
  if (p->kind != PERIOD_COUNT || *relation != RELATION_NONE || p->unit < UNIT_DAY) return;
  uint32_t first = after_that(r->doc, at->first, p->proclitics, &direction);
  if (first == MODEL_NONE || first < r->floor) return;
  const time_mention *told = tie_to(r->doc, r->md, first);
  if (!told || !told->single_day) return;
  context->base = told->day_from;
  *relation = direction > 0 ? RELATION_AFTER : RELATION_AGO;
  at->first = first;
  at->start = view_word_start(r->doc, first);
}

/* «the third of the days of the feast» is two days after the first. */
static void day_of_feast(const time_reader *r, candidate *at, time_mention *m) {
  uint32_t first;
  int32_t n = nth_day_of(r->doc, at->first, &first);
  if (!n || first < sentence_floor(r, at->first)) return;
  at->first = first;
  at->start = view_word_start(r->doc, first);
  day_value(m, n - 1);
}

/* «since then»: from the time told before on. */
static bool try_since_then(time_reader *r, uint32_t t, bool *found) {
  uint32_t last;
  if (!since_then(r->doc, t, view_sentence_end(r->doc, t), &last)) return true;
  const time_mention *told = tie_to(r->doc, r->md, t);
  if (!told) return true;
  time_mention m = *told;
  candidate at = {t, last, view_word_start(r->doc, t), false};
  since_value(&m);
  *found = true;
  return put_time(r, &at, &m);
}

/* «that day»: the day told before; without one it is none. */
static bool try_that_day(time_reader *r, uint32_t t, bool *found) {
  if (!that_day(r->doc, t, view_sentence_end(r->doc, t))) return true;
  const time_mention *told = tie_to(r->doc, r->md, t);
  if (!told || !told->single_day ||
      view_token(r->doc, told->first)->sentence != view_token(r->doc, t)->sentence)
    return true;
  time_mention m = *told;
  candidate at = {t, t + 2, view_word_start(r->doc, t), false};
  *found = true;
  return put_time(r, &at, &m);
}

/* «the 14th of the same month»: the day before the candidate, taken into it; 0 for none.
 */
static int32_t day_of_told(time_reader *r, candidate *at) {
  const morph_doc *doc = r->doc;
  uint32_t floor = sentence_floor(r, at->first), p = at->first;
  number_core n;
  int64_t day = 0;
  if (p < floor + 2 || !view_tag(doc, p - 1, TAG_PREP_MIN, 0)) return 0;
  uint32_t end = p - 1;
  bool figure = view_token(doc, end - 1)->kind == TOKEN_NUMBER;
  if (figure && !view_digits(doc, end - 1, &day)) return 0;
  p = end - 1;
  for (uint32_t back = 3; back && !day; back--) { /* «the eighteenth» in words */
    if (end < floor + back) continue;
    p = end - back;
    if (view_is_word(doc, p) && number_ordinal_read(doc, p, end, &n) && n.last == end)
      day = n.value;
  }
  if (day < 1 || day > 31) return 0;
  at->first = p;
  at->start =
      figure ? view_token(doc, p)->start : view_start(doc, p, n.proclitics, n.n_prefix);
  const unsigned weekday = CHAIN_WEEKDAY | CHAIN_DAY_WORD | CHAIN_PART;
  time_mention *was = r->md->times.n ? &r->md->times.items[r->md->times.n - 1] : NULL;
  if (was && was->last == p && r->chain.last == p && !(r->chain.fields & ~weekday)) {
    at->first = was->first; /* «Wednesday the 14th of the same month» */
    at->start = was->start;
    for (uint32_t i = was->first; i < was->last; i++) r->md->time_at[i] = 0;
    r->md->times.n--;
  }
  return (int32_t)day;
}

/* «the same day», «the following day»: counted from what was told, where that says which
 * day, month or year; else it is none, and never one of the report's. */
static bool try_told_unit(time_reader *r, uint32_t t, bool *found) {
  unsigned unit;
  int32_t shift;
  uint32_t last;
  if (!told_unit(r->doc, t, view_sentence_end(r->doc, t), &unit, &shift, &last))
    return true;
  *found = true;
  candidate at = {t, last, view_word_start(r->doc, t), false};
  int32_t day = unit == UNIT_MONTH && !shift ? day_of_told(r, &at) : 0;
  const time_mention *told = tie_to(r->doc, r->md, t);
  static const size_t LENGTHS[] = {
      [UNIT_DAY] = 10, [UNIT_WEEK] = 10, [UNIT_MONTH] = 7, [UNIT_YEAR] = 4};
  size_t n = told ? strlen(told->value) : 0;
  bool says = told && (told->single_day || (n == LENGTHS[unit] && unit > UNIT_WEEK) ||
                       (n == LENGTHS[UNIT_MONTH] && unit == UNIT_YEAR));
  bool of =
      last < r->doc->n && unit < UNIT_YEAR && view_tag(r->doc, last, TAG_PREP_MIN, 0);
  if (!says || of) { /* «in the same month of last year» */
    r->floor = last;
    return true;
  }
  time_mention m = *told;
  if (day) {
    int32_t year, month, other;
    calendar_date(told->day_from, &year, &month, &other);
    bool hijri = r->chain.last == told->last && r->chain.calendar == HIJRI;
    time_context context = {.base = told->day_from, .future = true};
    time_chain c = {.fields = CHAIN_DAY | CHAIN_MONTH | CHAIN_YEAR,
                    .calendar = GREGORIAN};
    c.day = day, c.month = month, c.year = year;
    if (hijri) { /* the year is that of the day told */
      c.fields = CHAIN_DAY | CHAIN_MONTH;
      c.calendar = HIJRI;
      c.month = r->chain.month;
    }
    memset(&m, 0, sizeof m);
    enum time_fault_kind fault = chain_value(&context, &c, &m);
    if (fault) return put_fault(r, &at, fault);
    day_value(&m, 0);
  } else if (unit == UNIT_DAY) {
    if (m.type == TIME_TIME) m.value[10] = '\0', m.type = TIME_DATE;
    day_value(&m, shift);
  } else {
    time_context context = {.base = told->day_from};
    time_period p = {.kind = PERIOD_SHIFT, .unit = (uint8_t)unit, .direction = shift};
    memset(&m, 0, sizeof m);
    period_value(&context, &p, RELATION_NONE, &m);
  }
  return put_time(r, &at, &m);
}

static bool try_period(time_reader *r, uint32_t t, uint32_t limit, bool *found) {
  const morph_doc *doc = r->doc;
  time_period p;
  time_mention m = {0};
  enum time_relation relation = RELATION_NONE;
  if (!period_read(doc, t, limit, &p) || p.first < r->floor) return true;
  candidate at = {p.first, p.last, view_start(doc, p.first, p.proclitics, p.n_prefix),
                  p.kind == PERIOD_YEAR};
  unsigned clitics =
      view_is_word(doc, p.first) && p.n_prefix == 0 ? view_clitics(doc, p.first) : 0;
  if (clitics && p.last > p.first + 1 &&
      view_token(doc, p.first + 1)->kind == TOKEN_NUMBER) {
    if (!(clitics & PROCLITIC_AL))
      at.start = view_token(doc, p.first + 1)->start;
    else
      at.start = view_start(doc, p.first, clitics, view_token(doc, p.first)->n_letters);
  }
  if (period_is_age(doc, &p, limit)) return true;
  if (p.kind == PERIOD_COUNT && !count_relation(r, &p, limit, &at, &relation))
    return true;
  time_context context = {.base = r->md->anchor.written};
  if (p.kind == PERIOD_FEAST) {
    enum time_tense tense = tense_of(doc, at.first, at.last);
    context.past = tense == TENSE_PAST;
    context.future = tense == TENSE_FUTURE;
  }
  count_from_that(r, &p, &at, &relation, &context);
  if (p.kind == PERIOD_QUARTER && p.singular) p.year = year_told(r, at.first);
  period_value(&context, &p, relation, &m);
  if (p.kind == PERIOD_FEAST) day_of_feast(r, &at, &m);
  if (relation == RELATION_SINCE) {
    since_value(&m);
  } else if (p.kind != PERIOD_COUNT) {
    int edge = edge_before(r, &at);
    if (edge) extend(r, &at);
    if (edge == 3 && p.kind == PERIOD_SHIFT && p.unit == UNIT_WEEK) {
      bool said = p.last > p.first + 1; /* which week */
      weekend_value(&m, said || tense_of(doc, at.first, 0) != TENSE_PAST ? INT32_MAX
                                                                         : context.base);
    }
    if (edge == 1 && p.unit == UNIT_YEAR && tag_before(r, &at, TAG_PREP_MUNDHU))
      year_start_value(&m);
    since_before(r, &at, &m);
  }
  *found = true;
  if (!put_time(r, &at, &m)) return false;
  join_range(r, NULL);
  return true;
}

/* ---- bare years ---- */

static bool try_year(time_reader *r, uint32_t t, uint32_t limit, bool *found) {
  time_year y;
  candidate at = {t, t, view_token(r->doc, t)->start, true};
  int edge = edge_before(r, &at);
  if (edge && edge_counts(r, &at)) edge = 0;
  if (!year_stands(r->doc, r->md, t, limit, sentence_floor(r, t), edge != 0, &y))
    return true;
  at.last = y.last;
  time_mention m = {0};
  year_value(y.year, y.last_year, y.calendar, &m);
  if (edge) extend(r, &at);
  if (edge == 1 && tag_before(r, &at, TAG_PREP_MUNDHU)) year_start_value(&m);
  since_before(r, &at, &m);
  *found = true;
  if (!put_time(r, &at, &m)) return false;
  join_range(r, NULL);
  return true;
}

/* ---- the scan ---- */

/* Kinds of word that may begin an expression. */
#define BEGINS_CALENDAR                                           \
  (KIND_SET(CALENDAR_MONTH) | KIND_SET(CALENDAR_HIJRI_MONTH) |    \
   KIND_SET(CALENDAR_SOLAR_MONTH) | KIND_SET(CALENDAR_HEAD) |     \
   KIND_SET(CALENDAR_WEEKDAY) | KIND_SET(CALENDAR_RELATIVE_DAY) | \
   KIND_SET(CALENDAR_UNIT) | KIND_SET(CALENDAR_UNIT_DUAL) |       \
   KIND_SET(CALENDAR_UNIT_PLURAL) | KIND_SET(CALENDAR_DAYPART) |  \
   KIND_SET(CALENDAR_FEAST) | KIND_SET(CALENDAR_SEASON) | KIND_SET(CALENDAR_REPEAT))
#define BEGINS_QUANTITY                                                                  \
  (KIND_SET(QUANTITY_UNIT) | KIND_SET(QUANTITY_TEEN) | KIND_SET(QUANTITY_TENS) |         \
   KIND_SET(QUANTITY_HUNDRED) | KIND_SET(QUANTITY_SCALE) | KIND_SET(QUANTITY_FRACTION) | \
   KIND_SET(QUANTITY_ORDINAL))
/* A number has at most so many words before its unit or month. */
#define NUMBER_REACH 8

/* What may begin at token `t`: a number counts only with a calendar word after it, or as
 * a year. */
static bool may_begin(const morph_doc *doc, uint32_t t, bool *only_year) {
  unsigned kind = view_token(doc, t)->kind;
  *only_year = false;
  if (kind == TOKEN_DATE || kind == TOKEN_CLOCK) return true;
  uint32_t quantities = 0, calendar = 0;
  if (kind != TOKEN_NUMBER) view_kinds(doc, t, &quantities, &calendar);
  if (calendar & BEGINS_CALENDAR) return true;
  if (kind != TOKEN_NUMBER && !(quantities & BEGINS_QUANTITY)) return false;
  uint32_t end = t + NUMBER_REACH < doc->n ? t + NUMBER_REACH : doc->n;
  for (uint32_t i = t + 1; i < end; i++)
    if (doc->marks[i] & WORD_MAY_CALENDAR) return true;
  if (view_mark(doc, t + 1, end) == '/' || view_mark(doc, t + 1, end) == '-')
    return true; /* 27 / 8 / 1412 */
  return *only_year = kind == TOKEN_NUMBER;
}

/* «Abu Qarnayn» and «Egypt Today» are names, «day after day» is an idiom. */
static bool in_name(const morph_doc *doc, const mention_doc *md, uint32_t t) {
  uint32_t start = view_sentence_start(doc, t);
  if (t <= start || !view_is_word(doc, t - 1)) return false;
  uint8_t letters[WORD_MAX_LETTERS];
  if (view_token(doc, t - 1)->n_letters == 3 &&
      word_unpack(word_fold(view_token(doc, t - 1)->key), letters) == 3 &&
      letters[0] == LETTER_ALEF && letters[1] == LETTER_BEH &&
      (letters[2] == LETTER_WAW || letters[2] == LETTER_YEH))
    return true;
  if (t > start + 1 && view_tag(doc, t - 1, TAG_PREP_BAAD, 0) && view_is_word(doc, t) &&
      view_is_word(doc, t - 2) && morph_at(doc, t)->lemma == morph_at(doc, t - 2)->lemma)
    return true; /* «day after day» */
  for (uint32_t first = t; first-- > start && t - first <= 2;) {
    const phrase_match *matches;
    unsigned found = phrases_at(md, first, &matches);
    for (unsigned k = 0; k < found; k++)
      if (matches[k].types & PHRASE_TYPE(TARGET_ACTOR) && matches[k].last == t + 1)
        return true;
  }
  return false;
}

static bool read_at(time_reader *r, uint32_t t, bool only_year, bool *found) {
  const morph_doc *doc = r->doc;
  uint32_t limit = view_sentence_end(doc, t);
  if (only_year) return try_year(r, t, limit, found);
  if (!try_chain(r, t, limit, found)) return false;
  if (*found) return true;
  bool digits = view_token(doc, t)->kind == TOKEN_NUMBER;
  bool clitic =
      digits && t > sentence_floor(r, t) && view_clitics(doc, t - 1) &&
      (view_joined(doc, t) || (view_token(doc, t - 1)->flags & TOKEN_ELONGATED));
  if (!try_period(r, clitic ? t - 1 : t, limit, found)) return false;
  if (*found || !digits) return true;
  return try_year(r, t, limit, found);
}

bool time_read(const morph_doc *doc, int32_t published, mention_doc *md, arena *a) {
  md->times.items = NULL;
  md->times.n = md->times.capacity = 0;
  md->time_at = arena_zero(a, doc->n ? doc->n : 1, sizeof *md->time_at);
  if (!md->time_at || !phrase_read(doc, md, a)) return false;
  time_anchor_read(doc, published, &md->anchor);
  time_reader r = {.doc = doc, .md = md, .memory = a};
  for (uint32_t t = morph_next(doc, TOKENS_TIME, 0); t < doc->n;
       t = morph_next(doc, TOKENS_TIME, t + 1)) {
    bool found = false, only_year;
    unsigned tag = morph_has(doc, t) ? morph_tag(doc, t) : (unsigned)TAG_NONE;
    if ((tag == TAG_PREP_MUNDHU && !try_since_then(&r, t, &found)) ||
        (tag == TAG_DEM && !try_that_day(&r, t, &found)))
      return false;
    if (!found && doc->marks[t] & WORD_MAY_CALENDAR) {
      bool self =
          t > sentence_floor(&r, t) && view_tag(doc, t - 1, TAG_SELF, PROCLITICS_NOUN);
      if (!try_told_unit(&r, t - self, &found)) return false;
    }
    if (found) {
      t = r.floor - 1;
      continue;
    }
    if (!(doc->marks[t] & WORD_HINTS) || !may_begin(doc, t, &only_year)) continue;
    if (view_token(doc, t)->kind == TOKEN_ARABIC && in_name(doc, md, t)) continue;
    if (!read_at(&r, t, only_year, &found)) return false;
    if (found) t = r.floor - 1;
  }
  return !a->failed;
}
