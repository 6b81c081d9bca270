#!/usr/bin/env bash
# Installs the station as a systemd service, or brings an installed one up to date. Configuration and data are kept.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=deploy/systemd/common.sh
source "$here/common.sh"
# shellcheck source=scripts/setup.sh
source "$root/scripts/setup.sh"

usage() {
  cat <<'TEXT'
Usage: install.sh [--root DIR] [--prefix DIR] [--from DIR] [--no-start] [--dry-run]

Publishes the station for this machine, self-contained, and installs it as the systemd service "avianvox":
the program and models in /opt/avianvox, the configuration in /etc/avianvox/station.json, data in /var/lib/avianvox,
run by the user "avianvox". Run again, it updates the program; configuration and data are left as they are. The program that is
installed stays and runs on until the new one has shown that it runs here and takes the configuration.

  --root DIR     installs below DIR as if that were /, without user, packages or systemd (for images and tests)
  --prefix DIR   the program's folder instead of /opt/avianvox
  --from DIR     installs the program published there (scripts/publish.sh) instead of publishing it (no .NET SDK needed)
  --no-start     does not start the service
  --dry-run      says what it would do, and does nothing
TEXT
}

from='' start=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --root | --prefix | --from)
      [ $# -ge 2 ] || die "$1 needs a folder"
      case "$1" in
        --root) target=$(absolute "$2") ;;
        --prefix) prefix=$2 ;;
        --from) from=$2 ;;
      esac
      shift
      ;;
    --no-start) start=no ;;
    --dry-run) dry=yes ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  shift
done
[[ $prefix == /* ]] || die "--prefix must be an absolute path: $prefix"

runtime=$(machine_runtime)
case "$runtime" in
  linux-*) ;;
  *) die "there is no ONNX Runtime for $runtime: the station needs a 64-bit system (x86_64 or aarch64)" ;;
esac
if [ "$target" = '' ] && [ "$dry" = no ]; then
  [ "$(id -u)" -eq 0 ] || die "must be run by root: sudo $0"
  command -v systemctl >/dev/null || die "there is no systemd here; --root DIR installs the files alone"
fi

program=$target$prefix
staged=$program.new
if [ -n "$from" ]; then
  check_program "$from"
  step "take the program from $from"
else
  step "publish the program for $runtime, self-contained"
  from=$root/artifacts/publish/$runtime
  # By the person behind sudo, who has the SDK, and to whom what is built belongs.
  if [ "$(id -u)" -eq 0 ] && [ -n "${SUDO_USER:-}" ] && [ "$SUDO_USER" != root ]; then
    run sudo -H -u "$SUDO_USER" "$root/scripts/publish.sh" --runtime "$runtime" --out "$from"
  else
    run "$root/scripts/publish.sh" --runtime "$runtime" --out "$from"
  fi
fi
run rm -rf "$staged"
run mkdir -p "$staged"
run cp -R "$from/." "$staged/"
run cp -R "$root/models" "$root/docs" "$root/README.md" "$root/LICENSE" "$staged/"
# Where the program finds configuration and data when it is not told.
run_write "$staged/installation.json" "{ \"Configuration\": \"$configuration/station.json\", \"Data\": \"$data\" }"

if [ "$target" = '' ]; then
  step "see to the system's packages, user and groups"
  [ "$dry" = yes ] || need_packages "the station" libsndfile1 libportaudio2
  if ! getent passwd "$user" >/dev/null; then
    run useradd --system --user-group --home-dir "$data" --no-create-home --shell /usr/sbin/nologin "$user"
  fi
  for group in audio gpio; do
    if getent group "$group" >/dev/null; then
      run usermod --append --groups "$group" "$user"
    fi
  done
fi

step "make the folders"
run mkdir -p "$target$configuration" "$target$data" "$target$units" "$target$commands"
if [ "$target" = '' ]; then
  run chown "$user:$user" "$data"
fi
run chmod 0750 "$target$data"

if [ -e "$target$configuration/station.json" ]; then
  step "keep $configuration/station.json; the settings of this version are in station.json.default beside it"
else
  step "install $configuration/station.json"
  run install -m 0640 "$root/config/station.json" "$target$configuration/station.json"
fi
run install -m 0644 "$root/config/station.json" "$target$configuration/station.json.default"
if [ "$target" = '' ]; then
  run chown "root:$user" "$configuration/station.json"
fi

step "check that the new program runs here and takes $configuration/station.json"
if runs_here "$staged/avianvox"; then
  if [ "$dry" = no ] && ! "$staged/avianvox" config check --config "$target$configuration/station.json" --set "Data:Folder=$target$data"; then
    kept="nothing is installed"
    [ -e "$program" ] && kept="the program that was installed stays as it is and runs on"
    rm -rf "$staged"
    die "the new program does not run here, or has the faults above with $configuration/station.json; $kept. Mend them and install again"
  fi
else
  say "not checked: $from is for another kind of machine"
fi

step "install the program in $prefix"
# Moved as a whole, so that a cut leaves either the old program or the new one.
if [ -e "$program" ]; then
  run rm -rf "$program.old"
  run mv "$program" "$program.old"
fi
run mv "$staged" "$program"
run rm -rf "$program.old"
run ln -sfn "$prefix/avianvox" "$target$commands/avianvox"

step "install the service"
write_unit "$here/avianvox.service" "$target$units/avianvox.service"

if [ "$target" = '' ]; then
  run systemctl daemon-reload
  run systemctl enable --quiet avianvox.service
  if [ "$start" = yes ]; then
    step "start the service"
    run systemctl restart --no-block avianvox.service
  fi
fi
[ "$dry" = yes ] && exit
person=${SUDO_USER:-YOU}
say "done. Look at it: systemctl status avianvox; sudo -u $user avianvox doctor"
say "To read journal and clips as yourself: sudo usermod -aG $user $person, and log in again; then: avianvox detections --since today"
