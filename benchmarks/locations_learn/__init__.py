"""Learn the weights of index.annotation.locations from articles with annotated places, or cross-validate them.

    python -m benchmarks.locations_learn GOLD.jsonl.gz          writes data/recognition-*.tsv and data/resolution.tsv
    python -m benchmarks.locations_learn GOLD.jsonl.gz --folds 5 PREDICTIONS.jsonl

With --folds the articles are cut by source (their "domain"), each part is annotated with weights learned from the
others, and the predictions are written in the form that ../shared/evals/locations.py scores.

Recognition is two logistic regressions; the second is learned on first-pass scores of articles that the first had not
seen (`recognizing`).  Resolution is a conditional logit over the readings of each name (`resolving`).  Both minimise
with Adam, full batch, and a ridge penalty (`fitting`); everything is deterministic.
"""
