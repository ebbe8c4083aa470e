// Say which field an autocomplete box belongs to: the boxes that Django's admin makes of select elements have no names.

(() => {
  function name(select) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling?.querySelector?.(".select2-selection");
    const value = box?.querySelector(".select2-selection__rendered");
    if (!label || !value) return;
    label.id ||= `${select.id}_label`;
    value.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    // Where several may be chosen, one types in the box itself.
    box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
  }

  function nameAll(root) {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) name(select);
  }

  // The list of what may be chosen: in the main part of the page, its search box and its combobox as ARIA 1.2 wants them.
  function nameOpen(select) {
    const search = document.querySelector(".select2-container--open .select2-search__field");
    const box = select.nextElementSibling.querySelector(".select2-selection");
    search?.setAttribute("aria-labelledby", box.getAttribute("aria-labelledby"));
    box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
  }

  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    select.dataset.dropdownParent = "#content-start";
  }
  window.django?.jQuery?.(document).on("select2:open", (event) => nameOpen(event.target));

  // After the admin's own script, which makes the boxes when jQuery is ready.
  window.django?.jQuery?.(() => nameAll(document));
  document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target), 0));
})();
