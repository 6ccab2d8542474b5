// Loading a set: which files, in which order, and the whole way from their bytes to numbered rules.
//
// The order is that of the paths' bytes, whatever the file system says; a file that two paths lead
// to is read once. Folders and files whose names begin with a point are not rules (.git, .github).
#include "rules/set.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/os.h"
#include "base/sort.h"
#include "base/table.h"
#include "rules/builtin.h"
#include "rules/kept.h"
#include "rules/load.h"

enum { file_arena_size = 96 << 20, depth_most = 64 };

typedef struct {
    const char *path;
    u32 given; // index of the path that led here
    ks_os_info info;
    bool is_bad; // `fail`
    ks_fail fail;
} found;

typedef struct {
    rules_loader *l;
    found *rows;
    size_t count, capacity;
    ks_table seen; // files and folders, by device and number
    const char *path;
    u32 given, depth;
} walk;

static bool add(walk *w, found row)
{
    if (w->count == w->capacity) {
        void *grown = ks_arena_grow(&w->l->file, w->rows, sizeof *w->rows, w->count, &w->capacity);
        if (grown == NULL)
            return false;
        w->rows = grown;
    }
    row.given = w->given;
    w->rows[w->count++] = row;
    return true;
}

// Whether this file or folder comes for the first time.
static bool is_new(walk *w, u64 device, u64 file_number)
{
    u64 identity[2] = { device, file_number };
    size_t before = w->seen.count;
    u32 number = ks_table_add(&w->seen, &w->l->file, (ks_span){ (u8 *)identity, sizeof identity });
    w->l->is_over = w->l->is_over || number == ks_table_none;
    return number == before;
}

static bool is_yaml(const char *name)
{
    ks_str text = ks_str_of(name);
    return ks_glob_fold(KS_STR("*.yml"), text) || ks_glob_fold(KS_STR("*.yaml"), text);
}

static bool look(walk *w, const char *path, bool is_given);

static bool each_name(void *context, const char *name)
{
    walk *w = context;
    size_t front = strlen(w->path), back = strlen(name);
    if (name[0] == '.')
        return true;
    bool has_slash = front > 0 && w->path[front - 1] == '/';
    char *joined = rules_take(w->l, char, front + back + 2);
    if (joined == NULL)
        return false;
    memcpy(joined, w->path, front);
    joined[front] = '/';
    memcpy(joined + front + !has_slash, name, back + 1);
    return look(w, joined, false);
}

static bool enter(walk *w, const char *path)
{
    if (w->depth == depth_most)
        return true;
    const char *outer = w->path;
    ks_fail fail = { 0 };
    w->path = path;
    w->depth++;
    bool is_well = ks_os_list(path, each_name, w, &fail) ||
                   add(w, (found){ .path = path, .is_bad = true, .fail = fail });
    w->depth--;
    w->path = outer;
    return is_well && !w->l->is_over;
}

static bool look(walk *w, const char *path, bool is_given)
{
    ks_os_info info;
    ks_fail fail = { 0 };
    if (!ks_os_look(path, &info, &fail))
        return add(w, (found){ .path = path, .is_bad = true, .fail = fail });
    if (info.kind == KS_OS_FOLDER)
        return !is_new(w, info.device, info.number) || enter(w, path);
    if (info.kind != KS_OS_FILE || (!is_given && !is_yaml(path)))
        return true;
    return add(w, (found){ .path = path, .info = info });
}

static int by_path(const void *context, const void *a, const void *b)
{
    (void)context;
    return strcmp(((const found *)a)->path, ((const found *)b)->path);
}

static bool find_files(rules_loader *l, walk *w, ks_fail *fail)
{
    for (size_t i = 0; i < l->how->path_count; i++) {
        ks_os_info info;
        if (!ks_os_look(l->how->paths[i], &info, fail))
            return false;
        w->given = (u32)i;
        ks_str path = rules_keep(l, ks_str_of(l->how->paths[i]));
        while (path.size > 1 && path.at[path.size - 1] == '/')
            path.size--;
        const char *kept = ks_cstr(l->run, path);
        l->is_over = l->is_over || kept == NULL;
        if (l->is_over || !look(w, kept, true))
            break;
    }
    l->is_over = l->is_over || !ks_sort(w->rows, w->count, sizeof *w->rows, by_path, NULL, l->file);
    return true;
}

static void say_unreadable(rules_loader *l, const char *path, const ks_fail *fail)
{
    l->about = (ks_rule_problem){ .path = ks_str_of(path), .document = l->about.document + 1 };
    l->set->files++;
    l->set->documents++;
    l->set->left_out++;
    rules_warn(l, KS_RULE_UNREADABLE, (rules_place){ 0 },
               fail->reason == KS_OPEN_FAILED || fail->reason == KS_READ_FAILED
                   ? ks_str_of(ks_os_error_words(fail->number[0]))
                   : (ks_str){ 0 });
}

// One read for a file; the bytes lie in the file arena until the caller takes them back.
bool rules_bytes_read(rules_loader *l, const char *path, size_t most, ks_span *bytes, ks_fail *fail)
{
    ks_file file;
    ks_os_info info;
    if (!ks_os_open(path, &file, fail))
        return false;
    bool is_well = ks_os_look_open(file, &info, fail);
    if (is_well && info.size > most)
        info.size = most + 1; // enough to be refused
    u8 *to = is_well ? ks_arena_room(&l->file, (size_t)info.size + 1) : NULL;
    size_t got = 0;
    if (is_well && to == NULL)
        is_well = ks_refuse(fail, KS_OVER_BUDGET, (i64)info.size, 0, KS_STR("rules"));
    is_well =
        is_well && (info.size == 0 || ks_os_read_at(file, 0, to, (size_t)info.size, &got, fail));
    ks_os_close(&file);
    *bytes = (ks_span){ to, got };
    return is_well;
}

void rules_hash(rules_loader *l, ks_span bytes)
{
    l->set->hash = ks_hash_mix(l->set->hash, ks_hash(bytes, bytes.size));
}

static void read_found(rules_loader *l, walk *w, size_t i)
{
    const found *row = &w->rows[i];
    ks_span bytes;
    ks_fail fail = row->fail;
    bool is_well = !row->is_bad;
    if (is_well && !is_new(w, row->info.device, row->info.number))
        return;
    ks_arena kept = l->file; // behind what is_new took
    l->folder = l->how->paths[row->given];
    if (is_well && rules_bytes_read(l, row->path, rules_yaml_size_most, &bytes, &fail)) {
        rules_hash(l, ks_str_span(ks_str_of(row->path)));
        rules_hash(l, bytes);
        rules_file_read(l, ks_str_of(row->path), bytes);
    } else {
        say_unreadable(l, row->path, &fail);
    }
    l->file = kept;
}

static bool read_builtin(void *context, ks_str path, ks_span text)
{
    rules_loader *l = context;
    ks_str kept = rules_keep(l, path);
    l->folder = NULL;
    l->is_builtin = true;
    rules_hash(l, text);
    rules_file_read(l, kept, text);
    l->is_builtin = false;
    return !l->is_over;
}

static bool begin(rules_loader *l, ks_rule_set *set, const ks_rule_loading *how, ks_arena *run,
                  ks_fail *fail)
{
    static const ks_rule_loading none = { 0 };
    *set = (ks_rule_set){ .problems = { .arena = run } };
    *l = (rules_loader){ .set = set, .how = how ? how : &none, .run = run };
    if (!ks_arena_open(&l->file, "rule file", file_arena_size))
        return ks_refuse(fail, KS_OVER_BUDGET, file_arena_size, 0, KS_STR("rule file"));
    u8 options[] = { l->how->with_deprecated, l->how->base64_ignores_case, l->how->builtin };
    rules_hash(l, (ks_span){ options, sizeof options });
    return true;
}

static bool end(rules_loader *l, ks_arena *whole, bool is_well, ks_fail *fail)
{
    ks_arena_close(whole);
    if (l->is_over)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(l->run->name));
    return is_well;
}

static bool read_all(rules_loader *l, walk *w)
{
    w->seen = (ks_table){ 0 }; // folders were entered once; now each file is read once
    for (size_t i = 0; i < w->count && !l->is_over; i++)
        read_found(l, w, i);
    if (l->how->builtin && !l->is_over)
        l->is_over = !ks_rules_builtin_each(l->run, read_builtin, l) || l->is_over;
    return !l->is_over && rules_resolve(l);
}

// What was kept of the same files, or the files.
static bool read_kept_or_all(rules_loader *l, walk *w)
{
    rules_kept_key key;
    if (l->how->cache == NULL || l->how->wants)
        return read_all(l, w);
    rules_kept_begin(&key, l);
    for (size_t i = 0; i < w->count; i++)
        rules_kept_add(&key, w->rows[i].path, &w->rows[i].info);
    if (rules_kept_read(l, &key))
        return true;
    if (!read_all(l, w))
        return false;
    if (!l->reads_others)
        rules_kept_write(l, &key);
    return true;
}

bool ks_rule_set_load(ks_rule_set *set, const ks_rule_loading *how, ks_arena *run, ks_fail *fail)
{
    rules_loader l;
    if (!begin(&l, set, how, run, fail))
        return false;
    ks_arena whole = l.file;
    walk w = { .l = &l };
    bool is_well = rules_placeholders_load(&l, fail) && find_files(&l, &w, fail) && !l.is_over &&
                   read_kept_or_all(&l, &w);
    return end(&l, &whole, is_well, fail);
}

bool ks_rule_set_read(ks_rule_set *set, ks_str path, ks_span text, const ks_rule_loading *how,
                      ks_arena *run, ks_fail *fail)
{
    rules_loader l;
    if (!begin(&l, set, how, run, fail))
        return false;
    ks_arena whole = l.file;
    bool is_well = rules_placeholders_load(&l, fail);
    if (is_well) {
        rules_hash(&l, text);
        rules_file_read(&l, rules_keep(&l, path), text);
        is_well = !l.is_over && rules_resolve(&l);
    }
    return end(&l, &whole, is_well, fail);
}
