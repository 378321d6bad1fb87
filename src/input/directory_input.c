/* directory_input.c - the walk over files and folders, in an order that does not depend
 * on the file system.
 *
 * Paths that wait are a stack: a folder is replaced by its entries, the last on top of
 * which is the first by name. So only the names along one path through the tree are held
 * at a time.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input.h"

struct walk {
  char **waiting;
  size_t n, capacity;
  char *current; /* what walk_next returned */
};

static bool push(walk *w, char *path) {
  if (path == NULL) return false;
  if (w->n == w->capacity) {
    size_t capacity = w->capacity ? 2 * w->capacity : 64;
    char **more = realloc(w->waiting, capacity * sizeof *more);
    if (more == NULL) {
      free(path);
      return false;
    }
    w->waiting = more;
    w->capacity = capacity;
  }
  w->waiting[w->n++] = path;
  return true;
}

walk *walk_open(const char *const *paths, size_t n) {
  walk *w = calloc(1, sizeof *w);
  if (w == NULL) return NULL;
  while (n > 0) {
    if (!push(w, strdup(paths[--n]))) {
      walk_close(w);
      return NULL;
    }
  }
  return w;
}

void walk_close(walk *w) {
  if (w == NULL) return;
  while (w->n > 0) free(w->waiting[--w->n]);
  free(w->waiting);
  free(w->current);
  free(w);
}

/* Descending, so that the first name ends up on top of the stack. */
static int compare_descending(const void *a, const void *b) {
  return strcmp(*(char *const *)b, *(char *const *)a);
}

/* "folder/name", to be freed; NULL when out of memory. */
static char *join(const char *folder, const char *name) {
  size_t n = strlen(folder);
  const char *slash = n > 0 && folder[n - 1] == '/' ? "" : "/";
  size_t size = n + strlen(name) + 2;
  char *path = malloc(size);
  if (path != NULL) snprintf(path, size, "%s%s%s", folder, slash, name);
  return path;
}

static bool ends_with(const char *path, size_t n, const char *end) {
  size_t m = strlen(end);
  return n >= m && memcmp(path + n - m, end, m) == 0;
}

/* What stands beside saved pages and holds no reports: scripts, styles, pictures, and the
 * folder a browser puts them in. A file named on the command line is read all the same.
 */
static bool is_beside_pages(const char *path) {
  static const char *const extensions[] = {
      ".js",  ".mjs", ".css",  ".png",  ".jpg",   ".jpeg", ".gif",  ".webp",
      ".svg", ".ico", ".avif", ".woff", ".woff2", ".ttf",  ".eot",  ".otf",
      ".mp3", ".mp4", ".bmp",  ".webm", ".pdf",   ".map",  ".part", ".swf"};
  static const char *const folders[] = {"_files", ".files"}, *const pages[] = {".html",
                                                                               ".htm"};
  size_t n = strlen(path);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    if (ends_with(path, n, extensions[i])) return true;
  for (size_t i = 0; i < 4; i++) {
    const char *folder = folders[i / 2];
    if (!ends_with(path, n, folder)) continue;
    char page[4096];
    int size = snprintf(page, sizeof page, "%.*s%s", (int)(n - strlen(folder)), path,
                        pages[i % 2]);
    struct stat entry;
    if (size > 0 && (size_t)size < sizeof page && stat(page, &entry) == 0) return true;
  }
  return false;
}

/* Whether an entry found in a folder is to be read: a file or a folder, but no link to a
 * folder. */
static bool wanted(const char *path) {
  struct stat entry;
  if (is_beside_pages(path)) return false;
  if (lstat(path, &entry) != 0) return true; /* let reading it say why */
  if (S_ISDIR(entry.st_mode) || S_ISREG(entry.st_mode)) return true;
  return S_ISLNK(entry.st_mode) && stat(path, &entry) == 0 && S_ISREG(entry.st_mode);
}

/* Replaces the folder `path` by its entries; false with errno where it cannot be listed.
 */
static bool expand(walk *w, const char *path) {
  DIR *folder = opendir(path);
  if (folder == NULL) return false;
  size_t first = w->n;
  bool ok = true;
  for (struct dirent *entry; ok && (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    char *child = join(path, entry->d_name);
    if (child != NULL && !wanted(child)) {
      free(child);
      continue;
    }
    ok = push(w, child);
  }
  if (!ok) errno = ENOMEM;
  closedir(folder);
  if (w->n > first)
    qsort(w->waiting + first, w->n - first, sizeof *w->waiting, compare_descending);
  return ok;
}

const char *walk_next(walk *w, const char **failure) {
  *failure = NULL;
  while (w->n > 0) {
    free(w->current);
    w->current = w->waiting[--w->n];
    struct stat entry;
    if (strcmp(w->current, "-") == 0 || stat(w->current, &entry) != 0 ||
        !S_ISDIR(entry.st_mode))
      return w->current;
    if (!expand(w, w->current)) {
      *failure = strerror(errno);
      return w->current;
    }
  }
  return NULL;
}
