/* signals.h - commands that run long end well when they are asked to. */
#ifndef RASID_CLI_SIGNALS_H
#define RASID_CLI_SIGNALS_H

#include <signal.h>

/* Lets the first interrupt, or request to end, only be noted: in what is returned, 0
 * until then. A second one ends the process at once. A closed pipe is told by write(2).
 */
const volatile sig_atomic_t *signals_catch(void);

/* Ends the process as if the signal had never been caught, so that whoever started it
 * sees why. */
__attribute__((noreturn)) void signals_die(int number);

#endif
