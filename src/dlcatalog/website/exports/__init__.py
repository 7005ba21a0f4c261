"""The machines' doors: one module per format, each a pure function from the catalog to text.

``aggregates`` holds the files of many entries, ``artifacts`` all others; ``table`` says for each address behind
which door it stands and what it depends on.
"""
