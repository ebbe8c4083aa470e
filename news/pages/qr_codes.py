"""Draw QR codes (ISO/IEC 18004) as SVG, which print sharp in any size."""

import io


def svg(address: str) -> str:
    """Return the QR code for ``address``: black, with the quiet zone that the standard asks for; it has no size."""
    import segno  # not before the first one is drawn

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, svgclass=None, omitsize=True
    )
    return out.getvalue().decode()
