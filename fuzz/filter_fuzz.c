// Whatever is typed as a filter: it is compiled or refused with its text, and what is compiled
// answers.
#include "event/filter.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static ks_arena arena;

static void look(ks_filter_words words)
{
    static ks_event_plan outer;
    ks_arena scratch = arena, of_event = arena;
    ks_filter *filter = NULL;
    ks_fail fail = { 0 };
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++)
        outer.system[i] = (ks_slot){ ks_slot_constant, ks_value_text(KS_STR("4688")) };
    outer.has_plain_fields = true;
    ks_event event = { .outer = &outer, .arena = &of_event };
    if (!ks_filter_make(&filter, &words, &scratch, &fail)) {
        KS_ASSERT(fail.reason != KS_NONE && fail.text.at);
        return;
    }
    of_event = scratch;
    if (filter && ks_filter_wants_system(filter, &event))
        (void)ks_filter_wants(filter, &event);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    enum { budget = 1 << 20, size_most = 512 };
    static char text[size_most + 1];
    if ((arena.at == NULL && !ks_arena_open(&arena, "run", budget)) || size > size_most)
        return 0;
    memcpy(text, data, size);
    text[size] = 0;
    const char *word = text;
    ks_filter_list list = { &word, 1 };
    look((ks_filter_words){ .where = list });
    look((ks_filter_words){ .ids = list });
    look((ks_filter_words){ .channels = list, .computers = list });
    look((ks_filter_words){ .levels = list });
    look((ks_filter_words){ .found = list });
    look((ks_filter_words){ .since = text });
    return 0;
}
