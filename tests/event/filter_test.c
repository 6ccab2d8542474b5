// Filters on one event: a process that was started on PC-17, found where the log says that it is.
#include "event/filter.h"

#include "test.h"

static ks_event_plan outer, payload;
static ks_plan_field fields[5];
static ks_value data[5];
static u8 handle[8] = { 0xa4, 1 };
static u8 many[] = { 1, 0, 0, 0, 2, 0, 0, 0 };
static ks_event event;

static void system_value(ks_system_field field, const char *text)
{
    outer.system[field] =
        (ks_slot){ .index = ks_slot_constant, .constant = ks_value_text(ks_str_of(text)) };
}

static void own_value(size_t i, const char *name, ks_value value)
{
    fields[i] = (ks_plan_field){ .name = ks_str_of(name), .slot = { .index = (u16)i } };
    data[i] = value;
}

static void make_event(ks_arena *arena)
{
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++)
        outer.system[i].index = ks_slot_constant;
    system_value(KS_SYSTEM_PROVIDER, "Microsoft-Windows-Security-Auditing");
    system_value(KS_SYSTEM_ID, "4688");
    system_value(KS_SYSTEM_LEVEL, "0");
    system_value(KS_SYSTEM_TIME, "2026-05-11T03:10:02.1234567Z");
    system_value(KS_SYSTEM_CHANNEL, "Security");
    system_value(KS_SYSTEM_COMPUTER, "PC-17.corp.example");
    outer.is_event = outer.has_plain_fields = payload.has_plain_fields = true;
    own_value(0, "CommandLine", ks_value_text(KS_STR("C:\\Tools\\Mimikatz.exe privilege::debug")));
    own_value(1, "NewProcessId", (ks_value){ handle, sizeof handle, KS_HEX64 });
    own_value(2, "Ids", (ks_value){ many, sizeof many, KS_ARRAY | KS_UINT32 });
    own_value(3, "id", ks_value_text(KS_STR("of its own")));
    own_value(4, "Empty", ks_value_text(KS_STR("")));
    payload.fields = fields;
    payload.field_count = countof(fields);
    event = (ks_event){ .outer = &outer,
                        .payload = &payload,
                        .data = data,
                        .data_count = countof(data),
                        .arena = arena,
                        .record_id = 88121,
                        .found = KS_LIVE };
}

typedef enum { CHANNEL, PROVIDER, ID, COMPUTER, LEVEL, FOUND, WHERE, SINCE, UNTIL } kind;
// clang-format off
static const struct {
    const char *sentence;
    kind kind;
    const char *word;
    bool fits;
} rows[] = {
    { "a channel by its name, ignoring case", CHANNEL, "security", true },
    { "a channel by a glob", CHANNEL, "Sec*", true },
    { "one of several channels", CHANNEL, "System,Security", true },
    { "another channel", CHANNEL, "System", false },
    { "a channel that is excluded", CHANNEL, "!Security", false },
    { "all channels but another", CHANNEL, "!System", true },
    { "an exclusion outranks an inclusion", CHANNEL, "*,!Sec*", false },
    { "a provider by a glob", PROVIDER, "*auditing", true },
    { "an id in a list", ID, "4624,4688", true },
    { "an id in a range", ID, "4600-4700", true },
    { "an id outside of a range", ID, "7000-7045", false },
    { "an id taken out of its range", ID, "4600-4700,!4688", false },
    { "a computer by its full name", COMPUTER, "pc-17.CORP.example", true },
    { "a computer by its host's name", COMPUTER, "PC-17", true },
    { "a computer of another domain", COMPUTER, "PC-17.other.example", false },
    { "level 0 is information, as Windows shows it", LEVEL, "information", true },
    { "a level by its number", LEVEL, "0", true },
    { "another level", LEVEL, "error,critical", false },
    { "a live record", FOUND, "live", true },
    { "a record of slack", FOUND, "slack,carved", false },
    { "since the same moment", SINCE, "2026-05-11T03:10:02.1234567Z", true },
    { "since a moment later", SINCE, "2026-05-11 03:11", false },
    { "until the day means its end", UNTIL, "2026-05-11", true },
    { "until the day before", UNTIL, "2026-05-10", false },
    { "a field by a glob", WHERE, "CommandLine~*mimi*", true },
    { "a field by its whole value, ignoring case", WHERE,
      "commandline = c:\\tools\\mimikatz.exe PRIVILEGE::debug", true },
    { "a star is a star where the whole value is meant", WHERE, "CommandLine=*mimi*", false },
    { "a field that is not so", WHERE, "CommandLine!~*powershell*", true },
    { "a field that is so, negated", WHERE, "CommandLine!~*mimi*", false },
    { "a hexadecimal value by its decimal number", WHERE, "NewProcessId=420", true },
    { "a hexadecimal value as it is written", WHERE, "NewProcessId=0x1a4", true },
    { "a number that is less", WHERE, "NewProcessId<421", true },
    { "a number that is not greater", WHERE, "NewProcessId>420", false },
    { "at least", WHERE, "NewProcessId>=420", true },
    { "at most", WHERE, "NewProcessId<=419", false },
    { "one value of several", WHERE, "Ids=2", true },
    { "none of several", WHERE, "Ids=3", false },
    { "an empty value", WHERE, "Empty=", true },
    { "a field that the event does not have is equal to nothing", WHERE, "Image=", false },
    { "and different from everything", WHERE, "Image!=x", true },
    { "a system field by its name in JSON", WHERE, "computer~PC-*", true },
    { "a system field comes before an own one of the name", WHERE, "id=4688", true },
    { "an own one is found behind data", WHERE, "data.id=of its own", true },
    { "a time", WHERE, "time<2026-05-12", true },
    { "the record's number", WHERE, "record_id=88121", true },
};
// clang-format on

// clang-format off
static const struct {
    const char *sentence;
    kind kind;
    const char *word;
    ks_reason reason;
} wrong[] = {
    { "an id that is no number is refused", ID, "four", KS_BAD_IDS },
    { "a range that goes backwards is refused", ID, "7045-7000", KS_BAD_IDS },
    { "an id that is over 16 bits is refused", ID, "4624,65536", KS_BAD_IDS },
    { "a range that ends over 16 bits is refused", ID, "7000-99999999999", KS_BAD_IDS },
    { "an empty word is refused", CHANNEL, "Security,,System", KS_BAD_NAMES },
    { "a level without a name is refused", LEVEL, "loud", KS_BAD_LEVELS },
    { "a way of finding that is not there is refused", FOUND, "lost", KS_BAD_FOUND },
    { "a test without a comparison is refused", WHERE, "CommandLine", KS_BAD_FILTER },
    { "a test without a field is refused", WHERE, "=x", KS_BAD_FILTER },
    { "an order of words is refused", WHERE, "CommandLine<abc", KS_BAD_FILTER },
    { "a lone exclamation mark is no comparison", WHERE, "CommandLine!x", KS_BAD_FILTER },
    { "a day that is not there is refused", SINCE, "2026-02-30", KS_BAD_TIME },
};
// clang-format on

static ks_filter_words words_of(kind of, const char *const *word)
{
    ks_filter_list list = { word, 1 };
    ks_filter_words words = { 0 };
    ks_filter_list *lists[] = { &words.channels, &words.providers, &words.ids,  &words.computers,
                                &words.levels,   &words.found,     &words.where };
    if (of == SINCE)
        words.since = *word;
    else if (of == UNTIL)
        words.until = *word;
    else
        *lists[of] = list;
    return words;
}

int main(void)
{
    ks_arena arena, of_event;
    if (!ks_arena_open(&arena, "run", 1 << 20) || !ks_arena_open(&of_event, "event", 1 << 20))
        return 1;
    make_event(&of_event);
    for (size_t i = 0; i < countof(rows); i++) {
        ks_filter_words words = words_of(rows[i].kind, &rows[i].word);
        ks_filter *filter = NULL;
        ks_fail fail = { 0 };
        bool is_made = ks_filter_make(&filter, &words, &arena, &fail) && filter;
        check(rows[i].sentence, is_made && (ks_filter_wants_system(filter, &event) &&
                                            ks_filter_wants(filter, &event)) == rows[i].fits);
    }
    for (size_t i = 0; i < countof(wrong); i++) {
        ks_filter_words words = words_of(wrong[i].kind, &wrong[i].word);
        ks_filter *filter = NULL;
        ks_fail fail = { 0 };
        check(wrong[i].sentence, !ks_filter_make(&filter, &words, &arena, &fail) &&
                                     fail.reason == wrong[i].reason && fail.text.size);
    }
    ks_filter *none = NULL;
    ks_fail fail = { 0 };
    check("an end before the beginning is refused",
          !ks_filter_make(&none, &(ks_filter_words){ .since = "2026-05-12", .until = "2026-05-11" },
                          &arena, &fail) &&
              fail.reason == KS_BAD_SPAN);
    check("one day from its beginning to its end is a span",
          ks_filter_make(&none, &(ks_filter_words){ .since = "2026-05-11", .until = "2026-05-11" },
                         &arena, &fail) &&
              none);
    check("no word is no filter",
          ks_filter_make(&none, &(ks_filter_words){ 0 }, &arena, &fail) && none == NULL);
    return checked();
}
