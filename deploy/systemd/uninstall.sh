#!/usr/bin/env bash
# Takes the station's service and program away. Configuration and data stay unless --purge is given.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=deploy/systemd/common.sh
source "$here/common.sh"

usage() {
  cat <<'TEXT'
Usage: uninstall.sh [--root DIR] [--prefix DIR] [--purge] [--dry-run]

Stops the service "avianvox" and removes it and the program. Configuration (/etc/avianvox), data (/var/lib/avianvox) and
the user are kept, so that installing again goes on where this station stopped.

  --root DIR     uninstalls below DIR, as installed with install.sh --root
  --prefix DIR   the program's folder instead of /opt/avianvox
  --purge        removes configuration, data and user too: everything the station ever heard
  --dry-run      says what it would do, and does nothing
TEXT
}

purge=no
while [ $# -gt 0 ]; do
  case "$1" in
    --root | --prefix)
      [ $# -ge 2 ] || die "$1 needs a folder"
      case "$1" in
        --root) target=$(absolute "$2") ;;
        --prefix) prefix=$2 ;;
      esac
      shift
      ;;
    --purge) purge=yes ;;
    --dry-run) dry=yes ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  shift
done
[[ $prefix == /*/* ]] || die "--prefix must be a folder of the program's own, such as /opt/avianvox: $prefix"
if [ "$target" = '' ] && [ "$dry" = no ] && [ "$(id -u)" -ne 0 ]; then
  die "must be run by root: sudo $0"
fi

# In a container or a system with another init there is no service to stop, and the files go all the same.
systemd=no
if [ "$target" = '' ] && [ -d /run/systemd/system ] && command -v systemctl >/dev/null; then
  systemd=yes
fi

if [ "$systemd" = yes ] && [ -e "$units/avianvox.service" ]; then
  step "stop the service"
  run systemctl disable --now --quiet avianvox.service
fi
step "remove the service and the program"
run rm -f "$target$units/avianvox.service" "$target$commands/avianvox"
run rm -rf "$target$prefix" "$target$prefix.new" "$target$prefix.old"
if [ "$systemd" = yes ]; then
  run systemctl daemon-reload
fi

if [ "$purge" = yes ]; then
  step "remove configuration, data and user"
  run rm -rf "$target$configuration" "$target$data"
  if [ "$target" = '' ] && getent passwd "$user" >/dev/null; then
    run userdel "$user"
  fi
else
  say "kept: $configuration, $data (--purge removes them)"
fi
say "done"
