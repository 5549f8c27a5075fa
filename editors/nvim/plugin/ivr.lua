-- Colours by tree-sitter where its parser was built (see README.md), by syntax/ivr.vim elsewhere.

vim.filetype.add({ extension = { ivr = 'ivr' } })

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'ivr',
  callback = function(event)
    pcall(vim.treesitter.start, event.buf, 'ivr')
  end,
})
