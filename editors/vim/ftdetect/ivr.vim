autocmd BufNewFile,BufRead *.ivr setfiletype ivr
