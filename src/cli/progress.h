// One line on a terminal's stderr while evidence is read: bytes done of bytes known, rate and what
// remains. Or, with --progress=json, one object a second. Gone at the end.
#pragma once
#include "base/os.h"
#include "message/message.h"

typedef enum { PROGRESS_AUTO, PROGRESS_JSON, PROGRESS_NEVER } progress_mode;

typedef struct {
    ks_file file; // stderr
    progress_mode mode;
    ks_lang lang;
    u64 started_ns, shown_ns;
    u64 size; // bytes known; 0: not known
    u64 events;
    bool is_shown;
    ks_out line;
} progress;

KS_MUST bool progress_open(progress *p, progress_mode mode, ks_lang lang, ks_arena *run);
// Cheap: looks at the clock only.
void progress_at(progress *p, u64 done, u64 events);
// Takes the line away, so that something else can be written.
void progress_clear(progress *p);
