/* feed_input.c - a feed as documents, one an item: its title and its content, or where it
 * brings none its summary. */
#include <stdlib.h>
#include <string.h>

#include "page_report.h"
#include "source.h"

enum { MAX_FEED_BYTES = 64 << 20 };

/* Where the parts of an item come from. */
static const int fields_of_parts[N_PARTS] = {
    FEED_ID, FEED_TITLE, FEED_CONTENT, FEED_PUBLISHED, -1, FEED_URL, FEED_SUMMARY};

const char *feed_input_parse(rasid_source *s, rasid_text xml, rasid_text label) {
  charset_result read;
  bytes decoded = {0};
  const char *problem = NULL;
  s->item = 0;
  s->items.n = 0;
  if (!charset_read(xml, label, charset_declared(xml.data, xml.size), true, &decoded,
                    &read))
    problem = "out of memory";
  else
    problem = read.problem;
  feed_outcome outcome =
      problem == NULL ? feed_items_read(&s->items, read.text) : FEED_NO_FEED;
  bytes_free(&decoded);
  if (outcome == FEED_OK) return NULL;
  s->items.n = 0;
  if (outcome == FEED_NO_MEMORY) return "out of memory";
  return problem ? problem : "is no RSS, RDF or Atom feed";
}

bool feed_input_item(rasid_source *s, rasid_piece *piece) {
  if (s->item >= s->items.n) return false;
  const feed_entry *entry = &s->items.entries[s->item++];
  source_begin(s, piece, PIECE_ITEM, 0);
  source_place_record(s, piece, "item", s->item, UINT64_MAX);
  for (int i = 0; i < N_PARTS; i++) {
    feed_string string =
        fields_of_parts[i] < 0 ? s->items.title : entry->fields[fields_of_parts[i]];
    rasid_text text = feed_items_string(&s->items, string);
    piece->parts[i] = (rasid_text){NULL, text.size};
    if (!bytes_put(&piece->raw, text.data ? text.data : "", text.size))
      source_complain(piece, "out of memory");
  }
  return true;
}

bool feed_input_next(rasid_source *s, rasid_piece *piece) {
  if (s->started) return feed_input_item(s, piece);
  s->started = true;
  size_t limit = s->options.max_piece_bytes;
  source_begin(s, piece, PIECE_ITEM, 0);
  source_gather_all(s, piece, limit < MAX_FEED_BYTES ? limit : MAX_FEED_BYTES);
  if (piece->kind == PIECE_COMPLAINT) return true;
  const char *problem = feed_input_parse(
      s, (rasid_text){piece->raw.data, piece->raw.size}, (rasid_text){NULL, 0});
  if (problem == NULL && s->items.n > 0) return feed_input_item(s, piece);
  piece->kind = PIECE_COMPLAINT;
  piece_complain(piece, "%s", problem ? problem : "the feed has no items");
  return true;
}

/* ---- opening ---- */

/* Markup as text behind what `decoded` holds already; its place there. */
static bool put_markup(rasid_piece *piece, rasid_text markup, bool one_line,
                       feed_string *string) {
  bytes *out = &piece->decoded;
  *string = (feed_string){out->size, 0};
  if (markup.size == 0) return true;
  page_report report = {0};
  bool is_markup = memchr(markup.data, '<', markup.size) != NULL ||
                   memchr(markup.data, '&', markup.size) != NULL;
  bool ok = !is_markup || page_report_fragment(&report, markup);
  rasid_text text = is_markup ? page_report_string(&report, report.text) : markup;
  ok = ok && bytes_put(out, text.data ? text.data : "", text.size);
  string->size = ok ? text.size : 0;
  for (size_t i = 0; one_line && i < string->size; i++)
    if (out->data[string->start + i] == '\n') out->data[string->start + i] = ' ';
  page_report_free(&report);
  return ok;
}

rasid_opened feed_input_open(rasid_piece *piece, rasid_document *document) {
  rasid_text parts[N_PARTS];
  const char *at = piece->raw.data;
  for (int i = 0; i < N_PARTS; i++) {
    parts[i] = (rasid_text){piece->parts[i].size ? at : NULL, piece->parts[i].size};
    at += piece->parts[i].size;
  }
  feed_string title, text, day;
  char date[40] = "";
  page_words words;
  page_words_read(&words);
  /* PART_CAPTIONS holds the summary: an item has no captions. */
  rasid_text body = parts[PART_TEXT].size > parts[PART_CAPTIONS].size
                        ? parts[PART_TEXT]
                        : parts[PART_CAPTIONS];
  piece->decoded.size = 0;
  rasid_text when = parts[PART_PUBLISHED];
  if (when.size > 0 && !page_date_read(&words, when.data, when.size, date))
    date[0] = '\0';
  bool ok = bytes_reserve(&piece->decoded, 1) &&
            put_markup(piece, parts[PART_TITLE], true, &title) &&
            put_markup(piece, body, false, &text);
  day = (feed_string){piece->decoded.size, strlen(date)};
  if (!ok || !bytes_put(&piece->decoded, date, day.size)) {
    piece_complain(piece, "out of memory");
    return RASID_OPENED_BAD;
  }
  const char *base = piece->decoded.data;
  if (title.size > 0) document->title = (rasid_text){base + title.start, title.size};
  document->text = (rasid_text){base + text.start, text.size};
  if (day.size > 0) document->published = (rasid_text){base + day.start, day.size};
  document->id = parts[PART_ID].size > 0 ? parts[PART_ID] : parts[PART_URL];
  document->url = parts[PART_URL];
  document->source = parts[PART_SOURCE];
  if (piece_has_words(document->text) || piece_has_words(document->title))
    return RASID_OPENED_DOCUMENT;
  piece_complain(piece, "empty document");
  return RASID_OPENED_EMPTY;
}
