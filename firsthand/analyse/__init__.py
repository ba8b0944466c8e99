"""Per document: sentences, entities, times, attributions, quotations and statements of one Document."""
