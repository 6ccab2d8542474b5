// The door to registry hives: keys, values, security, last-write times, what the transaction logs
// add, what was deleted. Evidence is only read; logs are replayed in memory.
//
//     ks_hive_sources from = { .hive = { .bytes = bytes } };
//     ks_hive *hive;
//     ks_hive_key key;
//     if (!ks_hive_open(&from, &arena, &hive, &fail))
//         return false; // no hive at all, or past the budget
//     if (ks_hive_find(hive, NULL, KS_STR("Microsoft\\Windows NT\\CurrentVersion"), &arena, &key))
//     {
//         ks_hive_values values = ks_hive_values_of(&key);
//         ks_hive_value value;
//         while (ks_hive_next_value(hive, &values, &arena, &value)) ...
//     }
//
// Lifetime: a hive lives in the arena of ks_hive_open, and needs its inputs as long as it lives;
// names and data live in the arena of the call that gave them: give a scratch copy where only a
// moment's look is wanted. The ledger grows in its own arena: not in one that scratch copies are
// made of. One thread at a time.
//
// Memory: a file is read through a bounded cache of blocks, never held whole; pages that logs
// replace lie over it. So 100 MB of hive need a few tens.
//
// Damage: whatever can be read is read. What cannot goes to the ledger with its offset in the file,
// and is left out; "not found" in a damaged hive is not "was not there": ask
// ks_ledger_is_incomplete. Cycles, depth and counts are limited, see walk.
//
// The format: docs/formats/hive.md.
#pragma once
#include "base/os.h"
#include "evidence/ledger.h"

// Bytes in memory, or an open file of that size.
typedef struct {
    ks_span bytes;
    ks_file file; // used when bytes.at is NULL
    u64 size;     // of the file
} ks_hive_input;

enum { ks_hive_logs_most = 3 };
typedef struct {
    ks_hive_input hive;
    ks_hive_input logs[ks_hive_logs_most]; // .LOG1, .LOG2, .LOG as far as they are there
    size_t log_count;
    ks_ledger *ledger; // where problems go; NULL: nobody asks
    size_t cache_size; // bytes; 0: 16 MB
} ks_hive_sources;

typedef enum {
    KS_HIVE_LOG_NOT_NEEDED, // the hive is clean: Windows would not look at its logs
    KS_HIVE_LOG_EMPTY,
    KS_HIVE_LOG_DAMAGED,   // its own header is wrong, or no entry of it is whole
    KS_HIVE_LOG_ELSEWHERE, // its entries do not continue this hive
    KS_HIVE_LOG_REPLAYED
} ks_hive_log_state;

typedef struct {
    ks_hive_log_state state;
    bool is_old;     // bitmap of pages (up to Windows 8); else entries
    u32 first, last; // sequence numbers of the entries that were replayed
    u32 entry_count; // 1 for an old log
    u32 page_count;  // of 512 bytes, replaced
} ks_hive_log;

typedef struct {
    u32 major, minor;
    u32 primary, secondary; // sequence numbers as the file has them
    u64 written_ticks;      // of the header; old or 0 since Windows 8.1
    u64 reorganized_ticks;
    u32 flags;
    u32 root;      // cell
    u32 data_size; // of the bins, as far as they are there
    u64 file_size;
    ks_utf16 name;   // the end of the path that Windows knew
    bool is_checked; // the header's checksum is right
    bool is_dirty;   // changes were on their way: wrong checksum or unequal sequence numbers
    bool is_layered; // a difference to another hive (containers)
    bool is_offline; // saved by offreg.dll at least once
    ks_hive_log logs[ks_hive_logs_most];
    size_t log_count;
} ks_hive_info;

typedef struct ks_hive ks_hive;

// Offsets of cells count from the first bin (file offset - 4096).
static const u32 ks_hive_none = UINT32_MAX;
enum { ks_hive_head_size = 4096, ks_hive_depth_most = 512 };

// Bits of a key's flags.
enum {
    KS_HIVE_KEY_VOLATILE = 0x01,
    KS_HIVE_KEY_MOUNT = 0x02,
    KS_HIVE_KEY_ROOT = 0x04,
    KS_HIVE_KEY_NO_DELETE = 0x08,
    KS_HIVE_KEY_LINK = 0x10, // its value SymbolicLinkValue says where to; never followed here
    KS_HIVE_KEY_LATIN = 0x20,
    KS_HIVE_KEY_PREDEFINED = 0x40
};

typedef struct {
    u32 cell; // what names a key: its place
    u64 written_ticks;
    ks_utf16 name;
    u16 flags;
    u8 access;         // 1 opened before boot was over, 2 after (since Windows 8)
    u8 layer;          // of layered hives: low bits 1 tombstone, 2 and 3 supersede
    u8 virtualization; // user flags (low nibble) and control of virtualization (high)
    u32 parent, subkey_count, subkey_list, value_count, value_list, security, class_cell;
    u16 class_size;
} ks_hive_key;

// Types of values; any other number is legal.
// clang-format off
#define KS_HIVE_TYPES(X) \
    X(NONE, 0) X(SZ, 1) X(EXPAND_SZ, 2) X(BINARY, 3) X(DWORD, 4) X(DWORD_BIG_ENDIAN, 5) \
    X(LINK, 6) X(MULTI_SZ, 7) X(RESOURCE_LIST, 8) X(FULL_RESOURCE_DESCRIPTOR, 9) \
    X(RESOURCE_REQUIREMENTS_LIST, 10) X(QWORD, 11)
typedef enum {
#define X(name, number) KS_HIVE_##name = (number),
    KS_HIVE_TYPES(X)
#undef X
} ks_hive_type;
// clang-format on
// "REG_SZ"; empty: a number without a name.
ks_str ks_hive_type_name(u32 type);

typedef struct {
    u32 cell;
    ks_utf16 name; // empty: the key's default value
    u32 type;
    u32 size; // of the data, as the value says
    u32 data; // cell; of inline data, the bytes themselves
    bool is_inline;
    bool is_tombstone; // of a layered hive: the value below is deleted
} ks_hive_value;

KS_MUST bool ks_hive_open(const ks_hive_sources *from, ks_arena *arena, ks_hive **hive,
                          ks_fail *fail);
const ks_hive_info *ks_hive_look(const ks_hive *hive);
// Whether bytes begin like a hive.
bool ks_hive_is_one(ks_span head);

// --- keys
KS_MUST bool ks_hive_root(ks_hive *hive, ks_arena *arena, ks_hive_key *key);
KS_MUST bool ks_hive_key_at(ks_hive *hive, u32 cell, ks_arena *arena, ks_hive_key *key);

typedef struct {
    u32 list, key_cell, said; // said: subkeys that the key claims
    u32 index, count;         // of an index of lists
    u32 leaf, leaf_index, leaf_count;
    u8 step;
    bool is_open, is_index;
    u32 given;
    u8 *seen; // of a walk: bits of cells
} ks_hive_subkeys;
ks_hive_subkeys ks_hive_subkeys_of(const ks_hive_key *key);
// False: no more. What cannot be read is in the ledger.
KS_MUST bool ks_hive_next_subkey(ks_hive *hive, ks_hive_subkeys *subkeys, ks_arena *arena,
                                 ks_hive_key *key);

// The key at a path such as "Select" or "ControlSet001\\Services" below `from` (NULL: the root);
// empty: `from` itself. Case is ignored as everywhere in this program (base/fold.h).
KS_MUST bool ks_hive_find(ks_hive *hive, const ks_hive_key *from, ks_str path, ks_arena *arena,
                          ks_hive_key *key);
// SYSTEM's current control set by Select!Current. Without it the highest set that is there
// (`*is_guessed`).
KS_MUST bool ks_hive_control_set(ks_hive *hive, ks_arena *arena, ks_hive_key *key,
                                 bool *is_guessed);
// The class name, or the security descriptor's bytes (policy/security_descriptor.h reads them);
// false: the key has none, or it cannot be read.
KS_MUST bool ks_hive_class(ks_hive *hive, const ks_hive_key *key, ks_arena *arena, ks_utf16 *name);
KS_MUST bool ks_hive_security(ks_hive *hive, const ks_hive_key *key, ks_arena *arena,
                              ks_span *descriptor);

// --- values
typedef struct {
    u32 list, key_cell, index, count;
    bool is_open;
} ks_hive_values;
ks_hive_values ks_hive_values_of(const ks_hive_key *key);
KS_MUST bool ks_hive_next_value(ks_hive *hive, ks_hive_values *values, ks_arena *arena,
                                ks_hive_value *value);
// By name, ignoring case; an empty name is the default value.
KS_MUST bool ks_hive_find_value(ks_hive *hive, const ks_hive_key *key, ks_str name, ks_arena *arena,
                                ks_hive_value *value);
// The data, put together where it lies in pieces. False: nothing of it could be read. `*is_whole`
// false: it is shorter than the value says, and in the ledger.
KS_MUST bool ks_hive_value_data(ks_hive *hive, const ks_hive_value *value, ks_arena *arena,
                                ks_span *data, bool *is_whole);
// Find, type and size in one: a DWORD (or four bytes of anything), a string up to its NUL.
KS_MUST bool ks_hive_get_u32(ks_hive *hive, const ks_hive_key *key, ks_str name, u32 *number);
KS_MUST bool ks_hive_get_text(ks_hive *hive, const ks_hive_key *key, ks_str name, ks_arena *arena,
                              ks_utf16 *text);

// --- walking: a key, then all below it, each key once
typedef struct ks_hive_walk ks_hive_walk;
// NULL: past the arena's budget. A walk needs a bit for each eight bytes of the hive.
KS_MUST ks_hive_walk *ks_hive_walk_open(ks_hive *hive, const ks_hive_key *from, ks_arena *arena);
// The next key, its depth (0: where the walk began), its name in `arena`. False: no more.
KS_MUST bool ks_hive_walk_next(ks_hive_walk *walk, ks_arena *arena, ks_hive_key *key, u32 *depth);
// The path of the key that was given last, below where the walk began; valid until the next call.
ks_utf16 ks_hive_walk_path(const ks_hive_walk *walk);

// Whether a name is this text, case aside.
bool ks_hive_name_is(ks_utf16 name, ks_str text);
