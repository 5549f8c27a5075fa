;; Written by `ivrc dev editors`; do not edit.

[(block) (record_type) (match_statement) (list) (arguments) (parameters)] @indent
["}" "]" ")"] @outdent
