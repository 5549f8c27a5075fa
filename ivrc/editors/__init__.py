"""What editors are told about the language: `ivrc dev editors` writes it into the folder `editors/`."""
