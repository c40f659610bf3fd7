// Lists: search as you type on the server, the address follows; ticks are counted on the buttons that use them.

let running = null;

async function refresh(list, address) {
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: running.signal });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-list]");
    if (!fresh) return;
    history.replaceState(null, "", address);
    const piece = list.closest("[data-fragment]"); // what is kept around the list asks for the same of it
    if (piece) piece.dataset.fragment = piece.dataset.fragment.replace(/\?.*|$/, new URL(address, location.href).search);
    const search = list.querySelector("[data-search]");
    const typed = fresh.querySelector("[data-search]");
    // The tools are kept when the reader is typing in them: only what lies below and beside changes.
    if (search && typed && search === document.activeElement) {
      const tools = fresh.querySelector(".list-tools");
      tools.querySelector(".search").replaceWith(list.querySelector(".search"));
      list.replaceChildren(...fresh.childNodes);
      search.focus();
    } else list.replaceChildren(...fresh.childNodes);
    ticks();
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  }
}

let timer = null;
document.addEventListener("input", (event) => {
  const search = event.target.closest("[data-search]");
  if (!search) return;
  const list = search.closest("[data-list]");
  if (!list) return;
  const form = search.form;
  clearTimeout(timer);
  timer = setTimeout(() => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    refresh(list, query.size ? `${form.getAttribute("action")}?${query}` : form.getAttribute("action"));
  }, 180);
});

function ticks() {
  for (const form of document.querySelectorAll("[data-bulk]")) {
    const boxes = [...document.querySelectorAll(`input[name="ticked"][form="${form.id}"]`)];
    const ticked = boxes.filter((box) => box.checked).length;
    form.hidden = ticked === 0;
    form.querySelectorAll("[data-ticked]").forEach((place) => { place.textContent = ticked; });
    boxes.forEach((box) => box.closest("tr")?.classList.toggle("ticked", box.checked));
    const all = form.parentElement.querySelector("[data-tick-all]");
    if (all) { all.checked = ticked === boxes.length && ticked > 0; all.indeterminate = ticked > 0 && ticked < boxes.length; }
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    document.querySelectorAll('input[name="ticked"]').forEach((box) => { box.checked = event.target.checked; });
  }
  if (event.target.matches('[data-tick-all], input[name="ticked"]')) ticks();
});
document.addEventListener("plenary:swapped", ticks);
ticks();
