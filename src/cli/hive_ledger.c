// What was not well with a hive, and which logs were replayed: on stderr, the most of a kind
// counted instead of listed.
#include "cli/hive.h"

#include "cli/terminal.h"

enum { rows_a_kind = 3 };

static void end_line(ks_out *line)
{
    line->at -= line->at == line->end;
    KS_PUT(line, "\n");
    terminal_say(ks_out_str(line));
    ks_out_clear(line);
}

// The words of a row about a log name the log by its place in the list: its path says more.
static bool say_log(ks_out *line, const hive_run *r, const hive_file *file, size_t number)
{
    static const ks_note notes[] = { [KS_HIVE_LOG_DAMAGED] = KS_SAY_HIVE_LOG_DAMAGED,
                                     [KS_HIVE_LOG_ELSEWHERE] = KS_SAY_HIVE_LOG_UNUSED,
                                     [KS_HIVE_LOG_REPLAYED] = KS_SAY_HIVE_LOG_REPLAYED };
    const ks_hive_log *log = &ks_hive_look(file->hive)->logs[number];
    ks_words words = { .number = { log->entry_count, log->page_count, log->first, log->last },
                       .text = { ks_str_of(file->log_paths[number]) } };
    if (log->state < KS_HIVE_LOG_DAMAGED)
        return false;
    ks_note note = notes[log->state];
    if (log->state == KS_HIVE_LOG_REPLAYED && log->is_old)
        note = KS_SAY_HIVE_LOG_REPLAYED_OLD;
    ks_say(line, note, &words, r->lang);
    end_line(line);
    return true;
}

static void say_row(ks_out *line, const hive_run *r, const hive_file *file,
                    const ks_ledger_row *row)
{
    ks_words words = { .number = { row->number[0], row->number[1] } };
    char said[1024];
    ks_out text = { .at = (u8 *)said, .start = (u8 *)said, .end = (u8 *)said + sizeof said };
    if (row->fail.reason != KS_NONE) {
        ks_say_fail(line, &row->fail, ks_str_of(file->path), r->lang);
        end_line(line);
        return;
    }
    if (row->offset) {
        ks_say(&text, KS_SAY_PLACE, &(ks_words){ .number = { (i64)row->offset } }, r->lang);
        KS_PUT(&text, ": ");
    }
    (void)ks_say_ledger(&text, ks_str_of(ks_ledger_words[row->kind]), &words, r->lang);
    ks_say(line, KS_SAY_ON_SOURCE,
           &(ks_words){ .text = { ks_str_of(file->path), ks_out_str(&text) } }, r->lang);
    end_line(line);
}

static bool is_about_logs(ks_ledger_kind kind)
{
    return kind == KS_LEDGER_NOTE_LOG_REPLAYED || kind == KS_LEDGER_NOTE_LOG_UNUSED ||
           kind == KS_LEDGER_NOTE_LOG_DAMAGED;
}

void hive_say_ledger(const hive_run *r, const hive_file *file)
{
    u8 bytes[8192];
    ks_out line = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    size_t shown[KS_LEDGER_KIND_COUNT] = { 0 };
    bool is_verbose = options_has(r->given, OPTION_VERBOSE);
    if (options_has(r->given, OPTION_QUIET))
        return;
    for (size_t i = 0; i < ks_hive_look(file->hive)->log_count; i++)
        (void)say_log(&line, r, file, i);
    u64 more = file->ledger.rows_left_out;
    for (size_t i = 0; i < file->ledger.row_count; i++) {
        const ks_ledger_row *row = &file->ledger.rows[i];
        bool is_told = ks_ledger_loses(row->kind) || is_verbose ||
                       row->kind == KS_LEDGER_NOTE_LOG_MISSING ||
                       row->kind == KS_LEDGER_NOTE_LAYERED || row->kind == KS_LEDGER_HIVE_HEADER;
        if (!is_told || is_about_logs(row->kind))
            continue;
        if (shown[row->kind]++ < rows_a_kind || is_verbose)
            say_row(&line, r, file, row);
        else
            more++;
    }
    if (more) {
        ks_say(&line, KS_SAY_MORE_ROWS,
               &(ks_words){ .number = { (i64)more }, .text = { ks_str_of(file->path) } }, r->lang);
        end_line(&line);
    }
}
