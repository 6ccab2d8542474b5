// The header of a log file: 128 bytes in a block of 4096 (libevtx documentation, "File header").
// What it claims about its chunks is not believed: every slot is read.
#pragma once
#include "evidence/evtx/chunk.h"

enum { evtx_file_head = 128, evtx_file_block = 4096 };

typedef struct {
    u64 first_chunk, last_chunk; // slots; first > last when the log has wrapped
    u64 next_record_id;
    u32 major, minor;
    u32 block_size, chunk_count;
    u32 flags;
    bool is_dirty, is_full, has_checksums;
    bool is_sound; // by its checksum; true where there is none
} evtx_file;

KS_MUST bool evtx_file_read(ks_span head, evtx_file *file, ks_fail *fail);
