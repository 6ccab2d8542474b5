// The icon that Explorer shows for a program, and whether it is that of a document. No icons of
// others are kept here to compare with: a sheet of paper (upright, light, mostly one light colour,
// the rest clear) and a folder (wide, mostly yellow) are told by shape and colour. What else an
// icon may imitate is not seen.
#include "inspect/pe.h"

#include "inspect/ascii.h"
#include "inspect/ending.h"

enum { side_most = 64, side_wanted = 32 };

typedef struct {
    u32 side;
    u8 red[side_most][side_most], green[side_most][side_most], blue[side_most][side_most];
    u8 alpha[side_most][side_most];
} picture;

// The entry of the group nearest to 32 × 32 with the most colours; false: there is none.
static bool best_entry(ks_span group, u32 *id)
{
    ks_cursor c = { .bytes = group };
    (void)ks_u16(&c, "reserved");
    u16 type = ks_u16(&c, "type");
    size_t count = ks_count(&c, ks_u16(&c, "count"), 14, "entries");
    u32 best = UINT32_MAX;
    for (size_t i = 0; type == 1 && i < count && ks_ok(&c); i++) {
        u32 width = ks_u8(&c, "width");
        (void)ks_bytes(&c, 5, "entry");
        u32 bits = ks_u16(&c, "bits");
        (void)ks_u32(&c, "size");
        u16 number = ks_u16(&c, "id");
        width = width ? width : 256;
        u32 away = width > side_wanted ? (width - side_wanted) * 2 : side_wanted - width;
        u32 cost = width > side_most ? UINT32_MAX - 1 : away * 64 + (32 - (bits < 32 ? bits : 32));
        if (ks_ok(&c) && cost < best) {
            best = cost;
            *id = number;
        }
    }
    return best < UINT32_MAX - 1;
}

static u8 bits_at(const u8 *row, u32 x, u32 bits)
{
    u32 per_byte = 8 / bits;
    u32 shift = 8 - bits - (x % per_byte) * bits;
    return (u8)((u32)row[x / per_byte] >> shift & ((1u << bits) - 1));
}

// BITMAPINFOHEADER with doubled height, palette, colours bottom up, then a mask of one bit.
static bool read_bitmap(ks_span bytes, picture *to)
{
    ks_cursor c = { .bytes = bytes };
    u32 header = ks_u32(&c, "header"), width = ks_u32(&c, "width"),
        height = ks_u32(&c, "height") / 2;
    (void)ks_u16(&c, "planes");
    u32 bits = ks_u16(&c, "bits"), compression = ks_u32(&c, "compression");
    (void)ks_bytes(&c, 12, "header");
    u32 used = ks_u32(&c, "colours");
    (void)ks_u32(&c, "important");
    bool is_known = bits == 1 || bits == 4 || bits == 8 || bits == 24 || bits == 32;
    if (!ks_ok(&c) || header != 40 || width != height || width < 8 || width > side_most ||
        compression || !is_known)
        return false;
    u32 colours = bits > 8 ? 0 : used && used <= 256 ? used : 1u << bits;
    ks_span palette = ks_bytes(&c, (u64)colours * 4, "palette");
    u32 row_size = (width * bits + 31) / 32 * 4, mask_size = (width + 31) / 32 * 4;
    ks_span rows = ks_bytes(&c, (u64)row_size * height, "colours");
    if (!ks_ok(&c))
        return false;
    ks_span mask = ks_bytes(&c, (u64)mask_size * height, "mask"); // some leave it out
    to->side = width;
    for (u32 y = 0; y < height; y++) {
        const u8 *row = rows.at + (size_t)row_size * (height - 1 - y);
        const u8 *clear = mask.size ? mask.at + (size_t)mask_size * (height - 1 - y) : NULL;
        for (u32 x = 0; x < width; x++) {
            u32 index = bits <= 8 ? bits_at(row, x, bits) : 0;
            const u8 *colour = bits > 8          ? row + (size_t)x * bits / 8
                               : index < colours ? palette.at + (size_t)index * 4
                                                 : NULL;
            to->blue[y][x] = colour ? colour[0] : 0;
            to->green[y][x] = colour ? colour[1] : 0;
            to->red[y][x] = colour ? colour[2] : 0;
            bool is_clear = clear && bits_at(clear, x, 1);
            to->alpha[y][x] = bits == 32 ? colour[3] : is_clear ? 0 : 255;
        }
    }
    return true;
}

typedef struct {
    u32 left, right, top, bottom; // of what is not clear; right and bottom count
    u32 solid, light, yellow, edge;
} shape;

static shape measure(const picture *p)
{
    shape s = { p->side, 0, p->side, 0, 0, 0, 0, 0 };
    for (u32 y = 0; y < p->side; y++) {
        for (u32 x = 0; x < p->side; x++) {
            u32 r = p->red[y][x], g = p->green[y][x], b = p->blue[y][x];
            if (p->alpha[y][x] < 128)
                continue;
            s.solid++;
            s.left = x < s.left ? x : s.left;
            s.right = x > s.right ? x : s.right;
            s.top = y < s.top ? y : s.top;
            s.bottom = y > s.bottom ? y : s.bottom;
            s.light += r > 215 && g > 215 && b > 215;
            s.yellow += r > 200 && g > 150 && b < 170 && r > b + 60;
        }
    }
    return s;
}

// What the icon is taken for; NULL: nothing that lies.
static const char *looks_like(const picture *p)
{
    shape s = measure(p);
    if (s.solid == 0 || s.right < s.left)
        return NULL;
    u32 width = s.right - s.left + 1, height = s.bottom - s.top + 1, area = width * height;
    bool is_large = height * 10 >= p->side * 7;
    bool is_full = s.solid * 100 >= area * 80;
    bool is_upright = height * 100 >= width * 112 && height * 100 <= width * 170;
    if (is_large && is_full && is_upright && s.light * 100 >= s.solid * 45)
        return "sheet";
    bool is_wide = width * 100 >= height * 105 && width * 10 >= p->side * 8;
    if (is_wide && s.solid * 100 >= area * 70 && s.yellow * 100 >= s.solid * 60)
        return "folder";
    return NULL;
}

void inspect_pe_icon(inspection *in, const item *it, const pe *p)
{
    static const ks_phrase_text sheet = { "sheet",
                                          { KS_TEXT("a sheet of paper"), KS_TEXT("用紙") } };
    static const ks_phrase_text folder = { "folder",
                                           { KS_TEXT("a folder"), KS_TEXT("フォルダー") } };
    pe_resource group, icon;
    u32 id = 0;
    picture *shown = ks_take(in->arena, picture, 1);
    if (shown == NULL || !pe_find_resource(p, 14, 0, &group) || !best_entry(group.bytes, &id) ||
        !pe_find_resource_id(p, 3, id, &icon) || !read_bitmap(icon.bytes, shown))
        return;
    const char *like = looks_like(shown);
    if (like == NULL)
        return;
    ks_statement *s = inspect_say(in, it, KS_INSPECT_PROGRAM_ICON);
    if (s)
        ks_phrase_add_words(&s->said, strcmp(like, "sheet") == 0 ? &sheet : &folder);
    // Editors and viewers have such icons rightfully; what came by mail does not.
    ending_class class = ending_class_of(ending_of(it->name));
    bool is_honest = class == ENDING_PROGRAM || class == ENDING_LIBRARY;
    if (it->is_mailed || !is_honest)
        said_level(s, KS_LEVEL_HIGH);
    else if (!it->is_packed)
        said_level(s, KS_LEVEL_LOW);
}
