// Processes of the page. Leaves of one parent that are alike (the same program with the same
// command line, user, elevation and integrity) are folded into one row; what findings name never
// is. A case that is too large even so keeps what findings name with its ancestors and children,
// then the earliest; the rest is in case.db.
#include "case/report.h"

#include "base/number.h"

enum {
    row_size = 115, // of a row without its strings, as written
    depth_most = 64 // ancestors
};

typedef struct {
    report *p;
    const ks_process *items;
    u32 count;
    u8 *is_named;  // a finding speaks of it
    u8 *is_parent; // it has children
    u32 *head;     // the first of the fold that it is in; itself: none, or it is the first
    u64 left;      // bytes that may still be spent
} folding;

static bool is_alike(const ks_process *a, const ks_process *b)
{
    return a->host == b->host && a->parent == b->parent && a->token == b->token &&
           a->integrity == b->integrity && a->seen == b->seen && ks_str_equal(a->image, b->image) &&
           ks_str_equal(a->command, b->command) && ks_str_equal(a->user, b->user);
}

static bool may_fold(const folding *f, u32 i)
{
    return !f->is_named[i] && !f->is_parent[i] && f->items[i].seen != KS_SEEN_NOT;
}

// Leaves that follow each other among the children of one parent.
static bool fold_runs(folding *f, ks_arena scratch)
{
    size_t hosts = f->p->c->facts->host_count;
    u32 *last = ks_take(&scratch, u32, f->count + hosts + 1); // by parent: head of its last child
    if (last == NULL)
        return false;
    for (u32 i = 0; i < f->count; i++) {
        const ks_process *is = &f->items[i];
        u32 parent = is->parent == ks_no_process ? f->count + is->host : is->parent;
        u32 head = last[parent] ? last[parent] - 1 : i;
        bool is_folded =
            head != i && may_fold(f, i) && may_fold(f, head) && is_alike(is, &f->items[head]);
        f->head[i] = is_folded ? head : i;
        last[parent] = f->head[i] + 1;
    }
    return true;
}

// Leaves anywhere among the children of one parent: for a case that is too large otherwise.
static bool fold_groups(folding *f, ks_arena scratch)
{
    ks_table table = { 0 };
    u32 *heads = ks_take(&scratch, u32, f->count + 1);
    if (heads == NULL)
        return false;
    for (u32 i = 0; i < f->count; i++) {
        const ks_process *is = &f->items[i];
        f->head[i] = i;
        if (!may_fold(f, i))
            continue;
        u64 key[] = { (u64)is->host << 32 | is->parent, (u64)is->token << 32 | is->integrity,
                      ks_hash(ks_str_span(is->image), 1), ks_hash(ks_str_span(is->command), 2),
                      ks_hash(ks_str_span(is->user), 3) };
        u32 number = ks_table_add(&table, &scratch, (ks_span){ (const u8 *)key, sizeof key });
        if (number == ks_table_none)
            return false;
        if (number == table.count - 1 && heads[number] == 0)
            heads[number] = i + 1;
        if (is_alike(is, &f->items[heads[number] - 1]))
            f->head[i] = heads[number] - 1;
    }
    return true;
}

// How many each row stands for; folds that are too small are taken apart. Gives the rows' count.
static u32 count_folds(folding *f)
{
    u32 *fold = f->p->processes.fold;
    for (u32 i = 0; i < f->count; i++)
        fold[i] = 0;
    for (u32 i = 0; i < f->count; i++)
        fold[f->head[i]]++;
    u32 rows = 0;
    for (u32 i = 0; i < f->count; i++) {
        if (fold[f->head[i]] < report_fold_least)
            f->head[i] = i;
    }
    for (u32 i = 0; i < f->count; i++)
        fold[i] = 0;
    for (u32 i = 0; i < f->count; i++)
        fold[f->head[i]]++;
    for (u32 i = 0; i < f->count; i++)
        rows += fold[i] > 0;
    return rows;
}

// Takes the process, or the fold that it is in, into the page, its ancestors first.
static void keep(folding *f, u32 process)
{
    u32 *row = f->p->processes.row;
    for (u32 step = 0; process != ks_no_process && step < depth_most; step++) {
        u32 head = f->head[process];
        const ks_process *is = &f->items[head];
        u64 size = row_size;
        if (row[head] == REPORT_NONE) {
            u64 before = f->p->words.size;
            (void)report_string(&f->p->words, is->image);
            (void)report_string(&f->p->words, is->command);
            (void)report_string(&f->p->words, is->user);
            size += f->p->words.size - before;
            if (f->p->processes.count == report_processes_most || size > f->left) {
                f->left = 0;
                return;
            }
            f->left -= size;
            row[head] = 0;
            f->p->processes.count++;
        }
        process = is->parent;
    }
}

// What findings name, with ancestors and children.
static void mark_near(folding *f)
{
    u8 *is_near = f->p->processes.is_near;
    for (u32 i = 0; i < f->count; i++) {
        u32 parent = f->items[i].parent;
        if (parent != ks_no_process && f->is_named[parent])
            is_near[i] = 1;
        u32 at = f->is_named[i] ? i : ks_no_process;
        for (u32 step = 0; at != ks_no_process && step < depth_most; step++) {
            is_near[at] = 1;
            at = f->items[at].parent;
        }
    }
}

static void keep_all(folding *f)
{
    mark_near(f);
    for (u32 i = 0; i < f->count && f->left; i++)
        if (f->p->processes.is_near[i])
            keep(f, i);
    for (u32 i = 0; i < f->count && f->left; i++)
        keep(f, i);
}

static bool number_rows(folding *f)
{
    report_processes *to = &f->p->processes;
    to->first = ks_take(f->p->arena, u32, to->count + 1);
    if (to->first == NULL)
        return false;
    u32 next = 0;
    u64 kept = 0;
    for (u32 i = 0; i < f->count; i++)
        if (f->head[i] == i && to->row[i] != REPORT_NONE) {
            to->first[next] = i;
            to->row[i] = next++;
            kept += to->fold[i];
        }
    for (u32 i = 0; i < f->count; i++)
        if (f->head[i] != i)
            to->row[i] = to->row[f->head[i]];
    to->left_out = f->count - kept;
    return true;
}

static bool open_folding(folding *f, report *p)
{
    const ks_facts *facts = p->c->facts;
    u32 count = (u32)facts->process_count;
    *f = (folding){ .p = p, .items = facts->processes, .count = count };
    f->left = report_processes_size;
    f->is_named = ks_take(p->arena, u8, count + 1);
    f->is_parent = ks_take(p->arena, u8, count + 1);
    f->head = ks_take(p->arena, u32, count + 1);
    p->processes.row = ks_take(p->arena, u32, count + 1);
    p->processes.fold = ks_take(p->arena, u32, count + 1);
    p->processes.is_near = ks_take(p->arena, u8, count + 1);
    if (!f->is_named || !f->is_parent || !f->head || !p->processes.row || !p->processes.fold ||
        !p->processes.is_near)
        return false;
    for (u32 i = 0; i < count; i++) {
        p->processes.row[i] = REPORT_NONE;
        if (facts->processes[i].parent != ks_no_process)
            f->is_parent[facts->processes[i].parent] = 1;
    }
    const ks_findings *findings = &p->c->answers->findings;
    for (size_t i = 0; i < findings->count; i++)
        for (size_t k = 0; k < findings->items[i].process_count; k++)
            f->is_named[findings->items[i].processes[k]] = 1;
    return true;
}

bool report_processes_choose(report *p)
{
    folding f;
    if (!open_folding(&f, p) || !fold_runs(&f, *p->arena))
        return false;
    u32 rows = count_folds(&f);
    if (rows > report_processes_most / 2) {
        if (!fold_groups(&f, *p->arena))
            return false;
        (void)count_folds(&f);
    }
    keep_all(&f);
    return number_rows(&f);
}

// --- the rows

// Microseconds since 1970, rounded down; unknown is null.
static void put_us(json_out *j, u64 ticks)
{
    i64 us = (i64)(ticks / 10) - (i64)(KS_TICKS_UNIX_EPOCH / 10);
    if (ticks)
        json_i64(j, us);
    else
        json_null(j);
}

static void put_place(report *p, u32 event)
{
    json_out *j = p->j;
    if (event == ks_no_event) {
        json_null(j);
        json_null(j);
        json_null(j);
        return;
    }
    const ks_observation *o = case_seen(p->c, event);
    json_u64(j, case_source_row(p->index, event));
    json_u64(j, o->place.offset);
    json_index(j, o->event_record_id, 0);
}

static void put_logon(report *p, u64 logon)
{
    u8 text[ks_number_size + 2] = "0x";
    u8 *end = ks_hex_text(text + 2, logon, 1);
    ks_str word = { (const char *)text, logon ? (size_t)(end - text) : 0 };
    json_u64(p->j, report_string(&p->words, word));
}

static int seen_number(ks_process_seen seen)
{
    switch (seen) {
    case KS_SEEN_START: return 1;
    case KS_SEEN_END: return 2;
    case KS_SEEN_OTHER: return 3;
    case KS_SEEN_NOT:
    case KS_SEEN_COUNT: break;
    }
    return 0;
}

static void put_process(report *p, u32 first, u64 last_end)
{
    json_out *j = p->j;
    const ks_process *is = &p->c->facts->processes[first];
    u32 count = p->processes.fold[first];
    json_open(j, '[');
    json_u64(j, is->host);
    json_index(j, is->parent == ks_no_process ? REPORT_NONE : p->processes.row[is->parent],
               REPORT_NONE);
    json_u64(j, is->pid);
    json_u64(j, report_string(&p->words, is->image));
    json_u64(j, report_string(&p->words, is->command));
    json_u64(j, report_string(&p->words, is->user));
    put_logon(p, is->logon);
    json_u64(j, is->token);
    json_u64(j, is->integrity);
    put_us(j, is->start_ticks);
    put_us(j, last_end);
    json_u64(j, is->end_how);
    if (is->has_exit && count == 1)
        json_u64(j, is->exit_code);
    else
        json_null(j);
    json_u64(j, count);
    json_i64(j, seen_number(is->seen));
    put_place(p, is->events[0] != ks_no_event ? is->events[0] : is->events[1]);
    put_place(p, is->events[1]);
    json_close(j, ']');
}

// By process: the last end of the fold that it is the first of; 0: one of them has no known end.
static u64 *last_ends(report *p)
{
    const ks_facts *facts = p->c->facts;
    u64 *ends = ks_take(p->arena, u64, p->processes.count + 1);
    u8 *is_open = ks_take(p->arena, u8, p->processes.count + 1);
    if (ends == NULL || is_open == NULL)
        return NULL;
    for (size_t i = 0; i < facts->process_count; i++) {
        u32 row = p->processes.row[i];
        if (row == REPORT_NONE)
            continue;
        u64 end = facts->processes[i].end_ticks;
        is_open[row] = is_open[row] || end == 0;
        ends[row] = is_open[row] ? 0 : end > ends[row] ? end : ends[row];
    }
    return ends;
}

void report_processes_put(report *p)
{
    static const char *const columns[] = {
        "host",       "parent",     "pid",          "image",  "command", "user",
        "session",    "elevation",  "integrity",    "start",  "end",     "end_how",
        "exit",       "count",      "seen",         "source", "offset",  "event_record_id",
        "end_source", "end_offset", "end_record_id"
    };
    json_out *j = p->j;
    u64 *ends = last_ends(p);
    p->words.is_full = p->words.is_full || ends == NULL;
    json_object(j, "processes");
    json_list(j, "columns");
    for (size_t i = 0; i < countof(columns); i++)
        json_text(j, ks_str_of(columns[i]));
    json_close(j, ']');
    json_list(j, "rows");
    for (u32 i = 0; ends && i < p->processes.count; i++) {
        json_row(j);
        put_process(p, p->processes.first[i], ends[i]);
    }
    json_close(j, ']');
    json_count(j, "omitted", p->processes.left_out);
    json_count(j, "total", p->c->facts->process_count);
    json_close(j, '}');
}
