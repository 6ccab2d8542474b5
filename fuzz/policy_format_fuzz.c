// Every format of `konseki lint` over any bytes: the first byte chooses it. Nothing is said of a
// place outside of the file, and what registry.pol and LGPO text hold is written and read again.
#include "policy/formats.h"
#include "policy/lgpo.h"
#include "policy/registry_pol.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static ks_arena arena_open(void)
{
    ks_arena arena;
    bool is_open = ks_arena_open(&arena, "fuzz", (size_t)256 << 20);
    KS_ASSERT(is_open);
    return arena;
}

static void again(ks_span bytes, ks_arena arena)
{
    ks_mistakes mistakes = { .arena = &arena };
    ks_pol pol, second;
    ks_out out;
    if (!ks_pol_read(bytes, &arena, &pol, &mistakes) || mistakes.count > 0)
        return;
    bool is_open = ks_out_open(&out, &arena, ks_pol_write_size(&pol));
    KS_ASSERT(is_open);
    ks_pol_write(&out, &pol);
    KS_ASSERT(ks_span_equal(bytes, (ks_span){ out.start, ks_out_size(&out) }));
    ks_out_clear(&out);
    if (!ks_out_open(&out, &arena, pol.count * 64 + bytes.size * 6 + 4096) ||
        !ks_lgpo_write(&out, &pol, KS_STR("User")))
        return;
    ks_lgpo lgpo;
    ks_span text = { out.start, ks_out_size(&out) };
    bool is_read =
        ks_lgpo_read(text, &arena, &lgpo, &mistakes) && ks_lgpo_pol(&lgpo, true, &arena, &second);
    KS_ASSERT(is_read);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static ks_arena whole;
    if (!whole.at)
        whole = arena_open();
    if (size == 0)
        return 0;
    ks_arena arena = whole;
    ks_gpo_file file = { KS_STR("{A}/x"), { data + 1, size - 1 } };
    ks_gpo_file beside[] = { { KS_STR("{A}/Backup.xml"), file.bytes },
                             { KS_STR("{A}/DomainSysvol/GPO/Machine/registry.pol"), file.bytes } };
    ks_gpo_files files = { beside, 2, 2, 0 };
    const ks_format *format = ks_format_of(&file, arena);
    ks_mistakes mistakes;
    if (format)
        ks_format_lint(format, &file, &files, &arena, &mistakes);
    arena = whole;
    format = &ks_formats[data[0] % ks_format_count];
    ks_format_lint(format, &file, &files, &arena, &mistakes);
    for (const ks_mistake *m = mistakes.first; m; m = m->next)
        KS_ASSERT(m->place.line || m->place.offset <= size);
    again(file.bytes, whole);
    return 0;
}
