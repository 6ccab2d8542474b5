#!/bin/sh
# test: slow. Evidence full of markup, escapes and direction overrides is harmless in every output
# of an investigation: the terminal gets no control character, the page no element.
set -u
cd "$(dirname "$0")/../.." || exit 2
if [ ! -x "$KONSEKI" ]; then
    echo '1..0 # SKIP no program yet'
    exit 77
fi
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0
say() { # say <sentence> <0 if it holds>
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi
}

# One start of a program a line, as evtx_dump prints it; its texts are hostile.
hostile='</script><img src=x onerror=alert(1)>\u202Etxt.exe\u001b]0;owned\u0007\u001b[2J<!--\u2028'\''\"=cmd|calc!A0'
end='@KONSEKI_DATA@\u0000\ud800'
for n in 1 2 3 4 5 6 7 8; do
    printf '%s' '{"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing","Guid":"54849625-5478-4994-A5BA-3E3B0328C30D"}},"EventID":4688,"Version":2,"Level":0,"Task":13312,"Opcode":0,"Keywords":"0x8020000000000000","TimeCreated":{"#attributes":{"SystemTime":"2026-05-11T03:10:0'$n'.000000Z"}},"EventRecordID":'$n',"Correlation":null,"Execution":{"#attributes":{"ProcessID":4,"ThreadID":8}},"Channel":"Security","Computer":"PC-'"$hostile"'","Security":null},'
    printf '%s\n' '"EventData":{"SubjectUserSid":"S-1-5-18","SubjectUserName":"'"$hostile"'","SubjectDomainName":"CORP","SubjectLogonId":"0x3e7","NewProcessId":"0x'$n'00","NewProcessName":"C:\\Users\\x\\AppData\\'"$hostile"'.docx                  .exe","TokenElevationType":"%%1937","ProcessId":"0x4","CommandLine":"wevtutil cl Security '"$hostile$end"'","TargetUserSid":"S-1-0-0","TargetUserName":"-","TargetDomainName":"-","TargetLogonId":"0x0","ParentProcessName":"C:\\outlook.exe","MandatoryLabel":"S-1-16-12288"}}}'
done >"$scratch/$(printf 'a\033[31m<b>.jsonl')"

"$KONSEKI" investigate "$scratch"/*.jsonl -o "$scratch/case" >"$scratch/stdout" 2>"$scratch/stderr"
say 'the case is written' $?
say 'it finds something to tell' "$([ -s "$scratch/case/findings.jsonl" ]; echo $?)"
controls=$(cat "$scratch/stdout" "$scratch/stderr" | tr -d '\n' | LC_ALL=C grep -c '[[:cntrl:]]')
say 'no control character reaches the terminal' "$controls"
LC_ALL=C grep -q "$(printf '\342\200\256')" "$scratch/stdout"
say 'no direction override reaches the terminal' $((1 - $?))
LC_ALL=C grep -q '[[:cntrl:]]' "$scratch/case/findings.jsonl" "$scratch/case/ledger.json"
say 'no control character stands bare in the JSON' $((1 - $?))
[ "$(grep -c '</script>' "$scratch/case/report.html")" -eq "$(grep -c '^<script\|<script[ >]' "$scratch/case/report.html")" ]
say 'no element of the page is ended by evidence' $?
if command -v node >/dev/null; then
    node -e 'for (const line of require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n")) JSON.parse(line);
        JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"))' \
        "$scratch/case/findings.jsonl" "$scratch/case/ledger.json"
    say 'findings and ledger are JSON' $?
    if command -v "${CHROMIUM:-chromium}" >/dev/null; then
        export KONSEKI_PAGE_OPENS_MS=30000 KONSEKI_PAGE_TASK_MS=5000
        node web/test/page.mjs "$scratch/case/report.html" >"$scratch/page"
        status=$?
        grep -v '^ok' "$scratch/page" | sed 's/^/# /'
        say 'the page passes its tests' $status
    fi
fi
exit $failed
