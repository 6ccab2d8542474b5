// Which kind of observation an event is, by provider and id; and for the few kinds that would flood
// a case (every service that starts), whether this one tells anything.
#include "facts/kinds.h"
#include "facts/process.h"

typedef enum { NEEDS_ALL, NEEDS_GUARD, NEEDS_SACL } needs_kind;

enum {
#define X(name, provider) provider_##name,
    KS_OBSERVED_PROVIDERS(X)
#undef X
        provider_count
};

static const ks_str providers[provider_count] = {
#define X(name, provider) { provider, sizeof(provider) - 1 },
    KS_OBSERVED_PROVIDERS(X)
#undef X
};

typedef struct {
    u32 id;
    u8 provider;
    u8 needs;
} kept_row;

static const kept_row rows[KS_OBSERVED_COUNT] = {
#define X(name, provider, id, needs) { id, provider_##provider, NEEDS_##needs },
    KS_OBSERVED_KINDS(X)
#undef X
};

// Services whose stopping or disabling weakens recording or defence, by key name. Display names
// are localised and decide nothing (answers, traps 7, 17).
static const ks_str guards[] = {
    KS_TEXT("eventlog"),
    KS_TEXT("sysmon"),
    KS_TEXT("sysmon64"),
    KS_TEXT("sysmondrv"),
    KS_TEXT("windefend"),
    KS_TEXT("wdnissvc"),
    KS_TEXT("wdfilter"),
    KS_TEXT("sense"),
    KS_TEXT("mpssvc"),
    KS_TEXT("wscsvc"),
    KS_TEXT("securityhealthservice"),
};

bool kept_is_guard(ks_str service)
{
    for (size_t i = 0; i < countof(guards); i++)
        if (ks_fold_equal(service, guards[i]))
            return true;
    return false;
}

u32 kept_kind(ks_str provider, u32 id)
{
    u32 found = 0;
    while (found < provider_count && !ks_fold_equal(provider, providers[found]))
        found++;
    if (found == provider_count)
        return KS_OBSERVED_COUNT;
    for (u32 i = 0; i < KS_OBSERVED_COUNT; i++)
        if (rows[i].id == id && rows[i].provider == found)
            return i;
    return KS_OBSERVED_COUNT;
}

// The service key of 7036: its Binary is UTF-16LE "<key>/<state>", printed as hex.
static bool is_about_guard(ks_event *e)
{
    char key[64];
    u32 state;
    size_t size = ks_service_state(ks_value_str(ks_event_field(e, KS_STR("Binary")), e->arena), key,
                                   sizeof key, &state);
    if (size)
        return kept_is_guard((ks_str){ key, size });
    return kept_is_guard(ks_value_str(ks_event_field(e, KS_STR("param4")), e->arena)) ||
           kept_is_guard(ks_value_str(ks_event_field(e, KS_STR("param1")), e->arena));
}

static size_t audit_entries(ks_event *e, ks_str field)
{
    ks_str sd = ks_value_str(ks_event_field(e, field), e->arena);
    size_t count = 0;
    for (size_t i = 0; i + 4 <= sd.size; i++)
        count += memcmp(sd.at + i, "(AU;", 4) == 0;
    return count;
}

// 4907 comes with every installed service; only a list that lost audit entries weakens anything.
static bool loses_audit(ks_event *e)
{
    return audit_entries(e, KS_STR("NewSd")) < audit_entries(e, KS_STR("OldSd"));
}

bool kept_is_wanted(u32 kind, ks_event *e)
{
    switch ((needs_kind)rows[kind].needs) {
    case NEEDS_ALL: return true;
    case NEEDS_GUARD: return is_about_guard(e);
    case NEEDS_SACL: return loses_audit(e);
    }
    return true;
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

size_t ks_service_state(ks_str hex, char *key, size_t size, u32 *state)
{
    size_t used = 0;
    bool is_state = false;
    *state = 0;
    for (size_t i = 0; i + 3 < hex.size; i += 4) {
        int n[4];
        for (size_t k = 0; k < 4; k++)
            if ((n[k] = nibble(hex.at[i + k])) < 0)
                return 0;
        int unit = (n[2] << 12) | (n[3] << 8) | (n[0] << 4) | n[1];
        if (unit == 0)
            break;
        if (unit == '/' && !is_state) {
            is_state = true;
        } else if (is_state) {
            if (unit < '0' || unit > '9' || *state > 1000)
                return 0;
            *state = *state * 10 + (u32)(unit - '0');
        } else {
            if (unit > 126 || unit < 32 || used == size)
                return 0;
            key[used++] = (char)unit;
        }
    }
    return is_state ? used : 0;
}
