// The text editor under the strict CSP, with names for its box and buttons in the user's language, and a question before
// text that was typed and not sent is left. A plain script: it must run before the editor's modules.

(() => {
  const gettext = window.gettext || ((text) => text);

  // The editor would add a style element, which the CSP refuses; it does not when it finds one of this name. Its rules
  // are in desk.css. An element of no namespace is no style sheet.
  const placeholder = document.createElementNS(null, "style");
  placeholder.setAttribute("data-tiptap-style", "");
  document.head.append(placeholder);

  const names = {
    bold: gettext("Bold"),
    italic: gettext("Italic"),
    "insert link": gettext("Link"),
    "remove link": gettext("Remove the link"),
    blockquote: gettext("Quotation"),
    "unordered list": gettext("List"),
    "ordered list": gettext("Numbered list"),
    "list properties": gettext("Kind of list"),
    paragraph: gettext("Kind of paragraph"),
    undo: gettext("Undo"),
    redo: gettext("Redo"),
  };
  const words = { "Heading 2": gettext("Heading"), "Heading 3": gettext("Smaller heading"), Paragraph: gettext("Paragraph") };

  function relabel(wrapper) {
    const tools = wrapper.querySelector(".prose-menubar");
    tools?.setAttribute("role", "group");
    tools?.setAttribute("aria-label", gettext("Tools of the text editor"));
    for (const button of wrapper.querySelectorAll(".prose-menubar button")) {
      const name = names[button.title.toLowerCase()];
      const word = words[button.textContent];
      if (name) {
        button.title = name;
        button.setAttribute("aria-label", name);
      } else if (word) {
        button.firstElementChild.textContent = word;
      }
    }
  }

  // What comes with pasted text and would be thrown away in any case; the CSP would report each piece of it.
  const BAGGAGE = /<(style|script|xml)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;
  const BULLET = /^\s*[·•▪‣§]\s*/u;
  const CIRCLE = /^\s*o\s+/;  // Word's bullet of the second level
  const NUMBER = /^\s*(?:\d{1,3}|[a-z])[.)]\s+/;

  // The sign with which a pasted paragraph begins if it was the item of a list, and the kind of the list.
  function itemOf(paragraph) {
    const text = paragraph.textContent;
    const isItem = /(^|\s)MsoList/.test(paragraph.className);
    if (BULLET.test(text)) return ["ul", BULLET];
    if (isItem && NUMBER.test(text)) return ["ol", NUMBER];
    return isItem && CIRCLE.test(text) ? ["ul", CIRCLE] : [];
  }

  function dropFirst(element, count) {
    const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let left = count; left > 0 && texts.nextNode();) {
      const taken = Math.min(left, texts.currentNode.data.length);
      texts.currentNode.data = texts.currentNode.data.slice(taken);
      left -= taken;
    }
  }

  // Word pastes the items of a list as paragraphs that begin with a sign: make them a list again. Its empty paragraphs are
  // distances, and no paragraphs.
  function withLists(html) {
    const pasted = new DOMParser().parseFromString(html.replace(BAGGAGE, ""), "text/html");
    for (const paragraph of pasted.querySelectorAll("p")) {
      const [tag, sign] = itemOf(paragraph);
      if (tag) {
        const before = paragraph.previousElementSibling;
        const list = before?.matches(`${tag}[data-pasted]`) ? before : pasted.createElement(tag);
        list.setAttribute("data-pasted", "");
        if (list !== before) paragraph.before(list);
        const item = list.appendChild(pasted.createElement("li"));
        item.append(...paragraph.childNodes);
        dropFirst(item, sign.exec(item.textContent)[0].length);
        paragraph.remove();
      } else if (!paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove();
    }
    return pasted.body.innerHTML;
  }

  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    const box = editor.view.dom;
    box.proseEditor = editor;  // for scripts that come later than the editor
    if (label) {
      label.id ||= `${textarea.id}_label`;
      box.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", () => editor.commands.focus());
    }
    editor.setOptions({ editorProps: { ...editor.options.editorProps, transformPastedHTML: withLists } });
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-multiline", "true");
    setTimeout(() => relabel(textarea.closest(".prose-editor")), 0);  // the menu is made after the editor is
    // Findings link to the field by its id: the box takes it over from the textarea, which is hidden now.
    box.id = textarea.id;
    textarea.id = `${box.id}_source`;
    if (window.location.hash === `#${box.id}`) editor.commands.focus();
  });

  // The picture of a photo as soon as it is chosen, not only once it is saved.
  function showPhoto(select) {
    const place = select.closest(".inline-related")?.querySelector(".photo-preview");
    if (!place) return;
    if (!/^\d+$/.test(select.value)) {
      place.textContent = "–";
      return;
    }
    const picture = document.createElement("img");
    picture.src = place.dataset.address.replace("/0/", `/${select.value}/`);
    picture.alt = select.selectedOptions[0].textContent;
    place.replaceChildren(picture);
  }

  document.addEventListener("DOMContentLoaded", () => {
    // jQuery's own event: neither the box that searches nor the window that adds a photo sends the browser's.
    window.django?.jQuery?.(document).on("change", "select[name^='captions-']", (event) => showPhoto(event.target));
    const form = document.getElementById("edition_form");
    if (!form) return;
    // Others ask it too: text that is kept aside, decisions about what is saved.
    form.addEventListener("input", () => { form.dataset.dirty = "yes"; });
    form.addEventListener("submit", (event) => {
      if (!event.submitter?.formTarget) delete form.dataset.dirty;  // a preview in another tab saves nothing
    });
    window.addEventListener("beforeunload", (event) => {
      if (form.dataset.dirty && !form.dataset.autosave) event.preventDefault();  // autosave.js asks in its place
    });
  });
})();
