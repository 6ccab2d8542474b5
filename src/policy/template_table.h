// The names that a security template knows (MS-GPSB 2.2): sections, numbers with their ranges,
// rights and what losing or giving them means.
#pragma once

// X(name): sections whose lines are name = value are checked for names set twice.
// clang-format off
#define TEMPLATE_SECTIONS(X)                                                                \
    X("Unicode") X("Version") X("Profile Description") X("System Access")                   \
    X("Kerberos Policy") X("Event Audit") X("System Log") X("Security Log")                 \
    X("Application Log") X("Registry Values") X("Privilege Rights")                         \
    X("Service General Setting") X("Registry Keys") X("File Security") X("Group Membership")
// clang-format on

// X(section, name, least, most); -1 stands for "never".
// clang-format off
#define TEMPLATE_NUMBERS(X) \
    X("System Access", "MinimumPasswordAge", 0, 998) \
    X("System Access", "MaximumPasswordAge", -1, 999) \
    X("System Access", "MinimumPasswordLength", 0, 128) \
    X("System Access", "PasswordComplexity", 0, 1) \
    X("System Access", "PasswordHistorySize", 0, 24) \
    X("System Access", "LockoutBadCount", 0, 999) \
    X("System Access", "ResetLockoutCount", 1, 99999) \
    X("System Access", "LockoutDuration", -1, 99999) \
    X("System Access", "AllowAdministratorLockout", 0, 1) \
    X("System Access", "RequireLogonToChangePassword", 0, 1) \
    X("System Access", "ForceLogoffWhenHourExpire", 0, 1) \
    X("System Access", "ClearTextPassword", 0, 1) \
    X("System Access", "LSAAnonymousNameLookup", 0, 1) \
    X("System Access", "EnableAdminAccount", 0, 1) \
    X("System Access", "EnableGuestAccount", 0, 1) \
    X("Kerberos Policy", "MaxServiceAge", 0, 99999) \
    X("Kerberos Policy", "MaxTicketAge", 0, 99999) \
    X("Kerberos Policy", "MaxRenewAge", 0, 99999) \
    X("Kerberos Policy", "MaxClockSkew", 0, 99999) \
    X("Kerberos Policy", "TicketValidateClient", 0, 1) \
    X("Event Audit", "AuditSystemEvents", 0, 3) \
    X("Event Audit", "AuditLogonEvents", 0, 3) \
    X("Event Audit", "AuditObjectAccess", 0, 3) \
    X("Event Audit", "AuditPrivilegeUse", 0, 3) \
    X("Event Audit", "AuditPolicyChange", 0, 3) \
    X("Event Audit", "AuditAccountManage", 0, 3) \
    X("Event Audit", "AuditProcessTracking", 0, 3) \
    X("Event Audit", "AuditDSAccess", 0, 3) \
    X("Event Audit", "AuditAccountLogon", 0, 3) \
    X("*Log", "MaximumLogSize", 64, 4194240) \
    X("*Log", "AuditLogRetentionPeriod", 0, 2) \
    X("*Log", "RetentionDays", 1, 365) \
    X("*Log", "RestrictGuestAccess", 0, 1)

// X(name): a privilege or logon right. EVERYBODY: hardly meant for S-1-1-0; NEEDED: nobody can work
// on the machine without administrators having it.
#define TEMPLATE_RIGHTS(X) \
    X("SeAssignPrimaryTokenPrivilege", DANGEROUS) X("SeAuditPrivilege", DANGEROUS) \
    X("SeBackupPrivilege", DANGEROUS) X("SeBatchLogonRight", PLAIN) \
    X("SeChangeNotifyPrivilege", PLAIN) X("SeCreateGlobalPrivilege", PLAIN) \
    X("SeCreatePagefilePrivilege", DANGEROUS) X("SeCreatePermanentPrivilege", DANGEROUS) \
    X("SeCreateSymbolicLinkPrivilege", PLAIN) X("SeCreateTokenPrivilege", DANGEROUS) \
    X("SeDebugPrivilege", DANGEROUS) X("SeDelegateSessionUserImpersonatePrivilege", DANGEROUS) \
    X("SeDenyBatchLogonRight", DENIAL) X("SeDenyInteractiveLogonRight", DENIAL) \
    X("SeDenyNetworkLogonRight", DENIAL) X("SeDenyRemoteInteractiveLogonRight", DENIAL) \
    X("SeDenyServiceLogonRight", DENIAL) X("SeEnableDelegationPrivilege", DANGEROUS) \
    X("SeImpersonatePrivilege", DANGEROUS) X("SeIncreaseBasePriorityPrivilege", PLAIN) \
    X("SeIncreaseQuotaPrivilege", PLAIN) X("SeIncreaseWorkingSetPrivilege", PLAIN) \
    X("SeInteractiveLogonRight", NEEDED) X("SeLoadDriverPrivilege", DANGEROUS) \
    X("SeLockMemoryPrivilege", PLAIN) X("SeMachineAccountPrivilege", PLAIN) \
    X("SeManageVolumePrivilege", DANGEROUS) X("SeNetworkLogonRight", NEEDED) \
    X("SeProfileSingleProcessPrivilege", PLAIN) X("SeRelabelPrivilege", DANGEROUS) \
    X("SeRemoteInteractiveLogonRight", PLAIN) X("SeRemoteShutdownPrivilege", DANGEROUS) \
    X("SeRestorePrivilege", DANGEROUS) X("SeSecurityPrivilege", DANGEROUS) \
    X("SeServiceLogonRight", PLAIN) X("SeShutdownPrivilege", PLAIN) \
    X("SeSyncAgentPrivilege", DANGEROUS) X("SeSystemEnvironmentPrivilege", DANGEROUS) \
    X("SeSystemProfilePrivilege", PLAIN) X("SeSystemTimePrivilege", PLAIN) \
    X("SeTakeOwnershipPrivilege", DANGEROUS) X("SeTcbPrivilege", DANGEROUS) \
    X("SeTimeZonePrivilege", PLAIN) X("SeTrustedCredManAccessPrivilege", DANGEROUS) \
    X("SeUndockPrivilege", PLAIN) X("SeUnsolicitedInputPrivilege", PLAIN)
// clang-format on
