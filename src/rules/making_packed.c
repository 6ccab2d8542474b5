// Fields that are packed into the text of another: Sysmon's hashes, the lines of "Windows
// PowerShell", the paths of Defender.
#include "rules/making.h"

#include "base/fold.h"

// Sysmon: Hashes (1, 6, 7, 15 Hash, 23 …), "SHA1=…,MD5=…,SHA256=…,IMPHASH=…".
static const ks_str hash_sources[] = { KS_TEXT("Hashes"), KS_TEXT("Hash") };
#define HASH(name)                                                       \
    {                                                                    \
        KS_TEXT(name), MAKE_HASH, hash_sources, 2, .text = KS_TEXT(name) \
    }
static const ks_form_field hashes[] = { HASH("md5"), HASH("sha1"), HASH("sha256"),
                                        HASH("imphash") };

// Engine and command events of PowerShell up to 5.1: the third unnamed data, of 800 the second.
static const ks_str unnamed[] = { KS_TEXT("Data") };
#define CLASSIC(name, i)                                                             \
    {                                                                                \
        KS_TEXT(name), MAKE_CLASSIC, unnamed, 1, .text = KS_TEXT(name), .index = (i) \
    }
#define CLASSIC_NAMES(i)                                                                    \
    CLASSIC("EngineVersion", i), CLASSIC("HostVersion", i), CLASSIC("HostName", i),         \
        CLASSIC("HostId", i), CLASSIC("HostApplication", i), CLASSIC("RunspaceId", i),      \
        CLASSIC("PipelineId", i), CLASSIC("CommandName", i), CLASSIC("CommandType", i),     \
        CLASSIC("ScriptName", i), CLASSIC("CommandPath", i), CLASSIC("CommandLine", i),     \
        CLASSIC("NewEngineState", i), CLASSIC("PreviousEngineState", i),                    \
        CLASSIC("SequenceNumber", i), CLASSIC("NewProviderState", i), CLASSIC("UserId", i), \
        CLASSIC("DetailSequence", i), CLASSIC("DetailTotal", i)
static const ks_form_field classic_engine[] = { CLASSIC_NAMES(2) };
static const ks_form_field classic_command[] = { CLASSIC_NAMES(1) };

static const ks_form_field *find(const ks_form_field *fields, size_t count, ks_str name, bool loose)
{
    for (size_t i = 0; i < count; i++) {
        if (rules_same_name(fields[i].name, name, loose))
            return &fields[i];
    }
    return NULL;
}

const ks_form_field *making_packed(const ks_event_class *class, ks_str name, bool loose)
{
    if (ks_equal_fold(class->provider, KS_STR("PowerShell"))) {
        bool is_command = class->id == 800;
        return find(is_command ? classic_command : classic_engine, countof(classic_engine), name,
                    loose);
    }
    return find(hashes, countof(hashes), name, loose);
}

static ks_str trimmed(ks_str text)
{
    while (text.size && (u8)text.at[0] <= ' ')
        text = (ks_str){ text.at + 1, text.size - 1 };
    while (text.size && (u8)text.at[text.size - 1] <= ' ')
        text.size--;
    return text;
}

// Takes the part in front of `mark` off the text; false: there is nothing left.
static bool next_part(ks_str *rest, char mark, ks_str *part)
{
    if (rest->at == NULL)
        return false;
    const char *end = rest->size ? memchr(rest->at, mark, rest->size) : NULL;
    size_t size = end ? (size_t)(end - rest->at) : rest->size;
    *part = (ks_str){ rest->at, size };
    *rest = end ? (ks_str){ end + 1, rest->size - size - 1 } : (ks_str){ 0 };
    return true;
}

// "KEY=value": the value when the key is this one.
static bool value_of(ks_str part, ks_str key, ks_str *value)
{
    const char *equals = part.size ? memchr(part.at, '=', part.size) : NULL;
    if (equals == NULL)
        return false;
    size_t size = (size_t)(equals - part.at);
    *value = (ks_str){ equals + 1, part.size - size - 1 };
    return rules_same_name(trimmed((ks_str){ part.at, size }), key, true);
}

void making_hash(making_work *w)
{
    ks_value values[making_values_most] KS_UNSET;
    for (u32 i = 0; i < w->making->from_count; i++) {
        size_t count = ks_field_values(&w->making->from[i], w->event, values, making_values_most);
        for (size_t k = 0; k < count && k < making_values_most; k++) {
            ks_str rest = ks_field_text(values[k], w->event), part, value;
            while (next_part(&rest, ',', &part)) {
                if (value_of(part, w->making->how->text, &value))
                    making_add(w, ks_value_text(trimmed(value)));
            }
        }
    }
}

// Text on one line was joined by whoever rendered it: where a value ends cannot be told.
void making_classic(making_work *w)
{
    ks_value values[making_values_most] KS_UNSET;
    size_t count = ks_field_values(&w->making->from[0], w->event, values, making_values_most);
    u32 index = w->making->how->index;
    if (index >= count || index >= making_values_most)
        return;
    ks_str rest = ks_field_text(values[index], w->event), line, value;
    if (rest.size == 0 || memchr(rest.at, '\n', rest.size) == NULL)
        return;
    while (next_part(&rest, '\n', &line)) {
        if (value_of(line, w->making->how->text, &value)) {
            making_add(w, ks_value_text(trimmed(value)));
            return;
        }
    }
}

// Defender's Path: "file:_C:\a.exe; containerfile:_C:\b.zip; process:_pid:1,ProcessStart:2".
void making_threat_paths(making_work *w)
{
    ks_str rest = making_text(w, 0), part;
    while (next_part(&rest, ';', &part)) {
        part = trimmed(part);
        for (size_t i = 0; i + 1 < part.size && (u8)((part.at[i] | 32) - 'a') < 26; i++) {
            if (part.at[i + 1] == ':' && i + 2 < part.size && part.at[i + 2] == '_') {
                part = (ks_str){ part.at + i + 3, part.size - i - 3 };
                break;
            }
        }
        if (part.size)
            making_add(w, ks_value_text(part));
    }
}
