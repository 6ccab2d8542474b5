// The simple ways to make a field from others; see making.h.
#include "rules/making.h"

#include "base/number.h"
#include "rules/form_own.h"

ks_value making_value(const making_work *w, u32 i)
{
    ks_value value = { 0 };
    if (i < w->making->from_count)
        (void)ks_field_values(&w->making->from[i], w->event, &value, 1);
    return value;
}

ks_str making_text(const making_work *w, u32 i)
{
    return ks_field_text(making_value(w, i), w->event);
}

bool making_begin(const making_work *w, ks_out *out, size_t most)
{
    u8 *bytes = ks_take(w->event->arena, u8, most + ks_out_slack);
    *out = (ks_out){ .at = bytes, .start = bytes, .end = bytes + (bytes ? most : 0) };
    return bytes != NULL;
}

void making_end(making_work *w, ks_out *out) { making_add(w, ks_value_text(ks_out_str(out))); }

static void same(making_work *w)
{
    for (u32 i = 0; i < w->making->from_count; i++) {
        bool has_room = w->count < w->most;
        w->count +=
            ks_field_values(&w->making->from[i], w->event, has_room ? w->values + w->count : NULL,
                            has_room ? w->most - w->count : 0);
    }
}

static void given(making_work *w)
{
    for (u32 i = 0; i < w->making->from_count; i++) {
        ks_value value = making_value(w, i);
        if (!ks_value_is_empty(value)) {
            making_add(w, value);
            return;
        }
    }
}

static void decimal(making_work *w)
{
    ks_value value = making_value(w, 0);
    u64 number = 0;
    ks_out out;
    if (!ks_value_u64(value, &number)) {
        same(w);
        return;
    }
    if (!making_begin(w, &out, ks_number_size))
        return;
    ks_out_u64(&out, number);
    making_end(w, &out);
}

static void not_zero(making_work *w)
{
    for (u32 i = 0; i < w->making->from_count; i++) {
        ks_value value = making_value(w, i);
        u64 number = 0;
        if (ks_value_u64(value, &number) && number != 0) {
            making_add(w, value);
            return;
        }
    }
}

// The names that Sysmon has for them in English Windows. Audit events name the computer's account
// where the system acts: DOMAIN\HOST$ with the SID S-1-5-18.
static const rules_word system_accounts[] = {
    { KS_TEXT("S-1-5-18"), KS_TEXT("NT AUTHORITY\\SYSTEM") },
    { KS_TEXT("S-1-5-19"), KS_TEXT("NT AUTHORITY\\LOCAL SERVICE") },
    { KS_TEXT("S-1-5-20"), KS_TEXT("NT AUTHORITY\\NETWORK SERVICE") },
};

static void account(making_work *w)
{
    for (u32 i = 0; i + 2 < w->making->from_count; i += 3) {
        ks_str sid = making_text(w, i);
        for (size_t k = 0; k < countof(system_accounts); k++) {
            if (ks_str_equal(sid, system_accounts[k].code)) {
                making_add(w, ks_value_text(system_accounts[k].text));
                return;
            }
        }
        ks_value name_value = making_value(w, i + 2), domain_value = making_value(w, i + 1);
        if (ks_value_is_none(name_value))
            continue;
        ks_str name = ks_field_text(name_value, w->event);
        ks_str domain = ks_field_text(domain_value, w->event);
        ks_out out;
        if (!making_begin(w, &out, name.size + domain.size + 1))
            return;
        if (!ks_value_is_none(domain_value)) {
            ks_out_put(&out, domain);
            KS_PUT(&out, "\\");
        }
        ks_out_put(&out, name);
        making_end(w, &out);
        return;
    }
}

static void words(making_work *w)
{
    const ks_form_field *how = w->making->how;
    ks_value values[making_values_most] KS_UNSET;
    size_t count = ks_field_values(&w->making->from[0], w->event, values, making_values_most);
    for (size_t i = 0; i < count && i < making_values_most; i++) {
        ks_str text = ks_field_text(values[i], w->event);
        const rules_word *found = NULL;
        for (u32 k = 0; k < how->word_count && found == NULL; k++)
            found = ks_str_equal(how->words[k].code, text) ? &how->words[k] : NULL;
        if (found)
            making_add(w, ks_value_text(found->text));
        if (found == NULL || how->keeps)
            making_add(w, values[i]);
    }
}

static void behind(making_work *w)
{
    ks_str text = making_text(w, 0), front = w->making->how->text;
    ks_out out;
    if (text.size == 0 || !making_begin(w, &out, front.size + text.size))
        return;
    ks_out_put(&out, front);
    ks_out_put(&out, text);
    making_end(w, &out);
}

static void text(making_work *w) { making_add(w, ks_value_text(w->making->how->text)); }

static void all(making_work *w)
{
    w->count = making_own_values(w->event, w->values, w->most, w->count);
}

static void never(making_work *w) { (void)w; }

static rules_maker *const makers[MAKE_COUNT] = {
    [MAKE_NEVER] = never,
    [MAKE_SAME] = same,
    [MAKE_GIVEN] = given,
    [MAKE_DECIMAL] = decimal,
    [MAKE_NOT_ZERO] = not_zero,
    [MAKE_ACCOUNT] = account,
    [MAKE_WORDS] = words,
    [MAKE_BEHIND] = behind,
    [MAKE_TEXT] = text,
    [MAKE_REGISTRY_KEY] = making_registry_key,
    [MAKE_REGISTRY_DETAILS] = making_registry_details,
    [MAKE_DEVICE_PATH] = making_device_path,
    [MAKE_INITIATOR] = making_initiator,
    [MAKE_TARGET] = making_target,
    [MAKE_IS_IPV6] = making_is_ipv6,
    [MAKE_THREAT_PATHS] = making_threat_paths,
    [MAKE_HASH] = making_hash,
    [MAKE_CLASSIC] = making_classic,
    [MAKE_ALL] = all,
};

void making_run(making_work *w) { makers[w->making->how->as](w); }
