// The moderator's queue, with script: decisions without a page load, keys, a live counter. Every form works without it.

const queue = document.querySelector(".queue");
const outcome = document.querySelector("#outcome");
const news = document.querySelector("#news");
const help = document.querySelector(".queue-help");
const bulk = document.querySelector("#bulk");
const decided = []; // ids of the cards that were decided here, the last one at the end: what z takes back
let here = null; // the card that the keys mean while the focus is elsewhere

// What happened, said politely; said again even if it is the same.
function announce(words, isProblem = false) {
  outcome.classList.toggle("refused", isProblem);
  outcome.replaceChildren();
  const line = document.createElement("p");
  line.textContent = words;
  setTimeout(() => outcome.replaceChildren(line), 50);
}

const cards = () => [...document.querySelectorAll(".card")];
const waiting = () => cards().filter((card) => !card.matches(".slip"));
const current = () => document.activeElement?.closest?.(".card") ?? (here?.isConnected ? here : null);

function goTo(card) {
  here = card;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const { top } = card.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) card.scrollIntoView({ block: "start" });
}

// The next comment that waits; behind the last one the one before it; then what lies beyond the page.
function goOnFrom(card) {
  const all = cards();
  const at = all.indexOf(card);
  const next = all.slice(at + 1).find((other) => !other.matches(".slip"));
  const before = all.slice(0, at).reverse().find((other) => !other.matches(".slip"));
  if (next ?? before) return goTo(next ?? before);
  const more = document.querySelector(".queue-more");
  here = card;
  (more ?? outcome).focus();
  return announce(`${card.dataset.outcome} ${queue.dataset.noneLeft}`);
}

async function send(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  // Not form.action: there is a button of this name in it.
  const response = await fetch(form.getAttribute("action"), {
    method: "POST",
    body: data,
    headers: { "X-Requested-With": "fragment" },
    redirect: "error",
  });
  if (![200, 204, 409, 422].includes(response.status)) throw new Error(`${response.status}`);
  return response.text();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const card = form.closest(".card");
  if (!card) return;
  event.preventDefault();
  if (card.ariaBusy === "true") return; // pressed twice
  card.ariaBusy = "true";
  try {
    const template = document.createElement("template");
    template.innerHTML = await send(form, event.submitter);
    const answer = template.content.querySelector("article.card");
    if (!answer) throw new Error("This is no card.");
    // Who has gone on meanwhile is left where they are.
    const isHere = card.contains(document.activeElement) || document.activeElement === document.body;
    card.replaceWith(answer);
    if ("goesOn" in answer.dataset) {
      decided.push(answer.id);
      announce(answer.dataset.outcome);
      if (isHere) goOnFrom(answer);
    } else {
      const isProblem = "problem" in answer.dataset;
      announce(isProblem ? answer.dataset.problem : answer.dataset.outcome, isProblem);
      const open = isProblem && answer.querySelector("details[open] :is(input[type=text], textarea)");
      if (isHere) goTo(answer);
      if (isHere && open) open.focus();
    }
    countChosen();
    refresh();
  } catch {
    card.ariaBusy = "false";
    announce(queue.dataset.lost, true);
  }
});

// Several at once

function countChosen() {
  if (!bulk) return;
  const boxes = [...document.querySelectorAll('.card input[name="chosen"]')];
  const chosen = boxes.filter((box) => box.checked).length;
  bulk.classList.toggle("has-chosen", chosen > 0);
  bulk.querySelector(".bulk-count").textContent = chosen ? `${chosen}` : "";
  const all = bulk.querySelector(".bulk-all input");
  all.checked = chosen > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
}

if (bulk) {
  bulk.querySelector(".bulk-all").hidden = false;
  bulk.querySelector(".bulk-all input").addEventListener("change", (event) => {
    for (const box of document.querySelectorAll('.card input[name="chosen"]')) box.checked = event.target.checked;
    countChosen();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.('.card input[name="chosen"]')) countChosen();
  });
  countChosen();
}

// One panel of a card at a time; Escape, its own button and a press elsewhere close it

queue.classList.add("has-script");

function shut(panel) {
  panel.open = false;
  panel.querySelector("summary").focus();
}

document.addEventListener(
  "toggle",
  (event) => {
    const panel = event.target;
    if (!panel.matches?.(".card details.act[open]")) return;
    panel.querySelector(".act-close").hidden = false;
    for (const other of document.querySelectorAll("details.act[open]")) if (other !== panel) other.open = false;
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" && document.activeElement?.closest?.("details.act[open]");
  if (panel) shut(panel);
});

document.addEventListener("click", (event) => {
  const closer = event.target.closest(".act-close");
  if (closer) shut(closer.closest("details"));
  else for (const panel of document.querySelectorAll(".card details.act[open]")) if (!panel.contains(event.target)) panel.open = false;
});

// Keys

function step(by) {
  const all = cards();
  if (!all.length) return;
  const at = all.indexOf(current());
  goTo(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function press(card, selector) {
  card?.querySelector(selector)?.click();
}

function open(card, selector, field) {
  const panel = card?.querySelector(selector);
  if (!panel) return;
  panel.open = true;
  panel.querySelector(field)?.focus();
}

function takeBack() {
  while (decided.length) {
    const slip = document.getElementById(decided.pop());
    if (!slip?.matches(".slip")) continue;
    goTo(slip);
    return press(slip, 'button[value="undo"]');
  }
  return press(document, '.queue-undo button[value="undo"]'); // before the page was loaded
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  f: () => press(current(), 'button[value="approve"]'),
  d: () => open(current(), ".card-reject", ".reasons button"),
  s: () => press(current(), 'button[value="spam"]'),
  b: () => open(current(), ".card-ban", ".act-check input"),
  z: takeBack,
  "?": () => help.showModal(),
};

function isTyping(target) {
  return target.isContentEditable || target.matches?.('input:not([type="checkbox"], [type="radio"]), textarea, select');
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (queue.dataset.keys !== "on" || help.open || isTyping(event.target)) return;
  const panel = current()?.querySelector(".card-reject[open]");
  const number = "0123456789".indexOf(event.key);
  if (panel && number >= 0) {
    event.preventDefault();
    if (number) panel.querySelectorAll(".reasons button")[number - 1]?.click();
    else panel.querySelector('input[name="note"]').focus();
    return;
  }
  const act = Object.hasOwn(KEYS, event.key) && KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", (event) => {
  here = event.target.closest?.(".card") ?? here;
});

const helpOpener = document.querySelector(".queue-help-open");
helpOpener.hidden = false;
helpOpener.addEventListener("click", () => help.showModal());
help.querySelector('input[name="keys"]').addEventListener("change", async (event) => {
  queue.dataset.keys = event.target.checked ? "on" : "off";
  try {
    await send(event.target.form, null);
  } catch {
    announce(queue.dataset.lost, true);
  }
});

// How many wait, while somebody looks; what is new is announced, and never put under their hands

const SECONDS = 20;
const title = document.title;
let newest = "";

function show(found) {
  for (const [tab, count] of Object.entries(found)) {
    const place = document.querySelector(`[data-count="${tab}"]`);
    if (place && place.textContent !== count) place.textContent = count;
  }
  document.title = found.held && found.held !== "0" ? `(${found.held}) ${title}` : title;
  const progress = document.querySelector("[data-sweep]");
  if (progress && found.sweep && progress.textContent !== found.sweep) progress.textContent = found.sweep;
  if (found.words && found.words !== newest) {
    newest = found.words;
    const link = document.createElement("a");
    link.href = "?tab=held";
    link.textContent = found.words;
    news.replaceChildren(link);
  }
}

async function refresh() {
  if (document.hidden) return;
  try {
    const response = await fetch(queue.dataset.counts, { redirect: "error" });
    if (response.ok) show(await response.json());
  } catch {
    // No connection just now; the next time tells.
  }
}

setInterval(refresh, SECONDS * 1000);
document.addEventListener("visibilitychange", refresh);
refresh();

// Where to begin: what was refused, the comment to go on with, or what became of many

const begin = [".card[autofocus]", ".card[aria-describedby]", ".card:target"].map((one) => document.querySelector(one)).find(Boolean);
if (begin) goTo(begin);
else if (outcome.textContent.trim()) outcome.focus();
