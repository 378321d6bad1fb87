/* evidence.h - the text of a report cut into pieces, each with what it is evidence for.
 */
#ifndef RASID_OUTPUT_EVIDENCE_H
#define RASID_OUTPUT_EVIDENCE_H

#include "output.h"

enum {
  EVIDENCE_TRIGGER = 1,
  EVIDENCE_ACTOR = 2,
  EVIDENCE_RECIPIENT = 4,
  EVIDENCE_PLACE = 8,
  EVIDENCE_DATE = 16,
  EVIDENCE_CLAIM = 32,
  EVIDENCE_TOLL = 64,
  N_EVIDENCE = 7
};

/* What a piece of text is. */
typedef enum piece_kind {
  PIECE_BEGIN_PARAGRAPH, /* `part` tells which kind of part it is of */
  PIECE_END_PARAGRAPH,
  PIECE_NUMBER, /* the trigger of event `event` begins here */
  PIECE_WORDS   /* `text`, evidence for the fields of `fields` */
} piece_kind;

typedef struct piece {
  piece_kind kind;
  rasid_text text;
  unsigned fields; /* EVIDENCE_ bits */
  size_t event;
  rasid_text part; /* title, caption or body */
} piece;

/* Walks over the text of a report and hands each piece to `print`. False, before the
 * first piece, where the document is not the one the record was made from; pieces may be
 * missing where memory ran out, and then output->failed. */
bool evidence_print(rasid_output *output, const report *r,
                    void (*print)(rasid_output *output, const report *r,
                                  const piece *piece));

/* The number that names an event in links of a page: a hash of its id. */
uint32_t event_anchor(const rasid_event_data *event);

/* The language of words as HTML names it, "ar" or "en": by their first letter. */
const char *language_of(rasid_text text);

/* The parties, one event's toll, its place … in words, for the briefs: `put` prints a
 * text, escaped as the format wants it. */
void brief_comma(rasid_output *output);
typedef void put_text(rasid_output *output, rasid_text text);
void brief_parties(rasid_output *output, const rasid_record_data *record,
                   const rasid_party_data *parties, size_t n, put_text *put);
void brief_place(rasid_output *output, const rasid_place_data *place, put_text *put);
void brief_toll(rasid_output *output, const rasid_casualty_data *toll, put_text *put);

#endif
