/* pages.c - the files of the pages, read once.
 *
 * Requests are answered from this list by comparing names: no path is ever made of what a
 * request says, so that none can lead anywhere else.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "monitor_inside.h"

enum { FILE_MAX = 16 << 20 };

static const char *type_of(const char *name) {
  static const struct {
    const char *end, *type;
  } types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  size_t size = strlen(name);
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    size_t n = strlen(types[i].end);
    if (size > n && strcmp(name + size - n, types[i].end) == 0) return types[i].type;
  }
  return NULL;
}

/* A weak hash is enough: it only tells one build of a page from another. */
static void set_tag(page_file *file) {
  uint64_t h = 0xcbf29ce484222325u;
  for (size_t i = 0; i < file->size; i++)
    h = (h ^ (unsigned char)file->data[i]) * 0x100000001b3u;
  snprintf(file->tag, sizeof file->tag, "\"%016llx\"", (unsigned long long)h);
}

/* Reads one file into a new entry; NULL where it is none of ours, or cannot be read. */
static page_file *load(const char *folder, const char *name) {
  char path[4096];
  struct stat info;
  page_file *file = NULL;
  const char *type = type_of(name);
  int n = snprintf(path, sizeof path, "%s/%s", folder, name);
  if (type == NULL || n < 0 || (size_t)n >= sizeof path) return NULL;
  FILE *in = fopen(path, "rb");
  if (in == NULL) return NULL;
  if (fstat(fileno(in), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > FILE_MAX)
    goto done;
  file = calloc(1, sizeof *file);
  if (file == NULL) goto done;
  file->size = (size_t)info.st_size;
  file->type = type;
  file->name = strdup(name);
  file->data = malloc(file->size + 1);
  if (file->name == NULL || file->data == NULL ||
      fread(file->data, 1, file->size, in) != file->size) {
    pages_free(file);
    file = NULL;
    goto done;
  }
  set_tag(file);

done:
  fclose(in);
  return file;
}

rasid_status pages_load(rasid_monitor *m, rasid_error *error) {
  const char *folder = m->options.pages;
  if (folder == NULL) return RASID_OK;
  DIR *dir = opendir(folder);
  const struct dirent *entry;
  if (dir == NULL) {
    if (error != NULL) {
      error->status = RASID_ERROR_IO;
      snprintf(error->message, sizeof error->message, "cannot read the pages in %s: %s",
               folder, strerror(errno));
    }
    return RASID_ERROR_IO;
  }
  while ((entry = readdir(dir)) != NULL) {
    page_file *file = load(folder, entry->d_name);
    if (file == NULL) continue;
    file->next = m->pages;
    m->pages = file;
  }
  closedir(dir);
  if (pages_find(m->pages, "index.html") != NULL) return RASID_OK;
  if (error != NULL) {
    error->status = RASID_ERROR_IO;
    snprintf(error->message, sizeof error->message,
             "%s holds no built pages (index.html): build them with npm, or leave out "
             "--pages",
             folder);
  }
  return RASID_ERROR_IO;
}

void pages_free(page_file *list) {
  while (list != NULL) {
    page_file *next = list->next;
    free(list->name);
    free(list->data);
    free(list);
    list = next;
  }
}

const page_file *pages_find(const page_file *list, const char *name) {
  for (; list != NULL; list = list->next)
    if (strcmp(list->name, name) == 0) return list;
  return NULL;
}
