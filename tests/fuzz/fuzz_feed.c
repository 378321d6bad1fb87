/* fuzz_feed.c - any bytes as a feed. */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static rasid_feed *feed;
  rasid_feed_item item;
  rasid_error error = {0};
  if (feed == NULL && (feed = rasid_feed_new()) == NULL) abort();
  rasid_text xml = {(const char *)data, size};
  if (rasid_feed_read(feed, xml, (rasid_text){NULL, 0}, &error) != RASID_OK) {
    if (error.message[0] == '\0' || rasid_feed_n_items(feed) > 0) abort();
    return 0;
  }
  touch(rasid_feed_title(feed));
  for (size_t i = 0; rasid_feed_item_at(feed, i, &item); i++) {
    const rasid_text texts[] = {item.id,     item.url,     item.title, item.published,
                                item.author, item.summary, item.text};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) touch(texts[k]);
  }
  return 0;
}
