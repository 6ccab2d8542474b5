// What has to be set so that an event is written: the ways in which one can be, each with the
// settings that it lacks on this machine.
#pragma once
#include "coverage/recording.h"
#include "rules/form.h"

// Why no more than that is recorded. X(name, word); the sentences are in cover_sentences.h.
// clang-format off
#define KS_COVER_REASONS(X)                                                                       \
    X(NONE, "recorded")                                                                           \
    X(SETTING, "setting")               /* a setting is missing */                                \
    X(FIELDS, "fields")                 /* fields that the rule asks for are not recorded */      \
    X(EVENTS, "events")                 /* only some of the events that it asks for */            \
    X(SUSPICIOUS, "suspicious-only")    /* of script blocks only those that look suspicious */    \
    X(OBJECTS, "objects")               /* only objects that carry audit entries */               \
    X(REMOTE, "remote-only")            /* only what comes over the network */                    \
    X(REMOVABLE, "removable-only")      /* only files of removable drives */                      \
    X(SYSMON_EXCLUDES, "sysmon-excludes") /* Sysmon drops some of them */                         \
    X(SYSMON_INCLUDES, "sysmon-includes") /* Sysmon logs only some of them */                     \
    X(SYSMON_DROPS, "sysmon-drops")     /* Sysmon logs none of them */                            \
    X(SYSMON_OPEN, "sysmon-open")       /* Sysmon's configuration is not known */                 \
    X(SYSMON_HASH, "sysmon-hash")       /* Sysmon does not compute that hash */                   \
    X(CHANNEL, "channel-unknown")       /* nothing is known of the channel */                     \
    X(EVENT_ID, "event-unknown")        /* nothing is known of the event */                       \
    X(VALUE, "value-unknown")           /* nothing is known of the setting's value here */        \
    X(ROLE, "role")                     /* another role of Windows writes it */                   \
    X(BUILD, "build")                   /* this Windows does not write it */                      \
    X(MEMBERS, "members")               /* of the rules that it correlates */                     \
    X(NOT_LOGGED, "not-logged")         /* no event log carries it */                             \
    X(NOT_WINDOWS, "not-windows")                                                                 \
    X(SOURCE, "source-unknown")
// clang-format on
typedef enum {
#define X(name, word) KS_COVER_WHY_##name,
    KS_COVER_REASONS(X)
#undef X
        KS_COVER_WHY_COUNT
} ks_cover_reason;
extern const char *const ks_cover_reason_words[KS_COVER_WHY_COUNT];

// How much is recorded, from worst to best.
// clang-format off
#define KS_COVERS(X)                                                                               \
    X(NOT_LOGGED, "not-logged") /* not from Windows event logs */                                 \
    X(ELSEWHERE, "elsewhere")   /* only another role or build of Windows writes it */             \
    X(BLIND, "blind")           /* nothing of it is recorded */                                   \
    X(UNKNOWN, "unknown")                                                                         \
    X(PARTLY, "partly")         /* some of its events or branches */                              \
    X(COULD, "could")
// clang-format on
typedef enum {
#define X(name, word) KS_COVER_##name,
    KS_COVERS(X)
#undef X
        KS_COVER_COUNT
} ks_cover;
extern const char *const ks_cover_words[KS_COVER_COUNT];

enum { way_missing_most = 8, ways_most = 32 };

// One way: what is recorded of the event once all that is missing is set.
typedef struct {
    ks_cover cover;
    ks_cover_reason reason; // why not all of it
    const ks_setting *missing[way_missing_most];
    u32 missing_count;    // 0: it is recorded so now
    ks_str detail;        // a setting's id, a channel; may be empty
    const ks_setting *by; // the audit subcategory, or whatever writes it
    const ks_form *form;  // of a rule's
    const ks_sysmon_filter *filter;
} cover_way;

typedef struct {
    cover_way items[ways_most];
    u32 count;
} cover_ways;

// Makes it no better than that, for the reason.
void cover_way_lower(cover_way *way, ks_cover cover, ks_cover_reason reason);
void cover_way_lack(cover_way *way, const ks_setting *setting);
// Drops ways that another one beats: at least as good, with nothing more to set.
void cover_ways_add(cover_ways *ways, const cover_way *way);

// The ways of an event of that channel (a last `*`: any rest) and id (0: any), whoever asks: Sysmon
// is taken to log all that it can, objects to carry their audit entries.
void event_ways(cover_ways *ways, const ks_recording *recording, ks_str channel, u32 id);

// Whether a setting that records does so now: COULD, PARTLY, UNKNOWN or BLIND; NOT_LOGGED: it is
// none that this machine could have.
ks_cover ks_setting_cover(const ks_recording *recording, const ks_setting *setting);
