// Where bytes of a hive or a log come from: memory, or a file.
#include "evidence/hive/hive_own.h"

u64 hive_input_size(const ks_hive_input *input)
{
    return input->bytes.at ? input->bytes.size : input->size;
}

bool hive_input_read(const ks_hive_input *input, u64 offset, u8 *to, size_t size, ks_fail *fail)
{
    u64 whole = hive_input_size(input);
    if (offset > whole || size > whole - offset)
        return ks_refuse(fail, KS_TRUNCATED, (i64)size, offset > whole ? 0 : (i64)(whole - offset),
                         KS_STR("hive"));
    if (input->bytes.at) {
        if (size)
            memcpy(to, input->bytes.at + offset, size);
        return true;
    }
    size_t got = 0;
    if (!ks_os_read_at(input->file, offset, to, size, &got, fail))
        return false;
    if (got < size)
        return ks_refuse(fail, KS_TRUNCATED, (i64)size, (i64)got, KS_STR("hive"));
    return true;
}
