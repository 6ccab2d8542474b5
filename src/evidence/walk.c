// Walking folders. Each folder is entered once, by whatever way it is reached first: that cuts
// loops of symbolic links. Real folders go before linked ones, so that files keep their own paths.
// The list is sorted at the end, so that neither the order of the paths given nor that of the file
// system shows.
#include "evidence/walk.h"

#include "base/table.h"

#include <stdlib.h>

typedef struct folder folder;
struct folder {
    folder *next;
    const char *path;
    bool is_linked;
};

typedef struct {
    u64 device, number;
} identity;

typedef struct {
    walk_list *list;
    ks_arena *arena;
    folder *waiting;  // to be entered, the last one first
    folder *linked;   // to be entered when no real one waits
    ks_table entered; // identities
    const char *path; // of the folder at hand
    bool in_linked;   // it was reached through a link
    bool is_over;
} walk;

static walk_entry *add(walk *w, const char *path, walk_kind kind)
{
    walk_list *l = w->list;
    if (l->count == l->capacity) {
        void *grown =
            ks_arena_grow(w->arena, l->entries, sizeof *l->entries, l->count, &l->capacity);
        if (grown == NULL) {
            w->is_over = true;
            return NULL;
        }
        l->entries = grown;
    }
    walk_entry *entry = &l->entries[l->count++];
    *entry = (walk_entry){ .path = path, .kind = kind };
    return entry;
}

static void add_failed(walk *w, const char *path, ks_fail fail)
{
    walk_entry *entry = add(w, path, WALK_FAILED);
    if (entry)
        entry->fail = fail;
}

static void wait_for(walk *w, folder **list, const char *path, bool is_linked)
{
    folder *f = ks_take(w->arena, folder, 1);
    if (f == NULL) {
        w->is_over = true;
        return;
    }
    *f = (folder){ *list, path, is_linked };
    *list = f;
}

static const char *join(walk *w, const char *path, const char *name)
{
    size_t front = strlen(path), back = strlen(name);
    bool has_slash = front > 0 && path[front - 1] == '/';
    char *joined = ks_take(w->arena, char, front + back + 2);
    if (joined == NULL) {
        w->is_over = true;
        return NULL;
    }
    memcpy(joined, path, front);
    joined[front] = '/';
    memcpy(joined + front + !has_slash, name, back + 1);
    return joined;
}

static void look(walk *w, const char *path, bool is_given)
{
    ks_os_info info;
    ks_fail fail = { 0 };
    bool is_link = ks_os_is_link(path), is_linked = w->in_linked || is_link;
    if (!ks_os_look(path, &info, &fail)) {
        // A link that leads nowhere holds no evidence; it is named all the same.
        if (is_link)
            add(w, path, WALK_SPECIAL);
        else
            add_failed(w, path, fail);
        return;
    }
    if (info.kind == KS_OS_FOLDER) {
        bool comes_last = is_linked && !is_given;
        wait_for(w, comes_last ? &w->linked : &w->waiting, path, comes_last);
        return;
    }
    walk_entry *entry = add(w, path,
                            info.kind == KS_OS_FILE ? WALK_FILE
                            : is_given              ? WALK_STREAM
                                                    : WALK_SPECIAL);
    if (entry) {
        entry->info = info;
        entry->is_linked = is_linked && !is_given;
    }
}

static bool each_name(void *context, const char *name)
{
    walk *w = context;
    const char *path = join(w, w->path, name);
    if (path)
        look(w, path, false);
    return !w->is_over;
}

static void enter(walk *w, const folder *f)
{
    const char *path = f->path;
    ks_os_info info;
    ks_fail fail = { 0 };
    if (!ks_os_look(path, &info, &fail)) {
        add_failed(w, path, fail);
        return;
    }
    identity id = { info.device, info.number };
    ks_span key = { (const u8 *)&id, sizeof id };
    if (ks_table_find(&w->entered, key) != ks_table_none)
        return;
    w->is_over = w->is_over || ks_table_add(&w->entered, w->arena, key) == ks_table_none;
    w->path = path;
    w->in_linked = f->is_linked;
    if (!ks_os_list(path, each_name, w, &fail))
        add_failed(w, path, fail);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const walk_entry *)a)->path, ((const walk_entry *)b)->path);
}

// Equal paths are equal files: one of them stays.
static void sort(walk_list *list)
{
    size_t kept = 0;
    if (list->count)
        qsort(list->entries, list->count, sizeof *list->entries, by_path);
    for (size_t i = 0; i < list->count; i++) {
        if (kept == 0 || strcmp(list->entries[kept - 1].path, list->entries[i].path) != 0)
            list->entries[kept++] = list->entries[i];
    }
    list->count = kept;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool walk_paths(const char *const *given, size_t count, walk_list *list, ks_arena *arena,
                ks_fail *fail)
{
    walk w = { .list = list, .arena = arena };
    *list = (walk_list){ 0 };
    const char **paths = ks_take(arena, const char *, count + 1);
    if (paths == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    for (size_t i = 0; i < count; i++)
        paths[i] = given[i];
    qsort(paths, count, sizeof *paths, by_name);
    for (size_t i = 0; i < count; i++) {
        ks_os_info info;
        if (strcmp(paths[i], "-") == 0)
            add(&w, paths[i], WALK_STREAM);
        else if (!ks_os_look(paths[i], &info, fail))
            return false;
        else
            look(&w, paths[i], true);
    }
    while ((w.waiting || w.linked) && !w.is_over) {
        folder **from = w.waiting ? &w.waiting : &w.linked;
        folder *f = *from;
        *from = f->next;
        enter(&w, f);
    }
    if (w.is_over)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    sort(list);
    return true;
}
