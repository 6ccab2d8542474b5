// konseki audit: how machines are set, against what a profile asks. Folders and archives are a
// machine each; files that are given one by one are one machine together.
#include "cli/audit.h"

#include "cli/commands.h"
#include "cli/terminal.h"
#include "state/words.h"

static const size_t arena_budget = (size_t)8 << 30, arena_least = (size_t)64 << 20;
static const u64 text_most = 16 << 20, hive_most = (u64)2 << 30;
enum { head_size = 4096, out_size = 4 << 20 };

static bool is_spent(ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("state"));
}

// --- whose file it is

static bool is_below(ks_str path, ks_str argument)
{
    while (argument.size > 1 && argument.at[argument.size - 1] == '/')
        argument.size--;
    return path.size > argument.size && !memcmp(path.at, argument.at, argument.size) &&
           (path.at[argument.size] == '/' || path.at[argument.size] == '!' ||
            argument.at[argument.size - 1] == '/');
}

// The longest argument that the source lies in; empty: it was given itself.
static ks_str argument_of(const options *o, ks_str path)
{
    ks_str best = { 0 };
    for (size_t i = 0; i < o->argument_count; i++) {
        ks_str argument = ks_str_of(o->arguments[i]);
        if (argument.size > best.size && is_below(path, argument))
            best = argument;
    }
    return best;
}

static audit_machine *machine_of(auditor *a, ks_str argument)
{
    for (size_t i = 0; i < a->machine_count; i++) {
        if (ks_str_equal(a->machines[i].argument, argument))
            return &a->machines[i];
    }
    if (a->machine_count == a->machine_capacity) {
        size_t capacity = a->machine_capacity ? a->machine_capacity : 8;
        audit_machine *grown = a->machines ? ks_arena_grow(&a->arena, a->machines, sizeof *grown,
                                                           a->machine_count, &capacity)
                                           : ks_take(&a->arena, audit_machine, capacity);
        if (grown == NULL)
            return NULL;
        a->machines = grown;
        a->machine_capacity = capacity;
    }
    audit_machine *m = &a->machines[a->machine_count++];
    *m = (audit_machine){ .argument = argument, .label = argument };
    return m;
}

// --- reading

typedef struct {
    u8 *at;
    size_t size, capacity;
} content;

// Reads on until `most` bytes are there, or the end. False: past the budget or the stream broke.
static bool read_up_to(auditor *a, ks_stream *stream, content *c, u64 most, ks_fail *fail)
{
    while (c->size < most) {
        size_t got = 0;
        if (c->size == c->capacity) {
            c->at = ks_arena_grow(&a->arena, c->at, 1, c->size, &c->capacity);
            if (c->at == NULL)
                return is_spent(fail);
        }
        size_t room = c->capacity - c->size;
        if (room > most - c->size)
            room = (size_t)(most - c->size);
        if (!stream->read(stream, c->at + c->size, room, &got, fail))
            return false;
        if (got == 0)
            return true;
        c->size += got;
    }
    return true;
}

// How much of a file is wanted: hives and policies whole, logs for their size, the rest not.
static u64 wanted_size(const ks_source *source, ks_span head)
{
    if (source->kind == KS_KIND_EVTX)
        return head.size;
    if (head.at && head.size >= 4 && !memcmp(head.at, "regf", 4))
        return hive_most;
    if (source->kind == KS_KIND_OTHER || source->kind == KS_KIND_UNKNOWN)
        return text_most;
    return 0;
}

static bool add_file(auditor *a, const ks_source *source, ks_stream *stream, const content *c)
{
    audit_machine *m = machine_of(a, argument_of(a->run->given, source->path));
    if (m == NULL)
        return false;
    if (m->file_count == m->file_capacity) {
        size_t capacity = m->file_capacity ? m->file_capacity : 16, same = capacity;
        m->files = m->files ? ks_arena_grow(&a->arena, m->files, sizeof *m->files, m->file_count,
                                            &capacity)
                            : ks_take(&a->arena, ks_state_file, capacity);
        m->sources = m->sources ? ks_arena_grow(&a->arena, m->sources, sizeof *m->sources,
                                                m->file_count, &same)
                                : ks_take(&a->arena, const ks_source *, capacity);
        if (m->files == NULL || m->sources == NULL)
            return false;
        m->file_capacity = capacity;
    }
    m->sources[m->file_count] = source;
    m->files[m->file_count++] =
        (ks_state_file){ .path = source->path,
                         .bytes = { c->at, c->size },
                         .size = stream->size == UINT64_MAX ? 0 : stream->size,
                         .ledger = source->ledger };
    return true;
}

static bool take_source(void *own, ks_source *source, ks_stream *stream, ks_fail *fail)
{
    auditor *a = own;
    size_t known = stream->size < hive_most ? (size_t)stream->size + 1 : head_size;
    content c = { .capacity = known < head_size ? head_size : known };
    ks_fail broken = { 0 };
    ks_arena before = a->arena;
    c.at = ks_arena_take(&a->arena, 1, c.capacity, 16);
    if (c.at == NULL)
        return is_spent(fail);
    bool is_read = read_up_to(a, stream, &c, head_size, &broken);
    u64 most = wanted_size(source, (ks_span){ c.at, c.size });
    is_read = is_read && (most <= c.size || read_up_to(a, stream, &c, most, &broken));
    source->ledger->size = c.size;
    if (!is_read) {
        if (broken.reason == KS_INTERRUPTED || broken.reason == KS_OVER_BUDGET) {
            *fail = broken;
            return false;
        }
        ks_ledger_add(
            source->ledger,
            (ks_ledger_row){ .kind = KS_LEDGER_UNREAD, .offset = c.size, .fail = broken });
    }
    if (c.size == 0 || most == 0) {
        a->arena = before;
        return true;
    }
    return add_file(a, source, stream, &c) || is_spent(fail);
}

// --- profile and options

static bool read_file(auditor *a, const char *path, ks_str *text, ks_fail *fail)
{
    ks_file file;
    ks_os_info info;
    size_t got = 0;
    if (!ks_os_look(path, &info, fail) || !ks_os_open(path, &file, fail))
        return false;
    u64 size = info.size < text_most ? info.size : text_most;
    u8 *bytes = ks_arena_take(&a->arena, 1, (size_t)size + 1, 1);
    bool is_read = bytes ? ks_os_read_at(file, 0, bytes, (size_t)size, &got, fail) : is_spent(fail);
    ks_os_close(&file);
    *text = (ks_str){ (const char *)bytes, got };
    return is_read;
}

// One of Konseki's own by its name, else a file; a name that is neither is said as such.
static bool open_profile(auditor *a, ks_fail *fail)
{
    const char *name = options_value(a->run->given, OPTION_PROFILE);
    ks_os_info info;
    ks_fail none = { 0 };
    ks_str text;
    if (name == NULL)
        name = "recommended";
    if (ks_profile_open(ks_str_of(name), &a->arena, &a->profile, fail))
        return true;
    if (fail->reason != KS_NO_PROFILE || !ks_os_look(name, &info, &none) || info.kind != KS_OS_FILE)
        return false;
    *fail = (ks_fail){ 0 };
    return read_file(a, name, &text, fail) &&
           ks_profile_read(text, (ks_str){ 0 }, &a->arena, &a->profile, fail);
}

static void read_how(auditor *a)
{
    const char *role = options_value(a->run->given, OPTION_ROLE);
    a->how.with_unconfirmed = options_has(a->run->given, OPTION_UNCONFIRMED);
    a->how.has_role = role != NULL;
    for (u32 i = 0; role && i < KS_ROLE_COUNT; i++) {
        if (ks_str_equal(ks_role_word((ks_role)i), ks_str_of(role)))
            a->how.role = (ks_role)i;
    }
}

// --- judging

static void note_unused(auditor *a, const audit_machine *m)
{
    bool is_verbose = options_has(a->run->given, OPTION_VERBOSE);
    for (size_t i = 0; i < m->file_count; i++) {
        bool is_hive = m->files[i].bytes.size > 4 && !memcmp(m->files[i].bytes.at, "regf", 4);
        if (!m->files[i].is_used && (is_verbose || is_hive))
            run_note(a->run, KS_SAY_AUDIT_UNUSED, &(ks_words){ .text = { m->files[i].path } });
    }
}

static bool judge(auditor *a, audit_machine *m, ks_fail *fail)
{
    if (!ks_state_open(m->files, m->file_count, &a->arena, &m->state, fail))
        return false;
    const ks_machine *machine = ks_state_machine(m->state);
    if (machine->name.size)
        m->label = machine->name;
    if (m->label.size == 0)
        m->label = ks_str_of(a->run->given->arguments[0]);
    note_unused(a, m);
    if (!ks_audit_state(m->state, &a->profile, &a->how, &a->arena, &m->result))
        return is_spent(fail);
    if (m->result.is_role_guessed && ks_state_source_count(m->state))
        run_note(a->run, KS_SAY_AUDIT_ROLE_GUESSED, &(ks_words){ .text = { m->label } });
    if (m->result.counts[KS_MEETING_NOT] || m->result.counts[KS_MEETING_DEAD])
        a->run->is_asked_so = true;
    return true;
}

bool audit_give(auditor *a, ks_fail *fail)
{
    if (a->out.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, out_size, 0, KS_STR("output"));
    bool is_given = run_write(a->run, ks_out_str(&a->out), fail);
    ks_out_clear(&a->out);
    return is_given;
}

const ks_said *audit_said(const ks_instance *instance)
{
    return instance->in_force ? instance->in_force : instance->policy;
}

ks_str audit_value(ks_out *out, const ks_audit_part *part, ks_setting_value value, ks_lang lang)
{
    ks_str choice = ks_setting_choice_text(part->part, value, lang);
    ks_out_clear(out);
    ks_out_setting_value_like(out, part->part->type, part->want, value, lang);
    if (choice.size && part->part->type != KS_TYPE_AUDIT) { // whose words say the same
        KS_PUT(out, " (");
        ks_out_put(out, choice);
        KS_PUT(out, ")");
    }
    return ks_out_str(out);
}

static bool print(auditor *a, ks_fail *fail)
{
    const options *o = a->run->given;
    if (options_is(o, OPTION_FORMAT, "json"))
        return audit_print_json(a, fail);
    if (options_is(o, OPTION_FORMAT, "html"))
        return audit_print_page(a, fail);
    if (options_is(o, OPTION_FORMAT, "csv"))
        return a->has_coverage ? audit_coverage_csv(a, fail) : audit_print_csv(a, fail);
    return a->machine_count > 1 ? audit_print_matrix(a, fail) : audit_print_text(a, fail);
}

static bool audit_all(auditor *a, ks_fail *fail)
{
    if (!ks_out_open(&a->out, &a->run->arena, out_size))
        return ks_refuse(fail, KS_OVER_BUDGET, out_size, 0, KS_STR("run"));
    read_how(a);
    if (!open_profile(a, fail) || !audit_open_coverage(a, fail) ||
        !run_read_sources(a->run, take_source, a, fail) || !audit_read_logs(a, fail))
        return false;
    size_t used = 0;
    for (size_t i = 0; i < a->machine_count; i++) {
        if (!judge(a, &a->machines[i], fail))
            return false;
        if (ks_state_source_count(a->machines[i].state))
            a->machines[used++] = a->machines[i];
    }
    a->machine_count = used;
    if (used == 0)
        return ks_refuse(fail, KS_NO_STATE, 0, 0, ks_str_of(a->run->given->arguments[0]));
    return print(a, fail) && audit_close_layer(a, fail);
}

int command_audit(const options *given)
{
    run r;
    int status = STATUS_FAILED;
    auditor a = { .run = &r, .layer = { .file = { -1 } } };
    ks_fail fail = { 0 };
    if (!run_open_files(&r, given, &status))
        return status;
    bool is_open = ks_arena_open_down_to(&a.arena, "state", arena_budget, arena_least);
    a.whole = a.arena;
    bool is_done = is_open ? audit_all(&a, &fail) : is_spent(&fail);
    output_drop(&a.layer);
    status = run_close(&r, is_done, &fail);
    if (a.rules.whole.at)
        ks_arena_close(&a.rules.whole);
    if (is_open)
        ks_arena_close(&a.whole);
    return status;
}
