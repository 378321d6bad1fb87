/* fuzz_input.c - any bytes as a file whose format is guessed, packed or not. */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_source(data, size, RASID_INPUT_AUTO);
}
