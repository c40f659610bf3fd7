// Fields that are asked of some only: shown and hidden as answers change; what is missing is said beside its field.
// What `forms.js` asks before it sends: `form.refuses()`. A wrapper `data-asked` holds JSON: {demand, demands: {category: demand}, roles: [...], when: {name, values} | null}.

const said = document.getElementById("words")?.dataset ?? {};

for (const form of document.querySelectorAll("form")) {
  const asked = [...form.querySelectorAll("[data-asked]")].map((place) => ({ place, rule: JSON.parse(place.dataset.asked) }));
  if (!asked.length) continue;
  asked.forEach(({ place }) => place.querySelectorAll("[data-only]").forEach((note) => { note.hidden = true; }));
  asked.forEach(({ place }) => place.querySelectorAll("input, select, textarea").forEach((input) => { input.dataset.required ??= input.required ? "1" : ""; }));

  const given = (name) => {
    const found = form.elements.namedItem(name);
    const inputs = found instanceof RadioNodeList ? [...found] : found ? [found] : [];
    return inputs.filter((one) => !one.disabled && (one.type !== "radio" && one.type !== "checkbox" || one.checked)).map((one) => one.value);
  };
  const category = () => form.querySelector("[data-decides]")?.selectedOptions[0]?.dataset.category ?? form.dataset.category ?? "";

  const settle = () => {
    const whose = category(), [role] = given("role");
    for (const { place, rule } of asked) {
      const demand = rule.demands[whose] ?? rule.demand;
      const forRole = !rule.roles.length || !role || rule.roles.includes(role);
      const met = !rule.when || given(rule.when.name).some((one) => rule.when.values.includes(one));
      const shown = forRole && met && (demand !== "hidden" || !whose && Object.values(rule.demands).some((one) => one !== "hidden"));
      place.hidden = !shown;
      for (const input of place.querySelectorAll("input, select, textarea")) {
        input.disabled = !shown;
        const isKept = input.type === "file" && place.querySelector("[data-kept]");
        if (input.type !== "checkbox") input.required = demand === "required" && !isKept;
      }
    }
    form.dispatchEvent(new CustomEvent("asked"));
  };
  form.addEventListener("input", settle);
  form.addEventListener("change", settle);
  settle();

  const tell = (input, sentence) => {
    const field = input.closest(".field");
    if (!field || field.querySelector("[data-told]")) return;
    const line = document.createElement("p");
    line.className = "error"; line.id = `told-${input.name}`; line.dataset.told = "";
    line.textContent = sentence;
    field.classList.add("wrong");
    const label = field.querySelector("label, legend") ?? field.firstElementChild;
    (label.nextElementSibling?.matches(".help") ? label.nextElementSibling : label).after(line);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
  };
  const untell = (place = form) => place.querySelectorAll("[data-told]").forEach((line) => {
    const field = line.closest(".field");
    field.classList.remove("wrong");
    field.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
    line.remove();
  });
  form.addEventListener("change", (event) => { if (event.target.checkValidity()) untell(event.target.closest(".field") ?? event.target); });

  form.refuses = (place = form) => {
    untell();
    const wrong = [...place.querySelectorAll("input, select, textarea")].filter((input) => !input.disabled && !input.checkValidity());
    wrong.forEach((input) => tell(input, input.validity.valueMissing ? said.missing ?? input.validationMessage : input.validationMessage));
    if (wrong.length) form.dispatchEvent(new CustomEvent("refused", { detail: wrong[0] }));
    wrong[0]?.focus();
    return wrong.length > 0;
  };
}
