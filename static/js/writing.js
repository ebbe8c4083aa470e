// The screen of a release while it is written: checks without saving, the way from a finding to its field, how long the
// text is, a text editor that can be left aside, and a preview. Nothing here saves anything; without it all works.

import { toHtml, toPlain } from "./plain-text.js";

const form = document.getElementById("edition_form");
const page = document.querySelector(".edition-page");
const status = document.getElementById("writing-status");
const gettext = window.gettext ?? ((text) => text);
const ngettext = window.ngettext ?? ((one, many, count) => (count === 1 ? one : many));
const filled = (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// Said politely, and said again even if it is the same.
function announce(words) {
  if (!status) return;
  status.textContent = "";
  setTimeout(() => { status.textContent = words; }, 50);
}

// To the field

const isSeen = (element) => element.getClientRects().length > 0;

// What takes the focus for the element that a finding names: itself, the box that searches in its place, or the first
// box in it.
function boxOf(element) {
  if (element.matches("select.select2-hidden-accessible")) return element.nextElementSibling?.querySelector(".select2-selection");
  if (element.id === "id_body" && !isSeen(element)) return document.getElementById("body_plain");
  if (element.matches("input, select, textarea, button, a[href], [contenteditable]")) return element;
  const inside = element.querySelectorAll("input, select, textarea, .select2-selection, .add-row a, button");
  return [...inside].find((box) => isSeen(box) && box.type !== "hidden" && !box.matches(".select2-hidden-accessible")) ?? element;
}

function jump(id) {
  const element = document.getElementById(id);
  if (!element) return false;
  if (page?.dataset.preview) closePreview();
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const box = boxOf(element);
  if (box === element && box.tabIndex < 0) box.tabIndex = -1;
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "center" });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".findings a, .faults a");
  const [, id] = /^[^#]*#(.+)$/.exec(link?.getAttribute("href") ?? "") ?? [];
  if (id && !event.ctrlKey && !event.metaKey && jump(id)) event.preventDefault();
});
// What came of a form is told first: the focus is there (outcomes.js).
if (window.location.hash.length > 1 && !document.querySelector("#faults, ul.messagelist")) {
  window.addEventListener("load", () => setTimeout(() => jump(window.location.hash.slice(1)), 300));
}

// What was typed and is not saved

function isDirty() { return Boolean(form?.dataset.dirty); }

// A decision is about what is saved: who typed since is told, and decides again.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.way") || !isDirty()) return;
  event.preventDefault();
  announce(gettext("You typed something that is not saved yet. Save it first, or undo it; then decide."));
  form.querySelector("[name=_save]")?.focus();
});

// Checks

const checks = document.getElementById("checks");
const WAIT = 900;
let timer = 0;
let asked = 0;

const going = new Map();  // what is on its way, by where to

async function sent(address) {
  going.get(address)?.abort();
  going.set(address, new AbortController());
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  const answer = await fetch(address, { method: "POST", body: data, redirect: "error", signal: going.get(address).signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.text();
}

function counts(list) {
  const needed = list.querySelectorAll(".finding-blocking").length;
  const advice = list.querySelectorAll(".finding-advice").length;
  if (!needed && !advice) return gettext("Checks: nothing to mend.");
  return filled(gettext("Checks: %(needed)s to mend, %(advice)s to look at."), { needed, advice });
}

async function check() {
  const mine = (asked += 1);
  const place = checks.querySelector(".findings-place");
  let html = "";
  try {
    html = await sent(checks.dataset.address);
  } catch (error) {
    if (error.name !== "AbortError") checks.classList.add("old");
    return;
  }
  if (mine !== asked) return;  // something newer is under way
  // What has the focus is not taken away: the list is put in when it is left.
  if (place.contains(document.activeElement)) {
    place.addEventListener("focusout", () => setTimeout(check, 50), { once: true });
    return;
  }
  checks.classList.remove("old");
  const before = counts(place);
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  const after = counts(place);
  if (after !== before) announce(after);
  for (const count of document.querySelectorAll("[data-needed]")) {
    count.textContent = place.querySelectorAll(".finding-blocking").length || "";
  }
}

function changed() {
  form.dataset.dirty = "yes";
  typed();
}

function typed() {
  measure();
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (checks?.dataset.address) check();
    if (page?.dataset.preview) showPreview();
  }, WAIT);
}

// How long it is

const WORD = /[\p{L}\p{N}]+(?:[-'’./][\p{L}\p{N}]+)*/gu;
const WORDS_A_MINUTE = 200;
const measured = document.querySelectorAll(".measure");

function measure() {
  if (!measured.length || !form?.elements.body) return;
  const body = new DOMParser().parseFromString(form.elements.body.value.replace(/</g, " <"), "text/html").body.textContent;
  const words = (`${form.elements.lead?.value ?? ""} ${body}`.match(WORD) ?? []).length;
  const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
  const told = [
    filled(ngettext("%(count)s word", "%(count)s words", words), { count: words }),
    filled(ngettext("%(count)s minute to read", "%(count)s minutes to read", minutes), { count: minutes }),
  ].join(" · ");
  for (const place of measured) place.textContent = told;
}

if (form) {
  form.addEventListener("input", typed);
  // Rows that go, and boxes that search, send no such event.
  document.addEventListener("formset:removed", changed);
  window.django?.jQuery?.(form).on("select2:select select2:unselect select2:clear", changed);
  // What is sent now is checked by that: what was on its way is not needed any more.
  document.addEventListener("submit", () => {
    clearTimeout(timer);
    for (const one of going.values()) one.abort();
  });
  measure();
}

// Without the tools of the text editor

const kept = {
  get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* private windows keep nothing */ } },
};

function offerPlain(editor) {
  const wrapper = editor.view.dom.closest(".prose-editor");
  const template = document.getElementById("plain-writing");
  if (!wrapper || !template || document.getElementById("body_plain")) return;
  wrapper.before(template.content.cloneNode(true));
  const [toggle, box, help] = ["plain-toggle", "body_plain", "body_plain_help"].map((id) => document.getElementById(id));
  const label = document.querySelector("label[for='id_body']");
  if (label) box.setAttribute("aria-labelledby", label.id);
  let own = false;
  const fill = () => {
    if (!own) box.value = toPlain(editor.getHTML());
    box.style.height = "auto";
    box.style.height = `${Math.max(box.scrollHeight, 240)}px`;
  };
  const turn = (isPlain) => {
    toggle.setAttribute("aria-pressed", String(isPlain));
    box.closest(".field-body").toggleAttribute("data-plain", isPlain);
    box.hidden = help.hidden = !isPlain;
    if (isPlain) fill();
  };
  toggle.addEventListener("click", () => {
    const isPlain = toggle.getAttribute("aria-pressed") !== "true";
    turn(isPlain);
    kept.set("warta-plain", isPlain ? "on" : "off");
    if (isPlain) box.focus();
    else editor.commands.focus();
  });
  box.addEventListener("input", () => {
    own = true;
    editor.commands.setContent(toHtml(box.value), { emitUpdate: true });
    fill();
    own = false;
  });
  editor.on("update", () => { if (!own && !box.hidden) fill(); });
  turn(kept.get("warta-plain") === "on");
}

const ready = document.querySelector("#id_body[role=textbox]")?.proseEditor;
if (ready) offerPlain(ready);
else document.addEventListener("prose-editor:ready", (event) => {
  if (event.detail.textarea.name === "body") offerPlain(event.detail.editor);
});

// Preview

const preview = document.getElementById("preview");
const opener = document.getElementById("preview-open");
const frame = preview?.querySelector("iframe");

async function showPreview() {
  const mine = (showPreview.asked = (showPreview.asked ?? 0) + 1);
  const at = frame.contentWindow?.scrollY ?? 0;
  let html = "";
  try {
    html = await sent(preview.dataset.address);
  } catch (error) {
    if (error.name === "AbortError") return;
    announce(gettext("The preview could not be made. Is the connection down, or are you logged out?"));
    return;
  }
  if (mine !== showPreview.asked || !page.dataset.preview) return;
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, at), { once: true });
  frame.srcdoc = html;
}

function fit() {
  const width = page.dataset.preview === "wide" ? 1280 : 390;
  const space = frame.parentElement.clientWidth;
  const scale = Math.min(1, space / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${frame.parentElement.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
}

function openPreview(width) {
  page.dataset.preview = width;
  preview.hidden = false;
  opener.setAttribute("aria-expanded", "true");
  for (const button of preview.querySelectorAll("[data-width]")) {
    button.setAttribute("aria-pressed", String(button.dataset.width === width));
  }
  fit();
  showPreview();
}

function closePreview() {
  delete page.dataset.preview;
  preview.hidden = true;
  opener.setAttribute("aria-expanded", "false");
}

if (preview && opener) {
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    if (page.dataset.preview) {
      closePreview();
      opener.focus();
    } else {
      openPreview("phone");
      preview.querySelector("[data-width=phone]").focus();
    }
  });
  for (const button of preview.querySelectorAll("[data-width]")) {
    button.addEventListener("click", () => openPreview(button.dataset.width));
  }
  preview.querySelector("[data-close]").addEventListener("click", () => {
    closePreview();
    opener.focus();
  });
  preview.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closePreview();
    opener.focus();
  });
  new ResizeObserver(() => { if (page.dataset.preview) fit(); }).observe(preview);
}
