/* code_pipeline.h - many documents through many coders, written in the order in which
 * they were read. */
#ifndef RASID_CLI_CODE_PIPELINE_H
#define RASID_CLI_CODE_PIPELINE_H

#include <signal.h>

#include "cli.h"
#include "print_options.h"
#include "shard.h"
#include "store_writer.h"

/* What is to be done. */
typedef struct code_job {
  const rasid_model *model;
  rasid_source *source;
  rasid_coder_options coder;
  print_options print;
  bool print_records;     /* else only the summary is wanted */
  store_writer *store;    /* takes every record that was coded; NULL = none */
  rasid_summary *summary; /* counts every record that was coded; NULL = none */
  shard part;             /* of the input that is coded here */
  size_t n_threads;
  int output;              /* file descriptor */
  const char *output_name; /* for messages */
  bool progress;           /* tell of it on standard error, which is a terminal */
  const volatile sig_atomic_t *stop; /* set by a signal: write what is done, then stop */
} code_job;

/* What came of it. */
typedef struct code_totals {
  uint64_t n_documents, n_events, n_bad, n_bytes;
  double seconds;
} code_totals;

typedef enum code_end {
  CODE_ALL,     /* every input was read */
  CODE_STOPPED, /* by job->stop; the reader may still wait for input */
  CODE_PIPE,    /* nobody reads the output any more; the same */
  CODE_FAILED   /* no memory, threads or output; said on standard error; the same */
} code_end;

/* Reads, codes and writes everything. Complaints go to standard error in the order of the
 * input. After any end but CODE_ALL threads may still be running: the process is to end
 * without touching the job again. */
code_end code_run(const code_job *job, code_totals *totals);

/* Seconds of a clock that never goes back. */
double clock_seconds(void);

#endif
