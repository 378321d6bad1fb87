/* feed.c - rasid_feed: a feed's items as plain text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "feed_reader.h"
#include "page_report.h"

enum { MAX_FEED_BYTES = 64 << 20 };

struct rasid_feed {
  bytes decoded;
  feed_items raw;
  bytes plain;         /* what `entries` refer to */
  feed_entry *entries; /* plain text */
  size_t capacity;
  feed_string title;
  page_report report;
};

rasid_feed *rasid_feed_new(void) {
  return calloc(1, sizeof(rasid_feed));
}

void rasid_feed_free(rasid_feed *feed) {
  if (feed == NULL) return;
  bytes_free(&feed->decoded);
  bytes_free(&feed->plain);
  feed_items_free(&feed->raw);
  page_report_free(&feed->report);
  free(feed->entries);
  free(feed);
}

static bool keep_plain(rasid_feed *feed, rasid_text text, feed_string *string) {
  *string = (feed_string){feed->plain.size, text.size};
  return bytes_put(&feed->plain, text.data ? text.data : "", text.size);
}

/* Markup becomes text, of several lines unless `one_line`. */
static bool keep_markup(rasid_feed *feed, rasid_text markup, bool one_line,
                        feed_string *string) {
  if (markup.size == 0) return true;
  if (memchr(markup.data, '<', markup.size) == NULL &&
      memchr(markup.data, '&', markup.size) == NULL)
    return keep_plain(feed, markup, string);
  if (!page_report_fragment(&feed->report, markup) ||
      !keep_plain(feed, page_report_string(&feed->report, feed->report.text), string))
    return false;
  for (size_t i = 0; one_line && i < string->size; i++)
    if (feed->plain.data[string->start + i] == '\n')
      feed->plain.data[string->start + i] = ' ';
  return true;
}

static bool keep_entry(rasid_feed *feed, const page_words *words, const feed_entry *raw,
                       feed_entry *entry) {
  char date[40];
  *entry = (feed_entry){0};
  for (int i = 0; i < N_FEED_FIELDS; i++) {
    rasid_text text = feed_items_string(&feed->raw, raw->fields[i]);
    bool ok;
    if (i == FEED_TITLE || i == FEED_SUMMARY || i == FEED_CONTENT)
      ok = keep_markup(feed, text, i == FEED_TITLE, &entry->fields[i]);
    else if (i == FEED_PUBLISHED)
      ok = text.size == 0 || !page_date_read(words, text.data, text.size, date) ||
           keep_plain(feed, (rasid_text){date, strlen(date)}, &entry->fields[i]);
    else
      ok = keep_plain(feed, text, &entry->fields[i]);
    if (!ok) return false;
  }
  if (entry->fields[FEED_ID].size == 0) entry->fields[FEED_ID] = entry->fields[FEED_URL];
  return true;
}

static bool keep_all(rasid_feed *feed) {
  page_words words;
  page_words_read(&words);
  feed->plain.size = 0;
  if (feed->raw.n > feed->capacity) {
    feed_entry *more = realloc(feed->entries, feed->raw.n * sizeof *more);
    if (more == NULL) return false;
    feed->entries = more;
    feed->capacity = feed->raw.n;
  }
  for (size_t i = 0; i < feed->raw.n; i++)
    if (!keep_entry(feed, &words, &feed->raw.entries[i], &feed->entries[i])) return false;
  return keep_markup(feed, feed_items_string(&feed->raw, feed->raw.title), true,
                     &feed->title);
}

static rasid_status fail(rasid_error *error, rasid_status status, const char *what) {
  if (error != NULL) {
    *error = (rasid_error){.status = status};
    snprintf(error->message, sizeof error->message, "%s", what);
  }
  return status;
}

rasid_status rasid_feed_read(rasid_feed *feed, rasid_text xml, rasid_text charset,
                             rasid_error *error) {
  charset_result decoded;
  feed->raw.n = 0;
  feed->title = (feed_string){0, 0};
  if (xml.size > MAX_FEED_BYTES)
    return fail(error, RASID_ERROR_LIMIT, "the feed is longer than 64 MiB");
  if (!charset_read(xml, charset, charset_declared(xml.data, xml.size), true,
                    &feed->decoded, &decoded))
    return fail(error, RASID_ERROR_MEMORY, "out of memory for the feed");
  if (decoded.problem != NULL) return fail(error, RASID_ERROR_FORMAT, decoded.problem);
  switch (feed_items_read(&feed->raw, decoded.text)) {
    case FEED_OK: break;
    case FEED_NO_FEED:
      feed->raw.n = 0;
      return fail(error, RASID_ERROR_FORMAT, "is no RSS, RDF or Atom feed");
    case FEED_NO_MEMORY:
      feed->raw.n = 0;
      return fail(error, RASID_ERROR_MEMORY, "out of memory for the feed");
  }
  if (keep_all(feed)) return RASID_OK;
  feed->raw.n = 0;
  return fail(error, RASID_ERROR_MEMORY, "out of memory for the feed");
}

static rasid_text plain(const rasid_feed *feed, feed_string string) {
  return string.size ? (rasid_text){feed->plain.data + string.start, string.size}
                     : (rasid_text){NULL, 0};
}

rasid_text rasid_feed_title(const rasid_feed *feed) {
  return plain(feed, feed->title);
}

size_t rasid_feed_n_items(const rasid_feed *feed) {
  return feed->raw.n;
}

bool rasid_feed_item_at(const rasid_feed *feed, size_t i, rasid_feed_item *item) {
  if (i >= feed->raw.n) return false;
  const feed_string *f = feed->entries[i].fields;
  *item = (rasid_feed_item){.id = plain(feed, f[FEED_ID]),
                            .url = plain(feed, f[FEED_URL]),
                            .title = plain(feed, f[FEED_TITLE]),
                            .published = plain(feed, f[FEED_PUBLISHED]),
                            .author = plain(feed, f[FEED_AUTHOR]),
                            .summary = plain(feed, f[FEED_SUMMARY]),
                            .text = plain(feed, f[FEED_CONTENT])};
  return true;
}
