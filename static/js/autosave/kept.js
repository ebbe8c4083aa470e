// What this browser keeps until the server has it: one entry for each editing session, apart for each user.

const DAYS = 30;
const start = (user) => `warta-naskah-${user}-`;

export function put(user, session, copy) {
  try {
    localStorage.setItem(start(user) + session, JSON.stringify(copy));
    return true;
  } catch {
    return false;  // full, or switched off
  }
}

export function remove(user, session) {
  try {
    localStorage.removeItem(start(user) + session);
  } catch { /* switched off: there is nothing */ }
}

// Let other pages know that this one is open.
export function hold(session) {
  navigator.locks?.request(start("") + session, { mode: "shared" }, () => new Promise(() => {}));
}

// What closed pages of this user left behind: [session, copy]; what is older than 30 days is thrown away.
export async function leftBehind(user, session) {
  const found = [];
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const open = new Set(held.map(({ name }) => name));
  try {
    for (const key of Object.keys(localStorage)) {
      const other = key.slice(start(user).length);
      if (!key.startsWith(start(user)) || other === session || open.has(start("") + other)) continue;
      const copy = JSON.parse(localStorage.getItem(key));
      if (copy.edits < Date.now() / 1000 - DAYS * 86400) localStorage.removeItem(key);
      else found.push([other, copy]);
    }
  } catch { /* not ours, or switched off */ }
  return found;
}
