#!/usr/bin/env bash
# Sets up a Debian 12 machine, builds and runs. A second call downloads nothing and rebuilds only what changed.
#
#   ./build.sh demo    four stills act eight emotions: out/demo
#   ./build.sh test    every test suite; the last line is "N passed, N failed"
#   ./build.sh build   the whole solution, then use ./emovid
#   ./build.sh bench attributes|grade|pipe|stage|actor   benchmarks against peers; rewrites its section of benchmarks/RESULTS.md
#   ./build.sh docs    guides and API as a static site: artifacts/docs
#   ./build.sh pack    the NuGet package with symbols: artifacts/packages
#   ./build.sh clean   removes what was built (not what was downloaded)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly configuration=Release
readonly stamps=artifacts/stamps

# Loader, software device, codecs: what the tool itself runs on.
readonly run_packages=(ca-certificates ffmpeg libvulkan1 mesa-vulkan-drivers libwebp7 libwebpdemux2 libwebpmux3 librlottie0-1 librsvg2-bin fonts-dejavu-core)
# The tests add a windowing library with a display that needs no screen and a program that presses keys on it, the validation
# layer, the headers and compiler for the layout check, the shader compiler, and an image library that decodes independently of ours.
readonly test_packages=(libglfw3 xvfb xdotool vulkan-validationlayers libvulkan-dev gcc libc6-dev glslc spirv-tools python3-pil python3-jsonschema python3-numpy python3-torch python3-onnx)

# The benchmarks add what their peers are made of.
readonly bench_packages=(gcc g++ libc6-dev pkg-config libopencv-dev)

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Without ICU, which a fresh machine may lack and nothing here uses, the SDK stops unless told that it is not needed.
compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# Build servers that outlive this script would hold its pipes open and the caller would wait for them.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '%s\n' "$*" >&2; }
stop() { say "build.sh: $*"; exit 1; }

missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

ensure_system() {
    command -v dpkg-query >/dev/null || stop "this is not a Debian system (no dpkg-query); install by hand what stands in: $*"
    local missing
    missing=$(missing_packages "$@")
    # Node comes from Debian or from elsewhere; npm is needed only to fetch ONNX Runtime.
    if ! compgen -G '.packages/onnxruntime-node-*/*' >/dev/null; then
        command -v node >/dev/null || missing+="nodejs "
        command -v npm >/dev/null || missing+="npm "
    fi
    # Debian has no .NET SDK: take it by apt where the machine knows Microsoft's feed, ask for it otherwise.
    local sdk=0
    if ! command -v dotnet >/dev/null; then
        sdk=1
        apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1 && { missing+="dotnet-sdk-10.0 "; sdk=0; }
    fi
    if [ -n "$missing" ]; then
        local become=()
        if [ "$(id -u)" -ne 0 ]; then
            if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
                become=(sudo -n)
            else
                say "build.sh: Debian packages are missing and this user may not install them. Run:"
                say "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing% }"
                [ "$sdk" -eq 0 ] || say_sdk
                exit 1
            fi
        fi
        say "Installing: ${missing% }"
        # shellcheck disable=SC2086  # one word a package
        { "${become[@]}" apt-get update -qq && "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; } \
            || stop "apt-get could not install: ${missing% }"
    fi
    [ "$sdk" -eq 0 ] || { say_sdk; exit 1; }
    local version
    version=$(dotnet --version 2>&1) || stop "dotnet refuses global.json: ${version%%$'\n'*}; install the .NET SDK 10.0"
}

say_sdk() {
    say "build.sh: the .NET SDK 10.0 is missing and Debian 12 has none; add Microsoft's Debian 12 feed, then run: sudo apt-get install -y dotnet-sdk-10.0"
}

# One hash of every input of a build, by content: a fresh clone, a switched branch and an edit all count.
inputs_hash() {
    {
        find src compat tests tools benchmarks models shaders samples native -type f \
            -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/node_modules/*' -not -path 'benchmarks/*.md' -print0 2>/dev/null | sort -z | xargs -0 sha256sum
        sha256sum Directory.*.props nuget.config global.json EmoVid.Realtime.sln .editorconfig
        dotnet --version
    } | sha256sum | cut -d' ' -f1
}

# build_once NAME PROJECT OUTPUT: builds unless the same inputs were built before and the output is still there.
build_once() {
    local name=$1 project=$2 output=$3 hash log
    hash=$(inputs_hash)
    if [ -f "$output" ] && [ "$(cat "$stamps/$name" 2>/dev/null)" = "$hash" ]; then
        return
    fi
    mkdir -p "$stamps"
    log=artifacts/build-$name.log
    say "Building $project (log: $log)"
    if ! dotnet build "$project" -c "$configuration" -nodeReuse:false -p:UseSharedCompilation=false -v minimal --tl:off >"$log" 2>&1; then
        grep -E '\berror\b' "$log" | sort -u | head -20 >&2 || tail -20 "$log" >&2
        stop "the build failed; the whole log is in $log"
    fi
    printf '%s\n' "$hash" >"$stamps/$name"
}

readonly tool=src/EmoVid.Realtime.Cli/bin/$configuration/net10.0/emovid.dll

build_tool() { build_once tool src/EmoVid.Realtime.Cli/EmoVid.Realtime.Cli.csproj "$tool"; }

build_all() {
    local project name
    for project in tests/*/*.csproj; do
        name=$(basename "$project" .csproj)
        [ -f "tests/$name/bin/$configuration/net10.0/$name.dll" ] || rm -f "$stamps/all"
    done
    build_once all EmoVid.Realtime.sln "$tool"
    # The solution holds the tool, so its own stamp is good as well.
    cp "$stamps/all" "$stamps/tool"
}

run_bench() { # run_bench SUITE [OPTION...]: exit code 3 when a target is missed
    local suite=$1 here=$PWD name=EmoVid.Realtime.Benchmarks
    shift
    build_tool
    build_once bench "benchmarks/$name/$name.csproj" "benchmarks/$name/bin/$configuration/net10.0/$name.dll"
    benchmarks/peers/build.sh "$here/artifacts/peers"
    tools/fetch-clips.sh "$here/artifacts/clips"
    dotnet "benchmarks/$name/bin/$configuration/net10.0/$name.dll" "$suite" --peers "$here/artifacts/peers" --clips "$here/artifacts/clips" \
        --tool "$here/$tool" --results "$here/benchmarks/RESULTS.md" "$@"
}

counter() { # counter TRX NAME: one attribute of the run's <Counters>, 0 when the file or the attribute is missing
    local value
    value=$(grep -o '<Counters [^>]*' "$1" 2>/dev/null | grep -o " $2=\"[0-9]*\"" | head -1 | tr -dc '0-9') || true
    printf '%d' "${value:-0}"
}

run_tests() {
    local results=artifacts/tests passed=0 failed=0 project name trx code good bad other
    rm -rf "$results"
    mkdir -p "$results"
    for project in tests/*/*.csproj; do
        name=$(basename "$project" .csproj)
        trx=$results/$name.trx
        code=0
        dotnet test "tests/$name/bin/$configuration/net10.0/$name.dll" --blame-hang-timeout 8m --blame-hang-dump-type none --logger "trx;LogFileName=$name.trx" \
            --results-directory "$results" >"$results/$name.log" 2>&1 || code=$?
        good=$(counter "$trx" passed)
        other=$(($(counter "$trx" total) - good - $(counter "$trx" notExecuted)))
        bad=$((other > 0 ? other : 0))
        # A crashed host writes no failed test, and an empty suite proves nothing: both count as a failure.
        if [ "$bad" -eq 0 ] && { [ "$code" -ne 0 ] || [ "$good" -eq 0 ]; }; then
            bad=1
        fi
        passed=$((passed + good))
        failed=$((failed + bad))
        printf '%-40s %5d passed %5d failed' "$name" "$good" "$bad"
        [ "$(counter "$trx" notExecuted)" -eq 0 ] || printf ' %5d skipped' "$(counter "$trx" notExecuted)"
        printf '\n'
        if [ "$bad" -gt 0 ]; then
            grep -vE '^(Test run for|VSTest version|Starting test execution|A total of)' "$results/$name.log" | head -60
        fi
    done
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

case "${1:-}" in
    demo)
        ensure_system "${run_packages[@]}"
        tools/fetch-onnxruntime.sh
        build_tool
        shift
        # A bar on a terminal, a line a clip in a log.
        if [ -t 2 ]; then ./emovid demo "$@"; else ./emovid demo --progress-lines "$@"; fi
        ;;
    test)
        ensure_system "${run_packages[@]}" "${test_packages[@]}"
        tools/fetch-onnxruntime.sh
        tools/fetch-clips.sh artifacts/clips
        build_all
        run_tests
        ;;
    build)
        ensure_system "${run_packages[@]}"
        tools/fetch-onnxruntime.sh
        build_all
        ;;
    bench)
        case "${2:-}" in
            attributes | grade | pipe | stage | actor) ;;
            *) say "usage: ./build.sh bench attributes|grade [--rounds N], ./build.sh bench pipe|stage [--frames N], ./build.sh bench actor"; exit 2 ;;
        esac
        ensure_system "${run_packages[@]}" "${bench_packages[@]}"
        tools/fetch-onnxruntime.sh
        run_bench "${@:2}"
        ;;
    docs)
        ensure_system "${run_packages[@]}"
        tools/fetch-onnxruntime.sh
        build_once docs tools/DocsSite/DocsSite.csproj "tools/DocsSite/bin/$configuration/net10.0/EmoVid.Realtime.DocsSite.dll"
        rm -rf artifacts/docs
        dotnet exec "tools/DocsSite/bin/$configuration/net10.0/EmoVid.Realtime.DocsSite.dll" "$PWD" artifacts/docs
        ;;
    pack)
        ensure_system "${run_packages[@]}"
        tools/fetch-onnxruntime.sh
        tools/pack/pack.sh artifacts/packages "${@:2}"
        ;;
    clean)
        rm -rf artifacts out
        find src compat tests tools benchmarks samples -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} + 2>/dev/null || true
        ;;
    *)
        say "usage: ./build.sh demo|test|build|bench|docs|pack|clean"
        exit 2
        ;;
esac
