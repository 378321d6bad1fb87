/* arrow_export.c - chunks by the Arrow C data interface.
 *
 * Nothing is copied: an array points into its chunk and holds a reference to it, each
 * child for itself, since a consumer may move children out and release them in any
 * thread. Releasing touches no Python.
 */
#include <errno.h>

#include "arrow_abi.h"
#include "extension.h"

/* An exported array: a node of its own for each column and for the items of lists. */
typedef struct node {
  chunk *chunk;
  const void *buffers[3];
  struct ArrowArray **children;
} node;

static const int64_t nothing[1] = {0}; /* what empty buffers point to */

static void release_array(struct ArrowArray *array) {
  node *n = array->private_data;
  for (int64_t i = 0; i < array->n_children; i++) {
    struct ArrowArray *child = array->children[i];
    if (child != NULL && child->release != NULL) child->release(child);
    free(child);
  }
  free(n->children);
  chunk_release(n->chunk);
  free(n);
  array->release = NULL;
}

/* Fills `out` with an array of `n_children` empty children; false when out of memory. */
static bool array_init(struct ArrowArray *out, chunk *c, int64_t length, int64_t n_null,
                       size_t n_children) {
  node *n = calloc(1, sizeof *n);
  *out = (struct ArrowArray){0};
  if (n == NULL) return false;
  n->children = calloc(n_children + 1, sizeof(struct ArrowArray *));
  if (n->children == NULL) {
    free(n);
    return false;
  }
  atomic_fetch_add(&c->n_references, 1);
  n->chunk = c;
  *out = (struct ArrowArray){.length = length,
                             .null_count = n_null,
                             .n_children = (int64_t)n_children,
                             .buffers = n->buffers,
                             .children = n->children,
                             .release = release_array,
                             .private_data = n};
  for (size_t i = 0; i < n_children; i++) {
    n->children[i] = calloc(1, sizeof(struct ArrowArray));
    if (n->children[i] != NULL) continue;
    release_array(out);
    return false;
  }
  return true;
}

static void add_buffer(struct ArrowArray *array, const void *data) {
  node *n = array->private_data;
  n->buffers[array->n_buffers++] = data;
}

static const void *data_of(const growing *g) {
  return g->size > 0 ? (const void *)g->data : nothing;
}

static bool export_column(chunk *c, size_t i, struct ArrowArray *out) {
  const column *from = &c->columns[i];
  column_form form = c->shape->columns[i].form;
  if (!array_init(out, c, c->n_rows, from->n_null, form == COLUMN_LIST)) return false;
  add_buffer(out, from->n_null > 0 ? from->valid.data : NULL);
  if (form == COLUMN_TEXT || form == COLUMN_LIST) add_buffer(out, data_of(&from->ends));
  if (form != COLUMN_LIST) {
    add_buffer(out, data_of(&from->values));
    return true;
  }
  struct ArrowArray *items = out->children[0];
  int64_t n_items = (int64_t)(from->item_ends.size / sizeof(int32_t)) - 1;
  if (!array_init(items, c, n_items, 0, 0)) return false;
  add_buffer(items, NULL);
  add_buffer(items, data_of(&from->item_ends));
  add_buffer(items, data_of(&from->values));
  return true;
}

/* All columns as one array of structs. */
static bool export_chunk(chunk *c, struct ArrowArray *out) {
  if (!array_init(out, c, c->n_rows, 0, c->shape->n_columns)) return false;
  add_buffer(out, NULL);
  for (size_t i = 0; i < c->shape->n_columns; i++)
    if (!export_column(c, i, out->children[i])) {
      release_array(out);
      return false;
    }
  return true;
}

/* ---- schemas ---- */

static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; i++) {
    struct ArrowSchema *child = schema->children[i];
    if (child != NULL && child->release != NULL) child->release(child);
    free(child);
  }
  free(schema->children);
  schema->release = NULL;
}

/* `format` and `name` are static. */
static bool schema_init(struct ArrowSchema *out, const char *format, const char *name,
                        bool nullable, size_t n_children) {
  *out = (struct ArrowSchema){.format = format,
                              .name = name,
                              .flags = nullable ? ARROW_FLAG_NULLABLE : 0,
                              .n_children = (int64_t)n_children,
                              .release = release_schema};
  out->children = calloc(n_children + 1, sizeof(struct ArrowSchema *));
  bool ok = out->children != NULL;
  for (size_t i = 0; ok && i < n_children; i++)
    ok = (out->children[i] = calloc(1, sizeof(struct ArrowSchema))) != NULL;
  if (ok) return true;
  if (out->children == NULL) out->n_children = 0;
  release_schema(out);
  return false;
}

static bool export_schema(const table_shape *table, struct ArrowSchema *out) {
  static const char *const formats[] = {[COLUMN_TEXT] = "u",
                                        [COLUMN_LIST] = "+l",
                                        [COLUMN_INT] = "l",
                                        [COLUMN_REAL] = "g",
                                        [COLUMN_BOOL] = "b"};
  bool ok = schema_init(out, "+s", "", false, table->n_columns);
  if (!ok) return false;
  for (size_t i = 0; ok && i < table->n_columns; i++) {
    const column_shape *c = &table->columns[i];
    bool list = c->form == COLUMN_LIST;
    ok = schema_init(out->children[i], formats[c->form], c->name, true, list) &&
         (!list || schema_init(out->children[i]->children[0], "u", "item", true, 0));
  }
  if (!ok) release_schema(out);
  return ok;
}

/* ---- streams ---- */

typedef struct feeder {
  const table_shape *shape;
  size_t n, next;
  chunk *chunks[];
} feeder;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  const feeder *f = stream->private_data;
  return export_schema(f->shape, out) ? 0 : ENOMEM;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  feeder *f = stream->private_data;
  *out = (struct ArrowArray){0};
  if (f->next == f->n) return 0;
  if (!export_chunk(f->chunks[f->next], out)) return ENOMEM;
  f->next++;
  return 0;
}

static const char *stream_error(struct ArrowArrayStream *stream) {
  (void)stream;
  return "out of memory";
}

static void stream_release(struct ArrowArrayStream *stream) {
  feeder *f = stream->private_data;
  for (size_t i = 0; i < f->n; i++) chunk_release(f->chunks[i]);
  free(f);
  stream->release = NULL;
}

/* ---- capsules ---- */

#define CAPSULE(type, capsule_name)                                             \
  static void free_##type(PyObject *capsule) {                                  \
    struct type *content = PyCapsule_GetPointer(capsule, capsule_name);         \
    if (content != NULL && content->release != NULL) content->release(content); \
    free(content);                                                              \
  }                                                                             \
  static PyObject *capsule_of_##type(struct type *content) {                    \
    PyObject *capsule = PyCapsule_New(content, capsule_name, free_##type);      \
    if (capsule == NULL) {                                                      \
      content->release(content);                                                \
      free(content);                                                            \
    }                                                                           \
    return capsule;                                                             \
  }
CAPSULE(ArrowSchema, "arrow_schema")
CAPSULE(ArrowArray, "arrow_array")
CAPSULE(ArrowArrayStream, "arrow_array_stream")

PyObject *arrow_schema_capsule(const table_shape *table) {
  struct ArrowSchema *schema = malloc(sizeof *schema);
  if (schema == NULL || !export_schema(table, schema)) {
    free(schema);
    return PyErr_NoMemory();
  }
  return capsule_of_ArrowSchema(schema);
}

PyObject *arrow_array_capsule(chunk *c) {
  struct ArrowArray *array = malloc(sizeof *array);
  if (array == NULL || !export_chunk(c, array)) {
    free(array);
    return PyErr_NoMemory();
  }
  return capsule_of_ArrowArray(array);
}

PyObject *arrow_stream_capsule(const table_shape *table, chunk *const *chunks, size_t n) {
  struct ArrowArrayStream *stream = malloc(sizeof *stream);
  feeder *f = malloc(sizeof *f + n * sizeof(chunk *));
  if (stream == NULL || f == NULL) {
    free(stream);
    free(f);
    return PyErr_NoMemory();
  }
  *f = (feeder){.shape = table, .n = n};
  for (size_t i = 0; i < n; i++) {
    f->chunks[i] = chunks[i];
    atomic_fetch_add(&chunks[i]->n_references, 1);
  }
  *stream = (struct ArrowArrayStream){.get_schema = stream_schema,
                                      .get_next = stream_next,
                                      .get_last_error = stream_error,
                                      .release = stream_release,
                                      .private_data = f};
  return capsule_of_ArrowArrayStream(stream);
}
