#!/bin/sh
# Makes what compose.yaml needs, once: `deploy/compose-prepare.sh https://kvartal.kommunen.se`.
# kvartal.conf has the settings, which are yours to change; the folder secrets has passwords that
# nobody has to know. What is there already is left as it is.
set -eu
cd "$(dirname "$0")"
url=${1:-}
case $url in https://?*) ;; *)
    echo "usage: deploy/compose-prepare.sh https://ADDRESS" >&2
    exit 2
    ;;
esac
[ -e kvartal.conf ] || cat >kvartal.conf <<CONF
# Settings of Kvartal, a line each: NAME=VALUE (docs/handbok/installera.md).
KVARTAL_PUBLIC_URL=$url
SITES=$url
CONF

umask 077
mkdir -p secrets # whoever may not go into the folder cannot read the files; the containers' users can
(umask 022 && mkdir -p secrets/own) # what else the settings name, as /etc/kvartal
keep() { [ -e "secrets/$1" ] || (umask 022 && cat >"secrets/$1"); }
made() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
for name in postgres_password owner_password app_password prefect_password scheduler_key; do
    made | keep "$name"
done
printf 'kvartal:%s' "$(made)" | keep prefect_word
address() { printf %s "$1://$2:$(cat "secrets/$3")@postgres/$4"; }
address postgresql kvartal_agare owner_password kvartal | keep owner_url
address postgresql kvartal_app app_password kvartal | keep app_url
address postgresql+asyncpg prefect prefect_password prefect | keep prefect_url
echo "Klart: kvartal.conf och secrets/ i $(pwd -P)"
