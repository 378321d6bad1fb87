/* view.c - the structs of shapes.c as Python objects: a pointer to the struct and a
 * reference to the record that owns it. Nothing is turned into Python objects before
 * somebody asks. */
#include "extension.h"

typedef struct view {
  PyObject_HEAD PyObject *owner; /* a record object */
  const shape *shape;
  const char *item;
} view;

PyObject *no_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  (void)args;
  (void)keywords;
  PyErr_Format(PyExc_TypeError, "%R cannot be made directly: it comes from coding a text",
               (PyObject *)type);
  return NULL;
}

PyObject *text_object(rasid_text text) {
  if (text.data == NULL) Py_RETURN_NONE;
  return PyUnicode_DecodeUTF8(text.data, (Py_ssize_t)text.size, "replace");
}

static PyObject *view_new(PyObject *owner, shape_id id, const void *item) {
  PyTypeObject *type = record_state(owner)->views[id];
  view *v = PyObject_New(view, type);
  if (v == NULL) return NULL;
  Py_INCREF(owner);
  v->owner = owner;
  v->shape = &shapes[id];
  v->item = item;
  return (PyObject *)v;
}

static void view_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  Py_XDECREF(((view *)self)->owner);
  PyObject_Free(self);
  Py_DECREF(type);
}

/* ---- one field ---- */

static PyObject *plain_item(const shape *s, const char *item);

/* An item as a view, or as a dict where there is no owner. */
static PyObject *item_object(PyObject *owner, shape_id id, const void *item) {
  return owner ? view_new(owner, id, item) : plain_item(&shapes[id], item);
}

static PyObject *code_object(const char *code) {
  if (code == NULL || *code == '\0') Py_RETURN_NONE;
  return PyUnicode_FromString(code);
}

static PyObject *whole_object(int64_t value, bool none) {
  if (none) Py_RETURN_NONE;
  return PyLong_FromLongLong(value);
}

static PyObject *codes_object(const char *const *codes, size_t n) {
  PyObject *tuple = PyTuple_New((Py_ssize_t)n);
  for (size_t i = 0; tuple != NULL && i < n; i++) {
    PyObject *code = PyUnicode_FromString(codes[i]);
    if (code == NULL)
      Py_CLEAR(tuple);
    else
      PyTuple_SetItem(tuple, (Py_ssize_t)i, code);
  }
  return tuple;
}

static PyObject *items_object(PyObject *owner, shape_id id, const char *items, size_t n) {
  PyObject *tuple = PyTuple_New((Py_ssize_t)n);
  for (size_t i = 0; tuple != NULL && i < n; i++) {
    PyObject *item = item_object(owner, id, items + i * shapes[id].size);
    if (item == NULL)
      Py_CLEAR(tuple);
    else
      PyTuple_SetItem(tuple, (Py_ssize_t)i, item);
  }
  return tuple;
}

PyObject *view_tuple(PyObject *owner, shape_id id, const void *items, size_t n) {
  return items_object(owner, id, items, n);
}

/* A struct that lies in the item, or that it points to. */
static PyObject *part_object(PyObject *owner, const field *f, const void *part) {
  const shape *s = &shapes[f->shape];
  if (part == NULL || (f->form == FORM_PART && s->absent && s->absent(part)))
    Py_RETURN_NONE;
  return item_object(owner, f->shape, part);
}

#define VALUE(type, at) (*(type const *)(const void *)(at))

static PyObject *field_object(PyObject *owner, const char *item, const field *f) {
  const char *at = item + f->offset;
  switch (f->form) {
    case FORM_TEXT: return text_object(VALUE(rasid_text, at));
    case FORM_CODE: return code_object(VALUE(char *, at));
    case FORM_CODES:
      return codes_object((const char *const *)(const void *)at,
                          VALUE(size_t, item + f->count_offset));
    case FORM_COUNT: return PyLong_FromUnsignedLong(VALUE(uint32_t, at));
    case FORM_SMALL: return PyLong_FromLong(VALUE(int, at));
    case FORM_INDEX: return whole_object(VALUE(int32_t, at), VALUE(int32_t, at) < 0);
    case FORM_WHOLE: return whole_object(VALUE(int64_t, at), false);
    case FORM_OPEN: return whole_object(VALUE(int64_t, at), VALUE(int64_t, at) < 0);
    case FORM_KEY: return whole_object(VALUE(int64_t, at), VALUE(int64_t, at) == 0);
    case FORM_YES: return PyBool_FromLong(VALUE(bool, at));
    case FORM_REAL: {
      double value = VALUE(double, at);
      if (value != value) Py_RETURN_NONE; /* not a number: unknown */
      return PyFloat_FromDouble(value);
    }
    case FORM_PART: return part_object(owner, f, at);
    case FORM_LINK: return part_object(owner, f, VALUE(void *, at));
    case FORM_PARTS:
      return items_object(owner, f->shape, VALUE(char *, at),
                          VALUE(size_t, item + f->count_offset));
  }
  Py_RETURN_NONE;
}

static PyObject *plain_item(const shape *s, const char *item) {
  PyObject *dict = PyDict_New();
  for (const field *f = s->fields; dict != NULL && f < s->fields + s->n_fields; f++) {
    PyObject *value = field_object(NULL, item, f);
    if (value == NULL || PyDict_SetItemString(dict, f->name, value) < 0) Py_CLEAR(dict);
    Py_XDECREF(value);
  }
  return dict;
}

/* ---- the type ---- */

static PyObject *view_get(PyObject *self, void *closure) {
  view *v = (view *)self;
  return field_object(v->owner, v->item, closure);
}

static PyObject *view_to_dict(PyObject *self, PyObject *nothing) {
  (void)nothing;
  return plain_item(((view *)self)->shape, ((view *)self)->item);
}

/* "Event(id='text#0', category='ASSAULT', ...)": what is not None. */
static PyObject *view_repr(PyObject *self) {
  view *v = (view *)self;
  PyObject *list = PyList_New(0), *comma = PyUnicode_FromString(", "), *whole = NULL;
  for (size_t i = 0; list != NULL && i < v->shape->n_fields; i++) {
    const field *f = &v->shape->fields[i];
    PyObject *value = field_object(v->owner, v->item, f);
    PyObject *text = value == NULL || value == Py_None
                         ? NULL
                         : PyUnicode_FromFormat("%s=%R", f->name, value);
    if (value == NULL || (text == NULL && value != Py_None) ||
        (text != NULL && PyList_Append(list, text) < 0))
      Py_CLEAR(list);
    Py_XDECREF(value);
    Py_XDECREF(text);
  }
  PyObject *joined = list && comma ? PyUnicode_Join(comma, list) : NULL;
  if (joined)
    whole = PyUnicode_FromFormat("%s(%U)", strchr(v->shape->name, '.') + 1, joined);
  Py_XDECREF(list);
  Py_XDECREF(comma);
  Py_XDECREF(joined);
  return whole;
}

/* Equal where all that they show is. */
static PyObject *view_compare(PyObject *a, PyObject *b, int how) {
  if ((how != Py_EQ && how != Py_NE) || Py_TYPE(a) != Py_TYPE(b))
    Py_RETURN_NOTIMPLEMENTED;
  PyObject *x = view_to_dict(a, NULL), *y = x ? view_to_dict(b, NULL) : NULL;
  PyObject *result = y ? PyObject_RichCompare(x, y, how) : NULL;
  Py_XDECREF(x);
  Py_XDECREF(y);
  return result;
}

static PyMethodDef view_methods[] = {
    {"to_dict", view_to_dict, METH_NOARGS,
     "All fields as a dict; what they are made of as dicts and tuples."},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef *getsets_of(const shape *s) {
  PyGetSetDef *list = calloc(s->n_fields + 1, sizeof *list);
  for (size_t i = 0; list != NULL && i < s->n_fields; i++) {
    const field *f = &s->fields[i];
    list[i] = (PyGetSetDef){f->name, view_get, NULL, f->doc, NULL};
    memcpy(&list[i].closure, &f, sizeof f); /* Python's closure is not const */
  }
  return list;
}

bool views_ready(PyObject *module, module_state *state) {
  for (size_t i = 0; i < N_SHAPES; i++) {
    const shape *s = &shapes[i];
    state->getsets[i] = getsets_of(s);
    if (state->getsets[i] == NULL) {
      PyErr_NoMemory();
      return false;
    }
    void *doc;
    memcpy(&doc, &s->doc, sizeof doc);
    PyType_Slot slots[] = {{Py_tp_dealloc, view_dealloc},
                           {Py_tp_repr, view_repr},
                           {Py_tp_richcompare, view_compare},
                           {Py_tp_hash, PyObject_HashNotImplemented},
                           {Py_tp_methods, view_methods},
                           {Py_tp_getset, state->getsets[i]},
                           {Py_tp_new, no_new},
                           {Py_tp_doc, doc},
                           {0, NULL}};
    PyType_Spec spec = {s->name, sizeof(view), 0, Py_TPFLAGS_DEFAULT, slots};
    PyObject *type = PyType_FromSpec(&spec);
    if (type == NULL) return false;
    state->views[i] = (PyTypeObject *)type;
    Py_INCREF(type);
    if (PyModule_AddObject(module, strchr(s->name, '.') + 1, type) < 0) {
      Py_DECREF(type);
      return false;
    }
  }
  return true;
}
