"""The floor below both stages: sentences as trees, their tenses and subjects, and the parse of a document by place."""
