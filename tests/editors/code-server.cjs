/**
 * Plays somebody who uses VS Code in a window, with the keyboard and the eyes, and prints what they see.
 *
 * Called with the browser, the address of the folder to open, a folder for a picture of the end, the name of one of
 * the stories below and its parameters.
 */

const { existsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { chromium } = require('playwright-core');

const [, , browserPath, address, pictures, story, given] = process.argv;
const PATIENCE = 90_000;

/** The window, and how one gets about in it. */
class Window {
  constructor(page) {
    this.page = page;
    this.keys = page.keyboard;
  }

  find(selector, text) {
    return this.page.locator(selector, text === undefined ? {} : { hasText: text }).first();
  }

  async open(file) {
    await this.find('.explorer-folders-view .monaco-list-row', file).dblclick();
    await this.find('.tab.active', file).waitFor();
    await this.find('.monaco-editor .view-line').click({ position: { x: 1, y: 1 } });
  }

  /** Waits until the language server shows something. */
  async served() {
    await this.find('.codelens-decoration', 'simulate from here').waitFor();
  }

  async command(title) {
    await this.keys.press('F1');
    await this.find('.quick-input-widget input').fill(`>${title}`);
    await this.find('.quick-input-list .monaco-list-row.focused', title).waitFor();
    await this.keys.press('Enter');
  }

  async goTo(line, column) {
    await this.keys.press('Control+g');
    await this.find('.quick-input-widget input').fill(`:${line}:${column}`);
    await this.keys.press('Enter');
    await this.find('.statusbar', `Ln ${line}, Col ${column}`).waitFor();
  }

  async save() {
    await this.keys.press('Control+s');
    await this.find('.tab.active:not(.dirty)').waitFor();
  }

  /**
   * Goes on in a program with what the list of suggestions has for the word at a place; types nothing of it.
   * What a suggestion leaves to be filled in is taken away. Returns how far the program is written then.
   */
  async choose(program, at) {
    const rest = program.slice(at);
    const fits = label => rest.startsWith(label) && !/^\w/.test(rest.slice(label.length));
    await this.keys.press('Control+Space');
    const row = '.suggest-widget.visible .monaco-list-row.focused';
    await this.find(row).waitFor();
    const passed = new Set();
    for (let wanted; !wanted; ) {
      const found = await this.suggestions();
      wanted = found.find(({ label }) => fits(label));
      found.forEach(({ label }) => passed.add(label));
      const { index } = found.find(({ focused }) => focused);
      const next = wanted ? wanted.index : found.at(-1).index + 1;
      if (next === found[0].total) {
        throw new Error(`${rest.split('\n')[0]} goes on with none of ${[...passed]}`);
      }
      for (let at = index; at !== next; at += Math.sign(next - at)) {
        await this.keys.press(at < next ? 'ArrowDown' : 'ArrowUp');
      }
      await this.find(`${row}[data-index="${next}"]`).waitFor();
    }
    for (const key of ['Enter', 'Escape', 'Control+Shift+End', 'Delete']) {
      await this.keys.press(key);
    }
    return this.written(program, at);
  }

  /** The text of the message in the corner. */
  message() {
    return this.read('.notification-toast .notification-list-item-message');
  }

  /** Waits until what happened is drawn. */
  async drawn() {
    await this.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** The suggestions in sight, from top to bottom. */
  async suggestions() {
    await this.drawn();
    return this.page
      .locator('.suggest-widget.visible .monaco-list-row')
      .evaluateAll(rows =>
        rows
          .sort((a, b) => a.dataset.index - b.dataset.index)
          .map(row => ({
            index: Number(row.dataset.index),
            total: Number(row.getAttribute('aria-setsize')),
            label: row.querySelector('.label-name').textContent,
            focused: row.classList.contains('focused'),
          })),
      );
  }

  /** The first suggestions at a place. */
  async suggested(place) {
    await this.find('.monaco-editor .view-line').click();
    await this.goTo(...place);
    await this.keys.press('Control+Space');
    await this.find('.suggest-widget.visible .monaco-list-row.focused').waitFor();
    const labels = (await this.suggestions()).map(({ label }) => label);
    await this.keys.press('Escape');
    return labels;
  }

  /** How much of a program the lines in the window end with, whatever their spaces. */
  async written(program, at) {
    await this.drawn();
    const lines = await this.page.locator('.view-line').evaluateAll(all =>
      all.sort((a, b) => parseInt(a.style.top) - parseInt(b.style.top)).map(line => line.textContent),
    );
    const text = lines.join('\n').replaceAll('\u00a0', ' ');
    const dense = text.replaceAll(/\s/g, '');
    const ends = [...program.slice(0, at + 200).matchAll(/\S/g)].map(({ index }) => index + 1);
    const end = ends.find(k => k > at && program.slice(0, k).replaceAll(/\s/g, '').endsWith(dense));
    if (end === undefined) {
      throw new Error(`what was chosen is not the program: ${text}`);
    }
    return end + (/\s$/.test(text) ? /\s*/.exec(program.slice(end))[0].length : 0);
  }

  /** The text of a part of the window, spaces as they are read. */
  async read(selector, text) {
    const found = this.find(selector, text);
    await found.waitFor();
    return (await found.innerText()).replaceAll('\u00a0', ' ');
  }

  async readAll(selector) {
    await this.find(selector).waitFor();
    return (await this.page.locator(selector).allInnerTexts()).map(text => text.replaceAll('\u00a0', ' '));
  }
}

const STORIES = {
  async look(window, { file, hovered }) {
    await window.open(file);
    const lenses = await window.readAll('.codelens-decoration');
    await window.goTo(...hovered);
    await window.command('Show or Focus Hover');
    return {
      language: await window.read('.statusbar [id="status.editor.mode"]'),
      lenses,
      hint: await window.read('.view-line', 'press 1 or speak'),
      hover: await window.read('.monaco-hover:not(.hidden) .hover-contents'),
    };
  },

  /** Writes something, and presses what stands above a declaration: who leads there, and a call from there. */
  async follow(window, { file, line, at, written }) {
    await window.open(file);
    await window.served();
    await window.goTo(...at);
    await window.keys.insertText(written);
    await window.goTo(line, 1);
    await window.find('.codelens-decoration a', 'reached from 3 places').click();
    const places = await window.readAll('.reference-zone-widget .ref-tree .monaco-list-row');
    await window.keys.press('Escape');
    await window.goTo(line, 1);
    await window.find('.codelens-decoration:has-text("reached from 3 places") a', 'simulate').click();
    await window.find('.xterm-rows', '> ').waitFor();
    return { places, terminal: await window.read('.xterm-rows') };
  },

  /** Renames what stands at a place. */
  async rename(window, { file, at, name }) {
    await window.open(file);
    await window.served();
    await window.goTo(...at);
    await window.keys.press('F2');
    await window.find('.rename-box input').fill(name);
    await window.keys.press('Enter');
    await window.find('.tab.active.dirty').waitFor();
    await window.save();
    return {};
  },

  /**
   * Writes a program, taking the words at some places of it out of the suggestions; with each place comes what
   * stands behind the cursor there because VS Code closes brackets and quotes.
   */
  async write(window, { file, program, words }) {
    await window.open(file);
    await window.served();
    await window.keys.press('Control+a');
    let at = 0;
    for (const [word, behind] of words) {
      if (word >= at) {
        await window.keys.insertText(program.slice(at, word) + behind);
        for (const _ of behind) {
          await window.keys.press('ArrowLeft');
        }
        at = await window.choose(program, word);
      }
    }
    await window.keys.insertText(program.slice(at));
    await window.save();
    return {};
  },

  /** Looks at the problems, then has the file laid out, which makes it have more lines. */
  async problems(window, { file, lines }) {
    await window.open(file);
    await window.find('[id="status.problems"]', /[1-9]/).click();
    await window.find('.markers-panel .monaco-list-row', 'Ln').waitFor();
    const problems = await window.readAll('.markers-panel .monaco-list-row');
    await window.find('.monaco-editor .view-line').click();
    await window.command('Format Document');
    await window.find('.line-numbers', String(lines)).waitFor();
    await window.save();
    return { problems };
  },

  /** Reads what is wrong with the setting, and changes it. */
  async mend_setting(window, { file, settings, into }) {
    await window.open(file);
    const message = await window.message();
    writeFileSync(into, JSON.stringify(settings));
    await window.served();
    return { message };
  },

  /** Reads that there is no ivrc, and has it installed; looks at the suggestions without it and with it. */
  async install(window, { file, at }) {
    await window.open(file);
    const message = await window.message();
    const before = await window.suggested(at);
    await window.find('.notification-toast .monaco-button', 'Install ivrc with pip').click();
    await window.served();
    return { message, before, after: await window.suggested(at) };
  },

  async complain(window, { file }) {
    await window.open(file);
    return { message: await window.message(), messages: await window.page.locator('.notification-toast').count() };
  },

  /** Opens a file in restricted mode, and trusts the folder when it has been seen that nothing happens. */
  async trust(window, { file, started }) {
    await window.open(file);
    await window.find('.statusbar', 'Restricted Mode').waitFor();
    await window.command('IVR: Restart the language server');
    await window.find('.quick-input-widget').waitFor({ state: 'hidden' });
    const before = existsSync(started);
    await window.command('Workspaces: Manage Workspace Trust');
    await window.find('.workspace-trust-editor .monaco-button', 'Trust').click();
    await window.find('.tab', file).click();
    await window.served();
    return { before, after: existsSync(started) };
  },
};

(async () => {
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  try {
    await page.goto(address);
    const seen = await STORIES[story](new Window(page), JSON.parse(given));
    console.log(JSON.stringify(seen));
  } finally {
    await page.screenshot({ path: join(pictures, `${story}.png`) });
    await browser.close();
  }
})().catch(error => {
  console.error(error);
  process.exit(1);
});
