// Sysmon's schema as data: events, their fields, conditions and options, each with the schema that
// brought it, in hundredths (4.21 is 421). Source: the schema manifests 2.0 to 4.81 of the public
// rule engine; 27 to 29 from Microsoft's page on Sysmon (their field order was seen in logs only).
// No include guard: expanded by sysmon_schema.h and sysmon_schema.c.
// clang-format off

// word, its number in compiled rules of version 14 and newer, schema
#define KS_SYSMON_CONDITIONS(X) \
    X(IS, "is", 0, 200)                        X(IS_NOT, "is not", 1, 200)               \
    X(CONTAINS, "contains", 2, 200)            X(CONTAINS_ANY, "contains any", 3, 422)   \
    X(IS_ANY, "is any", 4, 431)                X(CONTAINS_ALL, "contains all", 5, 422)   \
    X(EXCLUDES, "excludes", 6, 200)            X(EXCLUDES_ANY, "excludes any", 7, 423)   \
    X(EXCLUDES_ALL, "excludes all", 8, 423)    X(BEGIN_WITH, "begin with", 9, 200)       \
    X(END_WITH, "end with", 10, 200)           X(LESS_THAN, "less than", 11, 200)        \
    X(MORE_THAN, "more than", 12, 200)         X(IMAGE, "image", 13, 200)                \
    X(NOT_BEGIN_WITH, "not begin with", 14, 470) X(NOT_END_WITH, "not end with", 15, 470)

// id, tag in a configuration ("": cannot be filtered), schema, logged when a loaded configuration
// does not name it
#define KS_SYSMON_EVENTS(X) \
    X(1, "ProcessCreate", 200, true)          X(2, "FileCreateTime", 200, false)         \
    X(3, "NetworkConnect", 200, false)        X(4, "", 200, true)                        \
    X(5, "ProcessTerminate", 200, true)       X(6, "DriverLoad", 200, false)             \
    X(7, "ImageLoad", 200, false)             X(8, "CreateRemoteThread", 200, false)     \
    X(9, "RawAccessRead", 310, false)         X(10, "ProcessAccess", 310, false)         \
    X(11, "FileCreate", 320, false)           X(12, "RegistryEvent", 320, false)         \
    X(13, "RegistryEvent", 320, false)        X(14, "RegistryEvent", 320, false)         \
    X(15, "FileCreateStreamHash", 320, false) X(16, "", 320, true)                       \
    X(17, "PipeEvent", 330, false)            X(18, "PipeEvent", 330, false)             \
    X(19, "WmiEvent", 340, false)             X(20, "WmiEvent", 340, false)              \
    X(21, "WmiEvent", 340, false)             X(22, "DnsQuery", 421, false)              \
    X(23, "FileDelete", 430, false)           X(24, "ClipboardChange", 440, false)       \
    X(25, "ProcessTampering", 450, false)     X(26, "FileDeleteDetected", 460, false)    \
    X(27, "FileBlockExecutable", 482, false)  X(28, "FileBlockShredding", 483, false)    \
    X(29, "FileExecutableDetected", 490, false) X(255, "", 200, true)

// Versions that exist, with the first Sysmon that takes them (0.0: not known).
#define KS_SYSMON_SCHEMAS(X) \
    X(200) X(201) X(300) X(310) X(320) X(330) X(340) X(400) X(410) X(420) X(421) X(422) X(423) \
    X(430) X(431) X(432) X(440) X(441) X(450) X(460) X(470) X(480) X(481) X(482) X(483) X(490) \
    X(491)

// Options: elements beside EventFiltering.
#define KS_SYSMON_OPTIONS(X) \
    X("HashAlgorithms", 200)      X("CheckRevocation", 310)        X("DnsLookup", 430)          \
    X("ArchiveDirectory", 200)    X("CaptureClipboard", 200)       X("DriverName", 200)         \
    X("FieldSizes", 481)          X("CopyOnDeletePE", 200)         X("CopyOnDeleteSIDs", 200)   \
    X("CopyOnDeleteExtensions", 200) X("CopyOnDeleteProcesses", 200) X("CopyOnDelete_PE", 200)  \
    X("CopyOnDelete_SIDs", 200)   X("CopyOnDelete_Extensions", 200) X("CopyOnDelete_Processes", 200) \
    X("PipeMonitoringConfig", 330) X("ProcessAccessConfig", 310)   X("NetworkConnect", 200)     \
    X("ImageLoad", 200)           X("DnsQuery", 421)

// event, schema, field; in the order of the newest manifest, which is that of compiled field ids
#define KS_SYSMON_FIELDS(F) \
    F(1, 410, RuleName) F(1, 200, UtcTime) F(1, 200, ProcessGuid) F(1, 200, ProcessId)           \
    F(1, 200, Image) F(1, 400, FileVersion) F(1, 400, Description) F(1, 400, Product)            \
    F(1, 400, Company) F(1, 421, OriginalFileName) F(1, 200, CommandLine)                        \
    F(1, 200, CurrentDirectory) F(1, 200, User) F(1, 200, LogonGuid) F(1, 200, LogonId)          \
    F(1, 200, TerminalSessionId) F(1, 200, IntegrityLevel) F(1, 200, Hashes)                     \
    F(1, 200, ParentProcessGuid) F(1, 200, ParentProcessId) F(1, 200, ParentImage)               \
    F(1, 200, ParentCommandLine) F(1, 480, ParentUser)                                           \
    F(2, 410, RuleName) F(2, 200, UtcTime) F(2, 200, ProcessGuid) F(2, 200, ProcessId)           \
    F(2, 200, Image) F(2, 200, TargetFilename) F(2, 200, CreationUtcTime)                        \
    F(2, 200, PreviousCreationUtcTime) F(2, 480, User)                                           \
    F(3, 410, RuleName) F(3, 200, UtcTime) F(3, 200, ProcessGuid) F(3, 200, ProcessId)           \
    F(3, 200, Image) F(3, 200, User) F(3, 200, Protocol) F(3, 200, Initiated)                    \
    F(3, 200, SourceIsIpv6) F(3, 200, SourceIp) F(3, 200, SourceHostname)                        \
    F(3, 200, SourcePort) F(3, 200, SourcePortName) F(3, 200, DestinationIsIpv6)                 \
    F(3, 200, DestinationIp) F(3, 200, DestinationHostname) F(3, 200, DestinationPort)           \
    F(3, 200, DestinationPortName)                                                               \
    F(4, 310, UtcTime) F(4, 200, State) F(4, 320, Version) F(4, 320, SchemaVersion)              \
    F(5, 410, RuleName) F(5, 200, UtcTime) F(5, 200, ProcessGuid) F(5, 200, ProcessId)           \
    F(5, 200, Image) F(5, 480, User)                                                             \
    F(6, 410, RuleName) F(6, 200, UtcTime) F(6, 200, ImageLoaded) F(6, 200, Hashes)              \
    F(6, 200, Signed) F(6, 200, Signature) F(6, 320, SignatureStatus)                            \
    F(7, 410, RuleName) F(7, 200, UtcTime) F(7, 200, ProcessGuid) F(7, 200, ProcessId)           \
    F(7, 200, Image) F(7, 200, ImageLoaded) F(7, 400, FileVersion) F(7, 400, Description)        \
    F(7, 400, Product) F(7, 400, Company) F(7, 421, OriginalFileName) F(7, 200, Hashes)          \
    F(7, 200, Signed) F(7, 200, Signature) F(7, 320, SignatureStatus) F(7, 480, User)            \
    F(8, 410, RuleName) F(8, 200, UtcTime) F(8, 200, SourceProcessGuid)                          \
    F(8, 200, SourceProcessId) F(8, 200, SourceImage) F(8, 200, TargetProcessGuid)               \
    F(8, 200, TargetProcessId) F(8, 200, TargetImage) F(8, 200, NewThreadId)                     \
    F(8, 310, StartAddress) F(8, 310, StartModule) F(8, 310, StartFunction)                      \
    F(8, 480, SourceUser) F(8, 480, TargetUser)                                                  \
    F(9, 410, RuleName) F(9, 310, UtcTime) F(9, 310, ProcessGuid) F(9, 310, ProcessId)           \
    F(9, 310, Image) F(9, 310, Device) F(9, 480, User)                                           \
    F(10, 410, RuleName) F(10, 310, UtcTime) F(10, 310, SourceProcessGUID)                       \
    F(10, 310, SourceProcessId) F(10, 310, SourceThreadId) F(10, 310, SourceImage)               \
    F(10, 310, TargetProcessGUID) F(10, 310, TargetProcessId) F(10, 310, TargetImage)            \
    F(10, 310, GrantedAccess) F(10, 310, CallTrace) F(10, 480, SourceUser)                       \
    F(10, 480, TargetUser)                                                                       \
    F(11, 410, RuleName) F(11, 320, UtcTime) F(11, 320, ProcessGuid) F(11, 320, ProcessId)       \
    F(11, 320, Image) F(11, 320, TargetFilename) F(11, 320, CreationUtcTime) F(11, 480, User)    \
    F(12, 410, RuleName) F(12, 320, EventType) F(12, 320, UtcTime) F(12, 320, ProcessGuid)       \
    F(12, 320, ProcessId) F(12, 320, Image) F(12, 320, TargetObject) F(12, 480, User)            \
    F(13, 410, RuleName) F(13, 320, EventType) F(13, 320, UtcTime) F(13, 320, ProcessGuid)       \
    F(13, 320, ProcessId) F(13, 320, Image) F(13, 320, TargetObject) F(13, 320, Details)         \
    F(13, 480, User)                                                                             \
    F(14, 410, RuleName) F(14, 320, EventType) F(14, 320, UtcTime) F(14, 320, ProcessGuid)       \
    F(14, 320, ProcessId) F(14, 320, Image) F(14, 320, TargetObject) F(14, 320, NewName)         \
    F(14, 480, User)                                                                             \
    F(15, 410, RuleName) F(15, 320, UtcTime) F(15, 320, ProcessGuid) F(15, 320, ProcessId)       \
    F(15, 320, Image) F(15, 320, TargetFilename) F(15, 320, CreationUtcTime) F(15, 320, Hash)    \
    F(15, 431, Contents) F(15, 480, User)                                                        \
    F(16, 320, UtcTime) F(16, 320, Configuration) F(16, 320, ConfigurationFileHash)              \
    F(17, 410, RuleName) F(17, 421, EventType) F(17, 330, UtcTime) F(17, 330, ProcessGuid)       \
    F(17, 330, ProcessId) F(17, 330, PipeName) F(17, 330, Image) F(17, 480, User)                \
    F(18, 410, RuleName) F(18, 421, EventType) F(18, 330, UtcTime) F(18, 330, ProcessGuid)       \
    F(18, 330, ProcessId) F(18, 330, PipeName) F(18, 330, Image) F(18, 480, User)                \
    F(19, 410, RuleName) F(19, 340, EventType) F(19, 340, UtcTime) F(19, 340, Operation)         \
    F(19, 340, User) F(19, 340, EventNamespace) F(19, 340, Name) F(19, 340, Query)               \
    F(20, 410, RuleName) F(20, 340, EventType) F(20, 340, UtcTime) F(20, 340, Operation)         \
    F(20, 340, User) F(20, 340, Name) F(20, 340, Type) F(20, 340, Destination)                   \
    F(21, 410, RuleName) F(21, 340, EventType) F(21, 340, UtcTime) F(21, 340, Operation)         \
    F(21, 340, User) F(21, 340, Consumer) F(21, 340, Filter)                                     \
    F(22, 421, RuleName) F(22, 421, UtcTime) F(22, 421, ProcessGuid) F(22, 421, ProcessId)       \
    F(22, 421, QueryName) F(22, 421, QueryStatus) F(22, 421, QueryResults) F(22, 421, Image)     \
    F(22, 480, User)                                                                             \
    F(23, 430, RuleName) F(23, 430, UtcTime) F(23, 430, ProcessGuid) F(23, 430, ProcessId)       \
    F(23, 430, User) F(23, 430, Image) F(23, 430, TargetFilename) F(23, 430, Hashes)             \
    F(23, 430, IsExecutable) F(23, 430, Archived)                                                \
    F(24, 440, RuleName) F(24, 440, UtcTime) F(24, 440, ProcessGuid) F(24, 440, ProcessId)       \
    F(24, 440, Image) F(24, 440, Session) F(24, 440, ClientInfo) F(24, 440, Hashes)              \
    F(24, 440, Archived) F(24, 480, User)                                                        \
    F(25, 450, RuleName) F(25, 450, UtcTime) F(25, 450, ProcessGuid) F(25, 450, ProcessId)       \
    F(25, 450, Image) F(25, 450, Type) F(25, 480, User)                                          \
    F(26, 460, RuleName) F(26, 460, UtcTime) F(26, 460, ProcessGuid) F(26, 460, ProcessId)       \
    F(26, 460, User) F(26, 460, Image) F(26, 460, TargetFilename) F(26, 460, Hashes)             \
    F(26, 460, IsExecutable)                                                                     \
    F(27, 482, RuleName) F(27, 482, UtcTime) F(27, 482, ProcessGuid) F(27, 482, ProcessId)       \
    F(27, 482, User) F(27, 482, Image) F(27, 482, TargetFilename) F(27, 482, Hashes)             \
    F(28, 483, RuleName) F(28, 483, UtcTime) F(28, 483, ProcessGuid) F(28, 483, ProcessId)       \
    F(28, 483, User) F(28, 483, Image) F(28, 483, TargetFilename) F(28, 483, Hashes)             \
    F(28, 483, IsExecutable)                                                                     \
    F(29, 490, RuleName) F(29, 490, UtcTime) F(29, 490, ProcessGuid) F(29, 490, ProcessId)       \
    F(29, 490, User) F(29, 490, Image) F(29, 490, TargetFilename) F(29, 490, Hashes)             \
    F(255, 310, UtcTime) F(255, 200, ID) F(255, 200, Description)
// clang-format on
