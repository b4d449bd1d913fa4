"""One module per command: `add(commands)` declares its options and what it runs."""
