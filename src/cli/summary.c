// The ledger's problems, source by source, the most of a kind counted instead of listed; the line
// that matters most is the last.
#include "cli/summary.h"

#include "cli/terminal.h"

enum { line_size = 8192, rows_a_kind = 3 };

bool summary_is_incomplete(const ks_sources *sources)
{
    for (size_t i = 0; i < ks_sources_count(sources); i++) {
        if (ks_ledger_is_incomplete(ks_sources_at(sources, i)->ledger))
            return true;
    }
    return false;
}

static const ks_ledger_row *unread_row(const ks_source *source)
{
    for (size_t i = 0; i < source->ledger->row_count; i++) {
        if (source->ledger->rows[i].kind == KS_LEDGER_UNREAD)
            return &source->ledger->rows[i];
    }
    return NULL;
}

bool summary_is_foreign(const ks_sources *sources, ks_str named, ks_fail *fail)
{
    size_t count = ks_sources_count(sources);
    for (size_t i = 0; i < count; i++) {
        const ks_source *source = ks_sources_at(sources, i);
        if (source->kind != KS_KIND_UNKNOWN && source->kind != KS_KIND_OTHER)
            return false;
        const ks_ledger_row *unread = unread_row(source);
        bool is_all = count == 1 && ks_str_equal(source->path, named);
        if (unread && !is_all) // what could not be read may well be evidence
            return false;
        if (unread) {
            *fail = unread->fail;
            return true;
        }
    }
    return count > 0 && !ks_refuse(fail, count > 1 ? KS_NO_EVIDENCE : KS_NOT_EVIDENCE, 0, 0, named);
}

bool summary_has_records(const ks_sources *sources)
{
    for (size_t i = 0; i < ks_sources_count(sources); i++) {
        const ks_ledger *ledger = ks_sources_at(sources, i)->ledger;
        if (ledger->records + ledger->recovered > 0)
            return true;
    }
    return false;
}

static void end_line(ks_out *line)
{
    if (line->at == line->end)
        line->at--;
    line->is_full = false;
    KS_PUT(line, "\n");
    terminal_say(ks_out_str(line));
    ks_out_clear(line);
}

static void say_row(ks_out *line, const run *r, const ks_source *source, const ks_ledger_row *row)
{
    ks_words words = { .number = { row->number[0], row->number[1] } };
    if (row->fail.reason != KS_NONE) {
        ks_fail fail = row->fail;
        fail.place.offset = fail.place.offset ? fail.place.offset : row->offset;
        ks_say_fail(line, &fail, source->path, r->lang);
        KS_PUT(line, "\n  ");
        ks_say_remedy(line, &fail, r->lang);
        end_line(line);
        return;
    }
    char said[1024];
    ks_out text = { .at = (u8 *)said, .start = (u8 *)said, .end = (u8 *)said + sizeof said };
    if (row->offset) {
        ks_say(&text, KS_SAY_PLACE, &(ks_words){ .number = { (i64)row->offset } }, r->lang);
        KS_PUT(&text, ": ");
    }
    (void)ks_say_ledger(&text, ks_str_of(ks_ledger_words[row->kind]), &words, r->lang);
    ks_words whole = { .text = { source->path, ks_out_str(&text) } };
    ks_say(line, KS_SAY_ON_SOURCE, &whole, r->lang);
    end_line(line);
}

// Rows that everyone should see; all of them with -v. What cannot be read in a folder is nothing
// to tell; of what was named it is.
static bool is_told(const run *r, const ks_ledger_row *row)
{
    bool is_grave = ks_ledger_loses(row->kind) || row->kind == KS_LEDGER_HIDDEN;
    bool is_named = ks_sources_count(r->sources) <= r->given->argument_count;
    bool is_strange = row->kind == KS_LEDGER_NOTE_EMPTY || row->kind == KS_LEDGER_NOTE_FOREIGN;
    return is_grave || (is_named && is_strange) || options_has(r->given, OPTION_VERBOSE);
}

static void say_source(ks_out *line, const run *r, const ks_source *source)
{
    const ks_ledger *ledger = source->ledger;
    size_t shown[KS_LEDGER_KIND_COUNT] = { 0 };
    bool is_verbose = options_has(r->given, OPTION_VERBOSE);
    if (is_verbose) {
        ks_words words = { .number = { (i64)ledger->size, (i64)ledger->records },
                           .text = { source->path, ks_str_of(ks_kind_words[source->kind]) } };
        ks_say(line, KS_SAY_SOURCE_READ, &words, r->lang);
        end_line(line);
    }
    u64 more = ledger->rows_left_out;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const ks_ledger_row *row = &ledger->rows[i];
        if (!is_told(r, row))
            continue;
        if (shown[row->kind]++ < rows_a_kind || is_verbose)
            say_row(line, r, source, row);
        else
            more++;
    }
    if (more) {
        ks_words words = { .number = { (i64)more }, .text = { source->path } };
        ks_say(line, KS_SAY_MORE_ROWS, &words, r->lang);
        end_line(line);
    }
}

void summary_print(run *r)
{
    ks_arena scratch = r->arena;
    ks_out line;
    if (options_has(r->given, OPTION_QUIET) || !ks_out_open(&line, &scratch, line_size))
        return;
    size_t incomplete = 0;
    u64 lost = 0;
    size_t count = ks_sources_count(r->sources);
    for (size_t i = 0; i < count; i++) {
        const ks_source *source = ks_sources_at(r->sources, i);
        say_source(&line, r, source);
        incomplete += ks_ledger_is_incomplete(source->ledger);
        lost += source->ledger->bytes_lost;
    }
    if (incomplete) {
        ks_words words = { .number = { (i64)incomplete, (i64)count, (i64)lost } };
        ks_say(&line, KS_SAY_LOST, &words, r->lang);
        end_line(&line);
    }
}
