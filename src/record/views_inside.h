/* views_inside.h - pieces that views are made of. What they cannot find in the text or
 * the model they make in the document's arena; where that fails, the arena says so. */
#ifndef RASID_RECORD_VIEWS_INSIDE_H
#define RASID_RECORD_VIEWS_INSIDE_H

#include "record/record_inside.h"

/* A static text or one of the model; absent where empty. */
rasid_text view_string(const char *s);
rasid_text view_copy(rasid_record *r, const char *data, size_t size);
/* The letters of a code, "" for 0. */
const char *view_code(rasid_record *r, uint32_t code);
/* The text itself, or a copy with U+FFFD for what is ill-formed; both end in NUL where
 * the text did. */
rasid_text view_clean(rasid_record *r, const char *data, size_t size);
/* The words from byte `start` to `end` of the coded text; absent where there are none. */
rasid_span view_span(rasid_record *r, uint32_t start, uint32_t end);
/* The document's id, `mark` and a number. */
rasid_text view_id(rasid_record *r, const char *mark, uint32_t index);
/* "YYYY-MM-DD" of days since 1970-01-01; absent where open (INT32_MIN, INT32_MAX). */
rasid_text view_day(rasid_record *r, int32_t day);
/* A place at `span`, without a basis. */
rasid_place view_place_values(rasid_record *r, rasid_span span, const place_values *v);
rasid_entity view_party(rasid_record *r, const party *p);
/* Who is credited by a speech (index + 1; 0: the report itself). */
rasid_claim view_claim(rasid_record *r, uint32_t speech_plus_1);
/* "data/FILE:LINE" */
rasid_text view_rule(rasid_record *r, uint32_t file, uint32_t line);

#endif
