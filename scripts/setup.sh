#!/usr/bin/env bash
# Prepares a Debian 12 machine: installs the packages of debian-packages.txt that are missing (with
# the word "tests" those of debian-packages-tests.txt too), then keeps build/venv in step with
# python-requirements.txt. Safe to run again: it does only what is left.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages_files=(scripts/debian-packages.txt)
if [[ ${1:-} == tests ]]; then packages_files+=(scripts/debian-packages-tests.txt); fi
readonly requirements=scripts/python-requirements.txt
readonly venv=build/venv
readonly installed=$venv/installed-requirements.txt

say() { echo "setup: $*"; }

missing_packages() {
  local package
  while read -r package _; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || echo "$package"
  done < <(cat "${packages_files[@]}")
}

install_debian_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then
    say "Debian packages: all present"
    return
  fi
  if ((EUID != 0)); then
    echo "sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  say "Debian packages: installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian's own Python first: one from pyenv or conda may be of another version, or lack venv.
system_python() {
  if [[ -x /usr/bin/python3 ]]; then echo /usr/bin/python3; else command -v python3; fi
}

prepare_venv() {
  if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    return
  fi
  say "Python environment: creating $venv"
  "$(system_python)" -m venv --clear "$venv"
}

install_python_packages() {
  if cmp -s "$requirements" "$installed"; then
    say "Python packages: up to date"
    return
  fi
  say "Python packages: installing $requirements into $venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
  cp "$requirements" "$installed"
}

install_debian_packages
prepare_venv
install_python_packages
