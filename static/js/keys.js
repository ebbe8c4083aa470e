// Keys of the desk: an addition for those who like them; each does what a button or link of the page does as well.
//
// `?` shows the list, in which they can be switched off; Ctrl+S or ⌘S saves always. No key means anything while
// something is typed, nor together with Ctrl, Alt or ⌘ (https://www.w3.org/TR/WCAG22/#character-key-shortcuts).

(() => {
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const box = dialog.querySelector("input[name=keys]");
  const kept = {
    get: () => { try { return localStorage.getItem("warta-keys"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("warta-keys", value); } catch { /* private windows keep nothing */ } },
  };
  box.checked = kept.get() !== "off";
  box.addEventListener("change", () => kept.set(box.checked ? "on" : "off"));

  const isSeen = (element) => element.getClientRects().length > 0;
  const isTyping = (element) => element.closest("input, select, textarea, [contenteditable=''], [contenteditable='true'], dialog[open]");
  const seen = (selector) => [...document.querySelectorAll(selector)].find(isSeen);
  const saves = () => seen("#edition_form [name=_save], #content-main form .submit-row [type=submit].default");

  // Which finding comes after the one that was gone to last.
  let at = -1;
  function nextFinding() {
    const links = [...document.querySelectorAll("#checks .findings a")];
    if (!links.length) return;
    at = (at + 1) % links.length;
    links[at].click();
  }

  const ACTS = {
    "/": () => seen("#searchbar, input[type=search]"),
    p: () => seen("[data-key=p]"),
    n: () => seen("[data-key=n]"),
    c: () => document.querySelector("#checks .findings a"),
  };
  const DOES = { "/": (field) => { field.focus(); field.select(); }, c: nextFinding };

  let opener = null;
  function open() {
    opener = document.activeElement;
    for (const row of dialog.querySelectorAll("[data-for]")) {
      const there = row.dataset.for === "save" ? saves() : ACTS[row.dataset.for]();
      row.hidden = !there;
    }
    dialog.showModal();
  }
  dialog.addEventListener("close", () => { if (opener?.isConnected) opener.focus(); });
  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      const button = saves();
      if (!button) return;
      event.preventDefault();
      button.click();
      return;
    }
    // Pages with keys of their own, such as the moderator's queue, have a list of their own.
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!box.checked || isTyping(event.target) || document.querySelector(".queue[data-keys]")) return;
    if (event.key === "?") {
      event.preventDefault();
      open();
      return;
    }
    const element = Object.hasOwn(ACTS, event.key) && ACTS[event.key]();
    if (!element) return;
    event.preventDefault();
    if (DOES[event.key]) DOES[event.key](element);
    else element.click();
  });
})();
