/* record_object.c - a record: the owner of a kept record and the door to its views. */
#include "extension.h"

typedef struct record_object {
  PyObject_HEAD PyObject *module;
  kept_record *kept;
} record_object;

static kept_record *kept_of(PyObject *self) {
  return ((record_object *)self)->kept;
}

module_state *record_state(PyObject *record) {
  return PyModule_GetState(((record_object *)record)->module);
}

PyObject *record_object_new(PyObject *module, kept_record *kept) {
  module_state *state = PyModule_GetState(module);
  record_object *r = PyObject_New(record_object, state->record);
  if (r == NULL) {
    kept_record_free(kept);
    return NULL;
  }
  Py_INCREF(module);
  r->module = module;
  r->kept = kept;
  return (PyObject *)r;
}

static void record_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  kept_record_free(kept_of(self));
  Py_XDECREF(((record_object *)self)->module);
  PyObject_Free(self);
  Py_DECREF(type);
}

PyObject *record_list(PyObject *record, kept_list list) {
  const kept_items *items = &kept_of(record)->lists[list];
  return view_tuple(record, kept_shape(list), items->items, items->n);
}

/* ---- what it shows ---- */

static PyObject *get_list(PyObject *self, void *closure) {
  return record_list(self, (kept_list)(uintptr_t)closure);
}

static PyObject *get_id(PyObject *self, void *closure) {
  (void)closure;
  return text_object(kept_of(self)->id);
}

static PyObject *get_written(PyObject *self, void *closure) {
  (void)closure;
  return text_object(kept_of(self)->written);
}

static PyObject *get_json(PyObject *self, void *closure) {
  (void)closure;
  return text_object(kept_of(self)->json);
}

/* The text that was coded, as offsets count it: title, captions and body by lines. */
static PyObject *get_text(PyObject *self, void *closure) {
  (void)closure;
  const rasid_document *d = &kept_of(self)->input.document;
  PyObject *parts = PyList_New(0), *line = PyUnicode_FromString("\n"), *whole = NULL;
  for (size_t i = 0; parts != NULL && i < d->n_captions + 2; i++) {
    rasid_text part = i == 0               ? d->title
                      : i <= d->n_captions ? d->captions[i - 1]
                                           : d->text;
    if (part.data == NULL && (i == 0 || i > d->n_captions)) continue;
    if (part.data == NULL) part.data = "";
    PyObject *text = text_object(part);
    if (text == NULL || PyList_Append(parts, text) < 0) Py_CLEAR(parts);
    Py_XDECREF(text);
  }
  if (parts && line) whole = PyUnicode_Join(line, parts);
  Py_XDECREF(parts);
  Py_XDECREF(line);
  return whole;
}

static PyObject *record_to_dict(PyObject *self, PyObject *nothing) {
  (void)nothing;
  PyObject *json = PyImport_ImportModule("json"), *result = NULL;
  PyObject *line = json ? get_json(self, NULL) : NULL;
  if (line) result = PyObject_CallMethod(json, "loads", "O", line);
  Py_XDECREF(json);
  Py_XDECREF(line);
  return result;
}

/* The brief of the record, with or without the frame of a page: the library's own
 * format. */
static PyObject *print_html(const kept_record *kept, bool arabic, bool page) {
  const rasid_record_data *data;
  rasid_error error = {0};
  rasid_output_options options;
  PyObject *result = NULL;
  rasid_output *output = rasid_output_new();
  rasid_record_reader *reader = rasid_record_reader_new();
  rasid_status status = output && reader ? RASID_OK : RASID_ERROR_MEMORY;
  if (status == RASID_OK) {
    rasid_output_options_init(&options);
    options.arabic = arabic;
    options.offsets = kept->offsets;
    rasid_output_set_options(output, &options);
    status = rasid_record_reader_read(reader, kept->json, &data, &error);
  }
  if (status == RASID_OK && page) status = rasid_output_begin(output, RASID_FORMAT_HTML);
  if (status == RASID_OK)
    status = rasid_output_data(output, RASID_FORMAT_HTML, &kept->input.document, data,
                               kept->json);
  if (status == RASID_OK && page) status = rasid_output_end(output, RASID_FORMAT_HTML);
  if (status == RASID_OK)
    result = text_object(rasid_output_text(output));
  else
    raise_status(status, &error, "out of memory for the page");
  rasid_output_free(output);
  rasid_record_reader_free(reader);
  return result;
}

static PyObject *record_html(PyObject *self, PyObject *args, PyObject *keywords) {
  static char *names[] = {"arabic", "page", NULL};
  int arabic = 0, page = 1;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|pp:html", names, &arabic, &page))
    return NULL;
  return print_html(kept_of(self), arabic, page);
}

/* For notebooks: the page's style is confined to the cell by Python (rasid._notebook). */
static PyObject *record_repr_html(PyObject *self, PyObject *nothing) {
  (void)nothing;
  PyObject *page = print_html(kept_of(self), false, true), *result = NULL;
  PyObject *notebook = page ? PyImport_ImportModule("rasid._notebook") : NULL;
  if (notebook) result = PyObject_CallMethod(notebook, "fragment", "O", page);
  Py_XDECREF(page);
  Py_XDECREF(notebook);
  return result;
}

static PyObject *record_repr(PyObject *self) {
  const kept_record *k = kept_of(self);
  PyObject *id = text_object(k->id);
  PyObject *repr =
      id ? PyUnicode_FromFormat("<rasid.Record %R: %zu events, %zu tolls>", id,
                                k->lists[KEPT_EVENTS].n, k->lists[KEPT_TOLLS].n)
         : NULL;
  Py_XDECREF(id);
  return repr;
}

#define GET_LIST(name, list, doc) \
  { name, get_list, NULL, doc, (void *)(uintptr_t)(list) }

static PyGetSetDef record_getset[] = {
    {"id", get_id, NULL, "The document's id (str).", NULL},
    {"written", get_written, NULL,
     "The day the report counts from, an ISO date (str), or None where unknown.", NULL},
    {"json", get_json, NULL,
     "The record as one line of JSON (str): docs/record.schema.json.", NULL},
    {"text", get_text, NULL,
     "The text that was coded (str): title, captions and body, each on lines of its own. "
     "With offsets in code points, text[span.start:span.end] is span.text.",
     NULL},
    GET_LIST("events", KEPT_EVENTS, "What happened, in text order (tuple of Event)."),
    GET_LIST("tolls", KEPT_TOLLS, "Human tolls, in text order (tuple of Toll)."),
    GET_LIST("times", KEPT_TIMES, "Dates and times (tuple of Time)."),
    GET_LIST("places", KEPT_PLACES, "Places, in events or not (tuple of PlaceMention)."),
    GET_LIST("sentences", KEPT_SENTENCES, "The sentences (tuple of Span)."),
    GET_LIST("diagnostics", KEPT_DIAGNOSTICS,
             "What is odd about the document (tuple of Diagnostic)."),
    {NULL, NULL, NULL, NULL, NULL}};

static PyMethodDef record_methods[] = {
    {"to_dict", record_to_dict, METH_NOARGS,
     "to_dict()\n--\n\nThe record as docs/record.schema.json describes it (dict)."},
    {"html", (PyCFunction)(void (*)(void))record_html, METH_VARARGS | METH_KEYWORDS,
     "html(arabic=False, page=True)\n--\n\nThe record as a brief to read (str): a whole "
     "page, or with page=False its <article> alone; evidence in colour, labels in "
     "English "
     "or Arabic. Texts are escaped."},
    {"_repr_html_", record_repr_html, METH_NOARGS,
     "_repr_html_()\n--\n\nThe brief as notebooks show it."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot record_slots[] = {
    {Py_tp_dealloc, record_dealloc},
    {Py_tp_repr, record_repr},
    {Py_tp_new, no_new},
    {Py_tp_methods, record_methods},
    {Py_tp_getset, record_getset},
    {Py_tp_doc,
     "What one report says. Its views keep it alive; it is never changed, and any number "
     "of threads may read it."},
    {0, NULL}};

bool record_ready(PyObject *module, module_state *state) {
  PyType_Spec spec = {"rasid.Record", sizeof(record_object), 0, Py_TPFLAGS_DEFAULT,
                      record_slots};
  return type_ready(module, &spec, &state->record);
}
