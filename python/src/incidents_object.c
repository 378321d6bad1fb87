/* incidents_object.c - reports joined by what they tell happened.
 *
 * rasid.incidents needs adding, joining and printing; rasid.spark.incidents joins in
 * blocks, and needs what an episode is, what it does at its turn and what that came to.
 * An object keeps the GIL, so that threads come one after another.
 */
#include "extension.h"

typedef struct incidents_object {
  PyObject_HEAD rasid_incidents *set;
  rasid_report_reading *reading;
  size_t n_reports;
} incidents_object;

static PyObject *incidents_add(PyObject *self, PyObject *line) {
  incidents_object *o = (incidents_object *)self;
  rasid_report report;
  rasid_error error = {0};
  Py_ssize_t size = 0;
  char *data = NULL;
  PyObject *bytes = line;
  if (PyBytes_Check(line))
    Py_INCREF(line);
  else if ((bytes = PyUnicode_AsUTF8String(line)) == NULL)
    return NULL;
  PyBytes_AsStringAndSize(bytes, &data, &size);
  rasid_status status = rasid_report_reading_read(
      o->reading, (rasid_text){data, (size_t)size}, &report, &error);
  bool read = status == RASID_OK;
  if (read) status = rasid_incidents_add(o->set, &report, &error);
  Py_DECREF(bytes);
  if (!read && status == RASID_ERROR_FORMAT)
    return PyErr_Format(PyExc_ValueError, "column %llu: %s",
                        (unsigned long long)error.offset, error.message);
  if (status != RASID_OK) {
    raise_status(status, &error, "out of memory for incidents");
    return NULL;
  }
  o->n_reports++;
  return PyLong_FromSize_t(rasid_incidents_n_episodes(o->set));
}

static PyObject *incidents_join(PyObject *self, PyObject *nothing) {
  (void)nothing;
  rasid_error error = {0};
  rasid_status status = rasid_incidents_join(((incidents_object *)self)->set, &error);
  if (status == RASID_OK) Py_RETURN_NONE;
  raise_status(status, &error, "out of memory for incidents");
  return NULL;
}

/* ---- what blocks are made by ---- */

static PyObject *day_object(int32_t day) {
  if (day == INT32_MIN) Py_RETURN_NONE;
  return PyLong_FromLong(day);
}

static PyObject *place_object(const rasid_place *p) {
  return Py_BuildValue("(NNsNNs)", text_object(p->name), text_object(p->admin1),
                       p->country, PyFloat_FromDouble(p->lat), PyFloat_FromDouble(p->lon),
                       p->precision);
}

static PyObject *incidents_facts(PyObject *self, PyObject *args) {
  incidents_object *o = (incidents_object *)self;
  rasid_incident_facts facts;
  rasid_incident_episode episode;
  Py_ssize_t i;
  if (!PyArg_ParseTuple(args, "n:facts", &i)) return NULL;
  if (i < 0 || !rasid_incidents_episode(o->set, (size_t)i, &episode) ||
      !rasid_incidents_facts(o->set, (size_t)i, &facts))
    return PyErr_Format(PyExc_IndexError, "no episode %zd that is still to be joined", i);
  PyObject *places = PyTuple_New((Py_ssize_t)facts.n_places);
  for (size_t k = 0; places != NULL && k < facts.n_places; k++) {
    PyObject *place = place_object(&facts.places[k]);
    if (place == NULL)
      Py_CLEAR(places);
    else
      PyTuple_SetItem(places, (Py_ssize_t)k, place);
  }
  if (places == NULL) return NULL;
  return Py_BuildValue("(nONNNNN)", (Py_ssize_t)episode.report,
                       facts.founds ? Py_True : Py_False, day_object(facts.published),
                       day_object(facts.day), day_object(facts.first_day),
                       day_object(facts.last_day), places);
}

static PyObject *incidents_set_turn(PyObject *self, PyObject *args) {
  incidents_object *o = (incidents_object *)self;
  Py_ssize_t i;
  int turn;
  if (!PyArg_ParseTuple(args, "ni:set_turn", &i, &turn)) return NULL;
  if (i < 0 || (size_t)i >= rasid_incidents_n_episodes(o->set) ||
      turn < RASID_TURN_JOINS || turn > RASID_TURN_PASSES)
    return PyErr_Format(PyExc_IndexError, "no episode %zd, or no turn %d", i, turn);
  rasid_incidents_set_turn(o->set, (size_t)i, (rasid_incident_turn)turn);
  Py_RETURN_NONE;
}

static PyObject *index_object(size_t i) {
  if (i == SIZE_MAX) Py_RETURN_NONE;
  return PyLong_FromSize_t(i);
}

static PyObject *incidents_answer(PyObject *self, PyObject *args) {
  incidents_object *o = (incidents_object *)self;
  rasid_incident_answer answer;
  rasid_incident_episode episode;
  Py_ssize_t i;
  if (!PyArg_ParseTuple(args, "n:answer", &i)) return NULL;
  if (i < 0 || !rasid_incidents_answer(o->set, (size_t)i, &answer) ||
      !rasid_incidents_episode(o->set, (size_t)i, &episode))
    return PyErr_Format(PyExc_IndexError, "there is no episode %zd", i);
  return Py_BuildValue("(nNNdN)", (Py_ssize_t)episode.report,
                       index_object(episode.incident), index_object(answer.founder),
                       answer.points, index_object(answer.incident));
}

/* ---- what comes out ---- */

PyObject *incident_lines(rasid_incidents *set, const char *name) {
  rasid_toll_rule rule;
  if (!rasid_toll_rule_by_name(name, &rule))
    return PyErr_Format(
        PyExc_ValueError,
        "rule is '%s': give 'bounds', 'conservative', 'ucdp' or 'latest-official'", name);
  rasid_output *output = rasid_output_new();
  if (output == NULL ||
      rasid_output_incidents(output, RASID_FORMAT_JSONL, set, rule) != RASID_OK) {
    rasid_output_free(output);
    return PyErr_NoMemory();
  }
  rasid_text text = rasid_output_text(output);
  PyObject *list = PyList_New(0);
  for (size_t at = 0; list != NULL && at < text.size;) {
    const char *end = memchr(text.data + at, '\n', text.size - at);
    size_t size = end ? (size_t)(end - text.data) - at : text.size - at;
    PyObject *line = PyUnicode_DecodeUTF8(text.data + at, (Py_ssize_t)size, "replace");
    if (line == NULL || PyList_Append(list, line) < 0) Py_CLEAR(list);
    Py_XDECREF(line);
    at += size + 1;
  }
  rasid_output_free(output);
  return list;
}

static PyObject *incidents_lines(PyObject *self, PyObject *args) {
  const char *rule;
  if (!PyArg_ParseTuple(args, "s:lines", &rule)) return NULL;
  return incident_lines(((incidents_object *)self)->set, rule);
}

/* ---- apart ---- */

/* A place from a tuple of place_object, its texts borrowed from that. */
static bool read_place(PyObject *tuple, rasid_place *place) {
  const char *name, *admin1, *country, *precision;
  Py_ssize_t n_name, n_admin1;
  *place = (rasid_place){.relation = "", .basis = ""};
  if (!PyArg_ParseTuple(tuple, "z#z#sdds", &name, &n_name, &admin1, &n_admin1, &country,
                        &place->lat, &place->lon, &precision))
    return false;
  place->name = (rasid_text){name, name ? (size_t)n_name : 0};
  place->admin1 = (rasid_text){admin1, admin1 ? (size_t)n_admin1 : 0};
  place->country = country;
  place->precision = precision;
  return true;
}

/* From a tuple of such; NULL with an exception, `*n` of them. */
static rasid_place *read_places(PyObject *tuples, size_t *n) {
  Py_ssize_t size = PyTuple_Size(tuples);
  rasid_place *places = calloc((size_t)size + 1, sizeof *places);
  if (places == NULL) return (rasid_place *)PyErr_NoMemory();
  *n = (size_t)size;
  for (Py_ssize_t i = 0; i < size; i++) {
    PyObject *tuple = PyTuple_GetItem(tuples, i);
    if (PyTuple_Check(tuple) && read_place(tuple, &places[i])) continue;
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a place is a tuple");
    free(places);
    return NULL;
  }
  return places;
}

static bool read_day(PyObject *object, int32_t *day) {
  *day = INT32_MIN;
  if (object == Py_None) return true;
  long value = PyLong_AsLong(object);
  if (value == -1 && PyErr_Occurred()) return false;
  *day = (int32_t)value;
  return true;
}

typedef struct prepared {
  size_t n;
  PyObject *source; /* whose texts the places are */
  rasid_incident_block blocks[];
} prepared;

static const char PREPARED[] = "rasid.incident_blocks";

static void prepared_free(PyObject *capsule) {
  prepared *p = PyCapsule_GetPointer(capsule, PREPARED);
  for (size_t i = 0; p != NULL && i < p->n; i++)
    free((void *)(uintptr_t)p->blocks[i].places);
  if (p != NULL) Py_XDECREF(p->source);
  free(p);
}

/* incident_blocks(((places, nowhere, first, last), …)): what incidents_reach takes. */
PyObject *incident_blocks(PyObject *module, PyObject *tuples) {
  (void)module;
  if (!PyTuple_Check(tuples)) {
    PyErr_SetString(PyExc_TypeError, "blocks are a tuple of tuples");
    return NULL;
  }
  size_t n = (size_t)PyTuple_Size(tuples);
  prepared *p = calloc(1, sizeof *p + n * sizeof *p->blocks);
  if (p == NULL) return PyErr_NoMemory();
  Py_INCREF(tuples);
  p->source = tuples;
  PyObject *capsule = PyCapsule_New(p, PREPARED, prepared_free);
  if (capsule == NULL) {
    Py_DECREF(tuples);
    free(p);
    return NULL;
  }
  for (size_t i = 0; i < n; i++) {
    rasid_incident_block *b = &p->blocks[i];
    PyObject *places, *first, *last;
    int nowhere;
    if (!PyArg_ParseTuple(PyTuple_GetItem(tuples, (Py_ssize_t)i), "O!pOO", &PyTuple_Type,
                          &places, &nowhere, &first, &last) ||
        !read_day(first, &b->first_day) || !read_day(last, &b->last_day) ||
        (b->places = read_places(places, &b->n_places)) == NULL) {
      Py_DECREF(capsule);
      return NULL;
    }
    b->nowhere = nowhere;
    p->n = i + 1;
  }
  return capsule;
}

/* incidents_reach(facts, blocks): the indices of those it is not apart from. */
PyObject *incidents_reach(PyObject *module, PyObject *args) {
  (void)module;
  PyObject *days[4], *places, *capsule;
  Py_ssize_t report;
  int founds;
  rasid_incident_facts facts = {0};
  if (!PyArg_ParseTuple(args, "(npOOOOO!)O:incidents_reach", &report, &founds, &days[0],
                        &days[1], &days[2], &days[3], &PyTuple_Type, &places, &capsule) ||
      !read_day(days[0], &facts.published) || !read_day(days[1], &facts.day) ||
      !read_day(days[2], &facts.first_day) || !read_day(days[3], &facts.last_day))
    return NULL;
  const prepared *p = PyCapsule_GetPointer(capsule, PREPARED);
  rasid_place *own = p ? read_places(places, &facts.n_places) : NULL;
  if (own == NULL) return NULL;
  facts.founds = founds;
  facts.places = own;
  PyObject *list = PyList_New(0);
  for (size_t i = 0; list != NULL && i < p->n; i++) {
    if (rasid_incident_apart(&facts, &p->blocks[i])) continue;
    PyObject *index = PyLong_FromSize_t(i);
    if (index == NULL || PyList_Append(list, index) < 0) Py_CLEAR(list);
    Py_XDECREF(index);
  }
  free(own);
  return list;
}

/* ---- the type ---- */

static PyObject *incidents_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  rasid_error error = {0};
  if (PyTuple_Size(args) > 0 || (keywords != NULL && PyDict_Size(keywords) > 0)) {
    PyErr_SetString(PyExc_TypeError, "Incidents takes no arguments");
    return NULL;
  }
  incidents_object *o = PyObject_New(incidents_object, type);
  if (o == NULL) return NULL;
  o->set = NULL;
  o->n_reports = 0;
  o->reading = rasid_report_reading_new();
  if (o->reading != NULL && rasid_incidents_new(&o->set, &error) == RASID_OK)
    return (PyObject *)o;
  Py_DECREF(o);
  return PyErr_NoMemory();
}

static void incidents_dealloc(PyObject *self) {
  incidents_object *o = (incidents_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  rasid_incidents_free(o->set);
  rasid_report_reading_free(o->reading);
  PyObject_Free(self);
  Py_DECREF(type);
}

static Py_ssize_t incidents_length(PyObject *self) {
  return (Py_ssize_t)rasid_incidents_n(((incidents_object *)self)->set);
}

static PyMethodDef incidents_methods[] = {
    {"add", incidents_add, METH_O,
     "add(record) -> how many episodes there are: a line that `rasid code` printed"},
    {"join", incidents_join, METH_NOARGS, "join(): joins what was added"},
    {"facts", incidents_facts, METH_VARARGS,
     "facts(i) -> (report, founds, published, day, first_day, last_day, places)"},
    {"set_turn", incidents_set_turn, METH_VARARGS,
     "set_turn(i, turn): 0 joins, 1 asks, 2 passes"},
    {"answer", incidents_answer, METH_VARARGS,
     "answer(i) -> (report, incident, founder, points, like)"},
    {"lines", incidents_lines, METH_VARARGS,
     "lines(rule) -> the lines that `rasid incidents` prints"},
    {NULL, NULL, 0, NULL}};

static PyType_Slot incidents_slots[] = {
    {Py_tp_dealloc, incidents_dealloc},
    {Py_tp_new, incidents_new},
    {Py_tp_methods, incidents_methods},
    {Py_sq_length, incidents_length},
    {Py_tp_doc, "Reports joined by what they tell happened."},
    {0, NULL}};

bool incidents_ready(PyObject *module, module_state *state) {
  PyType_Spec spec = {"rasid._rasid.Incidents", sizeof(incidents_object), 0,
                      Py_TPFLAGS_DEFAULT, incidents_slots};
  return type_ready(module, &spec, &state->incidents);
}
