/* table_object.c - code_table, and the tables and batches it gives.
 *
 * A table is a list of chunks; a batch is one of them. Both hand their columns out by the
 * Arrow C data interface, and as rows of Python objects for who has no Arrow.
 */
#include "arrow_abi.h"
#include "extension.h"

enum { WAIT_MS = 100 };

typedef struct table_object {
  PyObject_HEAD PyObject *module;
  const table_shape *shape;
  chunk **chunks; /* `n` of them, a reference to each */
  size_t n;
} table_object;

/* Takes the references over, and `chunks` itself. `batch`: it is to be a batch. */
static PyObject *new_object(PyObject *module, bool batch, const table_shape *table,
                            chunk **chunks, size_t n) {
  module_state *state = PyModule_GetState(module);
  table_object *t = PyObject_New(table_object, batch ? state->batch : state->table);
  if (t == NULL) {
    for (size_t i = 0; i < n; i++) chunk_release(chunks[i]);
    free(chunks);
    return NULL;
  }
  Py_INCREF(module);
  t->module = module;
  t->shape = table;
  t->chunks = chunks;
  t->n = n;
  return (PyObject *)t;
}

PyObject *table_of_chunks(PyObject *module, const table_shape *table, chunk **chunks,
                          size_t n) {
  return new_object(module, false, table, chunks, n);
}

static void table_dealloc(PyObject *self) {
  table_object *t = (table_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  for (size_t i = 0; i < t->n; i++) chunk_release(t->chunks[i]);
  free(t->chunks);
  Py_XDECREF(t->module);
  PyObject_Free(self);
  Py_DECREF(type);
}

/* ---- Arrow ---- */

/* Consumers may ask for another schema; the protocol lets a producer give its own. */
static bool takes_schema(PyObject *args, PyObject *keywords) {
  static char *names[] = {"requested_schema", NULL};
  PyObject *wanted = NULL;
  return PyArg_ParseTupleAndKeywords(args, keywords, "|O", names, &wanted);
}

static PyObject *table_schema(PyObject *self, PyObject *nothing) {
  (void)nothing;
  return arrow_schema_capsule(((table_object *)self)->shape);
}

static PyObject *table_stream(PyObject *self, PyObject *args, PyObject *keywords) {
  table_object *t = (table_object *)self;
  if (!takes_schema(args, keywords)) return NULL;
  return arrow_stream_capsule(t->shape, t->chunks, t->n);
}

static PyObject *batch_array(PyObject *self, PyObject *args, PyObject *keywords) {
  table_object *t = (table_object *)self;
  if (!takes_schema(args, keywords)) return NULL;
  PyObject *schema = arrow_schema_capsule(t->shape);
  PyObject *array = schema ? arrow_array_capsule(t->chunks[0]) : NULL;
  PyObject *pair = array ? PyTuple_Pack(2, schema, array) : NULL;
  Py_XDECREF(schema);
  Py_XDECREF(array);
  return pair;
}

static PyObject *table_batches(PyObject *self, PyObject *nothing) {
  (void)nothing;
  table_object *t = (table_object *)self;
  PyObject *list = PyList_New(0);
  for (size_t i = 0; list != NULL && i < t->n; i++) {
    chunk **one = malloc(sizeof *one);
    if (one == NULL) {
      Py_DECREF(list);
      return PyErr_NoMemory();
    }
    *one = t->chunks[i];
    atomic_fetch_add(&t->chunks[i]->n_references, 1);
    PyObject *batch = new_object(t->module, true, t->shape, one, 1);
    if (batch == NULL || PyList_Append(list, batch) < 0) Py_CLEAR(list);
    Py_XDECREF(batch);
  }
  return list;
}

/* ---- rows ---- */

static int32_t end_at(const growing *ends, int64_t i) {
  int32_t end;
  memcpy(&end, ends->data + (size_t)i * sizeof end, sizeof end);
  return end;
}

static PyObject *text_between(const column *c, int32_t start, int32_t end) {
  const char *data = c->values.size ? c->values.data + start : "";
  return PyUnicode_DecodeUTF8(data, end - start, "replace");
}

static PyObject *list_cell(const column *c, int64_t row) {
  PyObject *list = PyList_New(0);
  for (int32_t i = end_at(&c->ends, row); list && i < end_at(&c->ends, row + 1); i++) {
    PyObject *text =
        text_between(c, end_at(&c->item_ends, i), end_at(&c->item_ends, i + 1));
    if (text == NULL || PyList_Append(list, text) < 0) Py_CLEAR(list);
    Py_XDECREF(text);
  }
  return list;
}

static bool bit_at(const growing *bits, int64_t i) {
  return (unsigned char)bits->data[i / 8] >> i % 8 & 1;
}

static PyObject *cell_object(const chunk *k, size_t column_index, int64_t row) {
  const column *c = &k->columns[column_index];
  if (!bit_at(&c->valid, row)) Py_RETURN_NONE;
  const char *at = c->values.data + 8 * row;
  int64_t whole;
  double real;
  switch (k->shape->columns[column_index].form) {
    case COLUMN_TEXT:
      return text_between(c, end_at(&c->ends, row), end_at(&c->ends, row + 1));
    case COLUMN_LIST: return list_cell(c, row);
    case COLUMN_INT: memcpy(&whole, at, 8); return PyLong_FromLongLong(whole);
    case COLUMN_REAL: memcpy(&real, at, 8); return PyFloat_FromDouble(real);
    case COLUMN_BOOL: return PyBool_FromLong(bit_at(&c->values, row));
  }
  Py_RETURN_NONE;
}

static PyObject *row_object(const chunk *k, int64_t row) {
  PyObject *dict = PyDict_New();
  for (size_t i = 0; dict != NULL && i < k->shape->n_columns; i++) {
    PyObject *cell = cell_object(k, i, row);
    if (cell == NULL || PyDict_SetItemString(dict, k->shape->columns[i].name, cell) < 0)
      Py_CLEAR(dict);
    Py_XDECREF(cell);
  }
  return dict;
}

static PyObject *table_rows(PyObject *self, PyObject *nothing) {
  (void)nothing;
  table_object *t = (table_object *)self;
  PyObject *list = PyList_New(0);
  for (size_t i = 0; list != NULL && i < t->n; i++)
    for (int64_t k = 0; list != NULL && k < t->chunks[i]->n_rows; k++) {
      PyObject *row = row_object(t->chunks[i], k);
      if (row == NULL || PyList_Append(list, row) < 0) Py_CLEAR(list);
      Py_XDECREF(row);
    }
  return list;
}

static Py_ssize_t table_length(PyObject *self) {
  table_object *t = (table_object *)self;
  int64_t n = 0;
  for (size_t i = 0; i < t->n; i++) n += t->chunks[i]->n_rows;
  return (Py_ssize_t)n;
}

static PyObject *get_columns(PyObject *self, void *closure) {
  (void)closure;
  const table_shape *s = ((table_object *)self)->shape;
  PyObject *tuple = PyTuple_New((Py_ssize_t)s->n_columns);
  for (size_t i = 0; tuple != NULL && i < s->n_columns; i++) {
    PyObject *name = PyUnicode_FromString(s->columns[i].name);
    if (name == NULL)
      Py_CLEAR(tuple);
    else
      PyTuple_SetItem(tuple, (Py_ssize_t)i, name);
  }
  return tuple;
}

static PyObject *table_repr(PyObject *self) {
  table_object *t = (table_object *)self;
  return PyUnicode_FromFormat("<rasid.Table %s: %zd rows, %zu columns>", t->shape->name,
                              table_length(self), t->shape->n_columns);
}

/* ---- coding ---- */

typedef struct table_job {
  PyObject *coder;
  PyObject *items;  /* an iterator, or NULL */
  arrow_rows *rows; /* or these */
  ring *ring;
  uint64_t n_read;
  bool at_end;
  chunk **chunks[N_TABLES];
  size_t n, capacity; /* of each */
} table_job;

/* Fills the slot; false with an exception. */
static bool fill_slot(table_job *j, ring_slot *slot) {
  while (!j->at_end && !ring_slot_full(j->ring, slot)) {
    int got;
    if (j->items != NULL) {
      got = take_item(j->items, j->n_read, slot);
    } else {
      document_input *input = ring_slot_add(slot);
      bool no_memory = input == NULL;
      got = !no_memory && arrow_rows_next(j->rows, j->n_read, input, &no_memory);
      if (got) slot->n_bytes += input_bytes(input);
      if (!got && input != NULL) slot->n--;
      if (no_memory) {
        PyErr_NoMemory();
        got = -1;
      }
    }
    if (got < 0) return false;
    j->n_read += (uint64_t)got;
    j->at_end = got == 0;
  }
  return true;
}

/* Takes the chunks of a slot over; false with an exception. */
static bool collect(table_job *j, ring_slot *slot) {
  if (j->n == j->capacity) {
    j->capacity = 2 * j->capacity + 8;
    for (int i = 0; i < N_TABLES; i++) {
      chunk **more = realloc(j->chunks[i], j->capacity * sizeof *more);
      if (more == NULL) {
        PyErr_NoMemory();
        return false;
      }
      j->chunks[i] = more;
    }
  }
  for (int i = 0; i < N_TABLES; i++)
    if (slot->chunks[i] == NULL || slot->chunks[i]->failed) {
      PyErr_SetString(PyExc_MemoryError, "out of memory for the table");
      return false;
    }
  for (int i = 0; i < N_TABLES; i++) {
    j->chunks[i][j->n] = slot->chunks[i];
    slot->chunks[i] = NULL;
  }
  j->n++;
  ring_return(j->ring);
  return true;
}

static bool run(table_job *j) {
  ring_slot *slot;
  for (;;) {
    while (!j->at_end && (slot = ring_free_slot(j->ring)) != NULL) {
      if (!fill_slot(j, slot)) return false;
      if (slot->n > 0) ring_submit(j->ring);
    }
    bool done = false;
    Py_BEGIN_ALLOW_THREADS slot = ring_oldest(j->ring, WAIT_MS, &done);
    Py_END_ALLOW_THREADS if (slot == NULL) return true;
    if (done ? !collect(j, slot) : PyErr_CheckSignals() < 0) return false;
  }
}

static bool run_with_threads(table_job *j, size_t n_threads) {
  rasid_coder **coders = calloc(n_threads, sizeof(rasid_coder *));
  if (coders == NULL) {
    PyErr_NoMemory();
    return false;
  }
  bool ok = coder_lend(j->coder, coders, n_threads);
  if (ok) {
    j->ring = ring_new(coders, n_threads, true, coder_offsets(j->coder));
    if (j->ring == NULL) PyErr_SetString(PyExc_RuntimeError, "cannot start a thread");
    ok = j->ring != NULL && run(j);
    Py_BEGIN_ALLOW_THREADS ring_free(j->ring);
    Py_END_ALLOW_THREADS coder_take_back(j->coder, coders, n_threads);
  }
  free(coders);
  return ok;
}

PyObject *code_table(PyObject *module, PyObject *args) {
  module_state *state = PyModule_GetState(module);
  PyObject *texts, *tables = NULL;
  int n_threads;
  table_job j = {0};
  if (!PyArg_ParseTuple(args, "O!Oi:code_table", state->coder, &j.coder, &texts,
                        &n_threads) ||
      !check_threads(n_threads))
    return NULL;
  if (is_arrow(texts))
    j.rows = arrow_rows_open(texts);
  else
    j.items = PyObject_GetIter(texts);
  bool ok =
      (j.rows != NULL || j.items != NULL) && run_with_threads(&j, (size_t)n_threads);
  if (ok) tables = PyTuple_New(N_TABLES);
  for (int i = 0; i < N_TABLES; i++) {
    PyObject *table =
        tables ? new_object(module, false, &table_shapes[i], j.chunks[i], j.n) : NULL;
    if (table != NULL) {
      PyTuple_SetItem(tables, i, table);
      continue;
    }
    if (tables == NULL) {
      for (size_t k = 0; k < j.n; k++) chunk_release(j.chunks[i][k]);
      free(j.chunks[i]);
    }
    Py_CLEAR(tables);
  }
  Py_XDECREF(j.items);
  arrow_rows_close(j.rows);
  return tables;
}

/* ---- the types ---- */

#define SCHEMA_METHOD                                            \
  {                                                              \
    "__arrow_c_schema__", table_schema, METH_NOARGS,             \
        "The schema as a capsule of the Arrow C data interface." \
  }
#define ROWS_METHOD                                                          \
  {                                                                          \
    "to_pylist", table_rows, METH_NOARGS,                                    \
        "to_pylist()\n--\n\nThe rows as dicts, for who has no Arrow (list)." \
  }

static PyMethodDef table_methods[] = {
    SCHEMA_METHOD,
    ROWS_METHOD,
    {"__arrow_c_stream__", (PyCFunction)(void (*)(void))table_stream,
     METH_VARARGS | METH_KEYWORDS,
     "The table as a capsule of the Arrow C stream interface; nothing is copied."},
    {"batches", table_batches, METH_NOARGS,
     "batches()\n--\n\nThe pieces of the table (list of Batch)."},
    {NULL, NULL, 0, NULL}};

static PyMethodDef batch_methods[] = {
    SCHEMA_METHOD,
    ROWS_METHOD,
    {"__arrow_c_array__", (PyCFunction)(void (*)(void))batch_array,
     METH_VARARGS | METH_KEYWORDS,
     "Schema and rows as capsules of the Arrow C data interface; nothing is copied."},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef table_getset[] = {
    {"column_names", get_columns, NULL, "Names of the columns (tuple of str).", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot table_slots[] = {{Py_tp_dealloc, table_dealloc},
                                    {Py_tp_repr, table_repr},
                                    {Py_tp_new, no_new},
                                    {Py_sq_length, table_length},
                                    {Py_tp_methods, table_methods},
                                    {Py_tp_getset, table_getset},
                                    {Py_tp_doc, "Rows that Arrow's programs take."},
                                    {0, NULL}};

static PyType_Slot batch_slots[] = {{Py_tp_dealloc, table_dealloc},
                                    {Py_tp_new, no_new},
                                    {Py_sq_length, table_length},
                                    {Py_tp_methods, batch_methods},
                                    {Py_tp_getset, table_getset},
                                    {Py_tp_doc, "A piece of a table."},
                                    {0, NULL}};

bool table_ready(PyObject *module, module_state *state) {
  PyType_Spec table = {"rasid.Table", sizeof(table_object), 0, Py_TPFLAGS_DEFAULT,
                       table_slots};
  PyType_Spec batch = {"rasid.Batch", sizeof(table_object), 0, Py_TPFLAGS_DEFAULT,
                       batch_slots};
  return type_ready(module, &table, &state->table) &&
         type_ready(module, &batch, &state->batch);
}
