// Sums by technique and question: what most rules of each wait for, and several machines together.
#include "coverage/technique.h"

#include "test.h"

#define RULE(title, tag, source, tests)                                            \
    "title: " title "\nstatus: test\nlevel: high\ntags: [ " tag " ]\nlogsource:\n" \
    "    product: windows\n    " source "\ndetection:\n    s:\n" tests "    condition: s\n"
#define SCRIPT(title) RULE(title, "attack.t1059.001", "category: ps_module", "        Payload: x\n")
#define SERVICE(title) \
    RULE(title, "attack.t1059.001", "service: security", "        EventID: 4697\n")
#define NEXT "---\n"

static const char rules[] = SCRIPT("m1") NEXT SCRIPT("m2") NEXT SERVICE("s1")
    NEXT RULE("l1", "attack.t1078", "service: security", "        EventID: 4624\n");

static ks_arena arena;
static ks_rule_set set;
static ks_forms *forms;

static const ks_technique_cover *technique(const ks_sums *sums, const char *id)
{
    static const ks_technique_cover none = { .id = "" };
    for (size_t i = 0; i < sums->technique_count; i++)
        if (strcmp(sums->techniques[i].id, id) == 0)
            return &sums->techniques[i];
    return &none;
}

static bool sums_of(ks_sums *sums, const char *profile)
{
    static const ks_windows windows = { 19045, KS_ROLE_CLIENT, ks_edition_any };
    ks_rule_covers covers;
    ks_recording recording;
    ks_profile asked;
    ks_fail fail = { 0 };
    if (profile && !ks_profile_open(ks_str_of(profile), &arena, &asked, &fail))
        return false;
    return ks_recording_make(&recording, profile ? &asked : NULL, &windows, &arena, &fail) &&
           ks_rule_covers_make(&covers, &set, forms, &recording, &arena, &fail) &&
           ks_sums_make(sums, &covers, &arena, &fail);
}

int main(void)
{
    ks_rule_loading how = { 0 };
    ks_fail fail = { 0 };
    ks_sums plain, set_well, both = { .technique_count = 0 };
    if (!ks_arena_open(&arena, "run", (size_t)256 << 20) ||
        !ks_forms_open(&forms, NULL, 0, &arena, &fail) ||
        !ks_rule_set_read(&set, KS_STR("r.yml"), ks_str_span(KS_STR(rules)), &how, &arena, &fail) ||
        !sums_of(&plain, NULL) || !sums_of(&set_well, "recommended") ||
        !ks_sums_add(&both, &set_well, &arena, &fail) || !ks_sums_add(&both, &plain, &arena, &fail))
        return 1;
    const ks_opening *o = &technique(&plain, "T1059.001")->opening;
    check("a technique names the settings that the most of its rules wait for",
          o->count == 1 && o->rules == 2 && ks_str_equal(o->settings[0]->id, KS_STR("ps.module")));
    check("one whose rules could all fire names none",
          technique(&plain, "T1078")->opening.count == 0 &&
              technique(&plain, "T1078")->best == KS_COVER_COULD);
    check("over all rules each set of settings stands once, the one with the most rules first",
          plain.opening_count == 2 && plain.openings[0].rules == 2 &&
              plain.openings[1].rules == 1 &&
              ks_str_equal(plain.openings[0].settings[0]->id, KS_STR("ps.module")));
    check("where all is set nothing is missing", set_well.opening_count == 0);
    const ks_technique_cover *t = technique(&both, "T1059.001");
    check("of two machines the rules are added up",
          t->rules[KS_COVER_BLIND] == 3 && t->rules[KS_COVER_COULD] == 3);
    check("... and a technique is as well off as where it is worst", t->best == KS_COVER_BLIND);
    check("what both see is seen", technique(&both, "T1078")->best == KS_COVER_COULD);
    return checked();
}
