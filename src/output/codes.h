/* codes.h - from PLOVER's codes in a record to those of other codebooks, by the tables of
 * data/formats/. */
#ifndef RASID_OUTPUT_CODES_H
#define RASID_OUTPUT_CODES_H

#include "format_tables.h"
#include "output.h"

/* The cell of data/formats/events.tsv for an event: of the first of its modes that has a
 * row (with its CAMEO code, else without), else of its category. */
const char *event_cell(const rasid_event_data *event, int column);

/* The CAMEO code of an event: its own; where that is only the general one of its root and
 * a mode says more, the mode's; where it is none of CAMEO, the category's. */
rasid_text event_cameo(const rasid_event_data *event);

/* Goldstein's value of a CAMEO code, as text; "" where there is none. */
const char *cameo_goldstein(rasid_text code);

/* English name of a country or of an international body; "" where unknown. */
const char *country_name(rasid_text code, bool arabic);

/* What stands for a party where one text is wanted: English label, name, codes or words.
 * `words_first`: its own words before all. */
void output_party(rasid_output *output, const rasid_party_data *party, bool words_first);

/* On which side of organised violence a party stands. A country as such acts by its
 * state; as `recipient` it stands for its people. */
typedef enum party_side { SIDE_NONE, SIDE_STATE, SIDE_ARMED, SIDE_CIVILIAN } party_side;

party_side side_of(const rasid_party_data *party, bool recipient);

/* Whether a party bears arms; false where unknown. */
bool is_armed(const rasid_party_data *party, bool recipient);

/* Whether an event is told as fact. */
static inline bool is_actual(const rasid_event_data *event) {
  return text_is(event->status, "actual");
}

#endif
