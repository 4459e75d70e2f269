"use strict";
// The table of contents of a long page: beside the figures where there is room, else a bar on top that folds away.

const beside = matchMedia("(min-width: 1200px)");
const contents = document.querySelector(".contents details");

if (contents) {
  const fit = () => { contents.open = beside.matches; };
  fit();
  beside.addEventListener("change", fit);
  contents.addEventListener("click", (e) => { if (e.target.closest("a")) fit(); });
}
