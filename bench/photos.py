"""What a photo costs from a modern camera: the time until it can be shown, and the memory of many at once."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time

SIZE = (4000, 3000)
AT_ONCE = 20
# Run in a process of its own, so that its peak is that of the uploads and of nothing before.
_MANY = """
import json, resource, sys, threading
import django
django.setup()
from django.core.files.base import ContentFile
from django.db import connection
from news.photos import uploads
from bench.photos import AT_ONCE, camera_picture
pictures = [camera_picture(number) for number in range(2, AT_ONCE + 2)]

def peak_kb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

before, failed = peak_kb(), []

def send(content):
    try:
        uploads.receive(ContentFile(content, "foto.jpg"), by=None)
    except Exception as error:
        failed.append(repr(error))
    finally:
        connection.close()

threads = [threading.Thread(target=send, args=[picture]) for picture in pictures]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps({"mb": (peak_kb() - before) / 1000, "failed": failed}))
"""


def camera_picture(number: int) -> bytes:
    """Return a JPEG of 12 megapixels and some 4 MB, a different one for each ``number``."""
    from PIL import Image

    noise = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 60).resize(SIZE, Image.Resampling.BICUBIC)
    tone = Image.linear_gradient("L").resize(SIZE)
    image = Image.merge("RGB", (noise, tone, Image.blend(noise, tone, 0.5)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=97, comment=str(number).encode())
    return out.getvalue()


def first_rendition_seconds() -> float:
    """Return how long it takes from an upload of 12 megapixels to the first rendition that a page would show."""
    from django.core.files.base import ContentFile

    from news.photos import renditions, uploads

    content = camera_picture(1)
    began = time.perf_counter()
    photo = uploads.receive(ContentFile(content, "foto.jpg"), by=None)
    renditions.rendition(photo, "1280.webp")
    return time.perf_counter() - began


def memory_of_many_mb() -> float | None:
    """Return by how many MB (10⁶ bytes) the process grows at most that takes 20 of them at once; None if unknown here.

    :raises RuntimeError: if one of them is not kept.
    """
    if not os.path.exists("/proc/self/status"):
        return None
    result = subprocess.run([sys.executable, "-c", _MANY], capture_output=True, text=True, timeout=600, check=True)
    told = json.loads(result.stdout)
    if told["failed"]:
        raise RuntimeError(told["failed"][0])
    return float(told["mb"])
