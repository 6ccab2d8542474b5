// The round trip over hives: state -> plan -> its .reg files merged -> audit says met; its undo
// merged -> each value as before, type, bytes and absence. Over states and profiles of chance, over
// Konseki's own profiles, and once for each setting of the catalogue that lives in the registry.
#include "plan/round_trip_chance.h"

#include "test.h"

static ks_arena whole;
static u64 round_number; // what `seed` was at its start

// What became of the parts of one round, or of many.
typedef struct {
    size_t rounds, changes, met, not_met, overdone, contested, by_hand, each, no_value;
    size_t merged, undone, made;
    bool *is_reached; // by part
} tally;

static bool shares_place(const ks_setting_part *a, const ks_setting_part *b)
{
    for (u32 i = 0; i < a->place_count; i++) {
        for (u32 k = 0; k < b->place_count; k++) {
            const ks_setting_place *x = &a->places[i], *y = &b->places[k];
            if (x->root == y->root && ks_equal_fold(x->key, y->key) &&
                ks_equal_fold(x->value, y->value))
                return true;
        }
    }
    return a->kind == KS_SETTING_SRP && b->kind == KS_SETTING_SRP &&
           ks_str_equal(a->object, b->object);
}

// Two parts of the catalogue are about one value, and the profile asks different things of them.
static bool is_contested(const ks_change_plan *plan, const ks_change *c)
{
    for (size_t i = 0; i < plan->count; i++) {
        const ks_change *d = &plan->items[i];
        if (d->part != c->part && (d->outcome == KS_PLAN_CHANGE || d->outcome == KS_PLAN_MET) &&
            shares_place(c->part, d->part))
            return true;
    }
    return false;
}

// The verdict of each part that the plan speaks of: its worst; KS_MEETING_COUNT: none.
static bool verdicts_of(const ks_state *state, const ks_change_plan *plan, ks_arena *arena,
                        ks_meeting *verdicts)
{
    ks_profile profile;
    const ks_want **wants;
    ks_audit_result audit;
    profile_begin(&profile, &wants, arena);
    for (size_t i = 0; i < plan->count; i++)
        ask(wants, plan->items[i].part, plan->items[i].want);
    for (size_t i = 0; i < ks_setting_part_total(); i++)
        verdicts[i] = KS_MEETING_COUNT;
    if (!ks_audit_state(state, &profile, &(ks_audit_how){ .with_unconfirmed = true }, arena,
                        &audit))
        return false;
    for (size_t i = 0; i < audit.setting_count; i++) {
        for (size_t k = 0; k < audit.settings[i].part_count; k++) {
            const ks_audit_part *p = &audit.settings[i].parts[k];
            if (p->verdict < verdicts[p->part->number])
                verdicts[p->part->number] = p->verdict;
        }
    }
    return true;
}

static void say(const char *what, const ks_change *c, ks_meeting verdict)
{
    static size_t said;
    u8 bytes[400];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    if (++said > 60)
        return;
    ks_plan_value_print(&out, c->part->type, c->was);
    KS_PUT(&out, " -> ");
    ks_plan_value_print(&out, c->part->type, c->becomes);
    ks_str word = verdict < KS_MEETING_COUNT ? ks_meeting_word(verdict) : KS_STR("not audited");
    remark("round %llu: %s: %.*s %.*s, wanted %.*s: %.*s: %.*s", (unsigned long long)round_number,
           what, SHOWN(c->setting->id), SHOWN(c->part->name), SHOWN(c->want->text), SHOWN(word),
           (int)ks_out_size(&out), bytes);
}

// One change against what an audit said before and says afterwards.
static void count_change(tally *t, const ks_change_plan *plan, const ks_change *c,
                         const ks_meeting *before, const ks_meeting *after)
{
    u32 number = c->part->number;
    t->by_hand += c->outcome == KS_PLAN_BY_HAND;
    t->each += c->outcome == KS_PLAN_EACH && c->key_count == 0;
    t->no_value += c->outcome == KS_PLAN_NO_VALUE;
    bool is_change =
        c->outcome == KS_PLAN_CHANGE || (c->outcome == KS_PLAN_EACH && c->key_count > 0);
    if (!is_in_registry(c->part) || (!is_change && c->outcome != KS_PLAN_MET))
        return;
    t->changes += is_change;
    if (is_change && before[number] == KS_MEETING_MET) {
        t->overdone++;
        say("changed although met", c, before[number]);
    }
    if (after[number] == KS_MEETING_MET) {
        t->met += is_change;
        t->is_reached[number] = t->is_reached[number] || is_change;
    } else if (is_contested(plan, c)) {
        t->contested++;
    } else {
        t->not_met++;
        say(is_change ? "changed" : "left as it is", c, after[number]);
    }
}

static bool plan_from(const ks_profile *profile, const ks_profile *fallback, const ks_state *state,
                      ks_arena *arena, ks_change_plan *plan, ks_gpo_files *files)
{
    ks_fail fail = { 0 };
    ks_plan_state from = { state, arena };
    ks_plan_request request = { .profile = profile,
                                .fallback = fallback,
                                .windows = ks_state_machine(state)->windows,
                                .before = ks_plan_before_of(&from),
                                .takes_unconfirmed = true };
    bool is_made = ks_change_plan_make(&request, arena, plan, &fail) &&
                   ks_plan_files(&request, plan, arena, files, &fail);
    if (!is_made)
        remark("round %llu: no plan: reason %d, %.*s", (unsigned long long)round_number,
               (int)fail.reason, SHOWN(fail.text));
    return is_made;
}

static void round_trip(tally *t, const hives *before, const ks_profile *profile,
                       const ks_profile *fallback, ks_arena *arena)
{
    ks_change_plan plan;
    ks_gpo_files files = { 0 };
    ks_meeting *was = ks_take(arena, ks_meeting, ks_setting_part_total());
    ks_meeting *is = ks_take(arena, ks_meeting, ks_setting_part_total());
    const ks_state *state = state_of(before, arena);
    bool is_applied, is_undone;
    t->rounds++;
    if (!plan_from(profile, fallback, state, arena, &plan, &files))
        return;
    t->made++;
    hives after = merged(before, &files, "machine.reg", "user.reg", &is_applied, arena);
    hives undone = merged(&after, &files, "undo-machine.reg", "undo-user.reg", &is_undone, arena);
    t->merged += is_applied && is_undone;
    bool is_same = same_values(before, &undone, *arena);
    t->undone += is_same;
    if (!is_same)
        remark("round %llu: not as before", (unsigned long long)round_number);
    KS_ASSERT(verdicts_of(state, &plan, arena, was));
    KS_ASSERT(verdicts_of(state_of(&after, arena), &plan, arena, is));
    for (size_t i = 0; i < plan.count; i++)
        count_change(t, &plan, &plan.items[i], was, is);
}

static tally tally_new(ks_arena *arena)
{
    return (tally){ .is_reached = ks_take(arena, bool, ks_setting_part_total()) };
}

static void tell(const char *what, const tally *t)
{
    remark("%s: %zu rounds, %zu changes: %zu met, %zu not, %zu contested; %zu done although met; "
           "%zu by hand, %zu of each, %zu without value",
           what, t->rounds, t->changes, t->met, t->not_met, t->contested, t->overdone, t->by_hand,
           t->each, t->no_value);
}

static void by_chance(void)
{
    ks_arena arena = whole;
    tally t = tally_new(&arena);
    for (u64 round = 1; round <= 250; round++) {
        ks_arena scratch = arena;
        ks_profile profile;
        seed = round_number = round;
        hives before = random_state(&scratch);
        random_profile(&profile, &scratch);
        round_trip(&t, &before, &profile, NULL, &scratch);
    }
    tell("chance", &t);
    check("a plan is made of any profile and any state", t.made == t.rounds);
    check("an import of its files skips nothing", t.merged == t.rounds);
    check("what it changed is met afterwards, and what was met still is",
          t.not_met == 0 && t.met > 1000);
    check("what an audit calls met is no change", t.overdone == 0);
    check("what is undone is as before: types, bytes, absence", t.undone == t.rounds);
}

// --- Konseki's own profiles

static void own_profiles(void)
{
    ks_arena arena = whole;
    tally t = tally_new(&arena);
    ks_profile own;
    for (size_t i = 0; ks_profile_at(i, &own); i++) {
        for (u64 round = 1; round <= 4; round++) {
            ks_arena scratch = arena;
            ks_profile profile, fallback;
            ks_fail fail;
            seed = round_number = 1000 * i + round;
            hives before = random_state(&scratch);
            KS_ASSERT(ks_profile_open(own.id, &scratch, &profile, &fail) &&
                      ks_profile_open(KS_STR("recommended"), &scratch, &fallback, &fail));
            round_trip(&t, &before, &profile, &fallback, &scratch);
        }
    }
    tell("own profiles", &t);
    check("a plan of each profile is made whatever lies there",
          t.made == t.rounds && t.rounds >= 36);
    check("all that it changed in the registry is met afterwards, with nothing asked twice",
          t.not_met == 0 && t.contested == 0 && t.overdone == 0);
    check("and its undo leaves nothing behind", t.undone == t.rounds && t.merged == t.rounds);
}

// --- each setting once

// The n-th that can be asked of a part: what profiles ask, the choices, then any.
static ks_str nth_want(const ks_setting_part *part, u32 n)
{
    static const ks_str any[] = { KS_TEXT("present"), KS_TEXT("1"),  KS_TEXT("0"),     KS_TEXT("2"),
                                  KS_TEXT("4 MiB"),   KS_TEXT("00"), KS_TEXT("absent") };
    if (n < part->wish_count)
        return part->wishes[n].want;
    n -= part->wish_count;
    if (n < part->choice_count)
        return part->choices[n].value;
    n -= part->choice_count;
    return n < countof(any) ? any[n] : (ks_str){ 0 };
}

static bool ask_nth(ks_profile *profile, u32 n, const bool *is_reached, ks_arena *arena)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    const ks_want **wants;
    bool is_any = false;
    profile_begin(profile, &wants, arena);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            ks_str text = nth_want(part, n);
            ks_want *want;
            if (!is_in_registry(part) || is_reached[part->number] || text.size == 0)
                continue;
            is_any = true;
            if (take_want(part, text, arena, &want))
                ask(wants, part, want);
        }
    }
    return is_any;
}

static hives empty_machine(const char *product, const char *build, const char *edition,
                           ks_arena *arena)
{
    made_machine m;
    made_machine_begin(&m, arena);
    made_set(&m, "SYSTEM\\ControlSet001\\Control\\ProductOptions!ProductType", product);
    made_set(&m, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion!CurrentBuildNumber", build);
    made_set(&m, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion!EditionID", edition);
    // What can only be taken away.
    made_set(&m, "SOFTWARE\\Classes\\search-ms!", "sz:URL:search-ms");
    made_set(&m, "SOFTWARE\\Classes\\search!", "sz:URL:search");
    made_set(&m, "SOFTWARE\\Microsoft\\AMSI\\Providers\\{2781761E-28E0-4109-99FE-B9D127C57AFE}!",
             "sz:Defender");
    made_below_each(&m);
    return hives_of(&m);
}

static void count_reached(const tally *t)
{
    size_t count, all = 0, reached = 0, by_hand = 0;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            if (!is_in_registry(part))
                continue;
            all++;
            by_hand += part->is_by_hand && !t->is_reached[part->number];
            reached += t->is_reached[part->number];
            if (!t->is_reached[part->number])
                remark("never changed: %.*s %.*s%s", SHOWN(settings[i]->id), SHOWN(part->name),
                       part->is_by_hand ? ": by hand" : "");
        }
    }
    remark("%zu parts live in the registry: %zu were changed and met, %zu are set by hand", all,
           reached, by_hand);
    check("every part of the catalogue that lives in the registry was changed once, and met, but "
          "those that no file sets",
          reached + by_hand == all && reached > 700 && by_hand == 4);
}

static void each_once(void)
{
    static const char *const machines[][3] = {
        { "sz:WinNT", "sz:19045", "sz:Enterprise" },
        { "sz:WinNT", "sz:26200", "sz:Enterprise" },
        { "sz:WinNT", "sz:7601", "sz:Enterprise" },
        { "sz:ServerNT", "sz:20348", "sz:ServerStandard" },
        { "sz:LanmanNT", "sz:26100", "sz:ServerStandard" },
    };
    ks_arena arena = whole;
    tally t = tally_new(&arena);
    for (size_t i = 0; i < countof(machines); i++) {
        for (u32 n = 0; n < 24; n++) {
            ks_arena scratch = arena;
            ks_profile profile;
            round_number = 100 * i + n;
            hives before = empty_machine(machines[i][0], machines[i][1], machines[i][2], &scratch);
            if (ask_nth(&profile, n, t.is_reached, &scratch))
                round_trip(&t, &before, &profile, NULL, &scratch);
        }
    }
    tell("each once", &t);
    check("nothing that was changed is left unmet, and all is undone",
          t.not_met == 0 && t.undone == t.rounds && t.made == t.rounds);
    count_reached(&t);
}

// --- what a person sets

static ks_meeting verdict_of(const ks_state *state, const ks_change_plan *plan,
                             const ks_setting_part *part, ks_arena *arena)
{
    ks_meeting *verdicts = ks_take(arena, ks_meeting, ks_setting_part_total());
    KS_ASSERT(verdicts_of(state, plan, arena, verdicts));
    return verdicts[part->number];
}

// The plan leaves the part to a person; once its value is there, an audit says met.
static bool is_met_by_hand(const ks_setting_part *part, ks_str text, ks_arena *arena)
{
    ks_profile profile;
    const ks_want **wants;
    ks_want *want;
    ks_change_plan plan;
    ks_gpo_files files = { 0 };
    plan_value value;
    profile_begin(&profile, &wants, arena);
    if (!take_want(part, text, arena, &want))
        return false;
    ask(wants, part, want);
    hives before = empty_machine("sz:WinNT", "sz:26200", "sz:Enterprise", arena);
    const ks_state *state = state_of(&before, arena);
    if (!plan_from(&profile, NULL, state, arena, &plan, &files) || plan.change_count ||
        plan.count != 1 || plan.items[0].outcome != KS_PLAN_BY_HAND ||
        verdict_of(state, &plan, part, arena) != KS_MEETING_NOT ||
        !plan_value_encode(&part->places[0], want->values[0], arena, &value))
        return false;
    made_machine m = { .arena = arena };
    for (size_t i = 0; i < made_hives; i++)
        m.trees[i] = tree_of(&before, i, arena);
    put_value(&m, &part->places[0], value.name, value.type, value.data);
    hives after = hives_of(&m);
    return verdict_of(state_of(&after, arena), &plan, part, arena) == KS_MEETING_MET;
}

static void by_hand(void)
{
    size_t count, asked = 0, met = 0;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            ks_arena scratch = whole;
            ks_str text;
            if (!part->is_by_hand || !is_in_registry(part))
                continue;
            asked++;
            bool is_met = false;
            for (u32 n = 0; !is_met && (text = nth_want(part, n)).size; n++)
                is_met = is_met_by_hand(part, text, &scratch);
            met += is_met;
            if (!is_met)
                remark("by hand, and not met: %.*s %.*s", SHOWN(settings[i]->id),
                       SHOWN(part->name));
        }
    }
    check("what no file sets is left to a person, and met when it was set", asked == 4 && met == 4);
}

// --- subkeys as evidence has them

// What becomes of NetbiosOptions on a machine with these interfaces, each a name and a value.
typedef struct {
    const char *path, *value;
} interface;
static ks_change plan_of(const interface *interfaces, size_t count, ks_arena *arena)
{
    const ks_setting *netbios = ks_setting_find(KS_STR("net.netbios"));
    const ks_setting_part *part = &netbios->parts[netbios->part_count - 1];
    made_machine m;
    ks_profile profile;
    const ks_want **wants;
    ks_want *want;
    ks_change_plan plan;
    ks_gpo_files files = { 0 };
    made_machine_begin(&m, arena);
    for (size_t i = 0; i < count; i++)
        made_set(&m, interfaces[i].path, interfaces[i].value);
    hives before = hives_of(&m);
    profile_begin(&profile, &wants, arena);
    KS_ASSERT(take_want(part, KS_STR("2"), arena, &want));
    ask(wants, part, want);
    KS_ASSERT(plan_from(&profile, NULL, state_of(&before, arena), arena, &plan, &files));
    return plan.items[0];
}

static void odd_subkeys(void)
{
    static const interface met[] = { { INTERFACES "a!NetbiosOptions", "dword:2" },
                                     { INTERFACES "b!NetbiosOptions", "dword:2" } };
    static const interface evil[] = { { INTERFACES "a!NetbiosOptions", "dword:0" },
                                      { INTERFACES "x]\r\n[HKEY_LOCAL_MACHINE!NetbiosOptions",
                                        "dword:0" },
                                      { INTERFACES "*!NetbiosOptions", "dword:0" } };
    static const interface evil_met[] = { { INTERFACES "a!NetbiosOptions", "dword:2" },
                                          { INTERFACES "x\r!NetbiosOptions", "dword:0" } };
    ks_arena arena = whole;
    check("where each subkey is as wanted, nothing is planned",
          plan_of(met, countof(met), &arena).outcome == KS_PLAN_MET);
    ks_change c = plan_of(evil, countof(evil), &arena);
    check("a name that would end its line in a file is left to the script",
          c.outcome == KS_PLAN_EACH && c.key_count == 1);
    c = plan_of(evil_met, countof(evil_met), &arena);
    check("and is not taken for met", c.outcome == KS_PLAN_EACH && c.key_count == 0);
    static char names[2000][120];
    static interface many[2000];
    for (size_t i = 0; i < countof(many); i++) {
        snprintf(names[i], sizeof names[i], INTERFACES "i%04zu!NetbiosOptions", i);
        many[i] = (interface){ names[i], "dword:2" };
    }
    c = plan_of(many, countof(many), &arena);
    check("of more subkeys than are looked at, the rest is not taken for met",
          c.outcome == KS_PLAN_EACH && c.key_count == 0);
}

int main(void)
{
    if (!ks_arena_open(&whole, "test", (size_t)1 << 30))
        return skipped("no memory");
    each_once();
    by_hand();
    odd_subkeys();
    own_profiles();
    by_chance();
    return checked();
}
