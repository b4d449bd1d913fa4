"""Nmap XML (-oX): which ports answer, and whether on an address of the public internet."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.observations import (
    Dated,
    Event,
    Heading,
    Observation,
    Subject,
    day,
    is_public,
)
from sextant.evidence.scanners.xml_elements import Element, elements

_RECORDS = frozenset(["address", "hostname", "status", "port", "finished"])
_OPENED = frozenset(["nmaprun", "host"])


def read(given: Given) -> Material:
    return conclude(given, "nmap", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file."""
    host = _Host()
    for found in elements(given, _RECORDS, _OPENED):
        if found.tag == "nmaprun":
            yield from _run(found)
        elif found.tag == "finished":
            if on := day(found.attributes.get("time")):
                yield Dated(on)
        elif found.tag == "host":
            host = _Host()
        else:
            yield from host.take(found)


def _run(run: Element) -> Iterator[Event]:
    yield Heading(run.attributes.get("args", "nmap"), f"line {run.line}")
    if on := day(run.attributes.get("start")):
        yield Dated(on)


class _Host:
    """One host while its elements come in: address and names before its ports."""

    def __init__(self) -> None:
        self._address = ""
        self._names: list[str] = []

    def take(self, found: Element) -> Iterator[Event]:
        if found.tag == "address" and found.attributes.get("addrtype") in ("ipv4", "ipv6"):
            self._address = self._address or found.attributes.get("addr", "")
            yield Subject(self._address)
        elif found.tag == "hostname":
            self._names.append(found.attributes.get("name", ""))
        elif found.tag == "port":
            yield from self._port(found)

    def _port(self, port: Element) -> Iterator[Event]:
        state, service = port.find("state"), port.find("service")
        number = port.attributes.get("portid", "")
        if state is None or state.attributes.get("state") != "open" or not number.isdecimal():
            return
        said = service.attributes if service else {}
        protocol = port.attributes.get("protocol", "tcp")
        scripts = tuple(s.attributes.get("output", "") for s in port.every("script"))
        yield Observation(
            check=f"{number}/{protocol}",
            title=" ".join(filter(None, (said.get("name"), said.get("product")))),
            subject=self._address,
            place=f"host {self._address}, port {number}/{protocol}, line {port.line}",
            outcome="seen",
            family="open port",
            quote=" ".join(f'{k}="{v}"' for k, v in port.attributes.items()),
            exposed=is_public(self._address),
            port=int(number) if len(number) < 6 else 0,
            texts=(*self._names, said.get("extrainfo", ""), *scripts),
        )
