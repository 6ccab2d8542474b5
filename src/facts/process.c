// Processes out of starts and ends (answers 4.1). Process ids are used again within seconds, ends
// are often missing, and two logs may tell of one process: an id names the instance whose life
// contains the moment, a Sysmon start within two seconds of an audited one with the same file name
// is the same process, and nothing is carried over a boot.
#include "base/ticks.h"
#include "facts/kinds.h"
#include "facts/process_own.h"

#define same_start ((u64)2 * ks_ticks_per_second)
enum { twins_looked_at = 1000 }; // instances of one pid in one boot

const char *const ks_process_end_words[KS_END_COUNT] = {
#define X(name, word) word,
    KS_ENDS(X)
#undef X
};

// The path behind its drive, device or prefix: what two ways to write it have in common.
static ks_str bare_path(ks_str path)
{
    ks_str device = KS_STR("\\device\\harddiskvolume");
    if (path.size > 4 && path.at[0] == '\\' && path.at[3] == '\\' &&
        (path.at[1] == '?' || path.at[1] == '\\'))
        path = (ks_str){ path.at + 4, path.size - 4 };
    if (path.size > 2 && path.at[1] == ':')
        return (ks_str){ path.at + 2, path.size - 2 };
    if (path.size <= device.size || !ks_fold_equal((ks_str){ path.at, device.size }, device))
        return path;
    size_t from = device.size;
    while (from < path.size && path.at[from] != '\\')
        from++;
    return ks_str_from(path, from);
}

bool ks_path_equal(ks_str a, ks_str b)
{
    return ks_fold_equal(a, b) || ks_fold_equal(bare_path(a), bare_path(b));
}

// --- tables
bool numbered(ks_table *t, u32 **values, size_t *capacity, ks_span key, u32 value, ks_arena *arena)
{
    u32 number = ks_table_add(t, arena, key);
    if (number == ks_table_none)
        return false;
    while (number >= *capacity) {
        u32 *grown = ks_arena_grow(arena, *values, sizeof *grown, *capacity, capacity);
        if (grown == NULL)
            return false;
        *values = grown;
    }
    (*values)[number] = value;
    return true;
}

typedef struct {
    u32 host, boot, pid;
} pid_key;

static ks_span span_of(const pid_key *key) { return (ks_span){ (const u8 *)key, sizeof *key }; }

u32 process_newest(const joining *j, u32 host, u32 boot, u32 pid)
{
    pid_key key = { host, boot, pid };
    u32 number = ks_table_find(&j->by_pid, span_of(&key));
    KS_ASSERT(number == ks_table_none || j->newest);
    return number == ks_table_none ? ks_no_process : j->newest[number];
}

typedef struct {
    u8 bytes[4 + 38];
    size_t size;
} guid_key;

static guid_key guid_key_of(u32 host, ks_str guid)
{
    guid_key key = { { 0 }, 4 };
    ks_store32(key.bytes, host);
    for (size_t i = 0; i < guid.size && key.size < sizeof key.bytes; i++)
        if (guid.at[i] != '{' && guid.at[i] != '}')
            key.bytes[key.size++] = (u8)ks_fold(guid.at[i]);
    return key;
}

// A GUID of zeros names nothing.
static bool is_guid(ks_str guid)
{
    for (size_t i = 0; i < guid.size; i++)
        if (guid.at[i] != '0' && guid.at[i] != '-' && guid.at[i] != '{' && guid.at[i] != '}')
            return true;
    return false;
}

u32 process_by_guid(const joining *j, u32 host, ks_str guid)
{
    if (!is_guid(guid))
        return ks_no_process;
    guid_key key = guid_key_of(host, guid);
    u32 number = ks_table_find(&j->by_guid, (ks_span){ key.bytes, key.size });
    KS_ASSERT(number == ks_table_none || j->with_guid);
    return number == ks_table_none ? ks_no_process : j->with_guid[number];
}

static bool note_guid(joining *j, u32 process)
{
    const ks_process *p = &j->items[process].is;
    if (!is_guid(p->guid))
        return true;
    guid_key key = guid_key_of(p->host, p->guid);
    return numbered(&j->by_guid, &j->with_guid, &j->with_guid_capacity,
                    (ks_span){ key.bytes, key.size }, process, j->m->arena);
}

u32 process_add(joining *j, const joined_process *p)
{
    if (j->count == j->capacity) {
        joined_process *grown =
            ks_arena_grow(j->m->arena, j->items, sizeof *grown, j->count, &j->capacity);
        if (grown == NULL)
            return ks_no_process;
        j->items = grown;
    }
    j->items[j->count] = *p;
    return (u32)j->count++;
}

static bool add_instance(joining *j, joined_process *p)
{
    pid_key key = { p->is.host, p->is.boot, p->is.pid };
    p->before = process_newest(j, key.host, key.boot, key.pid);
    u32 number = process_add(j, p);
    return number != ks_no_process && note_guid(j, number) &&
           numbered(&j->by_pid, &j->newest, &j->newest_capacity, span_of(&key), number,
                    j->m->arena);
}

// --- joining
static u64 apart(u64 a, u64 b) { return a > b ? a - b : b - a; }

static bool is_same_start(const joined_process *a, const joined_process *b)
{
    if (apart(a->is.start_ticks, b->is.start_ticks) <= same_start)
        return true;
    // Sysmon's record may come seconds late; its own time of the start does not.
    u64 own = b->utc_ticks ? b->utc_ticks : a->utc_ticks;
    u64 other = b->utc_ticks ? a->is.start_ticks : b->is.start_ticks;
    return own && apart(own, other) <= same_start;
}

static bool is_same_name(ks_str a, ks_str b)
{
    return a.size == 0 || b.size == 0 || ks_fold_equal(ks_base_name(a), ks_base_name(b));
}

// The instance that this start tells of as well, from the other log.
static u32 twin_start(const joining *j, const joined_process *p)
{
    u32 same = process_by_guid(j, p->is.host, p->is.guid);
    if (same != ks_no_process && j->items[same].is.pid == p->is.pid)
        return same;
    // In order of time, so the other log's record is not far; no log makes this take for ever.
    u32 most = twins_looked_at;
    for (u32 i = process_newest(j, p->is.host, p->is.boot, p->is.pid); i != ks_no_process && most--;
         i = j->items[i].before) {
        const joined_process *q = &j->items[i];
        bool is_told = (p->has_audit && q->has_audit) || (p->has_sysmon && q->has_sysmon);
        if (!is_told && q->is.seen != KS_SEEN_END && is_same_start(q, p) &&
            is_same_name(p->is.image, q->is.image))
            return i;
    }
    return ks_no_process;
}

static bool note_start(joining *j, joined_process *p)
{
    u32 twin = twin_start(j, p);
    if (twin != ks_no_process) {
        joined_process *q = &j->items[twin];
        bool knew_start = q->is.events[start_event] != ks_no_event;
        process_enrich(q, p);
        if (!knew_start) {
            q->is.start_ticks = p->is.start_ticks;
            q->is.seen = p->is.seen;
        } else if (q->is.seen == KS_SEEN_OTHER) {
            q->is.seen = p->is.seen;
        }
        q->is.events[knew_start ? second_event : start_event] = p->is.events[start_event];
        return note_guid(j, twin);
    }
    u32 open = process_newest(j, p->is.host, p->is.boot, p->is.pid);
    if (open != ks_no_process && j->items[open].is_open) {
        j->items[open].is_open = false;
        j->items[open].is.end_how = KS_END_REUSED;
        j->items[open].is.end_ticks = p->is.start_ticks;
    }
    return add_instance(j, p);
}

// The instance that ends here: by GUID, else the newest of its pid, if the name fits.
static u32 ending(const joining *j, const joined_process *p)
{
    u32 same = process_by_guid(j, p->is.host, p->is.guid);
    if (same != ks_no_process)
        return same;
    u32 newest = process_newest(j, p->is.host, p->is.boot, p->is.pid);
    if (newest == ks_no_process)
        return newest;
    const joined_process *q = &j->items[newest];
    bool is_second =
        q->is.end_how == KS_END_RECORDED && apart(q->is.end_ticks, p->is.end_ticks) <= same_start;
    return (q->is_open || is_second) && is_same_name(p->is.image, q->is.image) ? newest
                                                                               : ks_no_process;
}

static bool note_end(joining *j, joined_process *p)
{
    u32 found = ending(j, p);
    if (found != ks_no_process) {
        ks_process *q = &j->items[found].is;
        j->items[found].is_open = false;
        if (p->is.has_exit && !q->has_exit) {
            q->has_exit = true;
            q->exit_code = p->is.exit_code;
        }
        if (q->end_how == KS_END_RECORDED)
            return true;
        q->end_how = KS_END_RECORDED;
        q->end_ticks = p->is.end_ticks;
        q->events[end_event] = p->is.events[end_event];
        return true;
    }
    // What was open under this pid is another program: it ended without a word.
    u32 open = process_newest(j, p->is.host, p->is.boot, p->is.pid);
    if (open != ks_no_process && j->items[open].is_open) {
        j->items[open].is_open = false;
        j->items[open].is.end_how = KS_END_REUSED;
        j->items[open].is.end_ticks = 0; // somewhere before this one's unknown start
    }
    return add_instance(j, p);
}

static void close_at_boots(joining *j)
{
    for (size_t i = 0; i < j->count; i++) {
        joined_process *p = &j->items[i];
        const ks_host *host = &j->m->hosts[p->is.host];
        const ks_boot *boot = &host->boots[p->is.boot];
        if (!p->is_open || (p->is.boot + 1 >= host->boot_count && !boot->is_end_known))
            continue;
        p->is.end_how = KS_END_RESTART;
        p->is.end_ticks = boot->end_ticks;
    }
}

bool processes_find(facts_making *m)
{
    joining j = { .m = m };
    for (u32 i = 0; i < m->event_count; i++) {
        joined_process p;
        if (!process_read(m, i, &p))
            continue;
        bool is_joined = p.is.seen == KS_SEEN_END ? note_end(&j, &p) : note_start(&j, &p);
        if (!is_joined)
            return false;
    }
    close_at_boots(&j);
    return processes_link(&j);
}
