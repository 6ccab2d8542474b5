// See look.h.
#include "rules/look.h"

#include "base/number.h"

enum {
    values_budget = 1 << 30, // addresses
    values_least = 16,
    values_most = 4096, // of one field in one event; more are not looked at
    kept_between_events = 4 << 20
};

bool rules_eye_open(rules_eye *eye, const ks_forms *forms, ks_arena *run)
{
    ks_fail fail = { 0 };
    *eye = (rules_eye){ 0 };
    if (!ks_arena_open(&eye->whole, "texts", values_budget))
        return false;
    eye->texts = eye->empty = eye->whole;
    if (rules_regex_work_open(&eye->regex) && ks_judge_open(&eye->judge, forms, run, &fail))
        return true;
    rules_eye_close(eye);
    return false;
}

void rules_eye_close(rules_eye *eye)
{
    if (eye->judge)
        ks_judge_close(eye->judge);
    if (eye->regex.context)
        rules_regex_work_close(&eye->regex);
    ks_arena_close(&eye->whole);
    eye->judge = NULL;
}

void rules_eye_turn(rules_eye *eye, ks_event *event)
{
    if (KS_UNLIKELY(eye->texts.at - eye->empty.at > kept_between_events))
        ks_arena_trim(&eye->empty, kept_between_events);
    eye->texts = eye->empty;
    eye->address_text = (rules_text){ 0 };
    eye->event = event;
}

static rules_value *room_for(rules_eye *eye, size_t count)
{
    size_t padding = (0 - (uintptr_t)eye->texts.at) & (alignof(rules_value) - 1);
    size_t size = count * sizeof(rules_value);
    if ((size_t)(eye->texts.end - eye->texts.at) < size + padding)
        return NULL;
    rules_value *at = (void *)(eye->texts.at + padding);
    ks_arena_open_bytes(at, size);
    eye->texts.at += padding + size;
    return at;
}

static void add(rules_values *values, ks_value raw)
{
    values->at[values->count++] = (rules_value){ .raw = raw };
}

static ks_value slot_value(const ks_event *e, ks_slot slot)
{
    if (slot.index == ks_slot_constant)
        return slot.constant;
    return slot.index < e->data_count ? e->data[slot.index] : (ks_value){ 0 };
}

// The usual: one slot, and no array in it.
static bool look_at_slot(rules_eye *eye, const ks_rule_field *field, rules_values *values)
{
    if (field->slot_count != 1)
        return false;
    ks_value v = slot_value(eye->event, field->slots[0]);
    if (v.type & KS_ARRAY)
        return false;
    values->at = room_for(eye, 1);
    if (values->at)
        add(values, v);
    return true;
}

// Values that lie in slots. An array without items is there, and empty.
static void look_at_slots(rules_eye *eye, const ks_rule_field *field, rules_values *values)
{
    size_t count = 0;
    for (u32 i = 0; i < field->slot_count; i++) {
        ks_value v = slot_value(eye->event, field->slots[i]);
        count += KS_UNLIKELY((v.type & KS_ARRAY) && v.size) ? ks_value_items(v) : 1;
    }
    count = count < values_most ? count : values_most;
    values->at = room_for(eye, count);
    for (u32 i = 0; values->at && i < field->slot_count; i++) {
        ks_value v = slot_value(eye->event, field->slots[i]), item;
        if ((v.type & KS_ARRAY) && v.size == 0)
            v = (ks_value){ 0 };
        for (size_t next = 0; values->count < count && ks_value_item(v, &next, &item);)
            add(values, item);
    }
}

// Values that the room of fields finds.
static void look_by_name(rules_eye *eye, const ks_rule_field *field, rules_values *values)
{
    ks_value few[values_least] KS_UNSET;
    size_t count = ks_field_values(field, eye->event, few, countof(few));
    ks_value *found = few;
    if (KS_UNLIKELY(count > countof(few))) {
        count = count < values_most ? count : values_most;
        found = ks_take(eye->event->arena, ks_value, count);
        if (found == NULL) {
            found = few;
            count = countof(few);
        } else {
            (void)ks_field_values(field, eye->event, found, count);
        }
    }
    values->at = count ? room_for(eye, count) : NULL;
    for (size_t i = 0; values->at && i < count; i++)
        add(values, found[i]);
}

void rules_look(rules_eye *eye, const ks_rule_field *field, rules_values *values)
{
    values->count = 0;
    switch (field->kind) {
    case KS_FIELD_ABSENT:
    case KS_FIELD_UNKNOWABLE: return;
    case KS_FIELD_SLOTS:
        if (KS_UNLIKELY(!look_at_slot(eye, field, values)))
            look_at_slots(eye, field, values);
        return;
    case KS_FIELD_SYSTEM:
    case KS_FIELD_MADE:
    case KS_FIELD_BY_NAME: look_by_name(eye, field, values); return;
    }
}

static bool is_string(ks_value v)
{
    u8 type = v.type & 0x7f;
    return type == KS_STRING || type == KS_ANSI || type == KS_UTF8 || type == KS_NUMBER;
}

void rules_look_everywhere(rules_eye *eye, bool strings_only, rules_values *values)
{
    ks_value many[values_least * 8] KS_UNSET;
    size_t count = ks_keyword_values(eye->event, many, countof(many));
    ks_value *found = many;
    values->count = 0;
    if (KS_UNLIKELY(count > countof(many))) {
        count = count < values_most ? count : values_most;
        found = ks_take(eye->event->arena, ks_value, count);
        if (found == NULL) {
            found = many;
            count = countof(many);
        } else {
            (void)ks_keyword_values(eye->event, found, count);
        }
    }
    values->at = count ? room_for(eye, count) : NULL;
    for (size_t i = 0; values->at && i < count; i++) {
        if (!strings_only || is_string(found[i]))
            add(values, found[i]);
    }
}

// --- texts

static u8 *bytes_for(rules_eye *eye, size_t most)
{
    if (KS_UNLIKELY((size_t)(eye->texts.end - eye->texts.at) < most)) {
        eye->gave_up++;
        return NULL;
    }
    ks_arena_open_bytes(eye->texts.at, most);
    return eye->texts.at;
}

static rules_text keep(rules_eye *eye, rules_text made)
{
    eye->texts.at += made.size + rules_text_slack;
    return made;
}

static const rules_text nothing = { (const u8 *)"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                                "\0\0\0\0\0\0\0\0\0",
                                    0, true };

static rules_text narrowed(rules_eye *eye, ks_value raw, bool is_folded)
{
    u8 *to = bytes_for(eye, rules_narrow_most(raw.size / 2));
    if (to == NULL)
        return nothing;
    return keep(eye, rules_narrow(to, (ks_utf16){ raw.at, raw.size / 2 }, is_folded));
}

rules_text rules_plain_of(rules_eye *eye, rules_value *value)
{
    if (value->plain.at)
        return value->plain;
    if (value->raw.type == KS_STRING) {
        value->plain = narrowed(eye, value->raw, false);
        return value->plain;
    }
    ks_str text = ks_field_text(value->raw, eye->event);
    u8 *to = text.size <= UINT32_MAX ? bytes_for(eye, text.size + rules_text_slack) : NULL;
    value->plain = nothing;
    if (to && text.size) {
        memcpy(to, text.at, text.size);
        bool is_ascii = true;
        for (size_t i = 0; i < text.size && is_ascii; i++)
            is_ascii = to[i] < 0x80;
        value->plain = keep(eye, (rules_text){ to, (u32)text.size, is_ascii });
    }
    return value->plain;
}

rules_text rules_folded_of(rules_eye *eye, rules_value *value)
{
    if (KS_LIKELY(value->folded.at != NULL))
        return value->folded;
    if (KS_LIKELY(value->raw.type == KS_STRING)) {
        value->folded = narrowed(eye, value->raw, true);
        return value->folded;
    }
    ks_str text = ks_field_text(value->raw, eye->event);
    u8 *to = text.size <= UINT32_MAX / 2 ? bytes_for(eye, rules_fold_most(text.size)) : NULL;
    value->folded = to ? keep(eye, rules_fold(to, text)) : nothing;
    return value->folded;
}
