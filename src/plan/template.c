// GptTmpl.inf: user rights, account policies, start of services, audit entries of keys and folders,
// members of groups.
#include "base/number.h"
#include "plan/parts.h"

static bool add_line(const plan_files *f, ks_ini *ini, const char *section, ks_str line)
{
    ks_ini_section *to = ks_ini_section_add(ini, ks_str_of(section), f->arena);
    for (size_t i = 0; to && i < to->count; i++) {
        if (ks_str_equal(to->entries[i].raw, line)) // two settings may want the same
            return true;
    }
    return to && ks_ini_line_add(to, line, f->arena);
}

// "SeX = *S-1-5-32-544,*S-1-5-19": accounts by SID, which is the same in every language.
static bool add_accounts(const plan_files *f, ks_ini *ini, const char *section, const char *behind,
                         const ks_change *c)
{
    ks_out line;
    ks_str left = c->becomes.text;
    bool is_first = true;
    if (!ks_out_open(&line, f->arena, c->part->object.size + left.size * 2 + 64))
        return false;
    if (*behind)
        KS_PUT(&line, "*");
    ks_out_put(&line, c->part->object);
    ks_out_put(&line, ks_str_of(behind));
    KS_PUT(&line, " = ");
    while (c->becomes.kind == KS_VALUE_TEXT && left.size) {
        const char *end = memchr(left.at, '\n', left.size);
        size_t size = end ? (size_t)(end - left.at) : left.size;
        if (!is_first)
            KS_PUT(&line, ",");
        is_first = false;
        if (size > 2 && memcmp(left.at, "S-", 2) == 0)
            KS_PUT(&line, "*");
        ks_out_put(&line, (ks_str){ left.at, size });
        size += end != NULL;
        left = ks_str_from(left, size);
    }
    return add_line(f, ini, section, ks_out_str(&line));
}

static bool add_access(const plan_files *f, ks_ini *ini, const ks_change *c)
{
    ks_out line;
    if (!ks_out_open(&line, f->arena, c->part->object.size + c->becomes.text.size + 64))
        return false;
    ks_out_put(&line, c->part->object);
    KS_PUT(&line, " = ");
    if (c->becomes.kind == KS_VALUE_NUMBER) {
        ks_out_u64(&line, c->becomes.number);
    } else {
        KS_PUT(&line, "\"");
        ks_out_put(&line, c->becomes.text);
        KS_PUT(&line, "\"");
    }
    return add_line(f, ini, "System Access", ks_out_str(&line));
}

static bool add_object(const plan_files *f, ks_ini *ini, const char *section, ks_str name,
                       i64 number, ks_str sddl)
{
    ks_str line;
    ks_template_object object = { .name = name, .number = number, .sddl = sddl };
    return ks_template_object_line(&object, f->arena, &line) && add_line(f, ini, section, line);
}

// "HKLM\..." is "MACHINE\..." there.
static bool add_sacl(const plan_files *f, ks_ini *ini, const ks_change *c)
{
    ks_str object = c->part->object, below = { object.at + 5, object.size - 5 };
    if (!ks_begins(object, KS_STR("HKLM\\")))
        return add_object(f, ini, "File Security", object, 0, c->becomes.text);
    ks_out name;
    if (!ks_out_open(&name, f->arena, object.size + 16))
        return false;
    KS_PUT(&name, "MACHINE\\");
    ks_out_put(&name, below);
    return add_object(f, ini, "Registry Keys", ks_out_str(&name), 0, c->becomes.text);
}

static bool add_change(const plan_files *f, ks_ini *ini, const ks_change *c, bool *is_in)
{
    *is_in = true;
    ks_setting_value v = c->becomes;
    if (c->part->kind == KS_SETTING_USER_RIGHT)
        return add_accounts(f, ini, "Privilege Rights", "", c);
    if (c->part->kind == KS_SETTING_GROUP_MEMBER)
        return add_accounts(f, ini, "Group Membership", "__Members", c);
    if (c->part->kind == KS_SETTING_SYSTEM_ACCESS && v.kind != KS_VALUE_ABSENT)
        return add_access(f, ini, c);
    if (c->part->kind == KS_SETTING_SERVICE && v.kind == KS_VALUE_NUMBER && v.number >= 2)
        return add_object(f, ini, "Service General Setting", c->part->object, (i64)v.number,
                          (ks_str){ 0 });
    if (c->part->kind == KS_SETTING_AUDIT_SACL && v.kind == KS_VALUE_TEXT)
        return add_sacl(f, ini, c);
    *is_in = false;
    return true;
}

bool plan_template_of(const plan_files *f, ks_ini *ini, bool *has)
{
    *has = false;
    if (!ks_template_begin(ini, f->arena))
        return false;
    for (size_t i = 0; i < f->plan->count; i++) {
        bool is_in = false;
        if (f->plan->items[i].outcome == KS_PLAN_CHANGE &&
            !add_change(f, ini, &f->plan->items[i], &is_in))
            return false;
        *has |= is_in;
    }
    return true;
}
