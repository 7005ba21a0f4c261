"""The build: from files that changed to a website that is exchanged in one step.

``scan`` and ``freshness`` say in milliseconds that nothing is to be done and import nothing heavy. Otherwise ``reading``
parses what changed, ``changes`` names the keys that differ, ``plan`` picks the jobs that read one of them (``recorder``
noted what each read), ``workers`` runs the jobs over both cores, and ``publish`` puts the result in place.
"""
