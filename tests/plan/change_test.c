// Plans: what a profile asks minus what is so; needs, roles, doubt; and the law that what is
// applied is met, and what is undone is as before.
#include "plan/change.h"

#include "plan/model.h"

#include "test.h"

static ks_arena whole;
static const ks_windows windows10 = { .build = 19045, .edition = ks_edition_pro };

static bool plan_of(ks_arena *arena, const ks_plan_request *given, const char *profile,
                    ks_change_plan *plan)
{
    static ks_profile chosen, fallback;
    ks_plan_request request = *given;
    ks_fail fail = { 0 };
    if (!ks_profile_open(ks_str_of(profile), arena, &chosen, &fail) ||
        !ks_profile_open(KS_STR("recommended"), arena, &fallback, &fail))
        return false;
    request.profile = &chosen;
    request.fallback = &fallback;
    return ks_change_plan_make(&request, arena, plan, &fail);
}

static const ks_change *find(const ks_change_plan *plan, const char *id, const char *part)
{
    for (size_t i = 0; i < plan->count; i++) {
        const ks_change *c = &plan->items[i];
        if (ks_str_equal(c->setting->id, ks_str_of(id)) &&
            (part == NULL || ks_str_equal(c->part->name, ks_str_of(part))))
            return c;
    }
    return NULL;
}

static bool is(const ks_change *c, ks_plan_outcome outcome, const char *becomes)
{
    u8 bytes[512];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    if (c == NULL || c->outcome != outcome)
        return false;
    ks_plan_value_print(&out, c->part->type, c->becomes);
    return becomes == NULL || ks_str_equal(ks_out_str(&out), ks_str_of(becomes));
}

static ks_before dword(u32 number, ks_arena *arena)
{
    u8 *bytes = ks_take(arena, u8, 4);
    ks_store32(bytes, number);
    return (ks_before){ KS_BEFORE_PRESENT, KS_TYPE_DWORD, { bytes, 4 }, { 0 } };
}

static void without_state(void)
{
    ks_arena arena = whole;
    ks_change_plan plan;
    ks_plan_request request = { .windows = windows10 };
    check("a plan is made of a profile alone", plan_of(&arena, &request, "recommended", &plan));
    check("what is asked becomes a change with the value asked for",
          is(find(&plan, "audit.subcategory-override", NULL), KS_PLAN_CHANGE, "1"));
    const ks_change *c = find(&plan, "audit.subcategory-override", NULL);
    check("nothing is known before without a state",
          c->before.kind == KS_BEFORE_UNKNOWN && c->was.kind == KS_VALUE_UNKNOWN);
    check("a least size becomes that size",
          is(find(&plan, "ch.security", "MaxSize"), KS_PLAN_CHANGE, "1073741824"));
    check("of several values the first is taken; of a span, the upper end",
          is(find(&plan, "acct.lockout", "LockoutBadCount"), KS_PLAN_CHANGE, "10"));
    check("a rule that has to be there is written whole",
          find(&plan, "fw.out.rundll32", "System32") &&
              ks_str_equal(find(&plan, "fw.out.rundll32", "System32")->becomes.text,
                           find(&plan, "fw.out.rundll32", "System32")->part->detail));
    request.windows.role = KS_ROLE_DC;
    check("the plan is made for another role", plan_of(&arena, &request, "recommended", &plan));
    size_t wrong = 0;
    for (size_t i = 0; i < plan.count; i++)
        wrong += plan.items[i].outcome == KS_PLAN_CHANGE &&
                 (plan.items[i].setting->not_for >> KS_ROLE_DC & 1 ||
                  plan.items[i].setting->is_unconfirmed);
    check("settings that do not belong on the role, or are unconfirmed, are no changes",
          wrong == 0);
}

static void only(void)
{
    ks_arena arena = whole;
    ks_change_plan plan;
    ks_str ids[] = { KS_STR("proc.cmdline4688") };
    ks_plan_request request = { .windows = windows10, .only = ids, .only_count = 1 };
    check("a plan of one setting brings what it needs",
          plan_of(&arena, &request, "recommended", &plan) &&
              is(find(&plan, "proc.cmdline4688", NULL), KS_PLAN_CHANGE, "1") &&
              find(&plan, "audit.process-creation", NULL));
    const ks_change *needed = find(&plan, "audit.process-creation", NULL);
    check("and says for which setting it came",
          needed && needed->needed_by &&
              ks_str_equal(needed->needed_by->id, KS_STR("proc.cmdline4688")));
    size_t others = 0;
    for (size_t i = 0; i < plan.count; i++)
        others +=
            plan.items[i].needed_by == NULL && !ks_str_equal(plan.items[i].setting->id, ids[0]);
    check("and nothing else", others == 0);
    ids[0] = KS_STR("asr.*");
    request.is_audit_only = true;
    size_t watching = 0, blocking = 0;
    bool is_made = plan_of(&arena, &request, "recommended", &plan);
    for (size_t i = 0; is_made && i < plan.count; i++) {
        const ks_change *c = &plan.items[i];
        watching += c->is_watching;
        blocking += c->part->kind == KS_SETTING_ASR_RULE && c->outcome == KS_PLAN_CHANGE &&
                    c->becomes.number == 1;
    }
    check("where Windows can watch before it blocks, it watches", watching > 5 && blocking == 0);
}

static void with_state(void)
{
    ks_arena arena = whole;
    ks_change_plan plan;
    model m = model_make(&arena, 64);
    const ks_setting_part *lsa = &ks_setting_find(KS_STR("audit.subcategory-override"))->parts[0];
    const ks_setting_part *audit = &ks_setting_find(KS_STR("audit.process-creation"))->parts[0];
    model_set(&m, lsa->places[0].root, lsa->places[0].key, lsa->places[0].value, dword(1, &arena));
    m.others[audit->number] = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = 2 };
    ks_plan_request request = { .windows = windows10,
                                .before = { .look = model_look, .context = &m } };
    check("with a state before, what is so already is no change",
          plan_of(&arena, &request, "recommended", &plan) &&
              is(find(&plan, "audit.subcategory-override", NULL), KS_PLAN_MET, "1"));
    check("bits are added to what is there",
          is(find(&plan, "audit.process-creation", NULL), KS_PLAN_CHANGE, "both"));
    check("what is absent before is known as that",
          find(&plan, "proc.cmdline4688", NULL)->before.kind == KS_BEFORE_ABSENT);
}

// --- the law

static u64 seed;
static u64 dice(u64 sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % sides;
}

static ks_before random_before(const ks_setting_part *part, const ks_setting_place *place,
                               ks_arena *arena)
{
    ks_before before = { .kind = KS_BEFORE_ABSENT };
    ks_setting_value value = { .kind = KS_VALUE_NUMBER, .number = dice(4) };
    plan_value encoded = { 0 };
    if (!ks_setting_type_is_number(part->type))
        value = (ks_setting_value){ .kind = KS_VALUE_TEXT,
                                    .text = dice(2) ? KS_STR("00") : KS_STR("0102") };
    if (dice(8) == 0) { // nothing that Windows would take
        before = (ks_before){ KS_BEFORE_PRESENT, KS_TYPE_BINARY, { (const u8 *)"?", 1 }, { 0 } };
    } else if (dice(2) && plan_value_encode(place, value, arena, &encoded)) {
        before = (ks_before){ KS_BEFORE_PRESENT, encoded.type, encoded.data, { 0 } };
    }
    return before;
}

static void random_state(model *m, ks_arena *arena)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            for (u32 p = 0; p < part->place_count; p++) {
                const ks_setting_place *place = &part->places[p];
                if (!ks_str_equal(place->value, KS_STR("*")) && dice(3) == 0)
                    model_set(m, place->root, place->key, place->value,
                              random_before(part, place, arena));
            }
            m->others[part->number] =
                (ks_setting_value){ .kind = dice(2) ? KS_VALUE_ABSENT : KS_VALUE_NUMBER,
                                    .number = dice(4) };
            if (!ks_setting_type_is_number(part->type))
                m->others[part->number].kind = KS_VALUE_ABSENT;
        }
    }
}

static bool same_state(const model *a, const model *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const model_value *x = &a->values[i];
        const model_value *y = model_find(b, x->root, x->key, x->name);
        bool is_absent = y == NULL || y->before.kind == KS_BEFORE_ABSENT;
        if (x->before.kind == KS_BEFORE_ABSENT ? !is_absent
                                               : is_absent || x->before.type != y->before.type ||
                                                     !ks_span_equal(x->before.data, y->before.data))
            return false;
    }
    for (size_t i = 0; i < ks_setting_part_total(); i++) {
        if (a->others[i].kind != b->others[i].kind || a->others[i].number != b->others[i].number)
            return false;
    }
    return true;
}

// What the profile asks and the plan changed, asked again of the state that came of it.
static size_t unmet(const ks_change_plan *before, const ks_change_plan *after)
{
    size_t count = 0;
    for (size_t i = 0; i < after->count; i++) {
        if (after->items[i].outcome != KS_PLAN_CHANGE)
            continue;
        const ks_change *c = &after->items[i];
        u8 bytes[512];
        ks_out was = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
        ks_plan_value_print(&was, c->part->type, c->was);
        remark("%.*s %.*s is not met: %.*s", (int)c->setting->id.size, c->setting->id.at,
               (int)c->part->name.size, c->part->name.at, (int)ks_out_size(&was), bytes);
        count++;
    }
    return count + (before->change_count == 0);
}

static void law(void)
{
    static const char *const profiles[] = {
        "minimum",   "recommended", "investigation", "server", "domain-controller",
        "microsoft", "cis",         "asd",           "jpcert"
    };
    size_t met = 0, undone = 0, rounds = 60;
    for (size_t round = 0; round < rounds; round++) {
        ks_arena arena = whole;
        ks_fail fail = { 0 };
        seed = round + 1;
        model before = model_make(&arena, 4096), m = model_make(&arena, 4096);
        random_state(&before, &arena);
        seed = round + 1;
        random_state(&m, &arena);
        ks_windows windows = windows10;
        windows.role = (ks_role)dice(KS_ROLE_COUNT);
        windows.build = dice(2) ? 7601 : 26100;
        ks_plan_request request = { .windows = windows,
                                    .before = { .look = model_look, .context = &m } };
        ks_change_plan plan, again;
        plan_values values;
        const char *profile = profiles[dice(countof(profiles))];
        if (!plan_of(&arena, &request, profile, &plan) ||
            !plan_values_of(&plan, &arena, &values, &fail))
            continue;
        model_apply(&m, &plan, &values);
        met += plan_of(&arena, &request, profile, &again) && unmet(&plan, &again) == 0;
        model_undo(&m, &plan, &values);
        undone += same_state(&m, &before) && same_state(&before, &m);
    }
    check("what a plan changed is met afterwards, whatever was before", met == rounds);
    check("what is undone is as before, absence included", undone == rounds);
    remark("%zu of %zu met, %zu undone", met, rounds, undone);
}

int main(void)
{
    if (!ks_arena_open(&whole, "test", (size_t)256 << 20))
        return skipped("no memory");
    without_state();
    only();
    with_state();
    law();
    return checked();
}
