// What event logs prove of a machine's audit policy, command lines and build; see audited.h.
// A bit of a subcategory is on or off by the newest record that tells of it. Records are ordered by
// their id, which a changed clock and a log that wrapped around do not touch.
#include "state/audited.h"

#include "base/fold.h"
#include "base/number.h"
#include "catalogue/early_start.h"
#include "state/state_own.h"

enum {
    computer_size = 256,
    task_base = 0x3000, // System; each category 256 behind the one before (evtx reference, Task)
    task_step = 0x100,
    // Some processes have an empty command line where it is recorded (Registry, Memory
    // Compression): so many starts without one behind the last that had one mean that it is not.
    empties_least = 5,
    cmdline_version = 1, // of 4688, which first has the field
};
static const u64 keyword_success = 1ULL << 53, keyword_failure = 1ULL << 52;

typedef struct {
    u64 record; // its id; 0: there is none
    u64 ticks;
    bool is_on;
} proof;

struct ks_audited {
    char computer[computer_size]; // of the newest record
    size_t computer_size;
    u64 record, ticks; // of the newest
    bool is_collected; // records of other logs, by several computers: whose they are is not known
    bool has_foreign;  // a record whose number is not this log's
    u64 user_policy;   // 4902 with entries, or 4912
    u64 unread_change; // the newest 4719 that does not tell which subcategory it is about
    proof written[state_categories][state_slots][2]; // by the records of a subcategory
    proof changed[state_categories][state_slots][2]; // by 4719
    proof command_line;
    u64 empties[empties_least]; // the newest starts without command line, in no order
    u64 empty_ticks;            // of the newest
    u64 build_record;
    u32 build;
};

static const ks_str auditing = KS_TEXT("Microsoft-Windows-Security-Auditing");

static bool is_auditing(const ks_event *e)
{
    return ks_value_equal_fold(ks_event_system(e, KS_SYSTEM_CHANNEL), KS_STR("Security")) &&
           ks_value_equal_fold(ks_event_system(e, KS_SYSTEM_PROVIDER), auditing);
}

static bool is_build(const ks_event *e)
{
    return ks_event_id(e) == 6009 &&
           ks_value_equal_fold(ks_event_system(e, KS_SYSTEM_PROVIDER), KS_STR("EventLog"));
}

ks_audited *ks_audited_new(ks_arena *arena) { return ks_take(arena, ks_audited, 1); }

bool ks_audited_wants(const ks_event *e)
{
    return e->found == KS_LIVE && (is_auditing(e) || is_build(e));
}

// --- what is written whatever the policy says

static ks_str text_of(ks_event *e, const char *name)
{
    return ks_value_str(ks_event_field(e, ks_str_of(name)), e->arena);
}

static bool is_written_anyhow(ks_event *e, u32 category, u32 slot)
{
    u64 id = ks_event_id(e);
    if (category == 5 && slot == 0) // Audit Policy Change
        return id != 4902 && id != 4904 && id != 4905 && id != 4907;
    if (id == 4688)
        return ks_is_early_start(text_of(e, "NewProcessName"), text_of(e, "ParentProcessName"));
    if (id == 4696)
        return ks_is_early_start(text_of(e, "TargetProcessName"), (ks_str){ 0 });
    return id == 4616 || id == 4826;
}

// --- taking an event

static void prove(proof *p, u64 record, u64 ticks, bool is_on)
{
    if (record > p->record)
        *p = (proof){ record, ticks, is_on };
}

static bool subcategory_of(u64 task, u32 *category, u32 *slot)
{
    if (task < task_base)
        return false;
    u64 of = (task - task_base) / task_step, at = (task - task_base) % task_step;
    *category = (u32)of;
    *slot = (u32)at;
    return of < state_categories && at < state_slots;
}

// 4719: "%%13312" and "%%8448, %%8451". What is not mentioned stays as it was.
static void take_change(ks_audited *a, ks_event *e, u64 record, u64 ticks)
{
    static const struct {
        ks_str code;
        u32 bit;
        bool is_on;
    } codes[] = { { KS_TEXT("%%8448"), 0, false },
                  { KS_TEXT("%%8449"), 0, true },
                  { KS_TEXT("%%8450"), 1, false },
                  { KS_TEXT("%%8451"), 1, true } };
    ks_str about = text_of(e, "SubcategoryId"), changes = text_of(e, "AuditPolicyChanges");
    u32 category = 0, slot = 0;
    u64 task = 0;
    bool is_read = about.size > 2 && about.at[0] == '%' && about.at[1] == '%' &&
                   ks_u64_read(ks_str_from(about, 2), &task) &&
                   subcategory_of(task, &category, &slot);
    if (!is_read && record > a->unread_change)
        a->unread_change = record;
    for (size_t i = 0; is_read && i < countof(codes); i++) {
        if (ks_str_has(changes, codes[i].code))
            prove(&a->changed[category][slot][codes[i].bit], record, ticks, codes[i].is_on);
    }
}

// The newest are kept, each once.
static void keep_empty(ks_audited *a, u64 record)
{
    u64 *oldest = &a->empties[0];
    for (size_t i = 0; i < empties_least; i++) {
        if (a->empties[i] == record)
            return;
        oldest = a->empties[i] < *oldest ? &a->empties[i] : oldest;
    }
    if (record > *oldest)
        *oldest = record;
}

static void take_command_line(ks_audited *a, ks_event *e, u64 record, u64 ticks)
{
    if (ks_event_number(e, KS_SYSTEM_VERSION) < cmdline_version)
        return;
    if (text_of(e, "CommandLine").size) {
        prove(&a->command_line, record, ticks, true);
        return;
    }
    keep_empty(a, record);
    if (ticks > a->empty_ticks)
        a->empty_ticks = ticks;
}

static void take_audit(ks_audited *a, ks_event *e, u64 record, u64 ticks)
{
    u32 category, slot;
    u64 id = ks_event_id(e), keywords = ks_event_number(e, KS_SYSTEM_KEYWORDS), users = 0;
    bool tells_users =
        id == 4912 ||
        (id == 4902 && ks_value_u64(ks_event_field(e, KS_STR("PuaCount")), &users) && users);
    if (tells_users && record > a->user_policy)
        a->user_policy = record;
    if (id == 4719)
        take_change(a, e, record, ticks);
    if (!subcategory_of(ks_event_number(e, KS_SYSTEM_TASK), &category, &slot) ||
        is_written_anyhow(e, category, slot))
        return;
    if (id == 4688)
        take_command_line(a, e, record, ticks);
    if (keywords & keyword_success)
        prove(&a->written[category][slot][0], record, ticks, true);
    if (keywords & keyword_failure)
        prove(&a->written[category][slot][1], record, ticks, true);
}

// 6009: "10.00.", "19045", ...
static void take_build(ks_audited *a, ks_event *e, u64 record)
{
    u64 build = 0;
    ks_str text = ks_value_str(ks_event_unnamed(e, 1), e->arena);
    if (record > a->build_record && ks_u64_read(text, &build) && build < UINT32_MAX) {
        a->build_record = record;
        a->build = (u32)build;
    }
}

// A log's own records carry their number twice; a collected one keeps that of the log it is from.
static void take_computer(ks_audited *a, ks_event *e, u64 record, u64 ticks)
{
    ks_str computer = ks_value_str(ks_event_system(e, KS_SYSTEM_COMPUTER), e->arena);
    ks_str known = { a->computer, a->computer_size };
    bool is_foreign = e->record_id != record;
    a->has_foreign = a->has_foreign || is_foreign;
    if (a->record && a->has_foreign && !ks_equal_fold(computer, known))
        a->is_collected = true;
    if (record <= a->record || computer.size > computer_size)
        return;
    if (computer.size)
        memcpy(a->computer, computer.at, computer.size);
    a->computer_size = computer.size;
    a->record = record;
    a->ticks = ticks;
}

void ks_audited_add(ks_audited *a, ks_event *e)
{
    u64 record = ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID), ticks = ks_event_ticks(e);
    if (!ks_audited_wants(e) || record == 0)
        return;
    take_computer(a, e, record, ticks);
    if (is_build(e))
        take_build(a, e, record);
    else
        take_audit(a, e, record, ticks);
}

// --- logs of a machine, together

static void join(proof *to, const proof *from)
{
    if (from->record > to->record)
        *to = *from;
}

static u64 later(u64 a, u64 b) { return a > b ? a : b; }

static void join_log(ks_audited *to, const ks_audited *from)
{
    for (size_t c = 0; c < state_categories; c++) {
        for (size_t s = 0; s < state_slots; s++) {
            for (size_t bit = 0; bit < 2; bit++) {
                join(&to->written[c][s][bit], &from->written[c][s][bit]);
                join(&to->changed[c][s][bit], &from->changed[c][s][bit]);
            }
        }
    }
    join(&to->command_line, &from->command_line);
    for (size_t i = 0; i < empties_least; i++)
        keep_empty(to, from->empties[i]);
    to->empty_ticks = later(to->empty_ticks, from->empty_ticks);
    to->user_policy = later(to->user_policy, from->user_policy);
    to->unread_change = later(to->unread_change, from->unread_change);
    if (from->build_record > to->build_record) {
        to->build_record = from->build_record;
        to->build = from->build;
    }
}

// What is known of a bit; its record is 0: nothing.
static proof bit_of(const ks_audited *a, size_t category, size_t slot, size_t bit)
{
    proof written = a->written[category][slot][bit], changed = a->changed[category][slot][bit];
    if (a->user_policy || written.record < a->unread_change)
        written = (proof){ 0 };
    if (changed.record < a->unread_change)
        changed = (proof){ 0 };
    return written.record > changed.record ? written : changed;
}

static ks_str where_of(u64 record, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, 16 + ks_number_size))
        return (ks_str){ 0 };
    KS_PUT(&out, "Security #");
    ks_out_u64(&out, record);
    return ks_out_str(&out);
}

static void tell_slots(ks_state *s, const ks_audited *a, state_audit *audit)
{
    for (size_t c = 0; c < state_categories; c++) {
        for (size_t k = 0; k < state_slots; k++) {
            proof success = bit_of(a, c, k, 0), failure = bit_of(a, c, k, 1);
            const proof *newest = success.record > failure.record ? &success : &failure;
            if (newest->record == 0)
                continue;
            u8 on = (u8)((success.is_on ? 1u : 0u) | (failure.is_on ? 2u : 0u));
            u8 open = (u8)((success.record ? 0u : 1u) | (failure.record ? 0u : 2u));
            audit->slots[c][k] = (state_audit_slot){ .is_there = true,
                                                     .value = on,
                                                     .other = on | open,
                                                     .is_ambiguous = open != 0,
                                                     .where = where_of(newest->record, s->arena),
                                                     .ticks = newest->ticks };
        }
    }
}

// ProcessCreationIncludeCmdLine_Enabled, as process starts show it, where no registry was seen.
static void tell_command_line(ks_state *s, const ks_audited *a)
{
    static const char key[] = "Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit";
    static const char name[] = "ProcessCreationIncludeCmdLine_Enabled";
    u64 oldest = a->empties[0];
    for (size_t i = 1; i < empties_least; i++)
        oldest = a->empties[i] < oldest ? a->empties[i] : oldest;
    bool is_off = oldest > a->command_line.record; // five and more since
    if (!is_off && a->command_line.record == 0)
        return;
    ks_reg_value seen;
    ks_arena scratch = *s->arena;
    if (state_value(s, KS_ROOT_SOFTWARE, key, name, &scratch, &seen) != STATE_OPEN)
        return;
    u8 *number = ks_take(s->arena, u8, 4);
    ks_hive_tree *tree = ks_hive_tree_new(s->arena, KS_STR("events"));
    ks_hive_tree_key *made = tree ? ks_hive_tree_make(tree, ks_str_of(key)) : NULL;
    if (number == NULL || made == NULL) {
        s->is_spent = true;
        return;
    }
    ks_store32(number, is_off ? 0 : 1);
    made->written_ticks = is_off ? a->empty_ticks : a->command_line.ticks;
    bool is_set =
        ks_hive_tree_set(tree, made, ks_str_of(name), KS_REGISTRY_DWORD, (ks_span){ number, 4 });
    s->is_spent = s->is_spent || !is_set;
    state_mount_registry(
        s, (state_mount){ .root = KS_ROOT_SOFTWARE, .registry = registry_of_tree(tree, s->arena) });
}

static ks_str host_of(const ks_audited *a)
{
    size_t size = 0;
    while (size < a->computer_size && a->computer[size] != '.')
        size++;
    return (ks_str){ a->computer, size };
}

static void name_machine(ks_state *s, const ks_audited *a)
{
    ks_machine *m = &s->machine;
    ks_str host = host_of(a), whole = { a->computer, a->computer_size };
    if (m->name.size)
        return;
    m->name = host;
    if (m->domain.size == 0 && whole.size > host.size + 1) {
        m->domain = ks_str_from(whole, host.size + 1);
        m->is_joined = true;
    }
}

static void tell(ks_state *s, const ks_audited *a)
{
    ks_machine *m = &s->machine;
    state_audit *audit = STATE_ADD(s, audits);
    if (audit == NULL)
        return;
    *audit = (state_audit){ .source = (u32)s->sources.count - 1 };
    tell_slots(s, a, audit);
    tell_command_line(s, a);
    name_machine(s, a);
    if (m->windows.build == 0)
        m->windows.build = a->build;
}

// --- which logs are the machine's

// The name of the machine is a NetBIOS name, that of events its DNS name: 15 characters agree.
static bool is_of(const ks_audited *a, ks_str name)
{
    enum { netbios_most = 15 };
    ks_str first = host_of(a);
    if (first.size > netbios_most && name.size == netbios_most)
        first.size = netbios_most;
    return ks_equal_fold(first, name);
}

static bool is_usable(const ks_state *s, const ks_state_file *file)
{
    const ks_audited *a = file->audited;
    return a && a->record && !a->is_collected &&
           (s->machine.name.size == 0 || is_of(a, s->machine.name));
}

// Where nothing else names the machine it is the one whose log is written last.
void state_load_audited(ks_state *s, ks_state_file *files, size_t count)
{
    ks_state_file *newest = NULL;
    for (size_t i = 0; i < count; i++) {
        if (is_usable(s, &files[i]) &&
            (newest == NULL || files[i].audited->ticks > newest->audited->ticks))
            newest = &files[i];
    }
    if (newest == NULL)
        return;
    ks_audited *all = ks_take(s->arena, ks_audited, 1);
    if (all == NULL) {
        s->is_spent = true;
        return;
    }
    *all = *newest->audited;
    for (size_t i = 0; i < count; i++) {
        if (&files[i] == newest || !is_usable(s, &files[i]) ||
            !ks_equal_fold(host_of(files[i].audited), host_of(all)))
            continue;
        join_log(all, files[i].audited);
        (void)state_add_source(s, &files[i], KS_STATE_EVTX, KS_TIER_IN_FORCE);
    }
    if (state_add_source(s, newest, KS_STATE_EVTX, KS_TIER_IN_FORCE))
        tell(s, all);
}
