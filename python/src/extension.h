/* extension.h - what the files of the Python extension share.
 *
 * The extension is a thin coat around the C API: it turns Python's texts into documents,
 * keeps a copy of what a record shows (a record itself lives only until its coder's next
 * document), and shows that copy as typed objects or as columns of Arrow. It sees
 * include/rasid/ and Python's limited API of 3.9 alone, so that one build serves all
 * later versions.
 *
 * Rules of threads: whatever takes a PyObject needs the GIL; everything else needs none.
 */
#ifndef RASID_PYTHON_EXTENSION_H
#define RASID_PYTHON_EXTENSION_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x03090000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <rasid/io.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* ---- pool.c: memory that is freed as a whole ---- */
typedef struct pool_block pool_block;
typedef struct pool {
  pool_block *blocks;
  bool failed; /* an allocation failed; those after it too */
} pool;
/* `n` items of `size` bytes, aligned for any type; NULL when out of memory. */
void *pool_alloc(pool *p, size_t n, size_t size);
/* A copy of bytes, NUL behind them. */
char *pool_copy(pool *p, const char *data, size_t size);
void pool_free(pool *p);

/* ---- shapes.c: the structs of rasid.h, field by field ---- */

/* How a field lies in its struct and what Python sees. */
typedef enum field_form {
  FORM_TEXT,  /* rasid_text: str, None where absent */
  FORM_CODE,  /* const char *: str, None where "" */
  FORM_CODES, /* const char *[]: tuple of str */
  FORM_COUNT, /* uint32_t: int */
  FORM_SMALL, /* int: int */
  FORM_INDEX, /* int32_t: int, None where negative */
  FORM_WHOLE, /* int64_t: int */
  FORM_OPEN,  /* int64_t: int, None where negative */
  FORM_KEY,   /* int64_t: int, None where 0 */
  FORM_YES,   /* bool */
  FORM_REAL,  /* double: float, None where not a number */
  FORM_PART,  /* a struct: object, None where absent */
  FORM_LINK,  /* pointer to a struct: object, None where NULL */
  FORM_PARTS  /* pointer to structs: tuple of objects */
} field_form;

typedef enum shape_id {
  SHAPE_SPAN,
  SHAPE_ENTITY,
  SHAPE_PLACE,
  SHAPE_CLAIM,
  SHAPE_EVENT,
  SHAPE_TOLL,
  SHAPE_TIME,
  SHAPE_NUMBER,
  SHAPE_PLACE_MENTION,
  SHAPE_ACTOR_MENTION,
  SHAPE_WORD,
  SHAPE_DIAGNOSTIC,
  N_SHAPES
} shape_id;

typedef struct field {
  const char *name;
  field_form form;
  size_t offset;
  size_t count_offset; /* of the size_t with the number of items, for CODES and PARTS */
  shape_id shape;      /* of PART, LINK, PARTS */
  const char *doc;
} field;

typedef struct shape {
  const char *name; /* "rasid.Event" */
  const char *doc;
  size_t size;
  const field *fields;
  size_t n_fields;
  bool (*absent)(const void *item); /* of a PART; NULL: never */
} shape;

extern const shape shapes[N_SHAPES];

typedef struct diagnostic_view {
  rasid_text code, message;
} diagnostic_view;

/* A copy of `n` items and of all they point to; NULL where the pool failed. */
void *shape_copy(pool *p, const shape *s, const void *items, size_t n);

/* ---- document_input.c: Python's texts as a document ---- */
typedef struct document_input {
  rasid_document document;
  char *memory;        /* all of its texts; NULL where they are borrowed */
  char *complaint;     /* why this is no document; NULL = it is one */
  bool complaint_type; /* of a TypeError, else of a ValueError */
} document_input;

/* The parts of a document as Python has them; NULL or None = not given. */
typedef struct document_parts {
  PyObject *text, *id, *title, *published, *source, *url, *captions;
} document_parts;

/* Copies the parts; false with an exception that names `where` (NULL, or "item 3") and
 * the part. `id` is used where none is given. */
bool document_from_parts(const document_parts *parts, const char *where, const char *id,
                         document_input *out);
/* The same of a str, bytes or mapping. */
bool document_from_item(PyObject *item, const char *where, const char *id,
                        document_input *out);
void document_input_free(document_input *input);
/* How much it weighs, roughly. */
size_t input_bytes(const document_input *input);

/* ---- kept_record.c: what is kept of a record ---- */
typedef enum kept_list {
  KEPT_EVENTS,
  KEPT_TOLLS,
  KEPT_TIMES,
  KEPT_PLACES,
  KEPT_SENTENCES,
  KEPT_DIAGNOSTICS,
  KEPT_NUMBERS,
  KEPT_ACTORS,
  KEPT_WORDS,
  N_KEPT
} kept_list;

typedef struct kept_items {
  const void *items;
  size_t n;
} kept_items;

typedef struct kept_record {
  pool memory;
  document_input input; /* what it was coded from */
  rasid_offsets offsets;
  rasid_text id, written, json;
  kept_items lists[N_KEPT];
} kept_record;

/* The shape of a list's items. */
shape_id kept_shape(kept_list list);
/* Copies the lists whose bits are set in `lists`; NULL when out of memory. */
kept_record *kept_record_new(const rasid_record *record, unsigned lists);
void kept_record_free(kept_record *kept);

/* ---- arrow_columns.c: columns of Arrow ---- */
typedef enum table_id {
  TABLE_EVENTS,
  TABLE_TOLLS,
  TABLE_TIMES,
  TABLE_DOCUMENTS,
  N_TABLES
} table_id;

typedef enum column_form {
  COLUMN_TEXT, /* utf8 */
  COLUMN_LIST, /* list of utf8 */
  COLUMN_INT,  /* int64 */
  COLUMN_REAL, /* float64 */
  COLUMN_BOOL
} column_form;

typedef struct column_shape {
  const char *name;
  column_form form;
} column_shape;

/* A column of each form. */
#define TEXT(name) \
  { name, COLUMN_TEXT }
#define LIST(name) \
  { name, COLUMN_LIST }
#define WHOLE(name) \
  { name, COLUMN_INT }
#define REAL(name) \
  { name, COLUMN_REAL }
#define YES(name) \
  { name, COLUMN_BOOL }

typedef struct table_shape {
  const char *name;
  const column_shape *columns;
  size_t n_columns;
} table_shape;

extern const table_shape table_shapes[N_TABLES];

typedef struct growing {
  char *data;
  size_t size, capacity;
} growing;

/* A column being filled. Lists have the texts of all their items in `values` and
 * `item_ends`. */
typedef struct column {
  growing valid;     /* a byte for each row while filling, a bit when sealed */
  growing ends;      /* int32: 0, then the end of each row's text or list */
  growing item_ends; /* int32: 0, then the end of each item's text */
  growing values;
  int64_t n_null;
} column;

/* Some rows of a table; shared by whoever holds a reference. */
typedef struct chunk {
  const table_shape *shape;
  column *columns;
  int64_t n_rows;
  bool failed; /* out of memory, or larger than 2 GiB a column */
  atomic_size_t n_references;
} chunk;

chunk *chunk_new(table_id table);
chunk *chunk_of_shape(const table_shape *table);
/* A cell of the row that is being filled, in column `at`; the caller counts rows. */
void chunk_put_text(chunk *c, size_t at, rasid_text text);
void chunk_put_whole(chunk *c, size_t at, int64_t value, bool valid);
void chunk_put_real(chunk *c, size_t at, double value, bool valid);
void chunk_put_yes(chunk *c, size_t at, bool value, bool valid);
void chunk_release(chunk *c);
/* Adds what a record says to the chunks of all tables. */
void chunks_add_record(chunk *const chunks[N_TABLES], rasid_record_reader *reader,
                       const rasid_record *record);
/* Adds a document that could not be coded. */
void chunks_add_bad(chunk *const chunks[N_TABLES], rasid_text id, const char *code,
                    const char *message);
/* Ends the filling. False where it failed. */
bool chunk_seal(chunk *c);

/* ---- code_ring.c: many documents, many threads, in order ---- */
typedef struct ring ring;

/* What is made of a document. */
typedef struct ring_result {
  kept_record *kept; /* NULL where it failed */
  document_input input;
  char error[500]; /* why it failed */
} ring_result;

typedef struct ring_slot {
  ring_result *results; /* of each document */
  size_t n, capacity;
  size_t n_bytes;
  size_t n_used; /* results already handed out */
  chunk *chunks[N_TABLES];
  bool done;
} ring_slot;

/* A ring whose workers code with `coders`, borrowed, one thread each. With `tables` the
 * results are chunks, else kept records. NULL when out of memory, or no thread starts. */
ring *ring_new(rasid_coder *const *coders, size_t n, bool tables, rasid_offsets offsets);
/* The slot to be filled next, emptied; NULL where all are in use. */
ring_slot *ring_free_slot(ring *r);
/* Room for one more document in a slot that is being filled; NULL: out of memory. */
document_input *ring_slot_add(ring_slot *slot);
/* Whether a slot has as much as it should. */
bool ring_slot_full(const ring *r, const ring_slot *slot);
/* Hands the slot of ring_free_slot to the workers. */
void ring_submit(ring *r);
/* The oldest slot, NULL where none was submitted; `*done` when it is coded. Waits at most
 * `wait_ms` for that. */
ring_slot *ring_oldest(ring *r, int wait_ms, bool *done);
/* Gives the oldest slot back. */
void ring_return(ring *r);
/* Whether this process made it: threads do not survive a fork. */
bool ring_is_own(const ring *r);
/* Ends the workers after the documents they are at. */
void ring_free(ring *r);

/* ---- what objects share ---- */
typedef struct module_state {
  PyTypeObject *views[N_SHAPES];
  PyGetSetDef *getsets[N_SHAPES];
  PyTypeObject *record, *coder, *stream, *table, *batch, *incidents, *store, *store_rows,
      *files;
} module_state;

/* view.c */
bool views_ready(PyObject *module, module_state *state);
/* Items of a list, as views that keep `owner` (a record object) alive. */
PyObject *view_tuple(PyObject *owner, shape_id id, const void *items, size_t n);
PyObject *text_object(rasid_text text);
/* What types that Python code cannot instantiate have as their `new`. */
PyObject *no_new(PyTypeObject *type, PyObject *args, PyObject *keywords);
/* Adds a type to the module, and a reference to it to `*slot`. */
bool type_ready(PyObject *module, PyType_Spec *spec, PyTypeObject **slot);

/* record_object.c; takes the kept record over. */
bool record_ready(PyObject *module, module_state *state);
PyObject *record_object_new(PyObject *module, kept_record *kept);
module_state *record_state(PyObject *record);
PyObject *record_list(PyObject *record, kept_list list);

/* coder_object.c */
bool coder_ready(PyObject *module, module_state *state);
PyObject *open_coder(PyObject *module, PyObject *args);
/* Lends `n` coders; false with an exception. */
bool coder_lend(PyObject *coder, rasid_coder **coders, size_t n);
void coder_take_back(PyObject *coder, rasid_coder *const *coders, size_t n);
rasid_offsets coder_offsets(PyObject *coder);
PyObject *coder_module(PyObject *coder);
const rasid_model *coder_model(PyObject *coder);
/* raise_status for what has to do with a file, which the message then names. */
void tell_of_file(rasid_status status, const rasid_error *error, const char *path,
                  const char *what);
void raise_status(rasid_status status, const rasid_error *error, const char *what);

/* stream_object.c */
bool stream_ready(PyObject *module, module_state *state);
PyObject *open_stream(PyObject *module, PyObject *args);
/* Takes one item off an iterator: 1, 0 at its end, -1 where it raised. A bad item is a
 * document with a complaint. */
int take_item(PyObject *items, uint64_t index, ring_slot *slot);
/* False with an exception where there cannot be so many. */
bool check_threads(int n);

/* io_import.c: NULL with an ImportError where the package cannot read files. */
typedef struct io_functions io_functions;
const io_functions *io_load(void);

/* store_object.c, store_tables.c, files_object.c */
bool store_ready(PyObject *module, module_state *state);
PyObject *open_store(PyObject *module, PyObject *args);
/* The columns of a view; NULL where it has no table. */
const table_shape *store_table_shape(rasid_store_view view);
bool files_ready(PyObject *module, module_state *state);
PyObject *code_files(PyObject *module, PyObject *args);

/* incidents_object.c */
/* The lines of JSON of a set, a list of str. */
PyObject *incident_lines(rasid_incidents *set, const char *rule);
bool incidents_ready(PyObject *module, module_state *state);
PyObject *incident_blocks(PyObject *module, PyObject *tuples);
PyObject *incidents_reach(PyObject *module, PyObject *args);

/* table_object.c, arrow_export.c */
bool table_ready(PyObject *module, module_state *state);
PyObject *code_table(PyObject *module, PyObject *args);
/* Takes the chunks over, a reference to each, and the list of them. */
PyObject *table_of_chunks(PyObject *module, const table_shape *table, chunk **chunks,
                          size_t n);
PyObject *arrow_schema_capsule(const table_shape *table);
PyObject *arrow_array_capsule(chunk *c);
PyObject *arrow_stream_capsule(const table_shape *table, chunk *const *chunks, size_t n);

/* arrow_input.c: rows of an Arrow column or table as documents */
typedef struct arrow_rows arrow_rows;
/* NULL with an exception. */
arrow_rows *arrow_rows_open(PyObject *object);
/* The next row, its texts borrowed until arrow_rows_close; false at the end. `index` is
 * its id where it has none. */
bool arrow_rows_next(arrow_rows *rows, uint64_t index, document_input *out,
                     bool *no_memory);
void arrow_rows_close(arrow_rows *rows);
/* Whether an object speaks the Arrow C data interface. */
bool is_arrow(PyObject *object);

#endif
