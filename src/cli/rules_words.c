// A rule's tests in sentences.
#include "cli/rules.h"

#include "base/number.h"
#include "message/visible.h"

enum { value_most = 400 };

static ks_note text_note(const ks_rule_test *t)
{
    bool first = t->piece_count && t->pieces[0].kind == KS_PIECE_ANY;
    bool last = t->piece_count && t->pieces[t->piece_count - 1].kind == KS_PIECE_ANY;
    u32 inner = t->piece_count - first - last;
    if (t->piece_count == 0)
        return KS_SAY_TEST_EMPTY;
    if (t->piece_count == 1 && first)
        return KS_SAY_TEST_EXISTS;
    if (inner != 1 || t->pieces[first].kind != KS_PIECE_TEXT)
        return KS_SAY_TEST_LIKE;
    return first && last ? KS_SAY_TEST_CONTAINS
           : first       ? KS_SAY_TEST_ENDS
           : last        ? KS_SAY_TEST_BEGINS
                         : KS_SAY_TEST_IS;
}

static void put_pieces(ks_out *out, const ks_rule_test *t, bool is_whole)
{
    for (u32 i = 0; i < t->piece_count; i++) {
        const ks_rule_piece *piece = &t->pieces[i];
        switch (piece->kind) {
        case KS_PIECE_TEXT: ks_out_visible(out, piece->text); break;
        case KS_PIECE_ANY: ks_out_put(out, is_whole ? KS_STR("*") : KS_STR("")); break;
        case KS_PIECE_ONE: KS_PUT(out, "?"); break;
        case KS_PIECE_DASH: KS_PUT(out, "[-/]"); break;
        }
    }
}

static ks_note relation_note(ks_rule_relation relation)
{
    switch (relation) {
    case KS_IS_EQUAL: return KS_SAY_TEST_IS_NUMBER;
    case KS_IS_LESS: return KS_SAY_TEST_LESS;
    case KS_IS_AT_MOST: return KS_SAY_TEST_AT_MOST;
    case KS_IS_MORE: return KS_SAY_TEST_MORE;
    case KS_IS_AT_LEAST: return KS_SAY_TEST_AT_LEAST;
    }
    return KS_SAY_TEST_IS_NUMBER;
}

static ks_note note_of(const ks_rule_test *t)
{
    static const ks_note likeness[] = { [KS_FIELD_EQUALS] = KS_SAY_TEST_FIELD_IS,
                                        [KS_FIELD_STARTS] = KS_SAY_TEST_FIELD_BEGINS,
                                        [KS_FIELD_ENDS] = KS_SAY_TEST_FIELD_ENDS,
                                        [KS_FIELD_CONTAINS] = KS_SAY_TEST_FIELD_CONTAINS };
    switch (t->kind) {
    case KS_TEST_TEXT: return text_note(t);
    case KS_TEST_NUMBER: return KS_SAY_TEST_IS_NUMBER;
    case KS_TEST_COMPARE:
    case KS_TEST_TIME: return relation_note(t->relation);
    case KS_TEST_REGEX: return KS_SAY_TEST_REGEX;
    case KS_TEST_NETWORK: return KS_SAY_TEST_NETWORK;
    case KS_TEST_NULL: return KS_SAY_TEST_NULL;
    case KS_TEST_EXISTS: return t->is_wanted ? KS_SAY_TEST_EXISTS : KS_SAY_TEST_ABSENT;
    case KS_TEST_FIELD: return likeness[t->likeness];
    case KS_TEST_LENGTH: return KS_SAY_TEST_LENGTH;
    case KS_TEST_KIND_COUNT: break;
    }
    return KS_SAY_TEST_IS;
}

static const ks_note part_notes[] = {
    [KS_PART_MINUTE] = KS_SAY_TEST_MINUTE, [KS_PART_HOUR] = KS_SAY_TEST_HOUR,
    [KS_PART_DAY] = KS_SAY_TEST_DAY,       [KS_PART_WEEK] = KS_SAY_TEST_WEEK,
    [KS_PART_MONTH] = KS_SAY_TEST_MONTH,   [KS_PART_YEAR] = KS_SAY_TEST_YEAR
};

static void put_value(ks_out *out, const ks_rule_test *t, ks_note note)
{
    if (t->kind == KS_TEST_TEXT)
        put_pieces(out, t, note == KS_SAY_TEST_LIKE);
    else if (t->kind == KS_TEST_LENGTH)
        ks_out_u64(out, t->number.size);
    else
        ks_out_visible(out, t->text);
}

// What does not fit is cut, and says so.
static ks_str cut(ks_out *value)
{
    if (!value->is_full)
        return ks_out_str(value);
    while (value->at > value->start && (value->at[-1] & 0xc0) == 0x80)
        value->at--;
    if (value->at > value->start && value->at[-1] >= 0x80)
        value->at--;
    value->end += 3;
    value->is_full = false;
    KS_PUT(value, "…");
    return ks_out_str(value);
}

void ruleset_put_test(ks_out *out, const ks_rule_test *test, ks_lang lang)
{
    u8 value_bytes[value_most + 3], name_bytes[value_most + 3];
    ks_out value = { .at = value_bytes, .start = value_bytes, .end = value_bytes + value_most };
    ks_out name = { .at = name_bytes, .start = name_bytes, .end = name_bytes + value_most };
    ks_note note = note_of(test);
    put_value(&value, test, note);
    if (test->field.size == 0)
        ks_say(&name, KS_SAY_TEST_ANY_FIELD, NULL, lang);
    else if (test->kind == KS_TEST_TIME)
        ks_say(&name, part_notes[test->part], &(ks_words){ .text = { test->field } }, lang);
    else
        ks_out_visible(&name, test->field);
    ks_str field = cut(&name);
    ks_say(out, note, &(ks_words){ .text = { field, cut(&value) } }, lang);
    if (test->is_cased && (test->kind == KS_TEST_TEXT || test->kind == KS_TEST_FIELD))
        ks_say(out, KS_SAY_TEST_CASED, NULL, lang);
}

// --- the tree

static void put_line(ks_out *out, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        KS_PUT(out, "  ");
    KS_PUT(out, "- ");
}

// How many lines of one list are shown.
enum { parts_most = 12, depth_most = 1024 };

static void put_node(ks_out *out, const ks_rule_node *node, const ruleset_words *how,
                     unsigned depth)
{
    static const ks_note heads[] = { [KS_RULE_ALL] = KS_SAY_RULES_ALL,
                                     [KS_RULE_ANY] = KS_SAY_RULES_ANY,
                                     [KS_RULE_NOT] = KS_SAY_RULES_NOT };
    put_line(out, depth);
    if (node->kind == KS_RULE_TEST) {
        ruleset_put_test(out, node->test, how->lang);
        KS_PUT(out, "\n");
        return;
    }
    ks_say(out, heads[node->kind], NULL, how->lang);
    if (node->name.size) {
        KS_PUT(out, " (");
        ks_out_visible(out, node->name);
        KS_PUT(out, ")");
    }
    KS_PUT(out, "\n");
    for (u32 i = 0; i < node->part_count && depth < depth_most; i++) {
        if (i == parts_most && !how->shows_all && node->part_count > parts_most + 1) {
            put_line(out, depth + 1);
            ks_say(out, KS_SAY_RULES_MORE, &(ks_words){ .number = { (i64)(node->part_count - i) } },
                   how->lang);
            KS_PUT(out, "\n");
            return;
        }
        put_node(out, node->parts[i], how, depth + 1);
    }
}

void ruleset_put_condition(ks_out *out, const ks_rule_node *node, const ruleset_words *how)
{
    put_node(out, node, how, 1);
}
