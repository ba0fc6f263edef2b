"""An address as a picture that a telephone reads."""

import io

import segno


def qr_code(address: str, *, scale: float = 5) -> str:
    """The address as a QR code in SVG, without style of its own, so that a strict policy shows it."""
    out = io.BytesIO()
    code = segno.make(address, error="m")
    code.save(out, kind="svg", scale=scale, xmldecl=False, svgclass="qr", lineclass=None, title=f"QR code of {address}")
    return out.getvalue().decode()
