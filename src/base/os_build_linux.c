// What the linker wrote into the program itself: a note of the name "GNU" and type 3 (elf(5),
// "Notes"), the same for equal builds only.
#include "base/os.h"

#ifdef __linux__
#    include <elf.h>
#    include <link.h>

typedef struct {
    u8 *to;
    size_t most, size;
} build_id;

static int find_build_id(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    build_id *id = context;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        const u8 *at = (const u8 *)info->dlpi_addr + part->p_vaddr; // NOLINT(*-int-to-ptr)
        for (size_t left = part->p_type == PT_NOTE ? part->p_memsz : 0; left >= 12;) {
            u32 name = ks_load32(at), bytes = ks_load32(at + 4), type = ks_load32(at + 8);
            u64 skip = 12 + ((u64)name + 3) / 4 * 4 + ((u64)bytes + 3) / 4 * 4;
            if (skip > left)
                break;
            if (type == NT_GNU_BUILD_ID && name == 4 && memcmp(at + 12, "GNU", 4) == 0) {
                id->size = bytes < id->most ? bytes : id->most;
                memcpy(id->to, at + 16, id->size);
                return 1;
            }
            at += skip;
            left -= (size_t)skip;
        }
    }
    return 1; // the first is the program; libraries do not matter
}

size_t ks_os_build_id(u8 *to, size_t most)
{
    build_id id = { .most = most };
    id.to = to;
    dl_iterate_phdr(find_build_id, &id);
    return id.size;
}
#endif
