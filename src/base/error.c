/* error.c - says why a call failed. */
#include <stdio.h>

#include "base/base.h"

rasid_status error_set(rasid_error *error, rasid_status status, uint64_t offset,
                       const char *format, ...) {
  if (!error) return status;
  error->status = status;
  error->offset = offset;
  va_list args;
  va_start(args, format);
  if (vsnprintf(error->message, sizeof error->message, format, args) < 0)
    error->message[0] = 0;
  va_end(args);
  return status;
}
