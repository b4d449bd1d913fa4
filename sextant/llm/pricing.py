"""What a provider's model costs, by the published list prices that genai-prices carries."""

from __future__ import annotations

from sextant.llm.langchain import providers
from sextant.llm.limits import Price
from sextant.llm.options import ModelSpec

_SAMPLE = 1000  # tokens; long contexts can cost more, which no estimate here claims to know


def list_price(spec: ModelSpec) -> Price | None:
    """US dollars for a million tokens; 0 for a model on this machine, None when not known."""
    if spec.kind in ("file", "ollama"):
        return Price(0.0, 0.0)
    catalog = providers().get(spec.place, {}).get("prices")
    if spec.kind != "provider" or not catalog:
        return None
    from genai_prices import Usage, calc_price

    usage = Usage(input_tokens=_SAMPLE, output_tokens=_SAMPLE)
    try:
        found = calc_price(usage, model_ref=spec.name, provider_id=catalog)
    except LookupError:
        return None
    factor = 1_000_000 / _SAMPLE
    return Price(float(found.input_price) * factor, float(found.output_price) * factor)
