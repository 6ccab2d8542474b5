// X(root, key, value, type, least, most): from administrative templates and real hives. * stands
// for any text. Numbers: the values that the reader knows.
#pragma once

#define KNOWN_P    "Software\\Policies\\Microsoft\\"
#define KNOWN_CV   "Software\\Microsoft\\Windows\\CurrentVersion\\"
#define KNOWN_SET  "System\\C*ontrolSet*" // CurrentControlSet, ControlSet001
#define KNOWN_LSA  KNOWN_SET "\\Control\\Lsa"
#define KNOWN_SVC  KNOWN_SET "\\Services\\"
#define KNOWN_SYS  KNOWN_CV "Policies\\System"
#define KNOWN_PS   "Software\\Policies\\Microsoft\\Windows\\PowerShell"
#define KNOWN_LAPS KNOWN_CV "Policies\\LAPS"

// clang-format off
#define KNOWN_VALUES(X) \
  X(MACHINE, KNOWN_SYS "\\Audit", "ProcessCreationIncludeCmdLine_Enabled", DWORD, 0, 1) \
  X(ANYWHERE, KNOWN_PS, "EnableScripts", DWORD, 0, 1) \
  X(ANYWHERE, KNOWN_PS, "ExecutionPolicy", SZ, 0, 0) \
  X(ANYWHERE, KNOWN_PS "\\ScriptBlockLogging", "EnableScriptBlockLogging", DWORD, 0, 1) \
  X(ANYWHERE, KNOWN_PS "\\ScriptBlockLogging", "EnableScriptBlockInvocationLogging", DWORD, 0, 1) \
  X(ANYWHERE, KNOWN_PS "\\ModuleLogging", "EnableModuleLogging", DWORD, 0, 1) \
  X(ANYWHERE, KNOWN_PS "\\ModuleLogging\\ModuleNames", "*", SZ, 0, 0) \
  X(ANYWHERE, KNOWN_PS "\\Transcription", "EnableTranscripting", DWORD, 0, 1) \
  X(ANYWHERE, KNOWN_PS "\\Transcription", "EnableInvocationHeader", DWORD, 0, 1) \
  X(ANYWHERE, KNOWN_PS "\\Transcription", "OutputDirectory", SZ, 0, 0) \
  X(MACHINE, KNOWN_P "Windows\\EventLog\\*", "Retention", SZ, 0, 0) \
  X(MACHINE, KNOWN_P "Windows\\EventLog\\*", "AutoBackupLogFiles", SZ, 0, 0) \
  X(MACHINE, KNOWN_P "Windows\\EventLog\\*", "ChannelAccess", SZ, 0, 0) \
  X(MACHINE, KNOWN_P "Windows\\EventLog\\*", "MaxSize", DWORD, 1024, 0xffffffff) \
  X(MACHINE, KNOWN_P "Windows\\EventLog\\EventForwarding\\SubscriptionManager", "*", SZ, 0, 0) \
  X(MACHINE, KNOWN_LSA, "SCENoApplyLegacyAuditPolicy", DWORD, 0, 1) \
  X(MACHINE, KNOWN_LSA, "LmCompatibilityLevel", DWORD, 0, 5) \
  X(MACHINE, KNOWN_LSA, "RunAsPPL", DWORD, 0, 2) \
  X(MACHINE, KNOWN_LSA, "LsaCfgFlags", DWORD, 0, 2) \
  X(MACHINE, KNOWN_LSA, "NoLMHash", DWORD, 0, 1) \
  X(MACHINE, KNOWN_LSA, "LimitBlankPasswordUse", DWORD, 0, 1) \
  X(MACHINE, KNOWN_LSA, "CrashOnAuditFail", DWORD, 0, 2) \
  X(MACHINE, KNOWN_LSA, "FullPrivilegeAuditing", BINARY, 0, 0) \
  X(MACHINE, KNOWN_LSA, "AuditBaseObjects", DWORD, 0, 1) \
  X(MACHINE, KNOWN_LSA, "AuditBaseDirectories", DWORD, 0, 1) \
  X(MACHINE, KNOWN_LSA, "RestrictRemoteSAM", SZ, 0, 0) \
  X(MACHINE, KNOWN_LSA "\\MSV1_0", "AuditReceivingNTLMTraffic", DWORD, 0, 2) \
  X(MACHINE, KNOWN_LSA "\\MSV1_0", "RestrictSendingNTLMTraffic", DWORD, 0, 2) \
  X(MACHINE, KNOWN_SET "\\Control\\SecurityProviders\\WDigest", "UseLogonCredential", DWORD, 0, 1) \
  X(MACHINE, KNOWN_SVC "LanmanServer\\Parameters", "SMB1", DWORD, 0, 1) \
  X(MACHINE, KNOWN_SVC "LanmanServer\\Parameters", "RequireSecuritySignature", DWORD, 0, 1) \
  X(MACHINE, KNOWN_SVC "MrxSmb10", "Start", DWORD, 0, 4) \
  X(MACHINE, KNOWN_SYS, "EnableLUA", DWORD, 0, 1) \
  X(MACHINE, KNOWN_SYS, "ConsentPromptBehaviorAdmin", DWORD, 0, 5) \
  X(MACHINE, KNOWN_SYS, "ConsentPromptBehaviorUser", DWORD, 0, 3) \
  X(MACHINE, KNOWN_SYS, "PromptOnSecureDesktop", DWORD, 0, 1) \
  X(MACHINE, KNOWN_SYS, "FilterAdministratorToken", DWORD, 0, 1) \
  X(MACHINE, KNOWN_SYS, "LocalAccountTokenFilterPolicy", DWORD, 0, 1) \
  X(MACHINE, KNOWN_P "Windows\\System", "EnableSmartScreen", DWORD, 0, 2) \
  X(MACHINE, KNOWN_P "Windows\\System", "ShellSmartScreenLevel", SZ, 0, 0) \
  X(MACHINE, KNOWN_P "Windows\\DeviceGuard", "EnableVirtualizationBasedSecurity", DWORD, 0, 1) \
  X(MACHINE, KNOWN_P "Windows\\DeviceGuard", "LsaCfgFlags", DWORD, 0, 2) \
  X(MACHINE, KNOWN_LAPS, "BackupDirectory", DWORD, 0, 2) \
  X(MACHINE, KNOWN_LAPS, "PasswordAgeDays", DWORD, 1, 365) \
  X(MACHINE, KNOWN_LAPS, "PasswordLength", DWORD, 8, 64) \
  X(MACHINE, "Software\\Policies\\Microsoft Services\\AdmPwd", "AdmPwdEnabled", DWORD, 0, 1) \
  X(USER, "Software\\Policies\\Microsoft\\Office\\*\\Security", "VBAWarnings", DWORD, 1, 4) \
  X(USER, "Software\\Policies\\Microsoft\\Office\\*\\Security", "blockcontentexecutionfrominternet", DWORD, 0, 1)
// clang-format on
