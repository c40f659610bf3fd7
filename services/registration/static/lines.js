// A note typed beyond the lines its page offers by itself: the draft in this tab (`forms.js`) finds as many as it had.

(() => {
  const form = document.querySelector("form[data-draft]");
  const lines = form.querySelector(".lines");
  const line = (name) => Number(name.match(/^names\.(\d+)\./)?.[1] ?? -1);

  function typed() {
    const draft = sessionStorage.getItem(`plenary-draft ${location.pathname} ${form.id}`);
    return JSON.parse(draft ?? "[]").map(([name]) => line(name));
  }

  function another(at) {
    const next = lines.lastElementChild.cloneNode(true);
    const renamed = (text) => text.replaceAll(`names.${at - 1}.`, `names.${at}.`);
    for (const each of next.querySelectorAll("[name], [id], [for]")) {
      for (const key of ["name", "id", "for"]) if (each.hasAttribute(key)) each.setAttribute(key, renamed(each.getAttribute(key)));
    }
    for (const each of next.querySelectorAll("input, select")) { if (each.type === "hidden") each.remove(); else each.value = ""; }
    const legend = next.querySelector("legend");
    legend.textContent = legend.textContent.replace(String(at), String(at + 1));
    lines.append(next);
  }

  const wanted = Math.max(0, ...typed());
  for (let at = lines.children.length; at <= wanted; at += 1) another(at);
})();
