"""Files that the site file brings along: its logo, and a style sheet with its accent colour."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.model.clinic import Clinic
from bot.model.colour import DARK_GROUND, lightened, mix
from bot.serving.assets import Asset, asset_of

ACCENT = "clinic/accent.css"
_READ_ON_DARK = 7.0


def clinic_assets(clinic: Clinic, site_file: Path | None) -> Mapping[str, Asset]:
    """Static files by their path below /static/; none for a site file without logo and colour."""
    return dict(_assets(clinic, site_file))


def logo_name(clinic: Clinic) -> str | None:
    """Where the logo lies below /static/."""
    return f"clinic/{clinic.logo}" if clinic.logo else None


def _assets(clinic: Clinic, site_file: Path | None) -> Iterator[tuple[str, Asset]]:
    name = logo_name(clinic)
    if name and clinic.logo and site_file:
        yield name, asset_of(clinic.logo, (site_file.parent / clinic.logo).read_bytes())
    if clinic.accent:
        yield ACCENT, asset_of(ACCENT, accent_css(clinic.accent).encode())


def accent_css(accent: str) -> str:
    """The colour in place of our own, in both schemes: as it is on light grounds, with white in it on dark ones."""
    on_dark = lightened(accent, DARK_GROUND, _READ_ON_DARK)
    light = _rule(accent, mix(accent, "#000000", 0.25), "#ffffff", mix(accent, "#ffffff", 0.92))
    dark = _rule(on_dark, mix(on_dark, "#ffffff", 0.4), "#14131c", DARK_GROUND)
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _rule(brand: str, strong: str, on_brand: str, soft: str) -> str:
    values = {"brand": brand, "brand-strong": strong, "on-brand": on_brand, "brand-soft": soft}
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in values.items()) + "}"
