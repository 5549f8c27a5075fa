"""The two modes of Emacs, without and with tree-sitter, their words taken from the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.editors import queries
from ivrc.editors.categories import CATEGORIES
from ivrc.editors.words import ACTIONS, ANYWHERE, BOOLEANS, KINDS_BEHIND, NAMED, OPENING, ROOTS, ROWS, TYPED
from ivrc.language.vocabulary import ENDPOINT_KINDS
from ivrc.syntax.build import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

MODE = r""";;; ivr-mode.el --- Phone menus in .ivr files  -*- lexical-binding: t; -*-

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
  `(,(concat ivr--start step "[ \t]+\\(" (regexp-opt kinds) "\\)[ \t]+[\"+[a-zA-Z_]") 1 '@type))

(defconst ivr-font-lock-keywords
  `(("///.*$" 0 '@doc t)
    ("\\\\\\(?:u[0-9a-fA-F]\\{4\\}\\|.\\)" 0 (if (nth 3 (syntax-ppss)) '@escape) t)
    ("{\\([a-zA-Z_][^{}\"\n]*\\)" 1 (if (nth 3 (syntax-ppss)) '@embedded) t)
    (,(concat ivr--start "endpoint[ \t]+\\w+[ \t]+\\(" (regexp-opt '(@endpoints)) "\\)\\_>") 1 '@type)
    ,(ivr--kind "collect" '(@collected))
    ,(ivr--kind "connect" '(@connected))
    (,(concat ivr--start (regexp-opt '(@rows)) "[ \t]+")
     (,(concat "\\<" (regexp-opt '(@days)) "\\>") nil nil (0 '@constant)))
    (,(concat ivr--start "\\(" (regexp-opt '(@declaring)) "\\)[ \t]+\\([a-zA-Z_][a-zA-Z_0-9]*\\)")
     (1 '@keyword) (2 '@definition))
    (,(concat ivr--start "\\(on\\)[ \t]+\\([a-zA-Z_][a-zA-Z_0-9, ]*\\)") (1 '@keyword) (2 '@event))
    ("->[ \t]*\\([a-zA-Z_][a-zA-Z_0-9]*\\)" 1 '@target)
    ("\\_<[a-z]\\{2,3\\}\\(?:-[A-Z][a-z]\\{3\\}\\)?-\\(?:[A-Z]\\{2,4\\}\\|001\\|150\\|419\\)\\_>"
     0 '@language)
    ("\\_<[0-9]+\\(?:ms\\|s\\|m\\|h\\)\\_>" 0 '@duration)
    ("\\(?:[0-9]\\{4\\}-\\)?[0-9][0-9]-[0-9][0-9]\\|[0-9][0-9]:[0-9][0-9]" 0 '@date)
    ("+[1-9][0-9]\\{4,14\\}\\_>" 0 '@phone)
    ("\\_<[0-9]+\\(?:\\.+[0-9]+\\)?\\_>" 0 '@number)
    ("\\_<\\([a-zA-Z_][a-zA-Z_0-9]*\\)[ \t]*:" 1 '@setting)
    ,(ivr--word '(@opening) ivr--start '@keyword)
    ,(ivr--word '(@actions) ivr--start '@step)
    (,(concat "\\_<" (regexp-opt '(@anywhere)) "\\_>") 0 '@keyword)
    (,(concat "\\_<" (regexp-opt '(@constants)) "\\_>") 0 '@constant)
    (,(concat "\\_<\\(" (regexp-opt '(@roots)) "\\)\\.") 1 '@builtin)
    ("\\_<\\([a-zA-Z_][a-zA-Z_0-9]*\\)(" 1 '@function))
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
              `((nil ,(concat "^[ \t]*" (regexp-opt '(@declaring)) "[ \t]+\\([a-zA-Z_][a-zA-Z_0-9]*\\)") 1)))
  (setq-local compile-command (concat "ivrc check " (shell-quote-argument (or buffer-file-name "")))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.ivr\\'" . ivr-mode))

(provide 'ivr-mode)
;;; ivr-mode.el ends here
"""


TREE_MODE = r""";;; ivr-ts-mode.el --- Phone menus in .ivr files, by tree-sitter  -*- lexical-binding: t; -*-

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
@rules)
  "What is shown how.")

;;;###autoload
(define-derived-mode ivr-ts-mode ivr-mode "IVR"
  "For phone menus that ivrc compiles, with a parser."
  (when (treesit-ready-p 'ivr)
    (treesit-parser-create 'ivr)
    (setq-local treesit-font-lock-settings ivr-ts-mode--font-lock-settings)
    (setq-local treesit-font-lock-feature-list '(@features))
    (setq-local treesit-defun-type-regexp (concat "\\`" (regexp-opt '(@declared)) "\\'"))
    (treesit-major-mode-setup)))

(when (treesit-ready-p 'ivr t)
  (add-to-list 'auto-mode-alist '("\\.ivr\\'" . ivr-ts-mode)))

(provide 'ivr-ts-mode)
;;; ivr-ts-mode.el ends here
"""

FEATURES = (("comment", "doc", "definition"), ("keyword", "string", "step", "type"))
"""Categories that are still coloured by who wants few or some colours; all others are by default."""


def mode() -> str:
    """`ivr-mode.el`."""
    lists = {
        "declaring": NAMED | TYPED | {"var"},
        "opening": OPENING | ROWS,
        "rows": ROWS,
        "days": DAYS,
        "endpoints": ENDPOINT_KINDS,
        "collected": KINDS_BEHIND["collect"],
        "connected": KINDS_BEHIND["connect"],
        "actions": ACTIONS,
        "anywhere": ANYWHERE | {"as"},
        "constants": BOOLEANS | {"none", "now"},
        "roots": ROOTS,
    }
    text = MODE.replace("'@embedded", "'default")
    for name, words in lists.items():
        text = text.replace(f"@{name})", f"{_quoted(words)})")
    for name, row in CATEGORIES.items():
        text = text.replace(f"'@{name}", f"'{row.face}")
    return text


def tree_mode() -> str:
    """`ivr-ts-mode.el`."""
    others = [name for name in CATEGORIES if not any(name in level for level in FEATURES)]
    made = {
        "rules": "\n".join(_rule(name, patterns) for name, patterns in queries.NODES.items()),
        "features": " ".join(f"({' '.join(level)})" for level in (*FEATURES, others)),
        "declared": _quoted(queries.DECLARED),
    }
    text = TREE_MODE
    for name, value in made.items():
        text = text.replace(f"@{name}", value)
    return text


def _rule(category: str, patterns: Iterable[str]) -> str:
    """The patterns of a category as Emacs reads them."""
    face = CATEGORIES[category].face
    lines = [queries.captured(_as_lisp(pattern), face) for pattern in patterns]
    return f"   :language 'ivr :feature '{category}\n   '(" + "\n     ".join(lines) + ")"


def _as_lisp(pattern: str) -> str:
    """A pattern of a query with Emacs' anchors, predicates and regular expressions."""
    pattern = re.sub(r" \.(?=[ )])", " :anchor", pattern)
    pattern = re.sub(r'\(#eq\? (@\w*) ("\w+")\)', r"(:equal \2 \1)", pattern)
    return re.sub(r'\(#match\? @ "\^\((.*)\)\$"\)', _as_match, pattern)


def _as_match(found: re.Match[str]) -> str:
    words = found[1].replace("|", r"\\|")
    return rf'(:match "^\\(?:{words}\\)$" @)'


def _quoted(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in sorted(words))
