// The queue of parts: a file is looked at by its name, then by its content, and so is all that
// comes out of it.
#include "base/sort.h"
#include "base/text.h"
#include "evidence/tongue.h"
#include "inspect/ascii.h"
#include "inspect/domain.h"
#include "inspect/gmime.h"
#include "inspect/ole.h"
#include "inspect/own.h"

enum { path_most = 2048, argument_most = 1500 };

bool ks_inspect_open(ks_inspector **inspector, const ks_inspect_options *options, ks_arena *arena,
                     ks_fail *fail)
{
    ks_inspector *made = ks_take(arena, ks_inspector, 1);
    if (made == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, sizeof *made, 0, ks_str_of(arena->name));
    *made = (ks_inspector){ .options = *options };
    made->domains = domains_open(arena, options->own_domains, options->own_count);
    if (made->domains == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    made->tongue = tongue_open(arena);
    gmime_open();
    ole_open();
    *inspector = made;
    return true;
}

void ks_inspect_close(ks_inspector *inspector)
{
    if (inspector->tongue)
        tongue_close(inspector->tongue);
    inspector->tongue = NULL;
    ole_close();
    gmime_close();
}

// --- saying

ks_statement *inspect_say(inspection *in, const item *it, ks_statement_kind kind)
{
    return ks_statement_add(&in->result->said, kind, it->part);
}

void said_text(ks_statement *s, ks_str text)
{
    if (s)
        ks_phrase_add_text(&s->said, text);
}

void said_number(ks_statement *s, u64 number)
{
    if (s)
        ks_phrase_add_number(&s->said, number);
}

void said_offset(ks_statement *s, u64 offset)
{
    if (s) {
        s->spot.offset = offset;
        s->spot.has_offset = true;
    }
}

void said_level(ks_statement *s, ks_level level)
{
    if (s)
        s->level = level;
}

ks_statement *inspect_say_of(inspection *in, const item *it, ks_statement_kind kind, ks_str a,
                             ks_str b, ks_str c)
{
    ks_statement *s = inspect_say(in, it, kind);
    const ks_str texts[] = { a, b, c };
    for (size_t i = 0; i < countof(texts) && texts[i].at; i++)
        said_text(s, texts[i]);
    return s;
}

// --- text

ks_str bytes_text(ks_arena *arena, ks_span bytes, size_t most)
{
    static const char digits[] = "0123456789abcdef";
    ks_out out;
    size_t size = bytes.size < most ? bytes.size : most;
    if (size == 0 || !ks_out_open(&out, arena, size * 4))
        return KS_STR("");
    for (size_t i = 0; i < size;) {
        size_t step = bytes.at[i] < 0x80 ? 1 : 0;
        for (size_t n = 2; step == 0 && n <= 4 && n <= size - i; n++) {
            if (ks_utf8_is_valid((ks_span){ bytes.at + i, n }))
                step = n;
        }
        if (step) {
            ks_out_bytes(&out, bytes.at + i, step);
        } else {
            char odd[4] = { '\\', 'x', digits[bytes.at[i] >> 4], digits[bytes.at[i] & 15] };
            ks_out_bytes(&out, odd, sizeof odd);
            step = 1;
        }
        i += step;
    }
    return ks_out_str(&out);
}

ks_str utf16_text(ks_arena *arena, ks_span bytes, size_t most)
{
    ks_out out;
    ks_utf16 text = { bytes.at, bytes.size / 2 };
    text.units = text.units < most ? text.units : most;
    text.units = text.units ? ks_utf16_length(text) : 0;
    if (text.units == 0 || !ks_out_open(&out, arena, text.units * 6 + 16))
        return KS_STR("");
    ks_out_utf16(&out, text, KS_AS_TEXT);
    return ks_out_str(&out);
}

// --- the queue

u64 inspection_room(const inspection *in)
{
    return in->count < parts_most && in->unpacked < unpacked_most ? unpacked_most - in->unpacked
                                                                  : 0;
}

static ks_str last_name(ks_str path)
{
    for (size_t i = path.size; i > 0; i--) {
        if (path.at[i - 1] == '/' || path.at[i - 1] == '\\')
            return part_of(path, i, SIZE_MAX);
    }
    return path;
}

static ks_str way_to(inspection *in, const item *holder, ks_str name)
{
    ks_out out;
    size_t size = holder->part.size + name.size + 1;
    if (!ks_out_open(&out, in->arena, size < path_most ? size : path_most))
        return name;
    if (holder->part.size) {
        ks_out_put(&out, holder->part);
        KS_PUT(&out, "/");
    }
    ks_out_put(&out, name);
    return ks_out_str(&out);
}

static void say_over(inspection *in, const item *holder)
{
    in->result->is_incomplete = true;
    if (in->is_over)
        return;
    in->is_over = true;
    ks_statement *s = inspect_say(in, holder, KS_INSPECT_TOO_MUCH);
    said_number(s, in->count);
    said_number(s, in->unpacked);
}

void inspection_add(inspection *in, const item *holder, item part)
{
    part.depth = holder->depth + 1;
    part.is_mailed = part.is_mailed || holder->is_mailed;
    part.is_packed = part.is_packed || holder->is_packed;
    if (part.depth > depth_most) {
        in->result->is_incomplete = true;
        said_number(inspect_say(in, holder, KS_INSPECT_TOO_DEEP), depth_most);
        return;
    }
    if (in->count >= parts_most || part.bytes.size > unpacked_most - in->unpacked) {
        say_over(in, holder);
        return;
    }
    if (in->count == in->capacity) {
        void *grown = ks_arena_grow(in->arena, in->items, sizeof part, in->count, &in->capacity);
        if (grown == NULL) {
            say_over(in, holder);
            return;
        }
        in->items = grown;
    }
    part.part = way_to(in, holder, part.name.size ? part.name : KS_STR("?"));
    in->unpacked += part.bytes.size;
    in->items[in->count++] = part;
}

// What came from the file as text that can be shown: cut at the end of a character, odd bytes as
// \xNN.
static ks_str presentable(ks_arena *arena, ks_str text)
{
    text.size = text.size < argument_most ? text.size : argument_most;
    for (size_t cut = 0; cut < 4 && cut <= text.size; cut++) {
        if (ks_utf8_is_valid((ks_span){ (const u8 *)text.at, text.size - cut }))
            return (ks_str){ text.at, text.size - cut };
    }
    return bytes_text(arena, ks_str_span(text), argument_most);
}

static void present(inspection *in)
{
    for (size_t i = 0; i < in->result->said.count; i++) {
        ks_statement *s = &in->result->said.rows[i];
        s->part = presentable(in->arena, s->part);
        s->spot.field = presentable(in->arena, s->spot.field);
        for (u32 n = 0; n < s->said.count; n++) {
            if (s->said.arguments[n].kind == KS_ARGUMENT_TEXT)
                s->said.arguments[n].text = presentable(in->arena, s->said.arguments[n].text);
        }
    }
}

// Parts in the order of their ways; what is said of one part stays in its order.
static int by_part(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_statement *left = a, *right = b;
    return ks_str_compare(left->part, right->part);
}

void ks_inspect(ks_inspector *inspector, ks_str path, ks_span bytes, ks_inspected *result,
                ks_arena *arena)
{
    *result = (ks_inspected){ .path = path, .said = { .arena = arena } };
    inspection in = { .all = inspector, .arena = arena, .result = result };
    in.items = ks_arena_grow(arena, NULL, sizeof(item), 0, &in.capacity);
    if (in.items == NULL) {
        result->is_incomplete = true;
        return;
    }
    in.items[in.count++] = (item){ .name = last_name(path), .part = { "", 0 }, .bytes = bytes };
    for (size_t i = 0; i < in.count; i++) {
        item it = in.items[i]; // the queue may move
        inspect_name(&in, &it);
        inspect_content(&in, &it);
        result->parts++;
    }
    present(&in);
    ks_statements *said = &result->said;
    result->is_incomplete = result->is_incomplete || said->lost;
    if (said->count && !ks_sort(said->rows, said->count, sizeof *said->rows, by_part, NULL, *arena))
        result->is_incomplete = true;
}
