;; Written by `ivrc dev editors`; do not edit.

(comment) @comment

(doc_comment) @comment.documentation

(string "\"" @string)
(string_content) @string
(long_string "\"\"\"" @string)

(escape) @string.escape

(interpolation "{" @punctuation.special)
(interpolation "}" @punctuation.special)

"and" @keyword
"answer" @keyword
"anywhere" @keyword
"app" @keyword
"as" @keyword
"case" @keyword
"closed" @keyword
"conference" @keyword
"const" @keyword
"defaults" @keyword
"each" @keyword
"else" @keyword
"endpoint" @keyword
"ensure" @keyword
"event" @keyword
"extern" @keyword
"fails" @keyword
"fallback" @keyword
"flow" @keyword
"for" @keyword
"given" @keyword
"hours" @keyword
"if" @keyword
"import" @keyword
"in" @keyword
"is" @keyword
"let" @keyword
"match" @keyword
"menu" @keyword
"not" @keyword
"on" @keyword
"open" @keyword
"or" @keyword
"outbound" @keyword
"param" @keyword
"press" @keyword
"prompt" @keyword
"recording" @keyword
"return" @keyword
"set" @keyword
"speak" @keyword
"test" @keyword
"type" @keyword
"var" @keyword
((action word: (identifier) @keyword) (#match? @keyword "^(conference|recording|anywhere|defaults|endpoint|fallback|outbound|answer|closed|ensure|extern|import|prompt|return|const|event|fails|given|hours|match|param|press|speak|case|each|else|flow|menu|open|test|type|and|app|for|let|not|set|var|if|in|is|on|or)$"))

((action word: (identifier) @function.builtin) (#match? @function.builtin "^(advanced_machine_detection|transcription|language|messages|transfer|collect|connect|headers|silence|callee|expect|hangup|notify|record|verify|await|leave|body|call|hear|join|play|role|wait|rtc|say|vbc|at)$"))

(setting name: (identifier) @variable.other.member)
(parameter name: (identifier) @variable.other.member)

(handler kind: (identifier) @label)

(const name: (identifier) @function)
(param name: (identifier) @function)
(var name: (identifier) @function)
(endpoint name: (identifier) @function)
(prompt name: (identifier) @function)
(hours name: (identifier) @function)
(record_type name: (identifier) @function)
(enumeration name: (identifier) @function)
(extern name: (identifier) @function)
(recording name: (identifier) @function)
(conference name: (identifier) @function)
(entry name: (identifier) @function)
(flow name: (identifier) @function)
(menu name: (identifier) @function)
(let name: (identifier) @function)

(goto target: (identifier) @function.target)

(call name: (identifier) @function.call)
(reference (identifier) @function.call . (arguments))
(given name: (identifier) @function.call . (arguments))
(interpolation format: (identifier) @function.call)

(type name: (identifier) @type)
((endpoint kind: (identifier) @type) (#match? @type "^(websocket|phone|app|sip|vbc)$"))
((action word: (identifier) @_step . (reference . (identifier) @type .) . [(string) (long_string) (phone) (reference) (list)]) (#eq? @_step "collect") (#match? @type "^(digits|number|speech|phone|any)$"))
((action word: (identifier) @_step . (reference . (identifier) @type .) . [(string) (long_string) (phone) (reference) (list)]) (#eq? @_step "connect") (#match? @type "^(websocket|phone|all|app|sip|vbc)$"))

((reference . (identifier) @variable.builtin . ".") (#match? @variable.builtin "^(recording|event|call|env|now)$"))
((reference . (identifier) @variable.builtin .) (#eq? @variable.builtin "now"))

(boolean) @constant.builtin
(is word: (identifier) @constant.builtin)
((reference . (identifier) @constant.builtin .) (#eq? @constant.builtin "none"))
((schedule (identifier) @constant.builtin) (#match? @constant.builtin "^(fri|mon|sat|sun|thu|tue|wed)$"))

(integer) @constant.numeric
(number) @constant.numeric
(range) @constant.numeric
(key) @constant.numeric
(keys) @constant.numeric

(duration) @constant.numeric.duration

(date) @constant.numeric.date
(time) @constant.numeric.date
(yearly) @constant.numeric.date
(date_range) @constant.numeric.date
(yearly_range) @constant.numeric.date

(phone) @constant.numeric.phone

(language) @constant.language

"->" @operator
"=" @operator
"==" @operator
"!=" @operator
"<" @operator
"<=" @operator
">" @operator
">=" @operator
"+" @operator
"-" @operator
"*" @operator
"|" @operator
"?" @operator
