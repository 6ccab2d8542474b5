// Sessions: each 4624 that opens one, and who an account is. Well-known logon ids (SYSTEM 0x3e7 and
// its kin) live as long as the boot and identify nobody (answers, trap 24).
#include "base/sort.h"
#include "facts/facts_own.h"
#include "facts/kinds.h"

enum { logon_least = 0x1000 };

// Accounts that Windows names in its own language: decided by SID, shown in English.
static const struct {
    ks_str sid, name;
} known[] = {
    { KS_TEXT("S-1-5-18"), KS_TEXT("NT AUTHORITY\\SYSTEM") },
    { KS_TEXT("S-1-5-19"), KS_TEXT("NT AUTHORITY\\LOCAL SERVICE") },
    { KS_TEXT("S-1-5-20"), KS_TEXT("NT AUTHORITY\\NETWORK SERVICE") },
    { KS_TEXT("S-1-5-7"), KS_TEXT("NT AUTHORITY\\ANONYMOUS LOGON") },
};

ks_str ks_account_name(ks_arena *arena, ks_str sid, ks_str domain, ks_str name)
{
    for (size_t i = 0; i < countof(known); i++)
        if (ks_str_equal(sid, known[i].sid))
            return known[i].name;
    if (ks_is_none(name))
        return ks_is_none(sid) || ks_str_equal(sid, KS_STR("S-1-0-0")) ? (ks_str){ 0 } : sid;
    if (ks_is_none(domain) || ks_str_equal(domain, KS_STR(".")))
        return name;
    char *text = ks_take(arena, char, domain.size + 1 + name.size);
    if (text == NULL)
        return name;
    memcpy(text, domain.at, domain.size);
    text[domain.size] = '\\';
    memcpy(text + domain.size + 1, name.at, name.size);
    return (ks_str){ text, domain.size + 1 + name.size };
}

bool ks_is_person(ks_str sid)
{
    static const ks_str classes[] = { KS_TEXT("S-1-5-80-"), KS_TEXT("S-1-5-82-"),
                                      KS_TEXT("S-1-5-83-"), KS_TEXT("S-1-5-90-"),
                                      KS_TEXT("S-1-5-96-"), KS_TEXT("S-1-0-0") };
    for (size_t i = 0; i < countof(known); i++)
        if (ks_str_equal(sid, known[i].sid))
            return false;
    for (size_t i = 0; i < countof(classes); i++)
        if (sid.size >= classes[i].size && memcmp(sid.at, classes[i].at, classes[i].size) == 0)
            return false;
    return true;
}

static ks_str or_none(ks_str text) { return ks_is_none(text) ? (ks_str){ 0 } : text; }

static bool read_session(facts_making *m, u32 event, ks_session *s)
{
    const ks_fact_event *e = &m->events[event];
    u64 logon = 0, linked = 0, type = 0;
    if (!ks_observed_u64(m->set, e->seen, KS_FIELD_TargetLogonId, &logon) || logon < logon_least)
        return false;
    if (!ks_observed_u64(m->set, e->seen, KS_FIELD_TargetLinkedLogonId, &linked))
        linked = 0;
    if (!ks_observed_u64(m->set, e->seen, KS_FIELD_LogonType, &type))
        type = 0;
    ks_str sid = ks_observed_text(m->set, e->seen, KS_FIELD_TargetUserSid);
    *s = (ks_session){ .host = e->host,
                       .boot = e->boot,
                       .event = event,
                       .logon = logon,
                       .linked = linked,
                       .start_ticks = e->ticks,
                       .type = (u32)type,
                       .sid = sid };
    s->user =
        ks_account_name(m->arena, sid, ks_observed_text(m->set, e->seen, KS_FIELD_TargetDomainName),
                        ks_observed_text(m->set, e->seen, KS_FIELD_TargetUserName));
    s->address = or_none(ks_observed_text(m->set, e->seen, KS_FIELD_IpAddress));
    s->workstation = or_none(ks_observed_text(m->set, e->seen, KS_FIELD_WorkstationName));
    return true;
}

static int session_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_session *x = a, *y = b;
    int order = ks_compare_u64(x->host, y->host);
    order = order ? order : ks_compare_u64(x->boot, y->boot);
    order = order ? order : ks_compare_u64(x->logon, y->logon);
    order = order ? order : ks_compare_u64(x->start_ticks, y->start_ticks);
    return order ? order : ks_compare_u64(x->event, y->event);
}

bool sessions_find(facts_making *m)
{
    size_t most = 0;
    for (size_t i = 0; i < m->event_count; i++)
        most += m->events[i].seen->kind == KS_OBSERVED_LOGON;
    m->sessions = ks_take(m->arena, ks_session, most + 1);
    if (m->sessions == NULL)
        return false;
    for (u32 i = 0; i < m->event_count; i++)
        if (m->events[i].seen->kind == KS_OBSERVED_LOGON &&
            read_session(m, i, &m->sessions[m->session_count]))
            m->session_count++;
    return ks_sort(m->sessions, m->session_count, sizeof *m->sessions, session_order, NULL,
                   *m->arena);
}

u32 session_at(const facts_making *m, u32 host, u32 boot, u64 logon, u64 ticks)
{
    ks_session wanted = {
        .host = host, .boot = boot, .logon = logon, .start_ticks = ticks, .event = ks_no_event
    };
    if (logon < logon_least)
        return ks_no_session;
    size_t low = 0, high = m->session_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (session_order(NULL, &m->sessions[middle], &wanted) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return ks_no_session;
    const ks_session *s = &m->sessions[low - 1];
    return s->host == host && s->boot == boot && s->logon == logon ? (u32)low - 1 : ks_no_session;
}
