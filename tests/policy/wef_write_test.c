// What is written is read back as the same, without mistakes of form.
#include "policy/wef.h"

#include "test.h"

static u64 state = 7;

static u32 roll(u32 sides)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (u32)(state >> 33) % sides;
}

static ks_str one_of(const char *const *words, size_t count)
{
    return ks_str_of(words[roll((u32)count)]);
}

#define ONE(...)                                 \
    one_of((const char *const[]){ __VA_ARGS__ }, \
           sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static ks_wef_name *random_names(ks_arena *arena)
{
    ks_wef_name *names = NULL;
    for (u32 i = roll(3); i; i--) {
        ks_wef_name *name = ks_take(arena, ks_wef_name, 1);
        *name = (ks_wef_name){ .text = ONE("a & b", "*.example.org", "<x>"), .next = names };
        names = name;
    }
    return names;
}

static ks_wef_query *random_queries(ks_arena *arena)
{
    static const char *const ids[] = { "0", "1", "2", "3" };
    ks_wef_query *queries = NULL;
    for (u32 i = 1 + roll(3); i; i--) {
        ks_wef_query *query = ks_take(arena, ks_wef_query, 1);
        *query = (ks_wef_query){ .id = ks_str_of(ids[i]), .path = KS_STR("Security") };
        for (u32 n = 1 + roll(3); n; n--) {
            ks_wef_select *select = ks_take(arena, ks_wef_select, 1);
            *select = (ks_wef_select){ .path = query->path,
                                       .xpath = ONE("*", "*[System[EventID<5 and EventID>1]]",
                                                    "*[EventData[Data=']]>']]") };
            select->next = query->selects;
            query->selects = select;
        }
        query->next = queries;
        queries = query;
    }
    return queries;
}

static ks_wef_subscription random_subscription(ks_arena *arena)
{
    return (ks_wef_subscription){
        .id = ONE("a", "日本語 & x"),
        .type = ONE("SourceInitiated", "CollectorInitiated"),
        .description = ONE("", "d\"<>"),
        .enabled = ONE("true", "false"),
        .mode = ONE("Custom", "MinLatency"),
        .delivery = KS_STR("Push"),
        .max_items = ONE("", "5"),
        .max_latency_ms = ONE("", "900000"),
        .heartbeat_ms = ONE("", "3600000"),
        .read_existing = ONE("true", "false"),
        .transport = ONE("http", "https"),
        .format = ONE("Events", "RenderedText"),
        .locale = ONE("", "ja-JP"),
        .log = ONE("ForwardedEvents", "WEC1"),
        .domain_computers = ONE("", "O:NSG:NSD:(A;;GA;;;DC)"),
        .issuers = random_names(arena),
        .subjects = random_names(arena),
        .denied_subjects = random_names(arena),
        .sources = random_names(arena),
        .queries = random_queries(arena),
    };
}

static ks_str written(const ks_wef_subscription *subscription, ks_arena *arena)
{
    ks_out out;
    KS_ASSERT(ks_out_open(&out, arena, 1 << 16));
    ks_wef_write(&out, subscription);
    KS_ASSERT(!out.is_full);
    return ks_out_str(&out);
}

static bool client_comes_back(const char *text, ks_arena arena)
{
    ks_mistakes mistakes = { .arena = &arena };
    ks_wef_client client;
    ks_out out;
    if (!wef_client_read(&client, ks_str_of(text), &arena, &mistakes) ||
        !ks_out_open(&out, &arena, 4096))
        return false;
    ks_wef_client_write(&out, &client);
    return ks_str_equal(ks_out_str(&out), ks_str_of(text));
}

int main(void)
{
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)64 << 20));
    enum { runs = 300 };
    size_t same = 0, well = 0;
    for (size_t i = 0; i < runs; i++) {
        ks_arena run = arena;
        ks_mistakes mistakes = { .arena = &run };
        ks_wef_subscription made = random_subscription(&run), again;
        ks_str text = written(&made, &run);
        bool read = wef_read(&again, ks_str_span(text), &run, &mistakes);
        same += read && ks_str_equal(text, written(&again, &run));
        size_t errors = 0;
        for (const ks_mistake *m = mistakes.first; m; m = m->next)
            errors += m->kind->level == KS_MISTAKE_ERROR;
        well += errors == 0;
    }
    check("a subscription is read back as it was written", same == runs);
    check("what is written has no errors", well == runs);
    check("a client's policy is written as it was read",
          client_comes_back("Server=https://a:5986/wsman/SubscriptionManager/WEC,Refresh=60,"
                            "IssuerCA=0123456789abcdef0123456789ABCDEF01234567",
                            arena));
    ks_arena_close(&arena);
    return checked();
}
