// The photos of a release: chosen from the library or dropped here, put in order, described and cropped in place. The
// rows stay those of Django's form; without this script they are filled in as they are.

(() => {
  const parts = window.releaseParts;
  const group = document.getElementById("captions-group");
  if (!parts?.place || !group || !group.querySelector(".add-row a, .empty-form")) return;
  const { gettext, ngettext, interpolate, element, button, say, field, addresses } = parts;
  const known = new Map();  // what the library says of each photo, by its id
  const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const photoOf = (row) => field(row, "photo")?.value || "";
  const nameOf = (row) => known.get(photoOf(row))?.name ?? "";

  const rows = new parts.Rows("captions", {
    title: (row, number, count) => interpolate(gettext("Photo %s of %s"), [number, count]) + (nameOf(row) ? `: ${nameOf(row)}` : ""),
    onChange: () => {
      for (const row of rows.all) showLead(row);
    },
  });

  // The lead photo

  const isLead = (row) => field(row, "is_lead").checked && !row.classList.contains("is-removed");

  function showLead(row) {
    const press = row.querySelector(".part-lead");
    if (!press) return;
    press.setAttribute("aria-pressed", String(isLead(row)));
    press.setAttribute("aria-label", interpolate(gettext("Lead photo: %s"), [row.getAttribute("aria-label")]));
    row.classList.toggle("is-lead", isLead(row));
  }

  function lead(row) {
    const begins = !isLead(row);
    for (const other of rows.all) parts.set(field(other, "is_lead"), begins && other === row);
    for (const other of rows.all) showLead(other);
    say(begins ? interpolate(gettext("%s leads now."), [row.getAttribute("aria-label")]) : gettext("No photo leads."));
  }

  // A row as a card

  function furnish(row) {
    if (row.classList.contains("has-bar")) return;
    const press = button(gettext("Lead photo"), () => lead(row), { className: "part-lead" });
    rows.furnish(row, press);
    const caption = field(row, "caption");
    const build = button(gettext("Put a caption together…"), () => {
      document.dispatchEvent(new CustomEvent("release:caption", { detail: { row, photo: known.get(photoOf(row)), opener: build } }));
    }, { className: "caption-build" });
    caption.after(build);
    row.classList.add("is-card");
    show(row);
  }

  function show(row) {
    const photo = known.get(photoOf(row));
    row.classList.toggle("has-photo", Boolean(photo || photoOf(row)));
    if (!photo) return;
    const picture = element("img", { src: photo.small, alt: photo.alt || photo.name, loading: "lazy" });
    row.querySelector(".photo-preview").replaceChildren(picture);
    row.querySelector(".photo-words")?.remove();
    field(row, "caption").closest(".form-row").after(words(row, photo));
  }

  // What belongs to the photo itself: kept in the library at once

  let labels = 0;

  function words(row, photo) {
    const box = copy("photo-words");
    for (const input of box.querySelectorAll("[data-word]")) {
      const label = input.closest("div")?.querySelector(":scope > label");
      if (label && input.type !== "checkbox" && input.type !== "hidden") {
        labels += 1;
        input.id = `photo-word-${labels}`;
        label.htmlFor = input.id;
      }
      const value = photo[input.dataset.word];
      if (input.type === "checkbox") input.checked = value;
      else input.value = value;
      input.disabled = !photo.may_change;
      // Not part of the release's form: neither its autosave nor its question on leaving is meant.
      for (const name of ["input", "change"]) input.addEventListener(name, (event) => event.stopPropagation());
      input.addEventListener("change", () => keep(box, photo, [input]));
    }
    box.querySelector(".photo-shared").hidden = !photo.may_change;
    showLacks(box, photo);
    const details = box.querySelector("details");
    details.addEventListener("toggle", () => focus(box, photo), { once: true });
    return box;
  }

  function showLacks(box, photo) {
    const badge = (text) => element("span", { className: "badge badge-in_review", textContent: text });
    box.querySelector(".photo-lacks").replaceChildren(...photo.lacks.flatMap((text) => [badge(text), " "]));
  }

  const keeping = new WeakMap();

  // One after the other: of two answers at once the older one could come last, and say that something is lacking.
  function keep(box, photo, inputs) {
    const before = keeping.get(box);
    const done = before ? before.then(() => keepNow(box, photo, inputs)) : keepNow(box, photo, inputs);
    keeping.set(box, done);
    done.finally(() => { if (keeping.get(box) === done) keeping.delete(box); });
  }

  async function keepNow(box, photo, inputs) {
    const status = box.querySelector(".photo-kept");
    const value = (input) => (input.type === "checkbox" ? input.checked : input.value);
    const said = Object.fromEntries(inputs.map((input) => [input.dataset.word, value(input)]));
    try {
      const kept = await parts.post(addresses.photo.replace("/0/", `/${photo.id}/`), said, { keepalive: true });
      Object.assign(photo, kept);
      showLacks(box, photo);
      status.textContent = gettext("Kept in the library.");
      status.classList.remove("is-wrong");
    } catch (error) {
      const again = button(gettext("Try again"), () => keep(box, photo, inputs));
      status.replaceChildren(`${error.message} `, again);
      status.classList.add("is-wrong");
    }
  }

  function focus(box, photo) {
    const picture = box.querySelector(".focus-photo img");
    Object.assign(picture, { src: photo.middle, alt: photo.alt || photo.name });
    picture.setAttribute("width", photo.width);
    picture.setAttribute("height", photo.height);
    const [x, y] = ["focal_x", "focal_y"].map((name) => box.querySelector(`[data-word=${name}]`));
    if (!photo.may_change) return;
    window.photoFocus(box.querySelector(".focus"), { x, y });
    let later = 0;
    const now = () => {
      clearTimeout(later);
      later = 0;
      keep(box, photo, [x, y]);
    };
    for (const input of [x, y]) {
      input.addEventListener("input", () => {
        clearTimeout(later);
        later = setTimeout(now, 600);
      });
    }
    parts.form.addEventListener("submit", () => { if (later) now(); });
  }

  // Into the release

  const shown = (id) => rows.kept.find((row) => photoOf(row) === String(id));

  function take(photo) {
    known.set(String(photo.id), photo);
    const gone = rows.all.find((row) => photoOf(row) === String(photo.id));
    if (gone) {
      if (gone.classList.contains("is-removed")) rows.restore(gone);
      return gone;
    }
    const row = rows.add();
    parts.choose(field(row, "photo"), photo.id, photo.name);
    if (photo.caption) parts.set(field(row, "caption"), photo.caption);
    furnish(row);
    return row;
  }

  // Learn what the library says, in one question, and take these photos.
  async function takeAll(ids) {
    const { photos } = await parts.get(addresses.photos, ids.map((id) => ["id", id]));
    const byId = new Map(photos.map((photo) => [String(photo.id), photo]));
    const taken = ids.map((id) => byId.get(String(id))).filter(Boolean).map(take);
    if (!rows.kept.some(isLead) && taken.length) parts.set(field(rows.kept[0], "is_lead"), true);
    rows.settle();
    return taken;
  }

  // Choosing

  const chooser = document.getElementById("photo-chooser");
  const search = chooser.querySelector("form");
  const gallery = chooser.querySelector(".chooser-photos");
  const older = chooser.querySelector(".chooser-more");
  const add = chooser.querySelector(".chooser-add");
  const chosen = new Set();
  let looking;
  let behind = "";

  function showCount() {
    add.textContent = chosen.size
      ? interpolate(ngettext("Add %s photo", "Add %s photos", chosen.size), [chosen.size]) : gettext("Add");
    add.setAttribute("aria-disabled", String(!chosen.size));
  }

  function offer(photo) {
    const box = element("input", { type: "checkbox", value: photo.id, checked: chosen.has(photo.id) });
    const isThere = Boolean(shown(photo.id));
    box.disabled = isThere;
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(photo.id);
      else chosen.delete(photo.id);
      showCount();
      say(interpolate(ngettext("%s photo chosen.", "%s photos chosen.", chosen.size), [chosen.size]));
    });
    const notes = [...(isThere ? [gettext("in this release")] : []), ...photo.lacks];
    const label = element("label", {}, box, element("img", { src: photo.small, alt: "", loading: "lazy" }),
      element("span", { className: "chooser-name", textContent: photo.alt || photo.name }));
    for (const note of notes) label.append(" ", element("span", { className: "badge badge-in_review", textContent: note }));
    return element("li", {}, label);
  }

  async function look(more = false) {
    looking?.abort();
    looking = new AbortController();
    const params = new URLSearchParams([...new FormData(search)].filter(([, value]) => value));
    if (more) params.set("behind", behind);
    try {
      const found = await parts.get(addresses.library, params, looking.signal);
      const items = found.photos.map(offer);
      if (more) gallery.append(...items);
      else gallery.replaceChildren(...items);
      behind = found.behind;
      older.hidden = !behind;
      const count = gallery.children.length;
      say(count ? interpolate(ngettext("%s photo is shown.", "%s photos are shown.", count), [count]) : gettext("No photo fits. Use fewer words, or send one."));
      if (more) items[0]?.querySelector("input").focus();
    } catch (error) {
      if (error.name !== "AbortError") say(error.message);
    }
  }

  let pause;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, 250);
  });
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  older.addEventListener("click", () => look(true));
  add.addEventListener("click", async () => {
    if (!chosen.size) return say(gettext("Choose a photo first."));
    try {
      const taken = await takeAll([...chosen]);
      chooser.close();
      say(interpolate(ngettext("%s photo was added.", "%s photos were added.", taken.length), [taken.length]));
      field(taken[0], "caption").focus();
    } catch (error) {
      say(error.message);
    }
    return undefined;
  });

  // Sending: one by one, each with its own progress and outcome

  const tools = copy("photo-tools");
  const sending = tools.querySelector(".photo-sending");
  const AT_ONCE = 2;
  const waiting = [];
  let underWay = 0;

  function outcome(item, words, state) {
    item.dataset.state = state;
    item.querySelector(".sent-outcome").textContent = words;
    item.querySelector("progress").hidden = state !== "sending";
    item.querySelector(".sent-again").hidden = state !== "failed";
    item.querySelector(".sent-close").hidden = !["failed", "refused"].includes(state);
  }

  function refuse(item, file, words, state = "refused") {
    outcome(item, words, state);
    say(`${file.name}: ${words}`);
  }

  function queue(job) {
    outcome(job.item, gettext("waiting"), "waiting");
    waiting.push(job);
    start();
  }

  function start() {
    while (underWay < AT_ONCE && waiting.length) send(waiting.shift());
  }

  function send({ file, item, before, done }) {
    if (file.size > Number(addresses.maxBytes)) {
      refuse(item, file, addresses.tooLarge);
      done();
      return;
    }
    const body = new FormData();
    body.append("csrfmiddlewaretoken", parts.form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("photos", file);
    const request = new XMLHttpRequest();
    const bar = item.querySelector("progress");
    bar.value = 0;
    outcome(item, "", "sending");
    underWay += 1;
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.loaded / event.total;
      if (event.loaded === event.total) item.querySelector(".sent-outcome").textContent = gettext("Arrived, is being checked …");
    });
    request.addEventListener("loadend", async () => {
      underWay -= 1;
      start();
      await before;
      await arrived(request, file, item);
      done();
    });
    request.open("POST", addresses.send);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.send(body);
  }

  async function arrived(request, file, item) {
    const answer = request.response;
    if (!answer?.words) return refuse(item, file, gettext("This photo did not arrive. Please send it again."), "failed");
    if (!answer.photo) return refuse(item, file, answer.words, request.status === 507 ? "failed" : "refused");
    try {
      const wasThere = shown(answer.photo);
      await takeAll([answer.photo]);
      item.remove();
      say(`${file.name}: ${wasThere ? gettext("This photo is in this release already.") : answer.words}`);
    } catch (error) {
      refuse(item, file, error.message, "failed");
    }
    return undefined;
  }

  // Whichever arrives first: they come into the release in the order in which they were dropped.
  let last = Promise.resolve();

  function sendAll(files) {
    for (const file of files) {
      const before = last;
      let done;
      last = new Promise((resolve) => { done = resolve; });
      const item = copy("photo-sending");
      item.querySelector(".sent-name").textContent = file.name;
      item.querySelector("progress").setAttribute("aria-label", `${gettext("Sending")}: ${file.name}`);
      item.querySelector(".sent-again").addEventListener("click", () => queue({ file, item, before, done }));
      item.querySelector(".sent-close").addEventListener("click", () => {
        item.remove();
        tools.querySelector("button").focus();
      });
      sending.append(item);
      queue({ file, item, before, done });
    }
  }

  if (addresses.send) {
    for (const input of tools.querySelectorAll("input[type=file]")) {
      // Files are no field of the release.
      for (const name of ["input", "change"]) input.addEventListener(name, (event) => event.stopPropagation());
      input.addEventListener("change", () => {
        sendAll([...input.files]);
        input.value = "";
      });
    }
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files") && !event.defaultPrevented
      && !event.target.closest?.("input[type=file], [data-drop]");
    document.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      group.classList.add("is-over");
    });
    for (const name of ["dragleave", "drop", "dragend"]) {
      document.addEventListener(name, (event) => {
        if (name !== "dragleave" || !event.relatedTarget) group.classList.remove("is-over");
      });
    }
    // Anywhere: a file that misses its place must not replace the page, and with it what was written.
    document.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const files = [...event.dataTransfer.files];
      const photos = files.filter((file) => file.type.startsWith("image/"));
      if (photos.length) tools.scrollIntoView({ block: "nearest" });
      if (photos.length < files.length) say(gettext("Only photos can be dropped here."));
      sendAll(photos);
    });
    window.addEventListener("beforeunload", (event) => {
      if (underWay || waiting.length) event.preventDefault();
    });
  }

  // Begin

  const choose = tools.querySelector(".photo-choose");
  choose.addEventListener("click", () => {
    chosen.clear();
    gallery.replaceChildren();
    showCount();
    parts.open(chooser, choose);
    look();
  });
  showCount();
  group.classList.add("has-tools");
  group.querySelector("fieldset").append(tools);

  async function learn() {
    const unknown = rows.all.map(photoOf).filter((id) => id && !known.has(id));
    if (unknown.length) {
      try {
        const { photos } = await parts.get(addresses.photos, unknown.map((id) => ["id", id]));
        for (const photo of photos) known.set(String(photo.id), photo);
      } catch {
        // The rows are filled in as they are.
      }
    }
    for (const row of rows.all) show(row);
    rows.name();
    rows.onChange();
  }

  function begin() {
    rows.sort();
    for (const row of rows.all) furnish(row);
    rows.name();
    rows.hideRemoved();
    learn();
  }

  // Django's script makes the rows' links when jQuery is ready; ours come after them.
  if (window.django?.jQuery) window.django.jQuery(begin);
  else begin();
  // Rows that came back from what was kept: from an autosave, from a copy.
  document.addEventListener("formset:added", (event) => {
    if (event.detail?.formsetName !== "captions") return;
    setTimeout(() => {
      furnish(event.target);
      learn();
    }, 0);
  });
})();
