#!/bin/sh
# Installs code-server, which is VS Code with its extension host on this machine, into code-server/node_modules.
# Its own installation wants a newer compiler environment and downloads from GitHub; this does what of it is needed.
set -eu
cd "$(dirname "$0")/code-server"
done=node_modules/.installed
[ "$(cat "$done" 2>/dev/null)" = "$(cksum <package-lock.json)" ] && exit
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
[ -f "$prefix/include/node/node.h" ] && export npm_config_nodedir="$prefix" # else the headers are downloaded
npm ci --silent --ignore-scripts --no-fund --no-audit
npm rebuild --silent argon2 >/dev/null
cd node_modules/code-server/lib/vscode
npm install --silent --omit=dev --ignore-scripts --no-fund --no-audit
npm rebuild --silent native-watchdog >/dev/null
npm rebuild --silent node-pty >/dev/null || test -f node_modules/node-pty/build/Release/pty.node # what comes after that may fail
mkdir -p node_modules/@vscode/ripgrep/bin
ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
ln -sfn node_modules node_modules.asar
cd - >/dev/null
cksum <package-lock.json >"$done"
