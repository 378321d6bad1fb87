/* record_report.c - a record read back as the report that incidents are joined from.
 *
 * rasid.h's views have codes as NUL-terminated strings, a line of JSON has them in place:
 * each is copied into memory that the reading keeps from record to record.
 */
#include <stdlib.h>
#include <string.h>

#include "input.h"

struct rasid_report_reading {
  rasid_record_reader *reader;
  rasid_event *events;
  rasid_place *places;   /* one for each event */
  rasid_entity *parties; /* actors and recipients of all events, in order */
  rasid_casualty *casualties;
  size_t events_capacity, parties_capacity, casualties_capacity;
  char *codes; /* NUL-terminated copies, one behind the other */
  size_t codes_size, codes_capacity;
};

rasid_report_reading *rasid_report_reading_new(void) {
  rasid_report_reading *r = calloc(1, sizeof *r);
  if (r == NULL || (r->reader = rasid_record_reader_new()) != NULL) return r;
  free(r);
  return NULL;
}

void rasid_report_reading_free(rasid_report_reading *r) {
  if (r == NULL) return;
  rasid_record_reader_free(r->reader);
  free(r->events);
  free(r->places);
  free(r->parties);
  free(r->casualties);
  free(r->codes);
  free(r);
}

/* Room for `n` items; false where there is no memory. */
static bool room(void *items, size_t *capacity, size_t n, size_t size) {
  void **block = items;
  if (n <= *capacity) return true;
  void *more = n > SIZE_MAX / size ? NULL : realloc(*block, n * size);
  if (more == NULL) return false;
  *block = more;
  *capacity = n;
  return true;
}

/* A copy that ends in NUL, "" of what is absent. There is room for it (codes_of). */
static const char *code(rasid_report_reading *r, rasid_text text) {
  char *copy = r->codes + r->codes_size;
  if (text.size > 0) memcpy(copy, text.data, text.size);
  copy[text.size] = '\0';
  r->codes_size += text.size + 1;
  return copy;
}

static size_t party_codes(const rasid_party_data *p) {
  return p->country.size + p->sector.size + 2;
}

/* Bytes of all codes of a record. */
static size_t codes_of(const rasid_record_data *d) {
  size_t n = 0;
  for (size_t i = 0; i < d->n_events; i++) {
    const rasid_event_data *e = &d->events[i];
    n += e->category.size + e->cameo.size + e->status.size + e->date.basis.size + 4;
    n += e->place.country.size + e->place.precision.size + e->place.basis.size +
         e->place.relation.size + 4;
    for (size_t k = 0; k < e->n_modes; k++) n += e->modes[k].size + 1;
    for (size_t k = 0; k < e->n_actors; k++) n += party_codes(&e->actors[k]);
    for (size_t k = 0; k < e->n_recipients; k++) n += party_codes(&e->recipients[k]);
    n += party_codes(&e->claim.who) + e->claim.kind.size + 1;
  }
  for (size_t i = 0; i < d->n_casualties; i++) {
    const rasid_casualty_data *c = &d->casualties[i];
    n += c->kind.size + c->status.size + c->side.size + 3;
    n += party_codes(&c->victim) + party_codes(&c->claim.who) + c->claim.kind.size + 1;
  }
  return n;
}

static rasid_entity entity_of(rasid_report_reading *r, const rasid_party_data *p) {
  return (rasid_entity){p->span, code(r, p->country), code(r, p->sector),
                        p->name, p->label_en,         p->wikidata};
}

static rasid_claim claim_of(rasid_report_reading *r, const rasid_claim_data *c) {
  return (rasid_claim){entity_of(r, &c->who), code(r, c->kind), c->anonymous};
}

static void fill_event(rasid_report_reading *r, const rasid_event_data *from,
                       rasid_entity **parties, rasid_place *place, rasid_event *e) {
  *e = (rasid_event){.id = from->id,
                     .category = code(r, from->category),
                     .cameo = code(r, from->cameo),
                     .quad = (int)from->quad,
                     .status = code(r, from->status),
                     .sentence = (uint32_t)from->sentence,
                     .same_as = from->same_as,
                     .trigger = from->trigger,
                     .lemma = from->lemma,
                     .date = from->date.value,
                     .date_span = from->date.span,
                     .date_basis = code(r, from->date.basis),
                     .claim = claim_of(r, &from->claim),
                     .confidence = from->confidence,
                     .rule = from->rule};
  for (size_t k = 0; k < from->n_modes && k < 4; k++)
    e->modes[e->n_modes++] = code(r, from->modes[k]);
  e->actors = *parties;
  for (size_t k = 0; k < from->n_actors; k++)
    *(*parties)++ = entity_of(r, &from->actors[k]);
  e->n_actors = from->n_actors;
  e->recipients = *parties;
  for (size_t k = 0; k < from->n_recipients; k++)
    *(*parties)++ = entity_of(r, &from->recipients[k]);
  e->n_recipients = from->n_recipients;
  if (from->place.precision.data == NULL) return;
  const rasid_place_data *p = &from->place;
  *place = (rasid_place){.span = p->span,
                         .name = p->name,
                         .country = code(r, p->country),
                         .admin1 = p->admin1,
                         .lat = p->lat,
                         .lon = p->lon,
                         .geonames = p->geonames < 0 ? 0 : p->geonames,
                         .precision = code(r, p->precision),
                         .basis = code(r, p->basis),
                         .relation = code(r, p->relation)};
  e->place = place;
}

static void fill_casualty(rasid_report_reading *r, const rasid_casualty_data *from,
                          rasid_casualty *c) {
  *c = (rasid_casualty){.id = from->id,
                        .span = from->span,
                        .kind = code(r, from->kind),
                        .low = from->low,
                        .high = from->high,
                        .approx = from->approx,
                        .sentence = (uint32_t)from->sentence,
                        .event = from->event,
                        .status = code(r, from->status),
                        .side = code(r, from->side),
                        .victim = entity_of(r, &from->victim),
                        .claim = claim_of(r, &from->claim),
                        .part_of = from->part_of,
                        .replaces = from->replaces,
                        .rule = from->rule};
}

rasid_status rasid_report_reading_read(rasid_report_reading *r, rasid_text line,
                                       rasid_report *report, rasid_error *error) {
  const rasid_record_data *d;
  rasid_status status = rasid_record_reader_read(r->reader, line, &d, error);
  if (status != RASID_OK) return status;
  size_t n_parties = 0, places_capacity = r->events_capacity;
  for (size_t i = 0; i < d->n_events; i++)
    n_parties += d->events[i].n_actors + d->events[i].n_recipients;
  r->codes_size = 0;
  if (!room(&r->places, &places_capacity, d->n_events, sizeof *r->places) ||
      !room(&r->events, &r->events_capacity, d->n_events, sizeof *r->events) ||
      !room(&r->parties, &r->parties_capacity, n_parties, sizeof *r->parties) ||
      !room(&r->casualties, &r->casualties_capacity, d->n_casualties,
            sizeof *r->casualties) ||
      !room(&r->codes, &r->codes_capacity, codes_of(d), 1)) {
    if (error != NULL)
      *error = (rasid_error){RASID_ERROR_MEMORY, 0, "out of memory for the record"};
    return RASID_ERROR_MEMORY;
  }
  rasid_entity *parties = r->parties;
  for (size_t i = 0; i < d->n_events; i++)
    fill_event(r, &d->events[i], &parties, &r->places[i], &r->events[i]);
  for (size_t i = 0; i < d->n_casualties; i++)
    fill_casualty(r, &d->casualties[i], &r->casualties[i]);
  rasid_report_init(report);
  report->id = d->id;
  report->source = d->source;
  report->published = d->published;
  report->written = d->written;
  report->events = r->events;
  report->n_events = d->n_events;
  report->casualties = r->casualties;
  report->n_casualties = d->n_casualties;
  return RASID_OK;
}
