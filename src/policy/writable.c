#include "policy/writable.h"

#include "base/fold.h"
#include "base/out.h"

static const ks_str folders[] = {
    KS_TEXT("c:\\windows\\debug\\"),
    KS_TEXT("c:\\windows\\pchealth\\errorrep\\"),
    KS_TEXT("c:\\windows\\registration\\crmlog\\"),
    KS_TEXT("c:\\windows\\system32\\catroot2\\"),
    KS_TEXT("c:\\windows\\system32\\com\\dmp\\"),
    KS_TEXT("c:\\windows\\system32\\drivers\\driverdata\\"),
    KS_TEXT("c:\\windows\\system32\\fxstmp\\"),
    KS_TEXT("c:\\windows\\system32\\spool\\drivers\\color\\"),
    KS_TEXT("c:\\windows\\system32\\spool\\printers\\"),
    KS_TEXT("c:\\windows\\system32\\spool\\servers\\"),
    KS_TEXT("c:\\windows\\system32\\tasks\\"),
    KS_TEXT("c:\\windows\\syswow64\\com\\dmp\\"),
    KS_TEXT("c:\\windows\\syswow64\\fxstmp\\"),
    KS_TEXT("c:\\windows\\syswow64\\tasks\\"),
    KS_TEXT("c:\\windows\\tasks\\"),
    KS_TEXT("c:\\windows\\temp\\"),
    KS_TEXT("c:\\windows\\tracing\\"),
};

static const struct {
    ks_str variable, path;
} variables[] = {
    { KS_TEXT("%windir%"), KS_TEXT("c:\\windows") },
    { KS_TEXT("%systemroot%"), KS_TEXT("c:\\windows") },
    { KS_TEXT("%system32%"), KS_TEXT("c:\\windows\\system32") },
    { KS_TEXT("%osdrive%"), KS_TEXT("c:") },
    { KS_TEXT("%systemdrive%"), KS_TEXT("c:") },
    { KS_TEXT("%programfiles%"), KS_TEXT("c:\\program files") },
    { KS_TEXT("%programfiles(x86)%"), KS_TEXT("c:\\program files (x86)") },
    { KS_TEXT("%programdata%"), KS_TEXT("c:\\programdata") },
    { KS_TEXT("%allusersprofile%"), KS_TEXT("c:\\programdata") },
    { KS_TEXT("%public%"), KS_TEXT("c:\\users\\public") },
    { KS_TEXT("%userprofile%"), KS_TEXT("c:\\users\\user") },
    { KS_TEXT("%appdata%"), KS_TEXT("c:\\users\\user\\appdata\\roaming") },
    { KS_TEXT("%localappdata%"), KS_TEXT("c:\\users\\user\\appdata\\local") },
    { KS_TEXT("%temp%"), KS_TEXT("c:\\users\\user\\appdata\\local\\temp") },
    { KS_TEXT("%tmp%"), KS_TEXT("c:\\users\\user\\appdata\\local\\temp") },
    { KS_TEXT("%hkey_local_machine\\software\\microsoft\\windows nt\\currentversion\\systemroot%"),
      KS_TEXT("c:\\windows") },
    { KS_TEXT("%hkey_local_machine\\software\\microsoft\\windows\\currentversion\\"
              "programfilesdir%"),
      KS_TEXT("c:\\program files") },
    { KS_TEXT("%hkey_local_machine\\software\\microsoft\\windows\\currentversion\\"
              "programfilesdir (x86)%"),
      KS_TEXT("c:\\program files (x86)") },
    { KS_TEXT("%hkey_local_machine\\software\\microsoft\\windows\\currentversion\\"
              "programw6432dir%"),
      KS_TEXT("c:\\program files") },
};

ks_str writable_folder(size_t index)
{
    return index < countof(folders) ? folders[index] : (ks_str){ 0 };
}

static ks_str variable_at(ks_str path, size_t *size)
{
    for (size_t i = 0; i < countof(variables); i++) {
        ks_str head = { path.at, variables[i].variable.size };
        if (path.size >= head.size && ks_equal_fold(head, variables[i].variable)) {
            *size = head.size;
            return variables[i].path;
        }
    }
    return (ks_str){ 0 };
}

ks_str plain_path(ks_str path, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, path.size * 8 + 64)) // %tmp% is 5 bytes and stands for 34
        return (ks_str){ 0 };
    for (size_t at = 0; at < path.size;) {
        size_t size = 0;
        ks_str rest = ks_str_from(path, at);
        ks_str found = rest.at[0] == '%' ? variable_at(rest, &size) : (ks_str){ 0 };
        if (found.size) {
            ks_out_put(&out, found);
            at += size;
            continue;
        }
        char c = rest.at[0];
        ks_out_byte(&out, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
        at++;
    }
    return ks_out_str(&out);
}

bool is_user_writable(ks_str plain)
{
    static const char *const patterns[] = { "?:\\users\\*",          "*\\appdata\\*",
                                            "?:\\programdata\\*",    "*\\downloads\\*",
                                            "?:\\windows\\temp\\*",  "?:\\temp\\*",
                                            "?:\\windows\\tasks\\*", "?:\\windows\\tracing\\*" };
    for (size_t i = 0; i < countof(patterns); i++)
        if (ks_glob_fold(ks_str_of(patterns[i]), plain))
            return true;
    return false;
}
