// What the boxes of a form hold: texts under their names, as a browser would post them, without what the page keeps of
// its own (the note to whoever checks it is typed, and kept), rows that are only a pattern, and files.

const OWN = /^(_(?!note$)|csrfmiddlewaretoken$|seen_version$)|__prefix__/;

export function read(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (OWN.test(name) || typeof value !== "string") continue;
    (values[name] ??= []).push(value.replace(/\r\n?/g, "\n"));
  }
  return values;
}

// Which boxes changed, each with what it held; null for one that was not there.
export function changes(before, now) {
  const changed = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const old = before[name] ?? null;
    if (JSON.stringify(old ?? [""]) !== JSON.stringify(now[name] ?? [""])) changed[name] = old;
  }
  return changed;
}

// What the boxes held before the changes that an earlier page of the same session noted.
export function undone(now, changed) {
  const before = { ...now };
  for (const [name, old] of Object.entries(changed)) {
    if (Array.isArray(old)) before[name] = old;
    else delete before[name];
  }
  return before;
}

export function holdsFile(form) {
  return [...form.querySelectorAll("input[type=file]")].some((box) => box.files.length);
}
