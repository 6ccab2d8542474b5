// GptTmpl.inf and the templates that secedit exports: security settings as sections of lines
// (MS-GPSB 2.2). The model is the file's lines (ks_ini); the functions here say what one means.
//
// Caveats: the last '\' of a path in [Registry Values] separates the value's name, so a name that
// holds one cannot be said. [Privilege Rights] and ...__Members replace, they do not add.
#pragma once
#include "policy/ini.h"
#include "policy/registry_pol.h"

// [Registry Values]: MACHINE\path\value=type,data
typedef struct {
    ks_str root; // "MACHINE", "USERS", "CLASSES_ROOT", as it stands
    ks_str key, name;
    u32 type;     // KS_REG_SZ, ...
    ks_span data; // as in the registry
} ks_template_value;

// [Service General Setting], [Registry Keys], [File Security]: "name",number,"SDDL"
typedef struct {
    ks_str name;
    i64 number; // start of a service (2 to 4); mode of a path (0 to 2)
    ks_str sddl;
    ks_mistake_place name_place, number_place, sddl_place;
} ks_template_object;

typedef enum {
    KS_TEMPLATE_FINE,
    KS_TEMPLATE_NO_TYPE, // no "type," where one has to be
    KS_TEMPLATE_BAD_TYPE,
    KS_TEMPLATE_BAD_NUMBER, // of a REG_DWORD or a byte of REG_BINARY
    KS_TEMPLATE_QUOTED_NUMBER,
    KS_TEMPLATE_BAD_TEXT, // a comma outside of quotes, a quote that is not closed
    KS_TEMPLATE_NO_NAME,  // no '\' in the path
    KS_TEMPLATE_NO_MEMORY
} ks_template_fault;

// Whether the bytes look like a security template.
bool ks_template_is(ks_span bytes, ks_arena scratch);

ks_template_fault ks_template_value_read(const ks_ini_entry *entry, ks_arena *arena,
                                         ks_template_value *value);
// The line that sets it; false: the type cannot be said in a template, or no memory.
KS_MUST bool ks_template_value_line(const ks_template_value *value, ks_arena *arena, ks_str *line);

// False: not three fields with a number in the middle.
KS_MUST bool ks_template_object_read(const ks_ini_entry *entry, ks_template_object *object);
KS_MUST bool ks_template_object_line(const ks_template_object *object, ks_arena *arena,
                                     ks_str *line);

// The next account of a list "*S-1-5-32-544,name"; *at: bytes behind the last one. False: none
// left.
KS_MUST bool ks_template_account_next(ks_str list, size_t *at, ks_str *account);

// [Unicode] and [Version], which each template needs; the lines of others are added with
// ks_ini_section_add and ks_ini_line_add.
KS_MUST bool ks_template_begin(ks_ini *ini, ks_arena *arena);
// UTF-16LE with byte order mark, CRLF.
void ks_template_write(ks_out *out, const ks_ini *ini, ks_arena scratch);
size_t ks_template_write_size(const ks_ini *ini);

void ks_template_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
