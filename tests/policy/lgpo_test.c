// LGPO text: planted faults, actions as entries of registry.pol, and the law.
#include "policy/lgpo.h"

#include "policy/planted.h"

// clang-format off
#define KEY "Computer\r\nSoftware\\Policies\\X\r\n"
static const planted faults[] = {
    { "a record of three lines", KEY "V\r\n\r\n" KEY "V\r\nDWORD:1\r\n", 0, "lgpo-cut", 1, 1, 0 },
    { "a record that does not begin with its scope", "; text\r\nMachine\r\n", 0, "lgpo-scope", 2, 1, 0 },
    { "an action in small letters", KEY "V\r\ndword:1\r\n", 0, "lgpo-action", 4, 1, 0 },
    { "an action that there is not", KEY "V\r\nREG_SZ:x\r\n", 0, "lgpo-action", 4, 1, 0 },
    { "a number that does not fit", KEY "V\r\nDWORD:4294967296\r\n", 0, "lgpo-number", 4, 1, 0 },
    { "bytes without commas", KEY "V\r\nBINARY:0102\r\n", 0, "lgpo-bytes", 4, 1, 0 },
    { "DELETEALLVALUES of a value", KEY "V\r\nDELETEALLVALUES\r\n", 0, "lgpo-star", 3, 1, 0 },
    { "a path with \\0", KEY "V\r\nSZ:C:\\0\\x\r\n", 0, "lgpo-nul", 4, 1, 0 },
    { "letters without a byte order mark", KEY "V\r\nSZ:監査\r\n", 0, "lgpo-encoding", 1, 1, 0 },
    { "both halves in one file", KEY "V\r\nDWORD:1\r\n\r\nUser\r\nK\r\nV\r\nDWORD:1\r\n", 0, "lgpo-mixed", 6, 1, 0 },
    { "a line of blanks between records", KEY "V\r\nDWORD:1\r\n  \r\n" KEY "W\r\nDWORD:1\r\n", 0, "lgpo-blank", 5, 1, 0 },
    { "a comment that is indented", KEY "V\r\nDWORD:1\r\n ; x\r\n", 0, "lgpo-blank", 5, 1, 0 },
    { "a size in bytes where KB are meant", "Computer\r\nSoftware\\Policies\\Microsoft\\Windows\\EventLog\\System\r\nMaxSize\r\nDWORD:67108864\r\n", 0, "value-bytes-for-kb", 4, 1, 0 },
};

static const struct {
    const char *sentence, *text, *name;
    u32 type;
    const char *data;
    size_t size;
} actions[] = {
    { "DWORD", KEY "V\r\nDWORD:258\r\n", "V", KS_REG_DWORD, "\2\1\0\0", 4 },
    { "a negative DWORD is its two's complement", KEY "V\r\nDWORD:-1\r\n", "V", KS_REG_DWORD, "\xff\xff\xff\xff", 4 },
    { "a hexadecimal DWORD", KEY "V\r\nDWORD:0x10\r\n", "V", KS_REG_DWORD, "\x10\0\0\0", 4 },
    { "SZ with escapes", KEY "V\r\nSZ:a\\\\b\\n\r\n", "V", KS_REG_SZ, "a\0\\\0b\0\\\0n\0\0\0", 12 },
    { "MULTISZ", KEY "V\r\nMULTISZ:a\\0b\r\n", "V", KS_REG_MULTI_SZ, "a\0\0\0b\0\0\0\0\0", 10 },
    { "an empty MULTISZ", KEY "V\r\nMULTISZ:\r\n", "V", KS_REG_MULTI_SZ, "\0\0", 2 },
    { "BINARY", KEY "V\r\nBINARY:01,ff\r\n", "V", KS_REG_BINARY, "\1\xff", 2 },
    { "DELETE", KEY "V\r\nDELETE\r\n", "**del.V", KS_REG_SZ, " \0\0\0", 4 },
    { "DELETEALLVALUES", KEY "*\r\nDELETEALLVALUES\r\n", "**delvals.", KS_REG_SZ, " \0\0\0", 4 },
    { "DELETEKEYS", KEY "A;B\r\nDELETEKEYS\r\n", "**DeleteKeys", KS_REG_SZ, "A\0;\0B\0\0\0", 8 },
    { "CREATEKEY", KEY "*\r\nCREATEKEY\r\n", "", KS_REG_NONE, "", 0 },
    { "the default value has an empty line for its name", KEY "\r\nSZ:x\r\n", "", KS_REG_SZ, "x\0\0\0", 4 },
};
// clang-format on

static void check_actions(ks_arena arena)
{
    for (size_t i = 0; i < countof(actions); i++) {
        ks_arena own = arena;
        ks_mistakes mistakes = { .arena = &own };
        ks_lgpo lgpo, again;
        ks_pol pol;
        ks_out out;
        ks_span bytes = { (const u8 *)actions[i].text, strlen(actions[i].text) };
        ks_span data = { (const u8 *)actions[i].data, actions[i].size };
        bool is_read = ks_lgpo_read(bytes, &own, &lgpo, &mistakes) && lgpo.count == 1 &&
                       ks_lgpo_pol(&lgpo, false, &own, &pol) && pol.count == 1;
        check(actions[i].sentence,
              is_read && mistakes.count == 0 &&
                  ks_str_equal(pol.entries[0].name, ks_str_of(actions[i].name)) &&
                  pol.entries[0].type == actions[i].type &&
                  ks_span_equal(pol.entries[0].data, data));
        bool is_written = is_read && ks_out_open(&out, &own, 4096) &&
                          ks_lgpo_write(&out, &pol, KS_STR("Computer"));
        bytes = (ks_span){ out.start, is_written ? ks_out_size(&out) : 0 };
        check("it is written and read back",
              is_written && ks_lgpo_read(bytes, &own, &again, &mistakes) && again.count == 1 &&
                  ks_span_equal(again.records[0].entry.data, data) &&
                  ks_str_equal(again.records[0].entry.name, pol.entries[0].name));
    }
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", 64 << 20))
        return 1;
    linted_rows(faults, countof(faults), ks_lgpo_lint, &arena);
    check_actions(arena);
    ks_arena_close(&arena);
    return checked();
}
