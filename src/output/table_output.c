/* table_output.c - records for people: a heading for each report, one line an event,
 * columns aligned.
 *
 * Parties and places are in English, as their labels are; the word that carries the event
 * is in its own language and stands last, where the other direction disturbs nothing.
 */
#include "occurrence.h"
#include "table.h"

enum { EVENT, STATUS, ACTOR, RECIPIENT, PLACE, DATE, TOLL, CLAIM, TRIGGER, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {
    "event", "status", "actor", "recipient", "place", "date", "toll", "said by", "word"};

static void label(rasid_output *out, const rasid_party_data *party) {
  if (party->label_en.size > 0) {
    output_text(out, party->label_en);
  } else if (party->name.size > 0) {
    output_text(out, party->name);
  } else if (party->country.size > 0 || party->sector.size > 0) {
    output_text(out, party->country);
    if (party->sector.size > 0) output_string(out, "/");
    output_text(out, party->sector);
  } else {
    output_text(out, party->span.text);
  }
}

static void labels(rasid_output *out, const rasid_party_data *parties, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (i > 0) output_string(out, "; ");
    label(out, &parties[i]);
  }
}

/* "killed 8", "killed 151+", "wounded ~40", "killed 20-30". */
static void toll(rasid_output *out, const rasid_casualty_data *c) {
  for (size_t i = 0; i < c->kind.size; i++)
    output_put(out, c->kind.data[i] == '_' ? " " : &c->kind.data[i], 1);
  output_string(out, c->approx ? " ~" : " ");
  output_integer(out, c->low);
  if (c->high < 0) output_string(out, "+");
  if (c->high > c->low) output_print(out, "-%lld", (long long)c->high);
}

static void tolls(rasid_output *out, const occurrences *o,
                  const rasid_record_data *record, size_t event) {
  const char *gap = "";
  for (uint32_t i = o->first_own[event]; i != 0; i = o->next_own[i - 1]) {
    output_string(out, gap);
    toll(out, &record->casualties[i - 1]);
    gap = "; ";
  }
}

static void place(rasid_output *out, const rasid_place_data *p) {
  output_text(out, p->name.size > 0 ? p->name : p->span.text);
  if (p->country.size > 0 && !text_is(p->precision, "country")) {
    output_string(out, ", ");
    output_text(out, p->country);
  }
}

static void category(rasid_output *out, const rasid_event_data *e) {
  output_text(out, e->category);
  for (size_t i = 0; i < e->n_modes; i++) {
    output_string(out, i ? "," : "/");
    output_text(out, e->modes[i]);
  }
}

static void cell(rasid_output *out, const occurrences *o, const rasid_record_data *record,
                 size_t event, int column) {
  const rasid_event_data *e = &record->events[event];
  switch (column) {
    case EVENT: category(out, e); break;
    case STATUS: output_text(out, e->status); break;
    case ACTOR: labels(out, e->actors, e->n_actors); break;
    case RECIPIENT: labels(out, e->recipients, e->n_recipients); break;
    case PLACE: place(out, &e->place); break;
    case DATE: output_text(out, e->date.value); break;
    case TOLL: tolls(out, o, record, event); break;
    case CLAIM:
      if (e->claim.kind.size > 0) label(out, &e->claim.who);
      break;
    case TRIGGER: output_text(out, e->trigger.text); break;
    default: break;
  }
}

static void heading(rasid_output *out, const rasid_record_data *record) {
  output_text(out, record->id);
  if (record->published.size > 0) {
    output_string(out, "  ");
    output_text(out, record->published);
  }
  if (record->title.size > 0) {
    output_string(out, "  ");
    output_text(out, record->title);
  }
  output_string(out, record->n_events == 0 ? "\n  no events\n" : "\n");
}

/* Tolls that belong to no event, on a line of their own. */
static void loose_tolls(rasid_output *out, const rasid_record_data *record) {
  for (size_t i = 0; i < record->n_casualties; i++) {
    if (record->casualties[i].event >= 0) continue;
    output_string(out, "  toll without an event: ");
    toll(out, &record->casualties[i]);
    output_string(out, "\n");
  }
}

void table_output_record(rasid_output *out, const rasid_record_data *record) {
  table t;
  const occurrences *o = occurrences_of(out, record);
  if (o == NULL) return;
  heading(out, record);
  table_begin(&t, column_names, N_COLUMNS, record->n_events);
  for (size_t i = 0; i < record->n_events; i++) {
    for (int column = 0; column < N_COLUMNS; column++) {
      cell(&t.text, o, record, i, column);
      table_cell_end(&t);
    }
  }
  table_end(&t, out);
  loose_tolls(out, record);
  output_string(out, "\n");
}
