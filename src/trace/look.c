// Looking at events on behalf of the traces: fields, accounts, neighbours in time.
#include "base/number.h"
#include "base/ticks.h"
#include "trace/subcategories.h"
#include "trace/trace_own.h"

#define near_shutdown ((u64)300 * ks_ticks_per_second)
#define just_before   ((u64)10 * ks_ticks_per_second)

const ks_observation *seen(const tracing *t, u32 event) { return t->facts->events[event].seen; }

ks_str text_of(const tracing *t, u32 event, ks_observed_name name)
{
    return ks_observed_text(t->facts->set, seen(t, event), name);
}

bool is_live(const tracing *t, u32 event) { return seen(t, event)->place.found <= KS_TORN; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

bool fold_equal(ks_str a, ks_str b) { return a.size == b.size && fold_ends(a, b); }

bool fold_ends(ks_str text, ks_str end)
{
    if (end.size > text.size)
        return false;
    for (size_t i = 0; i < end.size; i++)
        if (lower(text.at[text.size - end.size + i]) != lower(end.at[i]))
            return false;
    return true;
}

bool fold_has(ks_str text, ks_str part)
{
    for (size_t end = part.size; end <= text.size; end++)
        if (fold_ends((ks_str){ text.at, end }, part))
            return true;
    return false;
}

ks_str lowered(ks_str text, ks_arena *arena)
{
    char *to = ks_take(arena, char, text.size + 1);
    if (to == NULL)
        return (ks_str){ 0 };
    for (size_t i = 0; i < text.size; i++)
        to[i] = lower(text.at[i]);
    return (ks_str){ to, text.size };
}

bool has_part(ks_str text, ks_str part)
{
    const char *at = text.at, *end = text.at + text.size;
    if (part.size == 0 || part.size > text.size)
        return part.size == 0;
    while ((size_t)(end - at) >= part.size) {
        at = memchr(at, part.at[0], (size_t)(end - at) - part.size + 1);
        if (at == NULL || memcmp(at, part.at, part.size) == 0)
            return at != NULL;
        at++;
    }
    return false;
}

bool ends_with(ks_str text, ks_str end)
{
    return text.size >= end.size &&
           (end.size == 0 || memcmp(text.at + text.size - end.size, end.at, end.size) == 0);
}

// The value of the line at `at` of a rendered message, "label:<tab>value"; moves behind the line.
static ks_str line_value(ks_str message, size_t *at)
{
    size_t end = *at, from = *at;
    while (end < message.size && message.at[end] != '\n')
        end++;
    for (size_t i = *at; i < end; i++)
        if (message.at[i] == '\t')
            from = i + 1;
    *at = end < message.size ? end + 1 : end;
    while (end > from && (message.at[end - 1] == '\r' || message.at[end - 1] == ' '))
        end--;
    return (ks_str){ message.at + from, end - from };
}

// Some agents send only the rendered message. Its labels are localised; the order of its lines is
// not: SID, account, domain.
static ks_str subject_of_message(tracing *t, ks_str message)
{
    for (size_t at = 0; at < message.size;) {
        ks_str sid = line_value(message, &at);
        if (sid.size < 4 || memcmp(sid.at, "S-1-", 4) != 0)
            continue;
        ks_str name = line_value(message, &at), domain = line_value(message, &at);
        return ks_account_name(t->arena, sid, domain, name);
    }
    return (ks_str){ 0 };
}

ks_str field_named(const tracing *t, u32 event, ks_str name)
{
    const ks_observations *set = t->facts->set;
    const ks_observation *o = seen(t, event);
    for (u32 i = 0; i < o->field_count; i++)
        if (fold_equal(ks_observed_string(set, o->fields[i].name), name))
            return ks_observed_string(set, o->fields[i].value);
    return (ks_str){ 0 };
}

ks_str subject_of(tracing *t, u32 event)
{
    if (ks_is_none(text_of(t, event, KS_FIELD_SubjectUserName))) {
        ks_str told = subject_of_message(t, field_named(t, event, KS_STR("Message")));
        if (told.size)
            return told;
    }
    ks_str sid = text_of(t, event, KS_FIELD_SubjectUserSid);
    if (ks_is_none(sid))
        sid = ks_observed_string(t->facts->set, seen(t, event)->user);
    return ks_account_name(t->arena, sid, text_of(t, event, KS_FIELD_SubjectDomainName),
                           text_of(t, event, KS_FIELD_SubjectUserName));
}

size_t next_of(const tracing *t, const ks_host *host, size_t at, ks_observed_kind kind, u64 reach)
{
    const ks_fact_event *events = t->facts->events;
    u64 until = events[host->seen[at]].ticks + reach;
    for (size_t i = at + 1; i < host->seen_count && events[host->seen[i]].ticks <= until; i++)
        if (events[host->seen[i]].seen->kind == kind)
            return i;
    return SIZE_MAX;
}

size_t before_of(const tracing *t, const ks_host *host, size_t at, ks_observed_kind kind, u64 reach)
{
    const ks_fact_event *events = t->facts->events;
    u64 ticks = events[host->seen[at]].ticks;
    for (size_t i = at; i-- > 0 && events[host->seen[i]].ticks + reach >= ticks;)
        if (events[host->seen[i]].seen->kind == kind)
            return i;
    return SIZE_MAX;
}

bool is_near_shutdown(const tracing *t, const ks_host *host, size_t at)
{
    static const ks_observed_kind ends[] = { KS_OBSERVED_SHUTDOWN, KS_OBSERVED_BOOT,
                                             KS_OBSERVED_AUDIT_STARTED };
    for (size_t i = 0; i < countof(ends); i++)
        if (next_of(t, host, at, ends[i], near_shutdown) != SIZE_MAX)
            return true;
    return before_of(t, host, at, KS_OBSERVED_SHUTDOWN, just_before) != SIZE_MAX ||
           before_of(t, host, at, KS_OBSERVED_SHUTDOWN_ASKED, near_shutdown) != SIZE_MAX;
}

ks_str service_of(tracing *t, u32 event, u32 *state)
{
    *state = 0;
    char *key = ks_take(t->arena, char, 64);
    if (key == NULL) {
        t->is_full = true;
        return (ks_str){ 0 };
    }
    size_t size = ks_service_state(text_of(t, event, KS_FIELD_Binary), key, 64, state);
    if (size)
        return (ks_str){ key, size };
    ks_str own = text_of(t, event, KS_FIELD_param4); // 7040: the key's name
    return own.size ? own : text_of(t, event, KS_FIELD_param1);
}

static const struct {
    u32 code;
    ks_phrase_text name;
} subcategories[] = {
#define X(code, en, ja) { code, { en, { KS_TEXT(en), KS_TEXT(ja) } } },
    AUDIT_SUBCATEGORIES(X)
#undef X
};

void add_subcategory(ks_phrase *phrase, ks_str guid)
{
    ks_str bare = guid;
    if (bare.size == 38 && bare.at[0] == '{')
        bare = (ks_str){ bare.at + 1, 36 };
    if (bare.size == 36 && fold_ends(bare, KS_STR("-69AE-11D9-BED3-505054503030"))) {
        char hex[6] = { '0', 'x', bare.at[4], bare.at[5], bare.at[6], bare.at[7] };
        u64 code;
        bool is_read = ks_u64_read((ks_str){ hex, sizeof hex }, &code);
        for (size_t i = 0; is_read && i < countof(subcategories); i++) {
            if (subcategories[i].code == code) {
                ks_phrase_add_words(phrase, &subcategories[i].name);
                return;
            }
        }
    }
    ks_phrase_add_text(phrase, guid);
}
