/** In a browser there is no ivrc to run: colours, brackets and snippets are all there is. */

const { registerSnippets } = require('./snippets');

exports.activate = context => {
  context.subscriptions.push(registerSnippets(() => false));
};
