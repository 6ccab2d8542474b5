// Notable program starts. A small, open ranking: each rule that fits gives points; from 35 on a
// start is told, and the most telling one heads the answer. The points are starting values, in one
// table below, and every finding names the rules that fitted.
#include "base/hash.h"
#include "base/sort.h"
#include "trace/process_lists.h"
#include "trace/trace_own.h"

enum { told_least = 35, high_least = 55, critical_least = 90, reasons_most = 3 };

// A start in lower case; parent: the file name of the parent's image.
typedef struct {
    ks_str image, base, command, parent, original;
} start;

static bool is_in(ks_str text, const ks_str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ks_str_equal(text, list[i]))
            return true;
    return false;
}

static bool has_any(ks_str text, const ks_str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has_part(text, list[i]))
            return true;
    return false;
}

static bool ends_with_any(ks_str text, const ks_str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ends_with(text, list[i]))
            return true;
    return false;
}

#define IS_IN(text, list)   is_in((text), (list), countof(list))
#define HAS_ANY(text, list) has_any((text), (list), countof(list))

// The name without its program's extension; the same text when it has none.
static ks_str without_extension(ks_str name)
{
    for (size_t i = 0; i < countof(program_endings); i++)
        if (ends_with(name, program_endings[i]))
            return (ks_str){ name.at, name.size - program_endings[i].size };
    return name;
}

static ks_str trimmed(ks_str text)
{
    while (text.size && text.at[text.size - 1] == ' ')
        text.size--;
    return text;
}

static bool is_double(const start *s)
{
    ks_str stem = without_extension(s->base);
    return stem.size < s->base.size &&
           ends_with_any(trimmed(stem), document_endings, countof(document_endings));
}

static bool is_padded(const start *s)
{
    ks_str stem = without_extension(s->base);
    return stem.size < s->base.size && stem.size - trimmed(stem).size >= 4;
}

// U+202E and its kin, U+202A to U+202E and U+2066 to U+2069, in UTF-8.
static bool is_turned(const start *s)
{
    for (size_t i = 0; i + 2 < s->base.size; i++) {
        const u8 *c = (const u8 *)s->base.at + i;
        if (c[0] == 0xe2 && ((c[1] == 0x80 && c[2] >= 0xaa && c[2] <= 0xae) ||
                             (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9)))
            return true;
    }
    return false;
}

static bool is_attachment(const start *s)
{
    return HAS_ANY(s->image, attachment_folders) || HAS_ANY(s->command, attachment_folders);
}

static bool is_out_of_archive(const start *s) { return HAS_ANY(s->image, archive_folders); }
static bool is_download(const start *s) { return has_part(s->image, KS_STR("\\downloads\\")); }
static bool is_recycled(const start *s) { return has_part(s->image, KS_STR("\\$recycle.bin\\")); }

static bool is_temporary(const start *s)
{
    return HAS_ANY(s->image, temporary_folders) && !is_out_of_archive(s);
}

static bool is_in_odd_folder(const start *s)
{
    return HAS_ANY(s->image, odd_folders) && !HAS_ANY(s->image, odd_but_usual);
}

static bool is_from_office(const start *s)
{
    return IS_IN(s->parent, office_programs) && !IS_IN(s->base, office_children) &&
           !HAS_ANY(s->image, program_folders);
}

static bool is_shell(const start *s) { return IS_IN(s->base, shells); }

static bool is_from_browser(const start *s)
{
    return is_shell(s) && IS_IN(s->parent, browsers) && !HAS_ANY(s->command, browser_helpers);
}

static bool is_from_server(const start *s) { return is_shell(s) && IS_IN(s->parent, servers); }

static bool is_remote(const start *s)
{
    return (IS_IN(s->parent, remote_parents) && !IS_IN(s->base, remote_children)) ||
           IS_IN(s->base, remote_programs);
}

static bool is_powershell(const start *s)
{
    return IS_IN(s->base, powershells) || has_part(s->command, KS_STR("powershell"));
}

// -e, -en, -enc … -encodedcommand, with - or /, followed by something long.
static bool is_encoded(const start *s)
{
    ks_str full = KS_STR("encodedcommand");
    if (!is_powershell(s))
        return false;
    for (size_t i = 1; i + 1 < s->command.size; i++) {
        char mark = s->command.at[i], before = s->command.at[i - 1];
        if ((mark != '-' && mark != '/') || before != ' ')
            continue;
        size_t n = 0;
        while (n < full.size && i + 1 + n < s->command.size &&
               s->command.at[i + 1 + n] == full.at[n])
            n++;
        size_t end = i + 1 + n;
        if (n && end + 16 < s->command.size && s->command.at[end] == ' ')
            return true;
    }
    return has_part(s->command, KS_STR("frombase64string"));
}

static bool is_cradle(const start *s)
{
    if (is_powershell(s) && HAS_ANY(s->command, cradles))
        return true;
    for (size_t i = 0; i < countof(downloaders); i++)
        if (ks_str_equal(s->base, downloaders[i].program) &&
            has_part(s->command, downloaders[i].argument))
            return true;
    return false;
}

static bool is_hidden(const start *s)
{
    return is_powershell(s) && HAS_ANY(s->command, hidden_windows);
}

// A part of Windows by name, in a folder where it never lies.
static bool is_masquerade(const start *s)
{
    return s->image.size > s->base.size && IS_IN(s->base, windows_programs) &&
           !HAS_ANY(s->image, windows_folders);
}

static bool is_renamed(const start *s)
{
    return IS_IN(s->original, tools_by_own_name) && !ks_str_equal(s->original, s->base);
}

static bool is_proxy(const start *s)
{
    for (size_t i = 0; i < countof(proxies); i++)
        if (ks_str_equal(s->base, proxies[i].program) && has_part(s->command, proxies[i].argument))
            return true;
    return false;
}

static bool takes_credentials(const start *s)
{
    for (size_t i = 0; i < countof(credential_takers); i++)
        if ((credential_takers[i].program.size == 0 ||
             ks_str_equal(s->base, credential_takers[i].program)) &&
            has_part(s->command, credential_takers[i].argument))
            return true;
    return false;
}

static bool is_tool(const start *s)
{
    return IS_IN(s->base, attack_tools) || HAS_ANY(s->command, tool_arguments);
}

static bool deletes_shadows(const start *s)
{
    for (size_t i = 0; i < countof(shadow_deleters); i++)
        if (has_part(s->command, shadow_deleters[i].program) &&
            has_part(s->command, shadow_deleters[i].argument))
            return true;
    return false;
}

static bool asks_around(const start *s)
{
    for (size_t i = 0; i < countof(questions_asked); i++)
        if (ks_str_equal(s->base, questions_asked[i].program) &&
            (questions_asked[i].argument.size == 0 ||
             has_part(s->command, questions_asked[i].argument)))
            return true;
    return false;
}

// The ranking.
static const struct {
    bool (*fits)(const start *s);
    trace_sentence why;
    u32 points;
    const char *technique;
} rules[] = {
    { is_turned, SAY_WHY_RLO, 70, "T1036.002" },
    { is_padded, SAY_WHY_PADDED, 65, "T1036.007" },
    { is_double, SAY_WHY_DOUBLE, 60, "T1036.007" },
    { takes_credentials, SAY_WHY_CREDENTIALS, 65, "T1003" },
    { deletes_shadows, SAY_WHY_SHADOWS, 60, "T1490" },
    { is_tool, SAY_WHY_TOOL, 60, "T1588.002" },
    { is_masquerade, SAY_WHY_MASQUERADE, 50, "T1036.005" },
    { is_renamed, SAY_WHY_RENAMED, 50, "T1036.003" },
    { is_from_server, SAY_WHY_SERVER, 45, "T1505.003" },
    { is_encoded, SAY_WHY_ENCODED, 40, "T1059.001" },
    { is_cradle, SAY_WHY_CRADLE, 40, "T1105" },
    { is_proxy, SAY_WHY_PROXY, 40, "T1218" },
    { is_from_office, SAY_WHY_OFFICE, 40, "T1204.002" },
    { is_attachment, SAY_WHY_ATTACHMENT, 40, "T1566.001" },
    { is_out_of_archive, SAY_WHY_ARCHIVE, 35, "T1204.002" },
    { is_recycled, SAY_WHY_RECYCLER, 35, "T1564" },
    { is_from_browser, SAY_WHY_BROWSER, 35, "T1189" },
    { is_remote, SAY_WHY_REMOTE, 35, "T1021" },
    { is_in_odd_folder, SAY_WHY_ODD_FOLDER, 25, "T1036.005" },
    { is_temporary, SAY_WHY_TEMP, 20, "T1204.002" },
    { is_download, SAY_WHY_DOWNLOAD, 20, "T1204.002" },
    { is_hidden, SAY_WHY_HIDDEN, 15, "T1564.003" },
    { asks_around, SAY_WHY_DISCOVERY, 10, "T1087" },
};

typedef struct {
    u32 points, fitting; // fitting: bit a rule
} score;

static score rate(const tracing *t, const ks_process *p, ks_arena scratch)
{
    ks_str parent = p->parent_image;
    if (parent.size == 0 && p->parent != ks_no_process)
        parent = t->facts->processes[p->parent].image;
    start s = { .image = lowered(p->image, &scratch),
                .command = lowered(p->command, &scratch),
                .parent = ks_base_name(lowered(parent, &scratch)),
                .original = lowered(p->original_name, &scratch) };
    s.base = ks_base_name(s.image);
    score sum = { 0 };
    for (size_t i = 0; i < countof(rules); i++) {
        if (rules[i].fits(&s)) {
            sum.points += rules[i].points;
            sum.fitting |= 1u << i;
        }
    }
    return sum;
}

static ks_str techniques_of(tracing *t, u32 fitting)
{
    ks_out out;
    if (!ks_out_open(&out, t->arena, 128)) {
        t->is_full = true;
        return (ks_str){ 0 };
    }
    for (size_t i = 0, told = 0; i < countof(rules) && told < ks_techniques_most; i++) {
        if ((fitting & 1u << i) == 0)
            continue;
        bool is_told = false;
        for (size_t k = 0; k < i; k++)
            is_told = is_told ||
                      ((fitting & 1u << k) && strcmp(rules[k].technique, rules[i].technique) == 0);
        if (is_told)
            continue;
        if (told++)
            ks_out_byte(&out, ' ');
        ks_out_put(&out, ks_str_of(rules[i].technique));
    }
    return ks_out_str(&out);
}

// `more`: equal starts behind this one.
static ks_phrase phrase_of(const ks_process *p, score sum, u64 more)
{
    static const trace_sentence sentences[2][reasons_most] = {
        { SAY_NOTABLE, SAY_NOTABLE_2, SAY_NOTABLE_3 },
        { SAY_NOTABLE_MORE, SAY_NOTABLE_2_MORE, SAY_NOTABLE_3_MORE },
    };
    const ks_phrase_text *why[reasons_most];
    size_t reasons = 0;
    for (size_t i = 0; i < countof(rules) && reasons < reasons_most; i++)
        if (sum.fitting & 1u << i)
            why[reasons++] = &trace_sentences[rules[i].why];
    ks_phrase said = ks_phrase_of(&trace_sentences[sentences[more != 0][reasons - 1]]);
    ks_phrase_add_text(&said, p->command.size ? p->command : p->image);
    if (p->user.size)
        ks_phrase_add_text(&said, p->user);
    else
        ks_phrase_add_words(&said, SAYS(NOBODY));
    for (size_t i = 0; i < reasons; i++)
        ks_phrase_add_words(&said, why[i]);
    for (size_t i = reasons; i < reasons_most && more; i++)
        ks_phrase_add_text(&said, (ks_str){ 0 });
    if (more)
        ks_phrase_add_number(&said, more);
    return said;
}

static void tell(tracing *t, u32 process, score sum, u64 more)
{
    const ks_process *p = &t->facts->processes[process];
    ks_level level = sum.points >= critical_least ? KS_LEVEL_CRITICAL
                     : sum.points >= high_least   ? KS_LEVEL_HIGH
                                                  : KS_LEVEL_MEDIUM;
    found_finding *f = found(t, level, p->host, p->start_ticks, phrase_of(p, sum, more));
    if (f == NULL)
        return;
    f->is.weight = sum.points;
    f->is.techniques = techniques_of(t, sum.fitting);
    f->is.to_ticks = p->end_ticks;
    found_record(t, f, p->events[0]);
    found_record(t, f, p->events[2]);
    found_process(t, f, process);
}

// --- the same again and again is told once, by its first start; below the level high, whatever its
// arguments are
typedef struct {
    u32 process;
    score sum;
    u64 what; // hash of host, image, command, reasons
} rated;

static int what_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const rated *x = a, *y = b;
    int order = ks_compare_u64(x->what, y->what);
    return order ? order : ks_compare_u64(x->process, y->process);
}

static u64 what_of(const ks_process *p, score sum)
{
    u64 hash = ks_hash_mix(p->host, sum.fitting);
    hash = ks_hash_mix(hash, ks_hash(ks_str_span(p->image), 0));
    ks_str told = sum.points >= high_least ? p->command : p->parent_image;
    return ks_hash_mix(hash, ks_hash(ks_str_span(told), 0));
}

void trace_notable_process(tracing *t)
{
    rated *all = ks_take(t->arena, rated, t->facts->process_count + 1);
    size_t count = 0;
    for (u32 i = 0; i < t->facts->process_count && all; i++) {
        const ks_process *p = &t->facts->processes[i];
        if (p->seen != KS_SEEN_START && p->seen != KS_SEEN_OTHER)
            continue;
        score sum = rate(t, p, *t->arena);
        if (sum.points >= told_least)
            all[count++] = (rated){ i, sum, what_of(p, sum) };
    }
    if (all == NULL || !ks_sort(all, count, sizeof *all, what_order, NULL, *t->arena)) {
        t->is_full = true;
        return;
    }
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && all[end].what == all[i].what;)
            end++;
        tell(t, all[i].process, all[i].sum, end - i - 1);
        for (size_t k = i + 1; k < end; k++) {
            const ks_process *p = &t->facts->processes[all[k].process];
            found_record(t, t->newest, p->events[0]);
            found_process(t, t->newest, all[k].process);
            if (t->newest)
                t->newest->is.to_ticks = p->start_ticks;
        }
    }
}
