// Which forms a log source has, which events come in them, and users' own tables.
#include "rules/seen_event.h"

#define SYSMON         "Microsoft-Windows-Sysmon"
#define SYSMON_CHANNEL "Microsoft-Windows-Sysmon/Operational"
#define AUDIT          "Microsoft-Windows-Security-Auditing"

static const struct {
    const char *sentence, *product, *category, *service;
    ks_source_kind kind;
    const char *forms;
} sources[] = {
    { "process creation is Sysmon's and the audit's", "windows", "process_creation", "",
      KS_SOURCE_KNOWN, "Sysmon 1, Security 4688" },
    { "a service is its channels", "windows", "", "security", KS_SOURCE_KNOWN, "Security" },
    { "names of log sources ignore case", "Windows", "", "Security", KS_SOURCE_KNOWN, "Security" },
    { "an old name is another service's", "windows", "", "ldap_debug", KS_SOURCE_KNOWN,
      "LDAP-Client" },
    { "ids are in a form's name", "windows", "registry_event", "", KS_SOURCE_KNOWN,
      "Sysmon 12/13/14, Security 4657" },
    { "deleting in the registry has three forms", "windows", "registry_delete", "", KS_SOURCE_KNOWN,
      "Sysmon 12, Security 4657, Security 4663" },
    { "a service narrows the category", "windows", "process_creation", "security", KS_SOURCE_KNOWN,
      "Security 4688" },
    { "so that nothing may be left", "windows", "process_creation", "dhcp", KS_SOURCE_NOT_LOGGED,
      "" },
    { "antivirus needs no product", "", "antivirus", "", KS_SOURCE_KNOWN,
      "Windows Defender 1006/1007/1008/1009/1010/1011/1012/1017/1018/1019/1115/1116" },
    { "a rule without category and service looks at all of Windows", "windows", "", "",
      KS_SOURCE_ANY, "Windows" },
    { "file access is in no event log", "windows", "file_access", "", KS_SOURCE_NOT_LOGGED, "" },
    { "an unknown category", "windows", "telepathy", "", KS_SOURCE_UNKNOWN, "" },
    { "an unknown service", "windows", "", "telepathy", KS_SOURCE_UNKNOWN, "" },
    { "another product", "linux", "process_creation", "", KS_SOURCE_OTHER, "" },
    { "another product's category without product", "", "proxy", "", KS_SOURCE_OTHER, "" },
    { "nothing at all", "", "", "", KS_SOURCE_OTHER, "Windows" },
};

static const struct {
    const char *sentence, *source, *form, *provider, *channel;
    u32 id;
    bool fits;
} events[] = {
    { "provider, channel and id fit", "process_creation", "Sysmon 1", SYSMON, SYSMON_CHANNEL, 1,
      true },
    { "they ignore case", "process_creation", "Sysmon 1", "microsoft-windows-SYSMON",
      "microsoft-windows-sysmon/operational", 1, true },
    { "another id", "process_creation", "Sysmon 1", SYSMON, SYSMON_CHANNEL, 3, false },
    { "another channel", "process_creation", "Sysmon 1", SYSMON, "Application", 1, false },
    { "another provider with the same id", "process_creation", "Sysmon 1", "Somebody",
      SYSMON_CHANNEL, 1, false },
    { "an export without provider is known by its channel", "process_creation", "Sysmon 1", "",
      SYSMON_CHANNEL, 1, true },
    { "an export without channel is known by its provider", "process_creation", "Sysmon 1", SYSMON,
      "", 1, true },
    { "without either it is not known", "process_creation", "Sysmon 1", "", "", 1, false },
    { "the log's own events are in the security log", "security", "Security",
      "Microsoft-Windows-Eventlog", "Security", 1102, true },
    { "any provider writes to the system log", "system", "System", "Service Control Manager",
      "System", 7045, true },
    { "but not to another one", "system", "System", "Service Control Manager", "Setup", 7045,
      false },
    { "a channel may be known by its beginning", "security-mitigations", "Security-Mitigations",
      "Microsoft-Windows-Security-Mitigations", "Microsoft-Windows-Security-Mitigations/KernelMode",
      11, true },
    { "PowerShell 7 has a channel of its own", "ps_script", "PowerShell 4104", "PowerShellCore",
      "PowerShellCore/Operational", 4104, true },
};

static void join_names(char *to, size_t size, const ks_form *const *forms, u32 count)
{
    to[0] = 0;
    for (u32 i = 0; i < count; i++) {
        size_t used = strlen(to);
        snprintf(to + used, size - used, "%s%s", i ? ", " : "", forms[i]->name);
    }
}

static void check_sources(void)
{
    for (size_t i = 0; i < countof(sources); i++) {
        ks_rule rule = { .product = ks_str_of(sources[i].product),
                         .category = ks_str_of(sources[i].category),
                         .service = ks_str_of(sources[i].service) };
        const ks_form *const *found;
        u32 count = 0;
        char names[512];
        ks_source_kind kind = ks_forms_of(own_forms(), &rule, &found, &count, of_test());
        join_names(names, sizeof names, found, count);
        if (!check(sources[i].sentence,
                   kind == sources[i].kind && strcmp(names, sources[i].forms) == 0))
            remark("kind %d, forms '%s'", (int)kind, names);
    }
}

static void check_events(void)
{
    for (size_t i = 0; i < countof(events); i++) {
        const ks_form *form = form_named(own_forms(), events[i].source, events[i].form);
        ks_event_class class = { .provider = ks_str_of(events[i].provider),
                                 .channel = ks_str_of(events[i].channel),
                                 .id = events[i].id };
        check(events[i].sentence, form && ks_form_fits(form, &class) == events[i].fits);
    }
}

// --- users' tables

static const struct {
    const char *sentence, *text;
    u32 line, column; // 0: it is taken
} tables[] = {
    { "a new form is added to a category",
      "format: 1\ncategories:\n  process_creation:\n"
      "    - { name: Sensor 7, channels: Sensor, ids: 7, fields: { Image: exe, Hashes: ~ } }\n",
      0, 0 },
    { "a new service", "format: 1\nservices:\n  sensor: { channels: [Sensor*] }\n", 0, 0 },
    { "one of Konseki's sets of fields",
      "format: 1\ncategories:\n  process_creation:\n"
      "    - { name: X, channels: Forwarded, ids: [4688], fields: process_4688 }\n",
      0, 0 },
    { "the format is missing", "services: {}\n", 1, 1 },
    { "an unknown part", "format: 1\nservice:\n  x: { channels: [X] }\n", 2, 1 },
    { "an unknown key of a form", "format: 1\nservices:\n  x: { channel: X }\n", 3, 8 },
    { "an id that is none", "format: 1\nservices:\n  x:\n    channels: [X]\n    ids: [one]\n", 5,
      11 },
    { "an unknown service", "format: 1\ncategories:\n  a: { service: nobody, ids: [1] }\n", 3, 17 },
    { "a form of every event", "format: 1\nservices:\n  x: { name: X }\n", 3, 3 },
    { "an unknown conversion", "format: 1\nfields:\n  x:\n    Image: { from: exe, as: magic }\n", 4,
      29 },
    { "a conversion that has too few sources",
      "format: 1\nfields:\n  x:\n    User: { from: [Sid, Name], as: account }\n", 4, 5 },
    { "an unknown set of fields", "format: 1\nservices:\n  x: { channels: [X], fields: nowhere }\n",
      3, 31 },
    { "an unknown modifier in where",
      "format: 1\nservices:\n  x:\n    channels: [X]\n    where: { A|like: b }\n", 5, 14 },
    { "no YAML", "format: 1\nservices: [\n", 3, 1 },
};

static void check_tables(void)
{
    for (size_t i = 0; i < countof(tables); i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%zu.yaml", scratch(), i);
        make_file(path, ks_str_span(ks_str_of(tables[i].text)));
        const char *files[] = { path };
        ks_forms *forms;
        ks_fail fail = { 0 };
        bool is_open = ks_forms_open(&forms, files, 1, of_test(), &fail);
        bool is_right = tables[i].line == 0
                            ? is_open
                            : !is_open && fail.reason == KS_BAD_SOURCES &&
                                  fail.number[0] == tables[i].line &&
                                  fail.number[1] == tables[i].column && fail.text.size;
        if (!check(tables[i].sentence, is_right))
            remark("reason %d, %d:%d %.*s", (int)fail.reason, (int)fail.number[0],
                   (int)fail.number[1], (int)fail.text.size, fail.text.at ? fail.text.at : "");
    }
}

static void check_added(void)
{
    char path[512];
    snprintf(path, sizeof path, "%s/0.yaml", scratch());
    const char *files[] = { path };
    ks_forms *forms;
    ks_fail fail = { 0 };
    KS_ASSERT(ks_forms_open(&forms, files, 1, of_test(), &fail));
    const ks_form *form = form_named(forms, "process_creation", "Sensor 7");
    check("a user's form stands behind Konseki's",
          form && form->number > form_named(forms, "process_creation", "Security 4688")->number);
    check("and is not the taxonomy's own, since it converts", form && !form->is_native);
    ks_rule rule = { .product = KS_STR("windows"), .category = KS_STR("process_creation") };
    const ks_form *const *found;
    u32 count = 0;
    (void)ks_forms_of(forms, &rule, &found, &count, of_test());
    check("the category has three forms then", count == 3 && found[2] == form);
    check("a file that is not there is refused",
          !ks_forms_open(&forms, (const char *[]){ "/nowhere/x.yaml" }, 1, of_test(), &fail) &&
              fail.reason == KS_OPEN_FAILED);
}

static void check_where(void)
{
    const ks_form *form = form_named(own_forms(), "registry_add", "Sysmon 12");
    const ks_rule_node *where = form ? form->where : NULL;
    const ks_rule_node *only = where && where->part_count == 1 ? where->parts[0] : NULL;
    check("registry_add is Sysmon 12 where EventType is CreateKey",
          only && only->kind == KS_RULE_TEST &&
              ks_str_equal(only->test->field, KS_STR("EventType")) &&
              ks_str_equal(only->test->text, KS_STR("CreateKey")));
}

int main(void)
{
    check_sources();
    check_events();
    check_tables();
    check_added();
    check_where();
    return checked();
}
