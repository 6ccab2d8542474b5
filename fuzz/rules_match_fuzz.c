// A rule and events from bytes: the engine says what the judge says. The rule's text ends at the
// first NUL; behind it each event is a size, and each of its values a type, a size and bytes.
#include "base/cursor.h"
#include "base/text.h"
#include "rules/engine.h"

enum { fields_most = 6, events_most = 8, value_most = 256 };

static ks_arena run, whole, memory;
static ks_forms *forms;

static bool open_once(void)
{
    ks_fail fail = { 0 };
    if (whole.at)
        return true;
    if (!ks_arena_open(&run, "fuzz", (size_t)1 << 30) ||
        !ks_arena_open(&memory, "event", (size_t)64 << 20) ||
        !ks_forms_open(&forms, NULL, 0, &run, &fail))
        return false;
    whole = run;
    return true;
}

typedef struct {
    ks_event_plan outer, payload;
    ks_plan_field fields[fields_most];
    ks_value data[fields_most];
    u8 bytes[fields_most * value_most];
    ks_event_class class;
    ks_event event;
} made;

// Types that binary XML has, with the size that they have there.
static ks_value value_of(u8 type, const u8 *at, u32 size)
{
    static const u8 types[] = { KS_STRING, KS_STRING, KS_STRING,           KS_UINT32, KS_HEX64,
                                KS_BOOL,   KS_GUID,   KS_BINARY,           KS_NULL,   KS_ANSI,
                                KS_UTF8,   KS_SID,    KS_STRING | KS_ARRAY };
    ks_value v = { at, size, types[type % countof(types)] };
    ks_value_width width = ks_value_width_of(v.type & 0x7f);
    if (v.type == KS_UTF8 && !ks_utf8_is_valid((ks_span){ at, size }))
        v.type = KS_BINARY;
    if (v.type == KS_STRING)
        v.size &= ~1u;
    if (width.most && size > width.most)
        v.size = width.most;
    if (!ks_value_is_sound(v))
        v.type = KS_BINARY;
    return v;
}

static void make(made *m, ks_span bytes, bool is_sysmon)
{
    static const char *const names[fields_most] = { "Image", "CommandLine", "F",
                                                    "Data",  "Hashes",      "NewProcessName" };
    *m = (made){ .class = { .id = is_sysmon ? 1 : 4688, .serial = is_sysmon ? 1 : 2 } };
    m->class.channel =
        is_sysmon ? KS_STR("Microsoft-Windows-Sysmon/Operational") : KS_STR("Security");
    m->class.provider = is_sysmon ? KS_STR("Microsoft-Windows-Sysmon")
                                  : KS_STR("Microsoft-Windows-Security-Auditing");
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++)
        m->outer.system[i].index = ks_slot_constant;
    m->outer.system[KS_SYSTEM_CHANNEL].constant = ks_value_text(m->class.channel);
    m->outer.system[KS_SYSTEM_PROVIDER].constant = ks_value_text(m->class.provider);
    m->outer.system[KS_SYSTEM_COMPUTER].constant = ks_value_text(KS_STR("PC-17"));
    m->outer.system[KS_SYSTEM_ID].constant =
        ks_value_text(is_sysmon ? KS_STR("1") : KS_STR("4688"));
    m->outer.is_event = m->outer.has_plain_fields = m->payload.has_plain_fields = true;
    m->payload.content = 5;
    m->payload.fields = m->fields;
    m->payload.field_count = fields_most;
    u8 *to = m->bytes;
    for (u32 i = 0; i < fields_most; i++) {
        u32 size = bytes.size > 1 ? bytes.at[1] : 0;
        u8 type = bytes.size ? bytes.at[0] : 8;
        size_t head = bytes.size < 2 ? bytes.size : 2;
        bytes = (ks_span){ bytes.at + head, bytes.size - head };
        size = size < bytes.size ? size : (u32)bytes.size;
        memcpy(to, bytes.at, size);
        m->data[i] = value_of(type, to, size);
        to += m->data[i].size; // one behind the other, as in a log
        bytes = (ks_span){ bytes.at + size, bytes.size - size };
        m->fields[i] = (ks_plan_field){ ks_str_of(names[i]), { .index = (u16)i } };
    }
    m->event = (ks_event){ .class = &m->class,
                           .outer = &m->outer,
                           .payload = &m->payload,
                           .data = m->data,
                           .data_count = fields_most,
                           .arena = &memory };
}

typedef struct {
    ks_rules *fast, *slow;
    ks_matcher *a, *b;
} both;

static u64 gave_up(ks_rules *rules)
{
    ks_rules_seen seen;
    ks_rules_seen_of(rules, &seen);
    return seen.gave_up;
}

static void compare(const both *o, ks_event *event)
{
    u32 rules[64];
    size_t count = 0, others = 0;
    u64 before = gave_up(o->slow);
    const ks_hit *hits = ks_match(o->a, event, &count);
    KS_ASSERT(count <= countof(rules) || count > 0);
    size_t kept = count < countof(rules) ? count : countof(rules);
    for (size_t i = 0; i < kept; i++)
        rules[i] = hits[i].rule;
    hits = ks_match(o->b, event, &others);
    if (gave_up(o->slow) != before)
        return; // the engine may have known without asking
    KS_ASSERT(count == others);
    for (size_t i = 0; i < kept; i++)
        KS_ASSERT(rules[i] == hits[i].rule);
}

static void match(const both *o, ks_span bytes)
{
    static made m;
    for (int i = 0; i < events_most && bytes.size; i++) {
        size_t size = (size_t)bytes.at[0] * 8;
        bytes = (ks_span){ bytes.at + 1, bytes.size - 1 };
        size = size < bytes.size ? size : bytes.size;
        ks_arena kept = memory;
        make(&m, (ks_span){ bytes.at, size }, i % 4 != 3);
        compare(o, &m.event);
        memory = kept;
        bytes = (ks_span){ bytes.at + size, bytes.size - size };
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    const u8 *end = size ? memchr(data, 0, size) : NULL;
    ks_fail fail = { 0 };
    ks_rule_set set;
    both o = { 0 };
    if (end == NULL || !open_once())
        return 0;
    run = whole;
    ks_rule_loading how = { 0 };
    size_t text = (size_t)(end - data);
    if (!ks_rule_set_read(&set, KS_STR("f.yml"), (ks_span){ data, text }, &how, &run, &fail) ||
        set.count == 0)
        return 0;
    ks_rules_options fast = { .forms = forms }, slow = { .forms = forms, .by_judge = true };
    if (ks_rules_make(&o.fast, &set, &fast, &run, &fail) &&
        ks_rules_make(&o.slow, &set, &slow, &run, &fail)) {
        o.a = ks_rules_matcher(o.fast, &run);
        o.b = ks_rules_matcher(o.slow, &run);
        if (o.a && o.b)
            match(&o, (ks_span){ end + 1, size - text - 1 });
    }
    ks_rules_close(o.fast);
    ks_rules_close(o.slow);
    return 0;
}
