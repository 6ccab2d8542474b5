// Inside the room: what the compilers of programs share.
#pragma once
#include "event/program.h"

// Steps and literals as they grow; `is_over` when they do not fit (the plan then has no program).
typedef struct {
    op *ops;
    u32 op_count, op_most;
    ks_out literals;
    u32 pending;       // where the literal of the next step begins
    bool is_irregular; // something that only a tree prints right
    ks_style style;
    ks_day_cache days;
    const ks_event_plan *plan;
    op beyond; // the step that did not fit
} builder;

typedef enum {
    FORM_EMPTY,
    FORM_TEXT,     // literal text only
    FORM_SLOT,     // one substitution
    FORM_NEST,     // one substitution of type BinXml
    FORM_ELEMENTS, // elements only
    FORM_EVENT,    // elements, and behind them one substitution of type BinXml
    FORM_OTHER
} form;
form ks_form_of(const ks_part *content);
bool ks_is_namespace(ks_str attribute); // xmlns, xmlns:…

// Ends the pending literal with a step.
op *ks_step(builder *b, op_kind kind, u16 slot);
static inline void ks_lit(builder *b, const char *text)
{
    ks_out_put(&b->literals, ks_str_of(text));
}
void ks_lit_text(builder *b, const ks_part *parts, ks_escape escape);

// The program of one format, in `arena`; NULL when it is irregular or over budget.
const ks_program *ks_program_compile(const ks_element *root, const ks_event_plan *plan,
                                     ks_format format, ks_arena *arena);
void ks_compile_xml(builder *b, const ks_element *root);
void ks_compile_nested(builder *b, const ks_element *root);
void ks_compile_flat(builder *b, const ks_element *root);
void ks_compile_json_value(builder *b, const ks_element *e);
void ks_compile_key(builder *b, ks_str name, size_t repeat);
