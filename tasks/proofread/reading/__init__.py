"""Reading a report of any format: its tables, and its prose with the places of its lines."""
