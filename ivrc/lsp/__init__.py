"""The language server: pure features over programs as they stand in an editor, and one thin server."""
