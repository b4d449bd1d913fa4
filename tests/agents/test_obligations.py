"""Which laws and standards a profile names, however it writes them."""

from __future__ import annotations

import pytest

from agents import profiling
from frameworks.loader import load
from sextant.records import OrganizationProfile


def declared(regulation: str) -> dict[str, str]:
    profile = OrganizationProfile(name="Somebody", sector="other", regulations=(regulation,))
    result = profiling.analyse(profiling.AGENT.reads(profile=profile), load())
    return {o.id: o.basis for o in result.obligations if o.basis != "facts"}


@pytest.mark.parametrize(
    ("written", "law"),
    [
        ("HIPAA", "hipaa-security-rule"),
        ("hipaa security rule (45 CFR 164)", "hipaa-security-rule"),
        ("NYDFS 23 NYCRR 500", "nydfs-500"),
        ("PCI-DSS v4.0.1, SAQ D", "pci-dss-4"),
        ("GDPR (EU 2016/679)", "gdpr-art32"),
        ("FTC Safeguards Rule", "glba-safeguards"),
        ("ISO/IEC 27001:2022 certified", "iso-27001"),
        ("SOC 2 Type II report", "soc2"),
    ],
)
def test_a_law_is_known_by_any_way_of_writing_it(written: str, law: str) -> None:
    assert declared(written) == {law: "declared"}


@pytest.mark.parametrize("written", ["CCPA", "Section 500 of the building code", "PCIe 4.0"])
def test_what_only_looks_like_a_known_law_is_kept_as_not_covered(written: str) -> None:
    assert declared(written) == {"": "not_covered"}
