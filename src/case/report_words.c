// The string table and the text table of the page; see report.h.
#include "case/report.h"

enum { between = 0xff, key_most = 1 << 20 };

bool report_words_open(report_words *words, ks_arena *arena)
{
    *words = (report_words){ .arena = arena };
    return ks_out_open(&words->key, arena, key_most) &&
           report_string(words, (ks_str){ "", 0 }) == 0 && !words->is_full;
}

static u32 add(report_words *words, ks_table *table, ks_str text)
{
    size_t before = table->count;
    u32 number = ks_table_add(table, words->arena, ks_str_span(text));
    if (number == ks_table_none) {
        words->is_full = true;
        return 0;
    }
    if (table->count > before)
        words->size += text.size + 3; // quotes and comma
    return number;
}

u32 report_string(report_words *words, ks_str text) { return add(words, &words->strings, text); }

// Both languages are one key; `between` them stands a byte that no UTF-8 has.

u32 report_text(report_words *words, ks_str english, ks_str japanese)
{
    ks_out_clear(&words->key);
    ks_out_put(&words->key, english);
    ks_out_byte(&words->key, (char)between);
    ks_out_put(&words->key, japanese);
    return add(words, &words->texts, ks_out_str(&words->key));
}

void report_words_put(const report_words *words, json_out *j)
{
    json_list(j, "strings");
    for (size_t i = 0; i < words->strings.count; i++) {
        ks_span s = words->strings.entries[i].key;
        json_text(j, (ks_str){ (const char *)s.at, s.size });
    }
    json_close(j, ']');
    json_list(j, "texts");
    for (size_t i = 0; i < words->texts.count; i++) {
        ks_span s = words->texts.entries[i].key;
        const u8 *middle = memchr(s.at, between, s.size);
        KS_ASSERT(middle != NULL);
        size_t size = (size_t)(middle - s.at);
        json_open(j, '{');
        json_member(j, "en", (ks_str){ (const char *)s.at, size });
        json_member(j, "ja", (ks_str){ (const char *)middle + 1, s.size - size - 1 });
        json_close(j, '}');
    }
    json_close(j, ']');
}
