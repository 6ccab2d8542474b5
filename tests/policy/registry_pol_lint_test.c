// Faults planted in registry.pol, each found at its offset.
#include "policy/registry_pol.h"

#include "policy/planted.h"

// clang-format off
#define HEAD "PReg\1\0\0\0"
#define S    ";\0"
#define KEY  "[\0A\0\\\0B\0\0\0" S
#define SOFT "[\0S\0o\0f\0t\0w\0a\0r\0e\0\\\0P\0o\0l\0i\0c\0i\0e\0s\0\\\0A\0\0\0" S
#define V    "V\0\0\0" S
#define DWORD(n) "\4\0\0\0" S "\4\0\0\0" S n "\0\0\0]\0"
#define WHOLE HEAD SOFT V DWORD("\1")
#define SZ   "\1\0\0\0" S
#define MULTI "\7\0\0\0" S
#define ROW(sentence, bytes, id, offset) { sentence, bytes, sizeof(bytes) - 1, id, 0, 0, offset }

static const planted rows[] = {
    ROW("a file that does not begin with PReg is skipped whole", "REGF\1\0\0\0", "pol-signature", 0),
    ROW("another version is skipped whole", "PReg\2\0\0\0", "pol-version", 4),
    ROW("an entry begins with a bracket", HEAD "{\0A\0", "pol-delimiter", 8),
    ROW("a wrong size shows as a missing bracket behind the data",
        HEAD SOFT V "\4\0\0\0" S "\5\0\0\0" S "\1\0\0\0]\0\0\0", "pol-delimiter", 75),
    ROW("a file may be cut anywhere", HEAD SOFT V "\4\0", "pol-truncated", 60),
    ROW("a key needs an end", HEAD "[\0A\0", "pol-unterminated", 10),
    ROW("a size past the end of the file is told with what is missing",
        HEAD SOFT V SZ "\xff\0\0\0" S "A\0\0\0]\0", "pol-size-past-end", 64),
    ROW("half a surrogate pair in a name", HEAD SOFT "\x3d\xd8\0\0" S DWORD("\1"), "pol-surrogate", 52),
    ROW("a REG_DWORD of two bytes", HEAD SOFT V "\4\0\0\0" S "\2\0\0\0" S "\1\0]\0", "pol-number-size", 64),
    ROW("a REG_SZ without NUL", HEAD SOFT V SZ "\2\0\0\0" S "A\0]\0", "pol-no-nul", 70),
    ROW("a REG_SZ of three bytes", HEAD SOFT V SZ "\3\0\0\0" S "A\0\0]\0", "pol-odd-size", 70),
    ROW("a NUL inside of a REG_SZ", HEAD SOFT V SZ "\6\0\0\0" S "A\0\0\0B\0" "]\0", "pol-no-nul", 70),
    ROW("a NUL inside of a REG_SZ that ends well", HEAD SOFT V SZ "\x8\0\0\0" S "A\0\0\0B\0\0\0]\0", "pol-inner-nul", 72),
    ROW("a REG_MULTI_SZ with one NUL only", HEAD SOFT V MULTI "\4\0\0\0" S "A\0\0\0]\0", "pol-multi-end", 70),
    ROW("an empty text inside a REG_MULTI_SZ", HEAD SOFT V MULTI "\xc\0\0\0" S "A\0\0\0\0\0B\0\0\0\0\0]\0", "pol-multi-empty", 74),
    ROW("a key that names its root", HEAD "[\0H\0K\0L\0M\0\\\0A\0\0\0" S V DWORD("\1"), "pol-key-root", 10),
    ROW("a key that ends with a backslash", HEAD "[\0A\0\\\0\0\0" S V DWORD("\1"), "pol-key-backslash", 10),
    ROW("**delvals. behind what it deletes",
        WHOLE SOFT "*\0*\0d\0e\0l\0v\0a\0l\0s\0.\0\0\0" S SZ "\4\0\0\0" S " \0\0\0]\0", "pol-delvals-after", 120),
    ROW("a value that is set twice", WHOLE SOFT V DWORD("\2"), "pol-duplicate", 76),
    ROW("a value that is set twice to the same", WHOLE SOFT V DWORD("\1"), "pol-repeated", 76),
    ROW("a mistyped action is a value of that name", HEAD SOFT "*\0*\0d\0e\0l\0e\0t\0e\0V\0\0\0" S DWORD("\1"), "pol-special", 52),
    ROW("an action with one star", HEAD SOFT "*\0d\0e\0l\0.\0V\0\0\0" S DWORD("\1"), "pol-special", 52),
    ROW("a deletion of the type REG_DWORD", HEAD SOFT "*\0*\0d\0e\0l\0.\0V\0\0\0" S DWORD("\1"), "pol-special-type", 70),
    ROW("a deletion with other data than Windows writes",
        HEAD SOFT "*\0*\0d\0e\0l\0.\0V\0\0\0" S SZ "\2\0\0\0" S "\0\0]\0", "pol-special-data", 82),
    ROW("a type that policies do not have", HEAD SOFT V "\x63\0\0\0" S "\0\0\0\0" S "]\0", "pol-type", 58),
    ROW("a value outside of the policy keys stays", HEAD KEY V DWORD("\1"), "pol-tattoo", 10),
};
// clang-format on

static void lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_pol_lint(bytes, (ks_str){ 0 }, arena, mistakes);
}

typedef struct {
    const char *sentence, *path, *key, *name;
    u32 type, number;
    const char *id; // NULL: nothing is wrong
} value_row;

// clang-format off
#define LOG "Software\\Policies\\Microsoft\\Windows\\EventLog\\Security"
#define CHANNEL "Software\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-PowerShell/Operational"
static const value_row values[] = {
    { "the policy's size of a log is in KB", "Machine/registry.pol", LOG, "MaxSize", KS_REG_DWORD, 196608, NULL },
    { "bytes where KB are meant", "Machine/registry.pol", LOG, "MaxSize", KS_REG_DWORD, 201326592, "value-bytes-for-kb" },
    { "the channel's own size is in bytes", "", CHANNEL, "MaxSize", KS_REG_DWORD, 67108864, NULL },
    { "KB where bytes are meant", "", CHANNEL, "MaxSize", KS_REG_DWORD, 65536, "value-kb-for-bytes" },
    { "a log's size comes in blocks of 64 KB", "", CHANNEL, "MaxSize", KS_REG_DWORD, 67108865, "value-size-blocks" },
    { "Retention is a text", "Machine/registry.pol", LOG, "Retention", KS_REG_DWORD, 0, "value-type" },
    { "a number outside of what the reader knows", "", "System\\CurrentControlSet\\Control\\Lsa", "LmCompatibilityLevel", KS_REG_DWORD, 9, "value-range" },
    { "a setting of the machine in the user's half", "User/registry.pol", LOG, "MaxSize", KS_REG_DWORD, 32768, "value-root" },
    { "a setting of the user in the machine's half", "gpo/Machine/registry.pol", "Software\\Policies\\Microsoft\\Office\\16.0\\Word\\Security", "VBAWarnings", KS_REG_DWORD, 3, "value-root" },
};
// clang-format on

static void check_value(const value_row *row, ks_arena arena)
{
    ks_pol_entry entry = { .key = ks_str_of(row->key),
                           .name = ks_str_of(row->name),
                           .type = row->type,
                           .data = ks_pol_number_data(row->number, &arena) };
    ks_pol pol = { &entry, 1 };
    ks_out out;
    if (!ks_out_open(&out, &arena, ks_pol_write_size(&pol)))
        return;
    ks_pol_write(&out, &pol);
    ks_mistakes mistakes = { .arena = &arena };
    ks_pol_lint((ks_span){ out.start, ks_out_size(&out) }, ks_str_of(row->path), &arena, &mistakes);
    const char *found = NULL;
    for (const ks_mistake *m = mistakes.first; m; m = m->next)
        if (m->kind->level != KS_MISTAKE_NOTE)
            found = m->kind->id;
    check(row->sentence, row->id ? found && strcmp(found, row->id) == 0 : !found);
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", 64 << 20))
        return 1;
    linted_rows(rows, countof(rows), lint, &arena);
    for (size_t i = 0; i < countof(values); i++)
        check_value(&values[i], arena);
    ks_arena_close(&arena);
    return checked();
}
