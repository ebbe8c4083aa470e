// Say whether everything is saved: always true to the eye; to a screen reader only what is new and matters.

const gettext = window.gettext || ((text) => text);

export class Status {
  constructor(line, said, { isNew }) {
    Object.assign(this, { line, said, isNew, kind: "clean" });
  }

  // kind: clean, typing, saved, offline, busy, ended, refused, unkept
  show(kind, detail = "") {
    this.line.dataset.kind = kind;
    const words = this.words(kind, detail);
    if (this.line.textContent !== words) this.line.textContent = words;
    const isTrouble = !["clean", "typing", "saved"].includes(kind);
    if (isTrouble && kind !== this.told) this.say(words);
    if (kind === "saved" && this.told !== "saved") this.say(words);
    if (isTrouble || kind === "saved") this.told = kind;
    this.kind = kind;
  }

  say(words) {
    this.pending = [...(this.pending ?? []), words];
    this.said.textContent = "";
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.said.textContent = this.pending.join(" ");
      this.pending = null;
    }, 50);
  }

  words(kind, detail) {
    switch (kind) {
      case "typing": return gettext("Not saved yet");
      case "saved": return interpolate(gettext("Saved %s, for you alone"), [detail]);
      case "offline": return gettext("Not connected; your text is in this browser");
      case "busy": return gettext("The server does not answer as it should; your text is in this browser");
      case "ended": return gettext("Your session ended; your text is in this browser");
      case "refused": return detail;
      case "unkept": return gettext("Neither the server nor this browser can keep your text: do not close this page");
      default: return this.isNew ? "" : gettext("Everything is saved");
    }
  }
}
