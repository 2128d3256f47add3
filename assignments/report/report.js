"use strict";
/* Comfort only: without this script everything is there, in a good order. */
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") === "descending";
      const value = row => row.cells[place].dataset.value ?? row.cells[place].textContent.trim();
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        const order = x !== "" && y !== "" && !isNaN(x) && !isNaN(y) ? x - y : x.localeCompare(y);
        return up ? order : -order;
      });
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      body.append(...rows);
    });
  });
}
const lesser = document.getElementById("lesser");
const rules = [...document.querySelectorAll("details.rule")];
const tools = document.getElementById("tools");
if (tools && rules.length) {
  tools.hidden = false;
  tools.querySelector("input").addEventListener("input", event => {
    const wanted = event.target.value.trim().toLowerCase();
    if (wanted && lesser) lesser.open = true;
    for (const rule of rules) rule.hidden = !rule.textContent.toLowerCase().includes(wanted);
  });
  const [open, close] = tools.querySelectorAll("button");
  open.addEventListener("click", () => {
    if (lesser) lesser.open = true;
    rules.forEach(rule => { rule.open = true; });
  });
  close.addEventListener("click", () => rules.forEach(rule => { rule.open = false; }));
}
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach(part => { part.open = true; });
});
addEventListener("afterprint", () => closed.forEach(part => { part.open = false; }));
