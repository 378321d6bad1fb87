/* summary_output.c - a summary as lines of text with bars.
 *
 * Number and bar stand first and the name last, so that a name in Arabic turns nothing
 * else round and every line keeps its columns.
 */
#include <stdlib.h>

#include "codes.h"
#include "summary.h"

enum { BAR_WIDTH = 30, TOP = 10, MAX_DAYS = 31 };

static const char *word(const rasid_output *out, const char *key) {
  return format_word(key, out->options.arabic);
}

static int compare_keys(const counter *a, const counter *b) {
  size_t least = a->key.size < b->key.size ? a->key.size : b->key.size;
  int order = least > 0 ? memcmp(a->key.data, b->key.data, least) : 0;
  return order != 0 ? order : (a->key.size > b->key.size) - (a->key.size < b->key.size);
}

static int by_count(const void *a, const void *b) {
  const counter *x = a, *y = b;
  if (x->counts[0] != y->counts[0]) return x->counts[0] > y->counts[0] ? -1 : 1;
  return compare_keys(x, y);
}

static int by_key(const void *a, const void *b) {
  return compare_keys(a, b);
}

/* Copies of the counters in an order; to be freed. NULL where there are none, or no
 * memory. */
static counter *sorted(rasid_output *out, const counters *c,
                       int (*compare)(const void *, const void *)) {
  counter *list = c->n > 0 ? malloc(c->n * sizeof *list) : NULL;
  if (list == NULL) {
    out->failed |= c->n > 0;
    return NULL;
  }
  memcpy(list, c->items, c->n * sizeof *list);
  qsort(list, c->n, sizeof *list, compare);
  return list;
}

/* A bar of `value` out of `most`; something where there is anything. */
static void bar(rasid_output *out, int64_t value, int64_t most) {
  int n = most > 0 ? (int)((double)value / (double)most * BAR_WIDTH + 0.5) : 0;
  if (n == 0 && value > 0) n = 1;
  for (int i = 0; i < BAR_WIDTH; i++)
    output_string(out, i < n ? "\xE2\x96\x88" : " "); /* full block */
}

static void number(rasid_output *out, int64_t value) {
  output_print(out, "%8lld", (long long)value);
}

static void top(rasid_output *out, const char *heading, const counters *c,
                const char *(*name)(const rasid_output *out, const counter *c)) {
  counter *list = sorted(out, c, by_count);
  output_print(out, "\n%s\n", word(out, heading));
  if (c->n == 0) output_print(out, "       - %s\n", word(out, "none"));
  for (size_t i = 0; list != NULL && i < c->n && i < TOP; i++) {
    number(out, list[i].counts[0]);
    output_string(out, " ");
    bar(out, list[i].counts[0], list[0].counts[0]);
    output_string(out, " ");
    const char *label = name ? name(out, &list[i]) : "";
    if (*label)
      output_string(out, label);
    else
      output_text(out, out->options.arabic && list[i].arabic.size > 0 ? list[i].arabic
                                                                      : list[i].key);
    output_string(out, "\n");
  }
  if (c->n > TOP) {
    number(out, (int64_t)(c->n - TOP));
    output_print(out, " %s\n", word(out, "others"));
  }
  free(list);
}

static const char *category_name(const rasid_output *out, const counter *c) {
  return format_cell(TABLE_EVENT, c->key, out->options.arabic ? EVENT_AR : EVENT_EN);
}

/* ---- tolls ---- */

static int64_t all_tolls(const counter *c) {
  int64_t n = 0;
  for (size_t k = 0; k < N_TOLL_KINDS; k++)
    n = c->counts[k] > INT64_MAX - n ? INT64_MAX : n + c->counts[k];
  return n;
}

static void toll_line(rasid_output *out, const counter *c, int64_t most) {
  static const char *const kinds[N_TOLL_KINDS] = {
      "killed",   "wounded", "killed_or_wounded", "detained",
      "abducted", "missing", "displaced"};
  const char *gap = " ";
  output_string(out, "  ");
  if (c->key.size > 0)
    output_text(out, c->key);
  else
    output_string(out, "----------");
  output_string(out, " ");
  bar(out, all_tolls(c), most);
  if (c->key.size == 0) output_print(out, " (%s)", word(out, "no_date"));
  for (size_t k = 0; k < N_TOLL_KINDS; k++) {
    if (c->counts[k] == 0) continue;
    output_print(out, "%s%s ", gap, word(out, kinds[k]));
    output_integer(out, c->counts[k]);
    gap = "; ";
  }
  output_string(out, "\n");
}

static void days(rasid_output *out, const counters *c) {
  counter *list = sorted(out, c, by_key);
  size_t from = c->n > MAX_DAYS ? c->n - MAX_DAYS : 0;
  int64_t most = 0;
  output_print(out, "\n%s\n", word(out, "tolls_by_day"));
  if (c->n == 0) output_print(out, "       - %s\n", word(out, "none"));
  for (size_t i = 0; list != NULL && i < c->n; i++)
    if ((i >= from || list[i].key.size == 0) && all_tolls(&list[i]) > most)
      most = all_tolls(&list[i]);
  for (size_t i = from; list != NULL && i < c->n; i++)
    if (list[i].key.size > 0) toll_line(out, &list[i], most);
  if (list != NULL && list[0].key.size == 0) toll_line(out, &list[0], most);
  if (from > 0) {
    number(out, (int64_t)from);
    output_print(out, " %s\n", word(out, "earlier_days"));
  }
  free(list);
}

rasid_status rasid_output_summary(rasid_output *out, const rasid_summary *s) {
  const struct {
    const char *key;
    uint64_t n;
  } totals[] = {{"documents", s->n_documents},
                {"event_count", s->n_events},
                {"occurrences", s->n_occurrences},
                {"not_actual", s->n_other},
                {"loose", s->n_loose}};
  size_t size = out->size;
  out->failed = false;
  for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
    output_print(out, "%8llu %s\n", (unsigned long long)totals[i].n,
                 word(out, totals[i].key));
  top(out, "events_by_category", &s->categories, category_name);
  top(out, "places", &s->places, NULL);
  top(out, "actors", &s->actors, NULL);
  days(out, &s->days);
  if (!out->failed) return RASID_OK;
  out->size = size;
  return RASID_ERROR_MEMORY;
}
