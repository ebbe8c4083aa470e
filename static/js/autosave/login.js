// Log in again without leaving the page: a dialog asks for name and password and posts them to the log-in.

const gettext = window.gettext || ((text) => text);

export class LogIn {
  constructor(dialog, server, { user, address }) {
    Object.assign(this, { dialog, server, user, address });
    this.form = dialog.querySelector("form");
    this.error = dialog.querySelector(".autosave-error");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => this.settle?.(false));
  }

  // True once the user of this page is logged in again; false if they put it off.
  ask() {
    if (this.asked) return this.asked;
    this.say("");
    this.asked = new Promise((resolve) => { this.settle = resolve; }).finally(() => {
      this.asked = this.settle = null;
      this.form.elements.password.value = "";
    });
    this.dialog.showModal();
    const { username, password } = this.form.elements;
    (username.value ? password : username).focus();
    return this.asked;
  }

  say(words) {
    this.error.hidden = !words;
    this.error.textContent = words;
  }

  async submit() {
    const button = this.form.querySelector("[type=submit]");
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    try {
      this.say(await this.attempt());
    } catch {
      this.say(gettext("Not connected. Your text is safe in this browser; try again soon."));
    } finally {
      button.ariaDisabled = "false";
    }
    if (!this.error.hidden) this.form.elements.password.select();
  }

  // What went wrong, in words; empty if nothing did, and then the dialog is closed.
  async attempt() {
    const before = await this.server.whoIsHere();
    if (before.kind === "offline") throw new TypeError();
    if (before.kind === "ok" && before.user === this.user) return this.done();
    const token = before.kind === "ok" ? before.token : await this.tokenOfPage();
    const { username, password } = this.form.elements;
    const response = await fetch(this.address, {
      method: "POST", redirect: "manual", credentials: "same-origin",
      body: new URLSearchParams({
        username: username.value, password: password.value, csrfmiddlewaretoken: token, next: this.server.tokenAddress,
      }),
    });
    if (response.type !== "opaqueredirect") {
      return response.status === 200
        ? gettext("That name and password do not match. Nothing of your text is lost; try again.")
        : gettext("The log-in does not answer as it should. Your text is safe in this browser; try again soon.");
    }
    const after = await this.server.whoIsHere();
    if (after.kind === "ok" && after.user === this.user) return this.done();
    if (after.kind === "ok") {
      return interpolate(gettext("You are logged in as %s now. The text on this page belongs to somebody else and is not handed over: it stays in this browser until they log in again."), [after.name]);
    }
    return gettext("The log-in does not answer as it should. Your text is safe in this browser; try again soon.");
  }

  done() {
    this.settle?.(true);
    this.dialog.close();
    return "";
  }

  async tokenOfPage() {
    const response = await fetch(this.address, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  }
}
