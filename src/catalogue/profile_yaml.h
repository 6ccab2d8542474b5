// A user's YAML file as nodes of the form that the built-in tables have.
#pragma once
#include "base/fail.h"
#include "catalogue/catalogue.h"

typedef struct {
    const ks_source_node *nodes;
    size_t count;
} profile_document;

KS_MUST bool profile_yaml_read(ks_str yaml, ks_arena *arena, profile_document *document,
                               ks_fail *fail);
