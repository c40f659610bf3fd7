// The door: scans, judges with the server while there is a connection and alone while there is none.

import { Camera, canRead } from "./door-camera.js";
import { forget } from "./door-forget.js";
import { judgeCode, judgeRow, nameKey, readCode, readKeys } from "./door-judge.js";
import { openKeep } from "./door-keep.js";
import { Link, Revoked } from "./door-link.js";
import { Shown, fill } from "./door-show.js";

const root = document.getElementById("door");
const texts = JSON.parse(root.dataset.texts);
const AGAIN = 15000;
const CLOCK_OFF = 60000;

const keys = await readKeys(JSON.parse(root.dataset.public));
const keep = await openKeep();
const shown = new Shown(root, texts, { clock: root.dataset.zone, language: root.dataset.language });
const link = new Link({ device: root.dataset.device, csrf: root.dataset.csrf, keys, keep, tell });
const codeForm = document.getElementById("code-form");
let list = null, seen = [], note = "", over = false;

const direction = () => codeForm.elements.direction?.value ?? (root.dataset.way === "exit" ? "exit" : "entry");
const gate = () => list?.gates.find((one) => one.gate_id === root.dataset.gate) ?? { gate_id: root.dataset.gate, zone: "", clock: root.dataset.zone };

async function readList() {
  list = await keep.get("list") ?? null;
  if (list) list.byBadge = new Map(list.rows.filter((row) => row.badge_id).map((row) => [row.badge_id, row]));
}

async function tell(what = {}) {
  if (over) return;
  if (what.list) await readList();
  if (what.answered) await noteDown(what.answered);
  if (what.sending) note = fill(texts.sending, what.sending);
  if (what.sent) note = fill(what.sent.left ? texts.sent_left : texts.sent, what.sent);
  const pending = await keep.pending();
  const marks = [link.online ? ["done", texts.online] : ["problem", fill(texts.offline, { time: shown.time(link.offlineSince ?? new Date()) })]];
  marks.push(pending ? ["waiting", fill(texts.pending, { count: pending })] : ["done", texts.sent_all]);
  marks.push(list ? ["done", fill(texts.list, { time: shown.time(list.made_at), count: list.rows.length })] : ["waiting", texts.no_list]);
  if (note) marks.push(["in_hand", note]);
  if (link.falseList) marks.push(["problem", texts.list_false]);
  if (!keys.usable) marks.push(["waiting", texts.unverified]);
  if (Math.abs(link.off) > CLOCK_OFF) marks.push(["problem", fill(texts.clock, { minutes: Math.round(Math.abs(link.off) / 60000) })]);
  if (!over) shown.marks(marks);
}

async function noteDown(answer) {
  const known = seen.find((one) => one.passage_id === answer.passage_id);
  if (!known) return;
  Object.assign(known, { outcome: answer.outcome, reason: answer.reason, let_in: answer.let_in, name: answer.name || known.name });
  await keep.note(known);
  shown.logged(seen);
}

async function pass(made, judgeAlone) {
  const scan = { passage_id: `psg_${crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(16).padStart(2, "0")).join("")}`, direction: direction(), scanned_at: new Date().toISOString(), clock_off_ms: link.off, ...made };
  let verdict = null;
  if (link.online) {
    try { verdict = await link.scan(scan); } catch (failure) { if (failure instanceof Revoked) return end(); }
  }
  const offline = verdict === null;
  if (offline) {
    verdict = { ...await judgeAlone() };
    Object.assign(verdict, { name: verdict.row?.name, delegation: verdict.row?.delegation, role: verdict.row?.role, holder_id: verdict.row?.holder_id ?? "" });
    await keep.enqueue({ ...scan, offline: true, let_in: verdict.let_in });
  }
  const { outcome, reason, let_in, holder_id, name } = verdict;
  const entry = { passage_id: scan.passage_id, direction: scan.direction, at: link.now.toISOString(), zone: gate().zone, outcome, reason, let_in, holder_id, name };
  seen.push(entry);
  await keep.note(entry);
  shown.judged(verdict, { direction: scan.direction, offline });
  shown.logged(seen);
  signal(verdict);
  await tell();
}

const about = () => ({ list, gate: gate(), at: link.now, direction: direction(), seen });
const passCode = (code) => pass({ by: "code", code }, async () => judgeCode(await readCode(code, keys), about()));
const passPerson = (row) => pass({ by: "search", holder_id: row.holder_id }, async () => judgeRow(row, about()));

function signal(verdict) {
  if (document.getElementById("signals")?.checked) navigator.vibrate?.(verdict.outcome === "admitted" ? 80 : [250, 80, 250]);
}

async function contact() {
  if (over) return;
  try { await link.contact(); } catch (failure) { if (failure instanceof Revoked) await end(); else await tell(); }
}

async function end() {
  over = true;
  camera?.stop();
  keep.close();
  await forget();
  for (const form of root.querySelectorAll("form, .door-camera, .door-found, .door-log")) form.remove();
  shown.marks([["off", texts.revoked]]);
  shown.said(texts.revoked, "off");
}

// The kit holds a form that was sent until the next page comes; here the page stays.
function ready(form) {
  delete form.dataset.sent;
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
}

codeForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  ready(codeForm);
  const field = codeForm.elements.code, code = field.value.trim();
  field.value = "";
  if (code) await passCode(code);
  field.focus();
});

const photoForm = document.getElementById("photo-form");
photoForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  ready(photoForm);
  const [photo] = photoForm.elements.photo.files;
  if (!photo) return;
  if (!link.online) return shown.said(texts.photo_offline, "waiting");
  try {
    const code = await link.read(photo);
    if (code) await passCode(code); else shown.said(texts.no_code, "waiting");
  } catch (failure) {
    if (failure instanceof Revoked) return end();
    shown.said(failure.said?.detail ?? texts.failed);
  }
  photoForm.reset();
});
photoForm.elements.photo.addEventListener("change", () => photoForm.requestSubmit());

const searchForm = document.getElementById("search-form");
function search() {
  const words = nameKey(searchForm.elements.q.value).split(" ").filter(Boolean);
  const rows = words.length ? (list?.rows ?? []).filter((row) => !row.refused && words.every((word) => `${row.key} ${nameKey(row.delegation)} ${nameKey(shown.place(row.delegation))}`.includes(word))).slice(0, 20) : null;
  const found = document.getElementById("found");
  if (rows === null) return found.replaceChildren();
  const act = root.dataset.checkin ? { label: direction() === "exit" ? texts.let_out : texts.admit, press: passPerson } : null;
  shown.found(found, rows, act);
}
searchForm?.addEventListener("submit", (event) => { event.preventDefault(); search(); });
searchForm?.elements.q.addEventListener("input", search);
codeForm.addEventListener("change", () => { if (searchForm) search(); });

let camera = null;
if (canRead()) {
  document.getElementById("camera").hidden = false;
  camera = new Camera(document.getElementById("video"), passCode);
  const button = document.getElementById("camera-button");
  button.addEventListener("click", async () => {
    if (camera.on) camera.stop();
    else { try { await camera.start(); } catch { shown.said(texts.camera_denied); photoForm.classList.add("needed"); } }
    button.textContent = camera.on ? texts.camera_stop : texts.camera_start;
  });
} else photoForm.classList.add("needed");

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/registration/door/worker.js", { scope: "/registration/door" });
  const files = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(location.origin) && name.includes("/static/"));
  const kept = await caches.open("plenary-door");
  await kept.addAll(["/registration/door", ...new Set(files)]);
  root.dataset.kept = "";
}

function listen() {
  const told = new EventSource(`/registration/live?topic=meeting:${root.dataset.meeting}`);
  let timer = 0;
  told.addEventListener("message", () => { clearTimeout(timer); timer = setTimeout(contact, 700); });
  told.addEventListener("open", () => { if (!link.online) contact(); });
}

// A device that was taken back has nothing left to write to: what was under way ends without a word.
addEventListener("unhandledrejection", (event) => { if (over) event.preventDefault(); });
await readList();
link.off = await keep.get("off") ?? 0;
seen = await keep.seen();
shown.logged(seen);
await tell();
addEventListener("online", contact);
addEventListener("offline", () => link.lost());
setInterval(contact, AGAIN);
await contact();
listen();
await keepPage().catch(() => {});
root.dataset.ready = "";
