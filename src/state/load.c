// Files into sources: what each is, whose it is, and where its keys stand.
#include "base/fold.h"
#include "state/state_own.h"

// The n-th name of the path from its end: 0 is the file.
ks_str state_path_name(ks_str path, size_t n)
{
    for (;; n--) {
        size_t size = path.size;
        while (size && path.at[size - 1] != '/' && path.at[size - 1] != '\\')
            size--;
        if (n == 0)
            return ks_str_from(path, size);
        if (size == 0)
            return (ks_str){ 0 };
        path.size = size - 1;
    }
}

bool state_path_has(ks_str path, const char *folder)
{
    for (size_t n = 1;; n++) {
        ks_str name = state_path_name(path, n);
        if (name.size == 0)
            return false;
        if (ks_equal_fold(name, ks_str_of(folder)))
            return true;
    }
}

ks_state_source *state_add_source(ks_state *s, ks_state_file *file, ks_state_format format,
                                  ks_state_tier tier)
{
    ks_state_source *source = STATE_ADD(s, sources);
    ks_ledger **ledger = STATE_ADD(s, ledgers);
    if (source == NULL || ledger == NULL)
        return NULL;
    *source = (ks_state_source){ .path = file->path, .format = format, .tier = tier };
    *ledger = file->ledger;
    file->is_used = true;
    return source;
}

void state_mount_registry(ks_state *s, state_mount what)
{
    state_mount *added = what.registry ? STATE_ADD(s, mounts) : NULL;
    if (added == NULL) {
        s->is_spent = true;
        return;
    }
    what.source = (u32)s->sources.count - 1;
    *added = what;
}

// --- hives

// What tells a hive: keys that no other has.
static const struct {
    const char *key;
    u32 root;
    const char *name;
} marks[] = {
    { "Select", KS_ROOT_SYSTEM, "SYSTEM" },
    { "Microsoft\\Windows NT\\CurrentVersion", KS_ROOT_SOFTWARE, "SOFTWARE" },
    { "Microsoft\\Windows\\CurrentVersion", KS_ROOT_SOFTWARE, "SOFTWARE" },
    { "Policy\\PolAdtEv", KS_ROOT_SECURITY, "SECURITY" },
    { "Policy\\Accounts", KS_ROOT_SECURITY, "SECURITY" },
    { "SAM\\Domains", KS_ROOT_SAM, "SAM" },
    { "Objects\\{9dea862c-5cdd-4e70-acc1-f32b344d4795}", state_root_bcd, "BCD" },
    { "Software\\Microsoft", KS_ROOT_USER, "NTUSER.DAT" },
    { "Control Panel", KS_ROOT_USER, "NTUSER.DAT" },
};

static bool is_log(ks_str path)
{
    return ks_ends_fold(path, KS_STR(".LOG1")) || ks_ends_fold(path, KS_STR(".LOG2")) ||
           ks_ends_fold(path, KS_STR(".LOG"));
}

static void find_logs(const ks_state_file *hive, ks_state_file *files, size_t count,
                      ks_hive_sources *from)
{
    for (size_t i = 0; i < count && from->log_count < ks_hive_logs_most; i++) {
        ks_str path = files[i].path;
        if (!is_log(path) || path.size <= hive->path.size ||
            !ks_equal_fold((ks_str){ path.at, hive->path.size }, hive->path) ||
            path.at[hive->path.size] != '.')
            continue;
        from->logs[from->log_count++].bytes = files[i].bytes;
        files[i].is_used = true;
    }
}

// Of the machine's own hives one counts: those that Windows saves elsewhere (RegBack) come last.
static bool is_taken(const ks_state *s, u32 root)
{
    for (size_t i = 0; i < s->mounts.count; i++) {
        if (s->mounts.items[i].root == root && root != KS_ROOT_USER)
            return true;
    }
    return false;
}

static ks_str user_of(ks_str path)
{
    ks_str file = state_path_name(path, 0), folder = state_path_name(path, 1);
    if (ks_equal_fold(file, KS_STR("DEFAULT")))
        return KS_STR(".DEFAULT");
    return ks_ends_fold(file, KS_STR("NTUSER.DAT")) && folder.size ? folder : file;
}

// "SYSTEM" of "C:\\Windows\\System32\\config\\SYSTEM" and CurrentControlSet's real name.
static void mount_hive(ks_state *s, ks_state_source *source, ks_hive *hive, u32 root,
                       ks_registry *registry)
{
    state_mount what = { .root = root, .registry = registry };
    ks_hive_key set;
    bool is_guessed = false;
    if (root == KS_ROOT_SYSTEM && ks_hive_control_set(hive, s->arena, &set, &is_guessed))
        what.current = registry_name(set.name, s->arena);
    if (root == KS_ROOT_USER)
        what.user = source->user = user_of(source->path);
    source->written_ticks = ks_hive_look(hive)->written_ticks;
    state_mount_registry(s, what);
}

static void read_audit(ks_state *s)
{
    ks_reg_value value;
    const state_mount *m = &s->mounts.items[s->mounts.count - 1];
    ks_reg_key key;
    state_audit *audit = ks_take(s->arena, state_audit, 1);
    if (audit == NULL) {
        s->is_spent = true;
        return;
    }
    if (!state_key(s, m, KS_STR("Policy\\PolAdtEv"), s->arena, &key) ||
        !m->registry->value(m->registry, &key, (ks_str){ 0 }, s->arena, &value) ||
        !state_audit_read(value.data, audit))
        return;
    audit->source = m->source;
    audit->written_ticks = key.written_ticks;
    audit->where = KS_STR("HKLM\\SECURITY\\Policy\\PolAdtEv");
    state_audit *added = STATE_ADD(s, audits);
    if (added)
        *added = *audit;
}

static void load_hive(ks_state *s, ks_state_file *files, size_t count, size_t number)
{
    ks_state_file *file = &files[number];
    ks_hive_sources from = { .hive.bytes = file->bytes, .ledger = file->ledger };
    ks_hive *hive;
    ks_fail fail = { 0 };
    ks_reg_key key;
    find_logs(file, files, count, &from);
    ks_registry *registry = NULL;
    if (ks_hive_open(&from, s->arena, &hive, &fail))
        registry = registry_of_hive(hive, file->ledger, s->arena);
    if (registry == NULL)
        return;
    for (size_t i = 0; i < countof(marks); i++) {
        if (!registry->find(registry, ks_str_of(marks[i].key), s->arena, &key))
            continue;
        if (is_taken(s, marks[i].root))
            return;
        ks_state_source *source = state_add_source(s, file, KS_STATE_HIVE, KS_TIER_IN_FORCE);
        if (source == NULL)
            return;
        source->name = ks_str_of(marks[i].name);
        mount_hive(s, source, hive, marks[i].root, registry);
        if (marks[i].root == KS_ROOT_SECURITY && !s->is_spent)
            read_audit(s);
        return;
    }
}

// "Microsoft-Windows-Sysmon%4Operational.evtx": how large a channel's log is.
static void load_log(ks_state *s, ks_state_file *file)
{
    ks_str name = state_path_name(file->path, 0);
    ks_out out;
    if (!ks_ends_fold(name, KS_STR(".evtx")) || !ks_out_open(&out, s->arena, name.size))
        return;
    for (size_t i = 0; i + 5 < name.size; i++) {
        bool is_slash = i + 6 < name.size && name.at[i] == '%' && name.at[i + 1] == '4';
        ks_out_byte(&out, is_slash ? '/' : name.at[i]);
        i += is_slash;
    }
    state_log *log = STATE_ADD(s, logs);
    if (log)
        *log = (state_log){ ks_out_str(&out),
                            file->size > file->bytes.size ? file->size : file->bytes.size };
    file->is_used = true;
}

// Hives first, copies that Windows keeps last; then what is weaker.
void state_load(ks_state *s, ks_state_file *files, size_t count)
{
    for (int saved = 0; saved < 2; saved++) {
        for (size_t i = 0; i < count; i++) {
            if (ks_hive_is_one(files[i].bytes) && !is_log(files[i].path) &&
                state_path_has(files[i].path, "RegBack") == saved)
                load_hive(s, files, count, i);
        }
    }
    for (size_t i = 0; i < count; i++) {
        ks_state_file *file = &files[i];
        if (file->is_used || file->bytes.size == 0 || ks_hive_is_one(file->bytes))
            continue;
        if (file->bytes.size > 8 && memcmp(file->bytes.at, "ElfFile", 8) == 0)
            load_log(s, file);
        else
            state_load_policy(s, file);
    }
}
