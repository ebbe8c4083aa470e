// Let the comment form open in place, keep what was typed whatever happens, count characters, and work out its proof.
// Everything here is an addition: without it the links lead to the form's own page, which works by itself.

const FORM_ADDRESS = /^\/komentar\/[^/~]+\/$/;
const PROOF_LIFE = 15 * 60_000; // milliseconds; the server takes it for 20 minutes
const PATIENCE = 20_000; // milliseconds for a proof; then the comment is sent without it, and held
const KEPT = ["name", "email", "text"];

const after = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const sectionOf = (page) => page.querySelector("[data-comment-form]");

// The proof

const proofs = new WeakMap();

async function workOut(form) {
  const response = await fetch(form.dataset.challenge, { cache: "no-store" });
  if (!response.ok) return "";
  const { challenge, most } = await response.json();
  const worker = new Worker(form.dataset.solver, { type: "module" });
  try {
    const solution = await new Promise((done) => {
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = () => done(null);
      worker.postMessage({ challenge, most });
    });
    return solution ? btoa(JSON.stringify({ challenge, solution })) : "";
  } finally {
    worker.terminate();
  }
}

function prove(form) {
  const known = proofs.get(form);
  if (known && Date.now() - known.begun < PROOF_LIFE) return known.done;
  const done = workOut(form).catch(() => "").then((proof) => { form.elements.proof.value = proof; });
  proofs.set(form, { begun: Date.now(), done });
  return done;
}

// What is said meanwhile

function line(className, role, words) {
  const paragraph = document.createElement("p");
  paragraph.className = className;
  paragraph.setAttribute("role", role);
  paragraph.textContent = words;
  return paragraph;
}

function count(form) {
  const box = form.elements.text;
  const said = line("soft count", "status", "");
  box.after(said);
  let waiting;
  // Heard seldom: after a pause in typing, and only near the end.
  const say = () => {
    const left = Number(box.dataset.most) - [...box.value].length;
    const words = left < 0 ? form.dataset.over : form.dataset.left;
    said.textContent = left < 500 ? words.replace("{count}", Math.abs(left)) : "";
  };
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(say, 800); });
  say();
}

function fail(form) {
  form.querySelector(".errors")?.remove();
  const problem = line("errors", "alert", form.dataset.failed);
  form.prepend(problem);
  problem.tabIndex = -1;
  problem.focus();
}

// Sending

function show(section, next) {
  section.replaceWith(next);
  const place = next.querySelector("[role=alert]") ?? next;
  place.tabIndex = -1;
  place.focus();
}

async function send(section, form) {
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const page = parsed(await response.text());
  const outcome = response.redirected && response.ok ? page.querySelector("main .notice") : null;
  if (outcome) {
    const link = document.createElement("a");
    link.href = response.url;
    link.textContent = page.querySelector("h1").textContent;
    outcome.append(link);
    opened = null;
    show(section, outcome);
  } else if (response.redirected) {
    location.assign(response.url);
  } else {
    const next = sectionOf(page);
    settle(next, opened.link);
    show(section, next);
  }
}

async function onSubmit(event, section, form, isInPlace) {
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => form.append(line("soft busy", "status", form.dataset.sending)), 400);
  try {
    await Promise.race([prove(form), after(PATIENCE)]);
    if (isInPlace) await send(section, form);
    else form.submit();
  } catch {
    fail(form);
  } finally {
    clearTimeout(slow);
    form.querySelector(".busy")?.remove();
    if (isInPlace) form.removeAttribute("aria-busy");
  }
}

function enliven(section, isInPlace) {
  const form = section.querySelector("form");
  if (!form) return; // comments were closed meanwhile: what was typed is there to be copied
  count(form);
  for (const touch of ["focusin", "input"]) form.addEventListener(touch, () => prove(form), { once: true });
  form.addEventListener("submit", (event) => onSubmit(event, section, form, isInPlace));
  // Who comes back by the browser's button finds a form that can be sent.
  addEventListener("pageshow", () => form.removeAttribute("aria-busy"));
}

// Opening in place

let opened = null; // the section that is open, and the link that it belongs to

function focusOn(section) {
  const empty = ["name", "text"].map((name) => section.querySelector(`[name=${name}]`)).find((box) => box && !box.value);
  (empty ?? section.querySelector("[name=text]") ?? section).focus();
}

function carryOver(from, to) {
  if (!from || !to) return;
  for (const name of KEPT) to.elements[name].value ||= from.elements[name].value;
  to.elements.follow.checked ||= from.elements.follow.checked;
}

function closing(section, link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cancel";
  button.textContent = section.querySelector("form").dataset.cancel;
  button.addEventListener("click", () => { section.hidden = true; link.focus(); }); // hidden, not lost
  return button;
}

function settle(section, link) {
  section.querySelector("blockquote")?.remove(); // what it replies to stands right above
  section.querySelector("form button")?.after(closing(section, link));
  opened = { section, link };
  enliven(section, true);
}

async function openAt(link) {
  if (opened?.link === link && opened.section.isConnected) {
    opened.section.hidden = false;
    focusOn(opened.section);
    return;
  }
  const response = await fetch(link.href);
  const section = response.ok ? sectionOf(parsed(await response.text())) : null;
  const form = section?.querySelector("form");
  if (!form) throw new Error("no form");
  carryOver(opened?.section.querySelector("form"), form);
  opened?.section.remove();
  (link.closest("article") ?? link.closest("p") ?? link).after(section);
  settle(section, link);
  focusOn(section);
}

for (const section of document.querySelectorAll("[data-comment-form]")) enliven(section, false);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".comments a");
  if (!link || !FORM_ADDRESS.test(link.pathname) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openAt(link).catch(() => location.assign(link.href));
});
