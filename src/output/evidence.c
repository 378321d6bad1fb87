/* evidence.c - cuts the text of a report where evidence begins and ends.
 *
 * Every span of the record is two borders. They are sorted and walked over together with
 * the text, whose offsets count code points or other units: so each byte is looked at
 * once, however many spans there are and however they overlap.
 */
#include "evidence.h"

#include <stdlib.h>

/* ---- the borders ---- */

typedef struct border {
  uint32_t at;
  uint8_t field;  /* index of its bit */
  bool begins;    /* else ends */
  uint32_t event; /* of the trigger that begins here, plus 1; else 0 */
} border;

typedef struct borders {
  border *items;
  size_t n, capacity;
  bool failed;
} borders;

static void add(borders *b, border one) {
  if (b->n == b->capacity) {
    size_t capacity = 2 * b->capacity + 64;
    border *more = realloc(b->items, capacity * sizeof *more);
    if (more == NULL) {
      b->failed = true;
      return;
    }
    b->items = more;
    b->capacity = capacity;
  }
  b->items[b->n++] = one;
}

static void add_span(borders *b, const rasid_span *span, unsigned field,
                     uint32_t event_plus_1) {
  uint8_t index = 0;
  if (span->text.data == NULL || span->start >= span->end) return;
  while (field >> index != 1) index++;
  add(b, (border){span->start, index, true, event_plus_1});
  add(b, (border){span->end, index, false, 0});
}

static int compare(const void *a, const void *b) {
  const border *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  if (x->begins != y->begins) return x->begins - y->begins; /* ends first */
  if (x->event != y->event) return x->event < y->event ? -1 : 1;
  return x->field - y->field;
}

static void add_event(borders *b, const rasid_event_data *e, uint32_t number) {
  add_span(b, &e->trigger, EVIDENCE_TRIGGER, number);
  for (size_t i = 0; i < e->n_actors; i++)
    add_span(b, &e->actors[i].span, EVIDENCE_ACTOR, 0);
  for (size_t i = 0; i < e->n_recipients; i++)
    add_span(b, &e->recipients[i].span, EVIDENCE_RECIPIENT, 0);
  add_span(b, &e->place.span, EVIDENCE_PLACE, 0);
  add_span(b, &e->date.span, EVIDENCE_DATE, 0);
  add_span(b, &e->claim.who.span, EVIDENCE_CLAIM, 0);
}

static borders borders_of(const rasid_record_data *record) {
  borders b = {0};
  for (size_t i = 0; i < record->n_events; i++)
    add_event(&b, &record->events[i], (uint32_t)i + 1);
  for (size_t i = 0; i < record->n_casualties; i++)
    add_span(&b, &record->casualties[i].span, EVIDENCE_TOLL, 0);
  if (b.n > 0) qsort(b.items, b.n, sizeof *b.items, compare);
  return b;
}

/* ---- the text ---- */

/* Bytes of the character at `s`; what is ill-formed is one by maximal subparts, as the
 * coder counts, and `*bad`. */
static size_t long_character(const unsigned char *s, size_t n, bool *bad) {
  unsigned char c = s[0], low = 0x80, high = 0xBF;
  size_t want = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2, i = 1;
  *bad = c < 0xC2 || c > 0xF4;
  if (*bad) return 1;
  if (c == 0xE0) low = 0xA0;
  if (c == 0xED) high = 0x9F;
  if (c == 0xF0) low = 0x90;
  if (c == 0xF4) high = 0x8F;
  for (; i < want && i < n && s[i] >= low && s[i] <= high; i++) {
    low = 0x80;
    high = 0xBF;
  }
  *bad = i < want;
  return i;
}

/* The same, quick for ASCII and for Arabic letters, which are most. */
static inline size_t character(const unsigned char *s, size_t n, bool *bad) {
  *bad = false;
  if (s[0] < 0x80) return 1;
  bool of_two = s[0] >= 0xC2 && s[0] < 0xE0 && n > 1 && (s[1] & 0xC0) == 0x80;
  return of_two ? 2 : long_character(s, n, bad);
}

/* Offset units of the character of `size` bytes at `s`. */
static uint32_t units(const unsigned char *s, size_t size, rasid_offsets offsets) {
  if (offsets == RASID_OFFSETS_BYTES) return (uint32_t)size;
  return offsets == RASID_OFFSETS_UTF16 && size == 4 && s[0] >= 0xF0 ? 2 : 1;
}

static uint64_t count_units(rasid_text text, rasid_offsets offsets) {
  const unsigned char *s = (const unsigned char *)text.data;
  uint64_t n = 0;
  bool bad;
  for (size_t i = 0; i < text.size;) {
    size_t size = character(s + i, text.size - i, &bad);
    n += units(s + i, size, offsets);
    i += size;
  }
  return n;
}

/* The text of part `i` of the record; empty where the document has none such. */
static rasid_text part_text(const report *r, size_t i, size_t *caption) {
  const rasid_document *d = r->document;
  rasid_text kind = r->data->parts[i].kind, text = {NULL, 0};
  if (text_is(kind, "title"))
    text = d->title;
  else if (text_is(kind, "body"))
    text = d->text;
  else if (*caption < d->n_captions)
    text = d->captions[(*caption)++];
  return text.size > 0 ? text : (rasid_text){"", 0};
}

static bool is_of_record(const report *r, rasid_offsets offsets) {
  size_t caption = 0;
  for (size_t i = 0; i < r->data->n_parts; i++) {
    const rasid_range_data *part = &r->data->parts[i];
    rasid_text text = part_text(r, i, &caption);
    if (part->start > part->end || count_units(text, offsets) != part->end - part->start)
      return false;
  }
  return caption == r->document->n_captions;
}

/* ---- the walk ---- */

typedef void print_piece(rasid_output *output, const report *r, const piece *piece);

typedef struct walk {
  rasid_output *output;
  const report *r;
  print_piece *print;
  borders borders;
  size_t next; /* border */
  uint32_t open[N_EVIDENCE];
  rasid_text part;
  bool in_paragraph;
} walk;

static void emit(walk *w, piece_kind kind, rasid_text text, size_t event) {
  piece p = {.kind = kind, .text = text, .event = event, .part = w->part};
  for (unsigned i = 0; i < N_EVIDENCE; i++)
    if (w->open[i] > 0) p.fields |= 1u << i;
  w->print(w->output, w->r, &p);
}

static void end_paragraph(walk *w) {
  if (w->in_paragraph) emit(w, PIECE_END_PARAGRAPH, (rasid_text){"", 0}, 0);
  w->in_paragraph = false;
}

/* Prints words up to the next border; a line's end is a paragraph's. */
static void words(walk *w, rasid_text text) {
  while (text.size > 0) {
    const char *newline = memchr(text.data, '\n', text.size);
    size_t n = newline ? (size_t)(newline - text.data) : text.size;
    if (n > 0 && !w->in_paragraph) {
      emit(w, PIECE_BEGIN_PARAGRAPH, (rasid_text){"", 0}, 0);
      w->in_paragraph = true;
    }
    if (n > 0) emit(w, PIECE_WORDS, (rasid_text){text.data, n}, 0);
    if (newline != NULL) end_paragraph(w);
    n += newline != NULL;
    text = (rasid_text){text.data + n, text.size - n};
  }
}

/* Passes the borders up to `at`. */
static void pass_borders(walk *w, uint32_t at) {
  for (; w->next < w->borders.n && w->borders.items[w->next].at <= at; w->next++) {
    const border *b = &w->borders.items[w->next];
    if (!b->begins) {
      w->open[b->field]--;
      continue;
    }
    if (b->event > 0) {
      if (!w->in_paragraph) emit(w, PIECE_BEGIN_PARAGRAPH, (rasid_text){"", 0}, 0);
      w->in_paragraph = true;
      emit(w, PIECE_NUMBER, (rasid_text){"", 0}, b->event - 1);
    }
    w->open[b->field]++;
  }
}

static void walk_part(walk *w, rasid_text text, uint32_t at) {
  const unsigned char *s = (const unsigned char *)text.data;
  size_t from = 0, i = 0;
  while (i < text.size) {
    uint32_t stop = w->next < w->borders.n ? w->borders.items[w->next].at : UINT32_MAX;
    if (at >= stop) {
      words(w, (rasid_text){text.data + from, i - from});
      from = i;
      pass_borders(w, at);
      continue;
    }
    bool bad;
    size_t size = character(s + i, text.size - i, &bad);
    at += units(s + i, size, w->output->options.offsets);
    if (bad) {
      words(w, (rasid_text){text.data + from, i - from});
      words(w, (rasid_text){"\xEF\xBF\xBD", 3});
      from = i + size;
    }
    i += size;
  }
  words(w, (rasid_text){text.data + from, i - from});
  for (; w->next < w->borders.n && w->borders.items[w->next].at <= at &&
         !w->borders.items[w->next].begins;
       w->next++)
    w->open[w->borders.items[w->next].field]--;
  end_paragraph(w);
}

bool evidence_print(rasid_output *output, const report *r, print_piece *print) {
  size_t caption = 0;
  if (!r->is_coded && !is_of_record(r, output->options.offsets)) return false;
  walk w = {.output = output, .r = r, .print = print};
  w.borders = borders_of(r->data);
  for (size_t i = 0; !w.borders.failed && i < r->data->n_parts; i++) {
    rasid_text text = part_text(r, i, &caption);
    w.part = r->data->parts[i].kind;
    walk_part(&w, text, r->data->parts[i].start);
  }
  output->failed |= w.borders.failed;
  free(w.borders.items);
  return true;
}
