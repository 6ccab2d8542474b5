// What event logs prove of how a machine is set, and what they do not.
#include "rules/seen_event.h"
#include "support/made_machine.h"

#define AUDITING "Microsoft-Windows-Security-Auditing"
#define S        (1ULL << 53)
#define F        (1ULL << 52)

enum {
    creation = 13312,
    termination = 13313,
    logon = 12544,
    policy_change = 13568,
    rows_most = 12
};

typedef struct {
    u64 record;
    u16 id, task;
    u64 keywords;
    ks_made_field fields[2];
    const char *computer; // NULL: PC17.corp.example
    u64 head;             // the record's own number; 0: the same
} row;

static ks_span elf_file = { (const u8 *)"ElfFile", 8 };
static ks_arena arena, whole;
static ks_audited *log_read;
static u64 head_of_row;

static void begin(void)
{
    arena = whole;
    log_read = ks_audited_new(&arena);
}

// By the plans and by the tree it is the same event: seen twice, it proves the same.
static void look(void *context, ks_event *event, const char *how)
{
    (void)context, (void)how;
    event->record_id = head_of_row;
    ks_audited_add(log_read, event);
}

static void add(const row *r)
{
    size_t count = 0;
    while (count < countof(r->fields) && r->fields[count].name)
        count++;
    head_of_row = r->head ? r->head : r->record;
    bool is_build = r->id == 6009;
    ks_made_field classic[] = { { .text = "10.00." }, { .text = "19044" } };
    see_event(&(ks_made_event){ .provider = is_build ? "EventLog" : AUDITING,
                                .channel = is_build ? "System" : "Security",
                                .computer = r->computer ? r->computer : "PC17.corp.example",
                                .ticks = 133000000000000000u + r->record * 10000000,
                                .event_record_id = r->record,
                                .keywords = r->keywords,
                                .id = r->id,
                                .task = r->task,
                                .version = 2,
                                .is_classic = is_build,
                                .fields = is_build ? classic : r->fields,
                                .field_count = is_build ? 2 : count },
              look, NULL);
}

static void add_all(const row *rows)
{
    for (size_t i = 0; i < rows_most && rows[i].record; i++)
        add(&rows[i]);
}

static ks_state *open_with(made_machine *m)
{
    made_file(m, "Security.evtx", "ElfFile");
    m->files[made_hives + m->file_count - 1].bytes = elf_file;
    m->files[made_hives + m->file_count - 1].audited = log_read;
    return made_machine_open(m);
}

static ks_state *only_log(void)
{
    made_machine m;
    made_machine_begin(&m, &arena);
    made_no_hives(&m);
    return open_with(&m);
}

static const ks_instance *instance(const ks_state *state, const char *id)
{
    const ks_setting *setting = ks_setting_find(ks_str_of(id));
    KS_ASSERT(setting && state);
    return &ks_state_part(state, &setting->parts[0])->instances[0];
}

// "", "1", "0 or 2": what is known of a subcategory.
static const char *known(const ks_instance *i)
{
    static char text[32];
    text[0] = 0;
    const ks_said *said = i->in_force;
    if (said && said->is_ambiguous)
        snprintf(text, sizeof text, "%u or %u", (unsigned)said->value.number,
                 (unsigned)said->other.number);
    else if (i->value.kind == KS_VALUE_NUMBER)
        snprintf(text, sizeof text, "%u", (unsigned)i->value.number);
    return text;
}

#define CHANGES(to)                                                                      \
    {                                                                                    \
        KS_MADE_TEXT("SubcategoryId", "%%13312"), KS_MADE_TEXT("AuditPolicyChanges", to) \
    }
#define STARTS(name)                         \
    {                                        \
        KS_MADE_TEXT("NewProcessName", name) \
    }

static void process_creation(void)
{
    static const struct {
        const char *sentence, *is;
        row rows[rows_most];
    } cases[] = {
        { "no record proves nothing", "", { { 9, 4624, logon, S, { { 0 } }, NULL, 0 } } },
        { "a record with success: success, and perhaps failure",
          "1 or 3",
          { { 9, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 } } },
        { "a record with failure: failure, and perhaps success",
          "2 or 3",
          { { 9, 4688, creation, F, STARTS("C:\\a.exe"), NULL, 0 } } },
        { "records with each: both",
          "3",
          { { 9, 4688, creation, F, STARTS("C:\\a.exe"), NULL, 0 },
            { 10, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 } } },
        { "records without an outcome prove nothing",
          "",
          { { 9, 4688, creation, 0, STARTS("C:\\a.exe"), NULL, 0 } } },
        { "success removed: none, and perhaps failure",
          "0 or 2",
          { { 9, 4719, policy_change, S, CHANGES("%%8448"), NULL, 0 } } },
        { "both removed: none",
          "0",
          { { 9, 4719, policy_change, S, CHANGES("%%8448, %%8450"), NULL, 0 } } },
        { "both added: both, though nothing was written yet",
          "3",
          { { 9, 4719, policy_change, S, CHANGES("%%8449, %%8451"), NULL, 0 } } },
        { "what was written before it was removed does not count",
          "0 or 2",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 },
            { 9, 4719, policy_change, S, CHANGES("%%8448"), NULL, 0 } } },
        { "... in whatever order the log holds them",
          "0 or 2",
          { { 9, 4719, policy_change, S, CHANGES("%%8448"), NULL, 0 },
            { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 } } },
        { "what a change does not mention stays as it was shown",
          "3",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 },
            { 9, 4719, policy_change, S, CHANGES("%%8451"), NULL, 0 } } },
        { "a change of another subcategory says nothing of this one",
          "1 or 3",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 },
            { 9,
              4719,
              policy_change,
              S,
              { KS_MADE_TEXT("SubcategoryId", "%%12544"),
                KS_MADE_TEXT("AuditPolicyChanges", "%%8448") },
              NULL,
              0 } } },
        { "a change that does not tell of what ends all proofs",
          "",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 },
            { 9,
              4719,
              policy_change,
              S,
              { KS_MADE_TEXT("AuditPolicyChanges", "%%8448") },
              NULL,
              0 } } },
        { "processes up to LSASS are written whatever the policy says",
          "",
          { { 1, 4688, creation, S, STARTS("Registry"), NULL, 0 },
            { 2, 4696, creation, S, { KS_MADE_TEXT("TargetProcessName", "Registry") }, NULL, 0 },
            { 3, 4688, creation, S, STARTS("C:\\Windows\\System32\\smss.exe"), NULL, 0 },
            { 4, 4688, creation, S, STARTS("C:\\Windows\\System32\\lsass.exe"), NULL, 0 },
            { 5,
              4688,
              creation,
              S,
              { KS_MADE_TEXT("NewProcessName", "C:\\Windows\\System32\\poqexec.exe"),
                KS_MADE_TEXT("ParentProcessName", "C:\\Windows\\System32\\smss.exe") },
              NULL,
              0 } } },
        { "a policy for single users takes away what records prove",
          "",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 },
            { 9,
              4902,
              policy_change,
              S,
              { KS_MADE_NUMBER("PuaCount", KS_UINT32, 2) },
              NULL,
              0 } } },
        { "... not when nobody has one",
          "1 or 3",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 },
            { 9,
              4902,
              policy_change,
              S,
              { KS_MADE_NUMBER("PuaCount", KS_UINT32, 0) },
              NULL,
              0 } } },
        { "records collected from several computers tell of none",
          "",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 1 },
            { 9, 4688, creation, S, STARTS("C:\\a.exe"), "PC18", 2 } } },
        { "a record without a computer proves as well",
          "1 or 3",
          { { 9, 4688, creation, S, STARTS("C:\\a.exe"), "", 0 } } },
        { "a machine that was given another name is the same",
          "1 or 3",
          { { 8, 4688, creation, S, STARTS("C:\\a.exe"), "WIN-ABCDEF", 0 },
            { 9, 4624, logon, S, { { 0 } }, NULL, 0 } } },
    };
    for (size_t i = 0; i < countof(cases); i++) {
        begin();
        add_all(cases[i].rows);
        const char *is = known(instance(only_log(), "audit.process-creation"));
        if (strcmp(is, cases[i].is) != 0)
            remark("it is '%s', not '%s'", is, cases[i].is);
        check(cases[i].sentence, strcmp(is, cases[i].is) == 0);
    }
}

static void always_written(void)
{
    begin();
    add_all((const row[rows_most]){
        { 1, 4719, policy_change, S, CHANGES("%%8449"), NULL, 0 },
        { 2, 4616, 12288, S, { { 0 } }, NULL, 0 },
        { 3, 4826, 13573, S, { { 0 } }, NULL, 0 },
        { 4, 4908, policy_change, S, { { 0 } }, NULL, 0 },
    });
    const ks_state *state = only_log();
    check("what is written whatever the policy says proves nothing of it",
          strcmp(known(instance(state, "audit.audit-policy-change")), "") == 0 &&
              strcmp(known(instance(state, "audit.security-state-change")), "") == 0 &&
              strcmp(known(instance(state, "audit.other-policy-change-events")), "") == 0);
    begin();
    add_all((const row[rows_most]){ { 1, 4907, policy_change, S, { { 0 } }, NULL, 0 },
                                    { 2, 4608, 12288, S, { { 0 } }, NULL, 0 } });
    state = only_log();
    check("4907 and 4608 prove their subcategories",
          strcmp(known(instance(state, "audit.audit-policy-change")), "1 or 3") == 0 &&
              strcmp(known(instance(state, "audit.security-state-change")), "1 or 3") == 0);
}

static void start(u64 record, const char *line)
{
    row r = { .record = record, .id = 4688, .task = creation, .keywords = S };
    r.fields[0] = (ks_made_field)KS_MADE_TEXT("NewProcessName", "C:\\a.exe");
    r.fields[1] = (ks_made_field)KS_MADE_TEXT("CommandLine", line);
    add(&r);
}

static void command_line(void)
{
    begin();
    start(1, "a.exe /x");
    start(2, "");
    check("a command line: it is recorded, though some process has none",
          strcmp(known(instance(only_log(), "proc.cmdline4688")), "1") == 0);
    begin();
    for (u64 i = 1; i < 5; i++)
        start(i, "");
    check("four starts without one prove nothing",
          strcmp(known(instance(only_log(), "proc.cmdline4688")), "") == 0);
    start(5, "");
    check("five do: it is not recorded",
          strcmp(known(instance(only_log(), "proc.cmdline4688")), "0") == 0);
    start(6, "a.exe");
    check("... until there is one again",
          strcmp(known(instance(only_log(), "proc.cmdline4688")), "1") == 0);
    made_machine m;
    made_machine_begin(&m, &arena);
    check("a registry that does not have the value counts more",
          strcmp(known(instance(open_with(&m), "proc.cmdline4688")), "1") != 0);
}

static void together(void)
{
    made_machine m;
    begin();
    start(7, "");
    made_machine_begin(&m, &arena);
    made_set(&m, "AUDIT 4 0", "0");
    const ks_state *state = open_with(&m);
    check("PolAdtEv counts more than an event",
          strcmp(known(instance(state, "audit.process-creation")), "0") == 0 &&
              instance(state, "audit.process-creation")->say_count == 2);
    begin();
    add(&(row){ 7, 4688, creation, S, STARTS("C:\\a.exe"), "OTHER.corp.example", 0 });
    made_machine_begin(&m, &arena);
    state = open_with(&m);
    check("another machine's log tells nothing of this one",
          instance(state, "audit.process-creation")->say_count == 1);
    begin();
    add(&(row){ 7, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 });
    add(&(row){ 8, 6009, 0, 0, { { 0 } }, NULL, 0 });
    state = only_log();
    check("the log names the machine, its domain and its build",
          ks_str_equal(ks_state_machine(state)->name, KS_STR("PC17")) &&
              ks_str_equal(ks_state_machine(state)->domain, KS_STR("corp.example")) &&
              ks_state_machine(state)->windows.build == 19044);
    check("... and where the newest record stands that shows it",
          ks_str_equal(instance(state, "audit.process-creation")->in_force->where,
                       KS_STR("Security #7")) &&
              instance(state, "audit.process-creation")->in_force->written_ticks ==
                  133000000070000000u);
    begin();
    add(&(row){ 7, 4688, creation, S, STARTS("C:\\a.exe"), NULL, 0 });
    made_machine_begin(&m, &arena);
    made_no_hives(&m);
    made_file(&m, "gpo/Machine/Microsoft/Windows NT/Audit/audit.csv",
              "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion "
              "Setting,Exclusion Setting,Setting Value\r\n"
              ",System,Audit Process Creation,{0cce922b-69ae-11d9-bed3-505054503030},Success and "
              "Failure,,3\r\n");
    state = open_with(&m);
    check("a policy that may be what events show is no drift",
          instance(state, "audit.process-creation")->policy &&
              !instance(state, "audit.process-creation")->drifts);
}

static void archived(void)
{
    begin();
    start(7, "x");
    ks_audited *older = log_read;
    log_read = ks_audited_new(&arena);
    add(&(row){ 9, 4719, policy_change, S, CHANGES("%%8451"), NULL, 0 });
    made_machine m;
    made_machine_begin(&m, &arena);
    made_no_hives(&m);
    made_file(&m, "Archive-Security.evtx", "ElfFile");
    m.files[made_hives].bytes = elf_file;
    m.files[made_hives].audited = older;
    const ks_state *state = open_with(&m);
    check("an archived log and the current one are read together",
          strcmp(known(instance(state, "audit.process-creation")), "3") == 0 &&
              strcmp(known(instance(state, "proc.cmdline4688")), "1") == 0 &&
              ks_state_source_count(state) == 2);
}

int main(void)
{
    if (!ks_arena_open(&whole, "state", (size_t)64 << 20))
        return 1;
    process_creation();
    always_written();
    command_line();
    together();
    archived();
    ks_arena_close(&whole);
    return checked();
}
