"""Quality, stage by stage: ``python -m evals`` prints every figure with its corpus and its baseline."""
