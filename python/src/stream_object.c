/* stream_object.c - code_many: an iterator over the records of an iterable's documents.
 */
#include <stdio.h>
#include <time.h>

#include "extension.h"

enum {
  WAIT_MS = 100,     /* between two looks whether Python was interrupted */
  LIVE_SECONDS = 20, /* thousandths: a slot is not kept back longer than that */
  MAX_THREADS = 256
};

typedef struct stream_object {
  PyObject_HEAD PyObject *coder, *items, *on_error;
  PyObject *type, *value, *trace; /* the exception that ended the items, or NULL */
  rasid_coder **coders;
  size_t n_coders;
  ring *ring;
  uint64_t n_read; /* items so far */
  bool at_end, busy;
} stream_object;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- filling ---- */

/* Keeps the exception that is set as the complaint of an item. */
static void keep_complaint(document_input *input, const char *id) {
  PyObject *type, *value, *trace;
  PyErr_Fetch(&type, &value, &trace);
  PyObject *text = value ? PyObject_Str(value) : NULL;
  PyObject *bytes = text ? PyUnicode_AsEncodedString(text, "utf-8", "replace") : NULL;
  const char *message = bytes ? PyBytes_AsString(bytes) : "not a document";
  *input = (document_input){0};
  input->complaint_type =
      type != NULL && PyErr_GivenExceptionMatches(type, PyExc_TypeError);
  size_t size = strlen(message) + 1, id_size = strlen(id);
  input->complaint = malloc(size);
  if (input->complaint != NULL) memcpy(input->complaint, message, size);
  input->memory = malloc(id_size + 1);
  if (input->memory != NULL) {
    memcpy(input->memory, id, id_size + 1);
    input->document.id = (rasid_text){input->memory, id_size};
  }
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(trace);
  Py_XDECREF(text);
  Py_XDECREF(bytes);
  PyErr_Clear();
}

/* Takes one item off an iterator: 1, 0 at its end, -1 where it raised. A bad item is a
 * document with a complaint. */
int take_item(PyObject *items, uint64_t index, ring_slot *slot) {
  char where[40], id[24];
  PyObject *item = PyIter_Next(items);
  if (item == NULL) return PyErr_Occurred() ? -1 : 0;
  document_input *input = ring_slot_add(slot);
  if (input == NULL) {
    Py_DECREF(item);
    PyErr_NoMemory();
    return -1;
  }
  snprintf(where, sizeof where, "item %llu", (unsigned long long)index);
  snprintf(id, sizeof id, "%llu", (unsigned long long)index);
  bool ok = document_from_item(item, where, id, input);
  Py_DECREF(item);
  /* An interrupt, or no memory, is no matter of the item. */
  if (!ok && (!PyErr_ExceptionMatches(PyExc_Exception) ||
              PyErr_ExceptionMatches(PyExc_MemoryError))) {
    slot->n--;
    return -1;
  }
  if (!ok) keep_complaint(input, id);
  slot->n_bytes += input_bytes(input);
  return 1;
}

static void fill_slot(stream_object *s, ring_slot *slot) {
  double start = seconds();
  while (!s->at_end && !ring_slot_full(s->ring, slot)) {
    int got = take_item(s->items, s->n_read, slot);
    s->n_read += got == 1;
    s->at_end = got != 1;
    if (got < 0) PyErr_Fetch(&s->type, &s->value, &s->trace);
    if (seconds() - start > LIVE_SECONDS * 1e-3) break;
  }
}

/* Keeps the workers busy, until the next record is there. */
static void fill(stream_object *s) {
  ring_slot *slot;
  bool done = false;
  while (!s->at_end && (slot = ring_free_slot(s->ring)) != NULL) {
    fill_slot(s, slot);
    if (slot->n > 0) ring_submit(s->ring);
    if (ring_oldest(s->ring, 0, &done) != NULL && done) return;
  }
}

/* ---- handing out ---- */

static void stream_stop(stream_object *s) {
  ring *r = s->ring;
  s->ring = NULL;
  if (r != NULL) {
    if (!ring_is_own(r)) return; /* in a child: nothing of it may be touched */
    Py_BEGIN_ALLOW_THREADS ring_free(r);
    Py_END_ALLOW_THREADS
  }
  if (s->coders != NULL) coder_take_back(s->coder, s->coders, s->n_coders);
  free(s->coders);
  s->coders = NULL;
  s->at_end = true;
}

/* Waits for the oldest slot; false with an exception. */
static bool wait_for(stream_object *s, ring_slot **slot) {
  bool done = false;
  while (!done) {
    Py_BEGIN_ALLOW_THREADS *slot = ring_oldest(s->ring, WAIT_MS, &done);
    Py_END_ALLOW_THREADS if (*slot == NULL) return true;
    if (!done && PyErr_CheckSignals() < 0) return false;
  }
  return true;
}

/* An item that was no document: raised, or told to `on_error` (then NULL without an
 * exception). */
static void tell_bad(stream_object *s, PyObject *type, const char *message) {
  if (s->on_error == Py_None) {
    PyErr_SetString(type, message);
    return;
  }
  PyObject *error = PyObject_CallFunction(type, "s", message);
  PyObject *result = error ? PyObject_CallFunction(s->on_error, "O", error) : NULL;
  Py_XDECREF(error);
  Py_XDECREF(result);
}

static PyObject *hand_out(stream_object *s, ring_result *result) {
  if (result->kept != NULL) {
    kept_record *kept = result->kept;
    result->kept = NULL;
    return record_object_new(coder_module(s->coder), kept);
  }
  if (result->input.complaint != NULL)
    tell_bad(s, result->input.complaint_type ? PyExc_TypeError : PyExc_ValueError,
             result->input.complaint);
  else
    tell_bad(s, PyExc_MemoryError, result->error);
  return NULL;
}

/* The next record; NULL with an exception, or at the end without one. */
static PyObject *next_record(stream_object *s) {
  for (;;) {
    bool done = false;
    ring_slot *slot = ring_oldest(s->ring, 0, &done);
    if (slot == NULL || !done) {
      fill(s);
      if (!wait_for(s, &slot)) return NULL;
    }
    if (slot == NULL) {
      stream_stop(s);
      if (s->type != NULL) PyErr_Restore(s->type, s->value, s->trace);
      s->type = s->value = s->trace = NULL;
      return NULL;
    }
    if (slot->n_used == slot->n) {
      ring_return(s->ring);
      continue;
    }
    PyObject *record = hand_out(s, &slot->results[slot->n_used++]);
    if (record != NULL || PyErr_Occurred()) return record;
  }
}

static PyObject *stream_next(PyObject *self) {
  stream_object *s = (stream_object *)self;
  if (s->busy) {
    PyErr_SetString(PyExc_ValueError,
                    "another thread is waiting for the next record of this iterator");
    return NULL;
  }
  if (s->ring == NULL) return NULL;
  if (!ring_is_own(s->ring)) {
    PyErr_SetString(PyExc_RuntimeError,
                    "this iterator belongs to the process that began it: after a fork, "
                    "call code_many again");
    return NULL;
  }
  s->busy = true;
  PyObject *record = next_record(s);
  s->busy = false;
  return record;
}

/* ---- the type ---- */

static PyObject *stream_close(PyObject *self, PyObject *nothing) {
  (void)nothing;
  stream_object *s = (stream_object *)self;
  if (s->busy)
    return PyErr_Format(PyExc_ValueError, "the iterator is in use by another thread");
  stream_stop(s);
  Py_RETURN_NONE;
}

static void stream_dealloc(PyObject *self) {
  stream_object *s = (stream_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  stream_stop(s);
  Py_XDECREF(s->coder);
  Py_XDECREF(s->items);
  Py_XDECREF(s->on_error);
  Py_XDECREF(s->type);
  Py_XDECREF(s->value);
  Py_XDECREF(s->trace);
  PyObject_Free(self);
  Py_DECREF(type);
}

static bool start(stream_object *s, PyObject *items, int n_threads) {
  s->items = PyObject_GetIter(items);
  if (s->items == NULL) return false;
  s->coders = calloc((size_t)n_threads, sizeof *s->coders);
  if (s->coders == NULL) {
    PyErr_NoMemory();
    return false;
  }
  if (!coder_lend(s->coder, s->coders, (size_t)n_threads)) {
    free(s->coders);
    s->coders = NULL;
    return false;
  }
  s->n_coders = (size_t)n_threads;
  s->ring = ring_new(s->coders, s->n_coders, false, coder_offsets(s->coder));
  if (s->ring == NULL) PyErr_SetString(PyExc_RuntimeError, "cannot start a thread");
  return s->ring != NULL;
}

bool check_threads(int n) {
  if (n >= 1 && n <= MAX_THREADS) return true;
  PyErr_Format(PyExc_ValueError, "threads is %d: give 1 to %d, or 0 for one a core", n,
               MAX_THREADS);
  return false;
}

PyObject *open_stream(PyObject *module, PyObject *args) {
  module_state *state = PyModule_GetState(module);
  PyObject *coder, *items, *on_error;
  int n_threads;
  if (!PyArg_ParseTuple(args, "O!OiO:code_many", state->coder, &coder, &items, &n_threads,
                        &on_error) ||
      !check_threads(n_threads))
    return NULL;
  stream_object *s = PyObject_New(stream_object, state->stream);
  if (s == NULL) return NULL;
  memset((char *)s + offsetof(stream_object, coder), 0,
         sizeof *s - offsetof(stream_object, coder));
  Py_INCREF(coder);
  Py_INCREF(on_error);
  s->coder = coder;
  s->on_error = on_error;
  if (start(s, items, n_threads)) return (PyObject *)s;
  Py_DECREF(s);
  return NULL;
}

static PyMethodDef stream_methods[] = {
    {"close", stream_close, METH_NOARGS,
     "close()\n--\n\nEnds the coding; what was read ahead is dropped."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot stream_slots[] = {{Py_tp_dealloc, stream_dealloc},
                                     {Py_tp_new, no_new},
                                     {Py_tp_iter, PyObject_SelfIter},
                                     {Py_tp_iternext, stream_next},
                                     {Py_tp_methods, stream_methods},
                                     {Py_tp_doc, "An iterator over records, in order."},
                                     {0, NULL}};

bool stream_ready(PyObject *module, module_state *state) {
  PyType_Spec spec = {"rasid._rasid.Stream", sizeof(stream_object), 0, Py_TPFLAGS_DEFAULT,
                      stream_slots};
  return type_ready(module, &spec, &state->stream);
}
