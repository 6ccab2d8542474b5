// The people of CORP. None of them exists.
#include "events.h"

#define CORP   "S-1-5-21-3184605512-2246891170-1547420463-"
#define MEDIUM "S-1-16-8192"
#define HIGH   "S-1-16-12288"

// clang-format off
const session tanaka = { .sid = CORP "1127", .user = "tanaka", .domain = "CORP", .terminal = 1,
                         .label = MEDIUM, .elevation = "%%1938" };
const session tanaka_elevated = { .sid = CORP "1127", .user = "tanaka", .domain = "CORP",
                                  .terminal = 1, .label = HIGH, .elevation = "%%1937" };
const session tanaka_on_server = { .sid = CORP "1127", .user = "tanaka", .domain = "CORP",
                                   .label = HIGH, .elevation = "%%1936" };
const session sato = { .sid = CORP "1106", .user = "sato", .domain = "CORP", .terminal = 2,
                       .label = MEDIUM, .elevation = "%%1938" };
const session sato_elevated = { .sid = CORP "1106", .user = "sato", .domain = "CORP",
                                .terminal = 2, .label = HIGH, .elevation = "%%1937" };
const session file_admin = { .sid = CORP "1145", .user = "fs-admin", .domain = "CORP",
                             .label = HIGH, .elevation = "%%1936" };

#define PERSON(rid, name) { .sid = CORP rid, .user = (name), .domain = "CORP", .label = MEDIUM, \
                            .elevation = "%%1936" }
const colleague colleagues[colleague_count] = {
    { PERSON("1127", "tanaka"), "PC-17", "10.20.1.17" },
    { PERSON("1115", "suzuki"), "PC-03", "10.20.1.13" },
    { PERSON("1118", "takahashi"), "PC-11", "10.20.1.21" },
    { PERSON("1131", "ito"), "PC-21", "10.20.1.31" },
    { PERSON("1140", "watanabe"), "PC-22", "10.20.1.32" },
};
// clang-format on
