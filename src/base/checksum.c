// CRC-32 with carry-less multiplication by libdeflate; zlib where that is not to be had (mingw).
#include "base/hash.h"

#ifdef KS_CHECKSUM_ZLIB
#    include <zlib.h>
u32 ks_crc32(u32 crc, ks_span bytes) { return (u32)crc32_z(crc, bytes.at, bytes.size); }
#else
#    include <libdeflate.h>
u32 ks_crc32(u32 crc, ks_span bytes) { return libdeflate_crc32(crc, bytes.at, bytes.size); }
#endif
