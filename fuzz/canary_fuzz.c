// The canary: it crashes on purpose, at three bytes a fuzzer finds in a second. It proves that
// the fuzzing and the replay really run and really notice.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 3 && data[0] == 'E' && data[1] == 'l' && data[2] == 'f')
        __builtin_trap();
    return 0;
}
