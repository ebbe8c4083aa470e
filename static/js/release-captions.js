// Put a caption together: who is in the photo, where they stand, what they do, where and when. The desk composes it,
// from the offices held on the day of the event; what comes out is text that can be changed like any other.

(() => {
  const parts = window.releaseParts;
  const dialog = document.getElementById("caption-builder");
  if (!parts?.place || !dialog) return;
  const { gettext, interpolate, say, field, addresses } = parts;
  const find = (selector) => dialog.querySelector(selector);
  const people = find("ol");
  const text = find(".builder-text");
  const slip = find(".builder-slip");
  const use = find(".builder-use");
  const MOST = 12;
  let subject = null;  // the row and the photo that are captioned
  let made = null;
  let asking;
  let pause;
  let number = 0;

  const eventDate = () => document.getElementById("id_event_date")?.value || "";

  function another() {
    const item = document.getElementById("builder-person").content.firstElementChild.cloneNode(true);
    const [who, side] = item.querySelectorAll("select");
    number += 1;
    const place = people.children.length + 1;
    const name = (select, words, id) => {
      const label = select.parentElement.querySelector("label");
      select.id = `${id}-${number}`;
      label.htmlFor = select.id;
      label.textContent = interpolate(words, [place]);
    };
    name(who, gettext("Person %s"), "builder-who");
    name(side, gettext("Place, person %s"), "builder-side");
    people.append(item);
    item.find = window.directoryFind(who, { free: true });
    for (const event of ["change", "typed"]) item.addEventListener(event, later);
    find(".builder-another").hidden = people.children.length >= MOST;
    return item;
  }

  const written = (item) => item.find.chosen?.id ?? item.find.input.value.trim();

  function later() {
    clearTimeout(pause);
    pause = setTimeout(compose, 200);
  }

  async function compose() {
    asking?.abort();
    asking = new AbortController();
    const params = [["on", eventDate()], ["doing", find("#builder-doing").value], ["venue", find("#builder-venue").value]];
    if (find("#builder-titles").checked) params.push(["titles", "1"]);
    for (const item of people.children) {
      if (written(item)) params.push(["who", written(item)], ["side", item.querySelector(".builder-side select").value]);
    }
    try {
      made = await parts.get(addresses.caption, params, asking.signal);
    } catch (error) {
      if (error.name !== "AbortError") say(error.message);
      return;
    }
    text.textContent = made.caption;
    slip.textContent = made.slips
      .map((each) => interpolate(gettext("“%s” is no such day: that date is a %s."), [each.written, each.weekday])).join(" ");
    use.setAttribute("aria-disabled", String(!made.caption || made.slips.length > 0));
  }

  // What else follows from knowing who they are

  function mention(officials) {
    const group = document.getElementById("mentions-group");
    const link = group?.querySelector(".add-row a");
    if (!link) return 0;
    const rows = () => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
    const chosen = (name) => rows().map((row) => field(row, name)?.value);
    const unnamed = officials.filter(
      (each) => !chosen("official").includes(String(each.official)) && !chosen("appointment").includes(String(each.appointment)));
    for (const each of unnamed) {
      link.click();
      const row = rows().at(-1);
      parts.choose(field(row, "official"), each.official, each.name);
      parts.choose(field(row, "appointment"), each.appointment, each.text);
    }
    return unnamed.length;
  }

  async function depict(officials) {
    const { photo } = subject;
    await parts.post(addresses.depict.replace("/0/", `/${photo.id}/`), officials.map((each) => ["official", each.official]));
  }

  document.addEventListener("release:caption", (event) => {
    subject = event.detail;
    made = null;
    people.replaceChildren();
    another();
    text.textContent = "";
    slip.textContent = "";
    find("#builder-doing").value = "";
    find("#builder-venue").value = document.getElementById("id_venue")?.value ?? "";
    const picture = subject.row.querySelector(".photo-preview img")?.cloneNode();
    if (picture && subject.photo) picture.src = subject.photo.middle;
    find(".builder-photo").replaceChildren(...(picture ? [picture] : []));
    find(".builder-depict").hidden = !subject.photo?.may_change;
    parts.open(dialog, subject.opener);
    people.querySelector("input").focus();
    compose();
  });

  find(".builder-another").addEventListener("click", () => another().querySelector("input").focus());
  for (const input of [find("#builder-doing"), find("#builder-venue"), find("#builder-titles")]) {
    input.addEventListener("input", later);
  }

  use.addEventListener("click", async () => {
    clearTimeout(pause);
    await compose();
    if (!made?.caption) return say(gettext("Say who is in the photo, or what they do."));
    if (made.slips.length) return undefined;  // what is wrong stands there already
    const { caption, officials } = made;
    const { row, photo, opener } = subject;
    dialog.close();
    parts.write(field(row, "caption"), caption);
    const said = [gettext("The caption is in its box; change it as you like.")];
    if (find("#builder-mention").checked && officials.length) {
      const count = mention(officials);
      if (count) said.push(interpolate(gettext("Officials named: %s more."), [count]));
    }
    if (photo?.may_change && find("#builder-depict").checked && officials.length) {
      try {
        await depict(officials);
        said.push(gettext("Noted in the library who is in the photo."));
      } catch (error) {
        said.push(error.message);
      }
    }
    say(said.join(" "));
    if (!document.activeElement || document.activeElement === document.body) opener.focus();
    return undefined;
  });
})();
