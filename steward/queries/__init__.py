"""What pages show: read from the warehouse, each subject in a module, with no request in sight."""
