// Inside the room: compound files (OLE, MS-CFB) by libgsf, in one file: names and bytes of their
// streams, nothing of its objects.
#pragma once
#include "inspect/kind.h"

enum { ole_streams_most = 4000, ole_depth_most = 16 };

typedef struct {
    ks_str path; // "VBA/dir"; UTF-8
    ks_span bytes;
    bool is_cut; // longer than it may be, or not readable to its end
} ole_stream;

typedef struct {
    ole_stream *streams; // in the order of the file
    size_t count;
    u8 class[16];      // of the root
    bool has_too_many; // streams or depth
} ole_file;

void ole_open(void); // starts the library: once, before a fence
void ole_close(void);
content_kind ole_kind(ks_span bytes);
// False: it is no compound file that can be read.
KS_MUST bool ole_read(ks_arena *arena, ks_span bytes, ole_file *file);
// The stream with this path; NULL: there is none.
const ole_stream *ole_find(const ole_file *file, ks_str path);
