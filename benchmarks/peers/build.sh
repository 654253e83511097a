#!/usr/bin/env bash
# Builds the peers into FOLDER, with the flags that the report names.
#
#   benchmarks/peers/build.sh FOLDER
set -euo pipefail
folder=$1
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p "$folder"
[ "$(uname -m)" = x86_64 ] || { echo "peers: they are written for x86-64, and this is $(uname -m)" >&2; exit 1; }
grep -qw avx2 /proc/cpuinfo || { echo "peers: this processor has no AVX2" >&2; exit 1; }

# -O3 unrolls the attribute passes' histogram loop into something slower (by a tenth); -O2 is their best. The rest is best with -O3.
readonly common=(-march=native -Wall -Wextra -fPIC -shared -pthread)
gcc -O2 "${common[@]}" -DWIDTH=256 attributes_simd.c -o "$folder/libattributes256.so"
if grep -qw avx512bw /proc/cpuinfo; then
    gcc -O2 "${common[@]}" -DWIDTH=512 attributes_simd.c -o "$folder/libattributes512.so"
fi
gcc -O3 "${common[@]}" grade_simd.c -o "$folder/libgrade.so" -lm
# shellcheck disable=SC2046  # words of flags
g++ -O3 "${common[@]}" $(pkg-config --cflags opencv4) attributes_opencv.cpp -o "$folder/libattributesopencv.so" -lopencv_core -lopencv_imgproc
echo "attributes_simd.c -O2, grade_simd.c and attributes_opencv.cpp -O3, all ${common[0]}" >"$folder/flags.txt"
