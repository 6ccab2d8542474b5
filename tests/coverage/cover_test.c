// Which rules could fire on what a machine records: one rule a row, on the settings that the row
// names, with what keeps it from firing and what would open it.
#include "coverage/rule_cover.h"
#include "coverage/technique.h"
#include "policy/sysmon_read.h"

#include "test.h"

#include <stdio.h>
#include <string.h>

static ks_arena arena;

// "audit.logon=success; ch.ntlm/Enabled=0": the first part, or the one that is named.
static bool set_values(ks_recording *recording, const char *values)
{
    while (*values) {
        char id[80] = "", part_name[80] = "", value[80] = "";
        const char *end = strstr(values, "; ");
        size_t size = end ? (size_t)(end - values) : strlen(values);
        const char *equals = memchr(values, '=', size);
        if (equals == NULL)
            return false;
        memcpy(value, equals + 1, size - (size_t)(equals + 1 - values));
        memcpy(id, values, (size_t)(equals - values));
        char *slash = strchr(id, '/');
        if (slash) {
            *slash = 0;
            memcpy(part_name, slash + 1, strlen(slash + 1) + 1);
        }
        const ks_setting *setting = ks_setting_find(ks_str_of(id));
        if (setting == NULL)
            return false;
        for (u32 p = 0; p < setting->part_count; p++) {
            const ks_setting_part *part = &setting->parts[p];
            ks_setting_value *to = &recording->values[part->number];
            if (slash && !ks_str_equal(part->name, ks_str_of(part_name)))
                continue;
            ks_str text = ks_arena_keep(&arena, ks_str_of(value));
            if (strcmp(value, "present") == 0)
                *to = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = text };
            else if (!ks_setting_value_parse(part->type, text, to))
                return false;
        }
        values += size + (end ? 2 : 0);
    }
    ks_recording_settle(recording);
    return true;
}

static bool set_sysmon(ks_recording *recording, const char *filtering)
{
    char text[4096];
    ks_sysmon_config *config = ks_take(&arena, ks_sysmon_config, 1);
    ks_mistakes mistakes = { .arena = &arena };
    int size = snprintf(text, sizeof text,
                        "<Sysmon schemaversion='4.90'><HashAlgorithms>SHA256</HashAlgorithms>"
                        "<EventFiltering>%s</EventFiltering></Sysmon>",
                        filtering);
    ks_str kept = ks_arena_keep(&arena, (ks_str){ text, (size_t)size });
    if (!sysmon_read(config, ks_str_span(kept), &arena, &mistakes))
        return false;
    ks_recording_set_sysmon(recording, config);
    return true;
}

#define RULE(source, detection)                                                       \
    "title: t\nid: 4d9a0cb5-7a0f-4a8e-9a07-0b8f7c2b1c11\nstatus: test\nlevel: high\n" \
    "tags:\n    - attack.t1059.001\n"                                                 \
    "logsource:\n    product: windows\n    " source "\ndetection:\n" detection
#define S(tests)                "    s:\n" tests "    condition: s\n"
#define PROCESS(tests)          RULE("category: process_creation", S(tests))
#define SECURITY(tests)         RULE("service: security", S(tests))
#define EXCLUDE(tag, filter)    "<" tag " onmatch='exclude'>" filter "</" tag ">"
#define INCLUDE(tag, filter)    "<" tag " onmatch='include'>" filter "</" tag ">"
#define IMAGE(condition, value) "<Image condition='" condition "'>" value "</Image>"

typedef struct {
    const char *sentence, *rule, *values, *sysmon, *told; // "verdict reason missing+missing"
} row;

// clang-format off
static const row rows[] = {
    { "process creation is blind where nothing is audited", PROCESS("        Image|endswith: '\\a.exe'\n"), "", NULL,
      "blind setting audit.process-creation" },
    { "with the subcategory on, a rule on the image alone could fire", PROCESS("        Image|endswith: '\\a.exe'\n"), "audit.process-creation=success", NULL,
      "could recorded" },
    { "success is what 4688 comes with, failure alone is none", PROCESS("        Image|endswith: '\\a.exe'\n"), "audit.process-creation=failure", NULL,
      "blind setting audit.process-creation" },
    { "a rule on the command line needs the policy for it", PROCESS("        CommandLine|contains: x\n"), "audit.process-creation=success", NULL,
      "blind fields proc.cmdline4688" },
    { "both settings are named where both are missing", PROCESS("        CommandLine|contains: x\n"), "", NULL,
      "blind setting audit.process-creation+proc.cmdline4688" },
    { "an image or a command line: half of it is seen",
      RULE("category: process_creation", "    a:\n        Image|endswith: '\\a.exe'\n    b:\n        CommandLine|contains: x\n    condition: a or b\n"), "audit.process-creation=success", NULL,
      "partly fields proc.cmdline4688" },
    { "4688 never has hashes: only Sysmon would tell", PROCESS("        Hashes|contains: 'MD5=00'\n"), "audit.process-creation=success; proc.cmdline4688=1", NULL,
      "blind fields sysmon.installed" },
    { "a renamed program is missed by 4688, its own name is not",
      PROCESS("        - Image|endswith: '\\a.exe'\n        - OriginalFileName: a.exe\n"), "audit.process-creation=success; proc.cmdline4688=1", NULL,
      "partly fields sysmon.installed" },
    { "failed logons come with failure only", SECURITY("        EventID: 4625\n"), "audit.logon=success; audit.account-lockout=none", NULL,
      "blind setting audit.account-lockout" },
    { "failed logons are seen where failures are audited", SECURITY("        EventID: 4625\n"), "audit.logon=both", NULL,
      "could recorded" },
    { "two ids are two deeds: one of them is seen", SECURITY("        EventID:\n            - 4624\n            - 4698\n"), "audit.logon=success; audit.other-object-access-events=none", NULL,
      "partly events audit.other-object-access-events" },
    { "an id of Windows before Vista is not missed", SECURITY("        EventID:\n            - 517\n            - 1102\n"), "", NULL,
      "could recorded" },
    { "tickets are given by domain controllers", SECURITY("        EventID: 4769\n"), "audit.kerberos-service-ticket-operations=both", NULL,
      "elsewhere role" },
    { "nothing is known of an event that the catalogue does not list", SECURITY("        EventID: 4999\n"), "", NULL,
      "unknown event-unknown" },
    { "script blocks: by default only what looks suspicious", RULE("category: ps_script", S("        ScriptBlockText|contains: x\n")), "", NULL,
      "partly suspicious-only ps.scriptblock" },
    { "script blocks: 0 turns even those off", RULE("category: ps_script", S("        ScriptBlockText|contains: x\n")), "ps.scriptblock=0", NULL,
      "blind setting ps.scriptblock" },
    { "script blocks: 1 records all", RULE("category: ps_script", S("        ScriptBlockText|contains: x\n")), "ps.scriptblock=1", NULL,
      "could recorded" },
    { "a channel that is off is the missing setting", RULE("service: dns-client", S("        EventID: 3008\n")), "ch.dnsclient/Enabled=0", NULL,
      "blind setting ch.dnsclient" },
    { "a channel of no setting is not known", RULE("service: msexchange-management", S("        Data|contains: x\n")), "", NULL,
      "unknown channel-unknown" },
    { "services are recorded whatever the audit policy", RULE("service: system", S("        Provider_Name: Service Control Manager\n        EventID: 7045\n")), "", NULL,
      "could recorded" },
    { "file access is in no event log", RULE("category: file_access", S("        FileName|endswith: x\n")), "", NULL,
      "not-logged not-logged" },
    { "attack surface rules write only where one is set", RULE("service: windefend", S("        EventID: 1121\n        Path|contains: x\n")), "asr.lsass=1; asr.enabled=1", NULL,
      "could recorded" },
    { "and only where the policy's switch is on", RULE("service: windefend", S("        EventID: 1121\n        Path|contains: x\n")), "asr.lsass=1; asr.enabled=0", NULL,
      "blind setting asr.enabled" },

    { "a registry key without audit entries is not seen", RULE("category: registry_set", S("        TargetObject|contains: '\\CurrentVersion\\Run\\'\n")), "audit.registry=success", NULL,
      "blind setting sacl.run-keys" },
    { "a registry key with audit entries is seen",
      RULE("category: registry_set", S("        TargetObject|contains: '\\CurrentVersion\\Run\\'\n")), "audit.registry=success; sacl.run-keys=present", NULL,
      "partly objects sysmon.installed" },
    { "audit entries on another key do not help", RULE("category: registry_set", S("        TargetObject|contains: '\\Winlogon\\Shell'\n")), "audit.registry=success; sacl.run-keys=present", NULL,
      "blind setting sacl.winlogon" },

    { "a value below the key, whatever it is called",
      RULE("category: registry_set", S("        TargetObject|contains: '\\Services\\'\n        TargetObject|endswith: '\\x\\Altitude'\n")), "audit.registry=success", NULL,
      "blind setting sacl.services" },
    { "connections of Sysmon know no parent", RULE("category: network_connection", S("        ParentImage|endswith: x\n")), "", INCLUDE("NetworkConnect", IMAGE("contains", "a")),
      "blind fields" },
    { "a filter on a field that is not there lets more through",
      RULE("category: network_connection", "    s:\n        Image|endswith: '\\a.exe'\n"
      "    f:\n        ParentImage|endswith: x\n    condition: s and not f\n"), "", INCLUDE("NetworkConnect", IMAGE("image", "a.exe")),
      "could recorded" },

    { "Sysmon without filters for process creation logs it", PROCESS("        Image|endswith: '\\a.exe'\n"), "", "",
      "could recorded" },
    { "Sysmon without an element for connections logs none", RULE("category: network_connection", S("        SourceHostname: x\n")), "", "",
      "blind sysmon-drops sysmon.network-connect" },
    { "an include of the image logs what the rule is about", PROCESS("        Image|endswith: '\\a.exe'\n"), "", INCLUDE("ProcessCreate", IMAGE("end with", "a.exe")),
      "could recorded" },
    { "an include of another image logs none of it", PROCESS("        Image|endswith: '\\a.exe'\n"), "", INCLUDE("ProcessCreate", IMAGE("image", "b.exe")),
      "blind sysmon-drops sysmon.process-create" },
    { "an include of one of two images logs some of it", PROCESS("        Image|endswith:\n            - '\\a.exe'\n            - '\\b.exe'\n"), "", INCLUDE("ProcessCreate", IMAGE("image", "b.exe")),
      "partly sysmon-includes sysmon.process-create" },
    { "an include of one path of that name logs some of it", PROCESS("        Image|endswith: '\\a.exe'\n"), "", INCLUDE("ProcessCreate", IMAGE("is", "C:\\x\\a.exe")),
      "partly sysmon-includes sysmon.process-create" },
    { "an exclude of another image drops none of it", PROCESS("        Image|endswith: '\\a.exe'\n"), "", EXCLUDE("ProcessCreate", IMAGE("is", "C:\\x\\b.exe")),
      "could recorded" },
    { "an exclude of the image drops it", PROCESS("        Image|endswith: '\\a.exe'\n"), "", EXCLUDE("ProcessCreate", IMAGE("image", "a.exe")),
      "blind sysmon-drops sysmon.process-create" },
    { "an exclude on a field that the rule leaves open may drop it",
      PROCESS("        CommandLine|contains: x\n"), "audit.process-creation=none; proc.cmdline4688=1", EXCLUDE("ProcessCreate", IMAGE("image", "a.exe")),
      "partly sysmon-excludes sysmon.process-create" },
    { "what the rule itself rules out an exclude may drop",
      RULE("category: process_creation", "    s:\n        Image|endswith: '\\a.exe'\n"
      "    f:\n        Image: 'C:\\x\\a.exe'\n    condition: s and not f\n"), "", EXCLUDE("ProcessCreate", IMAGE("is", "C:\\x\\a.exe")),
      "could recorded" },
    { "a hash that Sysmon does not compute is not found", RULE("category: driver_load", S("        Hashes|contains: 'IMPHASH=00'\n")), "", EXCLUDE("DriverLoad", ""),
      "blind sysmon-hash sysmon.hash" },
    { "Sysmon of a configuration that nobody gave", RULE("category: image_load", S("        ImageLoaded|endswith: x\n")), "sysmon.installed/service=auto", NULL,
      "partly sysmon-open" },
};
// clang-format on

static void tell(char *told, size_t size, const ks_rule_cover *cover)
{
    int at = snprintf(told, size, "%s %s", ks_cover_words[cover->cover],
                      ks_cover_reason_words[cover->reason]);
    for (u32 i = 0; i < cover->missing_count && at > 0 && (size_t)at < size; i++)
        at += snprintf(told + at, size - (size_t)at, "%s%.*s", i ? "+" : " ",
                       (int)cover->missing[i]->id.size, cover->missing[i]->id.at);
}

static void judge(const row *r, const ks_forms *forms)
{
    static const ks_windows windows = { 19045, KS_ROLE_CLIENT, ks_edition_any };
    ks_arena kept = arena;
    ks_recording recording;
    ks_rule_set set;
    ks_rule_covers covers;
    ks_sums sums;
    ks_fail fail = { 0 };
    ks_rule_loading how = { 0 };
    char told[256] = "";
    bool is_made = ks_recording_make(&recording, NULL, &windows, &arena, &fail) &&
                   set_values(&recording, r->values) &&
                   (r->sysmon == NULL || set_sysmon(&recording, r->sysmon)) &&
                   ks_rule_set_read(&set, KS_STR("r.yml"), ks_str_span(ks_str_of(r->rule)), &how,
                                    &arena, &fail) &&
                   set.count == 1 &&
                   ks_rule_covers_make(&covers, &set, forms, &recording, &arena, &fail) &&
                   ks_sums_make(&sums, &covers, &arena, &fail);
    if (is_made)
        tell(told, sizeof told, &covers.rules[0]);
    if (!check(r->sentence, is_made && strcmp(told, r->told) == 0))
        remark("is '%s', not '%s'", told, r->told);
    arena = kept;
}

int main(void)
{
    ks_forms *forms;
    ks_fail fail = { 0 };
    if (!ks_arena_open(&arena, "run", (size_t)256 << 20) ||
        !ks_forms_open(&forms, NULL, 0, &arena, &fail))
        return 1;
    for (size_t i = 0; i < countof(rows); i++)
        judge(&rows[i], forms);
    return checked();
}
