#!/bin/sh
# Unpacks editors that are newer than those of Debian 12 from the release after it; the system stays as it is.
# They stand below newer/ with the libraries that they need, and newer/bin starts them.
set -eu
cd "$(dirname "$0")"
made="$PWD $(cksum <newer.sh)"
if [ "$(cat newer/made 2>/dev/null)" = "$made" ]; then exit; fi
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -1)
if [ -z "$mirror" ]; then echo "apt-get knows no mirror of Debian; \`apt-get update\` may help" >&2; exit 1; fi

rm -rf newer
mkdir -p newer/apt/state/lists/partial newer/apt/cache/archives/partial newer/root newer/bin
cd newer
here=$PWD
keys=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keys] $mirror trixie main" >apt/sources
: >apt/status # of a system that has nothing yet, so that no library of this one is counted on
cat >apt/configuration <<END
Dir::State "$here/apt/state";
Dir::State::status "$here/apt/status";
Dir::Cache "$here/apt/cache";
Dir::Etc::sourcelist "$here/apt/sources";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Sandbox::User "";
END
export APT_CONFIG="$here/apt/configuration"
apt-get -qq update
apt-get -qq --yes --no-install-recommends --download-only install neovim emacs-nox hx
(cd apt/cache/archives && apt-get -qq download vim-ale) # without the Vim that it needs, which every system has
for package in apt/cache/archives/*.deb; do
  case $package in
  */*-dev_* | */binutils* | */emacs-el_*) ;; # for compiling Lisp to machine code
  *) dpkg-deb --extract "$package" root ;;
  esac
done
rm -rf apt

libraries=$(dirname "$here"/root/usr/lib/*/libc.so.6)
interpreter=$(echo "$libraries"/ld-linux-*)
for program in root/usr/bin/nvim root/usr/bin/emacs-nox root/usr/lib/hx/hx; do
  patchelf --set-interpreter "$interpreter" --force-rpath --set-rpath "$libraries" "$program"
done
emacs=$(echo "$here"/root/usr/share/emacs/[0-9]*)
dump=$(echo "$here"/root/usr/libexec/emacs/*/*/emacs-*.pdmp)
cat >bin/nvim <<END
#!/bin/sh
export VIMRUNTIME="$here/root/usr/share/nvim/runtime"
export LUA_PATH="$here/root/usr/share/lua/5.1/?.lua" LUA_CPATH="$libraries/lua/5.1/?.so"
exec "$here/root/usr/bin/nvim" "\$@"
END
cat >bin/emacs <<END
#!/bin/sh
export EMACSLOADPATH="$emacs/lisp" EMACSDATA="$emacs/etc" EMACSDOC="$emacs/etc" EMACSPATH="$(dirname "$dump")"
exec "$here/root/usr/bin/emacs-nox" --dump-file="$dump" "\$@"
END
ln -s ../root/usr/lib/hx/hx bin/hx
chmod +x bin/nvim bin/emacs
for program in nvim emacs hx; do "bin/$program" --version | head -1; done
echo "$made" >made
