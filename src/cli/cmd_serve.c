/* cmd_serve.c - `rasid serve`: a store in the browser. */
#include <rasid/monitor.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "language.h"
#include "signals.h"

enum {
  STORE = 256,
  ADDRESS,
  PORT,
  PAGES,
  TLS_CERT,
  TLS_KEY,
  BEHIND_PROXY,
  HOST,
  LOGIN,
  MODEL,
  PATH_BYTES = 4096
};

static const cli_option options[] = {
    {"store", STORE, "STORE", NULL,
     N_("the store to show: a file, or an address postgresql://…; default: rasid.db")},
    {"address", ADDRESS, "ADDRESS", NULL,
     N_("listen on this numeric address; default: 127.0.0.1")},
    {"port", PORT, "N", NULL, N_("listen on this port; 0: any; default: 8321")},
    {"pages", PAGES, "DIR", NULL,
     N_("the built pages, where they are not found by themselves")},
    {"tls-cert", TLS_CERT, "FILE", NULL, N_("speak TLS with this certificate (PEM)")},
    {"tls-key", TLS_KEY, "FILE", NULL, N_("the key of the certificate (PEM)")},
    {"behind-proxy", BEHIND_PROXY, NULL, NULL,
     N_("a proxy in front of it speaks TLS to browsers")},
    {"host", HOST, "NAME", NULL, N_("answer only requests to this name")},
    {"login", LOGIN, NULL, NULL, N_("ask for a login on this machine, too")},
    {"model", MODEL, "FILE", NULL, N_("another model than the built-in one")},
};

/* The folder of the pages: beside the program where it was built, else where it was
 * installed; NULL where there are none. */
static const char *find_pages(char *folder) {
  static const char *const below[] = {"/web", "/../share/rasid/web"};
  char file[PATH_BYTES];
  ssize_t n = readlink("/proc/self/exe", folder, PATH_BYTES - 64);
  if (n <= 0) return NULL;
  folder[n] = '\0';
  char *slash = strrchr(folder, '/');
  for (size_t i = 0; slash != NULL && i < sizeof below / sizeof *below; i++) {
    memcpy(slash, below[i], strlen(below[i]) + 1);
    int size = snprintf(file, sizeof file, "%s/index.html", folder);
    if (size > 0 && (size_t)size < sizeof file && access(file, R_OK) == 0) return folder;
  }
  return NULL;
}

static void on_notice(void *context, const char *message) {
  (void)context;
  say("serve", "%s", message);
}

static int run(rasid_monitor_options *o, const char *model_path) {
  char folder[PATH_BYTES];
  rasid_monitor *monitor = NULL;
  rasid_error error = {0};
  rasid_model *model = open_model("serve", model_path);
  if (model == NULL) return EXIT_FAILED;
  o->model = model;
  o->notice = on_notice;
  if (o->pages == NULL) o->pages = find_pages(folder);
  if (o->pages == NULL)
    say("serve",
        "the pages are not built, and only the API will answer; with Node and npm "
        "installed, 'make web' builds them");
  const volatile sig_atomic_t *caught = signals_catch();
  if (rasid_monitor_start(o, &monitor, &error) != RASID_OK) {
    say("serve", "%s", error.message);
    rasid_model_close(model);
    return EXIT_FAILED;
  }
  printf(_("rasid: %s shows %s; Ctrl-C ends it\n"), rasid_monitor_url(monitor), o->store);
  fflush(stdout);
  while (*caught == 0) {
    const struct timespec rest = {.tv_nsec = 200 * 1000 * 1000};
    nanosleep(&rest, NULL);
  }
  rasid_monitor_stop(monitor);
  rasid_model_close(model);
  return EXIT_ALL_DONE;
}

/* Takes one option; EXIT_ALL_DONE to go on, else the status to end with. */
static int set_option(rasid_monitor_options *o, int key, const char **model) {
  long port;
  switch (key) {
    case STORE: o->store = optarg; break;
    case ADDRESS: o->address = optarg; break;
    case PORT:
      if (!parse_number(optarg, 0, 65535, &port))
        return usage_error("serve", "--port needs a number from 0 to 65535, not '%s'",
                           optarg);
      o->port = (uint16_t)port;
      break;
    case PAGES: o->pages = optarg; break;
    case TLS_CERT: o->tls_certificate = optarg; break;
    case TLS_KEY: o->tls_key = optarg; break;
    case BEHIND_PROXY: o->behind_proxy = true; break;
    case HOST: o->host = optarg; break;
    case LOGIN: o->login = true; break;
    case MODEL: *model = optarg; break;
    default: break;
  }
  return EXIT_ALL_DONE;
}

static int cmd_serve(int argc, char **argv) {
  rasid_monitor_options o;
  option_parser parser;
  const char *model = NULL;
  int key;
  rasid_monitor_options_init(&o);
  o.store = "rasid.db";
  options_begin(&parser, &command_serve, argc, argv);
  while ((key = options_next(&parser)) >= 0) {
    int status = set_option(&o, key, &model);
    if (status != EXIT_ALL_DONE) return status;
  }
  if (key != OPTIONS_END) return key == OPTIONS_HELP ? EXIT_ALL_DONE : EXIT_USAGE;
  if (optind < argc)
    return usage_error("serve", "takes no operand; the store is named by --store");
  return run(&o, model);
}

const cli_command command_serve = {
    .name = "serve",
    .run = cmd_serve,
    .brief = "[--store STORE]",
    .summary = N_("show a store in the browser: incidents, reports, map, review"),
    .usage = "[OPTION…]",
    .about = N_(
        "Serves the pages of the monitor and its API, at http://127.0.0.1:8321/ unless "
        "told otherwise. On this machine (loopback) nobody logs in: whoever can reach "
        "the port may read and change the store. Anywhere else everybody logs in with "
        "an account made by rasid user add, and it starts only with --tls-cert and "
        "--tls-key, or --behind-proxy."),
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .status = N_("Exit status: 0 ended on request; 2 wrong usage; 3 it could not start."),
};
