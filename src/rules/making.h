// Inside the room: fields that are made from others, because another log names them otherwise or
// packs several into one text. What is made looks like Sysmon's own text.
#pragma once
#include "rules/field.h"

// How a field is made from those of `from`. The words are those of logsources.yaml (`as: decimal`).
// clang-format off
#define RULES_MAKINGS(X)                                                                      \
    X(NEVER, "never")        /* this form does not record it */                               \
    X(SAME, "same")          /* another name only */                                          \
    X(GIVEN, "given")        /* the first that is not empty; if all are, it is absent */      \
    X(DECIMAL, "decimal")    /* 0x1980 -> 6528 */                                             \
    X(NOT_ZERO, "not_zero")  /* the first that is a number and not 0 */                       \
    X(ACCOUNT, "account")    /* SID, domain, name (three each) -> DOMAIN\name */              \
    X(WORDS, "words")        /* by the table `words`; others stay */                          \
    X(BEHIND, "behind")      /* behind `text`; nothing if it is empty */                      \
    X(TEXT, "text")          /* `text`, whatever the event says */                            \
    X(REGISTRY_KEY, "registry_key")         /* key, value name -> HKLM\...\value */           \
    X(REGISTRY_DETAILS, "registry_details") /* data, type -> DWORD (0x00000001) */            \
    X(DEVICE_PATH, "device_path")           /* \Device\HarddiskVolume2\... and C:\... */      \
    X(INITIATOR, "initiator") /* see making_network.c */                                      \
    X(TARGET, "target")                                                                       \
    X(IS_IPV6, "is_ipv6")                                                                     \
    X(THREAT_PATHS, "threat_paths") /* file:_C:\...; of Defender */                           \
    X(HASH, "hash")          /* of MD5=...,SHA256=...: the one that `text` names */           \
    X(CLASSIC, "classic")    /* of PowerShell's lines key=value: the one that `text` names */ \
    X(ALL, "all")            /* every own field */
// clang-format on
typedef enum {
#define X(name, word) MAKE_##name,
    RULES_MAKINGS(X)
#undef X
        MAKE_COUNT
} rules_make;

typedef struct {
    ks_str code, text;
} rules_word;

struct ks_form_field {
    ks_str name;
    rules_make as;
    const ks_str *from; // System names and own fields
    u32 from_count;
    const rules_word *words;
    u32 word_count;
    bool keeps; // the value as it was is there too
    ks_str text;
    u32 index; // CLASSIC: which unnamed data
};

enum { making_from_most = 8, making_values_most = 64 };

struct ks_field_making {
    const ks_form_field *how;
    const ks_form *form; // of a field that is looked for in each event
    const ks_rule_field *from;
    u32 from_count;
};

// One field being made.
typedef struct {
    const ks_field_making *making;
    ks_event *event;
    ks_value *values;
    size_t most, count; // count: of all, whether or not there was room
} making_work;

static inline void making_add(making_work *w, ks_value value)
{
    if (w->count < w->most)
        w->values[w->count] = value;
    w->count++;
}

void making_run(making_work *w);

// For makers: the first value of the i-th source, {NULL} when it is absent; and its text.
ks_value making_value(const making_work *w, u32 i);
ks_str making_text(const making_work *w, u32 i);
// Adds a copy of what was written into `out`, which begins with making_begin: memory of the event.
bool making_begin(const making_work *w, ks_out *out, size_t most);
void making_end(making_work *w, ks_out *out);

typedef void rules_maker(making_work *w);
rules_maker making_registry_key, making_registry_details, making_device_path;
rules_maker making_initiator, making_target, making_is_ipv6;
rules_maker making_threat_paths, making_hash, making_classic;

// The fields that are packed into others whatever the log source says: Hashes, PowerShell's lines.
// NULL: none of this name in events of the class.
const ks_form_field *making_packed(const ks_event_class *class, ks_str name, bool loose);

// Names: exactly, or ignoring case of ASCII letters, spaces, '_' and '@'.
bool rules_same_name(ks_str a, ks_str b, bool loose);
