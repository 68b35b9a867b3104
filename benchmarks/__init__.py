"""Quality and speed, a command each, beside peers that can be installed."""
