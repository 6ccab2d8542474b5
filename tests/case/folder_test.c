// The folder of a case: what is refused, and that nothing in it looks whole before it is.
#include "case/folder.h"

#include "test.h"

#include <stdio.h>

static ks_arena run;
static char text[12][600];
static size_t used;

static const char *in(const char *name)
{
    char *path = text[used++ % countof(text)];
    (void)snprintf(path, sizeof text[0], "%s/%s", scratch(), name);
    return path;
}

static bool exists(const char *path)
{
    ks_os_info info;
    ks_fail fail;
    return ks_os_look(path, &info, &fail);
}

static bool make(const char *path)
{
    ks_file file;
    ks_fail fail;
    bool made = ks_os_create(path, true, &file, &fail);
    ks_os_close(&file);
    return made;
}

// What opening the folder `name` says, with `evidence` given.
static ks_reason opening(const char *name, const char *evidence, bool replace)
{
    ks_case_folder folder = { 0 };
    ks_fail fail = { 0 };
    const char *given[] = { evidence ? evidence : in("evidence") };
    ks_case_folder_options options = { .replace = replace, .evidence = given, .evidence_count = 1 };
    if (ks_case_folder_open(&folder, in(name), &options, &run, &fail))
        ks_case_folder_abandon(&folder);
    return fail.reason;
}

static void refusals(void)
{
    check("a folder that is not there is made", opening("new", NULL, false) == KS_NONE);
    check("a folder made for nothing is gone afterwards", !exists(in("new")));
    check("an empty folder is taken", opening("empty", NULL, false) == KS_NONE);
    check("an empty folder that was there stays", exists(in("empty")));
    check("a folder with something in it is refused",
          opening("full", NULL, false) == KS_OUTPUT_EXISTS);
    check("with --force it is taken", opening("full", NULL, true) == KS_NONE);
    check("what was in it stays", exists(in("full/notes.txt")));
    check("leftovers of a run that was killed are not in the way",
          opening("killed", NULL, false) == KS_NONE);
    check("a file is refused, even with --force",
          opening("full/notes.txt", NULL, true) == KS_OUTPUT_EXISTS);
    check("a folder inside evidence is refused",
          opening("evidence/case", NULL, true) == KS_OUTPUT_IN_EVIDENCE);
    check("the folder of evidence itself is refused",
          opening("evidence", NULL, true) == KS_OUTPUT_IN_EVIDENCE);
    check("a way round through .. leads to the same refusal",
          opening("empty/../evidence/deep/case", NULL, true) == KS_OUTPUT_IN_EVIDENCE);
    check("a folder beside the evidence is fine", opening("evidence2", NULL, false) == KS_NONE);
    check("a folder that holds a file of evidence is refused",
          opening("evidence", in("evidence/a.evtx"), true) == KS_OUTPUT_IN_EVIDENCE);
    check("standard input is no folder", opening("new", "-", false) == KS_NONE);
}

static void committing(void)
{
    ks_case_folder folder = { 0 };
    ks_fail fail = { 0 };
    ks_case_folder_options options = { 0 };
    bool opened = ks_case_folder_open(&folder, in("case"), &options, &run, &fail);
    for (size_t i = 0; opened && i + 1 < KS_CASE_FILE_COUNT; i++)
        opened = make(folder.partial[i]);
    check("before the commit nothing has its name", opened && !exists(in("case/report.html")));
    check("a commit without all files is refused",
          opened && !ks_case_folder_commit(&folder, &fail) && fail.reason == KS_WRITE_FAILED);
    ks_case_folder_abandon(&folder);
    check("and leaves nothing that looks whole", !exists(in("case")));

    opened = ks_case_folder_open(&folder, in("case"), &options, &run, &fail);
    for (size_t i = 0; opened && i < KS_CASE_FILE_COUNT; i++)
        opened = make(folder.partial[i]);
    bool committed = opened && ks_case_folder_commit(&folder, &fail);
    check("when all files are there, all get their names",
          committed && exists(in("case/report.html")) && exists(in("case/case.db")) &&
              !exists(in("case/case.db.partial")));
    ks_case_folder_abandon(&folder);
    check("and keep them", exists(in("case/case.db")));
}

int main(void)
{
    ks_fail fail = { 0 };
    bool made = ks_arena_open(&run, "run", (size_t)1 << 24) &&
                ks_os_make_folder(in("evidence"), &fail) &&
                ks_os_make_folder(in("evidence/deep"), &fail) &&
                ks_os_make_folder(in("empty"), &fail) && ks_os_make_folder(in("full"), &fail) &&
                ks_os_make_folder(in("killed"), &fail) && make(in("full/notes.txt")) &&
                make(in("killed/case.db.partial")) && make(in("evidence/a.evtx"));
    if (!made)
        return 1;
    refusals();
    committing();
    return checked();
}
