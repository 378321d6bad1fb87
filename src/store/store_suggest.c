/* store_suggest.c - corrections that repeat, as lines for the dictionaries of data/.
 *
 * A person looks at each before it goes in: a line says in a comment which file it is for
 * and in how many reports people said the same.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store_inside.h"

/* A correction `k` that stands. */
#define STANDS \
  "k.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = k.id)"

/* What there is at least; ?1 is the number of reports. */
static const char places[] =
    "SELECT e.place_text, e.place, e.country, e.admin1, CAST(e.lat AS TEXT),"
    " CAST(e.lon AS TEXT), count(DISTINCT e.report_id) FROM events e WHERE e.place_text "
    "IS"
    " NOT NULL AND EXISTS (SELECT 1 FROM corrections k WHERE k.target = 'event' AND"
    " k.target_id = e.id AND k.field IN ('place', 'country', 'admin1', 'lat', 'lon') AND"
    " " STANDS
    ") GROUP BY e.place_text, e.place, e.country, e.admin1, e.lat, e.lon"
    " HAVING count(DISTINCT e.report_id) >= CAST(?1 AS BIGINT)"
    " ORDER BY count(DISTINCT e.report_id) DESC, e.place_text";

static const char frames[] =
    "SELECT e.lemma, k.old, k.new, e.rule, e.cameo, e.modes, count(DISTINCT e.report_id)"
    " FROM events e JOIN corrections k ON k.target = 'event' AND k.target_id = e.id WHERE"
    " k.field = 'category' AND " STANDS
    " AND e.lemma IS NOT NULL"
    " GROUP BY e.lemma, k.old, k.new, e.rule, e.cameo, e.modes"
    " HAVING count(DISTINCT e.report_id) >= CAST(?1 AS BIGINT)"
    " ORDER BY count(DISTINCT e.report_id) DESC, e.lemma";

static const char actors[] =
    "SELECT p.text, p.label, p.country, p.sector, NULL, NULL, count(DISTINCT e.report_id)"
    " FROM parties p JOIN events e ON e.id = p.event_id WHERE p.text IS NOT NULL AND "
    "EXISTS"
    " (SELECT 1 FROM corrections k WHERE k.target = 'event' AND k.target_id = e.id AND"
    " k.field = p.role AND " STANDS
    ") GROUP BY p.text, p.label, p.country, p.sector"
    " HAVING count(DISTINCT e.report_id) >= CAST(?1 AS BIGINT)"
    " ORDER BY count(DISTINCT e.report_id) DESC, p.text";

typedef struct suggesting {
  rasid_store *store;
  void (*write)(void *context, const char *line);
  void *context;
} suggesting;

/* A column as a cell: what would end the cell or the line becomes a blank, nothing "-".
 */
static void put_cell(text_buffer *b, db_statement *s, int column) {
  rasid_text t = db_column_text(s, column);
  if (t.size == 0) text_string(b, "-");
  for (size_t i = 0; i < t.size; i++) {
    char c = (unsigned char)t.data[i] < ' ' ? ' ' : t.data[i];
    text_put(b, &c, 1);
  }
}

static void put_place(text_buffer *b, db_statement *s) {
  text_string(b, "new\t");
  for (int i = 0; i < 6; i++) {
    put_cell(b, s, i);
    text_string(b, "\t");
  }
  text_string(b, "town\t-\tA\thand");
}

static void put_frame(text_buffer *b, db_statement *s) {
  put_cell(b, s, 0);
  text_string(b, "\t-\t");
  put_cell(b, s, 5);
  text_string(b, "\t");
  put_cell(b, s, 4);
  text_string(b, "\t-\t-\t-\t-");
}

static void put_actor(text_buffer *b, db_statement *s) {
  text_string(b, "new\t");
  put_cell(b, s, 1);
  text_string(b, "\t-\tgroup\t");
  put_cell(b, s, 2);
  text_string(b, "\t");
  put_cell(b, s, 3);
  text_string(b, "\t-\t-\t");
  put_cell(b, s, 0);
  text_string(b, "\t-\t-");
}

static void put_frame_file(text_buffer *b, db_statement *s) {
  rasid_text name = db_column_text(s, 2);
  text_string(b, "# data/ar/frames/");
  for (size_t i = 0; i < name.size; i++) {
    char c = (char)tolower((unsigned char)name.data[i]);
    if (isalpha((unsigned char)c)) text_put(b, &c, 1);
  }
  text_string(b, ".tsv, was ");
  put_cell(b, s, 1);
  text_string(b, " by ");
  put_cell(b, s, 3);
}

static void suggest(const suggesting *g, const char *sql, int64_t least, const char *file,
                    void (*put)(text_buffer *b, db_statement *s)) {
  text_buffer b = {0};
  db_statement *s = db_get(&g->store->d, sql);
  db_integer(s, 1, least);
  while (db_row(s)) {
    text_clear(&b);
    if (file != NULL)
      text_print(&b, "# %s", file);
    else
      put_frame_file(&b, s);
    text_print(&b, ": corrected in %lld reports", (long long)db_column_integer(s, 6));
    g->write(g->context, store_built(g->store, &b).data);
    text_clear(&b);
    put(&b, s);
    g->write(g->context, store_built(g->store, &b).data);
  }
  db_finish(s);
  if (b.failed) db_fail(&g->store->d, RASID_ERROR_MEMORY, "out of memory");
  text_free(&b);
}

rasid_status rasid_store_suggest(rasid_store *store, int64_t least,
                                 void (*write)(void *context, const char *line),
                                 void *context, rasid_error *error) {
  suggesting g = {store, write, context};
  suggest(&g, places, least, "data/world/places.tsv", put_place);
  suggest(&g, actors, least, "data/world/actors.tsv", put_actor);
  suggest(&g, frames, least, NULL, put_frame);
  return store_told(store, error);
}
