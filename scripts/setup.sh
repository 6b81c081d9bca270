# shellcheck shell=bash disable=SC2154
# Sourced by the root scripts, which set $root. What it says goes to standard error: standard output belongs to the program.

# ONNX Runtime tells its maker how it is used unless this is there; the programs see to it themselves, here it holds for everything.
export ORT_DISABLE_TELEMETRY=1

say() { printf 'avianvox: %s\n' "$*" >&2; }
die() { say "$*"; exit 69; }

# The .NET SDK is the one thing a person must bring. Where sudo cleared the PATH, it is that of the person behind it.
need_sdk() {
  local home=''
  if ! command -v dotnet >/dev/null; then
    local folder
    if [ -n "${SUDO_USER:-}" ]; then
      home=$(getent passwd "$SUDO_USER" | cut -d: -f6)
    fi
    for folder in "${DOTNET_ROOT:-}" "${home:+$home/.dotnet}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet /opt/dotnet /snap/bin; do
      if [ -n "$folder" ] && [ -x "$folder/dotnet" ]; then
        export DOTNET_ROOT=$folder PATH=$folder:$PATH
        break
      fi
    done
  fi
  command -v dotnet >/dev/null || die "the .NET 10 SDK is not installed (no 'dotnet' on the PATH, nor in ${home:-$HOME}/.dotnet): https://dotnet.microsoft.com/download"
  local sdks
  sdks=$(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')
  [[ " $sdks" == *' 10.'* ]] || die "$(command -v dotnet) has no SDK of .NET 10 (it has: ${sdks:-none}): https://dotnet.microsoft.com/download"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

# machine_runtime: .NET's name for this kind of machine, or one that nothing can be published for.
machine_runtime() {
  case "$(uname -m)" in
    x86_64) printf linux-x64 ;;
    aarch64) printf linux-arm64 ;;
    *) uname -m ;;
  esac
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
    shellcheck) has_program shellcheck ;;
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
  if [ -e "$stamp" ]; then
    say "building $target, which has changed"
  else
    say "building $target; the first time this takes a minute or two, and longer on a small machine"
  fi
  mkdir -p "$root/artifacts/stamps"
  touch "$stamp.new"
  say "  fetching packages"
  (cd "$root" && dotnet restore "$target" --locked-mode -v quiet && dotnet build "$target" -c Release --no-restore -v minimal -nologo) 2>&1 |
    tee "$log" | progress ||
    { grep -v ' -> ' "$log" >&2; die "the build of $target failed; its log is $log"; }
  mv "$stamp.new" "$stamp"
}

# Tells of each part as it is built.
progress() {
  local line
  while IFS= read -r line; do
    case "$line" in
      *' -> '*)
        line=${line%% -> *}
        say "  built ${line##* }"
        ;;
    esac
  done
}
