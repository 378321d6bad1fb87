/* table_output.c - records for people: a heading for each report, one line an event,
 * columns aligned.
 *
 * Cells are printed one after the other into a scratch output and remembered by their
 * ends; their widths, counted in characters that take a column, give the columns. Parties
 * and places are in English, as their labels are; the word that carries the event is in
 * its own language and stands last, where the other direction disturbs nothing.
 */
#include <stdlib.h>

#include "output.h"

enum { EVENT, STATUS, ACTOR, RECIPIENT, PLACE, DATE, TOLL, CLAIM, TRIGGER, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {
    "event", "status", "actor", "recipient", "place", "date", "toll", "said by", "word"};

/* The widest a column gets; longer cells are cut with an ellipsis. */
enum { MAX_WIDTH = 34 };

/* Columns a text takes: code points without marks that combine. Enough for Arabic and
 * Latin. */
static size_t width(rasid_text text) {
  size_t n = 0;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    unsigned char next = i + 1 < text.size ? (unsigned char)text.data[i + 1] : 0;
    if ((c & 0xC0) == 0x80) continue;                        /* inside a character */
    if (c == 0xD9 && next >= 0x8B && next <= 0x9F) continue; /* Arabic vowel signs */
    if (c == 0xCC || (c == 0xCD && next < 0xB0)) continue;   /* combining accents */
    n++;
  }
  return n;
}

/* Bytes of the first `columns` columns of a text. */
static size_t prefix(rasid_text text, size_t columns) {
  size_t end = text.size;
  while (end > 0 && width((rasid_text){text.data, end}) > columns) {
    do end--;
    while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80);
  }
  return end;
}

static void label(rasid_output *out, const rasid_entity *entity) {
  if (entity->label_en.size > 0) {
    output_text(out, entity->label_en);
  } else if (entity->name.size > 0) {
    output_text(out, entity->name);
  } else if (entity->country[0] != '\0' || entity->sector[0] != '\0') {
    output_print(out, "%s%s%s", entity->country, entity->sector[0] ? "/" : "",
                 entity->sector);
  } else {
    output_text(out, entity->span.text);
  }
}

static void labels(rasid_output *out, const rasid_entity *entities, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (i > 0) output_string(out, "; ");
    label(out, &entities[i]);
  }
}

/* "killed 8", "killed 151+", "wounded ~40", "killed 20-30". */
static void toll(rasid_output *out, const rasid_casualty *c) {
  for (const char *p = c->kind; *p; p++) output_put(out, *p == '_' ? " " : p, 1);
  output_print(out, " %s%lld", c->approx ? "~" : "", (long long)c->low);
  if (c->high < 0) output_string(out, "+");
  if (c->high > c->low) output_print(out, "-%lld", (long long)c->high);
}

static void tolls(rasid_output *out, const rasid_record *record, size_t event) {
  const char *gap = "";
  rasid_casualty c;
  for (size_t i = 0; rasid_record_casualty(record, i, &c); i++) {
    if (c.event < 0 || (size_t)c.event != event) continue;
    output_string(out, gap);
    toll(out, &c);
    gap = "; ";
  }
}

static void place(rasid_output *out, const rasid_place *p) {
  if (p == NULL) return;
  output_text(out, p->name.size > 0 ? p->name : p->span.text);
  if (p->country[0] != '\0' && strcmp(p->precision, "country") != 0)
    output_print(out, ", %s", p->country);
}

static void category(rasid_output *out, const rasid_event *e) {
  output_string(out, e->category);
  for (size_t i = 0; i < e->n_modes; i++)
    output_print(out, "%s%s", i ? "," : "/", e->modes[i]);
}

static void cell(rasid_output *out, const rasid_record *record, size_t event,
                 const rasid_event *e, int column) {
  switch (column) {
    case EVENT: category(out, e); break;
    case STATUS: output_string(out, e->status); break;
    case ACTOR: labels(out, e->actors, e->n_actors); break;
    case RECIPIENT: labels(out, e->recipients, e->n_recipients); break;
    case PLACE: place(out, e->place); break;
    case DATE: output_text(out, e->date); break;
    case TOLL: tolls(out, record, event); break;
    case CLAIM:
      if (e->claim_kind[0] != '\0') label(out, &e->claimant);
      break;
    case TRIGGER: output_text(out, e->trigger.text); break;
    default: break;
  }
}

static void heading(rasid_output *out, const rasid_document *document, size_t n_events) {
  output_text(out, document->id);
  if (document->published.size > 0) {
    output_string(out, "  ");
    output_text(out, document->published);
  }
  if (document->title.size > 0) {
    output_string(out, "  ");
    output_text(out, document->title);
  }
  output_print(out, "%s", n_events == 0 ? "\n  no events\n" : "\n");
}

/* The cells of a table, row by row, as one text and the end of each. */
typedef struct table {
  rasid_output text;
  size_t *ends;
  size_t n;
} table;

static rasid_text cell_at(const table *t, size_t i) {
  size_t start = i ? t->ends[i - 1] : 0;
  return (rasid_text){t->text.data + start, t->ends[i] - start};
}

static void print_rows(rasid_output *out, const table *t) {
  size_t widths[N_COLUMNS] = {0};
  for (size_t i = 0; i < t->n; i++) {
    size_t w = width(cell_at(t, i));
    if (w > MAX_WIDTH) w = MAX_WIDTH;
    if (w > widths[i % N_COLUMNS]) widths[i % N_COLUMNS] = w;
  }
  for (size_t i = 0; i < t->n; i++) {
    rasid_text text = cell_at(t, i);
    bool cut = width(text) > MAX_WIDTH;
    if (cut) text.size = prefix(text, MAX_WIDTH - 1);
    if (i % N_COLUMNS == 0) output_string(out, " ");
    output_string(out, " ");
    output_text(out, text);
    if (cut) output_string(out, "\xE2\x80\xA6");
    if (i % N_COLUMNS == N_COLUMNS - 1) {
      output_string(out, "\n");
      continue;
    }
    for (size_t w = width(text) + cut; w < widths[i % N_COLUMNS] + 1; w++)
      output_string(out, " ");
  }
}

/* Tolls that belong to no event, on a line of their own. */
static void loose_tolls(rasid_output *out, const rasid_record *record) {
  rasid_casualty c;
  for (size_t i = 0; rasid_record_casualty(record, i, &c); i++) {
    if (c.event >= 0) continue;
    output_string(out, "  toll without an event: ");
    toll(out, &c);
    output_string(out, "\n");
  }
}

void table_output_record(rasid_output *out, const rasid_document *document,
                         const rasid_record *record) {
  size_t n_events = rasid_record_n_events(record);
  table t = {.n = 0};
  heading(out, document, n_events);
  t.ends = malloc((n_events + 1) * N_COLUMNS * sizeof *t.ends);
  if (t.ends == NULL) {
    out->failed = true;
    return;
  }
  for (int column = 0; column < N_COLUMNS; column++) {
    output_string(&t.text, column_names[column]);
    t.ends[t.n++] = t.text.size;
  }
  rasid_event e;
  for (size_t i = 0; i < n_events && rasid_record_event(record, i, &e); i++) {
    for (int column = 0; column < N_COLUMNS; column++) {
      cell(&t.text, record, i, &e, column);
      t.ends[t.n++] = t.text.size;
    }
  }
  if (n_events > 0) print_rows(out, &t);
  loose_tolls(out, record);
  output_string(out, "\n");
  out->failed = out->failed || t.text.failed;
  free(t.ends);
  free(t.text.data);
}
