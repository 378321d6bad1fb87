/* record_reader.c - a record's line of JSON, read back into structs.
 *
 * One walk over the line, driven by the tables of record_shapes.c: texts without escapes
 * stay where they are, lists go into an arena that is kept from line to line, so that
 * reading a stream settles at no allocation. When all is read, the ids by which events
 * and tolls name each other become indices.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "json_reader.h"
#include "record_shapes.h"

enum { BLOCK_BYTES = 1 << 16 };

typedef struct block {
  struct block *next;
  size_t used, size;
  max_align_t data[];
} block;

struct rasid_record_reader {
  rasid_record_data record;
  block *blocks, *current; /* the arena: all blocks, and the one being filled */
  bytes items;             /* of the lists being read, one behind the other */
  json_cursor c;
  const char *wanted;      /* what the value at the cursor should have been, or NULL */
  bool no_memory, is_ours; /* is_ours: printed by the coder, sound */
};

/* ---- memory ---- */

/* A block with `size` bytes free: the current one, an older one that is kept from the
 * last record, or a new one at the end. */
static block *block_for(rasid_record_reader *r, size_t size) {
  block **link = r->current ? &r->current : &r->blocks;
  for (; *link != NULL; link = &(*link)->next) {
    if (*link != r->current) (*link)->used = 0;
    if ((*link)->size - (*link)->used >= size) return *link;
  }
  size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
  block *b = malloc(sizeof *b + room);
  if (b != NULL) {
    *b = (block){.size = room};
    *link = b;
  }
  return b;
}

static void *take(rasid_record_reader *r, size_t size) {
  size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
  block *b = block_for(r, size);
  if (b == NULL) {
    r->no_memory = true;
    return NULL;
  }
  r->current = b;
  void *memory = (char *)b->data + b->used;
  b->used += size;
  return memory;
}

rasid_record_reader *rasid_record_reader_new(void) {
  return calloc(1, sizeof(rasid_record_reader));
}

void rasid_record_reader_free(rasid_record_reader *r) {
  if (r == NULL) return;
  for (block *b = r->blocks, *next; b != NULL; b = next) {
    next = b->next;
    free(b);
  }
  bytes_free(&r->items);
  free(r);
}

/* ---- values ---- */

static bool want(rasid_record_reader *r, const char *wanted) {
  if (r->c.problem == NULL && r->wanted == NULL) r->wanted = wanted;
  return false;
}

static bool take_text(rasid_record_reader *r, rasid_text *text) {
  json_view view;
  if (json_peek(&r->c) != JSON_STRING) return want(r, "a string");
  if (!json_take(&r->c, &view)) return false;
  *text = (rasid_text){view.data, view.size};
  if (!view.escaped) return true;
  char *copy = take(r, view.size);
  if (copy == NULL) return false;
  memcpy(copy, view.data, view.size);
  *text = (rasid_text){copy, json_decode(copy, view.size)};
  return true;
}

static bool take_whole(rasid_record_reader *r, int64_t low, int64_t high,
                       int64_t *number) {
  json_view view;
  json_cursor before = r->c;
  bool ok = json_peek(&r->c) == JSON_NUMBER && json_take(&r->c, &view);
  int64_t n = 0;
  for (size_t i = 0; ok && i < view.size; i++) {
    int64_t digit = view.data[i] - '0';
    ok = digit >= 0 && digit <= 9 && n <= (high - digit) / 10;
    n = ok ? 10 * n + digit : n;
  }
  if (ok && n >= low && n <= high) {
    *number = n;
    return true;
  }
  if (r->c.problem == NULL) r->c = before; /* the column of the value */
  return want(r, "a whole number that is not negative");
}

/* Reads a number of JSON; not by strtod, whose decimal point depends on the locale. */
static double real_of(json_view v) {
  double value = 0, scale = 1;
  size_t i = 0;
  bool negative = v.data[0] == '-', behind_point = false;
  for (i = negative; i < v.size && v.data[i] != 'e' && v.data[i] != 'E'; i++) {
    if (v.data[i] == '.') {
      behind_point = true;
      continue;
    }
    value = value * 10 + (v.data[i] - '0');
    if (behind_point) scale *= 10;
  }
  int exponent = 0;
  bool down = i + 1 < v.size && v.data[i + 1] == '-';
  for (i++; i < v.size && exponent < 400; i++)
    if (v.data[i] >= '0' && v.data[i] <= '9')
      exponent = exponent * 10 + (v.data[i] - '0');
  value = value / scale * pow(10, down ? -exponent : exponent);
  return negative ? -value : value;
}

static bool take_real(rasid_record_reader *r, double *real) {
  json_view view;
  if (json_peek(&r->c) != JSON_NUMBER) return want(r, "a number");
  if (!json_take(&r->c, &view)) return false;
  *real = real_of(view);
  return isfinite(*real) || want(r, "a number that is finite");
}

static bool take_bool(rasid_record_reader *r, bool *value) {
  if (json_peek(&r->c) != JSON_BOOL) return want(r, "true or false");
  *value = *r->c.at == 't';
  return json_skip(&r->c);
}

/* ---- objects and lists ---- */

/* A struct in which nothing is known yet. */
static void clear(const shape *s, char *at) {
  for (size_t i = 0; i < s->n_members; i++) {
    const member *m = &s->members[i];
    if (m->kind == MEMBER_REAL) *(double *)(void *)(at + m->offset) = NAN;
    if (m->kind == MEMBER_NUMBER) *(int64_t *)(void *)(at + m->offset) = -1;
    if (m->kind == MEMBER_OBJECT) clear(m->shape, at + m->offset);
  }
}

static bool take_object(rasid_record_reader *r, const shape *s, char *at);

/* Puts the items that lie on top of r->items, from `base`, into the arena. */
static bool end_list(rasid_record_reader *r, size_t base, size_t n, const void **list,
                     size_t *n_list) {
  size_t size = r->items.size - base;
  void *copy = n > 0 ? take(r, size) : NULL;
  if (n > 0 && copy == NULL) return false;
  if (n > 0) memcpy(copy, r->items.data + base, size);
  r->items.size = base;
  *list = copy;
  *n_list = n;
  return true;
}

/* [start, end] */
static bool take_pair(rasid_record_reader *r, rasid_range_data *range) {
  int64_t ends[2];
  bool first = true;
  if (json_peek(&r->c) != JSON_ARRAY) return want(r, "a pair of offsets");
  json_enter(&r->c);
  for (int i = 0; i < 2; i++)
    if (!json_next_item(&r->c, &first) || !take_whole(r, 0, UINT32_MAX, &ends[i]))
      return want(r, "a pair of offsets");
  if (json_next_item(&r->c, &first)) return want(r, "the end of a pair of offsets");
  range->start = (uint32_t)ends[0];
  range->end = (uint32_t)ends[1];
  return r->c.problem == NULL;
}

static bool take_item(rasid_record_reader *r, const member *m) {
  list_item item;
  bool ok = false;
  size_t size = m->kind == MEMBER_TEXTS   ? sizeof item.text
                : m->kind == MEMBER_PAIRS ? sizeof item.range
                                          : m->shape->size;
  memset(&item, 0, size);
  if (m->kind == MEMBER_TEXTS) {
    ok = take_text(r, &item.text);
  } else if (m->kind == MEMBER_PAIRS) {
    ok = take_pair(r, &item.range);
  } else {
    clear(m->shape, (char *)&item);
    ok = take_object(r, m->shape, (char *)&item);
  }
  if (!ok) return false;
  if (bytes_put(&r->items, (const char *)&item, size)) return true;
  r->no_memory = true;
  return false;
}

static bool take_list(rasid_record_reader *r, const member *m, char *at) {
  size_t base = r->items.size, n = 0;
  bool first = true;
  const void *list = NULL;
  if (json_peek(&r->c) != JSON_ARRAY) return want(r, "a list");
  json_enter(&r->c);
  while (json_next_item(&r->c, &first)) {
    if (!take_item(r, m)) return false;
    n++;
  }
  if (r->c.problem != NULL) return false;
  if (!end_list(r, base, n, &list, (size_t *)(void *)(at + m->n_offset))) return false;
  memcpy(at + m->offset, &list, sizeof list);
  return true;
}

static bool take_member(rasid_record_reader *r, const member *m, char *at) {
  void *field = at + m->offset;
  int64_t number;
  if (json_peek(&r->c) == JSON_NULL) return json_skip(&r->c);
  switch (m->kind) {
    case MEMBER_TEXT: return take_text(r, field);
    case MEMBER_NUMBER: return take_whole(r, 0, INT64_MAX, field);
    case MEMBER_OFFSET:
      if (!take_whole(r, 0, UINT32_MAX, &number)) return false;
      *(uint32_t *)field = (uint32_t)number;
      return true;
    case MEMBER_REAL: return take_real(r, field);
    case MEMBER_BOOL: return take_bool(r, field);
    case MEMBER_OBJECT: return take_object(r, m->shape, field);
    case MEMBER_LIST:
    case MEMBER_TEXTS:
    case MEMBER_PAIRS: return take_list(r, m, at);
  }
  return false;
}

/* The member of a key, which mostly is the one behind the last. */
static const member *find_member(const shape *s, json_view key, size_t *next) {
  for (size_t i = 0; i < s->n_members; i++) {
    size_t at = (*next + i) % s->n_members;
    if (!json_key_is(key, s->members[at].key)) continue;
    *next = at + 1;
    return &s->members[at];
  }
  return NULL;
}

static bool take_object(rasid_record_reader *r, const shape *s, char *at) {
  json_view key;
  bool first = true;
  size_t next = 0;
  if (json_peek(&r->c) != JSON_OBJECT) return want(r, "an object");
  json_enter(&r->c);
  while (json_next_key(&r->c, &first, &key)) {
    const member *m = find_member(s, key, &next);
    if (m != NULL ? !take_member(r, m, at) : !json_skip(&r->c)) return false;
    /* What follows in a record is wanted by nobody. */
    if (r->is_ours && m == &record_shape.members[record_shape.n_members - 1]) return true;
  }
  return r->c.problem == NULL;
}

/* ---- links ---- */

static bool same_text(rasid_text a, rasid_text b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static rasid_text id_at(const void *items, size_t size, size_t i) {
  rasid_text id; /* the first field of events and tolls alike */
  memcpy(&id, (const char *)items + i * size, sizeof id);
  return id;
}

/* The index of the item called `id`; -1 where the id is absent. Ids end in their index;
 * where one does not, all are looked at. */
static bool find_id(rasid_text id, const void *items, size_t size, size_t n,
                    int32_t *index) {
  *index = -1;
  if (id.data == NULL) return true;
  size_t digits = 0, guess = 0;
  while (digits < id.size && digits < 9 && id.data[id.size - 1 - digits] >= '0' &&
         id.data[id.size - 1 - digits] <= '9')
    digits++;
  for (size_t i = id.size - digits; i < id.size; i++)
    guess = 10 * guess + (size_t)(id.data[i] - '0');
  if (guess < n && same_text(id, id_at(items, size, guess))) {
    *index = (int32_t)guess;
    return true;
  }
  for (size_t i = 0; i < n && i < INT32_MAX; i++) {
    if (!same_text(id, id_at(items, size, i))) continue;
    *index = (int32_t)i;
    return true;
  }
  return false;
}

/* An event may be the same only as an earlier one: chains end. */
static bool link_all(rasid_record_data *d) {
  rasid_event_data *events = (rasid_event_data *)(uintptr_t)d->events;
  rasid_casualty_data *tolls = (rasid_casualty_data *)(uintptr_t)d->casualties;
  size_t event = sizeof *events, toll = sizeof *tolls;
  for (size_t i = 0; i < d->n_events; i++)
    if (!find_id(events[i].same_as_id, events, event, d->n_events, &events[i].same_as) ||
        (events[i].same_as >= 0 && (size_t)events[i].same_as >= i))
      return false;
  for (size_t i = 0; i < d->n_casualties; i++) {
    rasid_casualty_data *t = &tolls[i];
    if (!find_id(t->event_id, events, event, d->n_events, &t->event) ||
        !find_id(t->part_of_id, tolls, toll, d->n_casualties, &t->part_of) ||
        !find_id(t->replaces_id, tolls, toll, d->n_casualties, &t->replaces))
      return false;
  }
  return true;
}

/* ---- a record ---- */

/* Bytes of the character at `s`, 0 where it is ill-formed (Unicode 15, table 3-7). */
static size_t utf8_size(const unsigned char *s, size_t n) {
  static const struct {
    unsigned char first, last, low, high, size;
  } rows[] = {{0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2},
              {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
              {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
              {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4},
              {0xF4, 0xF4, 0x80, 0x8F, 4}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (s[0] < rows[i].first || s[0] > rows[i].last) continue;
    if (n < rows[i].size) return 0;
    if (rows[i].size > 1 && (s[1] < rows[i].low || s[1] > rows[i].high)) return 0;
    for (size_t k = 2; k < rows[i].size; k++)
      if ((s[k] & 0xC0) != 0x80) return 0;
    return rows[i].size;
  }
  return 0;
}

/* JSON is UTF-8 (RFC 8259); what the formats print is to be so too. */
static bool is_utf8(rasid_record_reader *r) {
  const unsigned char *s = (const unsigned char *)r->c.start;
  size_t n = (size_t)(r->c.end - r->c.start), i = 0;
  while (i < n) {
    bool of_two = (s[i] & 0xE0) == 0xC0 && s[i] >= 0xC2 && n - i > 1 &&
                  (s[i + 1] & 0xC0) == 0x80; /* as Arabic letters are */
    size_t size = s[i] < 0x80 ? 1 : of_two ? 2 : utf8_size(s + i, n - i);
    if (size == 0) {
      r->c.at = r->c.start + i;
      r->c.problem = "bytes that are no UTF-8";
      return false;
    }
    i += size;
  }
  return true;
}

static rasid_status fail(rasid_record_reader *r, rasid_error *error, rasid_status status,
                         const char *what, const char *detail) {
  if (error == NULL) return status;
  error->status = status;
  error->offset = json_column(&r->c);
  snprintf(error->message, sizeof error->message, "%s%s", what, detail);
  return status;
}

static void begin(rasid_record_reader *r, rasid_text line, bool is_ours) {
  memset(&r->record, 0, sizeof r->record);
  clear(&record_shape, (char *)&r->record);
  r->current = NULL;
  r->items.size = 0;
  r->wanted = NULL;
  r->no_memory = false;
  r->is_ours = is_ours;
  r->c = json_begin(line.data ? line.data : "", line.size);
}

rasid_status rasid_record_reader_take(rasid_record_reader *r, const rasid_record *coded,
                                      const rasid_record_data **record) {
  rasid_text line = rasid_record_json(coded);
  *record = NULL;
  if (line.size == 0) return RASID_ERROR_ARGUMENT;
  begin(r, line, true);
  bool ok = take_object(r, &record_shape, (char *)&r->record) && link_all(&r->record);
  if (!ok) return RASID_ERROR_MEMORY; /* nothing else can be wrong */
  *record = &r->record;
  return RASID_OK;
}

rasid_status rasid_record_reader_read(rasid_record_reader *r, rasid_text line,
                                      const rasid_record_data **record,
                                      rasid_error *error) {
  *record = NULL;
  begin(r, line, false);
  bool ok = is_utf8(r) && take_object(r, &record_shape, (char *)&r->record) &&
            json_finish(&r->c);
  if (r->no_memory)
    return fail(r, error, RASID_ERROR_MEMORY, "out of memory for the record", "");
  if (!ok && r->c.problem != NULL)
    return fail(r, error, RASID_ERROR_FORMAT, "invalid JSON: ", r->c.problem);
  if (!ok)
    return fail(r, error, RASID_ERROR_FORMAT, "not a record: here should stand ",
                r->wanted ? r->wanted : "something else");
  if (r->record.id.data == NULL || r->record.version.data == NULL)
    return fail(r, error, RASID_ERROR_FORMAT,
                "not a record: it has no doc.id or no coder.version; "
                "'rasid code --format jsonl' prints records",
                "");
  if (!link_all(&r->record))
    return fail(r, error, RASID_ERROR_FORMAT,
                "not a sound record: same_as, event, part_of or replaces names nothing "
                "earlier in it",
                "");
  *record = &r->record;
  return RASID_OK;
}
