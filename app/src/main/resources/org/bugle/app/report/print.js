"use strict";
// On paper: every figure, in light colours, as wide as the paper's column.

const COLUMN = 680; // pixels, about the width of A4 between its margins

function beforePrinting() {
  document.documentElement.dataset.colours = "light";
  const colours = theme();
  for (const figure of figures.values()) figure.print(colours, COLUMN);
}

function afterPrinting() {
  chooseColours(chosenColours());
  for (const figure of figures.values()) figure.draw();
}

addEventListener("beforeprint", beforePrinting);
addEventListener("afterprint", afterPrinting);
