// Suggest while somebody types in the search: a combobox with a list of options, after the WAI-ARIA authoring practices
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without it the form works as it is.

const PAUSE = 200; // milliseconds
const SHORTEST = 2;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = Object.assign(document.createElement("ul"), { id: `${input.id}-saran`, className: "suggestions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    this.status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.status.setAttribute("role", "status");
    input.closest(".search-line").append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value;
    if (text.trim().length < SHORTEST) return this.close();
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(text)}`;
      const response = await fetch(address, { signal: this.asking.signal });
      if (response.ok && this.input.value === text) this.show(await response.json());
    } catch { /* typed on, or offline: the form works without suggestions */ }
  }

  show({ words, pages }) {
    const options = [
      ...words.map(({ text }) => ({ text, label: text })),
      ...pages.map(({ kind, text, url }) => ({ url, label: text, kind })),
    ];
    this.list.replaceChildren(...options.map((option, number) => this.option(option, number)));
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.toggle(options.length > 0 && document.activeElement === this.input);
    this.status.textContent = options.length ? `${options.length} ${this.input.dataset.some}` : this.input.dataset.none;
  }

  option({ text, url, label, kind }, number) {
    const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${number}` });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    if (kind) item.append(Object.assign(document.createElement("span"), { className: "kicker", textContent: kind }), " ");
    item.append(label);
    Object.assign(item.dataset, url ? { url } : { text });
    return item;
  }

  key(event) {
    const options = [...this.list.children];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && options.length && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + options.length + (this.active < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.active)));
      this.input.setAttribute("aria-activedescendant", options[this.active].id);
      options[this.active].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && this.active >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.choose(options[this.active]);
    }
  }

  choose(option) {
    if (!option) return;
    if (option.dataset.url) {
      location.assign(option.dataset.url);
    } else {
      this.input.value = option.dataset.text;
      this.close();
      this.input.form.requestSubmit();
    }
  }

  close() {
    clearTimeout(this.timer);
    this.toggle(false);
  }

  toggle(open) {
    this.list.hidden = !open;
    this.active = -1;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggestions(input);
