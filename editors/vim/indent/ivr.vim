" Indents by the brackets that are open at the end of the line above.

if exists("b:did_indent")
  finish
endif
let b:did_indent = 1

setlocal indentexpr=IvrIndent()
setlocal indentkeys=0},0),0],!^F,o,O
let b:undo_indent = "setlocal indentexpr< indentkeys<"

if exists("*IvrIndent")
  finish
endif

function IvrIndent() abort
  let l:above = prevnonblank(v:lnum - 1)
  let l:code = substitute(getline(l:above), '"\%(\\.\|[^"\\]\)*"', '', 'g')
  let l:code = substitute(l:code, '//.*', '', '')
  let l:opens = l:code =~# '[{(\[]\s*$'
  let l:closes = getline(v:lnum) =~# '^\s*[})\]]'
  return max([0, indent(l:above) + shiftwidth() * (l:opens - l:closes)])
endfunction
