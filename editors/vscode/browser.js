/** In a browser there is no ivrc to ask: colours, snippets and brackets are all there is. */

exports.activate = () => {};
