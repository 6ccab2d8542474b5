// What the program ends with; printed in each man page.
#pragma once

typedef enum {
    STATUS_DONE = 0,       // done, evidence complete
    STATUS_ASKED = 1,      // done, and what was asked about is so (search: nothing was found)
    STATUS_USAGE = 2,      // wrong usage
    STATUS_INCOMPLETE = 3, // done, but evidence was damaged, unread or unreadable; outranks 1
    STATUS_FAILED = 4,     // not done
    STATUS_INTERRUPTED = 130,
    STATUS_PIPE = 141 // who read our output has gone: no message
} exit_status;
