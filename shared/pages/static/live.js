// Live pages: pieces loaded by address, refetched when the service tells of a change, never under the reader's hands.

const words = document.getElementById("words")?.dataset ?? {};
const announce = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };
const topics = new Map(); // path of a stream -> { topics, pieces, source }
const state = new WeakMap(); // piece -> { tries, timer, held, at }

document.documentElement.classList.add("scripted");

const bodyOf = (piece) => piece.querySelector(".fragment-body") ?? piece;
const stateOf = (piece) => { if (!state.has(piece)) state.set(piece, { tries: 0 }); return state.get(piece); };
const keyed = (root) => new Map([...root.querySelectorAll("[data-key]")].map((row) => [row.dataset.key, row]));

function busyWith(piece) {
  const body = bodyOf(piece);
  const at = document.activeElement;
  if (at && body.contains(at) && at !== document.body) return true;
  return body.matches(":hover") && Boolean(body.querySelector("a, button, input")) && body.children.length > 0 && piece.dataset.loaded !== undefined;
}

function swap(piece, html) {
  const body = bodyOf(piece);
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const before = keyed(body);
  const open = new Set([...body.querySelectorAll("details[open]")].map((each, index) => each.id || index));
  const ticked = new Set([...body.querySelectorAll('input[name="ticked"]:checked')].map((box) => box.value));
  const first = piece.dataset.loaded === undefined;
  let changes = 0;
  for (const [key, row] of keyed(fresh.content)) {
    const old = before.get(key);
    if (!first && (!old || textOf(old) !== textOf(row))) { row.classList.add("changed"); changes += 1; }
  }
  fresh.content.querySelectorAll("details").forEach((each, index) => { if (open.has(each.id || index)) each.open = true; });
  fresh.content.querySelectorAll('input[name="ticked"]').forEach((box) => { if (ticked.has(box.value)) box.checked = true; });
  body.replaceChildren(fresh.content);
  piece.dataset.loaded = "";
  merge(piece);
  if (changes) announce(words.updated);
  piece.dispatchEvent(new CustomEvent("plenary:swapped", { bubbles: true }));
}

// Relative times move by themselves, and ticks are the reader's own: they are no change.
function textOf(row) {
  const copy = row.cloneNode(true);
  copy.querySelectorAll("[data-ago], [data-countdown], [data-ticked], input[type=hidden]").forEach((each) => each.remove());
  copy.classList.remove("changed", "at", "ticked");
  return copy.textContent.replace(/\s+/g, " ").trim();
}

// Tells whether a piece already says what was fetched; keys of forms and relative times are no difference.
function says(piece, html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  return textOf(fresh) === textOf(bodyOf(piece));
}

function merge(piece) {
  const into = piece.dataset.into && document.getElementById(piece.dataset.into);
  if (!into) return;
  const lists = document.querySelectorAll(`[data-into="${CSS.escape(into.id)}"] .fragment-body > .timeline`);
  const at = (line) => line.querySelector("time")?.getAttribute("datetime") ?? "";
  const lines = [...lists].flatMap((list) => [...list.children]).sort((a, b) => at(b).localeCompare(at(a)));
  into.replaceChildren(...lines.slice(0, 12).map((line) => line.cloneNode(true)));
  into.hidden = lines.length === 0;
  for (const list of lists) list.hidden = true;
}

function hold(piece, html) {
  const own = stateOf(piece);
  own.held = html;
  if (piece.querySelector(".held-back")) return;
  const note = document.createElement("p");
  note.className = "held-back";
  const button = document.createElement("button");
  button.type = "button"; button.className = "quiet"; button.textContent = words.show ?? "Show";
  note.append(words.changed ?? "", button);
  const release = () => { note.remove(); const kept = own.held; own.held = null; if (kept) swap(piece, kept); };
  button.addEventListener("click", release);
  const later = () => setTimeout(() => { if (own.held && !busyWith(piece)) release(); }, 400);
  piece.addEventListener("focusout", later, { once: true });
  piece.addEventListener("mouseleave", later, { once: true });
  piece.prepend(note);
}

function down(piece) {
  const own = stateOf(piece);
  own.tries += 1;
  piece.classList.add("down");
  if (!piece.querySelector(".down-note")) {
    const note = document.createElement("p");
    note.className = "down-note"; note.setAttribute("role", "status");
    note.innerHTML = '<svg class="shape problem" width="12" height="12" aria-hidden="true"><use href="#shape-problem"/></svg> ';
    const text = document.createElement("span");
    text.textContent = `${piece.dataset.title ?? ""}: ${words.down ?? ""}`;
    note.append(text);
    if (piece.dataset.loaded === undefined) bodyOf(piece).replaceChildren(note); else piece.prepend(note);
  }
  clearTimeout(own.timer);
  own.timer = setTimeout(() => load(piece), Math.min(30000, 1000 * 2 ** Math.min(own.tries, 5)) * (0.7 + 0.6 * Math.random()));
}

export async function load(piece) {
  const own = stateOf(piece);
  if (own.loading) { own.again = true; return; }
  own.loading = true;
  try {
    const answer = await fetch(piece.dataset.fragment, { headers: { "X-Fragment": "1", Accept: "text/html" }, signal: AbortSignal.timeout(10000) });
    if (answer.status === 401 || answer.status === 403) { piece.hidden = true; return; }
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    own.tries = 0;
    piece.classList.remove("down");
    piece.querySelector(".down-note")?.remove();
    if (own.catchingUp) { own.catchingUp = false; if (says(piece, html)) return; }
    if (busyWith(piece)) hold(piece, html); else swap(piece, html);
  } catch { down(piece); } finally {
    own.loading = false;
    piece.removeAttribute("aria-busy");
    if (own.again) { own.again = false; load(piece); }
  }
}

// Several changes in a moment are one reload; changes that never end do not put it off.
function soon(piece) {
  const own = stateOf(piece);
  own.soon ??= setTimeout(() => { own.soon = null; load(piece); }, 80 + 120 * Math.random());
}

// What changed after the page was made and before the stream was open is told to nobody: look once.
function catchUp(piece) {
  if (piece.dataset.loaded === undefined) return;
  stateOf(piece).catchingUp = true;
  soon(piece);
}

function listen(piece) {
  const address = new URL(piece.dataset.live, location.href);
  if (!topics.has(address.pathname)) topics.set(address.pathname, { topics: new Set(), pieces: new Set(), source: null });
  const stream = topics.get(address.pathname);
  address.searchParams.getAll("topic").forEach((topic) => stream.topics.add(topic));
  stream.pieces.add(piece);
}

function open() {
  for (const [path, stream] of topics) {
    if (stream.source) continue;
    const query = new URLSearchParams([...stream.topics].map((topic) => ["topic", topic]));
    stream.source = new EventSource(`${path}?${query}`);
    stream.source.addEventListener("message", (event) => {
      const what = JSON.parse(event.data);
      for (const piece of stream.pieces) {
        const mine = new URL(piece.dataset.live, location.href).searchParams.getAll("topic");
        if (what.reload || mine.includes(what.topic)) soon(piece);
      }
    });
    stream.source.addEventListener("open", () => {
      if (stream.lost) stream.pieces.forEach(soon);
      else if (!stream.met) stream.pieces.forEach(catchUp);
      stream.met = true; stream.lost = false; lostOrBack();
    });
    stream.source.addEventListener("error", () => {
      stream.lost = true; lostOrBack();
      if (stream.source?.readyState === EventSource.CLOSED) {
        stream.source = null;
        setTimeout(open, 5000 + 5000 * Math.random());
      }
    });
  }
}

function close() {
  for (const stream of topics.values()) { stream.source?.close(); stream.source = null; stream.lost = true; }
}

function lostOrBack() {
  const lost = [...topics.values()].some((stream) => stream.lost);
  clearTimeout(lostOrBack.timer);
  if (lost) lostOrBack.timer = setTimeout(() => { document.body.dataset.lost = ""; showOffline(); }, 4000);
  else { delete document.body.dataset.lost; showOffline(); }
}

function showOffline() {
  const banner = document.getElementById("offline");
  if (!banner) return;
  banner.dataset.full ??= banner.lastChild.textContent;
  banner.lastChild.textContent = navigator.onLine ? ` ${words.lost ?? ""}` : banner.dataset.full;
  banner.hidden = navigator.onLine && document.body.dataset.lost === undefined;
}

const pieces = [...document.querySelectorAll("[data-fragment]")];
for (const piece of pieces) {
  if (piece.dataset.loaded === undefined) load(piece);
  if (piece.dataset.live) listen(piece);
}
open();
addEventListener("online", () => { showOffline(); pieces.forEach(soon); });
addEventListener("offline", showOffline);
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => { if (event.persisted) open(); });
// A page nobody looks at frees its connections; when it is looked at again it catches up.
document.addEventListener("visibilitychange", () => { if (document.hidden) { close(); } else { open(); } });
