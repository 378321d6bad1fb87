/* files_object.c - reports read from files by the library's readers, and coded.
 *
 * An iterator over what some 1,000 documents or 2 MB come to: tables of Arrow, or the
 * text that `rasid code` prints of them. Reading and coding need no GIL.
 */
#include <stdio.h>
#include <unistd.h>

#include "extension.h"
#include "io_functions.h"

enum { STEP_DOCUMENTS = 1024, STEP_BYTES = 2 << 20, MAX_COMPLAINTS = 1000 };

typedef struct files_object {
  PyObject_HEAD PyObject *module, *coder_object;
  PyObject *borrowed; /* whose texts the options point to */
  const io_functions *io;
  rasid_coder *coder;
  rasid_record_reader *reader;
  rasid_source_options options;
  rasid_source *source;
  rasid_piece *piece;
  rasid_output *output; /* NULL: tables */
  rasid_format format;
  chunk *chunks[N_TABLES];
  uint64_t n_documents, n_bad;
  growing complaints; /* lines, of the step */
  size_t n_complaints;
  bool begun, at_end, busy;
  pid_t process;
} files_object;

/* ---- a step, without the GIL ---- */

static void complain(files_object *f, const char *id, const char *code,
                     const char *message) {
  f->n_bad++;
  if (f->output == NULL) {
    chunks_add_bad(f->chunks, (rasid_text){id, strlen(id)}, code, message);
  } else if (f->n_complaints < MAX_COMPLAINTS) {
    size_t size = strlen(message) + 1;
    char *more = realloc(f->complaints.data, f->complaints.size + size);
    if (more == NULL) return;
    memcpy(more + f->complaints.size, message, size);
    more[f->complaints.size + size - 1] = '\n';
    f->complaints.data = more;
    f->complaints.size += size;
    f->n_complaints++;
  }
}

/* A record without sentences is one of a document that could not be coded. */
static bool tell_if_uncoded(files_object *f, const rasid_record *record, rasid_text id) {
  rasid_text code, message;
  char what[40], why[600], name[400];
  if (rasid_record_n_sentences(record) != 0 ||
      !rasid_record_diagnostic(record, 0, &code, &message))
    return false;
  snprintf(what, sizeof what, "%.*s", (int)code.size, code.data);
  snprintf(name, sizeof name, "%.*s", (int)(id.size < 399 ? id.size : 399), id.data);
  snprintf(why, sizeof why, "%s%s%.*s", f->output ? f->io->piece_place(f->piece) : "",
           f->output ? ": " : "", (int)(message.size < 400 ? message.size : 400),
           message.data);
  complain(f, name, what, why);
  return true;
}

/* Bytes of the document, as far as they count for the size of a step. */
static size_t code_piece(files_object *f) {
  rasid_document document;
  const rasid_record *record;
  rasid_error error = {0};
  rasid_opened opened = f->io->piece_open(f->piece, &document);
  const char *place = f->io->piece_place(f->piece);
  if (opened != RASID_OPENED_DOCUMENT) {
    complain(f, place, "bad_input", f->io->piece_complaint(f->piece));
    if (opened == RASID_OPENED_BAD || f->output == NULL) return 64;
  }
  rasid_status status = rasid_code(f->coder, &document, &record, &error);
  if (status == RASID_OK && f->output != NULL)
    status = rasid_output_record(f->output, f->format, &document, record);
  if (status != RASID_OK) {
    complain(f, place, "out_of_memory",
             *error.message ? error.message : "out of memory for the record");
    return 64;
  }
  f->n_documents++;
  if (opened == RASID_OPENED_DOCUMENT) {
    bool uncoded = tell_if_uncoded(f, record, rasid_record_id(record));
    if (f->output == NULL && !uncoded) chunks_add_record(f->chunks, f->reader, record);
  }
  return document.text.size + document.title.size + 64;
}

static void step(files_object *f) {
  size_t n = 0, bytes = 0;
  while (n < STEP_DOCUMENTS && bytes < STEP_BYTES) {
    if (!f->io->source_next(f->source, f->piece)) {
      f->at_end = true;
      break;
    }
    bytes += code_piece(f);
    n++;
  }
  for (size_t i = 0; f->output == NULL && i < N_TABLES; i++) chunk_seal(f->chunks[i]);
}

/* ---- what comes of it ---- */

static void drop_chunks(files_object *f) {
  for (size_t i = 0; i < N_TABLES; i++) {
    if (f->chunks[i] != NULL) chunk_release(f->chunks[i]);
    f->chunks[i] = NULL;
  }
}

static PyObject *take_tables(files_object *f) {
  PyObject *tables = PyTuple_New(N_TABLES);
  for (size_t i = 0; tables != NULL && i < N_TABLES; i++) {
    chunk **one = malloc(sizeof *one);
    PyObject *table = NULL;
    if (f->chunks[i]->failed || one == NULL) {
      free(one);
      PyErr_SetString(PyExc_MemoryError, "out of memory for the table");
    } else {
      one[0] = f->chunks[i];
      f->chunks[i] = NULL;
      table = table_of_chunks(f->module, &table_shapes[i], one, 1);
    }
    if (table == NULL)
      Py_CLEAR(tables);
    else
      PyTuple_SetItem(tables, (Py_ssize_t)i, table);
  }
  drop_chunks(f);
  return tables;
}

/* (bytes, complaints): what is to be written, and lines about what could not be coded. */
static PyObject *take_text(files_object *f) {
  rasid_text text = rasid_output_text(f->output);
  return Py_BuildValue("(y#s#)", text.data ? text.data : "", (Py_ssize_t)text.size,
                       f->complaints.data ? f->complaints.data : "",
                       (Py_ssize_t)f->complaints.size);
}

static PyObject *files_next(PyObject *self) {
  files_object *f = (files_object *)self;
  if (f->at_end) return NULL;
  if (f->busy || f->process != getpid()) {
    PyErr_SetString(PyExc_RuntimeError, f->busy
                                            ? "the iterator is in use by another thread"
                                            : "the iterator belongs to another process");
    return NULL;
  }
  if (f->output != NULL) {
    rasid_output_clear(f->output);
    if (!f->begun && rasid_output_begin(f->output, f->format) != RASID_OK)
      return PyErr_NoMemory();
    f->begun = true;
    f->complaints.size = f->n_complaints = 0;
  } else {
    for (size_t i = 0; i < N_TABLES; i++)
      if ((f->chunks[i] = chunk_new((table_id)i)) == NULL) {
        drop_chunks(f);
        return PyErr_NoMemory();
      }
  }
  f->busy = true;
  Py_BEGIN_ALLOW_THREADS step(f);
  Py_END_ALLOW_THREADS f->busy = false;
  if (f->output == NULL) return take_tables(f);
  if (f->at_end && rasid_output_end(f->output, f->format) != RASID_OK)
    return PyErr_NoMemory();
  return take_text(f);
}

static PyObject *get_counts(PyObject *self, void *closure) {
  (void)closure;
  files_object *f = (files_object *)self;
  return Py_BuildValue("(KK)", (unsigned long long)f->n_documents,
                       (unsigned long long)f->n_bad);
}

/* ---- opening ---- */

static bool set_options(files_object *f, const char *format, PyObject *fields,
                        const char *published) {
  f->io->source_options_init(&f->options);
  f->options.published = published;
  if (!f->io->format_by_name(format, &f->options.format)) {
    PyErr_Format(PyExc_ValueError, "input_format is '%s': there is none such", format);
    return false;
  }
  for (Py_ssize_t i = 0; i < PyTuple_Size(fields); i++) {
    const char *name, *key;
    if (!PyArg_ParseTuple(PyTuple_GetItem(fields, i), "ss", &name, &key)) return false;
    if (f->io->field_set(&f->options.fields, name, strlen(name), key)) continue;
    PyErr_Format(PyExc_ValueError, "fields: there is no part '%s' of a document", name);
    return false;
  }
  return true;
}

static bool open_source(files_object *f, PyObject *paths) {
  size_t n = (size_t)PyTuple_Size(paths);
  rasid_error error = {0};
  const char **names = calloc(n + 1, sizeof *names);
  if (names == NULL) {
    PyErr_NoMemory();
    return false;
  }
  for (size_t i = 0; i < n; i++)
    names[i] = PyBytes_AsString(PyTuple_GetItem(paths, (Py_ssize_t)i));
  bool ok = !PyErr_Occurred();
  if (ok) {
    rasid_status status = f->io->source_open(names, n, &f->options, &f->source, &error);
    ok = status == RASID_OK;
    if (!ok) raise_status(status, &error, "the files cannot be read");
  }
  free(names);
  return ok;
}

/* code_files(coder, (path as bytes, …), input format, ((part, key), …), published, output
 * format or None) */
PyObject *code_files(PyObject *module, PyObject *args) {
  module_state *state = PyModule_GetState(module);
  PyObject *coder, *paths, *fields;
  const char *input, *published, *output;
  if (!PyArg_ParseTuple(args, "O!O!sO!zz:code_files", state->coder, &coder, &PyTuple_Type,
                        &paths, &input, &PyTuple_Type, &fields, &published, &output))
    return NULL;
  const io_functions *io = io_load();
  files_object *f = io ? PyObject_New(files_object, state->files) : NULL;
  if (f == NULL) return NULL;
  memset((char *)f + offsetof(files_object, module), 0,
         sizeof *f - offsetof(files_object, module));
  Py_INCREF(module);
  Py_INCREF(coder);
  Py_INCREF(args);
  f->module = module;
  f->coder_object = coder;
  f->borrowed = args;
  f->io = io;
  f->process = getpid();
  if (output != NULL && !rasid_format_by_name(output, &f->format)) {
    PyErr_Format(PyExc_ValueError, "there is no format '%s'", output);
    Py_DECREF(f);
    return NULL;
  }
  f->piece = io->piece_new();
  f->reader = rasid_record_reader_new();
  if (output != NULL) f->output = rasid_output_new();
  if (f->piece == NULL || f->reader == NULL || (output != NULL && f->output == NULL)) {
    Py_DECREF(f);
    return PyErr_NoMemory();
  }
  if (set_options(f, input, fields, published) && coder_lend(coder, &f->coder, 1) &&
      open_source(f, paths))
    return (PyObject *)f;
  Py_DECREF(f);
  return NULL;
}

static void files_dealloc(PyObject *self) {
  files_object *f = (files_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  if (f->coder != NULL) coder_take_back(f->coder_object, &f->coder, 1);
  if (f->source != NULL) f->io->source_close(f->source);
  if (f->piece != NULL) f->io->piece_free(f->piece);
  drop_chunks(f);
  rasid_record_reader_free(f->reader);
  rasid_output_free(f->output);
  free(f->complaints.data);
  Py_XDECREF(f->borrowed);
  Py_XDECREF(f->coder_object);
  Py_XDECREF(f->module);
  PyObject_Free(self);
  Py_DECREF(type);
}

static PyGetSetDef files_getset[] = {
    {"counts", get_counts, NULL, "(documents coded, documents that could not be).", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot files_slots[] = {{Py_tp_dealloc, files_dealloc},
                                    {Py_tp_new, no_new},
                                    {Py_tp_iter, PyObject_SelfIter},
                                    {Py_tp_iternext, files_next},
                                    {Py_tp_getset, files_getset},
                                    {Py_tp_doc, "Files being coded, step by step."},
                                    {0, NULL}};

bool files_ready(PyObject *module, module_state *state) {
  PyType_Spec spec = {"rasid._rasid.Files", sizeof(files_object), 0, Py_TPFLAGS_DEFAULT,
                      files_slots};
  return type_ready(module, &spec, &state->files);
}
