"""What the handläggare writes for a quarter: `uppgifter.yaml`, and a file for each free section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemas.labels import plain
from schemas.personnummer import holds_number, masked, shape
from schemas.plans import Plan
from schemas.written import NOTHING_WRITTEN, Written
from tasks.narrate.fields import FIELD, Fields, head_fields, value_of
from tasks.narrate.files import meant, read_text, told
from tasks.narrate.guide import GUIDE, guide
from tasks.narrate.head import HEAD_FILE, empty_head, read_head

SUFFIX = ".md"
POINT = "- "
"""What a point of a list begins with; a list is one paragraph with a line for each."""

_POINTS = (POINT, "* ", "• ", "– ")


def read_written(folder: Path, plan: Plan, fields: Fields) -> Written:
    """All that can be used of a quarter's folder; what cannot is told in `problems`. The fields in
    the texts are looked up among `fields` and left for the report to fill in: one edition hides
    what another tells."""
    if not folder.is_dir():
        return NOTHING_WRITTEN
    head, problems = read_head(folder / HEAD_FILE)
    reader = _Reader({**fields, **head_fields(head)}, list(problems))
    sections = dict(reader.sections(folder, [each.id for each in plan.open]))
    return Written(head, sections, tuple(reader.problems))


def start_written(folder: Path, plan: Plan) -> None:
    """Write the files to begin with where there is no folder yet; nothing is ever overwritten."""
    if folder.exists():
        return
    folder.mkdir(parents=True)
    for name, lines in ((HEAD_FILE, empty_head()), (GUIDE, guide(plan))):
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def section_file(folder: Path, section: str) -> Path:
    """The file that a section is read from; where there is none, the one that it would be."""
    for path in _candidates(folder) if folder.is_dir() else ():
        if _is_text(path) and plain(path.stem) == section:
            return path
    return folder / f"{section}{SUFFIX}"


def points(paragraph: str) -> tuple[str, ...]:
    """The points of a paragraph that is a list; none of any other."""
    lines = paragraph.split("\n")
    is_list = all(line.startswith(POINT) for line in lines)
    return tuple(line.removeprefix(POINT) for line in lines) if is_list else ()


@dataclass(frozen=True)
class _Reader:
    """Reads the free sections, and gathers what is wrong with them."""

    fields: Fields
    problems: list[str] = field(default_factory=list)

    def sections(self, folder: Path, ids: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for section, path in self._files(folder, ids).items():
            try:
                text = read_text(path)
            except ValueError as error:
                self.problems.append(str(error))
                continue
            if found := tuple(_paragraphs(self._lines(path, text))):
                yield section, found

    def _files(self, folder: Path, ids: list[str]) -> Mapping[str, Path]:
        """The file of each section that has one. What is no text of ours is let be, unless it is
        named as one."""
        found: dict[str, Path] = {}
        for path in _candidates(folder):
            name, is_text = plain(path.stem), _is_text(path)
            if not (is_text or name in ids):
                continue
            if name in ids and is_text and name not in found:
                found[name] = path
            elif name in ids:
                self.problems.append(
                    f"{path.name}: avsnittet {name} läses ur {name}{SUFFIX}. Lägg texten där."
                )
            else:
                hint = meant(name, ids, f"Avsnitten är {', '.join(ids)}")
                self.problems.append(f"{path.name}: inget avsnitt heter {path.stem}. {hint}.")
        return found

    def _lines(self, path: Path, text: str) -> Iterator[str]:
        for number, line in enumerate(text.splitlines(), 1):
            if holds_number(line):
                hint = "Ta bort det: ingen enskild får kännas igen"
                self._tell(path, number, f"här står ett personnummer, {shape(line)}", hint)
            if line.startswith("#"):
                hint = "Rubriken finns redan; ta bort raden"
                self._tell(path, number, "raden börjar med #", hint)
                continue
            self._check_fields(path, number, line)
            yield masked(line).strip()

    def _check_fields(self, path: Path, number: int, line: str) -> None:
        for name in FIELD.findall(line):
            try:
                known = value_of(name, self.fields) is not None
                problem, hint = f"{{{name}}} är inte känt för kvartalet", "Skriv meningen utan det"
            except KeyError:
                known, problem = False, f"okänt fält {{{name}}}"
                hint = meant(name, self.fields, f"Fälten räknas upp i {GUIDE}")
            if not known:
                self._tell(path, number, problem, hint)
        if set(FIELD.sub("", line)) & set("{}"):
            hint = "Skriv fältets namn mellan { och } på samma rad"
            self._tell(path, number, "en klammer står utan sin andra", hint)

    def _tell(self, path: Path, line: int, problem: str, hint: str) -> None:
        self.problems.append(told(path, line, problem, hint))


def _candidates(folder: Path) -> Iterator[Path]:
    """What lies in the folder and is no editor's own."""
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if not path.name.startswith((".", "~")):
            yield path


def _is_text(path: Path) -> bool:
    return plain(path.suffix) == SUFFIX


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Lines that follow each other are one paragraph, and points that do one list."""
    blocks: list[list[str]] = []
    begins = True
    for line in lines:
        in_list = bool(blocks) and blocks[-1][0].startswith(POINT)
        if line.startswith(_POINTS):
            point = POINT + line[len(POINT) :].lstrip()
            if not in_list:
                blocks.append([])
            blocks[-1].append(point)
        elif line and begins:
            blocks.append([line])
        elif line:
            blocks[-1][-1] += f" {line}"
        begins = not line
    return ("\n".join(block) for block in blocks)
