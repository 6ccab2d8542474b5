// libgsf and all that is particular about it. Streams are copied into the arena; all of them
// together are no more than twice the file, since chains of sectors may cross.
#include "inspect/ole.h"

#include "inspect/ascii.h"

#include <gsf/gsf.h>

typedef struct {
    GsfInfile *folder;
    ks_str path;
    u32 depth;
} pending;

static bool is_open;

void ole_open(void)
{
    if (!is_open)
        gsf_init();
    is_open = true;
}

void ole_close(void)
{
    if (is_open)
        gsf_shutdown();
    is_open = false;
}

static GsfInfile *open_file(ks_span bytes)
{
    GsfInput *input = gsf_input_memory_new(bytes.at, (gsf_off_t)bytes.size, FALSE);
    GError *error = NULL;
    GsfInfile *file = input ? gsf_infile_msole_new(input, &error) : NULL;
    if (input)
        g_object_unref(input);
    if (error)
        g_error_free(error);
    return file;
}

// Names of streams that tell what a file is, in the order in which they are asked for.
content_kind ole_kind(ks_span bytes)
{
    static const struct {
        const char *name;
        content_kind kind;
    } rows[] = {
        { "EncryptedPackage", CONTENT_OLE_ENCRYPTED },
        { "__properties_version1.0", CONTENT_OUTLOOK_MESSAGE },
        { "WordDocument", CONTENT_OLE_WORD },
        { "Workbook", CONTENT_OLE_EXCEL },
        { "Book", CONTENT_OLE_EXCEL },
        { "PowerPoint Document", CONTENT_OLE_POWERPOINT },
    };
    // The class of packages (…C1084…) and patches (…C1086…); MS-CFB has it at the root entry.
    static const u8 installer[] = { 0x10, 0x0c, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0x46 };
    content_kind kind = CONTENT_OLE_OTHER;
    GsfInfile *file = open_file(bytes);
    if (file == NULL)
        return kind;
    u8 class[16] = { 0 };
    gsf_infile_msole_get_class_id(GSF_INFILE_MSOLE(file), class);
    if ((class[0] == 0x84 || class[0] == 0x86 || class[0] == 0x82) &&
        memcmp(class + 1, installer, 13) == 0)
        kind = CONTENT_INSTALLER;
    for (size_t i = 0; kind == CONTENT_OLE_OTHER && i < countof(rows); i++) {
        GsfInput *child = gsf_infile_child_by_name(file, rows[i].name);
        if (child) {
            kind = rows[i].kind;
            g_object_unref(child);
        }
    }
    g_object_unref(file);
    return kind;
}

static ks_str path_of(ks_arena *arena, ks_str folder, const char *name)
{
    ks_out out;
    ks_str text = bytes_text(arena, ks_str_span(ks_str_of(name ? name : "?")), 256);
    if (folder.size == 0 || !ks_out_open(&out, arena, folder.size + text.size + 1))
        return text;
    ks_out_put(&out, folder);
    KS_PUT(&out, "/");
    ks_out_put(&out, text);
    return ks_out_str(&out);
}

static void take_stream(ks_arena *arena, ole_file *file, GsfInput *input, ks_str path, u64 *room)
{
    ole_stream *stream = &file->streams[file->count++];
    gsf_off_t claimed = gsf_input_size(input);
    u64 size = claimed > 0 ? (u64)claimed : 0;
    *stream = (ole_stream){ .path = path, .is_cut = size > *room };
    size = size < *room ? size : *room;
    u8 *to = size ? ks_take(arena, u8, (size_t)size) : NULL;
    if (to && gsf_input_read(input, (size_t)size, to))
        stream->bytes = (ks_span){ to, (size_t)size };
    stream->is_cut = stream->is_cut || stream->bytes.size < size;
    *room -= stream->bytes.size;
}

bool ole_read(ks_arena *arena, ks_span bytes, ole_file *file)
{
    *file = (ole_file){ .streams = ks_take(arena, ole_stream, ole_streams_most) };
    pending *stack = ks_take(arena, pending, ole_streams_most);
    GsfInfile *root = file->streams && stack ? open_file(bytes) : NULL;
    if (root == NULL)
        return false;
    u64 room = bytes.size * 2 < unpacked_most ? bytes.size * 2 : unpacked_most;
    size_t count = 0, seen = 0;
    gsf_infile_msole_get_class_id(GSF_INFILE_MSOLE(root), file->class);
    stack[count++] = (pending){ root, { "", 0 }, 0 };
    while (count) {
        pending p = stack[--count];
        int children = gsf_infile_num_children(p.folder);
        for (int i = 0; i < children; i++) {
            GsfInput *child = gsf_infile_child_by_index(p.folder, i);
            if (child == NULL)
                continue;
            ks_str path = path_of(arena, p.path, gsf_infile_name_by_index(p.folder, i));
            bool is_folder =
                GSF_IS_INFILE(child) && gsf_infile_num_children(GSF_INFILE(child)) >= 0;
            bool fits = ++seen < ole_streams_most && p.depth < ole_depth_most;
            file->has_too_many = file->has_too_many || !fits;
            if (fits && is_folder)
                stack[count++] = (pending){ GSF_INFILE(child), path, p.depth + 1 };
            else if (fits)
                take_stream(arena, file, child, path, &room);
            if (!fits || !is_folder)
                g_object_unref(child);
        }
        g_object_unref(p.folder);
    }
    return true;
}

const ole_stream *ole_find(const ole_file *file, ks_str path)
{
    for (size_t i = 0; i < file->count; i++) {
        if (ascii_equal(file->streams[i].path, path))
            return &file->streams[i];
    }
    return NULL;
}
