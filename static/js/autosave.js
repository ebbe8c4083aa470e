// Never lose text: what is typed goes to a working copy on the server half a second after the last edit, stays in this
// browser until it is there, and is sent again by itself. Who else is here, and what they saved, is told meanwhile.

import { changes, holdsFile, read, undone } from "./autosave/boxes.js";
import * as kept from "./autosave/kept.js";
import { LogIn } from "./autosave/login.js";
import { Server } from "./autosave/server.js";
import { Status } from "./autosave/status.js";

const DELAY = 500;
const SIGN = 30000;
const LONGEST_WAIT = 60000;

class Autosave {
  constructor(form, place) {
    const data = place.dataset;
    this.form = form;
    this.place = place;
    this.user = Number(data.user);
    this.edition = data.edition ? Number(data.edition) : null;
    this.version = Number(form.elements.seen_version?.value || 0);
    this.state = data.state;
    this.session = data.session || uuid();
    this.server = new Server({
      address: data.address, tokenAddress: data.token,
      token: form.elements.csrfmiddlewaretoken.value,
    });
    this.logIn = new LogIn(document.getElementById("autosave-login"), this.server, { user: this.user, address: data.login });
    this.status = new Status(document.getElementById("autosave-status"), document.getElementById("autosave-said"), { isNew: !data.edition });
    this.edits = this.sent = this.failures = 0;
    this.known = null;
    this.here = new Set();
    this.box("_session").value = this.session;
    this.earlier = parsed(data.base);
    this.settle();
    kept.hold(this.session);
    form.dataset.autosave = "on";  // the plain question before leaving is not asked any more
    this.listen();
    if (Object.keys(this.earlier).length) this.notice();
    this.deliver();
    if (this.edition) this.send({ sign: true });
  }

  box(name) {
    let found = this.form.elements[name];
    if (!found) {
      found = Object.assign(document.createElement("input"), { type: "hidden", name });
      this.form.append(found);
    }
    return found;
  }

  // Until somebody touches the page, what scripts do to its boxes is how it was opened.
  settle() {
    if (this.isTouched) return;
    this.now = read(this.form);
    this.base = undone(this.now, this.earlier);
    this.seen = JSON.stringify(this.now);
  }

  listen() {
    const soon = () => {
      clearTimeout(this.looking);
      this.looking = setTimeout(() => this.notice(), 50);
    };
    for (const type of ["pointerdown", "keydown", "focusin"]) {
      window.addEventListener(type, () => { this.settle(); this.isTouched = true; }, { capture: true, once: true });
    }
    // At once, so that what is said of it is true; what comes by other ways is looked for a moment later.
    for (const type of ["input", "change"]) this.form.addEventListener(type, () => this.notice());
    for (const type of ["click", "drop"]) this.form.addEventListener(type, soon);
    for (const type of ["formset:added", "formset:removed", "prose-editor:ready"]) document.addEventListener(type, soon);
    window.django?.jQuery?.(document).on("change", soon);  // boxes that search send no event of the browser's
    setInterval(soon, 2000);  // whatever else changed a box
    window.addEventListener("load", () => this.settle());
    window.addEventListener("online", () => this.send());
    setInterval(() => { if (this.edition && !this.timer) this.send({ sign: true }); }, SIGN);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.leaveWord();
      else if (this.edition) this.send({ sign: true });
    });
    window.addEventListener("pagehide", () => this.leaveWord({ closed: true }));
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.isLeaving = this.isPassing = false; });
    window.addEventListener("beforeunload", (event) => {
      this.notice();
      if (!this.isLeaving && (this.isUnsent || holdsFile(this.form))) event.preventDefault();
    });
    this.form.addEventListener("submit", (event) => this.submit(event));
    document.getElementById("autosave-again").addEventListener("click", () => this.enter());
  }

  get isUnsent() {
    return this.edits > this.sent;
  }

  // Look whether anything changed; if so keep it here, and send it soon.
  notice() {
    clearTimeout(this.looking);
    if (!this.isTouched && !Object.keys(this.earlier).length) return this.settle();
    const now = read(this.form);
    const seen = JSON.stringify(now);
    if (seen === this.seen && (this.edits || !Object.keys(this.earlier).length)) return;
    Object.assign(this, { now, seen });
    // It also grows from one page of a session to the next: what comes late is known by it.
    this.edits = Math.max(this.edits + 1, Math.floor(Date.now() / 1000));
    const changed = changes(this.base, now);
    this.box("_base").value = JSON.stringify(changed);
    this.isKept = kept.put(this.user, this.session, this.draft(changed));
    if (["clean", "saved", "typing"].includes(this.status.kind)) this.status.show("typing");
    this.plan(DELAY);
  }

  draft(changed) {
    return {
      user: this.user, edition: this.edition, session: this.session, version: this.version, state: this.state,
      edits: this.edits, base: changed ?? changes(this.base, this.now), fields: this.now,
    };
  }

  plan(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  // Send what is unsent, or only a sign; one request at a time. Returns what became of it.
  async send({ sign = false } = {}) {
    clearTimeout(this.timer);
    this.timer = null;
    while (this.sending) await this.sending;
    if (this.isLeaving || (!this.isUnsent && !sign)) return { kind: "ok" };
    this.sending = this.attempt(this.isUnsent);
    try {
      return await this.sending;
    } finally {
      this.sending = null;
    }
  }

  async attempt(withWords) {
    const draft = this.draft();
    if (!withWords) {
      delete draft.fields;
      delete draft.base;
    }
    const answer = await this.server.post({ ...draft, known: this.known });
    if (answer.kind === "ok") {
      this.failures = 0;
      if (withWords) {
        this.sent = Math.max(this.sent, draft.edits);
        this.time = answer.time;
      }
      this.tell(answer);
    }
    this.report(answer);
    return answer;
  }

  report(answer) {
    const again = document.getElementById("autosave-again");
    again.hidden = !isOut(answer);
    if (answer.kind === "ok") {
      this.isPutOff = false;
      if (this.isUnsent) return this.plan(DELAY);
      kept.remove(this.user, this.session);
      return this.status.show(this.time ? "saved" : "clean", this.time);
    }
    if (!this.isUnsent && !isOut(answer)) {
      if (answer.kind === "offline") this.plan(this.wait());
      return;
    }
    if (this.isUnsent && !this.isKept) this.status.show("unkept");
    else this.status.show(answer.kind, answer.message);
    if (answer.kind === "offline" || answer.kind === "busy") this.plan(this.wait());
    if (isOut(answer) && !this.isPutOff) this.enter();
  }

  wait() {
    this.failures += 1;
    return Math.min(1000 * 2 ** this.failures, LONGEST_WAIT) * (0.75 + Math.random() / 2);
  }

  // Ask for name and password, and go on; asked once by itself, then when the user wants.
  async enter() {
    const isIn = await this.logIn.ask();
    this.isPutOff = !isIn;
    if (isIn) await this.send({ sign: true });
    return isIn;
  }

  // Before the form is sent, the working copy is: so a session that ended or a server that is away costs nothing.
  async submit(event) {
    const { submitter } = event;
    if (this.isPassing || event.defaultPrevented || submitter?.formTarget) return;  // a preview in another tab saves nothing
    event.preventDefault();
    const isSent = await this.sendFirst();
    if (!isSent) {
      this.form.dataset.dirty = "yes";
      return;
    }
    this.isPassing = this.isLeaving = true;
    if (submitter?.isConnected) this.form.requestSubmit(submitter);
    else this.form.requestSubmit();
  }

  // Whether the way is free: the server is there, and the user of this page is logged in.
  async sendFirst() {
    this.notice();
    let answer = await this.send({ sign: true });
    if (isOut(answer)) {
      if (!(await this.enter())) return false;
      answer = await this.send({ sign: true });
    }
    if (isOut(answer)) return false;
    if (answer.kind === "offline") {
      this.status.show("offline");
      this.status.say(gettext("Not connected: nothing was sent. Your text is in this browser; try again when the connection is back."));
      document.getElementById("autosave-unsent").hidden = false;
    }
    return answer.kind !== "offline";
  }

  leaveWord({ closed = false } = {}) {
    this.notice();
    if (this.isLeaving || (!this.isUnsent && !closed)) return;
    const draft = this.isUnsent ? this.draft() : { user: this.user, edition: this.edition, session: this.session };
    const body = closed ? { ...draft, closed } : draft;
    // A browser sends at most 64 kB for a page that goes; what is larger stays here until the next one.
    if (JSON.stringify(body).length > 60000) return;
    const { edits } = draft;
    this.server.post(body, { keepalive: true, again: false }).then((answer) => {
      if (answer.kind === "ok" && edits) {
        this.sent = Math.max(this.sent, edits);
        this.time = answer.time ?? this.time;
        this.report(answer);
      }
    });
  }

  // Who else is here, and what they did to the release meanwhile.
  tell({ others, moved }) {
    document.getElementById("autosave-unsent").hidden = true;
    const list = document.getElementById("autosave-others");
    list.replaceChildren(...others.map(({ words }) => Object.assign(document.createElement("li"), { textContent: words })));
    list.hidden = !others.length;
    const fresh = others.filter(({ id }) => !this.here.has(id));
    const news = fresh.map(({ words }) => words);
    this.here = new Set(others.map(({ id }) => id));
    const banner = document.getElementById("autosave-moved");
    if (!moved) {
      banner.hidden = true;
    } else if (moved.words !== null) {
      banner.querySelector(".autosave-words").textContent = moved.words;
      banner.querySelector("[data-conflict]").hidden = !moved.is_conflict;
      banner.hidden = false;
      news.push(banner.querySelector("strong").textContent, moved.words);
    }
    this.known = moved && [moved.version, moved.state];
    if (news.length) this.status.say(news.join(" "));
  }

  // Hand over what closed pages of this user left in this browser.
  async deliver() {
    for (const [session, copy] of await kept.leftBehind(this.user, this.session)) {
      const answer = await this.server.post({ ...copy, user: this.user, session });
      if (answer.kind !== "ok") continue;
      kept.remove(this.user, session);
      if (answer.address && copy.edition === this.edition) this.offer(answer.address);
    }
  }

  offer(address) {
    const found = document.getElementById("autosave-found");
    if ([...found.querySelectorAll("a")].some((link) => link.getAttribute("href") === address)) return;
    const link = Object.assign(document.createElement("a"), { href: address, textContent: gettext("See what you wrote") });
    const item = document.createElement("li");
    item.append(gettext("This browser had text of yours that was never saved."), " ", link);
    found.querySelector("ul").append(item);
    found.hidden = false;
    this.status.say(item.textContent);
  }
}

// Whether nobody, or somebody else, is logged in now.
function isOut(answer) {
  return answer.kind === "ended" || answer.code === "another_user";
}

function parsed(json) {
  try {
    return JSON.parse(json) ?? {};
  } catch {
    return {};
  }
}

function uuid() {
  if (window.crypto.randomUUID) return window.crypto.randomUUID();
  return [...window.crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const form = document.getElementById("edition_form");
const place = document.getElementById("autosave");
if (form && place) new Autosave(form, place);
