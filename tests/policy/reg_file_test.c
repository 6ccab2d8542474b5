// .reg files: what an import would do, what it would lose in silence, and the way back.
#include "policy/reg_file.h"

#include "base/number.h"

#include "test.h"

static ks_arena arena;
#define V5 "Windows Registry Editor Version 5.00\r\n\r\n"
#define K  "[HKEY_LOCAL_MACHINE\\Software\\x]\n"

static ks_reg_file read_text(const char *text)
{
    ks_reg_file file;
    ks_fail fail = { 0 };
    if (!ks_reg_read((ks_span){ (const u8 *)text, strlen(text) }, &arena, &file, &fail))
        check("the file was read", false);
    return file;
}

// "make K; set K|name|type=0a0b; delete K|name; remove K"
static const char *told(const ks_reg_file *file)
{
    static u8 bytes[4096];
    static const char *const words[] = { "make", "remove", "set", "delete" };
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    for (size_t i = 0; i < file->step_count; i++) {
        const ks_reg_step *step = &file->steps[i];
        if (i)
            KS_PUT(&out, "; ");
        ks_out_put(&out, ks_str_of(words[step->action]));
        if (step->action < KS_REG_SET) {
            KS_PUT(&out, " ");
            ks_out_put(&out, step->key);
            continue;
        }
        KS_PUT(&out, " ");
        ks_out_put(&out, step->value);
        if (step->action == KS_REG_SET) {
            KS_PUT(&out, "|");
            ks_out_u64(&out, step->type);
            KS_PUT(&out, "=");
            ks_out_hex_bytes(&out, step->data);
        }
    }
    *out.at = 0;
    return (const char *)bytes;
}

static void steps(void)
{
    const struct {
        const char *sentence, *text, *steps;
    } rows[] = {
        { "a key is made", V5 K, "make HKEY_LOCAL_MACHINE\\Software\\x" },
        { "root names in any case, trailing backslashes dropped", V5 "[hkey_users\\a\\]\n",
          "make hkey_users\\a" },
        { "a key is removed", V5 "[-HKEY_USERS\\a\\b\\c]\n", "remove HKEY_USERS\\a\\b\\c" },
        { "text, number and bytes",
          V5 "[HKEY_USERS\\a]\n\"s\"=\"x\\\\\\\"\"\n\"d\"=dword:1f\n\"b\"=hex:01, a ,ff\n@=\"\"\n",
          "make HKEY_USERS\\a; set s|1=78005C0022000000; set d|4=1F000000; set b|3=010AFF; "
          "set |1=0000" },
        { "types by number",
          V5 "[HKEY_USERS\\a]\n\"q\"=hex(b):1,2,3,4,5,6,7,8\n\"n\"=hex(0):\n"
             "\"x\"=hex(ffff0010):01\n",
          "make HKEY_USERS\\a; set q|11=0102030405060708; set n|0=; set x|4294901776=01" },
        { "a value is deleted", V5 "[HKEY_USERS\\a]\n \"v\" = - ; gone\n",
          "make HKEY_USERS\\a; delete v" },
        { "bytes over lines, with comments and empty lines between",
          V5 "[HKEY_USERS\\a]\n\"b\"=hex:\\\n  01,\\ ; one\n\n ;two\n  02\n\"c\"=dword:0\n",
          "make HKEY_USERS\\a; set b|3=0102; set c|4=00000000" },
        { "a comma at the end without a backslash ends the value",
          V5 "[HKEY_USERS\\a]\n\"b\"=hex:01,\n", "make HKEY_USERS\\a; set b|3=01" },
        { "a backslash at the end of the file ends the value",
          V5 "[HKEY_USERS\\a]\n\"b\"=hex:01,\\", "make HKEY_USERS\\a; set b|3=01" },
        { "lines end with CR alone", "REGEDIT4\r[HKEY_USERS\\a]\r\"d\"=dword:1\r",
          "make HKEY_USERS\\a; set d|4=01000000" },
        { "version 4 has texts in bytes", "REGEDIT4\n[HKEY_USERS\\a]\n\"e\"=hex(2):25,41\n",
          "make HKEY_USERS\\a; set e|2=250041000000" },
        { "values behind a removed key are lost",
          V5 "[-HKEY_USERS\\a\\b\\c]\n\"d\"=dword:1\n[HKEY_USERS\\b]\n",
          "remove HKEY_USERS\\a\\b\\c; make HKEY_USERS\\b" },
        { "a name in Japanese", V5 "[HKEY_USERS\\日本語]\n\"値\"=\"字\"\n",
          "make HKEY_USERS\\日本語; set 値|1=575B0000" },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        ks_reg_file file = read_text(rows[i].text);
        bool is_right = strcmp(told(&file), rows[i].steps) == 0;
        check(rows[i].sentence, is_right);
        if (!is_right)
            remark("%s", told(&file));
    }
}

static void faults(void)
{
    const struct {
        const char *sentence, *text;
        ks_reg_problem_kind kind;
        u32 line, column;
        size_t steps; // what is left
    } rows[] = {
        { "a header that Windows ignores", "REGEDIT5\n" K, KS_REG_IS_HEADER_IGNORED, 1, 1, 0 },
        { "a header that Windows refuses", "regedit4\n" K, KS_REG_IS_HEADER_WRONG, 1, 1, 0 },
        { "an empty line before the header", "\n" V5 K, KS_REG_IS_HEADER_WRONG, 1, 1, 0 },
        { "a blank behind the bracket", V5 "[ HKEY_USERS\\a]\n", KS_REG_IS_BAD_ROOT, 3, 2, 0 },
        { "an unknown root", V5 "[HKLM\\a]\n\"v\"=dword:1\n", KS_REG_IS_BAD_ROOT, 3, 2, 0 },
        { "no bracket at the end", V5 "[HKEY_USERS\\a\n", KS_REG_IS_NO_BRACKET, 3, 1, 0 },
        { "a value before any key", V5 "\"v\"=dword:1\n", KS_REG_IS_NO_KEY, 3, 1, 0 },
        { "a quotation mark is missing", V5 K "\"v\"=\"x\n", KS_REG_IS_NO_QUOTE, 4, 5, 1 },
        { "no equals sign", V5 K "\"v\" dword:1\n", KS_REG_IS_NO_EQUALS, 4, 5, 1 },
        { "a single backslash", V5 K "\"v\"=\"C:\\temp\"\n", KS_REG_IS_BAD_ESCAPE, 4, 8, 2 },
        { "text behind text", V5 K "\"v\"=\"x\" y\n", KS_REG_IS_BEHIND, 4, 9, 1 },
        { "a number sign behind a value is no comment", V5 K "\"v\"=dword:1 # one\n",
          KS_REG_IS_BEHIND, 4, 13, 1 },
        { "an unknown kind of data", V5 K "\"v\"=qword:1\n", KS_REG_IS_BAD_TYPE, 4, 5, 1 },
        { "nine digits", V5 K "\"v\"=dword:123456789\n", KS_REG_IS_BAD_DWORD, 4, 11, 1 },
        { "0x before a number", V5 K "\"v\"=dword:0x1\n", KS_REG_IS_BAD_DWORD, 4, 11, 1 },
        { "a byte of three digits", V5 K "\"v\"=hex:100\n", KS_REG_IS_BAD_BYTE, 4, 9, 1 },
        { "two commas", V5 K "\"v\"=hex:01,,02\n", KS_REG_IS_BAD_BYTE, 4, 12, 1 },
        { "a continuation without comma", V5 K "\"v\"=hex:01\\\n  ,02\n", KS_REG_IS_BAD_JOIN, 4, 11,
          1 },
        { "a key that an open value swallows", V5 K "\"v\"=hex:01,\\\n[HKEY_USERS\\b]\n",
          KS_REG_IS_SWALLOWED, 5, 1, 1 },
        { "a DWORD of two bytes", V5 K "\"v\"=hex(4):01,02\n", KS_REG_IS_BAD_SIZE, 4, 5, 2 },
        { "a text without its NUL", V5 K "\"v\"=hex(2):41,00\n", KS_REG_IS_NO_END, 4, 5, 2 },
        { "a key near the root is removed", V5 "[-HKEY_USERS\\a]\n", KS_REG_IS_NEAR_ROOT, 3, 3, 1 },
        { "a value that is set twice", V5 K "\"v\"=dword:1\n\"v\"=dword:2\n", KS_REG_IS_TWICE, 5, 1,
          3 },
        { "a line that is nothing", V5 K "# comment\n", KS_REG_IS_NO_LINE, 4, 1, 1 },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        ks_reg_file file = read_text(rows[i].text);
        const ks_reg_problem *p = file.problems;
        bool is_right = file.problem_count >= 1 && p->kind == rows[i].kind &&
                        p->line == rows[i].line && p->column == rows[i].column &&
                        file.step_count == rows[i].steps;
        check(rows[i].sentence, is_right);
        if (!is_right && file.problem_count)
            remark("kind %d at %u:%u, %zu steps", (int)p->kind, p->line, p->column,
                   file.step_count);
    }
    ks_fail fail = { 0 };
    ks_reg_file file;
    static const u8 wide[] = "W\0i\0n\0d";
    check("UTF-16 without its mark is told",
          ks_reg_read((ks_span){ wide, 8 }, &arena, &file, &fail) && file.problem_count == 1 &&
              file.problems[0].kind == KS_REG_IS_NO_MARK && file.step_count == 0);
}

static void writing(void)
{
    static const char text[] =
        "Windows Registry Editor Version 5.00\r\n\r\n"
        "[HKEY_LOCAL_MACHINE\\Software\\x]\r\n"
        "@=\"\xe6\x97\xa5 \\\"q\\\" \\\\\"\r\n"
        "\"d\"=dword:0000001f\r\n"
        "\"short\"=hex(4):01,02\r\n"
        "\"nul\"=hex(1):41,00,00,00,42,00,00,00\r\n"
        "\"bytes\"=hex:00,01,02,03,04,05,06,07,08,09,0a,0b,0c,0d,0e,0f,10,11,12,13,14,15,\\\r\n"
        "  16,17,18,19,1a,1b,1c,1d\r\n"
        "\"gone\"=-\r\n\r\n"
        "[-HKEY_LOCAL_MACHINE\\Software\\x\\y]\r\n\r\n";
    ks_reg_file file = read_text(text), again;
    ks_fail fail = { 0 };
    ks_span bytes = { 0 };
    check("a file as Windows writes it", file.step_count == 8 && file.problem_count == 1);
    bool is_written = ks_reg_write(&file, &arena, &bytes, &fail);
    u8 *back = ks_take(&arena, u8, sizeof text * 3);
    ks_out wide;
    bool has_room = ks_out_open(&wide, &arena, sizeof text * 3);
    if (has_room) {
        ks_out_bytes(&wide, "\xff\xfe", 2);
        ks_out_reg_encoded(&wide, KS_STR(text));
    }
    check("is written the same, byte by byte",
          is_written && back && has_room && ks_span_equal(ks_str_span(ks_out_str(&wide)), bytes));
    check("and read back to the same steps",
          ks_reg_read(bytes, &arena, &again, &fail) && again.step_count == file.step_count);
}

static void sentences(void)
{
    u8 bytes[1024];
    bool is_fine = true;
    for (size_t i = 0; i < (size_t)KS_REG_PROBLEM_COUNT * KS_LANG_COUNT; i++) {
        ks_reg_problem problem = { .kind = (ks_reg_problem_kind)(i / KS_LANG_COUNT),
                                   .text = KS_STR("x") };
        ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
        ks_reg_problem_say(&out, &problem, (ks_lang)(i % KS_LANG_COUNT));
        size_t said = ks_out_size(&out);
        ks_reg_problem_remedy(&out, &problem, (ks_lang)(i % KS_LANG_COUNT));
        is_fine = is_fine && said > 0 && ks_out_size(&out) > said;
    }
    check("every problem has its sentence and its remedy in both languages", is_fine);
}

int main(void)
{
    if (!ks_arena_open(&arena, "test", (size_t)1 << 26))
        return 1;
    steps();
    faults();
    writing();
    sentences();
    return checked();
}
