// The XPath that the event log service understands (MS-EVEN6 2.2.15): child and attribute steps,
// `or and = != < <= > >=`, parentheses, and three functions. Parsed into a tree; what XPath 1.0 has
// beyond that is told with its place.
#pragma once
#include "base/arena.h"

typedef enum {
    XPATH_OR,
    XPATH_AND,
    XPATH_COMPARE,  // two parts
    XPATH_FUNCTION, // its arguments
    XPATH_PATH,     // its steps
    XPATH_STEP,     // its predicates
    XPATH_STRING,
    XPATH_NUMBER
} xpath_kind;

typedef enum { XPATH_EQ, XPATH_NE, XPATH_LT, XPATH_LE, XPATH_GT, XPATH_GE } xpath_compare;

typedef struct xpath_node xpath_node;
struct xpath_node {
    xpath_kind kind;
    xpath_compare compare;
    bool is_attribute; // of a step
    ks_str text;       // name of a function or step, a string without its quotes, a number
    size_t at;         // offset in the text parsed
    u64 number;
    xpath_node *first, *last; // parts
    xpath_node *next;         // the next part of the same parent
};

// clang-format off
#define XPATH_ERRORS(X) X(NONE) X(EXPECTED) X(FUNCTION) X(ARGUMENTS) X(AXIS) X(OPERATOR) \
    X(OPERATOR_CASE) X(UNCLOSED) X(START) X(DEEP) X(BUDGET) X(POSITION)
// clang-format on
typedef enum {
#define X(name) XPATH_ERROR_##name,
    XPATH_ERRORS(X)
#undef X
        XPATH_ERROR_COUNT
} xpath_error_kind;

typedef struct {
    xpath_error_kind kind;
    size_t at;   // offset in the text
    ks_str text; // what stands there
} xpath_error;

typedef struct {
    ks_str source;
    xpath_node *root;
    u32 terms;         // comparisons, functions and paths that are asked: what the service limits
    xpath_error error; // the first; root is NULL then
} xpath_query;

// True: the whole text is a query that the service takes.
KS_MUST bool xpath_parse(xpath_query *query, ks_str text, ks_arena *arena);

// What is known of an event's System part while a query is judged.
typedef enum { XPATH_NO, XPATH_YES, XPATH_OPEN } xpath_truth;

typedef struct {
    const char *channel, *provider; // NULL: not known
    u32 id;
    bool has_id;
    u32 level;
    bool has_level;
} xpath_event;

// Whether the query selects the event; OPEN: depends on what is not known.
xpath_truth xpath_judge(const xpath_query *query, const xpath_event *event);

// Contradictions: an `and` that no event satisfies, a name that no event has. `at` is where.
// clang-format off
#define XPATH_FAULTS(X) X(CONTRADICTION) X(NO_SUCH_ELEMENT) X(NO_SUCH_ATTRIBUTE) X(NOT_A_NUMBER) \
    X(OUT_OF_RANGE) X(KEYWORDS_EQUAL) X(OUTSIDE_SYSTEM)
// clang-format on
typedef enum {
#define X(name) XPATH_FAULT_##name,
    XPATH_FAULTS(X)
#undef X
        XPATH_FAULT_COUNT
} xpath_fault_kind;

typedef void xpath_fault_told(void *context, xpath_fault_kind kind, size_t at, ks_str text);
void xpath_find_faults(const xpath_query *query, xpath_fault_told *tell, void *context);
