// Which events are wanted: compiled once from what the command line said. What System values decide
// is asked first, so that a record is skipped before its payload is looked at.
//
// All texts are compared ignoring case. A test holds for a field with several values when it holds
// for one of them; a test on a field that the event does not have is false, its negation true.
#pragma once
#include "base/fail.h"
#include "event/event.h"

typedef struct {
    const char *const *words;
    size_t count;
} ks_filter_list;

// As typed. Within a list one has to fit (names and numbers), or all (`where`); "!" in front of a
// word excludes what it names.
typedef struct {
    ks_filter_list channels;  // globs: "Security", "*Sysmon*", "!Application"
    ks_filter_list providers; // globs
    ks_filter_list ids;       // "4624,4688,7000-7045,!4634"
    ks_filter_list computers; // globs; a name without a dot fits the full name's first part as well
    ks_filter_list levels;    // 0-5, critical, error, warning, information, verbose
    ks_filter_list found;     // words of KS_FOUND_HOW
    ks_filter_list where;     // "Field OP value": = != ~ !~ < > <= >=; ~ is a glob with * and ?
    const char *since, *until; // forms of ks_ticks_read; until a day means its end
    int zone_minutes;          // what times without a zone mean
} ks_filter_words;

typedef struct ks_filter ks_filter;

// NULL in *filter when no word is given. False: KS_BAD_FILTER, _NAMES, _IDS, _LEVELS,
// _FOUND, _TIME or _SPAN, with the word as typed.
KS_MUST bool ks_filter_make(ks_filter **filter, const ks_filter_words *words, ks_arena *run,
                            ks_fail *fail);
// What can be said from System values alone: false means that the event is not wanted.
bool ks_filter_wants_system(const ks_filter *filter, const ks_event *e);
// The whole answer; for an event that ks_filter_wants_system let through.
bool ks_filter_wants(const ks_filter *filter, ks_event *e);
