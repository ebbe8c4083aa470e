// Quotes of a release: words marked in the text become a row with their speaker, rows show where their words stand, and
// what the text quotes is proposed all at once. Who speaks is read from the sentences around, and is only a guess.

(() => {
  const parts = window.releaseParts;
  const group = document.getElementById("quotes-group");
  if (!parts?.place || !group || !group.querySelector(".add-row a, .empty-form")) return;
  const { gettext, ngettext, interpolate, element, button, say, field, addresses } = parts;
  const value = (id) => document.getElementById(id)?.value ?? "";

  // The text: in the editor, or in its plain alternative, which the editor follows

  const box = () => document.querySelector(".field-body .ProseMirror[contenteditable]");
  const editor = () => box()?.editor ?? null;
  const source = () => document.querySelector("textarea[name=body]");
  const isSeen = (element) => element?.getClientRects().length > 0;
  const plainBox = () => [document.getElementById("body_plain"), editor() ? null : source()].find(isSeen) ?? null;
  const bodyHtml = () => editor()?.getHTML() ?? source()?.value ?? "";

  function marked() {
    const area = plainBox();
    if (area) return area.value.slice(area.selectionStart, area.selectionEnd);
    const state = editor()?.state;
    return state ? state.doc.textBetween(state.selection.from, state.selection.to, " ") : "";
  }

  // Where words stand in the text: quote marks, capitals and spaces aside

  const MARK = /[“”„‟"«»＂″'‘’‚‛`*\\]/;  // and the signs of the plain alternative

  // The characters that count, each with its place: [text node, offset] in the editor, offset in a box.
  function folded(texts) {
    let text = "";
    const places = [];
    for (const [data, node] of texts) {
      for (let offset = 0; offset < data.length; offset += 1) {
        const letter = data[offset];
        if (MARK.test(letter)) continue;
        const isSpace = /\s/.test(letter);
        if (isSpace && (!text || text.endsWith(" "))) continue;
        text += isSpace ? " " : letter.toLowerCase()[0];
        places.push([node, offset]);
      }
      if (node && text && !text.endsWith(" ") && data.endsWith("\n")) { text += " "; places.push([node, data.length - 1]); }
    }
    return { text, places };
  }

  function textOfBody() {
    const area = plainBox();
    if (area) return folded([[area.value, area]]);
    const root = box();
    if (!root) return folded([]);
    const texts = [];
    let block = null;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const own = node.parentElement.closest("p, li, h2, h3, blockquote");
      if (block && own !== block) texts.push([" ", node]);
      block = own;
      texts.push([node.data, node]);
    }
    return folded(texts);
  }

  function locate(words, { text, places } = textOfBody()) {
    const wanted = folded([[words, null]]).text.trim();
    const at = wanted ? text.indexOf(wanted) : -1;
    return at < 0 ? null : { from: places[at], to: places[at + wanted.length - 1] };
  }

  function goTo(words) {
    const place = locate(words);
    if (!place) return say(gettext("These words are not in the text."));
    const [[node, from], [last, to]] = [place.from, place.to];
    if (node.tagName === "TEXTAREA") {
      node.focus();
      node.setSelectionRange(from, to + 1);
      return undefined;
    }
    const { view, commands } = editor();
    view.focus();  // at once: the editor's own command takes the focus a moment later, from whoever has it then
    commands.setTextSelection({ from: view.posAtDOM(node, from), to: view.posAtDOM(last, to) + 1 });
    commands.scrollIntoView();
    return undefined;
  }

  // The rows

  const rows = new parts.Rows("quotes", {
    title: (row, number, count) => interpolate(gettext("Quote %s of %s"), [number, count]),
    onChange: () => lookUp(),
  });
  const wordsOf = (row) => field(row, "words")?.value.trim() ?? "";

  function furnish(row) {
    if (row.classList.contains("has-bar")) return;
    const back = button(gettext("Show in the text"), () => goTo(wordsOf(row)), { className: "quote-back" });
    rows.furnish(row, back);
    const note = element("p", { className: "quote-lost", hidden: true });
    note.textContent = gettext("These words are not in the text (any more). Change them here or there, or take the quote out.");
    field(row, "words").after(note);
    row.classList.add("is-quote");
  }

  // Mark in the text what is a quote already, and say of which the words are gone.
  function lookUp() {
    const body = textOfBody();
    const ranges = [];
    for (const row of rows.kept) {
      const place = wordsOf(row) ? locate(wordsOf(row), body) : null;
      const isLost = Boolean(wordsOf(row)) && !place;
      const note = row.querySelector(".quote-lost");
      if (note) note.hidden = !isLost;
      const back = row.querySelector(".quote-back");
      if (back) back.hidden = !place;
      if (place && place.from[0].nodeType === Node.TEXT_NODE) {
        const range = new Range();
        range.setStart(...place.from);
        range.setEnd(place.to[0], place.to[1] + 1);
        ranges.push(range);
      }
    }
    // The CSS Custom Highlight API marks without touching the editor's own document.
    if (window.Highlight && CSS.highlights) CSS.highlights.set("quoted", new Highlight(...ranges));
  }

  let pause;
  function later() {
    clearTimeout(pause);
    pause = setTimeout(lookUp, 400);
  }

  const isQuoted = (words) => {
    const wanted = folded([[words, null]]).text.trim();
    return rows.kept.some((row) => wanted && folded([[wordsOf(row), null]]).text.includes(wanted));
  };

  function addQuote({ words, appointment, speaker, office }) {
    const row = rows.add();
    furnish(row);
    parts.set(field(row, "words"), words);
    if (appointment) parts.choose(field(row, "appointment"), appointment.id, appointment.text);
    else {
      parts.set(field(row, "speaker"), speaker);
      parts.set(field(row, "office"), office);
    }
    rows.settle();
    return row;
  }

  // The questions to the reader of texts

  function text(words) {
    const captions = [...document.querySelectorAll("#captions-group .inline-related:not(.empty-form) [name$='-caption']")];
    return [
      ["body", bodyHtml()], ["headline", value("id_headline")], ["place", value("id_dateline_place")],
      ["on", value("id_event_date")], ["words", words], ...captions.map((area) => ["caption", area.value]),
    ];
  }

  async function enrol(words) {
    const taken = await parts.post(addresses.enrol, text(words));
    if (!taken.appointment) throw new Error(gettext("The directory has this person now, but no office that fits. Choose by hand."));
    return taken;
  }

  // One quote

  const maker = document.getElementById("quote-maker");
  const one = (selector) => maker.querySelector(selector);
  const speakerFind = window.directoryFind(one("#quote-appointment"));
  const enrolButton = one(".quote-enrol");
  const tools = document.getElementById("quote-tools").content.firstElementChild.cloneNode(true);
  const markButton = tools.querySelector(".quote-mark");
  const allButton = tools.querySelector(".quote-all");

  function setSpeaker({ appointment, speaker = "", office = "" }) {
    if (appointment) speakerFind.choose(appointment);
    else speakerFind.choose(null);
    one("#quote-speaker").value = appointment ? "" : speaker;
    one("#quote-office").value = appointment ? "" : office;
  }

  function enrolWords(said, since) {
    return interpolate(gettext("Take %s into the directory, in office since %s"), [said.speaker, since]);
  }

  async function makeQuote() {
    const words = marked().replace(/\s+/g, " ").trim();
    if (!words) {
      say(gettext("Mark the words in the text first."));
      return;
    }
    one("#quote-words").value = words;
    setSpeaker({});
    enrolButton.hidden = true;
    one(".quote-guess").textContent = gettext("Reading who speaks …");
    parts.open(maker, markButton);
    try {
      const { quotes: [said], since } = await parts.post(addresses.quotes, text(words));
      one("#quote-words").value = said.words;
      setSpeaker(said);
      const who = said.appointment?.text || [said.speaker, said.office].filter(Boolean).join(", ");
      one(".quote-guess").textContent = who
        ? interpolate(gettext("By the sentences around it, this is said by %s. Please check."), [who])
        : gettext("The text does not settle who says this.");
      enrolButton.hidden = !said.may_enrol;
      enrolButton.textContent = enrolWords(said, since);
      if (isQuoted(said.words)) say(gettext("These words are among the quotes already."));
    } catch (error) {
      one(".quote-guess").textContent = "";
      say(error.message);
    }
  }

  enrolButton.addEventListener("click", async () => {
    try {
      const said = await enrol(one("#quote-words").value);
      setSpeaker(said);
      enrolButton.hidden = true;
      speakerFind.input.focus();
      say(interpolate(gettext("%s is in the directory now."), [said.appointment.text]));
    } catch (error) {
      say(error.message);
    }
  });

  one(".quote-add").addEventListener("click", () => {
    const words = one("#quote-words").value.trim();
    if (!words) return say(gettext("A quote has words."));
    const row = addQuote({
      words, appointment: speakerFind.chosen, speaker: one("#quote-speaker").value.trim(), office: one("#quote-office").value.trim(),
    });
    maker.close();
    say(interpolate(gettext("%s was added."), [row.getAttribute("aria-label")]));
    return undefined;
  });

  // All quotes

  const finder = document.getElementById("quote-finder");
  const proposals = finder.querySelector("ol");
  const takeAllButton = finder.querySelector(".finder-all");

  const open = () => [...proposals.children].filter((item) => item.said);

  function taken(item) {
    item.said = null;
    item.querySelector(".finder-actions").replaceChildren(
      element("span", { className: "badge badge-approved", textContent: gettext("among the quotes") }));
    takeAllButton.hidden = !open().length;
  }

  function take(item) {
    addQuote(item.said);
    taken(item);
  }

  function propose(said, since) {
    const who = said.appointment?.text || [said.speaker, said.office].filter(Boolean).join(", ");
    const speaker = element("span", { className: "finder-speaker", textContent: who || gettext("speaker unknown") });
    const actions = element("div", { className: "finder-actions" });
    const item = element("li", {}, element("q", { textContent: said.words }), speaker, actions);
    item.said = said;
    if (isQuoted(said.words)) {
      taken(item);
      return item;
    }
    const label = (press, words) => press.setAttribute("aria-label", `${words}: ${said.words.slice(0, 80)}`);
    const accept = button(gettext("Take it"), () => {
      const next = open()[open().indexOf(item) + 1] ?? open().find((other) => other !== item);
      take(item);
      (next?.querySelector("button") ?? finder.querySelector("[data-close]")).focus();
      say(gettext("The quote was added."));
    }, { className: "button" });
    label(accept, gettext("Take it"));
    actions.append(accept);
    if (said.may_enrol) {
      const enrolPress = button(enrolWords(said, since), async () => {
        try {
          Object.assign(said, await enrol(said.words));
          speaker.textContent = said.appointment.text;
          enrolPress.remove();
          accept.focus();
          say(interpolate(gettext("%s is in the directory now."), [said.appointment.text]));
        } catch (error) {
          say(error.message);
        }
      });
      actions.append(enrolPress);
    }
    return item;
  }

  async function findAll() {
    proposals.replaceChildren();
    takeAllButton.hidden = true;
    parts.open(finder, allButton);
    try {
      const { quotes, since } = await parts.post(addresses.quotes, text(""));
      proposals.replaceChildren(...quotes.map((said) => propose(said, since)));
      takeAllButton.hidden = !open().length;
      say(quotes.length
        ? interpolate(ngettext("The text has %s quote.", "The text has %s quotes.", quotes.length), [quotes.length])
        : gettext("No quote was found in the text."));
    } catch (error) {
      say(error.message);
    }
  }

  takeAllButton.addEventListener("click", () => {
    const count = open().length;
    for (const item of open()) take(item);
    finder.close();
    say(interpolate(ngettext("%s quote was added.", "%s quotes were added.", count), [count]));
  });

  // Begin

  function begin() {
    rows.sort();
    for (const row of rows.all) furnish(row);
    rows.name();
    rows.hideRemoved();
    const place = document.querySelector(".field-body");
    (place.querySelector(".prose-editor") ?? source()).before(tools);
    lookUp();
  }

  markButton.addEventListener("mousedown", (event) => event.preventDefault());  // what is marked stays marked
  markButton.addEventListener("click", makeQuote);
  allButton.addEventListener("click", findAll);
  if (window.django?.jQuery) window.django.jQuery(begin);
  else begin();
  document.addEventListener("prose-editor:ready", () => setTimeout(lookUp, 0));
  document.addEventListener("formset:added", (event) => {
    if (event.detail?.formsetName !== "quotes") return;
    setTimeout(() => {
      furnish(event.target);
      rows.settle();
    }, 0);
  });
  for (const root of [document.querySelector(".field-body"), group]) root?.addEventListener("input", later);
})();
