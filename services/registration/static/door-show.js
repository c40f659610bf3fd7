// What the page of the door shows: the verdict, the state of the device, the last scans, the people found.

const SHAPES = { admitted: "done", refused: "problem" };
const SVG = "http://www.w3.org/2000/svg";

export const stateOf = (verdict) => SHAPES[verdict.outcome] ?? (verdict.let_in ? "waiting" : "problem");
export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function shape(state) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("class", `shape ${state}`);
  drawn.setAttribute("width", "12"); drawn.setAttribute("height", "12"); drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#shape-${state}`);
  drawn.append(use);
  return drawn;
}

function line(className, text, isName = false) {
  const made = element("p", className);
  if (isName) made.append(element("bdi", "", text)); else made.textContent = text;
  return made;
}

export class Shown {
  constructor(root, texts, { clock, language }) {
    Object.assign(this, { root, texts, clock, language });
    this.verdict = document.getElementById("verdict");
    this.state = document.getElementById("door-state");
    this.log = document.getElementById("log");
  }

  time(at) { return new Intl.DateTimeFormat(this.language, { timeZone: this.clock, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at)); }

  word(verdict, direction) {
    if (verdict.outcome === "admitted") return direction === "exit" ? this.texts.left : this.texts.admitted;
    return this.texts[verdict.outcome];
  }

  place(delegation) { return this.texts.states[delegation] ?? delegation; }

  judged(verdict, { direction, offline }) {
    const state = stateOf(verdict);
    const head = element("p", "verdict-word");
    head.append(shape(state), this.word(verdict, direction));
    const lines = [head];
    if (verdict.name) lines.push(line("verdict-name", verdict.name, true));
    if (verdict.delegation) lines.push(line("", [this.place(verdict.delegation), this.texts.roles[verdict.role] ?? verdict.role].filter(Boolean).join(" · "), true));
    if (verdict.reason) lines.push(line("verdict-why", this.texts.reasons[verdict.reason] ?? verdict.reason));
    if (verdict.against_at) lines.push(line("", fill(this.texts.at_gate, { gate: verdict.against_gate || this.root.dataset.name, time: this.time(verdict.against_at) })));
    if (this.root.dataset.photo && !offline && verdict.holder_id) lines.push(this.photo(verdict));
    if (verdict.outcome === "double_use" && verdict.let_in) lines.push(line("", this.texts.let_in_warned));
    if (!verdict.let_in) lines.push(line("", verdict.reason === "twice_in" ? this.texts.look_at_photo : this.texts.to_desk));
    if (offline) lines.push(line("soft small", this.texts.judged_alone));
    this.verdict.hidden = false;
    this.verdict.className = `verdict ${state}`;
    this.verdict.replaceChildren(...lines);
    this.verdict.scrollIntoView({ block: "nearest" });
  }

  photo(verdict) {
    const picture = element("img", "verdict-photo");
    picture.alt = verdict.name ?? "";
    picture.addEventListener("error", () => picture.remove());
    picture.src = `/registration/api/devices/${this.root.dataset.device}/people/${encodeURIComponent(verdict.holder_id)}/photo`;
    return picture;
  }

  said(text, state = "problem") {
    const head = element("p", "verdict-word");
    head.append(shape(state), text);
    this.verdict.hidden = false;
    this.verdict.className = `verdict ${state}`;
    this.verdict.replaceChildren(head);
  }

  marks(marks) {
    this.state.replaceChildren(...marks.map(([state, text]) => {
      const mark = element("span", state === "problem" ? "late" : "");
      mark.append(shape(state), text);
      return mark;
    }));
  }

  logged(entries) {
    this.log.replaceChildren(...entries.slice(-8).reverse().map((one) => {
      const item = element("li");
      item.append(element("time", "", this.time(one.at)), shape(stateOf(one)), element("bdi", "", one.name || this.texts.reasons[one.reason] || ""), element("span", "soft", this.word(one, one.direction)));
      item.dataset.passage = one.passage_id;
      return item;
    }));
  }

  found(list, rows, act) {
    if (!rows.length) { list.replaceChildren(element("li", "", this.texts.nobody)); return; }
    list.replaceChildren(...rows.map((row) => {
      const item = element("li"), who = element("div");
      who.append(element("b", "", row.name), element("br"), element("span", "soft small", [this.place(row.delegation), this.texts.roles[row.role] ?? row.role].filter(Boolean).join(" · ")));
      item.append(who);
      if (act) {
        const button = element("button", "primary", act.label);
        button.type = "button";
        button.addEventListener("click", () => act.press(row));
        item.append(button);
      }
      return item;
    }));
  }
}
