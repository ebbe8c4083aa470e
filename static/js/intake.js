// Light up a field and the words that it came from together, whichever of the two is pointed at or focused.

const linked = document.querySelectorAll("[data-fields]");

function fieldsOf(element) {
  return element.dataset.fields.split(" ");
}

function light(element, lit) {
  const fields = fieldsOf(element);
  for (const other of linked) {
    if (fieldsOf(other).some((field) => fields.includes(field))) other.classList.toggle("intake-lit", lit);
  }
}

for (const element of linked) {
  for (const [name, lit] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
    element.addEventListener(name, () => light(element, lit));
  }
}
