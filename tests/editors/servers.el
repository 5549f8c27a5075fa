;;; servers.el --- Does with eglot what is asked for and writes what there is to see  -*- lexical-binding: t; -*-

(require 'eglot)
(require 'json)

(defvar seen nil "What the test is told.")

(defun tell (name value)
  "Let the test know the VALUE of NAME."
  (setf (alist-get name seen) value))

(defun await (found)
  "What FOUND gives as soon as that is something; the test ends what takes too long."
  (let (value)
    (while (not (setq value (funcall found)))
      (accept-process-output nil 0.05))
    value))

(defun open-file (name)
  "Visit NAME."
  (find-file (expand-file-name name (getenv "IVR_FOLDER")))
  (goto-char (point-min))
  (tell 'mode major-mode))

(defun start (name)
  "Visit NAME and start its server, if that of another file does not do."
  (open-file name)
  (unless (eglot-managed-p) (call-interactively #'eglot)))

(defun text ()
  "All of the buffer."
  (buffer-substring-no-properties (point-min) (point-max)))

(defun mistakes ()
  "Message and text of each diagnostic."
  (flymake-start)
  (mapcar (lambda (one)
            (vector (flymake-diagnostic-text one)
                    (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one))))
          (flymake-diagnostics)))

(defun seen-without-server ()
  "What is said where there is none."
  (start "menu.ivr"))

(defun seen-in-menu ()
  "A mistake, and a name that completion mends."
  (start "menu.ivr")
  (tell 'mistakes (vconcat (await #'mistakes)))
  (search-forward "销售\" -> sale")
  (completion-at-point)
  (tell 'completed (text))
  (await (lambda () (null (mistakes))))
  (tell 'mended t))

(defun seen-in-acme ()
  "What a name is, where it is, and what it is called then."
  (start "acme.ivr")
  (search-forward "-> oper")
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
    (tell 'hover (substring-no-properties (await (lambda () shown)))))
  (xref-find-definitions (symbol-name (symbol-at-point)))
  (tell 'definition (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
  (eglot-rename "desk")
  (tell 'renamed (text)))

(defun lay-out ()
  "Let the server do it."
  (eglot-format-buffer)
  (tell 'straight (text)))

(defun seen-in-crooked ()
  "The layout."
  (start "crooked.ivr")
  (lay-out))

(defun seen-by-itself ()
  "The layout by a server that nobody has started."
  (open-file "crooked.ivr")
  (run-hooks 'post-command-hook) ; which is when `eglot-ensure' does
  (await #'eglot-managed-p)
  (lay-out))

(dolist (what (split-string (getenv "IVR_SEEN")))
  (condition-case problem
      (funcall (intern what))
    (user-error (tell 'problem (error-message-string problem)))))
(with-temp-file (expand-file-name "seen.json" (getenv "IVR_FOLDER")) (insert (json-encode seen)))
