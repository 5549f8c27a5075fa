-- Colours by tree-sitter where its parser was built (see editors/README.md), by syntax/ivr.vim elsewhere; the rest
-- by the language server.

vim.api.nvim_create_autocmd({ 'BufNewFile', 'BufRead' }, {
  pattern = '*.ivr',
  callback = function()
    vim.cmd('setfiletype ivr') -- which is done once, also where editors/vim knows the files as well
  end,
})

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'ivr',
  callback = function(event)
    pcall(vim.treesitter.start, event.buf, 'ivr')
    if vim.lsp.start then -- from 0.8 on
      require('ivrc').start(event.buf)
    end
  end,
})
