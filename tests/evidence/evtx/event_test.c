// An event as later rooms see it: System values, own fields by name, and the flat shape of JSON
// (docs/events-json.md).
#include "evidence/evtx/reader.h"
#include "support/make_log.h"

#include "test.h"

static u64 ticks_of(const char *text)
{
    u64 ticks = 0;
    KS_ASSERT(ks_ticks_read(ks_str_of(text), 0, &ticks));
    return ticks;
}

typedef struct {
    size_t events;
    bool is_right[8];
    char json[4][2048];
} looked;

static bool field_is(ks_event *e, const char *name, const char *text)
{
    ks_value v = ks_event_field(e, ks_str_of(name));
    return text ? ks_value_equal(v, ks_str_of(text)) : v.type == KS_NULL;
}

static void on_event(void *context, ks_event *e)
{
    looked *l = context;
    u8 bytes[2048 + ks_out_slack];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + 2000 };
    ks_day_cache days = { 0 };
    size_t n = l->events++;
    if (n >= countof(l->json) || !ks_event_print(e, KS_JSON_FLAT, &out, &days))
        return;
    memcpy(l->json[n], out.start, ks_out_size(&out));
    l->json[n][ks_out_size(&out)] = 0;
    switch (n) {
    case 0:
        l->is_right[0] =
            ks_event_id(e) == 4688 &&
            ks_event_ticks(e) == ticks_of("2026-05-11T03:10:02.1234567Z") &&
            ks_event_number(e, KS_SYSTEM_PROCESS_ID) == 4 &&
            ks_value_equal(ks_event_system(e, KS_SYSTEM_CHANNEL), KS_STR("Security")) &&
            ks_value_equal(ks_event_system(e, KS_SYSTEM_COMPUTER), KS_STR("PC04")) &&
            ks_value_equal(ks_event_system(e, KS_SYSTEM_USER), KS_STR("S-1-5-18"));
        l->is_right[1] = field_is(e, "NewProcessName", "C:\\a \"b\".exe") &&
                         field_is(e, "ProcessId", "0x3e7") && field_is(e, "Absent", NULL);
        l->is_right[2] = field_is(e, "newprocessname", "C:\\a \"b\".exe");
        break;
    case 1:
        l->is_right[3] = ks_value_equal(ks_event_unnamed(e, 0), KS_STR("first")) &&
                         ks_value_equal(ks_event_unnamed(e, 2), KS_STR("third")) &&
                         ks_event_unnamed(e, 3).type == KS_NULL;
        l->is_right[4] = field_is(e, "Binary", "00FF");
        break;
    case 2: l->is_right[5] = field_is(e, "SubjectUserName", "tanaka"); break;
    default: break;
    }
}

static void on_row(void *context, ks_ledger_row row) { (void)context, (void)row; }

static const char security_guid[] = "{54849625-5478-4994-a5ba-3e3b0328c30d}";

static ks_span made(void)
{
    made_log log = make_log(1 << 20);
    make_event(&log,
               &(ks_made_event){ .provider = "Microsoft-Windows-Security-Auditing",
                                 .guid = security_guid,
                                 .channel = "Security",
                                 .computer = "PC04",
                                 .user_sid = "S-1-5-18",
                                 .ticks = ticks_of("2026-05-11T03:10:02.1234567Z"),
                                 .event_record_id = 88121,
                                 .keywords = 0x8020000000000000u,
                                 .process_id = 4,
                                 .thread_id = 88,
                                 .id = 4688,
                                 .task = 13312,
                                 .version = 2,
                                 MADE_FIELDS(KS_MADE_TEXT("NewProcessName", "C:\\a \"b\".exe"),
                                             KS_MADE_NUMBER("ProcessId", KS_HEX64, 0x3e7),
                                             KS_MADE_NUMBER("Elevated", KS_BOOL, 1),
                                             KS_MADE_NULL("None"), KS_MADE_TEXT("Empty", "")) });
    make_event(&log,
               &(ks_made_event){ .provider = "EventLog",
                                 .channel = "System",
                                 .computer = "PC04",
                                 .ticks = ticks_of("2026-05-11T03:11:00Z"),
                                 .id = 6009,
                                 .level = 4,
                                 .qualifiers = 32768,
                                 .keywords = 0x80000000000000,
                                 .is_classic = true,
                                 .binary = "00FF",
                                 MADE_FIELDS(KS_MADE_TEXT(NULL, "first"), KS_MADE_TEXT(NULL, ""),
                                             KS_MADE_TEXT(NULL, "third")) });
    make_event(&log, &(ks_made_event){ .provider = "Microsoft-Windows-Eventlog",
                                       .guid = "{fc65ddd8-d6ef-4962-83d5-6e5cfe9ce148}",
                                       .channel = "Security",
                                       .computer = "PC04",
                                       .ticks = ticks_of("2026-05-11T03:12:00Z"),
                                       .id = 1102,
                                       .level = 4,
                                       .task = 104,
                                       .keywords = 0x4020000000000000u,
                                       .user_data = "LogFileCleared",
                                       .user_data_namespace = "urn:log",
                                       MADE_FIELDS(KS_MADE_TEXT("SubjectUserName", "tanaka"),
                                                   KS_MADE_NUMBER("Count", KS_UINT32, 3)) });
    return make_log_end(&log);
}

int main(void)
{
    static looked l;
    evtx_reader reader;
    ks_span log = made();
    if (!check("a reader opens", evtx_reader_open(&reader, 1u << KS_JSON_FLAT, false)))
        return checked();
    evtx_slot_place place = { .offset = 4096 };
    evtx_sink sink = { .context = &l, .event = on_event, .ledger = on_row };
    evtx_slot_summary summary;
    evtx_reader_slot(&reader, (ks_span){ log.at + 4096, evtx_chunk_size }, &place, &sink, &summary);
    evtx_reader_close(&reader);

    check("three events are read", l.events == 3 && summary.records == 3);
    check("System values are there by name", l.is_right[0]);
    check("fields are there by name", l.is_right[1]);
    check("and ignoring case where no name fits exactly", l.is_right[2]);
    check("unnamed data are there by place", l.is_right[3]);
    check("Binary is a field", l.is_right[4]);
    check("fields of UserData are there by name", l.is_right[5]);
    static const char *const goldens[] = { "named", "classic", "user_data" };
    for (size_t i = 0; i < countof(goldens); i++) {
        char name[64] = "evidence/flat_";
        strcat(strcat(name, goldens[i]), ".json");
        check_golden("flat JSON is as docs/events-json.md shows it", name, l.json[i],
                     strlen(l.json[i]));
    }
    return checked();
}
