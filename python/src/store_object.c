/* store_object.c - a store, read.
 *
 * Rows come as the lines of JSON that the library prints of them, or as columns of Arrow.
 * A handle belongs to the process that opened it; calls keep the GIL, so that threads
 * come one after another. Rows that are still being read keep the store open.
 */
#include <unistd.h>

#include "extension.h"
#include "io_functions.h"

typedef struct store_object {
  PyObject_HEAD PyObject *module, *coder;
  const io_functions *io;
  rasid_store *store;
  size_t n_open; /* lists of rows being read */
  bool closed;
  pid_t process;
} store_object;

typedef struct rows_object {
  PyObject_HEAD store_object *store;
  rasid_store_rows *rows;
} rows_object;

/* False with an exception where nothing can be read. */
static bool usable(const store_object *s) {
  if (s->closed) {
    PyErr_SetString(PyExc_ValueError, "the store is closed");
    return false;
  }
  if (s->process == getpid()) return true;
  PyErr_SetString(PyExc_RuntimeError,
                  "the store was opened in another process: open it anew in this one");
  return false;
}

static void close_if_unused(store_object *s) {
  if (!s->closed || s->n_open > 0 || s->store == NULL) return;
  if (s->process == getpid()) s->io->store_close(s->store);
  s->store = NULL;
}

/* ---- asking ---- */

/* Fills a filter from a tuple of pairs of str, which it borrows. */
static bool read_filter(const io_functions *io, PyObject *pairs,
                        rasid_store_filter *filter) {
  io->filter_init(filter);
  filter->limit = INT64_MAX;
  for (Py_ssize_t i = 0; i < PyTuple_Size(pairs); i++) {
    const char *name, *value;
    if (!PyArg_ParseTuple(PyTuple_GetItem(pairs, i), "ss", &name, &value)) return false;
    if (io->filter_set(filter, name, value)) continue;
    PyErr_Format(PyExc_ValueError, "%s='%s': no such filter, or no value for it", name,
                 value);
    return false;
  }
  return true;
}

typedef struct question {
  rasid_store_view view;
  rasid_store_filter filter;
} question;

/* From (view, pairs); false with an exception. */
static bool read_question(store_object *s, PyObject *args, question *q) {
  const char *view;
  PyObject *pairs;
  if (!usable(s) || !PyArg_ParseTuple(args, "sO!", &view, &PyTuple_Type, &pairs))
    return false;
  if (!s->io->view_by_name(view, &q->view)) {
    PyErr_Format(PyExc_ValueError, "there is no view '%s'", view);
    return false;
  }
  return read_filter(s->io, pairs, &q->filter);
}

static PyObject *store_count(PyObject *self, PyObject *args) {
  store_object *s = (store_object *)self;
  question q;
  int64_t n;
  rasid_error error = {0};
  if (!read_question(s, args, &q)) return NULL;
  rasid_status status = s->io->count(s->store, q.view, &q.filter, &n, &error);
  if (status == RASID_OK) return PyLong_FromLongLong(n);
  raise_status(status, &error, "the store cannot be read");
  return NULL;
}

/* ---- rows ---- */

static PyObject *store_rows(PyObject *self, PyObject *args) {
  store_object *s = (store_object *)self;
  module_state *state = PyModule_GetState(s->module);
  question q;
  rasid_error error = {0};
  if (!read_question(s, args, &q)) return NULL;
  rows_object *r = PyObject_New(rows_object, state->store_rows);
  if (r == NULL) return NULL;
  Py_INCREF(self);
  r->store = s;
  r->rows = NULL;
  s->n_open++;
  rasid_status status = s->io->find(s->store, q.view, &q.filter, &r->rows, &error);
  if (status == RASID_OK) return (PyObject *)r;
  r->rows = NULL;
  Py_DECREF(r);
  raise_status(status, &error, "the store cannot be read");
  return NULL;
}

static PyObject *rows_next(PyObject *self) {
  rows_object *r = (rows_object *)self;
  const io_functions *io = r->store->io;
  rasid_error error = {0};
  bool more = false;
  if (!usable(r->store)) return NULL;
  rasid_status status = io->rows_next(r->rows, &more, &error);
  if (status != RASID_OK) {
    raise_status(status, &error, "the store cannot be read");
    return NULL;
  }
  if (!more) return NULL;
  rasid_text json = io->rows_json(r->rows);
  if (json.data == NULL) return PyErr_NoMemory();
  return PyUnicode_DecodeUTF8(json.data, (Py_ssize_t)json.size, "replace");
}

static void rows_dealloc(PyObject *self) {
  rows_object *r = (rows_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  if (r->rows != NULL && r->store->process == getpid()) r->store->io->rows_free(r->rows);
  r->store->n_open--;
  close_if_unused(r->store);
  Py_DECREF((PyObject *)r->store);
  PyObject_Free(self);
  Py_DECREF(type);
}

/* ---- columns ---- */

enum { TABLE_ROWS = 16384 }; /* of a chunk */

/* Puts rows into a chunk until it is full; `*more` whether there is another. */
static rasid_status fill(const io_functions *io, rasid_store_rows *rows,
                         const size_t *columns, chunk *c, bool *more,
                         rasid_error *error) {
  rasid_status status = RASID_OK;
  while (*more && c->n_rows < TABLE_ROWS && !c->failed && status == RASID_OK) {
    for (size_t i = 0; i < c->shape->n_columns; i++) {
      size_t k = columns[i];
      bool valid = !io->rows_null(rows, k);
      switch (c->shape->columns[i].form) {
        case COLUMN_INT: chunk_put_whole(c, i, io->rows_integer(rows, k), valid); break;
        case COLUMN_REAL: chunk_put_real(c, i, io->rows_number(rows, k), valid); break;
        case COLUMN_BOOL:
          chunk_put_yes(c, i, io->rows_integer(rows, k) != 0, valid);
          break;
        default:
          chunk_put_text(c, i, valid ? io->rows_text(rows, k) : (rasid_text){NULL, 0});
      }
    }
    c->n_rows++;
    status = io->rows_next(rows, more, error);
  }
  return status;
}

typedef struct chunk_list {
  chunk **items;
  size_t n;
} chunk_list;

static void drop(chunk_list *list) {
  for (size_t i = 0; i < list->n; i++) chunk_release(list->items[i]);
  free(list->items);
  *list = (chunk_list){0};
}

static rasid_status read_all(const io_functions *io, rasid_store_rows *rows,
                             const table_shape *table, chunk_list *list,
                             rasid_error *error) {
  size_t columns[64];
  bool more = false;
  for (size_t i = 0; i < table->n_columns; i++)
    columns[i] = io->rows_column(rows, table->columns[i].name);
  rasid_status status = io->rows_next(rows, &more, error);
  while (more && status == RASID_OK) {
    chunk **items = realloc(list->items, (list->n + 1) * sizeof *items);
    if (items == NULL) return RASID_ERROR_MEMORY;
    list->items = items;
    chunk *c = chunk_of_shape(table);
    if (c == NULL) return RASID_ERROR_MEMORY;
    items[list->n++] = c;
    status = fill(io, rows, columns, c, &more, error);
    if (!chunk_seal(c)) return RASID_ERROR_MEMORY;
  }
  return status;
}

static PyObject *store_table(PyObject *self, PyObject *args) {
  store_object *s = (store_object *)self;
  question q;
  rasid_error error = {0};
  rasid_store_rows *rows = NULL;
  chunk_list list = {0};
  if (!read_question(s, args, &q)) return NULL;
  const table_shape *table = store_table_shape(q.view);
  if (table == NULL)
    return PyErr_Format(PyExc_ValueError, "this view has no table: take its rows");
  rasid_status status = s->io->find(s->store, q.view, &q.filter, &rows, &error);
  if (status == RASID_OK) status = read_all(s->io, rows, table, &list, &error);
  s->io->rows_free(rows);
  if (status == RASID_OK) return table_of_chunks(s->module, table, list.items, list.n);
  drop(&list);
  raise_status(status, &error, "out of memory for the table");
  return NULL;
}

/* ---- one report, and incidents ---- */

static PyObject *store_report(PyObject *self, PyObject *args) {
  store_object *s = (store_object *)self;
  long long id;
  rasid_document d;
  rasid_text record;
  rasid_error error = {0};
  if (!usable(s) || !PyArg_ParseTuple(args, "L:report", &id)) return NULL;
  rasid_status status = s->io->report(s->store, id, &d, &record, &error);
  if (status == RASID_OK) {
    PyObject *captions = PyList_New(0);
    for (size_t i = 0; captions != NULL && i < d.n_captions; i++) {
      PyObject *caption = text_object(d.captions[i]);
      if (caption == NULL || PyList_Append(captions, caption) < 0) Py_CLEAR(captions);
      Py_XDECREF(caption);
    }
    if (captions == NULL) return NULL;
    return Py_BuildValue("{sNsNsNsNsNsNsNsN}", "id", text_object(d.id), "title",
                         text_object(d.title), "text", text_object(d.text), "published",
                         text_object(d.published), "source", text_object(d.source), "url",
                         text_object(d.url), "captions", captions, "record",
                         text_object(record));
  }
  raise_status(status, &error, "the store cannot be read");
  return NULL;
}

static PyObject *store_coded_text(PyObject *self, PyObject *args) {
  store_object *s = (store_object *)self;
  long long id;
  rasid_text text;
  rasid_error error = {0};
  if (!usable(s) || !PyArg_ParseTuple(args, "L:coded_text", &id)) return NULL;
  rasid_status status = s->io->coded_text(s->store, id, &text, &error);
  if (status == RASID_OK) return text_object(text);
  raise_status(status, &error, "the store cannot be read");
  return NULL;
}

static PyObject *store_incidents(PyObject *self, PyObject *args) {
  store_object *s = (store_object *)self;
  const char *rule;
  rasid_incidents *set = NULL;
  rasid_error error = {0};
  if (!usable(s) || !PyArg_ParseTuple(args, "s:incidents", &rule)) return NULL;
  rasid_status status = s->io->incidents(s->store, &set, &error);
  if (status != RASID_OK) {
    raise_status(status, &error, "the store cannot be read");
    return NULL;
  }
  PyObject *lines = incident_lines(set, rule);
  rasid_incidents_free(set);
  return lines;
}

static PyObject *store_close(PyObject *self, PyObject *nothing) {
  (void)nothing;
  store_object *s = (store_object *)self;
  s->closed = true;
  close_if_unused(s);
  Py_RETURN_NONE;
}

static PyObject *get_name(PyObject *self, void *closure) {
  (void)closure;
  store_object *s = (store_object *)self;
  if (!usable(s)) return NULL;
  const char *name = s->io->store_name(s->store);
  return PyUnicode_DecodeUTF8(name, (Py_ssize_t)strlen(name), "replace");
}

/* ---- the types ---- */

static void store_dealloc(PyObject *self) {
  store_object *s = (store_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  s->closed = true;
  close_if_unused(s);
  Py_XDECREF(s->coder);
  Py_XDECREF(s->module);
  PyObject_Free(self);
  Py_DECREF(type);
}

PyObject *open_store(PyObject *module, PyObject *args) {
  module_state *state = PyModule_GetState(module);
  PyObject *coder, *path = NULL;
  unsigned busy_ms;
  rasid_error error = {0};
  rasid_store_options options;
  if (!PyArg_ParseTuple(args, "O!O&I:open_store", state->coder, &coder,
                        PyUnicode_FSConverter, &path, &busy_ms))
    return NULL;
  const io_functions *io = io_load();
  store_object *s = io ? PyObject_New(store_object, state->store) : NULL;
  if (s == NULL) {
    Py_DECREF(path);
    return NULL;
  }
  Py_INCREF(module);
  Py_INCREF(coder);
  s->module = module;
  s->coder = coder;
  s->io = io;
  s->store = NULL;
  s->n_open = 0;
  s->closed = false;
  s->process = getpid();
  io->store_options_init(&options);
  options.model = coder_model(coder);
  options.read_only = true;
  options.busy_ms = busy_ms;
  rasid_status status =
      io->store_open(PyBytes_AsString(path), &options, &s->store, &error);
  if (status != RASID_OK) {
    s->store = NULL;
    tell_of_file(status, &error, PyBytes_AsString(path), "the store cannot be opened");
    Py_CLEAR(s);
  }
  Py_DECREF(path);
  return (PyObject *)s;
}

static PyMethodDef store_methods[] = {
    {"count", store_count, METH_VARARGS, "count(view, pairs) -> int"},
    {"rows", store_rows, METH_VARARGS, "rows(view, pairs) -> iterator of lines of JSON"},
    {"table", store_table, METH_VARARGS, "table(view, pairs) -> Table"},
    {"report", store_report, METH_VARARGS, "report(id) -> dict"},
    {"coded_text", store_coded_text, METH_VARARGS, "coded_text(id) -> str or None"},
    {"incidents", store_incidents, METH_VARARGS, "incidents(rule) -> lines of JSON"},
    {"close", store_close, METH_NOARGS, "close()"},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef store_getset[] = {
    {"name", get_name, NULL, "The file or address, without a password (str).", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot store_slots[] = {
    {Py_tp_dealloc, store_dealloc}, {Py_tp_new, no_new},
    {Py_tp_methods, store_methods}, {Py_tp_getset, store_getset},
    {Py_tp_doc, "An open store."},  {0, NULL}};

static PyType_Slot rows_slots[] = {{Py_tp_dealloc, rows_dealloc},
                                   {Py_tp_new, no_new},
                                   {Py_tp_iter, PyObject_SelfIter},
                                   {Py_tp_iternext, rows_next},
                                   {Py_tp_doc, "Rows of a store, as lines of JSON."},
                                   {0, NULL}};

bool store_ready(PyObject *module, module_state *state) {
  PyType_Spec store = {"rasid._rasid.Store", sizeof(store_object), 0, Py_TPFLAGS_DEFAULT,
                       store_slots};
  PyType_Spec rows = {"rasid._rasid.StoreRows", sizeof(rows_object), 0,
                      Py_TPFLAGS_DEFAULT, rows_slots};
  return type_ready(module, &store, &state->store) &&
         type_ready(module, &rows, &state->store_rows);
}
