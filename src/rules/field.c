// Which values a rule's field name means in the events of a class; see field.h.
//
// The order, first exactly, then ignoring case, spaces and '_' (docs/sigma.md, "Field names"):
//   1. what the form converts (process_creation's ProcessId is not 4688's)
//   2. names of the System part; Version, Level, Task and Keywords only when the event has no
//      field of its own of that name (Sysmon 4 has a Version)
//   3. the event's own fields: named and unnamed data, Binary, leaves of UserData, attributes
//   4. what is packed into others: Hashes, PowerShell's lines
// and then Hayabusa's aliases, and paths with dots.
#include "rules/field.h"

#include "base/number.h"
#include "rules/form_own.h"
#include "rules/making.h"

typedef struct {
    ks_str name;
    ks_system_field field;
    bool own_first;
} system_name;

// clang-format off
static const system_name system_names[] = {
    { KS_TEXT("EventID"), KS_SYSTEM_ID, false },
    { KS_TEXT("Channel"), KS_SYSTEM_CHANNEL, false },
    { KS_TEXT("Computer"), KS_SYSTEM_COMPUTER, false },
    { KS_TEXT("ComputerName"), KS_SYSTEM_COMPUTER, false },
    { KS_TEXT("Provider_Name"), KS_SYSTEM_PROVIDER, false },
    { KS_TEXT("ProviderName"), KS_SYSTEM_PROVIDER, false },
    { KS_TEXT("Source"), KS_SYSTEM_PROVIDER, false },
    { KS_TEXT("Level"), KS_SYSTEM_LEVEL, true },
    { KS_TEXT("Version"), KS_SYSTEM_VERSION, true },
    { KS_TEXT("Task"), KS_SYSTEM_TASK, true },
    { KS_TEXT("Opcode"), KS_SYSTEM_OPCODE, false },
    { KS_TEXT("Keywords"), KS_SYSTEM_KEYWORDS, true },
    { KS_TEXT("EventRecordID"), KS_SYSTEM_EVENT_RECORD_ID, false },
    { KS_TEXT("TimeCreated_SystemTime"), KS_SYSTEM_TIME, false },
    { KS_TEXT("Execution_ProcessID"), KS_SYSTEM_PROCESS_ID, false },
    { KS_TEXT("Execution_ThreadID"), KS_SYSTEM_THREAD_ID, false },
    { KS_TEXT("Security_UserID"), KS_SYSTEM_USER, false },
    { KS_TEXT("SecurityUserID"), KS_SYSTEM_USER, false },
    { KS_TEXT("UserID"), KS_SYSTEM_USER, false },
    { KS_TEXT("Correlation_ActivityID"), KS_SYSTEM_ACTIVITY, false },
    { KS_TEXT("Correlation_RelatedActivityID"), KS_SYSTEM_RELATED_ACTIVITY, false },
    { KS_TEXT("Provider_Guid"), KS_SYSTEM_PROVIDER_GUID, false },
    { KS_TEXT("EventSourceName"), KS_SYSTEM_SOURCE_NAME, false },
    { KS_TEXT("Provider_EventSourceName"), KS_SYSTEM_SOURCE_NAME, false },
    { KS_TEXT("EventID_Qualifiers"), KS_SYSTEM_QUALIFIERS, false },
};
// clang-format on

static bool is_ignored(char c) { return c == ' ' || c == '_' || c == '@'; }

bool rules_same_name(ks_str a, ks_str b, bool loose)
{
    if (!loose)
        return ks_str_equal(a, b);
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a.size && is_ignored(a.at[i]))
            i++;
        while (j < b.size && is_ignored(b.at[j]))
            j++;
        if (i == a.size || j == b.size)
            return i == a.size && j == b.size;
        u8 x = (u8)a.at[i], y = (u8)b.at[j];
        u8 bit = (u8)((x | 32) - 'a') < 26 ? 32 : 0;
        if ((x | bit) != (y | bit))
            return false;
    }
}

// What is known of an event's own fields: of the class from its plan, or of one event.
typedef struct {
    const ks_form *form; // NULL: raw names only
    ks_event *event;
    const ks_plan_field *own; // of the class, by slot; NULL:
    const ks_field *fields;   // of this one event, with values
    size_t own_count;
    ks_arena *arena;
} resolver;

static ks_rule_field resolve(const resolver *r, ks_str name);

bool rules_is_plain(const ks_event *e)
{
    return !e->is_irregular && e->payload && e->payload->has_plain_fields &&
           e->outer->has_plain_fields && e->outer->field_count == 0;
}

static ks_str own_name(const resolver *r, size_t i)
{
    KS_ASSERT(r->own || r->fields); // one of them was counted
    return r->own ? r->own[i].name : r->fields[i].name;
}

static bool find_own(const resolver *r, ks_str name, bool loose, ks_rule_field *found)
{
    u32 count = 0, next = 0;
    for (size_t i = 0; i < r->own_count; i++)
        count += rules_same_name(own_name(r, i), name, loose);
    ks_slot *slots = count ? ks_take(r->arena, ks_slot, count) : NULL;
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < r->own_count; i++) {
        if (!rules_same_name(own_name(r, i), name, loose))
            continue;
        slots[next++] = r->own ? r->own[i].slot : (ks_slot){ ks_slot_constant, r->fields[i].value };
    }
    *found = (ks_rule_field){ .kind = KS_FIELD_SLOTS, .slots = slots, .slot_count = count };
    return true;
}

static bool find_system(const resolver *r, ks_str name, bool loose, ks_rule_field *found)
{
    ks_rule_field own;
    for (size_t i = 0; i < countof(system_names); i++) {
        const system_name *s = &system_names[i];
        if (!rules_same_name(s->name, name, loose))
            continue;
        if (s->own_first && find_own(r, name, loose, &own))
            return false;
        *found = (ks_rule_field){ .kind = KS_FIELD_SYSTEM, .system = s->field };
        return true;
    }
    return false;
}

static bool is_there(const ks_rule_field *field)
{
    return field->kind != KS_FIELD_ABSENT && field->kind != KS_FIELD_UNKNOWABLE;
}

static bool make(const resolver *r, const ks_form_field *how, ks_rule_field *found)
{
    resolver raw = *r;
    raw.form = NULL;
    *found = (ks_rule_field){ .kind = KS_FIELD_UNKNOWABLE };
    if (how->as == MAKE_NEVER)
        return true;
    ks_field_making *making = ks_take(r->arena, ks_field_making, 1);
    ks_rule_field *from = ks_take(r->arena, ks_rule_field, how->from_count + 1);
    if (making == NULL || from == NULL)
        return true;
    unsigned there = 0;
    for (u32 i = 0; i < how->from_count; i++) {
        from[i] = resolve(&raw, how->from[i]);
        there += is_there(&from[i]);
    }
    if (there == 0 && how->from_count)
        return true; // an older version of the event
    if (how->as == MAKE_SAME && how->from_count == 1 && from[0].kind != KS_FIELD_MADE) {
        *found = from[0];
        return true;
    }
    *making = (ks_field_making){ .how = how, .from = from, .from_count = how->from_count };
    *found = (ks_rule_field){ .kind = KS_FIELD_MADE, .making = making };
    return true;
}

static bool find_converted(const resolver *r, ks_str name, bool loose, ks_rule_field *found)
{
    for (u32 i = 0; r->form && i < r->form->field_count; i++) {
        const ks_form_field *how = &r->form->fields[i];
        if (!rules_same_name(how->name, name, loose))
            continue;
        if (how->as == MAKE_NEVER && find_own(r, name, loose, found))
            return true;
        return make(r, how, found);
    }
    return false;
}

static bool find_packed(const resolver *r, ks_str name, bool loose, ks_rule_field *found)
{
    const ks_form_field *how = making_packed(r->event->class, name, loose);
    return how && make(r, how, found) && found->kind == KS_FIELD_MADE;
}

// "Event.System.Provider.#attributes.Name" -> "Provider_Name", for what is in System.
static bool find_system_path(ks_str path, ks_rule_field *found)
{
    char name[96];
    size_t size = 0;
    static const ks_str attributes = KS_TEXT("attributes.");
    for (size_t i = 0; i < path.size && size < sizeof name; i++) {
        if (ks_begins(ks_str_from(path, i), attributes))
            i += attributes.size - 1;
        else if (path.at[i] != '.' && path.at[i] != '#')
            name[size++] = path.at[i];
    }
    for (size_t i = 0; i < countof(system_names); i++) {
        if (rules_same_name(system_names[i].name, (ks_str){ name, size }, true)) {
            *found = (ks_rule_field){ .kind = KS_FIELD_SYSTEM, .system = system_names[i].field };
            return true;
        }
    }
    return false;
}

// A path from the root, as Hayabusa's rules may have it: its last part is what is looked for.
static bool find_path(const resolver *r, ks_str name, ks_rule_field *found)
{
    ks_str path = ks_begins(name, KS_STR("Event.")) ? ks_str_from(name, 6) : name;
    if (ks_begins(path, KS_STR("System.")))
        return find_system_path(ks_str_from(path, 7), found);
    for (size_t i = path.size; i > 0; i--) {
        if (path.at[i - 1] != '.')
            continue;
        ks_str leaf = ks_str_from(path, i);
        return find_own(r, leaf, false, found) || find_own(r, leaf, true, found);
    }
    return false;
}

static bool find_alias(const resolver *r, ks_str name, ks_rule_field *found)
{
    const ks_form *form = r->form;
    const rules_alias *alias = form && form->table ? rules_alias_find(form->table, name) : NULL;
    if (alias == NULL)
        return false;
    static const ks_form_field all = { .as = MAKE_ALL };
    if (ks_str_equal(alias->own, KS_STR("*")))
        return make(r, &all, found);
    return find_own(r, alias->own, false, found) || find_own(r, alias->own, true, found);
}

static ks_rule_field resolve(const resolver *r, ks_str name)
{
    ks_rule_field found = { .kind = KS_FIELD_ABSENT };
    for (int loose = 0; loose < 2; loose++) {
        if (find_converted(r, name, loose, &found) || find_system(r, name, loose, &found) ||
            find_own(r, name, loose, &found) || find_packed(r, name, loose, &found))
            return found;
    }
    if (find_alias(r, name, &found) || find_path(r, name, &found))
        return found;
    return (ks_rule_field){ .kind = KS_FIELD_ABSENT };
}

ks_rule_field rules_field_late(const ks_rule_field *field, ks_event *event)
{
    resolver r = { .event = event, .arena = event->arena };
    r.fields = ks_event_fields(event, &r.own_count);
    r.form = field->making ? field->making->form : NULL;
    ks_rule_field found = resolve(&r, field->name);
    found.name = field->name;
    return found;
}

// Nothing is known beforehand but names of the System part.
static ks_rule_field resolve_by_name(const resolver *r, ks_str name)
{
    bool is_converted = false;
    for (u32 i = 0; r->form && i < r->form->field_count; i++)
        is_converted = is_converted || rules_same_name(r->form->fields[i].name, name, true);
    for (size_t i = 0; i < countof(system_names) && !is_converted; i++) {
        const system_name *s = &system_names[i];
        if (!s->own_first && ks_str_equal(s->name, name))
            return (ks_rule_field){ .kind = KS_FIELD_SYSTEM, .system = s->field };
    }
    ks_field_making *making = ks_take(r->arena, ks_field_making, 1);
    if (making == NULL)
        return (ks_rule_field){ .kind = KS_FIELD_ABSENT };
    making->form = r->form;
    return (ks_rule_field){ .kind = KS_FIELD_BY_NAME, .making = making };
}

u64 ks_field_layout(const ks_event *e)
{
    if (e->is_irregular)
        return 1;
    const ks_event_plan *p = e->payload ? e->payload : e->outer;
    if (e->payload == NULL && p->field_count == 0)
        return 2;
    if (p->content)
        return p->content;
    return ks_hash_mix((uintptr_t)p, (u64)p->number << 1 | 1);
}

ks_rule_field ks_field_resolve(const ks_form *form, ks_event *sample, ks_str name, ks_arena *arena)
{
    resolver r = { .form = form, .event = sample, .arena = arena };
    ks_rule_field field;
    if (rules_is_plain(sample)) {
        r.own = sample->payload->fields;
        r.own_count = sample->payload->field_count;
        field = resolve(&r, name);
    } else {
        field = resolve_by_name(&r, name);
    }
    field.name = name;
    return field;
}
