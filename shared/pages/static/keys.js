// Keys: the desk works without a mouse. Single keys are off while typing and can be switched off for good.

const dialog = document.getElementById("keys");
const wanted = document.getElementById("keys-on");
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
let current = null;

if (wanted) {
  wanted.checked = localStorage.getItem("plenary-keys") !== "off";
  wanted.addEventListener("change", () => localStorage.setItem("plenary-keys", wanted.checked ? "on" : "off"));
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys]")) return;
  event.preventDefault();
  dialog?.showModal();
});

const opened = (all, step) => { const at = all.findIndex((row) => row.hasAttribute("aria-current")); return at >= 0 ? at : step > 0 ? -1 : all.length; };

function move(step) {
  const all = rows();
  if (!all.length) return;
  const here = current && all.indexOf(all.find((row) => row === current || (row.dataset.key && row.dataset.key === current.dataset.key)));
  const next = all[Math.max(0, Math.min(all.length - 1, (here ?? opened(all, step)) + step))];
  current?.classList.remove("at");
  current = next;
  next.classList.add("at");
  (next.querySelector("[data-open], a, button") ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const acts = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => current?.querySelector('input[type="checkbox"]')?.click(),
  a: () => ((current?.isConnected && current.querySelector('[data-key-action="a"]')) || document.querySelector('main [data-key-action="a"]:not([data-row] *)') || document.querySelector('main [data-key-action="a"]'))?.click(),
  "?": () => dialog?.showModal(),
};

// Any other key presses what names it on the page; an act that unfolds gets the focus into its first field.
function named(key) {
  const button = /^[a-z]$/.test(key) && document.querySelector(`main [data-key-action="${key}"]`);
  if (!button) return null;
  return () => { button.click(); if (button.matches("summary")) setTimeout(() => button.parentElement.querySelector("select, textarea, input:not([type=hidden])")?.focus()); };
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.target.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]')) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (wanted && !wanted.checked && event.key !== "?") return;
  if (event.key === "Enter" && current?.isConnected && event.target === document.body) {
    event.preventDefault();
    current.querySelector("[data-open], a")?.click();
    return;
  }
  const act = acts[event.key] ?? named(event.key);
  if (act) { event.preventDefault(); act(); }
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (row && row !== current) { current?.classList.remove("at"); current = row; row.classList.add("at"); }
});
