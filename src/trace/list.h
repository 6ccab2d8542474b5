// The traces of this version: one row, one file. To add a behaviour: src/trace/<behaviour>.c with
// trace_<function>, a row here, its sentences in sentences.h, its golden rows in tests/trace/.
//
//     X(function, id, title, techniques, questions) techniques: ATT&CK ids, separated by a space
#pragma once

#define KS_ASKS(number) (1u << (number))

// clang-format off
#define KS_TRACE_LIST(X)                                                                           \
    X(notable_process,   "notable-process",      TITLE_NOTABLE,       "",            KS_ASKS(1))   \
    X(log_tool,          "log-tool",             TITLE_LOG_TOOL,      "T1070.001",                 \
      KS_ASKS(1) | KS_ASKS(11))                                                                    \
    X(log_cleared,       "log-cleared",          TITLE_CLEARED,       "T1070.001",   KS_ASKS(11))  \
    X(records_missing,   "records-missing",      TITLE_MISSING,       "T1070.001",   KS_ASKS(11))  \
    X(records_hidden,    "records-hidden",       TITLE_HIDDEN,        "T1070.001",   KS_ASKS(11))  \
    X(records_differ,    "records-differ",       TITLE_DIFFER,        "T1070.001",   KS_ASKS(11))  \
    X(events_lost,       "events-lost",          TITLE_LOST,          "T1562.002",   KS_ASKS(11))  \
    X(log_service,       "log-service-stopped",  TITLE_LOG_SERVICE,   "T1562.002",   KS_ASKS(11))  \
    X(guard_service,     "guard-service-changed",TITLE_GUARD_SERVICE, "T1562.001",   KS_ASKS(11))  \
    X(audit_policy,      "audit-policy-weakened",TITLE_AUDIT_POLICY,  "T1562.002",   KS_ASKS(11))  \
    X(clock,             "clock-changed",        TITLE_CLOCK,         "T1070.006",   KS_ASKS(11))  \
    X(sysmon,            "sysmon-changed",       TITLE_SYSMON,        "T1562.001",   KS_ASKS(11))  \
    X(defender,          "defender-weakened",    TITLE_DEFENDER,      "T1562.001",   KS_ASKS(11))
// clang-format on
