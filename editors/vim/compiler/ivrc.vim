" `:make` runs `ivrc check` and fills the quickfix list.

if exists("current_compiler")
  finish
endif
let current_compiler = "ivrc"

CompilerSet makeprg=ivrc\ check\ %:S
CompilerSet errorformat=%Eerror[IVR%n]:\ %m,%Wwarning[IVR%n]:\ %m,%Iadvice[IVR%n]:\ %m
CompilerSet errorformat+=%Z%*[\ ]-->\ %f:%l:%c
CompilerSet errorformat+=%-G%.%#
