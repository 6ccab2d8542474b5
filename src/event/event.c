// Reading an event's values; see event.h.
#include "event/event.h"

#include "base/number.h"
#include "event/program.h"
#include "event/tree.h"

const char *const ks_found_words[KS_FOUND_COUNT] = {
#define X(name, word) word,
    KS_FOUND_HOW(X)
#undef X
};

const char *const ks_system_words[KS_SYSTEM_COUNT] = {
#define X(name, word) word,
    KS_SYSTEM_FIELDS(X)
#undef X
};

const ks_system_place ks_system_places[] = {
    { KS_SYSTEM_PROVIDER, "Provider", "Name" },
    { KS_SYSTEM_PROVIDER_GUID, "Provider", "Guid" },
    { KS_SYSTEM_SOURCE_NAME, "Provider", "EventSourceName" },
    { KS_SYSTEM_ID, "EventID", NULL },
    { KS_SYSTEM_QUALIFIERS, "EventID", "Qualifiers" },
    { KS_SYSTEM_VERSION, "Version", NULL },
    { KS_SYSTEM_LEVEL, "Level", NULL },
    { KS_SYSTEM_TASK, "Task", NULL },
    { KS_SYSTEM_OPCODE, "Opcode", NULL },
    { KS_SYSTEM_KEYWORDS, "Keywords", NULL },
    { KS_SYSTEM_TIME, "TimeCreated", "SystemTime" },
    { KS_SYSTEM_EVENT_RECORD_ID, "EventRecordID", NULL },
    { KS_SYSTEM_ACTIVITY, "Correlation", "ActivityID" },
    { KS_SYSTEM_RELATED_ACTIVITY, "Correlation", "RelatedActivityID" },
    { KS_SYSTEM_PROCESS_ID, "Execution", "ProcessID" },
    { KS_SYSTEM_THREAD_ID, "Execution", "ThreadID" },
    { KS_SYSTEM_CHANNEL, "Channel", NULL },
    { KS_SYSTEM_COMPUTER, "Computer", NULL },
    { KS_SYSTEM_USER, "Security", "UserID" },
};
const size_t ks_system_place_count = countof(ks_system_places);

u64 ks_event_number(const ks_event *e, ks_system_field field)
{
    u64 number = 0;
    return ks_value_u64(ks_event_system(e, field), &number) ? number : 0;
}

u64 ks_event_id(const ks_event *e) { return ks_event_number(e, KS_SYSTEM_ID); }

u64 ks_event_ticks(const ks_event *e)
{
    u64 ticks = 0;
    return ks_value_ticks(ks_event_system(e, KS_SYSTEM_TIME), &ticks) ? ticks : 0;
}

const ks_element *ks_event_tree(ks_event *e)
{
    if (e->tree == NULL && e->expand)
        e->tree = e->expand(e->context, e, e->arena);
    return e->tree;
}

static ks_value slot_value(const ks_slot *slot, const ks_value *values, size_t count)
{
    if (slot->index == ks_slot_constant)
        return slot->constant;
    return slot->index < count ? values[slot->index] : (ks_value){ 0 };
}

static bool has_plain_fields(const ks_event *e)
{
    return !e->is_irregular && e->outer->has_plain_fields &&
           (e->payload == NULL || e->payload->has_plain_fields);
}

static const ks_field *make_fields(ks_event *e, size_t *count)
{
    if (!has_plain_fields(e)) {
        const ks_element *tree = ks_event_tree(e);
        return tree ? ks_tree_fields(tree, e->arena, count) : NULL;
    }
    size_t outer = e->outer->field_count, own = e->payload ? e->payload->field_count : 0;
    if (outer + own == 0)
        return NULL;
    ks_field *fields = ks_take(e->arena, ks_field, outer + own);
    if (fields == NULL)
        return NULL;
    for (size_t i = 0; i < outer; i++)
        fields[i] = (ks_field){ e->outer->fields[i].name,
                                slot_value(&e->outer->fields[i].slot, e->values, e->value_count) };
    for (size_t i = 0; i < own; i++)
        fields[outer + i] =
            (ks_field){ e->payload->fields[i].name,
                        slot_value(&e->payload->fields[i].slot, e->data, e->data_count) };
    *count = outer + own;
    return fields;
}

const ks_field *ks_event_fields(ks_event *e, size_t *count)
{
    if (e->fields == NULL)
        e->fields = make_fields(e, &e->field_count);
    *count = e->fields ? e->field_count : 0;
    return e->fields;
}

static bool same_name(ks_str a, ks_str b, bool folded)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++) {
        u8 x = (u8)a.at[i], y = (u8)b.at[i];
        u8 bit = folded && (u8)((x | 32) - 'a') < 26 ? 32 : 0;
        if ((x | bit) != (y | bit))
            return false;
    }
    return true;
}

static ks_value field_of_plan(const ks_event *e, ks_str name, bool folded, bool *found)
{
    const ks_event_plan *plan = e->payload;
    for (size_t i = 0; plan && i < plan->field_count; i++) {
        if (same_name(plan->fields[i].name, name, folded)) {
            *found = true;
            return slot_value(&plan->fields[i].slot, e->data, e->data_count);
        }
    }
    return (ks_value){ 0 };
}

ks_value ks_event_field(ks_event *e, ks_str name)
{
    bool found = false;
    if (has_plain_fields(e) && e->outer->field_count == 0) { // nothing is copied
        ks_value v = field_of_plan(e, name, false, &found);
        return found ? v : field_of_plan(e, name, true, &found);
    }
    size_t count = 0;
    const ks_field *fields = ks_event_fields(e, &count);
    for (int folded = 0; folded < 2; folded++) {
        for (size_t i = 0; i < count; i++) {
            if (same_name(fields[i].name, name, folded))
                return fields[i].value;
        }
    }
    return (ks_value){ 0 };
}

ks_value ks_event_unnamed(ks_event *e, size_t n)
{
    size_t count = 0;
    const ks_field *fields = ks_event_fields(e, &count);
    for (size_t i = 0; i < count; i++) {
        if (!ks_str_equal(fields[i].name, KS_STR("Data")))
            continue;
        size_t next = 0;
        for (ks_value item; ks_value_item(fields[i].value, &next, &item); n--) {
            if (n == 0)
                return item;
        }
    }
    return (ks_value){ 0 };
}

void ks_event_put_numbers(const ks_event *e, ks_out *out)
{
    if (e->record_id) {
        KS_PUT(out, "\"record_id\":");
        ks_out_u64(out, e->record_id);
        KS_PUT(out, ",");
    }
    if (e->number) {
        KS_PUT(out, "\"number\":");
        ks_out_u64(out, e->number);
        KS_PUT(out, ",");
    }
}

static const ks_style styles[KS_FORMAT_COUNT] = { [KS_JSON_FLAT] = KS_STYLE_PLAIN,
                                                  [KS_JSON_NESTED] = KS_STYLE_EVTX_DUMP,
                                                  [KS_XML] = KS_STYLE_EVTXEXPORT };

bool ks_event_print_tree(ks_event *e, ks_format format, ks_out *out, ks_day_cache *days)
{
    u8 *start = out->at;
    bool was_full = out->is_full;
    const ks_element *tree = ks_event_tree(e);
    if (tree == NULL)
        return false;
    out->is_full = false;
    if (format == KS_XML)
        ks_tree_xml(tree, out, styles[format], days);
    else if (format == KS_JSON_NESTED)
        ks_tree_json_nested(tree, out, days);
    else
        ks_tree_json_flat(tree, e, out, days);
    if (out->is_full) {
        out->at = start;
        out->is_full = was_full;
        return false;
    }
    return true;
}

bool ks_event_print(ks_event *e, ks_format format, ks_out *out, ks_day_cache *days)
{
    if (KS_LIKELY(!e->is_irregular && e->outer->programs[format] &&
                  (e->payload == NULL || e->payload->programs[format]))) {
        u8 *start = out->at;
        if (KS_LIKELY(ks_program_run(e, format, styles[format], out, days)))
            return true;
        out->at = start;
        out->is_full = false;
    }
    return ks_event_print_tree(e, format, out, days);
}
