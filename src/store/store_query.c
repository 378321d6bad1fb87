/* store_query.c - the conditions of a filter as SQL.
 *
 * What people write is always a parameter, never a part of the statement. Conditions on
 * an event hold for one and the same event: of a report there must be one that meets them
 * all.
 */
#include "store_query.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void query_free(store_query *q) {
  text_free(&q->sql);
  for (int i = 0; i < MAX_PATTERNS; i++) text_free(&q->patterns[i]);
}

static bool next_value(store_query *q) {
  if (q->n_values == MAX_VALUES) {
    q->sql.failed = true;
    return false;
  }
  q->n_values++;
  text_print(&q->sql, "?%d", q->n_values);
  return true;
}

void query_text(store_query *q, rasid_text text) {
  if (next_value(q)) q->values[q->n_values - 1].text = text;
}

void query_integer(store_query *q, int64_t value) {
  if (!next_value(q)) return;
  q->values[q->n_values - 1].integer = value;
  q->values[q->n_values - 1].is_integer = true;
}

void query_number(store_query *q, double value) {
  if (next_value(q)) q->values[q->n_values - 1].number = value;
}

db_statement *query_prepare(rasid_store *store, store_query *q) {
  if (q->sql.failed) {
    db_fail(&store->d, RASID_ERROR_MEMORY,
            "out of memory for the search, or too much asked "
            "at once");
    return NULL;
  }
  db_statement *s = db_prepare(&store->d, text_of(&q->sql).data);
  for (int i = 0; s != NULL && i < q->n_values; i++) {
    if (q->values[i].text.data != NULL)
      db_text(s, i + 1, q->values[i].text);
    else if (q->values[i].is_integer)
      db_integer(s, i + 1, q->values[i].integer);
    else
      db_number(s, i + 1, q->values[i].number);
  }
  return s;
}

/* ---- kinds of conditions ---- */

static void equal(store_query *q, const char *column, rasid_text value) {
  if (column == NULL || value.data == NULL) return;
  text_print(&q->sql, " AND %s = ", column);
  query_text(q, value);
}

static void equal_integer(store_query *q, const char *column, int64_t value) {
  if (column == NULL || value < 0) return;
  text_print(&q->sql, " AND %s = ", column);
  query_integer(q, value);
}

/* One of several, parted by commas. */
static void one_of(store_query *q, const char *column, rasid_text values) {
  if (column == NULL || values.data == NULL) return;
  text_print(&q->sql, " AND %s IN (", column);
  for (size_t at = 0, n = 0; at <= values.size; n++) {
    const char *comma = memchr(values.data + at, ',', values.size - at);
    size_t end = comma != NULL ? (size_t)(comma - values.data) : values.size;
    if (n > 0) text_string(&q->sql, ", ");
    query_text(q, (rasid_text){values.data + at, end - at});
    at = end + 1;
  }
  text_string(&q->sql, ")");
}

static void compare(store_query *q, const char *column, const char *how,
                    rasid_text value) {
  if (column == NULL || value.data == NULL) return;
  text_print(&q->sql, " AND %s %s ", column, how);
  query_text(q, value);
}

/* A day is compared with times too: up to its last second. */
static void up_to(store_query *q, const char *column, rasid_text day) {
  if (column == NULL || day.data == NULL) return;
  text_print(&q->sql, " AND substr(%s, 1, 10) <= ", column);
  query_text(q, day);
}

/* The pattern of LIKE that finds `text`, or what holds it. */
static rasid_text pattern(store_query *q, rasid_text text, bool anywhere) {
  if (q->n_patterns == MAX_PATTERNS) {
    q->sql.failed = true;
    return text;
  }
  text_buffer *b = &q->patterns[q->n_patterns++];
  text_clear(b);
  if (anywhere) text_put(b, "%", 1);
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    if (c == '%' || c == '_' || c == '\\') text_put(b, "\\", 1);
    text_put(b, &c, 1);
  }
  if (anywhere) text_put(b, "%", 1);
  return text_of(b);
}

static void like(store_query *q, const char *column, rasid_text with) {
  text_print(&q->sql, "%s @LIKE ", column);
  query_text(q, with);
  text_string(&q->sql, " ESCAPE '\\'");
}

/* ---- actors and places ---- */

static bool is_code(rasid_text text, size_t at) {
  for (size_t i = 0; i < 3; i++)
    if (at + i >= text.size || text.data[at + i] < 'A' || text.data[at + i] > 'Z')
      return false;
  return at + 3 == text.size || text.data[at + 3] == ' ';
}

/* Conditions on a party `p`: "ISR", "ISR GOV", "GOV" where a country has three letters
 * and a sector too, or a part of a name. */
static void party(store_query *q, rasid_text actor, bool has_text) {
  if (is_code(actor, 0) && actor.size == 7 && is_code(actor, 4)) {
    equal(q, "p.country", (rasid_text){actor.data, 3});
    equal(q, "p.sector", (rasid_text){actor.data + 4, 3});
  } else if (is_code(actor, 0) && actor.size == 3) {
    text_string(&q->sql, " AND (p.country = ");
    query_text(q, actor);
    text_string(&q->sql, " OR p.sector = ");
    query_text(q, actor);
    text_string(&q->sql, ")");
  } else {
    rasid_text with = pattern(q, actor, true);
    text_string(&q->sql, " AND (");
    like(q, "p.label", with);
    if (has_text) {
      text_string(&q->sql, " OR ");
      like(q, "p.name", with);
      text_string(&q->sql, " OR ");
      like(q, "p.text", with);
    }
    text_string(&q->sql, ")");
  }
}

/* A place holds what lies in it: a country its towns, a province its towns. `alias` is of
 * an event or an incident. */
static void place(rasid_store *store, store_query *q, char alias, rasid_text name) {
  char column[16];
  if (is_code(name, 0) && name.size == 3) {
    text_print(&q->sql, " AND %c.country = ", alias);
    query_text(q, name);
    return;
  }
  rasid_text whole = pattern(q, name, false);
  static const char *const columns[] = {"place", "admin1", "place_text"};
  text_string(&q->sql, " AND (");
  for (size_t i = 0; i < (alias == 'e' ? 3 : 2); i++) {
    if (i > 0) text_string(&q->sql, " OR ");
    snprintf(column, sizeof column, "%c.%s", alias, columns[i]);
    like(q, column, whole);
  }
  if (store_words_place(store->words, name, &q->place)) {
    bool country = q->place.country[0] != '\0';
    rasid_text known = db_constant(country ? q->place.country : q->place.name);
    text_print(&q->sql, " OR %c.%s = ", alias, country ? "country" : "place");
    query_text(q, known);
    if (!country) text_print(&q->sql, " OR %c.admin1 = ", alias);
    if (!country) query_text(q, known);
  }
  text_string(&q->sql, ")");
}

static void box(store_query *q, char alias, const rasid_store_filter *f) {
  if (isnan(f->south) || isnan(f->north) || isnan(f->west) || isnan(f->east)) return;
  text_print(&q->sql, " AND %c.lat BETWEEN ", alias);
  query_number(q, f->south);
  text_string(&q->sql, " AND ");
  query_number(q, f->north);
  if (f->west <= f->east) {
    text_print(&q->sql, " AND %c.lon BETWEEN ", alias);
    query_number(q, f->west);
    text_string(&q->sql, " AND ");
    query_number(q, f->east);
  } else { /* across the line of dates */
    text_print(&q->sql, " AND (%c.lon >= ", alias);
    query_number(q, f->west);
    text_print(&q->sql, " OR %c.lon <= ", alias);
    query_number(q, f->east);
    text_string(&q->sql, ")");
  }
}

/* ---- events and incidents ---- */

/* A word of a list that is parted by blanks. */
static void in_list(store_query *q, char alias, const char *column, rasid_text word) {
  if (word.data == NULL) return;
  rasid_text with = pattern(q, word, true);
  text_print(&q->sql, " AND ' ' || %c.%s || ' ' LIKE '%% ' || ", alias, column);
  /* The pattern has its own signs for «anything»: cut them off, they stand here. */
  query_text(q, (rasid_text){with.data + 1, with.size - 2});
  text_string(&q->sql, " || ' %' ESCAPE '\\'");
}

static bool asks_toll(const rasid_store_filter *f) {
  return f->toll.data != NULL || f->toll_least >= 0;
}

static bool asks_event(const rasid_store_filter *f) {
  return f->category.data != NULL || f->mode.data != NULL || f->status.data != NULL ||
         f->actor.data != NULL || f->place.data != NULL || f->country.data != NULL ||
         f->from.data != NULL || f->to.data != NULL || !isnan(f->south);
}

/* `own_status` is the view's own column, in place of the event's. */
static void event_conditions(rasid_store *store, store_query *q,
                             const rasid_store_filter *f, const char *own_status) {
  one_of(q, "e.category", f->category);
  in_list(q, 'e', "modes", f->mode);
  if (own_status == NULL) one_of(q, "e.status", f->status);
  if (f->actor.data != NULL) {
    text_string(&q->sql, " AND EXISTS (SELECT 1 FROM parties p WHERE p.event_id = e.id");
    party(q, f->actor, true);
    text_string(&q->sql, ")");
  }
  if (f->place.data != NULL) place(store, q, 'e', f->place);
  equal(q, "e.country", f->country);
  compare(q, "e.date_last", ">=", f->from);
  compare(q, "e.date_first", "<=", f->to);
  box(q, 'e', f);
}

static void incident_conditions(rasid_store *store, store_query *q,
                                const rasid_store_filter *f) {
  text_string(&q->sql, " AND i.n_reports > 0");
  one_of(q, "i.category", f->category);
  in_list(q, 'i', "modes", f->mode);
  if (f->actor.data != NULL) {
    text_string(
        &q->sql,
        " AND EXISTS (SELECT 1 FROM incident_parties p WHERE p.incident_id = i.id");
    party(q, f->actor, false);
    text_string(&q->sql, ")");
  }
  if (f->place.data != NULL) place(store, q, 'i', f->place);
  equal(q, "i.country", f->country);
  compare(q, "i.date", ">=", f->from);
  compare(q, "i.date", "<=", f->to);
  box(q, 'i', f);
  if (!asks_toll(f)) return;
  text_string(&q->sql, " AND EXISTS (SELECT 1 FROM claims c WHERE c.incident_id = i.id");
  equal(q, "c.kind", f->toll);
  if (f->toll_least >= 0) {
    text_string(&q->sql, " AND coalesce(c.high, c.low) >= ");
    query_integer(q, f->toll_least);
  }
  text_string(&q->sql, ")");
}

static void toll_condition(store_query *q, const rasid_store_filter *f, bool of_event) {
  if (!asks_toll(f)) return;
  text_string(&q->sql, of_event
                           ? " AND EXISTS (SELECT 1 FROM tolls t WHERE t.event_id = "
                             "e.id AND t.is_current = 1"
                           : " AND EXISTS (SELECT 1 FROM tolls t WHERE t.record_id = "
                             "r.record_id AND t.is_current = 1");
  equal(q, "t.kind", f->toll);
  if (f->toll_least >= 0) {
    text_string(&q->sql, " AND coalesce(t.high, t.low) >= ");
    query_integer(q, f->toll_least);
  }
  text_string(&q->sql, ")");
}

/* ---- reports ---- */

static bool asks_report(const rasid_store_filter *f) {
  return f->words.data != NULL || f->source.data != NULL ||
         f->published_from.data != NULL || f->published_to.data != NULL;
}

static void report_conditions(rasid_store *store, store_query *q,
                              const rasid_store_filter *f) {
  equal(q, "r.source", f->source);
  compare(q, "r.published", ">=", f->published_from);
  up_to(q, "r.published", f->published_to);
  if (f->words.data == NULL || q->n_patterns == MAX_PATTERNS) return;
  text_buffer *words = &q->patterns[q->n_patterns++];
  if (!index_query(store, f->words, words)) {
    q->nothing = true;
    return;
  }
  if (q->n_values == MAX_VALUES) {
    q->sql.failed = true;
    return;
  }
  text_print(&q->sql, " AND r.version_id IN @MATCH%d", q->n_values + 1);
  q->values[q->n_values++].text = store_built(store, words);
}

static void review_condition(store_query *q, const char *column, rasid_text review) {
  if (review.size == 4 && memcmp(review.data, "none", 4) == 0)
    review = (rasid_text){"", 0};
  equal(q, column, review);
}

/* ---- all ---- */

static void by_report(rasid_store *store, store_query *q, const view_columns *columns,
                      const rasid_store_filter *f) {
  if (columns->has_report) {
    report_conditions(store, q, f);
  } else if (columns->has_incident && asks_report(f)) {
    text_string(&q->sql,
                " AND EXISTS (SELECT 1 FROM episodes x JOIN reports r ON r.id = "
                "x.report_id WHERE x.incident_id = i.id AND x.is_current = 1");
    report_conditions(store, q, f);
    text_string(&q->sql, ")");
  }
}

static void by_event(rasid_store *store, store_query *q, const view_columns *columns,
                     const rasid_store_filter *f) {
  if (columns->has_incident) {
    incident_conditions(store, q, f);
  } else if (columns->has_event) {
    event_conditions(store, q, f, columns->status);
    if (columns->kind == NULL) toll_condition(q, f, true);
  } else if (columns->has_report) {
    if (asks_event(f)) {
      text_string(&q->sql,
                  " AND EXISTS (SELECT 1 FROM events e WHERE e.report_id = r.id AND "
                  "e.is_current = 1");
      event_conditions(store, q, f, NULL);
      text_string(&q->sql, ")");
    }
    if (columns->kind == NULL) toll_condition(q, f, false);
  }
}

void query_conditions(rasid_store *store, store_query *q, const view_columns *columns,
                      const rasid_store_filter *f) {
  equal_integer(q, columns->target_id != NULL ? columns->target_id : columns->id, f->id);
  equal_integer(q, columns->report, f->report);
  equal_integer(q, columns->incident, f->incident);
  if (columns->id != NULL && f->after_id >= 0) {
    text_print(&q->sql, " AND %s > ", columns->id);
    query_integer(q, f->after_id);
  }
  one_of(q, columns->status, f->status);
  review_condition(q, columns->review, f->review);
  equal(q, columns->kind, f->toll);
  if (columns->amount != NULL && f->toll_least >= 0) {
    text_print(&q->sql, " AND %s >= ", columns->amount);
    query_integer(q, f->toll_least);
  }
  equal(q, columns->who, f->who);
  equal(q, columns->target, f->target);
  if (columns->time != NULL) {
    compare(q, columns->time, ">=", f->from);
    up_to(q, columns->time, f->to);
  }
  by_report(store, q, columns, f);
  by_event(store, q, columns, f);
}
