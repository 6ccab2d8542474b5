// The one file that knows Vectorscan (Hyperscan's interface). It is used as a sieve: patterns are
// compiled so that it reports at least every text that PCRE2 would accept.
#include "event/pattern_scan.h"

#ifdef KS_HAVE_LIBHS
#    include <hs.h>

// After so many patterns that the library refused, the sieve is given up.
enum { refused_most = 256 };

// Bytes that mean something in a pattern are written as \xHH.
static const char *pattern_text(ks_str word, bool is_literal, ks_arena *arena)
{
    static const char digits[] = "0123456789abcdef";
    if (memchr(word.at, 0, word.size))
        return NULL;
    if (!is_literal)
        return ks_cstr(arena, word);
    char *text = ks_take(arena, char, word.size * 4 + 1);
    char *to = text;
    for (size_t i = 0; text && i < word.size; i++) {
        u8 byte = (u8)word.at[i];
        bool is_plain = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                        ((byte | 32) >= 'a' && (byte | 32) <= 'z');
        if (is_plain) {
            *to++ = (char)byte;
            continue;
        }
        memcpy(to, "\\x", 2);
        to[2] = digits[byte >> 4];
        to[3] = digits[byte & 15];
        to += 4;
    }
    return text;
}

static unsigned flags_of(ks_pattern_options options)
{
    unsigned flags = HS_FLAG_SINGLEMATCH | HS_FLAG_UTF8 | HS_FLAG_ALLOWEMPTY;
    flags |= options.ignores_case ? HS_FLAG_CASELESS : 0u;
    // Approximates what it cannot do (look-around, references) by something that fits more.
    return flags | (options.is_literal ? 0u : HS_FLAG_PREFILTER);
}

typedef struct {
    const char **texts;
    unsigned *flags, *numbers;
    size_t count;
} pattern_list;

static void leave_out(pattern_list *list, size_t index, bool *could)
{
    could[list->numbers[index]] = true;
    for (size_t i = index; i + 1 < list->count; i++) {
        list->texts[i] = list->texts[i + 1];
        list->flags[i] = list->flags[i + 1];
        list->numbers[i] = list->numbers[i + 1];
    }
    list->count--;
}

// Compiles what is left of the list; patterns that the library refuses go one by one.
static void compile(pattern_scan *scan, pattern_list *list, bool *could)
{
    for (int left = refused_most; left > 0 && list->count; left--) {
        hs_database_t *database = NULL;
        hs_compile_error_t *error = NULL;
        hs_error_t code =
            hs_compile_multi(list->texts, list->flags, list->numbers, (unsigned)list->count,
                             HS_MODE_BLOCK, NULL, &database, &error);
        int refused = error ? error->expression : -1;
        hs_free_compile_error(error);
        if (code == HS_SUCCESS) {
            scan->database = database;
            return;
        }
        if (refused < 0)
            break;
        leave_out(list, (size_t)refused, could);
    }
    for (size_t i = 0; i < list->count; i++)
        could[list->numbers[i]] = true;
}

void pattern_scan_compile(pattern_scan *scan, const ks_str *words, size_t count,
                          ks_pattern_options options, ks_arena scratch, bool *could)
{
    pattern_list list = { .texts = ks_take(&scratch, const char *, count),
                          .flags = ks_take(&scratch, unsigned, count),
                          .numbers = ks_take(&scratch, unsigned, count) };
    bool has_room = list.texts && list.flags && list.numbers;
    *scan = (pattern_scan){ 0 };
    for (size_t i = 0; i < count; i++) {
        const char *text = has_room ? pattern_text(words[i], options.is_literal, &scratch) : NULL;
        if (text == NULL) {
            could[i] = true;
            continue;
        }
        list.texts[list.count] = text;
        list.flags[list.count] = flags_of(options);
        list.numbers[list.count++] = (unsigned)i;
    }
    compile(scan, &list, could);
}

void pattern_scan_close(pattern_scan *scan)
{
    (void)hs_free_database(scan->database);
    scan->database = NULL;
}

bool pattern_scan_work_open(const pattern_scan *scan, pattern_scan_work *work)
{
    hs_scratch_t *scratch = NULL;
    bool is_open =
        scan->database == NULL || hs_alloc_scratch(scan->database, &scratch) == HS_SUCCESS;
    work->scratch = scratch;
    return is_open;
}

void pattern_scan_work_close(pattern_scan_work *work)
{
    (void)hs_free_scratch(work->scratch);
    work->scratch = NULL;
}

static int mark(unsigned number, unsigned long long from, unsigned long long to, unsigned flags,
                void *context)
{
    (void)from, (void)to, (void)flags;
    pattern_marks *m = context;
    m->could[number] = true;
    m->is_any = true;
    return 0;
}

bool pattern_scan_text(const pattern_scan *scan, const pattern_scan_work *work, ks_str text,
                       pattern_marks *marks)
{
    if (scan->database == NULL)
        return true;
    return text.size <= UINT32_MAX && hs_scan(scan->database, text.at, (unsigned)text.size, 0,
                                              work->scratch, mark, marks) == HS_SUCCESS;
}
#else
void pattern_scan_compile(pattern_scan *scan, const ks_str *words, size_t count,
                          ks_pattern_options options, ks_arena scratch, bool *could)
{
    (void)words, (void)options, (void)scratch;
    *scan = (pattern_scan){ 0 };
    for (size_t i = 0; i < count; i++)
        could[i] = true;
}

void pattern_scan_close(pattern_scan *scan) { (void)scan; }

bool pattern_scan_work_open(const pattern_scan *scan, pattern_scan_work *work)
{
    (void)scan, (void)work;
    return true;
}

void pattern_scan_work_close(pattern_scan_work *work) { (void)work; }

bool pattern_scan_text(const pattern_scan *scan, const pattern_scan_work *work, ks_str text,
                       pattern_marks *marks)
{
    (void)scan, (void)work, (void)text;
    marks->is_any = true;
    return true;
}
#endif
