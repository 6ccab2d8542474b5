// Keys and values that were deleted, as far as they are left in cells that are free, in the unused
// ends of cells, and behind the hive's content.
#pragma once
#include "evidence/hive/hive.h"

typedef struct {
    ks_hive_value value;
    u64 offset;   // of the record in the file
    ks_span data; // empty when it is not left: overwritten, or in use by others
    bool has_data;
} ks_hive_deleted_value;

typedef enum {
    KS_HIVE_DELETED_KEY,    // a deleted key, with its values
    KS_HIVE_DELETED_VALUES, // deleted values of a key that is there
    KS_HIVE_DELETED_LOST    // values whose key is not known
} ks_hive_deleted_kind;

typedef struct {
    ks_hive_deleted_kind kind;
    ks_hive_key key; // its time is its last write, not that of the deletion
    u64 offset;      // of a deleted key
    ks_utf16 path;   // begins with "?" where the keys above are not known
    const ks_hive_deleted_value *values;
    size_t value_count;
} ks_hive_deleted;

// False stops the search.
typedef bool ks_hive_each_deleted(void *context, const ks_hive_deleted *found);
// Calls `each` for all that is found, in the order of the file: keys first, then values alone. What
// it is given lives until it returns. Nothing of this goes to the ledger.
KS_MUST bool ks_hive_find_deleted(ks_hive *hive, ks_arena scratch, ks_hive_each_deleted *each,
                                  void *context, ks_fail *fail);
