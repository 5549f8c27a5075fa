"""`ivr-mode.el`: Emacs without tree-sitter, its words taken from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.editors.categories import CATEGORIES
from ivrc.editors.words import ACTIONS, ANYWHERE, BOOLEANS, NAMED, OPENING, ROOTS, TYPED

if TYPE_CHECKING:
    from collections.abc import Iterable

MODE = r""";;; ivr-mode.el --- Phone menus in .ivr files  -*- lexical-binding: t; -*-

;; Written by `ivrc dev editors`; do not edit.
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, comments, indentation, and `ivr-format-buffer', which runs `ivrc fmt'.

;;; Code:

(require 'compile)

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

(defconst ivr-font-lock-keywords
  `(("///.*$" 0 '@doc t)
    ("\\\\\\(?:u[0-9a-fA-F]\\{4\\}\\|.\\)" 0 (if (nth 3 (syntax-ppss)) '@escape) t)
    ("{\\([a-zA-Z_][^{}\"\n]*\\)" 1 (if (nth 3 (syntax-ppss)) '@embedded) t)
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
  (setq-local compile-command (concat "ivrc check " (shell-quote-argument (or buffer-file-name "")))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.ivr\\'" . ivr-mode))

(provide 'ivr-mode)
;;; ivr-mode.el ends here
"""


def mode() -> str:
    """The whole file."""
    lists = {
        "declaring": NAMED | TYPED | {"var"},
        "opening": OPENING,
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


def _quoted(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in sorted(words))
