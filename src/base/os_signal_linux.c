// Signals on Linux and other POSIX systems; see os_signal.h.
#include "base/os_signal.h"

#include <signal.h>
#include <unistd.h>

// Written by the signal's handler only, read between blocks of evidence by any thread; a late look
// costs one block.
static bool was_interrupted;

static void interrupt(int number)
{
    if (__atomic_exchange_n(&was_interrupted, true, __ATOMIC_RELAXED))
        _exit(128 + number);
}

const bool *ks_os_listen(void)
{
    struct sigaction action = { .sa_handler = interrupt, .sa_flags = SA_RESTART };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
    return &was_interrupted;
}
