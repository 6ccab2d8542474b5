// Whatever the bytes and their name: each statement is valid UTF-8 in both languages, and its
// offset lies in the file.
#pragma once
#include "base/text.h"
#include "inspect/inspect.h"

#include <stdlib.h>

static ks_inspector *inspector;

#ifdef KS_FUZZ_WRAPS_GSF
// libgsf 1.14.50 loses entries of a directory that leads back into itself, a few hundred bytes a
// file. What it allocates while opening is not looked for; that it is closed, the tests show.
void __lsan_disable(void);
void __lsan_enable(void);
void *__real_gsf_infile_msole_new(void *input, void *error);
void *__wrap_gsf_infile_msole_new(void *input, void *error);
void *__wrap_gsf_infile_msole_new(void *input, void *error)
{
    __lsan_disable();
    void *file = __real_gsf_infile_msole_new(input, error);
    __lsan_enable();
    return file;
}
#endif

static void fuzz_close(void) { ks_inspect_close(inspector); }

static inline void fuzz_inspect(ks_str name, ks_span bytes)
{
    static const char *const own[] = { "corp.example" }, *const trusted[] = { "mx.corp.example" };
    static ks_arena whole;
    // Where leaks are looked for from: the range of an arena is not.
    static max_align_t memory[(64 << 10) / sizeof(max_align_t)];
    static u8 words[256 << 10];
    ks_fail fail = { 0 };
    if (inspector == NULL) {
        ks_inspect_options how = { own, 1, trusted, 1 };
        ks_arena run = { (u8 *)memory, (u8 *)memory + sizeof memory, "run", NULL };
        KS_ASSERT(ks_arena_open(&whole, "file", (size_t)512 << 20));
        KS_ASSERT(ks_inspect_open(&inspector, &how, &run, &fail) && atexit(fuzz_close) == 0);
    }
    ks_arena file = whole;
    ks_inspected result;
    ks_inspect(inspector, name, bytes, &result, &file);
    for (size_t i = 0; i < result.said.count; i++) {
        const ks_statement *s = &result.said.rows[i];
        KS_ASSERT(ks_utf8_is_valid(ks_str_span(s->part)) &&
                  ks_utf8_is_valid(ks_str_span(s->spot.field)));
        KS_ASSERT(!s->spot.has_offset || s->part.size || s->spot.offset <= bytes.size);
        for (ks_lang lang = KS_EN; lang < KS_LANG_COUNT; lang++) {
            ks_out out = { .at = words, .start = words, .end = words + sizeof words };
            ks_out_phrase(&out, &s->said, lang);
            KS_ASSERT(ks_utf8_is_valid(ks_str_span(ks_out_str(&out))));
        }
    }
    ks_arena_trim(&whole, 1 << 20);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
