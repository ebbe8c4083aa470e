// Keep the number at the bell right: ask once a minute while somebody looks, and say politely when there is more.

const MINUTE = 60_000;
const bell = document.querySelector(".bell");
const status = document.querySelector(".bell-status");
let timer = 0;

function show({ count, label, words }) {
  const hasMore = count > Number(bell.dataset.count);
  bell.dataset.count = count;
  bell.querySelector(".bell-count").textContent = label;
  bell.querySelector(".bell-words").textContent = count ? words : "";
  if (hasMore) status.textContent = words;
}

async function ask() {
  clearTimeout(timer);
  if (document.hidden) return; // asked again as soon as the tab is looked at
  try {
    const response = await fetch(bell.dataset.url, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!response.ok) return; // logged out: there is nobody to tell
    show(await response.json());
  } catch {
    // offline, or the server is being restarted: the next time
  }
  timer = setTimeout(ask, MINUTE);
}

if (bell && status) {
  timer = setTimeout(ask, MINUTE);
  document.addEventListener("visibilitychange", ask);
}
