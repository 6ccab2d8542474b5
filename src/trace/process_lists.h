// Names and arguments that the ranking of notable_process.c looks for; case of ASCII letters does
// not matter. From ATT&CK's pages of the techniques named there, and from the answers' reference.
#pragma once
#include "base/base.h"

typedef struct {
    ks_str program, argument; // empty program: any; empty argument: none needed
} program_argument;

#define ANY  \
    {        \
        0, 0 \
    }

static const ks_str program_endings[] = { KS_TEXT(".exe"), KS_TEXT(".scr"), KS_TEXT(".com"),
                                          KS_TEXT(".pif"), KS_TEXT(".bat"), KS_TEXT(".cmd"),
                                          KS_TEXT(".cpl") };
static const ks_str document_endings[] = {
    KS_TEXT(".doc"),  KS_TEXT(".docx"), KS_TEXT(".xls"), KS_TEXT(".xlsx"), KS_TEXT(".ppt"),
    KS_TEXT(".pptx"), KS_TEXT(".pdf"),  KS_TEXT(".rtf"), KS_TEXT(".txt"),  KS_TEXT(".jpg"),
    KS_TEXT(".jpeg"), KS_TEXT(".png"),  KS_TEXT(".gif"), KS_TEXT(".csv"),  KS_TEXT(".jtd"),
    KS_TEXT(".zip"),  KS_TEXT(".html"), KS_TEXT(".htm"), KS_TEXT(".mp4"),  KS_TEXT(".eml"),
};

// --- folders
static const ks_str attachment_folders[] = { KS_TEXT("\\Content.Outlook\\"),
                                             KS_TEXT("\\Outlook Temp\\"),
                                             KS_TEXT("\\Olk\\Attachments\\") };
// Explorer's own, WinRAR's, 7-Zip's, Lhaplus' folders for what is opened inside an archive.
static const ks_str archive_folders[] = { KS_TEXT("\\Temp\\Temp1_"), KS_TEXT("\\Temp\\Rar$"),
                                          KS_TEXT("\\Temp\\7zO"), KS_TEXT("\\Temp\\7zS"),
                                          KS_TEXT("\\Temp\\Lhaplus") };
static const ks_str temporary_folders[] = { KS_TEXT("\\AppData\\Local\\Temp\\"),
                                            KS_TEXT("\\Windows\\Temp\\"), KS_TEXT(":\\Temp\\"),
                                            KS_TEXT("\\INetCache\\"),
                                            KS_TEXT("\\Temporary Internet Files\\") };
static const ks_str odd_folders[] = {
    KS_TEXT("\\Users\\Public\\"),    KS_TEXT(":\\PerfLogs\\"),      KS_TEXT(":\\ProgramData\\"),
    KS_TEXT("\\AppData\\Roaming\\"), KS_TEXT(":\\Intel\\"),         KS_TEXT("\\Windows\\Tasks\\"),
    KS_TEXT("\\Windows\\Fonts\\"),   KS_TEXT("\\Windows\\Debug\\"), KS_TEXT("\\Windows\\Help\\"),
    KS_TEXT("\\Start Menu\\")
};
static const ks_str odd_but_usual[] = { KS_TEXT(":\\ProgramData\\Microsoft\\"),
                                        KS_TEXT(":\\ProgramData\\Package Cache\\"),
                                        KS_TEXT(":\\ProgramData\\chocolatey\\"),
                                        KS_TEXT("\\AppData\\Roaming\\Zoom\\") };
static const ks_str program_folders[] = { KS_TEXT(":\\Program Files\\"),
                                          KS_TEXT(":\\Program Files (x86)\\") };
static const ks_str windows_folders[] = { KS_TEXT("\\Windows\\System32\\"),
                                          KS_TEXT("\\Windows\\SysWOW64\\"),
                                          KS_TEXT("\\Windows\\WinSxS\\"),
                                          KS_TEXT("\\SystemRoot\\System32\\"),
                                          KS_TEXT("\\Windows\\SoftwareDistribution\\"),
                                          KS_TEXT("\\$WINDOWS.~BT\\"),
                                          KS_TEXT("\\Windows\\servicing\\") };

// --- programs
static const ks_str windows_programs[] = {
    KS_TEXT("svchost.exe"),  KS_TEXT("lsass.exe"),         KS_TEXT("csrss.exe"),
    KS_TEXT("services.exe"), KS_TEXT("winlogon.exe"),      KS_TEXT("smss.exe"),
    KS_TEXT("wininit.exe"),  KS_TEXT("spoolsv.exe"),       KS_TEXT("taskhostw.exe"),
    KS_TEXT("taskhost.exe"), KS_TEXT("conhost.exe"),       KS_TEXT("dllhost.exe"),
    KS_TEXT("rundll32.exe"), KS_TEXT("runtimebroker.exe"), KS_TEXT("userinit.exe"),
    KS_TEXT("cmd.exe"),      KS_TEXT("wuauclt.exe"),
};
static const ks_str shells[] = { KS_TEXT("cmd.exe"),      KS_TEXT("powershell.exe"),
                                 KS_TEXT("pwsh.exe"),     KS_TEXT("wscript.exe"),
                                 KS_TEXT("cscript.exe"),  KS_TEXT("mshta.exe"),
                                 KS_TEXT("rundll32.exe"), KS_TEXT("regsvr32.exe"),
                                 KS_TEXT("certutil.exe"), KS_TEXT("bitsadmin.exe") };
static const ks_str powershells[] = { KS_TEXT("powershell.exe"), KS_TEXT("pwsh.exe"),
                                      KS_TEXT("powershell_ise.exe") };
static const ks_str office_programs[] = {
    KS_TEXT("OUTLOOK.EXE"),  KS_TEXT("olk.exe"),      KS_TEXT("thunderbird.exe"),
    KS_TEXT("wlmail.exe"),   KS_TEXT("WINWORD.EXE"),  KS_TEXT("EXCEL.EXE"),
    KS_TEXT("POWERPNT.EXE"), KS_TEXT("MSPUB.EXE"),    KS_TEXT("ONENOTE.EXE"),
    KS_TEXT("VISIO.EXE"),    KS_TEXT("EQNEDT32.EXE"), KS_TEXT("MSACCESS.EXE"),
    KS_TEXT("AcroRd32.exe"), KS_TEXT("Acrobat.exe"),  KS_TEXT("FoxitReader.exe"),
    KS_TEXT("Taro.exe"),     KS_TEXT("Becky2.exe"),   KS_TEXT("B2.exe"),
};
static const ks_str office_children[] = { KS_TEXT("splwow64.exe"), KS_TEXT("DWWIN.EXE"),
                                          KS_TEXT("WerFault.exe"), KS_TEXT("FLTLDR.EXE"),
                                          KS_TEXT("MSOSYNC.EXE"),  KS_TEXT("conhost.exe"),
                                          KS_TEXT("OpenWith.exe") };
static const ks_str browsers[] = { KS_TEXT("iexplore.exe"), KS_TEXT("chrome.exe"),
                                   KS_TEXT("msedge.exe"), KS_TEXT("firefox.exe") };
static const ks_str browser_helpers[] = { KS_TEXT("chrome-extension://"),
                                          KS_TEXT("NativeMessagingHosts"),
                                          KS_TEXT("\\\\.\\pipe\\chrome.nativeMessaging") };
static const ks_str servers[] = { KS_TEXT("w3wp.exe"),
                                  KS_TEXT("sqlservr.exe"),
                                  KS_TEXT("httpd.exe"),
                                  KS_TEXT("nginx.exe"),
                                  KS_TEXT("php-cgi.exe"),
                                  KS_TEXT("tomcat.exe"),
                                  KS_TEXT("UMWorkerProcess.exe"),
                                  KS_TEXT("spoolsv.exe"),
                                  KS_TEXT("lsass.exe") };
static const ks_str remote_parents[] = { KS_TEXT("WmiPrvSE.exe"), KS_TEXT("wsmprovhost.exe"),
                                         KS_TEXT("winrshost.exe"), KS_TEXT("PSEXESVC.exe"),
                                         KS_TEXT("PAExec.exe") };
static const ks_str remote_children[] = { KS_TEXT("WerFault.exe"), KS_TEXT("conhost.exe"),
                                          KS_TEXT("WmiPrvSE.exe"), KS_TEXT("msiexec.exe") };
static const ks_str remote_programs[] = { KS_TEXT("PSEXESVC.exe"), KS_TEXT("PAExec.exe"),
                                          KS_TEXT("csexecsvc.exe"), KS_TEXT("remcomsvc.exe") };
static const ks_str attack_tools[] = {
    KS_TEXT("mimikatz.exe"),     KS_TEXT("rubeus.exe"),      KS_TEXT("sharphound.exe"),
    KS_TEXT("seatbelt.exe"),     KS_TEXT("lazagne.exe"),     KS_TEXT("wce.exe"),
    KS_TEXT("gsecdump.exe"),     KS_TEXT("pwdump.exe"),      KS_TEXT("fgdump.exe"),
    KS_TEXT("QuarksPwDump.exe"), KS_TEXT("juicypotato.exe"), KS_TEXT("printspoofer.exe"),
    KS_TEXT("winpeas.exe"),      KS_TEXT("adfind.exe"),      KS_TEXT("nanodump.exe"),
    KS_TEXT("safetykatz.exe"),   KS_TEXT("htran.exe"),       KS_TEXT("kekeo.exe"),
    KS_TEXT("nc.exe"),           KS_TEXT("ncat.exe"),        KS_TEXT("chisel.exe"),
};
static const ks_str tool_arguments[] = {
    KS_TEXT("sekurlsa::"),
    KS_TEXT("lsadump::"),
    KS_TEXT("kerberos::"),
    KS_TEXT("privilege::debug"),
    KS_TEXT("Invoke-Mimikatz"),
    KS_TEXT("Invoke-Kerberoast"),
    KS_TEXT("Invoke-BloodHound"),
    KS_TEXT("Invoke-Shellcode"),
    KS_TEXT("PowerView"),
    KS_TEXT("Out-Minidump"),
    KS_TEXT("Invoke-ReflectivePEInjection"),
    KS_TEXT("asktgt /user"),
};
// By OriginalFileName, which only Sysmon records.
static const ks_str tools_by_own_name[] = {
    KS_TEXT("PowerShell.EXE"), KS_TEXT("Cmd.Exe"),      KS_TEXT("psexec.c"),
    KS_TEXT("procdump"),       KS_TEXT("wscript.exe"),  KS_TEXT("cscript.exe"),
    KS_TEXT("RUNDLL32.EXE"),   KS_TEXT("REGSVR32.EXE"), KS_TEXT("MSHTA.EXE"),
    KS_TEXT("CertUtil.exe"),   KS_TEXT("rclone.exe"),
};

// --- arguments
static const ks_str cradles[] = { KS_TEXT("DownloadString"),
                                  KS_TEXT("DownloadFile"),
                                  KS_TEXT("DownloadData"),
                                  KS_TEXT("Invoke-WebRequest"),
                                  KS_TEXT("Net.WebClient"),
                                  KS_TEXT("Start-BitsTransfer"),
                                  KS_TEXT("Invoke-RestMethod"),
                                  KS_TEXT("Msxml2.XMLHTTP"),
                                  KS_TEXT("iwr http"),
                                  KS_TEXT("|iex"),
                                  KS_TEXT("| iex") };
static const ks_str hidden_windows[] = { KS_TEXT("-w hidden"), KS_TEXT("-windowstyle hidden"),
                                         KS_TEXT("-win hidden"), KS_TEXT("-wind hidden"),
                                         KS_TEXT("-w 1 ") };
static const program_argument downloaders[] = {
    { KS_TEXT("certutil.exe"), KS_TEXT("urlcache") },
    { KS_TEXT("certutil.exe"), KS_TEXT("verifyctl") },
    { KS_TEXT("bitsadmin.exe"), KS_TEXT("/transfer") },
    { KS_TEXT("curl.exe"), KS_TEXT("http") },
    { KS_TEXT("desktopimgdownldr.exe"), KS_TEXT("http") },
};
static const program_argument proxies[] = {
    { KS_TEXT("mshta.exe"), KS_TEXT("http") },
    { KS_TEXT("mshta.exe"), KS_TEXT("script:") },
    { KS_TEXT("regsvr32.exe"), KS_TEXT("scrobj") },
    { KS_TEXT("regsvr32.exe"), KS_TEXT("http") },
    { KS_TEXT("rundll32.exe"), KS_TEXT("javascript:") },
    { KS_TEXT("rundll32.exe"), KS_TEXT("\\AppData\\") },
    { KS_TEXT("rundll32.exe"), KS_TEXT("\\Temp\\") },
    { KS_TEXT("rundll32.exe"), KS_TEXT("\\Users\\Public\\") },
    { KS_TEXT("certutil.exe"), KS_TEXT("-decode") },
    { KS_TEXT("msiexec.exe"), KS_TEXT("http") },
    { KS_TEXT("wmic.exe"), KS_TEXT("process call create") },
    { KS_TEXT("wmic.exe"), KS_TEXT("/format:") },
    { KS_TEXT("installutil.exe"), KS_TEXT("/U ") },
    { KS_TEXT("cmstp.exe"), KS_TEXT(".inf") },
    { KS_TEXT("odbcconf.exe"), KS_TEXT("regsvr") },
    { KS_TEXT("forfiles.exe"), KS_TEXT("/c ") },
    { KS_TEXT("pcalua.exe"), KS_TEXT("-a ") },
    { KS_TEXT("msbuild.exe"), KS_TEXT("\\Users\\") },
};
static const program_argument credential_takers[] = {
    { KS_TEXT("rundll32.exe"), KS_TEXT("comsvcs") },
    { ANY, KS_TEXT("MiniDump") },
    { KS_TEXT("procdump.exe"), KS_TEXT("lsass") },
    { KS_TEXT("procdump64.exe"), KS_TEXT("lsass") },
    { KS_TEXT("reg.exe"), KS_TEXT("save hklm\\sam") },
    { KS_TEXT("reg.exe"), KS_TEXT("save hklm\\security") },
    { KS_TEXT("reg.exe"), KS_TEXT("save hklm\\system") },
    { KS_TEXT("ntdsutil.exe"), KS_TEXT("ifm") },
    { KS_TEXT("esentutl.exe"), KS_TEXT("ntds.dit") },
    { KS_TEXT("vssadmin.exe"), KS_TEXT("create shadow") },
    { ANY, KS_TEXT("sekurlsa::logonpasswords") },
};
static const program_argument shadow_deleters[] = {
    { KS_TEXT("vssadmin"), KS_TEXT("delete shadows") },
    { KS_TEXT("vssadmin"), KS_TEXT("resize shadowstorage") },
    { KS_TEXT("wmic"), KS_TEXT("shadowcopy delete") },
    { KS_TEXT("wbadmin"), KS_TEXT("delete ") },
    { KS_TEXT("bcdedit"), KS_TEXT("recoveryenabled no") },
    { KS_TEXT("bcdedit"), KS_TEXT("ignoreallfailures") },
    { KS_TEXT("Win32_ShadowCopy"), KS_TEXT("Delete") },
};
static const program_argument questions_asked[] = {
    { KS_TEXT("whoami.exe"), ANY },
    { KS_TEXT("nltest.exe"), ANY },
    { KS_TEXT("systeminfo.exe"), ANY },
    { KS_TEXT("net.exe"), KS_TEXT("group") },
    { KS_TEXT("net.exe"), KS_TEXT(" user") },
    { KS_TEXT("net.exe"), KS_TEXT(" view") },
    { KS_TEXT("quser.exe"), ANY },
    { KS_TEXT("dsquery.exe"), ANY },
};
