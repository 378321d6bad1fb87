/* coder_object.c - a model and the coders that use it.
 *
 * A coder of the library serves one thread at a time. The object keeps those that are
 * idle and makes another where a thread finds none, so that threads never wait for each
 * other and no lock can be held when the process forks. The list is guarded by the GIL.
 */
#include <stdio.h>

#include "extension.h"

typedef struct coder_object {
  PyObject_HEAD PyObject *module;
  rasid_model *model;
  rasid_coder_options options;
  rasid_coder **idle; /* `n_idle` of them, room for `n_room` */
  size_t n_idle, n_room;
} coder_object;

void raise_status(rasid_status status, const rasid_error *error, const char *what) {
  const char *message = error != NULL && *error->message ? error->message : what;
  PyObject *type = status == RASID_ERROR_MEMORY ? PyExc_MemoryError
                   : status == RASID_ERROR_IO   ? PyExc_OSError
                                                : PyExc_ValueError;
  /* A path in it need not be UTF-8. */
  PyObject *text = PyUnicode_DecodeUTF8(message, (Py_ssize_t)strlen(message), "replace");
  if (text != NULL) PyErr_SetObject(type, text);
  Py_XDECREF(text);
}

rasid_offsets coder_offsets(PyObject *coder) {
  return ((coder_object *)coder)->options.offsets;
}

PyObject *coder_module(PyObject *coder) {
  return ((coder_object *)coder)->module;
}

const rasid_model *coder_model(PyObject *coder) {
  return ((coder_object *)coder)->model;
}

/* ---- lending ---- */

/* A coder, idle or new; the GIL is released while one is made. */
static rasid_coder *lend(coder_object *c) {
  rasid_coder *coder = NULL;
  rasid_error error = {0};
  rasid_status status;
  if (c->n_idle > 0) return c->idle[--c->n_idle];
  Py_BEGIN_ALLOW_THREADS status = rasid_coder_new(c->model, &c->options, &coder, &error);
  Py_END_ALLOW_THREADS if (status != RASID_OK)
      raise_status(status, &error, "out of memory for a coder");
  return coder;
}

static void take_back(coder_object *c, rasid_coder *coder) {
  if (c->n_idle == c->n_room) {
    size_t room = 2 * c->n_room + 2;
    rasid_coder **more = realloc(c->idle, room * sizeof(rasid_coder *));
    if (more == NULL) {
      rasid_coder_free(coder);
      return;
    }
    c->idle = more;
    c->n_room = room;
  }
  c->idle[c->n_idle++] = coder;
}

bool coder_lend(PyObject *coder, rasid_coder **coders, size_t n) {
  for (size_t i = 0; i < n; i++) {
    coders[i] = lend((coder_object *)coder);
    if (coders[i] != NULL) continue;
    coder_take_back(coder, coders, i);
    return false;
  }
  return true;
}

void coder_take_back(PyObject *coder, rasid_coder *const *coders, size_t n) {
  for (size_t i = 0; i < n; i++) take_back((coder_object *)coder, coders[i]);
}

/* ---- coding one document ---- */

/* What is kept of a whole record. */
enum {
  RECORD_LISTS = 1u << KEPT_EVENTS | 1u << KEPT_TOLLS | 1u << KEPT_TIMES |
                 1u << KEPT_PLACES | 1u << KEPT_SENTENCES | 1u << KEPT_DIAGNOSTICS
};

/* Codes or reads; takes the input over. */
static PyObject *make_record(coder_object *c, document_input *input, rasid_stage last,
                             unsigned lists) {
  const rasid_record *record;
  rasid_error error = {0};
  rasid_status status;
  kept_record *kept = NULL;
  rasid_coder *coder = lend(c);
  if (coder == NULL) {
    document_input_free(input);
    return NULL;
  }
  Py_BEGIN_ALLOW_THREADS status =
      last == RASID_STAGE_RECORD
          ? rasid_code(coder, &input->document, &record, &error)
          : rasid_read(coder, &input->document, last, &record, &error);
  if (status == RASID_OK && (kept = kept_record_new(record, lists)) == NULL)
    status = RASID_ERROR_MEMORY;
  Py_END_ALLOW_THREADS take_back(c, coder);
  if (kept == NULL) {
    raise_status(status, &error, "out of memory for the record");
    document_input_free(input);
    return NULL;
  }
  kept->input = *input;
  kept->offsets = c->options.offsets;
  return record_object_new(c->module, kept);
}

static PyObject *coder_code(PyObject *self, PyObject *args) {
  document_parts p = {0};
  document_input input;
  if (!PyArg_ParseTuple(args, "OOOOOOO:code", &p.text, &p.id, &p.title, &p.published,
                        &p.source, &p.url, &p.captions) ||
      !document_from_parts(&p, NULL, "text", &input))
    return NULL;
  return make_record((coder_object *)self, &input, RASID_STAGE_RECORD, RECORD_LISTS);
}

/* read(text, published, what): a tuple of views. */
static PyObject *coder_read(PyObject *self, PyObject *args) {
  static const struct {
    const char *name;
    rasid_stage last;
    kept_list list;
  } readings[] = {{"words", RASID_STAGE_MORPH, KEPT_WORDS},
                  {"times", RASID_STAGE_TIMES, KEPT_TIMES},
                  {"numbers", RASID_STAGE_NUMBERS, KEPT_NUMBERS},
                  {"places", RASID_STAGE_PLACES, KEPT_PLACES},
                  {"actors", RASID_STAGE_ACTORS, KEPT_ACTORS}};
  document_parts p = {0};
  document_input input;
  const char *what;
  if (!PyArg_ParseTuple(args, "OOs:read", &p.text, &p.published, &what)) return NULL;
  for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
    if (strcmp(readings[i].name, what) != 0) continue;
    if (!document_from_parts(&p, NULL, "text", &input)) return NULL;
    PyObject *record = make_record((coder_object *)self, &input, readings[i].last,
                                   1u << readings[i].list);
    PyObject *views = record ? record_list(record, readings[i].list) : NULL;
    Py_XDECREF(record);
    return views;
  }
  return PyErr_Format(PyExc_ValueError, "'%s' is nothing that can be read", what);
}

static PyObject *get_model(PyObject *self, void *closure) {
  (void)closure;
  return PyUnicode_FromString(rasid_model_hash(((coder_object *)self)->model));
}

/* ---- the type ---- */

static void coder_dealloc(PyObject *self) {
  coder_object *c = (coder_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  for (size_t i = 0; i < c->n_idle; i++) rasid_coder_free(c->idle[i]);
  free(c->idle);
  rasid_model_close(c->model);
  Py_XDECREF(c->module);
  PyObject_Free(self);
  Py_DECREF(type);
}

/* The library's message may name the file already. */
void tell_of_file(rasid_status status, const rasid_error *error, const char *path,
                  const char *what) {
  rasid_error told = *error;
  if (path != NULL && strstr(error->message, path) == NULL)
    snprintf(told.message, sizeof told.message, "%.200s: %.250s", path, error->message);
  raise_status(status, &told, what);
}

PyObject *open_coder(PyObject *module, PyObject *args) {
  module_state *state = PyModule_GetState(module);
  PyObject *path;
  int offsets, weights;
  unsigned long long max_bytes;
  rasid_error error = {0};
  if (!PyArg_ParseTuple(args, "OiKp:open_coder", &path, &offsets, &max_bytes, &weights))
    return NULL;
  PyObject *bytes = NULL;
  if (path != Py_None && !PyUnicode_FSConverter(path, &bytes)) return NULL;
  coder_object *c = PyObject_New(coder_object, state->coder);
  if (c == NULL) {
    Py_XDECREF(bytes);
    return NULL;
  }
  Py_INCREF(module);
  c->module = module;
  c->model = NULL;
  c->idle = NULL;
  c->n_idle = c->n_room = 0;
  rasid_coder_options_init(&c->options);
  c->options.offsets = (rasid_offsets)offsets;
  c->options.use_weights = weights;
  if (max_bytes > 0) c->options.max_document_bytes = (size_t)max_bytes;
  rasid_status status = bytes
                            ? rasid_model_open(PyBytes_AsString(bytes), &c->model, &error)
                            : rasid_model_open_default(&c->model, &error);
  if (status != RASID_OK) {
    tell_of_file(status, &error, bytes ? PyBytes_AsString(bytes) : NULL,
                 "out of memory for the model");
    c->model = NULL;
    Py_CLEAR(c);
  }
  Py_XDECREF(bytes);
  return (PyObject *)c;
}

static PyMethodDef coder_methods[] = {
    {"code", coder_code, METH_VARARGS,
     "code(text, id, title, published, source, url, captions) -> Record"},
    {"read", coder_read, METH_VARARGS, "read(text, published, what) -> tuple of views"},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef coder_getset[] = {
    {"model", get_model, NULL, "The model's identity: 16 hexadecimal digits (str).",
     NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot coder_slots[] = {{Py_tp_dealloc, coder_dealloc},
                                    {Py_tp_new, no_new},
                                    {Py_tp_methods, coder_methods},
                                    {Py_tp_getset, coder_getset},
                                    {Py_tp_doc, "A model and the coders that use it."},
                                    {0, NULL}};

bool coder_ready(PyObject *module, module_state *state) {
  PyType_Spec spec = {"rasid._rasid.Coder", sizeof(coder_object), 0, Py_TPFLAGS_DEFAULT,
                      coder_slots};
  return type_ready(module, &spec, &state->coder);
}
