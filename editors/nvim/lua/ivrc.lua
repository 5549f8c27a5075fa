-- Starts the language server for .ivr files, and runs the commands that stand above flows and menus.

local M = {}

--- The folder of the project that a file belongs to.
local function root_of(file)
  for _, marker in ipairs({ '.git', 'pyproject.toml' }) do
    local found = vim.fs.find(marker, { upward = true, path = vim.fs.dirname(file) })[1]
    if found then
      return vim.fs.dirname(found)
    end
  end
end

--- The `ivrc` of the project's environment, else the one on the PATH, else an empty string.
local function program_for(file, root)
  for folder in vim.fs.parents(file) do
    for _, place in ipairs({ '.venv/bin', 'venv/bin', '.venv/Scripts', 'venv/Scripts' }) do
      local found = vim.fn.exepath(folder .. '/' .. place .. '/ivrc')
      if found ~= '' then
        return found
      end
    end
    if folder == (root or folder) then
      break
    end
  end
  return vim.fn.exepath('ivrc')
end

--- `ivrc.references`: the places that lead to a flow, in the quickfix list.
local function references(command, context)
  local encoding = vim.lsp.get_client_by_id(context.client_id).offset_encoding
  local items = vim.lsp.util.locations_to_items(command.arguments[3], encoding)
  vim.fn.setqflist({}, ' ', { title = command.title, items = items })
  vim.cmd('copen')
end

--- `ivrc.simulate`: a call in a terminal, from a flow or menu on.
local function simulate(command, context)
  local path, name = unpack(command.arguments)
  local call = { vim.lsp.get_client_by_id(context.client_id).config.cmd[1], 'sim', path }
  if type(name) == 'string' then
    vim.list_extend(call, { '--start', name })
  end
  vim.cmd('new')
  vim.fn.termopen(call)
  vim.cmd('startinsert')
end

--- Show what stands above flows and menus, and keep it up to date.
local function show_lenses(_, buffer)
  if vim.lsp.codelens.enable then -- from 0.12 on
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local refresh = function()
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, { buffer = buffer, callback = refresh })
  refresh()
end

--- Whether a server that runs does for another file; one without a project does for all files without one.
local function is_same(client, wanted)
  return client.config.root_dir == wanted.root_dir and vim.deep_equal(client.config.cmd, wanted.cmd)
end

--- Say what to do if a server ends because it is not installed whole; of other ends Neovim tells.
local function tell_what_is_missing(program)
  return vim.schedule_wrap(function(code)
    if code == 2 then
      vim.notify(program .. " has no language server. Run `pip install 'ivrc[lsp]'` for it, then :edit.", vim.log.levels.WARN)
    end
  end)
end

--- Start the server for a buffer, or say how to get it.
function M.start(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' or vim.bo[buffer].buftype ~= '' then
    return
  end
  local root = root_of(file)
  local program = program_for(file, root)
  if program == '' then
    vim.notify_once("There is no `ivrc` here. Run `pip install 'ivrc[lsp]'`, then :edit.", vim.log.levels.WARN)
    return
  end
  vim.lsp.start({
    name = 'ivrc',
    cmd = { program, 'lsp' },
    root_dir = root,
    init_options = { commands = { 'ivrc.references', 'ivrc.simulate' } },
    commands = { ['ivrc.references'] = references, ['ivrc.simulate'] = simulate },
    on_attach = show_lenses,
    on_exit = tell_what_is_missing(program),
  }, { bufnr = buffer, reuse_client = is_same })
end

return M
