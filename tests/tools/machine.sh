#!/usr/bin/env bash
# What a task needs of the machine: `machine.sh python git java chromium font`, or some of these, or make.
# What is missing is installed by apt-get, as root or by sudo, and named before. Elsewhere a sentence says what to install.
set -euo pipefail

python=${PYTHON:-python3}
missing=()
have() { command -v "$1" >/dev/null 2>&1; }

for need in "$@"; do
  case $need in
    python) # another Python than that of the system is not for us to install: the Makefile says what it needs
      if ! have "$python"; then
        [[ $python == python3 ]] && missing+=(python3 python3-venv)
      elif [[ ! -e .venv/locked.stamp ]] && ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        missing+=("${python##*/}-venv")
      fi
      ;;
    java) have java || missing+=(default-jre-headless) ;;
    # Where apt-get has no Chromium, as on Ubuntu, the task `browser` fetches that of Playwright.
    chromium) have chromium || have chromium-browser || have google-chrome || ! have apt-get || missing+=(chromium) ;;
    # Pages are in Chinese: without such a font the browser draws boxes, and every width is wrong.
    font)
      if have dpkg-query && ! dpkg-query --show --showformat='${db:Status-Status}' fonts-noto-cjk 2>/dev/null | grep -qx installed; then
        missing+=(fonts-noto-cjk)
      fi
      ;;
    *) have "$need" || missing+=("$need") ;;
  esac
done
((${#missing[@]})) || exit 0

if ! have apt-get; then
  echo "There is no apt-get on this machine to install what the tests need. Install these yourself: ${missing[*]} (on macOS: brew install git openjdk)" >&2
  exit 1
fi
as_root=()
if [[ $(id -u) != 0 ]]; then
  have sudo || { echo "The tests need what only root can install: apt-get install ${missing[*]}" >&2; exit 1; }
  as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
fi
export DEBIAN_FRONTEND=noninteractive
echo "installing what the tests need: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
found=()
for package in "${missing[@]}"; do
  # Read to its end: a reader that leaves early would break the pipe, and with it the answer.
  [[ $package != chromium ]] || apt-cache policy chromium | grep 'Candidate: [0-9]' >/dev/null || continue
  found+=("$package")
done
((${#found[@]})) || exit 0
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${found[@]}" >/dev/null
