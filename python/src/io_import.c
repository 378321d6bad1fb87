/* io_import.c - the functions of rasid._io, where the package has it. */
#include "extension.h"
#include "io_functions.h"

const io_functions *io_load(void) {
  PyObject *module = PyImport_ImportModule("rasid._io");
  PyObject *capsule = module ? PyObject_GetAttrString(module, "functions") : NULL;
  const io_functions *io = capsule ? PyCapsule_GetPointer(capsule, IO_FUNCTIONS) : NULL;
  Py_XDECREF(capsule); /* the module keeps it, and sys.modules the module */
  Py_XDECREF(module);
  if (io != NULL) return io;
  PyObject *type, *value, *trace;
  PyErr_Fetch(&type, &value, &trace);
  PyErr_Format(PyExc_ImportError,
               "this rasid reads no files and stores (%S): install libxml2, ICU, zlib, "
               "Zstandard, SQLite and libpq, with their headers where it is built",
               value != NULL ? value : Py_None);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(trace);
  return NULL;
}
