// Judges a badge on the device, as the server does: by the signature of its code, the signed list, and what the device saw.

const CODE = /^PB1\/([A-Z2-7]{4})\/([0-9A-Z]{1,32})\/([1-9][0-9]{0,3})\/([0-9A-Z][0-9A-Z.-]{0,39})\/([0-9]{8})\/([0-9]{8})\/((?:[0-9A-Z]{0,8})(?:\+[0-9A-Z]{1,8}){0,19})\/([A-Z2-7]+)$/;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const day = (text) => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
const refused = (reason, row) => ({ outcome: "refused", reason, let_in: false, row });

export const nameKey = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");

function fromBase32(text) {
  const bytes = [];
  let bits = 0, value = 0;
  for (const letter of text) {
    value = ((value << 5) | ALPHABET.indexOf(letter)) & 0xffff;
    bits += 5;
    if (bits >= 8) { bits -= 8; bytes.push((value >> bits) & 0xff); }
  }
  return new Uint8Array(bytes);
}

function fromBase64(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

// The keys that verify; `usable` is false where the browser cannot, and then codes are looked up in the list alone.
export async function readKeys(keys) {
  const known = new Map();
  try {
    for (const one of keys) {
      const key = { kty: one.kty, crv: one.crv, x: one.x };
      known.set(one.kid, await crypto.subtle.importKey("jwk", key, { name: "Ed25519" }, false, ["verify"]));
    }
  } catch { known.clear(); }
  const verify = (kid, text, signature) => crypto.subtle.verify({ name: "Ed25519" }, known.get(kid), signature, new TextEncoder().encode(text));
  return { usable: known.size > 0, has: (kid) => known.has(kid), verify };
}

export async function isGenuine(sealed, keys) {
  if (!keys.usable) return true; // it came over the connection it was asked by; nothing else can be said
  return keys.has(sealed.key) && keys.verify(sealed.key, `plenary door list\n${sealed.content}`, fromBase64(sealed.signature));
}

// Returns what the code says, or why it is refused.
export async function readCode(code, keys) {
  const text = code.trim().toUpperCase();
  const found = CODE.exec(text);
  if (!found) return { refused: "malformed" };
  const [, kid, badge, serial, meeting, from, to, zones, signature] = found;
  if (keys.usable && (!keys.has(kid) || !await keys.verify(kid, text.slice(0, text.lastIndexOf("/")), fromBase32(signature)))) return { refused: "forged" };
  return { badge_id: `bdg_${badge.toLowerCase()}`, serial: Number(serial), meeting, valid_from: day(from), valid_to: day(to), zones: zones.split("+").filter(Boolean) };
}

// `at` is the hour of the server; `seen` what this device let through, oldest first.
export function judgeCode(token, { list, gate, at, direction, seen }) {
  if (token.refused) return refused(token.refused);
  if (!list) return token.zones ? whenAndWhere(token, { gate, at, zone: gate.clock }) ?? admitted(undefined) : refused("unknown");
  if (token.meeting !== list.code) return refused("other_meeting");
  const row = list.byBadge.get(token.badge_id);
  if (!row) return refused("unknown");
  if (token.serial < row.serial) return { ...refused("replaced", row), outcome: "double_use", let_in: list.double_use.old_serial === "warn" };
  return judgeRow(row, { list, gate, at, direction, seen });
}

export function judgeRow(row, { list, gate, at, direction, seen }) {
  if (row.refused) return refused(row.refused, row);
  const clock = list.zone;
  const wrong = row.badge_id ? whenAndWhere(row, { gate, at, zone: clock, zones: list.zones }) ?? hours(row, { list, at }) : null;
  if (wrong) return { ...wrong, row };
  const before = seen.filter((one) => one.holder_id === row.holder_id && one.zone === gate.zone && one.let_in && one.outcome !== "refused" && local(new Date(one.at), clock).day === local(at, clock).day).at(-1);
  if (direction === "entry" && before?.direction === "entry") {
    return { outcome: "double_use", reason: "twice_in", let_in: list.double_use.twice_in === "warn", row, against_at: before.at };
  }
  return admitted(row);
}

const admitted = (row) => ({ outcome: "admitted", reason: null, let_in: true, row });

export function local(at, zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(at).map((one) => [one.type, one.value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, hour: `${parts.hour}:${parts.minute}` };
}

function whenAndWhere(shown, { gate, at, zone, zones = [] }) {
  const { day: today } = local(at, zone);
  if (today < shown.valid_from) return refused("not_yet_valid");
  if (today > shown.valid_to) return refused("expired");
  if (!gate.zone) return null;
  if (!shown.zones.includes(gate.zone)) return refused("other_zone");
  const days = zones.find((one) => one.code === gate.zone)?.days ?? [];
  return days.length && !days.includes(today) ? refused("other_day") : null;
}

function hours(row, { list, at }) {
  const { day: today, hour } = local(at, list.zone);
  const rule = list.days.find((one) => one.on === today);
  if (!rule) return null;
  const within = rule.opens <= hour && hour <= rule.closes;
  return within && (!rule.categories.length || rule.categories.includes(row.category)) ? null : refused("closed");
}
