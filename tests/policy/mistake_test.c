// Every mistake that a linter can tell is said in both languages, with the same places for what
// fills it, and with a remedy; ids are told apart.
#include "policy/applocker_mistakes.h"
#include "policy/asr_mistakes.h"
#include "policy/exploit_mistakes.h"
#include "policy/firewall_mistakes.h"
#include "policy/markup.h"
#include "policy/srp_mistakes.h"
#include "policy/sysmon_mistakes.h"
#include "policy/wdac_mistakes.h"
#include "policy/wef_mistakes.h"

#include "test.h"

static const struct {
    const ks_mistake_kind *kinds;
    size_t count;
} tables[] = {
    { markup_kinds, MARKUP_MISTAKE_COUNT },   { sysmon_kinds, SYSMON_MISTAKE_COUNT },
    { wef_kinds, WEF_MISTAKE_COUNT },         { applocker_kinds, APPLOCKER_MISTAKE_COUNT },
    { srp_kinds, SRP_MISTAKE_COUNT },         { firewall_kinds, FIREWALL_MISTAKE_COUNT },
    { exploit_kinds, EXPLOIT_MISTAKE_COUNT }, { asr_kinds, ASR_MISTAKE_COUNT },
    { wdac_kinds, WDAC_MISTAKE_COUNT },
};

static bool has_place(ks_str text, char number)
{
    for (size_t i = 0; i + 2 < text.size; i++)
        if (text.at[i] == '{' && text.at[i + 1] == number && text.at[i + 2] == '}')
            return true;
    return false;
}

static bool is_said(const ks_phrase_text *text)
{
    ks_str en = text->text[KS_EN], ja = text->text[KS_JA];
    bool has_japanese = false;
    for (size_t i = 0; i < ja.size; i++)
        has_japanese = has_japanese || (unsigned char)ja.at[i] >= 0xe3;
    return en.size && has_japanese && en.at[en.size - 1] != '.' &&
           has_place(en, '0') == has_place(ja, '0') && has_place(en, '1') == has_place(ja, '1');
}

static bool is_known(const ks_mistake_kind *kind, size_t table)
{
    for (size_t t = 0; t <= table; t++)
        for (size_t i = 0; i < tables[t].count && &tables[t].kinds[i] != kind; i++)
            if (strcmp(tables[t].kinds[i].id, kind->id) == 0)
                return true;
    return false;
}

static void check_order(void)
{
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)1 << 24));
    ks_mistakes mistakes = { .arena = &arena };
    for (u32 i = 0; i < 1000; i++)
        ks_mistake_add(&mistakes, &markup_kinds[i % 3],
                       (ks_mistake_place){ .line = i * 7919 % 1000, .column = i % 5 },
                       (ks_str){ 0 }, (ks_str){ 0 });
    ks_mistakes_sort(&mistakes);
    size_t count = 0;
    bool is_sorted = true;
    for (const ks_mistake *m = mistakes.first; m; m = m->next, count++)
        is_sorted = is_sorted && (!m->next || m->place.line <= m->next->place.line);
    check("mistakes are sorted by place, and none is lost", is_sorted && count == 1000);
    ks_arena_close(&arena);
}

int main(void)
{
    size_t said = 0, count = 0, twice = 0;
    for (size_t t = 0; t < countof(tables); t++)
        for (size_t i = 0; i < tables[t].count; i++, count++) {
            const ks_mistake_kind *kind = &tables[t].kinds[i];
            bool is_well = is_said(&kind->said) && is_said(&kind->remedy);
            said += is_well;
            twice += is_known(kind, t);
            if (!is_well)
                remark("%s", kind->id);
        }
    remark("%zu mistakes", count);
    check("every mistake and remedy is said in both languages with the same places", said == count);
    check("no two mistakes have the same id", twice == 0);
    check_order();
    return checked();
}
