/* table_output.c - records for people: a heading for each report, one line an event,
 * columns aligned.
 *
 * Parties and places are in English, as their labels are; the word that carries the event
 * is in its own language and stands last, where the other direction disturbs nothing.
 */
#include "table.h"

enum { EVENT, STATUS, ACTOR, RECIPIENT, PLACE, DATE, TOLL, CLAIM, TRIGGER, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {
    "event", "status", "actor", "recipient", "place", "date", "toll", "said by", "word"};

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
      if (e->claim.kind[0] != '\0') label(out, &e->claim.claimant);
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
  table t;
  heading(out, document, n_events);
  table_begin(&t, column_names, N_COLUMNS, n_events);
  rasid_event e;
  for (size_t i = 0; i < n_events && rasid_record_event(record, i, &e); i++) {
    for (int column = 0; column < N_COLUMNS; column++) {
      cell(&t.text, record, i, &e, column);
      table_cell_end(&t);
    }
  }
  table_end(&t, out);
  loose_tolls(out, record);
  output_string(out, "\n");
}
