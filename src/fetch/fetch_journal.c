/* fetch_journal.c - fetch.state: lines of fields parted by tabs.
 *
 *     rasid-fetch-state  1
 *     feed     URL TITLE ETAG LAST-MODIFIED ANSWERED-URL FULL TRIED NOT-BEFORE FAILURES
 *     article  KEY STATUS PASSES SEEN FEED URL TITLE PUBLISHED
 *     site     ORIGIN FETCHED RULES
 *     day      DAY SIZE
 *
 * A later line of the same thing takes the place of an earlier one. A last line without
 * its newline was cut short by the end of a process, and is no line.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fetch_state_inside.h"

static const char journal_name[] = "fetch.state";

/* ---- lines ---- */

static bool put_escaped(bytes *out, const char *text) {
  for (; *text != '\0'; text++) {
    const char *escape = *text == '\t'   ? "\\t"
                         : *text == '\n' ? "\\n"
                         : *text == '\r' ? "\\r"
                         : *text == '\\' ? "\\\\"
                                         : NULL;
    if (!bytes_put(out, escape ? escape : text, escape ? 2 : 1)) return false;
  }
  return true;
}

/* In place. */
static void unescape(char *text) {
  char *to = text;
  for (; *text != '\0'; text++, to++) {
    *to = *text;
    if (*text != '\\' || text[1] == '\0') continue;
    text++;
    *to = (char)(*text == 't' ? '\t' : *text == 'n' ? '\n' : *text == 'r' ? '\r' : *text);
  }
  *to = '\0';
}

bool journal_line(fetch_state *s, const char *const *fields) {
  size_t start = s->lines.size;
  bool ok = true;
  for (size_t i = 0; ok && fields[i] != NULL; i++)
    ok = (i == 0 || bytes_put(&s->lines, "\t", 1)) && put_escaped(&s->lines, fields[i]);
  ok = ok && bytes_put(&s->lines, "\n", 1);
  if (!ok) s->lines.size = start;
  return ok;
}

typedef struct figure {
  char text[24];
} figure;

static figure figure_of(int64_t number) {
  figure f;
  snprintf(f.text, sizeof f.text, "%lld", (long long)number);
  return f;
}

static const char *or_empty(const char *text) {
  return text != NULL ? text : "";
}

bool journal_feed_line(fetch_state *s, const feed_state *feed) {
  figure full = figure_of(feed->full), tried = figure_of(feed->tried),
         not_before = figure_of(feed->not_before), failures = figure_of(feed->n_failures);
  return journal_line(
      s, (const char *[]){"feed", feed->url, or_empty(feed->title), or_empty(feed->etag),
                          or_empty(feed->modified), or_empty(feed->answered_url),
                          full.text, tried.text, not_before.text, failures.text, NULL});
}

bool journal_article_line(fetch_state *s, const article_state *a) {
  static const char *const names[] = {"pending", "done", "given-up"};
  figure passes = figure_of(a->n_passes), seen = figure_of(a->seen);
  return journal_line(
      s, (const char *[]){"article", a->key, names[a->status], passes.text, seen.text,
                          a->feed ? a->feed->url : "", or_empty(a->url),
                          or_empty(a->title), or_empty(a->published), NULL});
}

bool journal_site_line(fetch_state *s, const site_state *site) {
  figure fetched = figure_of(site->fetched);
  return journal_line(s, (const char *[]){"site", site->origin, fetched.text,
                                          or_empty(site->rules), NULL});
}

/* ---- reading ---- */

static bool take_number(const char *text, int64_t *number) {
  char *end;
  errno = 0;
  *number = strtoll(text, &end, 10);
  return errno == 0 && end != text && *end == '\0';
}

/* What a line came to. */
typedef enum taken { TAKEN, TAKEN_NOT, TAKEN_NO_MEMORY } taken;

static taken take_feed(fetch_state *s, char **f) {
  int64_t failures, full, tried, not_before;
  if (!take_number(f[6], &full) || !take_number(f[7], &tried) ||
      !take_number(f[8], &not_before) || !take_number(f[9], &failures) || failures < 0)
    return TAKEN_NOT;
  feed_state *feed = fetch_state_feed(s, f[1]);
  if (feed == NULL || !state_set_text(&feed->title, f[2]) ||
      !state_set_text(&feed->etag, f[3]) || !state_set_text(&feed->modified, f[4]) ||
      !state_set_text(&feed->answered_url, f[5]))
    return TAKEN_NO_MEMORY;
  feed->full = full;
  feed->tried = tried;
  feed->not_before = not_before;
  feed->n_failures = (unsigned)failures;
  return TAKEN;
}

static taken take_article(fetch_state *s, char **f) {
  int64_t passes, seen;
  article_status status = f[2][0] == 'p'   ? ARTICLE_PENDING
                          : f[2][0] == 'd' ? ARTICLE_DONE
                                           : ARTICLE_GIVEN_UP;
  if (!take_number(f[3], &passes) || !take_number(f[4], &seen) || passes < 0)
    return TAKEN_NOT;
  bool is_new;
  article_state *a = state_article(s, f[1], &is_new);
  feed_state *feed = f[5][0] ? fetch_state_feed(s, f[5]) : NULL;
  if (a == NULL || (feed == NULL && f[5][0]) || !state_set_text(&a->url, f[6]) ||
      !state_set_text(&a->title, f[7]) || !state_set_text(&a->published, f[8]))
    return TAKEN_NO_MEMORY;
  a->status = status;
  a->n_passes = (unsigned)passes;
  a->seen = seen;
  a->feed = feed;
  return TAKEN;
}

static taken take_site(fetch_state *s, char **f) {
  int64_t fetched;
  if (!take_number(f[2], &fetched)) return TAKEN_NOT;
  site_state *site = state_site(s, f[1]);
  if (site == NULL || !state_set_text(&site->rules, f[3])) return TAKEN_NO_MEMORY;
  site->fetched = fetched;
  return TAKEN;
}

static taken take_day(fetch_state *s, char **f) {
  int64_t end;
  if (strlen(f[1]) != DAY_BYTES - 1 || !take_number(f[2], &end) || end < 0)
    return TAKEN_NOT;
  day_end *d = state_day(s, f[1]);
  if (d == NULL) return TAKEN_NO_MEMORY;
  d->end = end;
  return TAKEN;
}

static taken take_line(fetch_state *s, char *line, bool first) {
  static const struct {
    const char *name;
    size_t n_fields;
    taken (*take)(fetch_state *s, char **fields);
  } kinds[] = {{"feed", 10, take_feed},
               {"article", 9, take_article},
               {"site", 4, take_site},
               {"day", 3, take_day}};
  char *fields[N_FIELDS_MAX + 1];
  size_t n = 0;
  if (first) return strcmp(line, "rasid-fetch-state\t1") == 0 ? TAKEN : TAKEN_NOT;
  for (char *at = line; at != NULL && n <= N_FIELDS_MAX; n++) {
    fields[n] = at;
    at = strchr(at, '\t');
    if (at != NULL) *at++ = '\0';
  }
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(fields[0], kinds[i].name) != 0 || n != kinds[i].n_fields) continue;
    for (size_t k = 0; k < n; k++) unescape(fields[k]);
    return kinds[i].take(s, fields);
  }
  return TAKEN_NOT;
}

/* The whole file behind a NUL; false with errno. */
static bool read_file(int file, bytes *out) {
  struct stat entry;
  if (fstat(file, &entry) != 0) return false;
  if (!bytes_reserve(out, (size_t)entry.st_size + 2)) return false;
  for (;;) {
    if (!bytes_reserve(out, 4096)) return false;
    ssize_t n = read(file, out->data + out->size, out->capacity - out->size - 1);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    if (n == 0) break;
    out->size += (size_t)n;
  }
  out->data[out->size] = '\0';
  return true;
}

static rasid_status take_lines(fetch_state *s, bytes *text, rasid_error *error) {
  size_t number = 0;
  char *end;
  for (char *line = text->data; (end = strchr(line, '\n')) != NULL; line = end + 1) {
    *end = '\0';
    number++;
    taken how = take_line(s, line, number == 1);
    if (how == TAKEN) continue;
    if (how == TAKEN_NO_MEMORY) {
      state_error_memory(error);
      return RASID_ERROR_MEMORY;
    }
    *error = (rasid_error){.status = RASID_ERROR_FORMAT};
    snprintf(error->message, sizeof error->message,
             "%s/%s:%zu: no line of a state that this version of 'rasid fetch' wrote; "
             "move the file away to begin anew",
             s->folder, journal_name, number);
    return RASID_ERROR_FORMAT;
  }
  return RASID_OK;
}

rasid_status journal_read(fetch_state *s, rasid_error *error) {
  bytes text = {0};
  int file = openat(s->folder_file, journal_name, O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return RASID_OK;
  bool ok = file >= 0 && read_file(file, &text);
  rasid_status status = RASID_ERROR_IO;
  if (ok)
    status = take_lines(s, &text, error);
  else
    state_error_io(error, s, "read", journal_name);
  if (file >= 0) close(file);
  bytes_free(&text);
  return status;
}

/* ---- writing ---- */

static bool write_whole(int file, const char *data, size_t size) {
  while (size > 0) {
    ssize_t n = write(file, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    data += n;
    size -= (size_t)n;
  }
  return true;
}

bool journal_flush(fetch_state *s, rasid_error *error) {
  off_t end = lseek(s->journal_file, 0, SEEK_END);
  bool ok = end >= 0 && write_whole(s->journal_file, s->lines.data, s->lines.size);
  s->lines.size = 0;
  if (!ok) state_error_io(error, s, "write", journal_name);
  /* What followed half a line would be lost with it; should this fail too, the error ends
   * the run all the same. */
  if (!ok && end >= 0 && ftruncate(s->journal_file, end) != 0) return false;
  return ok;
}

bool journal_replace(fetch_state *s, rasid_error *error) {
  static const char new_name[] = "fetch.state.new";
  int file = openat(s->folder_file, new_name,
                    O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
  bool ok = file >= 0 && write_whole(file, s->lines.data, s->lines.size) &&
            fsync(file) == 0 &&
            renameat(s->folder_file, new_name, s->folder_file, journal_name) == 0 &&
            fsync(s->folder_file) == 0;
  s->lines.size = 0;
  if (!ok) {
    state_error_io(error, s, "write", new_name);
    if (file >= 0) close(file);
    return false;
  }
  if (s->journal_file >= 0) close(s->journal_file);
  s->journal_file = file;
  return true;
}
