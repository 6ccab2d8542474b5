// An event as names and texts, and how a rule's field name finds its values
// (reference/sigma 2.2, 2.3, 6.6): System names, own fields by name, made fields; exactly first,
// then ignoring case and spaces. Texts are rendered once an event and kept as characters.
#pragma once
#include "base/number.h"
#include "event/event.h"
#include "rules/twin/rule.h"

typedef struct {
    ks_str name;     // spaces kept
    twin_text value; // one item of an array is one row
} twin_row;

typedef struct {
    const twin_text **items;
    size_t count, capacity;
} twin_values;

typedef struct {
    ks_event *event;
    ks_arena arena;
    twin_row *rows; // own fields, in record order
    size_t row_count;
    ks_str provider, channel;
    u64 id;
    const char *refused; // NULL
} twin_event;

static inline void twin_give(twin_values *values, const twin_text *text, ks_arena *arena)
{
    if (values->count == values->capacity) {
        values->items = (const twin_text **)ks_arena_grow(
            arena, values->items, sizeof *values->items, values->count, &values->capacity);
        KS_ASSERT(values->items);
    }
    values->items[values->count++] = text;
}

static inline void twin_give_text(twin_values *values, ks_str utf8, ks_arena *arena)
{
    twin_text *text = ks_take(arena, twin_text, 1);
    KS_ASSERT(text);
    *text = twin_text_of(utf8, arena);
    twin_give(values, text, arena);
}

// What Windows shows: hexadecimal without leading zeros, GUIDs in braces, times with Z.
static inline ks_str twin_render(ks_value value, ks_arena *arena)
{
    ks_out out;
    ks_day_cache days = { 0 };
    KS_ASSERT(ks_out_open(&out, arena, (size_t)value.size * 12 + 256));
    bool is_guid = value.type == KS_GUID && value.size == 16;
    if (is_guid)
        ks_out_byte(&out, '{');
    ks_out_value(&out, value, KS_AS_TEXT, KS_STYLE_PLAIN, &days);
    if (is_guid)
        ks_out_byte(&out, '}');
    KS_ASSERT(!out.is_full);
    return ks_out_str(&out);
}

// The event must stay as it is for as long as the twin's one is used.
static inline twin_event twin_event_of(ks_event *event, ks_arena arena)
{
    twin_event e = { .event = event, .arena = arena, .id = ks_event_id(event) };
    size_t count = 0, capacity = 0;
    const ks_field *fields = ks_event_fields(event, &count);
    for (size_t i = 0; i < count; i++) {
        size_t next = 0, items = 0;
        ks_value item = { 0 };
        bool has_item = ks_value_item(fields[i].value, &next, &item);
        do {
            if (e.row_count == capacity)
                e.rows = (twin_row *)ks_arena_grow(&e.arena, e.rows, sizeof *e.rows, e.row_count,
                                                   &capacity);
            KS_ASSERT(e.rows);
            e.rows[e.row_count++] =
                (twin_row){ fields[i].name, twin_text_of(twin_render(item, &e.arena), &e.arena) };
            items++;
            has_item = has_item && ks_value_item(fields[i].value, &next, &item);
        } while (has_item);
    }
    e.provider = twin_render(ks_event_system(event, KS_SYSTEM_PROVIDER), &e.arena);
    e.channel = twin_render(ks_event_system(event, KS_SYSTEM_CHANNEL), &e.arena);
    return e;
}

// --- names
// The event's name without spaces, or with '_' for them; '@' of an attribute is '_' for rules.
static inline bool twin_same_name(ks_str rule, ks_str event, bool is_loose, char for_space)
{
    size_t i = 0;
    for (size_t j = 0; j < event.size; j++) {
        char c = event.at[j] == '@' ? '_' : event.at[j];
        if (is_loose && c == ' ' && for_space == ' ')
            continue;
        if (is_loose && c == ' ')
            c = for_space;
        while (is_loose && i < rule.size && rule.at[i] == ' ')
            i++;
        if (i == rule.size)
            return false;
        char r = rule.at[i++];
        bool is_letter = is_loose && (c | 32) >= 'a' && (c | 32) <= 'z';
        if (r != c && !(is_letter && (r ^ c) == 32))
            return false;
    }
    while (is_loose && i < rule.size && rule.at[i] == ' ')
        i++;
    return i == rule.size;
}

static inline bool twin_is_named(ks_str rule, ks_str event, bool is_loose)
{
    return twin_same_name(rule, event, is_loose, ' ') ||
           (is_loose && twin_same_name(rule, event, true, '_'));
}

static inline const twin_text *twin_own(const twin_event *e, const char *name)
{
    for (int is_loose = 0; is_loose < 2; is_loose++) {
        for (size_t i = 0; i < e->row_count; i++) {
            if (twin_is_named(ks_str_of(name), e->rows[i].name, is_loose))
                return &e->rows[i].value;
        }
    }
    return NULL;
}

static inline ks_str twin_own_text(const twin_event *e, const char *name)
{
    const twin_text *text = twin_own(e, name);
    return text ? text->utf8 : (ks_str){ 0 };
}

static inline void twin_own_values(twin_event *e, ks_str name, bool is_loose, twin_values *values)
{
    for (size_t i = 0; i < e->row_count; i++) {
        if (twin_is_named(name, e->rows[i].name, is_loose))
            twin_give(values, &e->rows[i].value, &e->arena);
    }
}

// System names. Those that are `weak` stand behind an own field of the name.
static const struct {
    const char *name;
    ks_system_field field;
    bool is_weak;
} twin_system_names[] = {
    { "EventID", KS_SYSTEM_ID, false },
    { "Channel", KS_SYSTEM_CHANNEL, false },
    { "Computer", KS_SYSTEM_COMPUTER, false },
    { "ComputerName", KS_SYSTEM_COMPUTER, false },
    { "Provider_Name", KS_SYSTEM_PROVIDER, false },
    { "ProviderName", KS_SYSTEM_PROVIDER, false },
    { "Source", KS_SYSTEM_PROVIDER, false },
    { "Level", KS_SYSTEM_LEVEL, true },
    { "Version", KS_SYSTEM_VERSION, true },
    { "Task", KS_SYSTEM_TASK, true },
    { "Opcode", KS_SYSTEM_OPCODE, false },
    { "Keywords", KS_SYSTEM_KEYWORDS, true },
    { "EventRecordID", KS_SYSTEM_EVENT_RECORD_ID, false },
    { "TimeCreated_SystemTime", KS_SYSTEM_TIME, false },
    { "Execution_ProcessID", KS_SYSTEM_PROCESS_ID, false },
    { "ExecutionProcessID", KS_SYSTEM_PROCESS_ID, false },
    { "Execution_ThreadID", KS_SYSTEM_THREAD_ID, false },
    { "Security_UserID", KS_SYSTEM_USER, false },
    { "SecurityUserID", KS_SYSTEM_USER, false },
    { "UserID", KS_SYSTEM_USER, false },
    { "Correlation_ActivityID", KS_SYSTEM_ACTIVITY, false },
    { "Correlation_RelatedActivityID", KS_SYSTEM_RELATED_ACTIVITY, false },
    { "Provider_Guid", KS_SYSTEM_PROVIDER_GUID, false },
    { "EventSourceName", KS_SYSTEM_SOURCE_NAME, false },
    { "Provider_EventSourceName", KS_SYSTEM_SOURCE_NAME, false },
};

static inline void twin_system_values(twin_event *e, ks_str name, bool is_loose, bool weak,
                                      twin_values *values)
{
    for (size_t i = 0; i < countof(twin_system_names) && values->count == 0; i++) {
        if (twin_system_names[i].is_weak != weak ||
            !twin_is_named(name, ks_str_of(twin_system_names[i].name), is_loose))
            continue;
        ks_value value = ks_event_system(e->event, twin_system_names[i].field);
        if (value.type != KS_NULL)
            twin_give_text(values, twin_render(value, &e->arena), &e->arena);
    }
}

// --- made fields that do not depend on the log source
static inline bool twin_next_line(ks_str *rest, ks_str *line)
{
    if (rest->size == 0)
        return false;
    size_t end = 0;
    while (end < rest->size && rest->at[end] != '\n')
        end++;
    *line = (ks_str){ rest->at, end };
    size_t past = end < rest->size ? end + 1 : end;
    *rest = (ks_str){ rest->at + past, rest->size - past };
    while (line->size && (line->at[0] == '\t' || line->at[0] == ' '))
        *line = (ks_str){ line->at + 1, line->size - 1 };
    while (line->size && line->at[line->size - 1] == '\r')
        line->size--;
    return true;
}

static inline bool twin_split(ks_str text, char at, ks_str *before, ks_str *behind)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == at) {
            *before = (ks_str){ text.at, i };
            *behind = (ks_str){ text.at + i + 1, text.size - i - 1 };
            return true;
        }
    }
    return false;
}

// "Windows PowerShell" 400, 403, 600: lines Key=Value in the third unnamed data; 800: the second.
static inline void twin_classic_values(twin_event *e, ks_str name, bool is_loose,
                                       twin_values *values)
{
    static const char *const keys[] = {
        "EngineVersion",  "HostVersion",         "HostName",
        "HostId",         "HostApplication",     "RunspaceId",
        "PipelineId",     "CommandName",         "CommandType",
        "ScriptName",     "CommandPath",         "CommandLine",
        "NewEngineState", "PreviousEngineState", "SequenceNumber",
        "ProviderName",   "NewProviderState",    "UserId",
        "DetailSequence", "DetailTotal",
    };
    size_t wanted = e->id == 800 ? 1 : 2, unnamed = 0;
    bool is_key = false;
    for (size_t i = 0; i < countof(keys); i++)
        is_key = is_key || twin_is_named(name, ks_str_of(keys[i]), is_loose);
    if (!is_key || !ks_equal_fold(e->channel, KS_STR("Windows PowerShell")) ||
        (e->id != 400 && e->id != 403 && e->id != 600 && e->id != 800))
        return;
    for (size_t i = 0; i < e->row_count; i++) {
        if (!ks_str_equal(e->rows[i].name, KS_STR("Data")) || unnamed++ != wanted)
            continue;
        ks_str rest = e->rows[i].value.utf8, line, key, value;
        if (memchr(rest.at ? rest.at : "", '\n', rest.size) == NULL)
            return; // rendered on one line
        while (values->count == 0 && twin_next_line(&rest, &line)) {
            if (twin_split(line, '=', &key, &value) && twin_is_named(name, key, is_loose))
                twin_give_text(values, value, &e->arena);
        }
    }
}

// Hashes: SHA1=...,MD5=...: one name each.
static inline void twin_hash_values(twin_event *e, ks_str name, bool is_loose, twin_values *values)
{
    static const char *const kinds[] = { "md5", "sha1", "sha256", "imphash", NULL };
    static const char *const fields[] = { "Hashes", "Hash" };
    bool is_kind = false;
    for (size_t i = 0; kinds[i]; i++)
        is_kind = is_kind || twin_is_named(name, ks_str_of(kinds[i]), true);
    (void)is_loose; // "any case"
    for (size_t i = 0; is_kind && i < e->row_count; i++) {
        ks_str rest = e->rows[i].value.utf8, one, key, value;
        bool is_packed = false;
        for (size_t f = 0; f < countof(fields); f++)
            is_packed = is_packed || twin_is_named(ks_str_of(fields[f]), e->rows[i].name, true);
        while (is_packed && rest.size) {
            one = rest;
            if (!twin_split(rest, ',', &one, &rest))
                rest = (ks_str){ 0 };
            if (twin_split(one, '=', &key, &value) && twin_is_named(name, key, true))
                twin_give_text(values, value, &e->arena);
        }
    }
}

// Hayabusa's other names (config/eventkey_alias.txt) for what a leaf is called in the event.
static inline void twin_alias_values(twin_event *e, ks_str name, twin_values *values)
{
    static const char *const rows[][2] = {
        { "DomainName", "SubjectDomainName" },
        { "JobTitle", "name" },
        { "TaskDate", "TaskContent" },
        { "WindowsDefenderProcessName", "Process Name" },
        { "DvrFmwkInstanceId", "InstanceId" },
        { "DvrFmwk2003InstanceId", "InstanceId" },
        { "LogFileClearedChannel", "Channel" },
        { "LogFileClearedSubjectUserName", "SubjectUserName" },
        { "OperationEssStartedNamespaceName", "NamespaceName" },
        { "OperationEssStartedPossibleCause", "PossibleCause" },
        { "OperationEssStartedProcessid", "Processid" },
        { "OperationEssStartedProvider", "Provider" },
        { "OperationEssStartedQuery", "Query" },
        { "OperationEssStartedUser", "User" },
        { "RdsGtwErrorCode", "ErrorCode" },
        { "RdsGtwUsername", "Username" },
        { "RdsGtwIpAddress", "IpAddress" },
        { "RdsGtwAuthType", "AuthType" },
        { "RdsGtwResource", "Resource" },
        { "RdsGtwConnectionProtocol", "ConnectionProtocol" },
        { "RdsGtwBytesReceived", "BytesReceived" },
        { "RdsGtwBytesTransfered", "BytesTransfered" },
        { "RdsGtwSessionDuration", "SessionDuration" },
        { "UserDataAddress", "Address" },
        { "UserDataParam1", "Param1" },
        { "UserDataParam2", "Param2" },
        { "UserDataParam3", "Param3" },
        { "UserDataSessionID", "SessionID" },
        { "UserDataUser", "User" },
        { "UserDataCode", "Code" },
        { "UserDataHostProcess", "HostProcess" },
        { "UserDataProcessID", "ProcessID" },
        { "UserDataProviderName", "ProviderName" },
        { "UserDataProviderPath", "ProviderPath" },
        { "UserDataConsumer", "CONSUMER" },
        { "UserDataESS", "ESS" },
        { "UserDataNamespace", "Namespace" },
        { "UserDataPossibleCause", "PossibleCause" },
        { "UserDataNamespaceName", "NamespaceName" },
        { "UserDataQuery", "Query" },
        { "WMI-UserDataUser", "User" },
    };
    for (size_t i = 0; i < e->row_count && ks_str_equal(name, KS_STR("Message")); i++)
        twin_give(values, &e->rows[i].value, &e->arena); // all of EventData; the rendered one too
    for (size_t i = 0; i < countof(rows) && values->count == 0; i++) {
        if (ks_str_equal(name, ks_str_of(rows[i][0])))
            twin_own_values(e, ks_str_of(rows[i][1]), true, values);
    }
}

// All values of a field by its name alone; none: it is absent.
static inline void twin_named_values(twin_event *e, ks_str name, twin_values *values)
{
    for (int is_loose = 0; is_loose < 2 && values->count == 0; is_loose++) {
        twin_system_values(e, name, is_loose, false, values);
        if (values->count == 0)
            twin_own_values(e, name, is_loose, values);
        if (values->count == 0)
            twin_system_values(e, name, is_loose, true, values);
        if (values->count == 0)
            twin_classic_values(e, name, is_loose, values);
        if (values->count == 0)
            twin_hash_values(e, name, is_loose, values);
    }
    if (values->count == 0)
        twin_alias_values(e, name, values);
}

// Where a keyword is looked for (reference/sigma 2.7). Of two events, rules look for words of the
// message that no field has.
static inline void twin_all_values(twin_event *e, twin_values *values)
{
    static const struct {
        u64 id;
        const char *provider, *words;
    } messages[] = {
        { 16, "Microsoft-Windows-Sysmon", "Sysmon config state changed" },
        { 808, "Microsoft-Windows-PrintService",
          "The print spooler failed to load a plug-in module" },
    };
    for (size_t i = 0; i < countof(messages); i++) {
        if (e->id == messages[i].id && ks_equal_fold(e->provider, ks_str_of(messages[i].provider)))
            twin_give_text(values, ks_str_of(messages[i].words), &e->arena);
    }
    static const ks_system_field fields[] = { KS_SYSTEM_PROVIDER, KS_SYSTEM_CHANNEL,
                                              KS_SYSTEM_COMPUTER, KS_SYSTEM_ID, KS_SYSTEM_USER };
    for (size_t i = 0; i < e->row_count; i++)
        twin_give(values, &e->rows[i].value, &e->arena);
    for (size_t i = 0; i < countof(fields); i++) {
        ks_value value = ks_event_system(e->event, fields[i]);
        if (value.type != KS_NULL)
            twin_give_text(values, twin_render(value, &e->arena), &e->arena);
    }
}
