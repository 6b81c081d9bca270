# shellcheck shell=bash disable=SC2154
# Sourced by the root scripts, which set $root. What it says goes to standard error: standard output belongs to the program.

# ONNX Runtime tells its maker how it is used unless this is there; the programs see to it themselves, here it holds for everything.
export ORT_DISABLE_TELEMETRY=1

say() { printf 'avianvox: %s\n' "$*" >&2; }
die() { say "$*"; exit 69; }

# The .NET SDK is the one thing a person must bring.
need_sdk() {
  command -v dotnet >/dev/null || die "the .NET 10 SDK is not installed (no 'dotnet' on the PATH): https://dotnet.microsoft.com/download"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

# What a package brings: a library (looked up in the loader's cache), a program, or a file.
has_package() {
  case "$1" in
    libsndfile1) has_library libsndfile.so.1 ;;
    libportaudio2) has_library libportaudio.so.2 ;;
    libgomp1) has_library libgomp.so.1 ;;
    fonts-dejavu-core) [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name DejaVuSans.ttf -print -quit 2>/dev/null)" ] ;;
    libasound2-plugins) compgen -G '/usr/lib*/*/alsa-lib/libasound_module_pcm_pulse.so' >/dev/null ;;
    pulseaudio) has_program pulseaudio ;;
    pulseaudio-utils) has_program paplay ;;
    ffmpeg) has_program ffmpeg ;;
    mosquitto) has_program mosquitto ;;
    mosquitto-clients) has_program mosquitto_sub ;;
    victoria-metrics) has_program victoria-metrics ;;
    strace) has_program strace ;;
    *) die "setup.sh does not know what package $1 brings" ;;
  esac
}
has_library() { grep -qF "$1 " <<<"$loader_cache"; }
has_program() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ]; }

# need_packages WHOM PACKAGE...: installs the packages that are missing, and says so.
need_packages() {
  local whom=$1 missing=() package sudo=()
  shift
  loader_cache=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
  for package in "$@"; do
    has_package "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || die "$whom needs these Debian packages or their like, and there is no apt-get here: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "$whom needs system packages; as root, run: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing for $whom: ${missing[*]}"
  "${sudo[@]}" apt-get update -qq >&2 || say "apt-get update failed; trying with the package lists there are"
  # RUNLEVEL=1 keeps a package's own service from starting: the tests start their own servers on free ports.
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
    die "could not install ${missing[*]}; try: apt-get install ${missing[*]}"
}

# build TARGET SOURCE...: restores and builds a project or the solution when a source is newer than its last build. Build
# output goes below artifacts/, so that the age of a source folder tells of files that were added or removed.
build() {
  local target=$1 stamp log sources=() item
  shift
  stamp=$root/artifacts/stamps/$(basename "$target")
  log=$stamp.log
  for item in Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig global.json "$@"; do
    sources+=("$root/$item")
  done
  if [ -e "$stamp" ] && [ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
    return
  fi
  say "building $target"
  mkdir -p "$root/artifacts/stamps"
  touch "$stamp.new"
  (cd "$root" && dotnet restore "$target" --locked-mode -v quiet && dotnet build "$target" -c Release --no-restore -v quiet) >"$log" 2>&1 ||
    { cat "$log" >&2; die "the build of $target failed; its log is $log"; }
  mv "$stamp.new" "$stamp"
}
