// Windows behind fence.h: not there yet. A job object, a restricted token and mitigation policies
// are its counterparts; until then it says that there is none, and the run goes on.
#include "base/fence.h"

bool ks_fence_raise(const ks_fence *fence, ks_fail *fail)
{
    (void)fence;
    return ks_refuse(fail, KS_SANDBOX, 0, 0, KS_STR("sandbox"));
}
