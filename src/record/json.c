/* json.c - the record as one line of JSON (docs/record.schema.json). */
#include <math.h>

#include "record/record_inside.h"

typedef struct writer {
  buffer *b;
  const rasid_record *r;
  const rasid_model *m;
  size_t id_at, id_size; /* where in the buffer the document's id stands, escaped */
} writer;

#define LITERAL(w, text) buffer_put((w)->b, text, sizeof(text) - 1)

/* ---- values ---- */

static void write_escaped_byte(buffer *b, unsigned char c) {
  static const char HEX[] = "0123456789abcdef";
  switch (c) {
    case '"': buffer_put(b, "\\\"", 2); return;
    case '\\': buffer_put(b, "\\\\", 2); return;
    case '\n': buffer_put(b, "\\n", 2); return;
    case '\r': buffer_put(b, "\\r", 2); return;
    case '\t': buffer_put(b, "\\t", 2); return;
    default: {
      char escape[6] = {'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]};
      buffer_put(b, escape, 6);
    }
  }
}

#define LANES 0x0101010101010101u

/* Do eight bytes need no escape: none under 0x20, no quote, no backslash? With `checked`,
 * neither any that is not ASCII. */
static bool plain_lanes(uint64_t v, bool checked) {
  uint64_t quote = v ^ (LANES * '"'), backslash = v ^ (LANES * '\\');
  uint64_t found = ((v - LANES * 0x20) & ~v) | ((quote - LANES) & ~quote) |
                   ((backslash - LANES) & ~backslash) | (checked ? v : 0);
  return !(found & LANES << 7);
}

/* Copies bytes up to the first eight that are not plain; returns how many were: all, or a
 * multiple of eight. There is room for eight at `out`, however few there are. */
static size_t copy_plain(char *out, const char *s, size_t n, bool checked) {
  size_t i = 0;
  uint64_t v;
  for (; i + 8 <= n; i += 8) {
    memcpy(&v, s + i, 8);
    memcpy(out + i, &v, 8);
    if (!plain_lanes(v, checked)) return i;
  }
  if (i == n) return n;
  if (n >= 8) {
    memcpy(&v, s + n - 8, 8);
    memcpy(out + n - 8, &v, 8);
  } else {
    v = LANES * ' ';
    memcpy(&v, s, n);
    memcpy(out, &v, 8);
  }
  return plain_lanes(v, checked) ? n : i;
}

/* `n` bytes that need no escape, in quotation marks. */
static void write_plain(writer *w, const char *s, size_t n) {
  buffer *b = w->b;
  if (b->capacity - b->size < n + 2 && !buffer_reserve(b, n + 2)) return;
  char *at = b->data + b->size;
  at[0] = '"';
  memcpy(at + 1, s, n);
  at[n + 1] = '"';
  b->size += n + 2;
}

/* A JSON string; ill-formed runs become U+FFFD where `checked`. */
static void write_string(writer *w, const char *s, size_t n, bool checked) {
  buffer *b = w->b;
  if (b->capacity - b->size < n + 10 && !buffer_reserve(b, n + 10)) return;
  char *out = b->data + b->size;
  size_t plain = copy_plain(out + 1, s, n, checked), from = 0;
  if (plain == n) {
    out[0] = out[n + 1] = '"';
    b->size += n + 2;
    return;
  }
  buffer_byte(w->b, '"');
  for (size_t i = plain; i < n;) {
    unsigned char c = (unsigned char)s[i];
    if (c >= 0x80 && checked) {
      size_t at = i;
      bool bad = false;
      utf8_next(s, n, &i, &bad);
      if (bad) {
        buffer_put(w->b, s + from, at - from);
        buffer_put(w->b, "\xEF\xBF\xBD", 3);
        from = i;
      }
      continue;
    }
    if (c < 0x20 || c == '"' || c == '\\') {
      buffer_put(w->b, s + from, i - from);
      write_escaped_byte(w->b, c);
      from = i + 1;
    }
    i++;
  }
  buffer_put(w->b, s + from, n - from);
  buffer_byte(w->b, '"');
}

static void write_cstring(writer *w, const char *s) {
  write_string(w, s, strlen(s), false);
}
/* One of the program's own names, or null for "". */
static void write_name(writer *w, const char *s) {
  write_plain(w, s, strlen(s));
}
static void write_name_or_null(writer *w, const char *s) {
  if (!*s)
    LITERAL(w, "null");
  else
    write_name(w, s);
}
static void write_text(writer *w, rasid_text t) {
  if (!t.data)
    LITERAL(w, "null");
  else
    write_string(w, t.data, t.size, true);
}
static void write_or_null(writer *w, const char *s) {
  if (!*s)
    LITERAL(w, "null");
  else
    write_cstring(w, s);
}

/* A number of at most four digits at `out`; returns how many. */
static unsigned put_small(char *out, uint32_t v) {
  unsigned n = v < 10 ? 1 : v < 100 ? 2 : v < 1000 ? 3 : 4;
  for (unsigned i = n; i-- > 0; v /= 10) out[i] = (char)('0' + v % 10);
  return n;
}

static void write_int(writer *w, int64_t v) {
  buffer *b = w->b;
  char digits[24];
  unsigned n = sizeof digits;
  if (b->capacity - b->size < n && !buffer_reserve(b, n)) return;
  if (v >= 0 && v < 10000) { /* nearly all */
    b->size += put_small(b->data + b->size, (uint32_t)v);
    return;
  }
  uint64_t u = v < 0 ? (uint64_t) - (v + 1) + 1 : (uint64_t)v;
  for (; u; u /= 10) digits[--n] = (char)('0' + u % 10);
  if (v < 0) digits[--n] = '-';
  memcpy(b->data + b->size, digits + n, sizeof digits - n);
  b->size += sizeof digits - n;
}

/* At most `places` decimals, without trailing zeros. */
static void write_fixed(writer *w, double v, unsigned places) {
  if (isnan(v)) {
    LITERAL(w, "null");
    return;
  }
  int64_t scale = 1;
  for (unsigned i = 0; i < places; i++) scale *= 10;
  int64_t n = llround(v * (double)scale);
  if (n < 0) {
    buffer_byte(w->b, '-');
    n = -n;
  }
  write_int(w, n / scale);
  int64_t rest = n % scale;
  if (!rest) return;
  buffer_byte(w->b, '.');
  while (rest) {
    scale /= 10;
    buffer_byte(w->b, (char)('0' + rest / scale));
    rest %= scale;
  }
}

static void write_code(writer *w, uint32_t code) {
  if (!code)
    LITERAL(w, "null");
  else if (code >> 16) { /* of three letters, as nearly all are */
    char text[5] = {'"', (char)(code >> 16), (char)(code >> 8), (char)code, '"'};
    buffer_put(w->b, text, 5);
  } else {
    char text[4];
    write_name(w, code_text(code, text));
  }
}

static void write_offsets(writer *w, uint32_t start, uint32_t end) {
  LITERAL(w, "\"start\":");
  write_int(w, record_offset(w->r, start));
  LITERAL(w, ",\"end\":");
  write_int(w, record_offset(w->r, end));
}

/* "text": …, "start": …, "end": … */
static void write_span(writer *w, uint32_t start, uint32_t end) {
  if (start >= end) {
    LITERAL(w, "\"text\":null,\"start\":null,\"end\":null");
    return;
  }
  LITERAL(w, "\"text\":");
  write_string(w, w->r->text.data + start, end - start, w->r->text.faults.n > 0);
  buffer_byte(w->b, ',');
  write_offsets(w, start, end);
}

/* "id#index" */
static void write_id(writer *w, const char *mark, int64_t index) {
  buffer *b = w->b;
  size_t n = w->id_size;
  if (b->capacity - b->size < n + 1 && !buffer_reserve(b, n + 1)) return;
  b->data[b->size] = '"';
  memcpy(b->data + b->size + 1, b->data + w->id_at, n);
  b->size += n + 1;
  buffer_put(b, mark, strlen(mark));
  write_int(w, index);
  buffer_byte(b, '"');
}

static void write_day(writer *w, int32_t day) {
  char text[16];
  write_plain(w, text, record_day(day, text));
}

/* ---- parts of a record ---- */

static void write_doc(writer *w) {
  const rasid_record *r = w->r;
  const time_anchor *a = &r->mentions.anchor;
  LITERAL(w, "{\"doc\":{\"id\":");
  w->id_at = w->b->size + 1;
  write_string(w, r->id.data ? r->id.data : "", r->id.size, true);
  w->id_size = w->b->failed ? 0 : w->b->size - w->id_at - 1;
  LITERAL(w, ",\"url\":");
  write_text(w, r->url);
  LITERAL(w, ",\"source\":");
  write_text(w, r->source);
  LITERAL(w, ",\"language\":");
  write_or_null(w, r->language ? r->language : "");
  LITERAL(w, ",\"title\":");
  if (!r->title.data)
    LITERAL(w, "null");
  else /* the title is part of the text, where it was coded */
    write_string(w, r->title.data, r->title.size, !r->coded || r->text.faults.n > 0);
  LITERAL(w, ",\"sha256\":");
  write_name(w, r->sha256);
  LITERAL(w, ",\"parts\":[");
  static const char *const KINDS[] = {"title", "caption", "body"};
  for (uint32_t i = 0; i < r->text.n_parts; i++) {
    if (i) buffer_byte(w->b, ',');
    LITERAL(w, "{\"kind\":");
    write_name(w, KINDS[r->text.parts[i].kind % 3]);
    buffer_byte(w->b, ',');
    write_offsets(w, r->text.parts[i].start, r->text.parts[i].end);
    buffer_byte(w->b, '}');
  }
  LITERAL(w, "],\"published\":");
  if (a->published != INT32_MIN)
    write_day(w, a->published);
  else
    write_text(w, r->published);
  LITERAL(w, ",\"published_from\":");
  write_or_null(w, r->published_from ? r->published_from : "");
  LITERAL(w, ",\"written\":");
  if (a->written != INT32_MIN) {
    write_day(w, a->written);
    LITERAL(w, ",\"written_from\":");
    write_name(w, a->from_text ? "text" : "published");
  } else {
    LITERAL(w, "null,\"written_from\":null");
  }
  LITERAL(w, ",\"written_evidence\":");
  if (a->from_text && a->evidence_end > a->evidence_start) {
    buffer_byte(w->b, '{');
    write_offsets(w, a->evidence_start, a->evidence_end);
    buffer_byte(w->b, '}');
  } else {
    LITERAL(w, "null");
  }
  LITERAL(w, "},\"coder\":{\"version\":");
  write_name(w, rasid_version());
  LITERAL(w, ",\"model\":");
  write_name(w, w->m->hash);
  LITERAL(w, "},\"sentences\":[");
  for (uint32_t i = 0; i < r->text.sentences.n; i++) {
    if (i) buffer_byte(w->b, ',');
    buffer_byte(w->b, '[');
    write_int(w, record_offset(r, r->text.sentences.items[i].start));
    buffer_byte(w->b, ',');
    write_int(w, record_offset(r, r->text.sentences.items[i].end));
    buffer_byte(w->b, ']');
  }
  LITERAL(w, "]");
}

static void write_label(writer *w, const party *p) {
  char label[200];
  size_t n = event_label(&w->r->context, p, label, sizeof label);
  LITERAL(w, ",\"label_en\":");
  if (n)
    write_string(w, label, n, true);
  else
    LITERAL(w, "null");
}

static void write_codes(writer *w, const party *p) {
  LITERAL(w, ",\"country\":");
  write_code(w, p->country);
  LITERAL(w, ",\"sector\":");
  write_code(w, p->sector);
}

static void write_parties(writer *w, const party *list, uint32_t n) {
  buffer_byte(w->b, '[');
  for (uint32_t i = 0; i < n; i++) {
    const party *p = &list[i];
    const actor_record *a = record_actor(w->r, p->entity);
    if (i) buffer_byte(w->b, ',');
    buffer_byte(w->b, '{');
    write_span(w, p->start, p->end);
    write_codes(w, p);
    LITERAL(w, ",\"name\":");
    write_or_null(w, a ? model_string(w->m, a->label) : "");
    write_label(w, p);
    LITERAL(w, ",\"wikidata\":");
    write_or_null(w, a ? model_string(w->m, a->wikidata) : "");
    LITERAL(w, ",\"refers_to\":");
    if (p->refers_end > p->refers_start) {
      buffer_byte(w->b, '{');
      write_offsets(w, p->refers_start, p->refers_end);
      buffer_byte(w->b, '}');
    } else {
      LITERAL(w, "null");
    }
    buffer_byte(w->b, '}');
  }
  buffer_byte(w->b, ']');
}

static void write_place_fields(writer *w, const place_mention *p, const place_values *v) {
  write_span(w, p->start, p->end);
  LITERAL(w, ",\"name\":");
  write_or_null(w, v->name);
  LITERAL(w, ",\"country\":");
  write_code(w, v->country);
  LITERAL(w, ",\"admin1\":");
  write_or_null(w, v->admin1);
  LITERAL(w, ",\"lat\":");
  write_fixed(w, v->lat, 5);
  LITERAL(w, ",\"lon\":");
  write_fixed(w, v->lon, 5);
}

static void write_event_place(writer *w, const event *e) {
  if (!e->place.mention) {
    LITERAL(w, "null");
    return;
  }
  const place_mention *p = &w->r->mentions.places.items[e->place.mention - 1];
  place_values v;
  record_place(w->r, p, &v);
  buffer_byte(w->b, '{');
  write_place_fields(w, p, &v);
  LITERAL(w, ",\"geonames\":");
  if (v.geonames)
    write_int(w, v.geonames);
  else
    LITERAL(w, "null");
  LITERAL(w, ",\"precision\":");
  write_name(w, v.precision);
  LITERAL(w, ",\"relation\":");
  write_name_or_null(w, v.relation);
  LITERAL(w, ",\"basis\":");
  write_name(w, e->place.stated ? "stated" : "context");
  buffer_byte(w->b, '}');
}

static void write_place(writer *w, const place_mention *p) {
  place_values v;
  record_place(w->r, p, &v);
  buffer_byte(w->b, '{');
  write_place_fields(w, p, &v);
  LITERAL(w, ",\"precision\":");
  write_name(w, v.precision);
  buffer_byte(w->b, '}');
}

static const char *date_precision(const char *value) {
  if (strchr(value, '/')) return "interval";
  switch (strlen(value)) {
    case 4: return "year";
    case 7: return "month";
    case 10: return "day";
    default: return "time";
  }
}

static void write_event_date(writer *w, const event *e) {
  if (!e->date) {
    LITERAL(w, "null");
    return;
  }
  const time_mention *t = &w->r->mentions.times.items[e->date - 1];
  LITERAL(w, "{\"value\":");
  write_name(w, t->value);
  buffer_byte(w->b, ',');
  write_span(w, t->start, t->end);
  LITERAL(w, ",\"precision\":");
  write_name(w, date_precision(t->value));
  LITERAL(w, ",\"basis\":");
  write_name(w, e->date_stated ? "stated" : "context");
  buffer_byte(w->b, '}');
}

static void write_claim(writer *w, uint32_t speech_plus_1) {
  if (!speech_plus_1) {
    LITERAL(w, "null");
    return;
  }
  const speech *s = &w->r->parse.speeches.items[speech_plus_1 - 1];
  party p = record_party(w->r, s->claimant, s->start, s->end);
  buffer_byte(w->b, '{');
  write_span(w, s->start, s->end);
  write_codes(w, &p);
  write_label(w, &p);
  LITERAL(w, ",\"kind\":");
  write_name(w, claim_kind_name(s->kind ? s->kind : CLAIM_SAID));
  LITERAL(w, ",\"anonymous\":");
  if (s->anonymous)
    LITERAL(w, "true}");
  else
    LITERAL(w, "false}");
}

static void write_rule(writer *w, uint32_t file, uint32_t line) {
  char rule[RECORD_RULE_ROOM];
  write_string(w, rule, record_rule(w->r, file, line, rule), false);
}

static void write_evidence_item(writer *w, bool *any, const char *field, uint32_t start,
                                uint32_t end) {
  if (start >= end) return;
  if (*any) buffer_byte(w->b, ',');
  *any = true;
  LITERAL(w, "{\"field\":");
  write_name(w, field);
  buffer_byte(w->b, ',');
  write_offsets(w, start, end);
  buffer_byte(w->b, '}');
}

static void write_evidence(writer *w, const event *e) {
  bool any = false;
  const mention_doc *md = &w->r->mentions;
  buffer_byte(w->b, '[');
  write_evidence_item(w, &any, "status", e->status_start, e->status_end);
  if (e->place.mention && !e->place.stated)
    write_evidence_item(w, &any, "place", md->places.items[e->place.mention - 1].start,
                        md->places.items[e->place.mention - 1].end);
  if (e->date && !e->date_stated)
    write_evidence_item(w, &any, "date", md->times.items[e->date - 1].start,
                        md->times.items[e->date - 1].end);
  if (e->speech) {
    const speech *s = &w->r->parse.speeches.items[e->speech - 1];
    const token *t = &w->r->text.tokens.items[s->token];
    write_evidence_item(w, &any, "claim", t->start, t->end);
  }
  buffer_byte(w->b, ']');
}

static void write_modes(writer *w, const event *e) {
  buffer_byte(w->b, '[');
  const char *modes[RECORD_MAX_MODES];
  unsigned n = record_modes(e, modes);
  for (unsigned i = 0; i < n; i++) {
    if (i) buffer_byte(w->b, ',');
    write_name(w, modes[i]);
  }
  LITERAL(w, "],\"context\":[");
  for (unsigned i = 0; i < 4 && e->contexts[i]; i++) {
    if (i) buffer_byte(w->b, ',');
    write_cstring(w, model_string(w->m, e->contexts[i]));
  }
  buffer_byte(w->b, ']');
}

static void write_event(writer *w, uint32_t index) {
  const rasid_record *r = w->r;
  uint32_t candidate = r->event_candidate[index];
  const event *e = &r->events.candidates.items[candidate];
  LITERAL(w, "{\"id\":");
  write_id(w, "#", index);
  LITERAL(w, ",\"event\":");
  write_name(w, category_name(e->category));
  LITERAL(w, ",\"mode\":");
  write_modes(w, e);
  LITERAL(w, ",\"cameo\":");
  write_cstring(w, e->cameo);
  LITERAL(w, ",\"quad\":");
  write_int(w, quad_of(e->category));
  LITERAL(w, ",\"status\":");
  write_name(w, status_name(e->status));
  LITERAL(w, ",\"sentence\":");
  write_int(w, e->sentence);
  LITERAL(w, ",\"same_as\":");
  int64_t same = record_event_of(r, e->same_as);
  if (same >= 0)
    write_id(w, "#", same);
  else
    LITERAL(w, "null");
  LITERAL(w, ",\"trigger\":{");
  write_span(w, e->start, e->end);
  LITERAL(w, ",\"lemma\":");
  write_cstring(w, model_string(w->m, model_lemma(w->m, e->lemma)->text));
  LITERAL(w, "},\"actor\":");
  write_parties(w, e->actors, e->n_actors);
  LITERAL(w, ",\"recipient\":");
  write_parties(w, e->recipients, e->n_recipients);
  LITERAL(w, ",\"place\":");
  write_event_place(w, e);
  LITERAL(w, ",\"date\":");
  write_event_date(w, e);
  LITERAL(w, ",\"claim\":");
  write_claim(w, e->speech);
  LITERAL(w, ",\"casualties\":[");
  bool any = false;
  for (uint32_t i = r->first_toll[candidate]; i; i = r->next_toll[i - 1]) {
    if (any) buffer_byte(w->b, ',');
    any = true;
    write_id(w, "#c", i - 1);
  }
  LITERAL(w, "],\"confidence\":");
  write_fixed(w, (double)e->confidence, 2);
  LITERAL(w, ",\"rule\":");
  const frame_record *f = model_frame(w->m, e->frame);
  write_rule(w, f->file, f->line);
  LITERAL(w, ",\"evidence\":");
  write_evidence(w, e);
  buffer_byte(w->b, '}');
}

static void write_link(writer *w, const char *mark, int64_t index) {
  if (index < 0)
    LITERAL(w, "null");
  else
    write_id(w, mark, index);
}

static void write_casualty(writer *w, uint32_t index) {
  const toll *t = &w->r->events.tolls.items[index];
  LITERAL(w, "{\"id\":");
  write_id(w, "#c", index);
  buffer_byte(w->b, ',');
  write_span(w, t->start, t->end);
  LITERAL(w, ",\"sentence\":");
  write_int(w, t->sentence);
  LITERAL(w, ",\"kind\":");
  write_name(w, toll_kind_name(t->kind));
  LITERAL(w, ",\"low\":");
  write_int(w, t->low);
  LITERAL(w, ",\"high\":");
  if (t->high < 0)
    LITERAL(w, "null");
  else
    write_int(w, t->high);
  if (t->approx)
    LITERAL(w, ",\"approx\":true");
  else
    LITERAL(w, ",\"approx\":false");
  LITERAL(w, ",\"status\":");
  write_name(w, status_name(t->status));
  LITERAL(w, ",\"victim\":");
  if (t->entity) {
    const entity *e = &w->r->mentions.entities.items[t->entity - 1];
    party p = record_party(w->r, t->entity, e->start, e->end);
    buffer_byte(w->b, '{');
    write_span(w, p.start, p.end);
    write_codes(w, &p);
    buffer_byte(w->b, '}');
  } else {
    LITERAL(w, "null");
  }
  LITERAL(w, ",\"side\":");
  write_name_or_null(w, toll_side_name(t->side));
  LITERAL(w, ",\"claim\":");
  write_claim(w, t->speech);
  LITERAL(w, ",\"part_of\":");
  write_link(w, "#c", (int64_t)t->part_of - 1);
  LITERAL(w, ",\"replaces\":");
  write_link(w, "#c", (int64_t)t->replaces - 1);
  LITERAL(w, ",\"event\":");
  write_link(w, "#", record_event_of(w->r, t->event));
  LITERAL(w, ",\"rule\":");
  const toll_record *rule = model_toll(w->m, t->rule);
  write_rule(w, rule->file, rule->line);
  buffer_byte(w->b, '}');
}

static void write_figure(writer *w, const figure *f) {
  buffer_byte(w->b, '{');
  write_span(w, f->start, f->end);
  LITERAL(w, ",\"value\":");
  write_int(w, f->value);
  LITERAL(w, ",\"of\":");
  if (f->of < 0)
    LITERAL(w, "null");
  else
    write_int(w, f->of);
  LITERAL(w, ",\"unit\":");
  const lemma_record *unit = model_lemma(w->m, f->unit);
  const char *gloss = model_string(w->m, unit->gloss);
  write_or_null(w, *gloss ? gloss : model_string(w->m, unit->text));
  LITERAL(w, ",\"event\":");
  write_link(w, "#", record_event_of(w->r, f->event));
  LITERAL(w, ",\"claim\":");
  write_claim(w, f->speech);
  buffer_byte(w->b, '}');
}

static void write_time(writer *w, const time_mention *t) {
  buffer_byte(w->b, '{');
  write_span(w, t->start, t->end);
  LITERAL(w, ",\"value\":");
  write_name_or_null(w, t->has_value ? t->value : "");
  LITERAL(w, ",\"type\":");
  write_name(w, time_type_name(t->type));
  buffer_byte(w->b, '}');
}

static void write_diagnostics(writer *w) {
  for (uint32_t i = 0; i < w->r->diagnostics.n; i++) {
    const diagnostic *d = &w->r->diagnostics.items[i];
    if (i) buffer_byte(w->b, ',');
    LITERAL(w, "{\"code\":");
    write_cstring(w, d->code);
    LITERAL(w, ",\"message\":");
    write_string(w, d->message, strlen(d->message), true);
    buffer_byte(w->b, ',');
    if (d->end > d->start)
      write_offsets(w, d->start, d->end);
    else
      LITERAL(w, "\"start\":null,\"end\":null");
    buffer_byte(w->b, '}');
  }
}

static void comma(writer *w, uint32_t i) {
  if (i) buffer_byte(w->b, ',');
}

void record_write_json(struct rasid_coder *c) {
  const rasid_record *r = &c->record;
  c->json.size = 0;
  writer writer_of_record = {&c->json, r, c->model, 0, 0}, *w = &writer_of_record;
  record_fetch(r, false);
  write_doc(w);
  record_fetch(r, true);
  LITERAL(w, ",\"events\":[");
  for (uint32_t i = 0; i < r->n_events; i++) comma(w, i), write_event(w, i);
  LITERAL(w, "],\"casualties\":[");
  for (uint32_t i = 0; i < r->events.tolls.n; i++) comma(w, i), write_casualty(w, i);
  LITERAL(w, "],\"figures\":[");
  for (uint32_t i = 0; i < r->events.figures.n; i++)
    comma(w, i), write_figure(w, &r->events.figures.items[i]);
  LITERAL(w, "],\"times\":[");
  for (uint32_t i = 0; i < r->mentions.times.n; i++)
    comma(w, i), write_time(w, &r->mentions.times.items[i]);
  LITERAL(w, "],\"places\":[");
  for (uint32_t i = 0; i < r->mentions.places.n; i++)
    comma(w, i), write_place(w, &r->mentions.places.items[i]);
  LITERAL(w, "],\"diagnostics\":[");
  write_diagnostics(w);
  LITERAL(w, "]}");
}
