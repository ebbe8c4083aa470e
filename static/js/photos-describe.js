// Show at once what “for all of them” fills: every box below that is empty, and none that somebody filled.

for (const common of document.querySelectorAll("[name^='all-']")) {
  const field = common.name.slice("all-".length);
  const boxes = [...document.querySelectorAll(`[name^='photo-'][name$='-${field}']`)];
  const filled = new Set();
  common.addEventListener("input", () => {
    for (const box of boxes) {
      if (box.value && !filled.has(box)) continue;
      box.value = common.value;
      filled.add(box);
    }
  });
  for (const box of boxes) box.addEventListener("input", () => filled.delete(box));
}
