// Remarks between colleagues without leaving the page; every form works without this, by a page of its own.

const root = document.querySelector("#remarks .remarks-place");
const status = document.querySelector("#remarks .remarks-told");

// The field that was last written in, and what was marked there: what a new remark is about.
const names = new Set([...document.querySelectorAll("#remark-field option")].map((option) => option.value));
let about = { field: "", quoted: "" };

function fieldOf(element) {
  const row = element?.closest?.("[class*='field-']");
  const own = [...(row?.classList ?? [])].find((name) => name.startsWith("field-"))?.slice(6);
  const group = element?.closest?.(".inline-group")?.id?.replace(/-group$/, "");
  const name = group ? { agency_rows: "agencies" }[group] ?? group : own;
  return names.has(name) ? name : "";
}

document.addEventListener("selectionchange", () => {
  const element = document.activeElement;
  if (!element || root?.contains(element)) return;
  const field = fieldOf(element);
  if (!field) return;
  const typed = typeof element.selectionStart === "number"
    ? element.value.slice(element.selectionStart, element.selectionEnd)
    : String(document.getSelection());
  about = { field, quoted: typed.trim().slice(0, 300) };
});

root?.addEventListener("toggle", (event) => {
  if (!event.target.matches(".remark-new") || !event.target.open) return;
  const form = event.target.querySelector("form");
  if (!form.elements.quoted.value && !form.elements.field.value) {
    form.elements.field.value = about.field;
    form.elements.quoted.value = about.quoted;
  }
  form.elements.text.focus();
}, true);

root?.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  event.preventDefault();
  const data = new FormData(form, submitter);
  submitter.disabled = true;
  try {
    const response = await fetch(form.getAttribute("action"), {
      method: "POST",
      body: data,
      headers: { "X-Requested-With": "fragment" },
      redirect: "error",
    });
    if (![200, 422].includes(response.status)) throw new Error(`${response.status}`);
    show(await response.text());
  } catch {
    // What was typed stays in its box, and can be sent once more.
    submitter.disabled = false;
    tell(root.dataset.failed);
    submitter.focus();
  }
});

function show(markup) {
  root.innerHTML = markup;
  const refused = root.querySelector("[role='alert']");
  const next = refused
    ? refused.parentElement.querySelector("textarea")
    : root.querySelector("[data-made]") ?? root.querySelector(".remark-new > summary");
  next.closest("details:not([open])")?.setAttribute("open", "");
  next.focus();
  tell(root.querySelector(".remarks-body").dataset.told);
}

// Said again even if it is the same.
function tell(words) {
  status.textContent = "";
  setTimeout(() => { status.textContent = words; }, 50);
}
