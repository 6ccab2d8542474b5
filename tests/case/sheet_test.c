// The head of the answer sheet: hosts without a name have words, one of a thing is said as one.
#include "case/case.h"
#include "made_case.h"

static bool holds(ks_str text, const char *words)
{
    return memmem(text.at, text.size, words, strlen(words)) != NULL;
}

static ks_str sheet_of(made *m, ks_lang lang)
{
    ks_out out;
    made_must(ks_out_open(&out, &m->arena, 1 << 20), "out");
    ks_case c = { .set = m->set, .facts = m->facts, .answers = m->answers };
    ks_sheet_print(&out, &c, &(ks_sheet){ .lang = lang });
    return ks_out_str(&out);
}

int main(void)
{
    made m = made_new();
    made_log(&m, (log_row){ .host = "",
                            .log = "System",
                            .first = 1,
                            .last = 1,
                            .from = "2026-05-11 01:00",
                            .to = "2026-05-11 01:00" });
    made_event(&m, (event_row){ .host = "PC1",
                                .log = "Security",
                                .id = 1102,
                                .record = 21,
                                .at = "2026-05-11 04:00:00",
                                .fields = "SubjectUserName=tanaka" });
    made_answers(&m);
    ks_str english = sheet_of(&m, KS_EN), japanese = sheet_of(&m, KS_JA);
    check("one log and one event are not several", holds(english, "  1 log, 1 event\n"));
    check("a host without a name is shown by words", holds(english, "(no name)"));
    check("... in Japanese as well", holds(japanese, "(名前なし)"));
    if (!check("the gravest host is told first", holds(english, "PC1: found; (no name): ")))
        remark("%.*s", (int)english.size, english.at);
    check("hosts of a Japanese sheet are listed by its own comma",
          holds(japanese, "PC1: あり、(名前なし): "));
    return checked();
}
