// See check.h. Meanings: Sigma specification 2.1.0, "Modifiers"; the judge is the measure.
#include "rules/check.h"

#include "base/fold.h"
#include "base/text.h"

// --- making

static ks_str folded_copy(ks_arena *arena, ks_str text)
{
    u8 *to = ks_take(arena, u8, rules_fold_most(text.size));
    if (to == NULL)
        return (ks_str){ 0 };
    rules_text made = rules_fold(to, text);
    return (ks_str){ (const char *)made.at, made.size };
}

static bool copy_pieces(rules_check *c, const ks_rule_test *test, ks_arena *arena)
{
    ks_rule_piece *pieces = ks_take(arena, ks_rule_piece, test->piece_count + 1);
    if (pieces == NULL)
        return false;
    for (u32 i = 0; i < test->piece_count; i++) {
        pieces[i] = test->pieces[i];
        if (pieces[i].kind != KS_PIECE_TEXT || test->is_cased)
            continue;
        pieces[i].text = folded_copy(arena, test->pieces[i].text);
        if (pieces[i].text.at == NULL)
            return false;
    }
    c->pieces = pieces;
    c->piece_count = test->piece_count;
    return true;
}

// Where the i-th piece stands, as far as the kinds of literals tell.
static rules_literal_kind place_of(const rules_check *c, u32 i)
{
    bool is_first = i == 0, is_last = i + 1 == c->piece_count;
    return is_first && is_last ? RULES_WHOLE
           : is_first          ? RULES_STARTS
           : is_last           ? RULES_ENDS
                               : RULES_CONTAINS;
}

static bool hint_at_pieces(rules_check *c, ks_arena *arena)
{
    u32 best = UINT32_MAX;
    for (u32 i = 0; i < c->piece_count; i++) {
        bool is_better = c->pieces[i].kind == KS_PIECE_TEXT &&
                         (best == UINT32_MAX || c->pieces[i].text.size > c->pieces[best].text.size);
        best = is_better ? i : best;
    }
    if (best == UINT32_MAX)
        return true;
    c->hint_place = (u8)place_of(c, best);
    c->hint = c->is_cased ? folded_copy(arena, c->pieces[best].text) : c->pieces[best].text;
    return c->hint.size > 0;
}

// Only `*`, `*text*`, `text*`, `*text` and `text` are simple.
static void find_literal(rules_check *c)
{
    u32 texts = 0, anys = 0, at = 0;
    for (u32 i = 0; i < c->piece_count; i++) {
        texts += c->pieces[i].kind == KS_PIECE_TEXT;
        anys += c->pieces[i].kind == KS_PIECE_ANY;
        at = c->pieces[i].kind == KS_PIECE_TEXT ? i : at;
    }
    if (texts + anys != c->piece_count || texts > 1)
        return;
    if (texts == 0 && c->piece_count) {
        c->how = CHECK_PRESENT;
        return;
    }
    c->how = CHECK_LITERAL;
    c->place = RULES_WHOLE;
    if (texts) {
        c->place = (u8)place_of(c, at);
        c->text = c->pieces[at].text;
    }
}

static bool make_text(rules_check *c, const ks_rule_test *test, ks_arena *arena)
{
    c->how = CHECK_PIECES;
    c->is_cased = test->is_cased;
    if (!copy_pieces(c, test, arena) || !hint_at_pieces(c, arena))
        return false;
    find_literal(c);
    c->hint_decides = c->how == CHECK_LITERAL && !c->is_cased && c->hint.size;
    c->hint_share = rules_share_of(c->hint);
    return true;
}

static void make_regex(rules_check *c, const ks_rule_test *test, ks_arena *arena)
{
    rules_regex_needs needs = rules_regex_needs_of(test->text, arena);
    c->how = CHECK_REGEX;
    c->hint = needs.literal;
    c->hint_place = RULES_CONTAINS;
    c->hint_share = rules_share_of(c->hint);
    c->run = rules_regex_run(&needs, test->regex_flags, arena);
}

bool rules_check_make(rules_check *check, const ks_rule_test *test, ks_arena *arena)
{
    *check = (rules_check){ .test = test, .how = CHECK_BY_JUDGE };
    switch (test->kind) {
    case KS_TEST_TEXT: return make_text(check, test, arena);
    case KS_TEST_NUMBER:
    case KS_TEST_COMPARE: check->how = CHECK_NUMBER; break;
    case KS_TEST_REGEX: make_regex(check, test, arena); break;
    case KS_TEST_NULL: check->how = CHECK_NULL; break;
    case KS_TEST_EXISTS: check->how = CHECK_EXISTS; break;
    case KS_TEST_FIELD:
        check->how = CHECK_FIELD;
        check->is_cased = test->is_cased;
        break;
    case KS_TEST_NETWORK: check->how = CHECK_NETWORK; break;
    case KS_TEST_TIME:
    case KS_TEST_LENGTH:
    case KS_TEST_KIND_COUNT: break;
    }
    return true;
}

// --- asking

static bool fits_at(rules_literal_kind place, rules_text text, ks_str word)
{
    if (word.size > text.size || (place == RULES_WHOLE && word.size != text.size))
        return false;
    if (word.size == 0)
        return true;
    if (place == RULES_CONTAINS)
        return rules_find(text, 0, word) != SIZE_MAX;
    size_t from = place == RULES_ENDS ? text.size - word.size : 0;
    return memcmp(text.at + from, word.at, word.size) == 0;
}

// The size of the one character, or the dash, at `at`; 0: none is there.
static size_t one_at(ks_rule_piece_kind kind, rules_text text, size_t at)
{
    if (at >= text.size)
        return 0;
    u8 c = text.at[at];
    if (kind == KS_PIECE_ONE)
        return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (c == '-' || c == '/')
        return 1;
    bool is_dash = text.size - at >= 3 && c == 0xe2 && text.at[at + 1] == 0x80 &&
                   text.at[at + 2] >= 0x93 && text.at[at + 2] <= 0x95;
    return is_dash ? 3 : 0;
}

// The size of what the piece takes at `at`; SIZE_MAX: it does not fit there.
static size_t taken_at(const ks_rule_piece *piece, rules_text text, size_t at)
{
    if (piece->kind == KS_PIECE_TEXT) {
        bool fits = piece->text.size <= text.size - at &&
                    memcmp(text.at + at, piece->text.at, piece->text.size) == 0;
        return fits ? piece->text.size : SIZE_MAX;
    }
    size_t size = one_at(piece->kind, text, at);
    return size && size <= text.size - at ? size : SIZE_MAX;
}

// Where the piece behind a `*` may begin, from `at` on.
static size_t next_start(const ks_rule_piece *piece, rules_text text, size_t at)
{
    if (piece->kind == KS_PIECE_TEXT)
        return rules_find(text, at, piece->text);
    return at < text.size ? at : SIZE_MAX;
}

bool rules_fits_pieces(const ks_rule_piece *pieces, u32 count, rules_text text)
{
    // A misfit goes back to the last star and lets it take more.
    u32 piece = 0, behind_star = UINT32_MAX;
    size_t at = 0, star_at = 0;
    for (;;) {
        if (piece < count && pieces[piece].kind == KS_PIECE_ANY) {
            behind_star = ++piece;
            if (piece == count)
                return true;
            star_at = at = next_start(&pieces[piece], text, at);
            if (at == SIZE_MAX)
                return false;
            continue;
        }
        if (piece == count && at == text.size)
            return true;
        size_t taken = piece < count ? taken_at(&pieces[piece], text, at) : SIZE_MAX;
        if (taken != SIZE_MAX) {
            at += taken;
            piece++;
            continue;
        }
        if (behind_star == UINT32_MAX || star_at >= text.size)
            return false;
        size_t step = one_at(KS_PIECE_ONE, text, star_at);
        star_at = next_start(&pieces[behind_star], text, star_at + step);
        if (star_at == SIZE_MAX)
            return false;
        at = star_at;
        piece = behind_star;
    }
}

static bool is_related(ks_rule_relation relation, int order)
{
    switch (relation) {
    case KS_IS_EQUAL: return order == 0;
    case KS_IS_LESS: return order < 0;
    case KS_IS_AT_MOST: return order <= 0;
    case KS_IS_MORE: return order > 0;
    case KS_IS_AT_LEAST: return order >= 0;
    }
    return false;
}

// Types whose text is a whole number.
static bool whole_of(ks_value v, bool *is_negative, u64 *size)
{
    switch (v.type) {
    case KS_INT8:
    case KS_INT16:
    case KS_INT32:
    case KS_INT64:
    case KS_UINT8:
    case KS_UINT16:
    case KS_UINT32:
    case KS_UINT64:
    case KS_HEX32:
    case KS_HEX64: break;
    default: return false;
    }
    u64 number = 0;
    if (!ks_value_is_sound(v) || !ks_value_u64(v, &number))
        return false;
    bool is_signed =
        v.type == KS_INT8 || v.type == KS_INT16 || v.type == KS_INT32 || v.type == KS_INT64;
    *is_negative = is_signed && (i64)number < 0;
    *size = *is_negative ? 0 - number : number;
    return true;
}

static ks_judged check_number(const rules_check *c, rules_eye *eye, rules_value *value)
{
    bool is_negative = false;
    u64 size = 0;
    const ks_rule_number *n = &c->test->number;
    if (!n->is_whole || !whole_of(value->raw, &is_negative, &size)) {
        rules_text text = rules_plain_of(eye, value);
        return ks_judge_text(eye->judge, c->test, (ks_str){ (const char *)text.at, text.size });
    }
    bool n_negative = n->is_negative && n->size;
    int order = (size > n->size) - (size < n->size);
    if (is_negative != n_negative)
        order = is_negative ? -1 : 1;
    else if (is_negative)
        order = -order;
    ks_rule_relation relation = c->test->kind == KS_TEST_NUMBER ? KS_IS_EQUAL : c->test->relation;
    return is_related(relation, order) ? KS_JUDGED_TRUE : KS_JUDGED_FALSE;
}

static ks_judged truth(bool is_true) { return is_true ? KS_JUDGED_TRUE : KS_JUDGED_FALSE; }

// Rules ask one address for many networks.
static const ks_judge_address *address_of(rules_eye *eye, rules_value *value)
{
    rules_text text = rules_plain_of(eye, value);
    if (eye->address_text.at != text.at || eye->address_text.size != text.size) {
        ks_judge_read_address((ks_str){ (const char *)text.at, text.size }, &eye->address);
        eye->address_text = text;
    }
    return &eye->address;
}

bool rules_is_in_any(const rules_check *checks, const u32 *numbers, u32 count, rules_eye *eye,
                     rules_value *value)
{
    const ks_judge_address *address = address_of(eye, value);
    for (u32 i = 0; i < count; i++) {
        if (ks_judge_is_within(&checks[numbers[i]].test->network, address))
            return true;
    }
    return false;
}

bool rules_is_any_number(const rules_check *checks, const u32 *numbers, const u64 *sizes, u32 count,
                         rules_eye *eye, rules_value *value)
{
    bool is_negative = false, is_any = false;
    u64 size = 0;
    if (whole_of(value->raw, &is_negative, &size)) {
        for (u32 i = 0; i < count; i++)
            is_any |= sizes[i] == size;
        return is_any && !is_negative;
    }
    for (u32 i = 0; i < count && !is_any; i++)
        is_any = rules_check_value(&checks[numbers[i]], eye, value) == KS_JUDGED_TRUE;
    return is_any;
}

// As far as it is told without the expression; KS_JUDGED_GAVE_UP: it has to be asked.
static ks_judged without_regex(const rules_check *c, rules_eye *eye, rules_value *value)
{
    ks_utf16 text = { value->raw.at, value->raw.size / 2 };
    if (c->hint.size && !fits_at(RULES_CONTAINS, rules_folded_of(eye, value), c->hint))
        return KS_JUDGED_FALSE;
    if (c->regex == NULL || value->raw.type != KS_STRING)
        return KS_JUDGED_GAVE_UP;
    if (text.units < c->regex->least)
        return KS_JUDGED_FALSE;
    return c->run ? rules_run_judge(c->run, text) : KS_JUDGED_GAVE_UP;
}

ks_judged rules_check_value(const rules_check *c, rules_eye *eye, rules_value *value)
{
    rules_text text;
    ks_judged judged;
    switch ((rules_check_how)c->how) {
    case CHECK_PRESENT: return KS_JUDGED_TRUE;
    case CHECK_LITERAL:
        text = c->is_cased ? rules_plain_of(eye, value) : rules_folded_of(eye, value);
        return truth(fits_at((rules_literal_kind)c->place, text, c->text));
    case CHECK_PIECES:
        text = c->is_cased ? rules_plain_of(eye, value) : rules_folded_of(eye, value);
        return truth(rules_fits_pieces(c->pieces, c->piece_count, text));
    case CHECK_NUMBER: return check_number(c, eye, value);
    case CHECK_REGEX:
        judged = without_regex(c, eye, value);
        if (judged != KS_JUDGED_GAVE_UP)
            return judged;
        text = rules_plain_of(eye, value);
        if (c->regex)
            return rules_regex_find(c->regex, &eye->regex,
                                    (ks_str){ (const char *)text.at, text.size });
        break;
    case CHECK_NULL:
        return truth(ks_value_is_empty(value->raw) || rules_plain_of(eye, value).size == 0);
    case CHECK_NETWORK: return truth(ks_judge_is_within(&c->test->network, address_of(eye, value)));
    case CHECK_EXISTS:
    case CHECK_FIELD:
    case CHECK_BY_JUDGE: break;
    }
    text = rules_plain_of(eye, value);
    return ks_judge_text(eye->judge, c->test, (ks_str){ (const char *)text.at, text.size });
}

static ks_judged check_fields(const rules_check *c, rules_eye *eye, const rules_values *values,
                              const rules_values *others)
{
    static const u8 places[] = { [KS_FIELD_EQUALS] = RULES_WHOLE,
                                 [KS_FIELD_STARTS] = RULES_STARTS,
                                 [KS_FIELD_ENDS] = RULES_ENDS,
                                 [KS_FIELD_CONTAINS] = RULES_CONTAINS };
    rules_literal_kind place = (rules_literal_kind)places[c->test->likeness];
    for (u32 i = 0; i < values->count; i++) {
        for (u32 k = 0; k < others->count; k++) {
            rules_text a = c->is_cased ? rules_plain_of(eye, &values->at[i])
                                       : rules_folded_of(eye, &values->at[i]);
            rules_text b = c->is_cased ? rules_plain_of(eye, &others->at[k])
                                       : rules_folded_of(eye, &others->at[k]);
            if (fits_at(place, a, (ks_str){ (const char *)b.at, b.size }))
                return KS_JUDGED_TRUE;
        }
    }
    return KS_JUDGED_FALSE;
}

ks_judged rules_check_values(const rules_check *c, rules_eye *eye, const rules_values *values,
                             const rules_values *others)
{
    if (c->how == CHECK_EXISTS)
        return truth((values->count > 0) == c->test->is_wanted);
    if (c->how == CHECK_FIELD)
        return check_fields(c, eye, values, others);
    ks_judged result = truth(c->how == CHECK_NULL && values->count == 0);
    for (u32 i = 0; i < values->count && result != KS_JUDGED_TRUE; i++) {
        ks_judged one = rules_check_value(c, eye, &values->at[i]);
        if (one != KS_JUDGED_FALSE)
            result = one;
    }
    return result;
}
