/* store_incidents_print.c - `rasid incidents --store`: joins, then prints what there is.
 */
#include "store_incidents_print.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "language.h"
#include "store_writer.h"

bool print_incidents(const char *path, rasid_format format, rasid_incidents *set,
                     rasid_toll_rule rule) {
  rasid_output *output = rasid_output_new();
  FILE *file = stdout;
  bool written = false;
  if (output == NULL || rasid_output_incidents(output, format, set, rule) != RASID_OK) {
    say("incidents", "out of memory");
    goto done;
  }
  if (path != NULL && (file = fopen(path, "w")) == NULL) {
    say("incidents", "cannot write %s: %s", path, strerror(errno));
    goto done;
  }
  rasid_text text = rasid_output_text(output);
  written = fwrite(text.data, 1, text.size, file) == text.size && fflush(file) == 0;
  if (path != NULL && fclose(file) != 0) written = false;
  if (!written)
    say("incidents", "cannot write %s: %s", path ? path : "standard output",
        strerror(errno));

done:
  rasid_output_free(output);
  return written;
}

static void tell(const rasid_store_joined *joined, size_t n) {
  fputs("rasid: ", stderr);
  fprintf(
      stderr,
      ngettext("%llu new report", "%llu new reports", (unsigned long)joined->n_reports),
      (unsigned long long)joined->n_reports);
  fputs(_(", "), stderr);
  fprintf(stderr, ngettext("%zu incident", "%zu incidents", (unsigned long)n), n);
  fprintf(stderr, _("; %llu begun, %llu grown\n"), (unsigned long long)joined->n_begun,
          (unsigned long long)joined->n_changed);
}

int incidents_of_store(const char *target, const char *output, rasid_format format,
                       rasid_toll_rule rule) {
  rasid_error error = {0};
  rasid_store_joined joined;
  rasid_incidents *set = NULL;
  int status = EXIT_FAILED;
  rasid_store *store = store_open_for("incidents", target, NULL, false, NULL);
  if (store == NULL) return EXIT_FAILED;
  if (rasid_store_join(store, &joined, &error) != RASID_OK ||
      rasid_store_incidents(store, &set, &error) != RASID_OK) {
    say("incidents", "%s", error.message);
  } else if (print_incidents(output, format, set, rule)) {
    tell(&joined, rasid_incidents_n(set));
    status = EXIT_ALL_DONE;
  }
  rasid_incidents_free(set);
  rasid_store_close(store);
  return status;
}
