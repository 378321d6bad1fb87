/* fuzz_model.c - hostile model files: opening, checking and coding with one never leads
 * outside its mapping.
 *
 * The input is a list of changes to the built-in model, or, where it starts like a model,
 * the file itself: a fuzzer would otherwise never get past the header.
 */
#include <fcntl.h>
#include <rasid/rasid.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const unsigned char rasid_embedded_model[], rasid_embedded_model_end[];

/* Some Arabic to code: the first bytes of the example reports. */
static char text[8192];
static size_t text_size;

static void read_text(void) {
  FILE *file = fopen(RASID_SOURCE_DIR "/examples/reports.jsonl", "rb");
  if (file == NULL) abort();
  text_size = fread(text, 1, sizeof text, file);
  fclose(file);
}

static void write_whole(int file, const void *data, size_t size) {
  const char *p = data;
  for (ssize_t n; size > 0; p += n, size -= (size_t)n)
    if ((n = write(file, p, size)) <= 0) abort();
}

/* Each change: four bytes of place (little endian, modulo the size; the top bit aims at
 * the first 4 KiB), one of value. */
static void write_changed(int file, const uint8_t *changes, size_t size) {
  size_t n = (size_t)(rasid_embedded_model_end - rasid_embedded_model);
  unsigned char *copy = malloc(n ? n : 1);
  if (copy == NULL) abort();
  memcpy(copy, rasid_embedded_model, n);
  for (size_t i = 0; n > 0 && i + 5 <= size; i += 5) {
    size_t place = changes[i] | (size_t)changes[i + 1] << 8 |
                   (size_t)changes[i + 2] << 16 | (size_t)(changes[i + 3] & 0x7f) << 24;
    copy[place % (changes[i + 3] & 0x80 && n > 4096 ? 4096 : n)] = changes[i + 4];
  }
  /* An odd byte at the end cuts the file short. */
  if (size % 5 == 1) n -= n * changes[size - 1] / 256;
  write_whole(file, copy, n);
  free(copy);
}

static void try_model(const char *path) {
  rasid_model *model;
  rasid_coder *coder;
  const rasid_record *record;
  rasid_model_section section;
  rasid_error error;
  if (rasid_model_open(path, &model, &error) != RASID_OK) {
    if (memchr(error.message, '\0', sizeof error.message) == NULL ||
        error.message[0] == '\0')
      abort();
    return;
  }
  for (size_t i = 0; rasid_model_section_at(model, i, &section); i++)
    if (section.name == NULL) abort();
  if (rasid_model_check(model, &error) != RASID_OK && error.message[0] == '\0') abort();
  if (rasid_coder_new(model, NULL, &coder, NULL) == RASID_OK) {
    rasid_document document;
    rasid_document_init(&document);
    document.text = (rasid_text){text, text_size};
    document.published = (rasid_text){"2021-06-07", 10};
    (void)rasid_code(coder, &document, &record, NULL);
    rasid_coder_free(coder);
  }
  rasid_model_close(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[] = "/tmp/rasid-fuzz-XXXXXX";
  if (text_size == 0) read_text();
  int file = mkstemp(path);
  if (file < 0) abort();
  if (size >= 4 && memcmp(data, rasid_embedded_model, 4) == 0)
    write_whole(file, data, size);
  else
    write_changed(file, data, size);
  close(file);
  try_model(path);
  unlink(path);
  return 0;
}
