// How grave something is: Sigma's five levels, of rules and of findings alike.
#pragma once
#include "message/message.h"

// clang-format off
#define KS_LEVELS(X)                              \
    X(INFORMATIONAL, "informational", "情報")     \
    X(LOW, "low", "低") X(MEDIUM, "medium", "中") \
    X(HIGH, "high", "高") X(CRITICAL, "critical", "重大")
// clang-format on
typedef enum {
#define X(name, word, ja) KS_LEVEL_##name,
    KS_LEVELS(X)
#undef X
        KS_LEVEL_COUNT
} ks_level;

extern const char *const ks_level_words[KS_LEVEL_COUNT]; // for machines: Sigma's
ks_str ks_level_text(ks_level level, ks_lang lang);      // for people
