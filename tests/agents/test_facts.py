"""Facts: what plain sentences establish, rule out or leave open, and reasons an owner can read."""

from __future__ import annotations

import pytest

from agents.facts import establish
from agents.reasons import because, money, reason_for
from frameworks.conditions import AnyOf, FactIs, Situation
from frameworks.loader import load
from sextant.reading import reader
from sextant.records import (
    Fact,
    Mention,
    OrganizationProfile,
    Passage,
    ProfileAsset,
    RecordCount,
)

STATED = [
    ("Our IT guy comes in from a firm in Leeds every second Thursday.", "outsourced_it"),
    ("An outside company looks after our servers and PCs.", "outsourced_it"),
    ("Visitors use our Wi-Fi in the waiting room.", "guest_wifi"),
    ("Guests and staff are on the same Wi-Fi.", "flat_network"),
    ("The cameras hang on the office network.", "flat_network"),
    ("The café guests could open the login page of the router.", "flat_network"),
    ("Cameras and tills hang on one switch.", "flat_network"),
    ("The segmentation of the plant network is unfinished.", "flat_network"),
    ("The press can ping the file server.", "it_ot_connected"),
    ("Someone reached the printer from the shop floor.", "it_ot_connected"),
    ("An engineering workstation with TIA Portal programs the presses.", "ot_present"),
    ("Freelancers work on their own machines.", "byod"),
    ("Staff read company mail on their own phones.", "byod"),
    ("Nurses send photos over WhatsApp.", "shadow_it"),
    ("The receptionist dictates letters with an AI transcription tool.", "ai_tools"),
    ("Each till is a tablet with a chip reader.", "pos_terminals"),
    ("We take cards at the counter.", "accepts_cards"),
    ("Card numbers are written in full in the order book.", "stores_card_data"),
    ("Patient charts are kept on paper in filing cabinets.", "paper_records"),
    ("We hire thirty temporary workers for the harvest.", "seasonal_staff"),
    ("Volunteers run the shop on Saturdays.", "volunteers"),
    ("A rowing club for teenagers, run by volunteers.", "run_by_volunteers"),
    ("Three account takeovers at merchants in September, $21,400 paid.", "customer_accounts_taken"),
    ("2023-11 phishing mail, billing mailbox sent spam for two days", "mailbox_taken"),
    ("Last spring ransomware encrypted our file server.", "ransomware_suffered"),
    ("2024-09 encryption trojan, brought in on a USB stick by a fitter", "malware_by_stick"),
    ("2024-02 bad migration, 5 h outage", "change_went_wrong"),
    ("One bug in 2022 showed club A's members to club B.", "customers_mixed_up"),
    ("2024-06: an API key in a public Git commit", "key_leaked"),
    ("2022 doctor's laptop left in a taxi, came back the next day", "device_lost"),
    ("2021-03 Exchange server attacked through ProxyLogon, rebuilt", "server_broken_into"),
    ("Last year a report was emailed to the wrong client.", "sent_to_wrong_person"),
    ("Two of the machine builders have their own modem in the cabinet.", "ot_direct_line"),
    ("The terminals use point-to-point encryption.", "p2pe_terminals"),
    ("If they fell under a bus we would not even know the hosting password.", "outsourced_hosting"),
    ("There is a complaint book with customers' names and addresses.", "paper_records"),
    ("We use USB sticks to move recipes to the machines.", "removable_media"),
    ("Our two developers push code to Bitbucket.", "develops_software"),
    ("Deploys need a green build.", "ci_cd"),
    ("We have offices in Bristol and Cardiff.", "multi_site"),
    ("We rent one small office in Tartu.", "single_site"),
    ("We run youth football teams for teenagers.", "childrens_data"),
    ("We look after children from two to six.", "childrens_data"),
    ("Two ultrasound scanners are on the practice network.", "medical_devices"),
    ("We run the drinking water plant of the district.", "critical_infrastructure"),
    ("There is a server in the back room.", "on_premises_servers"),
    ("RDP is open to the internet.", "remote_desktop_exposed"),
    ("The website is made by a cousin.", "website"),
    ("Most of our work is B2B.", "serves_businesses"),
]
DENIED = [
    ("USB ports are disabled by group policy.", "removable_media"),
    ("We have no developers of our own.", "develops_software"),
    ("We have no website.", "website"),
    ("There is no guest Wi-Fi.", "guest_wifi"),
    ("We do not take cards, customers pay by invoice.", "accepts_cards"),
    ("We never see card numbers, they go straight to Adyen.", "stores_card_data"),
    ("We hold no client money.", "moves_client_money"),
    ("Nobody uses a personal phone for work.", "byod"),
    ("Tills are on their own VLAN.", "flat_network"),
    ("Office and plant network are separated by a firewall.", "it_ot_connected"),
    ("We have no servers in the office, everything is in the cloud.", "on_premises_servers"),
]
LEFT_OPEN = [
    ("Only our IT guy may install software.", "outsourced_it"),
    ("The plan exists on paper.", "paper_records"),
    ("Our new policy binder is on the shelf.", "paper_records"),
    ("This policy applies to employees, temporary workers and contractors.", "seasonal_staff"),
    ("We sell software through six point-of-sale platforms.", "pos_terminals"),
    ("Our supplier sent us its SOC 2 report.", "serves_businesses"),
    ("The USB blocking was switched off in March.", "removable_media"),
    ("We stopped the sponsorship programme in 2021.", "develops_software"),
    ("There is none for the GitLab project.", "develops_software"),
    ("GitHub tokens used to live forever.", "develops_software"),
    ("For the print server it has not been done.", "on_premises_servers"),
    ("We used to have a server in the cellar.", "on_premises_servers"),
    ("Laptops are all in Intune.", "byod"),
    ("Staff were told not to use WhatsApp for client files.", "shadow_it"),
    ("The engineer's laptop was repaired in May.", "ot_present"),
    ("The plant is supplied with water by the city.", "critical_infrastructure"),
    ("The machines mind their own business.", "byod"),
    ("Personal phones must not be used to store patient photos.", "mobile_devices"),
    ("Volunteers run the shop on Saturdays.", "run_by_volunteers"),
    ("Volunteers run the shop on Saturdays.", "seasonal_staff"),
    ("The policy says what to do in case a laptop was stolen.", "device_lost"),
    ("We rehearsed a ransomware scenario in 2024.", "ransomware_suffered"),
    (
        "The training shows how account takeovers of customers could happen.",
        "customer_accounts_taken",
    ),
    ("The 4G backup line takes over when the internet goes.", "ot_direct_line"),
    ("The temp agency sends ten people at Christmas.", "outsourced_hosting"),
]


def said(sentence: str) -> dict[str, bool]:
    passage = Passage(source="talk.txt", locator="line 1", text=sentence)
    return {m.id: m.present for m in reader().read([passage]).mentions if m.kind == "fact"}


@pytest.mark.parametrize(("sentence", "fact"), STATED)
def test_a_plain_sentence_establishes_the_fact(sentence: str, fact: str) -> None:
    assert said(sentence).get(fact) is True


@pytest.mark.parametrize(("sentence", "fact"), DENIED)
def test_a_plain_denial_rules_the_fact_out(sentence: str, fact: str) -> None:
    assert said(sentence).get(fact) is False


@pytest.mark.parametrize(("sentence", "fact"), LEFT_OPEN)
def test_a_passing_word_neither_states_nor_denies_the_fact(sentence: str, fact: str) -> None:
    assert fact not in said(sentence)


def organisation(**fields: object) -> OrganizationProfile:
    return OrganizationProfile.model_validate({"name": "Quay", "sector": "other", **fields})


def facts(profile: OrganizationProfile, *mentions: Mention) -> dict[str, Fact]:
    return {f.id: f for f in establish(profile, mentions, (), load())}


def mention(id_: str, present: bool = True, kind: str = "fact", at: str = "line 1") -> Mention:
    return Mention.model_validate(
        {"kind": kind, "id": id_, "present": present, "quote": "So it was said.",
         "source": "talk.txt", "locator": at}
    )  # fmt: skip


def test_an_exposure_that_one_voice_states_and_another_denies_stays_true() -> None:
    for order in (True, False), (False, True):
        found = facts(organisation(), *(mention("flat_network", p) for p in order))
        assert found["flat_network"].value is True
        assert "elsewhere this is denied" in found["flat_network"].reason


def test_a_denial_alone_rules_the_fact_out() -> None:
    assert facts(organisation(), mention("guest_wifi", False))["guest_wifi"].value is False


def test_a_count_of_zero_rules_that_data_out_of_what_kinds_of_asset_hold() -> None:
    none = organisation(records=(RecordCount(kind="cardholder", count=0),))
    some = organisation()
    tills = mention("pos", kind="asset")
    assert "cardholder" in facts(some, tills)["data"].value  # type: ignore[operator]
    assert "data" not in facts(none, tills)
    assert facts(none)["records_cardholder"].value == 0


def test_data_kept_by_a_supplier_that_only_the_text_names_is_not_held() -> None:
    assert "data" not in facts(organisation(), mention("payment_processor", kind="asset"))


def test_a_name_and_a_sector_establish_nothing_else() -> None:
    assert set(facts(organisation())) == {"sector"}


def test_whoever_employs_people_or_lists_assets_works_by_email() -> None:
    assert "email_in_use" in facts(organisation(employees=12))
    laptop = ProfileAsset(name="Laptops", type="endpoint")
    assert "email_in_use" in facts(organisation(assets=(laptop,)))


def test_reasons_are_sentences_and_not_field_names() -> None:
    found = facts(
        organisation(
            employees=15, annual_revenue_usd=2600000, countries=("US",),
            records=(RecordCount(kind="phi", count=11800),),
            assets=(ProfileAsset(name="Cloud EHR", type="saas", data=("phi",)),),
        )
    )  # fmt: skip
    assert found["annual_revenue_usd"].reason == "it takes about $2.6 million a year"
    assert found["data"].reason == "it holds health records (asset “Cloud EHR”)"
    assert found["employees"].reason == "it has 15 people"
    assert found["records_phi"].reason == "it holds 11,800 health records"
    for fact in found.values():
        assert "_" not in fact.reason
        assert ".0" not in fact.reason


def test_the_reason_of_a_condition_names_the_value_that_matters() -> None:
    tills = ProfileAsset(name="Tills; counter", type="endpoint")
    shop = ProfileAsset(name="Shop", type="application")
    found = facts(
        organisation(assets=(shop, tills)),
        mention("online_shop", kind="asset", at="assets[0].name"),
        mention("pos", kind="asset", at="assets[1].name"),
    )
    words = "it has tills and card terminals (asset “Tills, counter”)"
    assert reason_for(found["asset_kinds"], ["pos"]) == words
    condition = AnyOf(any=(
        FactIs.model_validate({"fact": "asset_kinds", "in": ["nas", "pos"]}),
        FactIs(fact="holds_crypto"),
    ))  # fmt: skip
    situation = Situation({f.id: f.value for f in found.values()})
    assert because(condition, situation, found) == (words,)


def test_amounts_are_told_as_people_tell_them() -> None:
    assert money(850000) == "$850,000"
    assert money(14500000) == "$14.5 million"
    assert money(2e9) == "$2 billion"
