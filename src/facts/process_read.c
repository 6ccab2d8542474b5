// What one event tells of a process. Fields are read by name, each of them optional: 4688 version 2
// exists in two shapes, Sysmon's 1 in five under one version (answers 3 Q1, 5).
#include "base/number.h"
#include "facts/kinds.h"
#include "facts/process_own.h"

static ks_str field(const facts_making *m, const ks_fact_event *e, ks_observed_name f)
{
    ks_str text = ks_observed_text(m->set, e->seen, f);
    return ks_is_none(text) ? (ks_str){ 0 } : text;
}

static u64 number(const facts_making *m, const ks_fact_event *e, ks_observed_name f)
{
    u64 value = 0;
    return ks_observed_u64(m->set, e->seen, f, &value) ? value : 0;
}

static ks_token token_of(ks_str code)
{
    if (ks_str_equal(code, KS_STR("%%1936")))
        return KS_TOKEN_DEFAULT;
    if (ks_str_equal(code, KS_STR("%%1937")))
        return KS_TOKEN_FULL;
    return ks_str_equal(code, KS_STR("%%1938")) ? KS_TOKEN_LIMITED : KS_TOKEN_UNKNOWN;
}

// "S-1-16-8192", or Sysmon's word, which is English in all records seen.
static u32 integrity_of(ks_str text)
{
    static const struct {
        ks_str word;
        u32 rid;
    } words[] = {
        { KS_TEXT("Untrusted"), ks_integrity_untrusted },
        { KS_TEXT("Low"), ks_integrity_low },
        { KS_TEXT("AppContainer"), ks_integrity_low },
        { KS_TEXT("Medium"), ks_integrity_medium },
        { KS_TEXT("MediumPlus"), ks_integrity_medium_plus },
        { KS_TEXT("Medium Plus"), ks_integrity_medium_plus },
        { KS_TEXT("High"), ks_integrity_high },
        { KS_TEXT("System"), ks_integrity_system },
    };
    ks_str head = KS_STR("S-1-16-");
    u64 rid;
    if (text.size > head.size && memcmp(text.at, head.at, head.size) == 0 &&
        ks_u64_read((ks_str){ text.at + head.size, text.size - head.size }, &rid))
        return rid == 0 ? ks_integrity_untrusted : (u32)rid;
    for (size_t i = 0; i < countof(words); i++)
        if (ks_fold_equal(text, words[i].word))
            return words[i].rid;
    return ks_integrity_unknown;
}

ks_three process_elevation(const ks_process *p)
{
    if (p->integrity != ks_integrity_unknown)
        return p->integrity >= ks_integrity_high ? KS_YES : KS_NO;
    if (p->token == KS_TOKEN_FULL)
        return KS_YES;
    if (p->token == KS_TOKEN_LIMITED)
        return KS_NO;
    return ks_str_equal(p->sid, KS_STR("S-1-5-18")) ? KS_YES : KS_UNKNOWN;
}

// Subject is who started it, Target whose token it got, when that is another (answers 4.1.7).
static void read_accounts(facts_making *m, const ks_fact_event *e, ks_process *p)
{
    ks_str sid = field(m, e, KS_FIELD_SubjectUserSid);
    ks_str creator = ks_account_name(m->arena, sid, field(m, e, KS_FIELD_SubjectDomainName),
                                     field(m, e, KS_FIELD_SubjectUserName));
    ks_str target_sid = field(m, e, KS_FIELD_TargetUserSid);
    u64 logon = number(m, e, KS_FIELD_TargetLogonId);
    bool has_target = logon != 0 && target_sid.size && !ks_str_equal(target_sid, KS_STR("S-1-0-0"));
    p->user = creator;
    p->sid = sid;
    p->logon = number(m, e, KS_FIELD_SubjectLogonId);
    if (!has_target)
        return;
    p->sid = target_sid;
    p->user = ks_account_name(m->arena, target_sid, field(m, e, KS_FIELD_TargetDomainName),
                              field(m, e, KS_FIELD_TargetUserName));
    p->logon = logon;
    if (!ks_str_equal(p->user, creator))
        p->creator = creator;
}

static void read_audit_start(facts_making *m, const ks_fact_event *e, joined_process *p)
{
    read_accounts(m, e, &p->is);
    p->has_audit = true;
    p->is.seen = KS_SEEN_START;
    p->is.pid = (u32)number(m, e, KS_FIELD_NewProcessId);
    p->is.image = field(m, e, KS_FIELD_NewProcessName);
    p->is.command = field(m, e, KS_FIELD_CommandLine);
    p->is.parent_pid = (u32)number(m, e, KS_FIELD_ProcessId);
    p->is.parent_image = field(m, e, KS_FIELD_ParentProcessName);
    p->is.token = token_of(field(m, e, KS_FIELD_TokenElevationType));
    p->is.integrity = integrity_of(field(m, e, KS_FIELD_MandatoryLabel));
}

static void read_sysmon_start(facts_making *m, const ks_fact_event *e, joined_process *p)
{
    p->has_sysmon = true;
    p->is.seen = KS_SEEN_START;
    p->is.pid = (u32)number(m, e, KS_FIELD_ProcessId);
    p->is.image = field(m, e, KS_FIELD_Image);
    p->is.command = field(m, e, KS_FIELD_CommandLine);
    p->is.directory = field(m, e, KS_FIELD_CurrentDirectory);
    p->is.hashes = field(m, e, KS_FIELD_Hashes);
    p->is.original_name = field(m, e, KS_FIELD_OriginalFileName);
    p->is.user = field(m, e, KS_FIELD_User);
    p->is.logon = number(m, e, KS_FIELD_LogonId);
    p->is.integrity = integrity_of(field(m, e, KS_FIELD_IntegrityLevel));
    p->is.guid = field(m, e, KS_FIELD_ProcessGuid);
    p->is.parent_pid = (u32)number(m, e, KS_FIELD_ParentProcessId);
    p->is.parent_image = field(m, e, KS_FIELD_ParentImage);
    p->parent_guid = field(m, e, KS_FIELD_ParentProcessGuid);
    if (!ks_observed_ticks(m->set, e->seen, KS_FIELD_UtcTime, &p->utc_ticks))
        p->utc_ticks = 0;
}

static void read_end(facts_making *m, const ks_fact_event *e, joined_process *p)
{
    p->is.seen = KS_SEEN_END;
    p->is.pid = (u32)number(m, e, KS_FIELD_ProcessId);
    if (e->seen->kind == KS_OBSERVED_SYSMON_ENDED) {
        p->is.image = field(m, e, KS_FIELD_Image);
        p->is.guid = field(m, e, KS_FIELD_ProcessGuid);
        p->is.user = field(m, e, KS_FIELD_User);
        return;
    }
    read_accounts(m, e, &p->is);
    p->is.image = field(m, e, KS_FIELD_ProcessName);
    u64 status;
    if (ks_observed_u64(m->set, e->seen, KS_FIELD_Status, &status)) {
        p->is.has_exit = true;
        p->is.exit_code = (u32)status;
    }
}

static void read_token(facts_making *m, const ks_fact_event *e, joined_process *p)
{
    read_accounts(m, e, &p->is);
    p->is.seen = KS_SEEN_OTHER;
    p->is.pid = (u32)number(m, e, KS_FIELD_TargetProcessId);
    p->is.image = field(m, e, KS_FIELD_TargetProcessName);
    p->is.parent_pid = (u32)number(m, e, KS_FIELD_ProcessId);
    p->is.parent_image = field(m, e, KS_FIELD_ProcessName);
}

bool process_read(facts_making *m, u32 event, joined_process *p)
{
    const ks_fact_event *e = &m->events[event];
    *p = (joined_process){ .is = { .host = e->host,
                                   .boot = e->boot,
                                   .parent = ks_no_process,
                                   .session = ks_no_session,
                                   .is_elevated = KS_UNKNOWN,
                                   .has_command = KS_UNKNOWN },
                           .before = ks_no_process };
    for (int i = 0; i < 3; i++)
        p->is.events[i] = ks_no_event;
    bool is_end = false;
    if (e->seen->kind == KS_OBSERVED_PROCESS_STARTED)
        read_audit_start(m, e, p);
    else if (e->seen->kind == KS_OBSERVED_SYSMON_STARTED)
        read_sysmon_start(m, e, p);
    else if (e->seen->kind == KS_OBSERVED_PROCESS_TOKEN)
        read_token(m, e, p);
    else if (e->seen->kind == KS_OBSERVED_PROCESS_ENDED ||
             e->seen->kind == KS_OBSERVED_SYSMON_ENDED)
        is_end = true;
    else
        return false;
    if (is_end)
        read_end(m, e, p);
    p->is_open = !is_end;
    p->is.events[is_end ? end_event : start_event] = event;
    if (is_end) {
        p->is.end_ticks = e->ticks;
        p->is.end_how = KS_END_RECORDED;
    } else {
        p->is.start_ticks = e->ticks;
    }
    p->is.has_command = p->is.command.size ? KS_YES : KS_UNKNOWN;
    p->is.is_elevated = process_elevation(&p->is);
    p->is.session = session_at(m, e->host, e->boot, p->is.logon, e->ticks);
    return true;
}

static void take_text(ks_str *own, ks_str other)
{
    if (own->size == 0)
        *own = other;
}

void process_enrich(joined_process *p, const joined_process *other)
{
    ks_process *a = &p->is;
    const ks_process *b = &other->is;
    take_text(&a->image, b->image);
    if (a->has_command != KS_YES && b->has_command == KS_YES) {
        a->command = b->command;
        a->has_command = KS_YES;
    }
    take_text(&a->directory, b->directory);
    take_text(&a->hashes, b->hashes);
    take_text(&a->original_name, b->original_name);
    take_text(&a->sid, b->sid);
    take_text(&a->creator, b->creator);
    take_text(&a->parent_image, b->parent_image);
    take_text(&a->guid, b->guid);
    take_text(&p->parent_guid, other->parent_guid);
    if (a->user.size == 0 || other->has_audit) // with a SID behind it
        a->user = b->user.size ? b->user : a->user;
    if (a->logon == 0 || (b->logon && other->has_audit))
        a->logon = b->logon ? b->logon : a->logon;
    if (a->session == ks_no_session)
        a->session = b->session;
    if (a->token == KS_TOKEN_UNKNOWN)
        a->token = b->token;
    if (a->integrity == ks_integrity_unknown)
        a->integrity = b->integrity;
    if (a->parent_pid == 0)
        a->parent_pid = b->parent_pid;
    if (p->utc_ticks == 0)
        p->utc_ticks = other->utc_ticks;
    p->has_audit = p->has_audit || other->has_audit;
    p->has_sysmon = p->has_sysmon || other->has_sysmon;
    a->is_elevated = process_elevation(a);
}
