"""Evidence: files and profile fields in, passages, statements and mentions out."""
