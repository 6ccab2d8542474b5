// Values that are known by pattern only. What a filter does to all values of a pattern follows from
// the pattern's literal pieces: its first and last one bind the ends, each of them lies inside.
#include "coverage/pattern.h"

#include "base/fold.h"
#include "base/text.h"

static ks_sysmon_logged not_(ks_sysmon_logged a)
{
    return a == KS_SYSMON_DEPENDS ? a : a == KS_SYSMON_YES ? KS_SYSMON_NO : KS_SYSMON_YES;
}

static bool is_ascii(ks_str text)
{
    u8 bits = 0;
    for (size_t i = 0; i < text.size; i++)
        bits |= (u8)text.at[i];
    return bits < 0x80;
}

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c); }

static bool same_at(ks_str text, size_t at, ks_str value)
{
    for (size_t i = 0; i < value.size; i++)
        if (lower(text.at[at + i]) != lower(value.at[i]))
            return false;
    return true;
}

// Of ASCII texts, which nearly all are, case can be left aside byte by byte.
static bool ascii_holds(ks_sysmon_condition condition, ks_str text, ks_str value)
{
    if (value.size > text.size)
        return false;
    size_t last = text.size - value.size;
    if (condition == KS_SYSMON_BEGIN_WITH || condition == KS_SYSMON_END_WITH)
        return same_at(text, condition == KS_SYSMON_END_WITH ? last : 0, value);
    for (size_t at = 0; value.size && at <= last; at++)
        if (same_at(text, at, value))
            return true;
    return value.size == 0 && text.size > 0;
}

// Whether a character of it is in no ASCII text, whatever the case (as U+212A is: a k).
static bool is_beyond_ascii(ks_str text)
{
    u32 code = 0;
    for (size_t at = 0; at < text.size;) {
        at += ks_utf8_read(text, at, &code);
        if (ks_fold_code(code) >= 0x80)
            return true;
    }
    return false;
}

// `condition`: begin with, end with, contains.
static bool holds(ks_sysmon_condition condition, ks_str text, ks_str value)
{
    if (is_ascii(text)) {
        if (is_ascii(value))
            return ascii_holds(condition, text, value);
        if (is_beyond_ascii(value))
            return false;
    }
    ks_sysmon_filter filter = { .condition = condition, .value = value };
    return ks_sysmon_filter_matches(&filter, text) == KS_SYSMON_YES;
}

// --- a pattern on a text

static bool same_code(u32 a, u32 b, bool is_cased)
{
    return a == b || (!is_cased && ks_fold_code(a) == ks_fold_code(b));
}

static bool is_dash(u32 code)
{
    return code == '-' || code == '/' || (code >= 0x2013 && code <= 0x2015);
}

// Whether the piece (not ANY) stands at `at`; with where it ends.
static bool piece_at(const ks_rule_piece *piece, bool is_cased, ks_str text, size_t *at)
{
    u32 code = 0, wanted = 0;
    if (piece->kind != KS_PIECE_TEXT) {
        if (*at >= text.size)
            return false;
        *at += ks_utf8_read(text, *at, &code);
        return piece->kind == KS_PIECE_ONE || is_dash(code);
    }
    for (size_t i = 0; i < piece->text.size;) {
        if (*at >= text.size)
            return false;
        *at += ks_utf8_read(text, *at, &code);
        i += ks_utf8_read(piece->text, i, &wanted);
        if (!same_code(code, wanted, is_cased))
            return false;
    }
    return true;
}

// A text with nothing, or a star, on either side: nearly all patterns of rules.
static bool is_plain(const ks_rule_test *test, ks_sysmon_condition *condition, ks_str *piece)
{
    const ks_rule_piece *p = test->pieces;
    u32 before = test->piece_count > 1 && p[0].kind == KS_PIECE_ANY;
    u32 behind = test->piece_count > before + 1 && p[before + 1].kind == KS_PIECE_ANY;
    if (test->is_cased || test->piece_count != before + 1 + behind || !(before + behind) ||
        p[before].kind != KS_PIECE_TEXT)
        return false;
    *piece = p[before].text;
    *condition = !before ? KS_SYSMON_BEGIN_WITH : !behind ? KS_SYSMON_END_WITH : KS_SYSMON_CONTAINS;
    return true;
}

// The usual way: on a mismatch the last ANY takes one character more.
static bool fits(const ks_rule_test *test, ks_str text)
{
    ks_sysmon_condition condition;
    ks_str plain;
    if (is_plain(test, &condition, &plain))
        return holds(condition, text, plain);
    size_t at = 0, back_at = 0;
    u32 piece = 0, back_piece = UINT32_MAX, code = 0;
    for (;;) {
        if (piece < test->piece_count && test->pieces[piece].kind == KS_PIECE_ANY) {
            back_piece = ++piece;
            back_at = at;
            continue;
        }
        if (piece == test->piece_count && at == text.size)
            return true;
        if (piece < test->piece_count &&
            piece_at(&test->pieces[piece], test->is_cased, text, &at)) {
            piece++;
            continue;
        }
        if (back_piece == UINT32_MAX || back_at >= text.size)
            return false;
        back_at += ks_utf8_read(text, back_at, &code);
        at = back_at;
        piece = back_piece;
    }
}

static bool number_of(ks_str text, u64 *number)
{
    u64 result = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || i > 17)
            return false;
        result = result * 10 + (u64)(text.at[i] - '0');
    }
    *number = result;
    return text.size > 0;
}

static bool compares(const ks_rule_test *test, u64 value)
{
    const ks_rule_number *n = &test->number;
    u64 size = n->is_negative ? 0 : n->size;
    switch (test->kind == KS_TEST_NUMBER ? KS_IS_EQUAL : test->relation) {
    case KS_IS_EQUAL: return !n->is_negative && value == size;
    case KS_IS_LESS: return !n->is_negative && value < size;
    case KS_IS_AT_MOST: return !n->is_negative && value <= size;
    case KS_IS_MORE: return n->is_negative || value > size;
    case KS_IS_AT_LEAST: return n->is_negative || value >= size;
    }
    return false;
}

bool pattern_fits(const ks_rule_test *test, ks_str text, bool *is_known)
{
    u64 number;
    *is_known = true;
    if (test->kind == KS_TEST_TEXT)
        return fits(test, text);
    if (test->kind == KS_TEST_NUMBER || test->kind == KS_TEST_COMPARE) {
        if (number_of(text, &number) && test->number.is_whole)
            return compares(test, number);
    }
    if (test->kind == KS_TEST_NULL)
        return text.size == 0;
    *is_known = false;
    return false;
}

// --- a pattern against a filter

// Whether the value is one text: then the filter can simply be asked.
static bool is_exact(const ks_rule_test *test, ks_str *text)
{
    if (test->kind == KS_TEST_NUMBER) {
        *text = test->text;
        return test->number.is_whole && test->text.size > 0;
    }
    if (test->kind != KS_TEST_TEXT || test->piece_count > 1)
        return false;
    *text = test->piece_count ? test->pieces[0].text : (ks_str){ 0 };
    return test->piece_count == 0 || test->pieces[0].kind == KS_PIECE_TEXT;
}

static ks_str end_piece(const ks_rule_test *test, bool is_last)
{
    const ks_rule_piece *piece = &test->pieces[is_last ? test->piece_count - 1 : 0];
    return piece->kind == KS_PIECE_TEXT ? piece->text : (ks_str){ 0 };
}

static ks_sysmon_logged end_filtered(const ks_rule_test *test, ks_str value, bool is_last)
{
    ks_sysmon_condition condition = is_last ? KS_SYSMON_END_WITH : KS_SYSMON_BEGIN_WITH;
    ks_str known = end_piece(test, is_last);
    if (holds(condition, known, value))
        return KS_SYSMON_YES;
    return known.size == 0 || holds(condition, value, known) ? KS_SYSMON_DEPENDS : KS_SYSMON_NO;
}

static bool piece_contains(const ks_rule_test *test, ks_str value)
{
    for (u32 i = 0; i < test->piece_count; i++)
        if (test->pieces[i].kind == KS_PIECE_TEXT &&
            holds(KS_SYSMON_CONTAINS, test->pieces[i].text, value))
            return true;
    return false;
}

typedef enum { ITEM_ANY, ITEM_ALL } item_need;

// `contains any`, `contains all`; `contains` is a list of one.
static ks_sysmon_logged contains_filtered(const ks_rule_test *test, ks_str list, bool is_list,
                                          item_need need)
{
    bool all = true, any = false;
    for (size_t at = 0; at <= list.size;) {
        size_t end = at;
        while (end < list.size && !(is_list && list.at[end] == ';'))
            end++;
        bool has = piece_contains(test, (ks_str){ list.at + at, end - at });
        all = all && has;
        any = any || has;
        at = end + 1;
    }
    return (need == ITEM_ALL ? all : any) ? KS_SYSMON_YES : KS_SYSMON_DEPENDS;
}

static ks_sysmon_logged is_filtered(const ks_rule_test *test, ks_str list, bool is_list)
{
    for (size_t at = 0; at <= list.size;) {
        size_t end = at;
        while (end < list.size && !(is_list && list.at[end] == ';'))
            end++;
        if (fits(test, (ks_str){ list.at + at, end - at }))
            return KS_SYSMON_DEPENDS;
        at = end + 1;
    }
    return KS_SYSMON_NO;
}

// The name behind the last backslash, or the whole path when the filter has one.
static ks_sysmon_logged image_filtered(const ks_rule_test *test, ks_str value)
{
    if (value.size && memchr(value.at, '\\', value.size))
        return is_filtered(test, value, false);
    ks_str last = end_piece(test, true);
    size_t start = last.size;
    while (start > 0 && last.at[start - 1] != '\\')
        start--;
    if (start > 0)
        return ks_equal_fold(ks_str_from(last, start), value) ? KS_SYSMON_YES : KS_SYSMON_NO;
    return last.size == 0 || holds(KS_SYSMON_END_WITH, value, last) ? KS_SYSMON_DEPENDS
                                                                    : KS_SYSMON_NO;
}

static ks_sysmon_logged globbed(const ks_rule_test *test, const ks_sysmon_filter *filter)
{
    ks_str value = filter->value;
    switch (filter->condition) {
    case KS_SYSMON_IS: return is_filtered(test, value, false);
    case KS_SYSMON_IS_NOT: return not_(is_filtered(test, value, false));
    case KS_SYSMON_IS_ANY: return is_filtered(test, value, true);
    case KS_SYSMON_CONTAINS: return contains_filtered(test, value, false, ITEM_ANY);
    case KS_SYSMON_EXCLUDES: return not_(contains_filtered(test, value, false, ITEM_ANY));
    case KS_SYSMON_CONTAINS_ANY: return contains_filtered(test, value, true, ITEM_ANY);
    case KS_SYSMON_EXCLUDES_ANY: return not_(contains_filtered(test, value, true, ITEM_ANY));
    case KS_SYSMON_CONTAINS_ALL: return contains_filtered(test, value, true, ITEM_ALL);
    case KS_SYSMON_EXCLUDES_ALL: return not_(contains_filtered(test, value, true, ITEM_ALL));
    case KS_SYSMON_BEGIN_WITH: return end_filtered(test, value, false);
    case KS_SYSMON_NOT_BEGIN_WITH: return not_(end_filtered(test, value, false));
    case KS_SYSMON_END_WITH: return end_filtered(test, value, true);
    case KS_SYSMON_NOT_END_WITH: return not_(end_filtered(test, value, true));
    case KS_SYSMON_IMAGE: return image_filtered(test, value);
    case KS_SYSMON_LESS_THAN:
    case KS_SYSMON_MORE_THAN:
    case KS_SYSMON_CONDITION_COUNT: break;
    }
    return KS_SYSMON_DEPENDS;
}

ks_sysmon_logged pattern_filtered(const ks_rule_test *test, const ks_sysmon_filter *filter)
{
    // A value with an environment variable: only the machine can expand it.
    ks_str text;
    if (filter->value.size && memchr(filter->value.at, '%', filter->value.size) &&
        ks_sysmon_filter_matches(filter, KS_STR("")) == KS_SYSMON_DEPENDS)
        return KS_SYSMON_DEPENDS;
    if (is_exact(test, &text))
        return ks_sysmon_filter_matches(filter, text);
    if (test->kind != KS_TEST_TEXT)
        return KS_SYSMON_DEPENDS;
    return globbed(test, filter);
}

// --- a pattern against a folder or key

static bool is_border(ks_str text, size_t at) { return at == text.size || text.at[at] == '\\'; }

// A name that says nothing of where it stands: "\\Microsoft" ends keys of many roots.
static bool is_common(ks_str name)
{
    static const ks_str names[] = { KS_TEXT("\\Microsoft"), KS_TEXT("\\Windows"),
                                    KS_TEXT("\\Software"),  KS_TEXT("\\Policies"),
                                    KS_TEXT("\\System"),    KS_TEXT("\\Security"),
                                    KS_TEXT("\\Control"),   KS_TEXT("\\CurrentVersion") };
    for (size_t i = 0; i < countof(names); i++)
        if (ks_equal_fold(names[i], name))
            return true;
    return false;
}

// Whether the piece goes on where the root, from one of its backslashes on, ends.
static bool goes_on(ks_str piece, ks_str root)
{
    for (size_t from = 0; from < root.size; from++) {
        ks_str rest = ks_str_from(root, from);
        if (root.at[from] == '\\' && rest.size <= piece.size && is_border(piece, rest.size) &&
            !is_common(rest) && ks_equal_fold(rest, (ks_str){ piece.at, rest.size }))
            return true;
    }
    return false;
}

bool pattern_is_open(const ks_rule_test *test)
{
    return test->kind != KS_TEST_TEXT ||
           (test->piece_count && test->pieces[0].kind == KS_PIECE_ANY);
}

pattern_place pattern_place_of(const ks_rule_test *test, ks_str root)
{
    // "HKLM\SOFTWARE\...", "%SystemRoot%\...": what stands in front differs from log to log.
    const char *first = root.size ? memchr(root.at, '\\', root.size) : NULL;
    size_t skip = first ? (size_t)(first - root.at) : 0;
    ks_str below = ks_str_from(root, skip);
    ks_str longest = { 0 };
    for (u32 i = 0; test->kind == KS_TEST_TEXT && i < test->piece_count; i++)
        if (test->pieces[i].kind == KS_PIECE_TEXT && test->pieces[i].text.size > longest.size)
            longest = test->pieces[i].text;
    if (longest.size == 0)
        return PATTERN_ELSEWHERE;
    if (goes_on(longest, below) || holds(KS_SYSMON_END_WITH, below, longest) ||
        (below.size && holds(KS_SYSMON_CONTAINS, longest, below)))
        return PATTERN_BELOW;
    return holds(KS_SYSMON_CONTAINS, below, longest) ? PATTERN_INSIDE : PATTERN_ELSEWHERE;
}
