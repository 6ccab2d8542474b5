// One chunk under construction: what write.c fills record by record.
#pragma once
#include "evidence/evtx/write.h"

enum {
    chunk_size = 65536,
    chunk_head_size = 512,
    chunk_strings_at = 128,   // 64 bucket heads of names
    chunk_templates_at = 384, // 32 bucket heads of templates
    chunk_record_most = chunk_size - chunk_head_size,
    write_depth_most = 512 // elements inside elements
};

typedef struct {
    u8 *bytes;      // chunk_size
    u8 *mirror;     // chunk_size: where a template is spelled out to be named by its content
    size_t next;    // where the next record goes
    size_t last_at; // of the last record
    u64 first_number, last_number, first_id, last_id;
    bool is_empty;
} evtx_write_chunk;

KS_MUST bool evtx_write_chunk_open(evtx_write_chunk *c, ks_arena *arena);
void evtx_write_chunk_begin(evtx_write_chunk *c, u64 number);
// False: it did not fit (KS_BAD_SIZE), is too deep, ...; the chunk is as before.
KS_MUST bool evtx_write_chunk_add(evtx_write_chunk *c, const ks_evtx_head *head,
                                  const ks_evtx_instance *instance, const ks_element *plain,
                                  ks_fail *fail);
// Fills in the header with its checksums.
void evtx_write_chunk_seal(evtx_write_chunk *c);

// --- tree to template (write_derive.c)
// Splits an event's tree into an outer instance and a payload. NULL past the arena's budget.
// `*is_plain`: all of it is text, and the root can be written as it is.
const ks_evtx_instance *evtx_derive(const ks_element *event, ks_arena *arena, bool *is_plain);
