// A group policy object: registry.pol of both halves, audit.csv and GptTmpl.inf, as a backup that
// GPMC imports; and the same registry values as LGPO text. Its ids come from its content, so that
// the same plan is the same backup.
#include "base/hash.h"
#include "base/number.h"
#include "plan/parts.h"
#include "policy/audit_csv.h"
#include "policy/gpo_backup.h"
#include "policy/lgpo.h"

enum { lgpo_size = 4 << 20, guid_text = 38 };

// Services and audit options have places of their own in a GPO.
static bool is_elsewhere(const plan_value *v)
{
    return v->change->part->kind == KS_SETTING_AUDIT_OPTION ||
           (v->change->part->kind == KS_SETTING_SERVICE && !v->is_absent &&
            v->change->becomes.kind == KS_VALUE_NUMBER && v->change->becomes.number >= 2);
}

static ks_str key_text(const plan_value *v, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, v->key.size + 64))
        return (ks_str){ 0 };
    plan_key_print(&out, v, false);
    return ks_out_str(&out);
}

bool plan_pol_of(const plan_files *f, bool is_user, ks_pol *pol)
{
    *pol = (ks_pol){ .entries = ks_take(f->arena, ks_pol_entry, f->values->count + 1) };
    for (size_t i = 0; pol->entries && i < f->values->count; i++) {
        const plan_value *v = &f->values->items[i];
        ks_pol_entry *entry = &pol->entries[pol->count];
        if ((v->root == KS_ROOT_USER) != is_user || is_elsewhere(v) || plan_value_is_local(v))
            continue;
        ks_str key = key_text(v, f->arena);
        *entry = (ks_pol_entry){ .key = key, .name = v->name, .type = v->type, .data = v->data };
        if (key.size == 0 || (v->is_absent && !ks_pol_delete_entry(key, v->name, f->arena, entry)))
            return false;
        pol->count++;
    }
    return pol->entries != NULL;
}

static bool add_pol(plan_files *f, bool is_user, ks_gpo_files *to)
{
    ks_pol pol;
    ks_out out;
    if (!plan_pol_of(f, is_user, &pol))
        return false;
    if (pol.count == 0)
        return true;
    if (!ks_out_open(&out, f->arena, ks_pol_write_size(&pol)))
        return false;
    ks_pol_write(&out, &pol);
    ks_str path = is_user ? KS_STR("User/registry.pol") : KS_STR("Machine/registry.pol");
    return !out.is_full &&
           ks_gpo_files_add(to, path, (ks_span){ out.start, ks_out_size(&out) }, f->arena);
}

// --- audit.csv

static bool audit_row(const ks_change *c, ks_arena *arena, ks_audit_row *row)
{
    static const ks_audit_setting settings[] = { KS_AUDIT_NONE, KS_AUDIT_SUCCESS, KS_AUDIT_FAILURE,
                                                 KS_AUDIT_BOTH };
    u64 number = 0;
    if (c->part->kind == KS_SETTING_AUDIT_SUBCATEGORY && c->becomes.kind == KS_VALUE_NUMBER &&
        c->becomes.number < countof(settings) && c->part->object.size > 8) {
        u8 text[] = "0x....";
        memcpy(text + 2, c->part->object.at + 4, 4);
        if (!ks_u64_read((ks_str){ (const char *)text, 6 }, &number))
            return false;
        *row = ks_audit_row_of((u16)number, settings[c->becomes.number], arena);
        return true;
    }
    if (c->part->kind != KS_SETTING_AUDIT_OPTION)
        return false;
    bool is_on = c->becomes.kind == KS_VALUE_NUMBER ? c->becomes.number != 0
                                                    : ks_str_equal(c->becomes.text, KS_STR("01"));
    ks_out name;
    if (!ks_out_open(&name, arena, c->part->object.size + 8))
        return false;
    KS_PUT(&name, "Option:");
    ks_out_put(&name, c->part->object);
    *row = (ks_audit_row){ .kind = KS_AUDIT_OPTION,
                           .name = ks_out_str(&name),
                           .inclusion = is_on ? KS_STR("Enabled") : KS_STR("Disabled"),
                           .value = is_on ? KS_STR("1") : KS_STR("0"),
                           .has_number = true,
                           .number = is_on };
    return true;
}

static bool add_audit(plan_files *f, ks_gpo_files *to)
{
    ks_audit_policy policy = { .rows = ks_take(f->arena, ks_audit_row, f->plan->count + 1) };
    ks_out out;
    for (size_t i = 0; policy.rows && i < f->plan->count; i++) {
        const ks_change *c = &f->plan->items[i];
        if (c->outcome == KS_PLAN_CHANGE && audit_row(c, f->arena, &policy.rows[policy.count]))
            policy.count++;
    }
    if (policy.rows == NULL || policy.count == 0)
        return policy.rows != NULL;
    if (!ks_out_open(&out, f->arena, ks_audit_write_size(&policy)))
        return false;
    ks_audit_write(&out, &policy);
    return !out.is_full &&
           ks_gpo_files_add(to, KS_STR("Machine/microsoft/windows nt/Audit/audit.csv"),
                            (ks_span){ out.start, ks_out_size(&out) }, f->arena);
}

static bool add_template(plan_files *f, ks_gpo_files *to)
{
    ks_ini ini = { 0 };
    ks_out out;
    bool has = false;
    if (!plan_template_of(f, &ini, &has))
        return false;
    if (!has)
        return true;
    if (!ks_out_open(&out, f->arena, ks_template_write_size(&ini)))
        return false;
    ks_template_write(&out, &ini, *f->arena);
    return !out.is_full &&
           ks_gpo_files_add(to, KS_STR("Machine/microsoft/windows nt/SecEdit/GptTmpl.inf"),
                            (ks_span){ out.start, ks_out_size(&out) }, f->arena);
}

// --- the backup

static ks_str guid_of(u64 first, u64 second, ks_arena *arena)
{
    u8 bytes[16];
    ks_out out;
    ks_store64(bytes, first);
    ks_store64(bytes + 8, second);
    bytes[7] = (u8)(0x80 | (bytes[7] & 0x0f)); // version 8: of its maker's own making (RFC 9562)
    bytes[8] = (u8)(0x80 | (bytes[8] & 0x3f));
    if (!ks_out_open(&out, arena, guid_text + 8))
        return (ks_str){ 0 };
    KS_PUT(&out, "{");
    ks_out_guid(&out, bytes);
    KS_PUT(&out, "}");
    return ks_out_str(&out);
}

static ks_str display_name(const plan_files *f)
{
    ks_out out;
    ks_str id = f->request->profile->id;
    if (!ks_out_open(&out, f->arena, id.size + 64))
        return (ks_str){ 0 };
    KS_PUT(&out, "Konseki ");
    ks_out_put(&out, id);
    KS_PUT(&out, " ");
    ks_out_put(&out, ks_role_word(f->request->windows.role));
    return ks_out_str(&out);
}

bool plan_add_gpo(plan_files *f)
{
    ks_gpo_backup backup = { 0 };
    ks_gpo_files made = { 0 };
    if (!add_pol(f, false, &backup.files) || !add_pol(f, true, &backup.files) ||
        !add_audit(f, &backup.files) || !add_template(f, &backup.files))
        return false;
    if (backup.files.count == 0)
        return true;
    u64 sum = 1;
    for (size_t i = 0; i < backup.files.count; i++)
        sum = ks_hash(backup.files.files[i].bytes,
                      ks_hash(ks_str_span(backup.files.files[i].path), sum));
    backup.id = guid_of(sum, ks_hash_mix(sum, 1), f->arena);
    backup.guid = guid_of(ks_hash_mix(sum, 2), ks_hash_mix(sum, 3), f->arena);
    backup.display_name = display_name(f);
    if (backup.id.size == 0 || backup.guid.size == 0 || backup.display_name.size == 0 ||
        !ks_gpo_backup_complete(&backup, f->arena) ||
        !ks_gpo_backup_write(&backup, f->arena, &made))
        return false;
    for (size_t i = 0; i < made.count; i++) {
        ks_out path;
        if (!ks_out_open(&path, f->arena, made.files[i].path.size + 4))
            return false;
        KS_PUT(&path, "gpo/");
        ks_out_put(&path, made.files[i].path);
        if (!ks_gpo_files_add(f->files, ks_out_str(&path), made.files[i].bytes, f->arena))
            return false;
    }
    return true;
}

static bool add_lgpo(plan_files *f, bool is_user)
{
    ks_pol pol;
    ks_out out;
    if (!plan_pol_of(f, is_user, &pol))
        return false;
    if (pol.count == 0)
        return true;
    if (!ks_out_open(&out, f->arena, lgpo_size))
        return false;
    if (!ks_lgpo_write(&out, &pol, is_user ? KS_STR("User") : KS_STR("Computer")))
        return !out.is_full; // a value that its lines cannot say: the other files have it
    // The writer ends lines as it likes: the file has CRLF and the mark that LGPO wants.
    ks_out lines;
    ks_str text = ks_out_str(&out);
    if (!ks_out_open(&lines, f->arena, text.size))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] != '\r')
            ks_out_byte(&lines, text.at[i]);
    }
    return plan_file_add(f->files, is_user ? "lgpo/user.txt" : "lgpo/machine.txt",
                         ks_out_str(&lines), PLAN_UTF8, f->arena);
}

bool plan_add_lgpo(plan_files *f) { return add_lgpo(f, false) && add_lgpo(f, true); }
