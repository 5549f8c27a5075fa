#!/bin/sh
# Installs code-server, which is VS Code with its extension host on this machine, into code-server/node_modules.
# Its own installation builds more than is used here and downloads from GitHub; this does the rest of it.
set -eu
cd "$(dirname "$0")/code-server"
done=node_modules/.installed
[ "$(cat "$done" 2>/dev/null)" = "$(cksum <package-lock.json)" ] && exit
node --eval 'process.exit(+(parseInt(process.versions.node) < 20))' || { echo "please install node 20" >&2; exit 1; }
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
[ -f "$prefix/include/node/node.h" ] && export npm_config_nodedir="$prefix" # else the headers are downloaded
npm ci --loglevel error --ignore-scripts --no-fund --no-audit
npm rebuild --loglevel error argon2 >/dev/null
cd node_modules/code-server/lib/vscode
npm install --loglevel error --omit=dev --ignore-scripts --no-fund --no-audit
npm rebuild --loglevel error native-watchdog >/dev/null
npm rebuild --silent node-pty >/dev/null || test -f node_modules/node-pty/build/Release/pty.node # then it is built
mkdir -p node_modules/@vscode/ripgrep/bin
ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
ln -sfn node_modules node_modules.asar
cd - >/dev/null
cksum <package-lock.json >"$done"
