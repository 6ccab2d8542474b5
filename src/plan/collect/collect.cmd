@echo off
rem Collects evidence of this Windows PC for Konseki. Start it as administrator. It runs collect.ps1
rem where PowerShell may run it, and else does the same, more plainly, with cmd alone.
rem   collect.cmd [DESTINATION] [plain] [nosecrets]
rem This file is ASCII on purpose: cmd reads it in the console's code page, whichever that is. Texts
rem for people lie in text\*.txt, UTF-16, which `type` shows in any code page.
setlocal EnableExtensions DisableDelayedExpansion
rem Only Windows' own programs, and none that lies beside this file.
set "NoDefaultCurrentDirectoryInExePath=1"
set "SYS=%SystemRoot%\System32"
if defined PROCESSOR_ARCHITEW6432 set "SYS=%SystemRoot%\Sysnative"
set "PATH=%SYS%;%SystemRoot%;%SYS%\Wbem;%SYS%\WindowsPowerShell\v1.0"
set "HERE=%~dp0"
set "DEST=%HERE%"
set "PLAIN="
set "NOSECRETS="
:options
if "%~1"=="" goto ready
if /i "%~1"=="plain" (set "PLAIN=1") else if /i "%~1"=="nosecrets" (set "NOSECRETS=1") else set "DEST=%~1"
shift
goto options

:ready
set "SPEAK=en"
for /f "tokens=3" %%a in ('reg query "HKCU\Control Panel\International" /v LocaleName 2^>nul') do set "LOCALE=%%a"
if defined LOCALE if /i "%LOCALE:~0,2%"=="ja" set "SPEAK=ja"
if not exist "%HERE%paths.txt" (
    type "%HERE%text\missing-%SPEAK%.txt"
    exit /b 4
)
if defined PLAIN goto plain
if not exist "%SYS%\WindowsPowerShell\v1.0\powershell.exe" goto plain
set "MODE="
for /f "delims=" %%a in ('powershell.exe -NoProfile -Command "$ExecutionContext.SessionState.LanguageMode" 2^>nul') do set "MODE=%%a"
rem Windows PowerShell 2.0 has no such mode and prints nothing: then it is full as well.
if defined MODE if /i not "%MODE%"=="FullLanguage" goto plain
set "SWITCHES="
if defined NOSECRETS set "SWITCHES=-NoSecrets"
rem A folder that ends in a backslash would swallow the quotation mark behind it.
set "TO=%DEST%"
if "%TO:~-1%"=="\" set "TO=%TO%."
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%HERE%collect.ps1" -Destination "%TO%" -Language %SPEAK% %SWITCHES%
set "CODE=%ERRORLEVEL%"
if not "%CODE%"=="1" exit /b %CODE%
rem 1: PowerShell itself refused to run the script.

:plain
if not "%DEST:~-1%"=="\" set "DEST=%DEST%\"
for /f "delims=" %%t in ("%DEST%") do set "DEST=%%~ft"
if not "%DEST:~-1%"=="\" set "DEST=%DEST%\"
set "STAMP="
for /f "skip=1 tokens=1 delims=." %%a in ('wmic os get LocalDateTime 2^>nul') do if not defined STAMP set "STAMP=%%a"
if not defined STAMP set "STAMP=%RANDOM%%RANDOM%"
set "NAME=%COMPUTERNAME%-%STAMP%"
set "ROOT=%DEST%%NAME%"
md "%ROOT%\live" 2>nul
if not exist "%ROOT%\live" (
    type "%HERE%text\unwritable-%SPEAK%.txt"
    exit /b 4
)
set "LOG=%ROOT%\collect.log"
set /a OK=0
set /a FAILED=0
type "%HERE%text\start-%SPEAK%.txt"
call :log start "konseki collect 1, plain" "%COMPUTERNAME% %USERDOMAIN%\%USERNAME%"
rem cmd has the local time alone, in the user's form: so the log says how far it is from UTC.
set "BIAS=unknown"
for /f "tokens=3" %%a in ('reg query HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation /v ActiveTimeBias 2^>nul') do set "BIAS=%%a"
call :log zone "local time; UTC = local time + ActiveTimeBias (minutes, hexadecimal)" "%BIAS%"
fltmc.exe >nul 2>&1
if errorlevel 1 (
    type "%HERE%text\administrator-%SPEAK%.txt"
    call :log failed administrator "not elevated"
)

rem --- what is gone with the power
call :live 01-clock w32tm.exe /tz
call :live 02-processes wmic.exe process list full
call :live 03-tasklist tasklist.exe /v /fo csv
call :live 04-connections netstat.exe -ano
call :live 05-dns-cache ipconfig.exe /displaydns
call :live 06-arp arp.exe -a
call :live 07-routes route.exe print
call :live 08-sessions query.exe user
call :live 09-net-sessions net.exe session
call :live 10-tickets klist.exe sessions
call :live 11-modules tasklist.exe /m /fo csv
call :live 12-services sc.exe queryex "type=" all "state=" all
call :live 13-drivers driverquery.exe /v /fo csv
call :live 14-filters fltmc.exe

rem --- files
for /f "usebackq eol=# tokens=1* delims=|" %%a in ("%HERE%paths.txt") do call :row "%%a" "%%b"

rem --- settings
call :live 20-tasks schtasks.exe /query /v /fo csv
call :live 21-audit-policy auditpol.exe /get /category:* /r
call :live 22-addresses ipconfig.exe /all
call :live 23-firewall netsh.exe advfirewall show allprofiles
call :live 24-system systeminfo.exe
call :live 25-boot bcdedit.exe /enum
call :live 26-shadow-copies vssadmin.exe list shadows
call :live 27-channels wevtutil.exe el

rem --- hashes, then one zip where Windows has tar (since Windows 10 1803)
rem `dir /a-d` lists hidden files too (NTUSER.DAT). A name goes on in a variable: `call` would take
rem the %%4 in the name of an event log for an argument of this script.
for /f "delims=" %%f in ('dir /s /b /a-d "%ROOT%"') do if /i not "%%f"=="%LOG%" set "ITEM=%%f"& call :hash
call :log end "ok %OK%, failed %FAILED%" ""
set "ZIP="
if exist "%SYS%\tar.exe" (
    tar.exe -a -c -f "%DEST%%NAME%.zip" -C "%DEST%." "%NAME%" 2>nul && set "ZIP=1"
)
if defined ZIP (
    certutil.exe -hashfile "%DEST%%NAME%.zip" SHA256 > "%DEST%%NAME%.zip.sha256"
    type "%HERE%text\done-%SPEAK%.txt"
    echo "%DEST%%NAME%.zip"
) else (
    type "%HERE%text\folder-%SPEAK%.txt"
    echo "%ROOT%"
)
echo %OK% / %FAILED%
if not "%FAILED%"=="0" exit /b 3
exit /b 0

:log
>>"%LOG%" echo %DATE% %TIME%; %~1; %2; %3
goto count
:log_item
>>"%LOG%" echo %DATE% %TIME%; %~1; %2; "%ITEM%"
:count
if /i "%~1"=="ok" set /a OK+=1
if /i "%~1"=="failed" set /a FAILED+=1
exit /b 0

:live
set "WHAT=%~1"
set "COMMAND="
:live_more
shift
if "%~1"=="" goto live_run
set "COMMAND=%COMMAND% %1"
goto live_more
:live_run
%COMMAND% > "%ROOT%\live\%WHAT%.txt" 2>&1
if errorlevel 1 (call :log failed live "%WHAT%") else call :log ok live "%WHAT%"
exit /b 0

rem kind, the rest of the row
:row
set "KIND=%~1"
set "REST=%~2"
if "%KIND:~0,7%"=="secret:" (
    if defined NOSECRETS (
        call :log out nosecrets "%REST%"
        exit /b 0
    )
)
if "%KIND:~0,7%"=="secret:" set "KIND=%KIND:~7%"
if "%KIND%"=="file" call :file "%REST%"
if "%KIND%"=="tree" call :tree "%REST%"
if "%KIND%"=="hive" for /f "tokens=1,2 delims=|" %%c in ("%REST%") do call :hive "%%c" "%%d"
if "%KIND%"=="user" for /d %%u in ("%SystemDrive%\Users\*") do call :file "%%u\%REST%"
if "%KIND%"=="usertree" for /d %%u in ("%SystemDrive%\Users\*") do call :tree "%%u\%REST%"
if "%KIND%"=="userhive" call :userhive
exit /b 0

rem The path with its variables, where it goes (C:\Windows becomes ROOT\C\Windows), and in which
rem folder, with a backslash at its end.
:expand
call set "FROM=%~1"
set "REAL=%FROM%"
if defined PROCESSOR_ARCHITEW6432 call set "REAL=%%FROM:\System32\=\Sysnative\%%"
set "UNDER="
set "FOLDER="
set "TARGET="
rem A plain `for` would look for files where the name has wildcards; `for /f` only takes the text.
if "%FROM:~1,2%"==":\" for /f "delims=" %%t in ("%FROM%") do set "UNDER=%%~pt"& set "TARGET=%%~nxt"
if not defined UNDER exit /b 0
if not "%UNDER:~0,1%"=="\" exit /b 0
set "FOLDER=%ROOT%\%FROM:~0,1%%UNDER%"
set "TARGET=%FOLDER%%TARGET%"
exit /b 0

rem FOLDER and TARGET are made of ROOT, so that they lie below it; without them, nothing is written.
:outside
call :log failed "no folder below the collection" "%FROM%"
exit /b 0

:file
call :expand "%~1"
if not exist "%REAL%" (
    call :log none copy "%FROM%"
    exit /b 0
)
if not defined FOLDER goto outside
md "%FOLDER%" 2>nul
xcopy.exe "%REAL%" "%FOLDER%." /c /h /i /k /y /q >nul 2>&1
if errorlevel 1 (call :log failed copy "%FROM%") else call :log ok copy "%FROM%"
exit /b 0

:tree
call :expand "%~1"
if not exist "%REAL%\" (
    call :log none copy "%FROM%"
    exit /b 0
)
if not defined FOLDER goto outside
md "%TARGET%" 2>nul
xcopy.exe "%REAL%" "%TARGET%" /c /e /h /i /k /y /q >nul 2>&1
if errorlevel 1 (call :log failed copy "%FROM%") else call :log ok copy "%FROM%"
if /i "%FROM:~-12%"=="winevt\Logs\" exit /b 0
if /i "%FROM:~-11%"=="winevt\Logs" call :logs
exit /b 0

rem Logs that could not be copied are exported by the event log service.
:logs
for /f "delims=" %%l in ('dir /b "%REAL%\*.evtx" 2^>nul') do if not exist "%TARGET%\%%l" (
    set "ITEM=%%l"
    wevtutil.exe epl "%FROM%\%%l" "%TARGET%\%%l" /lf:true >nul 2>&1
    if errorlevel 1 (call :log_item failed "wevtutil epl") else call :log_item ok "wevtutil epl"
)
exit /b 0

:hive
call :expand "%~2"
if not defined FOLDER goto outside
md "%FOLDER%" 2>nul
reg.exe save "%~1" "%TARGET%" /y >nul 2>&1
if errorlevel 1 (call :log failed "reg save" "%~1") else call :log ok "reg save" "%~1"
exit /b 0

rem Hives of users who are not logged on are files like others; those of the others are saved.
:userhive
for /f "tokens=1,2 delims=|" %%c in ("%REST%") do set "CLASSES=%%c"& set "FILE=%%d"
if not defined FILE exit /b 0
if "%CLASSES%"=="-" set "CLASSES="
for /f "tokens=*" %%k in ('reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" 2^>nul') do call :userhive_of "%%k"
set "FILE="
exit /b 0

:userhive_of
set "PROFILE="
for /f "tokens=2*" %%a in ('reg query "%~1" /v ProfileImagePath 2^>nul') do set "PROFILE=%%b"
if not defined PROFILE exit /b 0
call set "PROFILE=%PROFILE%"
if not exist "%PROFILE%\%FILE%" exit /b 0
for /f "delims=" %%s in ("%~1") do set "SID=%%~nxs"
call :expand "%PROFILE%\%FILE%"
if not defined FOLDER goto outside
md "%FOLDER%" 2>nul
reg.exe save "HKU\%SID%%CLASSES%" "%TARGET%" /y >nul 2>&1
if errorlevel 1 (call :file "%PROFILE%\%FILE%") else call :log ok "reg save" "HKU\%SID%%CLASSES%"
exit /b 0

rem Names stay in their quotation marks: what stands in them is never run. certutil tells its errors
rem where it tells the hash: only its exit code says which it is.
:hash
set "SUM="
certutil.exe -hashfile "%ITEM%" SHA256 > "%ROOT%\hash.tmp" 2>nul || goto hash_failed
for /f "usebackq skip=1 delims=" %%h in ("%ROOT%\hash.tmp") do if not defined SUM set "SUM=%%h"
del "%ROOT%\hash.tmp"
if not defined SUM goto hash_failed
rem Windows 7 puts blanks between the bytes.
>>"%ROOT%\manifest.txt" echo %SUM: =%  "%ITEM%"
exit /b 0
:hash_failed
if exist "%ROOT%\hash.tmp" del "%ROOT%\hash.tmp"
call :log_item failed hash
exit /b 0
