// Copy addresses of links that were just made; without this they are in boxes, to be copied by hand.

const said = document.querySelector("[data-copied]");

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = document.getElementById(button.dataset.copy);
    if (!box) return;
    box.focus();
    box.select();
    if (!document.execCommand("copy")) return; // it is selected: the keyboard does the rest
    button.focus();
  }
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = button.dataset.done; });
  button.classList.add("done");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).value, button));
}
for (const button of document.querySelectorAll("[data-copy-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const lines = [...document.querySelectorAll(".made li")].map((row) => {
      const box = row.querySelector("input");
      return `${row.querySelector("label").firstChild.textContent.trim()}\t${box.value}`;
    });
    copy(lines.join("\n"), button);
  });
}
