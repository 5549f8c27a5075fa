" The language server for ALE; Neovim starts it without (editors/nvim).

if has('nvim-0.8')
  finish
endif

call ale#Set('ivr_ivrc_executable', 'ivrc')
call ale#Set('ivr_ivrc_use_global', get(g:, 'ale_use_global_executables', 0))

function! ale_linters#ivr#ivrc#Executable(buffer) abort
  return ale#path#FindExecutable(a:buffer, 'ivr_ivrc', ['.venv/bin/ivrc', 'venv/bin/ivrc'])
endfunction

function! ale_linters#ivr#ivrc#Root(buffer) abort
  let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')
  let l:file = ale#path#FindNearestFile(a:buffer, 'pyproject.toml')
  return !empty(l:git) ? fnamemodify(l:git, ':h:h') : fnamemodify(empty(l:file) ? bufname(a:buffer) : l:file, ':p:h')
endfunction

call ale#linter#Define('ivr', {
\   'name': 'ivrc',
\   'lsp': 'stdio',
\   'executable': function('ale_linters#ivr#ivrc#Executable'),
\   'command': '%e lsp',
\   'project_root': function('ale_linters#ivr#ivrc#Root'),
\})
