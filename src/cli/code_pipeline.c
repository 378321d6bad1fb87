/* code_pipeline.c - one thread reads, several code, the caller's thread writes.
 *
 * Work travels in batches of documents round a ring. Each slot is filled by the reader,
 * taken by whichever coder is free, and written when its turn comes; three counters say
 * how far each of them got, so output follows input whatever the number of threads. The
 * ring and a limit on the bytes under way bound the memory.
 */
#include "code_pipeline.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
  MAX_PIECES = 64,         /* of a batch */
  BATCH_BYTES = 1 << 18,   /* a batch is closed when it holds as many */
  WAITING_BYTES = 1 << 26, /* the reader rests while as many wait to be coded */
  LARGE_BYTES = 1 << 22,   /* buffers that grew beyond are given back */
  TICK_MS = 200            /* how often the writer looks at the clock and at signals */
};

typedef struct batch {
  rasid_piece *pieces[MAX_PIECES];
  size_t n_pieces, n_bytes;
  rasid_output *output;
  stored_reports *stored; /* for the store; NULL where there is none */
  char *complaints;       /* lines */
  size_t complaints_size, complaints_capacity;
  uint64_t n_documents, n_events, n_bad;
  bool coded;
} batch;

typedef struct pipeline pipeline;

typedef struct worker {
  pipeline *line;
  rasid_coder *coder;
  rasid_summary *summary; /* NULL where none is wanted */
  pthread_t thread;
} worker;

struct pipeline {
  const code_job *job;
  batch *ring;
  size_t n_slots;
  worker *workers;      /* job->n_threads of them */
  pthread_mutex_t lock; /* guards everything below */
  pthread_cond_t changed;
  uint64_t n_filled, n_taken, n_written; /* batches so far */
  size_t waiting_bytes;
  uint64_t n_bytes; /* read so far */
  bool at_end, no_memory;
  bool any_written; /* the writer's own: a record stands in the output */
};

double clock_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- reading ---- */

/* Empties a batch for reuse. */
static void batch_clear(batch *b) {
  for (size_t i = 0; i < b->n_pieces; i++) {
    if (rasid_piece_size(b->pieces[i]) <= LARGE_BYTES) continue;
    rasid_piece_free(b->pieces[i]);
    b->pieces[i] = NULL;
  }
  if (b->output != NULL && rasid_output_text(b->output).size > LARGE_BYTES) {
    rasid_output_free(b->output);
    b->output = NULL;
  }
  if (b->output != NULL) rasid_output_clear(b->output);
  if (b->stored != NULL) stored_reports_clear(b->stored);
  b->n_pieces = b->n_bytes = b->complaints_size = 0;
  b->n_documents = b->n_events = b->n_bad = 0;
  b->coded = false;
}

typedef enum fill_result { FILL_MORE, FILL_END, FILL_NO_MEMORY } fill_result;

static fill_result batch_fill(batch *b, const code_job *job) {
  rasid_source *source = job->source;
  batch_clear(b);
  if (b->output == NULL && (b->output = rasid_output_new()) == NULL)
    return FILL_NO_MEMORY;
  if (job->store != NULL && b->stored == NULL &&
      (b->stored = stored_reports_new(MAX_PIECES)) == NULL)
    return FILL_NO_MEMORY;
  rasid_output_set_options(b->output, &job->print.output);
  while (b->n_pieces < MAX_PIECES && b->n_bytes < BATCH_BYTES) {
    rasid_piece **piece = &b->pieces[b->n_pieces];
    if (*piece == NULL && (*piece = rasid_piece_new()) == NULL) return FILL_NO_MEMORY;
    /* A reader of a live stream does not keep back what it has while it waits for more.
     */
    if (b->n_pieces > 0 && !rasid_source_ready(source)) return FILL_MORE;
    if (!rasid_source_next(source, *piece)) return FILL_END;
    b->n_pieces++;
    b->n_bytes += rasid_piece_size(*piece);
  }
  return FILL_MORE;
}

static void *read_all(void *context) {
  pipeline *line = context;
  fill_result result = FILL_MORE;
  while (result == FILL_MORE) {
    pthread_mutex_lock(&line->lock);
    while (line->n_filled - line->n_written == line->n_slots ||
           line->waiting_bytes > WAITING_BYTES)
      pthread_cond_wait(&line->changed, &line->lock);
    batch *b = &line->ring[line->n_filled % line->n_slots];
    pthread_mutex_unlock(&line->lock);

    result = batch_fill(b, line->job);

    pthread_mutex_lock(&line->lock);
    line->n_filled += b->n_pieces > 0;
    line->waiting_bytes += b->n_bytes;
    line->n_bytes = rasid_source_bytes(line->job->source);
    line->at_end = result != FILL_MORE;
    line->no_memory = result == FILL_NO_MEMORY;
    pthread_cond_broadcast(&line->changed);
    pthread_mutex_unlock(&line->lock);
  }
  return NULL;
}

/* ---- coding ---- */

/* A line for standard error. */
static void remark(batch *b, const char *text, size_t size) {
  if (b->complaints_capacity - b->complaints_size < size + 8) {
    size_t capacity = 2 * (b->complaints_capacity + size + 8);
    char *more = realloc(b->complaints, capacity);
    if (more == NULL) return; /* still counted */
    b->complaints = more;
    b->complaints_capacity = capacity;
  }
  memcpy(b->complaints + b->complaints_size, "rasid: ", 7);
  memcpy(b->complaints + b->complaints_size + 7, text, size);
  b->complaints_size += size + 8;
  b->complaints[b->complaints_size - 1] = '\n';
}

static void complain(batch *b, const char *text, size_t size) {
  b->n_bad++;
  remark(b, text, size);
}

static void complain_at(batch *b, const char *place, rasid_text what) {
  char message[600];
  int n = snprintf(message, sizeof message, "%s: %.*s", place,
                   (int)(what.size < 400 ? what.size : 400), what.data);
  complain(b, message,
           n < 0                        ? 0
           : (size_t)n < sizeof message ? (size_t)n
                                        : sizeof message - 1);
}

/* A record without sentences is one of a document that could not be coded; its diagnostic
 * says why. */
static void complain_of_record(batch *b, const rasid_piece *piece,
                               const rasid_record *record) {
  rasid_text code, message;
  if (rasid_record_n_sentences(record) == 0 &&
      rasid_record_diagnostic(record, 0, &code, &message))
    complain_at(b, rasid_piece_place(piece), message);
}

/* Prints and counts what was coded, as far as that is wanted. */
static bool tell(batch *b, const worker *w, const rasid_document *document,
                 const rasid_record *record) {
  const code_job *job = w->line->job;
  if (job->print_records &&
      rasid_output_record(b->output, job->print.format, document, record) != RASID_OK)
    return false;
  return w->summary == NULL || rasid_summary_add_record(w->summary, record) == RASID_OK;
}

/* A report belongs to the part of its id; what is none, to that of its place, so that one
 * part alone complains of it. */
static bool is_ours(const code_job *job, const rasid_piece *piece, rasid_opened opened,
                    const rasid_document *document) {
  const char *place = rasid_piece_place(piece);
  return shard_has(&job->part, opened != RASID_OPENED_BAD
                                   ? document->id
                                   : (rasid_text){place, strlen(place)});
}

static void code_piece(batch *b, const worker *w, rasid_piece *piece) {
  rasid_document document;
  const rasid_record *record;
  rasid_error error = {0};
  rasid_opened opened = rasid_piece_open(piece, &document);
  if (!is_ours(w->line->job, piece, opened, &document)) return;
  if (opened != RASID_OPENED_DOCUMENT) {
    const char *complaint = rasid_piece_complaint(piece);
    complain(b, complaint, strlen(complaint));
    if (opened == RASID_OPENED_BAD) return;
  }
  const char *note = rasid_piece_note(piece);
  if (note[0] != '\0') remark(b, note, strlen(note));
  if (rasid_code(w->coder, &document, &record, &error) != RASID_OK) {
    complain_at(b, rasid_piece_place(piece),
                (rasid_text){error.message, strlen(error.message)});
    return;
  }
  if (!tell(b, w, &document, record) ||
      (b->stored != NULL && !stored_reports_put(b->stored, piece, &document, record))) {
    complain_at(b, rasid_piece_place(piece),
                (rasid_text){"out of memory for the record", 28});
    return;
  }
  b->n_documents++;
  b->n_events += rasid_record_n_events(record);
  if (opened == RASID_OPENED_DOCUMENT) complain_of_record(b, piece, record);
}

static void *code_all(void *context) {
  worker *w = context;
  pipeline *line = w->line;
  for (;;) {
    pthread_mutex_lock(&line->lock);
    while (line->n_taken == line->n_filled && !line->at_end)
      pthread_cond_wait(&line->changed, &line->lock);
    bool none_left = line->n_taken == line->n_filled;
    batch *b = &line->ring[line->n_taken % line->n_slots];
    line->n_taken += !none_left;
    pthread_mutex_unlock(&line->lock);
    if (none_left) return NULL;

    for (size_t i = 0; i < b->n_pieces; i++) code_piece(b, w, b->pieces[i]);

    pthread_mutex_lock(&line->lock);
    b->coded = true;
    line->waiting_bytes -= b->n_bytes;
    pthread_cond_broadcast(&line->changed);
    pthread_mutex_unlock(&line->lock);
  }
}

/* ---- writing ---- */

static void show_progress(const code_totals *totals, uint64_t total_bytes,
                          double seconds) {
  double done = (double)totals->n_bytes, rate = seconds > 0 ? done / seconds : 0;
  fprintf(stderr, "\r\033[K%llu documents, %.1f", (unsigned long long)totals->n_documents,
          done / 1e6);
  if (total_bytes > 0) fprintf(stderr, " of %.1f", (double)total_bytes / 1e6);
  fprintf(stderr, " MB, %.1f MB/s", rate / 1e6);
  if (total_bytes > totals->n_bytes && rate > 0)
    fprintf(stderr, ", %.0f s left", ((double)total_bytes - done) / rate + 0.5);
  fflush(stderr);
}

/* Waits for the next batch in order, at most a tick. Returns it, or NULL; `*finished`
 * when there is none to come. */
static batch *wait_coded(pipeline *line, code_totals *totals, bool *finished) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_nsec += TICK_MS * 1000000L;
  until.tv_sec += until.tv_nsec / 1000000000L;
  until.tv_nsec %= 1000000000L;

  pthread_mutex_lock(&line->lock);
  batch *b = &line->ring[line->n_written % line->n_slots];
  int result = 0;
  *finished = false;
  bool coded = false;
  while (result != ETIMEDOUT) {
    coded = line->n_written < line->n_filled && b->coded;
    *finished = line->at_end && line->n_written == line->n_filled;
    if (coded || *finished) break;
    result = pthread_cond_timedwait(&line->changed, &line->lock, &until);
  }
  totals->n_bytes = line->n_bytes;
  pthread_mutex_unlock(&line->lock);
  return coded ? b : NULL;
}

/* Writes what stands before all records, or behind them. */
static bool write_frame(const code_job *job, rasid_status (*print)(rasid_output *output,
                                                                   rasid_format format)) {
  rasid_output *frame = job->print_records ? rasid_output_new() : NULL;
  if (!job->print_records) return true;
  errno = ENOMEM;
  bool ok = frame != NULL;
  if (ok) {
    rasid_output_set_options(frame, &job->print.output);
    ok = print(frame, job->print.format) == RASID_OK;
    rasid_text text = rasid_output_text(frame);
    ok = ok && write_all(job->output, text.data, text.size);
  }
  int reason = errno; /* freeing may change it */
  rasid_output_free(frame);
  errno = reason;
  return ok;
}

/* Writes a batch and hands its slot back to the reader. */
static bool write_batch(pipeline *line, batch *b, code_totals *totals) {
  const code_job *job = line->job;
  rasid_text text = rasid_output_text(b->output);
  if (b->complaints_size > 0) {
    if (job->progress) fputs("\r\033[K", stderr);
    fwrite(b->complaints, 1, b->complaints_size, stderr);
  }
  if (!line->any_written) text = rasid_output_first(job->print.format, text);
  line->any_written |= text.size > 0;
  if (!write_all(job->output, text.data, text.size)) return false;
  if (b->stored != NULL && !store_writer_take(job->store, b->stored, &b->n_bad)) {
    errno = 0;
    return false;
  }
  totals->n_documents += b->n_documents;
  totals->n_events += b->n_events;
  totals->n_bad += b->n_bad;
  pthread_mutex_lock(&line->lock);
  b->coded = false;
  line->n_written++;
  pthread_cond_broadcast(&line->changed);
  pthread_mutex_unlock(&line->lock);
  return true;
}

static code_end write_failed(const code_job *job) {
  if (errno == 0) return CODE_FAILED; /* the store said why */
  if (errno == EPIPE) return CODE_PIPE;
  say("code", "cannot write %s: %s", job->output_name, strerror(errno));
  return CODE_FAILED;
}

static code_end write_everything(pipeline *line, code_totals *totals) {
  const code_job *job = line->job;
  double start = clock_seconds(), shown = start;
  uint64_t total_bytes = job->progress ? rasid_source_total_bytes(job->source) : 0;
  bool finished = false;
  code_end end = write_frame(job, rasid_output_begin) ? CODE_ALL : write_failed(job);
  while (!finished && end == CODE_ALL) {
    batch *b = wait_coded(line, totals, &finished);
    if (b != NULL && !write_batch(line, b, totals)) end = write_failed(job);
    double now = clock_seconds();
    if (job->progress && now - shown > TICK_MS * 1e-3) {
      show_progress(totals, total_bytes, now - start);
      shown = now;
    }
    if (*job->stop && !finished && end == CODE_ALL) end = CODE_STOPPED;
  }
  if ((end == CODE_ALL || end == CODE_STOPPED) && !write_frame(job, rasid_output_end))
    end = write_failed(job);
  if (job->progress) fputs("\r\033[K", stderr);
  totals->seconds = clock_seconds() - start;
  if (line->no_memory && end == CODE_ALL) {
    say("code", "out of memory for the input");
    return CODE_FAILED;
  }
  return end;
}

/* ---- all together ---- */

static void worker_free(worker *w) {
  rasid_coder_free(w->coder);
  rasid_summary_free(w->summary);
}

static void pipeline_free(pipeline *line) {
  if (line == NULL) return;
  for (size_t i = 0; line->ring != NULL && i < line->n_slots; i++) {
    batch *b = &line->ring[i];
    for (size_t k = 0; k < MAX_PIECES; k++) rasid_piece_free(b->pieces[k]);
    rasid_output_free(b->output);
    stored_reports_free(b->stored);
    free(b->complaints);
  }
  for (size_t i = 0; line->workers != NULL && i < line->job->n_threads; i++)
    worker_free(&line->workers[i]);
  free(line->ring);
  free(line->workers);
  pthread_cond_destroy(&line->changed);
  pthread_mutex_destroy(&line->lock);
  free(line);
}

/* On the heap, since threads may outlive the call that started them. */
static pipeline *pipeline_new(const code_job *job) {
  pthread_condattr_t attributes;
  pipeline *line = calloc(1, sizeof *line);
  if (line == NULL || pthread_condattr_init(&attributes) != 0) {
    free(line);
    return NULL;
  }
  line->job = job;
  line->n_slots = 2 * job->n_threads + 2;
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_mutex_init(&line->lock, NULL);
  pthread_cond_init(&line->changed, &attributes);
  pthread_condattr_destroy(&attributes);
  line->ring = calloc(line->n_slots, sizeof *line->ring);
  line->workers = calloc(job->n_threads, sizeof *line->workers);
  if (line->ring != NULL && line->workers != NULL) return line;
  pipeline_free(line);
  return NULL;
}

/* Makes every coder before the first thread starts, so that a failure leaves nothing
 * running. */
static bool make_coders(pipeline *line) {
  rasid_error error = {0};
  for (size_t i = 0; i < line->job->n_threads; i++) {
    worker *w = &line->workers[i];
    w->line = line;
    if (line->job->summary != NULL && (w->summary = rasid_summary_new()) == NULL) {
      say("code", "out of memory");
      return false;
    }
    if (rasid_coder_new(line->job->model, &line->job->coder, &w->coder, &error) ==
        RASID_OK)
      continue;
    say("code", "%s", error.message);
    return false;
  }
  return true;
}

/* Starts the coders and the reader; how many coders started, 0 also where the reader did
 * not. */
static size_t start_threads(pipeline *line, pthread_t *reader) {
  size_t n = 0;
  while (n < line->job->n_threads &&
         pthread_create(&line->workers[n].thread, NULL, code_all, &line->workers[n]) == 0)
    n++;
  if (n > 0 && pthread_create(reader, NULL, read_all, line) == 0) return n;
  pthread_mutex_lock(&line->lock);
  line->at_end = true;
  pthread_cond_broadcast(&line->changed);
  pthread_mutex_unlock(&line->lock);
  for (size_t i = 0; i < n; i++) pthread_join(line->workers[i].thread, NULL);
  say("code", "cannot start a thread");
  return 0;
}

code_end code_run(const code_job *job, code_totals *totals) {
  pthread_t reader;
  *totals = (code_totals){0};
  pipeline *line = pipeline_new(job);
  if (line == NULL) {
    say("code", "out of memory");
    return CODE_FAILED;
  }
  size_t n_started = make_coders(line) ? start_threads(line, &reader) : 0;
  if (n_started == 0) {
    pipeline_free(line);
    return CODE_FAILED;
  }
  code_end end = write_everything(line, totals);
  if (end != CODE_ALL)
    return end; /* the reader may hang in a read: only the end of the process ends it */
  pthread_join(reader, NULL);
  for (size_t i = 0; i < n_started; i++) pthread_join(line->workers[i].thread, NULL);
  for (size_t i = 0; i < n_started && job->summary != NULL && end == CODE_ALL; i++)
    if (rasid_summary_merge(job->summary, line->workers[i].summary) != RASID_OK) {
      say("code", "out of memory");
      end = CODE_FAILED;
    }
  pipeline_free(line);
  return end;
}
