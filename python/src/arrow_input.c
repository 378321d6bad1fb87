/* arrow_input.c - rows of an Arrow column of texts, or of a table with a column "text",
 * as documents, by the Arrow C data interface. Texts are used where they lie. */
#include <stdio.h>

#include "arrow_abi.h"
#include "extension.h"

typedef enum source_column {
  TEXT,
  ID,
  TITLE,
  PUBLISHED,
  SOURCE,
  URL,
  N_SOURCES
} source_column;
static const char *const names[N_SOURCES] = {"text",      "id",     "title",
                                             "published", "source", "url"};

/* How texts lie in a column. */
typedef enum layout { LAYOUT_NONE, LAYOUT_SMALL, LAYOUT_LARGE, LAYOUT_VIEW } layout;

struct arrow_rows {
  struct ArrowSchema schema;
  struct ArrowArray *arrays; /* `n` of them */
  size_t n, capacity;
  size_t array; /* the next row is in this one */
  int64_t row;
  bool is_table;
  int64_t columns[N_SOURCES]; /* index of each in the table, -1: not there */
  layout layouts[N_SOURCES];
};

bool is_arrow(PyObject *object) {
  return PyObject_HasAttrString(object, "__arrow_c_stream__") ||
         PyObject_HasAttrString(object, "__arrow_c_array__");
}

/* ---- taking over ---- */

static struct ArrowArray *add_array(arrow_rows *rows) {
  if (rows->n == rows->capacity) {
    size_t capacity = 2 * rows->capacity + 4;
    struct ArrowArray *more = realloc(rows->arrays, capacity * sizeof *more);
    if (more == NULL) {
      PyErr_NoMemory();
      return NULL;
    }
    rows->arrays = more;
    rows->capacity = capacity;
  }
  rows->arrays[rows->n] = (struct ArrowArray){0};
  return &rows->arrays[rows->n];
}

static bool take_stream(arrow_rows *rows, PyObject *object) {
  PyObject *capsule = PyObject_CallMethod(object, "__arrow_c_stream__", NULL);
  if (capsule == NULL) return false;
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  bool ok = stream != NULL;
  if (ok && stream->release == NULL) {
    PyErr_SetString(PyExc_ValueError,
                    "the Arrow stream was read before: give what it came from");
    ok = false;
  }
  if (ok && stream->get_schema(stream, &rows->schema) != 0) {
    const char *why = stream->get_last_error(stream);
    PyErr_Format(PyExc_ValueError, "the Arrow stream has no schema: %s", why ? why : "");
    ok = false;
  }
  while (ok) {
    struct ArrowArray *array = add_array(rows);
    if (array == NULL || stream->get_next(stream, array) != 0) {
      const char *why = array ? stream->get_last_error(stream) : NULL;
      if (array)
        PyErr_Format(PyExc_ValueError, "the Arrow stream broke off: %s", why ? why : "");
      ok = false;
      break;
    }
    if (array->release == NULL) break;
    rows->n++;
  }
  Py_DECREF(capsule);
  return ok;
}

static bool take_array(arrow_rows *rows, PyObject *object) {
  PyObject *pair = PyObject_CallMethod(object, "__arrow_c_array__", NULL);
  if (pair == NULL) return false;
  bool ok = PyTuple_Check(pair) && PyTuple_Size(pair) == 2;
  if (!ok) PyErr_SetString(PyExc_TypeError, "__arrow_c_array__ gave no pair of capsules");
  struct ArrowSchema *schema =
      ok ? PyCapsule_GetPointer(PyTuple_GetItem(pair, 0), "arrow_schema") : NULL;
  struct ArrowArray *from =
      schema ? PyCapsule_GetPointer(PyTuple_GetItem(pair, 1), "arrow_array") : NULL;
  if (from != NULL && (from->release == NULL || schema->release == NULL)) {
    PyErr_SetString(PyExc_ValueError,
                    "the Arrow array was taken before: give what it came from");
    from = NULL;
  }
  struct ArrowArray *array = from ? add_array(rows) : NULL;
  if (array != NULL) {
    *array = *from; /* moved: the capsule has nothing left to release */
    from->release = NULL;
    rows->n++;
    rows->schema = *schema;
    schema->release = NULL;
  }
  Py_DECREF(pair);
  return array != NULL;
}

/* ---- what it is ---- */

static layout layout_of(const struct ArrowSchema *s) {
  if (s->dictionary != NULL) return LAYOUT_NONE;
  if (!strcmp(s->format, "u") || !strcmp(s->format, "z")) return LAYOUT_SMALL;
  if (!strcmp(s->format, "U") || !strcmp(s->format, "Z")) return LAYOUT_LARGE;
  if (!strcmp(s->format, "vu") || !strcmp(s->format, "vz")) return LAYOUT_VIEW;
  return LAYOUT_NONE;
}

static bool set_layout(arrow_rows *rows, source_column which,
                       const struct ArrowSchema *s) {
  rows->layouts[which] = layout_of(s);
  if (rows->layouts[which] != LAYOUT_NONE) return true;
  PyErr_Format(PyExc_TypeError,
               "the Arrow column '%s' has the format '%s'%s: cast it to a string column",
               names[which], s->format, s->dictionary ? " with a dictionary" : "");
  return false;
}

static bool look_at_schema(arrow_rows *rows) {
  const struct ArrowSchema *s = &rows->schema;
  for (int i = 0; i < N_SOURCES; i++) rows->columns[i] = -1;
  rows->is_table = !strcmp(s->format, "+s");
  if (!rows->is_table) return set_layout(rows, TEXT, s);
  for (int64_t i = 0; i < s->n_children; i++)
    for (int k = 0; k < N_SOURCES; k++) {
      if (s->children[i]->name == NULL || strcmp(s->children[i]->name, names[k]) != 0)
        continue;
      rows->columns[k] = i;
      if (!set_layout(rows, (source_column)k, s->children[i])) return false;
    }
  if (rows->columns[TEXT] >= 0 || rows->columns[TITLE] >= 0) return true;
  PyErr_SetString(PyExc_ValueError,
                  "the Arrow table has no column 'text': rename the one with the texts");
  return false;
}

arrow_rows *arrow_rows_open(PyObject *object) {
  arrow_rows *rows = calloc(1, sizeof *rows);
  if (rows == NULL) {
    PyErr_NoMemory();
    return NULL;
  }
  bool ok = PyObject_HasAttrString(object, "__arrow_c_stream__")
                ? take_stream(rows, object)
                : take_array(rows, object);
  if (ok && look_at_schema(rows)) return rows;
  arrow_rows_close(rows);
  return NULL;
}

void arrow_rows_close(arrow_rows *rows) {
  if (rows == NULL) return;
  for (size_t i = 0; i < rows->n; i++)
    if (rows->arrays[i].release != NULL) rows->arrays[i].release(&rows->arrays[i]);
  if (rows->schema.release != NULL) rows->schema.release(&rows->schema);
  free(rows->arrays);
  free(rows);
}

/* ---- rows ---- */

static bool is_null(const struct ArrowArray *a, int64_t i) {
  const unsigned char *valid = a->n_buffers > 0 ? a->buffers[0] : NULL;
  return valid != NULL && !(valid[i / 8] >> i % 8 & 1);
}

/* A text of 16 bytes: its size, then either itself or where it lies. */
static rasid_text view_text(const struct ArrowArray *a, int64_t i) {
  const char *view = (const char *)a->buffers[1] + 16 * i;
  int32_t size, buffer, offset;
  memcpy(&size, view, 4);
  if (size <= 12) return (rasid_text){view + 4, (size_t)size};
  memcpy(&buffer, view + 8, 4);
  memcpy(&offset, view + 12, 4);
  return (rasid_text){(const char *)a->buffers[2 + buffer] + offset, (size_t)size};
}

/* The i-th text; absent where it is null. */
static rasid_text text_at(const struct ArrowArray *a, layout how, int64_t i) {
  i += a->offset;
  if (is_null(a, i)) return (rasid_text){NULL, 0};
  if (how == LAYOUT_VIEW) return view_text(a, i);
  int64_t start, end;
  if (how == LAYOUT_SMALL) {
    const int32_t *ends = a->buffers[1];
    start = ends[i];
    end = ends[i + 1];
  } else {
    const int64_t *ends = a->buffers[1];
    start = ends[i];
    end = ends[i + 1];
  }
  const char *data = a->buffers[2];
  return (rasid_text){data ? data + start : "", (size_t)(end - start)};
}

static rasid_text cell(const arrow_rows *rows, source_column which) {
  const struct ArrowArray *a = &rows->arrays[rows->array];
  if (!rows->is_table)
    return which == TEXT ? text_at(a, rows->layouts[TEXT], rows->row)
                         : (rasid_text){NULL, 0};
  int64_t index = rows->columns[which];
  if (index < 0 || is_null(a, rows->row + a->offset)) return (rasid_text){NULL, 0};
  return text_at(a->children[index], rows->layouts[which], rows->row + a->offset);
}

/* An id of its own: the number of the row. */
static bool own_id(document_input *out, uint64_t index) {
  char id[24];
  int n = snprintf(id, sizeof id, "%llu", (unsigned long long)index);
  out->memory = malloc((size_t)n);
  if (out->memory == NULL) return false;
  memcpy(out->memory, id, (size_t)n);
  out->document.id = (rasid_text){out->memory, (size_t)n};
  return true;
}

bool arrow_rows_next(arrow_rows *rows, uint64_t index, document_input *out,
                     bool *no_memory) {
  while (rows->array < rows->n && rows->row == rows->arrays[rows->array].length) {
    rows->array++;
    rows->row = 0;
  }
  if (rows->array == rows->n) return false;
  *out = (document_input){0};
  rasid_document_init(&out->document);
  rasid_document *d = &out->document;
  d->text = cell(rows, TEXT);
  d->id = cell(rows, ID);
  d->title = cell(rows, TITLE);
  d->published = cell(rows, PUBLISHED);
  d->source = cell(rows, SOURCE);
  d->url = cell(rows, URL);
  rows->row++;
  *no_memory = d->id.data == NULL && !own_id(out, index);
  if (d->text.data == NULL && d->title.data == NULL && !*no_memory) {
    static const char why[] = "the text is null";
    out->complaint = malloc(sizeof why);
    if (out->complaint != NULL)
      memcpy(out->complaint, why, sizeof why);
    else
      *no_memory = true;
  }
  return true;
}
