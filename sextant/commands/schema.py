"""`sextant schema`: print a published JSON Schema."""

from __future__ import annotations

import argparse

from sextant.commands.console import DONE, Commands, say


def add(commands: Commands) -> None:
    schema = commands.add_parser("schema", help="print a published JSON Schema")
    schema.add_argument("document", choices=("profile", "assessment", "branding"))
    schema.set_defaults(command=_schema)


def _schema(options: argparse.Namespace) -> int:
    import json

    if options.document == "assessment":
        from sextant.assessment import json_schema

        document = json_schema()
    elif options.document == "branding":
        from sextant import branding

        document = branding.json_schema()
    else:
        from frameworks.loader import load
        from sextant.profile_schema import profile_json_schema

        document = profile_json_schema(load())
    say(json.dumps(document, indent=2))
    return DONE
