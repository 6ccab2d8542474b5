// Events of object access, by the audit entries of the objects that the rule's paths name.
#include "coverage/object_way.h"

#include "base/number.h"
#include "coverage/pattern.h"

typedef struct {
    const char *subcategory, *object_type;
} access_kind;

static const access_kind kinds[] = {
    { "audit.file-system", "File" },
    { "audit.registry", "Key" },
    { "audit.kernel-object", "Process" },
    { "audit.removable-storage", "File" },
};

static bool is_path_field(ks_str field)
{
    static const ks_str names[] = { KS_TEXT("ObjectName"), KS_TEXT("TargetObject"),
                                    KS_TEXT("TargetFilename"), KS_TEXT("TargetImage") };
    for (size_t i = 0; i < countof(names); i++)
        if (ks_str_equal(names[i], field))
            return true;
    return false;
}

typedef struct {
    const access_kind *kind;
    ks_str root; // empty: any object
    u32 id;
    bool asks_path; // a test on a path was asked
    bool is_loose;  // a test that says nothing of the root may hold below it, when another one
    bool is_below;  // is about its end or what is below
} looking;

static unsigned of_bool(bool is_true) { return is_true ? KS_CAN_BE_TRUE : KS_CAN_BE_FALSE; }

static unsigned look(const void *from, const ks_rule_test *test)
{
    looking *l = *(looking *const *)from;
    bool is_known;
    u8 digits[ks_number_size];
    if (ks_str_equal(test->field, KS_STR("EventID"))) {
        ks_str text = { (const char *)digits, (size_t)(ks_u64_text(digits, l->id) - digits) };
        bool is_true = pattern_fits(test, text, &is_known);
        return is_known ? of_bool(is_true) : KS_CAN_BE_EITHER;
    }
    if (ks_str_equal(test->field, KS_STR("ObjectType"))) {
        bool is_true = pattern_fits(test, ks_str_of(l->kind->object_type), &is_known);
        return is_known ? of_bool(is_true) : KS_CAN_BE_EITHER;
    }
    if (!is_path_field(test->field) || test->kind != KS_TEST_TEXT)
        return KS_CAN_BE_EITHER;
    l->asks_path = true;
    if (l->root.size == 0)
        return KS_CAN_BE_EITHER;
    pattern_place place = pattern_place_of(test, l->root);
    l->is_below = l->is_below || place == PATTERN_BELOW;
    bool may_hold =
        l->is_loose ? place == PATTERN_BELOW || pattern_is_open(test) : place != PATTERN_ELSEWHERE;
    return may_hold ? KS_CAN_BE_EITHER : KS_CAN_BE_FALSE;
}

static ks_carried carried(looking *l, const ks_rule *rule, const ks_form *form)
{
    ks_rule_knowing knowing = { .test = look, .from = &l };
    return ks_rule_carried_knowing(rule, form, &knowing);
}

static bool is_reached(looking *l, const ks_rule *rule, const ks_form *form)
{
    l->is_loose = l->is_below = false;
    if (carried(l, rule, form) != KS_CARRIED_NOT)
        return true;
    l->is_loose = true;
    bool may_be = carried(l, rule, form) != KS_CARRIED_NOT;
    l->is_loose = false;
    return may_be && l->is_below;
}

static bool needs(const ks_setting *setting, ks_str id)
{
    for (u32 i = 0; i < setting->needs.count; i++)
        if (ks_str_equal(setting->needs.items[i], id))
            return true;
    return false;
}

static bool lists(const ks_setting *setting, u32 id)
{
    for (u32 i = 0; i < setting->event_count; i++)
        if (id >= setting->events[i].first && id <= setting->events[i].last)
            return true;
    return false;
}

// One set of audit entries. Those of a place show some of the rule: its pattern fits others as
// well.
static void add_entries(cover_ways *ways, cover_way way, const ks_recording *r,
                        const ks_setting *setting, bool is_global)
{
    bool is_there = setting->part_count > 0;
    for (u32 p = 0; p < setting->part_count; p++) {
        const ks_setting_part *part = &setting->parts[p];
        ks_setting_value value = ks_recording_value(r, part);
        if (part->wish_count || setting->part_count == 1)
            is_there = is_there && (value.kind == KS_VALUE_NUMBER || value.kind == KS_VALUE_TEXT);
    }
    if (!is_there)
        cover_way_lack(&way, setting);
    if (!is_global && way.cover == KS_COVER_COULD) {
        way.cover = KS_COVER_PARTLY;
        way.reason = KS_COVER_WHY_OBJECTS;
    }
    cover_ways_add(ways, &way);
}

static void add_all_entries(cover_ways *ways, const cover_way *way, const ks_recording *r,
                            looking *l, const ks_rule *rule, const ks_form *form)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        const ks_setting *s = settings[i];
        if (!needs(s, way->by->id) || !lists(s, l->id) || s->part_count == 0)
            continue;
        if (s->parts[0].kind == KS_SETTING_AUDIT_OPTION) { // a global SACL: every object
            l->root = (ks_str){ 0 };
            if (carried(l, rule, form) != KS_CARRIED_NOT)
                add_entries(ways, *way, r, s, true);
            continue;
        }
        bool reaches = false;
        for (u32 p = 0; p < s->part_count && s->parts[p].kind == KS_SETTING_AUDIT_SACL; p++) {
            l->root = s->parts[p].object;
            reaches = reaches || is_reached(l, rule, form);
        }
        if (reaches)
            add_entries(ways, *way, r, s, false);
    }
}

// From Windows 10 on LSASS carries an audit entry of its own, for reading its memory.
static void add_processes(cover_ways *ways, cover_way way, const ks_recording *r, looking *l,
                          const ks_rule *rule, const ks_form *form)
{
    const ks_setting *own = ks_setting_find(KS_STR("sacl.lsass"));
    l->root = KS_STR("C:\\Windows\\System32\\lsass.exe");
    bool is_lsass = is_reached(l, rule, form) && l->asks_path;
    if (own == NULL || !ks_setting_exists_on(own, &r->windows) || !is_lsass) {
        way.cover = KS_COVER_BLIND;
        way.reason = KS_COVER_WHY_OBJECTS;
    } else if (way.cover == KS_COVER_COULD) {
        way.cover = KS_COVER_PARTLY;
        way.reason = KS_COVER_WHY_OBJECTS;
    }
    cover_ways_add(ways, &way);
}

bool object_ways(cover_ways *ways, const cover_way *way, const ks_recording *recording,
                 const ks_rule *rule, const ks_form *form, u32 id)
{
    looking l = { .id = id };
    for (size_t i = 0; way->by && i < countof(kinds); i++)
        if (ks_str_equal(way->by->id, ks_str_of(kinds[i].subcategory)))
            l.kind = &kinds[i];
    // 4658 and 4660 say nothing of the object, 4670 and the like come without audit entries.
    if (l.kind == NULL || (id != 4656 && id != 4657 && id != 4663))
        return false;
    if (carried(&l, rule, form) == KS_CARRIED_NOT)
        return true; // of another kind of object
    if (ks_str_equal(way->by->id, KS_STR("audit.removable-storage"))) {
        cover_way some = *way;
        if (some.cover == KS_COVER_COULD)
            some.cover = KS_COVER_PARTLY;
        some.reason = KS_COVER_WHY_REMOVABLE;
        if (!l.asks_path)
            cover_ways_add(ways, &some);
    } else if (ks_str_equal(way->by->id, KS_STR("audit.kernel-object"))) {
        add_processes(ways, *way, recording, &l, rule, form);
    } else {
        add_all_entries(ways, way, recording, &l, rule, form);
    }
    return true;
}
