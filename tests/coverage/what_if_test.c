// The few settings that open the most rules within what may be written a day.
#include "coverage/what_if.h"

#include "test.h"

#include <stdio.h>
#include <string.h>

#define RULE(title, source, tests)                                                               \
    "title: " title "\nstatus: test\nlevel: high\nlogsource:\n    product: windows\n    " source \
    "\ndetection:\n    s:\n" tests "    condition: s\n"
#define MODULE(title)  RULE(title, "category: ps_module", "        Payload|contains: x\n")
#define SERVICE(title) RULE(title, "service: security", "        EventID: 4697\n")
#define LINE(title)    RULE(title, "category: process_creation", "        CommandLine: x\n")
#define NEXT           "---\n"

static const char rules[] = MODULE("m1") NEXT MODULE("m2") NEXT MODULE("m3") NEXT SERVICE("s1")
    NEXT SERVICE("s2") NEXT LINE("p1") NEXT LINE("p2") NEXT LINE("p3") NEXT LINE("p4");

static const u64 mib = 1 << 20;
static const struct {
    const char *sentence;
    u32 changes;
    u64 bytes_a_day;
    const char *chosen; // ids, opened rules
} rows[] = {
    { "one change: what opens most by itself", 1, 1024 * 1048576ull, "sysmon.installed 4" },
    { "a budget that only quiet settings fit in", 2, 20 * 1048576ull,
      "audit.security-system-extension 2" },
    { "two changes: each for its own rules", 2, 1024 * 1048576ull, "ps.module+sysmon.installed 7" },
    { "three changes open all", 3, 1024 * 1048576ull,
      "audit.security-system-extension+ps.module+sysmon.installed 9" },
    { "more changes than are of use are not made", 5, 1024 * 1048576ull,
      "audit.security-system-extension+ps.module+sysmon.installed 9" },
    { "no budget, no change", 3, 0, " 0" },
};

static void tell(char *told, size_t size, const ks_what_if *w)
{
    int at = 0;
    for (u32 i = 0; i < w->count; i++)
        at += snprintf(told + at, size - (size_t)at, "%s%.*s", i ? "+" : "",
                       (int)w->settings[i]->id.size, w->settings[i]->id.at);
    snprintf(told + at, size - (size_t)at, " %u", w->opened);
}

int main(void)
{
    static const ks_windows windows = { 19045, KS_ROLE_CLIENT, ks_edition_any };
    ks_arena arena;
    ks_forms *forms;
    ks_recording recording;
    ks_rule_set set;
    ks_rule_covers covers;
    ks_rule_loading how = { 0 };
    ks_fail fail = { 0 };
    if (!ks_arena_open(&arena, "run", 256 * mib) ||
        !ks_forms_open(&forms, NULL, 0, &arena, &fail) ||
        !ks_recording_make(&recording, NULL, &windows, &arena, &fail) ||
        !ks_rule_set_read(&set, KS_STR("r.yml"), ks_str_span(KS_STR(rules)), &how, &arena, &fail) ||
        !ks_rule_covers_make(&covers, &set, forms, &recording, &arena, &fail))
        return 1;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_what_if w = { .count = 0 };
        char told[512] = "";
        bool is_made =
            ks_what_if_make(&w, &covers, rows[i].changes, rows[i].bytes_a_day, &arena, &fail);
        if (is_made)
            tell(told, sizeof told, &w);
        if (!check(rows[i].sentence, is_made && strcmp(told, rows[i].chosen) == 0))
            remark("is '%s', not '%s'", told, rows[i].chosen);
        check("what is written stays within the budget", w.bytes_a_day <= rows[i].bytes_a_day);
    }
    return checked();
}
