// See early_start.h.
#include "catalogue/early_start.h"

#include "base/fold.h"

static bool is_one_of(ks_str name, const ks_str *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_equal_fold(name, names[i]))
            return true;
    }
    return false;
}

bool ks_is_early_start(ks_str process, ks_str parent)
{
    // In the order in which they start; Registry and Secure System have no path.
    static const ks_str names[] = { KS_TEXT("Registry"),     KS_TEXT("Secure System"),
                                    KS_TEXT("smss.exe"),     KS_TEXT("autochk.exe"),
                                    KS_TEXT("csrss.exe"),    KS_TEXT("wininit.exe"),
                                    KS_TEXT("winlogon.exe"), KS_TEXT("services.exe"),
                                    KS_TEXT("lsaiso.exe"),   KS_TEXT("lsass.exe") };
    return is_one_of(ks_base_name(process), names, countof(names)) ||
           ks_equal_fold(ks_base_name(parent), KS_STR("smss.exe"));
}
