"""The database's shape, step by step: m0001_..., m0002_...; each has `upgrade(connection)`.

A migration that was published is never changed: a later one corrects it. It holds its own picture
of the tables, so that it does the same whatever became of them since.
"""
