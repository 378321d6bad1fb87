/* time_clock.c - clock times: «14:30», «19,30», «the hour eight and a half», «ten less a
 * quarter».
 */
#include "mention/time_parts.h"

/* A fraction of the hour after it: «and a half», «less a third», «and 20 minutes». */
static uint32_t clock_minutes(const morph_doc *doc, uint32_t p, uint32_t limit,
                              int *minutes) {
  word_view v;
  number_core n;
  if (p >= limit) return p;
  bool less = view_tag(doc, p, TAG_EXCEPT, 0);
  uint32_t q = p + less;
  if (q < limit &&
      view_quantity(doc, q, KIND_SET(QUANTITY_FRACTION), less ? 0 : PROCLITIC_WA,
                    less ? PROCLITICS_JOIN : 0, &v) &&
      v.value <= 4) {
    int part = (int)(60 / v.value);
    *minutes = less ? -part : part;
    return q + 1;
  }
  if (number_core_read(doc, q, limit, less ? 0 : PROCLITIC_WA, &n) && n.value < 60 &&
      unit_read(doc, n.last, limit, ANY_UNIT, 0, PROCLITICS_NOUN, &v) &&
      v.value == UNIT_MINUTE) {
    *minutes = less ? -(int)n.value : (int)n.value;
    return n.last + 1;
  }
  return p;
}

/* «19,30»: hours and minutes written as a decimal number. */
static bool decimal_hour(const morph_doc *doc, uint32_t t, int32_t fields[3]) {
  const token *k = view_token(doc, t);
  return k->end - k->start >= 4 && text_number_fields(doc->text, k, fields) == 2 &&
         fields[0] <= 24 && fields[1] <= 59;
}

/* Hours are counted by feminine ordinals. */
static bool is_feminine(const morph_doc *doc, uint32_t t) {
  unsigned last = word_last_letter(view_token(doc, t)->key);
  return last == LETTER_TEH_MARBUTA || last == LETTER_HEH || last == LETTER_ALEF_MAKSURA;
}

bool clock_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c) {
  uint32_t p = t;
  number_core n;
  int32_t fields[3] = {0, 0, 0};
  int minutes = 0;
  word_view v = {0};
  bool hour_word =
      unit_read(doc, t, limit, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL, 0, &v) &&
      v.value == UNIT_HOUR;
  if (hour_word) p++;
  if (p >= limit) return false;
  if (view_token(doc, p)->kind == TOKEN_CLOCK) {
    if (text_number_fields(doc->text, view_token(doc, p), fields) < 2 || fields[0] > 24 ||
        fields[1] > 59)
      return false;
    p++;
  } else if (view_token(doc, p)->kind == TOKEN_NUMBER) {
    int64_t hour;
    if (!hour_word) return false;
    if (view_digits(doc, p, &hour)) {
      if (hour > 24 || hour < 0) return false;
      fields[0] = (int32_t)hour;
      p = clock_minutes(doc, p + 1, limit, &minutes);
    } else if (decimal_hour(doc, p, fields)) {
      p++;
    } else {
      return false;
    }
  } else {
    bool one =
        hour_word &&
        view_quantity(doc, p, KIND_SET(QUANTITY_UNIT), PROCLITIC_AL, ARTICLE_ONLY, &v) &&
        v.value == 1;
    if (one)
      n.value = 1, n.last = p + 1, n.proclitics = PROCLITIC_AL;
    else if (!number_ordinal_read(doc, p, limit, &n))
      return false;
    if (n.value > 12 || !(n.proclitics & PROCLITIC_AL)) return false;
    if (!hour_word && !is_feminine(doc, p)) return false; /* «the first team at night» */
    if (!hour_word && p > view_sentence_start(doc, p) && view_nominal(doc, p - 1) &&
        morph_at(doc, p - 1)->proclitics & PROCLITIC_AL)
      return false; /* «the first hours of the morning» */
    fields[0] = (int32_t)n.value;
    p = clock_minutes(doc, n.last, limit, &minutes);
    word_view part;
    if (!hour_word &&
        !(p < limit &&
          view_calendar(doc, p, KIND_SET(CALENDAR_DAYPART), 0, PROCLITICS_NOUN, &part)) &&
        !(p + 1 < limit && view_tag(doc, p, TAG_PREP_MIN, 0) &&
          view_calendar(doc, p + 1, KIND_SET(CALENDAR_DAYPART), 0, PROCLITICS_NOUN,
                        &part)))
      return false;
  }
  chain_begin(c, t, &v);
  int total = fields[0] * 60 + fields[1] + minutes;
  c->hour = total / 60;
  c->minute = total % 60;
  c->last = p;
  return chain_set(c, CHAIN_CLOCK, 0);
}
