// Compiled rules and the XML they were made of say the same: every pair of the corpus.
// (KONSEKI_CORPUS)
#include "base/os.h"
#include "policy/sysmon_read.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

static ks_arena arena;
static size_t pairs, wrong;
static const char *folder;

static ks_span read_file(const char *path)
{
    ks_os_info info;
    ks_file file;
    ks_fail fail = { 0 };
    size_t got = 0;
    if (!ks_os_look(path, &info, &fail) || info.kind != KS_OS_FILE)
        return (ks_span){ 0 };
    u8 *bytes = malloc((size_t)info.size + 1);
    KS_ASSERT(bytes && ks_os_open(path, &file, &fail) &&
              ks_os_read_at(file, 0, bytes, (size_t)info.size, &got, &fail));
    ks_os_close(&file);
    return (ks_span){ bytes, got };
}

static bool same_filter(const ks_sysmon_filter *a, const ks_sysmon_filter *b)
{
    return ks_str_equal(a->field, b->field) && a->condition == b->condition &&
           ks_str_equal(a->value, b->value);
}

static bool same_member(const ks_sysmon_member *a, const ks_sysmon_member *b)
{
    const ks_sysmon_filter *f = a->filters, *g = b->filters;
    for (; f && g; f = f->next, g = g->next)
        if (!same_filter(f, g))
            return false;
    return !f && !g && a->is_rule == b->is_rule && (!a->is_rule || a->is_and == b->is_and);
}

static bool same_element(const ks_sysmon_element *a, const ks_sysmon_element *b)
{
    const ks_sysmon_member *m = a->members, *n = b->members;
    for (; m && n; m = m->next, n = n->next)
        if (!same_member(m, n))
            return false;
    return !m && !n && ks_str_equal(a->tag, b->tag) && a->is_include == b->is_include &&
           a->is_and == b->is_and;
}

// Elements are stored by event: order between different tags is not kept.
static bool same(const ks_sysmon_config *xml, const ks_sysmon_config *blob)
{
    size_t count = 0, found = 0;
    for (const ks_sysmon_element *e = blob->elements; e; e = e->next)
        count++;
    for (const ks_sysmon_element *a = xml->elements; a; a = a->next, count--)
        for (const ks_sysmon_element *b = blob->elements; b; b = b->next)
            if (same_element(a, b)) {
                found++;
                break;
            }
    size_t wanted = 0;
    for (const ks_sysmon_element *a = xml->elements; a; a = a->next)
        wanted++;
    return count == 0 && found == wanted && xml->schema == blob->schema;
}

static bool look(void *context, const char *name)
{
    (void)context;
    char path[4096];
    size_t size = strlen(name);
    if (size < 8 || strcmp(name + size - 8, ".xml.bin") != 0)
        return true;
    ks_arena run = arena;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    ks_span compiled = read_file(path);
    path[strlen(path) - 4] = 0;
    ks_span text = read_file(path);
    ks_sysmon_config xml, blob;
    ks_mistakes mistakes = { .arena = &run };
    ks_fail fail = { 0 };
    pairs++;
    if (!ks_sysmon_blob_read(&blob, compiled, &run, &fail) ||
        !sysmon_read(&xml, text, &run, &mistakes) || !same(&xml, &blob)) {
        wrong++;
        remark("%s differs", name);
    }
    free((void *)(uintptr_t)compiled.at);
    free((void *)(uintptr_t)text.at);
    return true;
}

int main(void)
{
    if (!corpus())
        return skipped("no corpus");
    static char path[4096];
    ks_fail fail = { 0 };
    snprintf(path, sizeof path, "%s/policy/sysmon/compiled", corpus());
    folder = path;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)256 << 20));
    check("the folder of compiled rules is read", ks_os_list(path, look, NULL, &fail));
    check("every pair says the same, element by element", pairs > 200 && wrong == 0);
    corpus_cases(pairs);
    ks_arena_close(&arena);
    return checked();
}
