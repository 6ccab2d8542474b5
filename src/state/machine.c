// Whose machine it is: name, domain, version and role, from the registry.
#include "base/fold.h"
#include "state/state_own.h"

static const char version_key[] = "Microsoft\\Windows NT\\CurrentVersion";

static void read_role(ks_state *s, ks_machine *m)
{
    static const struct {
        ks_str type;
        ks_role role;
    } types[] = { { KS_TEXT("WinNT"), KS_ROLE_CLIENT },
                  { KS_TEXT("ServerNT"), KS_ROLE_SERVER },
                  { KS_TEXT("LanmanNT"), KS_ROLE_DC } };
    ks_str type;
    (void)!state_text(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Control\\ProductOptions",
                      "ProductType", s->arena, &type);
    for (size_t i = 0; i < countof(types); i++) {
        if (ks_equal_fold(type, types[i].type)) {
            m->windows.role = types[i].role;
            m->has_role = true;
        }
    }
    if (!m->has_role && ks_equal_fold(m->installation, KS_STR("Client")))
        m->has_role = true;
}

static u32 edition_of(ks_str id)
{
    static const struct {
        const char *front;
        u32 edition;
    } fronts[] = { { "Server", ks_edition_server },
                   { "Enterprise", ks_edition_enterprise },
                   { "IoTEnterprise", ks_edition_enterprise },
                   { "Education", ks_edition_education },
                   { "Professional", ks_edition_pro },
                   { "Business", ks_edition_pro },
                   { "Ultimate", ks_edition_enterprise },
                   { "Core", ks_edition_home },
                   { "Home", ks_edition_home },
                   { "Starter", ks_edition_home } };
    for (size_t i = 0; i < countof(fronts); i++) {
        if (ks_begins_fold(id, ks_str_of(fronts[i].front)))
            return fronts[i].edition;
    }
    return ks_edition_any;
}

static void read_version(ks_state *s, ks_machine *m)
{
    u64 number;
    (void)!state_text(s, KS_ROOT_SOFTWARE, version_key, "ProductName", s->arena, &m->product);
    (void)!state_text(s, KS_ROOT_SOFTWARE, version_key, "EditionID", s->arena, &m->edition);
    (void)!state_text(s, KS_ROOT_SOFTWARE, version_key, "InstallationType", s->arena,
                      &m->installation);
    if (state_text(s, KS_ROOT_SOFTWARE, version_key, "DisplayVersion", s->arena,
                   &m->display_version) != STATE_YES)
        (void)!state_text(s, KS_ROOT_SOFTWARE, version_key, "ReleaseId", s->arena,
                          &m->display_version);
    if (state_number(s, KS_ROOT_SOFTWARE, version_key, "UBR", &number) == STATE_YES)
        m->revision = (u32)number;
    if (state_number(s, KS_ROOT_SOFTWARE, version_key, "CurrentBuildNumber", &number) ==
            STATE_YES ||
        state_number(s, KS_ROOT_SOFTWARE, version_key, "CurrentBuild", &number) == STATE_YES)
        m->windows.build = (u32)number;
    m->windows.edition = m->edition.size ? edition_of(m->edition) : ks_edition_any;
    // The product's name was never changed for Windows 11.
    if (m->windows.build >= 22000 && ks_begins_fold(m->product, KS_STR("Windows 10")) &&
        !ks_begins_fold(m->installation, KS_STR("Server"))) {
        ks_out out;
        if (ks_out_open(&out, s->arena, m->product.size + 1)) {
            ks_out_put(&out, m->product);
            out.start[9] = '1';
            m->product = ks_out_str(&out);
        }
    }
}

// PolPrDmN and PolDnDDN: sizes, an offset, UTF-16.
static ks_str lsa_name(ks_state *s, const char *key)
{
    ks_reg_value value;
    if (state_value(s, KS_ROOT_SECURITY, key, "", s->arena, &value) != STATE_YES ||
        value.data.size < 8)
        return (ks_str){ 0 };
    size_t size = ks_load16(value.data.at), offset = ks_load32(value.data.at + 4);
    if (offset > value.data.size || size > value.data.size - offset)
        return (ks_str){ 0 };
    return registry_name((ks_utf16){ value.data.at + offset, size / 2 }, s->arena);
}

static void read_domain(ks_state *s, ks_machine *m)
{
    static const char tcpip[] = "CurrentControlSet\\Services\\Tcpip\\Parameters";
    ks_reg_value sid;
    (void)!state_text(s, KS_ROOT_SYSTEM, tcpip, "Domain", s->arena, &m->domain);
    m->is_joined = m->domain.size > 0;
    if (m->domain.size == 0)
        m->domain = lsa_name(s, "Policy\\PolDnDDN");
    if (m->domain.size == 0)
        m->domain = lsa_name(s, "Policy\\PolPrDmN");
    // Without a SID of the domain, it is the name of a workgroup.
    if (state_value(s, KS_ROOT_SECURITY, "Policy\\PolPrDmS", "", s->arena, &sid) == STATE_YES)
        m->is_joined = sid.data.size >= 24;
}

void state_read_machine(ks_state *s)
{
    ks_machine *m = &s->machine;
    m->windows.edition = ks_edition_any;
    (void)!state_text(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Control\\ComputerName\\ComputerName",
                      "ComputerName", s->arena, &m->name);
    if (m->name.size == 0)
        (void)!state_text(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Services\\Tcpip\\Parameters",
                          "Hostname", s->arena, &m->name);
    if (m->name.size == 0)
        m->name = lsa_name(s, "Policy\\PolAcDmN");
    read_version(s, m);
    read_role(s, m);
    read_domain(s, m);
    for (size_t i = 0; i < s->mounts.count; i++) {
        if (s->mounts.items[i].root == KS_ROOT_SYSTEM && s->mounts.items[i].current.size)
            m->control_set = s->mounts.items[i].current;
    }
}
