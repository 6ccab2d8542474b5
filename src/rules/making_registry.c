// Keys and data of the registry as Sysmon tells them, from Security 4657.
//
// Follows Microsoft's documentation of 4657 and Sysmon's texts in public logs. No 4657 is in the
// public sample sets: the conversions are from documentation.
#include "rules/making.h"

#include "base/number.h"

static bool takes(ks_str *text, const char *start)
{
    size_t size = strlen(start);
    ks_str head = { text->at, size };
    if (text->size < size || !ks_value_equal_fold(ks_value_text(head), ks_str_of(start)))
        return false;
    *text = (ks_str){ text->at + size, text->size - size };
    return true;
}

static bool is_set_number(ks_str text)
{
    for (size_t i = 0; i < 3; i++) {
        if (i >= text.size || (u8)(text.at[i] - '0') > 9)
            return false;
    }
    return text.size == 3 || text.at[3] == '\\';
}

// "\REGISTRY\MACHINE\SYSTEM\ControlSet001\x" -> "HKLM\System\CurrentControlSet\x". Sysmon names
// the set that is in use; which number that is, the event does not say.
static void out_key(ks_out *out, ks_str key)
{
    if (takes(&key, "\\REGISTRY\\MACHINE")) {
        ks_str part = key;
        bool is_set = takes(&part, "\\SYSTEM\\ControlSet") && is_set_number(part);
        if (is_set) {
            KS_PUT(out, "HKLM\\System\\CurrentControlSet");
            key = (ks_str){ part.at + 3, part.size - 3 };
        } else if (takes(&key, "\\SOFTWARE\\Classes\\")) {
            KS_PUT(out, "HKCR\\");
        } else {
            KS_PUT(out, "HKLM");
        }
    } else if (takes(&key, "\\REGISTRY\\USER")) {
        KS_PUT(out, "HKU");
    }
    ks_out_put(out, key);
}

static void out_name(ks_out *out, ks_str name)
{
    if (name.size) {
        KS_PUT(out, "\\");
        ks_out_put(out, name);
    }
}

// The key as Sysmon has it, and as it is under its hive.
void making_registry_key(making_work *w)
{
    ks_str key = making_text(w, 0), name = making_text(w, 1);
    ks_out sysmon, raw;
    size_t most = key.size + name.size + 32;
    if (key.size == 0 || !making_begin(w, &sysmon, most) || !making_begin(w, &raw, most))
        return;
    out_key(&sysmon, key);
    out_name(&sysmon, name);
    making_end(w, &sysmon);
    if (takes(&key, "\\REGISTRY\\MACHINE"))
        KS_PUT(&raw, "HKLM");
    else if (takes(&key, "\\REGISTRY\\USER"))
        KS_PUT(&raw, "HKU");
    ks_out_put(&raw, key);
    out_name(&raw, name);
    if (!ks_str_equal(ks_out_str(&raw), ks_out_str(&sysmon)))
        making_end(w, &raw);
}

// Types of registry values among the audit parameters (msobjs.dll).
static const ks_str type_binary = KS_TEXT("%%1875");
static const ks_str type_dword = KS_TEXT("%%1876");
static const ks_str type_qword = KS_TEXT("%%1883");

// The data as Sysmon writes it, and as the event has it.
void making_registry_details(making_work *w)
{
    ks_value data = making_value(w, 0);
    ks_str type = making_text(w, 1);
    u64 number = 0;
    bool is_number = ks_value_u64(data, &number);
    ks_out out;
    if (!making_begin(w, &out, 64))
        return;
    if (ks_str_equal(type, type_binary)) {
        KS_PUT(&out, "Binary Data");
    } else if (ks_str_equal(type, type_dword) && is_number) {
        KS_PUT(&out, "DWORD (");
        ks_out_hex(&out, number & 0xffffffff, 8);
        KS_PUT(&out, ")");
    } else if (ks_str_equal(type, type_qword) && is_number) {
        KS_PUT(&out, "QWORD (");
        ks_out_hex(&out, number >> 32, 8);
        KS_PUT(&out, "-");
        ks_out_hex(&out, number & 0xffffffff, 8);
        KS_PUT(&out, ")");
    } else if (ks_value_is_empty(data)) {
        KS_PUT(&out, "(Empty)");
    }
    if (ks_out_size(&out))
        making_end(w, &out);
    making_add(w, data);
}
