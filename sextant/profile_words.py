"""Words people write in a profile, and the value each one means: ISO 3166 countries, enumerations.

Nothing here is accepted silently; it only makes the suggestion beside an error a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

# ISO 3166-1 alpha-2, officially assigned.
_ASSIGNED = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRY_CODES = frozenset(_ASSIGNED.split())

_COUNTRY_NAMES = """
AE emirates|united arab emirates|uae
AR argentina|arg
AT austria|österreich|aut
AU australia|aus
BD bangladesh
BE belgium|bel
BG bulgaria
BR brazil|brasil|bra
CA canada|can
CH switzerland|schweiz|che
CL chile
CN china|prc|chn
CO colombia
CY cyprus
CZ czechia|czech republic
DE germany|deutschland|deu|ger
DK denmark|dnk
EE estonia
EG egypt
ES spain|españa|esp
FI finland|fin
FR france|fra
GB uk|united kingdom|great britain|britain|england|scotland|wales|northern ireland|gbr
GR greece|el
HK hong kong
HR croatia
HU hungary
ID indonesia
IE ireland|irl|eire
IL israel
IN india|ind
IS iceland
IT italy|italia|ita
JP japan|jpn
KE kenya
KR south korea|korea|republic of korea
LT lithuania
LU luxembourg
LV latvia
MA morocco
MT malta
MX mexico|méxico|mex
MY malaysia
NG nigeria
NL netherlands|the netherlands|holland|nld
NO norway|nor|false
NZ new zealand|nzl|aotearoa
PE peru
PH philippines
PK pakistan
PL poland|polska|pol
PT portugal|prt
QA qatar
RO romania
RS serbia
SA saudi arabia
SE sweden|swe
SG singapore|sgp
SI slovenia
SK slovakia
TH thailand
TR turkey|türkiye|turkiye
TW taiwan
UA ukraine
US usa|united states|united states of america|america|u.s.|u.s.a.|the us
VN vietnam|viet nam
ZA south africa|zaf
"""

ASSET_TYPE_WORDS = """
server servers|host|vm|virtual machine|nas|on premises|on prem|database server|file server
endpoint laptop|laptops|workstation|workstations|desktop|pc|computer|computers|device|mac
mobile phone|phones|smartphone|tablet|ipad|iphone|android
network router|firewall|switch|wifi|wi fi|wlan|vpn|lan|network device
cloud aws|azure|gcp|iaas|paas|hosting|kubernetes|cloud platform
saas software as a service|cloud service|cloud app|online service|subscription|email|web service
application app|software|web app|web application|website|web|program|system|api
data database|db|files|documents|records|data store|dataset|paper|backup
ot plc|scada|ics|hmi|industrial|machine|robot|controller|operational technology
iot camera|cctv|sensor|printer|smart device|medical device|embedded
third_party vendor|supplier|partner|msp|provider|contractor|service provider|third party|outsourced
"""

DATA_WORDS = """
phi health|medical|patient|patients|ephi|health records|clinical|patient data|health data
pii personal|personal data|customer|customer data|employee|employees|gdpr|names|contact|hr
cardholder card|cards|pci|chd|credit card|credit cards|payment card|card data|pan
credentials password|passwords|secrets|keys|logins|api keys
ip intellectual property|source code|trade secrets|designs|code|research
financial finance|money|bank|banking|accounting|payments|payroll|invoices|transactions
operational operations|ops|production|process|telemetry|internal|business|logs|confidential
public marketing|website|open
"""

LEVEL_WORDS = """
low averse|conservative|cautious|minor|small|very low|minimal
moderate medium|mid|middle|balanced|normal|average|neutral
high aggressive|hungry|important|major|very high
critical essential|vital|severe|mission critical|crown jewel
"""

STATUS_WORDS = """
implemented yes|done|true|complete|completed|full|fully|in place|ok|compliant|y|active
partial partially|in progress|partly|some|started|incomplete|half|partially implemented
planned todo|to do|plan|future|scheduled|next|planning
not_implemented no|none|missing|false|absent|not done|n|not in place|notimplemented|gap
unknown ?|unsure|not sure|dont know|don't know|tbd|maybe
"""

POINT_AND_THREE = re.compile(r"[0-9]{1,3}\.[0-9]{3}")  # 12.000: twelve, or twelve thousand
_SLOPPY = re.compile(
    r"[~$€£ ]*(?:us\$|usd|eur|about|approx\.?|ca\.?|circa)?[$€£ ]*"
    r"(?P<digits>[0-9]{1,3}(?:(?P<mark>[,.'_ ])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
    r"(?P<cents>[.][0-9]{1,2})?|[0-9]{1,15}(?:\.[0-9]{1,6})?)"
    r"\s*(?P<unit>k|thousand|m|mn|mio|million|b|bn|billion)?\s*(?:\$|usd|eur|€|people|staff|\+)*",
    re.IGNORECASE,
)
_UNITS = {"k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9}


def _table(text: str) -> dict[str, str]:
    rows = (line.split(" ", 1) for line in text.strip().splitlines())
    return {word: value for value, words in rows for word in words.split("|")}


_COUNTRIES = _table(_COUNTRY_NAMES)
_VALUES = tuple(_table(t) for t in (ASSET_TYPE_WORDS, DATA_WORDS, LEVEL_WORDS, STATUS_WORDS))


def nearest(wrong: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word that was probably meant, or "" when none is near."""
    pool = {k.lower(): k for k in known}
    word = wrong.strip().lower()
    if len(word) > 60:
        return ""
    joined = word.replace(" ", "_").replace("-", "_")
    for form in (word, joined):
        if form in pool:
            return pool[form]
    found = get_close_matches(joined, list(pool), n=1, cutoff=cutoff)
    return pool[found[0]] if found else ""


def nearest_value(wrong: str, allowed: Iterable[str]) -> str:
    """The allowed value that a common word stands for, else the one that is spelt most alike."""
    pool = tuple(allowed)
    word = wrong.strip().lower().replace("_", " ").replace("-", " ")
    meant = (table[word] for table in _VALUES if word in table)
    return next((m for m in meant if m in pool), "") or nearest(wrong, pool)


def nearest_country(wrong: str) -> str:
    """The ISO 3166 code of a country that is written in another way, or ""."""
    word = wrong.strip().lower()
    if word in _COUNTRIES:
        return _COUNTRIES[word]
    if word.upper() in COUNTRY_CODES:
        return word.upper()
    name = nearest(word, _COUNTRIES, cutoff=0.8) if len(word) > 3 else ""
    return _COUNTRIES.get(name, "")


def number_meant(text: str, highest: float, *, whole: bool) -> str:
    """The digits that a sloppily written number stands for: '2.4M' is 2400000. "" if unclear."""
    match = None if POINT_AND_THREE.fullmatch(text) else _SLOPPY.fullmatch(text)
    if match is None:
        return ""
    digits, mark = match["digits"], match["mark"]
    if mark == "." and match["cents"]:
        return ""
    number = float(digits.replace(mark, "") if mark else digits)
    number *= _UNITS.get((match["unit"] or " ")[0].lower(), 1)
    if number > highest or (whole and number != int(number)):
        return ""
    return str(int(number)) if number == int(number) else f"{number:.2f}"
