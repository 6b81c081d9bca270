# shellcheck shell=bash disable=SC2034
# Sourced by install.sh and uninstall.sh: where things go, and how steps are told and taken.

target='' dry=no
prefix=/opt/avianvox
configuration=/etc/avianvox
data=/var/lib/avianvox
units=/etc/systemd/system
commands=/usr/local/bin
user=avianvox

say() { printf 'avianvox: %s\n' "$*" >&2; }
die() { say "$*"; exit 69; }
step() { say "$([ "$dry" = yes ] && echo 'would ')$*"; }

# run COMMAND...: runs it, or tells it.
run() {
  if [ "$dry" = yes ]; then
    printf '  %s\n' "$(printf '%q ' "$@")" >&2
  else
    "$@"
  fi
}

# run_write FILE TEXT: writes a file of one line, or tells it.
run_write() {
  if [ "$dry" = yes ]; then
    printf '  write %s\n' "$1" >&2
  else
    printf '%s\n' "$2" >"$1"
  fi
}

# check_program DIR: whether a folder holds the station as scripts/publish.sh makes it; dies where it does not.
check_program() {
  [ -d "$1" ] || die "there is no folder $1"
  [ -f "$1/avianvox" ] || die "$1 holds no program 'avianvox': name the folder that scripts/publish.sh made"
  [ -x "$1/avianvox" ] || die "$1/avianvox may not be run (copied without its mode?): chmod +x $1/avianvox"
  if ! [ -f "$1/avianvox.dll" ] || ! [ -f "$1/avianvox.runtimeconfig.json" ]; then
    die "$1 holds a part of the program only; copy the whole folder"
  fi
  [ "$(machine_of "$1/avianvox")" != unknown ] || die "$1/avianvox is no program for Linux on x86_64 or aarch64"
  [ "$target" != '' ] || runs_here "$1/avianvox" || die "$1 was published for $(machine_of "$1/avianvox"), and this machine is $(uname -m): scripts/publish.sh --runtime ..."
}

# machine_of FILE: the kind of machine that a program is for, as uname -m names it (byte 18 of the ELF header).
machine_of() {
  case "$(od -An -tx1 -j0 -N20 "$1" 2>/dev/null | tr -d ' \n')" in
    7f454c4602*3e00) printf x86_64 ;;
    7f454c4602*b700) printf aarch64 ;;
    *) printf unknown ;;
  esac
}

runs_here() { [ "$dry" = yes ] || [ "$(machine_of "$1")" = "$(uname -m)" ]; }

absolute() {
  if [[ $1 == /* ]]; then
    printf '%s' "${1%/}"
  else
    printf '%s/%s' "$PWD" "${1%/}"
  fi
}

# write_unit FROM TO: the unit with the folders of this installation, and the groups that this machine has.
write_unit() {
  local groups=audio
  if [ "$target" = '' ] && getent group gpio >/dev/null; then
    groups='audio gpio'
  fi
  if [ "$dry" = yes ]; then
    printf '  write %s\n' "$2" >&2
  else
    sed -e "s|/opt/avianvox|$prefix|g" -e "s|^SupplementaryGroups=.*|SupplementaryGroups=$groups|" "$1" >"$2.new"
    chmod 0644 "$2.new"
    mv "$2.new" "$2"
  fi
}
