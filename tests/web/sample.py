"""A small archive, invented for the tests of the pages: an ordinary story, a hostile one, long and odd ones."""

import json
from pathlib import Path

FERRY_URL = "https://news.example/ferry-stops-at-lerwick"
LONG_PARAGRAPHS = 5_000

FERRY = [
    "LERWICK — The winter ferry stopped on Sunday after a seal fell asleep on its ramp.",
    "“We asked it politely and it would not move,” said Hanna Oril, the harbour master of Lerwick. "
    "“A ferry can wait. A seal cannot be hurried.”",
    "In Aberdeen the owners said that passengers would be given soup.",
    "Hanna Oril said on Monday that the ferry would sail again when the seal had slept enough.",
    "“It snores,” she added.",
]
BRIDGE = [
    "PORTO — A footbridge over the Douro hums in A flat, and nobody in Porto knows why.",
    "“We have tuned two pianos by it,” said Marta Quill, an engineer. She said the ferry hummed back.",
    "Torvald Brekke, a musician from Bergen, said that the bridge was a little sharp in the mornings.",
]
HOSTILE = [
    "<script>alert(0)</script> wrote the typesetter of the marzipan works, and “<b>bold</b> & brave,” said Hanna Oril.",
    'The marzipan <img src="x" onerror="alert(1)"> was sold in Lisbon.',
]
HARBOUR = [f"Boat number {n} of the regatta left the harbour of Tromsø in fine weather." for n in range(1, 36)]
ARABIC = ["قال المتحدث إن المياه عادت إلى البحيرة القديمة، وأضاف أن العبّارة ستعمل قريبا بعد إصلاح الرصيف."]


def records() -> list[dict[str, str]]:
    """Return the articles as the lines of a JSON Lines file."""
    return [
        _record("ferry", FERRY, "Ferry waits for a seal", "The Tidal Post", "2024-02-12", FERRY_URL),
        _record("bridge", BRIDGE, "A bridge that hums", "The Douro Leaf", "2023-06-03", "https://leaf.example/hum"),
        _record(
            "hostile",
            HOSTILE,
            '<script>alert("title")</script>',
            '"><img src=x onerror=alert(2)>',
            "2023-01-01",
            "javascript:alert(3)",
        ),
        _record("harbour", HARBOUR, "Regatta in the north", "The Tidal Post", "2022-08-20", ""),
        _record("arabic", ARABIC, "خبر من المدينة القديمة", "صحيفة المثال", "", ""),
        _record("titled", ["A walrus read this headline aloud."], "Headline " * 1_200, "The Tidal Post", "", ""),
        _record(
            "long",
            [f"Sheep {n} crossed the meadow." for n in range(1, LONG_PARAGRAPHS + 1)],
            "Counting sheep",
            "",
            "",
            "",
        ),
    ]


def write(folder: Path) -> Path:
    """Write the archive into the folder and return its path."""
    lines = (json.dumps(record, ensure_ascii=False) for record in records())
    (folder / "archive.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _record(name: str, paragraphs: list[str], title: str, source: str, date: str, url: str) -> dict[str, str]:
    text = "\n\n".join(paragraphs)
    section = "Local affairs" if name == "ferry" else ""
    return {
        "id": name,
        "text": text,
        "title": title,
        "source": source,
        "date": date,
        "url": url,
        "section": section,
    }
