// Inside the room: what the ending of a name means to Windows.
#pragma once
#include "base/base.h"

typedef enum {
    ENDING_NONE,     // no ending, or one that means nothing here
    ENDING_DOCUMENT, // what people open without a thought
    ENDING_PROGRAM,  // opening it runs it: programs, scripts
    ENDING_SHORTCUT, // opening it runs or fetches what it names; never shown
    ENDING_IMAGE,    // a disk image: what comes out may have lost the mark of the web
    ENDING_ARCHIVE,
    ENDING_PAGE,   // HTML, SVG: runs script in the browser
    ENDING_MACROS, // a document that may have macros
    ENDING_ACTIVE, // blocked by Outlook, or able to run code in its program
    ENDING_LIBRARY // code that something else loads
} ending_class;

// The ending that Windows goes by: behind the last dot, without dots and blanks at the end and
// without a stream's name. Empty: none. Points into the name.
ks_str ending_of(ks_str name);
ending_class ending_class_of(ks_str ending);
