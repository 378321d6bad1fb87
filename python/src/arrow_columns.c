/* arrow_columns.c - what records say as columns of Arrow: the columns of
 * docs/format-csv.md with their types, times, and the documents themselves
 * (docs/arrow.md).
 *
 * A row is put cell by cell in the order of the columns. While a chunk is being filled
 * its validity is a byte a row; sealing makes bits of them.
 */
#include <math.h>

#include "extension.h"

enum { MAX_COLUMN_BYTES = 0x7FFFFFFF };

#define DOCUMENT                                                                   \
  TEXT("doc_id"), TEXT("url"), TEXT("source"), TEXT("published"), TEXT("written"), \
      TEXT("title")
#define PARTY(side)                                                                \
  LIST(side), LIST(side "_label_en"), LIST(side "_country"), LIST(side "_sector"), \
      LIST(side "_wikidata")
#define PLACE                                                                     \
  TEXT("place"), TEXT("place_name"), TEXT("place_country"), TEXT("place_admin1"), \
      REAL("place_lat"), REAL("place_lon"), WHOLE("place_geonames"),              \
      TEXT("place_precision"), TEXT("place_relation"), TEXT("place_basis")
#define DATE TEXT("date"), TEXT("date_text"), TEXT("date_precision"), TEXT("date_basis")
#define CLAIM                                                                         \
  TEXT("claim"), TEXT("claim_label_en"), TEXT("claim_country"), TEXT("claim_sector"), \
      TEXT("claim_kind"), YES("claim_anonymous")

static const column_shape event_columns[] = {TEXT("event_id"),
                                             DOCUMENT,
                                             TEXT("event"),
                                             LIST("mode"),
                                             LIST("context"),
                                             TEXT("cameo"),
                                             WHOLE("quad"),
                                             TEXT("status"),
                                             TEXT("same_as"),
                                             TEXT("trigger"),
                                             PARTY("actor"),
                                             PARTY("recipient"),
                                             PLACE,
                                             DATE,
                                             CLAIM,
                                             LIST("casualties"),
                                             REAL("confidence"),
                                             WHOLE("sentence"),
                                             WHOLE("trigger_start"),
                                             WHOLE("trigger_end"),
                                             TEXT("rule")};

static const column_shape toll_columns[] = {TEXT("toll_id"),
                                            TEXT("event_id"),
                                            DOCUMENT,
                                            TEXT("kind"),
                                            WHOLE("low"),
                                            WHOLE("high"),
                                            YES("approx"),
                                            TEXT("status"),
                                            TEXT("toll"),
                                            TEXT("side"),
                                            TEXT("part_of"),
                                            TEXT("replaces"),
                                            TEXT("victim"),
                                            TEXT("victim_country"),
                                            TEXT("victim_sector"),
                                            CLAIM,
                                            TEXT("event"),
                                            PLACE,
                                            DATE,
                                            WHOLE("sentence"),
                                            WHOLE("toll_start"),
                                            WHOLE("toll_end"),
                                            TEXT("rule")};

static const column_shape time_columns[] = {
    TEXT("doc_id"), TEXT("text"),  WHOLE("start"), WHOLE("end"),   TEXT("value"),
    TEXT("type"),   TEXT("first"), TEXT("last"),   TEXT("anchor"), TEXT("anchor_from")};

static const column_shape document_columns[] = {
    DOCUMENT,         TEXT("language"), TEXT("sha256"), WHOLE("n_events"),
    WHOLE("n_tolls"), TEXT("error"),    TEXT("message")};

#define SHAPE(name, columns) \
  { name, columns, sizeof columns / sizeof *columns }
const table_shape table_shapes[N_TABLES] = {
    [TABLE_EVENTS] = SHAPE("events", event_columns),
    [TABLE_TOLLS] = SHAPE("tolls", toll_columns),
    [TABLE_TIMES] = SHAPE("times", time_columns),
    [TABLE_DOCUMENTS] = SHAPE("documents", document_columns),
};

/* ---- chunks ---- */

static void column_free(column *c) {
  free(c->valid.data);
  free(c->ends.data);
  free(c->item_ends.data);
  free(c->values.data);
}

void chunk_release(chunk *c) {
  if (atomic_fetch_sub(&c->n_references, 1) != 1) return;
  for (size_t i = 0; c->columns != NULL && i < c->shape->n_columns; i++)
    column_free(&c->columns[i]);
  free(c->columns);
  free(c);
}

static void append(chunk *c, growing *g, const void *data, size_t size) {
  if (c->failed || size == 0) return;
  if (size > MAX_COLUMN_BYTES - g->size) {
    c->failed = true;
    return;
  }
  if (g->capacity - g->size < size) {
    size_t capacity = 2 * g->capacity + size + 256;
    char *more = realloc(g->data, capacity);
    if (more == NULL) {
      c->failed = true;
      return;
    }
    g->data = more;
    g->capacity = capacity;
  }
  memcpy(g->data + g->size, data, size);
  g->size += size;
}

static void append_end(chunk *c, growing *ends, size_t end) {
  int32_t value = (int32_t)end;
  append(c, ends, &value, sizeof value);
}

chunk *chunk_new(table_id table) {
  return chunk_of_shape(&table_shapes[table]);
}

chunk *chunk_of_shape(const table_shape *table) {
  chunk *c = calloc(1, sizeof *c);
  if (c == NULL) return NULL;
  c->shape = table;
  atomic_init(&c->n_references, 1);
  c->columns = calloc(c->shape->n_columns, sizeof *c->columns);
  for (size_t i = 0; c->columns != NULL && i < c->shape->n_columns; i++) {
    append_end(c, &c->columns[i].ends, 0);
    append_end(c, &c->columns[i].item_ends, 0);
  }
  if (c->columns != NULL && !c->failed) return c;
  chunk_release(c);
  return NULL;
}

bool chunk_seal(chunk *c) {
  for (size_t i = 0; i < c->shape->n_columns && !c->failed; i++) {
    growing *valid = &c->columns[i].valid;
    for (size_t k = 0; k < valid->size; k++) {
      char bit = (char)(valid->data[k] != 0);
      if (k % 8 == 0) valid->data[k / 8] = 0; /* never ahead of what is still read */
      valid->data[k / 8] = (char)(valid->data[k / 8] | bit << k % 8);
    }
  }
  return !c->failed;
}

/* ---- cells ---- */

/* Goes through the columns of the row that is being put. */
typedef struct row {
  chunk *chunk;
  size_t at;
} row;

static column *next_column(row *r, bool valid) {
  column *c = &r->chunk->columns[r->at++];
  char byte = valid;
  append(r->chunk, &c->valid, &byte, 1);
  c->n_null += !valid;
  return c;
}

static void put_text(row *r, rasid_text text) {
  column *c = next_column(r, text.data != NULL);
  append(r->chunk, &c->values, text.data, text.size);
  append_end(r->chunk, &c->ends, c->values.size);
}

/* How many bytes the character at `s` has; 0 where it is none in UTF-8. */
static size_t character_size(const unsigned char *s, size_t n) {
  size_t size = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
  if (size == 0 || size > n || s[0] > 0xF4) return 0;
  for (size_t i = 1; i < size; i++)
    if ((s[i] & 0xC0) != 0x80) return 0;
  if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) ||
      (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
    return 0;
  return size;
}

/* A text that no coder has seen: consumers trust that columns are UTF-8. */
static void put_unseen(row *r, rasid_text text) {
  column *c = next_column(r, text.data != NULL);
  for (size_t i = 0; i < text.size;) {
    size_t size = character_size((const unsigned char *)text.data + i, text.size - i);
    append(r->chunk, &c->values, size > 0 ? text.data + i : "\xEF\xBF\xBD",
           size > 0 ? size : 3);
    i += size > 0 ? size : 1;
  }
  append_end(r->chunk, &c->ends, c->values.size);
}

static void put_string(row *r, const char *string) {
  bool none = string == NULL || *string == '\0';
  put_text(r, (rasid_text){none ? NULL : string, none ? 0 : strlen(string)});
}

static void put_whole(row *r, int64_t value, bool valid) {
  column *c = next_column(r, valid);
  append(r->chunk, &c->values, &value, sizeof value);
}

static void put_real(row *r, double value) {
  bool valid = value == value; /* else not a number: unknown */
  column *c = next_column(r, valid);
  if (!valid) value = 0;
  append(r->chunk, &c->values, &value, sizeof value);
}

/* Booleans are bits, as validity is: eight rows a byte. */
static void put_yes(row *r, bool value, bool valid) {
  size_t i = (size_t)r->chunk->n_rows;
  column *c = next_column(r, valid);
  char none = 0;
  if (i % 8 == 0) append(r->chunk, &c->values, &none, 1);
  if (!r->chunk->failed && value && valid)
    c->values.data[i / 8] = (char)(c->values.data[i / 8] | 1 << i % 8);
}

void chunk_put_text(chunk *c, size_t at, rasid_text text) {
  put_unseen(&(row){c, at}, text);
}

void chunk_put_whole(chunk *c, size_t at, int64_t value, bool valid) {
  put_whole(&(row){c, at}, value, valid);
}

void chunk_put_real(chunk *c, size_t at, double value, bool valid) {
  put_real(&(row){c, at}, valid ? value : (double)NAN);
}

void chunk_put_yes(chunk *c, size_t at, bool value, bool valid) {
  put_yes(&(row){c, at}, value, valid);
}

/* An item that is absent is an empty text: lists of parties keep in step. */
static void put_item(row *r, column *c, rasid_text text) {
  append(r->chunk, &c->values, text.data, text.data ? text.size : 0);
  append_end(r->chunk, &c->item_ends, c->values.size);
}

static void end_list(row *r, column *c) {
  append_end(r->chunk, &c->ends, c->item_ends.size / sizeof(int32_t) - 1);
}

static void put_list(row *r, const rasid_text *texts, size_t n) {
  column *c = next_column(r, true);
  for (size_t i = 0; i < n; i++) put_item(r, c, texts[i]);
  end_list(r, c);
}

static row begin_row(chunk *c) {
  return (row){c, 0};
}

/* What is left of the row is null. */
static void end_row(row *r) {
  const rasid_text none = {NULL, 0};
  while (r->at < r->chunk->shape->n_columns) {
    switch (r->chunk->shape->columns[r->at].form) {
      case COLUMN_TEXT: put_text(r, none); break;
      case COLUMN_LIST: end_list(r, next_column(r, false)); break;
      case COLUMN_INT: put_whole(r, 0, false); break;
      case COLUMN_REAL: put_real(r, 0.0 / 0.0); break;
      case COLUMN_BOOL: put_yes(r, false, false); break;
    }
  }
  r->chunk->n_rows++;
}

/* ---- rows ---- */

static void put_document(row *r, const rasid_record_data *d) {
  put_text(r, d->id);
  put_text(r, d->url);
  put_text(r, d->source);
  put_text(r, d->published);
  put_text(r, d->written);
  put_text(r, d->title);
}

/* One column of a list of parties: the text at `offset` of each. */
static void put_party(row *r, const rasid_party_data *parties, size_t n, size_t offset) {
  column *c = next_column(r, true);
  for (size_t i = 0; i < n; i++) {
    rasid_text text;
    memcpy(&text, (const char *)&parties[i] + offset, sizeof text);
    put_item(r, c, text);
  }
  end_list(r, c);
}

static void put_parties(row *r, const rasid_party_data *parties, size_t n) {
  put_party(r, parties, n, offsetof(rasid_party_data, span.text));
  put_party(r, parties, n, offsetof(rasid_party_data, label_en));
  put_party(r, parties, n, offsetof(rasid_party_data, country));
  put_party(r, parties, n, offsetof(rasid_party_data, sector));
  put_party(r, parties, n, offsetof(rasid_party_data, wikidata));
}

static void put_place(row *r, const rasid_place_data *p) {
  put_text(r, p->span.text);
  put_text(r, p->name);
  put_text(r, p->country);
  put_text(r, p->admin1);
  put_real(r, p->lat);
  put_real(r, p->lon);
  put_whole(r, p->geonames, p->precision.data != NULL && p->geonames >= 0);
  put_text(r, p->precision);
  put_text(r, p->relation);
  put_text(r, p->basis);
}

static void put_date(row *r, const rasid_date_data *d) {
  put_text(r, d->value);
  put_text(r, d->span.text);
  put_text(r, d->precision);
  put_text(r, d->basis);
}

static void put_claim(row *r, const rasid_claim_data *c) {
  put_text(r, c->who.span.text);
  put_text(r, c->who.label_en);
  put_text(r, c->who.country);
  put_text(r, c->who.sector);
  put_text(r, c->kind);
  put_yes(r, c->anonymous, c->kind.data != NULL);
}

/* The tolls of each event, in their order: index + 1 of the first, and of the next. */
typedef struct toll_links {
  uint32_t *first, *next;
} toll_links;

static toll_links link_tolls(chunk *c, const rasid_record_data *d) {
  toll_links l = {calloc(d->n_events + 1, sizeof *l.first),
                  calloc(d->n_casualties + 1, sizeof *l.next)};
  if (l.first == NULL || l.next == NULL) {
    c->failed = true;
    return l;
  }
  for (size_t i = d->n_casualties; i-- > 0;) {
    int32_t event = d->casualties[i].event;
    if (event < 0 || (size_t)event >= d->n_events) continue;
    l.next[i] = l.first[event];
    l.first[event] = (uint32_t)i + 1;
  }
  return l;
}

static void put_casualties(row *r, const rasid_record_data *d, const toll_links *links,
                           size_t event) {
  column *c = next_column(r, true);
  for (uint32_t i = links->first[event]; i != 0; i = links->next[i - 1])
    put_item(r, c, d->casualties[i - 1].id);
  end_list(r, c);
}

static void add_event(chunk *c, const rasid_record_data *d, const toll_links *links,
                      size_t i) {
  const rasid_event_data *e = &d->events[i];
  row r = begin_row(c);
  put_text(&r, e->id);
  put_document(&r, d);
  put_text(&r, e->category);
  put_list(&r, e->modes, e->n_modes);
  put_list(&r, e->contexts, e->n_contexts);
  put_text(&r, e->cameo);
  put_whole(&r, e->quad, true);
  put_text(&r, e->status);
  put_text(&r, e->same_as_id);
  put_text(&r, e->trigger.text);
  put_parties(&r, e->actors, e->n_actors);
  put_parties(&r, e->recipients, e->n_recipients);
  put_place(&r, &e->place);
  put_date(&r, &e->date);
  put_claim(&r, &e->claim);
  put_casualties(&r, d, links, i);
  put_real(&r, e->confidence);
  put_whole(&r, e->sentence, true);
  put_whole(&r, e->trigger.start, true);
  put_whole(&r, e->trigger.end, true);
  put_text(&r, e->rule);
  end_row(&r);
}

static void add_toll(chunk *c, const rasid_record_data *d, size_t i) {
  static const rasid_event_data no_event = {
      .place = {.lat = 0.0 / 0.0, .lon = 0.0 / 0.0, .geonames = -1}};
  const rasid_casualty_data *t = &d->casualties[i];
  bool has_event = t->event >= 0 && (size_t)t->event < d->n_events;
  const rasid_event_data *e = has_event ? &d->events[t->event] : &no_event;
  row r = begin_row(c);
  put_text(&r, t->id);
  put_text(&r, t->event_id);
  put_document(&r, d);
  put_text(&r, t->kind);
  put_whole(&r, t->low, true);
  put_whole(&r, t->high, t->high >= 0);
  put_yes(&r, t->approx, true);
  put_text(&r, t->status);
  put_text(&r, t->span.text);
  put_text(&r, t->side);
  put_text(&r, t->part_of_id);
  put_text(&r, t->replaces_id);
  put_text(&r, t->victim.span.text);
  put_text(&r, t->victim.country);
  put_text(&r, t->victim.sector);
  put_claim(&r, &t->claim);
  put_text(&r, e->category);
  put_place(&r, &e->place);
  put_date(&r, &e->date);
  put_whole(&r, t->sentence, true);
  put_whole(&r, t->span.start, true);
  put_whole(&r, t->span.end, true);
  put_text(&r, t->rule);
  end_row(&r);
}

static void add_times(chunk *c, const rasid_record *record) {
  rasid_time t;
  for (size_t i = 0; rasid_record_time(record, i, &t); i++) {
    row r = begin_row(c);
    put_text(&r, rasid_record_id(record));
    put_text(&r, t.span.text);
    put_whole(&r, t.span.start, true);
    put_whole(&r, t.span.end, true);
    put_text(&r, t.value);
    put_string(&r, t.type);
    put_text(&r, t.first);
    put_text(&r, t.last);
    put_text(&r, t.anchor);
    put_string(&r, t.anchor_from);
    end_row(&r);
  }
}

void chunks_add_record(chunk *const chunks[N_TABLES], rasid_record_reader *reader,
                       const rasid_record *record) {
  const rasid_record_data *d;
  if (rasid_record_reader_take(reader, record, &d) != RASID_OK) {
    chunks[TABLE_DOCUMENTS]->failed = true;
    return;
  }
  toll_links links = link_tolls(chunks[TABLE_EVENTS], d);
  for (size_t i = 0; i < d->n_events && !chunks[TABLE_EVENTS]->failed; i++)
    add_event(chunks[TABLE_EVENTS], d, &links, i);
  free(links.first);
  free(links.next);
  for (size_t i = 0; i < d->n_casualties; i++) add_toll(chunks[TABLE_TOLLS], d, i);
  add_times(chunks[TABLE_TIMES], record);
  row r = begin_row(chunks[TABLE_DOCUMENTS]);
  put_document(&r, d);
  put_text(&r, d->language);
  put_text(&r, d->sha256);
  put_whole(&r, (int64_t)d->n_events, true);
  put_whole(&r, (int64_t)d->n_casualties, true);
  end_row(&r);
}

void chunks_add_bad(chunk *const chunks[N_TABLES], rasid_text id, const char *code,
                    const char *message) {
  row r = begin_row(chunks[TABLE_DOCUMENTS]);
  put_unseen(&r, id);
  for (unsigned i = 1; i < 8; i++) put_text(&r, (rasid_text){NULL, 0});
  put_whole(&r, 0, true);
  put_whole(&r, 0, true);
  put_string(&r, code);
  put_unseen(&r, (rasid_text){message, strlen(message)}); /* may be cut anywhere */
  end_row(&r);
}
