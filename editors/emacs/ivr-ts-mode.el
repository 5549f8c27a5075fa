;;; ivr-ts-mode.el --- Phone menus in .ivr files, by tree-sitter  -*- lexical-binding: t; -*-

;; Written by `ivrc dev editors`; do not edit.
;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages

;;; Commentary:

;; `ivr-mode' with colours by the tree of the text, and motion by declarations.  It needs the parser `ivr'.

;;; Code:

(require 'treesit)
(require 'ivr-mode)

(defvar ivr-ts-mode--font-lock-settings
  (treesit-font-lock-rules
   :language 'ivr :feature 'comment
   '((comment) @font-lock-comment-face)
   :language 'ivr :feature 'doc
   '((doc_comment) @font-lock-doc-face)
   :language 'ivr :feature 'string
   '((string "\"" @font-lock-string-face)
     (string_content) @font-lock-string-face
     (long_string "\"\"\"" @font-lock-string-face))
   :language 'ivr :feature 'escape
   '((escape) @font-lock-constant-face)
   :language 'ivr :feature 'brace
   '((interpolation "{" @font-lock-preprocessor-face)
     (interpolation "}" @font-lock-preprocessor-face))
   :language 'ivr :feature 'keyword
   '("and" @font-lock-keyword-face
     "answer" @font-lock-keyword-face
     "anywhere" @font-lock-keyword-face
     "app" @font-lock-keyword-face
     "as" @font-lock-keyword-face
     "case" @font-lock-keyword-face
     "closed" @font-lock-keyword-face
     "conference" @font-lock-keyword-face
     "const" @font-lock-keyword-face
     "defaults" @font-lock-keyword-face
     "each" @font-lock-keyword-face
     "else" @font-lock-keyword-face
     "endpoint" @font-lock-keyword-face
     "ensure" @font-lock-keyword-face
     "event" @font-lock-keyword-face
     "extern" @font-lock-keyword-face
     "fails" @font-lock-keyword-face
     "fallback" @font-lock-keyword-face
     "flow" @font-lock-keyword-face
     "for" @font-lock-keyword-face
     "given" @font-lock-keyword-face
     "hours" @font-lock-keyword-face
     "if" @font-lock-keyword-face
     "import" @font-lock-keyword-face
     "in" @font-lock-keyword-face
     "is" @font-lock-keyword-face
     "let" @font-lock-keyword-face
     "match" @font-lock-keyword-face
     "menu" @font-lock-keyword-face
     "not" @font-lock-keyword-face
     "on" @font-lock-keyword-face
     "open" @font-lock-keyword-face
     "or" @font-lock-keyword-face
     "outbound" @font-lock-keyword-face
     "param" @font-lock-keyword-face
     "press" @font-lock-keyword-face
     "prompt" @font-lock-keyword-face
     "recording" @font-lock-keyword-face
     "return" @font-lock-keyword-face
     "set" @font-lock-keyword-face
     "speak" @font-lock-keyword-face
     "test" @font-lock-keyword-face
     "type" @font-lock-keyword-face
     "var" @font-lock-keyword-face
     ((action word: (identifier) @font-lock-keyword-face) (:match "^\\(?:conference\\|recording\\|anywhere\\|defaults\\|endpoint\\|fallback\\|outbound\\|answer\\|closed\\|ensure\\|extern\\|import\\|prompt\\|return\\|const\\|event\\|fails\\|given\\|hours\\|match\\|param\\|press\\|speak\\|case\\|each\\|else\\|flow\\|menu\\|open\\|test\\|type\\|and\\|app\\|for\\|let\\|not\\|set\\|var\\|if\\|in\\|is\\|on\\|or\\)$" @font-lock-keyword-face)))
   :language 'ivr :feature 'step
   '(((action word: (identifier) @font-lock-builtin-face) (:match "^\\(?:advanced_machine_detection\\|transcription\\|language\\|messages\\|transfer\\|collect\\|connect\\|headers\\|silence\\|callee\\|expect\\|hangup\\|notify\\|record\\|verify\\|await\\|leave\\|body\\|call\\|hear\\|join\\|play\\|role\\|wait\\|rtc\\|say\\|vbc\\|at\\)$" @font-lock-builtin-face)))
   :language 'ivr :feature 'setting
   '((setting name: (identifier) @font-lock-variable-name-face)
     (parameter name: (identifier) @font-lock-variable-name-face))
   :language 'ivr :feature 'event
   '((handler kind: (identifier) @font-lock-variable-name-face))
   :language 'ivr :feature 'definition
   '((const name: (identifier) @font-lock-function-name-face)
     (param name: (identifier) @font-lock-function-name-face)
     (var name: (identifier) @font-lock-function-name-face)
     (endpoint name: (identifier) @font-lock-function-name-face)
     (prompt name: (identifier) @font-lock-function-name-face)
     (hours name: (identifier) @font-lock-function-name-face)
     (record_type name: (identifier) @font-lock-function-name-face)
     (enumeration name: (identifier) @font-lock-function-name-face)
     (extern name: (identifier) @font-lock-function-name-face)
     (recording name: (identifier) @font-lock-function-name-face)
     (conference name: (identifier) @font-lock-function-name-face)
     (entry name: (identifier) @font-lock-function-name-face)
     (flow name: (identifier) @font-lock-function-name-face)
     (menu name: (identifier) @font-lock-function-name-face)
     (let name: (identifier) @font-lock-function-name-face))
   :language 'ivr :feature 'target
   '((goto target: (identifier) @font-lock-function-name-face))
   :language 'ivr :feature 'function
   '((call name: (identifier) @font-lock-function-name-face)
     (reference (identifier) @font-lock-function-name-face :anchor (arguments))
     (given name: (identifier) @font-lock-function-name-face :anchor (arguments))
     (interpolation format: (identifier) @font-lock-function-name-face))
   :language 'ivr :feature 'type
   '((type name: (identifier) @font-lock-type-face)
     ((endpoint kind: (identifier) @font-lock-type-face) (:match "^\\(?:websocket\\|phone\\|app\\|sip\\|vbc\\)$" @font-lock-type-face))
     ((action word: (identifier) @_step :anchor (reference :anchor (identifier) @font-lock-type-face :anchor) :anchor [(string) (long_string) (phone) (reference) (list)]) (:equal "collect" @_step) (:match "^\\(?:digits\\|number\\|speech\\|phone\\|any\\)$" @font-lock-type-face))
     ((action word: (identifier) @_step :anchor (reference :anchor (identifier) @font-lock-type-face :anchor) :anchor [(string) (long_string) (phone) (reference) (list)]) (:equal "connect" @_step) (:match "^\\(?:websocket\\|phone\\|all\\|app\\|sip\\|vbc\\)$" @font-lock-type-face)))
   :language 'ivr :feature 'builtin
   '(((reference :anchor (identifier) @font-lock-builtin-face :anchor ".") (:match "^\\(?:recording\\|event\\|call\\|env\\|now\\)$" @font-lock-builtin-face))
     ((reference :anchor (identifier) @font-lock-builtin-face :anchor) (:equal "now" @font-lock-builtin-face)))
   :language 'ivr :feature 'constant
   '((boolean) @font-lock-constant-face
     (is word: (identifier) @font-lock-constant-face)
     ((reference :anchor (identifier) @font-lock-constant-face :anchor) (:equal "none" @font-lock-constant-face))
     ((schedule (identifier) @font-lock-constant-face) (:match "^\\(?:fri\\|mon\\|sat\\|sun\\|thu\\|tue\\|wed\\)$" @font-lock-constant-face)))
   :language 'ivr :feature 'number
   '((integer) @font-lock-constant-face
     (number) @font-lock-constant-face
     (range) @font-lock-constant-face
     (key) @font-lock-constant-face
     (keys) @font-lock-constant-face)
   :language 'ivr :feature 'duration
   '((duration) @font-lock-constant-face)
   :language 'ivr :feature 'date
   '((date) @font-lock-constant-face
     (time) @font-lock-constant-face
     (yearly) @font-lock-constant-face
     (date_range) @font-lock-constant-face
     (yearly_range) @font-lock-constant-face)
   :language 'ivr :feature 'phone
   '((phone) @font-lock-constant-face)
   :language 'ivr :feature 'language
   '((language) @font-lock-constant-face)
   :language 'ivr :feature 'operator
   '("->" @font-lock-keyword-face
     "=" @font-lock-keyword-face
     "==" @font-lock-keyword-face
     "!=" @font-lock-keyword-face
     "<" @font-lock-keyword-face
     "<=" @font-lock-keyword-face
     ">" @font-lock-keyword-face
     ">=" @font-lock-keyword-face
     "+" @font-lock-keyword-face
     "-" @font-lock-keyword-face
     "*" @font-lock-keyword-face
     "|" @font-lock-keyword-face
     "?" @font-lock-keyword-face))
  "What is shown how.")

;;;###autoload
(define-derived-mode ivr-ts-mode ivr-mode "IVR"
  "For phone menus that ivrc compiles, with a parser."
  (when (treesit-ready-p 'ivr)
    (treesit-parser-create 'ivr)
    (setq-local treesit-font-lock-settings ivr-ts-mode--font-lock-settings)
    (setq-local treesit-font-lock-feature-list '((comment doc definition) (keyword string step type) (escape brace setting event target function builtin constant number duration date phone language operator)))
    (setq-local treesit-defun-type-regexp (concat "\\`" (regexp-opt '("conference" "const" "endpoint" "entry" "enumeration" "extern" "flow" "hours" "let" "menu" "param" "prompt" "record_type" "recording" "var")) "\\'"))
    (treesit-major-mode-setup)))

(when (treesit-ready-p 'ivr t)
  (add-to-list 'auto-mode-alist '("\\.ivr\\'" . ivr-ts-mode)))

(provide 'ivr-ts-mode)
;;; ivr-ts-mode.el ends here
