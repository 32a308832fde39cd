"""PDF: any report as tagged PDF/UA-1 and PDF/A-2a."""
