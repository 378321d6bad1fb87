/* document_input.c - Python's texts as a document: one copy of all of them, in UTF-8.
 *
 * A str may hold lone surrogates, which UTF-8 has not. Each becomes U+FFFD, one character
 * for one, so that offsets in code points still are indices into the str.
 */
#include "extension.h"

enum { ID, TITLE, TEXT, PUBLISHED, SOURCE, URL, N_PARTS };
static const char *const names[N_PARTS] = {"id",        "title",  "text",
                                           "published", "source", "url"};

static void complain(PyObject *type, const char *where, const char *what,
                     const char *format, PyObject *value) {
  PyObject *kind = PyObject_GetAttrString((PyObject *)Py_TYPE(value), "__name__");
  PyObject *why = kind ? PyUnicode_FromFormat(format, kind) : NULL;
  if (why != NULL)
    PyErr_Format(type, "%s%s%s %U", where ? where : "", where ? ": " : "", what, why);
  Py_XDECREF(kind);
  Py_XDECREF(why);
}

/* A value as bytes of UTF-8 (a new reference); NULL with an exception. */
static PyObject *as_bytes(PyObject *value, const char *where, const char *what) {
  if (PyUnicode_Check(value))
    return PyUnicode_AsEncodedString(value, "utf-8", "surrogatepass");
  if (PyBytes_Check(value)) {
    Py_INCREF(value);
    return value;
  }
  complain(PyExc_TypeError, where, what, "is %U: give str, or bytes of UTF-8", value);
  return NULL;
}

/* The same of a day: also of datetime's objects, which know their ISO form. */
static PyObject *day_as_bytes(PyObject *value, const char *where) {
  if (PyUnicode_Check(value) || PyBytes_Check(value))
    return as_bytes(value, where, "published");
  PyObject *iso = PyObject_HasAttrString(value, "isoformat")
                      ? PyObject_CallMethod(value, "isoformat", NULL)
                      : NULL;
  if (iso == NULL) {
    if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_TypeError)) return NULL;
    PyErr_Clear();
    complain(PyExc_TypeError, where, "published",
             "is %U: give YYYY-MM-DD as str, or a datetime.date", value);
    return NULL;
  }
  PyObject *bytes = as_bytes(iso, where, "published");
  Py_DECREF(iso);
  return bytes;
}

static void replace_surrogates(char *data, size_t size) {
  char *end = data + size;
  for (char *at = data; (at = memchr(at, 0xED, (size_t)(end - at))) != NULL; at++) {
    if (end - at < 3) return;
    if ((unsigned char)at[1] >= 0xA0) memcpy(at, "\xEF\xBF\xBD", 3);
  }
}

/* Copies bytes to `*to`, which moves on. */
static rasid_text put(PyObject *bytes, bool from_str, char **to) {
  rasid_text text = {*to, (size_t)PyBytes_Size(bytes)};
  memcpy(*to, PyBytes_AsString(bytes), text.size);
  if (from_str) replace_surrogates(*to, text.size);
  *to += text.size;
  return text;
}

typedef struct gathered {
  PyObject *bytes[N_PARTS];
  bool from_str[N_PARTS];
  PyObject *captions; /* a tuple of bytes, or NULL */
  PyObject *captions_given;
} gathered;

static void let_go(gathered *g) {
  for (int i = 0; i < N_PARTS; i++) Py_XDECREF(g->bytes[i]);
  Py_XDECREF(g->captions);
  Py_XDECREF(g->captions_given);
}

static bool gather_captions(gathered *g, PyObject *captions, const char *where) {
  if (captions == NULL || captions == Py_None) return true;
  if (PyUnicode_Check(captions) || PyBytes_Check(captions)) {
    complain(PyExc_TypeError, where, "captions", "is %U: give a list of texts", captions);
    return false;
  }
  g->captions_given = PySequence_Tuple(captions);
  if (g->captions_given == NULL) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return false; /* of its iterator */
    PyErr_Clear();
    complain(PyExc_TypeError, where, "captions", "is %U: give a list of texts", captions);
    return false;
  }
  Py_ssize_t n = PyTuple_Size(g->captions_given);
  g->captions = PyTuple_New(n);
  for (Py_ssize_t i = 0; g->captions != NULL && i < n; i++) {
    PyObject *bytes = as_bytes(PyTuple_GetItem(g->captions_given, i), where, "a caption");
    if (bytes == NULL) return false;
    PyTuple_SetItem(g->captions, i, bytes);
  }
  return g->captions != NULL;
}

static bool gather(gathered *g, const document_parts *parts, const char *where) {
  PyObject *const given[N_PARTS] = {parts->id,        parts->title,  parts->text,
                                    parts->published, parts->source, parts->url};
  for (int i = 0; i < N_PARTS; i++) {
    PyObject *value = given[i];
    bool must = i == TEXT && (parts->title == NULL || parts->title == Py_None);
    if (value == NULL || (value == Py_None && !must)) {
      if (!must) continue;
      PyErr_Format(PyExc_ValueError, "%s%sthere is neither text nor title",
                   where ? where : "", where ? ": " : "");
      return false;
    }
    g->from_str[i] = PyUnicode_Check(value);
    g->bytes[i] =
        i == PUBLISHED ? day_as_bytes(value, where) : as_bytes(value, where, names[i]);
    if (g->bytes[i] == NULL) return false;
  }
  return gather_captions(g, parts->captions, where);
}

static size_t bytes_of(const gathered *g) {
  size_t size = 0;
  for (int i = 0; i < N_PARTS; i++)
    if (g->bytes[i]) size += (size_t)PyBytes_Size(g->bytes[i]);
  for (Py_ssize_t i = 0, n = g->captions ? PyTuple_Size(g->captions) : 0; i < n; i++)
    size += (size_t)PyBytes_Size(PyTuple_GetItem(g->captions, i));
  return size;
}

/* The captions' views stand first in the memory, the texts behind them. */
static bool copy_all(const gathered *g, const char *id, document_input *out) {
  size_t n = g->captions ? (size_t)PyTuple_Size(g->captions) : 0;
  size_t id_size = g->bytes[ID] ? 0 : strlen(id);
  out->memory = malloc(n * sizeof(rasid_text) + bytes_of(g) + id_size + 1);
  if (out->memory == NULL) {
    PyErr_NoMemory();
    return false;
  }
  rasid_text *captions = (rasid_text *)(void *)out->memory;
  char *to = out->memory + n * sizeof *captions;
  rasid_document *d = &out->document;
  rasid_text *const members[N_PARTS] = {&d->id,        &d->title,  &d->text,
                                        &d->published, &d->source, &d->url};
  for (int i = 0; i < N_PARTS; i++)
    if (g->bytes[i]) *members[i] = put(g->bytes[i], g->from_str[i], &to);
  for (size_t i = 0; i < n; i++) {
    PyObject *given = PyTuple_GetItem(g->captions_given, (Py_ssize_t)i);
    captions[i] =
        put(PyTuple_GetItem(g->captions, (Py_ssize_t)i), PyUnicode_Check(given), &to);
  }
  if (!g->bytes[ID]) {
    memcpy(to, id, id_size);
    d->id = (rasid_text){to, id_size};
  }
  d->captions = captions;
  d->n_captions = n;
  return true;
}

bool document_from_parts(const document_parts *parts, const char *where, const char *id,
                         document_input *out) {
  gathered g = {0};
  *out = (document_input){0};
  rasid_document_init(&out->document);
  bool ok = gather(&g, parts, where) && copy_all(&g, id, out);
  let_go(&g);
  return ok;
}

/* A value of a mapping (a new reference, or NULL without an exception). */
static PyObject *value_of(PyObject *mapping, const char *key) {
  PyObject *value = PyMapping_GetItemString(mapping, key);
  if (value == NULL && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear();
  return value;
}

bool document_from_item(PyObject *item, const char *where, const char *id,
                        document_input *out) {
  static const char *const keys[] = {"text",   "id",  "title",   "published",
                                     "source", "url", "captions"};
  enum { N_KEYS = sizeof keys / sizeof *keys };
  if (PyUnicode_Check(item) || PyBytes_Check(item))
    return document_from_parts(&(document_parts){.text = item}, where, id, out);
  *out = (document_input){0};
  if (!PyMapping_Check(item) || PyList_Check(item) || PyTuple_Check(item)) {
    complain(PyExc_TypeError, where, "a document",
             "is %U: give str, bytes of UTF-8, or a mapping with the key 'text'", item);
    return false;
  }
  PyObject *values[N_KEYS] = {0};
  bool ok = true;
  for (int i = 0; i < N_KEYS && ok; i++) {
    values[i] = value_of(item, keys[i]);
    ok = values[i] != NULL || !PyErr_Occurred();
  }
  document_parts parts = {values[0], values[1], values[2], values[3],
                          values[4], values[5], values[6]};
  ok = ok && document_from_parts(&parts, where, id, out);
  for (int i = 0; i < N_KEYS; i++) Py_XDECREF(values[i]);
  return ok;
}

void document_input_free(document_input *input) {
  free(input->memory);
  free(input->complaint);
  *input = (document_input){0};
}
