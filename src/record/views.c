/* views.c - the record as the C API shows it.
 *
 * A view is made of the same values as the JSON (record_values.c). What it points to is
 * made once, at the first question, in the document's arena: asking again costs nothing,
 * and all of it is gone with the next document.
 */
#include "record/views_inside.h"

#include <stdio.h>

static const rasid_text ABSENT = {NULL, 0};

rasid_text view_string(const char *s) {
  return *s ? (rasid_text){s, strlen(s)} : ABSENT;
}

rasid_text view_copy(rasid_record *r, const char *data, size_t size) {
  char *copy = arena_copy(&r->coder->document, data, size);
  return copy ? (rasid_text){copy, size} : ABSENT;
}

const char *view_code(rasid_record *r, uint32_t code) {
  if (!code) return "";
  char *text = arena_alloc(&r->coder->document, 4, 1);
  return text ? code_text(code, text) : "";
}

rasid_text view_clean(rasid_record *r, const char *data, size_t size) {
  bool bad = false;
  for (size_t i = 0; i < size && !bad;) utf8_next(data, size, &i, &bad);
  if (!bad) return (rasid_text){data, size};
  if (size > SIZE_MAX / 4) return ABSENT;
  char *clean = arena_alloc(&r->coder->document, 3 * size + 1, 1);
  if (!clean) return ABSENT;
  size_t n = 0;
  for (size_t i = 0; i < size;) {
    size_t from = i;
    bad = false;
    utf8_next(data, size, &i, &bad);
    memcpy(clean + n, bad ? "\xEF\xBF\xBD" : data + from, bad ? 3 : i - from);
    n += bad ? 3 : i - from;
  }
  clean[n] = '\0';
  return (rasid_text){clean, n};
}

rasid_span view_span(rasid_record *r, uint32_t start, uint32_t end) {
  if (start >= end) return (rasid_span){ABSENT, 0, 0};
  rasid_text text = {r->text.data + start, end - start};
  if (r->text.faults.n) text = view_clean(r, text.data, text.size);
  return (rasid_span){text, record_offset(r, start), record_offset(r, end)};
}

rasid_text view_id(rasid_record *r, const char *mark, uint32_t index) {
  rasid_text id = view_clean(r, r->id.data ? r->id.data : "", r->id.size);
  char tail[20];
  int n = snprintf(tail, sizeof tail, "%s%u", mark, index);
  char *text = arena_alloc(&r->coder->document, id.size + sizeof tail, 1);
  if (!text || n < 0) return ABSENT;
  if (id.size) memcpy(text, id.data, id.size);
  memcpy(text + id.size, tail, (size_t)n);
  return (rasid_text){text, id.size + (size_t)n};
}

rasid_text view_rule(rasid_record *r, uint32_t file, uint32_t line) {
  char rule[RECORD_RULE_ROOM];
  return view_copy(r, rule, record_rule(r, file, line, rule));
}

/* ---- the document ---- */

rasid_text rasid_record_id(const rasid_record *r) {
  if (!r || !r->id.data) return ABSENT;
  return view_clean(&r->coder->record, r->id.data, r->id.size);
}

rasid_text rasid_record_written(const rasid_record *r) {
  if (!r) return ABSENT;
  int32_t written = r->mentions.anchor.written;
  return view_day(&r->coder->record, written);
}

/* ---- tolls ---- */

static rasid_entity view_victim(rasid_record *r, uint32_t entity_plus_1) {
  uint32_t start = 0, end = 0;
  if (entity_plus_1) {
    start = r->mentions.entities.items[entity_plus_1 - 1].start;
    end = r->mentions.entities.items[entity_plus_1 - 1].end;
  }
  party p = record_party(r, entity_plus_1, start, end);
  return view_party(r, &p);
}

static void make_casualty(rasid_record *r, uint32_t index, rasid_casualty *v) {
  const toll *t = &r->events.tolls.items[index];
  const toll_record *rule = model_toll(r->coder->model, t->rule);
  *v = (rasid_casualty){.id = view_id(r, "#c", index),
                        .span = view_span(r, t->start, t->end),
                        .kind = toll_kind_name(t->kind),
                        .low = t->low,
                        .high = t->high,
                        .approx = t->approx,
                        .sentence = t->sentence,
                        .event = (int32_t)record_event_of(r, t->event),
                        .status = status_name(t->status),
                        .side = toll_side_name(t->side),
                        .victim = view_victim(r, t->entity),
                        .claim = view_claim(r, t->speech),
                        .part_of = (int32_t)t->part_of - 1,
                        .replaces = (int32_t)t->replaces - 1,
                        .rule = view_rule(r, rule->file, rule->line)};
}

static const rasid_casualty *casualty_views(rasid_record *r) {
  if (r->casualty_views) return r->casualty_views;
  arena *a = &r->coder->document;
  rasid_casualty *views = arena_alloc(a, r->events.tolls.n, sizeof *views);
  for (uint32_t i = 0; views && i < r->events.tolls.n; i++)
    make_casualty(r, i, &views[i]);
  if (!a->failed) r->casualty_views = views;
  return r->casualty_views;
}

size_t rasid_record_n_casualties(const rasid_record *r) {
  return r ? r->events.tolls.n : 0;
}

bool rasid_record_casualty(const rasid_record *r, size_t i, rasid_casualty *casualty) {
  if (!casualty || i >= rasid_record_n_casualties(r)) return false;
  const rasid_casualty *views = casualty_views(&r->coder->record);
  if (views) *casualty = views[i];
  return views != NULL;
}

/* ---- times ---- */

rasid_text view_day(rasid_record *r, int32_t day) {
  char text[16];
  if (day == INT32_MIN || day == INT32_MAX) return ABSENT;
  return view_copy(r, text, record_day(day, text));
}

/* First and last day, and the day it was counted from. */
static void time_days(rasid_record *r, const time_mention *t, rasid_time *view) {
  const time_anchor *a = &r->mentions.anchor;
  if (!t->has_value || (t->type != TIME_DATE && t->type != TIME_TIME)) return;
  view->first = view_day(r, t->day_from);
  view->last = view_day(r, t->day_to);
  if (!a->known || a->written == INT32_MIN) return;
  view->anchor = view_day(r, a->written);
  view->anchor_from = a->from_text ? "text" : a->from_dateline ? "dateline" : "published";
}

static const rasid_time *time_views(rasid_record *r) {
  if (r->time_views) return r->time_views;
  arena *a = &r->coder->document;
  rasid_time *views = arena_alloc(a, r->mentions.times.n, sizeof *views);
  for (uint32_t i = 0; views && i < r->mentions.times.n; i++) {
    const time_mention *t = &r->mentions.times.items[i];
    views[i] = (rasid_time){.span = view_span(r, t->start, t->end),
                            .value = view_string(t->has_value ? t->value : ""),
                            .type = time_type_name(t->type),
                            .anchor_from = ""};
    time_days(r, t, &views[i]);
  }
  if (!a->failed) r->time_views = views;
  return r->time_views;
}

size_t rasid_record_n_times(const rasid_record *r) {
  return r ? r->mentions.times.n : 0;
}

bool rasid_record_time(const rasid_record *r, size_t i, rasid_time *time) {
  if (!time || i >= rasid_record_n_times(r)) return false;
  const rasid_time *views = time_views(&r->coder->record);
  if (views) *time = views[i];
  return views != NULL;
}

/* ---- numbers ---- */

static rasid_text number_why(rasid_record *r, const number *n) {
  char why[200];
  size_t used = 0;
  const struct {
    bool holds;
    const char *text;
  } parts[] = {
      {(n->flags & NUMBER_DUAL) != 0, "a dual noun"},
      {(n->flags & NUMBER_VAGUE) != 0, "a vague quantity"},
      {!(n->flags & (NUMBER_DUAL | NUMBER_VAGUE | NUMBER_WORDS)), "digits"},
      {(n->flags & (NUMBER_DUAL | NUMBER_VAGUE | NUMBER_WORDS)) == NUMBER_WORDS,
       "number words"},
      {(n->flags & NUMBER_ORDINAL) != 0, "an ordinal"},
      {(n->flags & NUMBER_PERCENT) != 0, "a percentage"},
      {(n->flags & NUMBER_DECIMAL) != 0, "a decimal, what is behind the point left out"},
      {(n->flags & NUMBER_APPROX) != 0, "about"},
      {n->high < 0, "open above"},
      {n->high > n->low, "a range"},
      {(n->flags & NUMBER_ARTICLE) != 0, "with the article: refers back"},
      {(n->flags & NUMBER_NOT_COUNT) && !(n->flags & (NUMBER_PERCENT | NUMBER_ORDINAL)),
       "no count: a date, age, price, measure, name or score"}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i].holds) continue;
    const char *const pieces[] = {used ? "; " : "", parts[i].text};
    for (size_t k = 0; k < 2; k++)
      for (const char *s = pieces[k]; *s && used < sizeof why; s++) why[used++] = *s;
  }
  return view_copy(r, why, used);
}

size_t rasid_record_n_numbers(const rasid_record *r) {
  return r ? r->mentions.numbers.n : 0;
}

bool rasid_record_number(const rasid_record *record, size_t i, rasid_number *out) {
  if (!out || i >= rasid_record_n_numbers(record)) return false;
  rasid_record *r = &record->coder->record;
  const number *n = &r->mentions.numbers.items[i];
  rasid_text why = number_why(r, n);
  if (!why.data) return false;
  *out = (rasid_number){
      .span = view_span(r, n->start, n->end),
      .value = n->value,
      .low = n->low,
      .high = n->high,
      .approx = (n->flags & NUMBER_APPROX) != 0,
      .is_count = !(n->flags & (NUMBER_NOT_COUNT | NUMBER_ORDINAL | NUMBER_PERCENT)),
      .why = why};
  if (n->noun != MODEL_NONE) {
    const token *t = &r->text.tokens.items[n->noun];
    out->counted = view_span(r, t->start, t->end);
  }
  return !r->coder->document.failed;
}

/* ---- sentences and diagnostics ---- */

static const rasid_span *sentence_views(rasid_record *r) {
  if (r->sentence_views) return r->sentence_views;
  arena *a = &r->coder->document;
  rasid_span *views = arena_alloc(a, r->text.sentences.n, sizeof *views);
  for (uint32_t i = 0; views && i < r->text.sentences.n; i++) {
    const sentence *s = &r->text.sentences.items[i];
    views[i] = view_span(r, s->start, s->end);
  }
  if (!a->failed) r->sentence_views = views;
  return r->sentence_views;
}

size_t rasid_record_n_sentences(const rasid_record *r) {
  return r ? r->text.sentences.n : 0;
}

bool rasid_record_sentence(const rasid_record *r, size_t i, rasid_span *span) {
  if (!span || i >= rasid_record_n_sentences(r)) return false;
  const rasid_span *views = sentence_views(&r->coder->record);
  if (views) *span = views[i];
  return views != NULL;
}

size_t rasid_record_n_diagnostics(const rasid_record *r) {
  return r ? r->diagnostics.n : 0;
}

bool rasid_record_diagnostic(const rasid_record *r, size_t i, rasid_text *code,
                             rasid_text *message) {
  if (!code || !message || i >= rasid_record_n_diagnostics(r)) return false;
  diagnostic *d = &r->coder->record.diagnostics.items[i];
  *code = view_string(d->code);
  *message = view_clean(&r->coder->record, d->message, strlen(d->message));
  if (message->data) d->message = message->data; /* cleaned once */
  return message->data != NULL;
}
