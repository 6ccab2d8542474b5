// What the writer was told is what the reader tells: names, types, values, texts.
#include "evidence/evtx/write.h"

#include "evidence/evtx/reader.h"
#include "support/make_log.h"

#include "test.h"

enum { head_size = 4096, slot_size = 65536 };

// --- reading back: each event is given to a look

typedef struct {
    void (*look)(ks_event *event);
    size_t count;
} reading;

static void see(void *context, ks_event *event)
{
    reading *r = context;
    r->count++;
    r->look(event);
}

static void ignore_row(void *context, ks_ledger_row row)
{
    (void)context;
    (void)row;
}

static size_t read_bytes(ks_span bytes, void (*look)(ks_event *event))
{
    evtx_reader reader;
    reading r = { look, 0 };
    evtx_sink sink = { .context = &r, .event = see, .ledger = ignore_row };
    KS_ASSERT(evtx_reader_open(&reader, 1 << KS_XML, false));
    for (size_t offset = head_size; offset < bytes.size; offset += slot_size) {
        evtx_slot_summary summary = { 0 };
        evtx_reader_slot(&reader, (ks_span){ bytes.at + offset, slot_size },
                         &(evtx_slot_place){ .offset = offset }, &sink, &summary);
    }
    evtx_reader_close(&reader);
    return r.count;
}

static size_t read_back(made_log *log, void (*look)(ks_event *event))
{
    return read_bytes(make_log_end(log), look);
}

static bool has(ks_event *event, const char *name, u8 type, const char *text)
{
    ks_value v = ks_event_field(event, ks_str_of(name));
    return v.type == type && ks_value_equal(v, ks_str_of(text));
}

// --- a manifest event

static void look_at_manifest_event(ks_event *e)
{
    check("the id, the version and the channel are those of the event",
          ks_event_id(e) == 4688 && ks_event_number(e, KS_SYSTEM_VERSION) == 2 &&
              ks_value_equal(ks_event_system(e, KS_SYSTEM_CHANNEL), KS_STR("Security")));
    check("the record's number and times are kept",
          e->record_id == 7 && ks_event_ticks(e) == 133900000000000001 &&
              e->written_ticks == 133900000000000009 &&
              ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID) == 7);
    check("a SID is a SID", has(e, "SubjectUserSid", KS_SID, "S-1-5-21-1-2-3-1104"));
    check("a number is a number", has(e, "LogonId", KS_HEX64, "0x3e7") &&
                                      has(e, "Type", KS_UINT32, "3") &&
                                      has(e, "Small", KS_UINT8, "255"));
    check("a GUID is a GUID", has(e, "Guid", KS_GUID, "01234567-89AB-CDEF-0123-456789ABCDEF"));
    check("bytes are bytes", has(e, "Bytes", KS_BINARY, "00FF10"));
    check("a text of any script is itself",
          has(e, "Text", KS_STRING, "調査票.docx <&> \"\xf0\x9f\x98\x80\""));
    check("a field without a value is none", ks_event_field(e, KS_STR("None")).type == KS_NULL);
    check("the computer's name is there",
          ks_value_equal(ks_event_system(e, KS_SYSTEM_COMPUTER), KS_STR("host.example")));
}

static void a_manifest_event_is_read_back(void)
{
    made_log log = make_log(1 << 20);
    make_event(
        &log, &(ks_made_event){
                  .provider = "Microsoft-Windows-Security-Auditing",
                  .guid = "{54849625-5478-4994-a5ba-3e3b0328c30d}",
                  .channel = "Security",
                  .computer = "host.example",
                  .id = 4688,
                  .version = 2,
                  .ticks = 133900000000000001,
                  .written_ticks = 133900000000000009,
                  .record_id = 7,
                  MADE_FIELDS(KS_MADE_AS("SubjectUserSid", KS_SID, "S-1-5-21-1-2-3-1104"),
                              KS_MADE_NUMBER("LogonId", KS_HEX64, 0x3e7),
                              KS_MADE_NUMBER("Type", KS_UINT32, 3),
                              KS_MADE_NUMBER("Small", KS_UINT8, 255),
                              KS_MADE_AS("Guid", KS_GUID, "{01234567-89ab-cdef-0123-456789abcdef}"),
                              KS_MADE_AS("Bytes", KS_BINARY, "00ff10"),
                              KS_MADE_TEXT("Text", "調査票.docx <&> \"\xf0\x9f\x98\x80\""),
                              KS_MADE_NULL("None")),
              });
    check("one event is read back", read_back(&log, look_at_manifest_event) == 1);
}

// --- a classic event, one of UserData

static void look_at_classic_event(ks_event *e)
{
    check("insertion strings are unnamed data, in order",
          ks_value_equal(ks_event_unnamed(e, 0), KS_STR("10.00.")) &&
              ks_value_equal(ks_event_unnamed(e, 1), KS_STR("")) &&
              ks_value_equal(ks_event_unnamed(e, 2), KS_STR("再起動")));
    check("a classic event has qualifiers",
          ks_event_number(e, KS_SYSTEM_QUALIFIERS) == 0x8000 &&
              ks_event_system(e, KS_SYSTEM_OPCODE).type == KS_NULL);
}

static void look_at_user_data(ks_event *e)
{
    check("the leaves of UserData are fields", has(e, "SubjectUserName", KS_STRING, "tanaka") &&
                                                   has(e, "SubjectLogonId", KS_HEX64, "0x1234"));
    check("who logged it is there",
          ks_value_equal(ks_event_system(e, KS_SYSTEM_USER), KS_STR("S-1-5-18")));
}

static void other_shapes_are_read_back(void)
{
    made_log log = make_log(1 << 20);
    make_event(&log,
               &(ks_made_event){ .provider = "EventLog",
                                 .channel = "System",
                                 .computer = "H",
                                 .id = 6009,
                                 .qualifiers = 0x8000,
                                 .is_classic = true,
                                 MADE_FIELDS(KS_MADE_TEXT(NULL, "10.00."), KS_MADE_TEXT(NULL, ""),
                                             KS_MADE_TEXT(NULL, "再起動")) });
    check("a classic event is read back", read_back(&log, look_at_classic_event) == 1);
    log = make_log(1 << 20);
    make_event(&log,
               &(ks_made_event){ .provider = "Microsoft-Windows-Eventlog",
                                 .channel = "Security",
                                 .computer = "H",
                                 .user_sid = "S-1-5-18",
                                 .id = 1102,
                                 .user_data = "LogFileCleared",
                                 .user_data_namespace = "urn:example",
                                 MADE_FIELDS(KS_MADE_TEXT("SubjectUserName", "tanaka"),
                                             KS_MADE_NUMBER("SubjectLogonId", KS_HEX64, 0x1234)) });
    check("an event of UserData is read back", read_back(&log, look_at_user_data) == 1);
}

// --- templates with everything a test may want

static void look_at_instance(ks_event *e)
{
    check("an array in a template repeats its element",
          ks_value_equal(ks_event_unnamed(e, 0), KS_STR("5")) &&
              ks_value_equal(ks_event_unnamed(e, 1), KS_STR("6")));
}

static void a_template_may_be_given(void)
{
    ks_part id = { .kind = KS_PART_SUBSTITUTION, .index = 0, .type = KS_UINT16 };
    ks_part many = { .kind = KS_PART_SUBSTITUTION, .index = 1, .type = KS_UINT32 };
    ks_element event_id = { .name = KS_STR("EventID"), .content = &id };
    ks_element data = { .name = KS_STR("Data"), .content = &many };
    ks_part id_part = { .kind = KS_PART_ELEMENT, .element = &event_id };
    ks_part data_part = { .kind = KS_PART_ELEMENT, .element = &data };
    ks_element system = { .name = KS_STR("System"), .content = &id_part };
    ks_element event_data = { .name = KS_STR("EventData"), .content = &data_part };
    ks_part second = { .kind = KS_PART_ELEMENT, .element = &event_data };
    ks_part first = { .next = &second, .kind = KS_PART_ELEMENT, .element = &system };
    ks_element root = { .name = KS_STR("Event"), .content = &first };
    ks_element *all[] = { &event_id, &data, &system, &event_data, &root };
    for (size_t i = 0; i < countof(all); i++)
        all[i]->dependency = ks_no_dependency;
    ks_value values[] = { { (const u8 *)"\x07", 2, KS_UINT16 },
                          { (const u8 *)"\5\0\0\0\6\0\0", 8, KS_UINT32 | KS_ARRAY } };
    ks_evtx_instance instance = { .root = &root, .values = values, .value_count = 2 };
    made_log log = make_log(1 << 20);
    ks_fail fail = { 0 };
    KS_ASSERT(ks_evtx_write_instance(log.writer, &(ks_evtx_head){ 0 }, &instance, &fail));
    check("an event of a given template is read back", read_back(&log, look_at_instance) == 1);
}

// --- evidence that pretends

static void look_at_pretended_type(ks_event *e)
{
    ks_value v = ks_event_field(e, KS_STR("Number"));
    check("a type that only this program has does not come from evidence",
          v.type == KS_BINARY && v.size == 7);
    u8 bytes[4096 + ks_out_slack];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + 4096 };
    ks_day_cache days = { 0 };
    bool is_printed = ks_event_print(e, KS_JSON_FLAT, &out, &days);
    ks_out_byte(&out, '\0');
    check("what it holds is not printed as it is",
          is_printed && strstr((const char *)out.start, "1,\"x\":2") == NULL);
}

static void types_of_our_own_are_bytes(void)
{
    made_log log = make_log(1 << 20);
    make_event(&log, &(ks_made_event){ .provider = "P",
                                       .channel = "C",
                                       .computer = "H",
                                       MADE_FIELDS(KS_MADE_AS("Number", KS_ANSI, "1,\"x\":2")) });
    ks_span bytes = make_log_end(&log);
    static const u8 descriptor[] = { 7, 0, KS_ANSI, 0 };
    size_t patched = 0;
    for (size_t i = head_size; i + sizeof descriptor < bytes.size; i++)
        if (memcmp(bytes.at + i, descriptor, sizeof descriptor) == 0) {
            log.file->bytes[i + 2] = KS_NUMBER; // a number as an export wrote it
            patched++;
        }
    KS_ASSERT(patched == 1);
    check("such an event is read", read_bytes(bytes, look_at_pretended_type) == 1);
}

int main(void)
{
    a_manifest_event_is_read_back();
    other_shapes_are_read_back();
    a_template_may_be_given();
    types_of_our_own_are_bytes();
    return checked();
}
