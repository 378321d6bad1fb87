/* time_sense.h - what looks like a time and is none, and bare figures that are years. */
#ifndef RASID_MENTION_TIME_SENSE_H
#define RASID_MENTION_TIME_SENSE_H

#include "mention/time_parts.h"

/* The period tells how old somebody is. */
bool period_is_age(const morph_doc *doc, const time_period *p, uint32_t limit);
/* «the attacks of 11 September»: gives the chain the year that calendar.tsv knows of such
 * a day behind the word before token `first`. */
void name_year(const morph_doc *doc, uint32_t first, uint32_t floor, time_chain *c);
/* The chain from token `first` on is somebody's name: the Friday prayer, the 14 March
 * alliance. */
bool chain_is_name(const morph_doc *doc, uint32_t first, uint32_t floor,
                   const time_chain *c);
/* The weekday from token `first` on is a family name: it stands right behind a given name
 * that stands alone and is no known person's («Badr al-Khamis»). */
bool is_surname(const morph_doc *doc, const mention_doc *md, uint32_t first,
                uint32_t floor, const time_chain *c);
/* The figure at `t` is a year by what stands around it; `edge`: «the end of» stands
 * before it. Tokens before `floor` are taken. */
bool year_stands(const morph_doc *doc, const mention_doc *md, uint32_t t, uint32_t limit,
                 uint32_t floor, bool edge, time_year *y);

#endif
