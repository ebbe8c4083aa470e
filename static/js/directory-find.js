// Choose an agency, an official or an office by typing: a combobox with a list (WAI-ARIA Authoring Practices, “Editable
// Combobox With List Autocomplete”) in front of a select that holds only what is chosen. What it finds is what was so on
// the day of the event, which is typed in the same form.

(() => {
  const gettext = window.gettext || ((text) => text);
  const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many));
  const interpolate = window.interpolate || ((text) => text);
  const PAUSE = 150;
  const made = new WeakMap();
  let number = 0;

  const eventDate = () => document.getElementById("id_event_date")?.value || "";

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  class Find {
    constructor(select, { free = false } = {}) {
      this.select = select;
      this.free = free;
      this.rows = [];
      this.active = -1;
      number += 1;
      this.input = element("input", { type: "text", autocomplete: "off", spellcheck: false, className: "find-input" });
      this.input.id = select.id ? `${select.id}_find` : `find-${number}`;
      this.input.setAttribute("role", "combobox");
      this.input.setAttribute("aria-autocomplete", "list");
      this.input.setAttribute("aria-expanded", "false");
      this.clearer = element("button", { type: "button", className: "find-clear", textContent: "×", hidden: true });
      this.popup = element("div", { className: "find-popup", hidden: true });
      this.head = element("p", { className: "find-day" });
      this.list = element("ul", { className: "find-list" });
      this.list.setAttribute("role", "listbox");
      this.popup.append(this.head, this.list);
      this.note = element("p", { className: "find-note", hidden: true });
      this.status = element("span", { className: "visually-hidden" });
      this.status.setAttribute("role", "status");
      this.box = element("div", { className: "find" }, this.input, this.clearer, this.popup, this.note, this.status);
      select.hidden = true;
      select.after(this.box);
      this.nameIt();
      this.show();
      if (select.value) this.judge();
      this.listen();
    }

    // The label of the select is that of the input now.
    nameIt() {
      const label = this.select.id && document.querySelector(`label[for="${this.select.id}"]`);
      if (label) label.htmlFor = this.input.id;
      this.label = label?.textContent.trim().replace(/:$/, "") || this.select.getAttribute("aria-label") || "";
      if (!label) this.input.setAttribute("aria-label", this.label);
      this.list.setAttribute("aria-label", this.label);
      this.clearer.setAttribute("aria-label", interpolate(gettext("Clear: %s"), [this.label]));
    }

    get chosen() {
      const option = this.select.selectedOptions[0];
      return option?.value ? { id: option.value, text: option.textContent } : null;
    }

    show() {
      const { chosen } = this;
      if (chosen || !this.free) this.input.value = chosen?.text ?? "";
      this.clearer.hidden = !chosen;
    }

    tell(note) {
      this.note.textContent = note;
      this.note.hidden = !note;
      this.note.id = `${this.input.id}_note`;
      if (note) this.input.setAttribute("aria-describedby", this.note.id);
      else this.input.removeAttribute("aria-describedby");
    }

    choose(row) {
      this.close();
      this.select.querySelector("option[value='']") ?? this.select.prepend(new Option("", ""));
      let option = [...this.select.options].find((each) => each.value === String(row?.id ?? ""));
      if (!option) {
        option = new Option(row.text, row.id);
        this.select.append(option);
      } else if (row) {
        option.textContent = row.text;
      }
      this.select.value = option.value;
      this.show();
      this.tell(row?.note ?? "");
      if (row?.note) this.status.textContent = row.note;
      for (const name of ["input", "change"]) this.select.dispatchEvent(new Event(name, { bubbles: true }));
    }

    // What speaks against what is chosen, on the day that is typed now; and what it was called on it.
    async judge() {
      const { chosen } = this;
      if (!chosen) return this.tell("");
      const found = await this.ask({ id: chosen.id });
      const row = found?.results?.[0];
      if (!row || this.chosen?.id !== chosen.id) return undefined;
      this.select.selectedOptions[0].textContent = row.text;
      if (document.activeElement !== this.input) this.show();
      return this.tell(row.note);
    }

    async ask(params) {
      this.asked?.abort();
      this.asked = new AbortController();
      const query = new URLSearchParams({ ...params, on: eventDate() });
      try {
        const answer = await fetch(`${this.select.dataset.find}?${query}`, {
          headers: { Accept: "application/json" }, signal: this.asked.signal,
        });
        if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
        return await answer.json();
      } catch (error) {
        if (error.name === "AbortError") return null;
        return { results: [], failed: true };
      }
    }

    async look() {
      const written = this.input.value.trim();
      const term = this.chosen?.text === written ? "" : written;
      const found = await this.ask({ q: term });
      if (!found || document.activeElement !== this.input) return;
      this.rows = found.results;
      this.active = -1;
      this.list.replaceChildren(...this.rows.map((row, index) => this.option(row, index)));
      const count = this.rows.filter((row) => row.id !== null).length;
      let words = interpolate(ngettext("%s found", "%s found", count), [count]);
      if (found.failed) words = gettext("The directory does not answer. Please try again.");
      else if (!this.rows.length) words = gettext("Nothing found.");
      else if (count >= found.most) words = interpolate(gettext("The first %s; type more to narrow it down."), [count]);
      this.head.textContent = found.day ? interpolate(gettext("%s, as on %s"), [words, found.day]) : words;
      this.status.textContent = this.head.textContent;
      this.open();
    }

    option(row, index) {
      const item = element("li", { id: `${this.input.id}_${index}` }, element("strong", { textContent: row.name }));
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      if (row.detail) item.append(" ", element("span", { textContent: row.detail }));
      if (row.note) item.append(" ", element("small", { textContent: row.note }));
      if (row.id === null) item.setAttribute("aria-disabled", "true");
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => { if (row.id !== null) this.choose(row); });
      return item;
    }

    open() {
      this.list.id = `${this.input.id}_list`;
      this.input.setAttribute("aria-controls", this.list.id);
      this.input.setAttribute("aria-expanded", "true");
      this.popup.hidden = false;
    }

    close() {
      clearTimeout(this.timer);
      this.asked?.abort();
      this.popup.hidden = true;
      this.rows = [];
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      this.input.removeAttribute("aria-controls");
    }

    // To the next row that can be chosen, in this direction; round at the ends.
    go(step) {
      const { length } = this.rows;
      for (let tries = 0, at = this.active; tries < length; tries += 1) {
        at = (at + step + length) % length;
        if (at < 0) at = length - 1;
        if (this.rows[at].id !== null) { this.active = at; break; }
      }
      [...this.list.children].forEach((item, index) => {
        item.setAttribute("aria-selected", String(index === this.active));
        if (index === this.active) {
          this.input.setAttribute("aria-activedescendant", item.id);
          item.scrollIntoView({ block: "nearest" });
        }
      });
    }

    onKey(event) {
      const isOpen = !this.popup.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (isOpen) this.go(step === -1 && this.active < 0 ? 0 : step);
        else this.look();
      } else if (event.key === "Enter") {
        if (isOpen && this.active >= 0) this.choose(this.rows[this.active]);
        else if (isOpen && this.rows.length === 1 && this.rows[0].id !== null) this.choose(this.rows[0]);
        event.preventDefault();  // Enter in a box must not send the whole release
      } else if (event.key === "Escape") {
        if (!isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }

    listen() {
      this.input.addEventListener("keydown", (event) => this.onKey(event));
      this.input.addEventListener("click", () => { if (this.popup.hidden) this.look(); });
      this.input.addEventListener("input", (event) => {
        event.stopPropagation();  // nothing is chosen yet, so nothing of the release has changed
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.look(), PAUSE);
        if (this.free) {
          if (this.chosen) this.select.value = "";
          this.clearer.hidden = true;
          this.select.dispatchEvent(new Event("typed", { bubbles: true }));
        }
      });
      this.input.addEventListener("change", (event) => event.stopPropagation());
      this.input.addEventListener("blur", () => {
        this.close();
        const { chosen } = this;
        if (this.free || this.input.value === (chosen?.text ?? "")) return;
        if (!this.input.value.trim() && chosen) this.choose(null);
        else this.show();
      });
      this.clearer.addEventListener("click", () => {
        this.choose(null);
        this.input.value = "";
        this.input.focus();
      });
      // Somebody else chose: what was typed and kept elsewhere came back.
      this.select.addEventListener("change", () => { if (document.activeElement !== this.input) this.show(); });
    }
  }

  function enhance(select, options) {
    if (!made.has(select)) made.set(select, new Find(select, options));
    return made.get(select);
  }

  function enhanceAll(root) {
    for (const select of root.querySelectorAll("select[data-find]")) {
      if (!select.closest(".empty-form") && !select.name.includes("__prefix__")) enhance(select);
    }
  }

  window.directoryFind = enhance;
  enhanceAll(document);
  document.addEventListener("formset:added", (event) => enhanceAll(event.target));
  document.addEventListener("change", (event) => {
    if (event.target.id !== "id_event_date") return;
    for (const select of document.querySelectorAll("select[data-find]")) made.get(select)?.judge();
  });
})();
