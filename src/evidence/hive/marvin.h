// Marvin32, the hash of entries in transaction logs since Windows 8.1.
#pragma once
#include "base/base.h"

typedef struct {
    u32 low, high;
} hive_marvin;

hive_marvin hive_marvin_begin(void);
// `size` is a multiple of four: everything in a log is.
void hive_marvin_add(hive_marvin *hash, ks_span bytes);
u64 hive_marvin_end(hive_marvin *hash);
