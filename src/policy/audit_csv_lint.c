// What is wrong with an audit policy row by row, and with its rows together.
#include "policy/audit_csv.h"

#include "base/fold.h"
#include "base/table.h"
#include "policy/audit_csv_mistakes.h"
#include "policy/sddl.h"
#include "policy/sddl_lint.h"
#include "policy/worded.h"

const ks_mistake_kind audit_kinds[AUDIT_MISTAKE_COUNT] = { AUDIT_MISTAKES(KS_MISTAKE_ROW) };

typedef struct {
    const ks_audit_policy *policy;
    ks_mistakes *mistakes;
    ks_arena *scratch;
    ks_table seen; // target, NUL, GUID or name, folded by lower-case ASCII
    u32 *seen_line;
    bool is_file_audited, is_key_audited;
} linting;

enum { file_system = 0x921d, registry = 0x921e, lockout = 0x9217 };

static void say(linting *l, audit_mistake kind, ks_mistake_place place, ks_str first, ks_str second)
{
    ks_mistake_add(l->mistakes, &audit_kinds[kind], place, first, second);
}

static bool has_success(ks_audit_setting s) { return s == KS_AUDIT_SUCCESS || s == KS_AUDIT_BOTH; }

// The subcategory whose English or Japanese name this is, as the editor or auditpol writes it.
static u16 by_name(ks_str name)
{
    static const char tail[] = "の監査";
    static const struct {
        u16 number;
        const char *en, *ja;
    } names[] = {
#define X(number, category, en, ja) { number, en, ja },
        AUDIT_SUBCATEGORIES(X)
#undef X
        // Names that the editor writes otherwise than auditpol.
        { 0x9248, "PNP Activity", "" },
        { 0x9248, "Plug and Play Events", "" },
        { 0x9230, "Authentication Policy Change", "" },
        { 0x9245, "Removable Storage", "" },
        { 0x9246, "Central Access Policy Staging", "" },
        { 0x9247, "User / Device Claims", "" },
        { 0x924a, "Token Right Adjusted", "" },
    };
    name = ks_trim(name);
    if (name.size > 6 && ks_equal_fold((ks_str){ name.at, 6 }, KS_STR("Audit ")) &&
        !ks_equal_fold(name, KS_STR("Audit Policy Change")))
        name = (ks_str){ name.at + 6, name.size - 6 };
    size_t tail_size = sizeof tail - 1;
    if (name.size > tail_size && memcmp(name.at + name.size - tail_size, tail, tail_size) == 0)
        name.size -= tail_size;
    for (size_t i = 0; i < countof(names); i++)
        if (ks_equal_fold(name, ks_str_of(names[i].en)) ||
            ks_equal_fold(name, ks_str_of(names[i].ja)))
            return names[i].number;
    return 0;
}

static void lint_identity(linting *l, const ks_audit_row *row)
{
    u16 named = by_name(row->name);
    if (!row->subcategory || !ks_audit_name(row->subcategory, KS_EN).size) {
        if (named)
            say(l, AUDIT_GUID, row->columns[3], row->guid,
                ks_audit_row_of(named, KS_AUDIT_NONE, l->mistakes->arena).guid);
        else
            say(l, AUDIT_GUID_UNKNOWN, row->columns[3], row->guid, (ks_str){ 0 });
    } else if (named && named != row->subcategory) {
        say(l, AUDIT_NAME, row->columns[2], ks_trim(row->name),
            ks_audit_name(row->subcategory, KS_EN));
    }
}

static ks_str setting_word(ks_audit_setting setting)
{
    static const char *const words[] = {
        [KS_AUDIT_UNKNOWN] = "?", [KS_AUDIT_UNCHANGED] = "0", [KS_AUDIT_UNCLEAR] = "0",
        [KS_AUDIT_NONE] = "4",    [KS_AUDIT_SUCCESS] = "1",   [KS_AUDIT_FAILURE] = "2",
        [KS_AUDIT_BOTH] = "3",
    };
    return ks_str_of(words[setting]);
}

static void lint_setting(linting *l, const ks_audit_row *row)
{
    ks_audit_setting setting = ks_audit_setting_of(row);
    ks_audit_row text_only = *row;
    text_only.has_number = false;
    ks_audit_setting said = ks_audit_setting_of(&text_only);
    bool differs = said != KS_AUDIT_UNKNOWN && said != setting && setting != KS_AUDIT_UNCLEAR;
    if (!l->policy->is_report && (!row->has_number || row->number > 4))
        say(l, AUDIT_VALUE, row->columns[6], row->value, KS_STR("0, 1, 2, 3, 4"));
    else if (setting == KS_AUDIT_UNCLEAR)
        say(l, AUDIT_UNCLEAR, row->columns[6], row->inclusion, (ks_str){ 0 });
    else if (!l->policy->is_report && differs)
        say(l, AUDIT_TEXT, row->columns[4], row->inclusion, setting_word(setting));
    static const u16 noisy[] = { 0x921f, 0x9223, 0x9225, 0x9226 };
    for (size_t i = 0; i < countof(noisy); i++)
        if (row->subcategory == noisy[i] && setting >= KS_AUDIT_SUCCESS)
            say(l, AUDIT_NOISY, row->columns[3], ks_audit_name(row->subcategory, KS_EN),
                (ks_str){ 0 });
    if (row->subcategory == lockout && setting == KS_AUDIT_SUCCESS)
        say(l, AUDIT_LOCKOUT, row->columns[l->policy->is_report ? 4 : 6],
            ks_audit_name(lockout, KS_EN), (ks_str){ 0 });
    l->is_file_audited |= row->subcategory == file_system && setting >= KS_AUDIT_SUCCESS;
    l->is_key_audited |= row->subcategory == registry && has_success(setting);
}

static void lint_user(linting *l, const ks_audit_row *row)
{
    ks_sid sid;
    if (!ks_sid_parse(row->target, &sid))
        say(l, AUDIT_TARGET, row->columns[1], row->target, (ks_str){ 0 });
    else if (ks_glob_fold(KS_STR("S-1-5-32-*"), row->target) ||
             ks_glob_fold(KS_STR("S-1-1-0"), row->target) ||
             ks_glob_fold(KS_STR("S-1-5-21-*-51?"), row->target))
        say(l, AUDIT_GROUP, row->columns[1], row->target, (ks_str){ 0 });
    if (!l->policy->is_report && (!row->has_number || row->number > KS_AUDIT_USER_NONE))
        say(l, AUDIT_VALUE, row->columns[6], row->value, KS_STR("0 - 15, 16"));
}

static void lint_option(linting *l, const ks_audit_row *row)
{
    static const char *const options[] = { "CrashOnAuditFail", "FullPrivilegeAuditing",
                                           "AuditBaseObjects", "AuditBaseDirectories" };
    ks_str name = ks_trim((ks_str){ row->name.at + 7, row->name.size - 7 });
    bool is_known = false;
    for (size_t i = 0; i < countof(options); i++)
        is_known |= ks_equal_fold(name, ks_str_of(options[i]));
    if (!is_known)
        say(l, AUDIT_OPTION, row->columns[2], name, (ks_str){ 0 });
    if (!l->policy->is_report && (!row->has_number || row->number > 1))
        say(l, AUDIT_VALUE, row->columns[6], row->value, KS_STR("0, 1"));
}

static void lint_sacl(linting *l, const ks_audit_row *row)
{
    ks_str sddl = ks_trim(row->value);
    bool is_file = row->kind == KS_AUDIT_FILE_SACL;
    if (sddl.size == 0)
        return; // none: what auditpol /backup writes on most machines
    size_t count = l->mistakes->count;
    size_t audits =
        sddl_lint(sddl, row->columns[6], is_file ? SDDL_OF_FILES : SDDL_OF_KEYS, l->mistakes);
    if (audits == 0 && l->mistakes->count == count)
        say(l, AUDIT_SACL_EMPTY, row->columns[6], sddl, (ks_str){ 0 });
}

// Global SACLs are nothing without their subcategory; rows of a GPO may stand in any order.
static void lint_sacl_uses(linting *l)
{
    for (size_t i = 0; i < l->policy->count; i++) {
        const ks_audit_row *row = &l->policy->rows[i];
        if (ks_trim(row->value).size == 0)
            continue;
        if (row->kind == KS_AUDIT_FILE_SACL && !l->is_file_audited)
            say(l, AUDIT_SACL_DEAD, row->columns[2], row->name, ks_audit_name(file_system, KS_EN));
        if (row->kind == KS_AUDIT_KEY_SACL && !l->is_key_audited)
            say(l, AUDIT_SACL_DEAD, row->columns[2], row->name, ks_audit_name(registry, KS_EN));
    }
}

static void lint_twice(linting *l, size_t i)
{
    const ks_audit_row *row = &l->policy->rows[i];
    bool has_guid = row->kind == KS_AUDIT_SYSTEM || row->kind == KS_AUDIT_USER;
    ks_str what = has_guid ? row->guid : row->name;
    ks_arena *arena = l->scratch;
    ks_out out;
    if (!ks_out_open(&out, arena, row->target.size + what.size + 1))
        return;
    ks_out_put(&out, row->target);
    ks_out_byte(&out, 0);
    ks_out_put(&out, what);
    for (u8 *at = out.start; at < out.at; at++)
        *at = *at >= 'A' && *at <= 'Z' ? (u8)(*at + 32) : *at;
    size_t count = l->seen.count;
    u32 number = ks_table_add(&l->seen, arena, (ks_span){ out.start, ks_out_size(&out) });
    if (number == ks_table_none)
        return;
    if (number < count)
        say(l, AUDIT_TWICE, row->place,
            row->subcategory ? ks_audit_name(row->subcategory, KS_EN) : row->name,
            worded_number(l->mistakes->arena, l->seen_line[number]));
    l->seen_line[number] = row->place.line;
}

static void lint_row(linting *l, size_t i)
{
    const ks_audit_row *row = &l->policy->rows[i];
    switch (row->kind) {
    case KS_AUDIT_SYSTEM:
        if (!ks_equal_fold(row->target, KS_STR("System")) && !l->policy->is_report)
            say(l, AUDIT_TARGET, row->columns[1], row->target, (ks_str){ 0 });
        lint_identity(l, row);
        lint_setting(l, row);
        break;
    case KS_AUDIT_USER:
        lint_identity(l, row);
        lint_user(l, row);
        break;
    case KS_AUDIT_OPTION: lint_option(l, row); break;
    case KS_AUDIT_FILE_SACL:
    case KS_AUDIT_KEY_SACL: lint_sacl(l, row); break;
    }
    lint_twice(l, i);
}

void ks_audit_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_arena scratch = ks_mistakes_scratch(arena);
    ks_audit_policy policy;
    if (!ks_audit_read(bytes, arena, &policy, mistakes))
        return;
    linting l = { .policy = &policy, .mistakes = mistakes, .scratch = &scratch };
    if (policy.count && !(l.seen_line = ks_take(&scratch, u32, policy.count))) {
        mistakes->is_cut = true;
        return;
    }
    for (size_t i = 0; i < policy.count; i++)
        lint_row(&l, i);
    lint_sacl_uses(&l);
}
