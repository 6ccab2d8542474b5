// See few.h.
#include "rules/few.h"

const rules_few *rules_few_make(const rules_literal *list, size_t count, ks_arena *arena)
{
    rules_few made = { 0 };
    for (size_t i = 0; i < count; i++) {
        const rules_literal *l = &list[i];
        bool fits = i < rules_few_most && (l->kind == RULES_WHOLE || l->kind == RULES_STARTS) &&
                    l->text.size && literal_is_ascii(l->text);
        if (!fits)
            return NULL;
        made.at[made.count++] = (rules_few_literal){ .size = l->text.size,
                                                     .first = (u8)l->text.at[0],
                                                     .last = (u8)l->text.at[l->text.size - 1],
                                                     .is_whole = l->kind == RULES_WHOLE };
    }
    rules_few *few = ks_take(arena, rules_few, 1);
    if (few)
        *few = made;
    return few;
}
