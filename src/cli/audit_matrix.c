// Several machines: settings down, machines across, a sign each. Machines that do not fit into the
// terminal's width follow below.
#include "cli/audit.h"

#include "base/number.h"
#include "message/visible.h"
#include "message/width.h"

enum { id_columns = 36, cell_columns = 4, columns_usual = 100, line_size = 8192 };

static char sign_of(const audit_machine *m, const ks_setting *setting)
{
    static const char signs[] = { [KS_MEETING_NOT] = '-',
                                  [KS_MEETING_DEAD] = 'x',
                                  [KS_MEETING_UNKNOWN] = '?',
                                  [KS_MEETING_MET] = '+' };
    for (size_t i = 0; i < m->result.setting_count; i++) {
        if (m->result.settings[i].setting == setting)
            return signs[m->result.settings[i].verdict];
    }
    return ' ';
}

static void put_machines(auditor *a, ks_lang lang, ks_out *line)
{
    for (size_t i = 0; i < a->machine_count; i++) {
        const audit_machine *m = &a->machines[i];
        const ks_machine *machine = ks_state_machine(m->state);
        const size_t *counts = m->result.counts;
        ks_words words = { .number = { (i64)counts[KS_MEETING_MET], (i64)counts[KS_MEETING_NOT],
                                       (i64)counts[KS_MEETING_DEAD],
                                       (i64)counts[KS_MEETING_UNKNOWN] } };
        ks_out_clear(line);
        ks_out_u64(line, i + 1);
        ks_out_fit_right(&a->out, ks_out_str(line), 3);
        KS_PUT(&a->out, "  ");
        ks_out_visible_line(&a->out, m->label);
        if (machine->product.size) {
            KS_PUT(&a->out, ", ");
            ks_out_visible_line(&a->out, machine->product);
        }
        KS_PUT(&a->out, ": ");
        ks_say(&a->out, KS_SAY_AUDIT_COUNTS, &words, lang);
        KS_PUT(&a->out, "\n");
    }
    KS_PUT(&a->out, "\n");
}

// One row; left out where every machine of the block meets it, or has nothing to meet.
static void put_row(auditor *a, const ks_setting *setting, size_t first, size_t last, bool is_whole)
{
    bool is_shown = false;
    for (size_t i = first; i < last; i++) {
        char sign = sign_of(&a->machines[i], setting);
        is_shown = is_shown || (sign != ' ' && (is_whole || sign != '+'));
    }
    if (!is_shown)
        return;
    ks_out_fit(&a->out, setting->id, id_columns, true);
    for (size_t i = first; i < last; i++) {
        KS_PUT(&a->out, "   ");
        ks_out_byte(&a->out, sign_of(&a->machines[i], setting));
    }
    while (a->out.at > a->out.start && a->out.at[-1] == ' ')
        a->out.at--;
    KS_PUT(&a->out, "\n");
}

static bool put_block(auditor *a, size_t first, size_t last, ks_out *line, ks_fail *fail)
{
    size_t group_count;
    const ks_setting_group *groups = ks_setting_groups(&group_count);
    bool is_whole = options_has(a->run->given, OPTION_VERBOSE);
    ks_out_fit(&a->out, (ks_str){ 0 }, id_columns, true);
    for (size_t i = first; i < last; i++) {
        ks_out_clear(line);
        ks_out_u64(line, i + 1);
        ks_out_fit_right(&a->out, ks_out_str(line), cell_columns);
    }
    KS_PUT(&a->out, "\n");
    for (size_t g = 0; g < group_count; g++) {
        for (size_t i = 0; i < groups[g].count; i++)
            put_row(a, &groups[g].settings[i], first, last, is_whole);
    }
    KS_PUT(&a->out, "\n");
    return audit_give(a, fail);
}

bool audit_print_matrix(auditor *a, ks_fail *fail)
{
    size_t columns = a->run->columns ? a->run->columns : columns_usual;
    size_t across = columns > id_columns + cell_columns ? (columns - id_columns) / cell_columns : 1;
    ks_lang lang = a->run->lang;
    ks_out line;
    if (!ks_out_open(&line, &a->run->arena, line_size))
        return ks_refuse(fail, KS_OVER_BUDGET, line_size, 0, KS_STR("run"));
    ks_say(&a->out, KS_SAY_AUDIT_PROFILE,
           &(ks_words){ .text = { a->profile.id, a->profile.title[lang] } }, lang);
    KS_PUT(&a->out, "\n");
    put_machines(a, lang, &line);
    for (size_t first = 0; first < a->machine_count; first += across) {
        size_t last = first + across < a->machine_count ? first + across : a->machine_count;
        if (!put_block(a, first, last, &line, fail))
            return false;
    }
    ks_say(&a->out, KS_SAY_AUDIT_LEGEND, &(ks_words){ 0 }, lang);
    KS_PUT(&a->out, "\n");
    return audit_give(a, fail) && (!a->has_coverage || audit_coverage_matrix(a, fail));
}
