"""What a scorecard is made of, as analysts keep it.

Comes in: the path of `definition.xlsx`. Goes out: model.Definition, or one DefinitionError with every complaint and its
cell. Uses pydantic, openpyxl and the zip writer of ooxml; the pipeline, the sources and the samples call it.
"""
