// Forms: what is typed is kept as a draft in this tab until it has arrived, nothing is sent twice, the first error gets the focus.

const words = document.getElementById("words")?.dataset ?? {};
const kept = (form) => `plenary-draft ${location.pathname} ${form.id}`;
const fields = (form) => [...form.elements].filter((each) => each.name && !["hidden", "password", "file", "submit", "button"].includes(each.type) && each.dataset.noDraft === undefined);

function read(form) {
  return fields(form).map((each) => [each.name, each.value, each.type === "checkbox" || each.type === "radio" ? each.checked : null]);
}

function write(form, values) {
  const left = values.slice();
  for (const each of fields(form)) {
    const box = each.type === "checkbox" || each.type === "radio";
    const index = left.findIndex(([name, value]) => name === each.name && (!box || value === each.value));
    if (index < 0) continue;
    const [, value, checked] = left.splice(index, 1)[0];
    if (box) each.checked = checked; else each.value = value;
    each.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function keep(form) {
  try { sessionStorage.setItem(kept(form), JSON.stringify(read(form))); } catch { /* full or forbidden: the form works without */ }
}

function restore(form) {
  const before = read(form);
  const draft = sessionStorage.getItem(kept(form));
  const typed = JSON.parse(draft ?? "[]");
  const shown = new Set(before.map((each) => JSON.stringify(each)));
  if (form.dataset.refused !== undefined || typed.every((each) => shown.has(JSON.stringify(each)))) return;
  write(form, typed);
  const note = document.createElement("div");
  note.className = "draft-note"; note.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = words.draft ?? "";
  const button = document.createElement("button");
  button.type = "button"; button.className = "quiet"; button.textContent = words.discard ?? "";
  button.addEventListener("click", () => { sessionStorage.removeItem(kept(form)); write(form, before); sessionStorage.removeItem(kept(form)); note.remove(); });
  note.append(text, button);
  form.before(note);
}

const SENT = "plenary-sent";
// What was sent has arrived where an answer leads on; a page of trouble or the form itself, asked for once more, says nothing of that.
const isTrouble = document.querySelector("[data-trouble]") || location.pathname.startsWith("/sign-in") || location.pathname.endsWith("/link");
const sent = sessionStorage.getItem(SENT);
const isHere = [...document.querySelectorAll("form[data-draft]")].some((form) => kept(form) === sent);
const isLedOn = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
if (sent && !isTrouble && (isLedOn || !isHere)) sessionStorage.removeItem(sent);
sessionStorage.removeItem(SENT);
for (const way of document.querySelectorAll("[data-typed]")) {
  way.hidden = !sent || !sessionStorage.getItem(sent);
  if (!way.hidden) way.querySelector("a").href = sent.split(" ")[1];
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  restore(form);
  form.addEventListener("input", () => keep(form));
  // Kept once more when it is sent: who is fast, or whose line is slow, typed before this was listening.
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) { keep(form); sessionStorage.setItem(SENT, kept(form)); } });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.method === "dialog") return;
  const withoutLook = event.submitter?.formNoValidate;
  if (form.dataset.sent !== undefined || !navigator.onLine || !withoutLook && form.refuses?.()) { event.preventDefault(); return; }
  form.dataset.sent = "";
  const button = event.submitter;
  if (button) { button.setAttribute("aria-busy", "true"); button.title = words.sending ?? ""; }
  setTimeout(() => { delete form.dataset.sent; button?.removeAttribute("aria-busy"); }, 8000);
}, { capture: true });
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => { delete form.dataset.sent; form.querySelector("[aria-busy]")?.removeAttribute("aria-busy"); }));

for (const area of document.querySelectorAll("textarea[data-words]")) {
  const line = area.parentElement.querySelector("[data-words-left]");
  const limit = Number(area.dataset.words);
  const count = () => {
    const used = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
    line.dataset.text ??= line.textContent;
    line.textContent = `${line.dataset.text} ${used} / ${limit}`;
    line.classList.toggle("error", used > limit);
  };
  area.addEventListener("input", count);
  count();
}

// A file that is too large is named before it is sent; the server refuses it as well.
for (const input of document.querySelectorAll("input[type=file][data-limit]")) {
  input.addEventListener("change", () => {
    const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.limit) * 1_000_000);
    const field = input.closest(".field");
    field.querySelector("[data-size-error]")?.remove();
    field.classList.toggle("wrong", tooLarge);
    if (!tooLarge) return;
    input.value = "";
    const note = document.createElement("p");
    note.className = "error"; note.dataset.sizeError = ""; note.setAttribute("role", "alert");
    note.textContent = input.dataset.tooLarge;
    input.before(note);
  });
}

document.getElementById("summary")?.focus();
