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
