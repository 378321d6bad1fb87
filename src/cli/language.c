/* language.c - finds the translations and sets gettext on them.
 *
 * glibc translates by LC_MESSAGES, but only where that locale is installed, and a bare
 * system has none but C.UTF-8. Any locale that is not plain C lets the variable LANGUAGE
 * decide, however, so that one is set and the language put into LANGUAGE.
 */
#include "language.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

/* "…/locale/ar/LC_MESSAGES/rasid.mo" below `folder`, if it is there. */
static bool has_messages(const char *folder) {
  char path[PATH_BYTES];
  int n = snprintf(path, sizeof path, "%s/ar/LC_MESSAGES/rasid.mo", folder);
  return n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0;
}

/* Beside the program in the tree it was built in; ../share/locale where it was installed,
 * wherever that was moved to; else where the build meant it to be. */
static void bind_messages(void) {
  static const char *const below[] = {"/locale", "/../share/locale"};
  char folder[PATH_BYTES];
  const char *found = RASID_LOCALE_DIR;
  ssize_t n = readlink("/proc/self/exe", folder, sizeof folder - 32);
  if (n > 0) {
    folder[n] = '\0';
    char *slash = strrchr(folder, '/');
    for (size_t i = 0; slash != NULL && i < sizeof below / sizeof *below; i++) {
      memcpy(slash, below[i], strlen(below[i]) + 1);
      if (!has_messages(folder)) continue;
      found = folder;
      break;
    }
  }
  bindtextdomain("rasid", found);
  bind_textdomain_codeset("rasid", "UTF-8");
  textdomain("rasid");
}

bool language_set(const char *name) {
  static const char *const locales[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", ""};
  if (strcmp(name, "ar") != 0 && strcmp(name, "en") != 0) return false;
  setenv("LANGUAGE", name, 1);
  for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
    if (setlocale(LC_MESSAGES, locales[i]) != NULL) break;
  return true;
}

const char *language_name(void) {
  const char *name = getenv("LANGUAGE");
  return name != NULL && strcmp(name, "ar") == 0 ? "ar" : "en";
}

/* The locale's language, where it is one of ours. */
static const char *locale_language(void) {
  static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  const char *locale = NULL;
  for (size_t i = 0; i < 3 && (locale == NULL || *locale == '\0'); i++)
    locale = getenv(variables[i]);
  if (locale == NULL || *locale == '\0' || strcmp(locale, "C") == 0 ||
      strncmp(locale, "C.", 2) == 0 || strcmp(locale, "POSIX") == 0)
    return "en";
  /* As GNU programs have it: a list of languages, which goes before the locale. */
  const char *list = getenv("LANGUAGE");
  if (list == NULL || *list == '\0') list = locale;
  return strncmp(list, "ar", 2) == 0 && strchr("_.@:", list[2]) != NULL ? "ar" : "en";
}

void language_init(int argc, char **argv) {
  const char *name = NULL;
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (strncmp(argv[i], "--lang=", 7) == 0) name = argv[i] + 7;
    if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc) name = argv[i + 1];
  }
  bind_messages();
  if (name == NULL || !language_set(name)) language_set(locale_language());
}
