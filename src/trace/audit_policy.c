// Auditing was turned off: 4719 with "success removed" (%%8448) or "failure removed" (%%8450). It
// is written whatever the policy is. `auditpol /clear` gives one for each subcategory: changes of
// one logon within a minute are one finding. Also per-user policy (4912), CrashOnAuditFail (4906)
// and audit entries taken from an object (4907).
#include "base/ticks.h"
#include "trace/trace_own.h"

#define one_act ((u64)60 * ks_ticks_per_second)

enum { removes_success = 1, removes_failure = 2 };

static int removals(const tracing *t, u32 event)
{
    ks_str changes = text_of(t, event, KS_FIELD_AuditPolicyChanges);
    return (fold_has(changes, KS_STR("%%8448")) ? removes_success : 0) |
           (fold_has(changes, KS_STR("%%8450")) ? removes_failure : 0);
}

static void add_who(tracing *t, ks_phrase *said, u32 event)
{
    ks_str who = subject_of(t, event);
    if (who.size)
        ks_phrase_add_text(said, who);
    else
        ks_phrase_add_words(said, SAYS(NOBODY));
}

// Policy is applied by the system itself, group policy included: that is less than a person's act.
static ks_level level_of(const tracing *t, u32 event)
{
    ks_str sid = text_of(t, event, KS_FIELD_SubjectUserSid);
    return ks_str_equal(sid, KS_STR("S-1-5-18")) ? KS_LEVEL_MEDIUM : KS_LEVEL_HIGH;
}

static ks_phrase phrase_of(tracing *t, const found_list *act)
{
    u32 event = act->items[0];
    const ks_fact_event *e = &t->facts->events[event];
    ks_phrase said = ks_phrase_of(act->count > 1 ? SAYS(AUDIT_OFF_MANY) : SAYS(AUDIT_OFF));
    ks_phrase_add_text(&said, t->facts->hosts[e->host].name);
    add_who(t, &said, event);
    if (act->count > 1)
        ks_phrase_add_number(&said, act->count);
    add_subcategory(&said, text_of(t, event, KS_FIELD_SubcategoryGuid));
    int removed = removals(t, event);
    if (act->count == 1)
        ks_phrase_add_words(&said, removed == removes_success   ? SAYS(SUCCESS)
                                   : removed == removes_failure ? SAYS(FAILURE)
                                                                : SAYS(SUCCESS_FAILURE));
    return said;
}

static void tell_act(tracing *t, const found_list *act)
{
    if (act->count == 0)
        return;
    const ks_fact_event *first = &t->facts->events[act->items[0]];
    found_finding *f =
        found(t, level_of(t, act->items[0]), first->host, first->ticks, phrase_of(t, act));
    for (size_t i = 0; i < act->count; i++)
        found_record(t, f, act->items[i]);
    if (f && act->count > 1)
        f->is.to_ticks = t->facts->events[act->items[act->count - 1]].ticks;
    if (f)
        f->is.weight = (u32)act->count;
}

static void tell_other(tracing *t, u32 host, u32 event)
{
    ks_observed_kind kind = seen(t, event)->kind;
    ks_phrase said = ks_phrase_of(kind == KS_OBSERVED_AUDIT_CRASH_ON_FAIL ? SAYS(AUDIT_CRASH)
                                  : kind == KS_OBSERVED_AUDIT_OBJECT_SACL ? SAYS(AUDIT_SACL)
                                                                          : SAYS(AUDIT_USER));
    ks_phrase_add_text(&said, t->facts->hosts[host].name);
    if (kind == KS_OBSERVED_AUDIT_CRASH_ON_FAIL) {
        ks_phrase_add_text(&said, text_of(t, event, KS_FIELD_CrashOnAuditFailValue));
    } else {
        add_who(t, &said, event);
        if (kind == KS_OBSERVED_AUDIT_OBJECT_SACL)
            ks_phrase_add_text(&said, text_of(t, event, KS_FIELD_ObjectName));
        else
            add_subcategory(&said, text_of(t, event, KS_FIELD_SubcategoryGuid));
    }
    ks_level level = kind == KS_OBSERVED_AUDIT_USER_POLICY ? KS_LEVEL_HIGH : KS_LEVEL_MEDIUM;
    found_record(t, found(t, level, host, t->facts->events[event].ticks, said), event);
}

static bool is_one_act(const tracing *t, u32 last, u32 event)
{
    return t->facts->events[event].ticks <= t->facts->events[last].ticks + one_act &&
           ks_str_equal(text_of(t, last, KS_FIELD_SubjectLogonId),
                        text_of(t, event, KS_FIELD_SubjectLogonId));
}

static void look(tracing *t, u32 h, found_list *act)
{
    const ks_host *host = &t->facts->hosts[h];
    act->count = 0;
    for (size_t i = 0; i < host->seen_count; i++) {
        u32 event = host->seen[i];
        ks_observed_kind kind = seen(t, event)->kind;
        if (kind == KS_OBSERVED_AUDIT_USER_POLICY || kind == KS_OBSERVED_AUDIT_OBJECT_SACL ||
            kind == KS_OBSERVED_AUDIT_CRASH_ON_FAIL)
            tell_other(t, h, event);
        if (kind != KS_OBSERVED_AUDIT_POLICY || removals(t, event) == 0)
            continue;
        if (act->count && !is_one_act(t, act->items[act->count - 1], event)) {
            tell_act(t, act);
            act->count = 0;
        }
        act->items[act->count++] = event;
    }
    tell_act(t, act);
}

void trace_audit_policy(tracing *t)
{
    size_t most = 1;
    for (u32 h = 0; h < t->facts->host_count; h++)
        most = t->facts->hosts[h].seen_count > most ? t->facts->hosts[h].seen_count : most;
    found_list act = { .items = ks_take(t->arena, u32, most) };
    if (act.items == NULL) {
        t->is_full = true;
        return;
    }
    for (u32 h = 0; h < t->facts->host_count; h++)
        look(t, h, &act);
}
