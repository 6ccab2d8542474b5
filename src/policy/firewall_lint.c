// A rule for itself, rules together (a program in System32 has a twin in SysWOW64), and settings.
#include "policy/firewall_lint.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/firewall_field.h"
#include "policy/firewall_mistakes.h"
#include "policy/writable.h"

const ks_mistake_kind firewall_kinds[FIREWALL_MISTAKE_COUNT] = { FIREWALL_MISTAKES(
    KS_MISTAKE_ROW) };

typedef struct {
    ks_mistake_place start;
    ks_mistakes *mistakes;
    ks_arena scratch;
} linting;

static const ks_str nothing = { 0 };

static void tell(linting *l, firewall_mistake kind, size_t at, ks_str a, ks_str b)
{
    ks_mistake_place place = l->start;
    if (place.line)
        place.column += (u32)at;
    else
        place.offset += 2 * at;
    ks_mistake_add(l->mistakes, &firewall_kinds[kind], place, a, b);
}

static ks_str number_text(ks_mistakes *mistakes, u64 number)
{
    ks_out out;
    if (!ks_out_open(&out, mistakes->arena, ks_number_size))
        return nothing;
    ks_out_u64(&out, number);
    return ks_out_str(&out);
}

static ks_str version_text(linting *l, u32 version)
{
    ks_out out;
    if (!ks_out_open(&out, l->mistakes->arena, (size_t)2 * ks_number_size))
        return nothing;
    ks_out_u64(&out, version / 100);
    ks_out_byte(&out, '.');
    ks_out_u64(&out, version % 100);
    return ks_out_str(&out);
}

static bool is_twice(const ks_firewall_rule *rule, const ks_firewall_field *field)
{
    for (const ks_firewall_field *f = rule->fields; f != field; f = f->next)
        if (ks_equal_fold(f->name, field->name))
            return true;
    return false;
}

// The rule's protocol; UINT64_MAX: any. The specification wants it before ports; 41 rules of the
// service's own store have it behind them.
static u64 protocol_of(const ks_firewall_rule *rule)
{
    u64 number;
    for (const ks_firewall_field *f = rule->fields; f; f = f->next)
        if (ks_equal_fold(f->name, KS_STR("Protocol")) && ks_u64_read(f->value, &number))
            return number;
    return UINT64_MAX;
}

static void lint_protocol(linting *l, const ks_firewall_rule *rule, const ks_firewall_field *f,
                          const firewall_field_row *row)
{
    u64 protocol = protocol_of(rule);
    bool is_port = row->type == FIREWALL_PORT || row->type == FIREWALL_PORTS;
    if (is_port && protocol != 6 && protocol != 17)
        tell(l, FIREWALL_PORT_PROTOCOL, f->at, f->name, nothing);
    bool is_six = ks_equal_fold(f->name, KS_STR("ICMP6"));
    if (row->type == FIREWALL_ICMP && protocol != (is_six ? 58u : 1u))
        tell(l, FIREWALL_ICMP_PROTOCOL, f->at, f->name, is_six ? KS_STR("58") : KS_STR("1"));
}

static void lint_field(linting *l, const ks_firewall_rule *rule, const ks_firewall_field *f)
{
    ks_str near = nothing;
    const firewall_field_row *row = firewall_field_row_find(f->name, &near);
    if (!row) {
        tell(l, FIREWALL_UNKNOWN, f->at, f->name, near);
        return;
    }
    if (!row->may_repeat && is_twice(rule, f))
        tell(l, FIREWALL_TWICE, f->at, f->name, nothing);
    if (row->version > rule->version)
        tell(l, FIREWALL_LATER, f->at, f->name, version_text(l, row->version));
    if (!firewall_value_fits(row->type, f->value))
        tell(l, FIREWALL_VALUE, f->value_at, f->value, f->name);
    lint_protocol(l, rule, f, row);
}

static void lint_meaning(linting *l, const ks_firewall_rule *rule)
{
    static const char *const narrows[] = { "App",       "Svc",      "LPort",  "LPort2_10",
                                           "RA4",       "RA6",      "RA42",   "RA62",
                                           "RPort",     "AppPkgId", "LUOwn",  "ICMP4",
                                           "ICMP6",     "IFType",   "IF",     "LPort2_20",
                                           "LPort2_24", "Protocol", "RUAuth", "RMauth" };
    bool is_on = ks_firewall_field_is(rule, "Active", "TRUE");
    bool allows_in =
        ks_firewall_field_is(rule, "Action", "Allow") && ks_firewall_field_is(rule, "Dir", "In");
    if (!ks_firewall_field_find(rule, "Active"))
        tell(l, FIREWALL_INACTIVE, 0, nothing, nothing);
    bool is_narrow = false, is_public = !ks_firewall_field_find(rule, "Profile");
    for (size_t i = 0; i < countof(narrows); i++)
        is_narrow = is_narrow || ks_firewall_field_find(rule, narrows[i]);
    for (const ks_firewall_field *f = rule->fields; f; f = f->next)
        is_public = is_public || (ks_equal_fold(f->name, KS_STR("Profile")) &&
                                  ks_equal_fold(f->value, KS_STR("Public")));
    if (is_on && allows_in && !is_narrow && is_public)
        tell(l, FIREWALL_OPEN, 0, nothing, nothing);
    const ks_firewall_field *app = ks_firewall_field_find(rule, "App");
    ks_arena scratch = l->scratch;
    if (is_on && allows_in && app && is_user_writable(plain_path(app->value, &scratch)))
        tell(l, FIREWALL_WRITABLE, app->value_at, app->value, nothing);
}

static bool read_rule(linting *l, ks_str text, ks_firewall_rule *rule)
{
    static const firewall_mistake kinds[] = { [KS_FIREWALL_NO_VERSION] = FIREWALL_NO_VERSION,
                                              [KS_FIREWALL_NO_END] = FIREWALL_NO_END,
                                              [KS_FIREWALL_NO_VALUE] = FIREWALL_NO_EQUAL };
    size_t at;
    ks_firewall_reading read = ks_firewall_rule_read(rule, text, &l->scratch, &at);
    if (read != KS_FIREWALL_WELL && read != KS_FIREWALL_OVER_BUDGET)
        tell(l, kinds[read], at, nothing, nothing);
    return read == KS_FIREWALL_WELL;
}

enum { fields_most = 2000 }; // more than any rule of a store has; is_twice is quadratic

void firewall_rule_lint(ks_str text, ks_mistake_place place, bool is_built_in,
                        ks_mistakes *mistakes, ks_arena scratch)
{
    linting l = { place, mistakes, scratch };
    ks_firewall_rule rule;
    if (!read_rule(&l, text, &rule))
        return;
    size_t count = 0;
    for (const ks_firewall_field *f = rule.fields; f && count < fields_most; f = f->next, count++)
        lint_field(&l, &rule, f);
    bool is_package = ks_firewall_field_find(&rule, "M") || ks_firewall_field_find(&rule, "PFN");
    if (is_built_in || is_package) // a record of AppIso about a package is no rule
        return;
    if (!ks_firewall_field_find(&rule, "Action"))
        tell(&l, FIREWALL_NO_ACTION, 0, KS_STR("Action"), nothing);
    if (!ks_firewall_field_find(&rule, "Dir"))
        tell(&l, FIREWALL_NO_ACTION, 0, KS_STR("Dir"), nothing);
    lint_meaning(&l, &rule);
}

// --- a program that is blocked in one of its two folders
static void keep_block(firewall_policy *policy, ks_str text, ks_mistake_place place,
                       ks_arena *arena, ks_arena scratch)
{
    ks_firewall_rule rule;
    size_t at;
    if (ks_firewall_rule_read(&rule, text, &scratch, &at) != KS_FIREWALL_WELL ||
        !ks_firewall_field_is(&rule, "Action", "Block") ||
        !ks_firewall_field_is(&rule, "Dir", "Out") || !ks_firewall_field_find(&rule, "App"))
        return;
    firewall_block *block = ks_take(arena, firewall_block, 1);
    if (!block)
        return;
    block->app = ks_arena_keep(arena, ks_firewall_field_find(&rule, "App")->value);
    block->plain = plain_path(block->app, arena);
    block->place = place;
    block->next = policy->blocks;
    policy->blocks = block;
}

static bool has_block(const firewall_policy *policy, const char *folder, ks_str name)
{
    ks_str start = ks_str_of(folder);
    for (const firewall_block *b = policy->blocks; b; b = b->next)
        if (b->plain.size == start.size + name.size &&
            memcmp(b->plain.at, start.at, start.size) == 0 &&
            memcmp(b->plain.at + start.size, name.at, name.size) == 0)
            return true;
    return false;
}

void firewall_lint(const firewall_policy *policy, ks_mistakes *mistakes, ks_arena scratch)
{
    // Programs that exist in both folders of a 64-bit Windows (a subset, by name).
    static const char *const both[] = { "mshta.exe",
                                        "regsvr32.exe",
                                        "rundll32.exe",
                                        "wscript.exe",
                                        "cscript.exe",
                                        "certutil.exe",
                                        "bitsadmin.exe",
                                        "cmstp.exe",
                                        "odbcconf.exe",
                                        "hh.exe",
                                        "certreq.exe",
                                        "extrac32.exe",
                                        "expand.exe",
                                        "replace.exe",
                                        "print.exe",
                                        "ftp.exe",
                                        "finger.exe",
                                        "curl.exe",
                                        "notepad.exe",
                                        "xwizard.exe",
                                        "windowspowershell\\v1.0\\powershell.exe",
                                        "windowspowershell\\v1.0\\powershell_ise.exe" };
    static const char system32[] = "c:\\windows\\system32\\";
    static const char syswow64[] = "c:\\windows\\syswow64\\";
    linting l = { .mistakes = mistakes, .scratch = scratch };
    for (const firewall_block *b = policy->blocks; b; b = b->next)
        for (size_t i = 0; i < countof(both); i++) {
            ks_str name = ks_str_of(both[i]);
            size_t start = sizeof system32 - 1;
            if (b->plain.size != start + name.size ||
                memcmp(b->plain.at + start, name.at, name.size) != 0)
                continue;
            bool is_32 = memcmp(b->plain.at, system32, start) == 0;
            if (!is_32 && memcmp(b->plain.at, syswow64, start) != 0)
                continue;
            l.start = b->place;
            if (!has_block(policy, is_32 ? syswow64 : system32, name))
                tell(&l, FIREWALL_NO_TWIN, 0, b->app,
                     is_32 ? KS_STR("SysWOW64") : KS_STR("System32"));
        }
}

// --- settings of profiles
static bool is(ks_str text, const char *word) { return ks_equal_fold(text, ks_str_of(word)); }

static void tell_setting(ks_mistakes *mistakes, firewall_mistake kind,
                         const ks_registry_value *value, ks_str a, ks_str b)
{
    ks_mistake_add(mistakes, &firewall_kinds[kind], value->place, a, b);
}

static void lint_profile_value(const ks_registry_value *value, ks_str profile,
                               ks_mistakes *mistakes)
{
    static const struct {
        const char *name;
        u32 bad;
        firewall_mistake kind;
    } settings[] = { { "EnableFirewall", 0, FIREWALL_PROFILE_OFF },
                     { "DefaultInboundAction", 0, FIREWALL_INBOUND_OPEN },
                     { "AllowLocalPolicyMerge", 0, FIREWALL_NO_LOCAL },
                     { "DefaultOutboundAction", UINT32_MAX, FIREWALL_SETTING },
                     { "DisableNotifications", UINT32_MAX, FIREWALL_SETTING },
                     { "DoNotAllowExceptions", UINT32_MAX, FIREWALL_SETTING },
                     { "DisableStealthMode", UINT32_MAX, FIREWALL_SETTING },
                     { "AllowLocalIPsecPolicyMerge", UINT32_MAX, FIREWALL_SETTING } };
    for (size_t i = 0; i < countof(settings); i++) {
        u32 number;
        if (!is(value->name, settings[i].name))
            continue;
        if (!registry_u32(value, &number) || number > 1)
            tell_setting(mistakes, FIREWALL_SETTING, value, value->name, nothing);
        else if (number == settings[i].bad)
            tell_setting(mistakes, settings[i].kind, value, profile, nothing);
    }
}

static void lint_log_value(const ks_registry_value *value, ks_str profile, bool is_policy,
                           ks_mistakes *mistakes, ks_arena scratch)
{
    u32 number;
    if (is(value->name, "LogFilePath")) {
        ks_str path = registry_text(value, mistakes->arena);
        ks_str plain = plain_path(path, &scratch);
        if (!registry_is_text(value))
            tell_setting(mistakes, FIREWALL_SETTING, value, value->name, nothing);
        else if (!ks_glob_fold(KS_STR("c:\\windows\\system32\\logfiles\\firewall\\*"), plain))
            tell_setting(mistakes, FIREWALL_LOG_FOLDER, value, path, nothing);
        return;
    }
    if (is(value->name, "LogIgnoredRules") && is_policy && is(profile, "StandardProfile"))
        tell_setting(mistakes, FIREWALL_NO_LOG_IGNORED, value, nothing, nothing);
    bool is_size = is(value->name, "LogFileSize");
    bool is_switch =
        is(value->name, "LogDroppedPackets") || is(value->name, "LogSuccessfulConnections");
    if (!is_size && !is_switch)
        return;
    if (!registry_u32(value, &number) || (is_switch && number > 1))
        tell_setting(mistakes, FIREWALL_SETTING, value, value->name, nothing);
    else if (is_size && (number < 16384 || number > 32767))
        tell_setting(mistakes, FIREWALL_LOG_SIZE, value, profile, number_text(mistakes, number));
    else if (is(value->name, "LogDroppedPackets") && number == 0)
        tell_setting(mistakes, FIREWALL_LOG_OFF, value, profile, nothing);
}

static void add_rule(firewall_policy *policy, const ks_registry_value *value, bool is_built_in,
                     ks_arena *arena, ks_mistakes *mistakes, ks_arena scratch)
{
    ks_str text = registry_text(value, arena);
    if (!registry_is_text(value)) {
        tell_setting(mistakes, FIREWALL_SETTING, value, value->name, nothing);
        return;
    }
    firewall_rule_lint(text, value->place, is_built_in, mistakes, scratch);
    keep_block(policy, text, value->place, arena, scratch);
}

bool firewall_add(firewall_policy *policy, const ks_registry_value *value, ks_arena *arena,
                  ks_mistakes *mistakes, ks_arena scratch)
{
    ks_str rest;
    bool is_policy = registry_below(value->key, "Policies\\Microsoft\\WindowsFirewall", &rest);
    if (!is_policy &&
        !registry_below(value->key, "SharedAccess\\Parameters\\FirewallPolicy", &rest))
        return false;
    ks_str part = registry_part(&rest);
    if (is(part, "FirewallRules")) {
        add_rule(policy, value, false, arena, mistakes, scratch);
    } else if (is(part, "RestrictedServices")) {
        ks_str kind = registry_part(&rest);
        if (is(kind, "Static") || is(kind, "Configurable"))
            add_rule(policy, value, true, arena, mistakes, scratch);
    } else if (ks_glob_fold(KS_STR("*Profile"), part)) {
        if (rest.size == 0)
            lint_profile_value(value, part, mistakes);
        else if (is(rest, "Logging"))
            lint_log_value(value, part, is_policy, mistakes, scratch);
    }
    return true;
}

// --- a file of rules
bool firewall_sniff(ks_span bytes, ks_arena scratch)
{
    (void)scratch;
    const u8 *p = bytes.at;
    return bytes.size > 5 && (p[0] | 0x20) == 'v' && p[1] >= '0' && p[1] <= '9' && p[2] == '.' &&
           memchr(p, '|', bytes.size < 8 ? bytes.size : 8) != NULL;
}

void firewall_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    firewall_policy policy = { 0 };
    ks_arena scratch = ks_mistakes_scratch(arena);
    u32 line = 1;
    for (size_t at = 0; at < bytes.size; line++) {
        const u8 *start = bytes.at + at;
        const u8 *end = memchr(start, '\n', bytes.size - at);
        size_t size = end ? (size_t)(end - start) : bytes.size - at;
        at += size + 1;
        while (size && start[size - 1] == '\r')
            size--;
        if (size == 0)
            continue;
        ks_mistake_place place = { .line = line, .column = 1 };
        ks_str text = { (const char *)start, size };
        firewall_rule_lint(text, place, false, mistakes, scratch);
        keep_block(&policy, text, place, arena, scratch);
    }
    firewall_lint(&policy, mistakes, scratch);
    ks_mistakes_sort(mistakes);
}
