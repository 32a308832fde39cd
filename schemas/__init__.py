"""What is collected: frozen types and dated data files. Imports nothing of the other rooms."""
