/* jsonl_output.c - records as lines of JSON: the record's own JSON and a newline. */
#include "output.h"

void jsonl_output_record(rasid_output *output, const rasid_record *record) {
  if (rasid_record_json(record).size == 0) return; /* read, not coded: it has none */
  output_text(output, rasid_record_json(record));
  output_put(output, "\n", 1);
}
