"""The only place that imports models (spaCy, onnxruntime, fastText): each is loaded on first use, once per process."""
