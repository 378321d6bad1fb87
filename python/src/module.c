/* module.c - the extension module rasid._rasid. */
#include "extension.h"

bool type_ready(PyObject *module, PyType_Spec *spec, PyTypeObject **slot) {
  PyObject *type = PyType_FromSpec(spec);
  if (type == NULL) return false;
  *slot = (PyTypeObject *)type;
  Py_INCREF(type);
  if (PyModule_AddObject(module, strrchr(spec->name, '.') + 1, type) == 0) return true;
  Py_DECREF(type);
  return false;
}

/* Memory of the library and records passed from thread to thread would outlive an
 * interpreter of their own. */
static bool is_main_interpreter(void) {
  PyInterpreterState *interpreter = PyInterpreterState_Get();
  if (PyInterpreterState_GetID(interpreter) == 0) return true;
  PyErr_SetString(PyExc_ImportError,
                  "rasid cannot be used in a subinterpreter: import it in the main one");
  return false;
}

static int module_exec(PyObject *module) {
  module_state *state = PyModule_GetState(module);
  if (!is_main_interpreter() || !views_ready(module, state) ||
      !record_ready(module, state) || !coder_ready(module, state) ||
      !stream_ready(module, state) || !table_ready(module, state) ||
      !incidents_ready(module, state) || !store_ready(module, state) ||
      !files_ready(module, state))
    return -1;
  return PyModule_AddStringConstant(module, "version", rasid_version());
}

static int module_clear(PyObject *module) {
  module_state *state = PyModule_GetState(module);
  if (state == NULL) return 0;
  for (size_t i = 0; i < N_SHAPES; i++) Py_CLEAR(state->views[i]);
  Py_CLEAR(state->record);
  Py_CLEAR(state->coder);
  Py_CLEAR(state->stream);
  Py_CLEAR(state->table);
  Py_CLEAR(state->batch);
  Py_CLEAR(state->incidents);
  Py_CLEAR(state->store);
  Py_CLEAR(state->store_rows);
  Py_CLEAR(state->files);
  return 0;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
  module_state *state = PyModule_GetState(module);
  if (state == NULL) return 0;
  for (size_t i = 0; i < N_SHAPES; i++) Py_VISIT(state->views[i]);
  Py_VISIT(state->record);
  Py_VISIT(state->coder);
  Py_VISIT(state->stream);
  Py_VISIT(state->table);
  Py_VISIT(state->batch);
  Py_VISIT(state->incidents);
  Py_VISIT(state->store);
  Py_VISIT(state->store_rows);
  Py_VISIT(state->files);
  return 0;
}

/* The tables of getters are left to the end of the process: types may outlive the
 * module. */
static void module_free(void *module) {
  module_clear(module);
}

static PyMethodDef module_methods[] = {
    {"open_coder", open_coder, METH_VARARGS,
     "open_coder(model, offsets, max_document_bytes, use_weights) -> Coder"},
    {"code_many", open_stream, METH_VARARGS,
     "code_many(coder, items, threads, on_error) -> iterator"},
    {"code_table", code_table, METH_VARARGS,
     "code_table(coder, texts, threads) -> (events, tolls, times, documents)"},
    {"open_store", open_store, METH_VARARGS,
     "open_store(coder, target, busy_ms) -> Store"},
    {"code_files", code_files, METH_VARARGS,
     "code_files(coder, paths, input_format, fields, published, format) -> iterator"},
    {"incident_blocks", incident_blocks, METH_O,
     "incident_blocks(((places, nowhere, first_day, last_day), ...)) -> for reach"},
    {"incidents_reach", incidents_reach, METH_VARARGS,
     "incidents_reach(facts, blocks) -> indices of blocks an episode is not apart from"},
    {NULL, NULL, 0, NULL}};

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef module_def = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "rasid._rasid",
    .m_doc = "The C part of rasid; use the package.",
    .m_size = sizeof(module_state),
    .m_methods = module_methods,
    .m_slots = module_slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC PyInit__rasid(void);
PyMODINIT_FUNC PyInit__rasid(void) {
  return PyModuleDef_Init(&module_def);
}
