// See spell.h.
#include "rules/spell.h"

static void put_piece(ks_out *out, const ks_rule_piece *piece)
{
    switch (piece->kind) {
    case KS_PIECE_ANY: KS_PUT(out, "*"); return;
    case KS_PIECE_ONE: KS_PUT(out, "?"); return;
    case KS_PIECE_DASH: KS_PUT(out, "-"); return;
    case KS_PIECE_TEXT: break;
    }
    for (size_t i = 0; i < piece->text.size; i++) {
        char byte = piece->text.at[i];
        if (byte == '*' || byte == '?')
            KS_PUT(out, "\\");
        ks_out_byte(out, byte);
    }
}

void ks_rule_test_spell(ks_out *out, const ks_rule_test *test)
{
    static const char *const signs[] = { [KS_IS_EQUAL] = "= ",
                                         [KS_IS_LESS] = "< ",
                                         [KS_IS_AT_MOST] = "<= ",
                                         [KS_IS_MORE] = "> ",
                                         [KS_IS_AT_LEAST] = ">= " };
    if (test->kind == KS_TEST_TEXT) {
        for (u32 i = 0; i < test->piece_count; i++)
            put_piece(out, &test->pieces[i]);
        return;
    }
    bool is_regex = test->kind == KS_TEST_REGEX;
    if (test->kind == KS_TEST_COMPARE || test->kind == KS_TEST_TIME)
        ks_out_put(out, ks_str_of(signs[test->relation]));
    if (is_regex || test->kind == KS_TEST_FIELD)
        ks_out_put(out, is_regex ? KS_STR("/") : KS_STR("= "));
    ks_out_put(out, test->text);
    if (is_regex)
        KS_PUT(out, "/");
}

size_t ks_rule_test_spelled_most(const ks_rule_test *test)
{
    enum { signs_most = 8 };
    size_t size = test->text.size + signs_most;
    for (u32 i = 0; i < test->piece_count; i++)
        size += 2 * test->pieces[i].text.size + 1;
    return size;
}
