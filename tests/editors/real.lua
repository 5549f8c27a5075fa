-- Starts tree-sitter in a buffer of Neovim and writes the captures at the words that are asked for.

local folder, words = vim.g.folder, { 'menu', 'main', 'press', 'sales', 'say' }
vim.opt.runtimepath:prepend(vim.g.root)
vim.opt.runtimepath:prepend(folder)
vim.cmd('filetype on')
vim.cmd('runtime! plugin/ivr.lua')
vim.cmd('edit ' .. folder .. '/menu.ivr')
local is_old = vim.treesitter.start == nil -- it has a parser and queries, but colours nothing by itself
local active = is_old or vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil
local seen = { filetype = vim.bo.filetype, active = active }
local query = (vim.treesitter.query.get or vim.treesitter.get_query)('ivr', 'highlights')
local text = vim.treesitter.get_node_text or vim.treesitter.query.get_node_text
local root = vim.treesitter.get_parser(0, 'ivr'):parse()[1]:root()
for id, node in query:iter_captures(root, 0, 0, -1) do
  for _, word in ipairs(words) do
    if text(node, 0) == word then
      seen[word] = query.captures[id]
    end
  end
end
vim.fn.writefile({ vim.fn.json_encode(seen) }, folder .. '/seen.json')
vim.cmd('qall!')
