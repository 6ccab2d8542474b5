// A hive as a .reg file: its keys under the root where Windows mounts a hive of that name.
#include "cli/hive.h"

#include "base/fold.h"
#include "message/visible.h"
#include "policy/reg_file.h"

static const struct {
    ks_str file, root;
} mounts[] = {
    { KS_TEXT("ntuser.dat"), KS_TEXT("HKEY_CURRENT_USER") },
    { KS_TEXT("usrclass.dat"), KS_TEXT("HKEY_CURRENT_USER\\Software\\Classes") },
    { KS_TEXT("default"), KS_TEXT("HKEY_USERS\\.DEFAULT") },
    { KS_TEXT("bcd"), KS_TEXT("HKEY_LOCAL_MACHINE\\BCD00000000") },
};

// The last name of a path.
static ks_str last_name(ks_str path)
{
    for (size_t i = path.size; i > 0; i--) {
        if (path.at[i - 1] == '\\' || path.at[i - 1] == '/')
            return ks_str_from(path, i);
    }
    return path;
}

static ks_str mount_name(hive_run *r)
{
    ks_str name = last_name(hive_utf8(r, ks_hive_look(r->file.hive)->name));
    return name.size ? name : last_name(ks_str_of(r->file.path));
}

// A line of the file cannot hold control characters; nothing else would read them back.
static bool is_plain(ks_utf16 name)
{
    for (size_t i = 0; i < name.units; i++) {
        if (ks_load16(name.at + 2 * i) < 0x20)
            return false;
    }
    return true;
}

// Text goes out as UTF-16: what has gathered since `start` is encoded in its place.
static void encode(hive_run *r, size_t start)
{
    ks_str part = { (const char *)r->text.start + start, ks_out_size(&r->text) - start };
    ks_arena scratch = r->moment;
    ks_str kept = ks_arena_keep(&scratch, part);
    r->text.at = r->text.start + start;
    if (part.size && kept.size == 0)
        r->text.is_full = true;
    ks_out_reg_encoded(&r->text, kept);
    hive_flush(r);
}

void hive_reg_head(hive_run *r)
{
    KS_PUT(&r->text, "\xff\xfe");
    size_t start = ks_out_size(&r->text);
    ks_out_reg_head(&r->text);
    encode(r, start);
}

void hive_reg_key_as(hive_run *r, ks_utf16 path, bool is_deleted)
{
    size_t start = ks_out_size(&r->text);
    ks_str mount = mount_name(r), root = { 0 };
    for (size_t i = 0; i < countof(mounts); i++) {
        if (ks_equal_fold(mount, mounts[i].file))
            root = mounts[i].root;
    }
    ks_out_clear(&r->shown);
    ks_out_put(&r->shown, root.size ? root : KS_STR("HKEY_LOCAL_MACHINE\\"));
    if (root.size == 0)
        ks_out_put(&r->shown, mount);
    if (path.units) {
        KS_PUT(&r->shown, "\\");
        ks_out_put(&r->shown, hive_utf8(r, path));
    }
    r->is_left_out = !is_plain(path);
    if (r->is_left_out) { // said in the file, with what keeps it out made visible
        KS_PUT(&r->text, "; [");
        ks_out_visible(&r->text, ks_out_str(&r->shown));
        KS_PUT(&r->text, "]\r\n");
    } else {
        ks_out_reg_key(&r->text, ks_out_str(&r->shown), is_deleted);
    }
    encode(r, start);
}

void hive_reg_key(hive_run *r, ks_utf16 path) { hive_reg_key_as(r, path, false); }

void hive_reg_value(hive_run *r, const ks_hive_value *value, ks_span data)
{
    size_t start = ks_out_size(&r->text);
    if (r->is_left_out || !is_plain(value->name)) {
        KS_PUT(&r->text, "; \"");
        ks_out_visible(&r->text, hive_utf8(r, value->name));
        KS_PUT(&r->text, "\"\r\n");
    } else {
        ks_out_reg_value(&r->text, hive_utf8(r, value->name), value->type, data);
    }
    encode(r, start);
}

void hive_reg_value_deleted(hive_run *r, ks_utf16 name)
{
    size_t start = ks_out_size(&r->text);
    ks_out_reg_deleted(&r->text, hive_utf8(r, name));
    encode(r, start);
}

void hive_reg_key_end(hive_run *r)
{
    size_t start = ks_out_size(&r->text);
    ks_out_reg_end(&r->text);
    encode(r, start);
}
