"""The comparison of answers before and after finds what differs, and nothing else."""

import json
import subprocess
import sys
from pathlib import Path


def answers(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.answers", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_differs_is_told(sample_index: Path, tmp_path: Path) -> None:
    kept = tmp_path / "answers.jsonl"
    assert answers(sample_index, "--save", kept).returncode == 0
    same = answers(sample_index, "--compare", kept)
    assert same.stdout.endswith(" 0 answered differently\n"), same.stdout
    lines = kept.read_text("utf-8").splitlines()
    question, answer = json.loads(lines[0])
    answer["total"] += 1
    kept.write_text("\n".join([json.dumps([question, answer]), *lines[1:]]), "utf-8")
    other = answers(sample_index, "--compare", kept)
    assert other.returncode == 1
    assert ".total: " in other.stdout
    assert other.stdout.endswith(" 1 answered differently\n")
