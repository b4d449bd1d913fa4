"""Assets: a passing word belongs to a listed asset before it becomes one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from agents.asset_mapping import AssetMappingInput, analyse
from agents.profiling import ProfilingInput
from agents.profiling import analyse as profile_of
from frameworks.loader import load
from sextant.evidence.passages import profile_passages
from sextant.reading import reader
from sextant.records import Asset, AssetMap, OrganizationProfile, Passage


def assets_of(
    assets: Sequence[dict[str, Any]] = (), text: str = "", sector: str = "other", **fields: Any
) -> AssetMap:
    profile = OrganizationProfile.model_validate(
        {"name": "Quay", "sector": sector, "assets": tuple(assets), **fields}
    )
    passages = [*profile_passages(profile, "profile.yaml", {})]
    passages += [
        Passage(source="talk.txt", locator=f"line {n}", text=line)
        for n, line in enumerate(text.splitlines(), start=1)
    ]
    mentions = reader().read(passages).mentions
    context = profile_of(ProfilingInput(profile=profile, mentions=mentions), load())
    return analyse(AssetMappingInput(profile=profile, organization=context, mentions=mentions),
                   load())  # fmt: skip


def inferred(found: AssetMap) -> list[Asset]:
    return [a for a in found.assets if a.origin == "inferred"]


BELONGS = [
    ({"name": "Counter", "type": "endpoint", "notes": "Nine iPads that run the till app."},
     "", {"pos", "tablet"}),
    ({"name": "Office server", "type": "server", "notes": "A Synology NAS."}, "", {"nas"}),
    ({"name": "Yard cameras", "type": "iot"}, "The CCTV recorder keeps 20 days.", {"cctv_system"}),
    ({"name": "Member app", "type": "application", "internet_facing": True},
     "Our web application runs in two regions.", {"web_application"}),
    ({"name": "Head office file server", "type": "server"},
     "The NAS is in the post room.", {"file_share", "nas"}),
    ({"name": "Bottling line", "type": "ot"}, "The PLC stops the line.", {"plc"}),
    ({"name": "Brambling Ltd", "type": "third_party", "notes": "They are our IT firm."},
     "", {"msp_provider"}),
    ({"name": "Production cloud", "type": "cloud"},
     "We run Postgres on AWS.", {"cloud_platform"}),
    ({"name": "Ultrasound trolley", "type": "iot", "data": ["phi"]}, "", {"medical_device"}),
]  # fmt: skip


@pytest.mark.parametrize(("asset", "text", "kinds"), BELONGS)
def test_a_mention_enriches_the_listed_asset_and_adds_no_second_one(
    asset: dict[str, Any], text: str, kinds: set[str]
) -> None:
    found = assets_of([asset], text)
    assert kinds <= set(found.assets[0].kinds)
    assert inferred(found) == []


NOTHING = [
    "The practice manager opens the post.",
    "The warehouse manager has the key.",
    "Our case manager visits clients on Mondays.",
    "Only the IT guy may install software.",
    "We sell through six point-of-sale platforms.",
    "Their project management is good.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_people_and_partners_are_no_assets(sentence: str) -> None:
    assert inferred(assets_of(text=sentence)) == []


def test_an_engineers_laptop_is_a_laptop() -> None:
    found = inferred(assets_of(text="An engineer laptop was stolen from our van."))
    assert [a.kinds for a in found] == [("laptop",)]


def test_notes_that_name_what_others_use_invent_nothing() -> None:
    api = {"name": "Partner API", "type": "application", "notes": "Called by two card terminals."}
    found = assets_of([api])
    assert found.assets[0].kinds == ("api",)
    assert inferred(found) == []


def test_a_thing_beside_the_asset_is_one_of_its_own() -> None:
    server = {"name": "Office server", "type": "server", "notes": "Drawings leave on USB sticks."}
    assert "usb_media" in {k for a in inferred(assets_of([server])) for k in a.kinds}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The server is copied every night to a USB disk.", "usb_media"),
        ("Secrets: AWS Secrets Manager for services.", "password_vault"),
        ("She is an administrator because of the label printer driver.", "printer"),
    ],
)
def test_what_serves_something_else_is_no_asset_of_that_kind(sentence: str, kind: str) -> None:
    assert kind not in {k for a in inferred(assets_of(text=sentence)) for k in a.kinds}


def test_what_only_the_text_names_is_never_critical_nor_said_to_face_the_internet() -> None:
    text = "The ledger is in Postgres.\nOur ledger is closed monthly.\nThe API has a rate limit."
    found = inferred(assets_of(text=text))
    assert found
    for asset in found:
        assert asset.criticality in ("low", "moderate", "high")
        assert asset.internet_facing is None


def test_it_is_high_only_when_the_organisation_speaks_of_its_own_sensitive_data() -> None:
    own = inferred(assets_of(text="We run payroll in Gusto."))
    passing = inferred(assets_of(text="Gusto was mentioned with payroll."))
    assert {a.criticality for a in own} == {"high"}
    assert {a.criticality for a in passing} <= {"moderate"}


def test_the_list_of_inferred_assets_stays_short() -> None:
    words = (
        "CRM, printer, laptops, NAS, Wi-Fi, payroll, QuickBooks, Stripe, WordPress website, "
        "firewall, VPN, password vault, CCTV, iPads, EHR, GitHub, Jenkins, Salesforce, Zendesk"
    )
    text = "\n".join(f"We have {w.strip()}." for w in words.split(","))
    assert len(inferred(assets_of(text=text))) <= 12


def test_what_is_listed_under_another_name_is_not_called_missing() -> None:
    club = {"name": "Loyalty club", "type": "saas", "data": ["pii"]}
    stock = {"name": "Stock and ordering", "type": "saas"}
    missing = {e.kind for e in assets_of([club, stock], sector="retail").not_mentioned}
    assert not {"loyalty_programme", "warehouse_system"} & missing


def test_a_product_and_the_firm_that_hosts_it_are_two_third_parties() -> None:
    shop = {
        "name": "Shop",
        "type": "application",
        "vendor": "Adobe (Magento), hosted by Pebble & Co",
    }
    assert assets_of([shop]).third_parties == ("Adobe (Magento)", "Pebble & Co")


def test_a_hosted_service_without_a_vendor_stands_for_its_maker() -> None:
    found = assets_of([{"name": "Zendesk", "type": "saas"}, {"name": "Sheds", "type": "ot"}])
    assert found.third_parties == ("Zendesk",)


def test_firms_that_the_words_name_are_listed_once() -> None:
    cloud = {"name": "Cloud", "type": "cloud", "vendor": "Amazon Web Services"}
    text = "Dues are collected with Stripe.\nWe run Postgres on AWS.\nAlerts go to an outside SOC."
    text += "\nThe firewall logs are read by an outside SOC."
    found = assets_of([cloud], text).third_parties
    assert found == ("Amazon Web Services", "Stripe", "an outside security operations centre")
