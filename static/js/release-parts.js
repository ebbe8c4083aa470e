// What the scripts of a release's parts share: rows that are added, moved and taken out, words that are announced,
// questions to the desk. A script changes a field as a person does: with the events of one.

window.releaseParts = (() => {
  const gettext = window.gettext || ((text) => text);
  const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many));
  const interpolate = window.interpolate || ((text) => text);
  const place = document.getElementById("release-parts");
  const form = document.getElementById("edition_form");

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function button(words, press, properties = {}) {
    const made = element("button", { type: "button", textContent: words, ...properties });
    made.addEventListener("click", press);
    return made;
  }

  // Announce: in the dialog that is open, since all else is out of reach then.
  function say(words) {
    const log = document.querySelector("dialog[open] [role=status].dialog-status") ?? place?.querySelector("[role=log]");
    if (!log) return;
    if (log.getAttribute("role") === "log") log.append(element("p", { textContent: words }));
    else log.textContent = words;
  }

  async function ask(address, options) {
    let answer;
    try {
      answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options?.headers } });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Error(gettext("The desk does not answer. Nothing is lost; please try again."), { cause: error });
    }
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    const content = isJson ? await answer.json() : {};
    if (answer.ok && isJson && !answer.redirected) return content;
    const words = content.words || Object.values(content.errors ?? {}).join(" ");
    if (answer.status === 403 && !words) throw new Error(gettext("You may not do this."));
    throw new Error(words || gettext("That did not work. Nothing is lost; please try again."));
  }

  const get = (address, params = {}, signal = undefined) => ask(`${address}?${new URLSearchParams(params)}`, { signal });

  // options such as keepalive: it arrives although the page is left
  function post(address, params, options = {}) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams(params);
    return ask(address, { method: "POST", body, headers: { "X-CSRFToken": token }, ...options });
  }

  function announceChange(field) {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }

  function set(field, value) {
    if (!field) return;
    if (field.type === "checkbox") {
      if (field.checked === value) return;
      field.checked = value;
    } else {
      if (field.value === String(value)) return;
      field.value = value;
    }
    announceChange(field);
  }

  // Put text into a box so that its own undo takes it back.
  function write(field, text) {
    field.focus();
    field.select();
    if (!document.execCommand("insertText", false, text)) field.value = text;
    announceChange(field);
  }

  function choose(select, id, text) {
    if (!select) return;
    if (![...select.options].some((option) => option.value === String(id))) select.append(new Option(text, id));
    select.value = String(id);
    announceChange(select);  // also where the browser chose the only option by itself
  }

  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

  // The rows of one kind: prefix is that of their formset; title(row) says which one a row is.
  class Rows {
    constructor(prefix, { title, onChange = () => {} }) {
      this.prefix = prefix;
      this.group = document.getElementById(`${prefix}-group`);
      this.title = title;
      this.onChange = onChange;
    }

    get all() {
      return [...this.group.querySelectorAll(".inline-related:not(.empty-form)")];
    }

    get kept() {
      return this.all.filter((row) => !row.classList.contains("is-removed"));
    }

    sort() {
      const order = (row) => Number(field(row, "order")?.value || 0);
      const sorted = [...this.all].sort((one, other) => order(one) - order(other));
      if (sorted.every((row, index) => row === this.all[index])) return;
      this.all[0].before(...sorted);
    }

    add() {
      const before = new Set(this.all);
      this.group.querySelector(".add-row a").click();
      return this.all.find((row) => !before.has(row));
    }

    // Buttons that every row has, in a bar above its fields; extra ones come between moving and taking out.
    furnish(row, ...extra) {
      row.querySelector("h3 .inline-deletelink")?.remove();
      const handle = element("span", { className: "part-handle", textContent: "⠿", title: gettext("Drag to move") });
      handle.setAttribute("aria-hidden", "true");
      handle.addEventListener("pointerdown", (event) => this.drag(row, event));
      const up = button("↑", () => this.move(row, -1), { className: "part-up" });
      const down = button("↓", () => this.move(row, 1), { className: "part-down" });
      const out = button(gettext("Take out"), () => this.remove(row), { className: "part-out" });
      const name = element("span", { className: "part-name" });
      const bar = element("div", { className: "part-bar" }, handle, name, up, down, ...extra, out);
      row.querySelector("fieldset").before(bar);
      row.classList.add("has-bar");
      row.setAttribute("role", "group");
    }

    name() {
      const rows = this.kept;
      rows.forEach((row, index) => {
        const title = this.title(row, index + 1, rows.length);
        row.setAttribute("aria-label", title);
        const bar = row.querySelector(".part-bar");
        if (!bar) return;
        bar.querySelector(".part-name").textContent = title;
        const [up, down] = [bar.querySelector(".part-up"), bar.querySelector(".part-down")];
        up.setAttribute("aria-label", interpolate(gettext("Move up: %s"), [title]));
        down.setAttribute("aria-label", interpolate(gettext("Move down: %s"), [title]));
        // Not disabled, which would drop the focus of who pressed it last.
        up.setAttribute("aria-disabled", String(index === 0));
        down.setAttribute("aria-disabled", String(index === rows.length - 1));
        bar.querySelector(".part-out").setAttribute("aria-label", interpolate(gettext("Take out: %s"), [title]));
      });
    }

    // After every change: numbers, names, and whatever else depends on the rows.
    settle() {
      this.kept.forEach((row, index) => set(field(row, "order"), index));
      this.name();
      this.onChange();
    }

    move(row, step) {
      const rows = this.kept;
      const other = rows[rows.indexOf(row) + step];
      if (!other) return;
      // The neighbour moves, so that the row keeps the focus.
      if (step < 0) row.after(other);
      else row.before(other);
      this.settle();
      const place = this.kept.indexOf(row) + 1;
      say(interpolate(gettext("Now number %s of %s."), [place, rows.length]));
      row.scrollIntoView({ block: "nearest" });
    }

    remove(row) {
      const box = field(row, "DELETE") ?? this.deletion(row);
      const [undo, words] = this.hide(row);
      box.checked = true;
      announceChange(box);
      this.settle();
      undo.focus();
      say(words);
    }

    // Show a line in place of a row that was taken out; return its button, and what it says.
    hide(row) {
      const title = row.getAttribute("aria-label");
      const words = interpolate(gettext("%s was taken out."), [title]);
      const undo = button(gettext("Undo"), () => this.restore(row), { className: "part-undo" });
      undo.setAttribute("aria-label", interpolate(gettext("Undo: %s was taken out"), [title]));
      row.classList.add("is-removed");
      row.prepend(element("p", { className: "part-gone" }, `${words} `, undo));
      return [undo, words];
    }

    // Rows that were taken out before the page was shown again: with an error, or with what was kept aside.
    hideRemoved() {
      for (const row of this.kept) if (field(row, "DELETE")?.checked) this.hide(row);
      this.name();
    }

    restore(row) {
      row.querySelector(".part-gone").remove();
      row.classList.remove("is-removed");
      const box = field(row, "DELETE");
      box.checked = false;
      announceChange(box);
      this.settle();
      row.querySelector(".part-out").focus();
      say(interpolate(gettext("%s is back."), [row.getAttribute("aria-label")]));
    }

    // A row that was never saved has no box for taking it out; Django reads one all the same.
    deletion(row) {
      const [, index] = row.id.match(/-(\d+)$/);
      const box = element("input", { type: "checkbox", name: `${this.prefix}-${index}-DELETE`, hidden: true });
      box.setAttribute("aria-hidden", "true");
      row.append(box);
      return box;
    }

    drag(row, start) {
      if (start.button) return;
      start.preventDefault();
      this.group.classList.add("is-ordering");  // rows become lines, so that all are in sight
      row.classList.add("is-dragged");
      window.scrollBy(0, row.getBoundingClientRect().top + 20 - start.clientY);
      const before = this.kept.indexOf(row);
      const follow = (event) => {
        const rows = this.kept;
        const at = rows.indexOf(row);
        const [above, below] = [rows[at - 1], rows[at + 1]];
        const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
        if (above && event.clientY < middle(above)) row.after(above);
        else if (below && event.clientY > middle(below)) row.before(below);
        const edge = 60;
        if (event.clientY < edge) window.scrollBy(0, -12);
        else if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
      };
      const end = () => {
        for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end);
        document.removeEventListener("pointermove", follow);
        this.group.classList.remove("is-ordering");
        row.classList.remove("is-dragged");
        row.scrollIntoView({ block: "nearest" });
        const after = this.kept.indexOf(row);
        if (after === before) return;
        this.settle();
        say(interpolate(gettext("Now number %s of %s."), [after + 1, this.kept.length]));
      };
      document.addEventListener("pointermove", follow);
      for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
    }
  }

  // A dialog gives the focus back to where it was opened from, unless something else has it by then.
  function open(dialog, opener) {
    const status = dialog.querySelector(".dialog-status");
    if (status) status.textContent = "";
    dialog.addEventListener("close", () => {
      if (opener?.isConnected && [null, document.body].includes(document.activeElement)) opener.focus();
    }, { once: true });
    dialog.showModal();
  }

  for (const dialog of place?.querySelectorAll("dialog") ?? []) {
    for (const closer of dialog.querySelectorAll("[data-close]")) closer.addEventListener("click", () => dialog.close());
  }

  return {
    gettext, ngettext, interpolate, place, form, element, button, say, get, post, set, write, choose, field, Rows, open,
    announceChange, addresses: place?.dataset ?? {},
  };
})();
