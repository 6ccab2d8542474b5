// The writer's bytes, looked at with nothing but the offsets of the format's description.
#include "evidence/evtx/write.h"

#include "support/make_log.h"

#include "test.h"

#include <stdio.h>

enum { head_size = 4096, chunk_bytes = 65536, records_at = 512 };

static const u8 *chunk_of(ks_span log, size_t slot)
{
    return log.at + head_size + slot * chunk_bytes;
}

static size_t chunks_of(ks_span log) { return (log.size - head_size) / chunk_bytes; }

// --- what a log must keep to

static bool is_header_right(ks_span log, u64 next_id)
{
    const u8 *b = log.at;
    return memcmp(b, "ElfFile", 8) == 0 && ks_load64(b + 8) == 0 &&
           ks_load64(b + 16) == chunks_of(log) - 1 && ks_load64(b + 24) == next_id &&
           ks_load32(b + 32) == 128 && ks_load16(b + 36) == 1 && ks_load16(b + 38) == 3 &&
           ks_load16(b + 40) == head_size && ks_load16(b + 42) == chunks_of(log) &&
           ks_load32(b + 124) == ks_crc32(0, (ks_span){ b, 120 });
}

static bool are_checksums_right(const u8 *chunk)
{
    size_t used = ks_load32(chunk + 48);
    u32 head = ks_crc32(0, (ks_span){ chunk, 120 });
    head = ks_crc32(head, (ks_span){ chunk + 128, 384 });
    return ks_load32(chunk + 124) == head &&
           ks_load32(chunk + 52) == ks_crc32(0, (ks_span){ chunk + records_at, used - records_at });
}

// Each record where the one before ends, sizes alike at both ends, ids rising by one.
static bool are_records_right(const u8 *chunk, u64 *next_id)
{
    size_t at = records_at, last = 0, used = ks_load32(chunk + 48);
    bool is_right = ks_load64(chunk + 24) == *next_id;
    while (is_right && at < used) {
        u32 size = ks_load32(chunk + at + 4);
        is_right = ks_load32(chunk + at) == 0x2a2a && size % 8 == 0 && size >= 32 &&
                   size <= used - at && ks_load32(chunk + at + size - 4) == size &&
                   ks_load64(chunk + at + 8) == *next_id;
        last = at;
        at += size;
        *next_id += 1;
    }
    return is_right && at == used && last == ks_load32(chunk + 44) &&
           ks_load64(chunk + 32) == *next_id - 1;
}

static u32 hash_units(const u8 *units, size_t count)
{
    u32 hash = 0;
    for (size_t i = 0; i < count; i++)
        hash = hash * 65599 + ks_load16(units + 2 * i);
    return hash;
}

// Every name hangs in the bucket of its hash, newest first; the names are counted.
static bool are_names_right(const u8 *chunk, size_t *count)
{
    bool is_right = true;
    for (u32 bucket = 0; bucket < 64; bucket++) {
        u32 before = chunk_bytes;
        for (u32 at = ks_load32(chunk + 128 + 4 * bucket); at; at = ks_load32(chunk + at)) {
            size_t units = ks_load16(chunk + at + 6);
            u32 hash = hash_units(chunk + at + 8, units);
            is_right &= at < before && hash % 64 == bucket &&
                        ks_load16(chunk + at + 4) == (u16)hash &&
                        ks_load16(chunk + at + 8 + 2 * units) == 0;
            before = at;
            ++*count;
        }
    }
    return is_right;
}

static bool are_templates_right(const u8 *chunk, size_t *count)
{
    bool is_right = true;
    for (u32 bucket = 0; bucket < 32; bucket++) {
        u32 before = chunk_bytes;
        for (u32 at = ks_load32(chunk + 384 + 4 * bucket); at; at = ks_load32(chunk + at)) {
            size_t size = ks_load32(chunk + at + 20);
            is_right &= at < before && hash_units(chunk + at + 4, 8) % 32 == bucket &&
                        ks_load32(chunk + at + 24) == 0x0001010f && // fragment header
                        chunk[at + 24 + size - 1] == 0 &&
                        ks_load32(chunk + at - 4) == at; // inline: refers to what follows
            before = at;
            ++*count;
        }
    }
    return is_right;
}

static void check_log(ks_span log, u64 first_id, u64 next_id)
{
    bool checksums = true, records = true, names = true, templates = true;
    u64 id = first_id;
    for (size_t i = 0; i < chunks_of(log); i++) {
        size_t name_count = 0, template_count = 0;
        const u8 *chunk = chunk_of(log, i);
        checksums &= are_checksums_right(chunk);
        records &= are_records_right(chunk, &id);
        names &= are_names_right(chunk, &name_count) && name_count > 10;
        templates &= are_templates_right(chunk, &template_count) && template_count > 1;
    }
    check("the header says what is there", is_header_right(log, next_id));
    check("both checksums of each chunk are right", checksums);
    check("records lie back to back with rising ids", records && id == next_id);
    check("names hang in the buckets of their hash", names);
    check("templates hang in the buckets of their GUID", templates);
}

// --- logs

static void add_process_start(made_log *log, u32 n)
{
    char path[64];
    snprintf(path, sizeof path, "C:\\Windows\\System32\\program%u.exe", n);
    make_event(log, &(ks_made_event){ .provider = "Microsoft-Windows-Security-Auditing",
                                      .guid = "{54849625-5478-4994-a5ba-3e3b0328c30d}",
                                      .channel = "Security",
                                      .computer = "host.example",
                                      .id = 4688,
                                      .version = 2,
                                      .task = 13312,
                                      .keywords = 0x8020000000000000,
                                      .ticks = 133900000000000000 + (u64)n * 10000001,
                                      .process_id = 4,
                                      .thread_id = 88,
                                      MADE_FIELDS(KS_MADE_AS("SubjectUserSid", KS_SID, "S-1-5-18"),
                                                  KS_MADE_NUMBER("NewProcessId", KS_HEX64, 0x1a4),
                                                  KS_MADE_TEXT("NewProcessName", path)) });
}

static void add_start_message(made_log *log)
{
    make_event(log, &(ks_made_event){
                        .provider = "EventLog",
                        .channel = "System",
                        .computer = "host.example",
                        .id = 6009,
                        .qualifiers = 0x8000,
                        .is_classic = true,
                        .level = 4,
                        .keywords = 0x80000000000000,
                        MADE_FIELDS({ .text = "10.00." }, { .text = "15063" }, { .text = "" }) });
}

static void many_records_fill_many_chunks(void)
{
    made_log log = make_log(4 << 20);
    for (u32 i = 0; i < 1000; i++) {
        add_process_start(&log, i);
        add_start_message(&log);
    }
    ks_span bytes = make_log_end(&log);
    check("two thousand records need more than one chunk", chunks_of(bytes) > 3);
    check_log(bytes, 1, 2001);
    size_t templates = 0;
    check("a chunk has each template once",
          are_templates_right(chunk_of(bytes, 0), &templates) && templates == 4);
}

static size_t find(ks_span in, const void *what, size_t size)
{
    for (size_t i = 0; i + size <= in.size; i++)
        if (memcmp(in.at + i, what, size) == 0)
            return i;
    return in.size;
}

static void values_lie_where_windows_has_them(void)
{
    made_log log = make_log(1 << 20);
    add_process_start(&log, 0);
    ks_span bytes = make_log_end(&log);
    const u8 *chunk = chunk_of(bytes, 0);
    // 18 descriptors: Level, Opcode, Task, EventID; Qualifiers NULL; Keywords; TimeCreated
    static const u8 descriptors[] = "\x12\0\0\0\1\0\4\0\1\0\4\0\2\0\6\0\2\0\6\0\0\0\0\0\x08\0\x15"
                                    "\0\x08\0\x11\0";
    ks_span all = { chunk, chunk_bytes };
    size_t at = find(all, descriptors, sizeof descriptors - 1);
    check("System's values have the indexes and types of Windows", at < chunk_bytes);
    const u8 *values = chunk + at + 4 + 18 * 4;
    check("the event id is the fourth value", at < chunk_bytes && ks_load16(values + 4) == 4688);
    check("the time is kept to 100 ns",
          at < chunk_bytes && ks_load64(values + 14) == 133900000000000000);
    static const u8 sid[] = "\1\1\0\0\0\0\0\5\x12\0\0\0";
    check("a SID is binary", find(all, sid, 12) < chunk_bytes);
}

static void a_template_is_named_by_its_content(void)
{
    u8 guids[3][4];
    for (u32 i = 0; i < 3; i++) {
        made_log log = make_log(1 << 20);
        if (i == 1)
            add_start_message(&log); // the same template at another offset, names known before
        make_event(&log, &(ks_made_event){ .provider = "P",
                                           .channel = "C",
                                           .computer = i == 2 ? "b.example" : "a.example",
                                           .id = 1,
                                           MADE_FIELDS(KS_MADE_TEXT("Name", "value")) });
        ks_span bytes = make_log_end(&log);
        const u8 *record = chunk_of(bytes, 0) + ks_load32(chunk_of(bytes, 0) + 44);
        memcpy(guids[i], record + 24 + 6, 4); // fragment header, token, 1
    }
    check("the same template has the same GUID in every chunk", !memcmp(guids[0], guids[1], 4));
    check("another computer's name is another template", memcmp(guids[0], guids[2], 4) != 0);
}

static void ids_and_numbers_are_given(void)
{
    made_log log = make_log_with(1 << 20, &(ks_evtx_options){ .first_number = 5, .flags = 1 });
    ks_made_event event = { .provider = "P", .channel = "C", .computer = "H", .record_id = 1742 };
    make_event(&log, &event);
    event.record_id = 1800;
    make_event(&log, &event);
    ks_span bytes = make_log_end(&log);
    const u8 *chunk = chunk_of(bytes, 0);
    check("the number counts in the file", ks_load64(chunk + 8) == 5 && ks_load64(chunk + 16) == 6);
    check("the ids are those that were given",
          ks_load64(chunk + 24) == 1742 && ks_load64(chunk + 32) == 1800);
    check("a dirty log can be made", ks_load32(bytes.at + 120) == 1);
}

// --- refusals

static bool write_text(made_log *log, size_t size, ks_fail *fail)
{
    char *text = ks_take(&log->arena, char, size + 1);
    KS_ASSERT(text);
    memset(text, 'a', size);
    ks_made_field field = KS_MADE_TEXT("Name", text);
    return ks_evtx_write_event(
        log->writer,
        &(ks_made_event){
            .provider = "P", .channel = "C", .computer = "H", .fields = &field, .field_count = 1 },
        fail);
}

static void what_does_not_fit_is_refused(void)
{
    made_log log = make_log_with(1 << 20, NULL);
    ks_arena texts;
    KS_ASSERT(ks_arena_open(&texts, "texts", 1 << 20));
    log.arena = texts; // the log's own belongs to the writer
    ks_fail fail = { 0 };
    check("a record of 60,000 bytes is written", write_text(&log, 30000, &fail));
    check("a second one gets a chunk of its own", write_text(&log, 30000, &fail));
    check("a value of 65,536 bytes is refused",
          !write_text(&log, 32768, &fail) && fail.reason == KS_BAD_SIZE);
    check("the refused one leaves no trace", write_text(&log, 8, &fail));
    ks_span bytes = make_log_end(&log);
    u64 id = 1;
    bool is_right = chunks_of(bytes) == 2 || chunks_of(bytes) == 3;
    for (size_t i = 0; i < chunks_of(bytes); i++)
        is_right &=
            are_checksums_right(chunk_of(bytes, i)) && are_records_right(chunk_of(bytes, i), &id);
    check("the log around it is whole", is_right && id == 4);
}

// A tree of that many elements, one inside the other.
static const ks_element *nested(size_t depth, ks_arena *arena)
{
    const ks_element *inside = NULL;
    while (depth--) {
        ks_element *e = ks_take(arena, ks_element, 1);
        ks_part *part = ks_take(arena, ks_part, 1);
        KS_ASSERT(e && part);
        *part = (ks_part){ .kind = inside ? KS_PART_ELEMENT : KS_PART_TEXT,
                           .text = KS_STR("text"),
                           .element = (ks_element *)(uintptr_t)inside };
        *e = (ks_element){ .name = KS_STR("E"), .content = part, .dependency = ks_no_dependency };
        inside = e;
    }
    return inside;
}

static void what_is_too_deep_is_refused(void)
{
    made_log log = make_log(1 << 20);
    ks_arena arena;
    ks_fail fail = { 0 };
    KS_ASSERT(ks_arena_open(&arena, "trees", 4 << 20));
    ks_evtx_head head = { .id = 3 };
    check("512 elements inside each other are written",
          ks_evtx_write_plain(log.writer, &head, nested(512, &arena), &fail));
    head.id = 4;
    check("513 are refused", !ks_evtx_write_plain(log.writer, &head, nested(513, &arena), &fail) &&
                                 fail.reason == KS_TOO_DEEP);
    check("a tree of values that is too deep is refused as well",
          !ks_evtx_write_tree(log.writer, &head, nested(513, &arena), &fail));
    ks_span bytes = make_log_end(&log);
    const u8 *record = chunk_of(bytes, 0) + records_at;
    check("a tree of texts has no template", record[24 + 4] == 0x01);
    u64 id = 3;
    check("the log around the refused ones is whole",
          are_checksums_right(chunk_of(bytes, 0)) && are_records_right(chunk_of(bytes, 0), &id) &&
              id == 4);
}

static void what_is_no_value_is_refused(void)
{
    static const ks_made_field wrong[] = {
        KS_MADE_AS("Sid", KS_SID, "S-1"),          KS_MADE_AS("Sid", KS_SID, "tanaka"),
        KS_MADE_AS("Guid", KS_GUID, "{54849625}"), KS_MADE_AS("Binary", KS_BINARY, "abc"),
        KS_MADE_AS("Binary", KS_BINARY, "zz"),
    };
    made_log log = make_log(1 << 20);
    bool is_refused = true;
    for (size_t i = 0; i < countof(wrong); i++) {
        ks_fail fail = { 0 };
        ks_made_event event = {
            .provider = "P", .channel = "C", .computer = "H", .fields = &wrong[i], .field_count = 1
        };
        is_refused &=
            !ks_evtx_write_event(log.writer, &event, &fail) && fail.reason == KS_BAD_VALUE;
    }
    check("a text that is no SID, GUID or hex is refused", is_refused);
}

static void a_file_gets_the_same_bytes(void)
{
    char path[512];
    snprintf(path, sizeof path, "%s/log.evtx", scratch());
    ks_file file = { -1 };
    ks_fail fail = { 0 };
    ks_arena arena;
    ks_evtx_writer *w;
    KS_ASSERT(ks_arena_open(&arena, "writer", 32 << 20));
    KS_ASSERT(ks_os_create(path, false, &file, &fail));
    KS_ASSERT(ks_evtx_writer_open(ks_evtx_file_sink(&file), NULL, &arena, &w, &fail));
    made_log log = make_log(1 << 20);
    ks_made_event event = { .provider = "P", .channel = "C", .computer = "H", .id = 1 };
    bool is_written = true;
    for (u32 i = 0; i < 300; i++) {
        make_event(&log, &event);
        is_written &= ks_evtx_write_event(w, &event, &fail);
    }
    is_written &= ks_evtx_writer_close(w, &fail);
    ks_span bytes = make_log_end(&log);
    static u8 found[1 << 20];
    size_t size = 0;
    is_written &= ks_os_read_at(file, 0, found, sizeof found, &size, &fail);
    ks_os_close(&file);
    check("a file gets the same bytes as memory",
          is_written && ks_span_equal(bytes, (ks_span){ found, size }));
}

static void an_empty_log_is_a_header(void)
{
    made_log log = make_log(1 << 20);
    ks_span bytes = make_log_end(&log);
    check("a log without records is a header without chunks", bytes.size == head_size &&
                                                                  ks_load16(bytes.at + 42) == 0 &&
                                                                  ks_load64(bytes.at + 24) == 1);
}

int main(void)
{
    many_records_fill_many_chunks();
    values_lie_where_windows_has_them();
    a_template_is_named_by_its_content();
    ids_and_numbers_are_given();
    what_does_not_fit_is_refused();
    what_is_too_deep_is_refused();
    what_is_no_value_is_refused();
    a_file_gets_the_same_bytes();
    an_empty_log_is_a_header();
    return checked();
}
