// The two tables of audit subcategories (this room's and that of traces) say the same.
#include "policy/audit_table.h"

#include "base/base.h"

#include "test.h"

typedef struct {
    unsigned number;
    const char *en, *ja;
} subcategory;

static const subcategory ours[] = {
#define X(number, category, en, ja) { number, en, ja },
    AUDIT_SUBCATEGORIES(X)
#undef X
};
#undef AUDIT_SUBCATEGORIES
#include "trace/subcategories.h"
static const subcategory theirs[] = {
#define X(number, en, ja) { number, en, ja },
    AUDIT_SUBCATEGORIES(X)
#undef X
};

int main(void)
{
    bool is_same = countof(ours) == countof(theirs);
    for (size_t i = 0; is_same && i < countof(theirs); i++) {
        size_t at = 0;
        while (at < countof(ours) && ours[at].number != theirs[i].number)
            at++;
        is_same = at < countof(ours) && strcmp(ours[at].en, theirs[i].en) == 0 &&
                  strcmp(ours[at].ja, theirs[i].ja) == 0;
    }
    check("subcategories are called the same in policies and in traces", is_same);
    return checked();
}
