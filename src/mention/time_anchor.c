/* time_anchor.c - which day a report was written on, by its own words before its
 * metadata.
 *
 * «Today, Monday» in a report published on a Tuesday says that it was written on the
 * Monday; «yesterday, Friday» says the same of the Saturday, and is believed where no
 * «today» speaks.
 */
#include "mention/time_anchor.h"

/* A dateline stands among the first words of its part. */
#define DATELINE_TOKENS 30

/* The relative day that stands beside the weekday at `t`, before it; false where there is
 * none. */
static bool relative_beside(const morph_doc *doc, uint32_t t, int32_t *offset,
                            uint32_t *first) {
  uint32_t start = view_sentence_start(doc, t), p = t;
  word_view v;
  if (p > start &&
      (view_token(doc, p - 1)->kind == TOKEN_OPEN || view_mark(doc, p - 1, p) == ','))
    p--;
  else if (p > start &&
           view_calendar(doc, p - 1, KIND_SET(CALENDAR_UNIT), 0, PROCLITIC_AL, &v) &&
           v.value == UNIT_DAY)
    p--;
  if (p <= start) return false;
  *first = p - 1;
  unsigned bar = PROCLITIC_LI;
  if (view_calendar(doc, p - 1, KIND_SET(CALENDAR_RELATIVE_DAY), 0, bar, &v))
    *offset = (int32_t)v.value;
  else if (view_calendar(doc, p - 1, KIND_SET(CALENDAR_UNIT), PROCLITIC_AL, bar, &v) &&
           v.value == UNIT_DAY)
    *offset = 0;
  else
    return false;
  uint32_t q = p - 1; /* «first (of) yesterday» is the day before it */
  if (q > start && view_tag(doc, q - 1, TAG_PREP_MIN, 0)) q--;
  if (*offset == -1 && q > start &&
      view_quantity(doc, q - 1, KIND_SET(QUANTITY_ORDINAL), 0, PROCLITIC_AL, &v) &&
      v.value == 1) {
    *offset = -2;
    *first = q - 1;
  }
  if (*offset == 1 && q > start && view_tag(doc, q - 1, TAG_PREP_BAAD, 0)) {
    *offset = 2; /* «after tomorrow» */
    *first = q - 1;
  }
  return true;
}

/* «today» outweighs «yesterday», which outweighs «tomorrow». */
static int weight_of(int32_t offset) {
  return offset == 0 ? 3 : offset < 0 ? 2 : 1;
}

static void own_words(const morph_doc *doc, time_anchor *anchor) {
  int best = 0;
  for (uint32_t t = morph_next(doc, TOKENS_TIME, 1); t < doc->n && best < 3;
       t = morph_next(doc, TOKENS_TIME, t + 1)) {
    word_view v;
    int32_t offset;
    uint32_t first;
    if (!(doc->marks[t] & WORD_MAY_CALENDAR) ||
        !((doc->marks[t - 1] | (t > 1 ? doc->marks[t - 2] : 0)) & WORD_MAY_CALENDAR) ||
        !view_calendar(doc, t, KIND_SET(CALENDAR_WEEKDAY), PROCLITIC_AL, PROCLITICS_JOIN,
                       &v) ||
        !relative_beside(doc, t, &offset, &first) || weight_of(offset) <= best)
      continue;
    int weekday = (int)((v.value - offset + 13) % 7 + 1);
    best = weight_of(offset);
    anchor->written = weekday_on_or_before(anchor->published, weekday);
    anchor->from_text = anchor->written != anchor->published;
    anchor->evidence_start = view_token(doc, first)->start;
    anchor->evidence_end = view_token(doc, t)->end;
  }
}

/* A full date among the first words of a part. */
static void dateline(const morph_doc *doc, time_anchor *anchor) {
  uint32_t part = UINT32_MAX, part_first = 0;
  for (uint32_t t = 0; t < doc->n; t++) {
    const token *k = view_token(doc, t);
    if (k->sentence >= doc->text->sentences.n) return;
    uint32_t at = doc->text->sentences.items[k->sentence].part;
    if (at != part) {
      part = at;
      part_first = t;
    }
    if (t - part_first >= DATELINE_TOKENS) continue;
    bool start = (doc->marks[t] & (WORD_DIGITS | WORD_MAY_CALENDAR)) != 0;
    time_chain c;
    time_mention m = {0};
    time_context context = {.base = INT32_MIN};
    const unsigned full = CHAIN_DAY | CHAIN_MONTH | CHAIN_YEAR;
    if (!start || !chain_read(doc, t, view_sentence_end(doc, t), &c) ||
        (c.fields & full) != full || chain_value(&context, &c, &m) || !m.single_day)
      continue;
    anchor->published = anchor->written = m.day_from;
    anchor->known = anchor->from_dateline = true;
    anchor->evidence_start = view_token(doc, c.first)->start;
    anchor->evidence_end = view_token(doc, c.last - 1)->end;
    return;
  }
}

void time_anchor_read(const morph_doc *doc, int32_t published, time_anchor *anchor) {
  memset(anchor, 0, sizeof *anchor);
  anchor->published = anchor->written = published;
  anchor->known = published != INT32_MIN;
  if (!anchor->known) dateline(doc, anchor);
  if (anchor->known) own_words(doc, anchor);
}
