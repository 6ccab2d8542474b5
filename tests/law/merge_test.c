// The law of merging: investigating A, B and C together gives the same bytes as merging what each
// of them gave alone, in any order and grouping. Everything is computed from the set, so equal sets
// written out are the heart of it; findings and answers are compared as text as well.
#include "made_case.h"

enum { part_a = 1, part_b = 2, part_c = 4, all_parts = 7 };

#define START(pid, name)                                                    \
    "SubjectUserName=tanaka|SubjectDomainName=CORP|SubjectLogonId=0x5a1f2|" \
    "NewProcessId=" pid "|NewProcessName=" name "|ProcessId=0x4"

// PC1's Security log, live; the same log's export, overlapping it; FS1 and PC1's System log.
static void fill(made *m, int parts)
{
    event_row row = { .log = "Security", .host = "PC1", .id = 4688, .version = 1 };
    static const struct {
        int parts;
        const char *file, *host, *log;
        u32 id;
        u64 record;
        const char *at, *fields;
    } rows[] = {
        { part_a, "live.evtx", "PC1", "Security", 4688, 20, "2026-05-11 03:00:00",
          START("0x10", "C:\\a.exe") },
        { part_a, "live.evtx", "PC1", "Security", 4688, 21, "2026-05-11 03:00:05",
          START("0x14", "C:\\Users\\Public\\x.docx   .exe") },
        { part_a, "live.evtx", "PC1", "Security", 1102, 19, "2026-05-11 02:59:00",
          "SubjectUserName=tanaka" },
        { part_b, "export.evtx", "PC1", "Security", 4688, 20, "2026-05-11 03:00:00",
          START("0x10", "C:\\a.exe") },
        { part_b, "export.evtx", "PC1", "Security", 4688, 18, "2026-05-11 02:00:00",
          START("0x18", "C:\\before.exe") },
        { part_b, "export.evtx", "PC1", "Security", 1102, 19, "2026-05-11 02:59:00",
          "SubjectUserName=somebody" },
        { part_c, "fs1/System.evtx", "FS1.corp.example", "System", 12, 1, "2026-05-11 01:00:00",
          "" },
        { part_c, "fs1/System.evtx", "FS1.corp.example", "System", 104, 2, "2026-05-11 04:00:00",
          "SubjectUserName=tanaka|Channel=Application" },
        { part_c, "System.evtx", "pc1.corp.example", "System", 1, 9, "2026-05-11 02:00:00",
          "NewTime=2026-05-11T02:00:00Z|OldTime=2026-05-11T04:00:00Z" },
        { part_c, "System.evtx", "pc1.corp.example", "System", 1, 10, "2026-05-11 04:30:00",
          "NewTime=2026-05-11T04:30:00Z|OldTime=2026-05-11T02:30:00Z" },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        if ((rows[i].parts & parts) == 0)
            continue;
        row.file = rows[i].file;
        row.host = rows[i].host;
        row.log = rows[i].log;
        row.id = rows[i].id;
        row.record = rows[i].record;
        row.at = rows[i].at;
        row.fields = rows[i].fields;
        made_event(m, row);
    }
    if (parts & part_b)
        made_log(m, (log_row){ .file = "export.evtx",
                               .log = "Security",
                               .host = "PC1",
                               .first = 1,
                               .last = 17,
                               .from = "2026-05-10",
                               .to = "2026-05-11" });
}

static bool put(void *context, ks_span block, ks_fail *fail)
{
    (void)fail;
    ks_out_bytes(context, block.at, block.size);
    return true;
}

static ks_out written(made *m)
{
    ks_out out;
    ks_fail fail = { 0 };
    made_must(ks_out_open(&out, &m->arena, 1 << 20), "room");
    made_must(ks_observations_write(m->set, put, &out, &fail), "write");
    return out;
}

static void put_answers(const made *m, ks_out *out)
{
    for (size_t i = 0; i < m->facts->event_count; i++) {
        ks_out_bytes(out, &m->facts->events[i].ticks, 8);
        ks_out_bytes(out, &m->facts->events[i].seen->payload, 8);
    }
    for (size_t i = 0; i < m->facts->process_count; i++) {
        const ks_process *p = &m->facts->processes[i];
        ks_out_put(out, p->image);
        ks_out_bytes(out, &p->parent, 4);
        ks_out_bytes(out, &p->end_ticks, 8);
    }
    for (size_t i = 0; i < m->answers->findings.count; i++) {
        const ks_finding *f = &m->answers->findings.items[i];
        ks_out_put(out, f->id);
        ks_out_phrase(out, &f->sentence, KS_JA);
        ks_out_bytes(out, f->records, f->record_count * sizeof *f->records);
    }
    for (size_t i = 0; i < ks_question_count; i++) {
        const ks_answer *a = &m->answers->answers[i];
        ks_out_put(out, ks_str_of(ks_verdict_words[a->verdict]));
        ks_out_phrase(out, &a->summary, KS_EN);
        for (size_t k = 0; k < a->note_count; k++)
            ks_out_phrase(out, &a->notes[k], KS_EN);
        for (size_t k = 0; k < a->host_count; k++)
            ks_out_phrase(out, &a->hosts[k].summary, KS_EN);
    }
    for (size_t i = 0; i < m->answers->coverages.count; i++) {
        const ks_coverage *c = &m->answers->coverages.items[i];
        for (size_t k = 0; k < c->interval_count; k++) {
            ks_out_bytes(out, &c->intervals[k].from_ticks, 8);
            ks_out_put(out, ks_str_of(ks_state_words[c->intervals[k].state]));
        }
    }
}

static ks_str answered(made *m)
{
    ks_out out;
    made_must(ks_out_open(&out, &m->arena, 1 << 20), "room");
    put_answers(m, &out);
    return ks_out_str(&out);
}

// The set of these cases together. (The set points to the arena: `m` must not move.)
static void merge(made *m, ks_out *const *parts, size_t count)
{
    ks_fail fail = { 0 };
    for (size_t i = 0; i < count; i++)
        made_must(ks_observations_read(made_set(m), ks_str_span(ks_out_str(parts[i])), &fail),
                  "read");
}

static bool is_equal(made *a, made *b)
{
    made_answers(a);
    made_answers(b);
    ks_out x = written(a), y = written(b);
    bool bytes = ks_str_equal(ks_out_str(&x), ks_out_str(&y));
    bool answers = ks_str_equal(answered(a), answered(b));
    if (!bytes || !answers)
        remark("sets %s, answers %s", bytes ? "equal" : "differ", answers ? "equal" : "differ");
    return bytes && answers && a->facts->event_count == b->facts->event_count;
}

int main(void)
{
    static const int kinds[] = { part_a, part_b, part_c };
    made parts[3];
    ks_out bytes[3];
    for (size_t i = 0; i < 3; i++) {
        parts[i] = made_new();
        fill(&parts[i], kinds[i]);
        made_facts(&parts[i]);
        bytes[i] = written(&parts[i]);
    }
    made whole = made_new();
    fill(&whole, all_parts);
    made_answers(&whole);
    check("the whole has what the parts have: a record of two sources once",
          whole.facts->event_count == 9 && whole.facts->contradiction_count == 1);

    ks_out *orders[][3] = { { &bytes[0], &bytes[1], &bytes[2] },
                            { &bytes[2], &bytes[0], &bytes[1] },
                            { &bytes[1], &bytes[2], &bytes[0] } };
    static const char *const sentences[] = { "merging A, B, C is investigating A B C",
                                             "merging C, A, B is investigating A B C",
                                             "merging B, C, A is investigating A B C" };
    for (size_t i = 0; i < countof(orders); i++) {
        made again = made_new(), m = made_new();
        fill(&again, all_parts);
        merge(&m, orders[i], 3);
        check(sentences[i], is_equal(&again, &m));
    }

    made pair = made_new(), m = made_new(), again = made_new();
    merge(&pair, orders[0] + 1, 2);
    made_facts(&pair);
    ks_out pair_bytes = written(&pair);
    ks_out *grouped[] = { &pair_bytes, &bytes[0] };
    merge(&m, grouped, 2);
    fill(&again, all_parts);
    check("merging A with the merge of B and C is investigating A B C", is_equal(&again, &m));

    ks_out *twice[] = { &bytes[0], &bytes[1], &bytes[2], &bytes[1], &pair_bytes };
    made n = made_new(), other = made_new();
    merge(&n, twice, countof(twice));
    fill(&other, all_parts);
    check("merging a case twice changes nothing", is_equal(&other, &n));
    return checked();
}
