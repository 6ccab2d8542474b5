// Events for tests of rules: made by the writer of logs, read by its reader, and shown to a test
// twice: as its plans tell it, and as a tree, where fields are looked for by name.
#pragma once
#include "event/classes.h"
#include "evidence/evtx/reader.h"
#include "rules/rules.h"
#include "support/make_log.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

typedef void seen_look(void *context, ks_event *event, const char *how);

typedef struct {
    seen_look *look;
    void *context;
    size_t count;
} seen_sink;

static inline void seen_event(void *own, ks_event *event)
{
    static ks_classes classes;
    static bool is_open;
    seen_sink *sink = (seen_sink *)own;
    if (!is_open)
        KS_ASSERT(ks_classes_open(&classes, 1 << 20));
    is_open = true;
    event->class = ks_class_find(&classes, event);
    sink->look(sink->context, event, "");
    ks_event tree = *event;
    tree.is_irregular = true;
    tree.fields = NULL;
    KS_ASSERT(ks_event_tree(&tree));
    sink->look(sink->context, &tree, " (by name)");
    sink->count++;
}

static inline void seen_row(void *own, ks_ledger_row row)
{
    (void)own;
    (void)row;
}

// The event as a reader of logs gives it.
static inline void see_event(const ks_made_event *made, seen_look *look, void *context)
{
    static evtx_reader fresh;
    static bool is_open;
    if (!is_open)
        KS_ASSERT(evtx_reader_open(&fresh, 0, false));
    is_open = true;
    evtx_reader reader = fresh;
    made_log log = make_log((size_t)1 << 18);
    make_event(&log, made);
    ks_span bytes = make_log_end(&log);
    seen_sink seen = { look, context, 0 };
    evtx_sink sink = { .context = &seen, .event = seen_event, .ledger = seen_row };
    evtx_slot_summary summary;
    evtx_slot_place place = { .offset = 4096 };
    evtx_reader_slot(&reader, (ks_span){ bytes.at + 4096, 65536 }, &place, &sink, &summary);
    KS_ASSERT(seen.count == 1);
    ks_arena_close(&log.arena);
}

// Memory of the whole test.
static inline ks_arena *of_test(void)
{
    static ks_arena arena;
    if (arena.at == NULL)
        KS_ASSERT(ks_arena_open(&arena, "test", (size_t)256 << 20));
    return &arena;
}

static inline const ks_forms *own_forms(void)
{
    static ks_forms *forms;
    ks_fail fail = { 0 };
    if (forms == NULL)
        KS_ASSERT(ks_forms_open(&forms, NULL, 0, of_test(), &fail));
    return forms;
}

// The form of a category (or service) whose name is this; NULL: there is none.
static inline const ks_form *form_named(const ks_forms *forms, const char *source, const char *name)
{
    ks_rule rule = { .product = KS_STR("windows"), .category = ks_str_of(source) };
    const ks_form *const *found;
    u32 count = 0;
    if (ks_forms_of(forms, &rule, &found, &count, of_test()) != KS_SOURCE_KNOWN) {
        rule.category = (ks_str){ 0 };
        rule.service = ks_str_of(source);
        (void)ks_forms_of(forms, &rule, &found, &count, of_test());
    }
    for (u32 i = 0; i < count; i++) {
        if (strcmp(found[i]->name, name) == 0)
            return found[i];
    }
    return NULL;
}
