// Names and arguments that the ranking of notable_process.c looks for, in lower case, as it
// compares lowered text. From ATT&CK's pages of the techniques named there, and from the answers'
// reference.
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
static const ks_str attachment_folders[] = { KS_TEXT("\\content.outlook\\"),
                                             KS_TEXT("\\outlook temp\\"),
                                             KS_TEXT("\\olk\\attachments\\") };
// Explorer's own, WinRAR's, 7-Zip's, Lhaplus' folders for what is opened inside an archive.
static const ks_str archive_folders[] = { KS_TEXT("\\temp\\temp1_"), KS_TEXT("\\temp\\rar$"),
                                          KS_TEXT("\\temp\\7zo"), KS_TEXT("\\temp\\7zs"),
                                          KS_TEXT("\\temp\\lhaplus") };
static const ks_str temporary_folders[] = { KS_TEXT("\\appdata\\local\\temp\\"),
                                            KS_TEXT("\\windows\\temp\\"), KS_TEXT(":\\temp\\"),
                                            KS_TEXT("\\inetcache\\"),
                                            KS_TEXT("\\temporary internet files\\") };
static const ks_str odd_folders[] = {
    KS_TEXT("\\users\\public\\"),    KS_TEXT(":\\perflogs\\"),      KS_TEXT(":\\programdata\\"),
    KS_TEXT("\\appdata\\roaming\\"), KS_TEXT(":\\intel\\"),         KS_TEXT("\\windows\\tasks\\"),
    KS_TEXT("\\windows\\fonts\\"),   KS_TEXT("\\windows\\debug\\"), KS_TEXT("\\windows\\help\\"),
    KS_TEXT("\\start menu\\")
};
static const ks_str odd_but_usual[] = { KS_TEXT(":\\programdata\\microsoft\\"),
                                        KS_TEXT(":\\programdata\\package cache\\"),
                                        KS_TEXT(":\\programdata\\chocolatey\\"),
                                        KS_TEXT("\\appdata\\roaming\\zoom\\") };
static const ks_str program_folders[] = { KS_TEXT(":\\program files\\"),
                                          KS_TEXT(":\\program files (x86)\\") };
static const ks_str windows_folders[] = { KS_TEXT("\\windows\\system32\\"),
                                          KS_TEXT("\\windows\\syswow64\\"),
                                          KS_TEXT("\\windows\\winsxs\\"),
                                          KS_TEXT("\\systemroot\\system32\\"),
                                          KS_TEXT("\\windows\\softwaredistribution\\"),
                                          KS_TEXT("\\$windows.~bt\\"),
                                          KS_TEXT("\\windows\\servicing\\") };

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
    KS_TEXT("outlook.exe"),  KS_TEXT("olk.exe"),      KS_TEXT("thunderbird.exe"),
    KS_TEXT("wlmail.exe"),   KS_TEXT("winword.exe"),  KS_TEXT("excel.exe"),
    KS_TEXT("powerpnt.exe"), KS_TEXT("mspub.exe"),    KS_TEXT("onenote.exe"),
    KS_TEXT("visio.exe"),    KS_TEXT("eqnedt32.exe"), KS_TEXT("msaccess.exe"),
    KS_TEXT("acrord32.exe"), KS_TEXT("acrobat.exe"),  KS_TEXT("foxitreader.exe"),
    KS_TEXT("taro.exe"),     KS_TEXT("becky2.exe"),   KS_TEXT("b2.exe"),
};
static const ks_str office_children[] = { KS_TEXT("splwow64.exe"), KS_TEXT("dwwin.exe"),
                                          KS_TEXT("werfault.exe"), KS_TEXT("fltldr.exe"),
                                          KS_TEXT("msosync.exe"),  KS_TEXT("conhost.exe"),
                                          KS_TEXT("openwith.exe") };
static const ks_str browsers[] = { KS_TEXT("iexplore.exe"), KS_TEXT("chrome.exe"),
                                   KS_TEXT("msedge.exe"), KS_TEXT("firefox.exe") };
static const ks_str browser_helpers[] = { KS_TEXT("chrome-extension://"),
                                          KS_TEXT("nativemessaginghosts"),
                                          KS_TEXT("\\\\.\\pipe\\chrome.nativemessaging") };
static const ks_str servers[] = { KS_TEXT("w3wp.exe"),
                                  KS_TEXT("sqlservr.exe"),
                                  KS_TEXT("httpd.exe"),
                                  KS_TEXT("nginx.exe"),
                                  KS_TEXT("php-cgi.exe"),
                                  KS_TEXT("tomcat.exe"),
                                  KS_TEXT("umworkerprocess.exe"),
                                  KS_TEXT("spoolsv.exe"),
                                  KS_TEXT("lsass.exe") };
static const ks_str remote_parents[] = { KS_TEXT("wmiprvse.exe"), KS_TEXT("wsmprovhost.exe"),
                                         KS_TEXT("winrshost.exe"), KS_TEXT("psexesvc.exe"),
                                         KS_TEXT("paexec.exe") };
static const ks_str remote_children[] = { KS_TEXT("werfault.exe"), KS_TEXT("conhost.exe"),
                                          KS_TEXT("wmiprvse.exe"), KS_TEXT("msiexec.exe") };
static const ks_str remote_programs[] = { KS_TEXT("psexesvc.exe"), KS_TEXT("paexec.exe"),
                                          KS_TEXT("csexecsvc.exe"), KS_TEXT("remcomsvc.exe") };
static const ks_str attack_tools[] = {
    KS_TEXT("mimikatz.exe"),     KS_TEXT("rubeus.exe"),      KS_TEXT("sharphound.exe"),
    KS_TEXT("seatbelt.exe"),     KS_TEXT("lazagne.exe"),     KS_TEXT("wce.exe"),
    KS_TEXT("gsecdump.exe"),     KS_TEXT("pwdump.exe"),      KS_TEXT("fgdump.exe"),
    KS_TEXT("quarkspwdump.exe"), KS_TEXT("juicypotato.exe"), KS_TEXT("printspoofer.exe"),
    KS_TEXT("winpeas.exe"),      KS_TEXT("adfind.exe"),      KS_TEXT("nanodump.exe"),
    KS_TEXT("safetykatz.exe"),   KS_TEXT("htran.exe"),       KS_TEXT("kekeo.exe"),
    KS_TEXT("nc.exe"),           KS_TEXT("ncat.exe"),        KS_TEXT("chisel.exe"),
};
static const ks_str tool_arguments[] = {
    KS_TEXT("sekurlsa::"),
    KS_TEXT("lsadump::"),
    KS_TEXT("kerberos::"),
    KS_TEXT("privilege::debug"),
    KS_TEXT("invoke-mimikatz"),
    KS_TEXT("invoke-kerberoast"),
    KS_TEXT("invoke-bloodhound"),
    KS_TEXT("invoke-shellcode"),
    KS_TEXT("powerview"),
    KS_TEXT("out-minidump"),
    KS_TEXT("invoke-reflectivepeinjection"),
    KS_TEXT("asktgt /user"),
};
// By OriginalFileName, which only Sysmon records.
static const ks_str tools_by_own_name[] = {
    KS_TEXT("powershell.exe"), KS_TEXT("cmd.exe"),      KS_TEXT("psexec.c"),
    KS_TEXT("procdump"),       KS_TEXT("wscript.exe"),  KS_TEXT("cscript.exe"),
    KS_TEXT("rundll32.exe"),   KS_TEXT("regsvr32.exe"), KS_TEXT("mshta.exe"),
    KS_TEXT("certutil.exe"),   KS_TEXT("rclone.exe"),
};

// --- arguments
static const ks_str cradles[] = { KS_TEXT("downloadstring"),
                                  KS_TEXT("downloadfile"),
                                  KS_TEXT("downloaddata"),
                                  KS_TEXT("invoke-webrequest"),
                                  KS_TEXT("net.webclient"),
                                  KS_TEXT("start-bitstransfer"),
                                  KS_TEXT("invoke-restmethod"),
                                  KS_TEXT("msxml2.xmlhttp"),
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
    { KS_TEXT("rundll32.exe"), KS_TEXT("\\appdata\\") },
    { KS_TEXT("rundll32.exe"), KS_TEXT("\\temp\\") },
    { KS_TEXT("rundll32.exe"), KS_TEXT("\\users\\public\\") },
    { KS_TEXT("certutil.exe"), KS_TEXT("-decode") },
    { KS_TEXT("msiexec.exe"), KS_TEXT("http") },
    { KS_TEXT("wmic.exe"), KS_TEXT("process call create") },
    { KS_TEXT("wmic.exe"), KS_TEXT("/format:") },
    { KS_TEXT("installutil.exe"), KS_TEXT("/u ") },
    { KS_TEXT("cmstp.exe"), KS_TEXT(".inf") },
    { KS_TEXT("odbcconf.exe"), KS_TEXT("regsvr") },
    { KS_TEXT("forfiles.exe"), KS_TEXT("/c ") },
    { KS_TEXT("pcalua.exe"), KS_TEXT("-a ") },
    { KS_TEXT("msbuild.exe"), KS_TEXT("\\users\\") },
};
static const program_argument credential_takers[] = {
    { KS_TEXT("rundll32.exe"), KS_TEXT("comsvcs") },
    { ANY, KS_TEXT("minidump") },
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
    { KS_TEXT("win32_shadowcopy"), KS_TEXT("delete") },
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
