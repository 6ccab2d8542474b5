// What rows of an audit policy mean, and writing them.
#include "policy/audit_csv.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/worded.h"

static const struct {
    u16 number;
    ks_str name[KS_LANG_COUNT];
} subcategories[] = {
#define X(number, category, en, ja) { number, { KS_TEXT(en), KS_TEXT(ja) } },
    AUDIT_SUBCATEGORIES(X)
#undef X
};

ks_str ks_audit_name(u16 subcategory, ks_lang lang)
{
    for (size_t i = 0; i < countof(subcategories); i++)
        if (subcategories[i].number == subcategory)
            return subcategories[i].name[lang];
    return (ks_str){ 0 };
}

// As auditpol prints them in English, Japanese and German; in other languages only numbers count.
static const struct {
    const char *text;
    ks_audit_setting setting;
} texts[] = {
    { "Success", KS_AUDIT_SUCCESS },
    { "Failure", KS_AUDIT_FAILURE },
    { "Success and Failure", KS_AUDIT_BOTH },
    { "No Auditing", KS_AUDIT_NONE },
    { "Not Configured", KS_AUDIT_UNCHANGED },
    { "成功", KS_AUDIT_SUCCESS },
    { "失敗", KS_AUDIT_FAILURE },
    { "成功および失敗", KS_AUDIT_BOTH },
    { "監査なし", KS_AUDIT_NONE },
    { "未構成", KS_AUDIT_UNCHANGED },
    { "Erfolg", KS_AUDIT_SUCCESS },
    { "Fehler", KS_AUDIT_FAILURE },
    { "Erfolg und Fehler", KS_AUDIT_BOTH },
    { "Keine Überwachung", KS_AUDIT_NONE },
};

static ks_audit_setting setting_of_text(ks_str text)
{
    for (size_t i = 0; i < countof(texts); i++)
        if (ks_equal_fold(ks_trim(text), ks_str_of(texts[i].text)))
            return texts[i].setting;
    return KS_AUDIT_UNKNOWN;
}

ks_audit_setting ks_audit_setting_of(const ks_audit_row *row)
{
    ks_audit_setting text = setting_of_text(row->inclusion);
    if (row->kind != KS_AUDIT_SYSTEM || !row->has_number)
        return text;
    switch (row->number) {
    case 0: return text == KS_AUDIT_NONE ? KS_AUDIT_UNCLEAR : KS_AUDIT_UNCHANGED;
    case 1: return KS_AUDIT_SUCCESS;
    case 2: return KS_AUDIT_FAILURE;
    case 3: return KS_AUDIT_BOTH;
    case 4: return KS_AUDIT_NONE;
    default: return KS_AUDIT_UNKNOWN;
    }
}

static void put_cell(ks_out *out, ks_str cell)
{
    bool is_plain = true;
    for (size_t i = 0; is_plain && i < cell.size; i++)
        is_plain = cell.at[i] != ',' && cell.at[i] != '"';
    if (is_plain) {
        ks_out_put(out, cell);
        return;
    }
    ks_out_byte(out, '"');
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.at[i] == '"')
            ks_out_byte(out, '"');
        ks_out_byte(out, cell.at[i]);
    }
    ks_out_byte(out, '"');
}

size_t ks_audit_write_size(const ks_audit_policy *policy)
{
    size_t size = 200;
    for (size_t i = 0; i < policy->count; i++) {
        const ks_audit_row *row = &policy->rows[i];
        size += 2 * (row->machine.size + row->target.size + row->name.size + row->guid.size +
                     row->inclusion.size + row->exclusion.size + row->value.size) +
                32;
    }
    return size;
}

void ks_audit_write(ks_out *out, const ks_audit_policy *policy)
{
    KS_PUT(out, "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,"
                "Exclusion Setting,Setting Value\r\n");
    for (size_t i = 0; i < policy->count; i++) {
        const ks_audit_row *row = &policy->rows[i];
        const ks_str cells[] = { row->machine,   row->target,    row->name, row->guid,
                                 row->inclusion, row->exclusion, row->value };
        for (size_t c = 0; c < countof(cells); c++) {
            if (c)
                ks_out_byte(out, ',');
            put_cell(out, cells[c]);
        }
        KS_PUT(out, "\r\n");
    }
}

ks_audit_row ks_audit_row_of(u16 subcategory, ks_audit_setting setting, ks_arena *arena)
{
    static const struct {
        ks_str text, value;
        u32 number;
    } said[] = {
        [KS_AUDIT_UNKNOWN] = { KS_TEXT("Not Configured"), KS_TEXT("0"), 0 },
        [KS_AUDIT_UNCHANGED] = { KS_TEXT("Not Configured"), KS_TEXT("0"), 0 },
        [KS_AUDIT_UNCLEAR] = { KS_TEXT("No Auditing"), KS_TEXT("0"), 0 },
        [KS_AUDIT_NONE] = { KS_TEXT("No Auditing"), KS_TEXT("4"), 4 }, // MS-GPAC 2.2.1.3.1
        [KS_AUDIT_SUCCESS] = { KS_TEXT("Success"), KS_TEXT("1"), 1 },
        [KS_AUDIT_FAILURE] = { KS_TEXT("Failure"), KS_TEXT("2"), 2 },
        [KS_AUDIT_BOTH] = { KS_TEXT("Success and Failure"), KS_TEXT("3"), 3 },
    };
    char guid[] = "{0cce0000-69ae-11d9-bed3-505054503030}";
    u8 digits[ks_number_size];
    ks_hex_text(digits, subcategory, 4);
    memcpy(guid + 5, digits, 4);
    ks_str name = ks_audit_name(subcategory, KS_EN);
    return (ks_audit_row){
        .kind = KS_AUDIT_SYSTEM,
        .target = KS_STR("System"),
        .name = worded_join(arena, KS_STR("Audit "), "", name),
        .guid = ks_arena_keep(arena, ks_str_of(guid)),
        .inclusion = said[setting].text,
        .value = said[setting].value,
        .subcategory = subcategory,
        .has_number = true,
        .number = said[setting].number,
    };
}
