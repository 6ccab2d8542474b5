// Which events become observations: (provider, id), never the id alone (reference: answers, trap
// 65). To examine one more event, add a row; a row that nothing reads is a row too much.
//
//     X(KIND, PROVIDER, id, needs) needs: which of these events are worth keeping
#pragma once

// clang-format off
#define KS_OBSERVED_PROVIDERS(X)                                                              \
    X(AUDITING,     "Microsoft-Windows-Security-Auditing")                                    \
    X(EVENTLOG,     "Microsoft-Windows-Eventlog")                                             \
    X(CLASSIC,      "EventLog")                                                               \
    X(SYSMON,       "Microsoft-Windows-Sysmon")                                               \
    X(KERNEL,       "Microsoft-Windows-Kernel-General")                                       \
    X(POWER,        "Microsoft-Windows-Kernel-Power")                                         \
    X(WAKE,         "Microsoft-Windows-Power-Troubleshooter")                                 \
    X(SERVICES,     "Service Control Manager")                                                \
    X(DEFENDER,     "Microsoft-Windows-Windows Defender")                                     \
    X(SHUTDOWN,     "User32")                                                                 \
    X(DEMO,         "Konseki-Demo")                                                           \
    X(ANY,          "")

#define KS_OBSERVED_KINDS(X)                                                                  \
    /* programs executed */                                                                   \
    X(PROCESS_STARTED,      AUDITING, 4688, ALL)                                              \
    X(PROCESS_ENDED,        AUDITING, 4689, ALL)                                              \
    X(PROCESS_TOKEN,        AUDITING, 4696, ALL)                                              \
    X(SYSMON_STARTED,       SYSMON,      1, ALL)                                              \
    X(SYSMON_ENDED,         SYSMON,      5, ALL)                                              \
    X(LOGON,                AUDITING, 4624, ALL)                                              \
    /* logs cleared, recording stopped or lost */                                             \
    X(SECURITY_CLEARED,     EVENTLOG, 1102, ALL)                                              \
    X(LOG_CLEARED,          EVENTLOG,  104, ALL)                                              \
    X(LOG_SERVICE_DOWN,     EVENTLOG, 1100, ALL)                                              \
    X(EVENTS_DROPPED,       EVENTLOG, 1101, ALL)                                              \
    X(LOG_FULL,             EVENTLOG, 1104, ALL)                                              \
    X(LOG_ARCHIVED,         EVENTLOG, 1105, ALL)                                              \
    X(EVENT_FAILED,         EVENTLOG, 1108, ALL)                                              \
    X(AUDITS_DISCARDED,     AUDITING, 4612, ALL)                                              \
    X(SERVICE_STATE,        SERVICES, 7036, GUARD)                                            \
    X(SERVICE_START_TYPE,   SERVICES, 7040, GUARD)                                            \
    /* audit policy */                                                                        \
    X(AUDIT_POLICY,         AUDITING, 4719, ALL)                                              \
    X(AUDIT_CRASH_ON_FAIL,  AUDITING, 4906, ALL)                                              \
    X(AUDIT_OBJECT_SACL,    AUDITING, 4907, SACL)                                             \
    X(AUDIT_USER_POLICY,    AUDITING, 4912, ALL)                                              \
    /* clock, boots, names */                                                                 \
    X(CLOCK_SET,            AUDITING, 4616, ALL)                                              \
    X(CLOCK_STEP,           KERNEL,      1, ALL)                                              \
    X(BOOT,                 KERNEL,     12, ALL)                                              \
    X(SHUTDOWN,             KERNEL,     13, ALL)                                              \
    X(AUDIT_STARTED,        AUDITING, 4608, ALL)                                              \
    X(LOG_SERVICE_STARTED,  CLASSIC,  6005, ALL)                                              \
    X(LOG_SERVICE_STOPPED,  CLASSIC,  6006, ALL)                                              \
    X(DIRTY_SHUTDOWN,       CLASSIC,  6008, ALL)                                              \
    X(COMPUTER_RENAMED,     CLASSIC,  6011, ALL)                                              \
    X(SLEEP,                POWER,      42, ALL)                                              \
    X(RESUME,               POWER,     107, ALL)                                              \
    X(WOKE,                 WAKE,        1, ALL)                                              \
    X(SHUTDOWN_ASKED,       SHUTDOWN, 1074, ALL)                                              \
    /* defences */                                                                            \
    X(SYSMON_STATE,         SYSMON,      4, ALL)                                              \
    X(SYSMON_CONFIG,        SYSMON,     16, ALL)                                              \
    X(SYSMON_ERROR,         SYSMON,    255, ALL)                                              \
    X(DEFENDER_ON,          DEFENDER, 5000, ALL)                                              \
    X(DEFENDER_OFF,         DEFENDER, 5001, ALL)                                              \
    X(DEFENDER_FEATURE,     DEFENDER, 5004, ALL)                                              \
    X(DEFENDER_SETTING,     DEFENDER, 5007, ALL)                                              \
    X(DEFENDER_SPYWARE_OFF, DEFENDER, 5010, ALL)                                              \
    X(DEFENDER_VIRUS_OFF,   DEFENDER, 5012, ALL)                                              \
    /* evidence that says of itself that it is made: the report says so too */                \
    X(MADE,                 DEMO,        1, ALL)                                              \
    /* any other that a rule matched */                                                       \
    X(BY_RULE,              ANY,  UINT32_MAX, ALL)

// Own fields that facts and traces read by name. Others are kept as well: the report shows them.
#define KS_OBSERVED_FIELDS(X)                                                                 \
    X(SubjectUserSid) X(SubjectUserName) X(SubjectDomainName) X(SubjectLogonId)               \
    X(TargetUserSid) X(TargetUserName) X(TargetDomainName) X(TargetLogonId)                   \
    X(TargetLinkedLogonId) X(LogonType) X(IpAddress) X(WorkstationName) X(ElevatedToken)      \
    X(NewProcessId) X(NewProcessName) X(ProcessId) X(ProcessName) X(ParentProcessName)        \
    X(TargetProcessId) X(TargetProcessName) X(TokenElevationType) X(MandatoryLabel)           \
    X(CommandLine) X(Status) X(RuleName) X(UtcTime) X(ProcessGuid) X(Image)                   \
    X(OriginalFileName) X(CurrentDirectory) X(User) X(LogonGuid) X(LogonId)                   \
    X(IntegrityLevel) X(Hashes) X(ParentProcessGuid) X(ParentProcessId) X(ParentImage)        \
    X(ParentCommandLine) X(Channel) X(BackupPath) X(ClientProcessId) X(Reason)                \
    X(AuditsDiscarded) X(Error) X(EventID) X(PublisherID) X(CategoryId) X(SubcategoryId)      \
    X(SubcategoryGuid) X(AuditPolicyChanges) X(CrashOnAuditFailValue) X(ObjectType)           \
    X(ObjectName) X(OldSd) X(NewSd) X(PreviousDate) X(PreviousTime) X(NewDate) X(NewTime)     \
    X(OldTime) X(StartTime) X(StopTime) X(param1) X(param2) X(param3) X(param4) X(param5)     \
    X(param7) X(Binary) X(Data) X(State) X(Configuration) X(ConfigurationFileHash) X(ID)      \
    X(Description) X(TargetState) X(SleepTime) X(WakeTime)
// clang-format on
