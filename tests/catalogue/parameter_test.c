// Values with %%nnnn, as audit events write them.
#include "catalogue/catalogue.h"

#include "test.h"

// clang-format off
static const struct { const char *sentence, *text; ks_lang lang; const char *expected; } rows[] = {
    { "one number becomes its words", "%%1937", KS_EN, "TokenElevationTypeFull (2)" },
    { "the full stop of a message is left out", "%%2313", KS_EN,
      "Unknown user name or bad password" },
    { "so is a Japanese one", "%%2313", KS_JA,
      "ユーザー名を認識できないか、またはパスワードが間違っています" },
    { "three dots stay", "%%1831", KS_EN, "..." },
    { "lines become items", "%%1537\r\n\t\t\t\t%%1538\r\n\t\t\t\t", KS_EN, "DELETE, READ_CONTROL" },
    { "a line break in front is no item", "\r\n\t\t%%2080\r\n\t\t%%2084", KS_EN,
      "Account Disabled, 'Normal Account' - Enabled" },
    { "numbers with a blank between them become items", "%%1537 %%1538", KS_EN,
      "DELETE, READ_CONTROL" },
    { "commas that are there are not doubled", "%%8448, %%8450", KS_EN,
      "Success removed, Failure removed" },
    { "a tab behind a colon is a blank", "%%1538:\t%%1804", KS_EN,
      "READ_CONTROL: Granted by Ownership" },
    { "words between numbers stay", "%%1538:\t%%1801\tD:(A;;RC;;;WD)", KS_EN,
      "READ_CONTROL: Granted by, D:(A;;RC;;;WD)" },
    { "names on lines become items", "SeDebugPrivilege\r\n\t\t\tSeTcbPrivilege", KS_EN,
      "SeDebugPrivilege, SeTcbPrivilege" },
    { "blanks between words stay", "a b", KS_EN, "a b" },
    { "an unknown number stays as it is", "%%8191", KS_EN, "%%8191" },
    { "a number with too many digits stays as it is", "%%15370000000", KS_EN, "%%15370000000" },
    { "percent signs without a number stay", "100%% %", KS_EN, "100%% %" },
    { "nothing is nothing", "", KS_EN, "" },
    { "blanks alone are nothing", " \r\n\t", KS_EN, "" },
};
// clang-format on

int main(void)
{
    ks_arena arena;
    ks_out out;
    if (!ks_arena_open(&arena, "test", 1 << 20) || !ks_out_open(&out, &arena, 1 << 12))
        return 1;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_out_clear(&out);
        ks_parameters_print(ks_str_of(rows[i].text), rows[i].lang, &out);
        ks_str printed = ks_out_str(&out);
        if (!check(rows[i].sentence, ks_str_equal(printed, ks_str_of(rows[i].expected))))
            remark("%.*s", (int)printed.size, printed.at);
    }
    return checked();
}
