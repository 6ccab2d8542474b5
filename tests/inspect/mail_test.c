// Forged mails are caught, rightful ones that look odd are not taken for such; the table of both is
// docs/inspect-mails.md.
#include "rightful_mails.h"

int main(void)
{
    case_run r = case_open();
    KS_PUT(&r.table, "| forged | what is said | gravest | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < countof(forged_mails); i++)
        case_try(&r, &forged_mails[i], false);
    KS_PUT(&r.table, "\n| rightful, but odd | what is said | gravest | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < countof(rightful_mails); i++)
        case_try(&r, &rightful_mails[i], true);
    remark("forged: %zu caught, %zu missed; rightful: %zu quiet, %zu false alarms", r.caught,
           r.missed, r.quiet, r.alarms);
    check("no forged mail is missed", r.missed == 0);
    check("no rightful mail raises an alarm", r.alarms == 0);
    check_golden("the table is docs/inspect-mails.md", "../../docs/inspect-mails.md", r.table.start,
                 ks_out_size(&r.table));
    case_close(&r);
    return checked();
}
