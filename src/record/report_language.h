/* report_language.h - which language a report is in. Floor 8. */
#ifndef RASID_RECORD_REPORT_LANGUAGE_H
#define RASID_RECORD_REPORT_LANGUAGE_H

#include "model/languages.h"
#include "text/text.h"

typedef struct language_guess {
  const char *code; /* ISO 639, static; "und": of a script that is told, not a language */
  const char *name; /* in English, static */
  bool coded;       /* Arabic, English, or too little to say */
} language_guess;

/* Looks at some places of the text, the same time whatever its length. Doubt is in favour
 * of Arabic: dialects and foreign names have letters and words of its neighbours. */
language_guess record_language(const rasid_model *m, const char *text, size_t size);

#endif
