" Writes the syntax group of each character of the files listed in g:folder/files to g:folder/groups.json.

set encoding=utf-8 fileformats=unix
let s:made = []
for s:file in readfile(g:folder . '/files')
  execute 'silent edit! ' . fnameescape(s:file)
  syntax clear
  unlet! b:current_syntax
  execute 'source ' . g:root . '/syntax/ivr.vim'
  syntax sync fromstart
  let s:groups = []
  for s:line in range(1, line('$'))
    let s:column = 1
    for s:character in split(getline(s:line), '\zs')
      call add(s:groups, synIDattr(synID(s:line, s:column, 0), 'name'))
      let s:column += strlen(s:character)
    endfor
    call add(s:groups, '')
  endfor
  call add(s:made, &endofline ? s:groups : s:groups[:-2])
endfor
call writefile([json_encode(s:made)], g:folder . '/groups.json')
qall!
