;;; ivr-mode.el --- Phone menus in .ivr files  -*- lexical-binding: t; -*-

;; Written by `ivrc dev editors`; do not edit.
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, comments, indentation, a list of declarations, `ivr-format-buffer', which runs `ivrc fmt', and
;; how `M-x eglot' starts the language server.

;;; Code:

(require 'compile)
(require 'seq)

(defvar eglot-server-programs)

(defvar ivr-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "w" table)
    table))

(defconst ivr--start "\\(?:^\\|[{;]\\)[ \t]*"
  "Where a statement may begin.")

(defconst ivr--no-name "\\_>\\(?:[ \t]*\\([:.(=]\\)\\)?"
  "Behind a keyword; group 2 tells that it was a name after all.")

(defun ivr--word (words before face)
  "A rule for WORDS behind BEFORE that are shown in FACE."
  `(,(concat before "\\(" (regexp-opt words) "\\)" ivr--no-name)
    (1 (if (match-beginning 2) nil ',face))))

(defun ivr--kind (step kinds)
  "A rule for KINDS between STEP and a value."
  `(,(concat ivr--start step "[ \t]+\\(" (regexp-opt kinds) "\\)[ \t]+[\"+[a-zA-Z_]") 1 'font-lock-type-face))

(defconst ivr-font-lock-keywords
  `(("///.*$" 0 'font-lock-doc-face t)
    ("\\\\\\(?:u[0-9a-fA-F]\\{4\\}\\|.\\)" 0 (if (nth 3 (syntax-ppss)) 'font-lock-constant-face) t)
    ("{\\([a-zA-Z_][^{}\"\n]*\\)" 1 (if (nth 3 (syntax-ppss)) 'default) t)
    (,(concat ivr--start "endpoint[ \t]+\\w+[ \t]+\\(" (regexp-opt '("app" "phone" "sip" "vbc" "websocket")) "\\)\\_>") 1 'font-lock-type-face)
    ,(ivr--kind "collect" '("any" "digits" "number" "phone" "speech"))
    ,(ivr--kind "connect" '("all" "app" "phone" "sip" "vbc" "websocket"))
    (,(concat ivr--start (regexp-opt '("closed" "open")) "[ \t]+")
     (,(concat "\\<" (regexp-opt '("fri" "mon" "sat" "sun" "thu" "tue" "wed")) "\\>") nil nil (0 'font-lock-constant-face)))
    (,(concat ivr--start "\\(" (regexp-opt '("conference" "const" "endpoint" "extern" "flow" "hours" "let" "menu" "outbound" "param" "prompt" "recording" "type" "var")) "\\)[ \t]+\\([a-zA-Z_][a-zA-Z_0-9]*\\)")
     (1 'font-lock-keyword-face) (2 'font-lock-function-name-face))
    (,(concat ivr--start "\\(on\\)[ \t]+\\([a-zA-Z_][a-zA-Z_0-9, ]*\\)") (1 'font-lock-keyword-face) (2 'font-lock-variable-name-face))
    ("->[ \t]*\\([a-zA-Z_][a-zA-Z_0-9]*\\)" 1 'font-lock-function-name-face)
    ("\\_<[a-z]\\{2,3\\}\\(?:-[A-Z][a-z]\\{3\\}\\)?-\\(?:[A-Z]\\{2,4\\}\\|001\\|150\\|419\\)\\_>"
     0 'font-lock-constant-face)
    ("\\_<[0-9]+\\(?:ms\\|s\\|m\\|h\\)\\_>" 0 'font-lock-constant-face)
    ("\\(?:[0-9]\\{4\\}-\\)?[0-9][0-9]-[0-9][0-9]\\|[0-9][0-9]:[0-9][0-9]" 0 'font-lock-constant-face)
    ("+[1-9][0-9]\\{4,14\\}\\_>" 0 'font-lock-constant-face)
    ("\\_<[0-9]+\\(?:\\.+[0-9]+\\)?\\_>" 0 'font-lock-constant-face)
    ("\\_<\\([a-zA-Z_][a-zA-Z_0-9]*\\)[ \t]*:" 1 'font-lock-variable-name-face)
    ,(ivr--word '("answer" "anywhere" "app" "closed" "conference" "const" "defaults" "endpoint" "ensure" "event" "extern" "fallback" "flow" "hours" "import" "menu" "open" "outbound" "param" "prompt" "recording" "test" "type" "var") ivr--start 'font-lock-keyword-face)
    ,(ivr--word '("advanced_machine_detection" "at" "await" "body" "call" "callee" "collect" "connect" "expect" "hangup" "headers" "hear" "join" "language" "leave" "messages" "notify" "play" "record" "role" "rtc" "say" "silence" "transcription" "transfer" "vbc" "verify" "wait") ivr--start 'font-lock-builtin-face)
    (,(concat "\\_<" (regexp-opt '("and" "as" "case" "each" "else" "fails" "for" "given" "if" "in" "is" "let" "match" "not" "on" "or" "press" "return" "set" "speak")) "\\_>") 0 'font-lock-keyword-face)
    (,(concat "\\_<" (regexp-opt '("false" "none" "now" "true")) "\\_>") 0 'font-lock-constant-face)
    (,(concat "\\_<\\(" (regexp-opt '("call" "env" "event" "recording")) "\\)\\.") 1 'font-lock-builtin-face)
    ("\\_<\\([a-zA-Z_][a-zA-Z_0-9]*\\)(" 1 'font-lock-function-name-face))
  "What is shown how.")

(defun ivr-indent-line ()
  "Indent by two for each open bracket."
  (interactive)
  (let* ((depth (save-excursion (beginning-of-line) (nth 0 (syntax-ppss))))
         (closing (save-excursion (back-to-indentation) (looking-at "[])}]")))
         (column (* 2 (max 0 (if closing (1- depth) depth)))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

(defun ivr-format-buffer ()
  "Lay out the buffer with `ivrc fmt'; a text with mistakes stays as it is."
  (interactive)
  (let ((output (generate-new-buffer " *ivrc fmt*")))
    (unwind-protect
        (if (zerop (call-process-region nil nil "ivrc" nil (list output nil) nil "fmt" "-"))
            (replace-buffer-contents output)
          (message "ivrc fmt: the text has mistakes; run `ivrc check'"))
      (kill-buffer output))))

(defun ivr--program-in (folder)
  "The `ivrc' of the Python environment in FOLDER."
  (seq-find #'file-executable-p
            (mapcar (lambda (place) (expand-file-name place folder))
                    '(".venv/bin/ivrc" "venv/bin/ivrc" ".venv/Scripts/ivrc.exe" "venv/Scripts/ivrc.exe"))))

(defun ivr-program ()
  "The `ivrc' of the project's environment, else the one on the path."
  (let* ((root (or (locate-dominating-file default-directory ".git")
                   (locate-dominating-file default-directory "pyproject.toml")
                   default-directory))
         (is-last (lambda (folder) (or (ivr--program-in folder) (file-equal-p folder root))))
         (found (ivr--program-in (locate-dominating-file default-directory is-last))))
    (if found (file-local-name found) (executable-find "ivrc" t))))

(defun ivr-server (&rest _)
  "The command that starts the language server."
  (list (or (ivr-program)
            (user-error "%s" "There is no `ivrc` here. Run `pip install 'ivrc[lsp]'`, then M-x eglot."))
        "lsp"))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(ivr-mode . ivr-server)))

(add-to-list 'compilation-error-regexp-alist-alist
             '(ivrc "^ *\\(?:-->\\|:::\\) \\(.+\\):\\([0-9]+\\):\\([0-9]+\\)$" 1 2 3))
(add-to-list 'compilation-error-regexp-alist 'ivrc)

;;;###autoload
(define-derived-mode ivr-mode prog-mode "IVR"
  "For phone menus that ivrc compiles."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "//+[ \t]*")
  (setq-local font-lock-defaults '(ivr-font-lock-keywords))
  (setq-local indent-line-function #'ivr-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local imenu-generic-expression
              `((nil ,(concat "^[ \t]*" (regexp-opt '("conference" "const" "endpoint" "extern" "flow" "hours" "let" "menu" "outbound" "param" "prompt" "recording" "type" "var")) "[ \t]+\\([a-zA-Z_][a-zA-Z_0-9]*\\)") 1)))
  (setq-local compile-command (concat "ivrc check " (shell-quote-argument (or buffer-file-name "")))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.ivr\\'" . ivr-mode))

(provide 'ivr-mode)
;;; ivr-mode.el ends here
