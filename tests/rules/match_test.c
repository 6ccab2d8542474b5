// The engine says what the judge says: over events of one kind until it has learnt what is common,
// over kinds and layouts that come and go, by keywords, on several threads.
#include "base/hash.h"
#include "base/pipeline.h"
#include "rules/engine.h"

#include "test.h"

#include <stdio.h>

enum { fields_most = 8, text_most = 160, rules_made = 150 };

static ks_arena run, whole;
static ks_forms *forms;
static ks_rule_set set;
static ks_rules *fast, *slow;

static u64 state = 1;
static u32 chance(u32 below) { return (u32)((state = ks_hash_mix(state, 7)) >> 33) % below; }

// --- rules of a small stock of words, so that they meet

static const char *const words[] = { "\\cmd.exe", "\\powershell.exe",  " -enc ",   "C:\\Windows\\",
                                     "mimikatz",  "sekurlsa::",        "\\Temp\\", ".ps1",
                                     "net user",  "\xc3\xa9t\xc3\xa9", "x",        "`",
                                     "/c",        "http://",           "AUTHORI",  "kiwi" };
static const char *const names[] = { "Image", "CommandLine", "ParentImage", "User", "Hashes" };
static const char *const modifiers[] = {
    "", "|contains", "|endswith", "|startswith", "|contains|all", "|re", "|cased|contains"
};
static const char *const regexes[] = { "(?i)c[a-m]d\\.exe", "l\\.[ ex]", "[a-z]{3}\\.[ep]",
                                       "Users?:", "[ e]nc? " };
static char yaml[1 << 17];
static size_t yaml_size;

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, format);
    int size = vsnprintf(yaml + yaml_size, sizeof yaml - yaml_size, format, list);
    __builtin_va_end(list);
    yaml_size += (size_t)size;
}

static void put_selection(const char *name)
{
    put("    %s:\n", name);
    if (chance(6) == 0) {
        put("        - '%s'\n        - '%s'\n", words[chance(countof(words))],
            chance(4) ? words[chance(countof(words))] : "Windows-Sysmon"); // of the provider
        return;
    }
    if (chance(6) == 0) {
        put("        Port:\n");
        for (u32 k = 1 + chance(8); k; k--)
            put("            - %u\n", chance(40));
    }
    u32 first = chance(countof(names)), count = 1 + chance(3);
    for (u32 i = 0; i < count; i++) {
        const char *modifier = modifiers[chance(countof(modifiers))];
        bool is_regex = strcmp(modifier, "|re") == 0;
        put("        %s%s:\n", names[(first + i) % countof(names)], modifier);
        for (u32 k = 1 + chance(chance(5) ? 3 : 12); k; k--)
            put("            - '%s'\n",
                is_regex ? regexes[chance(countof(regexes))] : words[chance(16)]);
    }
    if (chance(5) == 0)
        put("        Missing: null\n");
}

static void put_rule(u32 number)
{
    static const char *const conditions[] = { "a",     "a and b", "a or b",   "a and not b",
                                              "not a", "1 of *",  "all of *", "a or not b" };
    put("title: rule %u\nlogsource:\n    product: windows\n", number);
    if (chance(8))
        put("    category: process_creation\n");
    put("detection:\n");
    put_selection("a");
    put_selection("b");
    put("    condition: %s\n---\n", conditions[chance(chance(4) ? 4 : countof(conditions))]);
}

static bool load(const char *text)
{
    ks_fail fail = { 0 };
    ks_rule_loading how = { 0 };
    ks_rules_options options = { .forms = forms }, judged = { .forms = forms, .by_judge = true };
    return ks_rule_set_read(&set, KS_STR("made.yml"), ks_str_span(ks_str_of(text)), &how, &run,
                            &fail) &&
           ks_rules_make(&fast, &set, &options, &run, &fail) &&
           ks_rules_make(&slow, &set, &judged, &run, &fail);
}

static void unload(void)
{
    ks_rules_close(fast);
    ks_rules_close(slow);
    run = whole;
}

// --- events

typedef struct {
    ks_event_plan outer, payload;
    ks_plan_field fields[fields_most];
    ks_value data[fields_most];
    u8 bytes[fields_most * 2 * text_most]; // the values, one behind the other
    size_t size;
    ks_event_class class;
    ks_event event;
    ks_arena arena;
} made_event;

static void begin_event(made_event *m, const char *channel, const char *provider, u32 id)
{
    *m = (made_event){ .arena = m->arena };
    char digits[16];
    snprintf(digits, sizeof digits, "%u", id);
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++)
        m->outer.system[i].index = ks_slot_constant;
    m->outer.system[KS_SYSTEM_CHANNEL].constant = ks_value_text(ks_str_of(channel));
    m->outer.system[KS_SYSTEM_PROVIDER].constant = ks_value_text(ks_str_of(provider));
    m->outer.system[KS_SYSTEM_COMPUTER].constant = ks_value_text(KS_STR("PC-17"));
    m->outer.system[KS_SYSTEM_ID].constant =
        ks_value_text(ks_arena_keep(&m->arena, ks_str_of(digits)));
    m->outer.is_event = m->outer.has_plain_fields = m->payload.has_plain_fields = true;
    m->class = (ks_event_class){ ks_str_of(provider), ks_str_of(channel), id, 0, 0, 0 };
    m->payload.fields = m->fields;
    m->event = (ks_event){ .class = &m->class,
                           .outer = &m->outer,
                           .payload = &m->payload,
                           .data = m->data,
                           .arena = &m->arena };
}

static void add_field(made_event *m, const char *name, const char *text)
{
    u32 i = m->payload.field_count++;
    u8 *from = m->bytes + m->size, *to = from;
    ks_str utf8 = ks_str_of(text);
    for (size_t at = 0; at < utf8.size; to += 2) { // nothing beyond U+07FF here
        u8 c = (u8)utf8.at[at++];
        u32 unit = c < 0x80 ? c : (u32)(c & 31) << 6 | ((u8)utf8.at[at++] & 63);
        ks_store16(to, (u16)unit);
    }
    m->fields[i] = (ks_plan_field){ ks_str_of(name), { .index = (u16)i } };
    m->data[i] = (ks_value){ from, (u32)(to - from), KS_STRING };
    m->size += (size_t)(to - from);
    m->event.data_count = m->payload.field_count;
}

static void add_words(made_event *m, const char *name)
{
    char text[text_most] = "";
    for (u32 k = chance(4); k; k--)
        strcat(strcat(text, chance(3) ? words[chance(16)] : "abc"), chance(2) ? " " : "");
    add_field(m, name, text);
}

// A number, as such or as its text.
static void add_port(made_event *m)
{
    char digits[16];
    u32 port = chance(40);
    snprintf(digits, sizeof digits, chance(4) ? "%u" : "0x%x", port);
    add_field(m, "Port", digits);
    if (chance(2) == 0)
        return;
    ks_value *value = &m->data[m->payload.field_count - 1];
    ks_store16(m->bytes + (value->at - m->bytes), (u16)port);
    m->size += 2 - value->size; // no gap behind it
    value->size = 2;
    value->type = KS_UINT16;
}

// The serial number is that of the class, the content that of the layout.
static void random_event(made_event *m, u64 serial, u32 layout)
{
    ks_arena kept = m->arena;
    begin_event(m, "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", 1);
    m->class.serial = serial;
    m->payload.content = layout + 1;
    u32 count = layout % 2 ? countof(names) : countof(names) - 1;
    for (u32 i = 0; i < count; i++)
        add_words(m, names[(i + layout) % countof(names)]);
    add_port(m);
    (void)kept;
}

static bool same_hits(ks_matcher *a, ks_matcher *b, made_event *m, u64 *hash)
{
    size_t count = 0, other_count = 0;
    ks_arena kept = m->arena;
    const ks_hit *hits = ks_match(a, &m->event, &count);
    u32 rules[rules_made + 8];
    for (size_t i = 0; i < count; i++) {
        rules[i] = hits[i].rule;
        *hash = ks_hash_mix(*hash, hits[i].rule + 1);
    }
    const ks_hit *others = b ? ks_match(b, &m->event, &other_count) : NULL;
    bool same = b == NULL || count == other_count;
    for (size_t i = 0; b && same && i < count; i++)
        same = rules[i] == others[i].rule;
    m->arena = kept;
    return same;
}

static made_event one;
static u32 watched;           // literals that are looked for only because they were asked for often
static u32 marks[MARK_KINDS]; // what literals say of rules, by kind

static void count_waiting(const ks_matcher *m)
{
    watched = 0;
    memset(marks, 0, sizeof marks);
    for (const rules_use *use = m->uses; use; use = use->next) {
        const rules_waiting *w = use->waiting;
        for (u32 i = 0; i < w->trigger_count; i++) {
            watched += w->triggers[i].count == 0;
            for (u32 k = 0; k < w->triggers[i].count; k++)
                marks[w->triggered[w->triggers[i].first + k] & 3]++;
        }
    }
}

static bool matches_alike(u32 events, u32 layouts, u64 *hash)
{
    ks_matcher *a = ks_rules_matcher(fast, &run), *b = ks_rules_matcher(slow, &run);
    ks_arena kept = one.arena;
    for (u32 i = 0; a && b && i < events; i++) {
        one.arena = kept;
        random_event(&one, 1 + i % layouts, i % layouts);
        if (!same_hits(a, b, &one, hash)) {
            remark("event %u", i);
            return false;
        }
    }
    if (a)
        count_waiting(a);
    return a && b;
}

static void check_random(void)
{
    u64 hash = 0;
    for (u32 i = 0; i < rules_made; i++)
        put_rule(i);
    check("made rules are taken", load(yaml) && set.count > rules_made / 2);
    check("events of one kind hit what the judge says, before and after learning",
          matches_alike(12000, 1, &hash));
    check("some of them hit", hash != 0);
    check("what was asked often is looked for with the rest", watched > 0);
    check("rules that are woken often wait for a second literal", marks[MARK_ALSO] > 0);
    check("and others are ruled out by one", marks[MARK_RULES_OUT] > 0);
    remark("%u literals wake, %u are needed too, %u rule out", marks[MARK_WAKES], marks[MARK_ALSO],
           marks[MARK_RULES_OUT]);
    check("so do events of many kinds and layouts", matches_alike(6000, 40, &hash));
    check("and of more than are kept", matches_alike(5000, 1400, &hash));
}

// --- threads

enum { items = 64, events_an_item = 40 };
typedef struct {
    u32 next, delivered;
    u64 sum;
    ks_matcher *matchers[8];
    made_event *events[8];
    struct {
        u32 number;
        u64 hash;
    } rows[items];
    void *ring[items];
} crowd;

static bool next_item(void *shared, void *item)
{
    crowd *c = shared;
    if (c->next == items)
        return false;
    *(u32 *)item = c->next++;
    return true;
}

// What an event says follows from its number, not from who makes it.
static void work_item(void *shared, unsigned worker, void *item, ks_pipeline_run *pipeline)
{
    (void)pipeline;
    crowd *c = shared;
    made_event *m = c->events[worker];
    u64 *hash = (u64 *)(void *)((u8 *)item + 8);
    ks_arena kept = m->arena;
    for (u32 i = 0; i < events_an_item; i++) {
        m->arena = kept;
        u64 seed = *(u32 *)item * 1000 + i;
        begin_event(m, "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", 1);
        m->class.serial = 1;
        m->payload.content = 1;
        for (size_t k = 0; k < countof(names); k++) {
            seed = ks_hash_mix(seed, k);
            add_field(m, names[k], words[(seed >> 33) % countof(words)]);
        }
        (void)same_hits(c->matchers[worker], NULL, m, hash);
    }
    m->arena = kept;
}

static bool deliver_item(void *shared, void *item)
{
    crowd *c = shared;
    c->sum = ks_hash_mix(c->sum, *(u64 *)(void *)((u8 *)item + 8));
    *(u64 *)(void *)((u8 *)item + 8) = 0;
    c->delivered++;
    return true;
}

static u64 crowd_of(unsigned threads)
{
    static u64 cells[items][2];
    crowd c = { 0 };
    memset(cells, 0, sizeof cells);
    for (u32 i = 0; i < items; i++)
        c.ring[i] = cells[i];
    for (unsigned i = 0; i < threads; i++) {
        c.matchers[i] = ks_rules_matcher(fast, &run);
        c.events[i] = ks_take(&run, made_event, 1);
        if (!c.matchers[i] || !c.events[i] || !ks_arena_open(&c.events[i]->arena, "event", 1 << 24))
            return 0;
    }
    ks_pipeline p = { &c, next_item, work_item, deliver_item, c.ring, 4 * threads, threads };
    ks_pipeline_go(&p);
    for (unsigned i = 0; i < threads; i++)
        ks_arena_close(&c.events[i]->arena);
    return c.delivered == items ? c.sum : 0;
}

static void check_threads(void)
{
    u64 alone = crowd_of(1);
    check("one thread hits something", alone != 0);
    check("two threads hit the same", crowd_of(2) == alone);
    check("eight threads hit the same", crowd_of(8) == alone);
}

// --- what the run has seen

#define HEAD "title: t\nlogsource:\n    product: windows\n"
#define FOOT "    condition: s\n"

static bool wants(ks_matcher *m, const char *channel, const char *provider, u32 id)
{
    ks_arena kept = one.arena;
    begin_event(&one, channel, provider, id);
    bool wanted = ks_match_wants(m, &one.event) && ks_match_wants(m, &one.event);
    one.arena = kept;
    return wanted;
}

static void check_seen(void)
{
    const char *sysmon = "Microsoft-Windows-Sysmon/Operational";
    const char *provider = "Microsoft-Windows-Sysmon";
    ks_rules_seen seen = { 0 };
    size_t count = 0;
    check("two rules are taken",
          load("title: t\nlogsource:\n    product: windows\n    category: process_creation\n"
               "detection:\n    s:\n        Image|endswith: x\n" FOOT "---\n"
               "title: u\nlogsource:\n    product: windows\n    service: security\n"
               "detection:\n    s:\n        EventID: [4624, 4625]\n        F: x\n" FOOT) &&
              set.count == 2);
    ks_matcher *m = ks_rules_matcher(fast, &run);
    check("events that a rule could look at are wanted", wants(m, sysmon, provider, 1));
    check("others are not", !wants(m, sysmon, provider, 2));
    check("the channel counts", !wants(m, "Microsoft-Windows-Sysmon/Other", provider, 1));
    check("case does not count in it",
          wants(m, "MICROSOFT-windows-sysmon/operational", provider, 1));
    check("an id that a rule names is wanted",
          wants(m, "Security", "Microsoft-Windows-Security-Auditing", 4625));
    check("one that none names is not",
          !wants(m, "Security", "Microsoft-Windows-Security-Auditing", 4626));
    random_event(&one, 7, 1);
    (void)ks_match(m, &one.event, &count);
    ks_rules_seen_of(fast, &seen);
    check("a rule of whose source events came was bound", seen.was_bound[0]);
    check("the other one was not", !seen.was_bound[1]);
    check("events that no rule looks at are counted",
          seen.events_without_rules >= 3 && seen.events == seen.events_without_rules + 1);
    unload();
}

static void check_keywords(void)
{
    size_t count = 0;
    check("keywords are taken", load(HEAD "detection:\n    s:\n        - 'sekurlsa::'\n        - "
                                          "'Microsoft-Windows-Some'\n        - 'PC-1'\n" FOOT));
    ks_matcher *m = ks_rules_matcher(fast, &run);
    begin_event(&one, "Other", "Provider", 5);
    one.outer.system[KS_SYSTEM_COMPUTER].constant = ks_value_text(KS_STR("SRV"));
    one.class.serial = 11;
    one.payload.content = 3;
    add_field(&one, "A", "nothing");
    add_field(&one, "B", "odd");
    (void)ks_match(m, &one.event, &count);
    check("no keyword, no hit", count == 0);
    one.data[1].size = 0;
    one.payload.field_count = 1;
    one.size = one.data[0].size;
    add_field(&one, "B", "x SEKURLSA::logon");
    (void)ks_match(m, &one.event, &count);
    check("a keyword in a value hits in an event of the same kind", count == 1);
    one.data[1].size = 0;
    one.outer.system[KS_SYSTEM_COMPUTER].constant = ks_value_text(KS_STR("pc-1"));
    (void)ks_match(m, &one.event, &count);
    check("so does one in the computer's name", count == 1);
    one.outer.system[KS_SYSTEM_COMPUTER].constant = ks_value_text(KS_STR("SRV"));
    (void)ks_match(m, &one.event, &count);
    check("another computer's name does not", count == 0);
    one.outer.system[KS_SYSTEM_USER].constant = ks_value_text(KS_STR("sekurlsa::"));
    (void)ks_match(m, &one.event, &count);
    check("a text in the user's place does", count == 1);
    begin_event(&one, "Other", "Microsoft-Windows-Some", 5);
    one.class.serial = 12;
    (void)ks_match(m, &one.event, &count);
    check("and one in the provider's name", count == 1);
    unload();
}

// A keyword that is waited for only once the other test turned out to be common stands in the
// provider's name, where the raw bytes of an event do not show it.
static void check_learnt_keywords(void)
{
    enum { fillers = 40, events = 3000 };
#define OF_STARTS "logsource:\n    product: windows\n    category: process_creation\ndetection:\n"
    size_t count = 0, hits = 0;
    yaml_size = 0;
    for (u32 i = 0; i < fillers; i++)
        put("title: f%u\n" OF_STARTS "    s:\n        Image|contains: '\\f%u.exe'\n"
            "    condition: s\n---\n",
            i, i);
    put("title: seldom\n" OF_STARTS "    s:\n        - zzzunseenxyz\n    condition: s\n---\n");
    put("title: always\n" OF_STARTS "    k:\n        - Windows-Sysmon\n    s:\n"
        "        Image|contains: 'C:\\'\n    condition: k and s\n");
    check("rules of which one will wait for something else are taken",
          load(yaml) && set.count == fillers + 2);
    ks_matcher *m = ks_rules_matcher(fast, &run);
    for (u32 i = 0; m && i < events; i++) {
        begin_event(&one, "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", 1);
        one.class.serial = 1;
        one.payload.content = 1;
        add_field(&one, "Image", "C:\\Temp\\a.exe");
        (void)ks_match(m, &one.event, &count);
        hits += count;
    }
    check("and it hits before and after", hits == events);
    unload();
}

static void check_limits(void)
{
    size_t count = 0;
    static char long_text[text_most] = "";
    check("an expression without bound is taken",
          load(HEAD "    category: process_creation\ndetection:\n    s:\n        CommandLine|re: "
                    "'^(a|aa|a?)+$'\n    t:\n        CommandLine|contains: aaa\n"
                    "    condition: t and not s\n") &&
              set.count == 1);
    ks_matcher *m = ks_rules_matcher(fast, &run);
    memset(long_text, 'a', 60);
    long_text[60] = '!';
    begin_event(&one, "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", 1);
    one.class.serial = 21;
    add_field(&one, "CommandLine", long_text);
    (void)ks_match(m, &one.event, &count);
    ks_rules_seen seen = { 0 };
    ks_rules_seen_of(fast, &seen);
    check("an expression that gives up says neither yes nor no", count == 0);
    check("and is counted", seen.gave_up == 1);
    unload();
    check("a rule of every channel is taken",
          load(HEAD "detection:\n    s:\n        F|contains: x\n    t:\n        EventID: 15\n"
                    "    condition: s and not t\n"));
    m = ks_rules_matcher(fast, &run);
    bool is_hit = true;
    ks_arena kept = one.arena;
    for (u32 id = 0; id < 20000 && is_hit; id++) {
        one.arena = kept;
        begin_event(&one, "Any", "Provider", id);
        one.class.serial = 100 + id;
        add_field(&one, "F", "xyz");
        (void)ks_match(m, &one.event, &count);
        is_hit = count == (id != 15);
    }
    check("twenty thousand kinds of events hit as they should", is_hit);
    check("and share what they are asked", fast->concern_count == 2);
    unload();
}

int main(void)
{
    ks_fail fail = { 0 };
    if (!ks_arena_open(&whole, "test", (size_t)1 << 30) ||
        !ks_arena_open(&one.arena, "event", 1 << 24))
        return 1;
    run = whole;
    if (!ks_forms_open(&forms, NULL, 0, &run, &fail))
        return 1;
    whole = run;
    check_random();
    check_threads();
    unload();
    check_seen();
    check_keywords();
    check_learnt_keywords();
    check_limits();
    return checked();
}
