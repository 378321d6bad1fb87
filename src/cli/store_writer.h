/* store_writer.h - records on their way into a store. */
#ifndef RASID_CLI_STORE_WRITER_H
#define RASID_CLI_STORE_WRITER_H

#include <rasid/io.h>

/* Reports of a batch with their records. Texts stay in the pieces they were read from. */
typedef struct stored_reports stored_reports;

/* Room for `n`; NULL without memory. */
stored_reports *stored_reports_new(size_t n);
void stored_reports_free(stored_reports *reports);
void stored_reports_clear(stored_reports *reports);
/* Takes one; false without memory. The piece must stay filled until the batch is written.
 */
bool stored_reports_put(stored_reports *reports, const rasid_piece *piece,
                        const rasid_document *document, const rasid_record *record);

/* What was put into a store so far. */
typedef struct store_writer {
  const char *command; /* for messages */
  rasid_store *store;
  uint64_t n_new, n_known, n_versions, n_recoded;
} store_writer;

/* Writes a batch in one transaction. A report that the store refuses is said and counted;
 * false after a failure, which is said too. */
bool store_writer_take(store_writer *writer, const stored_reports *reports,
                       uint64_t *n_bad);

/* Opens the store at `target`, made where it is not there and `create`, and begins a run
 * of this kind (NULL: none). NULL after a failure, which is said. */
rasid_store *store_open_for(const char *command, const char *target,
                            const rasid_model *model, bool create, const char *kind);

/* Tells on standard error what came of it. */
void store_writer_tell(const store_writer *writer);

#endif
