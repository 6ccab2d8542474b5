// Evidence that claims to be made: one such record must never switch an investigation off.
#include "case/case.h"
#include "made_case.h"

typedef struct {
    const char *sentence;
    u64 records[2];  // record ids of the claims in two logs; 0: none
    bool is_cleared; // the first log begins with the record of that
    const char *says, *never;
} row;

static const row rows[] = {
    { "a log without such a record says nothing of it", { 0, 0 }, false, NULL, "konseki-demo" },
    { "all logs begin with the record: the evidence says of itself that it is made",
      { 1, 1 },
      false,
      "This evidence says of itself that konseki-demo made it",
      "Nothing in it" },
    { "a log that was cleared begins with the record of that",
      { 2, 1 },
      true,
      "This evidence says of itself",
      "for instance" },
    { "one such record beside a real log: that log says so, and nothing else",
      { 1, 0 },
      false,
      "1 of 2 logs says of itself that konseki-demo made it, for instance PC1/",
      "This evidence" },
    { "such a record in the middle of a log says nothing of the rest",
      { 1, 5 },
      false,
      "2 of 2 logs say of themselves that konseki-demo made them",
      "This evidence" },
};

static bool holds(ks_str text, const char *words)
{
    return memmem(text.at, text.size, words, strlen(words)) != NULL;
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        made m = made_new();
        static const char *const logs[] = { "Application", "System" };
        for (size_t k = 0; k < countof(logs); k++) {
            made_log(&m, (log_row){ .host = "PC1",
                                    .log = logs[k],
                                    .first = 1,
                                    .last = 9,
                                    .from = "2026-05-11 01:00",
                                    .to = "2026-05-11 09:00" });
            if (rows[i].records[k])
                made_event(&m, (event_row){ .host = "PC1",
                                            .log = logs[k],
                                            .id = 1,
                                            .record = rows[i].records[k],
                                            .at = "2026-05-11 01:00:00",
                                            .provider = "Konseki-Demo" });
        }
        if (rows[i].is_cleared)
            made_event(&m, (event_row){ .host = "PC1",
                                        .log = logs[0],
                                        .id = 104,
                                        .record = 1,
                                        .at = "2026-05-11 01:00:00" });
        made_answers(&m);
        ks_out out;
        made_must(ks_out_open(&out, &m.arena, 1 << 20), "out");
        ks_case c = { .set = m.set, .facts = m.facts, .answers = m.answers };
        ks_sheet_print(&out, &c, &(ks_sheet){ .lang = KS_EN });
        ks_str sheet = ks_out_str(&out);
        if (!check(rows[i].sentence,
                   (!rows[i].says || holds(sheet, rows[i].says)) && !holds(sheet, rows[i].never)))
            remark("%.*s", (int)(sheet.size < 600 ? sheet.size : 600), sheet.at);
    }
    return checked();
}
