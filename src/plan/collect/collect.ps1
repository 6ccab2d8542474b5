# Collects evidence of this Windows PC for Konseki. Runs on PowerShell 2.0 to 5.1 as it is on the PC,
# as administrator. Installs nothing, changes no setting, sends nothing anywhere.
#   collect.ps1 [-Destination FOLDER] [-Language en|ja] [-NoSecrets] [-NoShadow] [-NoZip]
param(
    [string]$Destination = '',
    [string]$Language = '',
    [switch]$NoSecrets,
    [switch]$NoShadow,
    [switch]$NoZip
)
$ErrorActionPreference = 'Continue'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
if ($Destination -eq '') { $Destination = $here }
if ($Language -eq '') { $Language = (Get-UICulture).TwoLetterISOLanguageName }
$isJapanese = $Language -eq 'ja'

function Get-Words([string]$english, [string]$japanese) {
    if ($isJapanese) { return $japanese }
    return $english
}

# Else Windows would show this program SysWOW64 where it asks for System32.
if ($env:PROCESSOR_ARCHITEW6432) {
    Write-Host (Get-Words 'This is the 32-bit PowerShell: start the 64-bit one, or collect.cmd.' `
        '32 ビット版の PowerShell です。64 ビット版か collect.cmd を使ってください。')
    exit 4
}

# --- the collection's folder, its log and its list of files

$started = [DateTime]::UtcNow
$name = $env:COMPUTERNAME + '-' + $started.ToString('yyyyMMddTHHmmssZ')
# A relative folder is meant from PowerShell's location, which is not always the process's; and of
# E:\collector\. (as collect.cmd gives it) Windows names the files without the point.
try {
    $Destination = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
    $Destination = [System.IO.Path]::GetFullPath($Destination)
} catch {
    Write-Host $_.Exception.Message
}
$root = [System.IO.Path]::Combine($Destination, $name)
$pathList = Join-Path $here 'paths.txt'
if (-not (Test-Path -LiteralPath $pathList)) {
    Write-Host (Get-Words 'paths.txt is missing: keep all files of the collector together.' `
        'paths.txt がありません。収集ツールのファイルは、すべて同じフォルダーに置いてください。')
    exit 4
}
$null = New-Item -ItemType Directory -Path $root -Force
if (-not (Test-Path -LiteralPath $root)) {
    Write-Host (Get-Words "Cannot write to $Destination. Give another folder: -Destination E:\" `
        "$Destination に書き込めません。-Destination E:\ のように別のフォルダーを指定してください。")
    exit 4
}
$utf8 = New-Object System.Text.UTF8Encoding $true
$log = New-Object System.IO.StreamWriter ((Join-Path $root 'collect.log'), $false, $utf8)
$list = New-Object System.IO.StreamWriter ((Join-Path $root 'manifest.csv'), $false, $utf8)
$list.WriteLine('path,source,method,size,sha256,created_utc,written_utc')
$counts = @{ ok = 0; failed = 0 }

function Write-Line([string]$state, [string]$what, [string]$detail) {
    $now = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ')
    $log.WriteLine($now + "`t" + $state + "`t" + $what + "`t" + $detail)
    $log.Flush()
    if ($state -eq 'failed') { $counts.failed++ }
    if ($state -eq 'ok') { $counts.ok++ }
}

function Write-Step([string]$english, [string]$japanese) {
    Write-Host ('[' + (Get-Date).ToString('HH:mm:ss') + '] ' + (Get-Words $english $japanese))
    Write-Line 'step' $english ''
}

function Format-Cell([string]$text) {
    return '"' + $text.Replace('"', '""') + '"'
}

function Get-Hasher {
    try {
        Add-Type -AssemblyName System.Core
        return New-Object System.Security.Cryptography.SHA256CryptoServiceProvider
    } catch {
        return [System.Security.Cryptography.SHA256]::Create()
    }
}

function Format-Hash([byte[]]$bytes) {
    return [BitConverter]::ToString($bytes).Replace('-', '').ToLower()
}

function Add-ToList([string]$path, [string]$source, [string]$method, [string]$sha256) {
    $file = New-Object System.IO.FileInfo $path
    $times = $file
    if ($method -eq 'copy' -or $method -eq 'shadow') {
        $times = New-Object System.IO.FileInfo $source
    }
    $cells = @((Format-Cell $path.Substring($root.Length + 1).Replace('\', '/')),
        (Format-Cell $source), $method, [string]$file.Length, $sha256,
        $times.CreationTimeUtc.ToString('o'), $times.LastWriteTimeUtc.ToString('o'))
    $list.WriteLine([string]::Join(',', $cells))
    $list.Flush()
}

# Copies the bytes and hashes them on the way. Others may have the file open for writing.
function Copy-Bytes([string]$from, [string]$to) {
    $share = [System.IO.FileShare]'ReadWrite, Delete'
    $source = [System.IO.File]::Open($from, 'Open', 'Read', $share)
    $hasher = Get-Hasher
    try {
        $target = [System.IO.File]::Open($to, 'Create', 'Write', 'None')
        try {
            $buffer = New-Object byte[] 1048576
            $got = $source.Read($buffer, 0, $buffer.Length)
            while ($got -gt 0) {
                $target.Write($buffer, 0, $got)
                $null = $hasher.TransformBlock($buffer, 0, $got, $buffer, 0)
                $got = $source.Read($buffer, 0, $buffer.Length)
            }
            $null = $hasher.TransformFinalBlock($buffer, 0, 0)
        } finally { $target.Close() }
    } finally { $source.Close() }
    return Format-Hash $hasher.Hash
}

function Get-FileSha256([string]$path) {
    $share = [System.IO.FileShare]'ReadWrite, Delete'
    $stream = [System.IO.File]::Open($path, 'Open', 'Read', $share)
    try { return Format-Hash (Get-Hasher).ComputeHash($stream) } finally { $stream.Close() }
}

# --- locked files: a shadow copy of the volume, made when the first of them is met, deleted after

$shadows = @{}

function Get-ShadowPath([string]$path) {
    $drive = $path.Substring(0, 1).ToUpper()
    if ($NoShadow -or $path.Substring(1, 2) -ne ':\') { return $null }
    if (-not $shadows.ContainsKey($drive)) {
        $shadows[$drive] = $null
        try {
            $made = ([WMICLASS]'root\cimv2:Win32_ShadowCopy').Create($drive + ':\', 'ClientAccessible')
            if ($made.ReturnValue -ne 0) { throw ('Win32_ShadowCopy.Create: ' + $made.ReturnValue) }
            $shadow = Get-WmiObject Win32_ShadowCopy | Where-Object { $_.ID -eq $made.ShadowID }
            $link = Join-Path $env:SystemDrive ('\konseki-shadow-' + $drive + '-' + $PID)
            $null = & cmd.exe /c mklink /d $link ($shadow.DeviceObject + '\')
            $shadows[$drive] = @{ Shadow = $shadow; Link = $link }
            Write-Line 'ok' 'shadow copy' ($drive + ': ' + $shadow.DeviceObject)
        } catch {
            Write-Line 'failed' 'shadow copy' ($drive + ': ' + $_.Exception.Message)
        }
    }
    if ($shadows[$drive] -eq $null) { return $null }
    return Join-Path $shadows[$drive].Link $path.Substring(3)
}

function Remove-Shadows {
    foreach ($drive in @($shadows.Keys)) {
        if ($shadows[$drive] -eq $null) { continue }
        try {
            $null = & cmd.exe /c rmdir $shadows[$drive].Link
            $shadows[$drive].Shadow.Delete()
            Write-Line 'ok' 'shadow copy deleted' ($drive + ':')
        } catch {
            Write-Line 'failed' 'shadow copy deleted' ($drive + ': ' + $_.Exception.Message)
        }
    }
}

# --- taking a file

function Get-TargetPath([string]$path) {
    $to = Join-Path $root ($path.Substring(0, 1).ToUpper() + $path.Substring(2))
    $folder = Split-Path -Parent $to
    if (-not (Test-Path -LiteralPath $folder)) {
        $null = New-Item -ItemType Directory -Path $folder -Force
    }
    return $to
}

# The file as it is; else out of a shadow copy; else by Windows' own export ($else).
function Copy-Evidence([string]$path, [scriptblock]$else) {
    $to = Get-TargetPath $path
    $why = ''
    try {
        $sha256 = Copy-Bytes $path $to
        Add-ToList $to $path 'copy' $sha256
        Write-Line 'ok' 'copy' $path
        return
    } catch { $why = $_.Exception.Message }
    $from = Get-ShadowPath $path
    if ($from -ne $null) {
        try {
            $sha256 = Copy-Bytes $from $to
            Add-ToList $to $from 'shadow' $sha256
            Write-Line 'ok' 'copy out of the shadow copy' $path
            return
        } catch { $why = $why + '; ' + $_.Exception.Message }
    }
    if (Test-Path -LiteralPath $to) { Remove-Item -LiteralPath $to -Force }
    if ($else -ne $null) {
        $method = & $else $path $to
        if (Test-Path -LiteralPath $to) {
            Add-ToList $to $path $method (Get-FileSha256 $to)
            Write-Line 'ok' $method $path
            return
        }
        $why = $why + '; ' + $method
    }
    Write-Line 'failed' 'copy' ($path + ': ' + $why)
}

$exportLog = {
    param($path, $to)
    $null = & wevtutil.exe epl $path $to /lf:true 2>&1
    return 'wevtutil epl'
}

function Copy-Pattern([string]$pattern, [bool]$deep) {
    if ($deep) {
        $found = Get-ChildItem -LiteralPath $pattern -Recurse -Force -ErrorAction SilentlyContinue
    } else {
        $found = Get-ChildItem -Path $pattern -Force -ErrorAction SilentlyContinue
    }
    $files = @($found | Where-Object { $_ -ne $null -and -not $_.PSIsContainer })
    if ($files.Count -eq 0) { Write-Line 'none' 'copy' $pattern }
    foreach ($file in $files) {
        $else = $null
        if ($file.Extension -eq '.evtx') { $else = $exportLog }
        Copy-Evidence $file.FullName $else
    }
}

function Copy-Hive([string]$key, [string]$path) {
    if (-not (Test-Path -LiteralPath $path)) { Write-Line 'none' 'hive' $path; return }
    Copy-Evidence $path ({
        param($file, $to)
        $null = & reg.exe save $key $to /y 2>&1
        return 'reg save'
    }.GetNewClosure())
}

function Get-Profiles {
    $key = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\*'
    foreach ($row in @(Get-ItemProperty -Path $key -ErrorAction SilentlyContinue)) {
        $folder = [Environment]::ExpandEnvironmentVariables([string]$row.ProfileImagePath)
        if ($folder -ne '' -and (Test-Path -LiteralPath $folder)) {
            New-Object PSObject -Property @{ Sid = $row.PSChildName; Folder = $folder }
        }
    }
}

# --- what is gone with the power: commands, their output as text or CSV

$liveCount = 0

function Save-Live([string]$what, [string]$extension, [scriptblock]$command) {
    $script:liveCount++
    $folder = Join-Path $root 'live'
    if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -ItemType Directory -Path $folder }
    $to = Join-Path $folder ($script:liveCount.ToString('00') + '-' + $what + '.' + $extension)
    try {
        if ($extension -eq 'csv') {
            & $command | Export-Csv -Path $to -NoTypeInformation -Encoding UTF8
        } else {
            & $command 2>&1 | Out-File -FilePath $to -Encoding UTF8 -Width 4096
        }
        if (-not (Test-Path -LiteralPath $to)) { throw 'no output' }
        Add-ToList $to $what 'command' (Get-FileSha256 $to)
        Write-Line 'ok' 'live' $what
    } catch {
        Write-Line 'failed' 'live' ($what + ': ' + $_.Exception.Message)
    }
}

function Get-RunningProcesses {
    foreach ($process in @(Get-WmiObject Win32_Process)) {
        $owner = ''
        try { $who = $process.GetOwner(); $owner = $who.Domain + '\' + $who.User } catch { $owner = '?' }
        $begun = ''
        if ($process.CreationDate) {
            $begun = $process.ConvertToDateTime($process.CreationDate).ToUniversalTime().ToString('o')
        }
        New-Object PSObject -Property @{ ProcessId = $process.ProcessId
            ParentProcessId = $process.ParentProcessId; Name = $process.Name
            ExecutablePath = $process.ExecutablePath; CommandLine = $process.CommandLine
            CreatedUtc = $begun; SessionId = $process.SessionId; Owner = $owner }
    }
}

function Get-ImageHashes {
    $paths = Get-WmiObject Win32_Process | ForEach-Object { $_.ExecutablePath } | Sort-Object -Unique
    foreach ($path in @($paths)) {
        if (-not $path) { continue }
        $sha256 = ''
        try { $sha256 = Get-FileSha256 $path } catch { $sha256 = $_.Exception.Message }
        New-Object PSObject -Property @{ Path = $path; Sha256 = $sha256 }
    }
}

function Save-Volatile {
    Save-Live 'clock' 'txt' {
        'local ' + (Get-Date).ToString('o')
        'utc   ' + [DateTime]::UtcNow.ToString('o')
        & w32tm.exe /tz
        & w32tm.exe /query /status
    }
    Save-Live 'processes' 'csv' {
        Get-RunningProcesses | Select-Object ProcessId, ParentProcessId, Name, ExecutablePath,
            CommandLine, CreatedUtc, SessionId, Owner
    }
    Save-Live 'connections' 'txt' { & netstat.exe -ano }
    Save-Live 'dns-cache' 'txt' { & ipconfig.exe /displaydns }
    Save-Live 'arp' 'txt' { & arp.exe -a }
    Save-Live 'routes' 'txt' { & route.exe print }
    Save-Live 'netbios' 'txt' { & nbtstat.exe -c; & nbtstat.exe -S }
    Save-Live 'sessions' 'txt' { & query.exe user; & net.exe session; & klist.exe sessions }
    Save-Live 'logons' 'csv' {
        Get-WmiObject Win32_LogonSession |
            Select-Object LogonId, LogonType, AuthenticationPackage, StartTime
    }
    Save-Live 'logon-users' 'csv' {
        Get-WmiObject Win32_LoggedOnUser | Select-Object Antecedent, Dependent
    }
    Save-Live 'open-files' 'txt' { & openfiles.exe /query /fo csv /v; & net.exe use }
    Save-Live 'modules' 'txt' { & tasklist.exe /m /fo csv }
    Save-Live 'services' 'csv' {
        Get-WmiObject Win32_Service | Select-Object Name, DisplayName, State, StartMode, StartName,
            ProcessId, PathName
    }
    Save-Live 'drivers' 'csv' {
        Get-WmiObject Win32_SystemDriver | Select-Object Name, DisplayName, State, StartMode, PathName
    }
    Save-Live 'filters' 'txt' { & fltmc.exe }
    Save-Live 'image-hashes' 'csv' { Get-ImageHashes | Select-Object Path, Sha256 }
}

function Save-Configuration {
    Save-Live 'tasks' 'txt' { & schtasks.exe /query /v /fo csv }
    Save-Live 'wmi-subscriptions' 'txt' {
        foreach ($class in '__EventFilter', '__EventConsumer', '__FilterToConsumerBinding') {
            Get-WmiObject -Namespace root\subscription -Class $class | Format-List *
        }
    }
    Save-Live 'audit-policy' 'csv.txt' { & auditpol.exe /get /category:* /r }
    Save-Live 'channels' 'txt' {
        foreach ($channel in @(& wevtutil.exe el)) { & wevtutil.exe gl $channel }
    }
    Save-Live 'addresses' 'txt' { & ipconfig.exe /all }
    Save-Live 'firewall' 'txt' { & netsh.exe advfirewall show allprofiles }
    Save-Live 'proxy' 'txt' { & netsh.exe winhttp show proxy }
    Save-Live 'accounts' 'csv' {
        Get-WmiObject Win32_UserAccount -Filter 'LocalAccount=True' |
            Select-Object Name, SID, Disabled, Lockout, PasswordRequired
    }
    Save-Live 'shares' 'csv' { Get-WmiObject Win32_Share | Select-Object Name, Path, Type }
    Save-Live 'updates' 'csv' {
        Get-WmiObject Win32_QuickFixEngineering | Select-Object HotFixID, InstalledOn
    }
    Save-Live 'system' 'txt' { & systeminfo.exe }
    Save-Live 'boot' 'txt' { & bcdedit.exe /enum }
    Save-Live 'shadow-copies' 'txt' { & vssadmin.exe list shadows }
    Save-Live 'policies' 'txt' { & gpresult.exe /scope computer /v }
}

# --- the list of paths

function Copy-Row([string]$kind, [string[]]$parts) {
    $path = [Environment]::ExpandEnvironmentVariables($parts[0])
    if ($kind -eq 'file') { Copy-Pattern $path $false }
    elseif ($kind -eq 'tree') { Copy-Pattern $path $true }
    elseif ($kind -eq 'hive') {
        Copy-Hive $path ([Environment]::ExpandEnvironmentVariables($parts[1]))
    } else {
        foreach ($user in $users) {
            if ($kind -eq 'user') { Copy-Pattern (Join-Path $user.Folder $path) $false }
            elseif ($kind -eq 'usertree') { Copy-Pattern (Join-Path $user.Folder $path) $true }
            elseif ($kind -eq 'userhive') {
                $key = 'HKU\' + $user.Sid + $parts[0].Replace('-', '')
                Copy-Hive $key (Join-Path $user.Folder $parts[1])
            } else { Write-Line 'failed' 'paths.txt' $kind }
        }
    }
}

function Copy-Listed {
    foreach ($line in [System.IO.File]::ReadAllLines($pathList)) {
        if ($line.Trim() -eq '' -or $line.StartsWith('#')) { continue }
        $cells = $line.Split('|')
        $kind = $cells[0]
        if ($kind.StartsWith('secret:')) {
            if ($NoSecrets) { Write-Line 'left out' '-NoSecrets' $line; continue }
            $kind = $kind.Substring(7)
        }
        Copy-Row $kind $cells[1..($cells.Length - 1)]
    }
}

# --- one zip

function Save-Zip {
    $zip = $root + '.zip'
    try {
        Add-Type -AssemblyName System.IO.Compression
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        $archive = [System.IO.Compression.ZipFile]::Open($zip, 'Create')
        try {
            foreach ($file in @(Get-ChildItem -LiteralPath $root -Recurse -Force |
                        Where-Object { -not $_.PSIsContainer })) {
                if (-not $file.FullName.StartsWith($root + '\', 'OrdinalIgnoreCase')) {
                    throw $file.FullName
                }
                $entry = $name + '/' + $file.FullName.Substring($root.Length + 1).Replace('\', '/')
                $null = [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($archive,
                    $file.FullName, $entry)
            }
        } finally { $archive.Dispose() }
    } catch {
        if (Test-Path -LiteralPath $zip) { Remove-Item -LiteralPath $zip -Force }
        return $null
    }
    $sum = (Get-FileSha256 $zip) + '  ' + $name + '.zip'
    [System.IO.File]::WriteAllText($zip + '.sha256', $sum + "`r`n")
    return $zip
}

# --- what happens

$identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
$principal = New-Object System.Security.Principal.WindowsPrincipal $identity
$isElevated = $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
Write-Host (Get-Words "Collecting evidence of $env:COMPUTERNAME into $root" `
    "$env:COMPUTERNAME の証拠を $root に収集します。")
Write-Line 'start' 'konseki collect 1' ($env:COMPUTERNAME + ' ' + $identity.Name + ' PowerShell ' +
    $PSVersionTable.PSVersion + ' ' + [Environment]::OSVersion.VersionString)
if (-not $isElevated) {
    Write-Host (Get-Words `
        'Not an administrator: most of it cannot be read. Better: right-click, Run as administrator.' `
        '管理者ではないため、大部分を読み取れません。右クリックして [管理者として実行] を選んでください。')
    Write-Line 'failed' 'administrator' 'not elevated'
}
Write-Step '1/4 what is gone with the power: processes, connections, sessions' `
    '1/4 電源を切ると失われる情報 (プロセス、接続、セッション)'
try {
    Save-Volatile
    $users = @(Get-Profiles)
    Write-Step '2/4 files: event logs, registry, traces of execution' `
        '2/4 ファイル (イベント ログ、レジストリ、実行の痕跡)'
    Copy-Listed
    Write-Step '3/4 settings' '3/4 設定'
    Save-Configuration
} finally { Remove-Shadows }
Write-Line 'end' ('ok ' + $counts.ok + ', failed ' + $counts.failed) `
    ([DateTime]::UtcNow - $started).ToString()
$log.Close()
$list.Close()
Write-Host ('[' + (Get-Date).ToString('HH:mm:ss') + '] ' + (Get-Words '4/4 zip' '4/4 zip の作成'))
$zip = $null
if (-not $NoZip) { $zip = Save-Zip }
if ($zip -ne $null) {
    Write-Host (Get-Words "Done: $zip" "完了しました: $zip")
    Write-Host ('SHA-256 ' + (Get-Content -LiteralPath ($zip + '.sha256')))
} else {
    Write-Host (Get-Words "Done: $root (a folder; Konseki reads it as well as a zip)" `
        "完了しました: $root (フォルダーのままです。Konseki は zip と同じように読み込めます)")
}
$total = "$($counts.ok) / $($counts.failed)"
Write-Host (Get-Words "taken / failed: $total (see collect.log)" `
    "収集 / 失敗: $total (詳細は collect.log)")
Write-Host (Get-Words 'It holds personal data and, with SAM, password hashes: keep it like a password.' `
    '個人情報と、SAM にはパスワード ハッシュが含まれます。パスワードと同様に厳重に扱ってください。')
if ($counts.failed -gt 0) { exit 3 }
exit 0
