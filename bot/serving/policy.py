"""Header values that hold for every page of ours, whichever server sends it."""

from collections.abc import Mapping

PAGE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-src 'none'; "
    "frame-ancestors 'none'"
)
_PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), "
    "encrypted-media=(), fullscreen=(self), gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), "
    "screen-wake-lock=(self), serial=(), usb=(), xr-spatial-tracking=()"
)
EVERYWHERE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: it makes browsers send `Origin: null` with plain form posts, which the origin check refuses.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": _PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
