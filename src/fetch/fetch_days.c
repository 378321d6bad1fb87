/* fetch_days.c - YYYY-MM-DD.jsonl, the articles of a day: appending a line, and finding
 * what was appended before the process was ended. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fetch_state_inside.h"
#include "input/json_reader.h"

enum { NAME_BYTES = DAY_BYTES + 6 };

/* "2024-05-01.jsonl"? */
static bool is_day_file(const char *name) {
  static const char shape[] = "dddd-dd-dd.jsonl";
  if (strlen(name) != sizeof shape - 1) return false;
  for (size_t i = 0; shape[i] != '\0'; i++)
    if (shape[i] == 'd' ? name[i] < '0' || name[i] > '9' : name[i] != shape[i])
      return false;
  return true;
}

static bool mark_done(fetch_state *s, char *text, size_t size, bool is_id) {
  bool is_new;
  text[size] = '\0'; /* on the quote, or before it */
  if (size == 0 || strlen(text) != size) return true;
  article_state *a = state_article(s, text, &is_new);
  if (a == NULL) return false;
  if (is_new) a->seen = s->now;
  s->n_found += is_id && a->status != ARTICLE_DONE;
  article_close(a, ARTICLE_DONE);
  return true;
}

/* Takes "id" and "url" out of a line; what is no line of ours is left alone. */
static bool take_line(fetch_state *s, char *line, size_t size) {
  json_cursor c = json_begin(line, size);
  json_view key, value;
  bool first = true, ok = true;
  if (json_peek(&c) != JSON_OBJECT) return true;
  json_enter(&c);
  while (ok && json_next_key(&c, &first, &key)) {
    bool is_id = json_key_is(key, "id");
    if ((!is_id && !json_key_is(key, "url")) || json_peek(&c) != JSON_STRING) {
      if (!json_skip(&c)) return true;
      continue;
    }
    if (!json_take(&c, &value)) return true;
    char *text = line + (value.data - line);
    ok = mark_done(s, text, json_decode(text, value.size), is_id);
  }
  return ok;
}

/* Reads a file from where the journal knows it. */
static bool read_tail(fetch_state *s, const char *name, int64_t start,
                      rasid_error *error) {
  char *line = NULL;
  size_t capacity = 0;
  int file = openat(s->folder_file, name, O_RDWR | O_CLOEXEC);
  FILE *in = file < 0 ? NULL : fdopen(file, "r");
  bool ok = in != NULL && fseeko(in, (off_t)start, SEEK_SET) == 0;
  if (in == NULL && file >= 0) close(file);
  if (!ok) state_error_io(error, s, "read", name);
  for (ssize_t n; ok && (n = getline(&line, &capacity, in)) > 0; start += n) {
    if (line[n - 1] != '\n') {
      s->n_cut++;
      ok = ftruncate(file, (off_t)start) == 0;
      if (!ok) state_error_io(error, s, "cut the unfinished line of", name);
      break;
    }
    ok = take_line(s, line, (size_t)n - 1);
    if (!ok) state_error_memory(error);
  }
  char day[DAY_BYTES];
  snprintf(day, sizeof day, "%.10s", name);
  day_end *d = ok ? state_day(s, day) : NULL;
  if (d != NULL) d->end = start;
  if (ok && d == NULL) ok = state_error_memory(error);
  free(line);
  if (in != NULL) fclose(in);
  return ok;
}

static bool read_day(fetch_state *s, const char *name, rasid_error *error) {
  struct stat entry;
  char day[DAY_BYTES];
  if (fstatat(s->folder_file, name, &entry, 0) != 0)
    return state_error_io(error, s, "read", name);
  if (!S_ISREG(entry.st_mode)) return true;
  snprintf(day, sizeof day, "%.10s", name);
  day_end *d = state_day(s, day);
  if (d == NULL) return state_error_memory(error);
  if (entry.st_size == d->end) return true;
  /* Shorter than it was: somebody has changed it, and all of it is read. */
  return read_tail(s, name, entry.st_size < d->end ? 0 : d->end, error);
}

rasid_status days_read(fetch_state *s, rasid_error *error) {
  int file = openat(s->folder_file, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = file < 0 ? NULL : fdopendir(file);
  if (folder == NULL) {
    if (file >= 0) close(file);
    state_error_io(error, s, "read", "");
    return RASID_ERROR_IO;
  }
  bool ok = true;
  for (struct dirent *e; ok && (e = readdir(folder)) != NULL;)
    if (is_day_file(e->d_name)) ok = read_day(s, e->d_name, error);
  closedir(folder);
  return ok ? RASID_OK : error->status;
}

bool days_append(fetch_state *s, const char *day, const char *line, size_t size,
                 int64_t *end, rasid_error *error) {
  char name[NAME_BYTES];
  snprintf(name, sizeof name, "%.10s.jsonl", day);
  int file =
      openat(s->folder_file, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  off_t start = file < 0 ? -1 : lseek(file, 0, SEEK_END);
  /* In one call, so that whoever reads the file sees whole lines. */
  ssize_t n = start < 0 ? -1 : write(file, line, size);
  bool ok = n == (ssize_t)size && fdatasync(file) == 0;
  if (n >= 0 && n != (ssize_t)size) errno = ENOSPC;
  *end = (int64_t)start + (int64_t)size;
  if (!ok) state_error_io(error, s, "write", name);
  /* Should that fail too, the next run cuts the line. */
  if (!ok && start >= 0 && ftruncate(file, start) != 0) s->n_cut++;
  if (file >= 0) close(file);
  return ok;
}
