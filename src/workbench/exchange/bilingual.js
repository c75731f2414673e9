"use strict";
const box = document.getElementById("find"), found = document.getElementById("found");
const rows = [...document.querySelectorAll("section")];
const fold = (text) => text.normalize("NFKC").toLowerCase();
const texts = rows.map((row) => fold(row.textContent));
box.addEventListener("input", () => {
  const wanted = fold(box.value.trim());
  let count = 0;
  rows.forEach((row, place) => {
    const hit = !wanted || texts[place].includes(wanted);
    row.hidden = !hit;
    count += hit;
    row.querySelectorAll(".s").forEach((s) => s.classList.toggle("hit", !!wanted && fold(s.textContent).includes(wanted)));
  });
  found.textContent = wanted ? `${count} of ${rows.length}` : "";
});
const pair = (event) => {
  const over = event.target.closest?.(".s");
  document.querySelectorAll(".s.pair").forEach((s) => s.classList.remove("pair"));
  if (over) document.querySelectorAll(`[data-s="${over.dataset.s}"]`).forEach((s) => s.classList.add("pair"));
};
document.addEventListener("pointerover", pair);
