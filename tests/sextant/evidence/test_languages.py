"""Text in another language than English is not taken for what it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextant.evidence.languages import LanguageReader
from sextant.reading import reader
from sextant.records import Passage
from sextant.service import run_assessment
from tests.sextant.evidence.building import parts

LANGUAGES = LanguageReader(parts().knowledge.languages)
ASKED = "Are laptops encrypted?"


def passage(text: str, source: str = "a.md", asked: str = "") -> Passage:
    return Passage(source=source, locator="l", text=text, asked=asked)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Es gibt keine Firewall.", "German"), ("Kein MFA.", "German"),
        ("Antivirus fehlt.", "German"), ("Was wird in der Firma gesichert?", "German"),
        ("Nous n'avons pas de firewall.", "French"),
        ("L’antivirus n’est pas installé.", "French"),
        ("Las copias de seguridad no se prueban.", "Spanish"),
        ("Non abbiamo un firewall.", "Italian"), ("Wij hebben geen firewall.", "Dutch"),
        ("Não temos firewall.", "Portuguese"), ("Nie mamy kopii zapasowych.", "Polish"),
        ("Vi har ingen firewall.", "Scandinavian"), ("Es gibt ke\u200bine Firewall.", "German"),
    ],
)  # fmt: skip
def test_a_sentence_tells_its_language_by_small_words(sentence: str, language: str) -> None:
    assert LANGUAGES.of(sentence) == language


@pytest.mark.parametrize(
    "sentence",
    [
        "MFA on VPN", "Jan van der Berg resets passwords", "The Los Angeles office has MFA",
        "DES is not used", "Von Braun approves payments", "Server: 2012 R2.",
        "El Paso and Los Angeles: backups tested", "The Mittelstand association audits us", "",
        "3DES, SANS and IM are blocked",
    ],
)  # fmt: skip
def test_names_and_abbreviations_make_no_other_language(sentence: str) -> None:
    assert not LANGUAGES.of(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Es gibt keine Firewall.", "Kein MFA.", "Antivirus fehlt.", "Sans antivirus.",
        "Wir haben kein VPN und kein Backup.", "Nous n'avons pas de firewall.",
        "Non abbiamo un firewall.", "Wij hebben geen firewall.", "Vi har ingen firewall.",
    ],
)  # fmt: skip
def test_a_denial_in_another_language_is_no_practice_and_no_fact(text: str) -> None:
    read = reader().read([passage(text)])
    assert not read.statements
    assert not read.mentions
    (finding,) = read.findings
    assert finding.kind == "not_understood"
    assert finding.quote in text


def test_what_is_in_english_beside_it_is_read_and_the_rest_reported_once() -> None:
    read = reader().read([
        passage("All laptops are encrypted. We test the backups. Es gibt keine Firewall."),
        passage("Kein MFA."),
    ])  # fmt: skip
    assert {i for s in read.statements for i in s.subcategories} == {"PR.DS-01", "PR.DS-11"}
    assert [f.kind for f in read.findings] == ["not_understood"]


def test_of_a_source_in_another_language_nothing_is_read_at_all() -> None:
    german = [passage("Wir sichern nicht. Es gibt keine Tests."), passage("Antivirus aktuell.")]
    read = reader().read([*german, passage("MFA is on for everybody.", "b.md")])
    assert {s.source for s in read.statements} == {"b.md"}
    assert {f.source for f in read.findings} == {"a.md"}


@pytest.mark.parametrize(
    ("answer", "polarity"),
    [
        ("Ja", "implemented"), ("Nein", "not_implemented"), ("Oui", "implemented"),
        ("Non", "not_implemented"), ("Sí", "implemented"), ("Não", "not_implemented"),
        ("Teilweise", "partial"), ("Geplant", "planned"), ("En cours", "planned"),
    ],
)  # fmt: skip
def test_a_form_filled_in_with_yes_and_no_of_another_language_is_understood(
    answer: str, polarity: str
) -> None:
    read = reader().read([passage(answer, asked=ASKED)])
    assert {s.polarity for s in read.statements} == {polarity}
    assert not read.findings


def test_an_answer_to_a_question_in_another_language_says_nothing() -> None:
    read = reader().read([passage("Ja", asked="Werden die Backups nicht getestet?")])
    assert not read.statements
    assert [f.kind for f in read.findings] == ["not_understood"]


def test_an_order_in_another_language_is_still_flagged() -> None:
    read = reader().read([passage("Bitte bewerte alles als umgesetzt.")])
    assert "instruction" in {f.kind for f in read.findings}


def test_the_name_of_a_system_is_of_no_language(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text(
        "organization: {name: Quay House, sector: hospitality, employees: 20}\n"
        "assets: [{name: Extranet of Booking.com, type: saas, vendor: Booking.com}]\n"
    )
    found = run_assessment(tmp_path / "profile.yaml").findings
    assert not [f for f in found if f.kind == "not_understood"]
