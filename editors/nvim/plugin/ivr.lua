-- Colours by tree-sitter where its parser was built (see editors/README.md), by syntax/ivr.vim elsewhere.

vim.api.nvim_create_autocmd({ 'BufNewFile', 'BufRead' }, {
  pattern = '*.ivr',
  callback = function()
    vim.bo.filetype = 'ivr'
  end,
})

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'ivr',
  callback = function(event)
    pcall(vim.treesitter.start, event.buf, 'ivr')
  end,
})
