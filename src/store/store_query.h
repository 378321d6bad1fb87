/* store_query.h - a filter and a view become a statement. */
#ifndef RASID_STORE_STORE_QUERY_H
#define RASID_STORE_STORE_QUERY_H

#include "store_inside.h"

enum { MAX_VALUES = 60, MAX_PATTERNS = 12 };

/* A statement that is being made up, with the values of its parameters. */
typedef struct store_query {
  text_buffer sql;
  struct {
    rasid_text text; /* absent: a number */
    double number;
    int64_t integer;
    bool is_integer;
  } values[MAX_VALUES];
  int n_values;
  text_buffer patterns[MAX_PATTERNS]; /* what LIKE compares with, words of the index */
  int n_patterns;
  store_place place; /* what the name of a place was read as */
  bool nothing;      /* the words have no letters: nothing is found */
} store_query;

void query_free(store_query *q);
/* Puts the next parameter into the statement. */
void query_text(store_query *q, rasid_text text);
void query_integer(store_query *q, int64_t value);
void query_number(store_query *q, double value);
/* Prepares it with its values; NULL after a failure. */
db_statement *query_prepare(rasid_store *store, store_query *q);

/* What a view can be asked for: names of columns, NULL where it has none such. Aliases: r
 * is its report, e its event, i its incident. */
typedef struct view_columns {
  const char *report; /* id of its report */
  const char *id;
  bool has_report;      /* r is joined */
  bool has_event;       /* e is joined, and conditions on events are of it */
  bool has_incident;    /* i is joined, and conditions on events are of it */
  const char *incident; /* id of its incident */
  const char *status, *review, *kind, *amount; /* of its own; kind and amount of a toll */
  const char *who, *target, *target_id, *time;
} view_columns;

/* Puts the conditions of a filter, each as " AND …". */
void query_conditions(rasid_store *store, store_query *q, const view_columns *columns,
                      const rasid_store_filter *filter);

#endif
