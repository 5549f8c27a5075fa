" Comments, layout by `ivrc fmt` (gggqG) and problems by `ivrc check` (:make) for .ivr files.

if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:///,:// commentstring=//\ %s
setlocal shiftwidth=2 softtabstop=2 expandtab
setlocal formatprg=ivrc\ fmt\ -
compiler ivrc

let b:undo_ftplugin = "setlocal comments< commentstring< shiftwidth< softtabstop< expandtab< formatprg< makeprg< errorformat<"
