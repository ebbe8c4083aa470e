// Where the focus goes after a form was answered: to what came of it, a summary of faults before a list of messages; in a
// form without a summary to the first box that is wrong, which is described by its fault. A page that was only opened is
// read from its beginning. docs/accessibility.md has the whole contract.

addEventListener("load", () => {
  // The frame in which the browser heeds autofocus may come after this: what asks for it is focused here all the same.
  // A box that asks for it is where a form begins, as that of the old password: what came of the form goes before it.
  const told = document.querySelector("#faults, #refusal") ?? document.querySelector("[autofocus]:not(input)")
    ?? document.querySelector(".errornote[role=alert], ul.messagelist, #content .errorlist.nonfield");
  const wrong = document.querySelector("#content [aria-invalid=true]:not([type=hidden])");
  const begun = document.activeElement;
  // Whoever typed already is left alone. A fragment that came along with the answer is not where the outcome is.
  const isTaken = begun && begun !== document.body && begun.id !== location.hash.slice(1)
    && !(begun.matches("[autofocus]") && begun.value === begun.defaultValue);
  if (isTaken || !(told || wrong)) return;
  if (!told) return wrong.focus();
  if (told.tabIndex < 0) told.tabIndex = -1; // a list takes the focus only once it says so
  told.focus();
});
