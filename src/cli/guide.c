// konseki guide: what people should do and know, for printing. The texts are guide/<language>/*.md,
// built into the program.
#include "cli/guide.h"

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"

enum { guide_size = 1 << 20, guide_columns = 80, guide_memory = 4 << 20 };

#define GUIDE(name)                               \
    extern const unsigned char ks_guide_##name[]; \
    extern const size_t ks_guide_##name##_size
GUIDE(en_first_response);
GUIDE(ja_first_response);
GUIDE(en_users);
GUIDE(ja_users);

static const struct {
    const char *name;
    const unsigned char *text[KS_LANG_COUNT];
    const size_t *size[KS_LANG_COUNT];
} guides[] = {
    { "first-response",
      { ks_guide_en_first_response, ks_guide_ja_first_response },
      { &ks_guide_en_first_response_size, &ks_guide_ja_first_response_size } },
    { "users",
      { ks_guide_en_users, ks_guide_ja_users },
      { &ks_guide_en_users_size, &ks_guide_ja_users_size } },
};

static void put(ks_out *out, ks_str text, const options *given, bool has_color)
{
    if (options_is(given, OPTION_FORMAT, "markdown"))
        ks_out_put(out, text);
    else if (options_is(given, OPTION_FORMAT, "html"))
        guide_put_html(out, text, given->lang);
    else
        guide_put_text(&(page){ .out = out, .columns = guide_columns, .has_color = has_color },
                       text);
}

static bool print(const options *given, size_t n, output *out, ks_arena *arena, ks_fail *fail)
{
    ks_out made;
    ks_str text = { (const char *)guides[n].text[given->lang], *guides[n].size[given->lang] };
    const char *path = options_value(given, OPTION_OUTPUT);
    if (!ks_out_open(&made, arena, guide_size))
        return ks_refuse(fail, KS_OVER_BUDGET, guide_size, 0, KS_STR("guide"));
    if (!output_open(out, path, options_has(given, OPTION_FORCE), arena, fail))
        return false;
    put(&made, text, given, out->path == NULL && terminal_has_color(given, out->file));
    return output_write(out, ks_str_span(ks_out_str(&made)), fail) && output_close(out, fail);
}

int command_guide(const options *given)
{
    const char *word = given->argument_count == 1 ? given->arguments[0] : "";
    size_t n = 0;
    while (n < countof(guides) && strcmp(guides[n].name, word) != 0)
        n++;
    if (n == countof(guides)) {
        terminal_say_usage(given, KS_SAY_GUIDE_NAME,
                           given->argument_count ? given->arguments[0] : "", NULL);
        return STATUS_USAGE;
    }
    ks_fail fail = { 0 };
    ks_arena arena = { 0 };
    output out = { 0 };
    bool is_done = ks_arena_open(&arena, "guide", guide_memory) ||
                   ks_refuse(&fail, KS_OVER_BUDGET, guide_memory, 0, KS_STR("guide"));
    ks_arena whole = arena;
    is_done = is_done && print(given, n, &out, &arena, &fail);
    if (!is_done)
        output_drop(&out);
    ks_arena_close(&whole);
    if (is_done)
        return STATUS_DONE;
    if (output_is_gone(&fail))
        return STATUS_PIPE;
    terminal_say_fail(given, &fail);
    return STATUS_FAILED;
}
