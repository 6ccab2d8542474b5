// Keywords mean every text of an event. Where the event is a plain record of a
// log, its own texts lie one behind the other, and a sieve over these bytes
// says that no keyword is there; the texts that lie elsewhere are the same in
// all events of the class, but for the computer's name.
#include "rules/engine.h"
#include "rules/form_own.h"

enum { values_most = 256 };

static bool is_string(ks_value v)
{
    u8 type = v.type & 0x7f;
    return type == KS_STRING || type == KS_ANSI || type == KS_UTF8 || type == KS_NUMBER;
}

// The event's own values, one behind the other, none of them a text of another
// kind.
static bool own_bytes(const ks_event *e, ks_span *bytes)
{
    const u64 others = (u64)1 << KS_ANSI | (u64)1 << KS_UTF8 | (u64)1 << KS_NUMBER;
    const ks_value *values = e->data;
    *bytes = (ks_span){ 0 };
    if (e->data_count == 0)
        return true;
    u64 types = 0;
    bool has_gap = false;
    const u8 *end = values[0].at;
    for (u32 i = 0; i < e->data_count; i++) {
        types |= (u64)1 << (values[i].type & 63);
        has_gap |= values[i].at != end;
        end = values[i].at + values[i].size;
    }
    *bytes = (ks_span){ values[0].at, (size_t)(end - values[0].at) };
    return !has_gap && !(types & others);
}

static bool on_hit(void *context, u32 number)
{
    (void)context, (void)number;
    return true;
}

bool rules_can_sieve(rules_eye *eye, const rules_literals *keywords, ks_event *sample)
{
    ks_span own;
    ks_value values[values_most];
    if (!rules_is_plain(sample) || !own_bytes(sample, &own))
        return false;
    size_t count = ks_keyword_values(sample, values, countof(values));
    const u8 *computer = ks_event_system(sample, KS_SYSTEM_COMPUTER).at;
    const u8 *user = ks_event_system(sample, KS_SYSTEM_USER).at;
    rules_eye_turn(eye, sample);
    for (size_t i = 0; i < count && i < countof(values); i++) {
        ks_value v = values[i];
        bool is_own = own.at && v.at >= own.at && v.at < own.at + own.size;
        if (is_own || !is_string(v) || v.size == 0 || v.at == computer || v.at == user)
            continue;
        // The provider, the channel, a constant of the template, words of the
        // message.
        rules_value value = { .raw = v };
        if (rules_literals_find(keywords, rules_folded_of(eye, &value), on_hit, NULL))
            return false;
    }
    return count <= countof(values);
}

static bool may_have_utf8(const rules_literals *keywords, ks_value name)
{
    u8 folded[rules_computer_most * 2 + rules_text_slack] KS_UNSET;
    rules_text text = rules_fold(folded, (ks_str){ (const char *)name.at, name.size });
    return rules_literals_find(keywords, text, on_hit, NULL);
}

static bool sieve_computer(const rules_sieve *sieve, const rules_literals *keywords,
                           rules_computer *met, ks_value name)
{
    bool is_utf16 = name.type == KS_STRING;
    if ((!is_utf16 && name.type != KS_UTF8) || name.size > rules_computer_most)
        return name.type != KS_NULL;
    if (met->sieve == sieve && met->is_utf16 == is_utf16 && met->size == name.size &&
        (name.size == 0 || memcmp(met->name, name.at, name.size) == 0))
        return met->may_have;
    met->sieve = sieve;
    met->is_utf16 = is_utf16;
    met->size = name.size;
    if (name.size)
        memcpy(met->name, name.at, name.size);
    met->may_have = is_utf16 ? rules_sieve_may_have(sieve, (ks_span){ name.at, name.size })
                             : may_have_utf8(keywords, name);
    return met->may_have;
}

bool rules_sieve_event(const rules_sieve *sieve, const rules_literals *keywords,
                       rules_computer *met, ks_event *event)
{
    ks_span own;
    if (!own_bytes(event, &own) || is_string(ks_event_system(event, KS_SYSTEM_USER)))
        return true;
    return sieve_computer(sieve, keywords, met, ks_event_system(event, KS_SYSTEM_COMPUTER)) ||
           rules_sieve_may_have(sieve, own);
}
