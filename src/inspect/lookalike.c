// What a domain is made to look like: against the receiver's own domains, and by its letters alone.
#include "base/text.h"
#include "inspect/ascii.h"
#include "inspect/domain.h"
#include "inspect/letters.h"

enum { text_most = 1100, name_least = 5 };

static ks_str skeleton(ks_arena *arena, ks_str text)
{
    ks_out out;
    if (!ks_out_open(&out, arena, text.size * 4 + 4))
        return text;
    letters_skeleton(&out, text);
    return ks_out_str(&out);
}

static ks_str first_label(ks_str domain)
{
    const char *dot = domain.size ? memchr(domain.at, '.', domain.size) : NULL;
    return (ks_str){ domain.at, dot ? (size_t)(dot - domain.at) : domain.size };
}

// Whether `word` stands in the text as a whole between hyphens, dots and ends.
static bool has_word(ks_str text, ks_str word)
{
    for (size_t at = ascii_find(text, word, 0); at != SIZE_MAX;
         at = ascii_find(text, word, at + 1)) {
        size_t end = at + word.size;
        bool begins = at == 0 || text.at[at - 1] == '-' || text.at[at - 1] == '.';
        bool ends = end == text.size || text.at[end] == '-' || text.at[end] == '.';
        if (begins && ends)
            return true;
    }
    return false;
}

// Whether labels in front of the owner's part are those of `own` in a row.
static bool is_inside(ks_str domain, ks_str owner, ks_str own)
{
    ks_str front = { domain.at, domain.size > owner.size ? domain.size - owner.size : 0 };
    size_t at = ascii_find(front, own, 0);
    return at != SIZE_MAX && (at == 0 || front.at[at - 1] == '.' || front.at[at - 1] == '-') &&
           at + own.size < front.size &&
           (front.at[at + own.size] == '.' || front.at[at + own.size] == '-');
}

typedef struct {
    inspection *in;
    const item *it;
    ks_str domain, owner, where;
    u64 line;
} looking;

static void tell(const looking *l, ks_statement_kind kind, ks_str with)
{
    ks_statement *s = inspect_say_of(l->in, l->it, kind, l->domain, l->where, with);
    if (kind == KS_INSPECT_DOMAIN_INSIDE)
        said_text(s, l->owner);
    if (s)
        s->spot = (ks_spot){ .line = l->line };
}

// Compares with one own domain; true: something was said.
static bool is_against(const looking *l, ks_str own)
{
    ks_arena *arena = l->in->arena;
    ks_str owner = domain_owner(arena, own);
    ks_str name = first_label(l->owner), own_name = first_label(owner);
    ks_str looks = skeleton(arena, l->owner), own_looks = skeleton(arena, owner);
    bool is_long = own_name.size >= name_least;
    if (ks_str_equal(l->owner, owner))
        return false;
    ks_statement_kind kind = KS_INSPECT_COUNT;
    bool looks_same = ks_str_equal(first_label(looks), first_label(own_looks));
    if (ks_str_equal(looks, own_looks) || (looks_same && !ks_str_equal(name, own_name)))
        kind = KS_INSPECT_DOMAIN_LOOKS_LIKE;
    else if (is_inside(l->domain, l->owner, owner))
        kind = KS_INSPECT_DOMAIN_INSIDE;
    else if (ks_str_equal(name, own_name))
        kind = KS_INSPECT_DOMAIN_OTHER_END;
    else if (is_long && letters_distance(first_label(looks), first_label(own_looks), 1) == 1)
        kind = KS_INSPECT_DOMAIN_NEAR;
    else if (own_name.size >= 3 && has_word(l->owner, own_name))
        kind = KS_INSPECT_DOMAIN_NAMES_OWN;
    if (kind != KS_INSPECT_COUNT)
        tell(l, kind, own);
    return kind != KS_INSPECT_COUNT;
}

typedef struct {
    bool has[SCRIPT_OTHER + 1];
    size_t foreign, disguised; // letters that are not ASCII; those with a Latin look
    bool has_other;            // letters that look like no Latin one
} label_look;

static label_look look_at(ks_str label)
{
    label_look look = { 0 };
    for (size_t i = 0; i < label.size;) {
        u32 letter = 0;
        i += ks_utf8_read(label, i, &letter);
        letter_script script = letters_script(letter);
        look.has[script] = true;
        look.foreign += letter >= 0x80;
        bool has_look = letter >= 0x80 && letters_latin_look(letter) != NULL;
        look.disguised += has_look;
        look.has_other =
            look.has_other || (script != SCRIPT_NONE && script != SCRIPT_LATIN && !has_look);
    }
    return look;
}

// By its letters alone: labels that mix scripts, or are all disguise.
static void look_at_letters(const looking *l, ks_str written)
{
    bool is_foreign = false;
    ks_statement_kind kind = KS_INSPECT_DOMAIN_INTERNATIONAL;
    ks_str rest = l->domain;
    while (rest.size) {
        ks_str label = first_label(rest);
        label_look look = look_at(label);
        bool has_alike = look.has[SCRIPT_GREEK] || look.has[SCRIPT_CYRILLIC] ||
                         look.has[SCRIPT_ARMENIAN] || look.has[SCRIPT_CHEROKEE];
        is_foreign = is_foreign || look.foreign;
        bool is_last = label.size == rest.size;
        if (has_alike && look.has[SCRIPT_LATIN] && look.disguised)
            kind = KS_INSPECT_DOMAIN_MIXED;
        else if (has_alike && !look.has_other && !is_last && look.disguised &&
                 kind != KS_INSPECT_DOMAIN_MIXED && (u8)l->domain.at[l->domain.size - 1] < 0x80)
            kind = KS_INSPECT_DOMAIN_DISGUISED;
        rest = part_of(rest, label.size + 1, SIZE_MAX);
    }
    if (!is_foreign)
        return;
    ks_statement *s = inspect_say_of(l->in, l->it, kind, l->domain, l->where, written);
    if (s)
        s->spot.line = l->line;
}

void inspect_domain(inspection *in, const item *it, ks_str domain, ks_str where, u64 line)
{
    looking l = { in, it, domain_canonical(in->arena, domain), { 0 }, where, line };
    if (l.domain.size == 0)
        return;
    l.owner = domain_owner(in->arena, l.domain);
    bool is_said = domain_is_own(in->all->domains, in->arena, l.domain);
    for (size_t i = 0; !is_said && i < domains_own_count(in->all->domains); i++)
        is_said = is_against(&l, domains_own(in->all->domains, i));
    look_at_letters(&l, domain);
}
