// Say in words, with weekday and zone, which moment is typed into a date and time box; say so if it has passed or is odd;
// and let the button of a release say what pressing it does.

(() => {
  const gettext = window.gettext || ((text) => text);
  const lang = document.documentElement.lang;

  // The box holds local time of the newsroom, whose zone the browser need not have: read and written as UTC.
  const read = (typed) => {
    const moment = typed ? new Date(`${typed}Z`) : null;
    return moment && !Number.isNaN(moment.getTime()) ? moment : null;
  };
  const written = (moment, options) => new Intl.DateTimeFormat(lang, { ...options, timeZone: "UTC" }).formatToParts(moment)
    .reduce((parts, { type, value }) => ({ ...parts, [type]: value }), {});
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

  // "Kamis, 4 Februari 2027 09.00 WIB"
  function inFull(moment, zone) {
    const parts = written(moment, { weekday: "long", day: "numeric", month: "long", year: "numeric", ...clock });
    return `${parts.weekday}, ${parts.day} ${parts.month} ${parts.year} ${parts.hour}.${parts.minute} ${zone}`;
  }

  // "Kam 4 Feb 2027 09.00 WIB", as the desk writes it everywhere
  function inShort(moment, zone) {
    const parts = written(moment, { weekday: "short", day: "numeric", month: "short", year: "numeric", ...clock });
    return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year} ${parts.hour}.${parts.minute} ${zone}`;
  }

  const loaded = performance.now();
  const nowAt = (echo) => new Date(read(echo.dataset.now).getTime() + performance.now() - loaded);

  function remark(moment, now) {
    if (moment <= now) return gettext("That time has passed.");
    if (moment - now > 366 * 24 * 3600 * 1000) return gettext("That is more than a year away.");
    const hour = moment.getUTCHours();
    if (hour < 5 || hour >= 22) return gettext("That is at night.");
    return [0, 6].includes(moment.getUTCDay()) ? gettext("That is at the weekend.") : "";
  }

  function label(button, moment, echo) {
    const embargo = read(button.dataset.notBefore);
    const now = nowAt(echo);
    const at = [moment, embargo].filter((one) => one && one > now).sort((one, other) => other - one)[0];
    button.textContent = at
      ? gettext("Schedule %(moment)s").replace("%(moment)s", inShort(at, echo.dataset.zone))
      : gettext("Release now");
  }

  for (const echo of document.querySelectorAll("output.moment-echo")) {
    const box = echo.previousElementSibling;
    if (!box?.matches("input[type='datetime-local']")) continue;
    const button = box.name === "at" ? box.form?.querySelector("[data-schedule]") : null;
    const first = box.value;
    const update = () => {
      const moment = read(box.value);
      const odd = moment && box.value !== first ? remark(moment, nowAt(echo)) : "";
      const words = moment ? inFull(moment, echo.dataset.zone) : "";
      echo.value = odd ? `${words}. ${odd}` : words;
      echo.classList.toggle("odd", Boolean(odd));
      if (button) label(button, moment, echo);
    };
    box.addEventListener("input", update);
    update();
  }
})();
