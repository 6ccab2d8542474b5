// A machine without domain: apply.ps1 and undo.ps1, which are the same for each plan, and
// changes.csv, which they read. Rows carry no words of any language.
#include "base/number.h"
#include "plan/parts.h"

// clang-format off
#define CARRIED(X)              \
    X(apply_ps1, "apply.ps1")   \
    X(undo_ps1,  "undo.ps1")
#define X(name, path) extern const unsigned char ks_plan_##name[]; extern const size_t ks_plan_##name##_size;
CARRIED(X)
#undef X
// clang-format on

enum { rows_size = 4 << 20 };

typedef struct {
    ks_str kind, root, key, name, type, data;
} row;

static void put_cell(ks_out *out, ks_str cell)
{
    KS_PUT(out, "\"");
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.at[i] == '"')
            KS_PUT(out, "\"");
        ks_out_byte(out, cell.at[i]);
    }
    KS_PUT(out, "\"");
}

static void put_row(ks_out *out, const ks_change *c, const row *r)
{
    ks_str cells[] = { c->setting->id, r->kind, r->root, r->key, r->name, r->type, r->data };
    for (size_t i = 0; i < countof(cells); i++) {
        if (i)
            KS_PUT(out, ",");
        put_cell(out, cells[i]);
    }
    KS_PUT(out, "\n");
}

static ks_str number_text(u64 number, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, ks_number_size))
        return (ks_str){ 0 };
    ks_out_u64(&out, number);
    return ks_out_str(&out);
}

static ks_str hex_text(ks_span data, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, data.size * 2 + 1))
        return (ks_str){ 0 };
    for (size_t i = 0; i < data.size; i++) {
        u8 digits[ks_number_size];
        ks_hex_text(digits, data.at[i], 2);
        ks_out_bytes(&out, digits, 2);
    }
    return ks_out_str(&out);
}

static void put_registry(ks_out *out, const plan_value *v, ks_arena scratch)
{
    ks_out key;
    if (!ks_out_open(&key, &scratch, v->key.size + 64))
        return;
    plan_key_print(&key, v, false);
    row r = { .kind = KS_STR("registry"),
              .root = v->root == KS_ROOT_USER ? KS_STR("HKCU") : KS_STR("HKLM"),
              .key = ks_out_str(&key),
              .name = v->name };
    r.type = v->is_absent ? KS_STR("-") : number_text(v->type, &scratch);
    r.data = hex_text(v->data, &scratch);
    put_row(out, v->change, &r);
}

// Channels are told to the event log service, services to their manager: both would not look into
// the registry before the next start.
static bool put_own(ks_out *out, const ks_change *c, ks_arena scratch)
{
    ks_setting_value v = c->becomes;
    row r = { .key = c->part->object, .data = v.text };
    if (v.kind == KS_VALUE_NUMBER)
        r.data = number_text(v.number, &scratch);
    if (c->part->kind == KS_SETTING_CHANNEL && c->place && !c->place->is_policy &&
        v.kind != KS_VALUE_ABSENT) {
        r.kind = KS_STR("channel");
        r.name = c->part->detail;
    } else if (c->part->kind == KS_SETTING_SERVICE && v.kind == KS_VALUE_NUMBER) {
        r.kind = KS_STR("service");
    } else {
        return false;
    }
    put_row(out, c, &r);
    return true;
}

static void put_sacl(ks_out *out, const ks_change *c)
{
    ks_str object = c->part->object;
    row r = { .kind = KS_STR("sacl"), .root = KS_STR("FILE"), .key = object };
    r.data = c->becomes.text;
    if (ks_begins(object, KS_STR("HKLM\\")) || ks_begins(object, KS_STR("HKCU\\"))) {
        r.root = (ks_str){ object.at, 4 };
        r.key = (ks_str){ object.at + 5, object.size - 5 };
    }
    put_row(out, c, &r);
}

static ks_str accounts(const ks_change *c, ks_arena *arena)
{
    ks_out out;
    ks_str left = c->becomes.text;
    if (c->becomes.kind != KS_VALUE_TEXT || !ks_out_open(&out, arena, left.size * 2 + 2))
        return (ks_str){ 0 };
    for (size_t i = 0; i < left.size; i++) {
        if (i == 0 || left.at[i - 1] == '\n')
            ks_out_put(&out,
                       ks_begins(ks_str_from(left, i), KS_STR("S-")) ? KS_STR("*") : KS_STR(""));
        ks_out_byte(&out, left.at[i] == '\n' ? ',' : left.at[i]);
    }
    return ks_out_str(&out);
}

static void put_other(ks_out *out, const ks_change *c, ks_arena scratch)
{
    ks_setting_value v = c->becomes;
    row r = { .key = c->part->object };
    r.data = v.kind == KS_VALUE_NUMBER ? number_text(v.number, &scratch) : v.text;
    if (c->part->kind == KS_SETTING_AUDIT_SUBCATEGORY && v.kind == KS_VALUE_NUMBER) {
        r.kind = KS_STR("audit");
    } else if (c->part->kind == KS_SETTING_FEATURE && v.kind == KS_VALUE_NUMBER) {
        r.kind = KS_STR("feature");
    } else if (c->part->kind == KS_SETTING_USER_RIGHT) {
        r = (row){ .kind = KS_STR("right"), .name = c->part->object };
        r.data = accounts(c, &scratch);
    } else if (c->part->kind == KS_SETTING_SYSTEM_ACCESS && v.kind != KS_VALUE_ABSENT) {
        r.kind = KS_STR("access");
        r.name = c->part->object;
        r.key = KS_STR("");
    } else if (c->part->kind == KS_SETTING_AUDIT_SACL && v.kind == KS_VALUE_TEXT) {
        put_sacl(out, c);
        return;
    } else {
        return;
    }
    put_row(out, c, &r);
}

// Of values below each subkey one row: which subkeys there are, the script sees on the machine.
static void put_each(ks_out *out, const ks_change *c, ks_arena scratch)
{
    plan_value v = { .change = c };
    if (c->place == NULL)
        put_other(out, c, scratch);
    else if (plan_value_encode(c->place, c->becomes, &scratch, &v)) {
        v.change = c;
        put_registry(out, &v, scratch);
    }
}

static bool add_rows(plan_files *f)
{
    ks_arena scratch = *f->arena;
    ks_out out;
    if (!ks_out_open(&out, &scratch, rows_size))
        return false;
    KS_PUT(&out, "id,kind,root,key,name,type,data\n");
    size_t head = ks_out_size(&out);
    for (size_t i = 0; i < f->values->count; i++) {
        const plan_value *v = &f->values->items[i];
        if (!plan_value_is_local(v) && !put_own(&out, v->change, scratch))
            put_registry(&out, v, scratch);
    }
    for (size_t i = 0; i < f->plan->count; i++) {
        const ks_change *c = &f->plan->items[i];
        if (c->outcome == KS_PLAN_EACH)
            put_each(&out, c, scratch);
        else if (c->outcome == KS_PLAN_CHANGE && c->place == NULL)
            put_other(&out, c, scratch);
    }
    if (out.is_full)
        return false;
    *f->arena = scratch;
    return ks_out_size(&out) == head ||
           plan_file_add(f->files, "changes.csv", ks_out_str(&out), PLAN_UTF8, f->arena);
}

bool plan_add_script(plan_files *f)
{
    size_t before = f->files->count;
    if (!add_rows(f))
        return false;
    bool is_added = true;
#define X(name, path)                                                                          \
    is_added = is_added &&                                                                     \
               (f->files->count == before ||                                                   \
                plan_file_add(f->files, path,                                                  \
                              (ks_str){ (const char *)ks_plan_##name, ks_plan_##name##_size }, \
                              PLAN_UTF8, f->arena));
    CARRIED(X)
#undef X
    return is_added;
}
