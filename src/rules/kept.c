// See kept.h.
#include "rules/kept.h"

#include "base/hash.h"
#include "base/out.h"
#include "rules/builtin.h"
#include "rules/image.h"

enum {
    head_size = 24,
    image_most = 64 << 20,
    making_budget = 256 << 20, // addresses: two images and what is said once
    path_most = 4096,
    sets_most = 8,               // kept in the folder
    looked_most = 64,            // of them in one run
    settled_ticks = 2 * 10000000 // times of files are coarse: younger changes may still go on
};
static const u8 magic[8] = { 'K', 'S', 'K', 'E', 'P', 'T', '0', '1' };

static void mix(rules_kept_key *key, ks_span bytes)
{
    key->key[0] = ks_hash_mix(key->key[0], ks_hash(bytes, 1));
    key->key[1] = ks_hash_mix(key->key[1], ks_hash(bytes, key->key[0]));
}

void rules_kept_begin(rules_kept_key *key, const rules_loader *l)
{
    u8 build[64];
    size_t size = ks_os_build_id(build, sizeof build);
    *key = (rules_kept_key){ .is_whole = size > 0 };
    mix(key, (ks_span){ build, size });
    u64 so_far[] = { l->set->hash, l->how->path_count }; // options and placeholders
    mix(key, (ks_span){ (const u8 *)so_far, sizeof so_far });
    for (size_t i = 0; i < l->how->path_count; i++) // problems and folders are named after them
        mix(key, ks_str_span(ks_str_of(l->how->paths[i])));
}

void rules_kept_add(rules_kept_key *key, const char *path, const ks_os_info *info)
{
    u64 numbers[] = { info->device, info->number, info->size, info->written_ticks,
                      info->changed_ticks };
    mix(key, ks_str_span(ks_str_of(path)));
    mix(key, (ks_span){ (const u8 *)numbers, sizeof numbers });
    key->is_whole = key->is_whole && info->kind == KS_OS_FILE && info->changed_ticks;
    if (info->changed_ticks > key->newest_ticks)
        key->newest_ticks = info->changed_ticks;
}

// folder/0123456789abcdef.rules, with an ending for what is not whole yet; NULL: too long.
static const char *path_of(rules_loader *l, const rules_kept_key *key, ks_str ending)
{
    ks_out path;
    if (!ks_out_open(&path, &l->file, path_most))
        return NULL;
    ks_out_put(&path, ks_str_of(l->how->cache));
    KS_PUT(&path, "/");
    for (int shift = 60; shift >= 0; shift -= 4)
        ks_out_byte(&path, "0123456789abcdef"[key->key[0] >> shift & 15]);
    ks_out_put(&path, ending);
    return path.is_full ? NULL : ks_cstr(&l->file, ks_out_str(&path));
}

static ks_span read_whole(rules_loader *l, const char *path)
{
    ks_file file;
    ks_os_info info = { 0 };
    ks_fail ignored = { 0 };
    size_t got = 0;
    if (!ks_os_open(path, &file, &ignored))
        return (ks_span){ 0 };
    bool is_well = ks_os_look_open(file, &info, &ignored) && info.kind == KS_OS_FILE &&
                   info.is_ours && info.size > head_size && info.size <= image_most;
    u8 *bytes = is_well ? ks_arena_room(l->run, (size_t)info.size) : NULL;
    is_well = bytes && ks_os_read_at(file, 0, bytes, (size_t)info.size, &got, &ignored);
    ks_os_close(&file);
    return is_well ? (ks_span){ bytes, got } : (ks_span){ 0 };
}

static void put_head(u8 head[head_size], const rules_kept_key *key)
{
    memcpy(head, magic, sizeof magic);
    ks_store64(head + 8, key->key[0]);
    ks_store64(head + 16, key->key[1]);
}

bool rules_kept_read(rules_loader *l, const rules_kept_key *key)
{
    ks_arena file = l->file, run = *l->run;
    ks_rule_set before = *l->set, kept = { .problems = { .arena = l->run } };
    u8 head[head_size];
    ks_fail ignored = { 0 };
    const char *path = key->is_whole ? path_of(l, key, KS_STR(".rules")) : NULL;
    ks_span bytes = path ? read_whole(l, path) : (ks_span){ 0 };
    put_head(head, key);
    bool is_read =
        bytes.size > head_size && memcmp(bytes.at, head, head_size) == 0 &&
        ks_rule_image_read(&kept, (ks_span){ bytes.at + head_size, bytes.size - head_size }, l->run,
                           &ignored);
    l->file = file;
    if (!is_read)
        *l->run = run;
    *l->set = is_read ? kept : before;
    return is_read;
}

static bool make_image(ks_out *image, rules_loader *l, const rules_kept_key *key, ks_arena *making)
{
    u8 head[head_size];
    if (!ks_out_open(image, making, image_most))
        return false;
    put_head(head, key);
    ks_out_bytes(image, head, head_size);
    return ks_rule_image_write(image, l->set, KS_IMAGE_WHOLE, *making) && !image->is_full;
}

// Under a name of its own first: who reads meanwhile sees all of it, or nothing.
static void put_in_place(const char *part, const char *path, ks_str bytes)
{
    ks_file to;
    ks_fail ignored = { 0 };
    if (!ks_os_create(part, true, &to, &ignored))
        return;
    ks_os_make_private(to);
    bool is_written = ks_os_write(to, ks_str_span(bytes), &ignored);
    ks_os_close(&to);
    if (!is_written || !ks_os_rename(part, path, &ignored))
        ks_os_remove(part);
}

typedef struct {
    rules_loader *l;
    ks_arena *names;
    struct {
        const char *path;
        u64 ticks;
    } sets[looked_most];
    size_t count;
} folder_look;

// 0123456789abcdef.rules, or .part when its run was cut short.
static bool is_set_name(ks_str name)
{
    for (size_t i = 0; i < 16; i++) {
        if (i >= name.size || strchr("0123456789abcdef", name.at[i]) == NULL)
            return false;
    }
    ks_str ending = ks_str_from(name, 16);
    return ks_str_equal(ending, KS_STR(".rules")) || ks_str_equal(ending, KS_STR(".part"));
}

static bool look_at_set(void *context, const char *name)
{
    folder_look *f = context;
    ks_os_info info = { 0 };
    ks_fail ignored = { 0 };
    ks_out path;
    if (!is_set_name(ks_str_of(name)) || !ks_out_open(&path, f->names, path_most))
        return true;
    ks_out_put(&path, ks_str_of(f->l->how->cache));
    KS_PUT(&path, "/");
    ks_out_put(&path, ks_str_of(name));
    const char *whole = path.is_full ? NULL : ks_cstr(f->names, ks_out_str(&path));
    if (whole && ks_os_look(whole, &info, &ignored) && info.is_ours) {
        f->sets[f->count].path = whole;
        f->sets[f->count++].ticks = info.written_ticks;
    }
    return f->count < looked_most;
}

// Rules change, programs change: sets that nobody asks for any more would lie there for ever. The
// oldest go; whoever still needs one loads it again.
static void remove_oldest(rules_loader *l, ks_arena names)
{
    folder_look f = { .l = l, .names = &names };
    ks_fail ignored = { 0 };
    if (!ks_os_list(l->how->cache, look_at_set, &f, &ignored))
        return;
    for (; f.count > sets_most; f.count--) {
        size_t oldest = 0;
        for (size_t i = 1; i < f.count; i++)
            oldest = f.sets[i].ticks < f.sets[oldest].ticks ? i : oldest;
        ks_os_remove(f.sets[oldest].path);
        f.sets[oldest] = f.sets[f.count - 1];
    }
}

void rules_kept_write(rules_loader *l, const rules_kept_key *key)
{
    ks_arena file = l->file, making, whole;
    ks_out image;
    if (!key->is_whole || key->newest_ticks + settled_ticks > ks_os_now_ticks() ||
        !ks_arena_open(&whole, "kept rules", making_budget))
        return;
    making = whole;
    const char *path = path_of(l, key, KS_STR(".rules"));
    const char *part = path_of(l, key, KS_STR(".part"));
    if (path && part && make_image(&image, l, key, &making))
        put_in_place(part, path, ks_out_str(&image));
    remove_oldest(l, making);
    ks_arena_close(&whole);
    l->file = file;
}
