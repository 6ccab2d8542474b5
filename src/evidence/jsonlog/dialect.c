// The tables of the dialects, and how a record is told to be of one of them.
//
// Sources: NXLog's reference manual, "Windows Event Log (im_msvistalog)", fields, and the public
// Security-Datasets, whose zips hold its JSON as Logstash passed it on; Elastic's "Winlogbeat
// fields" and "ECS field reference"; the output of the Rust evtx_dump 0.12.2; our own flat shape.
#include "evidence/jsonlog/dialect.h"

// clang-format off
#define SYSTEM(path, field)     { path, ROLE_SYSTEM, KS_SYSTEM_##field, NULL }
#define SKIP(path)              { path, ROLE_SKIP, 0, NULL }
#define ENTER(path)             { path, ROLE_ENTER, 0, NULL }
#define DATA(path)              { path, ROLE_DATA, 0, NULL }
#define UNNAMED(path)           { path, ROLE_UNNAMED, 0, NULL }
#define RENDERED(path, word)    { path, ROLE_RENDERED, 0, word }
#define WORDS(path, field, word) { path, ROLE_WORDS, KS_SYSTEM_##field, word }
#define ROWS(list)              .rows = (list), .row_count = countof(list)
#define MARKERS(list)           .markers = (list), .marker_count = countof(list)

// NXLog: flat; all that is not its own is a field of the event. Names that it resolved from the
// SID of System/Security (AccountName, Domain) are not the event's: they are kept as rendered. An
// event's own EventType (Sysmon 12 and 13) takes the place of NXLog's.
static const char *const nxlog_markers[] = {
    "EventID", "Channel|Hostname", "EventReceivedTime|SourceModuleName|SeverityValue" };
static const dialect_row nxlog_rows[] = {
    SYSTEM("SourceName", PROVIDER), SYSTEM("ProviderGuid", PROVIDER_GUID), SYSTEM("EventID", ID),
    SYSTEM("Version", VERSION), SYSTEM("Task", TASK), SYSTEM("OpcodeValue", OPCODE),
    SYSTEM("Keywords", KEYWORDS), SYSTEM("EventTime", TIME), SYSTEM("RecordNumber", EVENT_RECORD_ID),
    SYSTEM("ActivityID", ACTIVITY), SYSTEM("RelatedActivityID", RELATED_ACTIVITY),
    SYSTEM("ExecutionProcessID", PROCESS_ID), SYSTEM("ThreadID", THREAD_ID),
    SYSTEM("ExecutionThreadID", THREAD_ID), SYSTEM("Channel", CHANNEL), SYSTEM("Hostname", COMPUTER),
    SYSTEM("UserID", USER),
    RENDERED("Message", "Message"), RENDERED("Category", "Task"), RENDERED("Opcode", "Opcode"),
    RENDERED("AccountName", "AccountName"), RENDERED("AccountType", "AccountType"),
    RENDERED("Domain", "Domain"),
    { "EventType", ROLE_DATA, 1, "|INFO|WARNING|ERROR|CRITICAL|VERBOSE|DEBUG|AUDIT_SUCCESS|AUDIT_FAILURE|" },
    { "EventReceivedTime", ROLE_RECEIVED, 0, NULL }, { "@timestamp", ROLE_STAMPED, 0, NULL },
    SKIP("EventTypeOrignal"), SKIP("Severity"), SKIP("SeverityValue"), SKIP("SourceModuleName"),
    SKIP("SourceModuleType"), SKIP("ERROR_EVT_UNRESOLVED"), SKIP("MessageSourceAddress"),
    SKIP("@version"), SKIP("host"), SKIP("port"), SKIP("tags"), SKIP("type"), // Logstash's
    SKIP("_index"), SKIP("_type"), SKIP("_id"), SKIP("_score"),
    DATA("*"),
};

// What scripts around Get-WinEvent write: flat, System's names half as in the XML, times of the
// local clock, with or without a (wrong) Z.
static const char *const get_winevent_markers[] = {
    "EventID", "Channel|LogName", "TimeCreated", "Hostname|MachineName|Computer" };
static const dialect_row get_winevent_rows[] = {
    SYSTEM("SourceName", PROVIDER), SYSTEM("ProviderName", PROVIDER),
    SYSTEM("ProviderGuid", PROVIDER_GUID), SYSTEM("EventID", ID), SYSTEM("Level", LEVEL),
    SYSTEM("Task", TASK), SYSTEM("Keywords", KEYWORDS), SYSTEM("TimeCreated", TIME),
    SYSTEM("RecordId", EVENT_RECORD_ID), SYSTEM("EventRecordID", EVENT_RECORD_ID),
    SYSTEM("Channel", CHANNEL), SYSTEM("LogName", CHANNEL), SYSTEM("Hostname", COMPUTER),
    SYSTEM("MachineName", COMPUTER), SYSTEM("Computer", COMPUTER),
    RENDERED("Message", "Message"),
    SKIP("@timestamp"), SKIP("@version"), SKIP("host"), SKIP("port"), SKIP("tags"),
    DATA("*"),
};

// Winlogbeat since 7, in the Elastic Common Schema.
static const char *const winlogbeat_markers[] = { "winlog.event_id", "winlog.channel|winlog.provider_name" };
static const dialect_row winlogbeat_rows[] = {
    SYSTEM("@timestamp", TIME), ENTER("winlog"), SYSTEM("winlog.channel", CHANNEL),
    SYSTEM("winlog.computer_name", COMPUTER), SYSTEM("winlog.event_id", ID),
    SYSTEM("winlog.provider_name", PROVIDER), SYSTEM("winlog.provider_guid", PROVIDER_GUID),
    SYSTEM("winlog.record_id", EVENT_RECORD_ID), SYSTEM("winlog.version", VERSION),
    SYSTEM("winlog.activity_id", ACTIVITY), SYSTEM("winlog.related_activity_id", RELATED_ACTIVITY),
    ENTER("winlog.process"), SYSTEM("winlog.process.pid", PROCESS_ID),
    ENTER("winlog.process.thread"), SYSTEM("winlog.process.thread.id", THREAD_ID),
    ENTER("winlog.user"), SYSTEM("winlog.user.identifier", USER),
    RENDERED("winlog.user.name", "AccountName"), RENDERED("winlog.user.domain", "Domain"),
    RENDERED("winlog.user.type", "AccountType"),
    WORDS("winlog.task", TASK, "Task"), WORDS("winlog.opcode", OPCODE, "Opcode"),
    WORDS("winlog.keywords", KEYWORDS, "Keywords"), ENTER("log"), WORDS("log.level", LEVEL, "Level"),
    RENDERED("message", "Message"),
    ENTER("winlog.event_data"), UNNAMED("winlog.event_data.param*"), DATA("winlog.event_data.*"),
    ENTER("winlog.user_data"), SKIP("winlog.user_data.xml_name"), DATA("winlog.user_data.*"),
    SKIP("*"),
};

// Winlogbeat 5 and 6.
static const char *const winlogbeat6_markers[] = { "event_id", "log_name", "computer_name|source_name" };
static const dialect_row winlogbeat6_rows[] = {
    SYSTEM("@timestamp", TIME), SYSTEM("log_name", CHANNEL), SYSTEM("computer_name", COMPUTER),
    SYSTEM("event_id", ID), SYSTEM("source_name", PROVIDER), SYSTEM("provider_guid", PROVIDER_GUID),
    SYSTEM("record_number", EVENT_RECORD_ID), SYSTEM("version", VERSION),
    SYSTEM("process_id", PROCESS_ID), SYSTEM("thread_id", THREAD_ID),
    SYSTEM("activity_id", ACTIVITY), SYSTEM("related_activity_id", RELATED_ACTIVITY),
    ENTER("user"), SYSTEM("user.identifier", USER), RENDERED("user.name", "AccountName"),
    RENDERED("user.domain", "Domain"), RENDERED("user.type", "AccountType"),
    WORDS("task", TASK, "Task"), WORDS("opcode", OPCODE, "Opcode"),
    WORDS("keywords", KEYWORDS, "Keywords"), WORDS("level", LEVEL, "Level"),
    RENDERED("message", "Message"),
    ENTER("event_data"), UNNAMED("event_data.param*"), DATA("event_data.*"),
    ENTER("user_data"), SKIP("user_data.xml_name"), DATA("user_data.*"),
    SKIP("*"),
};

// The Rust evtx_dump: the XML as nested objects; with --separate-json-attributes the attributes
// stand beside their element.
static const char *const evtx_dump_markers[] = { "Event.System" };
#define AT(element, attribute, field)                                              \
    SYSTEM("Event.System." element ".#attributes." attribute, field),              \
    SYSTEM("Event.System." element "_attributes." attribute, field)
#define ATTRIBUTES(element)                                                        \
    ENTER("Event.System." element ".#attributes"), ENTER("Event.System." element "_attributes")
#define BOTH(element, field)                                                       \
    SYSTEM("Event.System." element, field), SYSTEM("Event.System." element ".#text", field)
#define PRESENT(element, part)  { "Event.System." element, ROLE_PRESENT, part, NULL }
static const dialect_row evtx_dump_rows[] = {
    ENTER("Event"), ENTER("Event.System"), PRESENT("Provider", PART_PROVIDER), ATTRIBUTES("Provider"),
    AT("Provider", "Name", PROVIDER), AT("Provider", "Guid", PROVIDER_GUID),
    AT("Provider", "EventSourceName", SOURCE_NAME),
    BOTH("EventID", ID), ATTRIBUTES("EventID"), AT("EventID", "Qualifiers", QUALIFIERS),
    SYSTEM("Event.System.Version", VERSION), SYSTEM("Event.System.Level", LEVEL),
    SYSTEM("Event.System.Task", TASK), SYSTEM("Event.System.Opcode", OPCODE),
    SYSTEM("Event.System.Keywords", KEYWORDS), PRESENT("TimeCreated", PART_TIME),
    ATTRIBUTES("TimeCreated"), AT("TimeCreated", "SystemTime", TIME),
    SYSTEM("Event.System.EventRecordID", EVENT_RECORD_ID), PRESENT("Correlation", PART_CORRELATION),
    ATTRIBUTES("Correlation"), AT("Correlation", "ActivityID", ACTIVITY),
    AT("Correlation", "RelatedActivityID", RELATED_ACTIVITY), PRESENT("Execution", PART_EXECUTION),
    ATTRIBUTES("Execution"), AT("Execution", "ProcessID", PROCESS_ID),
    AT("Execution", "ThreadID", THREAD_ID), BOTH("Channel", CHANNEL), BOTH("Computer", COMPUTER),
    PRESENT("Security", PART_SECURITY), ATTRIBUTES("Security"), AT("Security", "UserID", USER),
    { "Event.EventData", ROLE_CONTAINER, 0, "EventData" },
    { "Event.EventData.#attributes", ROLE_ATTRIBUTES, 0, NULL },
    { "Event.EventData.#text", ROLE_TEXT, 0, NULL },
    ENTER("Event.EventData_attributes"),
    UNNAMED("Event.EventData.Data"), UNNAMED("Event.EventData.Data.#text"),
    { "Event.EventData.Binary", ROLE_ELEMENT, 0, NULL }, { "Event.EventData.*", ROLE_DATA, 2, NULL },
    { "Event.UserData", ROLE_CONTAINER, 0, "UserData" },
    { "Event.UserData.*", ROLE_ELEMENT, 0, NULL },
    { "Event.ProcessingErrorData", ROLE_CONTAINER, 0, "ProcessingErrorData" },
    { "Event.ProcessingErrorData.*", ROLE_ELEMENT, 0, NULL },
    { "Event.DebugData", ROLE_CONTAINER, 0, "DebugData" },
    { "Event.DebugData.*", ROLE_ELEMENT, 0, NULL },
    { "Event.BinaryEventData", ROLE_CONTAINER, 0, "BinaryEventData" },
    { "Event.RenderingInfo", ROLE_CONTAINER, 0, "RenderingInfo" },
    { "Event.RenderingInfo.*", ROLE_ELEMENT, 0, NULL },
    SKIP("Event.#attributes"), SKIP("Event.#text"), SKIP("Event.System.*"),
    { "Event.*", ROLE_ELEMENT, 0, NULL }, SKIP("*"),
};

// Our own flat shape: `konseki events --format jsonl`.
static const char *const flat_markers[] = {
    "id|record_id", "time|record_id", "channel|provider|record_id", "data" };
static const dialect_row flat_rows[] = {
    SYSTEM("provider", PROVIDER), SYSTEM("provider_guid", PROVIDER_GUID),
    SYSTEM("source_name", SOURCE_NAME), SYSTEM("id", ID), SYSTEM("qualifiers", QUALIFIERS),
    SYSTEM("version", VERSION), SYSTEM("level", LEVEL), SYSTEM("task", TASK),
    SYSTEM("opcode", OPCODE), SYSTEM("keywords", KEYWORDS), SYSTEM("time", TIME),
    SYSTEM("event_record_id", EVENT_RECORD_ID), SYSTEM("activity_id", ACTIVITY),
    SYSTEM("related_activity_id", RELATED_ACTIVITY), SYSTEM("process_id", PROCESS_ID),
    SYSTEM("thread_id", THREAD_ID), SYSTEM("channel", CHANNEL), SYSTEM("computer", COMPUTER),
    SYSTEM("user_id", USER), { "record_id", ROLE_NUMBER, FLAT_RECORD_ID, NULL },
    { "number", ROLE_NUMBER, FLAT_NUMBER, NULL },
    { "found", ROLE_FOUND, 0, NULL }, { "damaged", ROLE_DAMAGED, 0, NULL },
    ENTER("data"), UNNAMED("data.Data"), { "data.*", ROLE_DATA, 2, NULL },
    { "RenderingInfo", ROLE_CONTAINER, 0, "RenderingInfo" },
    { "RenderingInfo.*", ROLE_ELEMENT, 0, NULL }, SKIP("*"),
};

// In the order in which they are tried: the narrow ones first.
const json_dialect dialects[] = {
    { "evtx_dump", MARKERS(evtx_dump_markers), ROWS(evtx_dump_rows), .is_zoned = true },
    { "winlogbeat", MARKERS(winlogbeat_markers), ROWS(winlogbeat_rows), .is_zoned = true },
    { "winlogbeat-6", MARKERS(winlogbeat6_markers), ROWS(winlogbeat6_rows), .is_zoned = true },
    { "nxlog", MARKERS(nxlog_markers), ROWS(nxlog_rows),
      .clocks = { "EventTime", "EventReceivedTime", "@timestamp", "UtcTime" } },
    { "get-winevent", MARKERS(get_winevent_markers), ROWS(get_winevent_rows),
      .clocks = { "TimeCreated", NULL, NULL, "UtcTime" } },
    { "konseki", MARKERS(flat_markers), ROWS(flat_rows), .is_zoned = true },
};
// clang-format on
const size_t dialect_count = countof(dialects);

// --- telling dialects apart

enum { path_size = 256, markers_most = 4 };

// Whether `path` is one of the marker's alternatives.
static bool is_marker(const char *marker, ks_str path)
{
    for (const char *at = marker; *at;) {
        size_t size = strcspn(at, "|");
        if (ks_str_equal((ks_str){ at, size }, path))
            return true;
        at += size + (at[size] == '|');
    }
    return false;
}

static void mark(unsigned *found, ks_str path)
{
    for (size_t i = 0; i < dialect_count; i++) {
        for (size_t j = 0; j < dialects[i].marker_count; j++) {
            if (is_marker(dialects[i].markers[j], path))
                found[i] |= 1u << j;
        }
    }
}

typedef struct {
    char bytes[path_size];
    size_t ends[markers_most]; // where the path of each open object ends
    size_t depth;
} open_path;

// Marks the member's path, and goes into its object where markers may lie deeper.
static bool look(json_text *t, json_string key, open_path *path, unsigned *found)
{
    size_t at = path->ends[path->depth - 1];
    ks_span skipped;
    if (key.bytes.size + 1 > path_size - at)
        return json_skip(t, &skipped);
    if (at)
        path->bytes[at++] = '.';
    memcpy(path->bytes + at, key.bytes.at, key.bytes.size);
    at += key.bytes.size;
    ks_str name = { path->bytes, at };
    mark(found, name);
    if (json_next(t) != '{' || path->depth == markers_most)
        return json_skip(t, &skipped);
    t->at++;
    path->ends[path->depth++] = ks_str_equal(name, KS_STR("_source")) ? 0 : at;
    return true;
}

u8 dialect_of(json_text record)
{
    unsigned found[countof(dialects)] = { 0 };
    json_text *t = &record;
    open_path path = { .depth = 1 };
    bool is_first = true;
    json_string key;
    if (!json_take(t, '{', "an object"))
        return dialect_none;
    while (path.depth > 0 && t->wanted == NULL) {
        if (json_next(t) == '}') {
            t->at++;
            path.depth--;
            is_first = false;
            continue;
        }
        if (!is_first && !json_take(t, ',', "a comma"))
            break;
        size_t depth = path.depth;
        if (!json_key_read(t, &key) || !look(t, key, &path, found))
            break;
        is_first = path.depth > depth;
    }
    for (size_t i = 0; i < dialect_count; i++) {
        if (found[i] == (1u << dialects[i].marker_count) - 1)
            return (u8)i;
    }
    return dialect_none;
}

const dialect_row *dialect_find(const json_dialect *d, ks_str path)
{
    const dialect_row *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < d->row_count; i++) {
        const dialect_row *row = &d->rows[i];
        size_t size = strlen(row->path);
        if (row->path[size - 1] != '*') {
            if (ks_str_equal((ks_str){ row->path, size }, path))
                return row;
        } else if (size >= longest + (best == NULL ? 0 : 1) && path.size >= size - 1 &&
                   (size == 1 || memcmp(path.at, row->path, size - 1) == 0)) {
            best = row;
            longest = size;
        }
    }
    return best;
}
