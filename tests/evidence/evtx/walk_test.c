// The walk over one slot: which records are found, how each of them was, and what the ledger says.
// Live ones, those that the header does not know yet, stale ones in the slack, hidden ones inside
// others, torn ones, and what lies between damaged bytes (reference: libevtx documentation,
// "Chunk"; eventlogedit as described by Fox-IT).
#include "support/make_chunk.h"
#include "support/read_chunk.h"

#include "test.h"

#include <stdio.h>

static made_chunk chunk;
static made_chunk *const c = &chunk;
static u32 marks[8]; // places that a maker remembers

static void three(void)
{
    for (u64 id = 1; id <= 3; id++) {
        marks[id] = c->at;
        plain_record(c, id, "7");
    }
}

// --- makers: return the slot
static ks_span whole(void)
{
    three();
    return chunk_end(c);
}

static ks_span zeros(void) { return (ks_span){ c->bytes, made_chunk_size }; }

static ks_span no_chunk(void)
{
    three();
    return (ks_span){ c->bytes, made_chunk_size };
}

static ks_span no_chunk_8_zeros(void)
{
    three();
    memcpy(c->bytes + 8, "stale", 5);
    return (ks_span){ c->bytes, made_chunk_size };
}

static ks_span slack(void)
{
    plain_record(c, 9, "1");
    u32 free_at = c->at;
    c->first_id = 0;
    plain_record(c, 4, "2"); // an older use of the buffer
    c->first_id = c->last_id = 9;
    return chunk_end_at(c, free_at);
}

static ks_span slack_behind_garbage(void)
{
    plain_record(c, 9, "1");
    u32 free_at = c->at;
    put_bytes(c, "garbage garbage ", 16);
    plain_record(c, 4, "2");
    c->first_id = c->last_id = 9;
    return chunk_end_at(c, free_at);
}

static ks_span unflushed(void)
{
    plain_record(c, 1, "1");
    u32 free_at = c->at;
    plain_record(c, 2, "2");
    plain_record(c, 3, "3");
    plain_record(c, 77, "4"); // not one more: of an older use
    c->last_id = 1;
    return chunk_end_at(c, free_at);
}

static ks_span hidden(void)
{
    three();
    // eventlogedit: the first record's size swallows the second; both sizes of it say so
    u32 size = marks[3] - marks[1];
    ks_store32(c->bytes + marks[1] + 4, size);
    ks_store32(c->bytes + marks[3] - 4, size);
    return chunk_end(c);
}

static ks_span hidden_leading_size(void)
{
    three();
    ks_store32(c->bytes + marks[1] + 4, marks[3] - marks[1]); // the copy is the swallowed one's
    return chunk_end(c);
}

static ks_span hidden_two(void)
{
    three();
    u32 size = c->at - marks[1];
    ks_store32(c->bytes + marks[1] + 4, size);
    ks_store32(c->bytes + c->at - 4, size);
    return chunk_end(c);
}

static ks_span excess(void)
{
    record_begin(c, 1);
    start(c, "Event");
    end(c);
    put8(c, 0);
    for (int i = 0; i < 40; i++)
        put8(c, 0);
    record_seal(c);
    return chunk_end(c);
}

static ks_span magic_in_padding(void)
{
    record_begin(c, 1);
    start(c, "Events"); // so long that 6 bytes of padding are left
    end(c);
    put8(c, 0);
    while ((c->at - c->record) % 8)
        put8(c, 0xcc);
    put32(c, 0x00002a2a); // seen in 494 records: padding is garbage
    put32(c, c->at - c->record + 4);
    ks_store32(c->bytes + c->record + 4, c->at - c->record);
    plain_record(c, 2, "1");
    return chunk_end(c);
}

static ks_span torn(void)
{
    three();
    // zeros from the middle of the last record to its end: a page that was not written
    memset(c->bytes + marks[3] + 60, 0, c->at - marks[3] - 60);
    return chunk_end(c);
}

static ks_span torn_behind_header(void)
{
    three();
    memset(c->bytes + marks[3] + 24, 0, c->at - marks[3] - 24);
    return chunk_end(c);
}

static ks_span bad_size(void)
{
    three();
    ks_store32(c->bytes + marks[2] + 4, 0);
    return chunk_end(c);
}

static ks_span size_beyond(void)
{
    three();
    ks_store32(c->bytes + marks[2] + 4, 0xffffffff);
    return chunk_end(c);
}

static ks_span bad_magic(void)
{
    three();
    memcpy(c->bytes + marks[2], "####", 4);
    return chunk_end(c);
}

static ks_span overlap(void)
{
    three();
    u32 size = marks[3] - marks[2];
    ks_store32(c->bytes + marks[2] + 4, size + 8); // reaches into the third record
    return chunk_end(c);
}

static ks_span no_event(void)
{
    record_begin(c, 1);
    record_end(c);
    return chunk_end(c);
}

static ks_span bad_header(void)
{
    ks_span slot = whole();
    c->bytes[200] ^= 1; // a bucket
    return slot;
}

static ks_span bad_records(void)
{
    ks_span slot = whole();
    c->bytes[marks[2] + 16] ^= 1; // a time
    return slot;
}

static ks_span no_checksums(void)
{
    ks_span slot = whole();
    ks_store32(c->bytes + 120, 5);
    ks_store32(c->bytes + 52, 0);
    ks_store32(c->bytes + 124, 0);
    return slot;
}

static ks_span free_beyond(void)
{
    ks_span slot = whole();
    ks_store32(c->bytes + 48, 0xfffffff0u);
    return slot;
}

static ks_span free_65536(void)
{
    three();
    return chunk_end_at(c, made_chunk_size); // some archives: zeros up to the end
}

static ks_span gap(void)
{
    plain_record(c, 1, "1");
    plain_record(c, 5, "2");
    return chunk_end(c);
}

static ks_span time_back(void)
{
    plain_record(c, 1, "1");
    plain_record(c, 2, "2");
    ks_store64(c->bytes + c->record + 16, 0x01d4000000000000u);
    return chunk_end(c);
}

static ks_span buckets_outside(void)
{
    whole();
    memset(c->bytes + 128, 0xff, 384);
    return chunk_end(c);
}

static ks_span partial(void)
{
    three();
    ks_span slot = chunk_end(c);
    slot.size = marks[3] + 10;
    return slot;
}

static ks_span header_only(void)
{
    (void)whole();
    return (ks_span){ c->bytes, 300 };
}

static const struct {
    const char *sentence;
    ks_span (*make)(void);
    bool recovered, is_dirty;
    const char *found;  // "id:word" of each event
    const char *ledger; // words
} rows[] = {
    { "the records of a whole chunk are live", whole, true, false, "1:live 2:live 3:live", "" },
    { "a slot of zeros is empty, and no damage", zeros, true, false, "", "" },
    { "a slot without a chunk is damage", no_chunk, false, false, "", "bad_slot" },
    { "records in it are carved", no_chunk, true, false, "1:carved 2:carved 3:carved",
      "bad_slot carved" },
    { "so they are in a slot that begins with zeros", no_chunk_8_zeros, true, false,
      "1:carved 2:carved 3:carved", "bad_slot carved" },
    { "slack is not read unasked", slack, false, false, "9:live", "" },
    { "records in the slack are older ones", slack, true, false, "9:live 4:slack", "slack" },
    { "so they are behind garbage", slack_behind_garbage, true, false, "9:live 4:slack", "slack" },
    { "behind the last record of a dirty log the ids go on", unflushed, false, true,
      "1:live 2:unflushed 3:unflushed", "unflushed" },
    { "a record whose id does not go on is not the log's", unflushed, true, true,
      "1:live 2:unflushed 3:unflushed 77:slack", "unflushed slack" },
    { "in a clean log they are slack", unflushed, true, false, "1:live 2:slack 3:slack 77:slack",
      "slack" },
    { "a record inside an enlarged one is hidden", hidden, true, false, "1:live 2:hidden 3:live",
      "hidden_record record_gap" },
    { "it is noticed unasked", hidden, false, false, "1:live 3:live", "hidden_record record_gap" },
    { "it is noticed when its own trailing size was left", hidden_leading_size, true, false,
      "1:torn 2:hidden 3:live", "torn_record hidden_record record_gap" },
    { "several records may be hidden in one", hidden_two, true, false, "1:live 2:hidden 3:hidden",
      "hidden_record hidden_record" },
    { "bytes behind the content that are no record are said", excess, true, false, "1:live",
      "unexplained_excess" },
    { "a magic in the padding is no record", magic_in_padding, true, false, "1:live 2:live", "" },
    { "a torn record is read up to the tear", torn, false, false, "1:live 2:live 3:torn",
      "torn_record" },
    { "of a record torn behind its header the header is known", torn_behind_header, false, false,
      "1:live 2:live 3:torn", "torn_record" },
    { "behind a size of 0 the next record is found", bad_size, false, false, "1:live 3:live",
      "skipped record_gap" },
    { "behind a size beyond the chunk the next record is found", size_beyond, false, false,
      "1:live 3:live", "skipped record_gap" },
    { "behind bytes that are no record the next one is found", bad_magic, false, false,
      "1:live 3:live", "skipped record_gap" },
    { "a size that reaches into the next record does not hide it", overlap, false, false,
      "1:live 2:torn 3:live", "torn_record" },
    { "a record without an element is known by its header", no_event, false, false, "1:live",
      "damaged_record" },
    { "a header checksum that is wrong is said", bad_header, false, false, "1:live 2:live 3:live",
      "header_checksum" },
    { "a records checksum that is wrong is said", bad_records, false, false, "1:live 2:live 3:live",
      "records_checksum" },
    { "chunks without checksums are sound", no_checksums, false, false, "1:live 2:live 3:live",
      "" },
    { "a free offset beyond the chunk is not believed", free_beyond, false, false,
      "1:live 2:live 3:live", "header_checksum records_checksum" },
    { "a chunk that is filled with zeros ends where they begin", free_65536, false, false,
      "1:live 2:live 3:live", "" },
    { "a gap in the ids is said", gap, false, false, "1:live 5:live", "record_gap" },
    { "time that goes back by more than an hour is said", time_back, false, false, "1:live 2:live",
      "time_backwards" },
    { "names are read without their buckets", buckets_outside, false, false, "1:live 2:live 3:live",
      "" },
    { "a chunk that is cut has its whole records", partial, false, false, "1:live 2:live",
      "records_checksum partial_slot" },
    { "less than a chunk's header is a cut slot", header_only, false, false, "", "partial_slot" },
};

static const char *words(const chunk_reading *r)
{
    static char text[1024];
    size_t size = 0;
    text[0] = 0;
    for (size_t i = 0; i < r->count && i < countof(r->found); i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%llu:%s", i ? " " : "",
                                 (unsigned long long)r->ids[i], ks_found_words[r->found[i]]);
    return text;
}

static bool same_words(const char *a, const char *b) // in any order
{
    char left[1024], word[64];
    snprintf(left, sizeof left, " %s ", b);
    if (strlen(a) != strlen(b))
        return false;
    for (int size = 0; sscanf(a, "%63s%n", word, &size) == 1; a += size) {
        char whole_word[70];
        snprintf(whole_word, sizeof whole_word, " %s ", word);
        char *found = strstr(left, whole_word);
        if (found == NULL)
            return false;
        memset(found + 1, '-', strlen(word));
    }
    return true;
}

static void walks(void)
{
    static chunk_reading r = { .format = KS_JSON_NESTED };
    for (size_t i = 0; i < countof(rows); i++) {
        chunk_begin(c);
        ks_span slot = rows[i].make();
        r.recovered = rows[i].recovered;
        r.is_dirty = rows[i].is_dirty;
        read_slot(&r, slot);
        bool is_right = check(rows[i].sentence, strcmp(words(&r), rows[i].found) == 0 &&
                                                    same_words(r.ledger, rows[i].ledger));
        if (!is_right)
            remark("found '%s', ledger '%s'", words(&r), r.ledger);
    }
}

// --- definitions that are gone
static made_definition definition;

static void template_record(u64 id, bool is_inline)
{
    record_begin(c, id);
    if (is_inline) {
        definition = definition_begin(c);
        start(c, "Event");
        start(c, "EventData");
        start_with(c, "Data", "Name");
        text(c, "Secret");
        attributes_end(c);
        hole(c, 0, 1);
        end(c);
        end(c);
        end(c);
        definition_end(c, &definition);
    } else {
        instance(c, &definition);
    }
    values(c, 1);
    describe(c, 4, 1);
    put_units(c, "ab");
    record_end(c);
}

static void gone(void)
{
    static chunk_reading r = { .format = KS_JSON_NESTED, .recovered = true };
    const char *known = "{\"Event\":{\"EventData\":{\"Secret\":\"ab\"}}}";
    const char *unknown = "{\"Event\":{\"EventData\":{\"value0\":\"ab\"}}}";

    chunk_begin(c);
    template_record(1, true);
    ks_span slot = chunk_end(c);
    r.has_library = true;
    read_slot(&r, slot);
    check("a record with its definition has the definition's names", strcmp(r.events, known) == 0);

    // the same id in another chunk, whose definition was overwritten
    chunk_begin(c);
    record_begin(c, 5);
    definition.offset = 0x3000;
    instance(c, &definition);
    values(c, 1);
    describe(c, 4, 1);
    put_units(c, "ab");
    record_end(c);
    slot = chunk_end(c);
    read_slot(&r, slot);
    check("a record whose definition is gone is read by one that was met before",
          strcmp(r.events, known) == 0 && r.differences == 0);
    r.has_library = false;
    read_slot(&r, slot);
    check("without one its values are kept, without names",
          strcmp(r.events, unknown) == 0 && r.differences == 0);

    // a definition in a later record
    chunk_begin(c);
    record_begin(c, 1);
    u32 reference = c->at + 6;
    definition = (made_definition){ .id = 0x1001, .offset = 0 };
    instance(c, &definition);
    values(c, 1);
    describe(c, 4, 1);
    put_units(c, "ab");
    record_end(c);
    c->counter = 0;
    template_record(2, true);
    ks_store32(c->bytes + reference, definition.offset);
    read_slot(&r, chunk_end(c));
    check("a definition may lie in a later record",
          r.count == 2 && strstr(r.events, known) == r.events);
}

static void reuse(void)
{
    static chunk_reading r = { .format = KS_JSON_NESTED };
    chunk_begin(c);
    for (u64 id = 1; id <= 2; id++) { // one GUID, two contents
        record_begin(c, id);
        c->counter = 0;
        definition = definition_begin(c);
        start(c, "Event");
        start(c, id == 1 ? "Good" : "Evil");
        hole(c, 0, 1);
        end(c);
        end(c);
        definition_end(c, &definition);
        values(c, 1);
        describe(c, 2, 1);
        put_units(c, "v");
        record_end(c);
    }
    read_slot(&r, chunk_end(c));
    check("one GUID with two contents is two templates",
          strcmp(r.events, "{\"Event\":{\"Good\":\"v\"}}\n{\"Event\":{\"Evil\":\"v\"}}") == 0);
}

// --- numbers that lie
static void lies(void)
{
    static chunk_reading r = { .format = KS_JSON_NESTED };
    chunk_begin(c);
    record_begin(c, 1);
    definition = definition_begin(c);
    empty(c, "Event");
    definition_end(c, &definition);
    values(c, 0xffffffffu);
    record_end(c);
    plain_record(c, 2, "1");
    read_slot(&r, chunk_end(c));
    check("a claim of four billion values costs one record",
          r.count == 2 && r.damaged == 1 && strstr(r.ledger, "damaged_record"));

    chunk_begin(c);
    record_begin(c, 1);
    definition = definition_begin(c);
    start(c, "Event");
    hole(c, 0, 1);
    end(c);
    definition_end(c, &definition);
    values(c, 1);
    describe(c, 0xffff, 1);
    put_units(c, "abc");
    record_end(c);
    plain_record(c, 2, "1");
    read_slot(&r, chunk_end(c));
    check("a text that runs out of its record is read up to there",
          r.count == 2 && r.damaged == 1 && strstr(r.events, "\"abc") != NULL);
    check("and nothing of the record behind it",
          strstr(r.events, "EventID\"") != NULL && strchr(r.events, '*') == NULL);
}

int main(void)
{
    walks();
    gone();
    reuse();
    lies();
    return checked();
}
