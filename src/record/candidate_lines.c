/* candidate_lines.c - the candidates of a record with their features, for fitting
 * weights. */
#include "record/printer.h"

static void put_candidate(printer *p, const event *e) {
  const frame_record *f = model_frame(p->r->coder->model, e->frame);
  if (p->r->id.data) printer_put_line(p, p->r->id.data, p->r->id.size);
  printer_print(p, "\t%u\t%u\t%u\t%s\t%s\t%d\t", e->sentence,
                record_offset(p->r, e->start), record_offset(p->r, e->end),
                category_name(e->category), status_name(e->status), e->merged == 0);
  printer_put_rule(p, f->file, f->line);
  printer_print(p, "\t%.4f\t", (double)e->confidence);
  printer_put_features(p, e, ",");
  printer_put(p, "\n", 1);
}

rasid_status rasid_record_candidates(const rasid_record *r,
                                     void (*write)(void *context, const char *data,
                                                   size_t size),
                                     void *context, rasid_error *error) {
  if (!r || !write)
    return error_set(error, RASID_ERROR_ARGUMENT, 0, "`record` or `write` is NULL");
  if (r->coded && r->last < RASID_STAGE_RECORD)
    return error_set(error, RASID_ERROR_ARGUMENT, 0,
                     "the record was made by rasid_read and not coded: use rasid_code");
  printer p = {.write = write, .context = context, .r = r};
  for (uint32_t i = 0; i < r->events.candidates.n; i++)
    put_candidate(&p, &r->events.candidates.items[i]);
  printer_flush(&p);
  return RASID_OK;
}
