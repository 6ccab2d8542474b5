// The System part in the types that logs have: an export writes keywords as a signed decimal
// number, ids as text, levels as words; behind here they are what a log's record would hold.
#include "base/number.h"
#include "evidence/jsonlog/reader.h"

// Bytes of a number in the record's texts.
static ks_value number_value(ks_jsonlog *r, u64 number, u32 size, ks_value_type type)
{
    u8 *room = jsonlog_room(r, 8);
    if (room == NULL)
        return (ks_value){ 0 };
    ks_store64(room, number);
    r->text_at += 8;
    return (ks_value){ room, size, (u8)type };
}

// A number in decimal (a sign allowed: NXLog's keywords) or as 0x...
static bool number_of(ks_value v, u64 *number)
{
    if (v.type != KS_NUMBER && v.type != KS_UTF8)
        return false;
    ks_str text = { (const char *)v.at, v.size };
    bool is_negative = text.size > 1 && text.at[0] == '-';
    if (is_negative)
        text = (ks_str){ text.at + 1, text.size - 1 };
    if (!ks_u64_read(text, number))
        return false;
    if (is_negative)
        *number = 0 - *number;
    return true;
}

static const struct {
    u8 field, type, size;
} types[] = {
    { KS_SYSTEM_ID, KS_UINT16, 2 },         { KS_SYSTEM_QUALIFIERS, KS_UINT16, 2 },
    { KS_SYSTEM_VERSION, KS_UINT8, 1 },     { KS_SYSTEM_LEVEL, KS_UINT8, 1 },
    { KS_SYSTEM_TASK, KS_UINT16, 2 },       { KS_SYSTEM_OPCODE, KS_UINT8, 1 },
    { KS_SYSTEM_KEYWORDS, KS_HEX64, 8 },    { KS_SYSTEM_EVENT_RECORD_ID, KS_UINT64, 8 },
    { KS_SYSTEM_PROCESS_ID, KS_UINT32, 4 }, { KS_SYSTEM_THREAD_ID, KS_UINT32, 4 },
};

static void set(ks_jsonlog *r, ks_system_field field, ks_value v)
{
    r->values[field] = v;
    r->mask |= 1u << field;
}

void jsonlog_system(ks_jsonlog *r, ks_system_field field, ks_value v)
{
    u64 number = 0;
    set(r, field, v);
    for (size_t i = 0; i < countof(types); i++) {
        if (types[i].field != field || !number_of(v, &number))
            continue;
        // EvtRender's 32-bit event identifier: qualifiers above the id.
        if (field == KS_SYSTEM_ID && number > UINT16_MAX && number <= UINT32_MAX) {
            set(r, KS_SYSTEM_QUALIFIERS, number_value(r, number >> 16, 2, KS_UINT16));
            number &= UINT16_MAX;
        }
        if (types[i].size == 8 || number >> types[i].size * 8 == 0)
            r->values[field] = number_value(r, number, types[i].size, types[i].type);
    }
}

// Words of Windows' own, in the only language that is fixed (winmeta.xml). "Information" is also
// how Windows shows level 0; audits have it.
static const struct {
    const char *word;
    u8 field;
    u64 number;
} words[] = {
    { "critical", KS_SYSTEM_LEVEL, 1 },
    { "error", KS_SYSTEM_LEVEL, 2 },
    { "warning", KS_SYSTEM_LEVEL, 3 },
    { "information", KS_SYSTEM_LEVEL, 4 },
    { "verbose", KS_SYSTEM_LEVEL, 5 },
    { "Info", KS_SYSTEM_OPCODE, 0 },
    { "Start", KS_SYSTEM_OPCODE, 1 },
    { "Stop", KS_SYSTEM_OPCODE, 2 },
    { "Audit Failure", KS_SYSTEM_KEYWORDS, 0x0010000000000000 },
    { "Audit Success", KS_SYSTEM_KEYWORDS, 0x0020000000000000 },
    { "Correlation Hint", KS_SYSTEM_KEYWORDS, 0x0040000000000000 },
    { "Classic", KS_SYSTEM_KEYWORDS, 0x0080000000000000 },
};

static u64 number_so_far(const ks_jsonlog *r, ks_system_field field)
{
    u64 number = 0;
    return (r->mask >> field & 1) && ks_value_u64(r->values[field], &number) ? number : 0;
}

void jsonlog_words(ks_jsonlog *r, ks_system_field field, ks_value v)
{
    u64 number = 0;
    if (number_of(v, &number)) {
        jsonlog_system(r, field, v);
        return;
    }
    for (size_t i = 0; i < countof(words); i++) {
        if (words[i].field != field || !ks_value_equal_fold(v, ks_str_of(words[i].word)))
            continue;
        number = words[i].number;
        if (field == KS_SYSTEM_KEYWORDS) {
            number |= number_so_far(r, field);
            set(r, field, number_value(r, number, 8, KS_HEX64));
        } else {
            u32 size = field == KS_SYSTEM_TASK ? 2 : 1;
            set(r, field, number_value(r, number, size, size == 2 ? KS_UINT16 : KS_UINT8));
        }
    }
}

static bool moment_of(ks_value v, jsonlog_moment *moment)
{
    ks_str text = { (const char *)v.at, v.size };
    return v.type == KS_UTF8 && jsonlog_moment_read(text, moment);
}

// What this record's times are ahead of UTC. The record itself may tell (when it was received, by
// the exporter's clock and by the next one's); that is believed where it is the export's zone, or
// an hour beside it: summer time.
static i32 zone_of(const ks_jsonlog *r)
{
    i32 zone = r->block->has_zone ? r->block->zone_minutes : 0, own = 0;
    jsonlog_moment received, stamped;
    if (r->block->has_zone && moment_of(r->received, &received) && !received.has_zone &&
        moment_of(r->stamped, &stamped) &&
        jsonlog_zone_between(received.ticks, stamped.ticks, 90, &own) &&
        (own == zone + 60 || own == zone - 60))
        zone = own;
    return zone;
}

void jsonlog_time(ks_jsonlog *r)
{
    jsonlog_moment moment;
    if (!moment_of(r->values[KS_SYSTEM_TIME], &moment))
        return;
    if (!dialects[r->dialect].is_zoned) {
        i64 shift = (i64)zone_of(r) * 60 * ks_ticks_per_second;
        if (shift > 0 && moment.ticks < (u64)shift)
            return;
        moment.ticks -= (u64)shift;
    }
    set(r, KS_SYSTEM_TIME, number_value(r, moment.ticks, 8, KS_FILETIME));
}
