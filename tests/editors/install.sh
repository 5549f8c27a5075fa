#!/bin/sh
# Installs the editors and engines that the tests of the editor files run: on Debian by apt, elsewhere by hand.
set -eu
missing=
for pair in vim:vim nvim:neovim emacs:emacs-nox batcat:bat chromium:chromium gcc:gcc node:nodejs npm:npm \
    tmux:tmux patchelf:patchelf rg:ripgrep make:make g++:g++ python3:python3; do
  command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
done
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || { echo "please install:$missing" >&2; exit 1; }
  as_root=; [ "$(id -u)" = 0 ] || as_root=sudo
  # shellcheck disable=SC2086
  $as_root apt-get update -qq && $as_root apt-get install -y -qq $missing
fi
cd "$(dirname "$0")"
if command -v apt-get >/dev/null; then ./newer.sh; fi
npm ci --silent --ignore-scripts --no-fund --no-audit
npm ci --silent --ignore-scripts --no-fund --no-audit --prefix ../../editors/vscode
./code-server.sh
