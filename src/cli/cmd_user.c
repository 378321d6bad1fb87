/* cmd_user.c - `rasid user`: who may log in to the monitor of a store. */
#include <errno.h>
#include <rasid/monitor.h>
#include <rasid/store.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"
#include "language.h"

enum { STORE = 256, ROLE, PASSWORD_BYTES = 1024 };

static const cli_option options[] = {
    {"store", STORE, "STORE", NULL,
     N_("the store: a file, or an address postgresql://…; default: rasid.db")},
    {"role", ROLE, "ROLE", "reader reviewer admin",
     N_("what the user may do: reader looks, reviewer corrects, admin also sees users")},
};

typedef struct user_job {
  const char *store, *role, *name;
} user_job;

/* Reads a line without showing it where it comes from a terminal; false at the end of
 * input, or where it is too long. */
static bool read_secret(const char *prompt, char secret[PASSWORD_BYTES]) {
  struct termios shown, hidden;
  bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    fprintf(stderr, "%s", prompt);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  bool got = fgets(secret, PASSWORD_BYTES, stdin) != NULL;
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
  }
  size_t size = got ? strcspn(secret, "\n") : 0;
  bool whole = got && (secret[size] == '\n' || feof(stdin));
  if (got) secret[size] = '\0';
  return whole;
}

/* Asks for a password, twice on a terminal, and hashes it. */
static bool ask_password(char hash[RASID_PASSWORD_HASH_SIZE]) {
  char first[PASSWORD_BYTES], second[PASSWORD_BYTES];
  rasid_error error = {0};
  bool done = false;
  if (!read_secret(_("Password: "), first)) {
    say("user", "no password came");
  } else if (isatty(STDIN_FILENO) &&
             (!read_secret(_("Again: "), second) || strcmp(first, second) != 0)) {
    say("user", "the two are not the same");
  } else if (rasid_password_hash((rasid_text){first, strlen(first)}, hash, &error) !=
             RASID_OK) {
    say("user", "%s", error.message);
  } else {
    done = true;
  }
  /* Not left in memory; volatile, so that it is not left out. */
  for (volatile char *p = first; p < first + sizeof first; p++) *p = 0;
  for (volatile char *p = second; p < second + sizeof second; p++) *p = 0;
  return done;
}

static rasid_status list(rasid_store *store, rasid_error *error) {
  rasid_store_rows *rows = NULL;
  rasid_store_filter filter;
  bool more = true;
  rasid_store_filter_init(&filter);
  filter.limit = INT64_MAX;
  rasid_status status = rasid_store_find(store, RASID_STORE_USERS, &filter, &rows, error);
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, error);
    if (status != RASID_OK || !more) break;
    rasid_text name = rasid_store_rows_text(rows, rasid_store_rows_column(rows, "name"));
    rasid_text role = rasid_store_rows_text(rows, rasid_store_rows_column(rows, "role"));
    bool off = rasid_store_rows_integer(rows, rasid_store_rows_column(rows, "disabled"));
    printf("%.*s\t%.*s%s\n", (int)name.size, name.data, (int)role.size, role.data,
           off ? "\tdisabled" : "");
  }
  rasid_store_rows_free(rows);
  return status;
}

static int act(const char *verb, const user_job *job, rasid_store *store) {
  char hash[RASID_PASSWORD_HASH_SIZE];
  rasid_error error = {0};
  rasid_status status = RASID_OK;
  if (strcmp(verb, "list") == 0) {
    status = list(store, &error);
  } else if (strcmp(verb, "add") == 0) {
    if (!ask_password(hash)) return EXIT_FAILED;
    status = rasid_store_user_add(store, job->name, job->role ? job->role : "reader",
                                  hash, &error);
  } else if (strcmp(verb, "password") == 0) {
    if (!ask_password(hash)) return EXIT_FAILED;
    status = rasid_store_user_set(store, job->name, NULL, hash, -1, &error);
  } else if (strcmp(verb, "role") == 0) {
    status = rasid_store_user_set(store, job->name, job->role, NULL, -1, &error);
  } else {
    status = rasid_store_user_set(store, job->name, NULL, NULL,
                                  strcmp(verb, "disable") == 0, &error);
  }
  if (status == RASID_OK) return EXIT_ALL_DONE;
  say("user", "%s", error.message);
  return EXIT_FAILED;
}

static int run(const char *verb, const user_job *job) {
  rasid_store *store = NULL;
  rasid_store_options o;
  rasid_error error = {0};
  rasid_store_options_init(&o);
  if (rasid_store_open(job->store, &o, &store, &error) != RASID_OK) {
    say("user", "%s", error.message);
    return EXIT_FAILED;
  }
  int status = act(verb, job, store);
  rasid_store_close(store);
  return status;
}

static bool is_role(const char *role) {
  return strcmp(role, "reader") == 0 || strcmp(role, "reviewer") == 0 ||
         strcmp(role, "admin") == 0;
}

static int cmd_user(int argc, char **argv) {
  static const char *const verbs[] = {"add",  "list",    "password",
                                      "role", "disable", "enable"};
  user_job job = {.store = "rasid.db"};
  option_parser parser;
  int key;
  options_begin(&parser, &command_user, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    if (key == STORE) job.store = optarg;
    if (key != ROLE) continue;
    if (!is_role(optarg))
      return usage_error("user", "--role knows reader, reviewer and admin, not '%s'",
                         optarg);
    job.role = optarg;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  const char *verb = optind < argc ? argv[optind] : "";
  bool known = false;
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    known = known || strcmp(verb, verbs[i]) == 0;
  if (!known)
    return usage_error(
        "user", "say add, list, password, role, disable or enable, not '%s'", verb);
  bool named = strcmp(verb, "list") != 0;
  if (named && argc - optind != 2)
    return usage_error("user", "'%s' needs one name", verb);
  if (!named && argc - optind != 1)
    return usage_error("user", "'%s' takes no name", verb);
  if (strcmp(verb, "role") == 0 && job.role == NULL)
    return usage_error("user", "'%s' needs --role", verb);
  job.name = named ? argv[optind + 1] : NULL;
  return run(verb, &job);
}

const cli_command command_user = {
    .name = "user",
    .run = cmd_user,
    .brief = "VERB [NAME]",
    .summary = N_("who may log in to the monitor of a store"),
    .usage =
        "add NAME [--role ROLE] [--store STORE]\n"
        "list [--store STORE]\n"
        "password|disable|enable NAME [--store STORE]\n"
        "role NAME --role ROLE [--store STORE]",
    .about =
        N_("Makes and changes the accounts that rasid serve asks for. Passwords are read "
           "from the terminal, or from standard input where that is none, and need ten "
           "bytes; the store keeps an Argon2id hash of each. Another password, and "
           "disabling, end what sessions the user has. A new user is a reader unless "
           "--role says otherwise."),
    .verbs = "add list password role disable enable",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 done; 2 wrong usage; 3 it could not be done."),
};
