// The connection of a device: it reports, takes the list, sends what waits; every answer also tells the hour.

import { isGenuine } from "./door-judge.js";

const PATIENCE = 2500; // a person waits at the gate
const AT_ONCE = 25;
const REVOKED = "urn:plenary:problem:device-revoked";
const FORBIDDEN = "urn:plenary:problem:not-allowed";

export class Revoked extends Error {}

export class Link {
  constructor({ device, csrf, keys, keep, tell }) {
    Object.assign(this, { address: `/registration/api/devices/${device}`, csrf, keys, keep, tell, off: 0, offlineSince: null, busy: null, falseList: false });
  }

  get online() { return this.offlineSince === null && navigator.onLine; }
  get now() { return new Date(Date.now() + this.off); }

  async call(path, { body, raw, patience = 8000 } = {}) {
    const asked = Date.now();
    const headers = { Accept: "application/json", "X-CSRF-Token": this.csrf };
    if (body) headers["Content-Type"] = "application/json";
    let answer;
    try {
      answer = await fetch(this.address + path, { method: body || raw ? "POST" : "GET", headers, body: raw ?? (body && JSON.stringify(body)), signal: AbortSignal.timeout(patience) });
    } catch (failure) { this.lost(); throw failure; }
    const said = await answer.json().catch(() => ({}));
    if (said.type === REVOKED) throw new Revoked(said.detail);
    // Somebody who is not signed in (any more) keeps what waits: another link of the device brings it through.
    if (answer.status >= 500 || answer.status === 401 || said.type === FORBIDDEN) { this.lost(); throw new Error(answer.statusText); }
    this.back();
    if (!answer.ok) throw Object.assign(new Error(said.detail), { said });
    if (said.now) this.off = Math.round(new Date(said.now) - (asked + Date.now()) / 2);
    return said;
  }

  lost() { this.offlineSince ??= new Date(); this.tell(); }
  back() { this.offlineSince = null; this.tell(); }

  async scan(scan) { return (await this.call("/passages", { body: { scans: [scan] }, patience: PATIENCE }))[0]; }
  async read(photo) { return (await this.call("/photo", { raw: photo })).code; }

  // One round at a time: report, list, what waits.
  contact() { return (this.busy ??= this.round().finally(() => { this.busy = null; this.tell(); })); }

  async round() {
    const state = await this.report();
    await this.keep.put("off", this.off);
    const have = (await this.keep.get("list"))?.stamp ?? "";
    if (state.stamp !== have) await this.take(have);
    if (await this.send()) await this.report();
  }

  async report() {
    const list = await this.keep.get("list");
    return this.call("/report", { body: { pending: await this.keep.pending(), list_at: list?.made_at ?? null, clock: new Date().toISOString() } });
  }

  async take(have) {
    const sealed = await this.call(`/list?have=${encodeURIComponent(have)}`);
    if (!sealed.content) return;
    this.falseList = !await isGenuine(sealed, this.keys);
    if (this.falseList) return;
    await this.keep.put("list", JSON.parse(sealed.content));
    this.tell({ list: true });
  }

  // One scan the server does not take must not hold up the others.
  async pass(scans) {
    try { return await this.call("/passages", { body: { scans } }); } catch (failure) {
      if (!failure.said) throw failure;
      if (scans.length === 1) return [{ passage_id: scans[0].passage_id, outcome: "refused", reason: null, let_in: scans[0].let_in, refused: true }];
    }
    const answers = [];
    for (const scan of scans) answers.push(...await this.pass([scan]));
    return answers;
  }

  async send() {
    const waiting = await this.keep.waiting();
    let doubles = 0, left = 0;
    for (let at = 0; at < waiting.length; at += AT_ONCE) {
      const scans = waiting.slice(at, at + AT_ONCE);
      this.tell({ sending: { done: at, of: waiting.length } });
      for (const answer of await this.pass(scans)) {
        if (answer.outcome === "double_use") doubles += 1;
        if (answer.refused) left += 1;
        await this.keep.dequeue(answer.passage_id);
        this.tell({ answered: answer });
      }
    }
    if (waiting.length) this.tell({ sent: { count: waiting.length - left, doubles, left } });
    return waiting.length;
  }
}
