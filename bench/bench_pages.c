/* bench_pages.c - WARC to records: unpacking and cutting, encodings, HTML, the choice of
 * the article, coding.
 *
 * The parts are timed one by one over the same pages, with the functions the reader uses,
 * and the whole in one go. The template is a page as a news site serves it: menus,
 * teasers, scripts and styles around the report.
 */
#include "bench_pages.h"

#include <rasid/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "input/charset.h"
#include "input/page_report.h"

enum { PASSES = 3 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- making the archive ---- */

static bool read_file(const char *path, bytes *out) {
  char block[65536];
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
    if (!bytes_put(out, block, n)) break;
  fclose(file);
  return bytes_put(out, "", 1);
}

static void put_text(bytes *out, const char *text) {
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '<')
      (void)bytes_put(out, "&lt;", 4);
    else if (*p == '&')
      (void)bytes_put(out, "&amp;", 5);
    else
      (void)bytes_put(out, p, 1);
  }
}

static void put_paragraphs(bytes *out, const char *text) {
  while (*text != '\0') {
    size_t n = strcspn(text, "\n");
    char *line = strndup(text, n);
    if (line == NULL) return;
    (void)bytes_put(out, "<p>", 3);
    put_text(out, line);
    (void)bytes_put(out, "</p>\n", 5);
    free(line);
    text += n + (text[n] == '\n');
  }
}

static void fill_template(const char *page, const char *title, const char *text,
                          bytes *out) {
  out->size = 0;
  for (const char *at = page; *at != '\0';) {
    const char *hole = strstr(at, "{{");
    (void)bytes_put(out, at, hole ? (size_t)(hole - at) : strlen(at));
    if (hole == NULL) break;
    bool is_title = strncmp(hole, "{{title}}", 9) == 0;
    if (is_title)
      put_text(out, title);
    else
      put_paragraphs(out, text);
    at = hole + (is_title ? 9 : 8);
  }
}

/* Appends a record as a gzip member of its own. */
static bool put_record(FILE *file, const bytes *page) {
  bytes record = {0};
  char header[400];
  char http[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
  int n = snprintf(header, sizeof header,
                   "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
                   "https://example.org/\r\nContent-Type: application/http\r\n"
                   "Content-Length: %zu\r\n\r\n",
                   strlen(http) + page->size);
  bool ok =
      bytes_put(&record, header, (size_t)n) && bytes_put(&record, http, strlen(http)) &&
      bytes_put(&record, page->data, page->size) && bytes_put(&record, "\r\n\r\n", 4);
  z_stream z = {0};
  ok = ok && deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  if (ok) {
    size_t room = deflateBound(&z, record.size);
    unsigned char *packed = malloc(room);
    z.next_in = (unsigned char *)record.data;
    z.avail_in = (unsigned)record.size;
    z.next_out = packed;
    z.avail_out = (unsigned)room;
    ok = packed != NULL && deflate(&z, Z_FINISH) == Z_STREAM_END &&
         fwrite(packed, 1, room - z.avail_out, file) == room - z.avail_out;
    free(packed);
    deflateEnd(&z);
  }
  bytes_free(&record);
  return ok;
}

/* ---- timing ---- */

typedef enum part {
  PART_READ,
  PART_CHARSET,
  PART_PARSE,
  PART_REPORT,
  PART_OPEN,
  PART_WHOLE
} part;

typedef struct sums {
  size_t n_pages, n_html, n_text, n_events;
  double seconds;
} sums;

/* What one part, or all, does with a piece. The parts in the middle are timed with the
 * pages in memory, behind the source. */
static bool run_part(part which, rasid_piece *piece, rasid_coder *coder, sums *s) {
  rasid_document document;
  const rasid_record *record;
  if (which == PART_READ) return true;
  if (rasid_piece_open(piece, &document) != RASID_OPENED_DOCUMENT) return false;
  s->n_text += document.title.size + document.text.size;
  if (which == PART_OPEN) return true;
  if (rasid_code(coder, &document, &record, NULL) != RASID_OK) return false;
  s->n_events += rasid_record_n_events(record);
  return true;
}

static sums time_archive(const char *path, part which, rasid_coder *coder) {
  sums best = {.seconds = 1e9};
  for (int pass = 0; pass < PASSES; pass++) {
    sums s = {0};
    rasid_source *source;
    rasid_piece *piece = rasid_piece_new();
    double start = now();
    if (piece == NULL || rasid_source_open(&path, 1, NULL, &source, NULL) != RASID_OK)
      return s;
    while (rasid_source_next(source, piece)) {
      s.n_pages++;
      s.n_html += rasid_piece_size(piece);
      if (!run_part(which, piece, coder, &s)) s.n_pages--;
    }
    rasid_source_close(source);
    rasid_piece_free(piece);
    s.seconds = now() - start;
    if (s.seconds < best.seconds) best = s;
  }
  return best;
}

/* Seconds of a part that works on a page in memory. */
static double time_memory(const bytes *pages, size_t n, part which) {
  double best = 1e9;
  bytes out = {0};
  for (int pass = 0; pass < PASSES; pass++) {
    double start = now();
    for (size_t i = 0; i < n; i++) {
      rasid_text html = {pages[i].data, pages[i].size}, none = {NULL, 0};
      charset_result read;
      page_tree tree = {0};
      page_report report = {0};
      if (which == PART_CHARSET)
        (void)charset_read(html, none, charset_declared(html.data, html.size), true, &out,
                           &read);
      if (which == PART_PARSE) (void)page_tree_read(&tree, html);
      if (which == PART_REPORT) (void)page_report_read(&report, html, none);
      page_tree_free(&tree);
      page_report_free(&report);
    }
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  bytes_free(&out);
  return best;
}

static void print_part(const char *name, double seconds, const sums *all) {
  double pages = (double)all->n_pages;
  printf("%-22s %8.1f MB/s of HTML %9.0f pages/s %8.1f us/page %5.1f %%\n", name,
         (double)all->n_html / seconds / 1e6, pages / seconds, seconds * 1e6 / pages,
         100 * seconds / all->seconds);
}

static void measure(const char *path, rasid_coder *coder, const bytes *pages, size_t n) {
  sums all = time_archive(path, PART_WHOLE, coder);
  sums opened = time_archive(path, PART_OPEN, coder);
  sums read = time_archive(path, PART_READ, coder);
  double charset = time_memory(pages, n, PART_CHARSET);
  double parse = time_memory(pages, n, PART_PARSE);
  double report = time_memory(pages, n, PART_REPORT);
  printf(
      "\n%zu pages of %.1f MB as an archive packed by record, %.1f MB of text; one "
      "thread, best of %d passes\n",
      all.n_pages, (double)all.n_html / 1e6, (double)all.n_text / 1e6, PASSES);
  print_part("unpacking, cutting", read.seconds, &all);
  print_part("encoding", charset, &all);
  print_part("parsing HTML", parse, &all);
  print_part("choosing the article", report - parse, &all);
  print_part("coding", all.seconds - opened.seconds, &all);
  print_part("archive to records", all.seconds, &all);
}

bool bench_pages(const char *template_path, rasid_coder *coder, const char *const *titles,
                 const char *const *texts, size_t n) {
  enum { MAX_PAGES = 600 };
  char path[] = "/tmp/rasid-bench-XXXXXX";
  bytes page = {0}, *pages = calloc(MAX_PAGES, sizeof *pages);
  int descriptor = mkstemp(path);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
  bool ok = pages != NULL && file != NULL && read_file(template_path, &page);
  if (n > MAX_PAGES) n = MAX_PAGES;
  for (size_t i = 0; i < n && ok; i++) {
    fill_template(page.data, titles[i], texts[i], &pages[i]);
    ok = put_record(file, &pages[i]);
  }
  if (file != NULL) ok = fclose(file) == 0 && ok;
  if (ok) measure(path, coder, pages, n);
  unlink(path);
  for (size_t i = 0; pages != NULL && i < n; i++) bytes_free(&pages[i]);
  free(pages);
  bytes_free(&page);
  return ok;
}
