// The values of a field in one event, and their text; see field.h.
#include "rules/form_own.h"
#include "rules/making.h"

static ks_value slot_value(const ks_slot *slot, const ks_event *e)
{
    if (slot->index == ks_slot_constant)
        return slot->constant;
    return slot->index < e->data_count ? e->data[slot->index] : (ks_value){ 0 };
}

// One value, or the items of an array; an array without items is there and empty.
static size_t add(ks_value value, ks_value *values, size_t most, size_t count)
{
    if (!(value.type & KS_ARRAY) || value.size == 0) {
        if (count < most)
            values[count] = value.type & KS_ARRAY ? (ks_value){ 0 } : value;
        return count + 1;
    }
    size_t next = 0;
    for (ks_value item; ks_value_item(value, &next, &item); count++) {
        if (count < most)
            values[count] = item;
    }
    return count;
}

size_t ks_field_values(const ks_rule_field *field, ks_event *event, ks_value *values, size_t most)
{
    size_t count = 0;
    switch (field->kind) {
    case KS_FIELD_ABSENT:
    case KS_FIELD_UNKNOWABLE: return 0;
    case KS_FIELD_SYSTEM: {
        ks_value value = ks_event_system(event, field->system);
        return value.type == KS_NULL ? 0 : add(value, values, most, 0);
    }
    case KS_FIELD_SLOTS:
        for (u32 i = 0; i < field->slot_count; i++)
            count = add(slot_value(&field->slots[i], event), values, most, count);
        return count;
    case KS_FIELD_MADE: {
        making_work work = { field->making, event, values, most, 0 };
        making_run(&work);
        return work.count;
    }
    case KS_FIELD_BY_NAME: {
        ks_rule_field late = rules_field_late(field, event);
        return ks_field_values(&late, event, values, most);
    }
    }
    return 0;
}

ks_str ks_field_text(ks_value value, ks_event *event)
{
    if (value.type == KS_UTF8 || value.type == KS_NUMBER)
        return (ks_str){ (const char *)value.at, value.size };
    if (ks_value_is_empty(value))
        return (ks_str){ 0 };
    bool is_guid = value.type == KS_GUID && value.size == 16;
    // UTF-16: 3 bytes a unit; binary: 2 a byte; SID: 11 for 4; numbers and times: below 64
    size_t most = (size_t)value.size * 3 + 128;
    u8 *bytes = ks_arena_room(event->arena, most + ks_out_slack);
    if (bytes == NULL)
        return (ks_str){ 0 };
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + most };
    ks_day_cache days = { 0 };
    if (is_guid)
        KS_PUT(&out, "{");
    ks_out_value(&out, value, KS_AS_TEXT, KS_STYLE_PLAIN, &days);
    if (is_guid)
        KS_PUT(&out, "}");
    return ks_out_str(&out);
}

// Words that Windows shows in an event's message and that are not among its values, as far as
// keywords of public rules look for them (Sysmon's manifest; localspl.dll).
static const struct {
    u32 id;
    ks_str provider, words;
} message_words[] = {
    { 16, KS_TEXT("Microsoft-Windows-Sysmon"), KS_TEXT("Sysmon config state changed") },
    { 808, KS_TEXT("Microsoft-Windows-PrintService"),
      KS_TEXT("The print spooler failed to load a plug-in module") },
};

size_t ks_keyword_values(ks_event *event, ks_value *values, size_t most)
{
    static const ks_system_field system[] = { KS_SYSTEM_PROVIDER, KS_SYSTEM_CHANNEL,
                                              KS_SYSTEM_COMPUTER, KS_SYSTEM_ID, KS_SYSTEM_USER };
    size_t count = 0;
    for (size_t i = 0; i < countof(system); i++) {
        ks_value value = ks_event_system(event, system[i]);
        if (value.type != KS_NULL)
            count = add(value, values, most, count);
    }
    for (size_t i = 0; i < countof(message_words); i++) {
        if (message_words[i].id == event->class->id &&
            ks_str_equal(message_words[i].provider, event->class->provider))
            count = add(ks_value_text(message_words[i].words), values, most, count);
    }
    return making_own_values(event, values, most, count);
}

size_t making_own_values(ks_event *event, ks_value *values, size_t most, size_t count)
{
    const ks_event_plan *plan = event->payload;
    if (rules_is_plain(event)) { // nothing is copied
        for (size_t i = 0; i < plan->field_count; i++)
            count = add(slot_value(&plan->fields[i].slot, event), values, most, count);
        return count;
    }
    size_t own = 0;
    const ks_field *fields = ks_event_fields(event, &own);
    for (size_t i = 0; i < own; i++)
        count = add(fields[i].value, values, most, count);
    return count;
}
