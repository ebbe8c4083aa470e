// Talk to the server, and say plainly what became of it: {kind: "ok" | "offline" | "busy" | "ended" | "refused", …}.

const JSON_TYPE = /^application\/json/;

export class Server {
  constructor({ address, tokenAddress, token }) {
    Object.assign(this, { address, tokenAddress, token });
  }

  async post(body, { keepalive = false, again = true } = {}) {
    let response;
    try {
      response = await fetch(this.address, {
        method: "POST", body: JSON.stringify(body), keepalive, redirect: "manual", credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        signal: keepalive ? undefined : AbortSignal.timeout(20000),
      });
    } catch {
      return { kind: "offline" };
    }
    if (response.type === "opaqueredirect" || response.status === 401) return { kind: "ended" };
    const data = JSON_TYPE.test(response.headers.get("Content-Type")) ? await response.json().catch(() => null) : null;
    if (response.ok && data) return { kind: "ok", ...data };
    if (data?.error) return { kind: "refused", message: data.error, code: data.code };
    if (response.status === 403 && again) {  // the token of this page is out of date: somebody logged in meanwhile
      const who = await this.whoIsHere();
      if (who.kind !== "ok") return who;
      return this.post(body, { keepalive, again: false });
    }
    if (response.status === 403) return { kind: "ended" };
    return { kind: "busy" };
  }

  // Who is logged in, with a new token for forms.
  async whoIsHere() {
    let response;
    try {
      response = await fetch(this.tokenAddress, { redirect: "manual", credentials: "same-origin" });
    } catch {
      return { kind: "offline" };
    }
    if (response.type === "opaqueredirect" || response.status === 401) return { kind: "ended" };
    const data = response.ok ? await response.json().catch(() => null) : null;
    if (!data) return { kind: "busy" };
    this.use(data.token);
    return { kind: "ok", ...data };
  }

  // Take over a new token: here, and in every form of the page.
  use(token) {
    this.token = token;
    for (const box of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) box.value = token;
  }
}
