// What is wrong with a security template: the frame, numbers, registry values.
#include "policy/template_lint.h"

#include "base/fold.h"
#include "base/table.h"
#include "policy/known_value.h"
#include "policy/template_table.h"
#include "policy/worded.h"

const ks_mistake_kind template_kinds[TEMPLATE_MISTAKE_COUNT] = {
    TEMPLATE_MISTAKES_OF_FORM(KS_MISTAKE_ROW) TEMPLATE_MISTAKES_OF_VALUES(KS_MISTAKE_ROW)
        TEMPLATE_MISTAKES_OF_ACCOUNTS(KS_MISTAKE_ROW) TEMPLATE_MISTAKES_OF_OBJECTS(KS_MISTAKE_ROW)
};

void template_say(ks_mistakes *to, template_mistake kind, ks_mistake_place place, ks_str first,
                  ks_str second)
{
    ks_mistake_add(to, &template_kinds[kind], place, first, second);
}

static bool is(const ks_ini_section *section, const char *name)
{
    return ks_equal_fold(section->name, ks_str_of(name));
}

static ks_str range(ks_mistakes *to, i64 least, i64 most)
{
    ks_str low = least < 0 ? KS_STR("-1, 1") : worded_number(to->arena, (u64)least);
    return worded_join(to->arena, low, " - ", worded_number(to->arena, (u64)most));
}

static void lint_numbers(const ks_ini_section *section, ks_mistakes *to)
{
    static const struct {
        const char *section, *name;
        i64 least, most;
    } numbers[] = {
#define X(section, name, least, most) { section, name, least, most },
        TEMPLATE_NUMBERS(X)
#undef X
    };
    for (size_t i = 0; i < section->count; i++) {
        const ks_ini_entry *entry = &section->entries[i];
        i64 number;
        size_t n = 0;
        while (n < countof(numbers) &&
               !(ks_glob_fold(ks_str_of(numbers[n].section), section->name) &&
                 ks_equal_fold(entry->key, ks_str_of(numbers[n].name))))
            n++;
        bool is_text = ks_equal_fold(entry->key, KS_STR("NewAdministratorName")) ||
                       ks_equal_fold(entry->key, KS_STR("NewGuestName"));
        if (!entry->has_value)
            template_say(to, TEMPLATE_NO_VALUE, entry->place, entry->raw, (ks_str){ 0 });
        else if (n == countof(numbers) && !(is_text && is(section, "System Access")))
            template_say(to, TEMPLATE_NAME, entry->place, entry->key, section->name);
        else if (n < countof(numbers) &&
                 (!ks_ini_number(entry->value, &number) || number < numbers[n].least ||
                  number > numbers[n].most || (numbers[n].least < 0 && number == 0)))
            template_say(to, TEMPLATE_NUMBER, entry->value_place, entry->value,
                         range(to, numbers[n].least, numbers[n].most));
    }
}

static bool number_of(const ks_ini_section *section, const char *key, i64 *number,
                      const ks_ini_entry **entry)
{
    *entry = ks_ini_entry_find(section, key);
    return *entry && ks_ini_number((*entry)->value, number);
}

static void lint_access(const ks_ini_section *section, ks_mistakes *to)
{
    i64 low, high;
    const ks_ini_entry *a, *b;
    if (number_of(section, "LockoutDuration", &low, &a) &&
        number_of(section, "ResetLockoutCount", &high, &b) && low > 0 && low < high)
        template_say(to, TEMPLATE_LOCKOUT, a->place, a->value, b->value);
    if (number_of(section, "MinimumPasswordAge", &low, &a) &&
        number_of(section, "MaximumPasswordAge", &high, &b) && high > 0 && low >= high)
        template_say(to, TEMPLATE_AGE, a->place, a->value, b->value);
}

static void lint_value(const ks_ini_entry *entry, ks_mistakes *to, ks_arena *arena)
{
    static const template_mistake mistakes[] = {
        [KS_TEMPLATE_NO_TYPE] = TEMPLATE_VALUE_TYPE,
        [KS_TEMPLATE_BAD_TYPE] = TEMPLATE_VALUE_TYPE,
        [KS_TEMPLATE_BAD_NUMBER] = TEMPLATE_VALUE_NUMBER,
        [KS_TEMPLATE_QUOTED_NUMBER] = TEMPLATE_VALUE_QUOTED,
        [KS_TEMPLATE_BAD_TEXT] = TEMPLATE_VALUE_TEXT,
        [KS_TEMPLATE_NO_NAME] = TEMPLATE_VALUE_PATH,
    };
    ks_template_value value;
    if (!entry->has_value) {
        template_say(to, TEMPLATE_NO_VALUE, entry->place, entry->raw, (ks_str){ 0 });
        return;
    }
    ks_template_fault fault = ks_template_value_read(entry, arena, &value);
    if (fault == KS_TEMPLATE_NO_MEMORY) {
        to->is_cut = true;
        return;
    }
    bool is_known = ks_equal_fold(value.root, KS_STR("MACHINE")) ||
                    ks_equal_fold(value.root, KS_STR("USERS")) ||
                    ks_equal_fold(value.root, KS_STR("CLASSES_ROOT"));
    if (fault != KS_TEMPLATE_NO_NAME && !is_known)
        template_say(to, TEMPLATE_VALUE_ROOT, entry->place, value.root, (ks_str){ 0 });
    if (fault != KS_TEMPLATE_FINE) {
        bool is_path = fault == KS_TEMPLATE_NO_NAME;
        template_say(to, mistakes[fault], is_path ? entry->place : entry->value_place,
                     is_path ? entry->key : entry->value, (ks_str){ 0 });
        return;
    }
    known_value_lint(&(known_value_set){ .root = ks_equal_fold(value.root, KS_STR("MACHINE"))
                                                     ? KNOWN_MACHINE
                                                     : KNOWN_ANYWHERE,
                                         .key = value.key,
                                         .name = value.name,
                                         .type = value.type,
                                         .data = value.data,
                                         .place = entry->value_place },
                     to);
}

static void lint_twice(const ks_ini_section *section, ks_mistakes *to, ks_arena scratch)
{
    ks_table seen = { 0 };
    u32 *lines = section->count ? ks_take(&scratch, u32, section->count) : NULL;
    for (size_t i = 0; lines && i < section->count; i++) {
        const ks_ini_entry *entry = &section->entries[i];
        ks_str key = entry->key;
        if (!entry->has_value) { // "name",number,"SDDL"
            const char *comma = key.size ? memchr(key.at, ',', key.size) : NULL;
            key.size = comma ? (size_t)(comma - key.at) : key.size;
        }
        u8 *folded = ks_take(&scratch, u8, key.size + 1);
        if (!folded)
            return;
        for (size_t c = 0; c < key.size; c++)
            folded[c] = (u8)(key.at[c] >= 'A' && key.at[c] <= 'Z' ? key.at[c] + 32 : key.at[c]);
        size_t count = seen.count;
        u32 number = ks_table_add(&seen, &scratch, (ks_span){ folded, key.size });
        if (number == ks_table_none)
            return;
        if (number < count)
            template_say(to, TEMPLATE_TWICE, entry->place, key,
                         worded_number(to->arena, lines[number]));
        lines[number] = entry->place.line;
    }
}

static void lint_section(const ks_ini_section *section, ks_mistakes *to, ks_arena *arena)
{
    static const char *const sections[] = {
#define X(name) name,
        TEMPLATE_SECTIONS(X)
#undef X
    };
    bool is_known = false;
    for (size_t i = 0; i < countof(sections); i++)
        is_known |= is(section, sections[i]);
    if (!is_known)
        template_say(to, TEMPLATE_SECTION, section->place, section->name, (ks_str){ 0 });
    if (is(section, "System Access") || is(section, "Kerberos Policy") ||
        is(section, "Event Audit") || ks_glob_fold(KS_STR("* Log"), section->name))
        lint_numbers(section, to);
    if (is(section, "System Access"))
        lint_access(section, to);
    else if (is(section, "Registry Values"))
        for (size_t i = 0; i < section->count; i++)
            lint_value(&section->entries[i], to, arena);
    else if (is(section, "Privilege Rights"))
        template_lint_rights(section, to);
    else if (is(section, "Group Membership"))
        template_lint_groups(section, to);
    else if (is(section, "Service General Setting"))
        template_lint_services(section, to);
    else if (is(section, "Registry Keys") || is(section, "File Security"))
        template_lint_paths(section, is(section, "Registry Keys"), to);
}

// Legacy categories against subcategories: the classic configuration that is dead.
static void lint_legacy(const ks_ini *ini, ks_mistakes *to)
{
    const ks_ini_section *legacy = ks_ini_section_find(ini, "Event Audit");
    const ks_ini_entry *override = ks_ini_entry_find(
        ks_ini_section_find(ini, "Registry Values"),
        "MACHINE\\System\\CurrentControlSet\\Control\\Lsa\\SCENoApplyLegacyAuditPolicy");
    if (!legacy || legacy->count == 0)
        return;
    if (override && ks_equal_fold(override->value, KS_STR("4,1")))
        template_say(to, TEMPLATE_LEGACY_DEAD, legacy->place,
                     worded_number(to->arena, override->place.line), (ks_str){ 0 });
    else
        template_say(to, TEMPLATE_LEGACY, legacy->place, (ks_str){ 0 }, (ks_str){ 0 });
}

void ks_template_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_arena scratch = ks_mistakes_scratch(arena);
    ks_ini ini;
    if (!ks_ini_read(bytes, arena, &ini, mistakes))
        return;
    ks_mistake_place top = { .line = 1, .column = 1 };
    if (ini.encoding != KS_ENCODING_UTF16LE_MARKED)
        template_say(mistakes, TEMPLATE_ENCODING, top, ks_str_of(ks_encoding_words[ini.encoding]),
                     (ks_str){ 0 });
    const ks_ini_entry *signature =
        ks_ini_entry_find(ks_ini_section_find(&ini, "Version"), "signature");
    if (!signature || !ks_equal_fold(signature->value, KS_STR("\"$CHICAGO$\"")))
        template_say(mistakes, TEMPLATE_NO_VERSION, signature ? signature->value_place : top,
                     (ks_str){ 0 }, (ks_str){ 0 });
    const ks_ini_entry *unicode =
        ks_ini_entry_find(ks_ini_section_find(&ini, "Unicode"), "Unicode");
    if (!unicode || !ks_equal_fold(unicode->value, KS_STR("yes")))
        template_say(mistakes, TEMPLATE_NO_UNICODE, top, (ks_str){ 0 }, (ks_str){ 0 });
    for (size_t s = 0; s < ini.count; s++) {
        lint_section(&ini.sections[s], mistakes, arena);
        lint_twice(&ini.sections[s], mistakes, scratch);
    }
    lint_legacy(&ini, mistakes);
}
