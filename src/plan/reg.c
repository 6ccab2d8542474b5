// .reg files: the change, and its undo from the state before. What is not known before cannot be
// restored by a .reg file: it stands in the undo as a comment, and the PowerShell script, which
// looks before it writes, is the way.
#include "plan/parts.h"
#include "policy/reg_file.h"
#include "policy/text_file.h"

enum { half_size = 4 << 20 };

static bool is_half(const plan_value *v, bool is_user)
{
    return (v->root == KS_ROOT_USER) == is_user;
}

static ks_str key_text(const plan_value *v, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, v->key.size + 64))
        return (ks_str){ 0 };
    plan_key_print(&out, v, true);
    return ks_out_str(&out);
}

static void put_comment(ks_out *out, const plan_value *v)
{
    KS_PUT(out, "; not known before: ");
    ks_out_put(out, v->name.size ? v->name : KS_STR("@"));
    KS_PUT(out, "\r\n");
}

static void put_value(ks_out *out, const plan_value *v, bool is_undo)
{
    bool is_there = is_undo ? v->before.kind == KS_BEFORE_PRESENT : !v->is_absent;
    if (is_undo && v->before.kind == KS_BEFORE_UNKNOWN)
        put_comment(out, v);
    else if (!is_there)
        ks_out_reg_deleted(out, v->name);
    else
        ks_out_reg_value(out, v->name, is_undo ? v->before.type : v->type,
                         is_undo ? v->before.data : v->data);
}

static bool add_half(plan_files *f, bool is_user, bool is_undo, const char *path)
{
    ks_arena scratch = *f->arena;
    ks_out out;
    ks_str last = { 0 };
    bool has_any = false;
    if (!ks_out_open(&out, &scratch, half_size))
        return false;
    ks_out_reg_head(&out);
    for (size_t i = 0; i < f->values->count; i++) {
        const plan_value *v = &f->values->items[i];
        if (!is_half(v, is_user))
            continue;
        if (!ks_str_equal(v->key, last) || !has_any) {
            ks_str key = key_text(v, &scratch);
            if (key.size == 0)
                return false;
            if (has_any)
                ks_out_reg_end(&out);
            ks_out_reg_key(&out, key, false);
        }
        last = v->key;
        has_any = true;
        put_value(&out, v, is_undo);
    }
    if (has_any)
        ks_out_reg_end(&out);
    if (out.is_full)
        return false;
    if (!has_any)
        return true;
    // The text lies in the scratch arena; the file has to be taken behind it.
    ks_arena behind = scratch;
    ks_out made;
    if (!ks_out_open(&made, &behind, ks_utf16_size(ks_out_str(&out)) + 2))
        return false;
    KS_PUT(&made, "\xff\xfe");
    ks_out_as_utf16(&made, ks_out_str(&out));
    *f->arena = behind;
    return !made.is_full && ks_gpo_files_add(f->files, ks_str_of(path),
                                             (ks_span){ made.start, ks_out_size(&made) }, f->arena);
}

bool plan_add_reg(plan_files *f)
{
    return add_half(f, false, false, "machine.reg") && add_half(f, true, false, "user.reg") &&
           add_half(f, false, true, "undo-machine.reg") && add_half(f, true, true, "undo-user.reg");
}
