#include "policy/firewall.h"

#include "base/fold.h"
#include "base/number.h"

// "v2.26" up to the first `|`.
static bool read_version(ks_str text, size_t *at, u32 *version)
{
    u32 part[2] = { 0 };
    size_t i = 1;
    if (text.size < 2 || (text.at[0] != 'v' && text.at[0] != 'V'))
        return false;
    for (int which = 0; which < 2; which++, i++) {
        size_t start = i;
        while (i < text.size && text.at[i] >= '0' && text.at[i] <= '9' && i - start < 4)
            part[which] = part[which] * 10 + (u32)(text.at[i++] - '0');
        if (i == start || i == text.size || text.at[i] != (which ? '|' : '.'))
            return false;
    }
    if (part[1] > 99)
        return false;
    *at = i;
    *version = part[0] * 100 + part[1];
    return true;
}

ks_firewall_reading ks_firewall_rule_read(ks_firewall_rule *rule, ks_str text, ks_arena *arena,
                                          size_t *at)
{
    *rule = (ks_firewall_rule){ 0 };
    *at = 0;
    if (!read_version(text, at, &rule->version))
        return KS_FIREWALL_NO_VERSION;
    for (ks_firewall_field **end = &rule->fields; *at < text.size;) {
        size_t left = text.size - *at;
        const char *start = text.at + *at;
        const char *bar = memchr(start, '|', left);
        if (!bar)
            return KS_FIREWALL_NO_END;
        size_t size = (size_t)(bar - start);
        const char *equal = size ? memchr(start, '=', size) : NULL;
        if (!equal || equal == start)
            return KS_FIREWALL_NO_VALUE;
        ks_firewall_field *field = ks_take(arena, ks_firewall_field, 1);
        if (!field)
            return KS_FIREWALL_OVER_BUDGET;
        size_t name = (size_t)(equal - start);
        *field = (ks_firewall_field){ .name = { start, name },
                                      .value = { equal + 1, size - name - 1 },
                                      .at = *at,
                                      .value_at = *at + name + 1 };
        *end = field;
        end = &field->next;
        *at += size + 1;
    }
    return KS_FIREWALL_WELL;
}

void ks_firewall_rule_write(ks_out *out, const ks_firewall_rule *rule)
{
    ks_out_byte(out, 'v');
    ks_out_u64(out, rule->version / 100);
    ks_out_byte(out, '.');
    ks_out_u64(out, rule->version % 100);
    ks_out_byte(out, '|');
    for (const ks_firewall_field *f = rule->fields; f; f = f->next) {
        ks_out_put(out, f->name);
        ks_out_byte(out, '=');
        ks_out_put(out, f->value);
        ks_out_byte(out, '|');
    }
}

const ks_firewall_field *ks_firewall_field_find(const ks_firewall_rule *rule, const char *name)
{
    for (const ks_firewall_field *f = rule->fields; f; f = f->next)
        if (ks_equal_fold(f->name, ks_str_of(name)))
            return f;
    return NULL;
}

bool ks_firewall_field_is(const ks_firewall_rule *rule, const char *name, const char *value)
{
    const ks_firewall_field *field = ks_firewall_field_find(rule, name);
    return field && ks_equal_fold(field->value, ks_str_of(value));
}
