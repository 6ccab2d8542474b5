#!/bin/sh
# `konseki lint` over all files of the plan of each profile, for each role that it is meant for.
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
number=0 failed=0
check() { # sentence, status
    number=$((number + 1))
    [ "$2" -eq 0 ] && echo "ok $number - $1" && return
    failed=1
    echo "not ok $number - $1"
}
profiles="minimum recommended investigation server domain-controller microsoft cis asd jpcert"
for profile in $profiles; do
    plans=0
    for role in client server dc; do
        to=$scratch/$profile-$role
        "$KONSEKI" plan --profile "$profile" --role "$role" -q -o "$to" 2>/dev/null
        status=$?
        [ $status -eq 2 ] && continue # not meant for that role
        plans=$((plans + 1))
        "$KONSEKI" lint --lang en "$to" >"$scratch/said" 2>&1
        tail -1 "$scratch/said" | grep -Eq '^[1-9][0-9]* files checked: 0 errors'
        status=$?
        [ $status -eq 0 ] || grep error "$scratch/said" | sed 's/^/# /'
        check "$profile for $role: our linters call nothing of the plan an error" $status
    done
    [ $plans -gt 0 ]
    check "$profile has a plan" $?
done
plan=$scratch/recommended-client
rlo=$(printf '\342\200\256')
grep -q "\*$rlo\*" "$plan/lgpo/machine.txt" &&
    ! grep -q 'U+202E' "$plan/lgpo/machine.txt" "$plan/changes.csv"
check "the rule against direction overrides holds the character itself" $?
grep -qi 'App=.*rundll32' "$plan/lgpo/machine.txt"
check "firewall rules keep rundll32 from the network" $?
for file in sysmon.xml sysmon-4.50.xml applocker.xml exploit-protection.xml; do
    [ -s "$plan/$file" ]
    check "where the profile asks for it, $file is there" $?
done
grep -q 'schemaversion="4.90"' "$plan/sysmon.xml" &&
    grep -q '<FileExecutableDetected ' "$plan/sysmon.xml" &&
    grep -q '<FileDeleteDetected ' "$plan/sysmon.xml"
check "Sysmon 15 gets all that it can record" $?
rules() { sed -n '/<EventFiltering>/,$p' "$plan/$1" | tr -d '\r' | grep .; }
rules sysmon.xml | sed '/Sysmon 15:/,/<\/RuleGroup>/d' >"$scratch/newer"
rules sysmon-4.50.xml >"$scratch/older"
grep -q 'schemaversion="4.50"' "$plan/sysmon-4.50.xml" && cmp -s "$scratch/newer" "$scratch/older"
check "Sysmon 13 and 14 get the same without what they do not know" $?
for folder in server-server server-dc; do
    grep -q '<Select Path="Security">' "$scratch/$folder/wef/subscription.xml" &&
        grep -q '^Server=http' "$scratch/$folder/wef/client.txt"
    check "$folder: events are forwarded: a subscription and the client's line" $?
done
echo "1..$number"
exit $failed
