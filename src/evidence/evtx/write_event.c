// From names, types and values to the tree of an event as Windows would have written it.
//
// The order of System's elements, and which of them a classic event has: libevtx documentation
// and real logs. The tree has values where Windows' templates have values, and text where they
// have text, so that all events of one kind on one computer share their templates.
#include "evidence/evtx/write.h"

#include "base/number.h"
#include "base/text.h"

static const char event_namespace[] = "http://schemas.microsoft.com/win/2004/08/events/event";

// After the first failure everything goes into the three lost ones, which nobody reads.
typedef struct {
    ks_arena *arena;
    bool has_failed;
    ks_element lost_element;
    ks_attribute lost_attribute;
    ks_part lost_part;
} maker;

// --- pieces of a tree

static ks_part *new_part(maker *m, ks_part_kind kind)
{
    ks_part *part = ks_take(m->arena, ks_part, 1);
    m->has_failed |= part == NULL;
    part = part ? part : &m->lost_part;
    *part = (ks_part){ .kind = kind };
    return part;
}

static ks_part *text_part(maker *m, ks_str text)
{
    ks_part *part = new_part(m, KS_PART_TEXT);
    part->text = text;
    return part;
}

static ks_part *value_part(maker *m, ks_value value)
{
    ks_part *part = new_part(m, KS_PART_VALUE);
    part->value = value;
    return part;
}

static ks_element *new_element(maker *m, ks_str name)
{
    ks_element *e = ks_take(m->arena, ks_element, 1);
    m->has_failed |= e == NULL;
    e = e ? e : &m->lost_element;
    *e = (ks_element){ .name = name, .dependency = ks_no_dependency };
    return e;
}

static void add_part(ks_element *parent, ks_part *part)
{
    ks_part **end = &parent->content;
    while (*end)
        end = &(*end)->next;
    *end = part;
}

static ks_element *add_element(maker *m, ks_element *parent, ks_str name)
{
    ks_part *part = new_part(m, KS_PART_ELEMENT);
    part->element = new_element(m, name);
    if (!m->has_failed)
        add_part(parent, part);
    return part->element;
}

static void add_attribute(maker *m, ks_element *e, ks_str name, ks_part *content)
{
    ks_attribute *a = ks_take(m->arena, ks_attribute, 1);
    m->has_failed |= a == NULL;
    a = a ? a : &m->lost_attribute;
    *a = (ks_attribute){ .name = name, .parts = content };
    ks_attribute **end = &e->attributes;
    while (*end && !m->has_failed)
        end = &(*end)->next;
    if (!m->has_failed)
        *end = a;
}

// <name>value</name>, left out by Windows when the value is NULL.
static void add_value(maker *m, ks_element *parent, ks_str name, ks_value value)
{
    ks_element *e = add_element(m, parent, name);
    e->is_omitted = value.type == KS_NULL;
    e->content = value_part(m, value);
}

// --- values

static u8 *bytes_of(maker *m, size_t size)
{
    u8 *bytes = ks_take(m->arena, u8, size);
    m->has_failed |= bytes == NULL;
    return bytes;
}

static ks_value number_value(maker *m, u8 type, u64 number)
{
    ks_value_width width = ks_value_width_of(type);
    u8 little_endian[8], *bytes = bytes_of(m, 8);
    if (bytes == NULL)
        return (ks_value){ 0 };
    ks_store64(little_endian, number);
    memcpy(bytes, little_endian, sizeof little_endian);
    return (ks_value){ bytes, width.most < 8 ? width.most : 8, type };
}

static ks_value text_value(const char *text)
{
    return text ? ks_value_text(ks_str_of(text)) : (ks_value){ 0 };
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Hex digits in pairs; braces and hyphens are passed over. The count of bytes is returned.
static size_t read_hex(maker *m, const char *text, u8 *to, size_t most)
{
    size_t digits = 0;
    for (; *text; text++) {
        int digit = hex_digit(*text);
        if (digit < 0 && (*text == '{' || *text == '}' || *text == '-'))
            continue;
        if (digit < 0 || digits / 2 >= most) {
            m->has_failed = true;
            return 0;
        }
        to[digits / 2] = (u8)(to[digits / 2] << 4 | digit);
        digits++;
    }
    m->has_failed |= digits % 2 != 0;
    return digits / 2;
}

static ks_value guid_value(maker *m, const char *text)
{
    u8 *guid = bytes_of(m, 16), big_endian[16] = { 0 };
    if (guid == NULL || read_hex(m, text, big_endian, 16) != 16) {
        m->has_failed = true;
        return (ks_value){ 0 };
    }
    static const u8 order[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
    for (size_t i = 0; i < sizeof order; i++)
        guid[i] = big_endian[order[i]];
    return (ks_value){ guid, 16, KS_GUID };
}

static ks_value binary_value(maker *m, const char *text)
{
    size_t most = strlen(text) / 2;
    u8 *bytes = bytes_of(m, most + 1);
    size_t size = bytes ? read_hex(m, text, bytes, most) : 0;
    return (ks_value){ bytes, (u32)size, KS_BINARY };
}

// "S-1-5-21-…": revision, authority (48 bits, big endian), then 32 bits each.
static ks_value sid_value(maker *m, const char *text)
{
    enum { parts_most = 15 };
    u8 *sid = bytes_of(m, 8 + 4 * parts_most);
    u64 numbers[2 + parts_most] = { 0 };
    size_t count = 0;
    const char *p = text[0] == 'S' ? text + 1 : text;
    for (; *p == '-' && count < countof(numbers); count++) {
        for (p++; *p >= '0' && *p <= '9'; p++)
            numbers[count] = numbers[count] * 10 + (u64)(*p - '0');
    }
    if (sid == NULL || *p || count < 3) {
        m->has_failed = true;
        return (ks_value){ 0 };
    }
    sid[0] = (u8)numbers[0];
    sid[1] = (u8)(count - 2);
    for (size_t i = 0; i < 6; i++)
        sid[2 + i] = (u8)(numbers[1] >> (40 - 8 * i));
    for (size_t i = 2; i < count; i++)
        ks_store32(sid + 4 * i, (u32)numbers[i]);
    return (ks_value){ sid, (u32)(4 * count), KS_SID };
}

static ks_value field_value(maker *m, const ks_made_field *field)
{
    if (field->value.type != KS_NULL)
        return field->value;
    if (field->text == NULL)
        return field->type == KS_NULL ? (ks_value){ 0 }
                                      : number_value(m, field->type, field->number);
    if (field->type == KS_SID)
        return sid_value(m, field->text);
    if (field->type == KS_GUID)
        return guid_value(m, field->text);
    if (field->type == KS_BINARY)
        return binary_value(m, field->text);
    ks_value text = text_value(field->text);
    text.type = field->type == KS_ANSI ? KS_ANSI : KS_UTF8;
    return text;
}

// The insertion strings of a classic event: one array of texts that end with NUL.
static ks_value strings_value(maker *m, const ks_made_event *event)
{
    size_t size = 0, count = 0;
    for (size_t i = 0; i < event->field_count; i++)
        if (event->fields[i].name == NULL && event->fields[i].text) {
            size += 2 * strlen(event->fields[i].text) + 2; // a byte never is more than a unit
            count++;
        }
    u8 *bytes = count ? bytes_of(m, size) : NULL, *to = bytes;
    if (bytes == NULL)
        return (ks_value){ 0 };
    for (size_t i = 0; i < event->field_count; i++) {
        if (event->fields[i].name || !event->fields[i].text)
            continue;
        ks_str text = ks_str_of(event->fields[i].text);
        for (size_t at = 0; at < text.size;) {
            u32 c = 0;
            at += ks_utf8_read(text, at, &c);
            if (c >= 0x10000) {
                ks_store16(to, (u16)(0xd800 + ((c - 0x10000) >> 10)));
                to += 2;
                c = 0xdc00 + ((c - 0x10000) & 0x3ff);
            }
            ks_store16(to, (u16)c);
            to += 2;
        }
        ks_store16(to, 0);
        to += 2;
    }
    return (ks_value){ bytes, (u32)(to - bytes), KS_ARRAY | KS_STRING };
}

// --- the event

// Manifest providers stand in the values, classic ones in the text of the template.
static bool is_in_values(const ks_made_event *event)
{
    return !event->is_classic && !event->source_name;
}

static void add_provider(maker *m, ks_element *system, const ks_made_event *event)
{
    ks_element *provider = add_element(m, system, KS_STR("Provider"));
    ks_str name = ks_str_of(event->provider);
    if (is_in_values(event)) {
        add_attribute(m, provider, KS_STR("Name"), value_part(m, ks_value_text(name)));
        ks_value guid = event->guid ? guid_value(m, event->guid) : (ks_value){ 0 };
        add_attribute(m, provider, KS_STR("Guid"), value_part(m, guid));
        return;
    }
    add_attribute(m, provider, KS_STR("Name"), text_part(m, name));
    if (event->guid)
        add_attribute(m, provider, KS_STR("Guid"), text_part(m, ks_str_of(event->guid)));
    if (event->source_name)
        add_attribute(m, provider, KS_STR("EventSourceName"),
                      text_part(m, ks_str_of(event->source_name)));
}

static void add_event_id(maker *m, ks_element *system, const ks_made_event *event)
{
    add_value(m, system, KS_STR("EventID"), number_value(m, KS_UINT16, event->id));
    ks_value qualifiers = { 0 };
    if (!is_in_values(event))
        qualifiers = number_value(m, KS_UINT16, event->qualifiers);
    ks_part *last = system->content;
    while (last && last->next)
        last = last->next;
    if (last && last->element)
        add_attribute(m, last->element, KS_STR("Qualifiers"), value_part(m, qualifiers));
}

static void add_correlation(maker *m, ks_element *system, const ks_made_event *event)
{
    ks_element *correlation = add_element(m, system, KS_STR("Correlation"));
    ks_value activity = event->activity ? guid_value(m, event->activity) : (ks_value){ 0 };
    add_attribute(m, correlation, KS_STR("ActivityID"), value_part(m, activity));
    add_attribute(m, correlation, KS_STR("RelatedActivityID"), value_part(m, (ks_value){ 0 }));
    ks_element *execution = add_element(m, system, KS_STR("Execution"));
    add_attribute(m, execution, KS_STR("ProcessID"),
                  value_part(m, number_value(m, KS_UINT32, event->process_id)));
    add_attribute(m, execution, KS_STR("ThreadID"),
                  value_part(m, number_value(m, KS_UINT32, event->thread_id)));
}

static void add_system(maker *m, ks_element *root, const ks_made_event *event, u64 record_id)
{
    ks_element *system = add_element(m, root, KS_STR("System"));
    add_provider(m, system, event);
    add_event_id(m, system, event);
    if (!event->is_classic)
        add_value(m, system, KS_STR("Version"), number_value(m, KS_UINT8, event->version));
    add_value(m, system, KS_STR("Level"), number_value(m, KS_UINT8, event->level));
    add_value(m, system, KS_STR("Task"), number_value(m, KS_UINT16, event->task));
    if (!event->is_classic)
        add_value(m, system, KS_STR("Opcode"), number_value(m, KS_UINT8, event->opcode));
    add_value(m, system, KS_STR("Keywords"), number_value(m, KS_HEX64, event->keywords));
    ks_element *time = add_element(m, system, KS_STR("TimeCreated"));
    add_attribute(m, time, KS_STR("SystemTime"),
                  value_part(m, number_value(m, KS_FILETIME, event->ticks)));
    u64 number = event->event_record_id ? event->event_record_id : record_id;
    add_value(m, system, KS_STR("EventRecordID"), number_value(m, KS_UINT64, number));
    if (!event->is_classic)
        add_correlation(m, system, event);
    if (is_in_values(event))
        add_value(m, system, KS_STR("Channel"), text_value(event->channel));
    else
        add_element(m, system, KS_STR("Channel"))->content =
            text_part(m, ks_str_of(event->channel));
    add_element(m, system, KS_STR("Computer"))->content = text_part(m, ks_str_of(event->computer));
    ks_element *security = add_element(m, system, KS_STR("Security"));
    ks_value user = event->user_sid ? sid_value(m, event->user_sid) : (ks_value){ 0 };
    add_attribute(m, security, KS_STR("UserID"), value_part(m, user));
}

static void add_event_data(maker *m, ks_element *root, const ks_made_event *event)
{
    ks_element *data = add_element(m, root, KS_STR("EventData"));
    bool has_names = false;
    for (size_t i = 0; i < event->field_count; i++) {
        if (event->fields[i].name == NULL)
            continue;
        has_names = true;
        ks_value value = field_value(m, &event->fields[i]);
        ks_element *e = add_element(m, data, KS_STR("Data"));
        e->is_omitted = value.type == KS_NULL;
        add_attribute(m, e, KS_STR("Name"), text_part(m, ks_str_of(event->fields[i].name)));
        e->content = value_part(m, value);
    }
    ks_value binary = event->binary ? binary_value(m, event->binary) : (ks_value){ 0 };
    if (!has_names && event->is_classic)
        add_value(m, data, KS_STR("Data"), strings_value(m, event));
    if (event->binary || event->is_classic)
        add_value(m, data, KS_STR("Binary"), binary);
}

static void add_user_data(maker *m, ks_element *root, const ks_made_event *event)
{
    ks_element *data = add_element(m, root, KS_STR("UserData"));
    ks_element *own = add_element(m, data, ks_str_of(event->user_data));
    if (event->user_data_namespace)
        add_attribute(m, own, KS_STR("xmlns"), text_part(m, ks_str_of(event->user_data_namespace)));
    for (size_t i = 0; i < event->field_count; i++)
        add_value(m, own, ks_str_of(event->fields[i].name), field_value(m, &event->fields[i]));
}

const ks_element *ks_made_event_tree(const ks_made_event *event, u64 record_id, ks_arena *arena)
{
    maker m = { .arena = arena };
    ks_element *root = ks_take(arena, ks_element, 1);
    if (root == NULL)
        return NULL;
    *root = (ks_element){ .name = KS_STR("Event"), .dependency = ks_no_dependency };
    add_attribute(&m, root, KS_STR("xmlns"), text_part(&m, KS_STR(event_namespace)));
    add_system(&m, root, event, record_id);
    if (event->user_data)
        add_user_data(&m, root, event);
    else
        add_event_data(&m, root, event);
    return m.has_failed ? NULL : root;
}
