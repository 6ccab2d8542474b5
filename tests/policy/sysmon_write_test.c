// What is written is read back as the same: random configurations, and hostile texts in them.
#include "policy/sysmon_read.h"

#include "test.h"

#include <string.h>

static u64 state = 1;

static u32 roll(u32 sides)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (u32)(state >> 33) % sides;
}

static const char *const values[] = { "cmd.exe",   "",    "a;b;c",     "<&>\"'", "  blanks  ",
                                      "日本語\\x", "]]>", "%TEMP%\\x", "-" };

static ks_sysmon_filter *random_filter(ks_arena *arena, const ks_sysmon_event *event)
{
    ks_sysmon_filter *filter = ks_take(arena, ks_sysmon_filter, 1);
    const ks_sysmon_field *field = NULL;
    while (!field)
        field = sysmon_field_at(event->id, 491, roll(24));
    *filter = (ks_sysmon_filter){ .field = field->name,
                                  .condition = (ks_sysmon_condition)roll(KS_SYSMON_CONDITION_COUNT),
                                  .value = ks_str_of(values[roll(countof(values))]),
                                  .name = roll(2) ? KS_STR("n & m") : (ks_str){ 0 } };
    return filter;
}

static ks_sysmon_element *random_element(ks_arena *arena)
{
    size_t count;
    const ks_sysmon_event *events = sysmon_events(&count), *event;
    do
        event = &events[roll((u32)count)];
    while (event->tag.size == 0);
    ks_sysmon_element *element = ks_take(arena, ks_sysmon_element, 1);
    *element = (ks_sysmon_element){ .tag = event->tag,
                                    .event = sysmon_tag_find(event->tag)->id,
                                    .is_include = roll(2) };
    ks_sysmon_member **end = &element->members;
    for (u32 i = roll(5); i; i--) {
        ks_sysmon_member *member = ks_take(arena, ks_sysmon_member, 1);
        member->is_rule = roll(3) == 0;
        member->says_relation = member->is_rule && roll(2);
        member->is_and = member->says_relation && roll(2);
        ks_sysmon_filter **last = &member->filters;
        for (u32 n = member->is_rule ? 1 + roll(3) : 1; n; n--) {
            *last = random_filter(arena, event);
            last = &(*last)->next;
        }
        *end = member;
        end = &member->next;
    }
    return element;
}

static ks_sysmon_config random_config(ks_arena *arena)
{
    ks_sysmon_config config = { .schema = 490 };
    static ks_sysmon_option option = { .name = { "HashAlgorithms", 14 }, .value = { "md5", 3 } };
    config.options = roll(2) ? &option : NULL;
    ks_sysmon_element **end = &config.elements;
    ks_sysmon_group **group_end = &config.groups, *group = NULL;
    for (u32 i = roll(6); i; i--) {
        *end = random_element(arena);
        if (roll(3) == 0)
            group = NULL;
        else if (roll(2) || !group) {
            group = ks_take(arena, ks_sysmon_group, 1);
            *group =
                (ks_sysmon_group){ .name = KS_STR("g"), .is_and = roll(2), .says_relation = true };
            *group_end = group;
            group_end = &group->next;
        }
        (*end)->group = group;
        (*end)->is_and = group ? group->is_and : true;
        end = &(*end)->next;
    }
    return config;
}

static ks_str written(const ks_sysmon_config *config, ks_arena *arena)
{
    ks_out out;
    KS_ASSERT(ks_out_open(&out, arena, 1 << 20));
    ks_sysmon_write(&out, config);
    KS_ASSERT(!out.is_full);
    return ks_out_str(&out);
}

int main(void)
{
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)64 << 20));
    size_t same = 0, clean = 0;
    enum { runs = 500 };
    for (size_t i = 0; i < runs; i++) {
        ks_arena run = arena;
        ks_mistakes mistakes = { .arena = &run };
        ks_sysmon_config config = random_config(&run), again;
        ks_str first = written(&config, &run);
        if (!sysmon_read(&again, ks_str_span(first), &run, &mistakes))
            continue;
        bool is_same = ks_str_equal(first, written(&again, &run));
        for (u32 id = 1; id < 30; id++) {
            ks_sysmon_fields none = { 0 };
            is_same = is_same && ks_sysmon_judge(&config, id, none).logged ==
                                     ks_sysmon_judge(&again, id, none).logged;
        }
        same += is_same;
        for (const ks_mistake *m = mistakes.first; m; m = m->next)
            if (m->kind->level == KS_MISTAKE_ERROR)
                remark("%s %.*s", m->kind->id, (int)m->text[0].size, m->text[0].at);
        clean += mistakes.count == 0;
    }
    check("what is written is read back the same, and decides the same", same == runs);
    check("what is written has no mistakes of form", clean == runs);
    return checked();
}
