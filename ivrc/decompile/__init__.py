"""Raw NCCOs and application bodies as programs of the language: the compiler read backwards."""
