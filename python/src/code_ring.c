/* code_ring.c - many documents through many coders, handed out in the order they came.
 *
 * A ring of slots, each a handful of documents: one thread (Python's, which holds the
 * GIL) fills slots and empties them, workers code what is between. The number of slots
 * bounds what is in memory. Workers never touch Python.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "extension.h"

enum {
  RECORD_DOCUMENTS = 16, /* of a slot, at most */
  RECORD_BYTES = 64 << 10,
  ROWS_DOCUMENTS = 1024,
  ROWS_BYTES = 2 << 20
};

/* What is kept of a record. */
enum {
  RECORD_LISTS = 1u << KEPT_EVENTS | 1u << KEPT_TOLLS | 1u << KEPT_TIMES |
                 1u << KEPT_PLACES | 1u << KEPT_SENTENCES | 1u << KEPT_DIAGNOSTICS
};

typedef struct worker {
  ring *ring;
  rasid_coder *coder;
  rasid_record_reader *reader; /* of tables only */
  pthread_t thread;
} worker;

struct ring {
  ring_slot *slots;
  size_t n_slots;
  worker *workers;
  size_t n_workers; /* that run */
  bool tables;
  rasid_offsets offsets;
  pid_t process;
  pthread_mutex_t lock; /* guards everything below, and `done` of slots */
  pthread_cond_t work, done;
  uint64_t n_submitted, n_taken, n_returned;
  bool stop;
};

/* ---- slots ---- */

static void slot_clear(ring_slot *s) {
  for (size_t i = 0; i < s->n; i++) {
    kept_record_free(s->results[i].kept);
    document_input_free(&s->results[i].input);
  }
  for (size_t i = 0; i < N_TABLES; i++) {
    if (s->chunks[i] != NULL) chunk_release(s->chunks[i]);
    s->chunks[i] = NULL;
  }
  s->n = s->n_bytes = s->n_used = 0;
  s->done = false;
}

document_input *ring_slot_add(ring_slot *s) {
  if (s->n == s->capacity) {
    size_t capacity = 2 * s->capacity + RECORD_DOCUMENTS;
    ring_result *more = realloc(s->results, capacity * sizeof *more);
    if (more == NULL) return NULL;
    s->results = more;
    s->capacity = capacity;
  }
  ring_result *result = &s->results[s->n++];
  result->kept = NULL;
  result->input = (document_input){0};
  result->error[0] = '\0';
  return &result->input;
}

size_t input_bytes(const document_input *input) {
  const rasid_document *d = &input->document;
  return d->text.size + d->title.size + 64;
}

bool ring_slot_full(const ring *r, const ring_slot *s) {
  return s->n >= (r->tables ? ROWS_DOCUMENTS : RECORD_DOCUMENTS) ||
         s->n_bytes >= (r->tables ? ROWS_BYTES : RECORD_BYTES);
}

ring_slot *ring_free_slot(ring *r) {
  if (r->n_submitted - r->n_returned == r->n_slots) return NULL;
  return &r->slots[r->n_submitted % r->n_slots];
}

/* ---- coding ---- */

/* A document that cannot be coded has no sentences and a diagnostic that says why. */
static bool uncoded(const rasid_record *record, rasid_text *code, rasid_text *message) {
  return rasid_record_n_sentences(record) == 0 &&
         rasid_record_diagnostic(record, 0, code, message);
}

static void add_to_tables(worker *w, ring_slot *s, const rasid_record *record,
                          rasid_text id) {
  rasid_text code, message;
  char why[400], what[40];
  if (!uncoded(record, &code, &message)) {
    chunks_add_record(s->chunks, w->reader, record);
    return;
  }
  snprintf(what, sizeof what, "%.*s", (int)code.size, code.data);
  snprintf(why, sizeof why, "%.*s", (int)message.size, message.data);
  chunks_add_bad(s->chunks, id, what, why);
}

static void code_one(worker *w, ring_slot *s, ring_result *result) {
  const rasid_record *record = NULL;
  rasid_error error = {0};
  document_input *input = &result->input;
  if (input->complaint != NULL) {
    if (w->ring->tables)
      chunks_add_bad(s->chunks, input->document.id, "bad_input", input->complaint);
    return;
  }
  rasid_status status = rasid_code(w->coder, &input->document, &record, &error);
  if (w->ring->tables) {
    if (status == RASID_OK)
      add_to_tables(w, s, record, input->document.id);
    else
      chunks_add_bad(s->chunks, input->document.id, "out_of_memory", error.message);
    return;
  }
  if (status == RASID_OK) result->kept = kept_record_new(record, RECORD_LISTS);
  if (result->kept == NULL) {
    snprintf(result->error, sizeof result->error, "%s",
             *error.message ? error.message : "out of memory for the record");
    return;
  }
  result->kept->input = *input;
  result->kept->offsets = w->ring->offsets;
  *input = (document_input){0};
}

static void code_slot(worker *w, ring_slot *s) {
  bool failed = false;
  for (unsigned i = 0; i < N_TABLES && w->ring->tables; i++)
    failed |= (s->chunks[i] = chunk_new((table_id)i)) == NULL;
  for (size_t i = 0; i < s->n && !failed; i++) {
    code_one(w, s, &s->results[i]);
    if (w->ring->tables) document_input_free(&s->results[i].input);
  }
  for (unsigned i = 0; i < N_TABLES && w->ring->tables; i++)
    if (s->chunks[i] != NULL) chunk_seal(s->chunks[i]);
}

static void *work(void *context) {
  worker *w = context;
  ring *r = w->ring;
  pthread_mutex_lock(&r->lock);
  for (;;) {
    while (r->n_taken == r->n_submitted && !r->stop)
      pthread_cond_wait(&r->work, &r->lock);
    if (r->stop) break;
    ring_slot *s = &r->slots[r->n_taken++ % r->n_slots];
    pthread_mutex_unlock(&r->lock);
    code_slot(w, s);
    pthread_mutex_lock(&r->lock);
    s->done = true;
    pthread_cond_signal(&r->done);
  }
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

/* ---- the ring ---- */

void ring_submit(ring *r) {
  ring_slot *s = &r->slots[r->n_submitted % r->n_slots];
  s->n_used = 0;
  pthread_mutex_lock(&r->lock);
  s->done = false;
  r->n_submitted++;
  pthread_cond_signal(&r->work);
  pthread_mutex_unlock(&r->lock);
}

ring_slot *ring_oldest(ring *r, int wait_ms, bool *done) {
  *done = false;
  if (r->n_submitted == r->n_returned) return NULL;
  ring_slot *s = &r->slots[r->n_returned % r->n_slots];
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += wait_ms / 1000;
  until.tv_nsec += wait_ms % 1000 * 1000000L;
  until.tv_sec += until.tv_nsec / 1000000000L;
  until.tv_nsec %= 1000000000L;
  pthread_mutex_lock(&r->lock);
  while (!s->done && wait_ms > 0 &&
         pthread_cond_timedwait(&r->done, &r->lock, &until) != ETIMEDOUT) {
  }
  *done = s->done;
  pthread_mutex_unlock(&r->lock);
  return s;
}

void ring_return(ring *r) {
  slot_clear(&r->slots[r->n_returned % r->n_slots]);
  r->n_returned++;
}

bool ring_is_own(const ring *r) {
  return r->process == getpid();
}

void ring_free(ring *r) {
  if (r == NULL || !ring_is_own(r)) return; /* of another process: its threads are gone */
  pthread_mutex_lock(&r->lock);
  r->stop = true;
  pthread_cond_broadcast(&r->work);
  pthread_mutex_unlock(&r->lock);
  for (size_t i = 0; i < r->n_workers; i++) pthread_join(r->workers[i].thread, NULL);
  for (size_t i = 0; r->slots != NULL && i < r->n_slots; i++) {
    slot_clear(&r->slots[i]);
    free(r->slots[i].results);
  }
  for (size_t i = 0; r->workers != NULL && i < r->n_workers; i++)
    rasid_record_reader_free(r->workers[i].reader);
  pthread_cond_destroy(&r->work);
  pthread_cond_destroy(&r->done);
  pthread_mutex_destroy(&r->lock);
  free(r->slots);
  free(r->workers);
  free(r);
}

/* Signals are for Python's threads. */
static void start_workers(ring *r, rasid_coder *const *coders, size_t n) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (size_t i = 0; i < n; i++) {
    worker *w = &r->workers[r->n_workers];
    *w = (worker){.ring = r, .coder = coders[i]};
    if (r->tables && (w->reader = rasid_record_reader_new()) == NULL) break;
    if (pthread_create(&w->thread, NULL, work, w) != 0) {
      rasid_record_reader_free(w->reader);
      break;
    }
    r->n_workers++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

ring *ring_new(rasid_coder *const *coders, size_t n, bool tables, rasid_offsets offsets) {
  ring *r = calloc(1, sizeof *r);
  if (r == NULL) return NULL;
  r->n_slots = 2 * n + 2;
  r->tables = tables;
  r->offsets = offsets;
  r->process = getpid();
  pthread_mutex_init(&r->lock, NULL);
  pthread_cond_init(&r->work, NULL);
  pthread_cond_init(&r->done, NULL);
  r->slots = calloc(r->n_slots, sizeof *r->slots);
  r->workers = calloc(n, sizeof *r->workers);
  if (r->slots != NULL && r->workers != NULL) start_workers(r, coders, n);
  if (r->n_workers > 0) return r;
  ring_free(r);
  return NULL;
}
