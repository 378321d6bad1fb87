/* language.h - the language of help and messages: English in the sources, others by
 * gettext from po/.
 *
 * N_() marks a text that is printed through _() elsewhere; the first texts of say and
 * usage_error (cli.h) are translated by these. Where no translation is found English is
 * printed.
 */
#ifndef RASID_CLI_LANGUAGE_H
#define RASID_CLI_LANGUAGE_H

#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) text

/* Chooses the language by the arguments (--lang, wherever it stands before "--") and else
 * by the locale (LC_ALL, LC_MESSAGES, LANG, LANGUAGE). To be called once, first of all. A
 * language that is none is left to the parser of options to complain of. */
void language_init(int argc, char **argv);

/* Changes to a language by its name, "ar" or "en"; false where it is neither. */
bool language_set(const char *name);

/* "ar" or "en": what was chosen, whether or not translations were found. */
const char *language_name(void);

#endif
