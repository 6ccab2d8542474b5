// Which processes the page shows: alike leaves are folded, what findings name is not, and a case
// that is too large keeps what matters.
#include "base/number.h"
#include "case/report.h"

#include "test.h"

enum { many = 400000 };

static ks_process processes[many];
static char names[many][12];
static ks_arena run, fresh;

static ks_process leaf(u32 parent, const char *image)
{
    return (ks_process){ .parent = parent,
                         .image = ks_str_of(image),
                         .seen = KS_SEEN_START,
                         .events = { ks_no_event, ks_no_event, ks_no_event } };
}

// Chooses among the first `count` processes, of which a finding names `named` (none: UINT32_MAX).
static report choose(size_t count, u32 named)
{
    static ks_host host;
    static ks_facts facts;
    static ks_answers answers;
    static ks_finding finding;
    static ks_case c;
    static u32 named_processes[1];
    run = fresh;
    host = (ks_host){ .id = KS_STR("pc") };
    facts = (ks_facts){
        .hosts = &host, .host_count = 1, .processes = processes, .process_count = count
    };
    named_processes[0] = named;
    finding = (ks_finding){ .processes = named_processes, .process_count = 1 };
    answers = (ks_answers){ .findings = { &finding, named != UINT32_MAX } };
    c = (ks_case){ .facts = &facts, .answers = &answers };
    report p = { .c = &c, .arena = &run };
    KS_ASSERT(report_words_open(&p.words, &run) && report_processes_choose(&p));
    return p;
}

static void small_ones(void)
{
    processes[0] = leaf(ks_no_process, "services.exe");
    processes[1] = leaf(ks_no_process, "explorer.exe");
    for (u32 i = 2; i < 6; i++)
        processes[i] = leaf(0, "svchost.exe");
    report p = choose(6, UINT32_MAX);
    check("four alike leaves of one parent are one row",
          p.processes.count == 3 && p.processes.fold[2] == 4);
    check("each of them leads to that row", p.processes.row[5] == p.processes.row[2]);
    check("nothing is left out", p.processes.left_out == 0);
    check("three are not folded", choose(5, UINT32_MAX).processes.count == 5);
    check("a leaf that a finding names stands by itself", choose(6, 4).processes.count == 6);

    processes[4].parent = 1;
    check("leaves of different parents are not folded", choose(6, UINT32_MAX).processes.count == 6);
    processes[4] = leaf(0, "svchost.exe");
    processes[4].command = KS_STR("svchost.exe -k netsvcs");
    check("another command line is another program's run",
          choose(6, UINT32_MAX).processes.count == 6);
    processes[4] = leaf(0, "svchost.exe");
    processes[4].integrity = ks_integrity_high;
    check("another integrity is not alike", choose(6, UINT32_MAX).processes.count == 6);
    processes[4] = leaf(0, "svchost.exe");
    processes[6] = leaf(5, "cmd.exe");
    check("who has children is no leaf", choose(7, UINT32_MAX).processes.count == 7);
}

static void large_ones(void)
{
    processes[0] = leaf(ks_no_process, "services.exe");
    for (u32 i = 1; i < many; i++)
        processes[i] = leaf(0, i % 2 ? "taskhostw.exe" : "svchost.exe");
    report p = choose(many, UINT32_MAX);
    check("in a large case alike leaves are folded even when others lie between",
          p.processes.count == 3 && p.processes.left_out == 0);

    for (u32 i = 1; i < many; i++) {
        u8 digits[ks_number_size];
        u8 *end = ks_u64_text(digits, i);
        memcpy(names[i], digits, (size_t)(end - digits));
        processes[i] = leaf(0, names[i]);
    }
    p = choose(many, many - 1);
    check("a case that is too large leaves processes out",
          p.processes.left_out > 0 && p.processes.count <= report_processes_most);
    check("and says how many", p.processes.count + p.processes.left_out == many);
    check("what a finding names is kept", p.processes.row[many - 1] != REPORT_NONE);
    check("and its parent", p.processes.row[0] != REPORT_NONE);
    check("then the earliest", p.processes.row[1] != REPORT_NONE);
}

int main(void)
{
    KS_ASSERT(ks_arena_open(&fresh, "run", (size_t)4 << 30));
    small_ones();
    large_ones();
    return checked();
}
