/* parse_inside.h - the steps of the parse cascade, in order. */
#ifndef RASID_PARSE_PARSE_INSIDE_H
#define RASID_PARSE_PARSE_INSIDE_H

#include "parse/parse.h"

bool parse_chunks(const morph_doc *d, const mention_doc *md, parse_doc *pd, arena *a);
bool parse_clauses(const morph_doc *d, const mention_doc *md, parse_doc *pd, arena *a);
bool parse_speech(const morph_doc *d, const mention_doc *md, parse_doc *pd, arena *a);

#endif
