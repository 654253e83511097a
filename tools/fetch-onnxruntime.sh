#!/usr/bin/env bash
# Puts ONNX Runtime where compat/Microsoft.ML.OnnxRuntime looks for it, under .packages/ of this repository:
#   .packages/com.github.asus4.onnxruntime-0.4.9/Runtime/*.cs   Microsoft's C# API (MIT)
#   .packages/onnxruntime-node-1.30.0/PLATFORM/                 the native library (MIT)
# Both come from npm, by name, version and hash. A second call finds them and downloads nothing. Folders appear by a
# rename, so one that exists is complete.
#
# Usage: tools/fetch-onnxruntime.sh [--platform linux-x64|linux-arm64|win-x64|win-arm64|osx-arm64] [--from FOLDER]
#   --from FOLDER   take the .tgz files from FOLDER (as `npm pack` names them) where it has them; for machines offline
set -euo pipefail

readonly csharp_name=com.github.asus4.onnxruntime csharp_version=0.4.9
readonly csharp_sha512=064cf176e499f4891e0cfe90f25cf64c553689eee1492bd2ed921fccca28131a2ad02373267bae19a509ec8b288c182a3b8a2e0f58d76a1f0e63225b08ddbd16
readonly native_name=onnxruntime-node native_version=1.30.0
readonly native_sha512=b7086cd42d82fc1164cf5c9ce4e634288536194aba0d444eee10f86f1e50d90cb79c0309c115d6f31537355733136f5503d96894b3987a9a03f1f8d318e7c8ab

fail() { echo "fetch-onnxruntime: $1" >&2; exit "${2:-1}"; }

platform=linux-x64 from=
while [ $# -gt 0 ]; do
  case $1 in
    --platform) platform=${2:?--platform needs a value}; shift 2 ;;
    --from) from=${2:?--from needs a folder}; shift 2 ;;
    *) fail "unknown argument '$1'; expected --platform NAME or --from FOLDER" 2 ;;
  esac
done
case $platform in
  linux-x64)   inside=linux/x64   library=libonnxruntime.so.1 ;;
  linux-arm64) inside=linux/arm64 library=libonnxruntime.so.1 ;;
  win-x64)     inside=win32/x64   library=onnxruntime.dll ;;
  win-arm64)   inside=win32/arm64 library=onnxruntime.dll ;;
  osx-arm64)   inside=darwin/arm64 library=libonnxruntime.1.dylib ;;
  *) fail "unknown platform '$platform'; expected linux-x64, linux-arm64, win-x64, win-arm64 or osx-arm64" 2 ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
packages=$root/.packages
csharp=$packages/$csharp_name-$csharp_version
native=$packages/$native_name-$native_version/$platform
[ -d "$csharp" ] && [ -d "$native" ] && exit 0

mkdir -p "$packages"
exec 9>"$packages/.fetch-onnxruntime.lock"
flock 9
rm -rf "$packages"/.partial-*          # what a killed run left
work=$(mktemp -d "$packages/.partial-XXXXXX")
trap 'rm -rf "$work"' EXIT

# download NAME VERSION SHA512: leaves the verified archive in $archive.
download() {
  local file=$1-$2.tgz
  if [ -n "$from" ] && [ -f "$from/$file" ]; then
    archive=$from/$file
  else
    command -v npm >/dev/null || fail "downloading $1 $2: npm is not installed; install it: sudo apt-get install -y npm"
    echo "fetch-onnxruntime: downloading $1 $2 from npm" >&2
    (cd "$work" && npm pack --silent "$1@$2" >/dev/null 2>"$work/npm.log") \
      || fail "downloading $1 $2 with npm failed: $(tail -n 1 "$work/npm.log"); check the network and the npm registry, then run this script again"
    archive=$work/$file
    [ -f "$archive" ] || fail "downloading $1 $2: npm reported success but wrote no $file; run 'npm pack $1@$2' to see why"
  fi
  local found
  found=$(sha512sum "$archive" | cut -d' ' -f1)
  [ "$found" = "$3" ] || fail "verifying $file: found sha512 ${found:0:16}…, expected ${3:0:16}…; the archive is damaged or not the published one, delete it and run this script again"
}

if [ ! -d "$csharp" ]; then
  # tar -m: npm dates every file 1985, so that "copy if newer" would keep an older version beside the output.
  download "$csharp_name" "$csharp_version" "$csharp_sha512"
  mkdir "$work/csharp"
  tar --no-same-owner -xzmf "$archive" -C "$work/csharp" --strip-components=1 --wildcards --no-wildcards-match-slash \
    package/LICENSE 'package/Runtime/*.cs' 'package/Runtime/Tensors/*.cs'
  mv -T "$work/csharp" "$csharp"
fi

if [ ! -d "$native" ]; then
  download "$native_name" "$native_version" "$native_sha512"
  mkdir "$work/native" "$work/inside"
  tar --no-same-owner -xzmf "$archive" -C "$work/inside" --wildcards "package/bin/napi-v6/$inside/*" --exclude '*.node'
  mv "$work/inside/package/bin/napi-v6/$inside"/* "$work/native/"
  [ -f "$work/native/$library" ] || fail "unpacking $native_name $native_version: found no $library for $platform; the script and the package disagree, report it"
  # The managed API asks for these names; the package carries the versioned ones.
  case $platform in
    linux-*) mv "$work/native/$library" "$work/native/libonnxruntime.so" ;;
    osx-*) mv "$work/native/$library" "$work/native/libonnxruntime.dylib"; rm -f "$work/native"/libonnxruntime.1*.dylib ;;
  esac
  mkdir -p "$(dirname "$native")"
  mv -T "$work/native" "$native"
fi
