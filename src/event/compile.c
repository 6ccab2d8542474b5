// Compiling programs: the parts that all formats share. See compile.h.
#include "event/compile.h"

#include "event/tree.h"

enum { steps_most = 2048, literals_most = 64 * 1024 };

form ks_form_of(const ks_part *content)
{
    bool texts = false, elements = false;
    if (content == NULL)
        return FORM_EMPTY;
    if (content->kind == KS_PART_SUBSTITUTION && content->next == NULL)
        return content->type == KS_BINXML ? FORM_NEST : FORM_SLOT;
    for (const ks_part *p = content; p; p = p->next) {
        if (p->kind == KS_PART_SUBSTITUTION && p->type == KS_BINXML && p->next == NULL &&
            elements && !texts)
            return FORM_EVENT;
        texts = texts || p->kind == KS_PART_TEXT;
        elements = elements || p->kind == KS_PART_ELEMENT;
        if (p->kind != KS_PART_TEXT && p->kind != KS_PART_ELEMENT)
            return FORM_OTHER;
    }
    return texts && elements ? FORM_OTHER : texts ? FORM_TEXT : FORM_ELEMENTS;
}

bool ks_is_namespace(ks_str attribute)
{
    return attribute.size >= 5 && memcmp(attribute.at, "xmlns", 5) == 0;
}

op *ks_step(builder *b, op_kind kind, u16 slot)
{
    if (b->op_count == b->op_most) {
        b->is_irregular = true;
        return &b->beyond;
    }
    op *o = &b->ops[b->op_count++];
    u32 end = (u32)ks_out_size(&b->literals);
    *o = (op){ .kind = (u8)kind, .slot = slot, .literal = b->pending, .size = end - b->pending };
    b->pending = end;
    return o;
}

void ks_lit_text(builder *b, const ks_part *parts, ks_escape escape)
{
    for (; parts; parts = parts->next) {
        if (parts->kind == KS_PART_TEXT)
            ks_out_utf8(&b->literals, parts->text, escape);
    }
}

static const ks_program *keep(const builder *b, ks_arena *arena)
{
    ks_program *program = ks_take(arena, ks_program, 1);
    op *ops = ks_take(arena, op, b->op_count);
    size_t size = ks_out_size(&b->literals);
    u8 *literals = ks_take(arena, u8, size + ks_out_slack);
    if (program == NULL || ops == NULL || literals == NULL)
        return NULL;
    memcpy(ops, b->ops, sizeof *ops * b->op_count);
    memcpy(literals, b->literals.start, size);
    *program = (ks_program){ ops, literals };
    return program;
}

const ks_program *ks_program_compile(const ks_element *root, const ks_event_plan *plan,
                                     ks_format format, ks_arena *arena)
{
    ks_arena scratch = *arena; // what the program needs is copied to its place afterwards
    builder b = { .op_most = steps_most, .plan = plan };
    // above what `keep` will take from the same range
    if (ks_take(&scratch, u8, literals_most + steps_most * sizeof(op) + 4096) == NULL)
        return NULL;
    b.ops = ks_take(&scratch, op, steps_most);
    if (b.ops == NULL || !ks_out_open(&b.literals, &scratch, literals_most))
        return NULL;
    switch (format) {
    case KS_XML:
        b.style = KS_STYLE_EVTXEXPORT;
        ks_compile_xml(&b, root);
        break;
    case KS_JSON_NESTED:
        b.style = KS_STYLE_EVTX_DUMP;
        ks_compile_nested(&b, root);
        break;
    case KS_JSON_FLAT:
    case KS_FORMAT_COUNT:
        b.style = KS_STYLE_PLAIN;
        ks_compile_flat(&b, root);
        break;
    }
    ks_step(&b, OP_END, slot_none);
    return b.is_irregular || b.literals.is_full ? NULL : keep(&b, arena);
}
