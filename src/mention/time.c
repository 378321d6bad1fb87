/* time.c - every time expression of a document, with its value.
 *
 * At each token that may begin one, a day (time_chain.c), a period (time_period.c) or a
 * bare year is read; then what stands before is added (since, ago, the beginning of), and
 * two ends of a range are joined.
 */
#include "mention/time_reader.h"

#include <stdlib.h>

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
void time_join_range(time_reader *r, const time_chain *c) {
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
  time_set_flags(r, &whole);
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
  return time_put(r, &at, &m);
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
  if (fault) return time_put_fault(r, whole, fault);
  return time_put(r, &first, &a) && time_put(r, &second, &b);
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
    time_set_flags(r, a);
    time_set_flags(r, b);
    return true;
  }
  candidate both = {a->first, b->last, a->start, false};
  for (uint32_t t = both.first; t < both.last; t++) r->md->time_at[t] = 0;
  r->md->times.n -= 2;
  return time_put_fault(r, &both, TIME_PAIR);
}

/* «the season begins Sunday»: a weekday beside a verb in the present is to come, unless
 * it belongs to a noun («the vote of Sunday shows»). */
static bool is_announced(const time_reader *r, const time_chain *c, const candidate *at) {
  const morph_doc *doc = r->doc;
  if (!(c->fields & CHAIN_WEEKDAY) || (c->fields & (CHAIN_DAY | CHAIN_MONTH)))
    return false;
  if (at->first == time_floor(r, at->first) || !view_nominal(doc, at->first - 1))
    return true;
  const reading *before = morph_at(doc, at->first - 1);
  return (before->proclitics & PROCLITIC_AL) || before->enclitic ||
         FEATURE_POS(before->features) == POS_NAME;
}

/* The weekday after that of writing: beside a verb in the present it is tomorrow rather
 * than a day of the week before. */
static bool is_tomorrow(const time_reader *r, const time_chain *c, const candidate *at) {
  int32_t written = r->md->anchor.written;
  return !time_tag_before(r, at, TAG_PREP_MUNDHU) && written != INT32_MIN &&
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
    context.future =
        tense == TENSE_FUTURE ||
        ((c->fields & CHAIN_MONTH) && time_tag_before(r, at, TAG_PREP_HATTA)) ||
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
    return put_chain(r, &today, at) && time_put_fault(r, &rest, fault);
  }
  if (fault) return time_put_fault(r, at, fault);
  const unsigned day = CHAIN_DAY | CHAIN_WEEKDAY; /* «the last Friday» is counted */
  if (time_edge_before(r, at) && !(c->fields & CHAIN_RELATIVE) &&
      !((c->fields & day) && time_edge_counts(r, at)))
    time_extend(r, at);
  time_since_before(r, at, &m);
  if (!time_put(r, at, &m)) return false;
  time_join_range(r, c);
  if (!check_pair(r, c)) return false;
  r->chain = *c;
  return true;
}

/* «during the night» after a verb in the past is the night before the report. */
static bool overnight(const time_reader *r, time_chain *c, candidate *at) {
  if (c->fields != CHAIN_PART || c->part != PART_NIGHT || c->proclitics != PROCLITIC_AL ||
      !time_tag_before(r, at, TAG_PREP_KHILAL) ||
      tense_of(r->doc, at->first, 0) != TENSE_PAST)
    return false;
  c->fields |= CHAIN_RELATIVE;
  c->offset = -1;
  time_extend(r, at);
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
  if ((c.fields & CHAIN_RELATIVE) && c.offset == 1 &&
      time_tag_before(r, &at, TAG_PREP_BAAD)) {
    c.offset = 2;
    time_extend(r, &at);
  }
  if ((c.fields & CHAIN_PART) && c.part == PART_NOON &&
      time_tag_before(r, &at, TAG_PREP_BAAD))
    time_extend(r, &at); /* «after noon of Friday» is the afternoon */
  if (c.fields == CHAIN_RELATIVE && c.offset == 0 && c.last == c.first + 1 &&
      ((c.proclitics & PROCLITIC_BI) || is_nowadays(doc, c.first, limit))) {
    r->floor = c.last;
    *found = true;
    return true;
  }
  *found = true;
  name_year(doc, at.first, time_floor(r, at.first), &c);
  if (!chain_is_name(doc, at.first, time_floor(r, at.first), &c) &&
      !is_surname(doc, r->md, at.first, time_floor(r, at.first), &c))
    return put_chain(r, &c, &at);
  r->floor = c.last;
  return true;
}

/* ---- bare years ---- */

static bool try_year(time_reader *r, uint32_t t, uint32_t limit, bool *found) {
  time_year y;
  candidate at = {t, t, view_token(r->doc, t)->start, true};
  int edge = time_edge_before(r, &at);
  if (edge && time_edge_counts(r, &at)) edge = 0;
  if (!year_stands(r->doc, r->md, t, limit, time_floor(r, t), edge != 0, &y)) return true;
  at.last = y.last;
  time_mention m = {0};
  year_value(y.year, y.last_year, y.calendar, &m);
  if (edge) time_extend(r, &at);
  if (edge == 1 && time_tag_before(r, &at, TAG_PREP_MUNDHU)) year_start_value(&m);
  time_since_before(r, &at, &m);
  *found = true;
  if (!time_put(r, &at, &m)) return false;
  time_join_range(r, NULL);
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
      digits && t > time_floor(r, t) && view_clitics(doc, t - 1) &&
      (view_joined(doc, t) || (view_token(doc, t - 1)->flags & TOKEN_ELONGATED));
  if (!time_try_period(r, clitic ? t - 1 : t, limit, found)) return false;
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
    if ((tag == TAG_PREP_MUNDHU && !time_try_since_then(&r, t, &found)) ||
        (tag == TAG_DEM && !time_try_that_day(&r, t, &found)))
      return false;
    if (!found && doc->marks[t] & WORD_MAY_CALENDAR) {
      bool self =
          t > time_floor(&r, t) && view_tag(doc, t - 1, TAG_SELF, PROCLITICS_NOUN);
      if (!time_try_told_unit(&r, t - self, &found)) return false;
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
