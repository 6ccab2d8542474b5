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
    $found = Get-ChildItem -Path (Join-Path $here ('undo-' + $env:COMPUTERNAME + '-*.csv')) |
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
