/* coder.c - codes one document: text, words, mentions, phrases, events, record, in this
 * order.
 *
 * Everything of a document lives in one arena that is reset at the next document; the
 * word cache and the JSON buffer stay, so that a stream of documents settles at no
 * allocation at all.
 */
#include <stdio.h>

#include "record/record_inside.h"
#include "record/report_language.h"

#define DOCUMENT_CHUNK ((size_t)4 << 20)

#ifndef RASID_VERSION
#define RASID_VERSION "0.1.0"
#endif

const char *rasid_version(void) {
  return RASID_VERSION;
}

void rasid_coder_options_init(rasid_coder_options *options) {
  if (!options) return;
  memset(options, 0, sizeof *options);
  options->struct_size = sizeof *options;
  options->max_document_bytes = (size_t)64 << 20;
  options->use_weights = true;
}

void rasid_document_init(rasid_document *document) {
  if (!document) return;
  memset(document, 0, sizeof *document);
  document->struct_size = sizeof *document;
}

rasid_status rasid_coder_new(const rasid_model *model, const rasid_coder_options *options,
                             rasid_coder **coder, rasid_error *error) {
  if (!model || !coder)
    return error_set(error, RASID_ERROR_ARGUMENT, 0, "`model` or `coder` is NULL");
  *coder = NULL;
  const allocator *alloc = allocator_default();
  rasid_coder *c = alloc->resize(alloc->context, NULL, sizeof *c);
  if (!c)
    return error_set(error, RASID_ERROR_MEMORY, 0, "out of memory when making a coder");
  memset(c, 0, sizeof *c);
  c->model = model;
  c->alloc = alloc;
  rasid_coder_options_init(&c->options);
  if (options && options->struct_size == sizeof *options) c->options = *options;
  arena_init(&c->document, alloc, DOCUMENT_CHUNK, 0);
  buffer_init(&c->json, alloc);
  c->words = morph_new(model, alloc);
  c->weights = weights_new(model, alloc);
  c->frames = frame_index_new(model, alloc);
  if (!c->words || !c->weights || !c->frames) {
    rasid_coder_free(c);
    return error_set(error, RASID_ERROR_MEMORY, 0, "out of memory when making a coder");
  }
  *coder = c;
  return RASID_OK;
}

void rasid_coder_free(rasid_coder *c) {
  if (!c) return;
  morph_free(c->words);
  weights_free(c->weights, c->alloc);
  frame_index_free(c->frames, c->alloc);
  tagger_free(c->tagger);
  arena_free(&c->document);
  buffer_free(&c->json);
  c->alloc->resize(c->alloc->context, c, 0);
}

/* ---- the text that is coded ---- */

static rasid_text keep(rasid_coder *c, rasid_text t) {
  if (!t.data) return (rasid_text){NULL, 0};
  char *copy = arena_copy(&c->document, t.data, t.size);
  return (rasid_text){copy ? copy : "", copy ? t.size : 0};
}

static void add_part(text_part *parts, uint32_t *n, unsigned kind, char *text,
                     uint32_t *at, rasid_text piece) {
  uint32_t size = piece.data ? (uint32_t)piece.size : 0;
  if (*n) text[(*at)++] = '\n';
  parts[(*n)++] = (text_part){kind, *at, *at + size};
  if (size) memcpy(text + *at, piece.data, size);
  *at += size;
}

static size_t document_size(const rasid_document *d) {
  size_t size = d->title.size + d->text.size + d->n_captions + 2;
  for (size_t i = 0; i < d->n_captions; i++) size += d->captions[i].size;
  return size;
}

/* Joins title, captions and body by newlines, in the arena: the record speaks of the text
 * after the caller took it back. */
static bool join_text(rasid_coder *c, const rasid_document *d, text_doc *t) {
  uint32_t n = 0, at = 0;
  text_part *parts = arena_alloc(&c->document, d->n_captions + 2, sizeof *parts);
  char *text = arena_alloc(&c->document, document_size(d), 1);
  if (!parts || !text) return false;
  if (d->title.data) add_part(parts, &n, PART_TITLE, text, &at, d->title);
  for (size_t i = 0; i < d->n_captions; i++)
    add_part(parts, &n, PART_CAPTION, text, &at, d->captions[i]);
  if (d->text.data || !n) add_part(parts, &n, PART_BODY, text, &at, d->text);
  t->parts = parts;
  t->n_parts = n;
  t->data = text;
  t->size = at;
  return true;
}

/* ---- diagnostics ---- */

static void diagnose(rasid_coder *c, const char *code, uint32_t start, uint32_t end,
                     const char *format, ...) PRINTF_LIKE(5, 6);
static void diagnose(rasid_coder *c, const char *code, uint32_t start, uint32_t end,
                     const char *format, ...) {
  char text[300];
  va_list arguments;
  va_start(arguments, format);
  int n = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  diagnostic *d = ARRAY_PUSH(&c->document, &c->record.diagnostics);
  char *copy = d && n >= 0 ? arena_copy(&c->document, text, strlen(text) + 1) : NULL;
  if (!copy) {
    if (d) c->record.diagnostics.n--;
    return;
  }
  *d = (diagnostic){code, copy, start, end};
}

static void diagnose_text(rasid_coder *c) {
  rasid_record *r = &c->record;
  for (uint32_t i = 0; i < r->text.faults.n; i++) {
    const text_fault *f = &r->text.faults.items[i];
    if (i == 20) {
      diagnose(c, "malformed_utf8", f->start, f->end,
               "%u more runs of bytes that are no UTF-8", r->text.faults.n - i);
      break;
    }
    diagnose(c, "malformed_utf8", f->start, f->end,
             "%u bytes that are no UTF-8 were stepped over", f->end - f->start);
  }
  if (!r->text.n_words) diagnose(c, "empty", 0, 0, "the document has no words");
}

enum { MAX_QUOTE = 80 }; /* bytes of the text in a message */

static void diagnose_times(rasid_coder *c, bool date_given) {
  rasid_record *r = &c->record;
  if (date_given && r->mentions.anchor.published == INT32_MIN)
    diagnose(c, "bad_date", 0, 0,
             "the publication date '%.*s' is no date: write YYYY-MM-DD",
             (int)(r->published.size > 40 ? 40 : r->published.size), r->published.data);
  static const char *const FAULTS[] = {
      [TIME_NO_SUCH_DAY] = "there is no such day",
      [TIME_WEEKDAY] = "that day is another weekday than the one written",
      [TIME_PAIR] = "the two calendars' dates are not one day"};
  for (uint32_t i = 0; i < r->mentions.time_faults.n; i++) {
    const time_fault *f = &r->mentions.time_faults.items[i];
    uint32_t n = f->end - f->start;
    if (n > MAX_QUOTE)
      for (n = MAX_QUOTE; ((unsigned char)r->text.data[f->start + n] & 0xC0) == 0x80;)
        n--;
    diagnose(c, "contradictory_time", f->start, f->end, "'%.*s' is left out: %s", (int)n,
             r->text.data + f->start, FAULTS[f->kind]);
  }
  for (uint32_t i = 0; i < r->mentions.times.n; i++) {
    const time_mention *t = &r->mentions.times.items[i];
    if (t->has_value || t->type != TIME_DATE) continue;
    diagnose(c, "no_anchor", t->start, t->end,
             "no day to count from: give the publication date");
    return;
  }
}

/* ---- stages ---- */

static int32_t published_day(const rasid_document *d) {
  return d->published.data ? calendar_parse(d->published.data, d->published.size)
                           : INT32_MIN;
}

static void count_events(rasid_coder *c) {
  rasid_record *r = &c->record;
  uint32_t n = r->events.candidates.n;
  r->candidate_event = arena_zero(&c->document, n + 1, sizeof *r->candidate_event);
  r->event_candidate = arena_zero(&c->document, n + 1, sizeof *r->event_candidate);
  uint32_t n_tolls = r->events.tolls.n;
  r->first_toll = arena_zero(&c->document, (size_t)n + 1, sizeof *r->first_toll);
  r->next_toll = arena_zero(&c->document, (size_t)n_tolls + 1, sizeof *r->next_toll);
  if (!r->candidate_event || !r->event_candidate || !r->first_toll || !r->next_toll)
    return;
  for (uint32_t i = n_tolls; i-- > 0;) {
    uint32_t e = r->events.tolls.items[i].event;
    if (!e || e > n) continue;
    r->next_toll[i] = r->first_toll[e - 1];
    r->first_toll[e - 1] = i + 1;
  }
  for (uint32_t i = 0; i < n; i++)
    if (r->events.candidates.items[i].kept) {
      r->event_candidate[r->n_events++] = i;
      r->candidate_event[i] = r->n_events;
    }
}

/* Gives every array an address, so that an empty one is no null pointer to count from. */
static bool start_arrays(rasid_record *r, arena *a) {
  void *nothing = arena_alloc(a, 1, 16);
  if (!nothing) return false;
  r->text.tokens.items = nothing;
  r->text.sentences.items = nothing;
  r->text.faults.items = nothing;
  r->mentions.numbers.items = nothing;
  r->mentions.times.items = nothing;
  r->mentions.time_faults.items = nothing;
  r->mentions.entities.items = nothing;
  r->mentions.places.items = nothing;
  r->mentions.phrases.items = nothing;
  r->mentions.countries.items = nothing;
  r->parse.chunks.items = nothing;
  r->parse.clauses.items = nothing;
  r->parse.speeches.items = nothing;
  r->events.candidates.items = nothing;
  r->events.tolls.items = nothing;
  r->events.figures.items = nothing;
  return true;
}

static bool run_stages(rasid_coder *c, const rasid_document *d, rasid_stage last) {
  rasid_record *r = &c->record;
  r->context = (event_context){.doc = &r->words,
                               .md = &r->mentions,
                               .pd = &r->parse,
                               .model = c->model,
                               .weights = c->options.use_weights ? c->weights : NULL,
                               .frames = c->frames,
                               .a = &c->document};
  if (!start_arrays(r, &c->document)) return false;
  if (!text_read(&r->text, &c->document)) return false;
  if (last < RASID_STAGE_MORPH) return true;
  if (!morph_read(c->words, &r->text, &r->words, &c->document)) return false;
  if (last < RASID_STAGE_TIMES) return true;
  if (!time_read(&r->words, published_day(d), &r->mentions, &c->document)) return false;
  if (last < RASID_STAGE_NUMBERS) return true;
  if (!number_read(&r->words, &r->mentions, &c->document)) return false;
  if (last < RASID_STAGE_PLACES) return true;
  if (!place_read(&r->words, &r->mentions, &c->document)) return false;
  if (last < RASID_STAGE_ACTORS) return true;
  if (!actor_read(&r->words, &r->mentions, &c->document)) return false;
  if (last < RASID_STAGE_PARSE) return true;
  if (!parse_read(&r->words, &r->mentions, &r->parse, &c->document)) return false;
  if (last < RASID_STAGE_EVENT) return true;
  if (!event_context_init(&r->context) || !event_read(&r->context, &r->events))
    return false;
  count_events(c);
  return !c->document.failed;
}

static void empty_record(rasid_coder *c) {
  rasid_record *r = &c->record;
  memset(&r->words, 0, sizeof r->words);
  memset(&r->mentions, 0, sizeof r->mentions);
  memset(&r->parse, 0, sizeof r->parse);
  memset(&r->events, 0, sizeof r->events);
  memset(&r->text, 0, sizeof r->text);
  r->text.data = "";
  r->n_events = 0;
  r->coded = false;
  r->mentions.anchor.published = r->mentions.anchor.written = INT32_MIN;
}

static void begin_record(rasid_coder *c, const rasid_document *d) {
  arena_reset(&c->document);
  morph_settle(c->words);
  memset(&c->record, 0, sizeof c->record);
  c->record.coder = c;
  empty_record(c);
  c->record.coded = true;
  c->record.id = keep(c, d->id);
  c->record.title = keep(c, d->title);
  c->record.source = keep(c, d->source);
  c->record.url = keep(c, d->url);
  c->record.published = keep(c, d->published);
}

static void hash_document(rasid_coder *c) {
  const void *part = c->record.text.data;
  size_t size = c->record.text.size;
  sha256_hex(&part, &size, 1, c->record.sha256);
}

/* Forgets the document but what it is called: it is not coded. */
static void leave_uncoded(rasid_coder *c, const rasid_document *d) {
  char sha256[sizeof c->record.sha256];
  memcpy(sha256, c->record.sha256, sizeof sha256);
  arena_reset(&c->document);
  begin_record(c, d);
  memcpy(c->record.sha256, sha256, sizeof sha256);
  c->record.coded = false;
}

/* Runs the stages; what keeps a document from being coded becomes a diagnostic. */
static rasid_status make_record(rasid_coder *c, const rasid_document *d, rasid_stage last,
                                const rasid_record **record, rasid_error *error) {
  if (!c || !d || !record || d->struct_size != sizeof *d)
    return error_set(
        error, RASID_ERROR_ARGUMENT, 0,
        "a handle is NULL, or `document` was not filled by rasid_document_init");
  *record = NULL;
  begin_record(c, d);
  rasid_record *r = &c->record;
  language_guess language = {NULL, NULL, true};
  size_t size = document_size(d), limit = c->options.max_document_bytes;
  if (size > limit || size >= UINT32_MAX) {
    sha256_hex((const void *const[]){d->title.data, d->text.data},
               (const size_t[]){d->title.size, d->text.size}, 2, r->sha256);
    r->coded = false;
    if (!offset_map_init(&r->offsets, "", 0, (int)c->options.offsets, true, &c->document))
      return error_set(error, RASID_ERROR_MEMORY, 0, "out of memory");
    diagnose(c, "too_long", 0, 0,
             "the document has %zu bytes, the limit is %zu: split it, or raise the limit",
             size, limit);
  } else {
    r->last = last;
    bool joined = join_text(c, d, &r->text);
    if (joined) hash_document(c);
    if (joined) language = record_language(c->model, r->text.data, r->text.size);
    if (last == RASID_STAGE_RECORD && !language.coded) {
      leave_uncoded(c, d);
      diagnose(c, "language", 0, 0,
               "the report is in %s: Arabic is coded, and English with it",
               language.name);
    } else if (!run_stages(c, d, last)) {
      arena_reset(&c->document);
      begin_record(c, d);
      r->coded = false;
      sha256_hex((const void *const[]){d->title.data, d->text.data},
                 (const size_t[]){d->title.size, d->text.size}, 2, r->sha256);
      diagnose(c, "out_of_memory", 0, 0,
               "the document needed more memory than there is: split it");
    }
    if (!offset_map_init(&r->offsets, r->text.data, r->text.size, (int)c->options.offsets,
                         r->text.faults.n == 0, &c->document))
      return error_set(error, RASID_ERROR_MEMORY, 0,
                       "out of memory for the offsets of the record");
    if (r->coded) {
      diagnose_text(c);
      if (last >= RASID_STAGE_TIMES) diagnose_times(c, d->published.data != NULL);
    }
  }
  if (r->mentions.anchor.from_dateline && r->mentions.anchor.published != INT32_MIN)
    r->published_from = "dateline";
  else if (d->published.data && r->mentions.anchor.published != INT32_MIN)
    r->published_from = d->published_from ? d->published_from : "input";
  r->language = language.code;
  *record = r;
  return RASID_OK;
}

rasid_status rasid_read(rasid_coder *c, const rasid_document *d, rasid_stage last,
                        const rasid_record **record, rasid_error *error) {
  if (last == RASID_STAGE_FLOOR || last >= RASID_N_STAGES)
    return error_set(error, RASID_ERROR_ARGUMENT, 0,
                     "`last` is no stage a record can be read up to");
  return make_record(c, d, last, record, error);
}

rasid_status rasid_code(rasid_coder *c, const rasid_document *d,
                        const rasid_record **record, rasid_error *error) {
  rasid_status status = make_record(c, d, RASID_STAGE_RECORD, record, error);
  if (status) return status;
  rasid_record *r = &c->record;
  *record = NULL;
  record_write_json(c);
  if (c->json.failed) {
    buffer_free(&c->json);
    buffer_init(&c->json, c->alloc);
    return error_set(error, RASID_ERROR_MEMORY, 0,
                     "out of memory when writing the record");
  }
  r->json = (rasid_text){c->json.data, c->json.size};
  *record = r;
  return RASID_OK;
}

rasid_text rasid_record_json(const rasid_record *r) {
  return r ? r->json : (rasid_text){NULL, 0};
}

/* ---- benchmarks ---- */

/* Decodes, packs and looks up every word once: the least any coder must do. Only the
 * bytes of the hash of what was found leave it. */
static uint64_t floor_loop(rasid_coder *c, const text_doc *t) {
  uint64_t sum = 0;
  word w = {0, 0};
  uint64_t n_words = 0;
  const unsigned char *s = (const unsigned char *)t->data;
  for (uint32_t i = 0; i <= t->size;) {
    unsigned char b = i < t->size ? s[i] : 0;
    if ((b == 0xD8 || b == 0xD9) && i + 1 < t->size) {
      unsigned cp = ((b & 31u) << 6) | (s[i + 1] & 63u);
      i += 2;
      if ((cp >= 0x64B && cp <= 0x652) || cp == 0x640) continue;
      unsigned letter = letter_of_codepoint(cp);
      if (letter) {
        w = word_push(w, letter);
        continue;
      }
    } else {
      i += b < 0xC0 ? 1u : b < 0xE0 ? 2u : b < 0xF0 ? 3u : 4u;
    }
    if (!w.lo) continue;
    w.hi &= WORD_HASHED - 1;
    sum += morph_word(c->words, w)->marks;
    n_words++;
    w = (word){0, 0};
  }
  c->record.sha256[0] = (char)('0' + (sum & 7));
  return n_words;
}

rasid_status rasid_coder_run(rasid_coder *c, const rasid_document *d, rasid_stage last,
                             uint64_t *n_words) {
  if (!c || !d || d->struct_size != sizeof *d) return RASID_ERROR_ARGUMENT;
  if (last >= RASID_STAGE_RECORD) {
    const rasid_record *record = NULL;
    rasid_status status = rasid_code(c, d, &record, NULL);
    if (record && n_words) *n_words += record->text.n_words;
    return status;
  }
  begin_record(c, d);
  if (document_size(d) >= UINT32_MAX || !join_text(c, d, &c->record.text))
    return RASID_ERROR_LIMIT;
  if (last == RASID_STAGE_FLOOR) {
    uint64_t n = floor_loop(c, &c->record.text);
    if (n_words) *n_words += n;
    return RASID_OK;
  }
  if (!run_stages(c, d, last)) return RASID_ERROR_MEMORY;
  if (n_words) *n_words += c->record.text.n_words;
  return RASID_OK;
}
