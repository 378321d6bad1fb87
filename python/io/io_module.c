/* io_module.c - the extension module rasid._io: readers of files and stores, lent to
 * rasid._rasid as a table of functions (io_functions.h). */
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x03090000
#endif
#include "io_functions.h"

#include <Python.h>

static const io_functions functions = {
    .source_options_init = rasid_source_options_init,
    .source_open = rasid_source_open,
    .source_close = rasid_source_close,
    .source_next = rasid_source_next,
    .format_by_name = rasid_input_format_by_name,
    .field_set = rasid_field_names_set,
    .piece_new = rasid_piece_new,
    .piece_free = rasid_piece_free,
    .piece_open = rasid_piece_open,
    .piece_complaint = rasid_piece_complaint,
    .piece_place = rasid_piece_place,
    .store_options_init = rasid_store_options_init,
    .store_open = rasid_store_open,
    .store_close = rasid_store_close,
    .store_name = rasid_store_name,
    .view_by_name = rasid_store_view_by_name,
    .filter_init = rasid_store_filter_init,
    .filter_set = rasid_store_filter_set,
    .find = rasid_store_find,
    .rows_free = rasid_store_rows_free,
    .count = rasid_store_count,
    .rows_next = rasid_store_rows_next,
    .rows_column = rasid_store_rows_column,
    .rows_null = rasid_store_rows_null,
    .rows_text = rasid_store_rows_text,
    .rows_integer = rasid_store_rows_integer,
    .rows_number = rasid_store_rows_number,
    .rows_json = rasid_store_rows_json,
    .report = rasid_store_report,
    .coded_text = rasid_store_coded_text,
    .incidents = rasid_store_incidents,
};

static int module_exec(PyObject *module) {
  PyObject *capsule = PyCapsule_New((void *)(uintptr_t)&functions, IO_FUNCTIONS, NULL);
  if (capsule == NULL) return -1;
  if (PyModule_AddObject(module, "functions", capsule) < 0) {
    Py_DECREF(capsule);
    return -1;
  }
  return PyModule_AddStringConstant(module, "version", rasid_version());
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef module_def = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "rasid._io",
    .m_doc = "Readers of files and stores for rasid._rasid; use the package.",
    .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__io(void);
PyMODINIT_FUNC PyInit__io(void) {
  return PyModuleDef_Init(&module_def);
}
