// The self-relative form of security descriptors, read and written (MS-DTYP 2.4.2 to 2.4.6).
#include "policy/security_descriptor.h"

#include "base/cursor.h"

enum { sd_head_size = 20, acl_head_size = 8, ace_head_size = 4, acl_size_most = 65532 };
enum { LAYOUT_UNKNOWN, LAYOUT_PLAIN, LAYOUT_OBJECT };

static int layout_of(u8 type)
{
    static const u8 layouts[] = {
#define X(name, value, letters, layout) [value] = LAYOUT_##layout,
        KS_ACE_TYPES(X)
#undef X
    };
    return type < countof(layouts) ? layouts[type] : LAYOUT_UNKNOWN;
}

bool ks_ace_has_objects(u8 type) { return layout_of(type) == LAYOUT_OBJECT; }
bool ks_ace_is_known(u8 type) { return layout_of(type) != LAYOUT_UNKNOWN; }

static bool bad(ks_fail *fail, u64 offset, ks_reason reason, i64 is, i64 expected, ks_str field)
{
    ks_refuse(fail, reason, is, expected, field);
    fail->place.offset = offset;
    return false;
}

static bool take_sid(ks_cursor *c, ks_sid *sid, ks_fail *fail)
{
    size_t left = ks_left(c);
    ks_span rest = { left ? c->bytes.at + c->next : NULL, left };
    if (ks_ok(c) && ks_sid_read(rest, sid)) {
        c->next += sid->size;
        return true;
    }
    return bad(fail, c->origin + c->next, KS_BAD_VALUE, rest.size ? rest.at[0] : 0, 0,
               KS_STR("SID"));
}

static void take_guid(ks_cursor *c, u8 *guid, const char *field)
{
    ks_span found = ks_bytes(c, 16, field);
    if (found.size)
        memcpy(guid, found.at, 16);
}

static bool read_ace(ks_cursor *c, ks_ace *ace, ks_fail *fail)
{
    u64 offset = c->origin + c->next;
    *ace = (ks_ace){ .offset = (u32)offset };
    ace->type = ks_u8(c, "ACE type");
    ace->flags = ks_u8(c, "ACE flags");
    u16 size = ks_u16(c, "ACE size");
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    if (size < ace_head_size || size % 4 != 0)
        return bad(fail, offset + 2, KS_BAD_SIZE, size, ace_head_size, KS_STR("ACE size"));
    ks_cursor in = { .origin = offset + ace_head_size };
    in.bytes = ks_bytes(c, (u64)size - ace_head_size, "ACE");
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    if (layout_of(ace->type) == LAYOUT_UNKNOWN) {
        ace->data = in.bytes;
        return true;
    }
    ace->mask = ks_u32(&in, "access mask");
    if (layout_of(ace->type) == LAYOUT_OBJECT) {
        ace->object_flags = ks_u32(&in, "ACE object flags");
        if (ace->object_flags & KS_ACE_HAS_TYPE)
            take_guid(&in, ace->object, "object type");
        if (ace->object_flags & KS_ACE_HAS_INHERITED_TYPE)
            take_guid(&in, ace->inherited, "inherited object type");
    }
    if (!ks_ok(&in))
        return ks_cursor_refuse(&in, fail);
    if (!take_sid(&in, &ace->sid, fail))
        return false;
    ace->data = (ks_span){ in.bytes.at + in.next, ks_left(&in) };
    return true;
}

static bool read_acl(const ks_cursor *all, u32 offset, ks_arena *arena, ks_acl *acl, ks_fail *fail)
{
    if (offset == 0) {
        acl->is_null = true;
        return true;
    }
    ks_cursor head = ks_within(all, offset, acl_head_size, "ACL");
    acl->revision = ks_u8(&head, "ACL revision");
    ks_u8(&head, "ACL padding");
    u16 size = ks_u16(&head, "ACL size");
    u16 count = ks_u16(&head, "ACE count");
    if (!ks_ok(&head))
        return ks_cursor_refuse(&head, fail);
    if (size < acl_head_size)
        return bad(fail, offset + 2, KS_BAD_SIZE, size, acl_head_size, KS_STR("ACL size"));
    ks_cursor in = ks_within(all, offset, size, "ACL");
    ks_bytes(&in, acl_head_size, "ACL");
    count = (u16)ks_count(&in, count, ace_head_size, "ACE count");
    if (!ks_ok(&in))
        return ks_cursor_refuse(&in, fail);
    acl->aces = count ? ks_take(arena, ks_ace, count) : NULL;
    if (count && acl->aces == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, count, 0, ks_str_of(arena->name));
    for (; acl->count < count; acl->count++) {
        if (!read_ace(&in, &acl->aces[acl->count], fail))
            return false;
    }
    return true;
}

static bool read_owner(const ks_cursor *all, u32 offset, ks_sid *sid, ks_fail *fail)
{
    if (offset == 0)
        return true;
    if (offset > all->bytes.size)
        return bad(fail, offset, KS_TRUNCATED, 8, 0, KS_STR("SID"));
    ks_cursor c = ks_within(all, offset, all->bytes.size - offset, "SID");
    return take_sid(&c, sid, fail);
}

bool ks_security_descriptor_read(ks_span bytes, ks_arena *arena, ks_security_descriptor *sd,
                                 ks_fail *fail)
{
    ks_cursor c = { .bytes = bytes };
    ks_security_descriptor read = { 0 };
    u8 revision = ks_u8(&c, "security descriptor revision");
    read.rm_control = ks_u8(&c, "resource manager control");
    read.control = ks_u16(&c, "control");
    u32 owner = ks_u32(&c, "owner offset"), group = ks_u32(&c, "group offset");
    u32 sacl = ks_u32(&c, "SACL offset"), dacl = ks_u32(&c, "DACL offset");
    if (!ks_ok(&c))
        return ks_cursor_refuse(&c, fail);
    if (revision != 1)
        return bad(fail, 0, KS_BAD_VALUE, revision, 1, KS_STR("security descriptor revision"));
    if (!read_owner(&c, owner, &read.owner, fail) || !read_owner(&c, group, &read.group, fail))
        return false;
    if ((read.control & KS_SD_SACL_PRESENT) && !read_acl(&c, sacl, arena, &read.sacl, fail))
        return false;
    if ((read.control & KS_SD_DACL_PRESENT) && !read_acl(&c, dacl, arena, &read.dacl, fail))
        return false;
    *sd = read;
    return true;
}

static size_t ace_size(const ks_ace *ace)
{
    size_t size = ace_head_size + ace->data.size;
    if (layout_of(ace->type) != LAYOUT_UNKNOWN)
        size += 4 + ace->sid.size;
    if (layout_of(ace->type) == LAYOUT_OBJECT) {
        size += 4 + (ace->object_flags & KS_ACE_HAS_TYPE ? 16u : 0u) +
                (ace->object_flags & KS_ACE_HAS_INHERITED_TYPE ? 16u : 0u);
    }
    return (size + 3) & ~(size_t)3;
}

static size_t acl_size(const ks_acl *acl)
{
    size_t size = acl_head_size;
    for (size_t i = 0; i < acl->count; i++)
        size += ace_size(&acl->aces[i]);
    return size;
}

static u8 *put(u8 *to, const void *from, size_t size)
{
    if (size)
        memcpy(to, from, size);
    return to + size;
}

static u8 *write_ace(u8 *to, const ks_ace *ace)
{
    size_t size = ace_size(ace);
    u8 *p = to + ace_head_size;
    to[0] = ace->type;
    to[1] = ace->flags;
    ks_store16(to + 2, (u16)size);
    if (layout_of(ace->type) != LAYOUT_UNKNOWN) {
        ks_store32(p, ace->mask);
        p += 4;
        if (layout_of(ace->type) == LAYOUT_OBJECT) {
            ks_store32(p, ace->object_flags);
            p += 4;
            if (ace->object_flags & KS_ACE_HAS_TYPE)
                p = put(p, ace->object, 16);
            if (ace->object_flags & KS_ACE_HAS_INHERITED_TYPE)
                p = put(p, ace->inherited, 16);
        }
        p = put(p, ace->sid.bytes, ace->sid.size);
    }
    put(p, ace->data.at, ace->data.size);
    return to + size;
}

static u8 *write_acl(u8 *to, const ks_acl *acl)
{
    u8 revision = acl->revision;
    for (size_t i = 0; revision == 0 && i < acl->count; i++)
        revision = ks_ace_has_objects(acl->aces[i].type) ? 4 : 0;
    to[0] = revision ? revision : 2;
    ks_store16(to + 2, (u16)acl_size(acl));
    ks_store16(to + 4, (u16)acl->count);
    u8 *p = to + acl_head_size;
    for (size_t i = 0; i < acl->count; i++)
        p = write_ace(p, &acl->aces[i]);
    return p;
}

bool ks_security_descriptor_write(const ks_security_descriptor *sd, ks_arena *arena, ks_span *bytes,
                                  ks_fail *fail)
{
    bool has_sacl = (sd->control & KS_SD_SACL_PRESENT) && !sd->sacl.is_null;
    bool has_dacl = (sd->control & KS_SD_DACL_PRESENT) && !sd->dacl.is_null;
    size_t sacl = has_sacl ? acl_size(&sd->sacl) : 0, dacl = has_dacl ? acl_size(&sd->dacl) : 0;
    if (sacl > acl_size_most || dacl > acl_size_most)
        return ks_refuse(fail, KS_BAD_SIZE, (i64)(sacl > dacl ? sacl : dacl), acl_size_most,
                         KS_STR("ACL size"));
    size_t size = sd_head_size + sacl + dacl + sd->owner.size + sd->group.size;
    u8 *to = ks_take(arena, u8, size);
    if (to == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, 0, ks_str_of(arena->name));
    to[0] = 1;
    to[1] = sd->rm_control;
    ks_store16(to + 2, sd->control | KS_SD_SELF_RELATIVE);
    u8 *p = to + sd_head_size;
    if (has_sacl) {
        ks_store32(to + 12, (u32)(p - to));
        p = write_acl(p, &sd->sacl);
    }
    if (has_dacl) {
        ks_store32(to + 16, (u32)(p - to));
        p = write_acl(p, &sd->dacl);
    }
    if (sd->owner.size)
        ks_store32(to + 4, (u32)(p - to));
    p = put(p, sd->owner.bytes, sd->owner.size);
    if (sd->group.size)
        ks_store32(to + 8, (u32)(p - to));
    put(p, sd->group.bytes, sd->group.size);
    *bytes = (ks_span){ to, size };
    return true;
}

static bool ace_equal(const ks_ace *a, const ks_ace *b)
{
    return a->type == b->type && a->flags == b->flags && a->mask == b->mask &&
           a->object_flags == b->object_flags && memcmp(a->object, b->object, 16) == 0 &&
           memcmp(a->inherited, b->inherited, 16) == 0 &&
           ks_span_equal(ks_sid_span(&a->sid), ks_sid_span(&b->sid)) &&
           ks_span_equal(a->data, b->data);
}

bool ks_acl_equal(const ks_acl *a, const ks_acl *b)
{
    bool is_equal = a->is_null == b->is_null && a->count == b->count;
    for (size_t i = 0; is_equal && i < a->count; i++)
        is_equal = ace_equal(&a->aces[i], &b->aces[i]);
    return is_equal;
}
