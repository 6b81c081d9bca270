#!/usr/bin/env bash
# Publishes the station as a folder that needs no .NET: for this machine, or for another one to be copied to.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/setup.sh
source "$root/scripts/setup.sh"

usage() {
  cat <<'TEXT'
Usage: scripts/publish.sh [--runtime linux-arm64|linux-x64] [--out DIR]

Publishes the station, self-contained, with its models and documents. Nothing of the project's own files or of its
development build changes.

  --runtime RUNTIME   the kind of machine it is for; this one's by default. A Raspberry Pi with a 64-bit system is linux-arm64
  --out DIR           where to; artifacts/publish/RUNTIME by default. What is there is replaced
TEXT
}

runtime=$(machine_runtime) out=''
while [ $# -gt 0 ]; do
  case "$1" in
    --runtime | --out)
      [ $# -ge 2 ] || die "$1 needs a value"
      case "$1" in
        --runtime) runtime=$2 ;;
        --out) out=$2 ;;
      esac
      shift
      ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  shift
done
case "$runtime" in
  linux-x64 | linux-arm64) ;;
  *) die "there is no ONNX Runtime for '$runtime'; --runtime is linux-x64 or linux-arm64" ;;
esac
out=${out:-$root/artifacts/publish/$runtime}
need_sdk
say "publishing for $runtime, self-contained; the first time this takes some minutes"
mkdir -p "$(dirname "$out")"
staged=$(mktemp -d "$(dirname "$out")/.publish-XXXXXX")
trap 'rm -rf "$staged"' EXIT
# In a folder of its own, so that the development build stays as it is.
dotnet publish "$root/src/Monitor/AvianVox.Monitor.csproj" -c Release -r "$runtime" --self-contained true \
  -p:ArtifactsPath="$root/artifacts/publish/build" -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:DebugType=none \
  -p:PublishDocumentationFiles=false -v quiet -nologo -o "$staged/program" >&2
cp -R "$root/models" "$root/docs" "$root/config" "$root/README.md" "$root/LICENSE" "$staged/program/"
chmod 0755 "$staged/program"
rm -rf "$out"
mv "$staged/program" "$out"
say "published in $out; install it there with: sudo deploy/systemd/install.sh --from $out"
