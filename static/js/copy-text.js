/* Let a reader copy a release or its short link, or send it on by whatever is on the phone.
   Without this script, or where a browser does not let it, nothing is missing. */

const share = document.querySelector(".share");
const text = (selector) => (document.querySelector(selector)?.innerText ?? "").trim();

/* The text as it was written: without contents, and without the names below what is quoted. */
function prose() {
  const parts = document.querySelectorAll(".prose > :not(nav, .said), .prose > .said > :not(figcaption)");
  return [...parts].map((part) => part.innerText.trim()).filter(Boolean).join("\n\n");
}

function release() {
  const from = `${text(".masthead .name")}\n${document.querySelector("link[rel=canonical]").href}`;
  const parts = [text(".release-head h1"), text(".release-head .subheadline"), prose(), from];
  return parts.filter(Boolean).join("\n\n");
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function item(made) {
  const wrapped = document.createElement("li");
  wrapped.append(made);
  return wrapped;
}

function copier(words, what, done, told) {
  return button(words, async () => {
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(what());
      told.textContent = done;
    } catch {
      told.textContent = share.dataset.notCopied;
    }
  });
}

function offerCopies() {
  const told = document.createElement("p");
  told.className = "soft";
  told.setAttribute("role", "status");
  const { copy, copied, copyLink, linkCopied } = share.dataset;
  const link = share.querySelector(".short a");
  share.querySelector(".tags").append(item(copier(copy, release, copied, told)));
  link.after(" ", copier(copyLink, () => link.href, linkCopied, told));
  share.append(told);
}

function offerToSend() {
  const page = { title: text(".release-head h1"), url: document.querySelector("link[rel=canonical]").href };
  const send = button(share.dataset.send, () => navigator.share(page).catch(() => {})); /* closed without choosing */
  share.querySelector(".tags").prepend(item(send));
}

if (share && navigator.clipboard) offerCopies();
if (share && navigator.share) offerToSend();
