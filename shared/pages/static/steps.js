// A long form heading by heading: fieldsets `data-step` are shown one at a time; words come from `data-steps` of the form's page.

const words = document.querySelector("[data-steps]")?.dataset;

for (const form of words ? document.querySelectorAll("form:has([data-step])") : []) {
  const steps = [...form.querySelectorAll("[data-step]")];
  const actions = form.querySelector(".actions");
  const line = document.createElement("p");
  line.className = "soft small step-now"; line.setAttribute("role", "status");
  const button = (text, kind) => Object.assign(document.createElement("button"), { type: "button", className: kind, textContent: text });
  const back = button(words.back, "quiet"), next = button(words.next, "primary");
  const send = actions.querySelector("button");
  form.prepend(line);
  actions.prepend(back, next);
  let now = 0;

  const live = () => steps.filter((step) => step.querySelector(".asked:not([hidden]), .field"));
  const show = (index, focus = true) => {
    const open = live();
    now = Math.min(Math.max(index, 0), open.length - 1);
    steps.forEach((step) => { step.hidden = step !== open[now]; });
    form.querySelectorAll("[data-before-steps]").forEach((each) => { each.hidden = now > 0; });
    back.hidden = now === 0;
    next.hidden = now === open.length - 1;
    send.hidden = !next.hidden;
    line.textContent = words.steps.replace("{now}", now + 1).replace("{of}", open.length);
    if (focus) open[now].querySelector("input:not([disabled]), select:not([disabled]), textarea:not([disabled])")?.focus();
  };
  const place = (input) => live().findIndex((step) => step.contains(input));
  const isRefused = (place) => place && form.refuses?.(place);
  next.addEventListener("click", () => { if (!isRefused(now ? null : form.querySelector("[data-before-steps]")) && !isRefused(live()[now])) show(now + 1); });
  back.addEventListener("click", () => show(now - 1));
  form.addEventListener("refused", (event) => { if (place(event.detail) !== now && place(event.detail) >= 0) show(place(event.detail), false); });
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input:not([type=submit])") && !next.hidden) { event.preventDefault(); next.click(); } });
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("#summary a[href^='#']")?.hash.slice(1);
    const input = target && document.getElementById(target);
    if (input && place(input) >= 0) show(place(input), false);
  }, { capture: true });
  const wrong = steps.findIndex((step) => step.querySelector("[aria-invalid=true]"));
  show(wrong < 0 ? 0 : live().indexOf(steps[wrong]), false);
}
