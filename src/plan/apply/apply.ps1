# Applies a plan of Konseki to this Windows PC. Runs on PowerShell 2.0 to 5.1, as administrator.
#   apply.ps1 [-Changes FILE] [-WhatIf] [-Language en|ja]
# Exit status: 0; 3 when something failed, or users' values had no user who was logged on; 4 when
# nothing could be tried. What is not on this PC is told, and counted as not applied.
# Before each change, what was there before is written into undo-HOST-TIME.csv beside this script and
# on the disk; undo.ps1 takes everything back by it. Each change is read back and compared; of a
# channel's access and of audit entries that are put back, only an error is noticed.
param(
    [string]$Changes = '',
    [string]$Language = '',
    [switch]$Reverse,
    [switch]$WhatIf
)
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
if ($Changes -eq '') { $Changes = Join-Path $here 'changes.csv' }
if ($Language -eq '') { $Language = (Get-UICulture).TwoLetterISOLanguageName }
$columns = 'id,kind,root,key,name,type,data'

function Get-Words([string]$english, [string]$japanese) {
    if ($Language -eq 'ja') { return $japanese }
    return $english
}

$identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
$principal = New-Object System.Security.Principal.WindowsPrincipal $identity
if (-not $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)) {
    Write-Host (Get-Words 'Run this as administrator.' '管理者として実行してください。')
    exit 4
}
if ($env:PROCESSOR_ARCHITEW6432) {
    Write-Host (Get-Words 'This is the 32-bit PowerShell: start the 64-bit one.' `
        '32 ビット版の PowerShell です。64 ビット版を使ってください。')
    exit 4
}

function Format-Cell([string]$text) { return '"' + $text.Replace('"', '""') + '"' }

function New-Row($row, [string]$root, [string]$key, [string]$kind, [string]$type, [string]$data) {
    return New-Object PSObject -Property @{ id = $row.id; kind = $kind; root = $root; key = $key
        name = $row.name; type = $type; data = $data }
}

# --- bytes and text

function ConvertTo-Hex([byte[]]$bytes) {
    if ($bytes -eq $null -or $bytes.Length -eq 0) { return '' }
    return [BitConverter]::ToString($bytes).Replace('-', '').ToLower()
}

function ConvertFrom-Hex([string]$hex) {
    $bytes = New-Object byte[] ($hex.Length / 2)
    for ($i = 0; $i -lt $bytes.Length; $i++) {
        $bytes[$i] = [Convert]::ToByte($hex.Substring(2 * $i, 2), 16)
    }
    return , $bytes
}

# --- programs of Windows: what they say is in Windows' language, their exit code is not

function Confirm-Exit([string]$program, [int[]]$good) {
    if ($good -contains $LASTEXITCODE) { return }
    throw ($program + ': ' + (Get-Words 'exit code' '終了コード') + ' ' + $LASTEXITCODE)
}

# --- the registry. The bytes of a text are its characters and the NUL behind them.

$hives = @{ HKLM = [Microsoft.Win32.Registry]::LocalMachine; HKU = [Microsoft.Win32.Registry]::Users }

function Get-Bytes($value, [string]$kind) {
    if ($kind -eq 'DWord') { return [BitConverter]::GetBytes([int]$value) }
    if ($kind -eq 'QWord') { return [BitConverter]::GetBytes([long]$value) }
    if ($kind -eq 'MultiString') {
        $text = ''
        foreach ($item in $value) { $text += $item + [char]0 }
        return [System.Text.Encoding]::Unicode.GetBytes($text + [char]0)
    }
    if ($kind -eq 'String' -or $kind -eq 'ExpandString') {
        return [System.Text.Encoding]::Unicode.GetBytes([string]$value + [char]0)
    }
    return [byte[]]$value
}

function Get-RegistryValue($row) {
    $key = $hives[$row.root].OpenSubKey($row.key)
    if ($key -eq $null) { return @{ Type = '-'; Data = '' } }
    try {
        if (-not (@($key.GetValueNames()) -contains $row.name)) { return @{ Type = '-'; Data = '' } }
        $kind = $key.GetValueKind($row.name)
        $value = $key.GetValue($row.name, $null, 'DoNotExpandEnvironmentNames')
        return @{ Type = [string][int]$kind; Data = ConvertTo-Hex (Get-Bytes $value ([string]$kind)) }
    } finally { $key.Close() }
}

function Set-RegistryValue($row) {
    if ($row.type -eq '-') {
        $key = $hives[$row.root].OpenSubKey($row.key, $true)
        if ($key -ne $null) {
            try { $key.DeleteValue($row.name, $false) } finally { $key.Close() }
        }
        return
    }
    $kind = [Microsoft.Win32.RegistryValueKind][int]$row.type
    $bytes = ConvertFrom-Hex $row.data
    $text = [System.Text.Encoding]::Unicode.GetString($bytes)
    $value = $bytes
    if ($kind -eq 'DWord') { $value = [BitConverter]::ToInt32($bytes, 0) }
    elseif ($kind -eq 'QWord') { $value = [BitConverter]::ToInt64($bytes, 0) }
    elseif ($kind -eq 'MultiString') {
        $value = [string[]]@($text.Split([char]0) | Where-Object { $_ -ne '' })
    } elseif ($kind -eq 'String' -or $kind -eq 'ExpandString') { $value = $text.TrimEnd([char]0) }
    $key = $hives[$row.root].CreateSubKey($row.key)
    try { $key.SetValue($row.name, $value, $kind) } finally { $key.Close() }
}

# Keys that a value will bring with it, the deepest first. In the journal they stand before the value,
# the highest first: undone from its end, the value goes first, then each key that is empty again.
function Get-NewKeys($row) {
    $path = $row.key
    while ($path -ne '') {
        $key = $hives[$row.root].OpenSubKey($path)
        if ($key -ne $null) { $key.Close(); return }
        New-Row $row $row.root $path 'key' '-' ''
        $cut = $path.LastIndexOf('\')
        if ($cut -lt 0) { return }
        $path = $path.Substring(0, $cut)
    }
}

function Remove-EmptyKey($row) {
    $key = $hives[$row.root].OpenSubKey($row.key)
    if ($key -eq $null) { return }
    $isEmpty = $key.SubKeyCount -eq 0 -and $key.ValueCount -eq 0
    $key.Close()
    if ($isEmpty) { $hives[$row.root].DeleteSubKey($row.key) }
}

# Accounts of this PC, of a domain (S-1-5-21) and of Entra ID (S-1-12-1); not S-..._Classes.
$userSid = '^S-1-(5-21|12-1)-[0-9-]+$'

# The users whose registry is loaded: those who are logged on.
function Get-LoadedUsers { $hives.HKU.GetSubKeyNames() | Where-Object { $_ -match $userSid } }

function Get-UserName([string]$sid) {
    try {
        $of = New-Object System.Security.Principal.SecurityIdentifier $sid
        return $of.Translate([System.Security.Principal.NTAccount]).Value + ' (' + $sid + ')'
    } catch { return $sid }
}

# Where a user's registry is not loaded, a value in it is not absent, but out of reach.
function Confirm-Hive($row) {
    if ($row.root -ne 'HKU') { return }
    $sid = $row.key.Split('\')[0]
    if (@($hives.HKU.GetSubKeyNames()) -contains $sid) { return }
    $user = Get-UserName $sid
    throw (Get-Words "not changed: the registry of $user is not loaded; run this again while logged on" `
        "変更していません: $user のレジストリが読み込まれていません。$user がサインインしている間に再実行してください")
}

# Each user who is logged on, each subkey that a * stands for.
function Expand-Key([string]$root, [string]$key) {
    if ($root -eq 'HKCU') {
        foreach ($sid in @(Get-LoadedUsers)) { Expand-Key 'HKU' ($sid + '\' + $key) }
        return
    }
    $star = ('\' + $key + '\').IndexOf('\*\')
    if ($star -lt 0) { @{ Root = $root; Key = $key }; return }
    $above = ''
    if ($star -gt 0) { $above = $key.Substring(0, $star - 1) }
    $opened = $hives[$root].OpenSubKey($above)
    if ($opened -eq $null) { return }
    $names = $opened.GetSubKeyNames()
    $opened.Close()
    foreach ($name in $names) {
        Expand-Key $root (($above + '\' + $name).TrimStart('\') + $key.Substring($star + 1))
    }
}

# --- audit policy: by GUID and number, which are the same in every language

function Get-AuditBits([string]$guid) {
    $file = Join-Path $env:TEMP ([Guid]::NewGuid().ToString() + '.txt')
    try {
        $null = & auditpol.exe /backup /file:$file
        Confirm-Exit 'auditpol /backup' 0
        foreach ($line in [System.IO.File]::ReadAllLines($file)) {
            $cells = $line.Split(',')
            if ($cells.Length -ge 7 -and $cells[1] -eq 'System' -and
                $cells[3].Trim('{', '}') -eq $guid) {
                if ($cells[6] -eq '4') { return '0' }
                return $cells[6].Trim()
            }
        }
    } finally { Remove-Item -Path $file -Force -ErrorAction SilentlyContinue }
    throw "auditpol: $guid"
}

function Set-AuditBits([string]$guid, [int]$bits) {
    $success = 'disable'
    $failure = 'disable'
    if ($bits -band 1) { $success = 'enable' }
    if ($bits -band 2) { $failure = 'enable' }
    $null = & auditpol.exe /set "/subcategory:{$guid}" /success:$success /failure:$failure
    Confirm-Exit 'auditpol /set' 0
}

# --- channels, services, features

function Get-Channel([string]$channel) {
    Add-Type -AssemblyName System.Core
    return New-Object System.Diagnostics.Eventing.Reader.EventLogConfiguration $channel
}

function Get-ChannelProperty([string]$channel, [string]$property) {
    $of = Get-Channel $channel
    if ($property -eq 'Enabled') { return [string][int]$of.IsEnabled }
    if ($property -eq 'MaxSize') { return [string]$of.MaximumSizeInBytes }
    if ($property -eq 'ChannelAccess') { return $of.SecurityDescriptor }
    if ($property -eq 'Retention') { return [string]$of.LogMode }
    throw "channel: $property"
}

function Set-ChannelProperty([string]$channel, [string]$property, [string]$data) {
    $of = Get-Channel $channel
    if ($property -eq 'Enabled') { $of.IsEnabled = $data -eq '1' }
    elseif ($property -eq 'MaxSize') { $of.MaximumSizeInBytes = [long]$data }
    elseif ($property -eq 'ChannelAccess') { $of.SecurityDescriptor = $data }
    elseif ($property -eq 'Retention') {
        if ($data -eq '0') { $data = 'Circular' }
        $of.LogMode = [System.Diagnostics.Eventing.Reader.EventLogMode]$data
    } else { throw "channel: $property" }
    $of.SaveChanges()
}

# Windows rounds a log's size to 64 KB. How it writes an access again, its SDDL does not tell.
function Test-Channel($row) {
    $is = Get-ChannelProperty $row.key $row.name
    if ($row.name -eq 'Enabled') { return $is -eq $row.data }
    if ($row.name -eq 'MaxSize') { return [Math]::Abs([long]$is - [long]$row.data) -lt 65536 }
    if ($row.name -eq 'Retention') {
        return $is -eq $row.data -or ($row.data -eq '0' -and $is -eq 'Circular')
    }
    return $true
}

function Get-ServiceStart([string]$name) {
    $key = $hives.HKLM.OpenSubKey('SYSTEM\CurrentControlSet\Services\' + $name)
    if ($key -eq $null) { return '-' }
    try {
        $start = [string]$key.GetValue('Start', '-')
        if ($start -eq '2' -and $key.GetValue('DelayedAutostart', 0) -eq 1) { return '2d' }
        return $start
    } finally { $key.Close() }
}

function Set-ServiceStart([string]$name, [string]$start) {
    if ($start -eq '-' -or (Get-ServiceStart $name) -eq '-') { return }
    $words = @{ '0' = 'boot'; '1' = 'system'; '2' = 'auto'; '2d' = 'delayed-auto'; '3' = 'demand'
        '4' = 'disabled' }
    $null = & sc.exe config $name start= $words[$start]
    Confirm-Exit 'sc config' 0
}

$unknownFeature = -2146498548 # 0x800F080C

function Get-FeatureState([string]$name) {
    $text = [string]::Join("`n", @(& dism.exe /online /english /get-featureinfo /featurename:$name))
    if ($LASTEXITCODE -eq $unknownFeature) { return '-' }
    Confirm-Exit 'dism /get-featureinfo' 0
    if ($text -match 'State : (Enabled|Enable Pending)') { return '1' }
    if ($text -match 'State : (Disabled|Disable Pending)') { return '0' }
    return '-'
}

function Set-FeatureState([string]$name, [string]$state) {
    if ($state -eq '-' -or (Get-FeatureState $name) -eq '-') { return }
    $verb = '/disable-feature'
    if ($state -eq '1') { $verb = '/enable-feature' }
    $null = & dism.exe /online /norestart $verb /featurename:$name
    Confirm-Exit ('dism ' + $verb) 0, 3010 # 3010: done at the next start
}

# --- user rights and account policies: by secedit. Its exit code 3 is a warning: done, but look again.

function Get-TemplateLine([string]$name) {
    $file = Join-Path $env:TEMP ([Guid]::NewGuid().ToString() + '.txt')
    try {
        $null = & secedit.exe /export /cfg $file /areas SECURITYPOLICY USER_RIGHTS /quiet
        Confirm-Exit 'secedit /export' 0, 3
        foreach ($line in [System.IO.File]::ReadAllLines($file)) {
            $cut = $line.IndexOf('=')
            if ($cut -gt 0 -and $line.Substring(0, $cut).Trim() -eq $name) {
                return $line.Substring($cut + 1).Trim()
            }
        }
        return ''
    } finally { Remove-Item -Path $file -Force -ErrorAction SilentlyContinue }
}

function Set-TemplateLines([string]$section, [object[]]$lines) {
    $values = @{}
    foreach ($line in $lines) {
        if ($section -ne 'access' -or $line.data -ne '') { $values[$line.name] = $line.data }
    }
    if ($values.Count -eq 0) { return }
    $title = 'Privilege Rights'
    if ($section -eq 'access') { $title = 'System Access' }
    $file = Join-Path $env:TEMP ([Guid]::NewGuid().ToString() + '.txt')
    $base = $file + '.sdb'
    try {
        $text = "[Unicode]`r`nUnicode=yes`r`n[Version]`r`nsignature=`"`$CHICAGO`$`"`r`nRevision=1`r`n"
        $text += "[$title]`r`n"
        foreach ($name in $values.Keys) { $text += $name + ' = ' + $values[$name] + "`r`n" }
        [System.IO.File]::WriteAllText($file, $text, [System.Text.Encoding]::Unicode)
        $null = & secedit.exe /configure /db $base /cfg $file /areas SECURITYPOLICY USER_RIGHTS /quiet
        Confirm-Exit 'secedit /configure' 0, 3
    } finally { Remove-Item -Path ($file + '*') -Force -ErrorAction SilentlyContinue }
}

# Windows refuses a time of counting that is longer than that of the lockout: so one template has all.
function Test-Lockout($row) {
    return ($row.kind -eq 'access') -and
        (@('LockoutBadCount', 'ResetLockoutCount', 'LockoutDuration') -contains $row.name)
}

function Format-Accounts([string]$list) {
    return [string]::Join(',', @($list.Split(',') | ForEach-Object { $_.Trim() } | Sort-Object))
}

# --- audit entries of a key or a folder

# The folders of all users who have a profile on this PC, logged on or not.
function Get-ProfileFolders {
    $list = $hives.HKLM.OpenSubKey('SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList')
    if ($list -eq $null) { return }
    foreach ($sid in $list.GetSubKeyNames()) {
        if (-not ($sid -match $userSid)) { continue }
        $key = $list.OpenSubKey($sid)
        $folder = [string]$key.GetValue('ProfileImagePath', '')
        $key.Close()
        if ($folder -ne '') { $folder.TrimEnd('\') }
    }
    $list.Close()
}

# What is there of a path whose names may hold a *.
function Expand-Stars([string]$path) {
    $star = $path.IndexOf('*')
    if ($star -lt 0) {
        if (Test-Path -LiteralPath $path) { $path }
        return
    }
    $begin = $path.LastIndexOf('\', $star)
    $end = $path.IndexOf('\', $star)
    if ($end -lt 0) { $end = $path.Length }
    $above = $path.Substring(0, $begin + 1)
    if (-not [System.IO.Directory]::Exists($above)) { return }
    $pattern = $path.Substring($begin + 1, $end - $begin - 1)
    foreach ($found in [System.IO.Directory]::GetFileSystemEntries($above, $pattern)) {
        Expand-Stars ($found + $path.Substring($end))
    }
}

# These variables mean each user's own folder, not that of the administrator who runs this.
function Expand-File([string]$path) {
    $own = @{ '%UserProfile%' = ''; '%AppData%' = '\AppData\Roaming'
        '%LocalAppData%' = '\AppData\Local' }
    foreach ($name in $own.Keys) {
        if (-not $path.StartsWith($name, 'OrdinalIgnoreCase')) { continue }
        foreach ($folder in @(Get-ProfileFolders)) {
            Expand-Stars ($folder + $own[$name] + $path.Substring($name.Length))
        }
        return
    }
    Expand-Stars ([Environment]::ExpandEnvironmentVariables($path))
}

function Get-AuditPath($row) {
    if ($row.root -eq 'FILE') { return [Environment]::ExpandEnvironmentVariables($row.key) }
    $hive = 'HKEY_LOCAL_MACHINE'
    if ($row.root -eq 'HKU') { $hive = 'HKEY_USERS' }
    return 'Registry::' + $hive + '\' + $row.key
}

function Get-AuditEntries($row) {
    $path = Get-AuditPath $row
    if (-not (Test-Path -LiteralPath $path)) { return '-' }
    $sddl = (Get-Acl -Path $path -Audit).GetSecurityDescriptorSddlForm('Audit')
    if ($sddl -eq '') { return 'S:' }
    return $sddl
}

function Set-AuditEntries($row, [bool]$isExact) {
    $path = Get-AuditPath $row
    if ($row.data -eq '-' -or -not (Test-Path -LiteralPath $path)) { return }
    $acl = Get-Acl -Path $path -Audit
    $sddl = $row.data
    if (-not $isExact) {
        $sddl = $acl.GetSecurityDescriptorSddlForm('Audit')
        if ($sddl -eq '') { $sddl = 'S:' }
        foreach ($entry in [regex]::Matches($row.data, '\([^)]*\)')) {
            if (-not $sddl.Contains($entry.Value)) { $sddl += $entry.Value }
        }
    }
    $acl.SetSecurityDescriptorSddlForm($sddl, 'Audit')
    Set-Acl -Path $path -AclObject $acl
}

# Each entry wanted is there: for the same account, of success and failure, for these rights at least.
# Texts are not compared, since Windows has several for the same rights.
function Test-AuditEntries([string]$is, [string]$wanted) {
    if ($is -eq '-' -or $is -eq 'S:') { return $false }
    $there = New-Object System.Security.AccessControl.RawSecurityDescriptor $is
    $asked = New-Object System.Security.AccessControl.RawSecurityDescriptor $wanted
    foreach ($entry in @($asked.SystemAcl)) {
        $isThere = $false
        foreach ($one in @($there.SystemAcl)) {
            if ($one -ne $null -and $one.SecurityIdentifier -eq $entry.SecurityIdentifier -and
                ([int]$one.AuditFlags -band [int]$entry.AuditFlags) -eq [int]$entry.AuditFlags -and
                ($one.AccessMask -band $entry.AccessMask) -eq $entry.AccessMask) { $isThere = $true }
        }
        if (-not $isThere) { return $false }
    }
    return $true
}

# --- a row: what was, the change, what is

function Get-Targets($row) {
    if ($row.kind -eq 'registry' -or ($row.kind -like 'sacl*' -and $row.root -ne 'FILE')) {
        foreach ($at in @(Expand-Key $row.root $row.key)) {
            $target = New-Row $row $at.Root $at.Key $row.kind $row.type $row.data
            if ($row.kind -ne 'sacl' -or (Test-Path -LiteralPath (Get-AuditPath $target))) { $target }
        }
    } elseif ($row.kind -eq 'sacl') {
        foreach ($path in @(Expand-File $row.key)) {
            New-Row $row 'FILE' $path 'sacl' $row.type $row.data
        }
    } elseif ($row.kind -eq 'service' -and -not $Reverse) {
        if ((Get-ServiceStart $row.key) -ne '-') { $row }
    } elseif ($row.kind -eq 'feature' -and -not $Reverse) {
        if ((Get-FeatureState $row.key) -ne '-') { $row }
    } else { $row }
}

function Get-Before($row) {
    switch ($row.kind) {
        'registry' {
            $was = Get-RegistryValue $row
            if ($row.type -ne '-') {
                $new = @(Get-NewKeys $row)
                [array]::Reverse($new)
                $new
            }
            New-Row $row $row.root $row.key 'registry' $was.Type $was.Data
        }
        'key' { }
        'audit' { New-Row $row '' $row.key 'audit' '' (Get-AuditBits $row.key) }
        'channel' { New-Row $row '' $row.key 'channel' '' (Get-ChannelProperty $row.key $row.name) }
        'service' { New-Row $row '' $row.key 'service' '' (Get-ServiceStart $row.key) }
        'feature' { New-Row $row '' $row.key 'feature' '' (Get-FeatureState $row.key) }
        'right' { New-Row $row '' '' 'right' '' (Get-TemplateLine $row.name) }
        'access' { New-Row $row '' '' 'access' '' (Get-TemplateLine $row.name) }
        'sacl' { New-Row $row $row.root $row.key 'sacl-exact' '' (Get-AuditEntries $row) }
        'sacl-exact' { New-Row $row $row.root $row.key 'sacl-exact' '' (Get-AuditEntries $row) }
        default { throw "kind: $($row.kind)" }
    }
}

function Set-Now($row) {
    Confirm-Hive $row
    switch ($row.kind) {
        'registry' { Set-RegistryValue $row }
        'key' { Remove-EmptyKey $row }
        'audit' { Set-AuditBits $row.key ([int]$row.data) }
        'channel' { Set-ChannelProperty $row.key $row.name $row.data }
        'service' { Set-ServiceStart $row.key $row.data }
        'feature' { Set-FeatureState $row.key $row.data }
        'right' { Set-TemplateLines 'right' @($row) }
        'access' { Set-TemplateLines 'access' @($row) }
        'sacl' { Set-AuditEntries $row $false }
        'sacl-exact' { Set-AuditEntries $row $true }
    }
}

# Windows refuses some changes in silence (tamper protection, policies): so look again.
function Test-Now($row) {
    switch ($row.kind) {
        'registry' {
            $is = Get-RegistryValue $row
            return $is.Type -eq $row.type -and $is.Data -eq $row.data
        }
        'audit' { return (Get-AuditBits $row.key) -eq $row.data }
        'channel' { return Test-Channel $row }
        'feature' {
            $is = Get-FeatureState $row.key
            return $is -eq $row.data -or $is -eq '-' -or $row.data -eq '-'
        }
        'access' {
            $is = Get-TemplateLine $row.name
            return $row.data -eq '' -or $is.Trim('"') -eq $row.data.Trim('"')
        }
        'service' {
            $is = Get-ServiceStart $row.key
            return $is -eq $row.data -or $is -eq '-' -or $row.data -eq '-'
        }
        'right' {
            $is = Format-Accounts (Get-TemplateLine $row.name)
            return $is -eq (Format-Accounts $row.data)
        }
        'sacl' { return Test-AuditEntries (Get-AuditEntries $row) $row.data }
        default { return $true }
    }
}

function Format-What($row) {
    return "$($row.id): $($row.kind) $($row.root)\$($row.key) $($row.name)"
}

function Write-Before($row) {
    foreach ($was in @(Get-Before $row)) {
        if ($was -eq $null) { continue }
        $journal.WriteLine([string]::Join(',', @((Format-Cell $was.id),
            (Format-Cell $was.kind), (Format-Cell $was.root), (Format-Cell $was.key),
            (Format-Cell $was.name), (Format-Cell $was.type), (Format-Cell $was.data))))
    }
    $journal.Flush()
}

# Rows that are written together: one, or those of the lockout.
function Invoke-Rows([object[]]$together) {
    if ($WhatIf) {
        foreach ($row in $together) { Write-Host (Format-What $row) }
        return
    }
    $why = ''
    try {
        if ($journal -ne $null) {
            foreach ($row in $together) { Write-Before $row }
        }
        if ($together.Length -gt 1) { Set-TemplateLines 'access' $together }
        else { Set-Now $together[0] }
    } catch { $why = $_.Exception.Message }
    foreach ($row in $together) {
        $problem = $why
        try {
            if ($problem -eq '' -and -not (Test-Now $row)) { $problem = Get-Words `
                'written, but Windows shows another value (a group policy, or tamper protection?)' `
                '書き込みましたが、別の値のままです (グループ ポリシーか改ざん防止の可能性があります)' }
        } catch { $problem = $_.Exception.Message }
        if ($problem -eq '') { $script:done++; continue }
        $script:failed++
        Write-Host ((Format-What $row) + ': ' + $problem)
    }
}

# --- all rows

$stamp = $env:COMPUTERNAME + '-' + [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssZ')
$utf8 = New-Object System.Text.UTF8Encoding $true
$rows = @(Import-Csv -Path $Changes)
if ($Reverse) { [array]::Reverse($rows) }
$journal = $null
if (-not $WhatIf -and -not $Reverse) {
    $journalPath = Join-Path $here ('undo-' + $stamp + '.csv')
    $journal = New-Object System.IO.StreamWriter ($journalPath, $false, $utf8)
    $journal.WriteLine($columns)
    $journal.Flush()
}
$done = 0
$failed = 0
$missed = 0
$withoutUser = 0
$lockout = @($rows | Where-Object { Test-Lockout $_ })
if ($lockout.Length -gt 0) { Invoke-Rows $lockout }
foreach ($row in $rows) {
    if (Test-Lockout $row) { continue }
    $targets = @()
    try { $targets = @(Get-Targets $row) } catch { $failed++; Write-Host "$($row.id): $_"; continue }
    if ($targets.Length -eq 0) {
        $missed++
        $why = Get-Words 'not applied: it is not on this PC' `
            '適用していません: この PC に対象がありません'
        if ($row.root -eq 'HKCU' -and @(Get-LoadedUsers).Length -eq 0) {
            $withoutUser++
            $why = Get-Words 'not applied: no user is logged on, so no registry of a user is loaded' `
                '適用していません: サインイン中のユーザーがいないため、ユーザーのレジストリが読み込まれていません'
        }
        Write-Host ("$($row.id): $($row.kind) $($row.root)\$($row.key) $($row.name): " + $why)
    }
    foreach ($target in $targets) { Invoke-Rows @($target) }
}
if ($journal -ne $null) { $journal.Close() }
Write-Host (Get-Words "$done done, $failed failed, $missed not applied." `
    "完了 $done 件、失敗 $failed 件、未適用 $missed 件。")
if ($journal -ne $null) {
    Write-Host (Get-Words "To take it back: undo.ps1 (it reads $journalPath)" `
        "元に戻すには undo.ps1 を実行してください ($journalPath を使います)")
}
if ($failed -gt 0 -or $withoutUser -gt 0) { exit 3 }
exit 0
