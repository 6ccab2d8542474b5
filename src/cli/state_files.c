// See state_files.h.
#include "cli/state_files.h"

#include "base/os.h"
#include "base/out.h"
#include "cli/terminal.h"
#include "message/message.h"

enum {
    files_most = 20000,
    depth_most = 24,
    head_size = 8,
    other_most = 64 << 20,
    rows_size = 2 << 20
};
static const u64 hive_most = (u64)2 << 30;

typedef struct {
    state_files *all;
    ks_arena *arena;
    ks_fail *fail;
    const char *path;
    u64 *left_out; // too large, or links, which are not followed
    u32 depth;
    bool is_good;
} walking;

static bool is_spent(walking *w, u64 size)
{
    return ks_refuse(w->fail, KS_OVER_BUDGET, (i64)size, 0, KS_STR("state"));
}

static bool add(walking *w, const char *path, ks_span bytes, u64 size)
{
    state_files *all = w->all;
    if (all->count == all->capacity) {
        void *grown =
            ks_arena_grow(w->arena, all->files, sizeof *all->files, all->count, &all->capacity);
        if (grown == NULL)
            return is_spent(w, size);
        all->files = grown;
    }
    ks_ledger *ledger = ks_take(w->arena, ks_ledger, 1);
    if (ledger == NULL)
        return is_spent(w, size);
    ledger->arena = all->rows;
    ledger->size = bytes.size;
    all->files[all->count++] =
        (ks_state_file){ .path = ks_str_of(path), .bytes = bytes, .size = size, .ledger = ledger };
    return true;
}

static bool read_open(walking *w, const char *path, ks_file file, u64 size)
{
    u8 head[head_size] = { 0 };
    size_t got = 0;
    if (!ks_os_read_at(file, 0, head, sizeof head, &got, w->fail))
        return false;
    if (memcmp(head, "ElfFile", 8) == 0)
        return true;
    bool is_hive = memcmp(head, "regf", 4) == 0;
    if (size > (is_hive ? hive_most : other_most) || w->all->count == files_most) {
        ++*w->left_out;
        return true;
    }
    u8 *bytes = ks_take(w->arena, u8, (size_t)size + 1);
    if (bytes == NULL)
        return is_spent(w, size);
    return ks_os_read_at(file, 0, bytes, (size_t)size, &got, w->fail) &&
           add(w, path, (ks_span){ bytes, got }, size);
}

static bool read_file(walking *w, const char *path)
{
    ks_file file;
    ks_os_info info;
    if (!ks_os_open(path, &file, w->fail))
        return false;
    bool is_read = ks_os_look_open(file, &info, w->fail) && read_open(w, path, file, info.size);
    ks_os_close(&file);
    return is_read;
}

static const char *child_of(walking *w, const char *name)
{
    ks_out path;
    ks_str folder = ks_str_of(w->path);
    if (!ks_out_open(&path, w->arena, folder.size + strlen(name) + 2))
        return NULL;
    ks_out_put(&path, folder);
    if (!ks_ends(folder, KS_STR("/")))
        KS_PUT(&path, "/");
    ks_out_put(&path, ks_str_of(name));
    return ks_cstr(w->arena, ks_out_str(&path));
}

static bool each(void *context, const char *name)
{
    walking *w = context;
    const char *path = child_of(w, name);
    ks_os_info info = { .kind = KS_OS_OTHER };
    if (path == NULL) {
        w->is_good = is_spent(w, 0);
    } else if (!ks_os_is_link(path) && !ks_os_look(path, &info, w->fail)) {
        w->is_good = false;
    } else if (info.kind == KS_OS_FILE) {
        w->is_good = read_file(w, path);
    } else if (info.kind == KS_OS_FOLDER && w->depth < depth_most) {
        walking inner = *w; // as deep as depth_most
        inner.path = path;
        inner.depth++;
        w->is_good = ks_os_list(path, each, &inner, w->fail) && inner.is_good;
    } else {
        ++*w->left_out;
    }
    return w->is_good;
}

static void say(const options *given, ks_note note, ks_str path, u64 count)
{
    u8 text[4096];
    ks_out out = { .at = text, .start = text, .end = text + sizeof text };
    ks_words words = { .number = { (i64)count }, .text = { path } };
    if (options_has(given, OPTION_QUIET))
        return;
    ks_say(&out, note, &words, given->lang);
    KS_PUT(&out, "\n");
    terminal_say(ks_out_str(&out));
}

bool state_files_say_damaged(const options *given, const state_files *all)
{
    bool any = false;
    for (size_t i = 0; i < all->count; i++) {
        if (!ks_ledger_is_incomplete(all->files[i].ledger))
            continue;
        say(given, KS_SAY_STATE_DAMAGED, all->files[i].path, 0);
        any = true;
    }
    return any;
}

static bool read_path(walking *w)
{
    ks_os_info info;
    if (!ks_os_look(w->path, &info, w->fail))
        return false;
    if (info.kind == KS_OS_FOLDER)
        return ks_os_list(w->path, each, w, w->fail) && w->is_good;
    return read_file(w, w->path);
}

bool state_files_read(const options *given, option_id option, ks_arena *arena, state_files *all,
                      ks_fail *fail)
{
    u8 *rows = ks_take(arena, u8, rows_size);
    *all = (state_files){ .rows = ks_take(arena, ks_arena, 1) };
    if (rows == NULL || all->rows == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, rows_size, 0, KS_STR("ledger"));
    *all->rows = (ks_arena){ .at = rows, .end = rows + rows_size, .name = "ledger" };
    for (size_t i = 0; i < given->given[option].count; i++) {
        const char *path = given->given[option].values[i];
        u64 left_out = 0;
        walking w = { .all = all,
                      .arena = arena,
                      .fail = fail,
                      .path = path,
                      .left_out = &left_out,
                      .is_good = true };
        if (!read_path(&w))
            return false;
        if (left_out)
            say(given, KS_SAY_PLAN_LEFT_OUT, ks_str_of(path), left_out);
    }
    return true;
}
