/* web_paths.c - addresses among the paths of a command. */
#include "web_paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli.h"

enum { NAME_BYTES = 32 /* of a file in the folder */ };

struct web_paths {
  const char **list; /* borrowed, or in the folder */
  char **fetched;    /* names of files in the folder */
  char *folder;      /* NULL where nothing was fetched */
  size_t n, n_fetched, n_bad;
};

static bool is_address(const char *path) {
  return strncasecmp(path, "http://", 7) == 0 || strncasecmp(path, "https://", 8) == 0;
}

static bool make_folder(web_paths *w) {
  const char *base = getenv("TMPDIR");
  if (base == NULL || base[0] == '\0') base = "/tmp";
  size_t size = strlen(base) + sizeof "/rasid-XXXXXX";
  w->folder = malloc(size);
  if (w->folder == NULL) return false;
  snprintf(w->folder, size, "%s/rasid-XXXXXX", base);
  if (mkdtemp(w->folder) != NULL) return true;
  int reason = errno;
  free(w->folder);
  w->folder = NULL;
  errno = reason;
  return false;
}

/* Fetches one; NULL with `*bad` where it cannot be had, without where memory or the
 * folder fails. */
static const char *fetch(web_paths *w, const char *command, const char *url,
                         const rasid_fetch_options *options, bool *bad) {
  rasid_error error = {0};
  *bad = false;
  if (w->folder == NULL && !make_folder(w)) return NULL;
  size_t size = strlen(w->folder) + NAME_BYTES;
  char *name = malloc(size);
  if (name == NULL) return NULL;
  snprintf(name, size, "%s/%zu.warc", w->folder, w->n_fetched + 1);
  w->fetched[w->n_fetched++] = name;
  if (rasid_fetch_one(options, url, name, &error) == RASID_OK) return name;
  say(command, "%s", error.message);
  *bad = true;
  return NULL;
}

static bool fill(web_paths *w, const char *command, const char *const *paths, size_t n,
                 const rasid_fetch_options *options) {
  w->list = calloc(n + 1, sizeof *w->list);
  w->fetched = calloc(n + 1, sizeof *w->fetched);
  if (w->list == NULL || w->fetched == NULL) return false;
  for (size_t i = 0; i < n; i++) {
    bool bad = false;
    const char *path = paths[i];
    if (is_address(path)) path = fetch(w, command, path, options, &bad);
    if (path == NULL && !bad) return false;
    w->n_bad += bad;
    if (path != NULL) w->list[w->n++] = path;
  }
  return true;
}

web_paths *web_paths_open(const char *command, const char *const *paths, size_t n,
                          bool allow_private) {
  rasid_fetch_options options;
  web_paths *w = calloc(1, sizeof *w);
  rasid_fetch_options_init(&options);
  options.allow_private = allow_private;
  errno = 0;
  if (w != NULL && fill(w, command, paths, n, &options)) return w;
  if (errno != 0 && errno != ENOMEM)
    say(command, "cannot write %s: %s", "a temporary folder (TMPDIR)", strerror(errno));
  else
    say(command, "out of memory");
  web_paths_close(w);
  return NULL;
}

const char *const *web_paths_list(const web_paths *w, size_t *n) {
  *n = w->n;
  return w->list;
}

size_t web_paths_n_bad(const web_paths *w) {
  return w->n_bad;
}

void web_paths_close(web_paths *w) {
  if (w == NULL) return;
  for (size_t i = 0; i < w->n_fetched; i++) {
    unlink(w->fetched[i]);
    free(w->fetched[i]);
  }
  if (w->folder != NULL) rmdir(w->folder);
  free(w->folder);
  free(w->fetched);
  free(w->list);
  free(w);
}
