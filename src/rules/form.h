// In which events a log source of Sigma is found: data of catalogue/logsources.yaml and of the
// user's own files in the same form.
//
// A form is one way to record what a log source means: channel, provider and ids, and how its
// fields are named there. process_creation has two: Sysmon 1, whose fields are the rule's own, and
// Security 4688, whose fields are converted (names and values).
#pragma once
#include "base/fail.h"
#include "event/event.h"
#include "rules/rule.h"

typedef struct ks_form_field ks_form_field; // inside the room: making.h
typedef struct ks_forms ks_forms;           // the table, with the user's own rows

typedef struct {
    const char *name;       // "Sysmon 1", "Security 4688": shown with hits
    const ks_str *channels; // equal ignoring case, or ending in '*'; none: any
    u32 channel_count;
    const ks_str *providers; // none: any
    u32 provider_count;
    const u32 *ids; // none: any
    u32 id_count;
    // What an event has to fulfil besides, tested like the rule itself: registry_add is Sysmon 12
    // where EventType is CreateKey. NULL: nothing. It and the rule's condition decide together.
    const ks_rule_node *where;
    const ks_form_field *fields; // those that are converted, or that this form can never have
    u32 field_count;
    bool is_native; // the log source's own form: all other fields by their own names
    u32 number;     // counts up over all forms of a run
    const ks_forms *table;
} ks_form;

// `files`: the user's own tables. False: KS_BAD_… with file, line and column.
KS_MUST bool ks_forms_open(ks_forms **forms, const char *const *files, size_t count, ks_arena *run,
                           ks_fail *fail);

typedef enum {
    KS_SOURCE_KNOWN,      // has forms
    KS_SOURCE_ANY,        // neither category nor service: every event of Windows
    KS_SOURCE_NOT_LOGGED, // no event log carries it (file_access, ETW only)
    KS_SOURCE_UNKNOWN,    // no such category or service
    KS_SOURCE_OTHER       // another product than Windows
} ks_source_kind;
// The forms of a rule's log source, in the order of the table; for KS_SOURCE_ANY the one that has
// no channels, providers or ids.
ks_source_kind ks_forms_of(const ks_forms *forms, const ks_rule *rule, const ks_form *const **found,
                           u32 *count, ks_arena *arena);
// Whether events of this class come in this form, as far as the class tells (channel, provider,
// id).
bool ks_form_fits(const ks_form *form, const ks_event_class *class);
