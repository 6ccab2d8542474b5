// The rules that the program carries: each file of rules/, byte by byte, and in a form in which no
// word stands that an antivirus program looks for.
#include "rules/builtin.h"

#include "base/os.h"
#include "rules/builtin_packed.h"

#include "test.h"

#include <stdio.h>

static ks_arena run;

typedef struct {
    size_t count, same;
    ks_str last;
    bool is_sorted;
    size_t in_plain[8]; // by word: rules that it stands in
    size_t stop_at;     // files; 0: never
} seen;

// Each of them stands in some rule, so that looking for them proves something.
static const char *const words[] = { "mimikatz",         "sekurlsa",       "psexesvc",
                                     "FromBase64String", "DownloadString", "VirtualAlloc" };

static bool has_word(ks_span bytes, const char *word, size_t step)
{
    size_t size = strlen(word), found = 0;
    for (size_t at = 0; at + size * step <= bytes.size && found < size; at++)
        for (found = 0; found < size; found++) {
            const u8 *c = bytes.at + at + found * step;
            if ((*c | 0x20) != (word[found] | 0x20) || (step == 2 && c[1] != 0))
                break;
        }
    return found == size;
}

static bool is_file(ks_str path, ks_span text)
{
    static u8 bytes[1 << 16];
    char name[1024];
    snprintf(name, sizeof name, "%s/../rules/%.*s", KS_TEST_DATA, (int)path.size, path.at);
    FILE *file = fopen(name, "rb");
    size_t got = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    bool is_same = file != NULL && ks_span_equal(text, (ks_span){ bytes, got });
    if (!is_same)
        remark("%s differs", name);
    if (file != NULL)
        fclose(file);
    return is_same;
}

static bool one(void *context, ks_str path, ks_span text)
{
    seen *s = context;
    s->same += is_file(path, text);
    s->is_sorted = s->is_sorted && (s->count == 0 || ks_str_compare(s->last, path) < 0);
    s->last = path;
    s->count++;
    for (size_t i = 0; i < countof(words); i++)
        s->in_plain[i] += has_word(text, words[i], 1);
    return s->count != s->stop_at;
}

static bool count_files(void *context, const char *name)
{
    const char *end = strrchr(name, '.');
    char path[1024];
    seen *s = context;
    ks_fail fail = { 0 };
    if (end != NULL && strcmp(end, ".yml") == 0)
        s->count++;
    snprintf(path, sizeof path, "%s/../rules/%s", KS_TEST_DATA, name);
    ks_os_info info;
    if (end == NULL && ks_os_look(path, &info, &fail) && info.kind == KS_OS_FOLDER)
        return ks_os_list(path, count_files, context, &fail);
    return true;
}

static size_t files_on_disk(void)
{
    seen s = { 0 };
    ks_fail fail = { 0 };
    return ks_os_list(KS_TEST_DATA "/../rules", count_files, &s, &fail) ? s.count : 0;
}

int main(void)
{
    KS_ASSERT(ks_arena_open(&run, "run", 64u << 20));
    seen all = { .is_sorted = true };
    ks_arena scratch = run;
    check("the program's own rules are unpacked", ks_rules_builtin_each(&scratch, one, &all));
    check("there are as many as the source has", all.count == files_on_disk() && all.count > 0);
    check("each is the file of the source, byte by byte", all.same == all.count);
    check("they come in the order of their paths", all.is_sorted);

    seen some = { .is_sorted = true, .stop_at = 2 };
    scratch = run;
    check("whoever wants no more gets no more",
          !ks_rules_builtin_each(&scratch, one, &some) && some.count == 2);
    ks_arena small;
    KS_ASSERT(ks_arena_open(&small, "run", 4096));
    check("without memory there are none", !ks_rules_builtin_each(&small, one, &some));

    ks_span packed = { ks_rules_packed, ks_rules_packed_size };
    for (size_t i = 0; i < countof(words); i++) {
        check("a word that antivirus programs look for stands in the rules", all.in_plain[i] > 0);
        if (!check("and not in the program's table",
                   !has_word(packed, words[i], 1) && !has_word(packed, words[i], 2)))
            remark("%s", words[i]);
    }
    return checked();
}
