#!/bin/sh
# A GPO that we wrote, restored into a Samba domain of its own (in a network namespace) and backed
# up again. Needs root, and samba, samba-ad-provision, samba-dsdb-modules, samba-vfs-modules,
# winbind, smbclient, ldb-tools, which start services when they are installed: so nothing installs
# them for this test. test: slow
skip() { echo "1..0 # SKIP $1"; exit 77; }
[ "$(id -u)" = 0 ] || skip 'not root'
for tool in samba-tool smbclient winbindd ldbsearch unshare ip; do
    command -v "$tool" >/dev/null || skip "$tool is not installed"
done
[ -d /usr/share/samba/setup/ad-schema ] || skip 'samba-ad-provision is not installed'
if [ -z "${KS_INSIDE:-}" ]; then
    unshare -n -u -m true 2>/dev/null || skip 'no namespaces here'
    here=$(mktemp -d) || exit 2
    trap 'rm -rf "$here"' EXIT
    mkdir "$here/made"
    KS_KEEP=$here/made "$KS_BUILD/tests/test_policy_gpo" >/dev/null || exit 1
    script=$(realpath "$0")
    cd "$here" || exit 2 # the namespaces end with their first process, and all in them
    KS_INSIDE=$here timeout 600 unshare -n -u -m -p -f --kill-child sh "$script"
    exit $?
fi

cd "$KS_INSIDE" || exit 2
number=0 failed=0
say() { # say <status> <sentence>
    number=$((number + 1))
    [ "$1" -eq 0 ] || { failed=1; printf 'not '; }
    echo "ok $number - $2"
}
password=Konseki-17-pass
if ! { ip link set lo up && ip addr add 10.9.9.1/24 dev lo && hostname ksdc; }; then
    skip 'no network namespace'
fi
printf '127.0.0.1 localhost\n10.9.9.1 ksdc.ks.example ksdc\n' >hosts
mount --bind hosts /etc/hosts || skip 'no mount namespace'
samba-tool domain provision --realm=KS.EXAMPLE --domain=KS --host-name=ksdc --host-ip=10.9.9.1 \
    --adminpass="$password" --server-role=dc --dns-backend=NONE --targetdir="$PWD/dc" \
    --option='interfaces=10.9.9.1/24' --option='bind interfaces only=yes' >provision.log 2>&1 ||
    { tail -3 provision.log; skip 'no domain could be provisioned'; }
conf=$PWD/dc/etc/smb.conf
services='s3fs, rpc, ldap, cldap, kdc, winbindd'
options=" server services = $services\n dns update command = /bin/true"
sed -i "s|^\[global\]|[global]\n$options|" "$conf"
samba -i -s "$conf" --debug-stdout >samba.log 2>&1 &
tries=0
answers() { # LDAP answers before whom it asks about passwords (winbindd) does
    ldbsearch -H ldap://10.9.9.1 -U "Administrator%$password" -s base -b '' cn &&
        smbclient //ksdc.ks.example/sysvol -s "$conf" -U "Administrator%$password" -c ls
}
until answers >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 120 ] || { tail -3 samba.log; skip 'the domain does not answer'; }
    sleep 1
done
tool() { # tool <words of samba-tool gpo>
    timeout 120 samba-tool gpo "$@" -s "$conf" -H ldap://ksdc.ks.example \
        -U "Administrator%$password"
}

set -- made/*/DomainSysvol/GPO
mkdir -p in xml tmp/policy out fetched && cp -r "$1/." in/ && cp made/gpt.ini in/GPT.INI
/usr/bin/python3 "$(dirname "$(realpath "$0")")/for_samba.py" in xml
say $? "Samba's parsers make what 'samba-tool gpo restore' takes from our files"
tool restore konseki xml --tmpdir tmp --restore-metadata >restore.log 2>&1
say $? 'it is restored into the domain'
id=$(tool listall 2>/dev/null | awk '/^GPO/ { id = $3 } /display name/ && /konseki/ { print id }')
tool backup "$id" --tmpdir out >/dev/null 2>&1
say $? 'and backed up again'
for file in 'Machine/registry.pol' 'Machine/microsoft/windows nt/Audit/audit.csv'; do
    cmp -s "in/$file" "out/policy/$id/$file.SAMBABACKUP"
    say $? "$file comes back byte for byte"
done
# Samba writes sections in its own order, with blanks around '='.
lines() { iconv -f utf-16 -t utf-8 "$1" | tr -d '\r' | sed 's/ *= */=/' | sort; }
template='Machine/microsoft/windows nt/SecEdit/GptTmpl.inf'
[ "$(lines "in/$template")" = "$(lines "out/policy/$id/$template.SAMBABACKUP")" ]
say $? 'GptTmpl.inf comes back with the same lines'

share="ks.example/Policies/$id"
(cd in && timeout 60 smbclient //ksdc.ks.example/sysvol -s "$conf" -U "Administrator%$password" \
    -c "cd $share; put Machine/registry.pol Machine/registry.pol; put GPT.INI GPT.INI; \
put \"$template\" \"$template\"" >../put.log 2>&1)
tool fetch "$id" --tmpdir fetched >/dev/null 2>&1
for file in 'Machine/registry.pol' "$template" GPT.INI; do
    cmp -s "in/$file" "fetched/policy/$id/$file"
    say $? "$file, put into SYSVOL as it is, is fetched the same"
done
echo "1..$number"
exit $failed
