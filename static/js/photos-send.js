// Send photos one by one: each has its own progress and its own outcome, and none is lost because of another.

(() => {
  const form = document.getElementById("send-form");
  const input = form.querySelector("input[type=file]");
  const words = form.dataset;
  const section = document.getElementById("sent");
  const list = section.querySelector(".sent-list");
  const next = section.querySelector(".sent-next");
  const log = document.getElementById("sent-log");
  const template = document.getElementById("sent-row").content.firstElementChild;
  const AT_ONCE = 2;

  const photos = new Set();
  const waiting = [];
  let underWay = 0;

  function say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    log.append(line);
  }

  function addRow(file) {
    const row = template.cloneNode(true);
    row.querySelector(".sent-name").textContent = file.name;
    const bar = row.querySelector("progress");
    bar.setAttribute("aria-label", `${words.progress}: ${file.name}`);
    row.querySelector(".sent-again").addEventListener("click", () => queue({ file, row }));
    list.append(row);
    return row;
  }

  function show(row, text, state) {
    row.dataset.state = state;
    row.querySelector(".sent-outcome").textContent = text;
    row.querySelector("progress").hidden = state !== "sending";
    row.querySelector(".sent-again").hidden = state !== "failed";
  }

  function queue(sending) {
    show(sending.row, words.waiting, "waiting");
    waiting.push(sending);
    start();
  }

  function start() {
    while (underWay < AT_ONCE && waiting.length) send(waiting.shift());
  }

  function finish(file, row, text, state) {
    show(row, text, state);
    say(`${file.name}: ${text}`);
  }

  function send({ file, row }) {
    if (file.size > Number(words.maxBytes)) return finish(file, row, words.tooLarge, "refused");
    const bar = row.querySelector("progress");
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("photos", file);
    bar.value = 0;
    show(row, "", "sending");
    underWay += 1;
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.loaded / event.total;
      if (event.loaded === event.total) row.querySelector(".sent-outcome").textContent = words.checking;
    });
    request.addEventListener("loadend", () => {
      underWay -= 1;
      take(file, row, request);
      start();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.send(body);
  }

  function take(file, row, request) {
    const answer = request.response;
    if (!answer?.words) return finish(file, row, words.failed, "failed");
    if (!answer.photo) return finish(file, row, answer.words, request.status === 507 ? "failed" : "refused");
    const picture = document.createElement("img");
    picture.src = answer.thumbnail;
    picture.alt = "";
    row.querySelector(".sent-picture").replaceChildren(picture);
    photos.add(answer.photo);
    next.querySelector("a").href = `${words.describe}?${[...photos].map((photo) => `photo=${photo}`).join("&")}`;
    next.hidden = false;
    return finish(file, row, answer.words, "kept");
  }

  function sendAll(files) {
    if (!files.length) return;
    section.hidden = false;
    for (const file of files) queue({ file, row: addRow(file) });
  }

  next.hidden = true;
  form.querySelector(".submit-row").hidden = true;
  form.querySelector(".drop-hint").hidden = false;
  input.addEventListener("change", () => {
    sendAll([...input.files]);
    input.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  const zone = form.querySelector(".drop-zone");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    sendAll([...event.dataTransfer.files]);
  });
  window.addEventListener("beforeunload", (event) => {
    if (underWay || waiting.length) event.preventDefault();
  });
})();
