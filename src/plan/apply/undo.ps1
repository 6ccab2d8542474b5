# Takes back what apply.ps1 changed on this Windows PC: everything as it was before, absent values
# absent, by the newest undo-HOST-TIME.csv beside this script (or -Journal). As administrator.
# Applied more than once? Then run this once for each, the newest first. Values of a user who is not
# logged on cannot be restored: that is told, the exit status is 3, and the journal stays.
#   undo.ps1 [-Journal FILE] [-WhatIf] [-Language en|ja]
param(
    [string]$Journal = '',
    [string]$Language = '',
    [switch]$WhatIf
)
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
if ($Language -eq '') { $Language = (Get-UICulture).TwoLetterISOLanguageName }
if ($Journal -eq '') {
    # The time is matched too: the journals of a PC named PC-OLD are not those of PC.
    $named = '^undo-' + [regex]::Escape($env:COMPUTERNAME) + '-[0-9]{8}T[0-9]{6}Z\.csv$'
    $found = Get-ChildItem -LiteralPath $here | Where-Object { $_.Name -match $named } |
        Sort-Object Name | Select-Object -Last 1
    if ($found -eq $null) {
        if ($Language -eq 'ja') { Write-Host 'この PC の undo-*.csv がありません。' }
        else { Write-Host 'There is no undo-*.csv of this PC.' }
        exit 4
    }
    $Journal = $found.FullName
}
$apply = Join-Path $here 'apply.ps1'
if ($WhatIf) { & $apply -Changes $Journal -Reverse -Language $Language -WhatIf; exit $LASTEXITCODE }
& $apply -Changes $Journal -Reverse -Language $Language
$code = $LASTEXITCODE
# It stays the journal of this PC until all of it is restored; what is restored twice is the same.
if ($code -eq 0) {
    Rename-Item -Path $Journal -NewName ((Split-Path -Leaf $Journal) + '.done')
} elseif ($code -eq 3 -and $Language -eq 'ja') {
    Write-Host "元に戻していないものがあります。解決後に undo.ps1 を再実行してください ($Journal は残します)"
} elseif ($code -eq 3) {
    Write-Host "Not all of it is as before: mend it and run undo.ps1 again (it keeps $Journal)"
}
exit $code
