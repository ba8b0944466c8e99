"""Where work runs: an engine maps a function over batches and keeps their order; it knows no stage."""
