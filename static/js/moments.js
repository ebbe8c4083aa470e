// Say in words, with the weekday, which moment was typed into a date and time box.

function inWords(value) {
  const moment = value ? new Date(`${value}Z`) : null;
  if (!moment || Number.isNaN(moment.getTime())) return "";
  // The box holds local time of the newsroom, whose zone the browser need not have: read and written as UTC.
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC",
  }).format(moment);
}

for (const box of document.querySelectorAll("input[type='datetime-local']")) {
  const echo = document.createElement("output");
  echo.className = "moment-echo";
  echo.htmlFor = box.id;
  box.after(echo);
  const update = () => { echo.value = inWords(box.value); };
  box.addEventListener("input", update);
  update();
}
