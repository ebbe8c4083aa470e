// Move what is on the calendar by dragging it to another day. A mouse drags at once, a finger after it was held a
// moment, so that the page still scrolls. Nothing moves before the dialogue is confirmed; without this script, and by
// keyboard, the link “Move” of each entry leads to a form for the same.

const FAR = 6; // pixels, after which a press is a drag
const HELD = 450; // milliseconds
const calendar = document.querySelector(".calendar");
const dialogue = document.querySelector("#move");

function inWords(value) {
  const moment = value ? new Date(`${value}Z`) : null;
  if (!moment || Number.isNaN(moment.getTime())) return "…";
  const parts = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(document.documentElement.lang, parts).format(moment).replaceAll(",", "");
  return `${day} ${value.slice(11, 16).replace(":", ".")} ${dialogue.querySelector("h2").dataset.zone}`;
}

function ask(entry, day) {
  const form = dialogue.querySelector("form");
  const heading = dialogue.querySelector("h2");
  form.action = entry.dataset.move;
  form.elements.seen_version.value = entry.dataset.version;
  form.elements.at.value = `${day}T${entry.dataset.at}`;
  dialogue.querySelector(".move-what").textContent = entry.querySelector("a").textContent;
  const say = () => {
    heading.textContent = heading.dataset.words.replace("%(moment)s", inWords(form.elements.at.value));
  };
  form.elements.at.oninput = say;
  say();
  dialogue.addEventListener("close", () => entry.querySelector(".entry-move").focus(), { once: true });
  dialogue.showModal();
  form.querySelector("button[type=submit]").focus();
}

class Drag {
  constructor(entry, event) {
    this.entry = entry;
    this.from = { x: event.clientX, y: event.clientY };
    this.pointer = event.pointerId;
    this.ends = new AbortController();
    const listen = (name, act) => document.addEventListener(name, act, { signal: this.ends.signal });
    listen("pointermove", (moved) => this.move(moved));
    listen("pointerup", (up) => this.drop(up));
    listen("pointercancel", () => this.end());
    listen("keydown", (pressed) => { if (pressed.key === "Escape") this.end(); });
    listen("contextmenu", (menu) => { if (event.pointerType !== "mouse") menu.preventDefault(); });
    this.byFinger = event.pointerType !== "mouse";
    if (this.byFinger) this.timer = setTimeout(() => this.lift(this.from.x, this.from.y), HELD);
  }

  lift(x, y) {
    this.ghost = document.createElement("div");
    this.ghost.className = "dragged";
    this.ghost.setAttribute("aria-hidden", "true");
    this.ghost.textContent = this.entry.querySelector("a").textContent;
    document.body.append(this.ghost);
    document.body.classList.add("dragging");
    this.entry.classList.add("lifted");
    this.over(x, y);
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    const far = Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) > FAR;
    if (!this.ghost && far && this.byFinger) return void this.end(); // the page is scrolled
    if (!this.ghost && far) this.lift(event.clientX, event.clientY);
    if (this.ghost) this.over(event.clientX, event.clientY);
  }

  over(x, y) {
    this.ghost.style.left = `${x + 8}px`;
    this.ghost.style.top = `${y + 8}px`;
    const edge = 60;
    if (y < edge) window.scrollBy(0, -edge / 4);
    if (y > window.innerHeight - edge) window.scrollBy(0, edge / 4);
    const day = document.elementFromPoint(x, y)?.closest("td[data-day]");
    if (day === this.day) return;
    this.day?.classList.remove("drop");
    this.day = day;
    this.day?.classList.add("drop");
  }

  drop(event) {
    if (event.pointerId !== this.pointer) return;
    const { day, ghost, entry } = this;
    this.end();
    if (!ghost) return;
    // The press that ends a drag is no click on the link below it.
    const swallow = (click) => { if (!dialogue.contains(click.target)) click.preventDefault(); };
    document.addEventListener("click", swallow, { capture: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 50);
    if (day && day !== entry.closest("td")) ask(entry, day.dataset.day);
  }

  end() {
    clearTimeout(this.timer);
    this.ends.abort();
    this.ghost?.remove();
    this.day?.classList.remove("drop");
    this.entry.classList.remove("lifted");
    document.body.classList.remove("dragging");
  }
}

if (dialogue) {
  calendar.addEventListener("pointerdown", (event) => {
    const entry = event.target.closest(".entry[data-move]");
    if (entry && event.isPrimary && event.button === 0 && !event.target.closest(".entry-move")) new Drag(entry, event);
  });
  // It must be there before the finger is: browsers ask only then whether a touch may scroll the page.
  const keepStill = (touch) => { if (document.body.classList.contains("dragging")) touch.preventDefault(); };
  calendar.addEventListener("touchmove", keepStill, { passive: false });
  calendar.addEventListener("dragstart", (event) => event.preventDefault()); // the browser's own dragging of links
  dialogue.querySelector("button[value=cancel]").addEventListener("click", () => dialogue.close());
}
