;; Written by `ivrc dev editors`; do not edit.

("{" @open "}" @close)
("[" @open "]" @close)
("(" @open ")" @close)
(string "\"" @open "\"" @close)
