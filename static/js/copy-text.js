/* Let a reader copy a release as plain text. Without this script, or where a browser does not let it, nothing is missing. */

const share = document.querySelector(".share");
const text = (selector) => (document.querySelector(selector)?.innerText ?? "").trim();

function prose() {
  const parts = [...document.querySelector(".prose").children].filter((part) => !part.matches("nav"));
  return parts.map((part) => part.innerText.trim()).filter(Boolean).join("\n\n");
}

function release() {
  const from = `${text(".masthead .name")}\n${document.querySelector("link[rel=canonical]").href}`;
  const parts = [text(".release-head h1"), text(".release-head .subheadline"), prose(), from];
  return parts.filter(Boolean).join("\n\n");
}

function offer() {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const told = document.createElement("p");
  button.type = "button";
  button.textContent = share.dataset.copy;
  told.className = "soft";
  told.setAttribute("role", "status");
  item.append(button);
  share.querySelector(".tags").append(item);
  share.append(told);
  button.addEventListener("click", async () => {
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(release());
      told.textContent = share.dataset.copied;
    } catch {
      told.textContent = share.dataset.notCopied;
    }
  });
}

if (share && navigator.clipboard) offer();
