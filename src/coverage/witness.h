// The witnesses whose recording is looked at: one row each. Witnesses of one mechanism can stand
// for each other; every mechanism but 0 of a question is needed for "not found" (answers 1.3, 3).
//
//     X(id, name, class, question, mechanism, channel, setting, file)
#pragma once

#define WITNESS_SYSMON   "Microsoft-Windows-Sysmon/Operational"
#define WITNESS_DEFENDER "Microsoft-Windows-Windows Defender/Operational"
#define WITNESS_LOGS     "C:\\Windows\\System32\\winevt\\Logs\\"

// clang-format off
#define COVERAGE_WITNESSES(X)                                                                     \
    X(SECURITY_4688, "security.4688", W_4688, COMPLETE, 1, 1, "Security",                         \
      "audit.process-creation", WITNESS_LOGS "Security.evtx")                                     \
    X(SYSMON_1, "sysmon.1", W_SYSMON_1, SELECTIVE, 1, 1, WITNESS_SYSMON,                          \
      "sysmon.installed", WITNESS_LOGS "Microsoft-Windows-Sysmon%4Operational.evtx")              \
    X(SECURITY_LOG, "security.log", W_SECURITY, COMPLETE, 11, 1, "Security",                      \
      NULL, WITNESS_LOGS "Security.evtx")                                                         \
    X(SYSTEM_LOG, "system.log", W_SYSTEM, COMPLETE, 11, 2, "System",                              \
      NULL, WITNESS_LOGS "System.evtx")                                                           \
    X(DEFENDER_LOG, "defender.log", W_DEFENDER, COMPLETE, 11, 3, WITNESS_DEFENDER,                \
      NULL, WITNESS_LOGS "Microsoft-Windows-Windows Defender%4Operational.evtx")                  \
    X(SYSMON_STATE, "sysmon.state", W_SYSMON_STATE, TRACE, 11, 0, WITNESS_SYSMON,                 \
      NULL, WITNESS_LOGS "Microsoft-Windows-Sysmon%4Operational.evtx")
// clang-format on
