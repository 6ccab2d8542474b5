// Event logs as a source of a machine's state: a second reading of what was given, for its events.
#include "cli/audit.h"

#include <string.h>

typedef struct {
    auditor *a;
    ks_audited *audited; // of `path`'s log; NULL: not among the machines' files
    ks_str path;
    size_t machine; // whose log that is: the next one is mostly its own as well
    bool is_spent;
} log_reading;

static bool is_log(const audit_machine *m, size_t file)
{
    return m->sources[file]->kind == KS_KIND_EVTX;
}

static bool has_logs(const auditor *a)
{
    for (size_t i = 0; i < a->machine_count; i++) {
        for (size_t k = 0; k < a->machines[i].file_count; k++) {
            if (is_log(&a->machines[i], k))
                return true;
        }
    }
    return false;
}

static void find_log(log_reading *r, ks_str path)
{
    r->path = path;
    r->audited = NULL;
    for (size_t i = 0; i < r->a->machine_count; i++) {
        size_t machine = (r->machine + i) % r->a->machine_count;
        const audit_machine *m = &r->a->machines[machine];
        for (size_t k = 0; k < m->file_count; k++) {
            if (!is_log(m, k) || !ks_str_equal(m->files[k].path, path))
                continue;
            r->audited = ks_audited_new(&r->a->arena);
            r->is_spent = r->is_spent || r->audited == NULL;
            r->machine = machine;
            m->files[k].audited = r->audited;
            return;
        }
    }
}

static bool wants(void *own, const ks_event *e)
{
    (void)own;
    return ks_audited_wants(e);
}

static bool on_event(void *own, ks_event *e, ks_out *out)
{
    log_reading *r = own;
    (void)out;
    if (r->path.at == NULL || !ks_str_equal(r->path, e->path))
        find_log(r, e->path);
    if (r->audited)
        ks_audited_add(r->audited, e);
    return false;
}

static bool on_block(void *own, const ks_block *block, ks_fail *fail)
{
    const log_reading *r = own;
    (void)block;
    return !r->is_spent || ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("state"));
}

bool audit_read_logs(auditor *a, ks_fail *fail)
{
    const options *o = a->run->given;
    const char **paths = ks_take(&a->run->arena, const char *, o->argument_count + 1);
    size_t count = 0;
    ks_sources *sources;
    ks_sources_options wanted = { .interrupted = a->run->interrupted, .gives_copies = true };
    log_reading r = { .a = a };
    if (paths == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    for (size_t i = 0; i < o->argument_count; i++) {
        if (strcmp(o->arguments[i], "-") != 0) // which cannot be read twice
            paths[count++] = o->arguments[i];
    }
    if (count == 0 || !has_logs(a))
        return true;
    if (!ks_sources_open(&sources, paths, count, &wanted, &a->run->arena, fail))
        return false;
    // One worker: what it finds is shared by nobody.
    ks_reading reading = { .shared = &r,
                           .event = on_event,
                           .deliver = on_block,
                           .wants = wants,
                           .threads = 1,
                           .interrupted = a->run->interrupted,
                           .keep_repeats = true };
    bool is_read = ks_read_events(sources, &reading, &a->run->arena, fail);
    ks_sources_close(sources);
    return is_read;
}
