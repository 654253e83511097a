#!/usr/bin/env bash
# Packs the SDK: pack.sh OUTPUT-FOLDER [MSBUILD-PROPERTY...]
#
# One package, EmoVid.Realtime: all layers, the compiled shaders (inside their assembly), the model pack, ONNX Runtime's library, XML documentation; symbols in a .snupkg.
# Stand-ins for packages that a NuGet source may lack go in under names of their own (EmoVid.Realtime.Compat.*) and only at run time: a compiler that takes this package never sees them, and
# a host that uses the real Silk.NET or FFMpegCore beside it loads both without a clash. With -p:UseNuGetStack=true the package depends on the real packages instead and has neither
# stand-ins nor ONNX Runtime's library.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p "$1"
output=$(cd "$1" && pwd)
shift

readonly work=artifacts/pack
readonly library=$work/lib
readonly project=src/EmoVid.Realtime/EmoVid.Realtime.csproj
version=$(grep -o '<Version>[^<]*' Directory.Build.props | cut -d'>' -f2)

central() { grep -o "Include=\"$1\" Version=\"[^\"]*" Directory.Packages.props | cut -d'"' -f4; }
dependency() { printf '        <dependency id="%s" version="%s" />\n' "$1" "$(central "$1")"; }

rm -rf "$library"
dotnet publish "$project" -c Release --artifacts-path "$work/build" -o "$library" -nodeReuse:false -p:UseSharedCompilation=false -v quiet --tl:off \
    -p:StandInPrefix=EmoVid.Realtime.Compat. "$@"

{
    cat <<HEAD
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>EmoVid.Realtime</id>
    <version>$version</version>
    <authors>EmoVid.Realtime contributors</authors>
    <license type="expression">MIT</license>
    <readme>README.md</readme>
    <description>Makes real stickers act emotions in real time, recolours scenes by mood, and measures what pictures look like. Vulkan compute, ONNX Runtime, no rig, no face, no GPU needed.</description>
    <tags>sticker emotion animation vulkan color-grading avatar</tags>
    <dependencies>
      <group targetFramework="net10.0">
HEAD
    dependency System.Numerics.Tensors
    if [[ " $* " == *"-p:UseNuGetStack=true "* ]]; then
        dependency Silk.NET.Vulkan
        dependency Silk.NET.Vulkan.Extensions.EXT
        dependency Microsoft.ML.OnnxRuntime.Gpu
        dependency FFMpegCore
    fi
    cat <<MIDDLE
      </group>
    </dependencies>
  </metadata>
  <files>
    <file src="tools/pack/README.md" target="" />
    <file src="LICENSE" target="LICENSE" />
    <file src="THIRD-PARTY-NOTICES.md" target="" />
    <file src="CHANGELOG.md" target="" />
    <file src="tools/pack/EmoVid.Realtime.targets" target="buildTransitive/net10.0" />
MIDDLE
    # Packs alone: what judges them (models/eval) is for this repository's own report card.
    for manifest in models/*/manifest.json; do
        pack=$(dirname "$manifest")
        printf '    <file src="%s/**" target="%s" />\n' "$pack" "$pack"
    done
    for file in "$library"/EmoVid.Realtime*.dll; do
        name=$(basename "$file" .dll)
        printf '    <file src="%s" target="lib/net10.0" />\n' "$file"
        [ ! -f "$library/$name.pdb" ] || printf '    <file src="%s" target="lib/net10.0" />\n' "$library/$name.pdb"
        case $name in
            EmoVid.Realtime.Compat.*) ;;
            *)
                printf '    <file src="%s" target="ref/net10.0" />\n' "$file"
                printf '    <file src="%s" target="ref/net10.0" />\n' "$library/$name.xml"
                printf '    <file src="%s" target="lib/net10.0" />\n' "$library/$name.xml"
                ;;
        esac
    done
    for file in "$library"/*.so; do
        [ ! -f "$file" ] || printf '    <file src="%s" target="runtimes/linux-x64/native" />\n' "$file"
    done
    printf '  </files>\n</package>\n'
} >"$work/EmoVid.Realtime.nuspec"

dotnet pack "$project" --no-build -c Release --artifacts-path "$work/build" -o "$output" -nodeReuse:false -v quiet --tl:off \
    -p:NuspecFile="$PWD/$work/EmoVid.Realtime.nuspec" -p:NuspecBasePath="$PWD" -p:IncludeSymbols=true -p:SymbolPackageFormat=snupkg -p:NoWarn=NU5128%3BNU5100%3BNU5131
echo "$output/EmoVid.Realtime.$version.nupkg"
