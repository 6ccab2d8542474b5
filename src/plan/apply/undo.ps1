# Takes back what apply.ps1 changed on this Windows PC: everything as it was before, absent values
# absent, by the newest undo-HOST-TIME.csv beside this script (or -Journal). As administrator.
# Applied more than once? Then run this once for each, the newest first.
#   undo.ps1 [-Journal FILE] [-WhatIf] [-Language en|ja]
param(
    [string]$Journal = '',
    [string]$Language = '',
    [switch]$WhatIf
)
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
if ($code -eq 0) { Rename-Item -Path $Journal -NewName ((Split-Path -Leaf $Journal) + '.done') }
exit $code
