/* fuzz_csv.c - any bytes as a file of CSV. */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_source(data, size, RASID_INPUT_CSV);
}
