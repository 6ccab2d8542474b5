// One rule as its author meant it: read and checked, and not yet bound to any log.
//
// Everything here lies in the arena of its rule set, and does not change after loading. Texts are
// UTF-8. What modifiers say is in the tests already: `contains` is a `*` on both sides, a list is a
// node over one test a value, `neq` is a NOT, `base64offset` three alternatives.
// Source of every meaning: Sigma specification 2.1.0; docs/sigma.md names each deviation.
#pragma once
#include "message/level.h"

// --- one test: one field, one value

// A piece of a value with wildcards. Neighbouring texts are one piece, "**" is one ANY.
typedef enum {
    KS_PIECE_TEXT, // `text`, literally, never empty
    KS_PIECE_ANY,  // *: any run of characters, none and line breaks included
    KS_PIECE_ONE,  // ?: exactly one character (one Unicode scalar)
    KS_PIECE_DASH  // one of - / U+2013 U+2014 U+2015 (windash)
} ks_rule_piece_kind;
typedef struct {
    ks_rule_piece_kind kind;
    ks_str text;
} ks_rule_piece;

// A number as the rule wrote it. Whole ones are sign and size; others are `real`.
typedef struct {
    bool is_whole, is_negative;
    u64 size;
    double real; // of any number
} ks_rule_number;

typedef struct {
    u8 at[16]; // IPv4 in the first four
    u8 bits;   // of the prefix
    bool is_v4;
} ks_rule_network;

typedef enum {
    KS_TEST_TEXT,    // the whole value fits `pieces` (no pieces: the empty text)
    KS_TEST_NUMBER,  // the value's text, read as decimal or 0x hex, equals `number`
    KS_TEST_COMPARE, // … stands in `relation` to `number`
    KS_TEST_TIME,  // the value, read as a time in UTC: its `part` stands in `relation` to `number`
    KS_TEST_REGEX, // `text` is found in the value (search, not whole)
    KS_TEST_NETWORK, // the value is an address of `network`
    KS_TEST_NULL,    // the field is absent or empty
    KS_TEST_EXISTS,  // the field is there (`is_wanted`) or not
    KS_TEST_FIELD,   // the value equals / starts with / … a value of field `text`
    KS_TEST_LENGTH,  // the value's UTF-8 is at least `number` bytes long (Hayabusa: min_length)
    KS_TEST_KIND_COUNT
} ks_rule_test_kind;

typedef enum {
    KS_IS_EQUAL,
    KS_IS_LESS,
    KS_IS_AT_MOST,
    KS_IS_MORE,
    KS_IS_AT_LEAST
} ks_rule_relation;
typedef enum {
    KS_PART_MINUTE,
    KS_PART_HOUR,
    KS_PART_DAY,
    KS_PART_WEEK, // ISO 8601
    KS_PART_MONTH,
    KS_PART_YEAR
} ks_rule_time_part;
typedef enum {
    KS_FIELD_EQUALS,
    KS_FIELD_STARTS,
    KS_FIELD_ENDS,
    KS_FIELD_CONTAINS
} ks_rule_likeness;
enum { KS_REGEX_IGNORE_CASE = 1, KS_REGEX_MULTILINE = 2, KS_REGEX_DOT_ALL = 4 };

typedef struct {
    ks_rule_test_kind kind;
    ks_str field;  // as written; empty: a keyword, found in any field
    bool is_cased; // TEXT, FIELD: case counts
    bool is_wanted;
    u8 regex_flags;
    u32 piece_count;
    const ks_rule_piece *pieces;
    ks_str text; // REGEX, FIELD; else the value's spelling in the file, for people
    ks_rule_number number;
    ks_rule_relation relation;
    ks_rule_time_part part;
    ks_rule_likeness likeness;
    ks_rule_network network;
    u32 line, column;
} ks_rule_test;

// --- what must hold: a tree over tests. An ALL of nothing is true, an ANY of nothing false.
typedef enum { KS_RULE_TEST, KS_RULE_ALL, KS_RULE_ANY, KS_RULE_NOT } ks_rule_node_kind;
typedef struct ks_rule_node ks_rule_node;
struct ks_rule_node {
    ks_rule_node_kind kind;
    u32 part_count;
    const ks_rule_node *const *parts; // NOT: one
    const ks_rule_test *test;         // TEST
    ks_str name; // of the search identifier that this is; empty: a part of one, or of the condition
    u32 line;
};

// --- correlations
typedef enum {
    KS_CORRELATE_EVENT_COUNT,
    KS_CORRELATE_VALUE_COUNT,
    KS_CORRELATE_TEMPORAL,
    KS_CORRELATE_TEMPORAL_ORDERED,
    KS_CORRELATE_VALUE_SUM,
    KS_CORRELATE_VALUE_AVG,
    KS_CORRELATE_VALUE_PERCENTILE, // VALUE_MEDIAN is percentile 50
    KS_CORRELATE_VALUE_MIN,        // of the old aggregations only
    KS_CORRELATE_VALUE_MAX
} ks_correlation_type;

typedef struct { // one of those that all have to hold
    ks_rule_relation relation;
    bool is_negated; // neq: not KS_IS_EQUAL
    ks_rule_number number;
} ks_correlation_bound;

// The extended condition of temporal types, over the member rules.
typedef struct ks_correlation_node ks_correlation_node;
struct ks_correlation_node {
    ks_rule_node_kind kind; // TEST: member `member` matched
    u32 member;
    u32 part_count;
    const ks_correlation_node *const *parts;
};

typedef struct {
    ks_str name;          // in group-by
    const ks_str *fields; // by member: the field it stands for; empty: as the name says
} ks_correlation_alias;

typedef struct {
    ks_correlation_type type;
    u32 member_count;
    const u32 *members;     // indices into the rule set's rules: detections or correlations
    const ks_str *group_by; // names of fields or of aliases
    u32 group_count;
    const ks_correlation_alias *aliases;
    u32 alias_count;
    u64 span_ticks;       // 0: without end (old aggregations without timeframe)
    const ks_str *fields; // counted or summed
    u32 field_count;
    const ks_correlation_bound *bounds;
    u32 bound_count;
    const ks_correlation_node *condition; // NULL: the bounds decide
    u32 percentile;
    bool generates; // the members' own hits are shown too
} ks_correlation;

// --- a rule
// clang-format off
#define KS_RULE_STATUSES(X)                                                         \
    X(NONE, "") X(STABLE, "stable") X(TEST, "test") X(EXPERIMENTAL, "experimental") \
    X(DEPRECATED, "deprecated") X(UNSUPPORTED, "unsupported")
// clang-format on
typedef ks_level ks_rule_level;
#define ks_rule_level_words ks_level_words // message/level.h has the words
typedef enum {
#define X(name, word) KS_STATUS_##name,
    KS_RULE_STATUSES(X)
#undef X
        KS_STATUS_COUNT
} ks_rule_status;
extern const char *const ks_rule_status_words[KS_STATUS_COUNT];

typedef struct {
    const ks_str *items;
    u32 count;
} ks_str_list;

typedef struct ks_rule {
    u32 number;  // its index in the set: files by path, documents in order
    ks_str path; // as found under what was given, '/' between parts
    u32 line;    // where its document begins, from 1
    ks_str id, name, title, description, author, date, modified, license;
    ks_str title_ja, description_ja; // empty: only English
    ks_str_list falsepositives, falsepositives_ja, references, tags, fields;
    ks_rule_level level; // MEDIUM when it says none
    bool has_level;
    ks_rule_status status;
    // of detections
    ks_str category, product, service, definition; // lower case but for the definition
    const ks_rule_node *condition;                 // NULL: a correlation
    // A member of correlations none of which generates: no hits of its own. The detection of an
    // old aggregation is one: it has the rule's title, and no id or name, which the correlation
    // right behind it has.
    bool is_silent;
    // of correlations
    const ks_correlation *correlation; // NULL: a detection
    // for `rules test`
    ks_str regression_tests_path, sample; // Hayabusa: the text of sample-evtx
    ks_str details;                       // Hayabusa's one-line summary, as written
} ks_rule;
