// Patterns are sieved by Vectorscan (pattern_scan.c) and decided by PCRE2 (pattern_pcre.c), so that
// what fits does not depend on which libraries the program was built with. See pattern.h.
#include "event/pattern.h"

#include "base/text.h"
#include "event/pattern_pcre.h"
#include "event/pattern_scan.h"

struct ks_pattern_finder {
    const ks_patterns *patterns;
    ks_pattern_finder *next;
    pattern_pcre_work pcre;
    pattern_scan_work scan;
    bool *could; // a mark a pattern, for one text
};

struct ks_patterns {
    pattern_pcre *pcre;
    size_t count;
    pattern_scan scan;
    bool *always; // those that the sieve does not know
    bool has_always;
    ks_pattern_finder *finders;
};

static bool over_budget(const ks_arena *run, size_t size, ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, 0, ks_str_of(run->name));
}

bool ks_patterns_make(ks_patterns **patterns, const ks_str *words, size_t count,
                      ks_pattern_options options, ks_arena *run, ks_fail *fail)
{
    ks_patterns *p = ks_take(run, ks_patterns, 1);
    pattern_pcre *pcre = ks_take(run, pattern_pcre, count);
    bool *always = ks_take(run, bool, count);
    if (p == NULL || pcre == NULL || always == NULL)
        return over_budget(run, count * sizeof *pcre, fail);
    *p = (ks_patterns){ .pcre = pcre, .count = count, .always = always };
    for (size_t i = 0; i < count; i++) {
        if (!pattern_pcre_compile(&p->pcre[i], words[i], options, run, fail)) {
            fail->number[1] = (i64)i;
            p->count = i;
            ks_patterns_close(p);
            return false;
        }
    }
    pattern_scan_compile(&p->scan, words, count, options, *run, always);
    for (size_t i = 0; i < count; i++)
        p->has_always = p->has_always || always[i];
    *patterns = p;
    return true;
}

void ks_patterns_close(ks_patterns *p)
{
    for (ks_pattern_finder *f = p->finders; f; f = f->next) {
        pattern_pcre_work_close(&f->pcre);
        pattern_scan_work_close(&f->scan);
    }
    for (size_t i = 0; i < p->count; i++)
        pattern_pcre_close(&p->pcre[i]);
    pattern_scan_close(&p->scan);
    p->finders = NULL;
    p->count = 0;
}

ks_pattern_finder *ks_patterns_finder(ks_patterns *p, ks_arena *run)
{
    ks_pattern_finder *f = ks_take(run, ks_pattern_finder, 1);
    bool *could = ks_take(run, bool, p->count);
    if (f == NULL || could == NULL)
        return NULL;
    *f = (ks_pattern_finder){ .patterns = p, .could = could };
    if (!pattern_pcre_work_open(&f->pcre))
        return NULL;
    if (!pattern_scan_work_open(&p->scan, &f->scan)) {
        pattern_pcre_work_close(&f->pcre);
        return NULL;
    }
    f->next = p->finders;
    p->finders = f;
    return f;
}

ks_pattern_result ks_patterns_find(ks_pattern_finder *f, ks_str text, ks_pattern_hit *hit)
{
    const ks_patterns *p = f->patterns;
    pattern_marks marks = { f->could, p->has_always };
    bool has_given_up = false;
    memcpy(f->could, p->always, p->count);
    // Vectorscan's answer about bytes that are no UTF-8 is not defined; PCRE2's is.
    bool is_sieved = p->scan.database && ks_utf8_is_valid(ks_str_span(text)) &&
                     pattern_scan_text(&p->scan, &f->scan, text, &marks);
    if (is_sieved && !marks.is_any)
        return KS_PATTERN_NONE;
    for (size_t i = 0; i < p->count; i++) {
        if (is_sieved && !f->could[i])
            continue;
        ks_pattern_result result = pattern_pcre_find(&p->pcre[i], &f->pcre, text, hit);
        if (result == KS_PATTERN_FOUND) {
            hit->pattern = (u32)i;
            return result;
        }
        has_given_up = has_given_up || result == KS_PATTERN_GAVE_UP;
    }
    return has_given_up ? KS_PATTERN_GAVE_UP : KS_PATTERN_NONE;
}
