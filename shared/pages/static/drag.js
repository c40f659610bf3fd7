// Dragging: shows where a thing can go and why not elsewhere, then sends the form that moves it.
// <td draggable="true" data-drag="evt_1" data-where="/side-events/requests/evt_1/where">; targets carry data-drop="XXIII 2025-12-01T12:00Z";
// `where` answers {"yes": ["<drop>", ...], "no": {"<drop>": "reason"}}; <form data-move> has the inputs `what` and `to`.

let dragged = null;
const targets = () => [...document.querySelectorAll("[data-drop]")];
const clear = () => targets().forEach((cell) => { cell.classList.remove("can", "cannot", "over"); if (cell.dataset.why !== undefined) { cell.removeAttribute("title"); delete cell.dataset.why; } });

document.addEventListener("dragstart", async (event) => {
  const thing = event.target.closest?.("[data-drag]");
  if (!thing) return;
  dragged = thing;
  thing.classList.add("dragged");
  event.dataTransfer.setData("text/plain", thing.dataset.drag);
  event.dataTransfer.effectAllowed = "move";
  if (!thing.dataset.where) { targets().forEach((cell) => cell.classList.add("can")); return; }
  const answer = await fetch(thing.dataset.where, { headers: { Accept: "application/json" } });
  if (!answer.ok || dragged !== thing) return;
  const { yes = [], no = {} } = await answer.json();
  for (const cell of targets()) {
    if (yes.includes(cell.dataset.drop)) cell.classList.add("can");
    else { cell.classList.add("cannot"); const why = no[cell.dataset.drop]; if (why) { cell.title = why; cell.dataset.why = ""; } }
  }
});

document.addEventListener("dragover", (event) => {
  const cell = event.target.closest?.("[data-drop]");
  targets().forEach((each) => each.classList.toggle("over", each === cell));
  if (!cell || !dragged) return;
  const live = document.getElementById("live");
  if (cell.title && live && live.textContent !== cell.title) live.textContent = cell.title;
  if (cell.classList.contains("can")) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const cell = event.target.closest?.("[data-drop].can");
  const form = document.querySelector("form[data-move]");
  if (!cell || !dragged || !form) return;
  event.preventDefault();
  form.elements.what.value = dragged.dataset.drag;
  form.elements.to.value = cell.dataset.drop;
  form.requestSubmit();
});

document.addEventListener("dragend", () => { dragged?.classList.remove("dragged"); dragged = null; clear(); });
