#!/usr/bin/env bash
# Makes the lab's certificates anew. They are committed, since not every machine has openssl, and end in 2126.
# The keys secure nothing: they are public, and no machine trusts this authority but the lab's own probes.
set -euo pipefail
case "${1-}" in
'') ;;
-h | --help)
  echo 'Usage: local/broken-servers/certificates/make.sh'
  echo "Makes the lab's certificates anew, beside itself; needs openssl. It takes no options."
  exit 0
  ;;
*)
  echo "make.sh: unexpected argument '$1'; see --help" >&2
  exit 2
  ;;
esac
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
mkdir "$work/new" && : >"$work/index" && echo 01 >"$work/serial"
cat >"$work/ca.cnf" <<EOF
[ca]
default_ca = lab
[lab]
database = $work/index
serial = $work/serial
new_certs_dir = $work/new
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
commonName = optional
EOF

# sign NAME ISSUER COMMON_NAME EXTENSIONS FROM TO
sign() {
  openssl req -new -key "$work/$1.key" -subj "/${3:+CN=$3}" -out "$work/$1.csr"
  printf '%s\n' "$4" >"$work/$1.ext"
  local self=()
  [ "$1" = "$2" ] && self=(-selfsign)
  openssl ca -batch -notext -config "$work/ca.cnf" -extfile "$work/$1.ext" "${self[@]}" \
    -keyfile "$work/$2.key" $([ "$1" = "$2" ] || echo -cert "$work/$2.pem") \
    -startdate "$5" -enddate "$6" -in "$work/$1.csr" -out "$work/$1.pem" 2>"$work/log" || { cat "$work/log"; exit 1; }
}

past=20200101000000Z
far=21260101000000Z
authority='basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign'
server() { printf 'basicConstraints=CA:false\nextendedKeyUsage=serverAuth\nsubjectAltName=%s' "$1"; }
here='IP:127.0.0.1,DNS:shop.lab.invalid'

for name in root intermediate early-intermediate old-root server; do key "$work/$name.key"; done
for name in good second early-chain expired future wrong-name selfsigned wildcard nameless; do cp "$work/server.key" "$work/$name.key"; done
openssl genrsa -out "$work/rsa.key" 2048 2>"$work/log"
cp "$work/root.key" "$work/cross.key"

sign root root 'Lab Root' "$authority" $past $far
sign intermediate root 'Lab Intermediate' "$authority" $past $far
sign early-intermediate root 'Early Intermediate' "$authority" $past 21000101000000Z
sign good intermediate shop.lab.invalid "$(server "$here")" $past $far
sign second intermediate shop.lab.invalid "$(server "$here")" $past 21250601000000Z
sign early-chain early-intermediate shop.lab.invalid "$(server "$here")" $past $far
sign expired intermediate shop.lab.invalid "$(server "$here")" $past 20210101000000Z
sign future intermediate shop.lab.invalid "$(server "$here")" 21250101000000Z $far
sign wrong-name intermediate other.lab.invalid "$(server DNS:other.lab.invalid,DNS:www.other.lab.invalid)" $past $far
sign selfsigned selfsigned shop.lab.invalid "$(server "$here")" $past $far
sign wildcard intermediate '*.lab.invalid' "$(server 'DNS:*.lab.invalid')" $past $far
sign nameless intermediate '' "$(server "critical,$here")" $past $far
sign rsa intermediate shop.lab.invalid "$(server "$here")" $past $far
# The root once more, as an authority had signed it that has ended since: https://letsencrypt.org/docs/dst-root-ca-x3-expiration-september-2021/
sign old-root old-root 'Old Lab Root' "$authority" $past 20210101000000Z
sign cross old-root 'Lab Root' "$authority" $past 20210101000000Z

cp "$work/root.pem" root.pem
cp "$work/server.key" server.key
cp "$work/rsa.key" rsa.key
cp "$work/cross.pem" cross-signed-root.pem
cp "$work/selfsigned.pem" self-signed.pem
cp "$work/good.pem" incomplete.pem
for name in good second expired future wrong-name wildcard nameless rsa; do cat "$work/$name.pem" "$work/intermediate.pem" >"$name.pem"; done
cat "$work/early-chain.pem" "$work/early-intermediate.pem" >early-chain.pem
chmod 644 ./*.pem ./*.key
