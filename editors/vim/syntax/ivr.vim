" Vim syntax file of ivrc, written by `ivrc dev editors`; do not edit.
" Language: IVR (.ivr)

if exists("b:current_syntax")
  finish
endif
syntax case match
syntax sync minlines=300

syntax match ivrExpressions23 '\v-\>|\=\=|!\=|\<\=|\>\=|[-+*<>=|?]'
syntax match ivrExpressions22 '\v[a-zA-Z_][a-zA-Z_0-9]*'
syntax match ivrExpressions21 '\v[a-zA-Z_][a-zA-Z_0-9]*%(\s*\()@='
syntax match ivrExpressions20 '\v%([a-zA-Z_0-9.])@<!%(now)%([a-zA-Z_0-9])@!%(\s*[:(=])@!'
syntax match ivrExpressions19 '\v%([a-zA-Z_0-9.])@<!%(recording|event|call|env)%(\s*\.)@='
syntax match ivrExpressions18 '\v%([a-zA-Z_0-9.])@<!%(false|none|true)%([a-zA-Z_0-9])@!%(\s*[:.(=])@!'
syntax match ivrExpressions17 '\v%([a-zA-Z_0-9.])@<!%(return|fails|given|match|press|speak|case|each|else|and|for|let|not|set|if|in|is|on|or)%([a-zA-Z_0-9])@!%(\s*[:.=])@!'
syntax match ivrExpressions16 '\v%([a-zA-Z_0-9.])@<![a-zA-Z_][a-zA-Z_0-9]*%([ \t]*:)@='
syntax match ivrExpressions15x0 '\v%(%([a-zA-Z_0-9.])@<!)@<=%(is)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*))@='
syntax match ivrExpressions15x1 '\v%(%([a-zA-Z_0-9.])@<!%(is)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)'
syntax match ivrExpressions14x0 '\v%(%([a-zA-Z_0-9.])@<!)@<=%(is)%(\s+%(not)\s+%([a-zA-Z_][a-zA-Z_0-9]*))@='
syntax match ivrExpressions14x1 '\v%(%([a-zA-Z_0-9.])@<!%(is)\s+)@<=%(not)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*))@='
syntax match ivrExpressions14x2 '\v%(%([a-zA-Z_0-9.])@<!%(is)\s+%(not)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)'
syntax region ivrExpressions13 matchgroup=ivrString start='\v"' matchgroup=ivrString end='\v"|$|^' contains=@ivrEscapes
syntax match ivrExpressions12 '\v%([a-zA-Z_0-9])@<![0-9][0-9*#]*|#'
syntax match ivrExpressions11x1 '\v%(%(,)\s*)@<=%([*#])%(%(\s*%(,|or>|for>|-\>|\{|$))@=)@='
syntax match ivrExpressions10x1 '\v%(%(:)\s*)@<=%([*#])'
syntax match ivrExpressions9 '\v%([a-zA-Z_0-9])@<![0-9]+\.[0-9]+%(\w)@!'
syntax match ivrExpressions8 '\v%([a-zA-Z_0-9])@<![0-9]+\.\.[0-9]+%(\w)@!'
syntax match ivrExpressions7 '\v%([a-zA-Z_0-9)\]"])@<!\+[1-9][0-9]{4,14}%(\w)@!'
syntax match ivrExpressions6 '\v%([a-zA-Z_0-9])@<![0-9]+%(ms|s|m|h)%(\w)@!'
syntax match ivrExpressions5 '\v%([a-zA-Z_0-9])@<![0-9][0-9]:[0-9][0-9]%(\w)@!'
syntax match ivrExpressions4 '\v%([a-zA-Z_0-9])@<![0-9][0-9]-[0-9][0-9]%([a-zA-Z_0-9:-])@!'
syntax match ivrExpressions3 '\v%([a-zA-Z_0-9])@<![0-9][0-9]-[0-9][0-9]\.\.[0-9][0-9]-[0-9][0-9]%(\w)@!'
syntax match ivrExpressions2 '\v%([a-zA-Z_0-9])@<![0-9]{4}-[0-9][0-9]-[0-9][0-9]%(\w)@!'
syntax match ivrExpressions1 '\v%([a-zA-Z_0-9])@<![0-9]{4}-[0-9][0-9]-[0-9][0-9]\.\.[0-9]{4}-[0-9][0-9]-[0-9][0-9]%(\w)@!'
syntax match ivrExpressions0 '\v%([a-zA-Z_0-9])@<![a-z]{2,3}%(-[A-Z][a-z]{3})?-%([A-Z]{2,4}|001|150|419)%(-[A-Z]{3})?%([a-zA-Z_0-9-])@!'
syntax cluster ivrExpressions contains=ivrExpressions23,ivrExpressions22,ivrExpressions21,ivrExpressions20,ivrExpressions19,ivrExpressions18,ivrExpressions17,ivrExpressions16,ivrExpressions15x0,ivrExpressions15x1,ivrExpressions14x0,ivrExpressions14x1,ivrExpressions14x2,ivrExpressions13,ivrExpressions12,ivrExpressions11x1,ivrExpressions10x1,ivrExpressions9,ivrExpressions8,ivrExpressions7,ivrExpressions6,ivrExpressions5,ivrExpressions4,ivrExpressions3,ivrExpressions2,ivrExpressions1,ivrExpressions0
syntax match ivrDays0 '\v%([a-zA-Z_0-9.])@<!%(fri|mon|sat|sun|thu|tue|wed)%([a-zA-Z_0-9])@!' contained
syntax cluster ivrDays contains=ivrDays0
syntax match ivrKinds0 '\v[a-zA-Z_][a-zA-Z_0-9]*' contained
syntax cluster ivrKinds contains=ivrKinds0
syntax match ivrStatements7x0 '\v%(%(^|%([{;])@<=)\s*)@<=%(advanced_machine_detection|transcription|language|messages|transfer|collect|connect|headers|silence|callee|expect|hangup|notify|record|verify|await|leave|body|call|hear|join|play|role|wait|rtc|say|vbc|at)%(%([a-zA-Z_0-9])@!%(\s*[:.(=])@!)@='
syntax match ivrStatements6x0 '\v%(%(^|%([{;])@<=)\s*)@<=%(connect)%(\s+%(websocket|phone|all|app|sip|vbc)%([ \t]+["+\[a-zA-Z_])@=)@='
syntax match ivrStatements6x1 '\v%(%(^|%([{;])@<=)\s*%(connect)\s+)@<=%(websocket|phone|all|app|sip|vbc)%(%([ \t]+["+\[a-zA-Z_])@=)@='
syntax match ivrStatements5x0 '\v%(%(^|%([{;])@<=)\s*)@<=%(collect)%(\s+%(digits|number|speech|phone|any)%([ \t]+["+\[a-zA-Z_])@=)@='
syntax match ivrStatements5x1 '\v%(%(^|%([{;])@<=)\s*%(collect)\s+)@<=%(digits|number|speech|phone|any)%(%([ \t]+["+\[a-zA-Z_])@=)@='
syntax match ivrStatements4x0 '\v%(%(^|%([{;])@<=)\s*)@<=%(conference|recording|anywhere|defaults|endpoint|fallback|outbound|answer|ensure|extern|import|prompt|const|event|hours|param|flow|menu|test|type|app|var)%(%([a-zA-Z_0-9])@!%(\s*[:.(=])@!)@='
syntax match ivrStatements3x0 '\v%(%([a-zA-Z_0-9.])@<!)@<=%(press)%(\s+%([0-9*#]+))@='
syntax match ivrStatements3x1 '\v%(%([a-zA-Z_0-9.])@<!%(press)\s+)@<=%([0-9*#]+)'
syntax match ivrStatements2x0 '\v%(-\>)%(\s*%([a-zA-Z_][a-zA-Z_0-9]*))@='
syntax match ivrStatements2x1 '\v%(%(-\>)\s*)@<=%([a-zA-Z_][a-zA-Z_0-9]*)'
syntax match ivrStatements1x0Begin '\v%(%(^|%([{;])@<=)\s*)@<=%(closed|open)%(%([a-zA-Z_0-9])@!%(\s*[:.(=])@!)@=' contained
syntax region ivrStatements1 start='\v%(^|%([{;])@<=)\s*%(closed|open)%([a-zA-Z_0-9])@!%(\s*[:.(=])@!' matchgroup=NONE end='\v%([;}])@=|^%(\s*%([a-zA-Z_][a-zA-Z_0-9]*\s*[-,]|%(fri|mon|sat|sun|thu|tue|wed)%([a-zA-Z_0-9])@!|[0-9]|//|$))@!' contains=@ivrComments,@ivrDays,@ivrExpressions,ivrStatements1x0Begin
syntax match ivrStatements0x0Begin '\v%(%(^|%([{;])@<=)\s*)@<=%(on)%(%([a-zA-Z_0-9])@!%(\s*[:.(=])@!)@=' contained
syntax region ivrStatements0 start='\v%(^|%([{;])@<=)\s*%(on)%([a-zA-Z_0-9])@!%(\s*[:.(=])@!' matchgroup=NONE end='\v%(-\>|\{|;)@=|$' contains=@ivrComments,@ivrCounts,@ivrKinds,ivrStatements0x0Begin
syntax cluster ivrStatements contains=ivrStatements7x0,ivrStatements6x0,ivrStatements6x1,ivrStatements5x0,ivrStatements5x1,ivrStatements4x0,ivrStatements3x0,ivrStatements3x1,ivrStatements2x0,ivrStatements2x1,ivrStatements1,ivrStatements0
syntax match ivrCounts0 '\v%([a-zA-Z_0-9])@<![0-9]+' contained
syntax cluster ivrCounts contains=ivrCounts0
syntax match ivrResults1 '\v[a-zA-Z_][a-zA-Z_0-9]*' contained
syntax match ivrResults0 '\v-\>|\?' contained
syntax cluster ivrResults contains=ivrResults1,ivrResults0
syntax match ivrFields2 '\v\?' contained
syntax match ivrFields1 '\v[a-zA-Z_][a-zA-Z_0-9]*' contained
syntax match ivrFields0 '\v[a-zA-Z_][a-zA-Z_0-9]*%(\s*:)@=' contained
syntax cluster ivrFields contains=ivrFields2,ivrFields1,ivrFields0
syntax region ivrParameters0 start='\v\(' matchgroup=NONE end='\v\)' contains=@ivrComments,@ivrFields contained
syntax cluster ivrParameters contains=ivrParameters0
syntax match ivrDeclarations6x0 '\v%(%(^|%([{;])@<=)\s*)@<=%(conference|recording|endpoint|outbound|extern|prompt|const|hours|param|flow|menu|type|let)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*))@='
syntax match ivrDeclarations6x1 '\v%(%(^|%([{;])@<=)\s*%(conference|recording|endpoint|outbound|extern|prompt|const|hours|param|flow|menu|type|let)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)'
syntax match ivrDeclarations5x0 '\v%(%(^|%([{;])@<=)\s*)@<=%(endpoint)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s+%(websocket|phone|app|sip|vbc)%([a-zA-Z_0-9])@!)@='
syntax match ivrDeclarations5x1 '\v%(%(^|%([{;])@<=)\s*%(endpoint)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)%(\s+%(websocket|phone|app|sip|vbc)%([a-zA-Z_0-9])@!)@='
syntax match ivrDeclarations5x2 '\v%(%(^|%([{;])@<=)\s*%(endpoint)\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s+)@<=%(websocket|phone|app|sip|vbc)%(%([a-zA-Z_0-9])@!)@='
syntax match ivrDeclarations4x0Begin '\v%(%(^|%([{;])@<=)\s*)@<=%(ensure)%(%(\s)@=)@=' contained
syntax region ivrDeclarations4 start='\v%(^|%([{;])@<=)\s*%(ensure)%(\s)@=' matchgroup=NONE end='\v%(;)@=|$' contains=@ivrComments,@ivrCounts,ivrDeclarations4x0Begin
syntax match ivrDeclarations3x0Begin '\v%(%(^|%([{;])@<=)\s*)@<=%(var)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s*:)@=' contained
syntax match ivrDeclarations3x1Begin '\v%(%(^|%([{;])@<=)\s*%(var)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)%(\s*:)@=' contained
syntax region ivrDeclarations3 start='\v%(^|%([{;])@<=)\s*%(var)\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s*:' matchgroup=NONE end='\v%([=;])@=|$' contains=@ivrComments,@ivrFields,ivrDeclarations3x0Begin,ivrDeclarations3x1Begin
syntax match ivrDeclarations2x0Begin '\v%(%(^|%([{;])@<=)\s*)@<=%(type)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s*\{)@=' contained
syntax match ivrDeclarations2x1Begin '\v%(%(^|%([{;])@<=)\s*%(type)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)%(\s*\{)@=' contained
syntax region ivrDeclarations2 start='\v%(^|%([{;])@<=)\s*%(type)\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s*\{' matchgroup=NONE end='\v\}' contains=@ivrComments,@ivrFields,ivrDeclarations2x0Begin,ivrDeclarations2x1Begin
syntax match ivrDeclarations1x0Begin '\v%(%(^|%([{;])@<=)\s*)@<=%(outbound|prompt|menu)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s*%(\()@=)@=' contained
syntax match ivrDeclarations1x1Begin '\v%(%(^|%([{;])@<=)\s*%(outbound|prompt|menu)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)%(\s*%(\()@=)@=' contained
syntax region ivrDeclarations1 start='\v%(^|%([{;])@<=)\s*%(outbound|prompt|menu)\s+%([a-zA-Z_][a-zA-Z_0-9]*)\s*%(\()@=' matchgroup=NONE end='\v%(\{|-\>|;)@=|$' contains=@ivrComments,@ivrParameters,ivrDeclarations1x0Begin,ivrDeclarations1x1Begin
syntax match ivrDeclarations0x0Begin '\v%(%(^|%([{;])@<=)\s*)@<=%(extern|flow)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*))@=' contained
syntax match ivrDeclarations0x1Begin '\v%(%(^|%([{;])@<=)\s*%(extern|flow)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)' contained
syntax region ivrDeclarations0 start='\v%(^|%([{;])@<=)\s*%(extern|flow)\s+%([a-zA-Z_][a-zA-Z_0-9]*)' matchgroup=NONE end='\v%([{;])@=|$' contains=@ivrComments,@ivrParameters,@ivrResults,ivrDeclarations0x0Begin,ivrDeclarations0x1Begin
syntax cluster ivrDeclarations contains=ivrDeclarations6x0,ivrDeclarations6x1,ivrDeclarations5x0,ivrDeclarations5x1,ivrDeclarations5x2,ivrDeclarations4,ivrDeclarations3,ivrDeclarations2,ivrDeclarations1,ivrDeclarations0
syntax match ivrFormats0x0 '\v%(%([a-zA-Z_0-9.])@<!)@<=%(as)%(\s+%([a-zA-Z_][a-zA-Z_0-9]*))@=' contained
syntax match ivrFormats0x1 '\v%(%([a-zA-Z_0-9.])@<!%(as)\s+)@<=%([a-zA-Z_][a-zA-Z_0-9]*)' contained
syntax cluster ivrFormats contains=ivrFormats0x0,ivrFormats0x1
syntax region ivrInterpolations0 matchgroup=ivrBrace start='\v\{' matchgroup=ivrBrace end='\v\}|$' contains=@ivrFormats,@ivrExpressions contained
syntax cluster ivrInterpolations contains=ivrInterpolations0
syntax match ivrEscapes0 '\v\\%(u[0-9a-fA-F]{4}|.)' contained
syntax cluster ivrEscapes contains=ivrEscapes0
syntax region ivrStrings1 matchgroup=ivrString start='\v"' matchgroup=ivrString end='\v"|$|^' contains=@ivrEscapes,@ivrInterpolations
syntax region ivrStrings0 matchgroup=ivrString start='\v"""' matchgroup=ivrString end='\v"""' contains=@ivrEscapes,@ivrInterpolations
syntax cluster ivrStrings contains=ivrStrings1,ivrStrings0
syntax match ivrComments1 '\v//.*$'
syntax match ivrComments0 '\v///.*$'
syntax cluster ivrComments contains=ivrComments1,ivrComments0

highlight default link ivrExpressions23 ivrOperator
highlight default link ivrExpressions21 ivrFunction
highlight default link ivrExpressions20 ivrBuiltin
highlight default link ivrExpressions19 ivrBuiltin
highlight default link ivrExpressions18 ivrConstant
highlight default link ivrExpressions17 ivrKeyword
highlight default link ivrExpressions16 ivrSetting
highlight default link ivrExpressions15x0 ivrKeyword
highlight default link ivrExpressions15x1 ivrConstant
highlight default link ivrExpressions14x0 ivrKeyword
highlight default link ivrExpressions14x1 ivrKeyword
highlight default link ivrExpressions14x2 ivrConstant
highlight default link ivrExpressions13 ivrString
highlight default link ivrExpressions12 ivrNumber
highlight default link ivrExpressions11x1 ivrNumber
highlight default link ivrExpressions10x1 ivrNumber
highlight default link ivrExpressions9 ivrNumber
highlight default link ivrExpressions8 ivrNumber
highlight default link ivrExpressions7 ivrPhone
highlight default link ivrExpressions6 ivrDuration
highlight default link ivrExpressions5 ivrDate
highlight default link ivrExpressions4 ivrDate
highlight default link ivrExpressions3 ivrDate
highlight default link ivrExpressions2 ivrDate
highlight default link ivrExpressions1 ivrDate
highlight default link ivrExpressions0 ivrLanguage
highlight default link ivrDays0 ivrConstant
highlight default link ivrKinds0 ivrEvent
highlight default link ivrStatements7x0 ivrStep
highlight default link ivrStatements6x0 ivrStep
highlight default link ivrStatements6x1 ivrType
highlight default link ivrStatements5x0 ivrStep
highlight default link ivrStatements5x1 ivrType
highlight default link ivrStatements4x0 ivrKeyword
highlight default link ivrStatements3x0 ivrKeyword
highlight default link ivrStatements3x1 ivrNumber
highlight default link ivrStatements2x0 ivrOperator
highlight default link ivrStatements2x1 ivrTarget
highlight default link ivrStatements1x0Begin ivrKeyword
highlight default link ivrStatements0x0Begin ivrKeyword
highlight default link ivrCounts0 ivrNumber
highlight default link ivrResults1 ivrType
highlight default link ivrResults0 ivrOperator
highlight default link ivrFields2 ivrOperator
highlight default link ivrFields1 ivrType
highlight default link ivrFields0 ivrSetting
highlight default link ivrDeclarations6x0 ivrKeyword
highlight default link ivrDeclarations6x1 ivrDefinition
highlight default link ivrDeclarations5x0 ivrKeyword
highlight default link ivrDeclarations5x1 ivrDefinition
highlight default link ivrDeclarations5x2 ivrType
highlight default link ivrDeclarations4x0Begin ivrKeyword
highlight default link ivrDeclarations3x0Begin ivrKeyword
highlight default link ivrDeclarations3x1Begin ivrDefinition
highlight default link ivrDeclarations2x0Begin ivrKeyword
highlight default link ivrDeclarations2x1Begin ivrDefinition
highlight default link ivrDeclarations1x0Begin ivrKeyword
highlight default link ivrDeclarations1x1Begin ivrDefinition
highlight default link ivrDeclarations0x0Begin ivrKeyword
highlight default link ivrDeclarations0x1Begin ivrDefinition
highlight default link ivrFormats0x0 ivrKeyword
highlight default link ivrFormats0x1 ivrFunction
highlight default link ivrEscapes0 ivrEscape
highlight default link ivrStrings1 ivrString
highlight default link ivrStrings0 ivrString
highlight default link ivrComments1 ivrComment
highlight default link ivrComments0 ivrDoc

highlight default link ivrComment Comment
highlight default link ivrDoc SpecialComment
highlight default link ivrString String
highlight default link ivrEscape SpecialChar
highlight default link ivrBrace Delimiter
highlight default link ivrKeyword Keyword
highlight default link ivrStep Statement
highlight default link ivrSetting Identifier
highlight default link ivrEvent PreProc
highlight default link ivrDefinition Function
highlight default link ivrTarget Function
highlight default link ivrFunction Function
highlight default link ivrType Type
highlight default link ivrBuiltin Special
highlight default link ivrConstant Boolean
highlight default link ivrNumber Number
highlight default link ivrDuration Number
highlight default link ivrDate Number
highlight default link ivrPhone Number
highlight default link ivrLanguage Constant
highlight default link ivrOperator Operator

let b:current_syntax = "ivr"
