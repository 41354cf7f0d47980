#!/bin/sh
# Makes the example beside this script anew: the same seed gives the same bytes. Run from anywhere.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$here/../dejfa" range make egov-espionage --out "$made" --seed 27 --hours 4 --background low
mv "$made/egov-espionage.pcap" "$here/egov-espionage.pcap"
mv "$made/iis.log" "$here/egov-espionage.iis.log"
mv "$made/windows.jsonl" "$here/egov-espionage.windows.jsonl"
mv "$made/truth.yaml" "$here/egov-espionage.truth.yaml"
