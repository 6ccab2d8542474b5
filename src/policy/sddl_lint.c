#include "policy/sddl_lint.h"

#include "policy/sddl.h"

typedef enum {
#define X(name, ...) SDDL_##name,
    SDDL_MISTAKES(X)
#undef X
        SDDL_MISTAKE_COUNT
} sddl_mistake;

static const ks_mistake_kind kinds[] = { SDDL_MISTAKES(KS_MISTAKE_ROW) };
static const ks_mistake_kind form_kinds[] = { KS_SDDL_PROBLEMS(KS_MISTAKE_ROW) };

enum { aces_most = 500 };

typedef struct {
    ks_str text;
    ks_mistake_place at;
    sddl_object object;
    ks_mistakes *mistakes;
} linting;

static void say(linting *l, sddl_mistake kind, size_t at, ks_str first)
{
    ks_mistake_place place = l->at;
    place.offset += at;
    for (size_t i = 0; place.line && i < at && i < l->text.size; i++)
        place.column += ((u8)l->text.at[i] & 0xc0) != 0x80;
    ks_mistake_add(l->mistakes, &kinds[kind], place, first, (ks_str){ 0 });
}

// Where the n-th entry of D: or S: begins, and its text.
static ks_str entry(const linting *l, char section, size_t n, size_t *at)
{
    char now = 0;
    size_t count = 0;
    for (size_t i = 0, depth = 0; i < l->text.size; i++) {
        char c = l->text.at[i];
        if (depth == 0 && i + 1 < l->text.size && l->text.at[i + 1] == ':')
            now = (char)(c & ~0x20);
        if (c == '(' && depth++ == 0 && now == section && count++ == n) {
            *at = i;
            size_t end = i;
            for (size_t inner = 0; end < l->text.size; end++) {
                inner += l->text.at[end] == '(';
                if (l->text.at[end] == ')' && --inner == 0)
                    break;
            }
            return (ks_str){ l->text.at + i, end + (end < l->text.size) - i };
        }
        if (c == ')' && depth)
            depth--;
    }
    *at = 0;
    return l->text;
}

static bool is_audit(u8 type)
{
    return type == KS_ACE_AUDIT || type == KS_ACE_AUDIT_OBJECT || type == KS_ACE_AUDIT_CALLBACK;
}

static bool is_allow(u8 type)
{
    return type == KS_ACE_ALLOW || type == KS_ACE_ALLOW_OBJECT || type == KS_ACE_ALLOW_CALLBACK ||
           type == KS_ACE_ALLOW_CALLBACK_OBJECT;
}

static bool is_deny(u8 type)
{
    return type == KS_ACE_DENY || type == KS_ACE_DENY_OBJECT || type == KS_ACE_DENY_CALLBACK;
}

// The masks of FA, FR, FW, FX and of KA, KR, KW: nobody writes those numbers by chance.
static void lint_class(linting *l, const ks_ace *ace, size_t at, ks_str text)
{
    static const u32 files[] = { 0x1f01ff, 0x120089, 0x120116, 0x1200a0 };
    static const u32 keys[] = { 0xf003f, 0x20019, 0x20006 };
    for (size_t i = 0; i < countof(files); i++)
        if (l->object == SDDL_OF_KEYS && ace->mask == files[i])
            say(l, SDDL_RIGHTS_OF_FILES, at, text);
    for (size_t i = 0; i < countof(keys); i++)
        if (l->object == SDDL_OF_FILES && ace->mask == keys[i])
            say(l, SDDL_RIGHTS_OF_KEYS, at, text);
}

static void lint_ace(linting *l, const ks_ace *ace, char section, size_t n)
{
    size_t at;
    ks_str text = entry(l, section, n, &at);
    if (section == 'D' && is_audit(ace->type))
        say(l, SDDL_AUDIT_IN_DACL, at, text);
    if (section == 'S' && (is_allow(ace->type) || is_deny(ace->type)))
        say(l, SDDL_ACCESS_IN_SACL, at, text);
    if (is_audit(ace->type) && !(ace->flags & (KS_ACE_SUCCESS | KS_ACE_FAILURE)))
        say(l, SDDL_NEVER_LOGS, at, text);
    if (is_audit(ace->type) && ace->mask & 0xf0000000)
        say(l, SDDL_GENERIC_AUDIT, at, text);
    if (ace->flags & KS_ACE_INHERIT_ONLY &&
        !(ace->flags & (KS_ACE_OBJECT_INHERIT | KS_ACE_CONTAINER_INHERIT)))
        say(l, SDDL_INHERIT_ONLY, at, text);
    if (ace->flags & KS_ACE_INHERITED)
        say(l, SDDL_INHERITED, at, text);
    if (is_audit(ace->type) || is_allow(ace->type) || is_deny(ace->type))
        lint_class(l, ace, at, text);
}

static bool is_account(const ks_sid *sid, const char *text)
{
    ks_sid other;
    return ks_sid_parse(ks_str_of(text), &other) &&
           ks_span_equal(ks_sid_span(sid), ks_sid_span(&other));
}

static void lint_dacl(linting *l, const ks_security_descriptor *sd)
{
    enum { write_dac_or_owner = 0xc0000, generic_write = 0x50000000 };
    // What changes an object of the kind: write, append, set value, create subkey, change config.
    const u32 writes = l->object == SDDL_OF_SERVICES ? 0x2u : 0x6u;
    const ks_acl *dacl = &sd->dacl;
    bool has_system = false, has_administrators = false, has_allow = false;
    size_t at = 0;
    if (dacl->is_null)
        say(l, SDDL_NULL_DACL, 0, (ks_str){ 0 });
    else if (dacl->count == 0)
        say(l, SDDL_EMPTY_DACL, 0, (ks_str){ 0 });
    for (size_t i = 0; i < dacl->count; i++) {
        const ks_ace *ace = &dacl->aces[i];
        ks_str text = entry(l, 'D', i, &at);
        bool is_inherited = ace->flags & KS_ACE_INHERITED;
        if (is_deny(ace->type) && has_allow && !is_inherited)
            say(l, SDDL_ORDER, at, text);
        if (!is_allow(ace->type))
            continue;
        has_allow |= !is_inherited;
        has_system |= is_account(&ace->sid, "S-1-5-18");
        has_administrators |= is_account(&ace->sid, "S-1-5-32-544");
        if (is_account(&ace->sid, "S-1-1-0") && l->object != SDDL_OF_ANYTHING &&
            ace->mask & (writes | write_dac_or_owner | generic_write))
            say(l, SDDL_EVERYBODY_WRITES, at, text);
    }
    bool is_closed = sd->control & KS_SD_DACL_PROTECTED || l->object == SDDL_OF_SERVICES;
    if (dacl->count && is_closed && l->object != SDDL_OF_ANYTHING &&
        (!has_system || !has_administrators))
        say(l, SDDL_LOCKED_OUT, 0, has_system ? KS_STR("BA") : KS_STR("SY"));
}

size_t sddl_lint(ks_str sddl, ks_mistake_place at, sddl_object object, ks_mistakes *mistakes)
{
    linting l = { .text = sddl, .at = at, .object = object, .mistakes = mistakes };
    // Letters such as DA stand for accounts of a domain, whichever that is.
    ks_sid_domains domains = { 0 };
    bool has_domain = ks_sid_parse(KS_STR("S-1-5-21-1-1-1"), &domains.machine);
    KS_ASSERT(has_domain);
    domains.domain = domains.machine;
    domains.root = domains.machine;
    ks_security_descriptor sd;
    ks_sddl_problem problem = { 0 };
    if (!ks_sddl_read(sddl, &domains, mistakes->arena, &sd, &problem)) {
        at.column += at.line && problem.column ? (u32)problem.column - 1 : 0;
        ks_mistake_add(mistakes, &form_kinds[problem.kind], at, problem.text, (ks_str){ 0 });
        return 0;
    }
    // Each entry is looked for in the text again: a text with more of them is no policy.
    sd.dacl.count = sd.dacl.count < aces_most ? sd.dacl.count : aces_most;
    sd.sacl.count = sd.sacl.count < aces_most ? sd.sacl.count : aces_most;
    size_t audits = 0;
    for (size_t i = 0; i < sd.dacl.count; i++)
        lint_ace(&l, &sd.dacl.aces[i], 'D', i);
    for (size_t i = 0; i < sd.sacl.count; i++) {
        lint_ace(&l, &sd.sacl.aces[i], 'S', i);
        audits += is_audit(sd.sacl.aces[i].type);
    }
    if (sd.control & KS_SD_DACL_PRESENT)
        lint_dacl(&l, &sd);
    return audits;
}
