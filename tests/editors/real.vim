" Writes what the filetype of g:folder/menu.ivr sets, how its text is indented and what gq and :make do.

set nocompatible
execute 'set runtimepath^=' . g:root
filetype plugin indent on
syntax enable
execute 'edit ' . g:folder . '/menu.ivr'
let s:seen = {'filetype': &filetype, 'syntax': get(b:, 'current_syntax', ''), 'format': &formatprg}
normal! gg=G
let s:seen.indented = getline(1, '$')
silent %delete _
call setline(1, 'answer {hangup}')
silent normal! gggqG
let s:seen.formatted = getline(1, '$')
edit!
execute 'cgetfile ' . g:folder . '/findings'
let s:seen.found = map(getqflist(), '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type, v:val.nr, v:val.text]')
let s:seen.found = filter(s:seen.found, 'v:val[1] > 0')
call writefile([json_encode(s:seen)], g:folder . '/seen.json')
qall!
