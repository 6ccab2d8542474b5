// AppLocker's rules, exploit protection and Sysmon's configuration as the XML files that their own
// programs import.
// AppLocker only watches (AuditOnly): what it would have blocked has to be read first.
#include "base/hash.h"
#include "base/number.h"
#include "plan/parts.h"
#include "policy/applocker.h"
#include "policy/exploit.h"
#include "policy/writable.h"

enum { xml_size = 1 << 20 };

static ks_str id_of(const char *name, ks_arena *arena)
{
    u8 bytes[16];
    ks_out out;
    u64 sum = ks_hash(ks_str_span(ks_str_of(name)), 1);
    ks_store64(bytes, sum);
    ks_store64(bytes + 8, ks_hash_mix(sum, 2));
    bytes[7] = (u8)(0x80 | (bytes[7] & 0x0f));
    bytes[8] = (u8)(0x80 | (bytes[8] & 0x3f));
    if (!ks_out_open(&out, arena, 48))
        return (ks_str){ 0 };
    ks_out_guid(&out, bytes);
    for (u8 *c = out.start; c < out.at; c++)
        *c = (u8)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    return ks_out_str(&out);
}

static ks_applocker_condition *path_condition(ks_str path, ks_arena *arena)
{
    ks_applocker_condition *made = ks_take(arena, ks_applocker_condition, 1);
    if (made)
        *made = (ks_applocker_condition){ .kind = KS_APPLOCKER_PATH, .path = path };
    return made;
}

// "%WINDIR%\Temp\*" of "c:\windows\temp\".
static ks_str exception_path(ks_str folder, ks_arena *arena)
{
    ks_str windows = KS_STR("c:\\windows\\");
    ks_out out;
    if (folder.size <= windows.size || !ks_out_open(&out, arena, folder.size + 16))
        return (ks_str){ 0 };
    KS_PUT(&out, "%WINDIR%\\");
    ks_out_put(&out, (ks_str){ folder.at + windows.size, folder.size - windows.size });
    KS_PUT(&out, "*");
    return ks_out_str(&out);
}

static ks_applocker_condition *exceptions(ks_arena *arena)
{
    ks_applocker_condition *first = NULL, **end = &first;
    ks_str folder;
    for (size_t i = 0; (folder = writable_folder(i)).size; i++) {
        *end = path_condition(exception_path(folder, arena), arena);
        if (*end == NULL)
            return NULL;
        end = &(*end)->next;
    }
    return first;
}

static const struct {
    const char *name, *sid, *path;
    bool has_exceptions;
} allowed[] = {
    { "Program Files for everyone", "S-1-1-0", "%PROGRAMFILES%\\*", false },
    { "Windows for everyone, but where users can write", "S-1-1-0", "%WINDIR%\\*", true },
    { "everything for administrators", "S-1-5-32-544", "*", false },
};

static bool add_rule(ks_applocker_collection *to, const ks_applocker_rule *rule, ks_arena *arena)
{
    ks_applocker_rule *made = ks_take(arena, ks_applocker_rule, 1);
    if (made == NULL)
        return false;
    *made = *rule;
    *to->end = made;
    to->end = &made->next;
    return true;
}

static bool add_allowed(ks_applocker_collection *to, ks_arena *arena)
{
    for (size_t i = 0; i < countof(allowed); i++) {
        ks_out name;
        ks_str path = ks_str_of(allowed[i].path);
        if (!ks_out_open(&name, arena, 128))
            return false;
        ks_out_put(&name, to->type);
        KS_PUT(&name, ": ");
        ks_out_put(&name, ks_str_of(allowed[i].name));
        ks_out_byte(&name, 0);
        ks_applocker_rule rule = { .kind = KS_APPLOCKER_PATH,
                                   .id = id_of((const char *)name.start, arena),
                                   .name = { (const char *)name.start, ks_out_size(&name) - 1 },
                                   .sid = ks_str_of(allowed[i].sid),
                                   .action = KS_STR("Allow"),
                                   .conditions = path_condition(path, arena) };
        if (allowed[i].has_exceptions)
            rule.exceptions = exceptions(arena);
        if (rule.conditions == NULL || rule.id.size == 0 || !add_rule(to, &rule, arena))
            return false;
    }
    return true;
}

static bool add_publisher(ks_applocker_collection *to, const char *name, ks_str binary,
                          const char *action, ks_arena *arena)
{
    ks_applocker_condition *condition = ks_take(arena, ks_applocker_condition, 1);
    if (condition == NULL)
        return false;
    bool is_any = ks_str_equal(binary, KS_STR("*"));
    *condition = (ks_applocker_condition){
        .kind = KS_APPLOCKER_PUBLISHER,
        .publisher =
            is_any ? KS_STR("*") : KS_STR("O=MICROSOFT CORPORATION, L=REDMOND, S=WASHINGTON, C=US"),
        .product = KS_STR("*"),
        .binary = binary,
        .low = is_any ? KS_STR("0.0.0.0") : KS_STR("*"),
        .high = KS_STR("*"),
        .has_range = true,
    };
    ks_applocker_rule rule = { .kind = KS_APPLOCKER_PUBLISHER,
                               .id = id_of(name, arena),
                               .name = ks_str_of(name),
                               .sid = KS_STR("S-1-1-0"),
                               .action = ks_str_of(action),
                               .conditions = condition };
    return rule.id.size && add_rule(to, &rule, arena);
}

static const char *const denied_names[] = { "MSHTA.EXE", "WSCRIPT.EXE", "CSCRIPT.EXE" };

// "deny MSHTA.EXE" in what the plan has.
static bool is_denied(const plan_files *f, const char *program)
{
    size_t size = strlen(program);
    for (size_t i = 0; i < f->plan->count; i++) {
        const ks_change *c = &f->plan->items[i];
        ks_str text = c->part->detail;
        if (c->outcome != KS_PLAN_CHANGE || c->part->kind != KS_SETTING_APPLOCKER ||
            text.size < 5 || memcmp(text.at, "deny ", 5) != 0)
            continue;
        for (size_t k = 0; k + size <= text.size; k++) {
            if (memcmp(text.at + k, program, size) == 0)
                return true;
        }
    }
    return false;
}

static bool fill(const plan_files *f, ks_applocker_collection *to)
{
    if (ks_str_equal(to->type, KS_STR("Appx")))
        return add_publisher(to, "Appx: signed apps for everyone", KS_STR("*"), "Allow", f->arena);
    if (!add_allowed(to, f->arena))
        return false;
    for (size_t i = 0; i < countof(denied_names); i++) {
        if (ks_str_equal(to->type, KS_STR("Exe")) && is_denied(f, denied_names[i]) &&
            !add_publisher(to, denied_names[i], ks_str_of(denied_names[i]), "Deny", f->arena))
            return false;
    }
    return true;
}

static bool has_kind(const plan_files *f, ks_setting_kind kind)
{
    for (size_t i = 0; i < f->plan->count; i++) {
        if (f->plan->items[i].outcome == KS_PLAN_CHANGE && f->plan->items[i].part->kind == kind)
            return true;
    }
    return false;
}

bool plan_add_applocker(plan_files *f)
{
    static const char *const types[] = { "Exe", "Script", "Msi", "Appx" };
    ks_applocker_policy policy = { .version = KS_STR("1") };
    ks_applocker_collection **end = &policy.collections;
    ks_out out;
    if (!has_kind(f, KS_SETTING_APPLOCKER))
        return true;
    for (size_t i = 0; i < countof(types); i++) {
        ks_applocker_collection *made = ks_take(f->arena, ks_applocker_collection, 1);
        if (made == NULL)
            return false;
        made->type = ks_str_of(types[i]);
        made->mode = KS_STR("AuditOnly");
        made->end = &made->rules;
        if (!fill(f, made))
            return false;
        *end = made;
        end = &made->next;
    }
    if (!ks_out_open(&out, f->arena, xml_size))
        return false;
    ks_applocker_write(&out, &policy);
    return !out.is_full &&
           plan_file_add(f->files, "applocker.xml", ks_out_str(&out), PLAN_UTF8, f->arena);
}

// --- exploit protection

static const struct {
    const char *detail, *element, *name;
} mitigations[] = {
    { "DEP", "DEP", "Enable" },
    { "ForceRelocateImages", "ASLR", "ForceRelocateImages" },
    { "BottomUp", "ASLR", "BottomUp" },
    { "HighEntropy", "ASLR", "HighEntropy" },
    { "ControlFlowGuard", "ControlFlowGuard", "Enable" },
    { "SEHOP", "SEHOP", "Enable" },
    { "TerminateOnError", "Heap", "TerminateOnError" },
    { "DisableExtensionPoints", "ExtensionPoints", "DisableExtensionPoints" },
    { "DisallowChildProcessCreation", "ChildProcess", "DisallowChildProcessCreation" },
    { "BlockRemoteImageLoads", "ImageLoad", "BlockRemoteImageLoads" },
};

static ks_exploit_app *app_of(ks_exploit_policy *policy, ks_str program, ks_arena *arena)
{
    bool is_system = ks_str_equal(program, KS_STR("*"));
    ks_exploit_app **end = &policy->apps;
    for (; *end; end = &(*end)->next) {
        if ((*end)->is_system == is_system &&
            (is_system || ks_str_equal((*end)->executable, program)))
            return *end;
    }
    ks_exploit_app *made = ks_take(arena, ks_exploit_app, 1);
    if (made) {
        *made = (ks_exploit_app){ .is_system = is_system, .executable = program };
        *end = made;
    }
    return made;
}

static bool add_mitigation(ks_exploit_policy *policy, const ks_change *c, ks_arena *arena)
{
    for (size_t i = 0; i < countof(mitigations); i++) {
        if (!ks_str_equal(c->part->detail, ks_str_of(mitigations[i].detail)))
            continue;
        ks_exploit_app *app = app_of(policy, c->part->object, arena);
        ks_exploit_setting *made = ks_take(arena, ks_exploit_setting, 1);
        if (app == NULL || made == NULL)
            return false;
        *made =
            (ks_exploit_setting){ .element = ks_str_of(mitigations[i].element),
                                  .name = ks_str_of(mitigations[i].name),
                                  .value = c->becomes.number ? KS_STR("true") : KS_STR("false") };
        ks_exploit_setting **end = &app->settings;
        while (*end)
            end = &(*end)->next;
        *end = made;
    }
    return true;
}

bool plan_add_mitigations(plan_files *f)
{
    ks_exploit_policy policy = { 0 };
    ks_out out;
    for (size_t i = 0; i < f->plan->count; i++) {
        const ks_change *c = &f->plan->items[i];
        if (c->outcome == KS_PLAN_CHANGE && c->part->kind == KS_SETTING_EXPLOIT_PROTECTION &&
            c->becomes.kind == KS_VALUE_NUMBER && !add_mitigation(&policy, c, f->arena))
            return false;
    }
    if (policy.apps == NULL)
        return true;
    if (!ks_out_open(&out, f->arena, xml_size))
        return false;
    ks_exploit_write(&out, &policy);
    return !out.is_full && plan_file_add(f->files, "exploit-protection.xml", ks_out_str(&out),
                                         PLAN_PLAIN, f->arena);
}

// --- Sysmon

extern const unsigned char ks_plan_sysmon_xml[];
extern const size_t ks_plan_sysmon_xml_size;

// "FileCreate", "Sysmon@schemaversion": the element is what stands before the @.
bool plan_sysmon_has(ks_str object)
{
    const char *at = object.size ? memchr(object.at, '@', object.size) : NULL;
    size_t size = at ? (size_t)(at - object.at) : object.size;
    for (size_t i = 0; i + size + 1 < ks_plan_sysmon_xml_size; i++) {
        const unsigned char *c = ks_plan_sysmon_xml + i;
        if (c[0] == '<' && memcmp(c + 1, object.at, size) == 0 &&
            strchr(" />", c[size + 1]) != NULL)
            return true;
    }
    return false;
}

// The same for Sysmon 13 and 14, which refuse a newer schema: without the groups below a comment
// that says "Sysmon 15:".
static void put_older_sysmon(ks_out *out, ks_str text)
{
    bool is_left_out = false;
    for (size_t at = 0, end; at < text.size; at = end) {
        for (end = at; end < text.size && text.at[end] != '\n';)
            end++;
        end += end < text.size;
        ks_str line = { text.at + at, end - at };
        if (ks_begins(line, KS_STR("    <!-- ")))
            is_left_out = ks_str_has(line, KS_STR(", Sysmon 15:"));
        else if (ks_begins(line, KS_STR("  </")))
            is_left_out = false;
        if (ks_begins(line, KS_STR("<Sysmon ")))
            KS_PUT(out, "<Sysmon schemaversion=\"4.50\">\n");
        else if (ks_begins(line, KS_STR("       For Sysmon 15 and later")))
            KS_PUT(out,
                   "       For Sysmon 13 and 14; sysmon.xml has more, for Sysmon 15 and later.\n");
        else if (!is_left_out)
            ks_out_put(out, line);
    }
}

bool plan_add_sysmon(plan_files *f)
{
    ks_str text = { (const char *)ks_plan_sysmon_xml, ks_plan_sysmon_xml_size };
    ks_out older;
    if (!has_kind(f, KS_SETTING_SYSMON))
        return true;
    if (!ks_out_open(&older, f->arena, text.size + 256))
        return false;
    put_older_sysmon(&older, text);
    return plan_file_add(f->files, "sysmon.xml", text, PLAN_PLAIN, f->arena) &&
           plan_file_add(f->files, "sysmon-4.50.xml", ks_out_str(&older), PLAN_PLAIN, f->arena);
}
