// What a query of the event log selects, as far as the System part of an event tells.
#include "policy/xpath.h"

#include "test.h"

static const struct {
    const char *sentence, *query;
    xpath_event event;
    xpath_truth selected;
} rows[] = {
    // clang-format off
    { "* selects everything", "*", { 0 }, XPATH_YES },
    { "an id selects its event", "*[System[EventID=4688]]", { .id = 4688, .has_id = true }, XPATH_YES },
    { "and no other", "*[System[EventID=4688]]", { .id = 4689, .has_id = true }, XPATH_NO },
    { "an id that is not known is open", "*[System[EventID=4688]]", { 0 }, XPATH_OPEN },
    { "the long form says the same", "Event[System/EventID=4688]", { .id = 4688, .has_id = true }, XPATH_YES },
    { "a range selects what is in it", "*[System[(EventID>=1 and EventID<=5)]]", { .id = 3, .has_id = true }, XPATH_YES },
    { "providers are compared with case", "*[System[Provider[@Name='a']]]", { .provider = "A" }, XPATH_NO },
    { "data are open", "*[System[EventID=1]] and *[EventData[Data='x']]", { .id = 1, .has_id = true }, XPATH_OPEN },
    { "data of another id are not selected", "*[System[EventID=1]] and *[EventData[Data='x']]", { .id = 2, .has_id = true }, XPATH_NO },
    { "an element that is nowhere selects nothing", "*[System[EventId=1]]", { 0 }, XPATH_NO },
    { "levels are compared", "*[System[Level=1 or Level=2]]", { .level = 0, .has_level = true }, XPATH_NO },
    // clang-format on
};

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", (size_t)16 << 20))
        return 1;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_arena run = arena;
        xpath_query query;
        bool parsed = xpath_parse(&query, ks_str_of(rows[i].query), &run);
        check(rows[i].sentence, parsed && xpath_judge(&query, &rows[i].event) == rows[i].selected);
    }
    static const char deep[] = "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((";
    xpath_query query;
    check("nesting beyond the limit is told",
          !xpath_parse(&query, KS_STR(deep), &arena) && query.error.kind == XPATH_ERROR_DEEP);
    ks_arena_close(&arena);
    return checked();
}
