// Times that move: countdowns by the second, "3 minutes ago" by the minute, by the server's clock.

const skew = new Date(document.body.dataset.now).getTime() - Date.now();
const now = () => Date.now() + skew;
const language = document.documentElement.lang || "en";
const relative = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: "auto" });
const UNITS = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function ago(seconds) {
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each * 0.95) ?? UNITS.at(-1);
  return relative.format(Math.round(seconds / size), unit);
}

function left(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(Math.floor(seconds) % 60)}`;
}

function tick() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const seconds = (new Date(time.dateTime).getTime() - now()) / 1000;
    const text = seconds <= 0 ? time.dataset.past : seconds < 86400 ? left(Math.ceil(seconds)) : ago(seconds);
    if (time.textContent !== text) time.textContent = text;
    if (seconds < 86400) time.dir = "ltr";
  }
}

function minute() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    time.textContent = ago((new Date(time.dateTime).getTime() - now()) / 1000);
  }
}

tick();
setInterval(tick, 1000);
setInterval(minute, 30000);
document.addEventListener("plenary:swapped", tick);
